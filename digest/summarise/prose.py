"""What makes a sentence unfit for a summary, or merely awkward. Judged on one sentence at a time."""

from __future__ import annotations

import re
from typing import Literal

from digest.summarise.language import Language
from digest.summarise.words import WORD, content, count, names, numbers

Leaning = Literal["", "noun", "pronoun"]

_ADDRESS_OR_MARKUP = re.compile(
    r"https?://|\bwww\.|\b\w+\.(?:com|org|net|io)/|<[a-zA-Z/!]|\{\{|#\w+ #\w+"
    r"|\[(?:link|comments?|image|video|embed|gallery|caption|\d+)\b"
)
_QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\""
    r"|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\w)'[^']*'(?!\w)"
)
_COUNTRY = re.compile(r"\bthe us\b")
_CLOSERS = "\"'”’»)] "
_LABEL = re.compile(r"[A-Z][\w' -]{2,24}: ")

#: Words a sentence of a summary has at least and at most; outside it is a fragment or a paragraph.
SHORTEST, LONGEST = 6, 45


def unfit(text: str, table: Language) -> str:
    """Why no summary may show `text`, whatever else there is; "" when it may."""
    bare = text.rstrip(_CLOSERS)
    if count(text) < 4 or not WORD.search(text[:60]):
        return "too short"
    if bare.endswith(("?", "？")):
        return "a question"
    if bare.endswith((":", ";", ",", "-", "–", "—", "…", "..")):
        return "unfinished"
    opening = [word.casefold() for word in WORD.findall(text[:60])[:2]]
    if opening[0] in table.fragments or "_".join(opening) in table.fragments:
        return "a title"
    if _ADDRESS_OR_MARKUP.search(text):
        return "an address or markup"
    if table.noise.search(text):
        return "not news"
    if _unbalanced(text):
        return "half a quotation or parenthesis"
    letters = sum(map(str.isalpha, text)) + text.count(" ")
    if letters < 0.7 * len(text):
        return "not prose"
    capitals = sum(map(str.isupper, text))
    return "shouted" if capitals > 0.5 * letters else ""


def _unbalanced(text: str) -> bool:
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        return True
    straight = len(re.findall(r"(?<!\d)\"", text))
    return (text.count("“") != text.count("”") and "„" not in text) or straight % 2 == 1


def personal(text: str, table: Language) -> bool:
    """Whether the writer speaks of themselves, outside of a quotation."""
    return _own_words_hold(text, table.first_person)


def addresses_reader(text: str, table: Language) -> bool:
    """Whether the sentence says "you", outside of a quotation."""
    return _own_words_hold(text, table.second_person)


def _own_words_hold(text: str, group: frozenset[str]) -> bool:
    own = _COUNTRY.sub(" ", _QUOTED.sub(" ", text))
    return any(
        word.casefold().replace("’", "'") in group and word not in ("US", "MY", "ME", "MINE")
        for word in WORD.findall(own)
    )


def unattributed(text: str, table: Language) -> bool:
    """Whether most of the sentence is a quotation and nobody is named as its speaker."""
    quoted = sum(len(match) for match in _QUOTED.findall(text))
    if quoted < 0.5 * len(text):
        return False
    own = {word.casefold() for word in WORD.findall(_QUOTED.sub(" ", text))}
    return own.isdisjoint(table.said)


def leans(text: str, table: Language, known: frozenset[str]) -> Leaning:
    """How the opening points at a sentence before: "He …", "This …", "Instead, …", or "The company …".

    `known` holds the stems of the headline, which the reader has just read: "The tool" after a headline that
    says "tool" stands.
    """
    found = WORD.findall(text[:80])[:5]
    opening = [word.casefold().replace("’", "'") for word in found]
    if not opening:
        return ""
    first, second = opening[0], opening[1] if len(opening) > 1 else ""
    if first in table.leaning or f"{first}_{second}" in table.leaning:
        return "pronoun"
    if _points_back(found, opening, table) or _nameless(text, table):
        return "pronoun"
    if first not in table.articles:
        return ""
    third = opening[2] if len(opening) > 2 and (found[1].islower() or found[1] == "AI") else ""
    noun = next((word for word in (second, third) if word.removesuffix("'s") in table.generic), "")
    return "noun" if noun and known.isdisjoint(content(noun, table)) else ""


def _nameless(text: str, table: Language) -> bool:
    """Whether "her" or "he" stands in the sentence before anybody was named."""
    if text.islower() or table.persons.isdisjoint(text.casefold().split()):
        return False
    for word in WORD.findall(_QUOTED.sub(" ", text)):
        low = word.casefold()
        if low in table.persons:
            return True
        if word[0].isupper() and low not in table.stopwords:
            return False
    return False


def _points_back(found: list[str], opening: list[str], table: Language) -> bool:
    """Whether a pronoun comes before any name: "On Monday it changed sides"."""
    for place, word in enumerate(opening[:4]):
        if place and found[place][:1].isupper() and word not in table.stopwords:
            return False
        after = opening[place + 1] if place + 1 < len(opening) else ""
        subject = place == 0 or word in table.pronouns
        if subject and word in table.dangling and after not in table.pointing_fine:
            return True
    return False


def awkwardness(text: str, table: Language) -> float:
    """How badly `text` reads in a letter: 0 well, 1 only if there is nothing else."""
    length = count(text)
    cost = 0.0
    if length > LONGEST - 10:
        cost += 0.02 * (length - LONGEST + 10)
    if length < SHORTEST + 3:
        cost += 0.08 * (SHORTEST + 3 - length)
    if addresses_reader(text, table):
        cost += 0.35
    if unattributed(text, table):
        cost += 0.5
    if text.rstrip(_CLOSERS).endswith("!"):
        cost += 0.3
    if _LABEL.match(text):
        cost += 0.15
    if not names(text) and not numbers(text):
        cost += 0.2
    if any(stale in text.casefold() for stale in table.today):
        cost += 0.1
    return min(cost, 1.0)
