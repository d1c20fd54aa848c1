"""What the letter and the public pages say around the stories, a language a file.

English, German, Spanish, Arabic, Japanese; English stands in for others. A phrase holds `{name}` where a value goes. A
language with no table of its own gets dates as `2026-11-26`, for an English month in a Polish line is worse than none.
"""

from __future__ import annotations

from dataclasses import replace

from digest.letter.words.arabic import ARABIC
from digest.letter.words.english import ENGLISH
from digest.letter.words.german import GERMAN
from digest.letter.words.japanese import JAPANESE
from digest.letter.words.spanish import SPANISH
from digest.letter.words.table import PageWords, Words

__all__ = ["ENGLISH", "PageWords", "Words", "spoken", "words_of"]

#: English words and dates that belong to no language.
_OTHERS = replace(ENGLISH, months=(), weekdays=(), day="{date}", year="{day}")
_TABLES = {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "ar": ARABIC, "ja": JAPANESE}


def words_of(language: str) -> Words:
    """The table of a BCP 47 tag, by its own subtag."""
    return _TABLES.get(language.split("-")[0].lower(), _OTHERS)


def spoken(language: str) -> str:
    """The tag of what `words_of` says: the language's own, or "en" where English stands in."""
    return language if language.split("-")[0].lower() in _TABLES else "en"
