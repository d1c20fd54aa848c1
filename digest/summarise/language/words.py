"""How the tables of languages are written down: words in a string, patterns one a line."""

from __future__ import annotations

import re

Words = frozenset[str]
#: A pattern that is found nowhere.
NOTHING = re.compile(r"(?!)")


def words_of(text: str) -> Words:
    """Folded as a text's own words are: "dreißig" is "dreissig" in both."""
    return frozenset(text.casefold().split())


def phrases_of(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


def any_of(patterns: str) -> re.Pattern[str]:
    """One regular expression of many, one a line.

    What they begin with is asked once and not for each: a sentence has few words and many characters.
    """
    lines = [line.strip() for line in patterns.strip().splitlines()]
    parts = []
    for anchor in (r"\b", "^"):
        alike = [line.removeprefix(anchor) for line in lines if line.startswith(anchor) and not _apart(line)]
        parts += [f"{anchor}(?:{'|'.join(alike)})"] if alike else []
    parts += [line for line in lines if not line.startswith((r"\b", "^")) or _apart(line)]
    return re.compile("|".join(parts), re.IGNORECASE)


def _apart(line: str) -> bool:
    """Whether a line is itself several, one of them with an anchor of its own."""
    return "|^" in line or r"|\b" in line
