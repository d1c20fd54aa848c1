"""Where a story comes from: which house a report credits, and which report of a story the others draw on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from digest.types import Entry

#: Characters of a text in which a report names its source, as far as a feed gives one.
HEAD = 600
#: A quotation of so many words stands in two reports only when one has it from the other, or both from a third.
QUOTED = 8
#: What a report gains for each other house that names it, and for each that quotes later what it quoted first.
NAMED, QUOTED_FIRST = 1.0, 0.5

_NAME = r"(?:[Tt]he )?(?:[A-Z0-9][\w.&’'+-]*)(?: (?:of|and|for|the|[A-Z0-9][\w.&’'+-]*)){0,4}"
#: A headline signed "(Jane Doe/The Paper)" and a text that opens "Jane Doe / The Paper: …" are an aggregator's way.
_SIGNED = re.compile(r"\((?:[^()/]{2,80}/)([^()/]{2,60})\)\s*$")
_OPENING = re.compile(r"^[^/:\n]{2,80} / ([^:/\n]{2,60}):\s")
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bquot\w+ (?:from )?(?:a|an|the) \w+ (?:from|by|in) ({_NAME}):",
        rf"\b(?:first )?(?:reported|spotted|obtained|seen|published|noted) by ({_NAME})",
        rf"\b[Vv]ia ({_NAME})",
        rf"\bwrit(?:es|ing for) ({_NAME})",
        rf"\b(?:told|tells) ({_NAME})",
        rf"\baccording to (?:a |the )?(?:new )?(?:reports? |story )?(?:from |by |in )?({_NAME})",
        rf"\b(?:report|interview|story|investigation|scoop) (?:from|by|in|with) ({_NAME})",
        rf"(?:^|[.!?,]”?\"? |\bOn [A-Z][a-z]+ )({_NAME}) (?:first |also )?(?:reports|reported|writes)\b",
    )
)
_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{30,400})[”\"]")
#: What a house adds to its name for a part of itself: "Ars Technica AI" is Ars Technica, "Times of India" is not
#: The Times.
_PARTS = frozenset(
    {
        *(
            "ai",
            "news",
            "online",
            "tech",
            "technology",
            "business",
            "science",
            "culture",
            "politics",
            "opinion",
        ),
        *("magazine", "sports", "entertainment", "games", "gaming", "books", "world", "uk", "us", "eu"),
    }
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne"})


def site(url: str) -> str:
    """The registered name an address belongs to: `www.bbc.co.uk/x` -> "bbc.co.uk"; "" when it has none."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    short = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if short else -2 :])


@lru_cache(maxsize=10_000)
def forms(name: str) -> frozenset[str]:
    """The spellings under which a house is known, by its name or by its site.

    "The New York Times": newyorktimes, nyt, nytimes; "nytimes.com": nytimes; "Ars Nova AI": arsnovaai, arsnova …
    """
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        name = name.split(".")[0]
    plain = [re.sub(r"[\W_]+", "", word) for word in name.replace("’", "'").casefold().split()]
    parts = [word for word in plain if word and word != "the"] or plain
    found = {"".join(parts).removeprefix("the")}
    whole = parts
    while len(whole) > 1 and whole[-1] in _PARTS:
        whole = whole[:-1]
        found.add("".join(whole).removeprefix("the"))
    if len(parts) > 1:
        first = "".join(part[0] for part in parts[:-1] if part)
        found |= {first + parts[-1][:1], first + parts[-1]}
    return frozenset(form for form in found if len(form) > 1)


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names are one house's: a spelling in common. That one begins like the other says nothing."""
    return not a.isdisjoint(b)


def credited(entry: Entry) -> tuple[str, ...]:
    """The names that a report credits, in the order in which they stand; a byline's paper first."""
    head = entry.text[:HEAD]
    signed = [match[1] for match in (_SIGNED.search(entry.title), _OPENING.search(head)) if match]
    found = sorted((match.start(1), match[1]) for pattern in _CREDITS for match in pattern.finditer(head))
    return tuple(dict.fromkeys(name.strip(" .'’") for name in [*signed, *(name for _, name in found)]))


def pointed_to(entry: Entry, own: frozenset[str]) -> frozenset[str]:
    """The house whose report an aggregator's entry points to, as `forms`; empty when it does not say.

    `own` are the sites of aggregators, where a link is only their own page.
    """
    where = site(entry.url)
    if where and where not in own:
        return forms(where)
    return next((forms(name) for name in credited(entry)), frozenset())


def drawn_on(entries: Sequence[Entry]) -> Mapping[str, float]:
    """By entry id: how much the other houses' reports of the story draw on this one.

    Each house counts once: 1 when it names this one, ½ when it quotes later what this one quoted first.
    """
    house = {entry.id: entry.source.strip() or site(entry.feed_url) for entry in entries}
    known = _by_spelling((forms(name), name) for name in house.values())
    crediting = _by_spelling((forms(name), house[entry.id]) for entry in entries for name in credited(entry))
    quotes = {entry.id: _quotations(entry.text[: 4 * HEAD]) for entry in entries}
    latest = _latest_of(entries, house, quotes)
    found: dict[str, float] = {}
    for entry in entries:
        own = forms(house[entry.id])
        same = frozenset[str]().union(*(known[one] for one in own))
        named = frozenset[str]().union(*(crediting.get(one, ()) for one in own)) - same
        later = {name for name, when in latest[quotes[entry.id]].items() if when > entry.when}
        quoting = later - named - same - {house[entry.id]}
        found[entry.id] = NAMED * len(named) + QUOTED_FIRST * len(quoting)
    return found


def _by_spelling(pairs: Iterable[tuple[frozenset[str], str]]) -> dict[str, set[str]]:
    """The houses of each spelling."""
    found: dict[str, set[str]] = {}
    for spellings, name in pairs:
        for spelling in spellings:
            found.setdefault(spelling, set()).add(name)
    return found


_Quotes = frozenset[tuple[str, ...]]


def _latest_of(
    entries: Sequence[Entry], house: Mapping[str, str], quotes: Mapping[str, _Quotes]
) -> dict[_Quotes, dict[str, datetime]]:
    """For each set of quotations (copies have one): when each house last quoted any of it."""
    by_run: dict[tuple[str, ...], dict[str, datetime]] = {}
    for entry in entries:
        for run in quotes[entry.id]:
            told = by_run.setdefault(run, {})
            told[house[entry.id]] = max(entry.when, told.get(house[entry.id], entry.when))
    found: dict[_Quotes, dict[str, datetime]] = {}
    for quoted in set(quotes.values()):
        mine = found.setdefault(quoted, {})
        for run in quoted:
            for name, when in by_run[run].items():
                mine[name] = max(when, mine.get(name, when))
    return found


@lru_cache(maxsize=10_000)
def _quotations(text: str) -> _Quotes:
    """Every run of `QUOTED` words within a quotation of the text."""
    return frozenset(_runs(match[1] for match in _QUOTATION.finditer(text)))


def _runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        yield from (tuple(words[n : n + QUOTED]) for n in range(len(words) - QUOTED + 1))
