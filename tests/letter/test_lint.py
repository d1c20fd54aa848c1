"""The gate: each rule catches what it is for, and nothing else is said."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from digest.letter.lint import CLIPPED, LARGE, RULES, Page, lint
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.paths import shipped
from digest.types import TOKEN, Letter, Newsletter

GOOD = render(sample_issue(), Templates(None, shipped("templates")))
SITE = NEWSLETTER.site_url

Change = Callable[[Letter], Letter]


def html(old: str, new: str) -> Change:
    """The letter with something in its HTML replaced (once); what is replaced must be there."""

    def change(letter: Letter) -> Letter:
        assert old in letter.html
        return dataclasses.replace(letter, html=letter.html.replace(old, new, 1))

    return change


def add(markup: str) -> Change:
    return html("</body>", f"{markup}</body>")


def text(old: str, new: str) -> Change:
    def change(letter: Letter) -> Letter:
        assert old in letter.text
        return dataclasses.replace(letter, text=letter.text.replace(old, new))

    return change


def filled(to: int) -> Change:
    """The letter's HTML brought to exactly `to` bytes."""
    return lambda letter: add("x" * (to - len(letter.html.encode())))(letter)


FAULTS: list[tuple[str, str, Change]] = [
    ("size", "error", filled(CLIPPED)),
    ("size", "warning", filled(CLIPPED - 1)),
    ("size", "warning", filled(LARGE)),
    ("leftover", "error", add('<a href="https://a.example/{{ token }}">A</a>')),
    ("leftover", "error", add('<a href="https://a.example/{% if x %}">A</a>')),
    ("leftover", "warning", add("<p>Dear {{ first_name }}</p>")),
    ("leftover", "warning", text("THE FRAME", "THE FRAME {% if x %}")),
    ("unsubscribe", "error", html(TOKEN, "someone")),
    ("unsubscribe", "error", text(TOKEN, "someone")),
    ("token", "error", add(f'<a href="https://evil.example/{TOKEN}">A</a>')),
    ("token", "error", text("\nYou get", f"\nhttps://evil.example/{TOKEN}\nYou get")),
    ("token", "error", add(f'<a href="{SITE}.evil.example/{TOKEN}">A</a>')),
    ("link-name", "error", add('<a href="https://a.example/"> </a>')),
    ("link-name", "error", add('<a href="https://a.example/"><img src="cid:x" alt=""></a>')),
    ("link", "error", add('<a href="javascript:alert(1)">A</a>')),
    ("link", "error", add('<a href="/relative">A</a>')),
    ("link", "error", add("<a>A</a>")),
    ("link", "error", add('<a href="http://localhost:8000/">A</a>')),
    ("link", "error", add('<a href="http://192.168.0.1/">A</a>')),
    ("alt", "error", add('<img src="cid:x">')),
    ("alt", "error", add('<img src="data:image/png;base64,AA==">')),
    ("request", "error", add('<img src="https://a.example/x.gif" alt="">')),
    ("request", "error", add('<table background="https://a.example/x.png"></table>')),
    ("request", "error", html("</head>", '<link rel="stylesheet" href="https://a.example/x.css"></head>')),
    ("request", "error", html("</head>", "<style>@import 'https://a.example/x.css';</style></head>")),
    ("request", "error", add('<p style="background:url(https://a.example/x.png)">x</p>')),
    ("active", "error", add("<script>1</script>")),
    ("active", "error", add('<iframe src="about:blank"></iframe>')),
    ("active", "error", add("<form></form>")),
    ("active", "error", add('<p onclick="x()">x</p>')),
    ("parity", "error", text("Film archive will not", "A film archive may")),
    ("parity", "error", add("<h3>A headline that the text lacks</h3>")),
    (
        "parity",
        "error",
        add("<h3>Orchestra union wins the right to refuse recordings made for training</h3>"),
    ),
    ("headings", "warning", html("<h1", "<h1>Two</h1><h1")),
    ("headings", "warning", add("<h5>The Frame</h5>")),
    ("subject", "warning", lambda letter: dataclasses.replace(letter, subject="Short")),
    ("subject", "error", lambda letter: dataclasses.replace(letter, subject=" ")),
    ("preheader", "warning", lambda letter: dataclasses.replace(letter, preheader="x" * 91)),
    ("preheader", "error", lambda letter: dataclasses.replace(letter, preheader="")),
    ("postal-address", "error", html(NEWSLETTER.address, "")),
]


@pytest.mark.parametrize(("rule", "severity", "change"), FAULTS)
def test_a_fault_is_caught(rule: str, severity: str, change: Change) -> None:
    """A letter broken on purpose: that rule speaks, and no other one does."""
    found = lint(change(GOOD), NEWSLETTER)
    assert (rule, severity) in {(f.rule, f.severity) for f in found}
    assert {f.rule for f in found} <= {rule}
    assert all(f.message for f in found)


def test_errors_come_first() -> None:
    """Whoever reads the first line reads the worst."""
    found = lint(add("<h5>x</h5><script></script>")(GOOD), NEWSLETTER)
    assert [f.severity for f in found] == sorted((f.severity for f in found), key=lambda s: s != "error")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [({"address": ""}, "postal-address"), ({"site_url": "http://127.0.0.1:8000"}, "site")],
)
def test_a_trial_set_up_is_warned_of(changes: dict[str, str], rule: str) -> None:
    """A newsletter that is being tried out may be drafted and looked at: warnings only."""
    trial: Newsletter = dataclasses.replace(NEWSLETTER, **changes)
    made = dataclasses.replace(sample_issue(), newsletter=trial)
    letter = render(made, Templates(None, shipped("templates")))
    assert [(f.severity, f.rule) for f in lint(letter, trial)] == [("warning", rule)]


def test_local_links_of_a_trial_are_warnings() -> None:
    """Feeds on loopback are for trying out; with a public site the same link forbids sending."""
    trial = dataclasses.replace(NEWSLETTER, site_url="")
    made = render(
        dataclasses.replace(sample_issue(), newsletter=trial), Templates(None, shipped("templates"))
    )
    found = lint(add('<a href="http://127.0.0.1:9/x">A</a>')(made), trial)
    assert [(f.severity, f.rule) for f in found] == [("warning", "link")]


def test_every_rule_has_a_fault() -> None:
    """A rule without a fault that it catches is no rule: each one, run alone, speaks of some broken letter."""
    from selectolax.lexbor import LexborHTMLParser

    for rule in RULES:
        caught = 0
        for _, _, change in FAULTS:
            letter = change(GOOD)
            caught += any(True for _ in rule(Page(letter, NEWSLETTER, LexborHTMLParser(letter.html))))
        assert caught, rule.__name__
