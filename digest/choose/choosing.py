"""The decision about a window, step by step: judge the entries, tell the events apart, recall, rank, account."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digest.choose import embedder, embedders, relevance
from digest.choose.cluster import clusters, voices_of
from digest.choose.core import cores
from digest.choose.novelty import Memory, remember
from digest.choose.rank import Candidate, Picked, order_reports, pick, terms
from digest.choose.relevance import Judged
from digest.choose.tags import act_of
from digest.choose.terms import Embedder, text_of
from digest.choose.tfidf import Floats, Rows, Space, space
from digest.types import Choice, Edits, Entry, Limits, Story, Told, Topic, Verdict, Window

#: How many of the stories that were left out are shown as near misses.
NEAR_MISSES = 10
#: So many of the best stories are compared with one another; the tail of a large window cannot be picked.
COMPARED = 200
#: Stories below this relevance are not asked for what happens in them: they are of no newsletter on the topic.
TAGGED = 0.2
#: A medium that these say is named only when nothing more particular is.
_GENERAL = {"platforms": 0.5, "news": 0.8, "advertising": 0.8}


@dataclass(frozen=True, slots=True)
class Week:
    """The window's entries in the order of their ids, with everything the steps share."""

    entries: tuple[Entry, ...]
    vectors: tuple[bytes, ...]
    dense: Floats  #: shape (entries, 384), unit rows
    vocabulary: Space
    rows: Rows
    judged: tuple[Judged, ...]
    scores: tuple[float, ...]  #: relevance of each entry, after hearing its story
    window: Window
    weights: Mapping[str, float]

    @property
    def size(self) -> int:
        return len(self.vocabulary.hashes)


def decide(
    entries: Sequence[Entry],
    *,
    topic: Topic,
    limits: Limits,
    window: Window,
    weights: Mapping[str, float],
    vectors: Mapping[str, bytes],
    meanings: Mapping[str, bytes],
    past: Sequence[Told],
    edits: Edits,
    languages: frozenset[str],
) -> Choice:
    """See `digest.choose.choose`."""
    by_id = {
        entry.id: entry for entry in sorted(entries, key=lambda entry: (entry.id, entry.title, entry.text))
    }
    ordered = tuple(by_id.values())  # in the order of the ids: the input's order must not matter
    by_terms, by_meaning = embedders(topic)
    given, meant = _embedded(ordered, vectors, by_terms), _embedded(ordered, meanings, by_meaning)
    dense = embedder.dense(meant)
    vocabulary = space(given)
    rows = vocabulary.rows(given)
    nearness = relevance.judge(ordered, given, meant, rows, vocabulary, topic, voices_of(given))
    judged = [_of_language(one, entry, languages) for one, entry in zip(nearness, ordered, strict=True)]
    events = clusters(ordered, given, rows, len(vocabulary.hashes), dense)
    scores = relevance.shared(judged, given, events)
    week = Week(ordered, given, dense, vocabulary, rows, tuple(judged), tuple(scores), window, weights)
    memory = remember(past, vocabulary)
    candidates = [_candidates(week, event, memory, edits, limits.floor) for event in events]
    while True:
        picked = pick(_sampled(week, [one for found in candidates for one in found]), limits)
        chosen = {story.id for story in picked.chosen}
        whole = [
            n for n, found in enumerate(candidates) if any(c.whole and c.story.id in chosen for c in found)
        ]
        if not whole:
            return _account(week, picked)
        for n in whole:  # what is about to ship is asked again whether it is one event
            candidates[n] = _candidates(week, events[n], memory, edits, limits.floor, strict=True)


def _embedded(entries: Sequence[Entry], known: Mapping[str, bytes], by: Embedder) -> tuple[bytes, ...]:
    missing = sorted({text_of(entry) for entry in entries if entry.id not in known})
    made = dict(zip(missing, by.embed(missing), strict=True))
    return tuple(known[e.id] if e.id in known else made[text_of(e)] for e in entries)


def _of_language(judged: Judged, entry: Entry, languages: frozenset[str]) -> Judged:
    """Bars an entry in a language that the letter does not take; one that states none is taken."""
    stated = entry.language.replace("_", "-").split("-")[0].lower()
    if not languages or not stated or stated in {one.split("-")[0].lower() for one in languages}:
        return judged
    return replace(judged, barred=judged.barred or f"language: {entry.language}")


