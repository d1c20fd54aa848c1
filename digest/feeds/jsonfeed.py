"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), which feedparser does not read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from digest.errors import FeedError
from digest.feeds.markup import LARGEST_HTML, plain
from digest.types import Image, Parsed, RawEntry


def parse_json_feed(body: bytes, url: str) -> Parsed:
    """A JSON Feed. FeedError when the document is not one; an item that is no object is left out and said."""
    try:
        document = json.loads(body.decode(json.detect_encoding(body), "replace"), parse_int=_integer)
    except ValueError as error:
        raise FeedError(f"{url}: JSON that cannot be read ({error})", mend="ask the publisher") from None
    version = _text(document, "version")
    if "jsonfeed.org/version/" not in version:
        raise FeedError(
            f"{url}: JSON, but not a JSON Feed: expected a `version` of jsonfeed.org, got {version[:60]!r}",
            mend="use the site's RSS or Atom feed",
        )
    items = document.get("items")
    rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    problems = []
    if not isinstance(items, list):
        problems.append("no list of items")
    elif len(rows) < len(items):
        problems.append(f"{len(items) - len(rows)} items are no objects and were left out")
    language = _text(document, "language")
    return Parsed(
        title=plain(_text(document, "title")),
        site=_text(document, "home_page_url"),
        language=language,
        format="json11" if version.rstrip("/").endswith("1.1") else "json10",
        entries=tuple(_entry(row) for row in rows),
        problems=tuple(problems),
    )


def _integer(digits: str) -> int | str:
    """A number; its digits when they are more than any is meant to have (Python refuses 4,300 for good reason)."""
    return int(digits) if len(digits) < 40 else digits


def _entry(row: dict[str, Any]) -> RawEntry:
    content = _text(row, "content_html") or plain(_text(row, "content_text"))
    summary = plain(_text(row, "summary"))
    image = _text(row, "image") or _text(row, "banner_image")
    tags = row.get("tags")
    return RawEntry(
        guid=_text(row, "id"),
        url=_text(row, "url") or _text(row, "external_url"),
        title=plain(_text(row, "title")),
        html=max(content, summary, key=len)[:LARGEST_HTML],
        author=_author(row),
        published=_date(_text(row, "date_published")),
        updated=_date(_text(row, "date_modified")),
        tags=tuple(tag[:200] for tag in tags if isinstance(tag, str) and tag)[:30]
        if isinstance(tags, list)
        else (),
        image=Image(url=image) if image else None,
    )


def _text(row: object, name: str) -> str:
    """A string; a number is one too (an `id` must be a string, readers must take a number: specification, "id")."""
    value = row.get(name) if isinstance(row, dict) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _author(row: dict[str, Any]) -> str:
    """`authors` of version 1.1, else `author` of 1.0."""
    authors = row.get("authors")
    people = authors if isinstance(authors, list) else [row.get("author")]
    return ", ".join(name for person in people if (name := _text(person, "name")))


def _date(text: str) -> str:
    """RFC 3339 in; ISO 8601 in UTC out, "" when it cannot be read. Without an offset it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text.replace("z", "Z"))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="seconds")
