"""Deeds that nobody reports in passing: who sues, resigns or buys does so in the source, in whatever words."""

from __future__ import annotations

from functools import lru_cache

from digest.summarise.evidence.acts import as_noun
from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.scene import Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning

#: How far behind a deed its object is looked for, in tokens.
_OBJECT = 6


def undone_deed(scene: Scene, meaning: Meaning) -> str:
    """The first deed of the sentence of which the source has no word, and none that tells of it."""
    if not meaning.deeds:
        return ""
    clauses = scene.said.once(Clauses, meaning)
    for index, token in enumerate(scene.said.tokens):
        if not token.word or index in scene.said.quoted or index in scene.said.named:
            continue
        telling = _telling(meaning).get(root(token.low, meaning))
        if telling is None or as_noun(scene.said.tokens, index, clauses):
            continue
        signs, objects = telling
        named = index + 1 in scene.said.named
        if (
            objects
            and not named
            and not any(
                _tells(one, objects, meaning) for one in scene.said.tokens[index + 1 : index + 1 + _OBJECT]
            )
        ):
            continue
        if not any(_tells(other, signs, meaning) for other in scene.source.tokens):
            return f"“{token.text}”: nothing in the source tells of that"
    return ""


def _tells(token: Token, telling: frozenset[str], meaning: Meaning) -> bool:
    return token.word and root(token.low, meaning) in telling


@lru_cache(maxsize=8)
def _telling(meaning: Meaning) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """From the root of a deed to the roots of all that tells of it, itself included, and of what it is done to."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for deeds, signs, *objects in meaning.deeds:
        roots = frozenset(root(word, meaning) for word in deeds | signs)
        whom = frozenset(root(word, meaning) for side in objects for word in side)
        for word in sorted(deeds):
            found[root(word, meaning)] = (roots, whom)
    return found
