"""How near an entry is to the topic: a score from 0 to 1, and the terms it is made of.

A shipped topic is a conjunction: how surely the entry speaks of the one side (AI), times how surely of the
other (media), helped when both stand in the title or side by side, moved by the nearest examples and pulled
down by what speaks against it (deals, how-tos, gadgets). A topic that the editor spelled out has no such
lexicon; it is told by its description and examples alone. The weights are set by hand, none is learned.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from digest.choose.examples import Nearness, best, best_three, nearness, spelled
from digest.choose.lexicon import NEAR, TITLE, Lexicon, Match, Side, shipped, shipped_names
from digest.choose.terms import text_of, words
from digest.choose.tfidf import Floats, Rows, Space
from digest.types import Entry, Topic

#: Weights of the terms of a shipped topic's logit.
BOTH_SIDES, BOTH_IN_TITLE, NAMED, NAMED_IN_TITLE, SIDE_BY_SIDE, ACT, AGAINST = (
    4.0,
    1.5,
    1.0,
    0.5,
    2.0,
    0.5,
    0.9,
)
LIKE, LIKE_THREE, UNLIKE, UNLIKE_THREE = 3.0, 5.0, 1.0, 2.0
#: The logit at which an editor takes one entry in two, and how fast that changes.
MIDDLE, SLOPE = 6.0, 1.0
#: The same for a spelled-out topic, whose logit is made of cosines alone.
SPELLED_MIDDLE, SPELLED_SLOPE = 0.22, 20.0
_SIDES: tuple[tuple[str, Side], ...] = (("AI and media", "both"), ("AI", "ai"), ("media", "media"))
#: What an entry takes of its story's mean: a headline alone is judged by what other reports of it say.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """How near an entry is to the topic, and why. `barred` says why it may not ship at all ("" when it may)."""

    score: float  #: 0 to 1; 0 when barred
    reasons: tuple[str, ...]
    media: tuple[tuple[str, float], ...] = ()  #: medium -> how much speaks for it
    barred: str = ""


def judge(
    entries: Sequence[Entry], rows: Rows, vocabulary: Space, topic: Topic, voices: list[int]
) -> list[Judged]:
    """What each entry alone says of its nearness to the topic.

    `rows` are the entries' vectors in `vocabulary`; `voices` the positions of their different texts.
    """
    near = nearness(rows, vocabulary, topic)
    lexicon = _lexicon_of(topic)
    found = [(lexicon or _any_lexicon()).find(text_of(entry)) for entry in entries]
    if lexicon:
        parts = [_by_lexicon(matches) for matches in found]
        logits = np.array([logit for logit, _ in parts]) + _by_examples(near)
        scores = _sigmoid(SLOPE * (logits - MIDDLE))
    else:
        values = spelled(rows, vocabulary, voices, topic, near)
        parts = [(0.0, [f"topic: {value:.2f}"] if value >= 0.05 else []) for value in values.tolist()]
        scores = _sigmoid(SPELLED_SLOPE * (values - SPELLED_MIDDLE))
    out = []
    for i, (entry, matches, (_, reasons)) in enumerate(zip(entries, found, parts, strict=True)):
        bar = _barred(entry, topic)
        everything = (*reasons, *near.reasons(i, topic))
        out.append(Judged(0.0 if bar else scores[i], everything, _media(matches), bar))
    return out


def shared(judged: Sequence[Judged], texts: Sequence[bytes], stories: Iterable[Sequence[int]]) -> list[float]:
    """Scores after each entry has heard the other reports of its story; a copy is heard once.

    Logits are averaged over the story's different texts, so that an exact copy changes nothing.
    """
    scores = [one.score for one in judged]
    for story in stories:
        voices = {texts[i] or bytes(f"{i}", "ascii"): judged[i] for i in story if not judged[i].barred}
        if len(voices) < 2:
            continue
        mean = math.fsum(sorted(_logit(one.score) for one in voices.values())) / len(voices)
        for i in story:
            if not judged[i].barred:
                logit = (1 - SHARED) * _logit(judged[i].score) + SHARED * mean
                scores[i] = 1 / (1 + math.exp(-logit))
    return scores


def _by_lexicon(matches: Sequence[Match]) -> tuple[float, list[str]]:
    """The logit's share of the words, and what made it."""
    strongest = _strongest(matches)
    title = [match for match in strongest if match.zone == TITLE]
    ai, media = _surely(strongest, ("ai", "both")), _surely(strongest, ("media", "both"))
    against = _against(strongest)
    logit = (
        BOTH_SIDES * ai * media
        + BOTH_IN_TITLE * _surely(title, ("ai", "both")) * _surely(title, ("media", "both"))
        + NAMED * _surely(strongest, ("both",))
        + NAMED_IN_TITLE * _surely(title, ("both",))
        + SIDE_BY_SIDE * _side_by_side(matches)
        + ACT * ai * media * max((m.weight for m in strongest if m.concept.side == "act"), default=0.0)
        - AGAINST * math.fsum(match.weight for match in against)
    )
    labels = ((name, _labels(strongest, side)) for name, side in _SIDES)
    reasons = [f"{name}: {', '.join(found)}" for name, found in labels if found]
    return logit, reasons + [f"against: {m.concept.group} ({m.concept.label})" for m in against]


