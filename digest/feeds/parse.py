"""A feed's document, read: RSS and Atom by feedparser, JSON Feed by ourselves, both inside the box.

feedparser opens a file, or fetches, when a body looks like a name or an address, so it is given a BytesIO;
its sanitizer lets scripts through and costs quadratic time, so it is off and all HTML is treated as a
stranger's text. The result crosses the pipe as JSON and is checked here before anyone uses it.
"""

from __future__ import annotations

import dataclasses
import html.entities
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from digest.errors import FeedError
from digest.feeds.markup import LARGEST_HTML, feed_links, plain
from digest.net.box import Box, BoxError
from digest.types import Fetched, Image, Parsed, RawEntry

#: Entries that are read of one feed.
LIMIT = 500

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
_LOOSE = re.compile(r"&(?:amp;)?([A-Za-z][A-Za-z0-9]{0,31});")
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


class Parser:
    """`parse_document` in a box. Thread-safe; a context manager."""

    def __init__(self, box: Box | None = None) -> None:
        self._box = box or Box()

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._box.close()

    def parse(self, fetched: Fetched) -> Parsed:
        """The document of a `fetched` answer. FeedError when it is none, or when reading it ran into a limit."""
        url = fetched.url or fetched.feed.url
        argument = {"content_type": fetched.content_type, "url": url}
        try:
            return parsed_of(self._box.call("digest.feeds.parse:boxed", argument, fetched.body))
        except BoxError as error:
            raise FeedError(
                f"{url}: the document could not be read: {error}",
                mend="open the feed in a browser; if it is sound there, report it with the document",
            ) from error


