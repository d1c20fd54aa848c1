"""What is due when: decided from the schedule and the store alone, so tested without any feed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest import due
from digest.config import parse
from digest.pipeline import Digest
from digest.store import Store
from digest.types import FeedState

CONFIG = """\
newsletter: {timezone: Europe/Berlin}
schedule: {every: thursday 09:00, review: 24h}
feeds: [{url: https://outlet.example/feed}]
"""
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
