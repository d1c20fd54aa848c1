"""How the tables of languages are written down: words in a string, patterns one a line."""

from __future__ import annotations

import re

Words = frozenset[str]
#: A pattern that is found nowhere.
NOTHING = re.compile(r"(?!)")


def words_of(text: str) -> Words:
    return frozenset(text.split())


def phrases_of(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


def any_of(patterns: str) -> re.Pattern[str]:
    """One regular expression of many, one a line."""
    return re.compile("|".join(line.strip() for line in patterns.strip().splitlines()), re.IGNORECASE)