def _candidates(
    week: Week, event: Sequence[int], memory: Memory, edits: Edits, floor: float, *, strict: bool = False
) -> list[Candidate]:
    """The story of an event; entries that may not ship or were told already stand beside it, each alone.

    With `strict`, the story is what is surely one event, and the rest of it stories of their own.
    """
    dropped = any(week.entries[i].id in edits.drops for i in event)
    pinned = any(week.entries[i].canonical_url in edits.pins for i in event)
    kept: list[int] = []
    aside: list[tuple[int, str]] = []
    told: Told | None = None
    for i in event:
        before = memory.told_as(week.entries[i])
        told = told or before
        if week.entries[i].canonical_url in edits.pins and not dropped:
            kept.append(i)
        elif week.judged[i].barred or before:
            aside.append((i, week.judged[i].barred or _told(before)))
        else:
            kept.append(i)
    out = [Candidate(_story(week, [i], None), out=reason) for i, reason in aside]
    if not kept:
        return out
    able = not dropped and not pinned and len(kept) > 1
    first, *others = _cores(week, kept) if strict and able else [kept]
    one = _fresh(week, first, memory, told, floor, dropped=dropped, pinned=pinned)
    out.append(replace(one, whole=able and not strict))
    for group in others:
        if len(group) > 1:
            out.append(_fresh(week, group, memory, told, floor, dropped=dropped, pinned=pinned))
        else:
            beside = f"not surely of one event with '{out[len(aside)].story.lead.title}'"
            out.append(Candidate(_story(week, group, None), out=beside))
    return out


def _cores(week: Week, members: Sequence[int]) -> list[list[int]]:
    """The groups of a story's members that are surely one event."""
    entries, vectors = [week.entries[i] for i in members], [week.vectors[i] for i in members]
    found = cores(entries, vectors, week.rows.take(members), week.size, week.dense[list(members)])
    return [[members[k] for k in group] for group in found]


def _fresh(
    week: Week,
    kept: Sequence[int],
    memory: Memory,
    told: Told | None,
    floor: float,
    *,
    dropped: bool,
    pinned: bool,
) -> Candidate:
    """The reports of an event that no issue held yet: a story, an update of a told one, or the told one again."""
    rows = week.rows.take(kept)
    if told is None and max(week.scores[i] for i in kept) >= floor / 2:  # the memory matters to what may ship
        told = memory.event_of(rows)
    news = told is not None and memory.has_news([week.entries[i] for i in kept], rows, told)
    story = _story(week, kept, told if news or pinned else None)
    if dropped:
        return Candidate(story, out="dropped by the editor")
    if told is not None and not news and not pinned:
        return Candidate(story, out=_told(told))
    return Candidate(story, pinned=pinned)


def _told(told: Told | None) -> str:
    return f"told in the issue of {told.slot}" if told else ""


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
        reasons.append(f"update of a story told in the issue of {update_of.slot}")
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
    return hashlib.sha256(min(entry.id for entry in entries).encode()).hexdigest()[:8]


def _medium(judged: Sequence[Judged]) -> str:
    """The medium that most of the reports' words speak for, the lead's twice; "" when hardly anything does."""
    weights: dict[str, float] = {}
    for n, one in enumerate(judged):
        for medium, weight in one.media:
            weights[medium] = weights.get(medium, 0.0) + weight * _GENERAL.get(medium, 1.0) * (1 if n else 2)
    best = max(sorted(weights), key=lambda medium: round(weights[medium], 9), default="")
    return best if best and weights[best] >= 0.6 else ""


def _tagged(story: Story) -> Story:
    """The story with its act; one that is far off topic has none."""
    if story.relevance < TAGGED:
        return story
    act = act_of(story.entries)
    kind = f"kind: {story.medium or 'no medium'}, {act or 'no act'}"
    return replace(story, act=act, reasons=(*story.reasons[:-1], kind, *story.reasons[-1:]))


def _sampled(week: Week, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the best of them with a vector by which picks are kept apart."""
    place = {entry.id: i for i, entry in enumerate(week.entries)}
    ordered = sorted(candidates, key=lambda c: (not c.pinned, bool(c.out), -c.story.score, c.story.id))
    best = [
        replace(c, sample=_mean(week, sorted(place[entry.id] for entry in c.story.entries)))
        for c in ordered[:COMPARED]
    ]
    return best + ordered[COMPARED:]


def _mean(week: Week, members: Sequence[int]) -> Floats:
    total = week.rows.take(members).dense(week.size).sum(axis=0)
    mean: Floats = total / max(1e-9, float(np.linalg.norm(total)))
    return mean


def _account(week: Week, picked: Picked) -> Choice:
    """A verdict for every entry, best score first."""
    picked = Picked(tuple(map(_tagged, picked.chosen)), tuple(map(_tagged, picked.left)))
    place = {entry.id: i for i, entry in enumerate(week.entries)}
    verdicts = []
    for rank, story in [*enumerate(picked.chosen, 1), *((None, story) for story in picked.left)]:
        own = {reason for entry in story.entries for reason in week.judged[place[entry.id]].reasons}
        outcome = [reason for reason in story.reasons if reason not in own]
        for entry in story.entries:
            i = place[entry.id]
            reasons = (*week.judged[i].reasons, *outcome)
            verdicts.append(
                Verdict(
                    entry=entry,
                    score=week.scores[i],
                    story=story.id,
                    chosen=rank is not None,
                    rank=rank,
                    reasons=reasons,
                )
            )
    verdicts.sort(key=lambda v: (-v.score, v.entry.id))
    return Choice(verdicts=tuple(verdicts), stories=picked.chosen, near_misses=picked.left[:NEAR_MISSES])
