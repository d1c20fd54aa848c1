"""RawEntry -> Entry: a stranger's fields as plain text, one address a page, plausible dates, one identity.

Nothing here raises for what a feed may hold: a poisoned entry is left out and named in the problems, the
others are kept. No clock, no network: `now` is an argument.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from digest.feeds.boilerplate import habits, tidied
from digest.feeds.canonical import canonical_url, untracked
from digest.feeds.characters import cut, cut_bytes, lines, mended, one_line
from digest.feeds.fields import author_of, base_of, image_of, language_of, link_of, published_of, tags_of
from digest.feeds.identity import identity, told_apart
from digest.feeds.language import SAMPLE, detect, stated_or
from digest.feeds.markup import LARGEST_HTML
from digest.feeds.prose import Paragraph, joined, paragraphs_of
from digest.feeds.titles import title_of as title_of
from digest.types import Entry, Feed, Parsed, RawEntry, utc

TITLE_CHARACTERS = 300
TEXT_BYTES = 100 * 1024
#: Only what is certainly a block: a text about HTML names tags too.
_ESCAPED_BLOCK = re.compile(r"&lt;/(?:p|div|ul|ol|blockquote|figure|table|h[1-6])&gt;", re.IGNORECASE)
#: References that a text about HTML would be about stay as they are.
_TWICE = re.compile(
    r"&(?!(?:lt|gt|#60|#62|#x3[ce]);)(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)
_PROBLEMS = 20
#: Characters of text of one feed in all: six times the largest seen. What they cost crosses the box's pipe.
TEXTS = 2_000_000


def entries_of(
    parsed: Parsed, feed: Feed, *, now: datetime, where: str = ""
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of a document in its order, and what was odd, in words.

    `where` the document came from, when that is not the feed's address: relative links start there.
    Left out, and said: entries without title, text and link; the second entry of one id. `first_seen` is `now`.
    """
    now = utc(now)
    source = feed.title or cut(title_of(parsed.title), 120) or urlsplit(feed.url).hostname or feed.url
    problems: list[str] = list(parsed.problems)
    base = base_of(parsed, where or feed.url)
    bodies = [_body(raw) for raw in parsed.entries]
    known = habits(body for body in bodies if body)
    found: list[Entry] = []
    empty = 0
    for number, (raw, body) in enumerate(zip(parsed.entries, bodies, strict=True), 1):
        try:
            entry = entry_of(raw, parsed, feed, source=source, base=base, now=now, body=body, known=known)
        except Exception as error:  # noqa: BLE001 - one poisoned entry never stops the rest; it is reported
            problems.append(
                f"entry {number} could not be cleaned ({type(error).__name__}: {str(error)[:80]})"
            )
            continue
        if entry is None:
            empty += 1
        else:
            found.append(entry)
    entries: dict[str, Entry] = {}
    for entry in told_apart(found):
        entries.setdefault(entry.id, entry)
    repeated = len(found) - len(entries)
    if empty:
        problems.append(f"{_count(empty)} without title, text and link, left out")
    if repeated:
        problems.append(f"{_count(repeated)} with the identity of another one, left out")
    if len(problems) > _PROBLEMS:
        problems[_PROBLEMS:] = [f"and {len(problems) - _PROBLEMS} more problems"]
    return _within(entries.values()), tuple(one_line(problem) for problem in problems)


def _within(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, their texts cut where those of the whole feed are longer than a feed's may be."""
    kept, room = [], TEXTS
    for entry in entries:
        if len(entry.text) > room:
            notes = entry.notes if "text cut" in entry.notes else (*entry.notes, "text cut")
            entry = dataclasses.replace(entry, text=cut(entry.text, room) if room > 1 else "", notes=notes)
        room -= len(entry.text)
        kept.append(entry)
    return tuple(kept)


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def entry_of(
    raw: RawEntry,
    parsed: Parsed,
    feed: Feed,
    *,
    source: str,
    base: str,
    now: datetime,
    body: list[Paragraph] | None = None,
    known: frozenset[str] = frozenset(),
) -> Entry | None:
    """One entry, cleaned; None when it has neither title nor text nor link.

    Links start from `base`; `body` is its HTML, read; `known` what ends every entry of the feed.
    """
    notes: list[str] = []
    url = link_of(raw, base, notes)
    title = title_of(raw.title)
    author = author_of(raw.author)
    text = _text(raw, body, known, (title, author), notes)
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
        author=author,
        published=published_of(raw, now, notes),
        first_seen=now,
        image=image_of(raw, base),
        tags=tags_of(raw.tags),
        language=stated_or(detect(f"{title}\n{text[:SAMPLE]}"), language_of(parsed.language)),
        notes=tuple(notes),
    )


def headline(text: str) -> str:
    """The first words of a text, for an entry without a title: of its first line when that says something."""
    first = text[:400].partition("\n")[0]
    return cut(one_line(first if first.count(" ") > 1 else text[:400]), 80)


def _body(raw: RawEntry) -> list[Paragraph] | None:
    """An entry's HTML, read; None when that failed, which then fails again where it is reported."""
    try:
        return body_of(raw.html)
    except Exception:  # noqa: BLE001 - entry_of meets it again and names the entry
        return None


def body_of(markup: str) -> list[Paragraph]:
    """The paragraphs of an entry's HTML.

    What a publisher escaped twice is decoded once more: HTML of which every tag was, and references such as
    `&amp;#8217;` where the text is not about code.
    """
    markup = mended(markup[:LARGEST_HTML])
    if "<" not in markup and "&lt;/" in markup and _ESCAPED_BLOCK.search(markup):
        markup = html.unescape(markup)
    paragraphs = paragraphs_of(markup)
    if "&amp;" in markup and "<code" not in markup and "<pre" not in markup:
        return [dataclasses.replace(p, text=_decoded(p.text)) if "&" in p.text else p for p in paragraphs]
    return paragraphs


def _decoded(text: str) -> str:
    return lines(_TWICE.sub(lambda m: html.unescape(m[0]), text)) or text


def _text(
    raw: RawEntry,
    body: list[Paragraph] | None,
    known: frozenset[str],
    said: tuple[str, ...],
    notes: list[str],
) -> str:
    """Paragraphs of plain text, without boilerplate; "" when it only repeats what is `said` beside it."""
    if len(raw.html) >= LARGEST_HTML:
        notes.append("text cut")
    paragraphs = tidied(body_of(raw.html) if body is None else body, known)
    repeated = {text.casefold() for text in said if text}
    while paragraphs and paragraphs[0].text.casefold() in repeated:
        del paragraphs[0]
    text = joined(paragraphs)
    if len(text) > TEXT_BYTES // 4 and len(text.encode()) > TEXT_BYTES:
        if "text cut" not in notes:
            notes.append("text cut")
        text = cut_bytes(text, TEXT_BYTES)
    return text
