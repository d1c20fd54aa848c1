"""The decision about a window, step by step: judge the entries, tell the events apart, recall, rank, account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from digest.choose import embedder, embedders, relevance
from digest.choose.cluster import clusters, voices_of
from digest.choose.events import Week, candidates, surely
from digest.choose.novelty import remember
from digest.choose.rank import Candidate, Picked, before, pick
from digest.choose.relevance import Judged
from digest.choose.tags import act_of
from digest.choose.terms import Embedder, text_of
from digest.choose.tfidf import Floats, space
from digest.types import Choice, Edits, Entry, Limits, Story, Told, Topic, Verdict, Window

#: How many of the stories that were left out are shown as near misses.
NEAR_MISSES = 10
#: So many of the best stories are compared with one another; the tail of a large window cannot be picked.
COMPARED = 200
#: Stories below this relevance are not asked for what happens in them: they are of no newsletter on the topic.
TAGGED = 0.2


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
    ordered = _in_order(entries)
    by_terms, by_meaning = embedders(topic)
    given, meant = _embedded(ordered, vectors, by_terms), _embedded(ordered, meanings, by_meaning)
    dense = embedder.dense(meant)
    vocabulary = space(given)
    rows = vocabulary.rows(given)
    nearness = relevance.judge(ordered, given, meant, rows, vocabulary, topic, voices_of(given))
    judged = tuple(_of_language(one, entry, languages) for one, entry in zip(nearness, ordered, strict=True))
    events = clusters(ordered, given, rows, len(vocabulary.hashes), dense)
    week = Week(
        entries=ordered,
        vectors=given,
        dense=dense,
        vocabulary=vocabulary,
        rows=rows,
        judged=judged,
        scores=tuple(relevance.shared(judged, given, events)),
        window=window,
        weights=weights,
        memory=remember(past, vocabulary, window, meanings),
        edits=edits,
        floor=limits.floor,
    )
    return _settled(_with_lessons(week, events, topic), events, limits)


def _in_order(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Each entry once, the earliest first. Neither the input's order nor an id (a hash) may decide anything; two that
    are equal in all that is compared here are the same to everything that follows."""

    def key(entry: Entry) -> tuple[object, ...]:
        return (entry.when, entry.canonical_url, entry.title, entry.text, entry.source, entry.feed_url)

    by_id = {entry.id: entry for entry in sorted(entries, key=lambda e: (e.id, e.title, e.text))}
    return tuple(sorted(by_id.values(), key=key))


def _with_lessons(week: Week, events: Sequence[Sequence[int]], topic: Topic) -> Week:
    """A story that was taught as unlike is out with all its reports, however each of them is worded."""
    places = relevance.taught_unlike(week.entries, topic)
    if not places:
        return week
    groups = [group for event in events if places & set(event) for group in surely(week, event)]
    judged, scores = relevance.told_off(week.judged, week.scores, groups, places, week.entries, topic)
    return replace(week, judged=judged, scores=scores)


def _settled(week: Week, events: Sequence[Sequence[int]], limits: Limits) -> Choice:
    """What ships is asked again whether it is one event, until nothing that may hold another one does."""
    found = [_numbered(n, candidates(week, event)) for n, event in enumerate(events)]
    while True:
        picked = pick(_sampled(week, [one for stories in found for one in stories]), limits)
        chosen = {story.id for story in picked.chosen}
        whole = [
            n for n, stories in enumerate(found) if any(c.whole and c.story.id in chosen for c in stories)
        ]
        if not whole:
            return _account(week, picked)
        for n in whole:
            found[n] = _numbered(n, candidates(week, events[n], strict=True))


def _numbered(event: int, found: Sequence[Candidate]) -> list[Candidate]:
    return [replace(one, event=event) for one in found]


def _embedded(entries: Sequence[Entry], known: Mapping[str, bytes], by: Embedder) -> tuple[bytes, ...]:
    """The vectors of the entries; what is missing is made, and what was damaged where it was kept is made again."""
    sound = {entry.id for entry in entries if entry.id in known and by.sound(known[entry.id])}
    missing = sorted({text_of(entry) for entry in entries if entry.id not in sound})
    made = dict(zip(missing, by.embed(missing), strict=True))
    return tuple(known[e.id] if e.id in sound else made[text_of(e)] for e in entries)


def _of_language(judged: Judged, entry: Entry, languages: frozenset[str]) -> Judged:
    """Bars an entry in a language that the letter does not take; one that states none is taken."""
    stated = entry.language.replace("_", "-").split("-")[0].lower()
    if not languages or not stated or stated in {one.split("-")[0].lower() for one in languages}:
        return judged
    return replace(judged, barred=judged.barred or f"language: {entry.language}")


def _tagged(story: Story) -> Story:
    """The story with its act; one that is far off topic has none."""
    if story.relevance < TAGGED:
        return story
    act = act_of(story.entries)
    kind = f"kind: {story.medium or 'no medium'}, {act or 'no act'}"
    return replace(story, act=act, reasons=(*story.reasons[:-1], kind, *story.reasons[-1:]))


def _sampled(week: Week, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the best of them with a vector by which picks are kept apart."""
    place = {entry.id: i for i, entry in enumerate(week.entries)}
    ordered = sorted(found, key=lambda c: (not c.pinned, bool(c.out), *before(c.story)))
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
    verdicts.sort(key=lambda v: (-v.score, place[v.entry.id]))
    return Choice(verdicts=tuple(verdicts), stories=picked.chosen, near_misses=picked.left[:NEAR_MISSES])
