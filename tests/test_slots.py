"""Slots and windows: the arithmetic that decides which week an entry is told in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.slots import Schedule, belongs, last, parse_duration, parse_every, week
from digest.types import Window

BERLIN = ZoneInfo("Europe/Berlin")


def schedule(
    every: str = "thursday 09:00", review: str = "24h", zone: str = "Europe/Berlin", **changes: date
) -> Schedule:
    return Schedule(cadence=parse_every(every), review=parse_duration(review), zone=ZoneInfo(zone), **changes)


def test_a_slot_is_named_by_its_local_date_and_its_window_ends_at_the_review() -> None:
    """The contract of the issue, spelled out on its own example."""
    slot = schedule().on(date(2026, 11, 26))
    assert slot.name == "2026-11-26"
    assert slot.at == datetime(2026, 11, 26, 8, tzinfo=UTC)
    assert slot.window == Window(datetime(2026, 11, 18, 8, tzinfo=UTC), datetime(2026, 11, 25, 8, tzinfo=UTC))
    assert slot.review_at == slot.window.end


@pytest.mark.parametrize(
    ("every", "now", "latest", "coming"),
    [
        ("thursday 09:00", "2026-11-26T07:59:59+00:00", "2026-11-19", "2026-11-26"),
        ("thursday 09:00", "2026-11-26T08:00:00+00:00", "2026-11-26", "2026-12-03"),
        ("daily 07:00", "2026-11-26T12:00:00+00:00", "2026-11-26", "2026-11-27"),
        ("monthly 31 09:00", "2026-02-20T12:00:00+00:00", "2026-01-31", "2026-02-28"),
        ("monthly first thursday 09:00", "2026-11-26T12:00:00+00:00", "2026-11-05", "2026-12-03"),
        ("monthly last friday 09:00", "2026-11-26T12:00:00+00:00", "2026-10-30", "2026-11-27"),
        ("monthly fourth friday 09:00", "2026-11-26T12:00:00+00:00", "2026-10-23", "2026-11-27"),
    ],
)
def test_latest_and_next(every: str, now: str, latest: str, coming: str) -> None:
    """A slot's own moment belongs to it: at 09:00 the letter is due."""
    moment = datetime.fromisoformat(now)
    assert schedule(every).latest(moment).name == latest
    assert schedule(every).next(moment).name == coming


def test_a_fortnightly_letter_keeps_to_the_weeks_of_its_start() -> None:
    """Two newsletters may take opposite weeks; `start` says which."""
    days = [schedule("fortnightly thursday 09:00", start=s).next(datetime(2026, 11, 20, tzinfo=UTC)).name
            for s in (date(2026, 11, 24), date(2026, 12, 1))]  # fmt: skip
    assert days == ["2026-11-26", "2026-12-03"]


@pytest.mark.parametrize(
    ("every", "day", "at"),
    [
        ("sunday 02:30", date(2026, 3, 29), "2026-03-29T01:30:00+00:00"),  # does not exist: taken as 03:30
        ("sunday 02:30", date(2026, 10, 25), "2026-10-25T00:30:00+00:00"),  # comes twice: the first
    ],
)
def test_clock_changes(every: str, day: date, at: str) -> None:
    """An hour that is skipped or repeated makes one issue, as every hour does."""
    assert schedule(every).moment(day) == datetime.fromisoformat(at)


CADENCES = st.sampled_from(
    [
        "daily 02:30",
        "thursday 09:00",
        "fortnightly monday 00:00",
        "monthly 31 23:59",
        "monthly last sunday 02:30",
    ]
)


@given(
    CADENCES,
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
)
def test_windows_tile_time(every: str, moment: datetime, zone: str) -> None:
    """Law: the next window begins where the last one ended; every moment is in exactly one."""
    plan, now = schedule(every, "2h", zone), moment.replace(tzinfo=UTC)
    before, after = plan.latest(now), plan.next(now)
    assert before.window.end == after.window.begin
    assert before.at is not None
    assert after.at is not None
    assert before.at <= now < after.at


