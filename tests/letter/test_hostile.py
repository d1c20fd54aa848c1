"""Whatever feeds say: the letter compiles, shows it literally, runs nothing, loads nothing, and can be mailed."""

from __future__ import annotations

import email
import email.policy
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.letter.gate import lint
from digest.letter.gate.size import CLIPPED
from digest.letter.mime import mail_of
from digest.letter.plain import line
from digest.letter.render import render
from digest.types import TOKEN, Issue, Letter, Section, Sentence, Summary, Told
from tests.letter.hostile import EVIL, FLAGS, TEMPLATES, Browser, hostile_issue, run
from tests.makers import entry, issue, item, newsletter

hostile = st.lists(st.sampled_from(EVIL) | st.text(max_size=20), max_size=4).map("".join)
urls = hostile.map("https://a.example/{}".format) | hostile | hostile.map("javascript:{}".format)


def told(title: str, text: str, url: str, source: str) -> Issue:
    """An issue with the same hostile words in every field that a feed or an earlier issue fills."""
    sentence = Sentence(text=text, entry_id="e", start=0, end=0)
    made = item(
        entry(title, url=url, source=source),
        summary=Summary(sentences=(sentence,), by="extractive"),
        why_it_matters=text,
        medium=source,
        update_of=Told(slot=title, headline=title, url=url),
    )
    kinds = (("lead", ""), ("stories", "More stories"), ("brief", "In brief"))
    sections = tuple(Section(kind=kind, title=name, items=(made,)) for kind, name in kinds)  # type: ignore[arg-type]  # each is one of the kinds
    return issue(sections=sections, intro=text, topic=source, newsletter=newsletter(tagline=text))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile, hostile, urls, hostile)
@example("".join(EVIL), "".join(EVIL), "https://a.example/" + "".join(EVIL), "".join(EVIL))
def test_hostile_words_show_literally(title: str, text: str, url: str, source: str) -> None:
    """Law: every field survives compiling as text, and the gate finds no error in the letter."""
    letter = render(told(title, text, url, source), TEMPLATES)
    page = LexborHTMLParser(letter.html)
    for heading in page.css("h2:not(.section), h3"):
        assert " ".join(heading.text().split()) == line(title)
    for summary in page.css("p.intro"):
        assert " ".join(summary.text().split()) == line(text)
    assert not page.css("script, img, svg, iframe, form, input, base, link, [onerror]")
    for link in page.css("a"):
        href = link.attributes["href"] or ""
        assert href.startswith(("https://", "http://", "mailto:hello@frame.example"))
        assert TOKEN not in href or href == f"https://frame.example/unsubscribe/{TOKEN}"
    nameless = not line(title) or not line(source)  # makers leave empty what compose never does
    large = len(letter.html.encode("utf-8", "replace")) >= CLIPPED
    errors = {f.rule for f in lint(letter, newsletter()) if f.severity == "error"}
    assert errors <= ({"link-name"} if nameless else set()) | ({"size"} if large else set())
    _mails(letter)


def _mails(letter: Letter) -> None:
    """The hostile letter is one message with our headers and no other."""
    mail = mail_of(letter, newsletter(), slot_name="2026-11-26", date=datetime(2026, 11, 26, 8, tzinfo=UTC))
    raw = mail.for_recipient("reader@home.example", "abc.def")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Bcc"] is None
    assert " ".join(str(message["Subject"]).split()) == letter.subject
    parts = [part.get_content().replace("\r\n", "\n") for part in message.iter_parts()]
    expected = (letter.text, letter.html)
    for part, source in zip(parts, expected, strict=True):
        assert part.rstrip("\n") == source.replace("\r", "\n").replace(TOKEN, "abc.def").rstrip("\n")


@pytest.mark.browser
def test_nothing_runs_or_loads_in_a_browser(chromium: str) -> None:
    """The proof is a browser with scripts on: no dialog, no word on the console, no request, every word is there.

    Two hundred cases of ten thousand; `python -m tests.letter.hostile` runs them all.
    """
    assert run(chromium, 200, seed=6) == []


@pytest.mark.browser
def test_the_browser_would_tell(chromium: str) -> None:
    """The check that finds nothing above finds each kind of harm in a letter that does it."""
    from playwright.sync_api import sync_playwright

    whole = hostile_issue(random.Random(6), 1)
    html = render(whole.issue, TEMPLATES).html
    harm = {
        "dialog: 7": "<script>alert(7)</script>",
        "console: hi": "<script>console.log('hi')</script>",
        "request: https://evil.example/x.gif": "<img src=https://evil.example/x.gif>",
        "script error": "<script>nope()</script>",
        "a script ran": "<script>pwned = 1</script>",
        "active: <p onclick": "<p onclick=x>",
        "active: <mj-button": "<mj-button>x</mj-button>",
        "link: javascript:x": "<a href=javascript:x>y</a>",
    }
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        browser = Browser(started.new_page())
        for said, markup in harm.items():
            browser.wrong.clear()
            browser.look(
                whole,
                Letter(subject="", preheader="", html=html.replace("</body>", markup + "</body>"), text=""),
            )
            assert [wrong for wrong in browser.wrong if wrong.startswith(said)], (said, browser.wrong)
        browser.wrong.clear()
        browser.look(whole, Letter(subject="", preheader="", html="<h2>gone</h2>", text=""))
        assert {wrong.partition(":")[0] for wrong in browser.wrong} == {"not shown", "headlines"}
        started.close()


@pytest.mark.browser
def test_a_letter_fits_a_phone(chromium: str, tmp_path: Path) -> None:
    """Whatever the words, nothing is wider than the screen."""
    from playwright.sync_api import sync_playwright

    letter = render(told("".join(EVIL), "".join(EVIL), EVIL[2], "".join(EVIL)), TEMPLATES)
    file = tmp_path / "letter.html"
    file.write_text(letter.html, "utf-8", "replace")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 375, "height": 700})
        page.goto(file.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert width == 375
