"""Who a speaker is: whether two texts name the same one, each in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.names import Name, one_person
from digest.summarise.evidence.phrases import places_of
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.speech import Speech
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

_ANY_COMPANY = words_of("company firm group organisation organization business startup")
_RELATIVES = frozenset(("who", "whom", "which"))
#: Who speaks for somebody and is not that one.
_KIN = words_of(
    "agent widow daughter son wife husband mother father brother sister cousin uncle aunt grandson friend"
)
#: What speaks for whoever wrote it.
REPORTS = words_of(
    "correction article report story text account document filing lawsuit letter statement notice "
    "note memo email post blog survey study complaint indictment announcement interview"
)
_THE = words_of("the this a an")
#: Words that speak of somebody without a name.
OWN = words_of("it they he she we i there this that's it's")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as a text names it. `people`: of the names those that speak, not those they belong to."""

    names: frozenset[str]
    people: frozenset[str]
    means: frozenset[str]
    nouns: tuple[Token, ...]
    pronoun: bool
    nobody: bool


class Voices:
    """The speakers of a sentence held against those of its source, `there`."""

    def __init__(self, scene: Scene, meaning: Meaning, there: Sequence[Speech]) -> None:
        self.scene, self.meaning, self.there = scene, meaning, there
        self.clauses = scene.source.once(Clauses, meaning)
        self._known = frozenset(token.low for token in scene.source.tokens)

    def same(self, one: Speech, other: Speech) -> bool:
        """Whether nothing tells the two speakers apart."""
        mine, theirs = self._voice(self.scene.said, one), self._voice(self.scene.source, other)
        if (
            mine.people & theirs.names
            and theirs.people
            and not mine.people & theirs.people
            and self._kin(other)
        ):
            return False  # "Roe's agent said": not Roe
        if mine.people & theirs.people and not one_person(mine.people, theirs.people):
            return False
        spokes = any(self.scene.source.tokens[place].low.startswith("spokes") for place in other.speaker)
        if spokes and not mine.people:
            return True  # "the league said", by its spokeswoman
        if mine.nobody or mine.people & theirs.names or mine.names & theirs.people:
            return True
        if mine.names & theirs.names and not (mine.people and theirs.people):
            return True
        if theirs.pronoun or not theirs.names:
            return self._meant(mine, theirs, other)
        if mine.people:
            own = theirs.names == theirs.people and self._of_somebody(other)
            return own and bool(self._topic(other) & mine.people)
        return self._described(mine, theirs)

    def _kin(self, speech: Speech) -> bool:
        return any(self.scene.source.tokens[place].low in _KIN for place in speech.speaker)

    def _of_somebody(self, speech: Speech) -> bool:
        """Whether the speaker speaks for whom the text is about: "a spokesman, Jane Roe", "its head of sales"."""
        tokens = self.scene.source.tokens
        lows = [tokens[place].low for place in speech.speaker]
        office = any(low in self.meaning.titles for low in lows)
        return office and bool({"a", "an", *self.meaning.clauses.possessives} & set(lows))

    def _voice(self, reading: Reading, speech: Speech) -> Voice:
        tokens = reading.tokens
        head = next((p for p in speech.speaker if tokens[p].low in _RELATIVES), len(tokens))
        told = [p for p in speech.speaker if tokens[p].word and p not in reading.quoted]
        named = [p for p in told if p in reading.named]
        named = [p for p in named if p < head] or named
        joint = next(
            (p for p in speech.speaker[2:] if tokens[p].low in self.meaning.clauses.prepositions), len(tokens)
        )
        nouns = [
            tokens[p]
            for p in told
            if p < min(head, joint)
            and p not in reading.named
            and not tokens[p].bare
            and tokens[p].low not in self.meaning.numbers
        ]
        lands = places_of(self.meaning)
        if nouns:  # "the Danish composer" is no Dane by name
            named = [p for p in named if tokens[p].low not in lands]
        own = any(tokens[p].low in OWN for p in told)
        own = own or (not named and bool(nouns) and nouns[-1].low in REPORTS)
        return Voice(
            names=frozenset(tokens[p].low for p in named),
            people=frozenset(tokens[p].low for p in named if p < head and not self._owns(reading, p)),
            means=nouns[-1].means if nouns else frozenset(),
            nouns=tuple(nouns),
            pronoun=own and not named,
            nobody=(own and not named) or not (named or nouns),
        )

    def _owns(self, reading: Reading, place: int) -> bool:
        """Whether a name only says whose the speaker is: "Acme's chairwoman", "the director of Acme"."""
        tokens = reading.tokens
        last = place
        while last + 1 in reading.named and not tokens[last].text.endswith(("'s", "s'")):
            last += 1
        first = place
        while first - 1 in reading.named:
            first -= 1
        behind = first > 0 and tokens[first - 1].low in self.meaning.clauses.of
        return tokens[last].text.endswith(("'s", "s'")) or behind

    def _meant(self, mine: Voice, theirs: Voice, other: Speech) -> bool:
        """Whether "she" or "the paper" may be the sentence's speaker: by what the sentences before are about."""
        if mine.means & theirs.means or any(token.low in _ANY_COMPANY for token in mine.nouns):
            return True
        people = mine.people or mine.names
        if not people:
            plain = theirs.nouns and not any(token.capital for token in theirs.nouns)
            return theirs.pronoun or not plain or not self._another(mine, other)
        if not people & self._known:  # the context has the name
            return theirs.pronoun or any(token.low in self.meaning.agents for token in theirs.nouns)
        if not theirs.pronoun and self._near(people, theirs.means):
            return True
        topic = self._topic(other)
        return not topic or bool(topic & people) or (not mine.people and not mine.nouns)

    def _another(self, mine: Voice, other: Speech) -> bool:
        """Whether the source tells of "the judge" as well, where "her lawyer" speaks."""
        tokens = self.scene.source.tokens
        return bool(mine.nouns) and any(
            token.means & mine.means and not token.bare and place not in other.speaker
            for place, token in enumerate(tokens)
            if tokens[place - 1].low in _THE or token.capital
        )

    def _topic(self, speech: Speech) -> set[str]:
        """Whom a "she" may mean: what the sentence before, or this one before the verb, is about."""
        tokens = self.scene.source.tokens
        sentence = tokens[speech.verb].sentence
        plural = any(tokens[p].low == "they" for p in speech.speaker)
        person = any(tokens[p].low in ("he", "she") for p in speech.speaker)
        found: set[str] = set()
        for back in (0, 1, 2):
            if back == 2 and found:
                break
            places = [
                p
                for p in range(len(tokens))
                if tokens[p].sentence == sentence - back
                and p < speech.verb
                and p not in self.scene.source.quoted
            ]
            found |= self._about(places, plural=plural, person=person)
            if not back and person and found and any(tokens[p].text == ":" for p in places):
                break  # "Roe took a kinder view: she said"
            if back:
                said = [
                    p
                    for one in self.there
                    if tokens[one.verb].sentence == sentence - back
                    for p in one.speaker
                ]
                found |= {tokens[p].low for p in said if p in self.scene.source.named}
        return found or self._before(speech)

    def _about(self, places: Sequence[int], *, plural: bool, person: bool) -> set[str]:
        """The names in the subject of a sentence's first verb; all its names where the subject cannot be meant."""
        tokens = self.scene.source.tokens
        verb = next((p for p in places if self.clauses.finite(p)), -1)
        subject = self.clauses.subject(verb) if verb >= 0 else None
        names = {key[1:] for key in subject.heads if key.startswith("=")} if subject else set[str]()
        if subject and plural and subject.heads and not names:
            return set(subject.heads)
        office = subject is not None and any(
            tokens[p].low in self.meaning.titles and root(tokens[p].low, self.meaning) in subject.heads
            for p in places
        )
        if names and (not person or office or len(subject.heads if subject else ()) == 2):
            return names
        return {tokens[p].low for p in places if p in self.scene.source.named}

    def _near(self, names: frozenset[str], means: frozenset[str]) -> bool:
        """Whether the source calls one of these names so somewhere: "the weekly Kronika", "Roe, a lawyer"."""
        return bool(means) and any(
            not self.scene.source.tokens[place].bare and self.scene.source.tokens[place].means & means
            for name in self.scene.source.names
            if names.intersection(name.words)
            for place in self._called(name)
        )

    def _called(self, name: Name) -> list[int]:
        """Where the words right before a name stand, and those of an apposition behind it."""
        tokens, small = self.scene.source.tokens, self.meaning.clauses.prepositions
        found = []
        place = name.first - 1
        while place >= 0 and name.first - place < 7 and (tokens[place].word or tokens[place].text in ",-"):
            if tokens[place].low in small - {"of", "for"} or self.clauses.finite(place):
                break
            found.append(place)
            place -= 1
        if name.last + 1 < len(tokens) and tokens[name.last + 1].text == ",":
            place = name.last + 2
            while place < len(tokens) and place - name.last < 8 and tokens[place].text not in ",.":
                found.append(place)
                place += 1
        return [*found, *range(name.first, name.last + 1)]

    def _described(self, mine: Voice, theirs: Voice) -> bool:
        """Whether "the publisher" may be this speaker: called so somewhere, or nobody is called so."""
        if mine.means & theirs.means or any(token.low in _ANY_COMPANY for token in mine.nouns):
            return True
        if self._near(theirs.people or theirs.names, mine.means):
            return True
        return not any(token.means & mine.means for token in self.scene.source.tokens if not token.bare)

    def _before(self, speech: Speech) -> set[str]:
        """Names of the sentence of a speech and of the two before it."""
        tokens = self.scene.source.tokens
        sentence = tokens[speech.verb].sentence
        return {
            token.low
            for token in tokens
            if token.capital and token.word and 0 <= sentence - token.sentence <= 2
        }
