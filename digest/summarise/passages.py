"""The whole sentences of a feed's or a page's text, without what feeds put around them: credits, datelines, dashes
that set an aggregator's headline apart, and the half sentence where the text was cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from digest.summarise.language import Language, language_table
from digest.summarise.split import Segment, split
from digest.summarise.words import plain
from digest.types import Entry

#: A feed that cuts its texts cuts them long; a short text without a last full stop is a standfirst.
STANDFIRST = 280
#: Lengths in characters at which feeds and their readers cut.
_ROUND_LENGTHS = frozenset((*range(100, 2_001, 50), 255, 256, 512, 1024, 4096))

#: "Jane Roe / The Paper: ", as aggregators credit. Techmeme sets headline and body apart with a dash.
_CREDIT = re.compile(r"\s*[^:/\n]{2,60} ?/ ?[^:\n]{2,50}:\s+(?=\S)")
_OUTLET = re.compile(r"\s*[^:\n]{2,50}:\s+(?=\S)")
_SUFFIX = re.compile(r"\s*\([^()]{2,80}\)\s*$")
_DASH = re.compile(r" [—–] ")
_WHOLE_DOTS = re.compile(r"([.!?][\"”’')]*)\s?(?:…|\[…\]|\.\.\.)$")
_AGGREGATED = re.compile(r" [—–] (?=[\"“‘']?[A-Z0-9])")
#: "SAN FRANCISCO (Reuters) - ", "LONDON, May 5 — "
_DATELINE = re.compile(
    r"[A-Z][\w .]{2,25}, [A-Z][a-z]{2,8}\.? \d{1,2} \([A-Z]{2,10}\):? ?(?:[-–—]+ )?"
    r"|(?:[A-Z][A-Z.'’-]+[ ,]{1,2}){1,4}(?:[A-Z][a-z]+\.? \d{1,2},? ?(?:\d{4} ?)?)?(?:\([^()]{2,30}\) ?)?[-–—]+ "
)
_READER = re.compile(
    r"(?:An anonymous reader|\w{2,30}) (?:quotes|shares|writes)(?: (?:a|an|the) \w+ (?:from|by) [^:\n]{2,60})?: "
)
_BULLET = re.compile(r"(?:[-*•‣▪◦·–—]|\d{1,2}[.)])\s+")


def sentences(entry: Entry, text: str, *, language: str = "en") -> Iterator[tuple[int, Segment]]:
    """The whole sentences of `text`, which the entry's text begins with; headings, credits and cut ones are not told.

    What is left out keeps its place, so that two neighbours by number are neighbours in the text.
    """
    table = language_table(language)
    begin, aggregated = _after_credit(text, entry.title)
    core = len(_SUFFIX.sub("", entry.title))
    segments = [s for s in split(text, language) if s.end > begin]
    last = segments[-1] if segments else None
    place = -1
    for segment in segments:
        start = max(segment.start, begin)
        if aggregated:
            for part in _apart(text, start, segment, begin + core, cut=len(text) in _ROUND_LENGTHS):
                place += 1
                yield place, replace(part, start=_skip_opening(text, part.start, part.end, table))
            continue
        place += 1
        segment = _without_dots(text, segment)
        if segment.ending == "cut" or (segment is last and _is_cut(text, segments, entry, table)):
            continue
        if segment.ending == "open" and segment is not last:
            continue
        start = _skip_opening(text, start, segment.end, table)
        yield place, replace(segment, start=start)


def _after_credit(text: str, title: str) -> tuple[int, bool]:
    """Where the text begins after "Author / Outlet: " and whether it is an aggregator's."""
    head = text[:200]
    core = plain(_SUFFIX.sub("", title)).casefold()[:40]
    for pattern in (_CREDIT, _OUTLET):
        match = pattern.match(head)
        if match and (core and plain(text[match.end() : match.end() + 120]).casefold().startswith(core)):
            return match.end(), True
    match = _CREDIT.match(head)
    return (match.end(), " — " in text) if match and "http" not in match[0] else (0, False)


def _without_dots(text: str, segment: Segment) -> Segment:
    """A sentence such as "… titles in all.…", whole, with the feed's dots behind it."""
    whole = _WHOLE_DOTS.search(text, segment.start, segment.end)
    if segment.ending != "cut" or not whole:
        return segment
    return replace(segment, end=whole.end(1), ending="stop")


def _apart(text: str, start: int, segment: Segment, core: int, *, cut: bool) -> Iterator[Segment]:
    """The sentences that an aggregator's dashes set apart; what ends in dots is left.

    The first dash stands where the headline ends, at `core`; further ones only count before a capital.
    """
    marks = [(mark.start(), mark.end()) for mark in _AGGREGATED.finditer(text, start, segment.end)]
    if start <= core < segment.end and _DASH.match(text, core):
        marks = [(core, core + 3), *(mark for mark in marks if mark[0] > core)]
    bounds = [start, *(end for _, end in marks)]
    ends = [*(begin for begin, _ in marks), segment.end]
    for begin, end in zip(bounds, ends, strict=True):
        whole = end < segment.end or segment.ending == "stop" or (segment.ending == "open" and not cut)
        if whole and begin < end:
            yield replace(segment, start=begin, end=end, ending="dash" if end < segment.end else "stop")


def _is_cut(text: str, segments: list[Segment], entry: Entry, table: Language) -> bool:
    """Whether the last sentence stops in the middle: at our own limit, or where the feed cut."""
    last = segments[-1]
    if len(text) < len(entry.text):
        return True
    words = text[last.start : last.end].rstrip("\"'”’»)] ").split()
    if last.ending == "open":
        alone = len(segments) == 1 and len(text.strip()) < STANDFIRST
        return not alone or not words or words[-1].casefold() in table.stopwords
    #: "costs $3." of "$3.5bn", "by Mr." of "Mr. Roe": only a text cut at a fixed length ends so.
    return len(text) in _ROUND_LENGTHS and bool(words) and (words[-1][-2:-1].isdigit() or len(words[-1]) <= 3)


def _skip_opening(text: str, start: int, end: int, table: Language) -> int:
    """Past a bullet, a dateline and a kicker such as "Exclusive: "."""
    for pattern in (_BULLET, _DATELINE, table.standing.kickers, _READER):
        match = pattern.match(text, start, end)
        if match:
            start = match.end()
    return start
