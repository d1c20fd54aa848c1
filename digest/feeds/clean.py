"""RawEntry -> Entry: a stranger's fields as plain text, one address a page, plausible dates, one identity.

Nothing here raises for what a feed may hold: a poisoned entry is left out and named in the problems, the
others are kept. No clock, no network: `now` is an argument.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from digest.feeds.boilerplate import without_boilerplate
from digest.feeds.canonical import canonical_url, untracked
from digest.feeds.characters import cut, cut_bytes, one_line, visible
from digest.feeds.markup import LARGEST_HTML, MARKUP, REFERENCE, first_image, text_of
from digest.types import Entry, Feed, Image, Parsed, RawEntry, utc

TITLE_CHARACTERS = 300
TEXT_BYTES = 100 * 1024
#: Feeds that are older do not exist (RSS 0.90 is of 1999), so an older date is a mistake.
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
#: An editor's clock, or a timezone left out, may be this much ahead.
AHEAD = timedelta(hours=24)
_LONGEST_URL = 4000
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PROBLEMS = 20


def entries_of(parsed: Parsed, feed: Feed, *, now: datetime) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of a document in its order, and what was odd, in words.

    Left out, and said: entries without title, text and link; the second entry of one id. `first_seen` is `now`.
    """
    now = utc(now)
    source = feed.title or cut(title_of(parsed.title), 120) or urlsplit(feed.url).hostname or feed.url
    entries: dict[str, Entry] = {}
    empty, repeated = 0, 0
    problems: list[str] = list(parsed.problems)
    for number, raw in enumerate(parsed.entries, 1):
        try:
            entry = entry_of(raw, parsed, feed, source=source, now=now)
        except Exception as error:  # noqa: BLE001 - one poisoned entry never stops the rest; it is reported
            problems.append(
                f"entry {number} could not be cleaned ({type(error).__name__}: {str(error)[:80]})"
            )
            continue
        if entry is None:
            empty += 1
        elif entry.id in entries:
            repeated += 1
        else:
            entries[entry.id] = entry
    if empty:
        problems.append(f"{_count(empty)} without title, text and link, left out")
    if repeated:
        problems.append(f"{_count(repeated)} with the identity of another one, left out")
    if len(problems) > _PROBLEMS:
        problems[_PROBLEMS:] = [f"and {len(problems) - _PROBLEMS} more problems"]
    return tuple(entries.values()), tuple(one_line(problem) for problem in problems)


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def entry_of(raw: RawEntry, parsed: Parsed, feed: Feed, *, source: str, now: datetime) -> Entry | None:
    """One entry, cleaned; None when it has neither title nor text nor link."""
    notes: list[str] = []
    base = _base(parsed, feed)
    url = _address(raw.url, base, "link", notes)
    title = title_of(raw.title)
    text = _text(raw.html, title, notes)
    if not (title or text or url):
        return None
    if len(title) > TITLE_CHARACTERS:
        notes.append("title cut")
    if not title:
        notes.append("no title")
    canonical = canonical_url(url)
    guid = one_line(raw.guid)[:1000]
    return Entry(
        id=identity(feed.url, guid or canonical or title or text[:500]),
        feed_url=feed.url,
        guid=guid or url,
        url=untracked(url),
        canonical_url=canonical,
        title=cut(title, TITLE_CHARACTERS) or headline(text) or (urlsplit(url).hostname or source),
        text=text,
        source=source,
        section=feed.section,
        author=_author(raw.author),
        published=_published(raw, now, notes),
        first_seen=now,
        image=_image(raw, base),
        tags=tuple(dict.fromkeys(tag for t in raw.tags if (tag := cut(title_of(t), 60))))[:20],
        language=_language(parsed.language),
        notes=tuple(notes),
    )


def identity(feed_url: str, key: str) -> str:
    """16 hex digits of the feed and the entry's own key: the same on every machine."""
    return hashlib.sha256(f"{feed_url}\n{key}".encode("utf-8", "replace")).hexdigest()[:16]


