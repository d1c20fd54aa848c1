"""Groups of words that name who does something, or to whom: a name, a noun, a pronoun.

What is sure is in `heads`; `words` holds all that may belong to the group, which can excuse a sentence and never
condemn it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from digest.summarise.evidence.scene import Reading
from digest.summarise.evidence.text import root
from digest.summarise.language.meaning import Meaning


@dataclass(frozen=True, slots=True)
class Phrase:
    """Keys of words: "=acme" of a name, a root of another word, "?=acme" of a name that a pronoun may mean."""

    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def __or__(self, other: Phrase) -> Phrase:
        return Phrase(self.heads | other.heads, self.words | other.words)

    def loose(self) -> Phrase:
        """The same where nothing is sure."""
        return Phrase(frozenset(), self.words)


NOBODY = Phrase()


class Phrases:
    """The groups of words of a text."""

    def __init__(self, reading: Reading, meaning: Meaning) -> None:
        self.reading, self.meaning = reading, meaning
        self.tokens, self.table = reading.tokens, meaning.clauses

    def within(self, places: range) -> Phrase:
        """The first part of a group of words is what it is about; behind a preposition stands what it belongs to."""
        heads: set[str] = set()
        words: set[str] = set()
        sure = True
        for place in places:
            token = self.tokens[place]
            if token.low in self.meaning.pronouns and place + 1 in places and not self.tokens[place + 1].bare:
                continue  # "its maker": the maker, and not the one whose it is
            if token.low in towns_of(self.meaning) and place + 1 in places and self._adjective(place):
                continue
            keys = self.keys(place)
            words |= keys
            if token.low in self.table.prepositions:
                sure = sure and heads <= self._crowds(heads)  # "60 of its narrators"
            elif sure and not token.text.endswith(("'s", "s'")) and not self._owner(place):
                heads |= {key for key in keys if not key.startswith("?")}
        return Phrase(frozenset(heads), frozenset(words))

    def _adjective(self, place: int) -> bool:
        """ "Australian platforms": the platforms."""
        following = self.tokens[place + 1]
        return following.word and following.low not in self.table.prepositions and not following.bare

    def _crowds(self, keys: set[str]) -> set[str]:
        crowds = stems(self.table.crowds, self.meaning)
        return {key for key in keys if key.startswith("#") or key in crowds}

    def _owner(self, place: int) -> bool:
        """Whether a name goes on to its "'s": "Jane Roe's lawyers", "the authors' guild"."""
        following = place + 1
        while (
            following < len(self.tokens) and following in self.reading.named and place in self.reading.named
        ):
            if self.tokens[following].text.endswith(("'s", "s'")):
                return True
            following += 1
        return following < len(self.tokens) and self.tokens[following].text == "'"

    def keys(self, place: int) -> frozenset[str]:
        token = self.tokens[place]
        if token.low in self.meaning.pronouns and token.low not in self.table.relatives:
            return self._meant(place)
        if token.number:
            return frozenset((f"#{token.low}",)) if place not in self.reading.dated else frozenset()
        if token.bare or not token.word or place in self.reading.dated or token.low in self.meaning.numbers:
            return frozenset()
        if token.low in self.meaning.currencies or token.low in self.meaning.scales:
            return frozenset()
        if token.low in self.meaning.percents or token.low in self.meaning.more | self.meaning.less:
            return frozenset()
        name = place in self.reading.named or (token.capital and not token.opens)
        return frozenset((f"={token.low}" if name else root(token.low, self.meaning),))

    def _meant(self, place: int) -> frozenset[str]:
        """The names that stand before a pronoun in this sentence and the last two."""
        sentence = self.tokens[place].sentence
        return frozenset(
            f"?={word}"
            for name in self.reading.names
            if name.last < place and sentence - self.tokens[name.first].sentence <= 2
            for word in name.words
        )


@lru_cache(maxsize=8)
def places_of(meaning: Meaning) -> frozenset[str]:
    """All words for countries and their people."""
    return frozenset(word for group in meaning.places for word in group)


@lru_cache(maxsize=8)
def towns_of(meaning: Meaning) -> frozenset[str]:
    """The same and the towns."""
    return places_of(meaning).union(word for lands, towns in meaning.towns for word in (*lands, *towns))


@lru_cache(maxsize=32)
def stems(words: Iterable[str], meaning: Meaning) -> frozenset[str]:
    return frozenset(root(word, meaning) for word in words)
