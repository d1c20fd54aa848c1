"""Two acts side by side: whether doer and done-to agree or are exchanged."""

from __future__ import annotations

from digest.summarise.evidence.acts import Act
from digest.summarise.language.words import words_of

#: Roots of doers that may be anybody.
_ANYBODY = words_of("compani firm group busi peopl organiz startup")
#: Doer and done-to are exchanged, and agree, by words that are sure.
CROSSED, STRAIGHT = -2, 2
#: Prepositions behind which whom an act concerns is named.
SLOTS = ("from", "to", "against")


def anybody(keys: frozenset[str]) -> bool:
    """Whether no name says who: "the company"."""
    return not names_of(keys) and bool(keys & _ANYBODY)


def compare(mine: Act, other: Act, *, same: bool) -> int:
    """Above 0 where doer and done-to agree, below where they are exchanged, else 0. What is not sure only excuses.

    `same`: the two words are one verb, or one act from its two sides, and not only alike.
    """
    first, second = mine.doers & other.done_to, mine.done_to & other.doers
    doer, done_to = meet(mine.maybe_doers, other.maybe_doers), meet(mine.maybe_done_to, other.maybe_done_to)
    if first and second:
        return 1 if doer and done_to else CROSSED
    crossed = names_of(mine.doers) & other.maybe_done_to and names_of(other.doers) & mine.maybe_done_to
    if same and crossed and not doer and not done_to:
        return CROSSED  # "Acme invested in Poe" for "Poe invested in Acme"
    if mine.doers & other.doers and (mine.done_to & other.done_to or not (first or second)):
        return STRAIGHT
    if names_of(mine.doers) and all(f"!{one}" in other.maybe_doers for one in names_of(mine.doers)):
        return -1
    if doer:
        return 1 if done_to or not (first or second) else 0
    guessed = any(f"?{one}" in other.maybe_doers for one in names_of(mine.done_to))
    if same and names_of(first & other.direct) and names_of(mine.done_to) and not doer:
        guessed = guessed or not names_of(mine.done_to).isdisjoint(other.maybe_doers)
    if same and _addressed(mine, other):
        return -1
    both = any(not one.startswith("#") for one in mine.done_to & other.done_to)
    if first and ((names_of(first) and other.doers) or (guessed and not both)):
        return -1
    if not same:
        return 0
    if mine.doers and names_of(second) and not meet(names_of(second), other.maybe_done_to):
        return -1
    behind = other.done_to or meet(mine.maybe_doers, other.maybe_done_to)
    if names_of(second) and behind and not meet(mine.done_to, other.maybe_done_to):
        return -1
    whole = mine.doers and mine.done_to and other.doers and other.done_to
    return -1 if whole and not both and (first or second) else 0


def _addressed(mine: Act, other: Act) -> bool:
    """ "Poe reported to Acme" where Acme does it in the source and Poe does not."""
    if not names_of(mine.doers) or not names_of(other.doers | other.maybe_doers):
        return False
    for preposition in SLOTS:
        whom = names_of(mine.slots[preposition].heads) if preposition in mine.slots else frozenset()
        if whom and whom <= other.maybe_doers and not whom & (other.maybe_done_to | mine.maybe_doers):
            return not meet(mine.maybe_doers, other.maybe_doers)
    return False


def names_of(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in keys if key.startswith("="))


def meet(left: frozenset[str], right: frozenset[str]) -> bool:
    return (
        bool(left & right)
        or any(f"?{one}" in right for one in left)
        or any(f"?{one}" in left for one in right)
    )
