"""Days and weeks that are wrong when the letter is read: "on Tuesday" becomes "on 3 March".

Only what is certain is written: the day must be the same wherever on earth the report was published (its time is
known in UTC, its zone is not), the tense must say whether the day has been or is to come, and nothing within
quotation marks is touched. What is uncertain stays as it is. `evidence.holds` resolves each such date again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from digest.summarise.dates import Mention, mentions
from digest.summarise.language import Language
from digest.summarise.language.facts import Dates
from digest.summarise.language.standing import DateStyle
from digest.summarise.whole import verb
from digest.summarise.words import QUOTED

#: Where reports are written, in hours from UTC: the Pacific coast of America to central Europe. An outlet further
#: east dates by weekday what it tells after its midnight; then the two days differ and nothing is written.
ZONES = (-8, 3)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE = re.compile(r"[.;:!?]")
_NEAR, _SUNDAY = 12, 6
#: Of reports; a feed may state any.
_YEARS = (1900, 2200)
#: Readings of a sentence at most; none of a million random ones took more than four.
_ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Characters `start` to `end` of a text, and the words that say the same when it is read later."""

    start: int
    end: int
    words: str
    first: date  #: the first day that is meant
    capital: bool  #: it began with a capital that no weekday asks for: "Last month"


def dated(text: str, published: datetime | None, table: Language) -> str:
    """`text` with its stale days and weeks as dates, where these are certain.

    A day that is written as a date may free the one beside it ("yesterday Tuesday"), so it is read until it stays.
    """
    for _ in range(_ROUNDS):
        before, text = text, _dated_once(text, published, table)
        if text == before:
            break
    return text


def _dated_once(text: str, published: datetime | None, table: Language) -> str:
    for change in reversed(changes(text, published, table)):
        words = change.words
        begins = not text[: change.start].strip("\"'“‘«„([ ") or change.capital
        if begins:
            words = words[:1].upper() + words[1:]
        made = f"{text[: change.start]}{words}{text[change.end :]}"
        if published is not None and _reads_back(made, change, published.date(), table):
            text = made
    return text


def _reads_back(text: str, change: Change, day: date, table: Language) -> bool:
    """Whether a reader of `text` understands the days that were meant: "in May" may be last May to a reader."""
    end = change.start + len(change.words)
    there = [one for one in mentions(text, day, table) if change.start <= one.start < end]
    return len(there) == 1 and there[0].first == change.first


def changes(text: str, published: datetime | None, table: Language) -> tuple[Change, ...]:
    """What `dated` changes, in order."""
    if published is None or not table.date_style.months:
        return ()
    quoted = [match.span() for match in QUOTED.finditer(text)]
    found = []
    for mention in certain(text, published, table):
        inside = any(begin <= mention.start < end for begin, end in quoted)
        change = None if inside else _change(text, mention, published.date(), table)
        if change is not None:
            found.append(change)
    return tuple(found)


def certain(text: str, published: datetime, table: Language) -> tuple[Mention, ...]:
    """Weekdays and relative dates of `text` that mean the same days in every zone where reports are written."""
    if not _speaks_of_days(text, table.dates) or not _YEARS[0] <= published.year <= _YEARS[1]:
        return ()
    west, east = ((published + timedelta(hours=hours)).date() for hours in ZONES)
    found = mentions(text, west, table)
    if not any(one.kind in ("weekday", "relative") for one in found):
        return ()
    return tuple(
        one
        for one, other in zip(found, mentions(text, east, table), strict=False)
        if one == other and one.first is not None and one.kind in ("weekday", "relative")
        if not (_is_week(one) and _SUNDAY in (west.weekday(), east.weekday()))
    )


def _speaks_of_days(text: str, dates: Dates) -> bool:
    """Whether a word of `text` may begin or end a weekday or a relative date; most sentences have none."""
    return not _day_words(dates).isdisjoint(_WORD.findall(text.casefold()))


@lru_cache(maxsize=8)
def _day_words(dates: Dates) -> frozenset[str]:
    phrases = (*dates.weekdays, *dates.days, *dates.shift, *dates.shift_after)
    return frozenset(word for phrase in phrases for word in phrase.split())


def _is_week(mention: Mention) -> bool:
    """A week begins on Monday in one country and on Sunday in another: on a Sunday "last week" is either."""
    return mention.first is not None and mention.last is not None and (mention.last - mention.first).days == 6


def _change(text: str, mention: Mention, day: date, table: Language) -> Change | None:
    style = table.date_style
    if mention.first is None or mention.last is None:
        return None
    if not _free(text, mention, style) or _loose(text, mention, table):
        return None
    before = _word_before(text, mention.start)
    start = mention.start
    if before in style.taken_in:
        start = len(text[:start].rstrip()) - len(before)
        if mention.first != mention.last and _word_before(text, start) in style.only_days:
            return None
    elif before in style.before or (mention.kind == "weekday" and _capital_before(text, start)):
        return None
    if mention.kind == "weekday" and not _tense_is_sure(text, mention, day, table):
        return None
    end, words = _words(text, mention, before, day, table)
    # "Last month was quiet", "Sunday recorded 13 deaths"; but "Roe on Monday said" and "the court today refused"
    bare = not before or before in table.stopwords or before in table.said or mention.first != mention.last
    subject = bare and start == mention.start and verb(_word_after(text, end), table.standing)
    if not words or subject or re.match(r"\s\d", text[end : end + 2]):
        return None
    capital = text[start].isupper() and (mention.kind != "weekday" or start < mention.start)
    return Change(start=start, end=end, words=words, first=mention.first, capital=capital)


