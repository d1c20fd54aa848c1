"""How near an entry is to the topic: a score from 0 to 1, and the terms it is made of.

A shipped topic has been learned: its lexicon says which side of it an entry speaks of and where, its ending of the
embedder and a linear model over terms say what labelled weeks taught, the examples say what the editor wants, and
one logistic model mixes them (`digest.choose.learned`). A topic that the editor spelled out is told by its
description and examples (`spelled`). What the editor teaches moves the score of either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.choose import embedder, sides
from digest.choose.examples import Nearness, best, best_three, nearness
from digest.choose.learned import LEARNED, learned
from digest.choose.lexicon import Lexicon, Match, shipped, shipped_names
from digest.choose.spelled import spelled
from digest.choose.taught import taught
from digest.choose.terms import text_of, words
from digest.choose.tfidf import Floats, Rows, Space
from digest.types import Entry, Example, Topic

#: What an entry takes of its story's mean: a headline alone is judged by what other reports of it say.
SHARED = 0.5
#: What is left of a story that the editor taught as unlike: it is below any floor that a letter is made with.
TOLD_OFF = 0.02


@dataclass(frozen=True, slots=True)
class Judged:
    """How near an entry is to the topic, and why. `barred` says why it may not ship at all ("" when it may)."""

    score: float  #: 0 to 1; 0 when barred
    reasons: tuple[str, ...]
    media: tuple[tuple[str, float], ...] = ()  #: medium -> how much speaks for it
    barred: str = ""


def judge(
    entries: Sequence[Entry],
    vectors: Sequence[bytes],
    meanings: Sequence[bytes],
    rows: Rows,
    vocabulary: Space,
    topic: Topic,
    voices: list[int],
) -> list[Judged]:
    """What each entry alone says of its nearness to the topic.

    `vectors` are the entries' terms, `rows` the same in `vocabulary`, `meanings` what the embedder made of them;
    `voices` the positions of their different texts.
    """
    lexicon, dense = _lexicon_of(topic), embedder.dense(meanings)
    found = [(lexicon or _any_lexicon()).find(text_of(entry)) for entry in entries]
    if lexicon:
        near = nearness(rows, vocabulary, topic)
        logits = by_weights(topic.name, found, near, vectors, meanings)
        reasons = [[*sides.reasons(matches), *near.reasons(i, topic)] for i, matches in enumerate(found)]
    else:
        texts = [text_of(entry) for entry in entries]
        logits, reasons = spelled(texts, rows, vocabulary, voices, dense, topic)
    lessons = taught(dense, rows, vocabulary, topic.taught_like, topic.taught_unlike)
    scores = _sigmoid(logits + lessons.shift)
    out = []
    for i, (entry, matches) in enumerate(zip(entries, found, strict=True)):
        bar = _barred(entry, topic)
        why = (*reasons[i], *lessons.reasons[i])
        out.append(Judged(0.0 if bar else scores[i], why, sides.media(matches), bar))
    return out


def features(
    found: Sequence[Sequence[Match]], near: Nearness, logits: Floats
) -> dict[str, NDArray[np.float64]]:
    """All that the mix weighs, by name: what the words say, how near the examples are, what was learned."""
    said = np.array([sides.features(matches) for matches in found], np.float64).reshape(-1, len(sides.NAMES))
    columns: dict[str, NDArray[Any]] = {name: said[:, n] for n, name in enumerate(sides.NAMES)}
    columns |= {"like": best(near.like), "three like": best_three(near.like)}
    columns |= {"unlike": best(near.unlike), "three unlike": best_three(near.unlike)}
    columns |= {name: logits[:, n] for n, name in enumerate(LEARNED)}
    return {name: column.astype(np.float64) for name, column in columns.items()}


def by_weights(
    name: str,
    found: Sequence[Sequence[Match]],
    near: Nearness,
    vectors: Sequence[bytes],
    meanings: Sequence[bytes],
) -> NDArray[np.float64]:
    """The logit of the shipped topic `name`."""
    weights = learned(name)
    return weights.mixed(features(found, near, weights.logits(embedder.ending(meanings), vectors)))


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


def taught_unlike(entries: Sequence[Entry], topic: Topic) -> frozenset[int]:
    """The positions of entries that were themselves taught as unlike: by their page, or else by their title."""
    pages, titles = _known_by(topic.taught_unlike)
    return frozenset(i for i, entry in enumerate(entries) if _is_known(entry, pages, titles))


def told_off(
    judged: Sequence[Judged],
    scores: Sequence[float],
    groups: Iterable[Sequence[int]],
    places: frozenset[int],
    entries: Sequence[Entry],
    topic: Topic,
) -> tuple[tuple[Judged, ...], tuple[float, ...]]:
    """`judged` and `scores` after a lesson on one report was heard by all of its story: what the editor sees and means
    is the story. Not where another of its reports was taught as like. `places` are `taught_unlike`."""
    pages, titles = _known_by(topic.taught_like)
    found, left = list(judged), list(scores)
    for group in groups:
        lessons = sorted(places & set(group))
        if not lessons or any(_is_known(entries[i], pages, titles) for i in group):
            continue
        reason = f"of a story taught as unlike: '{entries[lessons[0]].title}'"
        for i in group:
            left[i] = min(left[i], TOLD_OFF)
            found[i] = replace(found[i], reasons=(*found[i].reasons, reason))
    return tuple(found), tuple(left)


def _known_by(taught: Iterable[Example]) -> tuple[frozenset[str], frozenset[str]]:
    """Pages and, of what was taught without one, titles."""
    taught = list(taught)
    pages = frozenset(one.url for one in taught if one.url)
    return pages, frozenset(" ".join(one.title.casefold().split()) for one in taught if not one.url)


def _is_known(entry: Entry, pages: frozenset[str], titles: frozenset[str]) -> bool:
    return entry.canonical_url in pages or " ".join(entry.title.casefold().split()) in titles


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
    """The lexicon of a shipped topic; None for one that the editor spelled out, whatever its name."""
    return shipped(topic.name).lexicon if topic.shipped else None


def _any_lexicon() -> Lexicon:
    """For naming the medium of any topic's story."""
    return shipped(shipped_names()[0]).lexicon


def _sigmoid(values: NDArray[np.float64]) -> list[float]:
    # In double precision: two scores near 1 must not become equal.
    exact = np.clip(values.astype(np.float64), -30.0, 30.0)
    return [1 / (1 + math.exp(-value)) for value in exact.tolist()]


def _logit(p: float) -> float:
    p = min(1 - 1e-12, max(1e-12, p))
    return math.log(p / (1 - p))
