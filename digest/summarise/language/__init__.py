"""What the summariser knows of each language: a language is a table, not code.

The lists are small on purpose: a missing word costs a little quality, a wrong one costs a sentence.
All words are casefolded. An unknown language gets `NEUTRAL`, which only uses punctuation.
"""

from __future__ import annotations

from digest.summarise.language.english import ENGLISH
from digest.summarise.language.german import GERMAN
from digest.summarise.language.spanish import SPANISH
from digest.summarise.language.table import NEUTRAL, Language

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "NEUTRAL", "SPANISH", "Language", "language_table"]

LANGUAGES = {table.code: table for table in (ENGLISH, GERMAN, SPANISH)}


def language_table(code: str) -> Language:
    """The tables of a BCP 47 tag ("en", "de-AT"); `NEUTRAL` for a language there are none for."""
    return LANGUAGES.get(code.replace("_", "-").split("-", 1)[0].casefold(), NEUTRAL)
