"""Dates that a sentence has where its source has "on Tuesday": accepted only where both are the same days.

The check knows nothing of how the summariser rewrites. It reads the sentence's date, reads the source's weekday
or "last month" for every zone in which the report may have been written, and puts the source's words back when
the two agree; what remains must then be the source, word by word.
"""

from __future__ import annotations

import re
from datetime import datetime

from digest.summarise.dates import Mention, mentions
from digest.summarise.language import Language
from digest.summarise.stale import certain


def undated(said: str, span: str, published: datetime | None, table: Language) -> str:
    """`said` with its dates in the source's own words, as far as the source means these days."""
    if published is None or not table.date_style.months:
        return said
    gone = [
        one for one in certain(span, published, table) if _left_out(span[one.start : one.end], span, said)
    ]
    new = [one for one in mentions(said, published.date(), table) if one.kind in ("day", "month", "year")]
    place = 0
    pairs: list[tuple[Mention, Mention]] = []
    for one in new:
        written = said[one.start : one.end].rstrip(".")
        if said.count(written) <= span.count(written):
            continue
        match = next(
            (other for other in gone if other.start >= place and _agree(said, one, other, table)), None
        )
        if match is not None:
            pairs.append((one, match))
            place = match.end
    for one, other in reversed(pairs):
        said = _put_back(said, one, span, other, table)
    return said


def _left_out(words: str, span: str, said: str) -> bool:
    """Whether the sentence has these words less often than its source: a quoted "today" stays."""
    return said.casefold().count(words.casefold()) < span.casefold().count(words.casefold())


def _agree(said: str, one: Mention, other: Mention, table: Language) -> bool:
    """Whether the date of the sentence is the source's day, month or year, or the first day of its week."""
    if (one.first, one.last) == (other.first, other.last):
        return not _of_a_week(said, one, table)
    if other.first is None or other.last is None:
        return False
    week = (other.last - other.first).days == 6
    return week and one.first == one.last == other.first and _of_a_week(said, one, table)


def _of_a_week(said: str, one: Mention, table: Language) -> bool:
    before = said[: one.start].casefold()
    leads = (words.split("{")[0].casefold() for words in (table.date_style.week, table.date_style.week_kept))
    return any(lead and before.endswith(lead) for lead in leads)


def _put_back(said: str, one: Mention, span: str, other: Mention, table: Language) -> str:
    """The source's expression for the sentence's, each with the words that belong to it."""
    style = table.date_style
    start, part = one.start, ""
    head = said[: one.start]
    for word, template in (
        *style.parts,
        ("", style.week),
        ("", style.week_kept),
        ("", style.on),
        ("", style.kept_date),
        *_plain(table),
    ):
        lead = template.split("{")[0]
        if lead and head.casefold().endswith(lead.casefold()):
            start, part = one.start - len(lead), word
            break
    begin, end = other.start, other.end
    before = re.search(r"(\S+)\s$", span[: other.start])
    if before and before[1].casefold() in style.taken_in:
        begin = before.start()
    if part:
        behind = re.compile(rf"\s{part}\b", re.IGNORECASE).match(span, other.end)
        end = behind.end() if behind else other.end
    stop = one.end - said[one.start : one.end].endswith(".")  # the reader of dates takes "Jan." as a whole
    return f"{said[:start]}{span[begin:end]}{said[stop:]}"


def _plain(table: Language) -> tuple[tuple[str, str], ...]:
    return (("", table.date_style.month[0]), ("", table.date_style.year))
