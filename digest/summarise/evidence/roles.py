"""Who did what to whom, beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from digest.summarise.evidence.acts import NOUNS, Act, act, as_noun, listed
from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.compared import CROSSED, SLOTS, anybody, compare, meet, names_of
from digest.summarise.evidence.phrases import Phrase
from digest.summarise.evidence.scene import Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

_AGENTS = ("er", "ers", "or", "ors")
_THE = words_of("the this that its his her their")
#: Roots of verbs that only say that another begins or goes on.
_ASPECTS = words_of("begin start continu stop ceas")
#: A place of the source counts against the sentence where it fits at least this well beside the best.
AS_GOOD = 0.6
#: And for it so well.
EXCUSES = 0.4


@lru_cache(maxsize=8)
def _converse(meaning: Meaning) -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for number, sides in enumerate(meaning.converse):
        for sign, words in zip((1, -1), sides, strict=True):
            for word in sorted(words):
                found.setdefault(root(word, meaning), []).append((number, sign))
    return {word: tuple(pairs) for word, pairs in found.items()}


def is_converse(left: str, right: str, meaning: Meaning) -> bool:
    """Whether two words name one act from its two sides."""
    one, other = (_converse(meaning).get(root(word, meaning), ()) for word in (left, right))
    return any((number, -sign) in other for number, sign in one)


def exchanged(scene: Scene, meaning: Meaning) -> str:
    """The first act of the sentence that the source tells the other way round, and nowhere this way."""
    return _Roles(scene, meaning).exchanged() if meaning.clauses.be else ""


class _Roles:
    """Both texts with their acts."""

    def __init__(self, scene: Scene, meaning: Meaning) -> None:
        self.scene, self.meaning = scene, meaning
        self.here, self.there = (text.once(Clauses, meaning) for text in (scene.said, scene.source))
        self.acts = listed(meaning)
        self._known: dict[int, Act] = {}

    def exchanged(self) -> str:
        tokens = self.scene.said.tokens
        for index, token in enumerate(tokens):
            if (
                token.bare
                or not token.word
                or root(token.low, self.meaning) in _ASPECTS
                or index in self.scene.said.quoted
                or index in self.scene.said.named
            ):
                continue
            if self._crossed(index, token):
                return f"“{token.text}”: in the source it is the other way round"
        return ""

    def _crossed(self, index: int, token: Token) -> bool:
        """Whether some place of the source has the act the other way round, and none has it this way."""
        places = self._places(index, token)
        if not places or as_noun(self.scene.said.tokens, index, self.here):
            return False
        mine = act(self.scene.said, index, self.meaning)
        if not (mine.doers or mine.done_to or (mine.slots and token.low in NOUNS)):
            return False
        best = max(self.scene.fits(index, place) for place in places)
        verdicts: list[int] = []
        for place in places:
            fit = self.scene.fits(index, place) / best if best else 1.0
            verdict = self._verdict(index, place, mine)
            if fit >= (EXCUSES if verdict > 0 else AS_GOOD):
                verdicts.append(verdict)
        # both sides exchanged is more than a pronoun that may fit
        return min(verdicts, default=0) < 0 and max(verdicts) < (2 if min(verdicts) == CROSSED else 1)

    def _places(self, index: int, token: Token) -> list[int]:
        """Where the source may tell the same act: the same word, one of its group, or the act from its other side."""
        source = self.scene.source
        stem = root(token.low, self.meaning)
        found = []
        for place in sorted({*self.scene.places[index], *self._other_side(stem)}):
            there = source.tokens[place]
            known = root(there.low, self.meaning)
            listed = (stem in self.acts and known in self.acts) or is_converse(
                token.low, there.low, self.meaning
            )
            alike = known == stem and all(
                stem in self.acts or _verbal(reading.tokens, at, clauses)
                for reading, at, clauses in ((self.scene.said, index, self.here), (source, place, self.there))
            )
            agent = there.low.endswith(_AGENTS) and not token.low.endswith(
                _AGENTS
            )  # "the publisher" publishes nothing
            if place in source.named or agent or not (listed or alike):
                continue
            if not as_noun(source.tokens, place, self.there):
                found.append(place)
        return found

    def _other_side(self, stem: str) -> list[int]:
        sides = _converse(self.meaning).get(stem, ())
        words = {
            word
            for word, pairs in _converse(self.meaning).items()
            if any((number, -sign) in pairs for number, sign in sides)
        }
        return [place for word in sorted(words) for place in self.scene.at.get(word, ())]

    def _verdict(self, index: int, place: int, mine: Act) -> int:
        """Above 0 where doer and done-to agree, below where they are exchanged or somebody else does it, else 0."""
        if place not in self._known:
            self._known[place] = act(self.scene.source, place, self.meaning)
        other = self._known[place]
        word, there = self.scene.said.tokens[index].low, self.scene.source.tokens[place].low
        same = root(word, self.meaning) == root(there, self.meaning)
        if not same and is_converse(word, there, self.meaning):
            if not mine.maybe_done_to & other.maybe_done_to:
                return 0  # "received a sentence", "has to pay a fine": not the same thing
            other, same = other.turned(), True
        if same and self._other_party(mine, other):
            return CROSSED
        return compare(mine, other, same=same) or self._somebody_else(mine, other, same=same)

    def _somebody_else(self, mine: Act, other: Act, *, same: bool) -> int:
        """-1 where the source has the same act, done to the same, by another than the sentence's doer.

        That one must stand in the source too, and nowhere beside the other: "the publisher Acme" is one and the same.
        """
        if not same:
            return 0
        if any(
            self._another(mine.slots[one], other.slots[one])
            for one in SLOTS
            if one in mine.slots and one in other.slots
        ):
            return -1
        if self._something_else(mine, other):
            return -1
        left = (
            mine.doers
        )  # of "Vocalis, the start-up that built it, settled" nothing is sure but that a name did
        right = other.doers
        if not right and self.scene.source.tokens[other.index - 1].text == ",":
            right = names_of(other.maybe_doers)
        if left & other.done_to or right & mine.done_to:
            return 0
        if (
            not left
            or not right
            or meet(mine.maybe_doers, other.maybe_doers)
            or anybody(left)
            or anybody(right)
            or (names_of(left) and not names_of(right) and self._definite(right))
        ):
            return 0
        once = len(self.scene.at.get(root(self.scene.said.tokens[mine.index].low, self.meaning), ())) == 1
        lone = {f"={word}" for word in self.meaning.no_rivals}
        if (
            once
            and self.scene.fits(mine.index, other.index) >= EXCUSES
            and names_of(left) - lone
            and names_of(right) - lone
        ):
            return 0 if self._apposed(names_of(left), names_of(right)) else -1
        bare = not mine.done_to and mine.maybe_done_to & other.maybe_done_to
        if not bare and not mine.done_to & other.maybe_done_to and not mine.maybe_done_to & other.done_to:
            return 0
        counted = any(key.startswith("#") for key in mine.done_to & other.done_to)
        return -1 if self._apart(left, right, counted=counted) else 0

    def _something_else(self, mine: Act, other: Act) -> bool:
        """Whether the one place that has the act has it done to another name, by whomever."""
        left, right = names_of(mine.direct), names_of(other.direct)
        once = len(self.scene.at.get(root(self.scene.said.tokens[mine.index].low, self.meaning), ())) == 1
        if not once or not left or not right or self.scene.fits(mine.index, other.index) < EXCUSES:
            return False
        if meet(left, other.maybe_done_to) or meet(right, mine.maybe_done_to) or left & other.maybe_doers:
            return False
        return bool(self._standing(left)) and not self._apposed(left, right)

    def _other_party(self, mine: Act, other: Act) -> bool:
        """Whether a court sides with one party here and with the other there: "ruled for Acme against Poe"."""
        for one, two in ((mine, other), (other, mine)):
            against = one.slots["against"].words if "against" in one.slots else frozenset()
            if any(against & two.slots[word].heads for word in ("for", "with") if word in two.slots):
                return True
        return False

    def _another(self, one: Phrase, other: Phrase) -> bool:
        """Whether the same place of the same act has two different names: "bought from Acme", "bought from Poe"."""
        left, right = names_of(one.heads), names_of(other.heads)
        return bool(left and right) and not one.words & other.words and self._apart(left, right)

    def _apposed(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether two names stand side by side: "Acme, Poe"."""
        return any(
            abs(one - two) < 3  # a comma between
            for one in self._standing(left)
            for two in self._standing(right)
        )

    def _apart(self, left: frozenset[str], right: frozenset[str], *, counted: bool = False) -> bool:
        """Whether the source has both, and nowhere side by side. `counted`: of the same sum, so that nouns do."""
        first, second = self._standing(left), self._standing(right)
        if counted and not (names_of(left) or names_of(right)):
            return bool(first and second) and not left & right
        if not first or not second or not (names_of(left) or names_of(right)):
            return False
        return all(abs(one - two) > 4 or self._beside(one, two) for one in first for two in second)

    def _beside(self, one: int, two: int) -> bool:
        """ "Acme, with Poe": two, and not one by two names."""
        between = self.scene.source.tokens[min(one, two) + 1 : max(one, two)]
        return any(token.low in ("with", "alongside") for token in between)

    def _definite(self, keys: frozenset[str]) -> bool:
        """ "The shooter" may be the game that was named before."""
        tokens = self.scene.source.tokens
        standing = self._standing(keys)
        return any(token.low in _THE for place in standing for token in tokens[max(0, place - 2) : place])

    def _standing(self, keys: frozenset[str]) -> list[int]:
        """Where the source has these: the names where there are any, else the nouns."""
        tokens = self.scene.source.tokens
        names = {key[1:] for key in keys if key.startswith("=")}
        if names:
            return [place for place, token in enumerate(tokens) if token.low in names]
        return [place for place, token in enumerate(tokens) if not token.bare and token.means & keys]


def _verbal(tokens: Sequence[Token], index: int, clauses: Clauses) -> bool:
    """Whether a word surely is a verb: inflected or behind a helper, and no office."""
    token, meaning = tokens[index], clauses.meaning
    if token.low in meaning.titles or token.low in meaning.scales or token.low in meaning.currencies:
        return False
    inflected = meaning.irregular.get(token.low, token.low) != token.low
    if (
        token.low.endswith("s")
        and index - 1 in clauses.reading.named
        and not tokens[index - 1].text.endswith("'s")
    ):
        return True  # "Acme holds a stake"
    return token.low.endswith(("ed", "ing")) or inflected or clauses.helped(index)
