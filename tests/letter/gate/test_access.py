"""What a reader with a screen reader, a telephone or tired eyes needs: each rule catches what it is for, and no more."""

from __future__ import annotations

import pytest

from digest.letter.gate import access, legible
from tests.letter.gate.passing import GOOD, add, both, html, picture
from tests.letter.gate.reading import Fault, said, said_of

LINK = "https://a.example/"
HTML = '<html lang="en" dir="ltr"'
WRAP = 'role="article" lang="en" dir="ltr"'

FAULTS: list[Fault] = [
    ("alt", "error", add(picture(alt=""))),
    ("alt", "error", html("</h1>", f"</h1>{picture(alt='title=grey')}")),
    ("alt", "warning", add(picture(alt='alt="IMG_2041.jpg"'))),
    ("alt", "warning", add(picture(alt='alt="Logo"'))),
    ("link-name", "error", add(f'<a href="{LINK}"> </a>')),
    ("link-name", "error", add(f'<a href="{LINK}">' + picture(alt='alt=""') + "</a>")),
    ("link-words", "warning", add(f'<a href="{LINK}">Click here</a>')),
    ("link-words", "warning", add(f'<a href="{LINK}">Read more &rarr;</a>')),
    ("link-words", "warning", add(f'<a href="{LINK}">Weiterlesen …</a>')),
    ("label-in-name", "warning", add(f'<a href="{LINK}" aria-label="Our shop">The catalogue</a>')),
    ("label-in-name", "warning", add(f'<a href="{LINK}" aria-label="A report of 2026">The annual report</a>')),
    ("headings", "warning", html("<h1", '<h1 class="h">Two</h1><h1')),
    ("headings", "warning", add("<h5>The Frame</h5>")),
    ("headings", "warning", add("<h3> </h3>")),
    ("language", "error", html(HTML, '<html dir="ltr"')),
    ("language", "error", html(HTML, '<html lang="english, mostly" dir="ltr"')),
    ("language", "warning", html(WRAP, 'role="article" dir="ltr"')),
    ("direction", "warning", html(HTML, '<html lang="en"')),
    ("direction", "warning", html(HTML, '<html lang="en" dir="left"')),
    ("direction", "warning", html(HTML, '<html lang="ar" dir="ltr"')),
    ("direction", "warning", html(WRAP, 'role="article" lang="en"')),
    ("title", "warning", html("<title>Orchestra", "<title></title><!-- ")),
    ("title", "warning", html("<title>", "<meta name=x content=")),
    ("meta-charset", "warning", html("text/html; charset=UTF-8", "text/html")),
    ("meta-charset", "warning", html("<head>", f"<head><!--{'x' * 1000}-->")),
    ("aria", "warning", add(f'<p aria-hidden="true"><a href="{LINK}">A report</a></p>')),
    ("aria", "warning", add(f'<a aria-hidden="TRUE" href="{LINK}">A report</a>')),
    ("text-size", "warning", add('<p style="font-size:10px">Terms and conditions</p>')),
    ("text-size", "warning", add(f'<p style="font-size:0.76em">{"Terms and conditions. " * 12}</p>')),
    ("text-size", "warning", add('<font size="1">Terms and conditions</font>')),
    ("justified", "warning", add('<p style="text-align: justify">Terms and conditions</p>')),
    ("justified", "warning", add('<p align="justify">Terms and conditions</p>')),
    ("colour-only", "warning", add(f'<p>It is in <a href="{LINK}" style="text-decoration:none">a report</a>.</p>')),
    (
        "colour-only",
        "warning",
        both(
            html("</head>", "<style>.bare { text-decoration: none !important; }</style></head>"),
            add(f'<p>It is in <a class="bare" href="{LINK}">a report</a>.</p>'),
        ),
    ),
    ("layout-table", "warning", add("<table><tr><td>Left</td><td>Right</td></tr></table>")),
    ("layout-table", "warning", html('role="presentation" align="center" style="background:#F3F4F6', 'style="background:#F3F4F6')),
    ("table-headers", "warning", add('<table role="presentation"><tr><th>Year</th><td>2026</td></tr></table>')),
    (
        "table-headers",
        "warning",
        add("<table><tr><th>Year</th><th>Letters</th></tr><tr><th>2026</th><td>48</td></tr></table>"),
    ),
    ("reading-order", "warning", add(f'<a href="{LINK}" tabindex="2">A report</a>')),
    ("reading-order", "warning", add('<div style="direction:rtl">Two columns</div>')),
    ("zoom", "warning", html("initial-scale=1", "initial-scale=1, user-scalable=no")),
    ("zoom", "warning", html("initial-scale=1", "initial-scale=1, maximum-scale=1.0")),
    ("motion", "warning", add("<marquee>The Frame</marquee>")),
    ("motion", "warning", add("<blink>The Frame</blink>")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "severity", "change"), FAULTS)
