"""Whatever feeds say: the letter compiles, shows it literally, runs nothing, loads nothing, and can be mailed."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.letter.lint import lint
from digest.letter.mime import mail_of
from digest.letter.plain import line
from digest.letter.render import Templates, render
from digest.paths import shipped
from digest.types import TOKEN, Issue, Letter, Section, Sentence, Summary, Told
from tests.makers import entry, issue, item, newsletter

TEMPLATES = Templates(None, shipped("templates"))
EVIL = (
    "<script>alert(1)</script>",
    "</mj-text></mj-column></mj-section><mj-raw><img src=x onerror=alert(1)></mj-raw>",
    "\"'><img src=https://evil.example/x.gif>",
    "{{ issue }} {% include 'x' %} {# c #}",
    "]]><![CDATA[ <!-- --> <!--[if mso]><p>x</p><![endif]-->",
    "& &amp; &#60;script&#62; &lt;",
    "</style><style>@import url(https://evil.example/x.css)</style>",
    "\x00\x1b\ud800\ufffe\u2028\u202e",
    f"https://evil.example/?t={TOKEN}",
    "<mj-include path='/etc/passwd' />",
    "=?utf-8?q?Bcc=3A_x?=\r\nBcc: x@evil.example",
    "🏳️‍🌈 العربية 日本語 ß ﬁ",
)
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
    errors = {f.rule for f in lint(letter, newsletter()) if f.severity == "error"}
    assert errors <= ({"link-name"} if nameless else set())
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
def test_nothing_runs_or_loads_in_a_browser(chromium: str, tmp_path: Path) -> None:
    """The proof is a browser with scripts on: no dialog, no request but for the file itself, the text is there."""
    from playwright.sync_api import sync_playwright

    letter = render(told("".join(EVIL), "".join(EVIL), EVIL[2], "".join(EVIL)), TEMPLATES)
    file = tmp_path / "letter.html"
    file.write_text(letter.html, "utf-8")
    asked: list[str] = []
    dialogs: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 375, "height": 700})
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        shown = page.inner_text("body")
        width = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert asked == [file.as_uri()]
    assert dialogs == []
    assert "<script>alert(1)</script>" in shown
    assert width == 375