def test_a_calendar_week_is_the_newsletters_own() -> None:
    """Monday 00:00 to Monday 00:00 where the newsletter lives."""
    window = week("2026-W18", BERLIN).window
    assert window == Window(datetime(2026, 4, 26, 22, tzinfo=UTC), datetime(2026, 5, 3, 22, tzinfo=UTC))
    assert week("2026-W18", ZoneInfo("UTC")).window.begin == datetime(2026, 4, 27, tzinfo=UTC)
    assert week("2026-W18", BERLIN).at is None


@pytest.mark.parametrize("text", ["2026-18", "2026-W54", "W18", ""])
def test_an_odd_week_is_refused(text: str) -> None:
    """The message says what a week looks like."""
    with pytest.raises(ValueError, match="2026-W18"):
        week(text, BERLIN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thursday",
        "thursday 25:00",
        "someday 09:00",
        "monthly 32 09:00",
        "monthly fifth friday 09:00",
        "09:00",
    ],
)
def test_an_odd_cadence_is_refused(text: str) -> None:
    """The message shows every form there is."""
    with pytest.raises(ValueError, match="fortnightly"):
        parse_every(text)


@pytest.mark.parametrize("text", ["", "24", "h", "-1h", "1w", "1h1d"])
def test_an_odd_duration_is_refused(text: str) -> None:
    """A bare number has no unit; 24 what?"""
    with pytest.raises(ValueError, match="24h"):
        parse_duration(text)


def test_the_last_days_end_now() -> None:
    """`--last 7d` is only looked at, so it has no moment."""
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert last("7d", now).window == Window(now - timedelta(days=7), now)
    assert last("7d", now).at is None


DAY = timedelta(days=1)
BEGIN = datetime(2026, 11, 18, tzinfo=UTC)
WEEK = Window(BEGIN, BEGIN + 7 * DAY)


@pytest.mark.parametrize(
    ("published", "first_seen", "backlog", "answer"),
    [
        (0, 0, False, "yes"),  # the first instant belongs
        (7, 7, False, "no"),  # the last does not: half-open
        (3, 30, True, "yes"),  # published in the week, whenever it was seen
        (None, 3, False, "yes"),  # undated: by first-seen
        (None, 8, False, "no"),
        (-2, 1, False, "late"),
        (-2, 1, True, "no"),  # a feed's history does not flood an issue
        (-6.5, 1, False, "no"),  # older than a cadence when it was first seen
        (-2, -1, False, "no"),  # was seen in the week before: it had its chance
    ],
)
def test_which_entries_belong(published: float | None, first_seen: float, backlog: bool, answer: str) -> None:
    """The rule for late and undated entries, case by case (days from the window's beginning)."""
    moment = None if published is None else BEGIN + published * DAY
    assert belongs(moment, BEGIN + first_seen * DAY, backlog=backlog, window=WEEK) == answer


def test_what_the_last_issue_considered_is_not_late() -> None:
    """Cron fetches at the slot, after the window's end: such an entry was in the draft of the week before."""
    until = BEGIN + DAY
    assert belongs(BEGIN - DAY, BEGIN + DAY, backlog=False, window=WEEK, considered_until=until) == "no"
    assert belongs(BEGIN - DAY, BEGIN + 2 * DAY, backlog=False, window=WEEK, considered_until=until) == "late"


@pytest.mark.parametrize("published", [-2, None])
def test_an_issue_sent_early_loses_no_days(published: float | None) -> None:
    """Drafted and sent five days before its slot: what came in those days is in the next one."""
    moment = None if published is None else BEGIN + published * DAY
    until = BEGIN - 5 * DAY
    assert belongs(moment, BEGIN - DAY, backlog=False, window=WEEK, considered_until=until) == "late"
    assert belongs(moment, BEGIN - 6 * DAY, backlog=False, window=WEEK, considered_until=until) == "no"
