"""Which number, name or date belongs to what: whether another of the source would stand better in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from digest.summarise.evidence.scene import Scene
from digest.summarise.evidence.speech import speeches
from digest.summarise.evidence.text import root
from digest.summarise.evidence.when import agree, turned
from digest.summarise.language.meaning import Meaning

#: So many facts, places and rivals are compared.
MOST = 12
#: How much better the other must fit, and how well at least.
MARGIN, FIT = 1.7, 0.3
#: The same of two that are exchanged.
EXCHANGE = 1.4
#: The same of names, which sentences may put anywhere.
NAMES = 2.0
#: A pronoun counts this much for the name it may mean.
PRONOUN = 0.6
#: Tokens between two names that stand together.
BESIDE = 4


_WHERE = frozenset(("in", "near"))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be exchanged for another of its kind: its words, and where the source has it."""

    kind: str
    text: str
    tokens: tuple[int, ...]
    places: tuple[int, ...]  #: first tokens in the source


@dataclass(frozen=True, slots=True)
class Rival:
    kind: str
    text: str
    key: frozenset[str]
    places: tuple[int, ...]


def misplaced(scene: Scene, table: Meaning) -> str:
    """The first fact of the sentence in whose place the source has another."""
    speaking = frozenset(place for one in scene.said.once(speeches, table) for place in one.speaker)
    facts = tuple(
        fact
        for fact in islice(_facts(scene, table), MOST)
        if fact.kind != "name"
        or not (speaking.issuperset(fact.tokens) or _ours(scene, fact) <= table.no_rivals)
    )
    somewhere = frozenset(word for group in table.places for word in group)
    for fact in facts:
        if fact.kind == "date" and all(
            turned(scene.said.tokens, scene.source.tokens, fact.tokens[0], place, table)
            for place in _same_word(scene, fact)
        ):
            return f"“{fact.text}”: before and after are exchanged"
        mine = _fit(scene, fact, fact.places)
        if fact.kind == "name":
            mine = max(mine, PRONOUN * _fit(scene, fact, _meant_by_pronouns(scene, fact.places, table)))
        for rival in _rivals(scene, fact)[: 2 * MOST]:
            if rival.key <= table.no_rivals:
                continue
            if fact.kind == "name" and any(abs(p - q) <= BESIDE for p in fact.places for q in rival.places):
                continue  # "Acme, an Oslo label": what is near the one is near the other
            if fact.kind == "name" and (_described(scene, rival, table) or _elsewhere(scene, fact, rival)):
                continue
            if rival.key & somewhere and not somewhere.intersection(fact.text.casefold().split()):
                continue
            best = _fit(scene, fact, rival.places)
            if best > FIT and best > (NAMES if fact.kind == "name" else MARGIN) * mine:
                return f"where the sentence has “{fact.text}”, the source has “{rival.text}”"
    return _exchanged(scene, facts)


def _ours(scene: Scene, fact: Fact) -> frozenset[str]:
    return frozenset(scene.said.tokens[place].low for place in fact.tokens)


def _described(scene: Scene, rival: Rival, table: Meaning) -> bool:
    """Whether the sentence tells the other one too, by what it is: "the AI company" for "the AI company Acme"."""
    source, first = scene.source.tokens, rival.places[0]
    before = []
    place = first - 1
    while place >= 0 and first - place < 4 and source[place].word and not source[place].bare:
        before.append(source[place])
        place -= 1
    means = frozenset(root(token.low, table) for token in before)
    return any(
        root(token.low, table) in means
        for index, token in enumerate(scene.said.tokens)
        if not token.bare and index not in scene.said.named
    )


def _elsewhere(scene: Scene, fact: Fact, rival: Rival) -> bool:
    """Whether the other is where it happens and this one who does it: "in Oslo"."""
    source, said = scene.source.tokens, scene.said.tokens
    place = rival.places[0]
    there = place > 0 and source[place - 1].low in _WHERE
    first = fact.tokens[0]
    return there and not (first > 0 and said[first - 1].low in _WHERE)


