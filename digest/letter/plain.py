"""Text that came from the web, made safe to stand in a letter, and the small words around it."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from digest.letter.words import ENGLISH, Words
from digest.types import TOKEN, Issue, Item, Report, Sentence

T = TypeVar("T")

#: What must not reach a letter: C0 and C1 (MJML refuses the first), lone surrogates, noncharacters, and the
#: bidi embeddings and overrides that would turn the words after them around. Tab and line feed are kept.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
    "|" + "|".join(f"[{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}]" for plane in range(1, 17))
)
#: Han, kana and their neighbours: scripts that put no space between words.
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
#: Words of a topic's name that are written in capitals.
_CAPITALS = frozenset({"ai", "ar", "eu", "llm", "tv", "uk", "un", "us", "vr"})


def plain(text: str) -> str:
    """`text` without what must not reach a letter.

    TOKEN is broken, not dropped, so that no text can be made to close up into it: in an address that a feed
    gives, it would hand the reader's own unsubscribe token to that address.
    """
    if text.isprintable() and TOKEN not in text:  # nearly all are, and this says so a hundred times sooner
        return text
    return _UNFIT.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n")).replace(
        TOKEN, f"{TOKEN[:8]} {TOKEN[8:]}"
    )


def line(text: str) -> str:
    """`text` as one line."""
    return " ".join(plain(text).split())


def safe(value: T) -> T:
    """A value of types.py, or of YAML, with each string in it made plain, however deep."""
    if isinstance(value, str):
        return plain(value)  # type: ignore[return-value]  # a str in, a str out
    if isinstance(value, tuple):
        return tuple(safe(part) for part in value)  # type: ignore[return-value]  # a tuple in, a tuple out
    if isinstance(value, list):
        return [safe(part) for part in value]  # type: ignore[return-value]  # a list in, a list out
    if isinstance(value, dict):
        return {key: safe(part) for key, part in value.items()}  # type: ignore[return-value]  # a dict in, a dict out
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: safe(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


@lru_cache(maxsize=1024)  # HTML and text ask for the same ones
def web(url: str) -> str:
    """The address when it is an absolute http(s) one a mail client can follow, else ""."""
    url = url.strip()
    if _UNFIT.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\\<>\"{}|^`]", parts.netloc):
        return ""
    # Spaces and quotes would end the address in a text part; braces would look like an unfilled template.
    quoted = "".join(c if c.isalnum() or c in "-._~:/?#[]@!$&'()*+,;=%" else quote(c) for c in url)
    return "" if TOKEN in quoted else quoted  # a quoted space ends in the 0 with which TOKEN begins


def host(url: str) -> str:
    """The host's name in small letters; "" where there is none, or it cannot be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_local(url: str) -> bool:
    """Whether an address leads to this machine or its own network, where no reader can follow."""
    name = host(url).rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ip_address(name).is_global
    except ValueError:
        return False


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def topic_words(name: str) -> str:
    """`ai-and-media` -> "AI and media"; a name that is already words stays as it is."""
    if not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", name):
        return name
    words = re.split("[-_]", name)
    return capital(" ".join(word.upper() if word in _CAPITALS else word for word in words))


def local_day(moment: datetime, *, timezone: str, said: Words) -> str:
    """`4 April` in the newsletter's timezone; the space does not break."""
    return said.day_of(moment.astimezone(ZoneInfo(timezone))).replace(" ", "\u00a0")


def slot_day(name: str, *, said: Words) -> str:
    """The day a slot is named by, in words; a name that is no day (`2026-W18`) as it is."""
    try:
        return said.day_of(date.fromisoformat(name)).replace(" ", "\u00a0")
    except ValueError:
        return name


def made(issue: Issue, said: Words) -> str:
    """How the letter came about, in one sentence that is true of this issue: of its sentences only where it has any."""
    entries, feeds = said.count(issue.considered, said.entry), said.count(issue.sources, said.feed)
    chosen = said.chosen.format(entries=entries, feeds=feeds)
    if not any(item.summary.sentences for item in issue.items):
        return re.sub(r"[\s;؛。]+$", "", chosen) + said.stop
    by_model = any(item.summary.by == "llm" for item in issue.items)
    return chosen + (said.written if by_model else said.quoted)


def outlets(item: Item) -> tuple[Report, ...]:
    """The item's reports, the first of each outlet, the lead first: what the letter names."""
    seen: dict[str, Report] = {}
    for report in item.reports:
        seen.setdefault(report.source.casefold(), report)
    return tuple(seen.values())


def attribution(item: Item, words: Words = ENGLISH) -> str:
    """`Variety writes:` before a summary that is nothing but the description in that outlet's feed."""
    if item.summary.by != "feed" or not item.summary.sentences:
        return ""
    return words.writes.format(source=mark(item, item.summary.sentences[0])[1].source)


def mark(item: Item, sentence: Sentence) -> tuple[int, Report]:
    """The number of the outlet that a sentence rests on, from 1 in the order of `outlets`, and its report."""
    reports = {report.entry_id: report for report in item.reports}
    report = reports.get(sentence.entry_id, item.lead)
    named = [outlet.source.casefold() for outlet in outlets(item)]
    return named.index(report.source.casefold()) + 1, report


def minutes(issue: Issue) -> int:
    """Reading time at 230 words a minute (Brysbaert 2019: 238 for English prose), at least one."""
    told = [issue.intro]
    told += [f"{item.headline} {item.summary.text} {item.why_it_matters}" for item in issue.items]
    text = " ".join(told)
    # A script without spaces is read by the character: 500 of them a minute (Chinese and Japanese, IReST 2012).
    signs = len(_WIDE.findall(text))
    words = len(_WIDE.sub(" ", text).split())
    return max(1, round(words / 230 + signs / 500))
