"""Entries out of raw ones: text, addresses, dates, identity; nothing that a feed holds raises."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.feeds import clean
from digest.feeds.clean import entries_of, title_of
from digest.feeds.fields import OLDEST
from digest.feeds.parse import parse_document
from digest.types import Entry, Feed, Image, Parsed, RawEntry
from tests.feeds.documents import FEED, atom, rss

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)


def raw(**changes: Any) -> RawEntry:
    return RawEntry(**{"guid": "g", "url": "https://outlet.example/1", "title": "A title"} | changes)


def one(**changes: Any) -> Entry:
    (entry,), _ = entries_of(Parsed(entries=(raw(**changes),)), FEED, now=NOW)
    return entry


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("<title>Plain &amp; simple</title>", "Plain & simple"),
        ("<title>AT&amp;amp;T</title>", "AT&T"),
        ("<title>It&amp;#8217;s here</title>", "It’s here"),
        ("<title><![CDATA[It&#8217;s <em>here</em>]]></title>", "It’s here"),
        ("<title>&lt;b&gt;Bold&lt;/b&gt; words</title>", "Bold words"),
        ("<title>Why &lt;video&gt; beats GIF</title>", "Why <video> beats GIF"),
        ("<title>I &lt;3 feeds</title>", "I <3 feeds"),
        ("<title>5 &lt; 6 and 7 &gt; 6</title>", "5 < 6 and 7 > 6"),
        ("<title>One\n  line\tonly</title>", "One line only"),
        ("<title>a&#8203;b&#8238;c&#173;d</title>", "abcd"),
        ("<title>R&amp;D</title>", "R&D"),
        ("<title>&amp;lt;em&amp;gt;Twice&amp;lt;/em&amp;gt; escaped</title>", "Twice escaped"),
        ("<title>Use &amp;lt;b&amp;gt; for bold</title>", "Use <b> for bold"),
    ],
)
@pytest.mark.parametrize("maker", [rss, atom])
def test_titles_are_decoded_once_and_doubly_escaped_ones_twice(maker: Any, source: str, title: str) -> None:
    """The same title in RSS and in Atom, from the document to the reader's line."""
    body = maker(f"<item>{source}</item>" if maker is rss else f"<entry>{source}</entry>")
    (entry,), _ = entries_of(parse_document(body, "", FEED.url), FEED, now=NOW)
    assert entry.title == title


def test_text_has_paragraphs_and_no_boilerplate() -> None:
    """Blocks become paragraphs; scripts, captions and the publishing system's tail go."""
    html = (
        "<div><p>First &amp; <i>best</i>.</p><script>evil()</script><figure><img src='/p.png' width=600 alt='A &lt; B'>"
        "<figcaption>Photo: X</figcaption></figure><ul><li>one</li><li>two</li></ul>"
        "<p>The post <a href='x'>A title</a> appeared first on <a href='y'>Outlet</a>.</p></div>"
    )
    entry = one(html=html)
    assert entry.text == "First & best.\n\n• one\n• two"
    assert entry.image == Image(url="https://outlet.example/p.png", width=600, alt="A < B")


def test_text_that_repeats_the_title_is_none() -> None:
    """A summary of the title alone would be told twice."""
    assert one(html="<p>A Title</p>").text == ""


def test_what_is_too_long_is_cut_at_a_word() -> None:
    """Titles at 300 characters, texts at 100 KB of UTF-8; the entry says so."""
    entry = one(title="word " * 100, html="<p>" + "wörter " * 30_000)
    assert len(entry.title) <= 300
    assert entry.title.endswith("word…")
    assert len(entry.text.encode()) <= 100 * 1024
    assert entry.text.endswith("wörter…")
    assert entry.notes == ("text cut", "title cut")


def test_a_missing_title_is_the_text_s_first_words() -> None:
    """Microblogs have no titles; readers and clusters need one."""
    entry = one(title="", html="<p>" + "A note that has a good deal to say " * 9)
    assert entry.title.startswith("A note that has")
    assert len(entry.title) <= 80
    assert "no title" in entry.notes
    assert one(title="", html="").title == "outlet.example"


