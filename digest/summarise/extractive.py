"""Which sentences tell the story: the set that a human abstract would most likely be made of, and that reads.

Below a telling headline a set of two or three sentences is worth the ROUGE that is expected of it, from how probable
each of its words is in an abstract (`expected`). Below a terse one ("Chip prices fall"), which leaves it to the reports
what matters, a few dozen traits decide (`salience`): where its sentences stand, what they share, how much of what the
reports say they cover. In between the two are mixed. The weights of both were learned from what people wrote
(`weights`). To that come the few things that abstracts of single articles cannot teach: what several reports say
counts more, the lead's report comes first, and an awkward sentence only when there is nothing else.

A story offers few sentences, so a wide beam over sets of them is nearly exact. A long summary has room for all that
is central: its sentences are taken by their TextRank.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.summarise.expected import Expected, Gains, Said, expected, gains
from digest.summarise.language import Language
from digest.summarise.reading import Candidate, grounds, stands
from digest.summarise.salience import Ground, centrality, ground, said_by, traits, words_of
from digest.summarise.weights import Weights, shipped, telling
from digest.summarise.words import content, shared
from digest.types import Sentence, Story

if TYPE_CHECKING:
    from digest.summarise.salience import Matrix

#: In ROUGE points, as the worth of a set is: for all that several reports say, for a sentence that is not of the
#: lead's report, for one that only says what a sentence of the lead's report says, and for awkwardness. Set by reading
#: the summaries of recorded weeks.
SEVERAL, OTHER, ECHO, AWKWARD = 0.06, 0.01, 0.05, 0.05
#: How much of the smaller of two sentences may be the same: of two reports, and of one report.
SAME, SAME_REPORT = 0.4, 0.8
#: A summary of `words` words may have this many times as many at most, and should have that share of them.
STRETCH, FULL = 4 / 3, 0.7
#: Of the longest set that a short story allows, the share that a summary has at least.
NEARLY = 0.9
#: Sets that are followed from one size to the next, and sentences that may join them.
BEAM, POOL, SENTENCES = 30, 16, 3
#: Words above which a summary is long: it has room for all that matters, and its reader for what leans.
LONG = 80
#: How often other sentences are sought because the first would lean on one that is not told.
LEADS = 8

#: How often other sentences are sought because two said the same.
TRIES = 6

_Members = tuple[int, ...]
Apart = tuple[Candidate, Candidate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What is known of a story before any sentence is chosen."""

    headline: frozenset[str]  #: stems of the words of meaning of its headline
    share: float  #: how telling the headline is, from 0 to 1
    expected: Expected
    weights: Weights


