"""Names made of two that stand apart: "Acme Bay" of a source that has "Acme Lake" and "Pine Bay"."""

from __future__ import annotations

from itertools import pairwise

from digest.summarise.evidence.names import Name
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.language.meaning import Meaning

#: Farther than this apart, in tokens, two words are no one name.
_APART = 8


def patched(scene: Scene, meaning: Meaning) -> str:
    """The first name of the sentence that is made of two."""
    for name in () if meaning.nouns_capital else scene.said.names:
        if why := _patched(scene, name, meaning):
            return why
    return ""


def _patched(scene: Scene, name: Name, meaning: Meaning) -> str:
    """ "The Harbour Year" of a source that has "Harbour City" and "The Kelp Year"."""
    lands = frozenset(word for group in meaning.places for word in group)
    words = [
        token
        for token in scene.said.tokens[name.first : name.last + 1]
        if token.word
        and token.capital
        and not (token.bare and len(token.text) < 4)
        and token.low not in meaning.titles
    ]
    for one, other in pairwise(words):
        if one.low in lands or other.start - one.end > 6:
            continue
        left, right = (_standing(scene.source, token.low) for token in (one, other))
        if left and right and all(abs(a - b) > _APART for a in left for b in right):
            return f"name “{one.text} {other.text}” is not in the source"
    return ""


def _standing(source: Reading, low: str) -> list[int]:
    return [place for place, token in enumerate(source.tokens) if token.low == low and token.capital]
