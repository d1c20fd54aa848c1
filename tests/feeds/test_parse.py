"""Documents in: every format, the broken and the hostile. Nothing but a FeedError comes out of a bad one."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.feeds.parse import LIMIT, parse_document
from digest.feeds.read import read as read_boxed
from digest.net.box import Box
from digest.types import Image
from tests.feeds.documents import FEED, RDF, atom, fetched, item, json_feed, rss

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def read(body: bytes, content_type: str = ""):  # type: ignore[no-untyped-def]  # Parsed, spelled by the function
    return parse_document(body, content_type, FEED.url)


def test_rss_2() -> None:
    """Every field that we keep, from where RSS and its modules have it."""
    parsed = read(
        rss(
            item(
                "One &amp; two",
                html="short",
                more='<guid isPermaLink="false">id-1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 EST</pubDate>'
                "<dc:creator>Jo Doe</dc:creator><category>AI</category><category>Music</category>"
                "<content:encoded><![CDATA[<p>The long <b>text</b></p>]]></content:encoded>"
                '<media:content url="https://i.example/s.jpg" medium="image" width="100" height="50"/>'
                '<media:content url="https://i.example/l.jpg" medium="image" width="900" height="500"/>',
            ),
            extra="<language>en-us</language>",
        )
    )
    (entry,) = parsed.entries
    assert (parsed.title, parsed.site, parsed.language, parsed.format) == (
        "Outlet", "https://outlet.example/", "en-us", "rss20",
    )  # fmt: skip
    assert (entry.guid, entry.url, entry.author, entry.tags) == (
        "id-1", "https://outlet.example/1", "Jo Doe", ("AI", "Music"),
    )  # fmt: skip
    assert (entry.title, entry.html) == ("One &amp; two", "<p>The long <b>text</b></p>")
    assert entry.published == "2026-11-20T15:00:00+00:00"
    assert entry.image == Image(url="https://i.example/l.jpg", width=900, height=500)


def test_a_guid_stays_what_the_feed_says() -> None:
    """feedparser resolves a guid like "1234" against the feed's address when it is given one; ours is not."""
    (entry,) = read(rss("<item><guid>1234</guid><title>t</title></item>")).entries
    assert entry.guid == "1234"


def test_rss_1_and_atom() -> None:
    """RSS 1.0 dates by Dublin Core; Atom's plain and XHTML texts, its dates and its alternate link."""
    (one,) = read(RDF).entries
    assert (one.title, one.updated) == ("One", "2026-11-20T08:00:00+00:00")
    (entry,) = read(
        atom(
            "<entry><id>urn:1</id><title type='text'>Why &lt;video&gt; beats GIF</title>"
            "<link rel='enclosure' type='image/png' href='https://i.example/e.png'/>"
            "<link rel='alternate' href='https://outlet.example/1'/><author><name>Jo</name></author>"
            "<updated>2026-11-20T10:00:00Z</updated><published>2026-11-19T10:00:00Z</published>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>a &lt; b</p></div></content></entry>"
        )
    ).entries
    assert (entry.guid, entry.url, entry.author) == ("urn:1", "https://outlet.example/1", "Jo")
    assert entry.title == "Why &lt;video&gt; beats GIF"  # as HTML: what is declared plain is escaped
    assert entry.html == "<p>a &lt; b</p>"
    assert entry.published == "2026-11-19T10:00:00+00:00"
    assert entry.image == Image(url="https://i.example/e.png")


