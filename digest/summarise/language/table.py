"""What the table of a language holds.

The lists are small on purpose: a missing word costs a little quality, a wrong one costs a sentence.
All words are casefolded. An unknown language gets `NEUTRAL`, which only uses punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from digest.summarise.language.facts import NO_DATES, Dates
from digest.summarise.language.meaning import NO_MEANING, Meaning
from digest.summarise.language.standing import (
    NO_FIGURES,
    NO_STANDING,
    NO_STYLE,
    DateStyle,
    FigureStyle,
    Standing,
)
from digest.summarise.language.words import NOTHING, Words, any_of, phrases_of, words_of

__all__ = ["NEUTRAL", "NOTHING", "Language", "Words", "any_of", "phrases_of", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's tables."""

    code: str
    abbreviations: Words = frozenset()  #: a full stop after these never ends a sentence
    titles: Words = frozenset()  #: abbreviations that may also end one: "Inc.", "Jr.", "etc."
    numbered: Words = frozenset()  #: abbreviations only before a number: "No. 5"
    starters: Words = frozenset()  #: words that begin a sentence even after "U.S." or "Inc."
    ordinals: bool = False  #: "3. Mai" is the third of May
    stopwords: Words = frozenset()
    dangling: Words = frozenset()  #: opening words that point at a sentence before
    persons: Words = frozenset()  #: pronouns that need the name of a person before them
    pronouns: Words = frozenset()  #: those of `dangling` that also dangle after "On Monday"
    leaning: Words = frozenset()  #: opening phrases that lean on a sentence before
    pointing_fine: Words = frozenset()  #: words after which a dangling word does not dangle: "this week"
    fragments: Words = frozenset()  #: openings of what looks like a sentence and is a title: "How the …"
    articles: Words = frozenset()  #: definite articles
    generic: Words = frozenset()  #: nouns that, after a definite article, name nothing by themselves
    connectives: tuple[str, ...] = ()  #: may be left out at the start of a sentence
    first_person: Words = frozenset()
    second_person: Words = frozenset()
    said: Words = frozenset()  #: verbs and phrases that name a speaker
    today: tuple[str, ...] = ()  #: adverbs that are wrong a week later; each a regular expression
    today_verbs: tuple[str, ...] = ()  #: next to which leaving such an adverb out is safe
    noise: re.Pattern[str] = NOTHING  #: phrases of feed plumbing and promotion, never of news
    noise_openings: re.Pattern[str] = NOTHING  #: the same, at the beginning of a sentence only
    dates: Dates = NO_DATES
    meaning: Meaning = NO_MEANING
    standing: Standing = NO_STANDING
    date_style: DateStyle = NO_STYLE
    figure_style: FigureStyle = NO_FIGURES


NEUTRAL = Language(code="")