def test_a_fault_is_caught(rule: str, severity: str, change: object) -> None:
    """A letter broken on purpose: that rule speaks, of all the gate's rules no other does, and says how to mend it."""
    found = said(change)  # type: ignore[arg-type]
    assert {(f.rule, f.severity) for f in found} == {(rule, severity)}
    assert all(f.message and f.mend for f in found)


def test_every_rule_has_two_faults() -> None:
    """A rule without faults that it catches is no rule."""
    names = [rule for rule, *_ in FAULTS]
    assert [rule.name for rule in (*access.RULES, *legible.RULES) if names.count(rule.name) < 2] == []


def test_nothing_is_said_of_what_is_right() -> None:
    """Tables of figures with their headers, a link that stands alone, a decoration, right-to-left words in their place."""
    right = (
        '<table><caption>Letters</caption><tr><th scope="col">Year</th><th scope="col">Sent</th></tr>'
        '<tr><th scope="row">2026</th><td>48</td></tr></table>'
        '<p><a href="https://a.example/" style="text-decoration:none">All issues</a></p>'
        '<p><a href="https://a.example/b" style="text-decoration:none;border-bottom:1px solid">A report</a> in words</p>'
        f"{picture(alt=chr(97) + 'lt=' + chr(34) * 2)}"
        '<p dir="rtl" lang="ar" style="direction:rtl">نص</p><p>So it was<sup style="font-size:10px">1</sup></p>'
        '<a href="https://a.example/c" aria-label="The Morning Wire: a report">The Morning Wire</a>'
    )
    found = said(add(right))
    assert [f for f in found if f.rule in {rule.name for rule in (*access.RULES, *legible.RULES)}] == []


def test_a_name_that_leads_nowhere_is_told() -> None:
    """aria-labelledby and aria-describedby name elements by their ids; one that is not there says nothing."""
    there = '<h2 id="b">Report</h2><div aria-labelledby="a b" aria-describedby="c">x</div>'
    told = [f.message for f in said_of(there) if f.rule == "aria"]
    assert told == [
        "aria-labelledby names 'a', which is not there",
        "aria-describedby names 'c', which is not there",
    ]


def test_words_that_are_not_seen_have_no_size() -> None:
    """The line for the inbox is 1 px and hidden: nobody has to read it."""
    assert "font-size:1px" in GOOD.html
    assert "text-size" not in {f.rule for f in said_of(GOOD.html)}
    hidden = (
        '<div style="display:none"><p style="font-size:8px">x</p></div><p hidden style="font-size:8px">x</p>'
    )
    assert "text-size" not in {f.rule for f in said_of(f"<p>Words</p>{hidden}")}


def test_motion_that_spares_who_asked_is_let_be() -> None:
    """An animation without end is a fault, unless prefers-reduced-motion is there."""
    moving = "<style>.a { animation: x 1s infinite; }</style><p class=a>x</p>"
    spared = "<style>@media (prefers-reduced-motion: reduce) { .a { animation: none; } }</style>" + moving
    assert "motion" in {f.rule for f in said_of(moving)}
    assert "motion" not in {f.rule for f in said_of(spared)}


@pytest.mark.parametrize(
    "html",
    [
        "<table>" * 3000, "<div style='direction:rtl'>" * 3000, "<a aria-label=" * 2000, "<p style='" + "font-size:" * 5000,
        "<style>" + "a{" * 20000, "<style>" + "}" * 20000, "<style>@media (" * 2000, "<style>" + "*{color:red}" * 5000 + "</style>" + "<p>x" * 500,
        "<style>/*" + "*" * 50000, "<p style='color:rgb(" + "1" * 50000, "<p style='font-size:" + "9" * 400 + "px'>x", "\0" * 1000, "",
        "<p style='" + "url(" * 20000, "<p style='" + '"' * 20001, "<style>" + "(" * 30000 + "{", "<svg><style>a{b:c}</style></svg>",
        "<style>" + ":has(p) " * 300 + "{color:red}</style>" + "<div>" * 500 + "<p>x", "<p style='color:red" + " !" * 20000 + "'>x",
        "<style>" + "div " * 60 + "{color:red}</style>" + "<div>" * 300 + "<p>x", "<style>" + "a," * 50000 + "b{color:red}</style><a>x", "<p style='color:hsl(nan 1% 1%)'>x",
    ],
)  # fmt: skip
def test_hostile_pages_are_judged(html: str) -> None:
    """Whatever is in a file, the rules come to an end and raise nothing."""
    assert isinstance(said_of(html), list)
