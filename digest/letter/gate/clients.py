"""What mail clients do not support of what a letter uses, by the facts of caniemail.com (clients.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from digest.letter.gate.fallbacks import ACCEPTED, BREAKS, GRACEFUL, JUDGED_ELSEWHERE
from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule
from digest.letter.gate.uses import used

_TABLE = Path(__file__).with_name("clients.json")
#: The clients for whose sake something is said, the most read first; the others are named where they lack it too.
MAJOR: Final = (
    "apple-mail", "gmail", "outlook", "yahoo", "samsung-email", "aol", "thunderbird", "protonmail", "gmx", "web-de",
)  # fmt: skip
_NAMES: Mapping[str, str] = {
    "apple-mail": "Apple Mail", "gmail": "Gmail", "outlook": "Outlook", "yahoo": "Yahoo Mail", "aol": "AOL",
    "samsung-email": "Samsung Email", "thunderbird": "Thunderbird", "protonmail": "Proton Mail", "gmx": "GMX",
    "web-de": "WEB.DE", "fastmail": "Fastmail", "hey": "HEY", "free-fr": "Free.fr", "ionos-1and1": "IONOS",
    "laposte": "La Poste", "mail-ru": "Mail.ru", "orange": "Orange", "rainloop": "RainLoop", "sfr": "SFR",
    "t-online-de": "T-Online", "wp-pl": "WP.pl",
}  # fmt: skip
_PLATFORMS: Mapping[str, str] = {
    "desktop-webmail": "on the web", "mobile-webmail": "on the mobile web", "ios": "on iOS", "android": "on Android",
    "macos": "on macOS", "windows": "on Windows", "outlook-com": "on the web", "windows-mail": "(Windows Mail)",
}  # fmt: skip
#: Windows Mail is no more (Microsoft ended it in 2024): named, but nothing is said for its sake.
_GONE = "outlook.windows-mail"
_SHOWN = 5
#: Outlook's versions on Windows from which one counts; 2003 still drew with Internet Explorer.
_OLDEST = "2007"
_DATE = re.compile(r"20\d\d-\d\d$")


@dataclass(frozen=True, slots=True)
class Lack:
    """A client that does not do something, or does it in part."""

    client: str  #: family and platform: `outlook.windows`
    versions: str  #: `2007-2019`; "" where all readers have the same one
    part: bool  #: partial support
    note: str  #: what is known of it, "" for nothing

    @property
    def family(self) -> str:
        return self.client.partition(".")[0]

    @property
    def major(self) -> bool:
        return self.family in MAJOR and self.client != _GONE


@cache
def table() -> dict[str, Any]:
    """clients.json: `features` by their names on caniemail.com, and `clients` by code (benchmarks/caniemail.py)."""
    found: dict[str, Any] = json.loads(_TABLE.read_text("utf-8"))
    return found


@cache
def lacks(slug: str) -> tuple[Lack, ...]:
    """The clients that do not support a feature as it is to be, the most read first."""
    facts, names = table()["features"][slug], table()["clients"]
    found: list[Lack] = []
    for line, codes in facts["said"].items():
        rows = [_row(part) for part in line.split(", ")]
        for client in (names[code] for code in codes.split()):
            # What a later version supports is mended by an update; Outlook on Windows is bought by the year.
            live = [row for row in rows if row.last >= _OLDEST] if client == "outlook.windows" else rows[-1:]
            worst = next((bad for bad in "na" if any(row.state[0] == bad for row in live)), "")
            if worst:
                bad = [row for row in live if row.state[0] == worst]
                number = bad[-1].state[1:].partition("/")[0]
                note = facts.get("notes", {}).get(number, "")
                found.append(Lack(client, _span(bad[0].first, bad[-1].last), worst == "a", note))
    order = {family: n for n, family in enumerate(MAJOR)}
    return tuple(sorted(found, key=lambda lack: (order.get(lack.family, len(order)), lack.client)))


@rule(
    "clients",
    severity="warning",
    source="caniemail.com",
    wants="Nothing whose lack breaks the letter in a client that many use; what only looks plainer is one line.",
    mend="write it in a way that every client knows",
)
def clients(page: Page) -> Iterator[Fault]:
    found = used(page, table()["features"])
    plainer: list[tuple[str, str]] = []
    for slug, place in found.items():
        if slug in ACCEPTED or slug in JUDGED_ELSEWHERE:
            continue
        without = [lack for lack in lacks(slug) if slug in BREAKS or not lack.part]
        if not any(lack.major for lack in without):
            continue
        if slug in BREAKS:
            yield Fault(_sentence(slug, without, BREAKS[slug]), place=place)
        else:
            plainer.append((_sentence(slug, without, GRACEFUL.get(slug, "")), place))
    if plainer:
        sentences = "; ".join(sentence for sentence, _ in plainer)
        mend = "nothing, if the letter may look plainer there; else write it another way"
        yield Fault(sentences, place=", ".join(place for _, place in plainer)[:160], mend=mend)


def _sentence(slug: str, without: list[Lack], then: str) -> str:
    """`border-radius` is not supported by Outlook on Windows 2007-2019: square corners"""
    name = table()["features"][slug]["name"]
    most = [lack for lack in without if lack.part == without[0].part]
    how = "supported only in part by" if without[0].part else "not supported by"
    if not all(lack.part for lack in without):
        most = [lack for lack in without if not lack.part]
        how = "not supported by"
    text = f"`{name}` is {how} {_clients(most)}"
    return f"{text}: {then}" if then else text


def _clients(without: list[Lack]) -> str:
    """`Gmail, Outlook on Windows 2007-2019 and 3 more`: a family that lacks it everywhere is named once."""
    everywhere = {client.partition(".")[0]: 0 for client in table()["clients"].values()}
    for client in table()["clients"].values():
        everywhere[client.partition(".")[0]] += 1
    names: list[str] = []
    for lack in without:
        family, _, platform = lack.client.partition(".")
        whole = sum(other.family == family for other in without) == everywhere[family]
        if whole and lack.family != "outlook":
            name = _NAMES[family]
        else:
            name = f"{_NAMES[family]} {_PLATFORMS[platform]} {lack.versions}".strip()
        if name not in names:
            names.append(name)
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


class _Row(NamedTuple):
    """`2007..2019 n1`: versions, "" where there is one for all, and what they say."""

    first: str
    last: str
    state: str


def _row(part: str) -> _Row:
    versions, _, state = part.rpartition(" ")
    first, _, last = versions.partition("..")
    return _Row(first, last or first, state)


def _span(first: str, last: str) -> str:
    """`2007-2019`; "" for what has no versions, or is known by the date of a test."""
    if _DATE.match(first) or not first:
        return ""
    first = max(first, _OLDEST) if len(first) == len(_OLDEST) else first
    return first if first == last else f"{first}-{last}"


RULES = (clients,)
