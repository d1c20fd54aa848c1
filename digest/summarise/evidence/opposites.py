"""Words that contradict each other: "rose" beside the source's "fell", by the axes of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.summarise.evidence.denials import Denial, denials, denied, forbidden, undone
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning

#: How well a word must fit its place, and how much better the contrary than the same.
FIT, MARGIN = 0.3, 1.05
#: How well the contrary must fit on an axis of many meanings, and those axes by a word of theirs.
SURE = 0.62
_LOOSE = frozenset(("proceed", "start", "preserve", "add", "join", "publish", "extend", "enter", "true"))
#: How much better two places fit whose subjects are the same, and how much worse where they are two, or one unknown.
SAME, OTHER, NOBODY = 1.6, 0.65, 0.85
#: How far before a word its subject is looked for, in tokens.
SUBJECT = 14
#: Denials of a text, and places of a word, that are looked at.
MOST_DENIALS, MOST_TOLD = 60, 8
#: What a word of a group is worth beside the word itself.
LOOSELY, ITSELF = 0.5, 1.25


@lru_cache(maxsize=8)
def _sides(meaning: Meaning) -> dict[str, tuple[tuple[int, int], ...]]:
    """From a root to the axes it lies on: (number, +1 or -1)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, (left, right) in enumerate(meaning.axes):
        for words, sign in ((left, 1), (right, -1)):
            for word in sorted(words):
                found.setdefault(root(word, meaning), []).append((number, sign))
    return {stem: tuple(sides) for stem, sides in found.items()}


def sides(token: Token, meaning: Meaning) -> tuple[tuple[int, int], ...]:
    if not token.word or (token.capital and not token.opens):
        return ()
    return _sides(meaning).get(root(token.low, meaning), ())