def title_of(markup: str) -> str:
    """One line of plain text.

    A title reaches us as HTML (the parser escapes what is declared plain), so it is decoded once here. Many
    publishers escape twice: what then still is a character reference or a closed inline tag is decoded once
    more. (`Use <b> for bold` has no end tag, so it is about the tag and stays.)
    """
    text = text_of(markup[:20_000])
    tagged = any(tag[0].startswith("</") for tag in MARKUP.finditer(text))
    if tagged or REFERENCE.search(text):
        text = text_of(_only_markup(text) if tagged else text.replace("<", "&lt;"))
    return one_line(text)


def _only_markup(text: str) -> str:
    """Escape every `<` that does not begin an inline tag: `<video>` in a title is a word about HTML."""
    pieces: list[str] = []
    position = 0
    for tag in MARKUP.finditer(text):
        pieces += (text[position : tag.start()].replace("<", "&lt;"), tag[0])
        position = tag.end()
    return "".join((*pieces, text[position:].replace("<", "&lt;")))


def headline(text: str) -> str:
    """The first words of a text, for an entry without a title."""
    return cut(one_line(text[:400]), 80)


def _text(markup: str, title: str, notes: list[str]) -> str:
    """Paragraphs of plain text, without boilerplate; "" when it only repeats the title."""
    if len(markup) >= LARGEST_HTML:
        notes.append("text cut")
    paragraphs = (one_line(p) for p in text_of(markup[:LARGEST_HTML]).split("\n\n"))
    text = without_boilerplate("\n\n".join(p for p in paragraphs if p))
    if text.casefold() == title.casefold():
        return ""
    if len(text) > TEXT_BYTES // 4 and len(text.encode()) > TEXT_BYTES:
        if "text cut" not in notes:
            notes.append("text cut")
        text = cut_bytes(text, TEXT_BYTES)
    return visible(text)


def _base(parsed: Parsed, feed: Feed) -> str:
    """What relative links start from: the site of RSS, the document itself of Atom (RFC 4287 § 2)."""
    if parsed.format.startswith("atom"):
        return feed.url
    try:
        return urljoin(feed.url, parsed.site) if parsed.site else feed.url
    except ValueError:
        return feed.url


def _address(value: str, base: str, name: str, notes: list[str]) -> str:
    """An absolute http(s) address, as published; "" with a note when it is something else."""
    value = re.sub(r"[\t\n\r]", "", value).strip()  # as a browser reads it (WHATWG URL, 4.4)
    if not value:
        return ""
    try:
        address = urljoin(base, value)
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
        address = ""
    if not sound or "@" in parts.netloc or len(address) > _LONGEST_URL or one_line(address) != address:
        notes.append(f"{name} is no web address")
        return ""
    return address.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")


def _published(raw: RawEntry, now: datetime, notes: list[str]) -> datetime | None:
    for value in (raw.published, raw.updated):
        try:
            moment = utc(datetime.fromisoformat(value))
        except (ValueError, OverflowError):
            continue
        if moment > now + AHEAD:
            notes.append("dated in the future")
            return None
        if moment < OLDEST:
            notes.append("dated before 1995")
            return None
        return moment
    return None


def _author(value: str) -> str:
    """A name without the mail address that RSS wants beside it: `jo@example.org (Jo Doe)`."""
    text = _EMAIL.sub("", title_of(value[:1000]))
    name = re.sub(r"[()<>\[\]]", " ", text)
    return cut(one_line(name).strip(" ,;"), 120)


def _language(value: str) -> str:
    value = value.strip().replace("_", "-")
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value) else ""


def _image(raw: RawEntry, base: str) -> Image | None:
    """The picture that the feed names, else the first in its HTML."""
    image = raw.image
    if image is None:
        source, alt, width, height = first_image(raw.html[:LARGEST_HTML])
        image = Image(url=source, alt=alt, width=_size(width), height=_size(height))
    url = _address(image.url, base, "picture", [])
    if not url:
        return None
    return Image(url=url, width=image.width, height=image.height, alt=cut(one_line(image.alt), 300))


def _size(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and 0 < len(value) < 6 and int(value) else None
