"""A feed's document -> its entries, read and cleaned inside a box.

Parsing and cleaning both look at every byte that a stranger wrote, so both happen in the child; out here only
the shape of its answer is checked. That is also what makes it quick: a box a core works while the threads of
this process wait for the network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urljoin

from digest.errors import FeedError
from digest.net.box import BoxError
from digest.types import Entry, Feed, Fetched, Image, Reading, utc

_ID = re.compile(r"[0-9a-f]{16}")
#: Bytes of a page that are searched for the feeds it names.
_PAGE = 2_000_000
_CUT = ("title cut", "text cut")
#: What crosses the pipe of an entry, in this order; the rest is the feed's, and known out here.
_TEXTS = ("id", "guid", "url", "canonical_url", "title", "text", "author", "language")


class Caller(Protocol):
    """A box, or several."""

    def call(self, function: str, argument: object, blob: bytes = b"") -> Any: ...


def read(boxes: Caller, fetched: Fetched, *, now: datetime) -> Reading:
    """The entries of a `fetched` answer; `first_seen` is `now`.

    FeedError when the document is no feed, or when reading it ran into a limit of the box.
    """
    feed = fetched.feed
    url = fetched.url or feed.url
    argument = {
        "content_type": fetched.content_type,
        "url": url,
        "feed": {"url": feed.url, "title": feed.title, "section": feed.section},
        "now": utc(now).isoformat(),
    }
    try:
        return _reading(boxes.call("digest.feeds.read:boxed", argument, fetched.body), feed, utc(now))
    except BoxError as error:
        raise FeedError(
            f"{url}: the document could not be read: {error}",
            mend="open the feed in a browser; if it is sound there, report it with the document",
        ) from error


def boxed(argument: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    """What the box calls: parse and clean, as plain data."""
    from digest.feeds.characters import cut
    from digest.feeds.clean import TITLE_CHARACTERS, entries_of, title_of
    from digest.feeds.fields import language_of
    from digest.feeds.parse import parse_document

    feed = Feed(**argument["feed"])
    parsed = parse_document(body, argument["content_type"], argument["url"])
    where = argument["url"]
    entries, problems = entries_of(parsed, feed, now=datetime.fromisoformat(argument["now"]), where=where)
    return {
        "title": cut(title_of(parsed.title), TITLE_CHARACTERS),
        "site": _site(parsed.site, where),
        "language": language_of(parsed.language),
        "format": parsed.format,
        "source": entries[0].source if entries else "",
        "entries": [_row(entry) for entry in entries],
        "cut": parsed.left_out + sum(note in _CUT for entry in entries for note in entry.notes),
        "problems": list(problems),
    }


def named_feeds(boxes: Caller, page: bytes, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page names, in its order; none when it cannot be read."""
    try:
        addresses = _words(boxes.call("digest.feeds.read:boxed_links", {"url": url}, page[:_PAGE]))
    except (BoxError, TypeError):
        return ()
    return tuple(address for address in addresses if address.startswith(("https://", "http://")))


def boxed_links(argument: Mapping[str, str], page: bytes) -> list[str]:
    """What the box calls: the feeds that a page names."""
    from digest.feeds.markup import feed_links

    return [address for address, _ in feed_links(page.decode("utf-8", "replace"), argument["url"])]


def _site(link: str, base: str) -> str:
    try:
        address = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return address[:1000] if address.startswith(("http://", "https://")) else ""


def _row(entry: Entry) -> list[Any]:
    image = entry.image
    return [
        [getattr(entry, name) for name in _TEXTS],
        entry.published.isoformat() if entry.published else None,
        [image.url, image.width, image.height, image.alt] if image else None,
        entry.tags,
        entry.notes,
    ]


def _reading(data: Any, feed: Feed, now: datetime) -> Reading:
    """Plain data from the box as values. It comes from a process that read hostile input: nothing is taken on trust."""
    try:
        source = _text(data["source"])
        entries, problems = _entries(data["entries"], feed, source, now)
        return Reading(
            title=_text(data["title"]),
            site=_address(data["site"]),
            language=_text(data["language"]),
            format=_text(data["format"]),
            entries=entries,
            cut=_count(data["cut"]),
            problems=(*_words(data["problems"]), *problems),
        )
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise BoxError(f"its answer has an unexpected shape ({type(error).__name__})") from None


def _entries(rows: Any, feed: Feed, source: str, now: datetime) -> tuple[tuple[Entry, ...], list[str]]:
    """The rows as entries; one that is none costs itself and is said."""
    entries, problems = [], []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(_entry(row, feed, source, now))
        except (TypeError, ValueError) as error:
            problems.append(f"entry {number} came out of the box in an unexpected shape ({error})")
    return tuple(entries), problems[:5]


def _entry(row: Any, feed: Feed, source: str, now: datetime) -> Entry:
    texts, published, image, tags, notes = row
    fields = {name: _text(text) for name, text in zip(_TEXTS, texts, strict=True)}
    if not _ID.fullmatch(fields["id"]):
        raise ValueError("an id that is none")
    fields["url"], fields["canonical_url"] = _address(fields["url"]), _address(fields["canonical_url"])
    return Entry(
        **fields,
        feed_url=feed.url,
        source=source,
        section=feed.section,
        published=None if published is None else utc(datetime.fromisoformat(published)),
        first_seen=now,
        image=None if image is None else _image(*image),
        tags=_words(tags),
        notes=_words(notes),
    )


def _image(url: object, width: object, height: object, alt: object) -> Image:
    return Image(url=_address(url), width=_size(width), height=_size(height), alt=_text(alt))


def _size(value: object) -> int | None:
    if value is not None and (type(value) is not int or not 0 < value < 100_000):
        raise ValueError("a size in pixels that is none")
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("expected a count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _words(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("expected a list")
    return tuple(map(_text, values))


def _address(value: object) -> str:
    address = _text(value)
    if address and not address.startswith(("https://", "http://")):
        raise ValueError("an address of another kind")
    return address