@pytest.mark.parametrize(
    ("published", "expected", "note"),
    [
        ("2026-11-25T10:00:00+00:00", datetime(2026, 11, 25, 10, tzinfo=UTC), ""),
        ("2026-11-27T07:59:00+00:00", datetime(2026, 11, 27, 7, 59, tzinfo=UTC), ""),
        ("2026-11-27T08:01:00+00:00", None, "dated in the future"),
        ("2026-11-27T08:00:00+00:00", datetime(2026, 11, 27, 8, tzinfo=UTC), ""),
        ("2026-11-27T20:00:00+12:00", datetime(2026, 11, 27, 8, tzinfo=UTC), ""),
        ("2026-11-27T20:00:01+12:00", None, "dated in the future"),
        ("9999-12-31T23:59:59-12:00", None, "dated in the future"),
        ("1995-01-01T00:00:00+00:00", datetime(1995, 1, 1, tzinfo=UTC), ""),
        ("1995-01-01T00:59:59+01:00", None, "dated before 1995"),
        ("1970-01-01T00:00:00+00:00", None, "dated before 1995"),
        ("2026-02-30T00:00:00+00:00", None, ""),
        ("2026-11-25T10:00:00", None, ""),
        ("1994-12-31T00:00:00+00:00", None, "dated before 1995"),
        ("0001-01-01T00:00:00+12:00", None, "dated before 1995"),
        ("", None, ""),
        ("soon", None, ""),
    ],
)
def test_dates_are_plausible_or_none(published: str, expected: datetime | None, note: str) -> None:
    """A date that cannot be right is dropped and noted; then the moment it was first seen places the entry."""
    entry = one(published=published)
    assert entry.published == expected
    assert entry.when == (expected or NOW)
    assert not note or note in entry.notes


@given(st.datetimes(timezones=st.timezones()), st.datetimes(datetime(1996, 1, 1), datetime(2100, 1, 1)))
def test_a_date_is_kept_or_noted(published: datetime, clock: datetime) -> None:
    """Law: the date as given, in UTC, or none and a note that says which way it was wrong; never both or neither."""
    now = clock.replace(tzinfo=UTC)
    (entry,), _ = entries_of(Parsed(entries=(raw(published=published.isoformat()),)), FEED, now=now)
    future, past = "dated in the future" in entry.notes, "dated before 1995" in entry.notes
    assert (entry.published is not None) + future + past == 1
    if entry.published:
        assert entry.published.isoformat() == published.astimezone(UTC).isoformat()
        assert OLDEST <= entry.published <= now + timedelta(hours=24)
    else:
        assert entry.when == now


def test_updated_stands_in_for_published() -> None:
    """RSS 1.0 and many Atom feeds have only that."""
    assert one(updated="2026-11-20T08:00:00+00:00").published == datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_first_seen_is_now_in_utc() -> None:
    """Whatever zone the caller's clock has; a naive one is refused."""
    local = NOW.astimezone(timezone(timedelta(hours=5)))
    (entry,), _ = entries_of(Parsed(entries=(raw(),)), FEED, now=local)
    assert entry.first_seen == NOW
    assert entry.first_seen.tzinfo is UTC
    with pytest.raises(ValueError, match="naive"):
        entries_of(Parsed(), FEED, now=datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("link", "format_", "url"),
    [
        ("/2026/a", "rss20", "https://site.example/2026/a"),
        ("a", "rss20", "https://site.example/blog/a"),
        ("a", "atom10", "https://outlet.example/a"),
        ("//other.example/x", "rss20", "https://other.example/x"),
        ("https://outlet.example/a b", "rss20", ""),
        (" https://outlet.example/a\n", "rss20", "https://outlet.example/a"),
        ("javascript:alert(1)", "rss20", ""),
        ("java\nscript:alert(1)", "rss20", ""),
        ("mailto:a@b.example", "rss20", ""),
        ("data:text/html,x", "rss20", ""),
        ("https://user:pw@outlet.example/", "rss20", ""),
        ("http://[::1", "rss20", ""),
        ("https://outlet.example/" + "a" * 5000, "rss20", ""),
        ("https://outlet.example/\u202ea", "rss20", ""),
    ],
)
def test_links_are_absolute_and_safe_or_none(link: str, format_: str, url: str) -> None:
    """RSS links start from the site, Atom's from the document; what is no web address is noted."""
    parsed = Parsed(site="https://site.example/blog/", format=format_, entries=(raw(url=link),))
    (entry,), _ = entries_of(parsed, FEED, now=NOW)
    if " b" in link:
        assert entry.url == "https://outlet.example/a%20b"
    else:
        assert entry.url == url
        assert bool(url) != ("link is no web address" in entry.notes)


def test_identity_is_guid_else_page_else_title() -> None:
    """The id outlives edits of what is not its key, differs from feed to feed, and is the same everywhere."""
    assert one().id == one(title="Edited", url="https://outlet.example/new").id
    assert (
        one(guid="").id
        == one(guid="", title="Edited", url="https://www.outlet.example/1?utm_source=rss#x").id
    )
    assert one(guid="", url="").id == one(guid="", url="", html="<p>longer now</p>").id
    (other,), _ = entries_of(Parsed(entries=(raw(),)), Feed(url="https://b.example/"), now=NOW)
    assert other.id != one().id
    assert one().id == "b7ede06d93d62710"
    assert one(guid="").guid == "https://outlet.example/1"


def test_repeated_and_empty_entries_are_left_out_and_said() -> None:
    """The first of one identity stays; nothing is dropped silently."""
    parsed = Parsed(entries=(raw(), raw(title="Again"), RawEntry(guid="x"), RawEntry()))
    entries, problems = entries_of(parsed, FEED, now=NOW)
    assert [e.title for e in entries] == ["A title"]
    assert problems == (
        "2 entries without title, text and link, left out",
        "1 entry with the identity of another one, left out",
    )


