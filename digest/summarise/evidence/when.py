"""Dates of a sentence beside those of its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from digest.summarise.dates import Mention
from digest.summarise.evidence.text import Token
from digest.summarise.language.facts import Dates
from digest.summarise.language.meaning import Meaning

_DAY = timedelta(days=1)
_SEASONS = {"winter": 0, "spring": 1, "summer": 2, "autumn": 3}
_DATE = frozenset(("date", "day", "deadline"))


def undated(
    text: str,
    said: Sequence[Mention],
    source: str,
    known: Sequence[Mention],
    calendar: frozenset[int] = frozenset(),
    closing: frozenset[int] = frozenset(),
    day: date | None = None,
) -> str:
    """The first date of `text` that the source does not have.

    `calendar`: years that the source means in other words; `closing`: months in which its quarters end.
    """
    for one in said:
        spelled = text[one.start : one.end].casefold()
        if (one.kind == "year" and one.year in calendar) or (one.kind == "month" and one.month in closing):
            continue
        if one.kind == "month" and _before_it(text, one, known):
            continue
        edge = text[: one.start].split()[-1:] in (["from"], ["by"], ["until"], ["since"])
        spelled_out = [other for other in known if other.kind not in ("weekday", "relative")]
        known = spelled_out if edge and one.kind == "month" else known
        if not any(
            agree(one, other, day) or spelled == source[other.start : other.end].casefold() for other in known
        ):
            return f"date {text[one.start : one.end]!r} is not in the source"
    return ""


def _before_it(text: str, one: Mention, known: Sequence[Mention]) -> bool:
    """ "Before December" where the source has the end of November."""
    before = text[: one.start].split()[-1:]
    return before == ["before"] and any(other.month and other.month % 12 + 1 == one.month for other in known)


def other_season(
    said: Sequence[Token], known: Sequence[Token], months: Sequence[Mention], dates: Dates
) -> str:
    """ "In spring 2027" where the source has autumn, and nothing within a month of spring."""
    theirs = {_season(token, dates) for token in known} - {-1}
    near = {(one.month + shift) % 12 // 3 for one in months if one.month for shift in (-1, 0, 1)}
    for token in said:
        mine = _season(token, dates)
        if mine >= 0 and theirs and mine not in theirs | near and not token.capital:
            return f"date {token.text!r} is not in the source"
    return ""


def _season(token: Token, dates: Dates) -> int:
    """0 for winter, which begins in December, to 3 for autumn; -1 for other words."""
    return _SEASONS.get(token.low, -1) if token.low in dates.seasons else -1


def turned(said: Sequence[Token], known: Sequence[Token], one: int, other: int, table: Meaning) -> bool:
    """Whether a date of the sentence is "before" what the source puts "after" it, or the other way."""
    left, right = _side(said, one, table), _side(known, other, table) or _that_date(known, other, table)
    return bool(left and right and left != right)


def _that_date(tokens: Sequence[Token], place: int, table: Meaning) -> str:
    """On which side of "that date" something lies, where it stands soon behind the date that it means."""
    for index in range(place + 1, min(len(tokens) - 2, place + 30)):
        if tokens[index + 1].low in ("that", "this") and tokens[index + 2].low in _DATE:
            return "before" if tokens[index].low in table.until else _since(tokens[index], table)
    return ""


def _since(token: Token, table: Meaning) -> str:
    return "after" if token.low in table.since else ""


def _side(tokens: Sequence[Token], place: int, table: Meaning) -> str:
    for token in reversed(tokens[max(0, place - 5) : place]):
        if token.low in table.until:
            return "before"
        if token.low in table.since:
            return "after"
        if not token.bare and token.low not in ("end", "start", "beginning", "middle"):
            return ""
    return ""


def agree(one: Mention, other: Mention, day: date | None = None) -> bool:
    """Whether the source's date `other` lies in the sentence's `one`: "in March" is true of March 3."""
    if one.day and one.first and one.weekday not in (-1, one.first.weekday()):
        return False  # "Sunday 9 November", which is a Saturday
    if one.first and one.last and other.first and other.last:
        if one.first <= other.first and other.last <= one.last:
            return True
        if (
            other.kind == "weekday"
            and one.kind in ("day", "weekday")
            and one.first.weekday() == other.weekday
        ):
            # the last or the next: nobody is sure which of the two a bare weekday is
            near = day is None or -7 * _DAY < one.first - day <= 7 * _DAY
            return near and abs(one.first - other.first) == 7 * _DAY
    elif _resolved_here(one, other):
        return True
    return _parts_agree(one, other)


def _resolved_here(one: Mention, other: Mention) -> bool:
    """Two weekdays that nobody can resolve are the same when they are spelled the same."""
    return one.weekday >= 0 and one.weekday == other.weekday and not (one.day and other.day)


def _parts_agree(one: Mention, other: Mention) -> bool:
    """Whether what `one` spells is what `other` spells; a year may be left out, never added."""
    if one.kind == "weekday":
        return one.weekday == other.weekday and other.kind in ("weekday", "day") and not _apart(one, other)
    if one.kind == "relative" or other.kind == "relative":
        return False
    if one.year and one.year != other.year:
        return False
    if one.year and other.year and not one.month:
        return True
    if one.month != other.month or not one.month:
        return False
    if one.day and one.day != other.day:
        return False
    if one.kind == "month" and not (one.year or other.year) and other.day:
        return True  # "in April" of "from 1 April", whichever year each is thought to be in
    return not (one.year == 0 and _apart(one, other)) or (one.day, one.month) == (other.day, other.month)


def _apart(one: Mention, other: Mention) -> bool:
    """Both resolved, to days more than a week apart: "Tuesday" and "last Tuesday" may be."""
    left, right = one.first, other.first
    return bool(left and right and abs(left - right) > 7 * _DAY)
