"""The newsletter as it would be: under another topic, or as of an earlier issue. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.evaluate.difference import Difference, difference, places, places_of
from digest.evaluate.figures import Figures, figures, rows_of
from digest.evaluate.labelled import Week
from digest.pipeline import MEMORY, Digest, remembered
from digest.store import Published
from digest.types import Choice, Edits, Slot, Told, Topic

#: How a reason begins that the memory gives.
RECALLED = ("told in the issue of ", "update of a story told in the issue of ")


class Supposed(Digest):
    """A newsletter that is told to suppose something. Only `choose` is for it; a draft would be kept.

    `topic`: another one than its own. `past`: what issues told before, whatever was published. `edits`: what the
    editor asked for, whatever that was.
    """

    def __init__(
        self,
        digest: Digest,
        *,
        topic: Topic | None = None,
        past: Sequence[Told] | None = None,
        edits: Edits | None = None,
    ) -> None:
        super().__init__(digest.config, digest.store, clock=digest.clock, progress=digest.progress)
        self.account = digest.account
        self._topic = topic
        self._past = past
        self._edits = edits

    def topic(self) -> Topic:
        return self._topic or super().topic()

    def told(self, slot: Slot) -> tuple[Told, ...]:
        return super().told(slot) if self._past is None else tuple(self._past)

    def edits(self, slot: Slot) -> Edits:
        return super().edits(slot) if self._edits is None else self._edits

    def _issues_before(self, slot: Slot) -> list[Published]:
        """Only those before it, however many there are by now."""
        if self._past is not None:
            return []
        mine = self.store.issues.get(slot.name)
        if mine is None:
            return super()._issues_before(slot)
        return self.store.issues.recent(MEMORY, before=mine.number)


def compare(
    digest: Digest, slot: Slot, before: Topic, after: Topic, *, edits: Edits | None = None
) -> Difference:
    """What the one topic would choose of a window, and what the other. `edits`: the editor's before, if not the
    same."""
    entries = digest.entries(slot)
    one = Supposed(digest, topic=before, edits=edits).choose(slot, entries)
    other = Supposed(digest, topic=after).choose(slot, entries)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A labelled week, and what the present settings make of it."""

    figures: Figures
    told: tuple[Told, ...]  #: what an issue of it would have told
    recalled: tuple[Recalled, ...]  #: what the memory had a say in, above the floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A story that the memory took for one told before. `why` says in which issue, and whether it has news."""

    headline: str
    chosen: bool
    why: str


def measured(digest: Digest, week: Week, past: Sequence[Told] = ()) -> Measured:
    """The figures of a labelled week under the present settings, of a newsletter that has told `past`."""
    choice = Supposed(digest, past=past).choose(week.slot, week.entries)
    return Measured(
        figures=figures(rows_of(choice), week.sources, week.labels),
        told=tuple(remembered(week.name, story.lead.title, story.entries) for story in choice.stories),
        recalled=_recalled(choice, digest.config.limits.floor),
    )


def _recalled(choice: Choice, floor: float) -> tuple[Recalled, ...]:
    """Once a story, the best score first."""
    found: dict[str, Recalled] = {}
    for verdict in choice.verdicts:
        why = [one for one in verdict.reasons if one.startswith(RECALLED)]
        if why and verdict.score >= floor:
            found.setdefault(
                verdict.story, Recalled(headline=verdict.entry.title, chosen=verdict.chosen, why=why[0])
            )
    return tuple(found.values())
