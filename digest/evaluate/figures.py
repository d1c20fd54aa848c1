"""What a choice is worth, held against labels. Pure; figures are shares (0 to 1) unless they are called a number.

The definitions are those that the labelled weeks were made with: grade 2 is squarely in topic, 1 on its border, what
is not listed 0; an event is told by the entries that bear its name. Ties in score are put in the order of the guids.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from digest.types import Choice

#: What an editor reads of a ranking.
FIRST = 20
#: So many of the events that most outlets told should be in the issue.
TOP = 10
SQUARELY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What somebody said of an entry in topic."""

    grade: int  #: 1 or 2
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was decided of an entry."""

    guid: str
    score: float
    story: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One week's, or the means of several."""

    ap: float  #: average precision of the scores for grade 2
    ndcg: float  #: nDCG of the first twenty, the grades as gains
    p20: float  #: share of grade 2 among the first twenty
    b3: float  #: B-cubed F1 of the stories over the graded entries
    b3_precision: float
    b3_recall: float
    stories: float  #: number in the issue
    grade2: float  #: of these, share with an entry of grade 2
    graded: float  #: … with one of grade 1 or 2
    told_twice: float  #: number of events that more than one of these stories tells
    mixed: float  #: number of these stories that tell more than one event
    top: float  #: of the (at most ten) events of grade 2 that most outlets told, two at least, share in the issue


def rows_of(choice: Choice) -> list[Row]:
    return [Row(guid=v.entry.guid, score=v.score, story=v.story, chosen=v.chosen) for v in choice.verdicts]


def figures(rows: Iterable[Row], sources: Mapping[str, str], labels: Mapping[str, Label]) -> Figures:
    """The figures of a week: its rows, its items' outlets by guid, and the labels. A row of no item is not counted,
    an item without a row counts as last, as a story of its own and as not chosen."""
    known = {row.guid: row for row in rows if row.guid in sources}
    graded = {guid: label for guid, label in labels.items() if guid in sources}
    order = sorted(sources, key=lambda guid: (-known[guid].score if guid in known else math.inf, guid))
    grades = [graded[guid].grade if guid in graded else 0 for guid in order]
    stories = {guid: known[guid].story if guid in known else f"-{guid}" for guid in graded}
    precision, recall, f1 = b_cubed([(label.event, stories[guid]) for guid, label in sorted(graded.items())])
    return Figures(
        ap=average_precision([grade == SQUARELY for grade in grades]),
        ndcg=ndcg(grades, FIRST),
        p20=sum(grade == SQUARELY for grade in grades[:FIRST]) / FIRST,
        b3=f1,
        b3_precision=precision,
        b3_recall=recall,
        **_issue(known.values(), sources, graded),
    )


def average_precision(ranked: Sequence[bool]) -> float:
    """Mean of the precision at each hit; 0 without one."""
    hits, total = 0, 0.0
    for place, hit in enumerate(ranked, 1):
        if hit:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0


def ndcg(gains: Sequence[int], first: int) -> float:
    """Discounted gain of the first so many, as a share of the best order's; 0 where nothing is to be gained."""
    best = _discounted(sorted(gains, reverse=True)[:first])
    return _discounted(gains[:first]) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping; each entry is (its event, its story)."""
    if not pairs:
        return 0.0, 0.0, 0.0
    both, events, stories = Counter(pairs), Counter(e for e, _ in pairs), Counter(s for _, s in pairs)
    precision = math.fsum(n * n / stories[story] for (_, story), n in both.items()) / len(pairs)
    recall = math.fsum(n * n / events[event] for (event, _), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _issue(rows: Iterable[Row], sources: Mapping[str, str], graded: Mapping[str, Label]) -> dict[str, float]:
    """The figures of what was chosen."""
    stories: defaultdict[str, list[Label]] = defaultdict(list)
    for row in rows:
        if row.chosen:
            stories[row.story] += [graded[row.guid]] if row.guid in graded else []
    events = {story: {label.event for label in told} for story, told in stories.items()}
    times = Counter(event for told in events.values() for event in told)
    squarely = sum(any(label.grade == SQUARELY for label in told) for told in stories.values())
    top = _most_told(sources, graded)
    return {
        "stories": float(len(stories)),
        "grade2": squarely / (len(stories) or 1),
        "graded": sum(map(bool, events.values())) / (len(stories) or 1),
        "told_twice": float(sum(number > 1 for number in times.values())),
        "mixed": float(sum(len(told) > 1 for told in events.values())),
        "top": sum(event in times for event in top) / (len(top) or 1),
    }


def _most_told(sources: Mapping[str, str], graded: Mapping[str, Label]) -> list[str]:
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    for guid, label in graded.items():
        if label.grade == SQUARELY:
            outlets[label.event].add(sources[guid])
    several = [event for event, names in outlets.items() if len(names) > 1]
    return sorted(several, key=lambda event: (-len(outlets[event]), event))[:TOP]


def mean(weeks: Sequence[Figures]) -> Figures:
    """The mean of each figure over the weeks, one at the least."""
    rows = [asdict(week) for week in weeks]
    return Figures(**{f.name: math.fsum(row[f.name] for row in rows) / len(rows) for f in fields(Figures)})


#: Of these less is better.
_AT_MOST = frozenset({"told_twice", "mixed"})


def shortfalls(found: Figures, floors: Mapping[str, float]) -> list[str]:
    """`ap 0.781, expected 0.800 at least`: what the floors ask for and is not there."""
    values = asdict(found)
    return [
        f"{name} {values[name]:.3f}, expected {floor:.3f} at {'most' if name in _AT_MOST else 'least'}"
        for name, floor in sorted(floors.items())
        if (values[name] > floor if name in _AT_MOST else values[name] < floor)
    ]
