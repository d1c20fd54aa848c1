"""Who and what a report has named so far: whom "he" means, who "Satam" is, what "the LMS" was short for."""

from __future__ import annotations

import re

from digest.summarise.language import Language
from digest.summarise.leaning import Leaning, voice
from digest.summarise.words import WORD, content

#: "Ameet Satam"; and "Satam said", "Satam, however, said", "said Satam", where no other name stands beside it.
_FULL_NAME = re.compile(r"\b((?:[A-Z][a-z.'’-]+ ){1,2})([A-Z][a-z'’-]{2,})\b")
_ACRONYM = re.compile(r"\(([A-Z]{2,6})\)")
_SURNAME = re.compile(
    r"(?:^|(?<=[.,;”\"] ))([A-Z][a-z'’-]{2,})(?:, [a-z ]{3,20},)? ([a-z]+)\b"
    r"|\b([a-z]+) ([A-Z][a-z'’-]{2,})(?=[.,;]|$)"
)
_QUOTES = '"“‘«„'


class Introduced:
    """What was read of a report so far: whom its sentences speak of."""

    def __init__(self, table: Language) -> None:
        self.table = table
        self.voices: dict[int, str] = {}
        self.named: set[str] = set()
        self.surnames: dict[
            str, frozenset[str]
        ] = {}  #: of people named in full, with the stems of their first names
        self.acronyms: set[str] = set()  #: that were written out: "Mangrove Society of India (MSI)"
        self.introduced = 0  #: the last sentence that brought a name nobody had named before

    def add(self, place: int, text: str) -> None:
        self.voices[place] = voice(text, self.table)
        found = {word for word in WORD.findall(text) if word[0].isupper()}
        new = {word for word in found - self.named if word.casefold() not in self.table.stopwords}
        if new and not text.islower():
            self.introduced = place
            self.named |= new
        for match in _FULL_NAME.finditer(text):
            self.surnames.setdefault(match[2], frozenset(content(match[1], self.table)))
        self.acronyms |= {match[1] for match in _ACRONYM.finditer(text)}

    def unexplained(self, text: str, title: str) -> frozenset[str]:
        """Stems of what explains a name in `text` that is short for one told before, and is not of the headline.

        First names of whoever speaks by surname alone, or an acronym that was written out; () when all is explained.
        """
        for word in WORD.findall(text):
            common = word.casefold() in self.table.standing.unique
            if word in self.acronyms and not common and word not in WORD.findall(title):
                return frozenset(content(word, self.table))
        for match in _SURNAME.finditer(text):
            name = match[1] or match[4]
            said = (match[2] or match[3] or "").casefold()
            if name in self.surnames and said in self.table.said and name not in WORD.findall(title):
                return self.surnames[name]
        return frozenset()

    def reach(self, place: int, text: str, leaning: Leaning) -> int:
        """The first place from which on what `text` leans on is the same person or thing.

        "He …" may follow any sentence of a run that speaks of him; "The airline …" any since the last new name.
        """
        if leaning == "pronoun":
            whom, first = voice(text, self.table), place - 1
            while whom and self.voices.get(first) == whom:
                first -= 1
            return first
        generic = not self.table.generic.isdisjoint(
            word.casefold().removesuffix("'s") for word in WORD.findall(text[:60])[:4]
        )
        return min(self.introduced, place - 1) if generic or text[:1] in _QUOTES else place - 1
