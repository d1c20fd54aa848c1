"""Expressions of date in a text, and the days they mean for a reader of the day of publication.

What the conventions of news decide is decided: a bare weekday is the latest such day on or before publication,
and the coming one near a future tense; a date without a year is the nearest. What they do not ("3/4/2026" in
English, "Tuesday" said of the future on a Tuesday) stays unresolved: `first` and `last` are None.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from digest.summarise.language import Language
from digest.summarise.language.facts import Dates

Kind = Literal["day", "weekday", "relative", "month", "year"]

#: How far around a bare weekday its tense is looked for, in characters and in words.
_NEAR, _WORDS_NEAR = 80, 8
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSE = re.compile(r"[.;:!?]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters `start` to `end` of a text: a date without the preposition before it ("on", "in").

    `first` and `last` are the days it covers, both included; None where nobody can tell. The parts are what the
    expression itself says: `year` 0, `month` 0, `day` 0 and `weekday` -1 where it does not.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: Kind
    year: int = 0
    month: int = 0
    day: int = 0
    weekday: int = -1  #: 0 is Monday


#: Letters that a pattern takes for "i", "s" and "k" when it ignores case, and that casefolding leaves, or makes two.
_DOTS = str.maketrans({"ı": "i", "İ": "I", "ſ": "s", "\u212a": "K"})


def mentions(text: str, day: date | None, table: Language) -> tuple[Mention, ...]:
    """The dates of `text` in order; `day` is that of publication. They never overlap."""
    grammar, text = _grammar(table.dates), text.translate(_DOTS)
    found = (_mention(match, text, day, table.dates) for match in grammar.finditer(text))
    return tuple(one for one in found if one is not None)


def _any(words: object) -> str:
    """The longest first, so that "this morning" wins over "this"."""
    assert hasattr(words, "__iter__")
    ordered = sorted((str(word) for word in words), key=lambda word: (-len(word), word))
    return (
        "(?:" + "|".join(re.escape(word).replace("\\ ", r"\s") for word in ordered) + ")"
        if ordered
        else "(?!)"
    )


@lru_cache(maxsize=8)
def _grammar(dates: Dates) -> re.Pattern[str]:
    """All expressions of a language as one pattern; each alternative is bounded, so that it stays linear."""
    month, weekday, unit = _any(dates.months), _any(dates.weekdays), _any(dates.units)
    shift, after = _any(dates.shift), _any(dates.shift_after)
    joint = f"(?:,?\\s(?:{_any(dates.joints)}\\s)?)" if dates.joints else r"(?:,?\s)"
    count = f"(?:\\d{{1,3}}|{_any(dates.counts)})"
    before = rf"{dates.ago[0]}\s" if dates.ago[0] else ""
    behind = rf"\s{dates.ago[1]}" if dates.ago[1] else ""
    named = rf"(?:(?P<{{0}}>{weekday})\.?,?\s(?:the\s)?)?"
    dot = r"(?:\.(?=,|\s\d))?"  # of "Sept. 4", never the full stop of the sentence
    year = r"(?P<{0}>(?:19|20)\d\d)"
    alternatives = (
        r"(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)",
        r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<num_y>(?:19|20)\d\d)",
        rf"{named.format('wd1')}(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.|º)?{joint}(?P<m1>{month})\b{dot}(?:{joint}{year.format('y1')})?",
        rf"{named.format('wd2')}(?P<m2>{month})\b\.?\s(?:the\s)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.,]*\d|%)"
        rf"(?:,?\s{year.format('y2')})?",
        rf"(?P<m3>{month})\b\.?{joint}{year.format('y3')}",
        rf"{before}(?P<count>{count})\s(?P<ago>{unit}){behind}" if any(dates.ago) else "(?!)",
        rf"(?P<days>{_any(dates.days)})",
        rf"(?P<shift>{shift})\s(?:(?P<unit>{unit})|(?P<swd>{weekday}))(?:\s(?P<both>{after}))?",
        rf"(?P<unit_after>{unit}|{weekday})\s(?P<after>{after})",
        rf"(?:(?P<mshift>{shift})\s)?(?P<m4>{month})(?:\s(?P<mafter>{after}))?",
        rf"(?P<bare>{weekday})",
        rf"{year.format('y5')}(?![\d%]|[.,:/-]\d)",
    )
    return re.compile(r"(?<![\w$€£#.-])(?:" + "|".join(alternatives) + r")(?!\w)", re.IGNORECASE)


def _mention(match: re.Match[str], text: str, day: date | None, dates: Dates) -> Mention | None:
    parts = {name: " ".join(value.casefold().split()) for name, value in match.groupdict().items() if value}
    if "count" in parts:
        return _ago(match, parts, day, dates)
    if "days" in parts:
        return _named_day(match, parts["days"], text, day, dates)
    if "unit" in parts or ("unit_after" in parts and parts["unit_after"] in dates.units):
        return _unit(match, parts, text, day, dates)
    if not {"bare", "swd", "unit_after"}.isdisjoint(parts):
        return _weekday(match, parts, text, day, dates)
    if "m4" in parts or "m3" in parts:
        return _month(match, parts, text, day, dates)
    if "y5" in parts:
        year = int(parts["y5"])
        return _made(match, _year(year), "year", year=year) if _dates_here(match, text, dates) else None
    return _calendar_day(match, parts, day, dates)


def _made(
    match: re.Match[str],
    span: tuple[date, date] | None,
    kind: Kind,
    *,
    year: int = 0,
    month: int = 0,
    day: int = 0,
    weekday: int = -1,
) -> Mention:
    first, last = span or (None, None)
    return Mention(
        start=match.start(),
        end=match.end(),
        first=first,
        last=last,
        kind=kind,
        year=year,
        month=month,
        day=day,
        weekday=weekday,
    )


def _calendar_day(
    match: re.Match[str], parts: dict[str, str], day: date | None, dates: Dates
) -> Mention | None:
    """A day of a month, with or without its year."""
    weekday = dates.weekdays.get(parts.get("wd1") or parts.get("wd2") or "", -1)
    if "a" in parts:
        a, b, year = int(parts["a"]), int(parts["b"]), int(parts["num_y"])
        order = "dmy" if parts["mark"] == "." or a > 12 or a == b else "mdy" if b > 12 else dates.slash
        if not order:
            return _made(match, None, "day", year=year)
        number, month = (a, b) if order == "dmy" else (b, a)
    elif "iso_y" in parts:
        year, month, number = (int(parts[name]) for name in ("iso_y", "iso_m", "iso_d"))
    else:
        which = "1" if "m1" in parts else "2"
        year = int(parts.get(f"y{which}", 0))
        month, number = dates.months[parts[f"m{which}"]], int(parts[f"d{which}"])
    resolved = _valid(year, month, number) if year else _nearest(month, number, day)
    if resolved is None and (_valid(year or 2024, month, number) is None):
        return None
    span = (resolved, resolved) if resolved else None
    return _made(match, span, "day", year=year, month=month, day=number, weekday=weekday)


def _valid(year: int, month: int, number: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, number) if 1 <= number <= calendar.monthrange(year, month)[1] else None


def _nearest(month: int, number: int, day: date | None) -> date | None:
    """The day of that name nearest to publication: news tells of the last and the next months."""
    if day is None:
        return None
    near = [one for year in (-1, 0, 1) if (one := _valid(day.year + year, month, number))]
    return min(near, key=lambda one: abs((one - day).days), default=None)


def _ago(match: re.Match[str], parts: dict[str, str], day: date | None, dates: Dates) -> Mention:
    """ "Two weeks ago" is a week, "three days ago" a day."""
    count = dates.counts.get(parts["count"]) or int(parts["count"]) if parts["count"] else 0
    return _made(match, _moved(day, dates.units[parts["ago"]], -count), "relative")


def _named_day(match: re.Match[str], word: str, text: str, day: date | None, dates: Dates) -> Mention | None:
    """ "Yesterday". "Mañana" and "morgen" are tomorrow only where they are not the morning."""
    if word in dates.shy:
        before = _word_before(text, match.start())
        if match[0][0].isupper() or before in ("la", "esta", "una", "cada", "por", "de", "am", "jeden"):
            return None
    moved = _plus(day, dates.days[word])
    return _made(match, (moved, moved) if moved else None, "relative")


def _plus(day: date | None, days: int) -> date | None:
    if day is None or not 1 < day.year + days // 365 < 9998:
        return None
    return day + timedelta(days=days)


def _unit(
    match: re.Match[str], parts: dict[str, str], text: str, day: date | None, dates: Dates
) -> Mention | None:
    """ "Last week". "The last week" and "over the last year" measure; they do not date."""
    shift = _shift(parts, dates)
    unit = dates.units[parts.get("unit") or parts["unit_after"]]
    before = _word_before(text, match.start())
    if unit == "day" or (before in dates.spans and "unit" in parts and shift == -1):
        return None
    return _made(match, _moved(day, unit, shift), "relative")


def _shift(parts: dict[str, str], dates: Dates) -> int:
    """How many units away: what stands behind wins ("este lunes pasado")."""
    behind = parts.get("both") or parts.get("after") or parts.get("mafter")
    if behind:
        return dates.shift_after[behind]
    return dates.shift[parts.get("shift") or parts["mshift"]]


def _moved(day: date | None, unit: str, count: int) -> tuple[date, date] | None:
    """The day, week, weekend, month or year `count` of them away from `day`; weeks begin on Monday."""
    if day is None or abs(count) > 900 or not 2 < day.year + (count if unit == "year" else 0) < 9990:
        return None
    if unit == "day":
        moved = _plus(day, count)
        return (moved, moved) if moved else None
    if unit == "year":
        return _year(day.year + count)
    if unit == "month":
        index = day.year * 12 + day.month - 1 + count
        return _whole_month(index // 12, index % 12 + 1)
    monday = _plus(day, 7 * count - day.weekday())
    if monday is None:
        return None
    return (monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _whole_month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9998:
        return None
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _weekday(
    match: re.Match[str], parts: dict[str, str], text: str, day: date | None, dates: Dates
) -> Mention | None:
    word = parts.get("bare") or parts.get("swd") or parts.get("unit_after") or ""
    if word in dates.shy and not (match[0][-1:].islower() and match[0][-len(word)].isupper()):
        return None
    if word in dates.shy and text[match.end() : match.end() + 1] not in (".", ","):
        return None
    weekday = dates.weekdays[word]
    bare = "bare" in parts
    shift = 0 if bare else _shift(parts, dates)
    tense = shift or _tense(text, match.start(), match.end(), dates)
    resolved = _of_the_week(weekday, day, tense, strict=shift != 0)
    return _made(match, (resolved, resolved) if resolved else None, "weekday", weekday=weekday)


def _of_the_week(weekday: int, day: date | None, tense: int, *, strict: bool) -> date | None:
    if day is None:
        return None
    back = (day.weekday() - weekday) % 7
    if tense > 0:
        if back == 0 and not strict:
            return None  # "will meet on Tuesday", said on a Tuesday: today, or in a week
        return _plus(day, 7 - back)
    return _plus(day, -(back or 7) if strict else -back)


def _tense(text: str, start: int, end: int, dates: Dates) -> int:
    """1 where the nearest verb around a weekday tells of the future, else -1: news tells what was.

    The verb before it decides; at the head of a clause ("On Tuesday, the court will …") the one behind.
    """
    before = _CLAUSE.split(text[max(0, start - _NEAR) : start])[-1]
    words = _WORD.findall(before)[-_WORDS_NEAR:]
    if words and words[-1].casefold() in dates.deadline:
        return 1
    for found in reversed(words):
        if tense := _of_word(found, dates):
            return tense
    after = _CLAUSE.split(text[end : end + _NEAR])[0]
    for found in _WORD.findall(after)[:_WORDS_NEAR]:
        if tense := _of_word(found, dates):
            return tense
    return -1


def _of_word(found: str, dates: Dates) -> int:
    word = found.casefold().replace("’", "'")
    if word in dates.future or word.endswith("'ll"):
        return 1
    return -1 if word in dates.past or (len(word) > 4 and word.endswith(dates.past_endings)) else 0


def _month(
    match: re.Match[str], parts: dict[str, str], text: str, day: date | None, dates: Dates
) -> Mention | None:
    """ "March 2026", "last March", "in March". "May" and "march" are months only where something says so."""
    word = parts.get("m4") or parts["m3"]
    month = dates.months[word]
    if "m3" in parts:
        year = int(parts["y3"])
        return _made(match, _whole_month(year, month), "month", year=year, month=month)
    shifted = "mshift" in parts or "mafter" in parts
    unsure = not shifted and (word in dates.shy or len(word) < 4)
    if unsure and not (match[0][0].isupper() and _word_before(text, match.start()) in dates.before_month):
        return None
    if day is None:
        return _made(match, None, "month", month=month)
    shift = _shift(parts, dates) if shifted else _tense(text, match.start(), match.end(), dates)
    year = day.year
    if shift > 0 and month < day.month:
        year += 1
    elif shift < 0 and month > day.month:
        year -= 1
    elif shifted and shift and month == day.month:
        year += shift
    return _made(match, _whole_month(year, month), "month", month=month)


def _dates_here(match: re.Match[str], text: str, dates: Dates) -> bool:
    """Whether four digits are a year: "in 2024", "the 2024 election", "2024." and not "uses 2024 songs"."""
    before = _word_before(text, match.start())
    if before in dates.before_month or before in dates.months or before in dates.joints:
        return True
    follows = text[match.end() : match.end() + 2]
    return before in dates.spans or not follows.strip() or follows[0] in ",.;:)!?'’"


def _word_before(text: str, start: int) -> str:
    head = text[max(0, start - 24) : start].split()
    return head[-1].casefold().strip("(\"“'") if head else ""
