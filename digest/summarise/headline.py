"""Whether a sentence says again what its story's headline says."""

from __future__ import annotations

from collections.abc import Collection

from digest.summarise.akin import meaning, unsaid
from digest.summarise.language import Language
from digest.summarise.news import facts
from digest.summarise.words import names, numbers, plain

#: Of a sentence's stems, the share that the headline must not have said; less where it adds so many names and figures.
_NEW, _NEW_WITH_FACTS, _FACTS = 0.45, 0.35, 2
#: The same of words that no like word of the headline has said. Set between what a strict reader called repeats and
#: what not.
_NEW_IN_ANY_WORDS = 0.51


def says_again(
    stems: Collection[str], text: str, headline: frozenset[str], title: str, table: Language, *, teaser: bool
) -> bool:
    """Whether a sentence says what the headline says; a `teaser` has little else to say.

    The first sentence of an article is not asked: it is what the others go on from.
    """
    again = repeats(stems, text, headline, title)
    return again or (teaser and _adds_little(stems, text, headline, title, table))


def repeats(stems: Collection[str], text: str, headline: frozenset[str], title: str) -> bool:
    """Whether a sentence only says again what the headline says."""
    said = set(stems)
    if same(text, title):
        return True
    new = said - headline
    enough = _NEW if len(facts(text, title)) < _FACTS else _NEW_WITH_FACTS
    return bool(said) and (len(new) <= 1 or len(new) < enough * len(said))


def same(text: str, title: str) -> bool:
    """Whether it is the headline, letter for letter."""
    return plain(text).rstrip(".").casefold() == plain(title).rstrip(".").casefold()


def _adds_little(
    stems: Collection[str], text: str, headline: frozenset[str], title: str, table: Language
) -> bool:
    """Whether a sentence without facts of its own says the headline in like words."""
    new = facts(text, title)
    # A figure tells more than a name, and any name much below a headline that has none.
    enough = len(new) + len(new & numbers(text)) >= _FACTS or bool(new and not names(title))
    own, known = set(meaning(stems, table)), set(meaning(headline, table))
    return not enough and len(unsaid(own, known, table)) < _NEW_IN_ANY_WORDS * len(own)
