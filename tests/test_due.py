"""What is due when: decided from the schedule and the store alone, so tested without any feed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import due
from digest.config import parse
from digest.errors import LetterError, UsageError
from digest.pipeline import Digest
from digest.store import Store
from digest.types import FeedState, Letter
from tests.makers import issue

CONFIG = """\
newsletter: {timezone: Europe/Berlin}
schedule: {every: thursday 09:00, review: 24h}
feeds: [{url: https://outlet.example/feed}]
"""
LETTER = Letter(subject="s", preheader="p", html="<p>h</p>", text="t")
SLOT = datetime(2026, 11, 26, 8, tzinfo=UTC)


class Clock:
    now = SLOT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def digest(tmp_path: Path, clock: Clock) -> Iterator[Digest]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main") as store:
        yield Digest(parse(CONFIG, tmp_path / "feeds.yaml"), store, clock=clock)


@pytest.mark.parametrize(
    ("late", "passed"),
    [(timedelta(minutes=59), ""), (timedelta(hours=1), "2026-11-26"), (timedelta(days=3), "2026-11-26")],
)
def test_a_first_start_passes_over_what_was_due_before(
    digest: Digest, clock: Clock, late: timedelta, passed: str
) -> None:
    """Started within the hour it was started for the slot; later, nobody asked for that letter."""
    clock.now = SLOT + late
    assert due.begin(digest) == passed


def test_a_draft_made_by_hand_is_no_earlier_start(digest: Digest, clock: Clock) -> None:
    """Who prepares Thursday's letter on Saturday does not want last Thursday's to go out."""
    clock.now = SLOT - timedelta(days=5)
    digest.store.slots.mark("2026-11-26", now=clock.now, state="drafted")
    assert due.begin(digest) == "2026-11-19"


def test_a_restart_does_not_pass_over_anything(digest: Digest, clock: Clock) -> None:
    """The server was down over its slot: that issue is late, not lost."""
    clock.now = SLOT - timedelta(days=2)
    due.begin(digest)
    clock.now = SLOT + timedelta(days=2)
    assert due.begin(digest) == ""


@pytest.mark.parametrize(("state", "held", "wants"), [
    (None, False, True), ("open", False, True), ("drafted", False, True), ("drafted", True, False),
    ("skipped", False, False), ("done", False, False), ("empty", False, False),
])  # fmt: skip
def test_which_slots_want_work(digest: Digest, state: str | None, held: bool, wants: bool) -> None:
    """Final states stay final; held waits."""
    slot = digest.config.schedule.latest(SLOT)
    if state:
        digest.store.slots.mark(slot.name, now=SLOT, state=state, held=held)  # type: ignore[arg-type]  # a table of states
    assert due._is_open(digest, slot) is wants


def publish(digest: Digest, day: str) -> None:
    """An issue of that slot is out, with everyone."""
    slot = digest.slot(name=day)
    digest.store.slots.mark(day, now=SLOT)
    made = dataclasses.replace(issue(), slot=slot, number=digest.store.issues.next_number())
    digest.store.issues.publish(made, LETTER, drafted=slot.window.end, now=SLOT)
    digest.store.slots.mark(day, now=SLOT, state="done")


def rescheduled(digest: Digest, schedule: str) -> Digest:
    """The same newsletter after its editor has changed the schedule."""
    text = CONFIG.replace("{every: thursday 09:00, review: 24h}", schedule)
    return Digest(parse(text, digest.config.path), digest.store, clock=digest.clock)


def test_a_letter_moved_by_a_day_is_not_sent_twice(digest: Digest, clock: Clock) -> None:
    """Thursday's issue is out, the editor moves to Fridays: tomorrow is no issue, next Friday is."""
    publish(digest, "2026-11-26")
    friday = rescheduled(digest, "{every: friday 09:00, review: 24h}")
    tomorrow, after = friday.slot(name="2026-11-27"), friday.slot(name="2026-12-04")
    assert not due._is_open(friday, tomorrow)
    assert not due._wants_draft(friday, tomorrow)
    assert due._is_open(friday, after)
    assert after.window.begin == friday.store.issues.recent(1)[0].issue.slot.window.end


@pytest.mark.parametrize("review", ["6d", "1h"])
def test_a_changed_review_leaves_no_day_out_and_tells_none_twice(digest: Digest, review: str) -> None:
    """The next window begins where the last issue's ended, whatever the schedule says now."""
    publish(digest, "2026-11-26")
    ended = digest.slot(name="2026-11-26").window.end
    changed = rescheduled(digest, f"{{every: thursday 09:00, review: {review}}}")
    assert changed.slot(name="2026-12-03").window.begin == ended
    assert changed.told(changed.slot(name="2026-12-03"))


def test_a_skipped_weeks_stories_do_not_move_to_the_next(digest: Digest) -> None:
    """Its window stays its own."""
    publish(digest, "2026-11-26")
    assert digest.slot(name="2026-12-10").window.begin == digest.slot(name="2026-12-03").window.end


def test_a_draft_without_reading_the_feeds_is_no_review(digest: Digest, clock: Clock) -> None:
    """`digest draft` in a fresh folder must not count for the week."""
    slot = digest.slot(name="2026-11-26")
    clock.now = slot.window.end
    digest.store.drafts.add(dataclasses.replace(issue(), slot=slot), inputs="a", now=clock.now)
    assert due._wants_draft(digest, slot)
    digest.store.slots.mark(slot.name, now=clock.now, reviewed=True)
    assert not due._wants_draft(digest, slot)


def test_a_new_schedule_does_not_reach_back(digest: Digest, clock: Clock) -> None:
    """Thursday's is out; on Wednesday the editor moves to Mondays: last Monday was no appointment."""
    publish(digest, "2026-11-26")
    digest.store.slots.appoint("2026-12-03", plan="thursday 09:00", now=SLOT)
    clock.now = SLOT + timedelta(days=6)
    monday = rescheduled(digest, "{every: monday 09:00, review: 24h}")
    passed = monday.slot(name="2026-11-30")
    assert due._is_open(monday, passed)  # it would be made up for, were it only late
    due._pass_over(monday, passed)
    assert not due._is_open(monday, passed)


def test_what_fails_does_not_keep_the_rest_from_being_done(digest: Digest, clock: Clock) -> None:
    """No feed answers (there is none at that address): told as try again, for the slot and for the draft of the
    next one alike, and nothing is raised."""
    clock.now = SLOT + timedelta(days=6, hours=12)
    outcomes = due.run(digest)
    assert [(o.slot, o.again, o.error is not None) for o in outcomes] == [
        ("2026-11-26", True, True),
        ("2026-12-03", True, True),
    ]


def test_a_published_slot_is_found_under_any_schedule(digest: Digest) -> None:
    """`status --slot` of last month's issue, after the day of the week was changed."""
    publish(digest, "2026-11-26")
    friday = rescheduled(digest, "{every: friday 09:00, review: 24h}")
    assert friday.slot(name="2026-11-26").name == "2026-11-26"
    with pytest.raises(UsageError, match="no issue is due on 2026-12-03"):
        friday.slot(name="2026-12-03")


def test_an_editor_who_is_faster_wins(digest: Digest) -> None:
    """Held while the run was under way: refused at the moment of publishing, and told too late afterwards."""
    slot = digest.slot(name="2026-11-26")
    digest.store.slots.mark(slot.name, now=SLOT, held=True)
    made = dataclasses.replace(issue(), slot=slot, number=1)
    with pytest.raises(LetterError, match="is held"):
        digest.store.issues.publish(made, LETTER, drafted=SLOT, now=SLOT)
    digest.store.slots.mark(slot.name, now=SLOT, held=False)
    digest.store.issues.publish(made, LETTER, drafted=SLOT, now=SLOT)
    with pytest.raises(LetterError, match="does not change any more"):
        digest.store.slots.mark(slot.name, now=SLOT, held=True, unless_published=True)


def test_feeds_grow_stale(digest: Digest, clock: Clock) -> None:
    """Read on each run, but not more often than `fetch.every`."""
    assert due.is_stale(digest)
    state = FeedState(url="https://outlet.example/feed", last_attempt=SLOT)
    digest.store.feeds.keep(state)
    clock.now = SLOT + timedelta(hours=2, minutes=59)
    assert not due.is_stale(digest)
    clock.now = SLOT + timedelta(hours=3)
    assert due.is_stale(digest)
    digest.store.feeds.keep(dataclasses.replace(state, last_attempt=clock.now))
    assert not due.is_stale(digest)
