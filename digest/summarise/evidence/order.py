"""What came before what: beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token
from digest.summarise.language.meaning import Meaning

#: Words on either side of a "before" that say what it orders, and how many must be found again.
SIDE, FOUND = 9, 4
#: So many of them in a text are looked at.
MOST = 12


def reordered(scene: Scene, meaning: Meaning) -> str:
    """The first "before" of the sentence that the source has as "after", or the other way round."""
    for index, sign, left, right in scene.said.once(_marks, meaning):
        if index in scene.said.quoted:
            continue
        best = 0
        for _, other, *sides in scene.source.once(_marks, meaning):
            before, after = (frozenset(side) for side in sides)
            straight = _met(scene, left, before) + _met(scene, right, after)
            crossed = _met(scene, left, after) + _met(scene, right, before)
            if max(straight, crossed) >= FOUND and abs(straight - crossed) > abs(best):
                best = (straight - crossed) * sign * other
        if best < 0:
            return f"“{scene.said.tokens[index].text}”: in the source it is the other way round in time"
    return ""


def _marks(reading: Reading, meaning: Meaning) -> tuple[tuple[int, int, list[int], list[int]], ...]:
    """The first places of a "before" or "after", with what it is and the words on either side."""
    signs = ((place, _sign(reading.tokens, place, meaning)) for place in range(len(reading.tokens)))
    found = islice(((place, sign) for place, sign in signs if sign), MOST)
    return tuple((place, sign, *_sides(reading.tokens, place)) for place, sign in found)


def _sign(tokens: Sequence[Token], place: int, meaning: Meaning) -> int:
    """1 for "after", -1 for "before"; 0 for all else, and before a number, which is a place in time of its own."""
    token = tokens[place]
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.number:
        return 0
    return meaning.order.get(token.low, 0)


def _sides(tokens: Sequence[Token], place: int) -> tuple[list[int], list[int]]:
    """The words of substance before and behind, within the sentence; all behind where the sentence begins with it."""
    sentence = tokens[place].sentence
    left = [
        p for p in range(max(0, place - 20), place) if tokens[p].sentence == sentence and not tokens[p].bare
    ]
    right = [
        p
        for p in range(place + 1, min(len(tokens), place + 21))
        if tokens[p].sentence == sentence and not tokens[p].bare
    ]
    if not left:  # "After the strike ended, work resumed"
        comma = next((p for p in range(place, min(len(tokens), place + 21)) if tokens[p].text == ","), None)
        if comma is not None:
            return [p for p in right if p > comma][:SIDE], [p for p in right if p < comma][-SIDE:]
    return left[-SIDE:], right[:SIDE]


def _met(scene: Scene, said: Sequence[int], places: frozenset[int]) -> int:
    return sum(not places.isdisjoint(scene.places[index]) for index in said)