def test_json_feed() -> None:
    """Both versions, a numeric id, an item that is none, and a date that is none."""
    parsed = read(
        b"\xef\xbb\xbf"
        + json_feed(
            {
                "id": 7,
                "url": "https://outlet.example/7",
                "title": "A < B",
                "content_text": "one\n\ntwo & three",
                "date_published": "2026-11-20T10:00:00-05:00",
                "authors": [{"name": "Jo"}, {"name": "Al"}],
                "tags": ["AI", 3],
                "image": "https://i.example/7.png",
            },
            "no item",
            {"id": "8", "content_html": "<p>x</p>", "date_published": "yesterday", "author": {"name": "Ed"}},
        )
    )
    one, two = parsed.entries
    assert (one.guid, one.title, one.html, one.author) == (
        "7",
        "A &lt; B",
        "one\n\ntwo &amp; three",
        "Jo, Al",
    )
    assert (one.published, one.tags) == ("2026-11-20T15:00:00+00:00", ("AI",))
    assert one.image == Image(url="https://i.example/7.png")
    assert (two.published, two.author) == ("", "Ed")
    assert (parsed.format, parsed.problems) == ("json11", ("1 items are no objects and were left out",))
    assert read(json_feed(version="https://jsonfeed.org/version/1")).format == "json10"


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "iso-8859-1", ""),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252", "application/xml"),
        ('<?xml version="1.0"?>', "utf-8", "text/xml"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", ""),
        ('<?xml version="1.0"?>', "koi8-r", "application/rss+xml; charset=koi8-r"),
    ],
)
def test_encodings(head: str, encoding: str, content_type: str) -> None:
    """The header's charset, the XML declaration, the byte order mark: whichever is there."""
    word = "Привет" if encoding == "koi8-r" else "Zoë"
    body = rss(item(word), head=head).decode().encode(encoding)
    assert read(body, content_type).entries[0].title == word


