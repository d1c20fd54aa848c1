"""The parts of a clause around a verb: its subject, its object, and whom it concerns.

No grammar is at hand, only the order of words and the small words of the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.summarise.evidence.phrases import NOBODY, Phrase, Phrases, stems
from digest.summarise.evidence.scene import Reading
from digest.summarise.evidence.text import root
from digest.summarise.language.meaning import Meaning

_PAUSES = frozenset(',;:—–()"“”„«»')
_QUOTES = frozenset('"“”„«»')
_ASKS = frozenset(("whether", "why", "how", "what", "if"))
#: Tokens looked at on either side of a verb, and verbs followed to a subject they share.
REACH, DEPTH = 30, 5
#: Helpers before a verb, and verbs before an "and" that are asked for their subject.
LONGEST, MOST = 12, 3


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands before a verb and belongs to it: `left` is the token before, `to` where it is an infinitive."""

    left: int
    passive: bool
    to: bool


class Clauses(Phrases):
    """The clauses of a text."""

    def __init__(self, reading: Reading, meaning: Meaning) -> None:
        super().__init__(reading, meaning)
        self._subjects: dict[tuple[int, int], Phrase] = {}

    def chain(self, index: int) -> Chain:
        """Over helpers and adverbs, back to what the verb hangs on."""
        table, place, passive, to = self.table, index - 1, False, False
        while place >= max(0, index - LONGEST) and self.tokens[place].sentence == self.tokens[index].sentence:
            low = self.tokens[place].low
            if low == table.to and not to:
                to = True
            elif low in table.be:
                passive = True
            elif not (low in table.helpers or self._adverb(place)):
                break
            if (low in table.helpers or low in table.be) and place < index - 1:
                to = False  # "has to pay", "is to pay"
            place -= 1
        return Chain(place, passive and self._participle(index) and not self._to_be(index), to)

    def _participle(self, index: int) -> bool:
        """Not in "was in favour of it", which is read as "support"."""
        low = self.tokens[index].low
        return not low.endswith("ing") and (low == self.tokens[index].text.casefold() or low.endswith("ed"))

    def _to_be(self, index: int) -> bool:
        """ "Is to pay": no passive."""
        return index > 0 and self.tokens[index - 1].low == self.table.to

    def helped(self, index: int) -> bool:
        """Whether a helper or a "to" stands before the word, so that it must be a verb."""
        before = self.tokens[index - 1].low if index else ""
        return before == self.table.to or before in self.table.helpers

    def _adverb(self, place: int) -> bool:
        token = self.tokens[place]
        return token.low in self.table.adverbs or (token.low.endswith("ly") and not token.capital)

    def subject(self, index: int, depth: int = DEPTH) -> Phrase:
        """Of the verb at `index`, whether it does something or something is done to it."""
        if not depth:
            return NOBODY
        if (index, depth) not in self._subjects:  # by depth: no answer hangs on what was asked before
            self._subjects[index, depth] = self._subject(index, depth)
        return self._subjects[index, depth]

    def _subject(self, index: int, depth: int) -> Phrase:
        chain = self.chain(index)
        left = chain.left
        if left < 0 or self.tokens[left].sentence != self.tokens[index].sentence:
            return NOBODY
        before = self.tokens[left]
        alone = left == index - 1
        if chain.to or (alone and self._ing(index) and self._hangs(left)):
            return self._governed(left, depth)
        if before.low in self.table.relatives:
            return self.antecedent(left)
        if before.low in self.table.conjunctions:
            return self.shared(left, depth)
        if before.text in _PAUSES:
            if alone and self._ing(index):
                return self.shared(left, depth).loose()
            if left and self.tokens[left - 1].low in self.table.conjunctions:
                return self.shared(left - 1, depth)
            return self._apposed(left)
        if before.low in self.meaning.joints:
            return self.shared(left, depth).loose()
        if before.low in self.meaning.pronouns:
            others = self._whose(left)
            meant = self.keys(left) - {f"?{key}" for key in others}
            return Phrase(frozenset(), meant | {f"!{key}" for key in others})
        return self.before(left, bare=alone and self._ing(index))

    def _relative(self, index: int) -> int:
        """Where the "which" stands whose clause has this subject right behind it: "which it beat"; or -1."""
        for place in range(index - 1, max(-1, index - 7), -1):
            token = self.tokens[place]
            if token.low in self.table.relatives:
                return place if place and not self._says(place - 1) else -1
            if token.text in _PAUSES or (self.finite(place) and place != index - 1):
                return -1
        return -1

    def _says(self, place: int) -> bool:
        """Whether a "that" behind this word begins what is said, and is no "which"."""
        stem = root(self.tokens[place].low, self.meaning)
        verbs = stems(self.table.intends, self.meaning) | stems(self.table.orders, self.meaning)
        return self.tokens[place].low in self.meaning.sayers or self.finite(place) or stem in verbs

    def _whose(self, left: int) -> frozenset[str]:
        """Names that a pronoun does not mean: in "Iron Lake, which it beat", "it" is another."""
        place = self._relative(left + 1)
        if place < 0:
            return frozenset()
        near = [name for name in self.reading.names if place - 3 < name.last < place]
        return frozenset(f"={word}" for name in near for word in name.words)

    def fronted(self, index: int) -> Phrase:
        """The object that stands before its verb: "the film that Acme bought"."""
        left = self.chain(index).left
        place = self._relative(left + 1) if left >= 0 else -1
        whole = place >= 0 and place < left and self.tokens[place].low != "whose" and self._opens(place + 1)
        return self.antecedent(place) if whole else NOBODY

    def _acts(self, place: int) -> bool:
        """Whether the word behind a "that" is a verb: "stations that break the rule"."""
        low = self.tokens[place].low
        verbs = stems(self.meaning.acts, self.meaning) | stems(self.table.intends, self.meaning)
        known = root(low, self.meaning) in verbs or low in self.table.be or low in self.table.helpers
        if place in self.reading.named or known or self.finite(place):
            return place not in self.reading.named
        following = self.tokens[place + 1].low if place + 1 < len(self.tokens) else ""
        begins = (
            following in ("the", "a", "an") or following in self.table.prepositions | self.table.possessives
        )
        return begins and self.tokens[place].word and not self._opens(place)

    def _opens(self, place: int) -> bool:
        """Whether a group of words begins here that can be a subject."""
        token = self.tokens[place]
        return (
            place in self.reading.named
            or token.low in self.meaning.pronouns
            or token.low in ("the", "a", "an")
        )

    def _ing(self, index: int) -> bool:
        return self.tokens[index].low.endswith("ing")

    def _hangs(self, left: int) -> bool:
        return (
            self.tokens[left].low in self.table.prepositions or self.tokens[left].low in self.meaning.joints
        )

    def _governed(self, left: int, depth: int) -> Phrase:
        """Whose doing an infinitive or an "-ing" is: of the object of "ordered", of the subject of "agreed"."""
        begin = left + 1
        for place in range(left, max(-1, left - 14), -1):
            token = self.tokens[place]
            if (
                token.text in _PAUSES
                or token.sentence != self.tokens[left].sentence
                or token.low in self.table.relatives
            ):
                break
            stem = root(token.low, self.meaning)
            if stem in stems(self.table.orders, self.meaning) and not self._a_noun(place):
                between = range(place + 1, begin)
                if self.tokens[left].low == "for" and stem == "pay":
                    break
                if self.chain(place).passive:
                    return self.subject(place, depth - 1)
                if any(
                    not self.tokens[p].bare or self.tokens[p].low in self.meaning.pronouns for p in between
                ):
                    return self.within(between)
            if stem in stems(self.table.intends, self.meaning) and not self._a_noun(place):
                return self.subject(place, depth - 1)
        return self.shared(left + 1, depth).loose()

    def _a_noun(self, place: int) -> bool:
        return place > 0 and self.tokens[place - 1].low in (
            "the", "a", "an", "its", "his", "her", "their", "this", "no", "any",
        )  # fmt: skip

    def shared(self, left: int, depth: int = DEPTH) -> Phrase:
        """The subject of the verb before: "X did this and did that"."""
        asked = 0
        for place in range(left - 1, max(-1, left - REACH), -1):
            token = self.tokens[place]
            if left < len(self.tokens) and token.sentence != self.tokens[left].sentence:
                break
            if token.text in (";", ":"):
                break
            if place not in self.reading.quoted and self.finite(place):
                asked += 1
                found = self.subject(place, depth - 1)
                if found.words or asked == MOST:
                    return found
        return NOBODY

    def finite(self, place: int) -> bool:
        """Whether a word is surely a verb with a subject."""
        token = self.tokens[place]
        if not token.word or place in self.reading.named or (token.capital and not token.opens):
            return False
        if token.low in self.table.be or token.low in self.table.helpers:
            return token.low not in ("been", "being", "be", "having", "not", "never")
        before = self.tokens[place - 1] if place else None
        if (
            before is None
            or before.low in ("the", "a", "an", "of", "its", "to")
            or before.text.endswith("'s")
        ):
            return False
        if before.low in self.table.be or before.low in self.table.helpers:
            return False
        past = token.low.endswith("ed") or self.meaning.irregular.get(token.low, token.low) != token.low
        return (past or token.low in self.meaning.sayers) and not token.low.endswith(("ing", "ment"))

    def _apposed(self, comma: int) -> Phrase:
        """ "Acme, a label, sued", "Acme, which paid a fine, sued", "Acme's chief, Jane Roe, said"."""
        opening = comma - 1
        while opening >= 0 and self.tokens[opening].sentence == self.tokens[comma].sentence:
            if self.tokens[opening].text in _PAUSES:
                break
            opening -= 1
        else:
            return self.within(range(max(0, opening + 1), comma)).loose()
        inner = self.tokens[opening + 1] if opening + 1 < comma else None
        if self.tokens[opening].text in _QUOTES or inner is None:
            return NOBODY
        outer = self.before(opening - 1) if opening else NOBODY
        hangs = (
            inner.low in self.table.relatives
            or inner.low in self.table.prepositions
            or inner.low in self.meaning.joints
            or inner.low.endswith(("ed", "ing"))
            or inner.low in self.meaning.irregular
        )
        return outer if hangs and outer.words else outer | self.within(range(opening + 1, comma))

    def antecedent(self, place: int) -> Phrase:
        """Whom "who" stands for, told by the words before it."""
        last = place - 1
        while last >= 0 and (
            self.tokens[last].text == "," or self.tokens[last].low in self.table.prepositions
        ):
            last -= 1
        thing = self.tokens[place].low not in self.table.persons
        found = self.before(last, bare=thing) if last >= 0 else NOBODY
        return found if found.words == found.heads else found.loose()

    def before(self, last: int, *, bare: bool = False) -> Phrase:
        """The words that end at `last`, back to a pause, a joint or a verb. `bare`: back to a preposition."""
        tokens, first = self.tokens, last
        while first >= 0 and last - first < REACH and tokens[first].sentence == tokens[last].sentence:
            token = tokens[first]
            if token.low in self.table.relatives and first < last and first and not self._says(first - 1):
                return (
                    self.antecedent(first)
                    if self._acts(first + 1)
                    else self.within(range(first + 1, last + 1))
                )
            if token.text in _PAUSES or token.low in self.table.relatives or self._joins(first):
                break
            if first < last and self._reduced(first):
                last = first - 1  # "the avatars built by Acme will": the avatars
            elif first < last and (self.finite(first) or (bare and token.low in self.table.prepositions)):
                break
            if first < last and not bare and token.low in self.table.clausal:
                break
            if first not in self.reading.named and token.low in self.table.helpers:
                break
            first -= 1
        return self.within(range(first + 1, last + 1))

    def _reduced(self, place: int) -> bool:
        """ "Built by Acme" without a helper."""
        helped = self.chain(place).left < place - 1
        return self.tokens[place + 1].low in self.meaning.by and self.finite(place) and not helped

    def _joins(self, place: int) -> bool:
        low = self.tokens[place].low
        return (
            (low in self.meaning.joints or low in _ASKS)
            and low not in self.table.conjunctions
            and low not in self.table.prepositions
        )

    def objects(self, index: int) -> tuple[Phrase, dict[str, Phrase]]:
        """What follows a verb, and what stands behind each preposition after it."""
        direct = range(index + 1, index + 1)
        behind: dict[str, Phrase] = {}
        begin, preposition = index + 1, ""
        for place in range(index + 1, min(len(self.tokens), index + REACH) + 1):
            ends = place >= len(self.tokens) or self._stops(place, index)
            low = self.tokens[place].low if place < len(self.tokens) else ""
            if ends or (low in self.table.prepositions and low not in self.table.ties):
                end = self._apposition(place) if ends else place
                if preposition:
                    behind[preposition] = behind.get(preposition, NOBODY) | self.within(range(begin, end))
                else:
                    direct = range(begin, end)
                begin, preposition = place + 1, low
            if ends:
                break
        return self.within(direct), behind

    def _apposition(self, place: int) -> int:
        """Past the name behind "her former manager,"."""
        if place >= len(self.tokens) or self.tokens[place].text != "," or not place:
            return place
        if self.tokens[place - 1].low not in self.meaning.titles or place + 1 not in self.reading.named:
            return place
        while place + 1 in self.reading.named:
            place += 1
        return place + 1

    def _stops(self, place: int, index: int) -> bool:
        token = self.tokens[place]
        if token.text in _PAUSES or token.sentence != self.tokens[index].sentence or self._joins(place):
            return True
        if token.low in self.table.relatives:
            return True
        return token.low in self.table.helpers and token.low != "not"