def guide(
    title: str, said: tuple[Said, ...], table: Language, words: int, weights: Weights | None = None
) -> Guide:
    """What a story with this headline and these sentences makes probable; by our weights unless others are given."""
    known = weights or shipped()
    headline = frozenset(content(title, table))
    share = telling(len(headline)) if words <= LONG else 0.0
    found = expected(said if share else (), title, table, (known.words, known.pairs))
    return Guide(headline=headline, share=share, expected=found, weights=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What choosing needs to know of a story."""

    pool: list[Candidate]
    lengths: list[int]
    alike: list[frozenset[int]]  #: of each sentence, those that say the same
    share: float  #: of `gains` in a set's worth; the rest is that of its traits
    gains: Gains
    base: Ground | None  #: for the traits, where they count
    worth: Matrix  #: of each trait
    says: Matrix  #: (n, v): how often each sentence says each stem
    several: Matrix  #: (v,): the share of each stem in what several reports say
    burdens: list[float]  #: of each sentence
    words: int
    weighed: dict[_Members, float] = field(default_factory=dict)

    def values(self, sets: list[_Members]) -> list[float]:
        """What each set is worth (all of one size). Sets are sought again without a pair: nothing is weighed twice."""
        new = [one for one in sets if one not in self.weighed]
        if new:
            self.weighed.update(zip(new, self._weigh(new), strict=True))
        return [self.weighed[one] for one in sets]

    def _weigh(self, sets: list[_Members]) -> list[float]:
        """Rounded, so that no processor's last bit decides."""
        import numpy as np

        chosen = np.array(sets)
        found = np.zeros(len(sets))
        if self.share > 0:
            found += self.share * self.gains.worth(sets)
        if self.base is not None:
            members = np.zeros((len(sets), len(self.pool)))
            members[np.arange(len(sets))[:, None], chosen] = 1.0
            found += (1 - self.share) * (traits(self.base, members, words=self.words) * self.worth).sum(
                axis=1
            )
        if self.several.any():
            found += SEVERAL * ((self.says[chosen].max(axis=1) > 0) * self.several).sum(axis=1)
        found -= np.array(self.burdens)[chosen].mean(axis=1)
        return [round(float(value), 9) for value in found]

    def length(self, chosen: _Members) -> int:
        return sum(self.lengths[index] for index in chosen)

    def grow(self, chosen: _Members, index: int) -> _Members | None:
        """`chosen` and one more, or None when that one is too long or says the same again."""
        if index in chosen or not self.alike[index].isdisjoint(chosen):
            return None
        length = self.length(chosen)
        if length >= self.words or length + self.lengths[index] > self.words * STRETCH:
            return None
        return tuple(sorted((*chosen, index)))

    def without(self, pair: Apart) -> _Task:
        """The same with two sentences that are not told together."""
        one, other = (next(n for n, it in enumerate(self.pool) if it is one) for one in pair)
        alike = [same | {one, other} if n in (one, other) else same for n, same in enumerate(self.alike)]
        return replace(self, alike=alike)

    def reads(self, chosen: _Members) -> bool:
        """Whether a reader knows at each sentence whom and what it speaks of."""
        told = [self.pool[index] for index in chosen]
        return all(stands(one, told) and (not one.again or grounds(one, told)) for one in told)


def choose(
    pool: list[Candidate], known: Guide, *, words: int, apart: Callable[[list[Candidate]], Apart | None]
) -> list[Candidate]:
    """The best set of sentences that stands alone and fits, in the order they are told.

    `apart` names two of a set that must not be told together; then the next best set without the two is sought. A long
    summary has room for both.
    """
    if not pool:
        return []
    if words > LONG:
        return _long(pool, words)
    task = _task(pool, known, words)
    told = _best(task)
    for _ in range(TRIES):
        if not (pair := apart(told)):
            return told
        task = task.without(pair)
        told = _best(task)
    while pair := apart(told):
        left = [one for one in told if one is not pair[1]]
        told = [one for place, one in enumerate(left) if stands(one, left[:place])]
    return told


def _best(task: _Task) -> list[Candidate]:
    pool = task.pool
    singles: list[_Members] = [(index,) for index in range(len(pool))]
    alone = task.values(singles)
    best = sorted(range(len(pool)), key=lambda i: (-alone[i], i))[:POOL]
    eligible = sorted({*best, *_before(pool, best)})
    beam: list[_Members] = [()]
    found: dict[_Members, float] = {}
    for _ in range(SENTENCES):
        grown = {new for chosen in beam for index in eligible if (new := task.grow(chosen, index))}
        if not grown:
            break
        sets = sorted(grown)
        level = dict(zip(sets, task.values(sets), strict=True))
        beam = sorted(level, key=lambda one: (-level[one], one))[:BEAM]
        found.update((one, value) for one, value in level.items() if task.reads(one))
    return _in_order(_champion(task, found), pool, alone)


def _task(pool: list[Candidate], known: Guide, words: int) -> _Task:
    import numpy as np

    says = said_by(pool)
    several = np.zeros(says.shape[1])
    reports = sorted({one.report for one in pool})
    if len(reports) > 1:
        rows = [np.array([one.report == report for one in pool]) for report in reports]
        several = np.sum([(says[row] > 0).any(axis=0) for row in rows], axis=0) - 1.0
        several /= max(several.sum(), 1.0)
    alike = _alike(pool)
    return _Task(
        pool=pool,
        lengths=[words_of(one) for one in pool],
        alike=alike,
        share=known.share,
        gains=gains([one.text for one in pool], known.expected),
        base=ground(pool, known.headline) if known.share < 1 else None,
        worth=known.weights.traits,
        says=says,
        several=several,
        burdens=[_burden(one, [pool[at] for at in same]) for one, same in zip(pool, alike, strict=True)],
        words=words,
    )


def _alike(pool: list[Candidate]) -> list[frozenset[int]]:
    """Of each sentence, those that say the same, as `_same` has it."""
    found: list[set[int]] = [{number} for number in range(len(pool))]
    for one in range(len(pool)):
        for other in range(one):
            if _same(pool[one], pool[other]):
                found[one].add(other)
                found[other].add(one)
    return [frozenset(numbers) for numbers in found]


def _long(pool: list[Candidate], words: int) -> list[Candidate]:
    """The most central sentences that fit, in the order of the reports; the first leans on nothing."""
    rank = centrality(said_by(pool)).round(9).tolist()
    alike = _alike(pool)
    best = sorted(range(len(pool)), key=lambda i: (-rank[i], i))
    for _ in range(LEADS):
        order = _taken(best, pool, alike, words)
        leaning = set(order[: next((at for at, i in enumerate(order) if not pool[i].leans), len(order))])
        if not leaning:
            return [pool[index] for index in order]
        best = [index for index in best if index not in leaning]
    return []


def _taken(best: list[int], pool: list[Candidate], alike: list[frozenset[int]], words: int) -> list[int]:
    """Of the sentences at these places, the best first, those that fit, in the order of the reports."""
    told: list[int] = []
    length = 0
    for index in best:
        more = words_of(pool[index])
        again = any(at in alike[index] or set(pool[index].stems) == set(pool[at].stems) for at in told)
        if again or length + more > words * STRETCH:
            continue
        told.append(index)
        length += more
        if length >= words:
            break
    return sorted(told)


def _burden(one: Candidate, like: list[Candidate]) -> float:
    other = 0.0
    if one.report:
        echo = any(not its.report for its in like)
        other = ECHO if echo else OTHER
    return AWKWARD * one.cost + other


def _champion(task: _Task, found: dict[_Members, float]) -> _Members:
    """The best set of those that are long enough, or in a short story nearly as long as any is."""
    longest = max(map(task.length, found), default=0)
    least = min(task.words * FULL, longest * NEARLY)
    among = {one: value for one, value in found.items() if task.length(one) >= least}
    return min(among, key=lambda one: (-among[one], one), default=())


def _before(pool: list[Candidate], indices: list[int]) -> list[int]:
    """The sentences that those which lean need."""
    at = {(candidate.report, candidate.place): index for index, candidate in enumerate(pool)}
    needed = [at.get((pool[i].report, pool[i].place - 1)) for i in indices if pool[i].leans]
    return [index for index in needed if index is not None]


def _same(left: Candidate, right: Candidate) -> bool:
    return shared(left.stems, right.stems) >= (SAME_REPORT if left.report == right.report else SAME)


def _in_order(members: _Members, pool: list[Candidate], alone: list[float]) -> list[Candidate]:
    """The lead's sentences first, then each report's together, the most telling report before the others."""
    best: dict[int, float] = {}
    for index in members:
        report = pool[index].report
        best[report] = max(best.get(report, alone[index]), alone[index])
    told = [pool[index] for index in members]
    return sorted(told, key=lambda one: (one.report != 0, -best[one.report], one.report, one.place))


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
