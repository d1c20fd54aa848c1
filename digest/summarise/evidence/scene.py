"""A sentence beside its source: which words of the one stand for which of the other, and how near they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TypeVar, cast

from digest.summarise.dates import Mention, mentions
from digest.summarise.evidence.amounts import Amount, amounts
from digest.summarise.evidence.names import Name, named
from digest.summarise.evidence.quotes import Quote, quotes
from digest.summarise.evidence.text import LONGEST, Token, read
from digest.summarise.language import Language
from digest.summarise.language.meaning import Meaning

T = TypeVar("T")

#: So many words of a sentence, and places of each in the source, are looked at: a text that repeats one word a
#: thousand times must not cost seconds.
MOST_WORDS, MOST_PLACES = 80, 12
#: A name counts less around a word: the source has "she" or "the company" there.
NAME = 0.5
#: How much nearness is left at another clause, the next sentence, and farther.
_CLAUSE, _NEXT, _FAR = 0.8, 0.3, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text, read; of one cut at `text.LONGEST`, all of it before there."""

    text: str
    tokens: tuple[Token, ...]
    dates: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    quoted: frozenset[int]  #: tokens inside of quotation marks
    dated: frozenset[int]  #: tokens of dates
    named: frozenset[int]  #: tokens of names
    made: dict[Callable[..., object], object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Reading, Meaning], T], meaning: Meaning) -> T:
        """What `make` makes of this text. A source is asked for it by several checks of every sentence."""
        if make not in self.made:
            self.made[make] = make(self, meaning)
        return cast(T, self.made[make])


def reading(text: str, day: date | None, table: Language, also: frozenset[str] = frozenset()) -> Reading:
    """`also`: words that another text has as names, where this one begins a sentence with them."""
    text = text[:LONGEST]  # tokens, dates and quotations must be those of one text
    tokens = read(text, table)
    dates = mentions(text, day, table)
    dated = _within(tokens, [(one.start, one.end) for one in dates])
    found = quotes(text)
    counted = amounts(tokens, table.meaning, dated)
    taken = dated.union(*(range(one.first, one.last + 1) for one in counted))
    names = named(tokens, table, taken, also)
    return Reading(
        text=text,
        tokens=tokens,
        dates=dates,
        amounts=counted,
        names=names,
        quotes=found,
        quoted=_within(tokens, [(one.start, one.end) for one in found]),
        dated=dated,
        named=frozenset(place for name in names for place in range(name.first, name.last + 1)),
    )


def _within(tokens: Sequence[Token], spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    inside = []
    number = 0
    for index, token in enumerate(tokens):
        while number < len(spans) and spans[number][1] <= token.start:
            number += 1
        if number < len(spans) and spans[number][0] < token.end:
            inside.append(index)
    return frozenset(inside)


def near(tokens: Sequence[Token], left: int, right: int) -> float:
    """How closely two words of a text belong together: 1 side by side, little in other sentences."""
    one, other = tokens[left], tokens[right]
    gap = abs(left - right)
    if one.sentence == other.sentence:
        return _CLAUSE ** min(abs(one.clause - other.clause), 4) / (1 + 0.06 * gap)
    return (_NEXT if abs(one.sentence - other.sentence) == 1 else _FAR) / (1 + 0.02 * gap)


class Scene:
    """The words of a sentence, each with the places of the source that may mean it."""

    def __init__(self, said: Reading, source: Reading, meaning: Meaning) -> None:
        self.said, self.source = said, source
        self.at = source.once(_standing, meaning)
        self.places = [self._places(index) for index in range(len(said.tokens))]
        self.solid = [
            index for index, token in enumerate(said.tokens) if not token.bare and self.places[index]
        ][:MOST_WORDS]
        self._fits: dict[tuple[int, int], float] = {}

    def _places(self, index: int) -> tuple[int, ...]:
        token = self.said.tokens[index]
        if not token.means:
            return ()
        found = {place for meaning in sorted(token.means) for place in self.at.get(meaning, ())}
        return tuple(sorted(found))[:MOST_PLACES]

    def fits(self, index: int, place: int) -> float:
        """How much of what stands around word `index` of the sentence stands around `place` of the source, 0 to 1."""
        if (index, place) not in self._fits:
            self._fits[index, place] = self._fit(index, place)
        return self._fits[index, place]

    def _fit(self, index: int, place: int) -> float:
        total = found = 0.0
        said, source = self.said.tokens, self.source.tokens
        for other in self.solid:
            if other == index or abs(other - index) > 25:
                continue
            weight = near(said, index, other) ** 2 * (NAME if other in self.said.named else 1.0)
            total += weight
            found += weight * max(near(source, place, there) for there in self.places[other])
        return found / total if total else 1.0

    def binds(self, index: int, place: int, without: frozenset[int] | set[int]) -> float:
        """As `fits`, nearer and stricter, and without the words of the fact itself."""
        total = found = 0.0
        said, source = self.said.tokens, self.source.tokens
        for other in self.solid:
            if other in without or other in self.said.dated or abs(other - index) > 20:
                continue
            weight = tight(said, index, other)
            total += weight
            found += weight * max(tight(source, place, there) for there in self.places[other])
        return found / total if total else 1.0

    def said_at(self, start: int, end: int) -> tuple[int, ...]:
        return _at(self.said.tokens, start, end)

    def source_at(self, start: int, end: int) -> tuple[int, ...]:
        return _at(self.source.tokens, start, end)


def _standing(source: Reading, _: Meaning) -> Mapping[str, Sequence[int]]:
    """Where a text has each meaning."""
    at: dict[str, list[int]] = {}
    for index, token in enumerate(source.tokens):
        for one in token.means:
            at.setdefault(one, []).append(index)
    return at


def _at(tokens: Sequence[Token], start: int, end: int) -> tuple[int, ...]:
    """The tokens that touch characters `start` to `end`."""
    first = bisect_right(tokens, start, key=attrgetter("end"))
    return tuple(range(first, bisect_left(tokens, end, key=attrgetter("start"))))


def tight(tokens: Sequence[Token], left: int, right: int) -> float:
    """`near`, falling off faster: what a number counts stands beside it."""
    one, other = tokens[left], tokens[right]
    gap = abs(left - right)
    if one.sentence == other.sentence:
        return 0.7 ** min(abs(one.clause - other.clause), 4) / (1 + 0.2 * gap)
    return 0.12 / (1 + 0.02 * gap)
