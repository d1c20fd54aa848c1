"""What is fuzzed. A target takes bytes, says whether they were accepted, and raises when a promise is broken.

Only FeedError (and ConfigError, for OPML) may come out of a reader; whatever comes out is looked at.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from digest.errors import ConfigError, FeedError
from digest.feeds import article, canonical, clean, read, robots
from digest.feeds.characters import one_line, visible
from digest.feeds.fast import parse_fast
from digest.feeds.fetch import retry_after
from digest.feeds.markup import feed_links, first_image
from digest.feeds.opml import read_opml, write_opml
from digest.feeds.prose import text_of
from digest.feeds.slow import by_feedparser
from digest.feeds.titles import title_of
from digest.types import Feed, Parsed, RawEntry, Reading

NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
FEED = Feed(url="https://outlet.example/feed.xml", title="")
#: The limits that the issue sets, told anew here: what is fuzzed must not be asked what it promises.
ENTRIES, TITLE, TEXT = 500, 300, 100 * 1024
OLDEST, LATEST = datetime(1995, 1, 1, tzinfo=UTC), NOW + timedelta(hours=24)
LONGEST_WAIT = timedelta(days=7)
#: How many of a hundred mutants each target gets.
SHARES = {"document": 60, "json": 6, "html": 10, "url": 14, "date": 5, "opml": 2, "robots": 2, "page": 1}
_TYPES = (
    "",
    "application/xml",
    "text/xml",
    "application/rss+xml; charset=utf-8",
    "text/html",
    "text/xml; charset=latin1",
)


class BrokenPromiseError(AssertionError):
    """A result that must not be."""


def holds(truth: object, promise: str) -> None:
    if not truth:
        raise BrokenPromiseError(promise)


def document(body: bytes) -> bool:
    """A feed as a fetch reads it, and both ways of parsing it."""
    content_type = _TYPES[zlib.crc32(body) % len(_TYPES)]  # of the bytes, so that a find is the whole of it
    quick = parse_fast(body, content_type)
    if quick is not None:
        holds(quick == by_feedparser(body, content_type), "the fast path gives what feedparser gives")
    argument = {
        "content_type": content_type,
        "url": FEED.url,
        "feed": {"url": FEED.url, "title": "", "section": ""},
    }
    try:
        answer = read.boxed(argument | {"now": NOW.isoformat()}, body)
    except FeedError:
        return False
    sound(read._reading(json.loads(json.dumps(answer)), FEED, NOW))
    return True


def sound(reading: Reading) -> None:
    """What every reading promises."""
    entries = reading.entries
    holds(len(entries) <= ENTRIES, "no more entries than the limit")
    holds(len({entry.id for entry in entries}) == len(entries), "ids are unique")
    for entry in entries:
        holds(entry.title and one_line(entry.title) == entry.title, "a title is one visible line")
        holds(len(entry.title) <= TITLE, "a title has its limit")
        holds(visible(entry.text) == entry.text, "a text has only visible characters")
        holds(len(entry.text.encode()) <= TEXT, "a text has its limit")
        for line in (entry.author, entry.guid, entry.language, *entry.tags, *entry.notes):
            holds(one_line(line) == line, "each field is one visible line")
        holds(one_line(entry.url) == entry.url, "an address is one visible line")
        holds(canonical.canonical_url(entry.canonical_url) == entry.canonical_url, "canonical is canonical")
        when = entry.published
        holds(when is None or OLDEST <= when <= LATEST, "a date is plausible")


def html(body: bytes) -> bool:
    """Markup to text."""
    markup = body.decode("utf-8", "surrogateescape")
    title, text = title_of(markup), text_of(markup)
    holds(one_line(title) == title, "a title is one visible line")
    holds(len(text) <= 2 * len(markup) + 10, "a text is not longer than its markup")
    raw = RawEntry(title=markup[:200], html=markup, url="https://outlet.example/1")
    entries, _ = clean.entries_of(Parsed(entries=(raw,), format="rss20"), FEED, now=NOW)
    sound(Reading(entries=entries))
    feed_links(markup, FEED.url)
    first_image(markup)
    return bool(text)


def url(body: bytes) -> bool:
    """Addresses."""
    address = body.decode("utf-8", "surrogateescape")
    once = canonical.canonical_url(address)
    holds(canonical.canonical_url(once) == once, "canonical is canonical")
    holds(not once or once.startswith(("http://", "https://")), "canonical is of the web")
    shown = canonical.untracked(address)
    holds(canonical.untracked(shown) == shown, "untracked is untracked")
    raw = RawEntry(title="T", url=address, guid=address[:50])
    entries, _ = clean.entries_of(Parsed(entries=(raw,), format="atom10", site=address), FEED, now=NOW)
    sound(Reading(entries=entries))
    return bool(once)


def date(body: bytes) -> bool:
    """Dates of entries, and Retry-After."""
    text = body.decode("utf-8", "surrogateescape")
    wait = retry_after(text, NOW)
    holds(wait is None or timedelta(0) <= wait <= LONGEST_WAIT, "Retry-After has its limits")
    raw = RawEntry(title="T", published=text, updated=text)
    entries, _ = clean.entries_of(Parsed(entries=(raw,)), FEED, now=NOW)
    sound(Reading(entries=entries))
    feed = b"<rss version='2.0'><channel><title>T</title><item><title>T</title><pubDate>%s</pubDate></item></channel></rss>"
    return document(feed % body)


def opml(body: bytes) -> bool:
    """Lists of feeds."""
    try:
        feeds = read_opml(body)
    except ConfigError:
        return False
    again = read_opml(write_opml(feeds, "T").encode("utf-8", "replace"))
    written, read_ = ({(feed.url, feed.section) for feed in found} for found in (feeds, again))
    holds(written == read_, "a list that is written reads the same, but for its order")
    return True


def rules(body: bytes) -> bool:
    """robots.txt."""
    answer = robots.boxed({"url": "https://outlet.example/private/a.html?x=1"}, body)
    holds(isinstance(answer["allowed"], bool) and isinstance(answer["delay"], float), "a rule is a rule")
    return bool(answer["allowed"])


def page(body: bytes) -> bool:
    """Article pages."""
    try:
        answer = article.boxed({"content_type": "text/html", "url": FEED.url, "robots_tag": ""}, body)
    except FeedError:
        return False
    found = article.page_of(json.loads(json.dumps(answer)))
    holds(
        visible(found.text) == found.text and one_line(found.title) == found.title, "only visible characters"
    )
    return found.status == "ok"


TARGETS: dict[str, Callable[[bytes], bool]] = {
    "document": document, "json": document, "html": html, "url": url, "date": date, "opml": opml, "robots": rules, "page": page,
}  # fmt: skip
