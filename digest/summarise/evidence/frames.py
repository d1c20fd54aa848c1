"""The same words with another name, date or number between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.summarise.dates import Mention
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.evidence.when import agree
from digest.summarise.language.meaning import Meaning

#: Tokens on either side of a fact that are its frame, and what a small word is worth beside one of substance.
SIDE, SMALL = 6, 0.4
#: What a frame must be worth, and how much more than that of the fact's own place in the source.
WHOLE, DATED, BETTER = 2.2, 1.3, 0.75
#: So many facts of a kind are compared.
MOST = 14
_NO_MONEY, _SUM = frozenset(("%", "th", "x", "")), 1_000


@dataclass(frozen=True, slots=True)
class _Slot:
    """Tokens `first` to `last` of a text hold a fact of a kind; `key` tells it from others."""

    kind: str
    first: int
    last: int
    key: frozenset[str]
    text: str
    date: Mention | None = None


def reframed(scene: Scene, meaning: Meaning) -> str:
    """The first fact of the sentence that stands in the source's very words, where the source has another."""
    if meaning.nouns_capital:
        return ""
    here, there = list(_slots(scene.said)), scene.source.once(_all_slots, meaning)
    for one in here:
        same = [other for other in there if other.kind == one.kind]
        if not any(_same(one, other) for other in same):
            continue  # said in other words, or judged elsewhere
        mine = max((_frame(scene, one, other, meaning) for other in same if _same(one, other)), default=0.0)
        for other in same:
            if _same(one, other):
                continue
            told = _told(one, other, here)
            value = _frame(scene, one, other, meaning)
            if value < (WHOLE if one.kind == "name" else DATED):
                continue
            if one.kind == "name" and (told or _together(scene, one, other, same)):
                continue
            gain = value - mine + (_crossed(scene, one, told, same, meaning) if told else 0.0)
            if gain < BETTER:
                continue
            return f"where the sentence has “{one.text}”, the source has “{other.text}”"
    return ""


def _all_slots(source: Reading, _: Meaning) -> tuple[_Slot, ...]:
    return tuple(_slots(source))


def _slots(reading: Reading) -> Iterator[_Slot]:
    for name in reading.names[:MOST]:
        means = frozenset().union(*(one.means for one in reading.tokens[name.first : name.last + 1]))
        yield _Slot("name", name.first, name.last, frozenset(name.words) | means, name.text)
    for amount in reading.amounts[:MOST]:
        sum_of = amount.alone and amount.value >= _SUM and not amount.unit  # "an advance of 90,000"
        kind = "number" if sum_of or amount.unit not in _NO_MONEY else f"number {amount.unit}"
        yield _Slot(kind, amount.first, amount.last, frozenset((f"{amount.value:g}",)), amount.text)
    for date in reading.dates[:MOST]:
        places = [p for p in sorted(reading.dated) if date.start <= reading.tokens[p].start < date.end]
        if places:
            text = reading.text[date.start : date.end]
            yield _Slot("date", places[0], places[-1], frozenset((text.casefold(),)), text, date)


def _same(one: _Slot, other: _Slot) -> bool:
    if not one.key.isdisjoint(other.key) or one.date is None or other.date is None:
        return not one.key.isdisjoint(other.key)
    if (one.date.weekday < 0) != (other.date.weekday < 0):
        return True  # "Monday" and "2 March" may be one day
    return agree(one.date, other.date) or agree(other.date, one.date)


def _told(one: _Slot, other: _Slot, here: Sequence[_Slot]) -> list[_Slot]:
    """Where the sentence has the other fact as well."""
    return [slot for slot in here if slot is not one and slot.kind == one.kind and _same(slot, other)]


def _crossed(
    scene: Scene, one: _Slot, told: Sequence[_Slot], same: Sequence[_Slot], meaning: Meaning
) -> float:
    """How much better the other fact of the sentence would stand in the words that are this one's in the source."""
    gains = []
    for slot in told:
        own = max((_frame(scene, slot, other, meaning) for other in same if _same(slot, other)), default=0.0)
        turned = max(
            (_frame(scene, slot, other, meaning) for other in same if _same(one, other)), default=0.0
        )
        gains.append(turned - own if turned > own else -9.0)
    return max(gains)


def _together(scene: Scene, one: _Slot, other: _Slot, same: Sequence[_Slot]) -> bool:
    """Whether the source tells of both in one sentence, so that what is near the one may be the other's."""
    tokens = scene.source.tokens
    number = tokens[other.first].sentence
    return any(_same(one, slot) and tokens[slot.first].sentence == number for slot in same)


def _frame(scene: Scene, one: _Slot, other: _Slot, meaning: Meaning) -> float:
    """What the words right before and right behind two facts have in common."""
    said, source = scene.said.tokens, scene.source.tokens
    value = 0.0
    for left, right, step in ((one.first - 1, other.first - 1, -1), (one.last + 1, other.last + 1, 1)):
        for _ in range(SIDE):
            if not (0 <= left < len(said) and 0 <= right < len(source)):
                break
            left += step * (said[left].text == ",")  # an apposition's commas come and go
            right += step * (source[right].text == ",")
            if not (0 <= left < len(said) and 0 <= right < len(source)):
                break
            if not _alike(said[left], source[right], meaning):
                break
            mark = not said[left].word
            value += 0.0 if mark else SMALL if said[left].bare else 1.0
            if said[left].text in ".!?;":
                break
            left, right = left + step, right + step
    return value


def _alike(one: Token, other: Token, meaning: Meaning) -> bool:
    return one.low == other.low or (
        one.word and other.word and not one.bare and root(one.low, meaning) == root(other.low, meaning)
    )
