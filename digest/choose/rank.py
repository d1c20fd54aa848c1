"""From judged stories to an issue: order, caps, diversity, and for each story left out the reason why."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from digest.choose.caps import cap, seated, section_of
from digest.choose.origin import drawn_on
from digest.choose.outlets import houses, independent, is_aggregator, outlet
from digest.choose.tfidf import Floats
from digest.types import Entry, Limits, Story, Window

#: Where a story counts half as on topic (a relevance), and how fast that changes (in its log-odds): once a story is
#: clearly on topic, who tells it decides.
ON_TOPIC, SURER = 0.4, 0.5
#: What a story's score is made of, all times its being on topic: the rest is fixed.
COVERAGE, RECENCY = 0.9, 0.02
#: So many independent outlets make the full coverage.
MANY = 8
#: An update of a told story counts for this much of a new one.
UPDATE = 0.9
#: A text this short (characters) cannot tell a story; a longer one leads before it.
TELLING = 60
#: Two picks this similar (cosine of the means of their reports) are one event, less similar ones on one theme;
#: below that, likeness costs.
SAME_EVENT, SAME_THEME, LIKENESS = 0.42, 0.2, 0.05
#: What each earlier pick of the same medium costs the next, and what it costs to be loosely of one event with a pick:
#: two in three such reports tell it once more, so that they wait until there is room.
SAME_MEDIUM, KIN = 0.004, 0.4


@dataclass(frozen=True, slots=True)
class Terms:
    """What a story's score is made of."""

    relevance: float  #: to the topic, 0 to 1
    outlets: float  #: independent ones that tell it
    recency: float  #: 0 at the window's begin, 1 at its end
    novelty: float  #: 1 for an event that no past issue told

    @property
    def score(self) -> float:
        """What the story is ranked by, 0 to 1."""
        coverage = min(1.0, math.log2(1 + self.outlets) / math.log2(1 + MANY))
        share = (1 - COVERAGE - RECENCY) + COVERAGE * coverage + RECENCY * self.recency
        return _on_topic(self.relevance) * share * self.novelty

    def __str__(self) -> str:
        return (
            f"ranked by relevance {self.relevance:.2f}, outlets {self.outlets:.1f}, "
            f"recency {self.recency:.2f}, novelty {self.novelty:.2f}"
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story before the picking. `out` says why it may not ship, "" when it may."""

    story: Story
    out: str = ""
    pinned: bool = False
    whole: bool = False  #: it may hold reports that are not surely of one event
    event: int | None = None  #: which of the loosely made events it is part of; None: it stands for itself
    sample: Floats | None = field(default=None, compare=False)  #: mean of its reports' vectors, unit length


@dataclass(frozen=True, slots=True)
class Picked:
    chosen: tuple[Story, ...]
    left: tuple[Story, ...]  #: everything else that could have been considered, best first, with the reason


def order_reports(
    entries: Sequence[Entry], relevance: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[Entry, ...]:
    """The reports of a story, the lead first: an outlet before an aggregator, the one that the others draw on before
    those, told before titled, then nearest to the topic, then by the feed's weight and the earliest."""
    drawn = drawn_on(entries) if len(entries) > 1 else {entries[0].id: 0.0}

    def key(entry: Entry) -> tuple[object, ...]:
        return (
            is_aggregator(entry),
            -drawn[entry.id],
            len(entry.text) < TELLING,
            -round(relevance[entry.id], 2),
            -weights.get(entry.feed_url, 1.0),
            entry.when,
            entry.canonical_url,
            entry.title,
            entry.text,
            entry.source,
        )

    return tuple(sorted(entries, key=key))


def terms(
    entries: Sequence[Entry],
    relevance: float,
    window: Window,
    vectors: Mapping[str, bytes],
    weights: Mapping[str, float],
    *,
    update: bool,
) -> Terms:
    """What a story is ranked by: relevance, how many independent outlets tell it, how fresh and how new it is."""
    span = (window.end - window.begin).total_seconds() or 1.0
    freshest = max(entry.when for entry in entries)
    return Terms(
        relevance=relevance,
        outlets=independent(entries, vectors, weights),
        recency=min(1.0, max(0.0, (freshest - window.begin).total_seconds() / span)),
        novelty=UPDATE if update else 1.0,
    )


def _on_topic(relevance: float) -> float:
    """0 to 1, flat where it is clear either way."""
    p = min(1 - 1e-9, max(1e-9, relevance))
    return 1 / (1 + math.exp(-SURER * (math.log(p / (1 - p)) - math.log(ON_TOPIC / (1 - ON_TOPIC)))))


def before(story: Story) -> tuple[object, ...]:
    """The order of stories, best first: by score; between equals by relevance, the number of outlets, the time, and at
    last by page and title. Ids are hashes and decide nothing."""
    lead = story.lead
    outlets = len({outlet(entry) for entry in story.entries})
    return (
        -story.score,
        -story.relevance,
        -outlets,
        lead.when,
        lead.canonical_url,
        lead.title,
        lead.text,
        lead.source,
    )


def pick(candidates: Sequence[Candidate], limits: Limits) -> Picked:
    """Pinned stories, then the best of the others while there is room; the order of input changes nothing."""
    ordered = sorted(candidates, key=lambda c: before(c.story))
    left = [_out(c, c.out) for c in ordered if c.out]
    able = [c for c in ordered if not c.out]
    rest = [c for c in able if not c.pinned]
    low = [c for c in rest if c.story.relevance < limits.floor]
    left += [_out(c, f"below floor by {_gap(limits.floor - c.story.relevance)}") for c in low]
    rest = [c for c in rest if c.story.relevance >= limits.floor]
    issue = _Issue([c for c in able if c.pinned], limits, houses(e for c in able for e in c.story.entries))
    while rest and issue.has_room:
        worth = issue.worths(rest)
        rest = [rest[n] for n in sorted(range(len(rest)), key=lambda n: (-worth[n], n))]
        # Who is refused stays out: what speaks against a story does not go away with more in the issue.
        refused = list(takewhile(bool, map(issue.take, rest)))
        left += [_out(c, reason) for c, reason in zip(rest, refused, strict=False)]
        rest = sorted(rest[len(refused) + 1 :], key=lambda c: before(c.story))
    left += [_out(c, issue.against(c) or f"beyond {limits.stories} stories") for c in rest]
    final = sorted(issue.stories(), key=before)
    return Picked(tuple(final), tuple(sorted(left, key=before)))


class _Issue:
    """An issue in the making: the pinned stories, and what was taken so far."""

    def __init__(self, pinned: Sequence[Candidate], limits: Limits, house: Mapping[str, str]) -> None:
        self.pinned = [_pin(one) for one in pinned]
        self.taken: list[Candidate] = []
        self.limits = limits
        self.house = house

    @property
    def chosen(self) -> list[Candidate]:
        return [*self.pinned, *self.taken]

    @property
    def has_room(self) -> bool:
        return len(self.chosen) < self.limits.stories

    def stories(self) -> list[Story]:
        return [one.story for one in self.chosen]

    def worths(self, candidates: Sequence[Candidate]) -> list[float]:
        """Maximal marginal relevance of each: the score, less what the picks before it already say."""
        chosen = self.chosen
        media = Counter(one.story.medium for one in chosen if one.story.medium)
        out = []
        for one in candidates:
            like = max((_similar(one, other) for other in chosen), default=0.0)
            kin = any(_kin(one, other) for other in chosen)
            cost = LIKENESS * like + SAME_MEDIUM * media[one.story.medium] + KIN * kin
            out.append(round(one.story.score - cost, 9))
        return out

    def take(self, candidate: Candidate) -> str:
        """Takes the story, others being led anew where that makes room; or says why not."""
        if reason := self.against(candidate):
            return reason
        led = self._led(candidate) or []
        self.taken = [replace(c, story=s) for c, s in zip([*self.taken, candidate], led, strict=True)]
        return ""

    def against(self, candidate: Candidate) -> str:
        """Why the story may not stand in the issue as it is; "" when it may."""
        likes = [(_similar(candidate, one), one) for one in self.chosen]
        for like, one in likes:
            if like >= SAME_EVENT:
                return f"the same event as '{one.story.lead.title}'"
        on_theme = [(like, one.story) for like, one in likes if like >= SAME_THEME or _kin(candidate, one)]
        if len(on_theme) >= self.limits.per_theme:
            nearest = max(on_theme, key=lambda pair: (pair[0], pair[1].lead.title))[1]
            return cap(len(on_theme), f"on the theme of '{nearest.lead.title}'")
        section = section_of(candidate.story)
        filed = sum(section_of(one.story) == section for _, one in likes)
        if section and self.limits.per_section is not None and filed >= self.limits.per_section:
            return cap(filed, f"in section {section}")
        if self._led(candidate) is None:
            source = outlet(candidate.story.lead)
            led = sum(self.house[outlet(one.story.lead)] == self.house[source] for _, one in likes)
            return cap(led, f"from {source}")
        return ""

    def _led(self, candidate: Candidate) -> list[Story] | None:
        taken = [one.story for one in (*self.taken, candidate)]
        return seated(taken, [one.story for one in self.pinned], self.limits.per_source, self.house)


def _similar(a: Candidate, b: Candidate) -> float:
    return 0.0 if a.sample is None or b.sample is None else float(a.sample @ b.sample)


def _kin(a: Candidate, b: Candidate) -> bool:
    return a.event is not None and a.event == b.event


def _gap(missing: float) -> str:
    return f"{missing:.2f}" if missing >= 0.005 else "less than 0.01"


def _out(candidate: Candidate, reason: str) -> Story:
    return replace(candidate.story, reasons=(*candidate.story.reasons, reason))


def _pin(candidate: Candidate) -> Candidate:
    return replace(candidate, story=_out(candidate, "pinned by the editor"))
