"""Text that came from the web, made safe to stand in a letter, and the small words around it."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from digest.types import TOKEN, Issue, Item, Report, Slot

T = TypeVar("T")

#: What must not reach a letter: C0 and C1 (MJML refuses the first), lone surrogates, noncharacters, and the
#: bidi embeddings and overrides that would turn the words after them around. Tab and line feed are kept.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
    "|" + "|".join(f"[{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}]" for plane in range(1, 17))
)
#: What readers call a medium: over a story, and over a section when the week has enough of it.
MEDIA: Mapping[str, str] = {
    "music": "Music",
    "film": "Film and television",
    "publishing": "Publishing",
    "news": "Newsrooms",
    "art": "Art and design",
    "games": "Games",
    "audio": "Audio",
    "advertising": "Advertising",
    "platforms": "Platforms",
}
NUMBERS = re.split(" ", "no one two three four five six seven eight nine ten eleven twelve")
#: Words of a topic's name that are written in capitals.
_CAPITALS = frozenset({"ai", "ar", "eu", "llm", "tv", "uk", "un", "us", "vr"})


def plain(text: str) -> str:
    """`text` without what must not reach a letter.

    TOKEN is broken, not dropped, so that no text can be made to close up into it: in an address that a feed
    gives, it would hand the reader's own unsubscribe token to that address.
    """
    return _UNFIT.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n")).replace(
        TOKEN, f"{TOKEN[:8]} {TOKEN[8:]}"
    )


def line(text: str) -> str:
    """`text` as one line."""
    return " ".join(plain(text).split())


def safe(value: T) -> T:
    """A value of types.py with each string in it made plain, however deep."""
    if isinstance(value, str):
        return plain(value)  # type: ignore[return-value]  # a str in, a str out
    if isinstance(value, tuple):
        return tuple(safe(part) for part in value)  # type: ignore[return-value]  # a tuple in, a tuple out
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: safe(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value


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


def is_local(url: str) -> bool:
    """Whether an address leads to this machine or its own network, where no reader can follow."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
        if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
            return True
        return not ip_address(host).is_global
    except ValueError:
        return False


def wrap(text: str, width: int = 76, indent: str = "", first: str | None = None) -> str:
    """Paragraphs wrapped at `width` columns; a word longer than a line stands alone and whole."""
    wrapper = textwrap.TextWrapper(
        width,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n\n".join(wrapper.fill(" ".join(part.split())) for part in text.split("\n\n") if part.strip())


def number(n: int) -> str:
    """`3` -> "three", `1240` -> "1,240"."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else f"{n:,}"


def count(n: int, one: str, many: str = "") -> str:
    """`(1, "story", "stories")` -> "one story"."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def topic_words(name: str) -> str:
    """`ai-and-media` -> "AI and media"; a name that is already words stays as it is."""
    if not re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", name):
        return name
    words = re.split("[-_]", name)
    return capital(" ".join(word.upper() if word in _CAPITALS else word for word in words))


_MONTHS = re.split(
    " ", "January February March April May June July August September October November December"
)
_DAYS = re.split(" ", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday")


def day(moment: date, language: str = "en") -> str:
    """`4 April`. No month is named in a language this program has no names for: `2026-04-04`."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}" if _english(language) else f"{moment:%Y-%m-%d}"


def _english(language: str) -> bool:
    return language.split("-")[0].lower() == "en"


def issue_date(slot: Slot, timezone: str, language: str = "en") -> str:
    """`Thursday, 26 November 2026`; the days of the window for a slot that is only looked at."""
    zone = ZoneInfo(timezone)
    if slot.at is not None:
        at = slot.at.astimezone(zone)
        return f"{_DAYS[at.weekday()]}, {day(at)} {at.year}" if _english(language) else day(at, language)
    begin = slot.window.begin.astimezone(zone)
    end = (slot.window.end - datetime.resolution).astimezone(zone)
    if not _english(language):
        return f"{day(begin, language)} – {day(end, language)}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{day(end)} {end.year}"
    return f"{day(begin)}{f' {begin.year}' if begin.year != end.year else ''} – {day(end)} {end.year}"


def outlets(item: Item) -> tuple[Report, ...]:
    """The item's reports, the first of each outlet, the lead first: what the letter names."""
    seen: dict[str, Report] = {}
    for report in item.reports:
        seen.setdefault(report.source.casefold(), report)
    return tuple(seen.values())


def minutes(issue: Issue) -> int:
    """Reading time at 230 words a minute (Brysbaert 2019: 238 for English prose), at least one."""
    words = len(issue.intro.split())
    for item in issue.items:
        words += len(f"{item.headline} {item.summary.text} {item.why_it_matters}".split())
    return max(1, round(words / 230))
