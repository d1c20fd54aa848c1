"""Names and what they are called: "the streaming service Acme", where the source has that of another."""

from __future__ import annotations

from itertools import pairwise

from digest.summarise.evidence.names import Name
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Many names of a source may be called so.
_ANYTHING = words_of(
    "company firm group business organisation organization startup house brand title man woman"
)
#: So near beside a name its description stands, and two words of one name, in tokens.
_BESIDE, _APART = 6, 8
_CLOSED = frozenset(".;:—")


def miscalled(scene: Scene, meaning: Meaning) -> str:
    """The first name of the sentence that is made of two, or called what the source calls another."""
    for name in () if meaning.nouns_capital else scene.said.names:
        if why := _patched(scene, name, meaning) or _described(scene, name, meaning):
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


def _described(scene: Scene, name: Name, meaning: Meaning) -> str:
    tokens = scene.said.tokens
    if not name.first:
        return ""
    word = tokens[name.first - 1]
    if (
        word.bare
        or not word.word
        or word.capital
        or word.low in meaning.titles
        or word.low in meaning.pronouns
    ):
        return ""
    if name.first - 1 in scene.said.quoted or word.low.endswith(("ed", "ing", "s")):
        return ""
    helper = tokens[name.first - 2].low if name.first > 1 else ""
    if helper in meaning.clauses.helpers or helper in meaning.negators or helper == meaning.clauses.to:
        return ""  # "to register Acme": a verb, and what nobody is called
    theirs: list[Name] = []
    for other in scene.source.names:
        same = not set(name.words).isdisjoint(other.words)
        if same and _is_called(scene.source, other, word.means):
            return ""
        if not same and other.first and scene.source.tokens[other.first - 1].low == word.low:
            theirs.append(other)
    mine = [other for other in scene.source.names if not set(name.words).isdisjoint(other.words)]
    if (
        not theirs
        or not mine
        or (word.low in _ANYTHING and not any(_any_called(scene.source, one) for one in mine))
    ):
        return ""
    return f"where the sentence has “{word.text} {name.text}”, the source has “{word.text} {theirs[0].text}”"


def _is_called(source: Reading, name: Name, means: frozenset[str]) -> bool:
    """Whether a word that means the same stands near a name, in its sentence."""
    tokens = source.tokens
    places = range(max(0, name.first - _BESIDE), min(len(tokens), name.last + 1 + _BESIDE))
    sentence = tokens[name.first].sentence
    return any(
        tokens[place].sentence == sentence and not tokens[place].means.isdisjoint(means)
        for place in places
        if place not in source.named and not _beside_other(source, place, name)
    )


def _beside_other(source: Reading, place: int, name: Name) -> bool:
    """Whether a description belongs to the name right behind it, which is another."""
    return any(other.first == place + 1 and set(other.words).isdisjoint(name.words) for other in source.names)


def _any_called(source: Reading, name: Name) -> bool:
    """Whether something else stands right before a name: "the labels Pinnacle and Rookery"."""
    places = range(max(0, name.first - 4), name.first)
    return any(source.tokens[p].word and not source.tokens[p].bare and p not in source.named for p in places)


def _standing(source: Reading, low: str) -> list[int]:
    return [place for place, token in enumerate(source.tokens) if token.low == low and token.capital]
