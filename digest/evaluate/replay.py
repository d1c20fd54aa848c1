"""The newsletter as it would be: under another topic, or as of an earlier issue. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.evaluate.difference import Difference, difference, places, places_of
from digest.evaluate.figures import Figures, figures, rows_of
from digest.evaluate.labelled import Week
from digest.pipeline import MEMORY, Digest
from digest.store import Published
from digest.types import Choice, Slot, Topic


class Supposed(Digest):
    """A newsletter that is told to suppose something. Only `choose` is for it; a draft would be kept.

    `topic`: another one than its own. `forgetful`: no issue was ever published.
    """

    def __init__(self, digest: Digest, *, topic: Topic | None = None, forgetful: bool = False) -> None:
        super().__init__(digest.config, digest.store, clock=digest.clock, progress=digest.progress)
        self.account = digest.account
        self._topic = topic
        self._forgetful = forgetful

    def topic(self) -> Topic:
        return self._topic or super().topic()

    def _issues_before(self, slot: Slot) -> list[Published]:
        """Only those before it, however many there are by now."""
        if self._forgetful:
            return []
        mine = self.store.issues.get(slot.name)
        if mine is None:
            return super()._issues_before(slot)
        return self.store.issues.recent(MEMORY, before=mine.number)


def compare(digest: Digest, slot: Slot, before: Topic, after: Topic) -> Difference:
    """What the one topic would choose of a window, and what the other."""
    entries = digest.entries(slot)
    one, other = (Supposed(digest, topic=topic).choose(slot, entries) for topic in (before, after))
    return difference(places(one), places(other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A past issue, and what the present settings would have made of its week."""

    published: Published
    choice: Choice
    difference: Difference


def backtest(digest: Digest, count: int) -> Iterator[Replayed]:
    """The last issues, newest first, each with the memory that it had: only of issues before it. What the editor
    pinned to it or dropped from it counts, what was learned since does too."""
    supposed = Supposed(digest, topic=digest.topic())
    for published in digest.store.issues.recent(count):
        choice = supposed.choose(published.issue.slot)
        found = difference(places_of(published.issue), places(choice))
        yield Replayed(published=published, choice=choice, difference=found)


def measured(digest: Digest, week: Week) -> Figures:
    """The figures of a labelled week under the present settings, of a newsletter that has told nothing yet."""
    choice = Supposed(digest, forgetful=True).choose(week.slot, week.entries)
    return figures(rows_of(choice), week.sources, week.labels)
