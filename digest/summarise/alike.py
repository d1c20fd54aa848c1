"""Whether two sentences say the same.

Reports of one event open with it, each in its own words: the second such sentence tells a reader nothing. What
counts is what it adds to the first and to the headline, not how many words the two share.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.summarise.akin import meaning, unsaid
from digest.summarise.language import Language
from digest.summarise.reading import Candidate
from digest.summarise.words import names, numbers

#: Of a sentence's words of meaning, the share that must be new; read off 300 pairs of recorded weeks.
FRESH = 0.655
#: The same of two sentences of one report: a writer goes on about the same thing without saying it again.
FRESH_AT_HOME = 0.4
#: The same of words that no like word has said, of any two.
FRESH_IN_ANY_WORDS = 0.45
#: The same of a third sentence, of all that was told before it.
FILLER = 0.45
#: Of its words of meaning, the share that the other says and the headline does not.
SAID_BY_IT = 0.15
#: Stems that two openings with the same subject and the same kind of verb share when they tell one event.
OPENING, SHARED = 9, 3


def alike(
    told: Sequence[Candidate], headline: Iterable[str], table: Language
) -> tuple[Candidate, Candidate] | None:
    """The first two of `told` that say the same: the one to keep, with more names and figures, and the other."""
    for place, one in enumerate(told):
        for other in told[:place]:
            if said_before(one, [other], headline, table):
                return (one, other) if _facts(one) > _facts(other) else (other, one)
        if place > 1 and _filler(one, told[:place], headline, table):
            return told[place - 1], one
    return None


def _filler(one: Candidate, told: Sequence[Candidate], headline: Iterable[str], table: Language) -> bool:
    """Whether a third sentence, without facts of its own, says what the headline and the first two say together."""
    own = set(meaning(one.stems, table))
    known = set(meaning([*headline, *(stem for other in told for stem in other.stems)], table))
    facts = (names(one.text) | numbers(one.text)) - {
        fact for other in told for fact in names(f"x {other.text}") | numbers(other.text)
    }
    return len(facts) < 2 and len(unsaid(own, known, table)) < FILLER * len(own)


def _facts(candidate: Candidate) -> int:
    return len(names(candidate.text)) + 2 * len(numbers(candidate.text))


def said_before(
    candidate: Candidate, told: Sequence[Candidate], headline: Iterable[str], table: Language
) -> bool:
    """Whether `candidate` adds too little to what any of `told` and the headline say."""
    own = meaning(candidate.stems, table)
    title = set(meaning(headline, table))
    for other in told:
        theirs = meaning(other.stems, table)
        known, said = {*theirs, *title}, set(own)
        abroad = other.report != candidate.report or other.borrowed != candidate.borrowed
        if abroad and not said.isdisjoint(theirs) and len(said - known) < FRESH * len(said):
            return True
        if not abroad and _spoilt(said - title, said - known, len(said), FRESH_AT_HOME):
            return True
        if _spoilt(unsaid(said, title, table), unsaid(said, known, table), len(said), FRESH_IN_ANY_WORDS):
            return True
        if _open_alike(own[:OPENING], theirs[:OPENING], table):
            return True
    return False


def _spoilt(alone: set[str], left: set[str], words: int, enough: float) -> bool:
    """Whether of a sentence's `words` too few are `left` that are new, and it is the other sentence's doing.

    `alone` are those that the headline has not said: what only repeats the headline is another matter.
    """
    return len(left) < enough * words and len(alone) - len(left) >= SAID_BY_IT * words


def _open_alike(left: Sequence[str], right: Sequence[str], table: Language) -> bool:
    """Whether both begin with the same subject that does the same: "Acme launches", "Acme rolls out"."""
    if not left or not right or left[0] != right[0]:
        return False
    both = set(left) & set(right)
    return not both.isdisjoint(table.standing.acts) and len(both - table.standing.acts) >= SHARED
