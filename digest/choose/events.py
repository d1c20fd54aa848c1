"""From an event to what may ship of it: what was dropped, pinned or told before, and what is surely one event.

Events are made loosely (`cluster`), for a story's score and for what nobody will read. Whatever the editor or the
memory speaks of is first parted into what is surely one event (`core`): a drop or a pin means the story that the editor
saw, and that an issue told one event says nothing of its neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from digest.choose.core import cores
from digest.choose.novelty import Memory
from digest.choose.outlets import independent
from digest.choose.rank import Candidate, order_reports, terms
from digest.choose.relevance import Judged
from digest.choose.tfidf import Floats, Rows, Space
from digest.types import Edits, Entry, Story, Told, Window

#: A medium that these say is named only when nothing more particular is.
_GENERAL = {"platforms": 0.5, "news": 0.8, "advertising": 0.8}


@dataclass(frozen=True, slots=True)
class Week:
    """The window's entries, the earliest first, with everything the steps share."""

    entries: tuple[Entry, ...]
    vectors: tuple[bytes, ...]
    dense: Floats  #: shape (entries, 384), unit rows
    vocabulary: Space
    rows: Rows
    judged: tuple[Judged, ...]
    scores: tuple[float, ...]  #: relevance of each entry, after hearing its story
    window: Window
    weights: Mapping[str, float]
    memory: Memory
    edits: Edits
    floor: float

    @property
    def size(self) -> int:
        return len(self.vocabulary.hashes)

    def pinned(self, i: int) -> bool:
        return self.entries[i].canonical_url in self.edits.pins


def candidates(week: Week, event: Sequence[int], *, strict: bool = False) -> list[Candidate]:
    """The stories of an event; entries that may not ship stand beside them, each alone.

    With `strict`, or where an edit or the memory speaks of the event, each story is what is surely one event.
    """
    barred = [i for i in event if week.judged[i].barred and not week.pinned(i)]
    out = [Candidate(_story(week, [i], None), out=week.judged[i].barred) for i in barred]
    able = [i for i in event if i not in set(barred)]
    if not able:
        return out
    if not strict and not any(_spoken_of(week, i) for i in able):
        told = _event_told(week, able)
        if told is None or len(able) == 1:
            one = _fresh(week, able, told)
            return [*out, replace(one, whole=len(able) > 1)]
    for group in surely(week, able):
        out += _of_core(week, group)
    return out


def _spoken_of(week: Week, i: int) -> bool:
    """Whether the editor or the memory names this very entry."""
    entry = week.entries[i]
    return bool(entry.id in week.edits.drops or week.pinned(i) or week.memory.told_as(entry))


def surely(week: Week, members: Sequence[int]) -> list[list[int]]:
    """The groups of a story's members that are surely one event: what most texts tell first, then the nearest to the
    topic, what most outlets tell, and the earliest."""
    if len(members) == 1:
        return [list(members)]
    entries, vectors = [week.entries[i] for i in members], [week.vectors[i] for i in members]
    found = cores(entries, vectors, week.rows.take(members), week.size, week.dense[list(members)])
    groups = [[members[k] for k in group] for group in found]

    def key(group: Sequence[int]) -> tuple[object, ...]:
        texts = {week.entries[i].id: week.vectors[i] for i in group}
        heard = independent([week.entries[i] for i in group], texts, week.weights)
        relevance = round(max(week.scores[i] for i in group), 9)
        return (-len(set(texts.values())), -relevance, -round(heard, 9), list(group))

    return sorted(groups, key=key)


def _of_core(week: Week, group: Sequence[int]) -> list[Candidate]:
    """What is surely one event: a story, its reports that were told already beside it."""
    dropped = any(week.entries[i].id in week.edits.drops for i in group)
    pinned = not dropped and any(week.pinned(i) for i in group)
    kept: list[int] = []
    out: list[Candidate] = []
    told: Told | None = None
    for i in group:
        before_ = week.memory.told_as(week.entries[i])
        told = told or before_
        if before_ and not (week.pinned(i) and pinned):
            out.append(Candidate(_story(week, [i], None), out=said(before_)))
        else:
            kept.append(i)
    if kept:
        told = told or _event_told(week, kept)
        out.append(_fresh(week, kept, told, dropped=dropped, pinned=pinned))
    return out


def _event_told(week: Week, members: Sequence[int]) -> Told | None:
    """The told event that these are surely of; what cannot ship anyway is not asked."""
    if max(week.scores[i] for i in members) < week.floor / 2:
        return None
    entries = [week.entries[i] for i in members]
    return week.memory.event_of(entries, week.rows.take(members), week.dense[list(members)])


def _fresh(
    week: Week, kept: Sequence[int], told: Told | None, *, dropped: bool = False, pinned: bool = False
) -> Candidate:
    """The reports of an event that no issue held yet: a story, an update of a told one, or the told one again."""
    rows = week.rows.take(kept)
    news = told is not None and week.memory.has_news([week.entries[i] for i in kept], rows, told)
    story = _story(week, kept, told if news or pinned else None)
    if dropped:
        return Candidate(story, out="dropped by the editor")
    if told is not None and not news and not pinned:
        return Candidate(story, out=said(told))
    return Candidate(story, pinned=pinned)


def said(told: Told) -> str:
    """Why a story is not told again: in which issue it was, and as what."""
    return f"told in the issue of {told.slot}: '{told.headline}'"


def _story(week: Week, members: Sequence[int], update_of: Told | None) -> Story:
    score = {week.entries[i].id: week.scores[i] for i in members}
    judged = {week.entries[i].id: week.judged[i] for i in members}
    vectors = {week.entries[i].id: week.vectors[i] for i in members}
    entries = order_reports([week.entries[i] for i in members], score, week.weights)
    best = max(score.values())
    reasons = list(judged[entries[0].id].reasons)
    if len(entries) > 1:
        others = len(entries) - 1
        reasons.append(f"with {others} other report{'s' if others > 1 else ''}")
    if update_of:
        reasons.append(f"update of a story {said(update_of)}")
    ranked = terms(entries, best, week.window, vectors, week.weights, update=update_of is not None)
    return Story(
        id=story_id(entries),
        entries=entries,
        score=ranked.score,
        relevance=best,
        reasons=(*reasons, str(ranked)),
        medium=_medium([judged[entry.id] for entry in entries]),
        update_of=update_of,
    )


def story_id(entries: Sequence[Entry]) -> str:
    """8 hex digits that stay while the story's smallest entry id stays, whoever leads."""
    return id_of(min(entry.id for entry in entries))


def id_of(smallest: str) -> str:
    """The id of the story whose smallest entry id this is."""
    return hashlib.sha256(smallest.encode()).hexdigest()[:8]


def _medium(judged: Sequence[Judged]) -> str:
    """The medium that most of the reports' words speak for, the lead's twice; "" when hardly anything does."""
    weights: dict[str, float] = {}
    for n, one in enumerate(judged):
        for medium, weight in one.media:
            weights[medium] = weights.get(medium, 0.0) + weight * _GENERAL.get(medium, 1.0) * (1 if n else 2)
    best = max(sorted(weights), key=lambda medium: round(weights[medium], 9), default="")
    return best if best and weights[best] >= 0.6 else ""
