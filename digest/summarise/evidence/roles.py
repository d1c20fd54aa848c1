"""Who did what to whom, beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from digest.summarise.evidence.acts import Act, act, as_noun, listed
from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.phrases import Phrase
from digest.summarise.evidence.scene import Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Roots of doers that may be anybody.
_ANYBODY = words_of("compani firm group busi peopl organiz startup")
_THE = words_of("the this that its his her their")
#: Roots of verbs that only say that another begins or goes on.
_ASPECTS = words_of("begin start continu stop ceas")
#: A place of the source counts against the sentence where it fits at least this well beside the best.
AS_GOOD = 0.6
#: Doer and done-to are exchanged, and agree, by words that are sure.
CROSSED, STRAIGHT = -2, 2
#: And for it so well.
EXCUSES = 0.4
#: Prepositions behind which whom an act concerns is named.
_SLOTS = ("from", "to", "against")


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
        self.here, self.there = Clauses(scene.said, meaning), Clauses(scene.source, meaning)
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
        mine = act(self.scene.said, index, self.meaning, self.here)
        if not mine.doers and not mine.done_to:
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
            if place in source.named or not (listed or alike):
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
            self._known[place] = act(self.scene.source, place, self.meaning, self.there)
        other = self._known[place]
        word, there = self.scene.said.tokens[index].low, self.scene.source.tokens[place].low
        same = root(word, self.meaning) == root(there, self.meaning)
        if not same and is_converse(word, there, self.meaning):
            if not mine.maybe_done_to & other.maybe_done_to:
                return 0  # "received a sentence", "has to pay a fine": not the same thing
            other, same = other.turned(), True
        if same and self._other_party(mine, other):
            return CROSSED
        return _compare(mine, other, same=same) or self._somebody_else(mine, other, same=same)

    def _somebody_else(self, mine: Act, other: Act, *, same: bool) -> int:
        """-1 where the source has the same act, done to the same, by another than the sentence's doer.

        That one must stand in the source too, and nowhere beside the other: "the publisher Acme" is one and the same.
        """
        if not same:
            return 0
        if any(
            self._another(mine.slots[one], other.slots[one])
            for one in _SLOTS
            if one in mine.slots and one in other.slots
        ):
            return -1
        left, right = mine.doers, other.doers
        if left & other.done_to or right & mine.done_to:
            return 0
        if (
            not left
            or not right
            or _meet(mine.maybe_doers, other.maybe_doers)
            or _anybody(left)
            or _anybody(right)
            or (_names(left) and not _names(right) and self._definite(right))
        ):
            return 0
        once = len(self.scene.at.get(root(self.scene.said.tokens[mine.index].low, self.meaning), ())) == 1
        lone = {f"={word}" for word in self.meaning.no_rivals}
        if (
            once
            and self.scene.fits(mine.index, other.index) >= EXCUSES
            and _names(left) - lone
            and _names(right) - lone
        ):
            return -1 if self._apart(left, right) else 0
        bare = not mine.done_to and mine.maybe_done_to & other.maybe_done_to
        if not bare and not mine.done_to & other.maybe_done_to and not mine.maybe_done_to & other.done_to:
            return 0
        return -1 if self._apart(left, right) else 0

    def _other_party(self, mine: Act, other: Act) -> bool:
        """Whether a court sides with one party here and with the other there: "ruled for Acme against Poe"."""
        for one, two in ((mine, other), (other, mine)):
            against = one.slots["against"].words if "against" in one.slots else frozenset()
            if any(against & two.slots[word].heads for word in ("for", "with") if word in two.slots):
                return True
        return False

    def _another(self, one: Phrase, other: Phrase) -> bool:
        """Whether the same place of the same act has two different names: "bought from Acme", "bought from Poe"."""
        left, right = _names(one.heads), _names(other.heads)
        return bool(left and right) and not one.words & other.words and self._apart(left, right)

    def _apart(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Whether the source has both, and nowhere side by side."""
        first, second = self._standing(left), self._standing(right)
        if not first or not second or not (_names(left) or _names(right)):
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


def _anybody(keys: frozenset[str]) -> bool:
    """Whether no name says who: "the company"."""
    return not _names(keys) and bool(keys & _ANYBODY)


def _compare(mine: Act, other: Act, *, same: bool) -> int:
    """Above 0 where doer and done-to agree, below where they are exchanged, else 0. What is not sure only excuses.

    `same`: the two words are one verb, or one act from its two sides, and not only alike.
    """
    first, second = mine.doers & other.done_to, mine.done_to & other.doers
    doer, done_to = _meet(mine.maybe_doers, other.maybe_doers), _meet(mine.maybe_done_to, other.maybe_done_to)
    if first and second:
        return 1 if doer and done_to else CROSSED
    if mine.doers & other.doers and (mine.done_to & other.done_to or not (first or second)):
        return STRAIGHT
    if _names(mine.doers) and all(f"!{one}" in other.maybe_doers for one in _names(mine.doers)):
        return -1
    if doer:
        return 1 if done_to or not (first or second) else 0
    guessed = any(f"?{one}" in other.maybe_doers for one in _names(mine.done_to))
    if same and _names(first & other.direct) and _names(mine.done_to) and not doer:
        guessed = guessed or not _names(mine.done_to).isdisjoint(other.maybe_doers)
    if same and _addressed(mine, other):
        return -1
    both = any(not one.startswith("#") for one in mine.done_to & other.done_to)
    if first and ((_names(first) and other.doers) or (guessed and not both)):
        return -1
    if not same:
        return 0
    if mine.doers and _names(second) and not _meet(_names(second), other.maybe_done_to):
        return -1
    behind = other.done_to or _meet(mine.maybe_doers, other.maybe_done_to)
    if _names(second) and behind and not _meet(mine.done_to, other.maybe_done_to):
        return -1
    whole = mine.doers and mine.done_to and other.doers and other.done_to
    return -1 if whole and not both and (first or second) else 0


def _addressed(mine: Act, other: Act) -> bool:
    """ "Poe reported to Acme" where Acme does it in the source and Poe does not."""
    if not _names(mine.doers) or not _names(other.doers | other.maybe_doers):
        return False
    for preposition in _SLOTS:
        whom = _names(mine.slots[preposition].heads) if preposition in mine.slots else frozenset()
        if whom and whom <= other.maybe_doers and not whom & (other.maybe_done_to | mine.maybe_doers):
            return not _meet(mine.maybe_doers, other.maybe_doers)
    return False


def _verbal(tokens: Sequence[Token], index: int, clauses: Clauses) -> bool:
    """Whether a word surely is a verb: inflected or behind a helper, and no office."""
    token, meaning = tokens[index], clauses.meaning
    if token.low in meaning.titles or token.low in meaning.scales or token.low in meaning.currencies:
        return False
    inflected = meaning.irregular.get(token.low, token.low) != token.low
    return token.low.endswith(("ed", "ing")) or inflected or clauses.helped(index)


def _names(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in keys if key.startswith("="))


def _meet(left: frozenset[str], right: frozenset[str]) -> bool:
    return (
        bool(left & right)
        or any(f"?{one}" in right for one in left)
        or any(f"?{one}" in left for one in right)
    )