def _same_word(scene: Scene, fact: Fact) -> tuple[int, ...]:
    """The places of a date that are spelled like it, if any are: "in March" is also "on March 3"."""
    low = scene.said.tokens[fact.tokens[0]].low
    return tuple(place for place in fact.places if scene.source.tokens[place].low == low) or fact.places


def _fit(scene: Scene, fact: Fact, places: tuple[int, ...], without: tuple[int, ...] = ()) -> float:
    left_out = frozenset((*fact.tokens, *without))
    return max((scene.binds(fact.tokens[0], place, left_out) for place in places[:MOST]), default=0.0)


def _exchanged(scene: Scene, facts: tuple[Fact, ...]) -> str:
    """Two facts of a kind, each of which stands in the source where the sentence has the other."""
    for number, one in enumerate(facts):
        for other in facts[number + 1 :]:
            if one.kind != other.kind or set(one.places) & set(other.places):
                continue
            straight = _fit(scene, one, one.places, other.tokens) + _fit(
                scene, other, other.places, one.tokens
            )
            crossed = _fit(scene, one, other.places, other.tokens) + _fit(
                scene, other, one.places, one.tokens
            )
            if crossed > EXCHANGE * straight:
                return f"“{one.text}” and “{other.text}” are exchanged"
    return ""


def _facts(scene: Scene, table: Meaning) -> Iterator[Fact]:
    said, source = scene.said, scene.source
    for amount in said.amounts:
        places = tuple(one.first for one in source.amounts if one.value == amount.value)
        if places:
            yield Fact(
                f"number{amount.unit}", amount.text, tuple(range(amount.first, amount.last + 1)), places
            )
    for name in () if table.nouns_capital else said.names:
        words = frozenset(name.words)
        places = tuple(one.first for one in source.names if words & set(one.words))
        if places:
            yield Fact("name", name.text, tuple(range(name.first, name.last + 1)), places)
    for date in said.dates:
        tokens = scene.said_at(date.start, date.end)
        places = tuple(scene.source_at(one.start, one.end)[0] for one in source.dates if agree(date, one))
        if places and tokens:
            yield Fact("date", said.text[date.start : date.end], tokens, places)


def _meant_by_pronouns(scene: Scene, places: tuple[int, ...], table: Meaning) -> tuple[int, ...]:
    """Where "she" or "it" may stand for a name: in its sentence and the next."""
    tokens = scene.source.tokens
    sentences = {tokens[place].sentence for place in places}
    return tuple(
        index
        for index, token in enumerate(tokens)
        if token.low in table.pronouns
        and index > places[0]
        and (token.sentence in sentences or token.sentence - 1 in sentences)
    )[:MOST]


def _rivals(scene: Scene, fact: Fact) -> Sequence[Rival]:
    """Others of its kind in the source that the sentence does not tell anyway."""
    source = scene.source
    if fact.kind.startswith("number"):
        unit = fact.kind.removeprefix("number")
        told = {one.value for one in scene.said.amounts}
        return [
            Rival(fact.kind, one.text, frozenset((one.text,)), (one.first,))
            for one in source.amounts
            if one.unit == unit
            and one.first not in fact.places
            and one.value not in told
            and not (one.first and one.value < 100 and source.tokens[one.first - 1].capital)  # "Wave 9"
        ]
    if fact.kind == "date":
        return [
            Rival(
                "date", source.text[one.start : one.end], frozenset(), scene.source_at(one.start, one.end)[:1]
            )
            for one in source.dates
            if scene.source_at(one.start, one.end)[0] not in fact.places
            and not any(agree(other, one) for other in scene.said.dates)
        ]
    meant: frozenset[str] = frozenset().union(*(token.means for token in scene.said.tokens if not token.bare))
    return [
        Rival("name", one.text, frozenset(one.words), (one.first,))
        for one in source.names
        if one.first not in fact.places
        and all(meant.isdisjoint(token.means) for token in source.tokens[one.first : one.last + 1])
    ]