@pytest.mark.parametrize(
    ("body", "says", "mend"),
    [
        (b"", "empty", ""),
        (b" \r\n\t", "empty", ""),
        (
            b"<!DOCTYPE html><html><head><title>t</title></head></html>",
            "an HTML page, not a feed",
            "feeds add",
        ),
        (
            b"<html><link rel='alternate' type='application/rss+xml' href='/rss'></html>",
            "an HTML page",
            "https://outlet.example/rss",
        ),
        (b"<!-- c --><div><html lang=en><body>x", "an HTML page", ""),
        (b"just text", "not a feed", ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a feed", ""),
        (b"/etc/passwd", "not a feed", ""),
        (b"http://127.0.0.1/", "not a feed", ""),
        (b'{"version": "1"}', "not a JSON Feed", "RSS or Atom"),
        (b'{"version": ', "JSON that cannot be read", ""),
    ],
)
def test_what_is_no_feed_is_said(body: bytes, says: str, mend: str) -> None:
    """An error page, a picture, a file's name (feedparser would open it): each has its message and its mend."""
    with pytest.raises(FeedError, match=says) as caught:
        read(body)
    assert mend in caught.value.mend


def test_a_broken_feed_is_read_leniently() -> None:
    """A bare ampersand is no reason to lose an issue; it is said in the problems."""
    parsed = read(rss("<item><title>R&D at Q&A</title><link>https://outlet.example/?a=1&b=2</link></item>"))
    assert parsed.entries[0].title == "R&amp;D at Q&amp;A"  # feedparser's loose parser makes `R&D;` of it
    assert parsed.entries[0].url == "https://outlet.example/?a=1&b=2"
    assert "not well-formed" in parsed.problems[0]


def test_the_newest_entries_are_kept() -> None:
    """A feed of its whole history, oldest first, is cut to the newest; undated ones to the first."""
    dates = [
        f"<pubDate>{1 + n % 28} {('Jan', 'Feb', 'Mar')[n // 200]} 2026 0:0:{n % 60} GMT</pubDate>"
        for n in range(LIMIT + 50)
    ]
    parsed = read(rss(*(item(str(n), more=dates[n]) for n in range(LIMIT + 50))))
    assert len(parsed.entries) == LIMIT
    assert min(e.published for e in parsed.entries) >= "2026-01-0"
    assert parsed.entries[-1].title == str(LIMIT + 49)
    assert parsed.problems == (f"{LIMIT + 50} entries, {LIMIT} were read: the newest",)
    undated = read(rss(*(item(str(n)) for n in range(LIMIT + 1))))
    assert undated.entries[-1].title == str(LIMIT - 1)


def test_titles_escaped_twice_stay_references() -> None:
    """What was declared plain but holds references was escaped twice; clean decodes it once."""
    assert read(atom("<entry><title>AT&amp;amp;T &lt;3</title></entry>")).entries[0].title == "AT&amp;T &lt;3"


def test_an_element_named_as_a_date_is_none() -> None:
    """feedparser keeps an unknown element's attributes where its dates are; fuzzing found it."""
    (entry,) = read(rss("<item><title>t</title><updated_parsed a='1'>x</updated_parsed></item>")).entries
    assert (entry.title, entry.updated) == ("t", "")


def test_a_feed_that_takes_too_long_is_kept_as_far_as_it_was_read() -> None:
    """A flood that the loose parser crawls through: the entries before it come out, and it is said."""
    body = rss(
        *(item(str(n), f"https://outlet.example/{n}") for n in range(20)), "<item><title>" + "& " * 3_000_000
    )
    with Box(cpu=2, wall=30) as box:
        reading = read_boxed(box, fetched(body), now=NOW)
    assert [entry.title for entry in reading.entries] == [str(n) for n in range(20)]
    assert "took too long" in reading.problems[0]


@pytest.mark.parametrize("content_type", ["", "text/xml; charset=punycode"])
def test_an_encoding_that_is_none_is_ignored(content_type: str) -> None:
    """Python has codecs that are no charsets, and feedparser breaks on one of them; fuzzing found it."""
    body = rss(item("a-b "), head='<?xml version="1.0" encoding="punycode"?>')
    assert [entry.title for entry in read(body, content_type).entries] == ["a-b"]


def test_a_usual_feed_needs_no_feedparser_run() -> None:
    """It takes the fast path: the slow one is not even imported."""
    program = (
        "import sys; from digest.feeds.parse import parse_document\n"
        "print(len(parse_document(sys.stdin.buffer.read(), '', 'u').entries), 'digest.feeds.slow' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], input=rss(item(), item()), capture_output=True, check=True
    )
    assert found.stdout.decode().split() == ["2", "False"]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">%s]><rss version="2.0"><channel><title>t</title>
<item><title>&z; good</title></item></channel></rss>""" % b"".join(
    b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 26)
)


@pytest.mark.parametrize(
    "body",
    [
        BOMB,
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title>'
        b"</item></channel></rss>",
        rss("<a>" * 50_000),
        b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 100_000,
        rss(f"<item><author>{'a@' * 40_000}</author><title>t</title></item>"),
    ],
    ids=["laughs", "file", "nested", "json-nested", "author"],
)
def test_hostile_documents_cost_one_answer(body: bytes) -> None:
    """Bombs, file reads, depth, quadratic expressions: an answer or a FeedError, no secret, and the next is read."""
    with Box(cpu=2, wall=8) as box:
        said = ""
        try:
            said = repr(read_boxed(box, fetched(body), now=NOW))
        except FeedError as error:
            said = str(error)
        assert FEED.url in said or "entries=" in said
        assert "root:" not in said
        assert len(said) < 2_000_000
        assert len(read_boxed(box, fetched(rss(item())), now=NOW).entries) == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mutants_raise_nothing_but_feed_errors(data: st.DataObject) -> None:
    """Law: whatever bytes are cut, doubled or changed, reading gives a Parsed or a FeedError."""
    seed = data.draw(
        st.sampled_from([rss(item(html="<p>x</p>")), RDF, atom("<entry><id>a</id></entry>"), json_feed({})])
    )
    body = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 30)))
        body[start:end] = data.draw(st.one_of(st.binary(max_size=8), st.just(bytes(body[start:end]) * 2)))
    try:
        parsed = read(
            bytes(body), data.draw(st.sampled_from(["", "text/xml", "application/json; charset=x"]))
        )
    except FeedError:
        return
    json.dumps([e.title for e in parsed.entries])


@pytest.mark.data
def test_recorded_feeds_are_read_as_feedparser_reads_them(data: Path) -> None:
    """Real files of many makers: titles, links and dates as feedparser gives them (JSON Feed: as many as it holds)."""
    import feedparser

    files = sorted((data / "feeds" / "snapshots").iterdir())
    assert files
    for file in files:
        body = file.read_bytes()
        try:
            found = read(body).entries
        except FeedError:
            found = ()
        if body.lstrip().startswith(b"{"):
            assert len(found) == min(len(json.loads(body)["items"]), LIMIT), file.name
            continue
        expected = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
        if len(expected.entries) > LIMIT:
            assert len(found) == LIMIT, file.name
            continue
        assert [e.url for e in found] == [(dict.get(e, "link") or "").strip() for e in expected.entries], (
            file.name
        )
        assert [bool(e.title) for e in found] == [bool(dict.get(e, "title")) for e in expected.entries], (
            file.name
        )
        for entry, theirs in zip(found, expected.entries, strict=True):
            moment = dict.get(theirs, "updated_parsed")
            assert entry.updated == (datetime(*moment[:6], tzinfo=UTC).isoformat() if moment else ""), (
                file.name
            )