def boxed(argument: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """What the box calls: `parse_document`, as plain data."""
    return dataclasses.asdict(parse_document(body, argument["content_type"], argument["url"]))


def parsed_of(data: Any) -> Parsed:
    """Plain data from the box as values. It comes from a process that read hostile input: wrong types are refused."""
    try:
        entries = tuple(_entry_of(row) for row in data["entries"])
        texts = {name: _text(data[name]) for name in ("title", "site", "language", "format")}
        return Parsed(**texts, entries=entries, problems=tuple(_text(p) for p in data["problems"]))
    except (TypeError, KeyError, ValueError) as error:
        raise BoxError(f"its answer has an unexpected shape ({type(error).__name__})") from None


def _entry_of(row: Any) -> RawEntry:
    names = ("guid", "url", "title", "html", "author", "published", "updated")
    image = row["image"]
    return RawEntry(
        **{name: _text(row[name]) for name in names},
        tags=tuple(_text(tag) for tag in row["tags"]),
        image=None
        if image is None
        else Image(
            url=_text(image["url"]),
            width=_pixels(image["width"]),
            height=_pixels(image["height"]),
            alt=_text(image["alt"]),
        ),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def parse_document(body: bytes, content_type: str, url: str) -> Parsed:
    """Read a feed's document. Pure; to be called inside the box.

    FeedError when it is an HTML page, empty, or no feed; anything else that is wrong is mended as far as
    feedparser can, and said in `problems`. `url` is where it came from.
    """
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FeedError(f"{url}: the document is empty", mend="ask the publisher, or remove the feed")
    if _PAGE.match(start):
        raise _page(body, url)
    if _json(start):
        from digest.feeds.jsonfeed import parse_json_feed

        return _limited(parse_json_feed(body, url))
    return _limited(_by_feedparser(body, content_type, url))


def _json(start: bytes) -> bool:
    """Whether it begins like a JSON object; UTF-16 and UTF-32 put zero bytes between."""
    return start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[:1] == b"{"


def _page(body: bytes, url: str) -> FeedError:
    links = feed_links(body[:500_000].decode("utf-8", "replace"), url)
    mend = (
        f"use the feed it names: {links[0][0]}" if links else "`digest feeds add` looks for the site's feed"
    )
    return FeedError(f"{url}: an HTML page, not a feed", mend=mend)


def _by_feedparser(body: bytes, content_type: str, url: str) -> Parsed:
    import feedparser

    # No content-location: feedparser would resolve a guid such as "1234" against it. Links are resolved later.
    headers = {"content-type": content_type} if content_type else {}
    try:
        found = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # its loose parser raises whatever the standard library does
        kind = type(error).__name__
        raise FeedError(f"{url}: feedparser could not read it ({kind}: {str(error)[:120]})") from error
    if not found.entries and not found.get("version"):
        if b"<html" in body[:20_000].lower() or content_type.lower().startswith("text/html"):
            raise _page(body, url)
        raise FeedError(
            f"{url}: not a feed: expected RSS, Atom or JSON Feed, got {body[:40]!r}",
            mend="open the address in a browser; `digest feeds add` looks for a site's feed",
        )
    channel: dict[str, Any] = found.feed
    problems, entries = [], [_raw(entry) for entry in found.entries]
    bozo = found.get("bozo_exception")
    if found.get("bozo") and type(bozo).__name__ not in _HARMLESS:
        problems.append(f"not well-formed, read leniently ({str(bozo)[:160]})")
        entries = [
            dataclasses.replace(e, title=_known_references(e.title), html=_known_references(e.html))
            for e in entries
        ]
    return Parsed(
        title=_markup(channel, "title"),
        site=_string(channel, "link"),
        language=_string(channel, "language"),
        format=str(found.get("version") or ""),
        entries=tuple(entries),
        problems=tuple(problems),
    )


def _known_references(markup: str) -> str:
    """feedparser's loose parser reads `R&D at` as a reference and writes `R&D; at`: that is taken back."""
    return _LOOSE.sub(lambda m: m[0] if f"{m[1]};" in html.entities.html5 else m[0][:-1], markup)


def _raw(entry: dict[str, Any]) -> RawEntry:
    return RawEntry(
        guid=_string(entry, "id"),
        url=_link(entry),
        title=_markup(entry, "title"),
        html=_longest(entry)[:LARGEST_HTML],
        author=_string(entry, "author"),
        published=_date(entry, "published_parsed") or _date(entry, "created_parsed"),
        updated=_date(entry, "updated_parsed"),
        tags=_tags(entry),
        image=_image(entry),
    )


def _string(entry: dict[str, Any], name: str) -> str:
    # dict.get: feedparser's own get answers "published" for a missing "updated", and the like
    value = dict.get(entry, name)
    return value.strip() if isinstance(value, str) else ""


def _link(entry: dict[str, Any]) -> str:
    """The entry's page: feedparser's link, else the guid of RSS that says it is one (feedparser does that),
    else the first alternate link."""
    if link := _string(entry, "link"):
        return link
    for link in dict.get(entry, "links") or ():
        if isinstance(link, dict) and dict.get(link, "rel") == "alternate" and _string(link, "href"):
            return _string(link, "href")
    return ""


def _markup(entry: dict[str, Any], name: str, *, default: str = "text/plain") -> str:
    """A text construct as HTML: what is declared plain is escaped. `default` is its type when none is declared."""
    detail = dict.get(entry, f"{name}_detail")
    kind = _string(detail, "type") if isinstance(detail, dict) else default
    value = _string(entry, name)
    return plain(value) if kind == "text/plain" else value


def _longest(entry: dict[str, Any]) -> str:
    """The longest of content and summary, as HTML."""
    # feedparser copies a content to an empty summary, without its type
    texts = [_markup(entry, "summary", default="text/html")]
    for content in dict.get(entry, "content") or ():
        if isinstance(content, dict):
            value, kind = _string(content, "value"), _string(content, "type")
            texts.append(plain(value) if kind == "text/plain" else value)
    return max(texts, key=len)


def _date(entry: dict[str, Any], name: str) -> str:
    """ISO 8601 in UTC; "" when feedparser could not read it, or when it is no date of this calendar."""
    moment = dict.get(entry, name)
    if not moment:
        return ""
    year, month, day, hour, minute, second = moment[:6]
    try:
        return datetime(
            year, month, day, hour, minute, min(second, 59), tzinfo=UTC
        ).isoformat()  # a leap second
    except (TypeError, ValueError, OverflowError):
        return ""


def _tags(entry: dict[str, Any]) -> tuple[str, ...]:
    found = (_string(tag, "term") for tag in dict.get(entry, "tags") or () if isinstance(tag, dict))
    return tuple(dict.fromkeys(tag[:200] for tag in found if tag))[:30]


def _image(entry: dict[str, Any]) -> Image | None:
    """The widest picture among media:content, then media:thumbnail, then enclosures, then itunes:image."""
    media = [m for m in dict.get(entry, "media_content") or () if isinstance(m, dict) and _pictures(m)]
    media.sort(key=lambda m: -(_pixels(dict.get(m, "width")) or 0))
    thumbnails = [m for m in dict.get(entry, "media_thumbnail") or () if isinstance(m, dict)]
    links = [m for m in dict.get(entry, "links") or () if isinstance(m, dict)]
    enclosures = [m for m in links if dict.get(m, "rel") == "enclosure" and _pictures(m)]
    own = dict.get(entry, "image")
    for found in (*media, *thumbnails, *enclosures, *([own] if isinstance(own, dict) else ())):
        if url := _string(found, "url") or _string(found, "href"):
            return Image(
                url=url, width=_pixels(dict.get(found, "width")), height=_pixels(dict.get(found, "height"))
            )
    return None


def _pictures(media: dict[str, Any]) -> bool:
    return _string(media, "medium") == "image" or _string(media, "type").startswith("image/")


def _pixels(value: object) -> int | None:
    """A size in pixels; None for what is none (`100%`, negative, beyond reason)."""
    text = str(value).strip().removesuffix("px") if value is not None and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0 else None


def _limited(parsed: Parsed) -> Parsed:
    """The newest `LIMIT` entries when all are dated, else the first, in the feed's order."""
    total = len(parsed.entries)
    if total <= LIMIT:
        return parsed
    order = list(range(total))
    dates = [entry.published or entry.updated for entry in parsed.entries]
    if all(dates):
        order.sort(key=lambda position: dates[position], reverse=True)
    kept = tuple(parsed.entries[position] for position in sorted(order[:LIMIT]))
    problem = f"{total} entries, {LIMIT} were read: the {'newest' if all(dates) else 'first'}"
    return dataclasses.replace(parsed, entries=kept, problems=(*parsed.problems, problem))