def _by_examples(near: Nearness) -> Floats:
    """The logit's share of the examples."""
    liked: Floats = LIKE * best(near.like) + LIKE_THREE * best_three(near.like)
    disliked: Floats = UNLIKE * best(near.unlike) + UNLIKE_THREE * best_three(near.unlike)
    return np.subtract(liked, disliked)


def _against(strongest: Sequence[Match]) -> list[Match]:
    """The strongest phrase of each kind that speaks against."""
    worst: dict[str, Match] = {}
    for match in sorted(strongest, key=lambda m: (m.weight, m.concept.label)):
        if match.concept.side == "off":
            worst[match.concept.group] = match
    return [worst[group] for group in sorted(worst)]


def _strongest(matches: Iterable[Match]) -> list[Match]:
    """Each phrase once a side, where it counts most."""
    best: dict[tuple[Side, tuple[str, ...]], Match] = {}
    for match in matches:
        key = (match.concept.side, match.concept.words)
        if key not in best or match.weight > best[key].weight:
            best[key] = match
    return list(best.values())


def _surely(matches: Iterable[Match], sides: Sequence[str]) -> float:
    """How surely a side is there: 1 minus the chance that every phrase of it misleads."""
    doubt = 1.0
    for match in matches:
        if match.concept.side in sides:
            doubt *= 1 - match.weight
    return 1 - doubt


def _side_by_side(matches: Sequence[Match]) -> float:
    """The surest pair of an AI phrase and a media phrase that are neighbours and do not overlap."""
    ai = [match for match in matches if match.concept.side == "ai"]
    media = [match for match in matches if match.concept.side == "media"]
    return max(
        (
            a.weight * b.weight
            for a in ai
            for b in media
            if a.zone == b.zone and 0 <= max(a.at, b.at) - min(a.end, b.end) <= NEAR
        ),
        default=0.0,
    )


def _labels(matches: Sequence[Match], side: Side) -> list[str]:
    found = sorted((m for m in matches if m.concept.side == side), key=lambda m: (-m.weight, m.concept.label))
    return [match.concept.label for match in found[:4]]


def _media(matches: Sequence[Match]) -> tuple[tuple[str, float], ...]:
    weights: dict[str, float] = {}
    for match in sorted(_strongest(matches), key=lambda m: (m.concept.words, m.concept.side)):
        if match.concept.medium:
            weights[match.concept.medium] = weights.get(match.concept.medium, 0.0) + match.weight
    return tuple(sorted(weights.items()))


def _barred(entry: Entry, topic: Topic) -> str:
    """`never: 'sponsored'` or `must: none of 'music', 'film'`; "" when the words of the topic let it pass."""
    if not (topic.must or topic.never):
        return ""
    run = f" {' '.join(words(entry.title))} | {' '.join(words(entry.text))} "
    for phrase in topic.never:
        if _holds(run, phrase):
            return f"never: '{phrase}'"
    if topic.must and not any(_holds(run, phrase) for phrase in topic.must):
        return f"must: none of {', '.join(repr(phrase) for phrase in topic.must)}"
    return ""


def _holds(run: str, phrase: str) -> bool:
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in run


def _lexicon_of(topic: Topic) -> Lexicon | None:
    """The lexicon of a shipped topic, also when the editor gave it other examples; None for one of the editor's own."""
    return shipped(topic.name).lexicon if topic.name in shipped_names() else None


def _any_lexicon() -> Lexicon:
    """For naming the medium of any topic's story."""
    return shipped(shipped_names()[0]).lexicon


def _sigmoid(values: Floats) -> list[float]:
    # In double precision: two scores near 1 must not become equal.
    exact = np.clip(values.astype(np.float64), -30.0, 30.0)
    return [1 / (1 + math.exp(-value)) for value in exact.tolist()]


def _logit(p: float) -> float:
    p = min(1 - 1e-12, max(1e-12, p))
    return math.log(p / (1 - p))
