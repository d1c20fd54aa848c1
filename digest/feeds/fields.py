"""The small fields of an entry: addresses, dates, authors, categories, language tags, pictures. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from digest.feeds.canonical import redirected
from digest.feeds.characters import cut, one_line
from digest.feeds.markup import LARGEST_HTML, first_image
from digest.feeds.redirectors import looks_up
from digest.feeds.titles import title_of
from digest.types import Image, Parsed, RawEntry, utc

#: Feeds that are older do not exist (RSS 0.90 is of 1999), so an older date is a mistake.
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
#: An editor's clock, or a timezone left out, may be this much ahead.
AHEAD = timedelta(hours=24)
_LONGEST_URL = 4000
#: An absolute address without anything to look at twice: no dot segments to resolve, no port, no user.
_USUAL_URL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/(?!\.)[A-Za-z0-9_~!$'()*+,;=:@%.-]*)*(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def link_of(raw: RawEntry, base: str, notes: list[str]) -> str:
    """The entry's page, absolute; the page behind a redirector when the feed says which that is."""
    url = address_of(raw.url, base, "link", notes)
    if looks_up(url) and _USUAL_URL.fullmatch(raw.guid) and not looks_up(raw.guid):
        return raw.guid
    if url and (further := redirected(url)) != url:
        return address_of(further, base, "link", []) or url
    return url


def base_of(parsed: Parsed, where: str) -> str:
    """What relative links start from: the site of RSS, the document itself of Atom (RFC 4287 § 2).

    `where` the document came from, after redirects (RFC 3986 § 5.1.3).
    """
    if parsed.format.startswith("atom"):
        return where
    try:
        return urljoin(where, parsed.site) if parsed.site else where
    except ValueError:
        return where


def address_of(value: str, base: str, name: str, notes: list[str]) -> str:
    """An absolute http(s) address, as published; "" with a note when it is something else."""
    if _USUAL_URL.fullmatch(value) and len(value) <= _LONGEST_URL:
        return value
    value = re.sub(r"[\t\n\r]", "", value).strip()  # as a browser reads it (WHATWG URL, 4.4)
    if not value:
        return ""
    try:
        address = urljoin(base, value)
        parts = urlsplit(address)
        address = parts.scheme + address[len(parts.scheme) :]  # HTTP:// is a spelling of http://
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
        address = ""
    if not sound or "@" in parts.netloc or len(address) > _LONGEST_URL or one_line(address) != address:
        notes.append(f"{name} is no web address")
        return ""
    return address.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def published_of(raw: RawEntry, now: datetime, notes: list[str]) -> datetime | None:
    """The first of its dates that can be read; None, with a note, when that one cannot be right."""
    for value in (raw.published, raw.updated):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            continue
        if moment.tzinfo is None:
            continue
        if moment > now + AHEAD:
            notes.append("dated in the future")
            return None
        if moment < OLDEST:
            notes.append("dated before 1995")
            return None
        return utc(moment)
    return None


@lru_cache(maxsize=512)
def author_of(value: str) -> str:
    """A name without the mail address that RSS wants beside it: `jo@example.org (Jo Doe)`."""
    if not value:
        return ""
    text = _EMAIL.sub("", title_of(value[:1000]))
    name = re.sub(r"[()<>\[\]]", " ", text)
    return cut(one_line(name).strip(" ,;"), 120)


def tags_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """Categories, each once; some feeds give all of them in one, with commas between."""
    parts = (part for value in values for part in (value.split(",") if value.count(",") > 1 else (value,)))
    return tuple(dict.fromkeys(tag for part in parts if (tag := _tag(part))))[:20]


@lru_cache(maxsize=2048)  # a feed's entries share their categories, and its author
def _tag(value: str) -> str:
    return cut(title_of(value), 60)


@lru_cache(maxsize=64)
def language_of(value: str) -> str:
    value = value.strip().replace("_", "-")
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value) else ""


def image_of(raw: RawEntry, base: str) -> Image | None:
    """The picture that the feed names, else the first in its HTML."""
    image = raw.image
    if image is None:
        source, alt, width, height = first_image(raw.html[:LARGEST_HTML])
        image = Image(url=source, alt=alt, width=_size(width), height=_size(height))
    url = address_of(image.url, base, "picture", [])
    if not url:
        return None
    return Image(url=url, width=image.width, height=image.height, alt=cut(one_line(image.alt), 300))


def _size(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and 0 < len(value) < 6 and int(value) else None
