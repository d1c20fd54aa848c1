"""When an issue is due: cadences, slots and their windows. Pure; `now` is always an argument.

A slot is named by the local date of its moment. Its window ends at the moment less `review` (when the draft
is made) and begins where the window of the slot before it ended, so windows tile time without gap or overlap.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from digest.types import Slot, Window, utc

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
EXPECTED = (
    "expected e.g. 'thursday 09:00', 'daily 07:00', 'fortnightly thursday 09:00', 'monthly 1 09:00' "
    "or 'monthly last friday 09:00'"
)
#: A Thursday: fortnights without a `start` count from its week, the same one on every machine.
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, on which day and at what local time."""

    kind: Literal["daily", "weekly", "fortnightly", "monthly"]
    at: time
    weekday: int | None = None  #: 0 is Monday
    day: int | None = None  #: of the month; beyond its end means the last day
    ordinal: int | None = None  #: 1 to 4, -1 for the last: which `weekday` of the month

    def falls_on(self, day: date, start: date) -> bool:
        """Whether an issue goes out on `day`; `start` says which of two weeks a fortnightly one takes."""
        if self.kind == "daily":
            return True
        if self.kind == "monthly" and self.day is not None:
            return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])
        if day.weekday() != self.weekday:
            return False
        if self.kind == "monthly" and self.ordinal == -1:
            return (day + timedelta(days=7)).month != day.month
        if self.kind == "monthly":
            return (day.day + 6) // 7 == self.ordinal
        return self.kind == "weekly" or (_monday(day) - _monday(start)).days % 14 == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def parse_every(text: str) -> Cadence:
    """`thursday 09:00` -> Cadence. ValueError says what is expected."""
    words = text.lower().split()
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", words[-1]) if words else None
    if match is None:
        raise ValueError(f"{EXPECTED}, got {text!r}")
    at = time(int(match[1]), int(match[2]))
    match words[:-1]:
        case ["daily"]:
            return Cadence("daily", at)
        case ["fortnightly", day] if day in WEEKDAYS:
            return Cadence("fortnightly", at, weekday=WEEKDAYS.index(day))
        case ["weekly", day] | [day] if day in WEEKDAYS:
            return Cadence("weekly", at, weekday=WEEKDAYS.index(day))
        case ["monthly", number] if number.isdecimal() and 1 <= int(number) <= 31:
            return Cadence("monthly", at, day=int(number))
        case ["monthly", nth, day] if nth in ORDINALS and day in WEEKDAYS:
            return Cadence("monthly", at, weekday=WEEKDAYS.index(day), ordinal=ORDINALS[nth])
    raise ValueError(f"{EXPECTED}, got {text!r}")


def parse_duration(text: str) -> timedelta:
    """`24h`, `90m`, `1d12h` -> timedelta. ValueError says what is expected."""
    match = re.fullmatch(r"(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?", str(text).strip().lower())
    if match is None or not any(match.groups()):
        raise ValueError(f"expected a duration such as 24h, 90m or 1d12h, got {text!r}")
    days, hours, minutes = (int(group or 0) for group in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The appointments of a newsletter."""

    cadence: Cadence
    review: timedelta
    zone: ZoneInfo
    start: date = EPOCH  #: a date in a week in which a fortnightly issue goes out

    def moment(self, day: date) -> datetime:
        """The slot's moment in UTC. A local time that a clock change skips is taken as if it had not
        (02:30 -> 03:30), one that comes twice is its first coming: one slot a date, always."""
        return datetime.combine(day, self.cadence.at, self.zone).astimezone(UTC)

    def _days(self, day: date, step: int) -> Iterator[date]:
        while True:
            if self.cadence.falls_on(day, self.start):
                yield day
            day += timedelta(days=step)

    def on(self, day: date) -> Slot:
        """The slot of that local date. ValueError when none falls on it."""
        if not self.cadence.falls_on(day, self.start):
            near = next(self._days(day, 1))
            raise ValueError(f"no issue is due on {day}; the next is on {near}")
        before = next(self._days(day - timedelta(days=1), -1))
        at = self.moment(day)
        window = Window(self.moment(before) - self.review, at - self.review)
        return Slot(name=day.isoformat(), window=window, at=at, review_at=window.end)

    def latest(self, now: datetime) -> Slot:
        """The last slot whose moment has come (`at <= now`)."""
        today = utc(now).astimezone(self.zone).date() + timedelta(days=1)
        return self.on(next(day for day in self._days(today, -1) if self.moment(day) <= now))

    def shortest_gap(self) -> timedelta:
        """The least time between two issues, over more than a year: a February counts, a clock change too."""
        days = self._days(date(2026, 1, 1), 1)
        moments = [self.moment(next(days)) for _ in range(400 if self.cadence.kind == "daily" else 60)]
        return min(after - before for before, after in pairwise(moments))

    def before(self, at: datetime) -> datetime:
        """The moment of the slot before `at`."""
        slot = self.latest(at - timedelta(microseconds=1))
        assert slot.at is not None
        return slot.at

    def next(self, now: datetime) -> Slot:
        """The first slot whose moment is still to come (`at > now`)."""
        today = utc(now).astimezone(self.zone).date() - timedelta(days=1)
        return self.on(next(day for day in self._days(today, 1) if self.moment(day) > now))


def day(text: str) -> date:
    """`2026-11-26` -> that date. ValueError says what is expected."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"expected a date such as 2026-11-26, got {text!r}") from None


def week(name: str, zone: ZoneInfo) -> Slot:
    """`2026-W18` -> that ISO week, Monday 00:00 to Monday 00:00 local time; to look at, never sent."""
    match = re.fullmatch(r"(\d{4})-W(\d{2})", name.strip().upper())
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        monday = None
    if monday is None:
        raise ValueError(f"expected an ISO week such as 2026-W18, got {name!r}")
    begin, end = (
        datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + timedelta(days=7))
    )
    return Slot(name=name.strip().upper(), window=Window(begin, end))


def last(text: str, now: datetime) -> Slot:
    """`7d` -> the seven days up to now; to look at, never sent."""
    span = parse_duration(text)
    return Slot(name=f"last-{text.strip().lower()}", window=Window(utc(now) - span, utc(now)))


def belongs(
    published: datetime | None,
    first_seen: datetime,
    *,
    backlog: bool,
    window: Window,
    considered_until: datetime | None = None,
) -> Literal["yes", "late", "no"]:
    """Whether an entry belongs to a window, by its published time when it has one, else by first-seen.

    "late": its time is before the window, but it was first seen after the issue before had been drafted
    (`considered_until`; the window's beginning where there was none), so that no entry falls between two issues.
    Not so when it was more than a window's length old when it was first seen, nor for the `backlog` (what a feed
    already held when it was read for the first time), which must not flood an issue with history.
    """
    if (published or first_seen) in window:
        return "yes"
    unseen_before = considered_until is None or first_seen > considered_until
    missed = unseen_before and first_seen < window.end and (considered_until or first_seen >= window.begin)
    if backlog or not missed or (published or first_seen) >= window.end:
        return "no"
    return "late" if first_seen - (published or first_seen) <= window.end - window.begin else "no"
