"""An issue on the web: the letter that went out, as a page of its own, and the feed of all issues."""

from __future__ import annotations

import dataclasses
import json
import re
import xml.etree.ElementTree as ElementTree
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.letter import online, plain
from digest.letter.figure import figure_of
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.letter.words import words_of
from digest.paths import shipped
from digest.types import TOKEN, Issue, Told
from tests.letter.languages import issue_in
from tests.makers import NOW, entry, issue, item, newsletter

TEMPLATES = Templates(None, shipped("templates"))
ATOM = "{http://www.w3.org/2005/Atom}"


def past(made: Issue | None = None) -> online.Past:
    made = made or sample_issue()
    return online.Past(issue=made, letter=render(made, TEMPLATES), published=NOW)


@pytest.fixture(scope="module")
def page() -> LexborHTMLParser:
    return LexborHTMLParser(online.page(past()))


def test_what_the_page_is(page: LexborHTMLParser) -> None:
    """For people, search engines and link previews: title, description, one address, Open Graph."""
    title = page.css_first("title")
    assert title is not None
    assert title.text() == f"{past().letter.subject} · The Frame"
    metas = {
        node.attributes.get("name") or node.attributes.get("property"): node.attributes.get("content")
        for node in page.css("meta[content]")
    }
    assert metas["description"] == metas["og:description"] == sample_issue().intro
    assert (metas["og:type"], metas["og:site_name"]) == ("article", "The Frame")
    assert (
        metas["og:url"]
        == past().url
        == page.css_first("link[rel=canonical]").attributes["href"]  # type: ignore[union-attr]  # there, or the test fails
        == "https://news.frame.example/issues/2026-11-26"
    )
    assert metas["article:published_time"] == "2026-11-26T08:00:00Z"


def test_linked_data(page: LexborHTMLParser) -> None:
    """schema.org: an article whose main entity is the list of stories in their order, each with its leading report and
    that report's publisher."""
    script = page.css_first('script[type="application/ld+json"]')
    assert script is not None
    data = json.loads(script.text())
    assert (data["@type"], data["inLanguage"], data["datePublished"]) == (
        "NewsArticle",
        "en",
        "2026-11-26T08:00:00Z",
    )
    listed = data["mainEntity"]
    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", 10)
    assert [one["name"] for one in listed["itemListElement"]] == [i.headline for i in sample_issue().items]
    lead = sample_issue().items[0].lead
    assert listed["itemListElement"][0]["item"] == {
        "@type": "NewsArticle",
        "headline": lead.title,
        "publisher": {"@type": "Organization", "name": lead.source},
        "url": lead.url,
    }


def test_nothing_of_the_reader_is_on_it(page: LexborHTMLParser) -> None:
    """No token, no unsubscribe, no "you get this because", no link to itself; the stories and the imprint are there."""
    html = page.html or ""
    assert TOKEN not in html
    shown = page.css_first("body").text()  # type: ignore[union-attr]  # every document has one
    for word in ("Unsubscribe", "You get this", "View online"):
        assert word not in shown
    assert "12 Sample Street" in shown
    assert [n.text() for n in page.css("main h2:not(.section), main h3")] == [
        i.headline for i in sample_issue().items
    ]
    assert page.css_first("nav a").attributes["href"] == "./"  # type: ignore[union-attr]  # there, or the test fails


def test_it_is_a_page_and_no_mail(page: LexborHTMLParser) -> None:
    """One main, one h1, the language; nothing that only mail needs: no comments for Outlook, no table attributes."""
    html = online.page(past())
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert (len(page.css("main")), len(page.css("h1"))) == (1, 1)
    assert "<!--" not in html
    assert "urn:schemas-microsoft-com" not in html
    assert not page.css("[cellpadding], [bgcolor], [align], [valign], table[width], [aria-roledescription]")
    assert "prefers-color-scheme: dark" in html
    assert "display:none" not in html.replace(" ", "")
    assert not re.search(r"<link[^>]+stylesheet|@import|url\(|<script(?! type=\"application/ld)", html)


def test_other_scripts_and_no_site() -> None:
    """Arabic from the right; without a site there is no address to name."""
    assert '<html lang="ar" dir="rtl">' in online.page(past(issue_in("ar")))
    lonely = online.page(past(dataclasses.replace(sample_issue(), newsletter=newsletter(site_url=""))))
    assert "canonical" not in lonely
    assert "og:url" not in lonely


def test_a_letter_of_somebody_elses_template() -> None:
    """A link that carries the reader's token goes, with the sentence around it, whatever the template called it."""
    letter = dataclasses.replace(
        past().letter,
        html=f'<p>Bye? <a href="https://x.example/unsubscribe/{TOKEN}">Leave</a></p><p>News {TOKEN}</p>',
    )
    html = online.page(dataclasses.replace(past(), letter=letter))
    assert TOKEN not in html
    assert "Leave" not in html
    assert "Bye" not in html
    assert "<p>News </p>" in html