def _free(text: str, mention: Mention, style: DateStyle) -> bool:
    """Whether the expression stands by itself: not "Tuesday's", "Friday Night Live" or "Monday-to-Friday"."""
    after = text[mention.end : mention.end + 2]
    named = after[:1] == " " and after[1:2].isupper() and not style.capitals
    return after[:1] not in ("'", "’", "-", "–", "/") and not named


def _loose(text: str, mention: Mention, table: Language) -> bool:
    """ "Today" may mean these days, and "a year ago" is seldom the whole year before."""
    words = text[mention.start : mention.end].casefold().split()
    counted = words[0] in table.dates.counts or words[0].isdigit() or words[0] == table.dates.ago[0]
    if table.dates.days.get(" ".join(words)) == 0:
        before = _word_before(text, mention.start)
        beside = {before, _word_after(text, mention.end)}
        if len(words) > 1 or not beside.isdisjoint(table.today_verbs):
            return True  # "announced today" and "today announced" just lose the word
        near = _words_before(text, mention.start)
        surely = before in table.date_style.kept or before in table.date_style.today_after
        tense = _tense(near, table, backwards=True) or _tense_behind(text, mention.end, table)
        announced = tense == "unsure" and not table.date_style.today_near.isdisjoint(near)
        return not surely and not announced and tense != "past"
    return counted or words[-1] == "night"


def _word_before(text: str, start: int) -> str:
    head = text[max(0, start - 30) : start]
    found = _WORD.findall(head)
    return found[-1].casefold() if found and head.rstrip().endswith(found[-1]) else ""


def _word_after(text: str, end: int) -> str:
    found = re.match(r"\s([^\W\d_]+(?:['’][^\W\d_]+)?)", text[end : end + 30])
    return found[1].casefold().replace("’", "'") if found else ""


def _capital_before(text: str, start: int) -> bool:
    """ "Super Tuesday", "Ruby Tuesday": a name; at the head of a sentence a capital says nothing."""
    found = list(_WORD.finditer(text[:start].rstrip()))
    return bool(found) and found[-1].end() == len(text[:start].rstrip()) and found[-1][0][0].isupper()


def _words(text: str, mention: Mention, before: str, day: date, table: Language) -> tuple[int, str]:
    """Where the expression ends, and what is written for it; "" for what has no good wording."""
    style = table.date_style
    first, last = mention.first, mention.last
    if first is None or last is None:
        return mention.end, ""
    days = (last - first).days
    kept = before in style.kept
    if days == 0:
        for part, template in style.parts:
            behind = re.compile(rf"\s{part}\b(?!['’-])", re.IGNORECASE).match(text, mention.end)
            if behind:
                return behind.end(), "" if kept else template.format(date=_date(first, day, table))
        template = style.kept_date if kept else style.on
        return mention.end, template.format(date=_date(first, day, table))
    if first.replace(day=1) <= day <= last:
        return mention.end, ""  # "this week", "this month", "this year": right enough in a weekly letter
    if days == 6:
        template = style.week_kept if kept else style.week
        return mention.end, template.format(date=_date(first, day, table))
    if kept:
        return mention.end, ""
    if 27 <= days <= 30:
        month = style.months[first.month - 1]
        return mention.end, style.month[first.year != day.year].format(month=month, year=first.year)
    return mention.end, style.year.format(year=first.year) if days >= 364 else ""


def _date(one: date, day: date, table: Language) -> str:
    style = table.date_style
    template = style.this_year if one.year == day.year else style.other_year
    return template.format(day=one.day, month=style.months[one.month - 1], year=one.year)


def _tense_is_sure(text: str, mention: Mention, day: date, table: Language) -> bool:
    """Whether the verb of a weekday says plainly that the day has been, or that it is to come.

    "Said on Friday", "will be released on Friday"; not "debuting Friday", "is out on Friday" or "opens Friday".
    """
    if mention.first is None:
        return False
    tense = _tense(_words_before(text, mention.start), table, backwards=True)
    tense = tense or _tense_behind(text, mention.end, table)
    return (tense == "past" and mention.first <= day) or (tense == "future" and mention.first > day)


def _tense_behind(text: str, end: int, table: Language) -> str:
    after = _CLAUSE.split(text[end:])[0]
    return _tense(_WORD.findall(after)[:_NEAR], table, backwards=False)


def _words_before(text: str, start: int) -> list[str]:
    """The words of the clause before a place, the nearest first."""
    return _WORD.findall(_CLAUSE.split(text[:start])[-1])[-_NEAR:][::-1]


def _tense(words: list[str], table: Language, *, backwards: bool) -> str:
    """ "past", "future", "unsure" or, when no verb is near, ""."""
    low = [word.casefold().replace("’", "'") for word in words]
    for place, word in enumerate(low):
        earlier = (
            (low[place + 1] if place + 1 < len(low) else "")
            if backwards
            else (low[place - 1] if place else "")
        )
        after = low[place - 1] if backwards and place else ""
        if word in table.date_style.future:
            return "future"
        if after in table.standing.participle_before:
            continue  # "the fans, led by Roe, on Monday …": the verb is another
        if word in table.dates.past or (len(word) > 4 and word.endswith(table.dates.past_endings)):
            if earlier in table.date_style.passive:
                if earlier != "be":
                    return "unsure"
                continue
            return "past"
        of = {*low[place + 1 : place + 3]} if backwards else set()
        if of.isdisjoint(table.standing.determiners) and _present(word, words[place], table):
            return "unsure"
    return ""


def _present(word: str, written: str, table: Language) -> bool:
    if word in table.date_style.present:
        return True
    if not written.islower() or not word.endswith(table.date_style.present_endings):
        return False
    return word.endswith("ing") or word.removesuffix("s") in table.standing.verbs
