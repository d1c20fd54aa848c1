"""What is so and what is not: beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from digest.summarise.evidence.denials import Denial, denials, denied, forbidden, undone
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning

#: How well a word must fit its place, and how much better the contrary than the same.
FIT, MARGIN, FIT_EXACT = 0.3, 1.05, 0.2
#: How well the contrary must fit on an axis of many meanings, and those axes by a word of theirs.
SURE = 0.62
_LOOSE = frozenset(("proceed", "start", "keep", "add", "join", "publish", "extend", "enter"))
#: How much better two places fit whose subjects are the same, and how much worse where they are two, or one unknown.
SAME, OTHER, NOBODY = 1.6, 0.65, 0.85
NOBODY_AT_ALL = frozenset(("nobody", "none", "nothing", "no"))
#: How far before a word its subject, and around one what undoes it, is looked for, in tokens.
SUBJECT, UNDOING = 14, 9
#: How well a place that is undone must fit beside one that is not.
AS_WELL = 0.85
#: What a word of a group is worth beside the word itself.
LOOSELY, ITSELF = 0.5, 1.25
#: How well what undoes something must fit where the word itself is not in the source, and how far it reaches.
UNSAID, GOVERNED = 0.45, 4


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


class Polarity:
    """Both texts with their denials and the axes their words lie on."""

    def __init__(self, scene: Scene, meaning: Meaning) -> None:
        self.scene, self.meaning = scene, meaning
        self.said, self.source = scene.said.tokens, scene.source.tokens
        self.here = denials(self.said, meaning, scene.said.named)
        self.there = denials(self.source, meaning, scene.source.named)
        self.said_not, self.source_not = denied(self.said, self.here), denied(self.source, self.there)
        self.said_soft, self.source_soft = forbidden(self.here), forbidden(self.there)
        self.lying = _lying(self.source, meaning)
        self.spoken = _lying(self.said, meaning)
        mine = frozenset().union(*(token.means for token in self.said if not token.bare))
        self.unsaid = frozenset(p for p, token in enumerate(self.source) if token.means.isdisjoint(mine))
        self.undone_here = undone(self.said, self.here, meaning)
        self.undone_there = undone(self.source, self.there, meaning)

    def contrary(self) -> str:
        """The first thing of which the source says the contrary."""
        return self._opposed() or self._dropped() or self._added()

    def _opposed(self) -> str:
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
                    elif value > disagree and (value > SURE + agree or number not in _loose(self.meaning)):
                        disagree, worst = value, place
            if worst >= 0 and disagree > FIT and disagree > MARGIN * agree:
                return f"“{token.text}”: the source says the contrary (“{self._around(worst)}”)"
        return ""

    def _adverb(self, index: int) -> bool:
        """ "Back in 2023", "as clear as": no verb."""
        following = self.said[index + 1].low if index + 1 < len(self.said) else ""
        return self.said[index].low == "back" and following in self.meaning.clauses.prepositions

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

    def _lifted(self, one: Denial) -> bool:
        """ "May not use it without paying" is "must pay to use it": a sentence without any denial may tell it."""
        sentence = self.source[one.index].sentence
        second = any(
            other.index > one.index and self.source[other.index].sentence == sentence for other in self.there
        )
        return second and not self.here

    def _dropped(self) -> str:
        """A "not" of the source that the sentence leaves out of what it tells."""
        for one in self.there:
            if one.index in self.scene.source.quoted or (one.heads and not self._told(one.heads[0])):
                continue
            for head in one.heads:
                for index in self._told(head):
                    value = self.scene.fits(index, head)
                    own = root(self.said[index].low, self.meaning)
                    exact = root(self.source[head].low, self.meaning) == own
                    if value < (FIT_EXACT if exact else FIT) or self._denied_here(one, index):
                        continue
                    other = [
                        p
                        for p in self.scene.places[index]
                        if not self.source_not[p]
                        and not (one.soft and p in one.scope)
                        and (not exact or root(self.source[p].low, self.meaning) == own)
                    ]
                    if value > MARGIN * max((self.scene.fits(index, p) for p in other), default=0.0):
                        return f"“{self.said[index].text}”: the source says it is not so (“{self._around(one.index)}”)"
        return ""

    def _told(self, head: int) -> list[int]:
        means = self.source[head].means
        return [
            index
            for index, token in enumerate(self.said)
            if not token.bare and token.means & means and index not in self.scene.said.quoted
        ]

    def _denied_here(self, one: Denial, index: int) -> bool:
        """Whether the sentence denies it too, in whatever way: a "not", the contrary word, a word like the denial."""
        if self.said_not[index] or index in self.said_soft or self._lifted(one) or self._left_open(index):
            return True
        means = frozenset().union(*(self.source[place].means for place in one.heads))
        if any(self.said[head].means & means for other in self.here for head in other.heads):
            return True
        theirs = self._sentence(one.index)
        for place in (one.index, *one.heads):
            for number, sign in sides(self.source[place], self.meaning):
                if any(self.said[p].means.isdisjoint(theirs) for p in self.spoken.get((number, -sign), ())):
                    return True
        denial = self.source[one.index]
        if not denial.bare and any(token.means & denial.means for token in self.said):
            return True
        return any(
            abs(place - index) <= UNDOING and self.said[place].means.isdisjoint(theirs)
            for place in self.undone_here
            if place != index
        )

    def _left_open(self, index: int) -> bool:
        """ "…, although the characters will not": a denial with nothing behind it denies what stands before it."""
        return any(
            not other.heads
            and (other.soft or not other.scope)
            and 0 < other.index - index <= (SUBJECT if other.soft else 4)
            for other in self.here
        )

    def _sentence(self, place: int) -> frozenset[str]:
        number = self.source[place].sentence
        return frozenset().union(*(t.means for t in self.source if t.sentence == number and not t.bare))

    def _added(self) -> str:
        """A "not" of the sentence that the source does not know."""
        for one in self.here:
            if one.index in self.scene.said.quoted or not one.heads or self._twice(one):
                continue
            token = self.said[one.index]
            if not token.bare and self._denied_so(one.index):
                continue
            if self._at_home(one):
                continue
            if self._elliptic(one) or any(self._as_denied(head) for head in self._deciding(one)):
                continue
            return f"“{token.text} {self.said[one.heads[0]].text}”: the source does not deny it"
        return ""

    def _at_home(self, one: Denial) -> bool:
        """Whether what is denied is not in the source, and the sentence that tells of the rest denies something."""
        if any(self._verbatim(head) for head in one.heads):
            return False
        around = [index for index in self.scene.solid if 0 < abs(index - one.index) <= UNDOING + 3]
        shares: dict[int, float] = {}
        for index in around:
            places = self.scene.places[index]
            for number in {self.source[place].sentence for place in places}:
                shares[number] = shares.get(number, 0.0) + 1 / len(places)
        best = max(shares, key=lambda number: (shares[number], -number), default=-1)
        marks = [*self.undone_there, *(other.index for other in self.there)]
        return any(self.source[place].sentence == best for place in marks)

    def _verbatim(self, index: int) -> bool:
        own = root(self.said[index].low, self.meaning)
        return any(root(self.source[place].low, self.meaning) == own for place in self.scene.places[index])

    def _denied_so(self, index: int) -> bool:
        """Whether the source has this denial: "refused" for "rejected"."""
        token = self.said[index]
        here, own = sides(token, self.meaning), root(token.low, self.meaning)
        return any(
            root(self.source[p].low, self.meaning) == own
            or not set(here).isdisjoint(sides(self.source[p], self.meaning))
            for p in self.scene.places[index]
        )

    def _deciding(self, one: Denial) -> tuple[int, ...]:
        """The first word that is denied, where the source has it, else all."""
        return one.heads[:1] if self.scene.places[one.heads[0]] else one.heads

    def _twice(self, one: Denial) -> bool:
        """ "Nothing without consent", "nobody voted against": what is denied twice is not denied."""
        following = self.said[one.index + 1].low if one.index + 1 < len(self.said) else ""
        nobody = self.said[one.index].low in NOBODY_AT_ALL or following in ("a", "one", "single")
        return any(
            other is not one
            and (nobody or not (one.soft or other.soft))
            and (other.index in one.scope or one.index in other.scope)
            and not self._within_noun(max(one.index, other.index))
            for other in self.here
        )

    def _within_noun(self, index: int) -> bool:
        """ "The promise of no pictures": what the promise says, and nothing that lifts another "not"."""
        return index > 1 and self.said[index].low == "no" and self.said[index - 1].low in ("of", "about")

    def _elliptic(self, one: Denial) -> bool:
        """ "Acme was not among them" for "Acme is not one of the three"."""
        names = {token.low for token in self.said[max(0, one.index - 4) : one.index] if not token.bare}
        return any(
            names
            & {token.low for token in self.source[max(0, other.index - 4) : other.index] if not token.bare}
            for other in self.there
            if not other.heads
        )

    def _as_denied(self, head: int) -> bool:
        """Whether the source denies this word too, says the contrary, or has it not: where it fits as well as any."""
        fits, places = self.scene.fits, self.scene.places[head]
        undone = self._undone()
        if not places:
            other = undone + [one.index for one in self.there if not one.soft]
            return max((fits(head, p) for p in other), default=0.0) >= UNSAID
        own = root(self.said[head].low, self.meaning)
        not_so = [p for p in places if self.source_not[p] or p in self.source_soft]
        if any(root(self.source[p].low, self.meaning) == own for p in not_so):
            places = tuple(p for p in places if root(self.source[p].low, self.meaning) == own)
        plain = max((fits(head, p) for p in places if p not in not_so), default=0.0)
        contrary = [p for n, s in sides(self.said[head], self.meaning) for p in self.lying.get((n, -s), ())]
        so = [p for p in places if p not in not_so and root(self.source[p].low, self.meaning) == own]
        if so and not not_so:  # the very word stands there and is not denied: another's contrary is no denial
            contrary = [p for p in contrary if self.source[p].sentence == self.source[so[0]].sentence]
            undone = [p for p in undone if self.source[p].sentence == self.source[so[0]].sentence]
        other = not_so + [p for p in contrary if not self.source_not[p] and p in self.unsaid]
        other += [p for p in places if any(abs(p - u) <= GOVERNED for u in undone)]
        best = max((fits(head, p) for p in other), default=0.0)
        return best > 0 and best >= AS_WELL * plain

    def _undone(self) -> list[int]:
        """What undoes something in the source, and is not what the sentence has as well."""
        return [place for place in self.undone_there if place in self.unsaid]

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
