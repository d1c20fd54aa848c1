"""What is so and what is not: beside the source's own."""

from __future__ import annotations

from digest.summarise.evidence.denials import Denial
from digest.summarise.evidence.opposites import MARGIN, MOST_TOLD, SUBJECT, Opposites, sides
from digest.summarise.evidence.text import root

#: How well a word must fit the place where it is denied.
FIT_EXACT = 0.2
_BEFORE = frozenset(("before", "previously", "ever", "yet"))
NOBODY_AT_ALL = frozenset(("nobody", "none", "nothing", "no"))
#: How far around a word what undoes it is looked for, in tokens.
UNDOING = 9
#: How well a place that is undone must fit beside one that is not.
AS_WELL = 0.85
#: How far behind its subject a "not" may stand, in tokens.
BEHIND = 6
#: So many words that a sentence shares with a clause make it the one that it tells.
ALL_IN_ONE = 3
#: How well what undoes something must fit where the word itself is not in the source, and how far it reaches.
UNSAID, GOVERNED = 0.45, 4


class Polarity(Opposites):
    """What either text denies."""

    def contrary(self) -> str:
        """The first thing of which the source says the contrary."""
        return self.opposed() or self._dropped() or self._added() or self._left_out()

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
                    if value < FIT_EXACT or not exact or self._denied_here(one, index):
                        continue
                    other = [
                        p
                        for p in self.scene.places[index]
                        if not self.source_not[p]
                        and not (one.soft and p in one.scope)
                        and root(self.source[p].low, self.meaning) == own
                    ]
                    if value > MARGIN * max((self.scene.fits(index, p) for p in other), default=0.0):
                        return f"“{self.said[index].text}”: the source says it is not so (“{self._around(one.index)}”)"
        return ""

    def _left_out(self) -> str:
        """A sentence without any denial that tells in the words of a clause which denies what it tells."""
        if self.here or self.undone_here or any(token.turned for token in self.said):
            return ""
        mine = {root(token.low, self.meaning) for token in self.said if not token.bare and token.word}
        for one in self.there:
            if one.soft or one.index in self.scene.source.quoted or not one.heads:
                continue
            clause = [
                root(token.low, self.meaning)
                for place, token in enumerate(self.source)
                if token.clause == self.source[one.index].clause and not token.bare and token.word
            ]
            found = mine.intersection(clause)
            if (
                len(found) >= ALL_IN_ONE
                and 2 * len(found) >= max(len(mine), len(clause))
                and not self._told_so(one)
            ):
                return f"the source says that it is not so (“{self._around(one.index)}”)"
        return ""

    def _told_so(self, one: Denial) -> bool:
        """Whether the sentence has the contrary of what is denied."""
        return any(
            (number, -sign) in self.spoken
            for head in (one.index, *one.heads)
            for number, sign in sides(self.source[head], self.meaning)
        )

    def _told(self, head: int) -> list[int]:
        means = self.source[head].means
        return [
            index
            for index, token in enumerate(self.said)
            if not token.bare and token.means & means and index not in self.scene.said.quoted
        ][:MOST_TOLD]

    def _denied_here(self, one: Denial, index: int) -> bool:
        """Whether the sentence denies it too, in whatever way: a "not", the contrary word, a word like the denial."""
        if self.said_not[index] or index in self.said_soft or self._lifted(one) or self._left_open(index):
            return True
        if self.source[one.index].low == "no" and any(
            0 < other.index - index <= BEHIND for other in self.here
        ):
            return True  # "reporters will not have to" for "no reporter has to"
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
            if one.index in self.scene.said.quoted or not one.heads or self._twice(one) or self._first(one):
                continue
            token = self.said[one.index]
            if not token.bare and self._denied_so(one):
                continue
            if any(not self._verbatim(head) and self._not_there(head) for head in one.heads):
                continue
            if self._at_home(one) or any(self.said[p].low in ("lessthan", "morethan") for p in one.scope):
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

    def _not_there(self, index: int) -> bool:
        """Whether a word of like meaning is denied in the source: "did not seek" for "had not asked for"."""
        return any(self.source_not[place] for place in self.scene.places[index])

    def _verbatim(self, index: int) -> bool:
        return bool(self._same_word(index))

    def _same_word(self, index: int) -> list[int]:
        """Where the source has the word itself, and not only one like it."""
        own = root(self.said[index].low, self.meaning)
        return [p for p in self.scene.places[index] if root(self.source[p].low, self.meaning) == own]

    def _denied_so(self, one: Denial) -> bool:
        """Whether the source has this denial: "refused" for "rejected", in a sentence that has what is denied."""
        index, token = one.index, self.said[one.index]
        homes = {
            self.source[place].sentence
            for head in (() if one.soft else one.heads[:1])
            for place in self._same_word(head)
        }
        here, own = sides(token, self.meaning), root(token.low, self.meaning)
        return any(
            root(self.source[p].low, self.meaning) == own
            or not set(here).isdisjoint(sides(self.source[p], self.meaning))
            for p in self.scene.places[index]
            if not homes or self.source[p].sentence in homes
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

    def _first(self, one: Denial) -> bool:
        """ "No court has ruled so before" for "the first such ruling"."""
        behind = self.said[one.index + 1 : one.index + UNDOING + 4]
        return any(token.low in _BEFORE for token in behind) and any(
            token.low == "first" for token in self.source
        )

    def _elliptic(self, one: Denial) -> bool:
        """ "Acme was not among them" for "Acme is not one of the three"."""
        plain = ("not", "never", "none", "nor", "neither")
        names = {token.low for token in self.said[max(0, one.index - 4) : one.index] if not token.bare}
        return any(
            names
            & {token.low for token in self.source[max(0, other.index - 4) : other.index] if not token.bare}
            for other in self.there
            if not other.heads
            and (self.source[other.index].low in plain or self.source[other.index].low.endswith("n't"))
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
