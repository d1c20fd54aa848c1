"""From a story's reports to candidates: sentences that could be told, each with its place in its report."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from digest.summarise.akin import meaning, unsaid
from digest.summarise.compress import adds_on, lasting, worded
from digest.summarise.expected import Said
from digest.summarise.language import Language, language_table
from digest.summarise.leaning import Leaning, leans, voice
from digest.summarise.lost import restored
from digest.summarise.news import OPENING, facts, idle, slow_opening
from digest.summarise.passages import sentences
from digest.summarise.prose import (
    LONGEST,
    SHORTEST,
    awkwardness,
    personal,
    plumbing,
    unattributed,
    unfit,
)
from digest.summarise.split import Segment
from digest.summarise.words import WORD, content, count, names, numbers, plain
from digest.types import Entry, Story

#: How much of a story is read: news says the most first, and a story must cost milliseconds.
MAX_REPORTS = 20
MAX_CHARACTERS = 12_000
MAX_CHARACTERS_A_REPORT = 6_500
LONGEST_SPAN = 1_200
_NO_NAME = re.compile(r"(?:AI|A\.I\.?|I)(?:$|-)")
#: Words below which a sentence without a name or a number is a quip.
_SHORT = 10
#: A sentence that shares so many stems with so many first characters of its report is about its story.
_SHARED, _OPENING = 2, 600
#: Or so many with the headline, in a text of up to so many characters; in a longer one a single stem will do.
_TIES, _TEASER = 2, 1_200
#: Of a sentence's stems, the share that the headline must not have said; less where it adds so many names and figures.
_NEW, _NEW_WITH_FACTS, _FACTS = 0.45, 0.35, 2
#: The same of words that no like word of the headline has said. Set between what a strict reader called repeats and
#: what not.
_NEW_IN_ANY_WORDS = 0.51
#: "Ameet Satam"; and "Satam said", "Satam, however, said", "said Satam", where no other name stands beside it.
_FULL_NAME = re.compile(r"\b((?:[A-Z][a-z.'’-]+ ){1,2})([A-Z][a-z'’-]{2,})\b")
_ACRONYM = re.compile(r"\(([A-Z]{2,6})\)")
_SURNAME = re.compile(
    r"(?:^|(?<=[.,;”\"] ))([A-Z][a-z'’-]{2,})(?:, [a-z ]{3,20},)? ([a-z]+)\b"
    r"|\b([a-z]+) ([A-Z][a-z'’-]{2,})(?=[.,;]|$)"
)
_QUOTES = '"“‘«„'


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that could be told."""

    report: int  #: index into `story.entries`
    place: int  #: index of the sentence in its report
    start: int
    end: int
    text: str  #: as it reads at the head of a summary
    following: str  #: as it reads right after the sentence before it
    words: int
    stems: tuple[str, ...]
    leans: Leaning  #: on the sentence before it
    reach: (
        int  #: the first sentence of its report that explains what it leans on, as the ones up to its own do
    )
    needs: frozenset[str] = (
        frozenset()
    )  #: for "noun": stems of its opening words, one of which was told before
    strict: bool  #: of a good length; the others serve only the fallback
    cost: float  #: `prose.awkwardness`
    borrowed: bool = (
        False  #: an aggregator's headline, which its report tells once more in the outlet's words
    )
    again: bool = False  #: it says the headline again: told only before one that leans on it