words = st.text(max_size=60) | st.sampled_from(
    ["</script><script>alert(1)</script>", "]]>", "\x00\x1b<&\"'", "<!--", TOKEN]
)


@given(words, words)
@settings(max_examples=60, deadline=None)
def test_hostile_words(title: str, source: str) -> None:
    """Law: whatever a feed says, page and feed are well-formed, hold no script of anybody's, and show the words."""
    made = issue(item(entry(title or "x", source=source, url="https://a.example/?a=1&b=<")), intro=title)
    shown = past(made)
    parsed = LexborHTMLParser(online.page(shown))
    assert [node.attributes.get("type") for node in parsed.css("script")] == ["application/ld+json"]
    assert not parsed.css("script[src], img, iframe, object, embed")
    assert TOKEN not in (parsed.html or "")
    root = ElementTree.fromstring(online.feed(made.newsletter, [shown]))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") is not None


def test_the_feed() -> None:
    """RFC 4287: ids that stay, dates, a link to each issue, the whole of it inside: no request is needed to read it."""
    shown = past()
    root = ElementTree.fromstring(online.feed(shown.issue.newsletter, [shown]))
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == "https://news.frame.example/issues/"
    assert root.findtext(f"{ATOM}title") == "The Frame"
    assert root.findtext(f"{ATOM}updated") == "2026-11-26T08:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The Frame"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://news.frame.example/feed.xml",
        "alternate": "https://news.frame.example/issues/",
    }
    one = root.find(f"{ATOM}entry")
    assert one is not None
    assert one.findtext(f"{ATOM}id") == "https://news.frame.example/issues/2026-11-26"
    assert one.findtext(f"{ATOM}title") == shown.letter.subject
    content = LexborHTMLParser(one.findtext(f"{ATOM}content") or "")
    assert [n.text() for n in content.css("h3")] == [i.headline for i in shown.issue.items]
    assert not content.css("img, script, link")


def content_of(made: Issue) -> str:
    """What a feed reader shows of an issue, as HTML."""
    root = ElementTree.fromstring(online.feed(made.newsletter, [past(made)]))
    return root.findtext(f"{ATOM}entry/{ATOM}content") or ""


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_the_feed_tells_what_the_letter_tells(language: str) -> None:
    """Each paragraph of the text part but those of the mail itself: why it matters, what is followed, the number of the
    week, who else tells it, how it was chosen."""
    made = sample_issue() if language == "en" else issue_in(language)
    told = "".join(LexborHTMLParser(content_of(made)).body.text().split())  # type: ignore[union-attr]  # every document has one
    words = words_of(language)
    wanted = [made.intro, plain.made(made, words)]
    for story in made.items:
        wanted += [story.headline, story.summary.text, story.lead.source, story.why_it_matters]
    for story in (story for section in made.sections if section.kind != "brief" for story in section.items):
        wanted += [report.source for report in plain.outlets(story)]
    assert [text for text in wanted if "".join(text.split()) not in told] == []
    if language == "en":
        assert "".join(f"{words.figure}{figure_of(made).text}".split()) in told  # type: ignore[union-attr]  # the sample has one


def test_the_feed_names_what_a_story_follows() -> None:
    """With the issue that told it, and a link where there is one."""
    before = Told(
        slot="2026-11-19", headline="A <label> sues", url="https://news.frame.example/issues/2026-11-19"
    )
    made = issue(dataclasses.replace(item(entry("The label wins")), update_of=before))
    link = '<a href="https://news.frame.example/issues/2026-11-19">A &lt;label&gt; sues</a>'
    assert f"<p>Follows “{link}” in our issue of 19\u00a0November.</p>" in content_of(made)


def test_copied_text_says_whose_it_is_in_the_feed_too() -> None:
    """A description that is an outlet's own stands after its name, as in HTML and text."""
    told = item(entry("A label sues", source="Harbour Notes"))
    copied = dataclasses.replace(told, summary=dataclasses.replace(told.summary, by="feed"))
    assert f"<p>Harbour Notes writes: {escape(copied.summary.text)}</p>" in content_of(issue(copied))
    assert "writes:" not in content_of(issue(told))


def test_a_feed_without_site_or_issues() -> None:
    """Valid all the same: ids of a kind that needs no site, and the date that is before all issues."""
    alone = newsletter(site_url="")
    root = ElementTree.fromstring(online.feed(alone, []))
    assert root.findtext(f"{ATOM}id") == "tag:frame.example,2024:main/"
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    made = dataclasses.replace(sample_issue(), newsletter=alone)
    one = ElementTree.fromstring(online.feed(alone, [past(made)])).find(f"{ATOM}entry")
    assert one is not None
    assert one.findtext(f"{ATOM}id") == "tag:frame.example,2024:main/2026-11-26"
    assert one.find(f"{ATOM}link") is None
