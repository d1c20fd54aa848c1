"""Which sentences tell the story: a small set that covers what the reports say most, and reads as prose.

The objective is the concept coverage of Gillick and Favre (2009, "A Scalable Global Model for
Summarization"): each word of meaning weighs by how many reports and sentences say it and how early, and
counts once, so that a second sentence is paid only for what it adds (the role MMR plays elsewhere). Position,
what the sentence shares with the headline, and how awkward it reads are added. A story offers few sentences,
so a beam over sets of them is exact in practice and takes about a millisecond.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt

from digest.summarise.language import language_table
from digest.summarise.reading import Candidate, candidates
from digest.summarise.words import content
from digest.types import Sentence, Story

#: Parts of a sentence's own score, and how much of two sentences may be the same. Tuned by reading the
#: summaries of recorded weeks, with benchmarks/summarise_quality.py as the guard.
POSITION, HEADLINE, LEAD, AWKWARD, DRIFT, SAME = 0.4, 0.3, 0.1, 0.8, 0.3, 0.4
#: The share of `HEADLINE` that is paid only for words of the headline that no chosen sentence has said.
HEADLINE_ONCE = 0.15
#: What each further sentence must earn, so that a summary is not filled for the sake of its length.
ENTRANCE = 0.12
BEAM, POOL = 24, 18
#: A summary of `words` words may have this many times as many at most.
STRETCH = 1.17


@dataclass(frozen=True, slots=True)
class _Set:
    """A set of chosen candidates, as indices in reading order, and what it is worth."""

    members: tuple[int, ...]
    covered: frozenset[str]
    words: int
    worth: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What choosing needs to know of a story: each sentence's own score, each stem's weight (1 in total)."""

    pool: list[Candidate]
    stems: list[frozenset[str]]
    headline: frozenset[str]
    own: list[float]
    weights: dict[str, float]
    fee: float

    def alone(self, index: int) -> float:
        """The worth of one sentence by itself."""
        return self.own[index] + self.gain(self.stems[index])

    def gain(self, fresh: frozenset[str]) -> float:
        """What it is worth to say the stems `fresh` for the first time.

        `fsum` is exact, so the order of a set, which differs between processes, cannot decide a summary.
        """
        said = len(self.headline & fresh) / (len(self.headline) or 1)
        return fsum(self.weights[stem] for stem in fresh) + HEADLINE_ONCE * said

    def grow(self, chosen: _Set, index: int) -> _Set | None:
        """`chosen` and one more, or None when that one leans on nothing or says the same again."""
        new = self.pool[index]
        others = [self.pool[member] for member in chosen.members]
        stems = self.stems[index]
        if index in chosen.members or any(_same(stems, self.stems[member]) for member in chosen.members):
            return None
        if new.leans and not any(o.report == new.report and o.place == new.place - 1 for o in others):
            return None
        share = sqrt(len(others) + 1)
        worth = self.gain(stems - chosen.covered) + self.own[index] / share - (self.fee if others else 0.0)
        members = tuple(sorted((*chosen.members, index)))
        return _Set(members, chosen.covered | stems, chosen.words + new.words, chosen.worth + worth)


def extract(story: Story, *, words: int = 60, language: str = "en") -> tuple[Sentence, ...]:
    """Two or three sentences of about `words` words over all reports; () when none is good enough."""
    pool = [candidate for candidate in candidates(story, language=language) if candidate.strict]
    headline = frozenset(content(story.lead.title, language_table(language)))
    return tuple(as_sentences(story, choose(pool, headline, words=words)))


def choose(pool: list[Candidate], headline: frozenset[str], *, words: int) -> list[Candidate]:
    """The best set of sentences that stands alone and fits, in the order they are told."""
    short = min(1.0, 60 / max(words, 1))  # a long summary may go further afield
    task = _Task(
        pool=pool,
        stems=[frozenset(candidate.stems) for candidate in pool],
        headline=headline,
        own=[_own_score(candidate, headline, DRIFT * short) for candidate in pool],
        weights=_concept_weights(pool, headline, words),
        fee=ENTRANCE * short,
    )
    alone = [task.alone(index) for index in range(len(pool))]
    best = sorted(range(len(pool)), key=lambda i: (-alone[i], i))[: max(POOL, words // 8)]
    eligible = sorted({*best, *_before(pool, best)})
    most = 3 if words <= 80 else -(-words // 20)
    limit = max(int(words * STRETCH), 8)
    champion = _Set((), frozenset(), 0, 0.0)
    beam = [champion]
    for _ in range(most):
        grown = (task.grow(chosen, index) for chosen in beam for index in eligible)
        fitting = {one.members: one for one in grown if one and one.words <= limit}
        beam = sorted(fitting.values(), key=lambda one: (-one.worth, one.members))[:BEAM]
        champion = max([champion, *beam], key=lambda one: one.worth)
    return _in_order(champion.members, pool, alone)


def _before(pool: list[Candidate], indices: list[int]) -> list[int]:
    """The sentences that those which lean need."""
    at = {(candidate.report, candidate.place): index for index, candidate in enumerate(pool)}
    needed = [at.get((pool[i].report, pool[i].place - 1)) for i in indices if pool[i].leans]
    return [index for index in needed if index is not None]


def _same(left: frozenset[str], right: frozenset[str]) -> bool:
    smaller = min(len(left), len(right))
    return smaller == 0 or len(left & right) >= SAME * smaller


def _in_order(members: tuple[int, ...], pool: list[Candidate], alone: list[float]) -> list[Candidate]:
    """The lead's sentences first, then each report's together, the most telling report before the others."""
    best: dict[int, float] = {}
    for index in members:
        report = pool[index].report
        best[report] = max(best.get(report, alone[index]), alone[index])
    told = [pool[index] for index in members]
    return sorted(told, key=lambda one: (one.report != 0, -best[one.report], one.report, one.place))


def _own_score(candidate: Candidate, headline: frozenset[str], drift: float) -> float:
    shared = len(headline.intersection(candidate.stems)) / (len(headline) or 1)
    score = POSITION / (1 + candidate.place) + HEADLINE * shared - AWKWARD * candidate.cost
    return score + (LEAD if candidate.report == 0 else 0.0) - (0.0 if shared else drift)


def _concept_weights(pool: list[Candidate], headline: frozenset[str], words: int) -> dict[str, float]:
    """How much it is worth to say each stem: early, by many sentences, by many reports.

    The best stems that a summary of `words` words has room for weigh 1 together.
    """
    told: dict[str, float] = defaultdict(float)
    reports: dict[str, set[int]] = defaultdict(set)
    for candidate in pool:
        for stem in set(candidate.stems):
            told[stem] += 1 / sqrt(1 + candidate.place)
            reports[stem].add(candidate.report)
    weights = {
        stem: sqrt(weight) * (1 + 0.5 * (len(reports[stem]) - 1)) * (1.3 if stem in headline else 1.0)
        for stem, weight in told.items()
    }
    room = sum(sorted(weights.values(), reverse=True)[: max(words // 2, 8)])
    return {stem: weight / room for stem, weight in weights.items()}


def as_sentences(story: Story, told: list[Candidate]) -> list[Sentence]:
    """The candidates as sentences with their evidence, each worded for the place it has."""
    made = []
    for number, candidate in enumerate(told):
        before = told[number - 1] if number else None
        follows = before is not None and (before.report, before.place) == (
            candidate.report,
            candidate.place - 1,
        )
        made.append(
            Sentence(
                text=candidate.following if follows else candidate.text,
                entry_id=story.entries[candidate.report].id,
                start=candidate.start,
                end=candidate.end,
            )
        )
    return made