class _Before:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A story, read: all its sentences, and those that may be told."""

    candidates: tuple[Candidate, ...]  #: in reading order, the lead's first
    said: tuple[Said, ...]


def read(story: Story, *, language: str = "en") -> Read:
    """The sentences of every report."""
    table = language_table(language)
    headline = frozenset(content(story.lead.title, table))
    reports = story.entries[:MAX_REPORTS]
    limit = min(MAX_CHARACTERS_A_REPORT, max(600, MAX_CHARACTERS // len(reports)))
    found: list[Candidate] = []
    said: list[Said] = []
    for number, entry in enumerate(reports):
        clear = restored(entry.text[:limit])
        before = _Before(table)
        parts = tuple(sentences(entry, clear, language=language))
        slow = slow_opening([clear[one.start : one.end] for _, one in parts[:OPENING]], entry.title, table)
        for place, segment in parts[slow:]:
            candidate = _candidate(entry, number, place, segment, clear, table, headline, before)
            before.add(place, clear[segment.start : segment.end])
            said.append(Said(number, place, clear[segment.start : segment.end]))
            if candidate and not _the_same(candidate.text, story.lead.title):
                again = _again(candidate, headline, story.lead.title, table, len(clear))
                found.append(replace(candidate, again=again))
    return Read(candidates=tuple(found), said=tuple(said))


def _candidate(
    entry: Entry,
    report: int,
    place: int,
    segment: Segment,
    clear: str,
    table: Language,
    headline: frozenset[str],
    before: _Before,
) -> Candidate | None:
    """The sentence, if a summary may show it; judged as `clear` has it and told as the entry does."""
    if segment.end - segment.start > LONGEST_SPAN:
        return None
    lasts = lasting(entry.text[segment.start : segment.end], table, entry.published)
    text, span = worded(lasts, table, follows=False), clear[segment.start : segment.end]
    judged = (
        worded(lasting(span, table, entry.published), table, follows=False)
        if span != entry.text[segment.start : segment.end]
        else text
    )
    if not _tellable(judged, span, entry.title, clear, headline, table):
        return None
    length, leaning = count(judged), leans(judged, table, headline)
    definite = next(iter(WORD.findall(judged[:60])), "").casefold() in table.articles
    if not leaning and place and definite and adds_on(lasts, table):
        leaning = "pronoun"  # "The train was also stopped": only who knows the other thing knows which train
    unexplained = before.unexplained(judged, entry.title) if not leaning else frozenset()
    opening = " ".join(WORD.findall(judged[:60])[:3]) if leaning == "noun" else ""
    return Candidate(
        report=report,
        place=place,
        start=segment.start,
        end=segment.end,
        text=text,
        following=worded(lasts, table, follows=True),
        words=length,
        stems=tuple(content(span, table)),
        leans=leaning or ("noun" if unexplained else ""),
        reach=before.reach(place, judged, leaning) if leaning else place,
        needs=unexplained or frozenset(content(opening, table)),
        borrowed=segment.ending == "dash",
        strict=SHORTEST <= length <= LONGEST,
        cost=awkwardness(judged, table),
    )


def _tellable(
    text: str, span: str, title: str, whole: str, headline: frozenset[str], table: Language
) -> bool:
    """Whether a summary may show a sentence at all."""
    whole_span = plain(span)
    if unfit(text, table) or (whole_span != text and plumbing(whole_span, table)):
        return False
    return not (
        personal(text, table)
        or unattributed(text, table)
        or idle(text, title, table)
        or _empty(text, span, title, whole, headline, table)
    )


def grounds(candidate: Candidate, told: Iterable[Candidate]) -> bool:
    """Whether one of `told` leans on `candidate`, so that saying the headline again has its use."""
    return any(
        one.leans
        and not one.again
        and one.report == candidate.report
        and candidate.reach <= candidate.place < one.place
        and one.reach <= candidate.place
        for one in told
    )


def stands(candidate: Candidate, told: Iterable[Candidate]) -> bool:
    """Whether a reader who has read `told` knows whom and what the opening of `candidate` means.

    "He …" follows one of its report's sentences that speaks of him; "The notice …" any of it that spoke of a notice.
    """
    before = [one for one in told if one.report == candidate.report and one.place < candidate.place]
    if not candidate.leans or any(one.place >= candidate.reach for one in before):
        return True
    return candidate.leans == "noun" and any(not candidate.needs.isdisjoint(one.stems) for one in before)


def tells(text: str) -> bool:
    """Whether the sentence has a name other than AI's, or a number."""
    return any(not _NO_NAME.match(name) for name in names(text)) or bool(numbers(text))


@lru_cache(maxsize=64)
def _stems_of(text: str, table: Language) -> frozenset[str]:
    return frozenset(content(text, table))


def _empty(text: str, span: str, title: str, whole: str, headline: frozenset[str], table: Language) -> bool:
    """Whether nothing ties the sentence to the story: no name, no number, no word of the headline.

    A short sentence says something only with a name or a number; one of a column ("Why I left Acme") only with
    a number or two names.
    """
    column = personal(title, table)
    if span.islower() or (tells(text) and not column):
        return False
    if column:
        return len(names(text)) < 2 and not numbers(text)
    first = next(iter(WORD.findall(text[:60])), "")
    named = first in WORD.findall(title) and first.casefold() not in table.stopwords
    if named and not re.search(rf"\b{re.escape(first.casefold())}\b", whole):
        return False  # a name that opens the sentence, as far as anybody can tell
    own = content(text, table)
    # In an article's opening any sentence is about its story; in a teaser one tied to itself alone may be a slogan.
    about = whole if len(whole) > _TEASER else whole.replace(span, " ", 1)
    opening = _stems_of(about[:_OPENING], table)
    ties = _TIES if len(whole) <= _TEASER else 1
    tied = len(headline.intersection(own)) >= ties or len(opening.intersection(own)) >= _SHARED
    return count(text) < _SHORT or not tied


def _again(one: Candidate, headline: frozenset[str], title: str, table: Language, length: int) -> bool:
    """Whether a sentence of a text of `length` characters says what the headline says.

    A teaser says little else; in an article the first sentence is what the others go on from.
    """
    if length <= _TEASER:
        return repeats(one.stems, one.text, headline, title) or _adds_little(
            one.stems, one.text, headline, title, table
        )
    return one.place > 0 and repeats(one.stems, one.text, headline, title)


def repeats(stems: Collection[str], text: str, headline: frozenset[str], title: str) -> bool:
    """Whether a sentence only says again what the headline says."""
    said = set(stems)
    if _the_same(text, title):
        return True
    new = said - headline
    enough = _NEW if len(facts(text, title)) < _FACTS else _NEW_WITH_FACTS
    return bool(said) and (len(new) <= 1 or len(new) < enough * len(said))


def _the_same(text: str, title: str) -> bool:
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