def test_one_poisoned_entry_never_stops_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A surprise in one entry is named in the problems; the others are kept."""
    real = clean.entry_of

    def poisoned(raw: RawEntry, *args: Any, **kwargs: Any) -> Entry | None:
        if raw.guid == "bad":
            raise RuntimeError("boom")
        return real(raw, *args, **kwargs)

    monkeypatch.setattr(clean, "entry_of", poisoned)
    entries, problems = entries_of(Parsed(entries=(raw(), raw(guid="bad"), raw(guid="c"))), FEED, now=NOW)
    assert [e.guid for e in entries] == ["g", "c"]
    assert problems == ("entry 2 could not be cleaned (RuntimeError: boom)",)


def test_source_section_author_tags_language() -> None:
    """The editor's name for the feed, else its own, else its host; a byline without the mail address."""
    entry = one(author="jo@outlet.example (Jo &amp; Al)", tags=("AI", " ai ", "AI", ""))
    assert (entry.source, entry.section, entry.author, entry.tags) == (
        "Outlet",
        "music",
        "Jo & Al",
        ("AI", "ai"),
    )
    nameless = Feed(url="https://outlet.example/f")
    for title, source in (("The &amp; Paper", "The & Paper"), ("", "outlet.example")):
        parsed = Parsed(title=title, language="en_US", entries=(raw(),))
        (entry,), _ = entries_of(parsed, nameless, now=NOW)
        assert (entry.source, entry.language) == (source, "en-US")


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("<>&;/\"'=#!-[] \n\t\u200d\u200b\u202e\u0000\ud800\ufeff\u2028")),
    ),
    max_size=60,
)
PIECES = st.lists(
    st.one_of(HOSTILE, st.sampled_from(["<p>", "</p>", "<script>", "<!--", "-->", "&amp;", "&#0;", "&#xD800;",
                                        "&#8238;", "<![CDATA[", "]]>", "<a href='", "Read more", "&lt;b&gt;"])),
    max_size=8,
).map("".join)  # fmt: skip
RAW = st.builds(
    RawEntry,
    guid=HOSTILE, url=st.one_of(HOSTILE, PIECES), title=PIECES, html=PIECES, author=PIECES, published=HOSTILE,
    updated=st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat), tags=st.tuples(PIECES),
    image=st.one_of(st.none(), st.builds(Image, url=HOSTILE, alt=HOSTILE)),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(entries=st.lists(RAW, max_size=3), title=PIECES, site=HOSTILE, language=HOSTILE)
def test_cleaning_never_raises_and_leaves_nothing_unseen(
    entries: list[RawEntry], title: str, site: str, language: str
) -> None:
    """Law: for any text, no exception, no problem "could not be cleaned", no control or format character."""
    parsed = Parsed(title=title, site=site, language=language, entries=tuple(entries))
    found, problems = entries_of(parsed, Feed(url="https://outlet.example/f"), now=NOW)
    assert not any("could not be cleaned" in problem for problem in problems)
    for entry in found:
        assert entry.title
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        assert entry.published is None or OLDEST <= entry.published <= NOW + timedelta(hours=24)
        lines = (entry.title, entry.author, entry.source, entry.guid, entry.url, *entry.tags, *problems)
        assert not any("\n" in line for line in lines)
        for text in (*lines, entry.text, entry.image.alt if entry.image else ""):
            text.encode()
            assert unicodedata.is_normalized("NFC", text)
            bad = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")}
            assert bad <= {"\n", "\u200c", "\u200d", *"\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f"
                           "\u0890\u0891\u08e2\U000110bd\U000110cd"}  # fmt: skip


@given(PIECES)
def test_a_clean_title_stays_as_it_is(title: str) -> None:
    """Law: a title shown as HTML-escaped text comes back as itself, so an edit by the desk changes nothing."""
    import html

    once = title_of(title)
    if "&" not in once and "<" not in once:
        assert title_of(html.escape(once, quote=False)) == once


@pytest.mark.data
def test_recorded_feeds_come_out_clean(data: Path) -> None:
    """Real feeds: every entry has a title, no tag or reference is left in titles, and nothing was poisoned."""
    count = left = 0
    for file in sorted((data / "feeds" / "snapshots").iterdir()):
        try:
            parsed = parse_document(file.read_bytes(), "", FEED.url)
        except FeedError:
            continue
        entries, problems = entries_of(parsed, FEED, now=datetime(2026, 7, 20, tzinfo=UTC))
        assert not any("could not be cleaned" in problem for problem in problems), file.name
        count += len(entries)
        left += sum("</" in e.text or "&#" in e.title or "&amp;" in e.title for e in entries)
    assert count > 4000
    assert left <= count // 200  # some entries are about HTML
