"""A feed's document, read: what kind it is, and who reads it. To be called inside the box.

Well-formed RSS and Atom of the usual make by the fast path, all other by feedparser, JSON Feed by ourselves.
"""

from __future__ import annotations

import dataclasses
import re

from digest.errors import FeedError
from digest.feeds.markup import feed_links
from digest.types import Parsed

#: Entries that are read of one feed.
LIMIT = 500

_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def parse_document(body: bytes, content_type: str, url: str) -> Parsed:
    """Read a feed's document. Pure.

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
    return _limited(_feed(body, content_type, url))


def _feed(body: bytes, content_type: str, url: str) -> Parsed:
    from digest.feeds.fast import parse_fast

    if parsed := parse_fast(body, content_type):
        return parsed
    from digest.feeds.slow import by_feedparser

    if parsed := by_feedparser(body, content_type):
        return parsed
    if b"<html" in body[:20_000].lower() or content_type.lower().startswith("text/html"):
        raise _page(body, url)
    raise FeedError(
        f"{url}: not a feed: expected RSS, Atom or JSON Feed, got {body[:40]!r}",
        mend="open the address in a browser; `digest feeds add` looks for a site's feed",
    )


def _json(start: bytes) -> bool:
    """Whether it begins like a JSON object; UTF-16 and UTF-32 put zero bytes between."""
    return start.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[:1] == b"{"


def _page(body: bytes, url: str) -> FeedError:
    links = feed_links(body[:500_000].decode("utf-8", "replace"), url)
    mend = (
        f"use the feed it names: {links[0][0]}" if links else "`digest feeds add` looks for the site's feed"
    )
    return FeedError(f"{url}: an HTML page, not a feed", mend=mend)


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
    return dataclasses.replace(
        parsed, entries=kept, left_out=total - LIMIT, problems=(*parsed.problems, problem)
    )