@lru_cache(maxsize=8)
def _loose(meaning: Meaning) -> frozenset[int]:
    """The axes whose words say little by themselves: what has ended may go on as something else."""
    return frozenset(number for number, axis in enumerate(meaning.axes) if not _LOOSE.isdisjoint(axis[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """What a text denies, token by token."""

    found: tuple[Denial, ...]
    not_so: tuple[bool, ...]  #: for each token, whether it is said not to be so
    soft: frozenset[int]  #: tokens that a "forbids" reaches
    undone: tuple[int, ...]  #: tokens that undo something without a "not"
    lying: Mapping[tuple[int, int], Sequence[int]]  #: tokens by the side of an axis they are on


def _denied(reading: Reading, meaning: Meaning) -> Denied:
    found = denials(reading, meaning)[:MOST_DENIALS]
    return Denied(
        found=found,
        not_so=denied(reading.tokens, found),
        soft=forbidden(found),
        undone=undone(reading.tokens, found, meaning),
        lying=_lying(reading.tokens, meaning),
    )


class Opposites:
    """Both texts with their denials and the axes their words lie on."""

    def __init__(self, scene: Scene, meaning: Meaning) -> None:
        self.scene, self.meaning = scene, meaning
        self.said, self.source = scene.said.tokens, scene.source.tokens
        here, there = (text.once(_denied, meaning) for text in (scene.said, scene.source))
        self.here, self.there = here.found, there.found
        self.said_not, self.source_not = here.not_so, there.not_so
        self.said_soft, self.source_soft = here.soft, there.soft
        self.spoken, self.lying = here.lying, there.lying
        mine = frozenset().union(*(token.means for token in self.said if not token.bare))
        self.unsaid = frozenset(p for p, token in enumerate(self.source) if token.means.isdisjoint(mine))
        self.undone_here, self.undone_there = here.undone, there.undone

    def opposed(self) -> str:
        """Words of an axis: "rose" where the source has "fell", or "approved" where it has "did not approve"."""
        for index, token in enumerate(self.said):
            here = sides(token, self.meaning)
            if not here or index in self.scene.said.quoted or index in self.scene.said.dated:
                continue
            if index in self.said_soft or self._adverb(index):
                continue
            agree = disagree = 0.0
            worst = -1
            for place in self.scene.places[index]:
                value = self._fits(index, place)
                mine = sides(self.source[place], self.meaning)
                if self.said_not[index] == self.source_not[place] or not mine:
                    alike = mine or root(token.low, self.meaning) == root(
                        self.source[place].low, self.meaning
                    )
                    own = root(token.low, self.meaning) == root(self.source[place].low, self.meaning)
                    agree = max(
                        agree,
                        value
                        * (ITSELF if own and self._same_subject(index, place) else 1.0 if alike else LOOSELY),
                    )
            for number, sign in here:
                rivals = self.spoken.get((number, -sign), ())
                for place in self.lying.get((number, -sign), ()):
                    value = self._fits(index, place)
                    if self.said_not[index] != self.source_not[place]:
                        agree = max(agree, value)
                    elif place in self.source_soft or self._converse(index, place):
                        continue
                    elif any(self._fits(other, place) > value for other in rivals):
                        continue  # "lost 18 million, after a profit": the sentence has that one too
                    elif value > disagree and (
                        self.scene.fits(index, place) > SURE + agree or number not in _loose(self.meaning)
                    ):
                        disagree, worst = value, place
            if worst >= 0 and disagree > FIT and disagree > MARGIN * agree:
                return f"“{token.text}”: the source says the contrary (“{self._around(worst)}”)"
        return ""

    def _adverb(self, index: int) -> bool:
        """ "Back in 2023", "as clear as": no verb."""
        following = self.said[index + 1].low if index + 1 < len(self.said) else ""
        before = self.said[index - 1].low if index else ""
        moved = before.endswith(("ing", "ed")) or before in self.meaning.irregular
        if self.said[index].low.startswith("fail"):
            return following == "to"
        if self.said[index].low == "return":
            return before == "in"
        return self.said[index].low == "back" and (moved or following in self.meaning.clauses.prepositions)

    def _fits(self, index: int, place: int) -> float:
        """How well a word of an axis fits a place, the better where both tell of the same subject."""
        value = self.scene.fits(index, place)
        mine, theirs = _subject(self.scene.said, index), _subject(self.scene.source, place)
        if not mine:
            return value
        return value * (NOBODY if not theirs else SAME if mine & theirs else OTHER)

    def _same_subject(self, index: int, place: int) -> bool:
        mine, theirs = _subject(self.scene.said, index), _subject(self.scene.source, place)
        return not mine or bool(mine & theirs)

    def _converse(self, index: int, place: int) -> bool:
        """Whether "A beat B" stands for "B lost to A"."""
        one, other = (root(token.low, self.meaning) for token in (self.said[index], self.source[place]))
        pairs = _converse(self.meaning)
        mine, theirs = _subject(self.scene.said, index), _subject(self.scene.source, place)
        return (
            bool(mine and theirs) and not mine & theirs and ((one, other) in pairs or (other, one) in pairs)
        )

    def _around(self, place: int) -> str:
        first, last = max(0, place - 3), min(len(self.source), place + 4)
        return self.scene.source.text[self.source[first].start : self.source[last - 1].end].strip()


@lru_cache(maxsize=8)
def _converse(meaning: Meaning) -> frozenset[tuple[str, str]]:
    return frozenset(
        (root(one, meaning), root(other, meaning))
        for left, right in meaning.converse
        for one in left
        for other in right
    )


def _subject(reading: Reading, index: int) -> frozenset[str]:
    """The words of the name that stands last before a word of its sentence, or those that "she" there may mean."""
    tokens = reading.tokens
    sentence = tokens[index].sentence
    for place in range(index - 1, max(-1, index - 1 - SUBJECT), -1):
        token = tokens[place]
        if token.sentence != sentence:
            break
        if token.low in ("i", "we"):
            return frozenset(("i",))
        if place in reading.named:
            return next(
                (frozenset(n.words) for n in reading.names if n.first <= place <= n.last), frozenset()
            )
        if token.low in ("he", "she", "it", "they"):
            names = (n for n in reading.names if tokens[n.first].sentence == sentence - 1)
            return frozenset(word for name in names for word in name.words)
    return frozenset()


def _lying(tokens: Sequence[Token], meaning: Meaning) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for index, token in enumerate(tokens):
        for side in sides(token, meaning):
            found.setdefault(side, []).append(index)
    return found
