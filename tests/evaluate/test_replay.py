"""The newsletter as of an earlier issue, or under another topic."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from digest.config import parse
from digest.evaluate.replay import Supposed, compare
from digest.pipeline import MEMORY, Digest
from digest.store import Store
from digest.types import FeedState, Letter, Slot, Topic, Window
from tests.makers import MIDWEEK, NOW, SLOT, entry, issue, item

WEEK = timedelta(weeks=1)
LETTER = Letter(subject="s", preheader="p", html="<p>h</p>", text="t")
FEED = "https://outlet.example/feed.xml"


@pytest.fixture
def digest(tmp_path: Path) -> Iterator[Digest]:
    config = parse(f"feeds: [{{url: '{FEED}', title: Outlet}}]\n", tmp_path / "feeds.yaml")
    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main") as store:
        yield Digest(config, store, clock=lambda: NOW)


def published(digest: Digest, number: int) -> Slot:
    """An issue a week, the first in the week of `SLOT`."""
    at = NOW + (number - 1) * WEEK
    window = Window(SLOT.window.begin + (number - 1) * WEEK, SLOT.window.end + (number - 1) * WEEK)
    slot = Slot(name=f"{at:%Y-%m-%d}", window=window, at=at, review_at=window.end)
    digest.store.slots.mark(slot.name, now=at)
    made = issue(item(entry(guid=f"story {number}")), slot=slot, number=number)
    digest.store.issues.publish(made, LETTER, drafted=window.end, now=at)
    return slot


def test_an_issue_remembers_only_those_before_it(digest: Digest) -> None:
    """However many came since; each of twenty is held against what its editor knew."""
    slots = [published(digest, number) for number in range(1, 21)]
    supposed = Supposed(digest)
    known = [[p.number for p in supposed._issues_before(slot)] for slot in slots]
    assert known == [[*range(number - 1, max(0, number - 1 - MEMORY), -1)] for number in range(1, 21)]
    assert Supposed(digest, past=()).told(slots[-1]) == ()


def test_two_topics_are_compared_and_nothing_is_kept(digest: Digest) -> None:
    """What one would tell and the other would not; neither a draft nor a slot is left behind."""
    found = [
        entry("A label sues the maker of a song generator over recordings", guid="a"),
        entry(
            "Gardeners plant roses in the park",
            guid="b",
            text="Roses, roses and a gardener in the park.",
            published=MIDWEEK,
        ),
    ]
    digest.store.feeds.keep(FeedState(url=FEED, first_success=MIDWEEK - WEEK, last_success=MIDWEEK))
    digest.store.feeds.keep(FeedState(url=FEED, first_success=MIDWEEK - WEEK, last_success=NOW), found)
    songs = Topic(name="Songs", describe="Lawsuits of record labels over song generators and recordings.")
    roses = Topic(name="Roses", describe="Roses, gardeners and parks.")
    difference = compare(digest, SLOT, songs, roses)
    assert [(change.shown.headline.split()[0], change.kind) for change in difference.told] == [
        ("Gardeners", "new"),
        ("A", "gone"),
    ]
    assert digest.store.drafts.latest(SLOT.name) is None
    assert digest.store.slots.get(SLOT.name) is None
    assert dataclasses.asdict(digest.topic())["name"] == "ai-and-media"
