"""A document read by feedparser: the long tail of formats, encodings and mistakes. To be called inside the box.

feedparser opens a file, or fetches, when a body looks like a name or an address, so it is given a BytesIO;
its sanitizer lets scripts through and costs quadratic time, so it is off and all HTML is treated as a
stranger's text.
"""

from __future__ import annotations

import dataclasses
import html.entities
import re
from datetime import UTC, datetime
from typing import Any

from digest.feeds.markup import LARGEST_HTML, plain
from digest.types import Image, Parsed, RawEntry

_LOOSE = re.compile(r"&(?:amp;)?([A-Za-z][A-Za-z0-9]{0,31});")
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")


def by_feedparser(body: bytes, content_type: str) -> Parsed | None:
    """The feed, None when there is none in it; what was mended, and what could not be read, is in `problems`.

    When the box says that it takes long (TimeoutError), the feed is what had been read by then.
    """
    found = _found(body, content_type)
    problems = [found["cut"]] if found["cut"] else []
    if not found["entries"] and not found["version"]:
        return None
    channel: dict[str, Any] = found["feed"]
    entries = [_raw(entry) for entry in found["entries"]]
    if bozo := found["bozo"]:
        problems.append(f"not well-formed, read leniently ({bozo[:160]})")
        entries = [
            dataclasses.replace(e, title=_known_references(e.title), html=_known_references(e.html))
            for e in entries
        ]
    return Parsed(
        title=_markup(channel, "title"),
        site=_string(channel, "link"),
        language=_string(channel, "language"),
        format=found["version"],
        entries=tuple(entries),
        problems=tuple(problems),
    )


def _found(body: bytes, content_type: str) -> dict[str, Any]:
    from digest.feeds.tamed import parse

    found = parse(body, content_type)
    bozo = found.get("bozo_exception")
    wrong = found.get("bozo") and type(bozo).__name__ not in _HARMLESS
    return {
        "cut": found["cut"],
        "entries": found.entries,
        "feed": found.feed,
        "version": str(found.get("version") or ""),
        "bozo": (str(bozo) or type(bozo).__name__) if wrong else "",
    }


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
    return iso(dict.get(entry, name))


def iso(moment: object) -> str:
    """A time of feedparser's (nine numbers, UTC) as ISO 8601; "" for none, or when it is no date of this calendar."""
    if not isinstance(moment, tuple):  # an element named `updated_parsed` leaves its own words in this place
        return ""
    year, month, day, hour, minute, second = moment[:6]
    second = min(second, 59)  # a leap second
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
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
