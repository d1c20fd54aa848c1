"""How much of a sentence its source covers: what is left over was invented, or is another story."""

from __future__ import annotations

from functools import lru_cache

from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import root
from digest.summarise.language.meaning import Meaning

#: Words of substance that may be without support, counting those whose support stands elsewhere in part; and, of a
#: sentence that has little else, fewer, where they are that share of it.
MOST_LOST, FEW_LOST, MOST_OF_ALL = 2.5, 1.9, 0.7
#: A word like it, not the word itself, counts this much; one of its field; a word that says little; an event.
LIKE, KIN, LIGHT, EVENT = 0.8, 0.65, 0.35, 2.0
#: What fits this well stands where it should, and what stands elsewhere counts this much at least.
AT_HOME, ELSEWHERE = 0.5, 0.6


def uncovered(scene: Scene, meaning: Meaning) -> str:
    """Why the sentence is not the source's, or ""."""
    counted = [index for index in range(len(scene.said.tokens)) if _counts(scene, index, meaning)]
    theirs = scene.source.once(_fields_of, meaning)
    values = [_support(scene, index, theirs, meaning) for index in counted]
    weights = [_weight(scene, index, value, meaning) for index, value in zip(counted, values, strict=True)]
    lost = sum(weight * (1 - value) for weight, value in zip(weights, values, strict=True))
    if lost > MOST_LOST or (lost > FEW_LOST and lost > MOST_OF_ALL * sum(weights)):
        poor = [
            scene.said.tokens[index].text
            for index, value in zip(counted, values, strict=True)
            if value < AT_HOME
        ]
        return f"the source does not say this: nothing there for “{'”, “'.join(poor[:4])}”"
    return ""


def _counts(scene: Scene, index: int, meaning: Meaning) -> bool:
    """Words of substance that no other check looks at: no names, numbers, dates, quotations."""
    token, said = scene.said.tokens[index], scene.said
    if token.bare or not token.word or token.low in meaning.numbers or token.low in meaning.scales:
        return False
    if any(token.low in words for words in (meaning.about, meaning.more, meaning.less, meaning.percents)):
        return False
    if any(token.low in words for words in (meaning.ordinals, meaning.fractions, meaning.currencies)):
        return False
    return index not in said.dated and index not in said.named and index not in said.quoted


def _support(scene: Scene, index: int, theirs: frozenset[int], meaning: Meaning) -> float:
    """1 for a word that the source has where it belongs, 0 for one it does not have."""
    places = scene.places[index]
    if not places:
        return KIN if _has_kin(scene, index, theirs, meaning) else 0.0
    own = root(scene.said.tokens[index].low, meaning)
    exact = any(root(scene.source.tokens[place].low, meaning) == own for place in places)
    best = max(scene.fits(index, place) for place in places)
    near = max(ELSEWHERE, min(1.0, best / AT_HOME))
    return near if exact else max(LIKE * near, KIN if _has_kin(scene, index, theirs, meaning) else 0.0)


def _weight(scene: Scene, index: int, value: float, meaning: Meaning) -> float:
    """An event that the source does not have weighs most: who tells another story has somebody do something else."""
    low = scene.said.tokens[index].low
    if not value and low not in meaning.light and root(low, meaning) in _events(meaning):
        return EVENT
    return LIGHT if low in meaning.light or low in meaning.sayers or low in meaning.willing else 1.0


@lru_cache(maxsize=8)
def _events(meaning: Meaning) -> frozenset[str]:
    return frozenset(root(word, meaning) for word in meaning.events)


def _has_kin(scene: Scene, index: int, theirs: frozenset[int], meaning: Meaning) -> bool:
    """Whether the source has a word of the same field."""
    mine = _fields(meaning).get(root(scene.said.tokens[index].low, meaning), frozenset())
    return not mine.isdisjoint(theirs)


def _fields_of(source: Reading, meaning: Meaning) -> frozenset[int]:
    fields = _fields(meaning)
    roots = {root(token.low, meaning) for token in source.tokens if token.word}
    return frozenset(line for stem in sorted(roots) for line in fields.get(stem, ()))


@lru_cache(maxsize=8)
def _fields(meaning: Meaning) -> dict[str, frozenset[int]]:
    """From a root to the lines of kin that it is in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(meaning.kin):
        for word in sorted(line):
            found.setdefault(root(word, meaning), set()).add(number)
    return {stem: frozenset(numbers) for stem, numbers in found.items()}
