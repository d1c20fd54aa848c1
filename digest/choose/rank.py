"""From judged stories to an issue: order, caps, diversity, and for each story left out the reason why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from digest.choose.outlets import independent, is_aggregator, outlet
from digest.choose.tfidf import Floats
from digest.types import Entry, Limits, Story, Told, Window

#: What a story's score is made of, all times its relevance: the rest is fixed.
COVERAGE, RECENCY = 0.65, 0.08
#: So many independent outlets make the full coverage.
MANY = 8
#: An update of a told story counts for this much of a new one.
UPDATE = 0.9
#: A text this short (characters) cannot tell a story; a longer one leads before it.
TELLING = 60
#: Two picks this similar (cosine of the means of their reports) are one event; below, likeness costs.
SAME_EVENT, LIKENESS = 0.42, 0.25
#: What each earlier pick of the same medium costs the next.
SAME_MEDIUM = 0.008
_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story before the picking. `out` says why it may not ship, "" when it may."""

    story: Story
    out: str = ""
    pinned: bool = False
    sample: Floats | None = field(default=None, compare=False)  #: mean of its reports' vectors, unit length


@dataclass(frozen=True, slots=True)
class Picked:
    chosen: tuple[Story, ...]
    left: tuple[Story, ...]  #: everything else that could have been considered, best first, with the reason


def order_reports(
    entries: Sequence[Entry], relevance: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[Entry, ...]:
    """The reports of a story, the lead first: an outlet before an aggregator, told before titled, then nearest
    to the topic, then by the feed's weight and the earliest."""

    def key(entry: Entry) -> tuple[object, ...]:
        return (
            is_aggregator(entry),
            len(entry.text) < TELLING,
            -round(relevance[entry.id], 2),
            -weights.get(entry.feed_url, 1.0),
            entry.when,
            entry.id,
        )

    return tuple(sorted(entries, key=key))


def value(
    entries: Sequence[Entry],
    relevance: float,
    window: Window,
    vectors: Mapping[str, bytes],
    weights: Mapping[str, float],
    update_of: Told | None,
) -> float:
    """What a story is ranked by, 0 to 1: relevance, times how many independent outlets tell it and how fresh it is."""
    outlets = independent(entries, vectors, weights)
    coverage = min(1.0, math.log2(1 + outlets) / math.log2(1 + MANY))
    span = (window.end - window.begin).total_seconds() or 1.0
    freshest = max(entry.when for entry in entries)
    recency = min(1.0, max(0.0, (freshest - window.begin).total_seconds() / span))
    share = (1 - COVERAGE - RECENCY) + COVERAGE * coverage + RECENCY * recency
    return relevance * share * (UPDATE if update_of else 1.0)


def pick(candidates: Sequence[Candidate], limits: Limits) -> Picked:
    """Pinned stories, then the best of the others while there is room; the order of input changes nothing."""
    ordered = sorted(candidates, key=lambda c: (-c.story.score, c.story.id))
    chosen = [c for c in ordered if c.pinned and not c.out]
    left = [_out(c, c.out) for c in ordered if c.out]
    rest = [c for c in ordered if not c.out and not c.pinned]
    low = [c for c in rest if c.story.relevance < limits.floor]
    left += [_out(c, f"below floor by {_gap(limits.floor - c.story.relevance)}") for c in low]
    rest = [c for c in rest if c.story.relevance >= limits.floor]
    while rest and len(chosen) < limits.stories:
        best = max(rest, key=lambda c: (round(_worth(c, chosen), 9), c.story.id))
        rest.remove(best)
        fitting = _led_within_cap(best, chosen, limits)
        if reason := _against(fitting, chosen, limits):
            left.append(_out(best, reason))
        else:
            chosen.append(fitting)
    left += [_out(c, _against(c, chosen, limits) or f"beyond {limits.stories} stories") for c in rest]
    final = sorted((_in(c) for c in chosen), key=lambda s: (-s.score, s.id))
    return Picked(tuple(final), tuple(sorted(left, key=lambda s: (-s.score, s.id))))


def _worth(candidate: Candidate, chosen: Sequence[Candidate]) -> float:
    """Maximal marginal relevance: the score, less what the picks before it already say."""
    like = max((_similar(candidate, one) for one in chosen), default=0.0)
    same = (
        Counter(one.story.medium for one in chosen)[candidate.story.medium] if candidate.story.medium else 0
    )
    return candidate.story.score - LIKENESS * like - SAME_MEDIUM * same


def _led_within_cap(candidate: Candidate, chosen: Sequence[Candidate], limits: Limits) -> Candidate:
    """The story, led by its next report when the lead's outlet leads as many as it may (never an aggregator's)."""
    led = Counter(outlet(one.story.lead) for one in chosen)
    entries = candidate.story.entries
    for entry in entries:
        if led[outlet(entry)] < limits.per_source and (entry is entries[0] or not is_aggregator(entry)):
            others = tuple(one for one in entries if one is not entry)
            return replace(candidate, story=replace(candidate.story, entries=(entry, *others)))
    return candidate


def _against(candidate: Candidate, chosen: Sequence[Candidate], limits: Limits) -> str:
    for one in chosen:
        if _similar(candidate, one) >= SAME_EVENT:
            return f"the same event as '{one.story.lead.title}'"
    source = outlet(candidate.story.lead)
    led = sum(outlet(one.story.lead) == source for one in chosen)
    if led >= limits.per_source:
        ordinal = _ORDINALS[led + 1] if led + 1 < len(_ORDINALS) else f"{led + 1}th"
        return f"cap: {ordinal} from {source}"
    return ""


def _similar(a: Candidate, b: Candidate) -> float:
    return 0.0 if a.sample is None or b.sample is None else float(a.sample @ b.sample)


def _gap(missing: float) -> str:
    return f"{missing:.2f}" if missing >= 0.005 else "less than 0.01"


def _out(candidate: Candidate, reason: str) -> Story:
    return replace(candidate.story, reasons=(*candidate.story.reasons, reason))


def _in(candidate: Candidate) -> Story:
    pinned = ("pinned by the editor",) if candidate.pinned else ()
    return replace(candidate.story, reasons=(*candidate.story.reasons, *pinned))
