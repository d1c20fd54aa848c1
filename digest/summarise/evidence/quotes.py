"""Quotations: what stands between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_QUOTE = 1_500
_PAIRS = re.compile(
    rf"“([^“”]{{1,{LONGEST_QUOTE}}})”|«([^«»]{{1,{LONGEST_QUOTE}}})»|„([^„“”]{{1,{LONGEST_QUOTE}}})[“”]"
    rf"|»([^«»]{{1,{LONGEST_QUOTE}}})«|\"([^\"]{{1,{LONGEST_QUOTE}}})\"|‘([^‘]{{1,{LONGEST_QUOTE}}}?)’(?!\w)"
    rf"|(?<!\w)'(?=\S)([^\n]{{1,{LONGEST_QUOTE}}}?)(?<=\S)'(?!\w)"
)
_CUT = re.compile(r"\s*(?:\[?\s?…\s?\]?|\[?\.\.\.+\]?)\s*")
_INSERTED = re.compile(r"\[[^\]]{0,60}\]")
_EDGE = " ,.;:!?\t\n"
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of the text, without the marks."""

    start: int
    end: int
    text: str


def quotes(text: str) -> tuple[Quote, ...]:
    """In order. An apostrophe opens nothing; a mark that is never closed opens nothing either."""
    found = []
    for match in _PAIRS.finditer(text):
        start, end = match.span(match.lastindex or 0)
        found.append(Quote(start, end, text[start:end]))
    return tuple(found)


def flat(text: str) -> str:
    """Words alone, folded, one space apart: what makes two quotations the same."""
    return " ".join(word.casefold().replace("’", "'") for word in _WORDS.findall(text))


def misquoted(
    said: Sequence[Quote], known: Sequence[Quote], source: str, negators: frozenset[str] = frozenset()
) -> str:
    """The first quotation that no quotation of the source has word by word; names in quotation marks may lack them."""
    whole = [f" {flat(one.text)} " for one in known]
    bare = f" {flat(source)} "
    for one in said:
        for part in _CUT.split(_INSERTED.sub("…", one.text)):
            words = flat(part.strip(_EDGE))
            if not words or any(_within(words, other, negators) for other in whole):
                continue
            if is_name(part) and f" {words} " in bare and part.strip(_EDGE) in source:
                continue
            if f" {words} " in bare:
                return f"“{one.text.strip()}” is no quotation in the source"
            return f"the quotation “{one.text.strip()}” is not in the source"
    return ""


def _within(words: str, other: str, negators: frozenset[str]) -> bool:
    """Whether a quotation has these words, somewhere without a "not" right before them that was cut off."""
    place = other.find(f" {words} ")
    while place >= 0:
        if other[:place].rpartition(" ")[2] not in negators:
            return True
        place = other.find(f" {words} ", place + 1)
    return False


def is_name(text: str) -> bool:
    """A title or a name: every word of five letters or more has a capital."""
    words = _WORDS.findall(text)
    return (
        len(words) <= 8
        and all(word[0].isupper() or word[0].isdigit() for word in words if len(word) > 4)
        and (words[0][0].isupper() or words[0][0].isdigit())
    )
