"""From a story's reports to candidates: sentences that could be told, each with its place in its report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from digest.summarise.compress import adds_on, lasting, worded
from digest.summarise.expected import Said
from digest.summarise.headline import same, says_again
from digest.summarise.introduced import Introduced
from digest.summarise.language import Language, language_table
from digest.summarise.leaning import Leaning, leans
from digest.summarise.lost import restored
from digest.summarise.news import OPENING, idle, slow_opening
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
        before = Introduced(table)
        parts = tuple(sentences(entry, clear, language=language))
        slow = slow_opening([clear[one.start : one.end] for _, one in parts[:OPENING]], entry.title, table)
        for place, segment in parts[slow:]:
            candidate = _candidate(entry, number, place, segment, clear, table, headline, before)
            before.add(place, clear[segment.start : segment.end])
            said.append(Said(number, place, clear[segment.start : segment.end]))
            if candidate and not same(candidate.text, story.lead.title):
                teaser = len(clear) <= _TEASER
                again = (teaser or place > 0) and says_again(
                    candidate.stems, candidate.text, headline, story.lead.title, table, teaser=teaser
                )
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
    before: Introduced,
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
