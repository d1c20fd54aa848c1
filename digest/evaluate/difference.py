"""Two ways of telling one window, held against each other story by story. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from digest.types import Choice, Issue

#: A relevance that changed by less is not worth a line, and of those left out no more than so many get one.
MOVED, SHOWN = 0.05, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a story stands in one of the two."""

    story: str
    headline: str
    source: str
    entries: frozenset[str]  #: ids
    rank: int | None  #: in the issue; None for one that is left out
    relevance: float | None  #: None where it is not known: an issue keeps no scores
    reason: str = ""  #: the last word on it: why it is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A story in both, as far as it is in both."""

    before: Place | None
    after: Place | None

    @property
    def kind(self) -> Literal["kept", "new", "gone", "left"]:
        was, now = (place is not None and place.rank is not None for place in (self.before, self.after))
        return "kept" if was and now else "new" if now else "gone" if was else "left"

    @property
    def shown(self) -> Place:
        place = self.after or self.before
        assert place
        return place

    @property
    def moved(self) -> float:
        """By how much its relevance rose; 0 where that is not known."""
        values = [place.relevance for place in (self.before, self.after) if place]
        return values[1] - values[0] if len(values) == 2 and None not in values else 0.0  # type: ignore[operator]  # neither is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    told: tuple[Change, ...]  #: kept and new by their rank after, then those that are gone
    moved: tuple[Change, ...]  #: those that are in neither issue and whose relevance changed most

    def count(self, kind: str) -> int:
        return sum(change.kind == kind for change in self.told)

    @property
    def overlap(self) -> float:
        """Stories in both issues, of those in either; 1 when both are empty."""
        return self.count("kept") / len(self.told) if self.told else 1.0


def places(choice: Choice) -> tuple[Place, ...]:
    """Every story of a choice, the chosen ones by rank, then by relevance."""
    leads = {story.id: story.lead for story in (*choice.near_misses, *choice.stories)}
    members: dict[str, list[int]] = {}
    for number, verdict in enumerate(choice.verdicts):
        members.setdefault(verdict.story, []).append(number)
    found = []
    for story, numbers in members.items():
        own = [choice.verdicts[number] for number in numbers]
        lead = leads.get(story, own[0].entry)
        found.append(
            Place(
                story=story,
                headline=lead.title,
                source=lead.source,
                entries=frozenset(verdict.entry.id for verdict in own),
                rank=own[0].rank,
                relevance=max(verdict.score for verdict in own),
                reason="" if own[0].chosen or not own[0].reasons else own[0].reasons[-1],
            )
        )
    return tuple(sorted(found, key=lambda p: (p.rank is None, p.rank, -(p.relevance or 0.0), p.story)))


def places_of(issue: Issue) -> tuple[Place, ...]:
    """The stories of an issue, by rank."""
    return tuple(
        Place(
            story=item.story_id,
            headline=item.headline,
            source=item.lead.source,
            entries=frozenset(report.entry_id for report in item.reports),
            rank=rank,
            relevance=None,
        )
        for rank, item in enumerate(issue.items, 1)
    )


def difference(before: Sequence[Place], after: Sequence[Place]) -> Difference:
    """What is kept, new, gone and moved. Stories are the same that share most of their entries."""
    was, now = _Index(before), _Index(after)
    told = [Change(before=was.nearest(place), after=place) for place in after if place.rank is not None]
    matched = {change.before.story for change in told if change.before}
    gone = [
        Change(before=place, after=now.nearest(place))
        for place in before
        if place.rank is not None and place.story not in matched
    ]
    left = [Change(before=was.nearest(place), after=place) for place in after if place.rank is None]
    moved = [c for c in left if c.kind == "left" and abs(c.moved) >= MOVED]
    moved.sort(key=lambda c: (-abs(c.moved), c.shown.story))
    return Difference(told=(*told, *gone), moved=tuple(moved[:SHOWN]))


class _Index:
    """Places by the entries they hold."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._of: dict[str, list[Place]] = {}
        for place in places:
            for entry in place.entries:
                self._of.setdefault(entry, []).append(place)

    def nearest(self, place: Place) -> Place | None:
        """The one that shares most entries; of equals one that is told, the best ranked. None when none shares any."""
        shared = Counter(other for entry in place.entries for other in self._of.get(entry, ()))
        return min(shared, key=lambda p: (-shared[p], p.rank is None, p.rank or 0, p.story), default=None)
