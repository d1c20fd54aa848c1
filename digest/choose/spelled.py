"""Nearness to a topic that the editor spelled out: a description and examples, and nothing that was trained on it.

A logit, made of four parts: how surely each side of the topic is there (`digest.choose.reading`), whether words of
two sides stand side by side, how near the entry is to description and examples, and what the surest entries of the
window say (a topic from one example has few words; the week has more). It becomes a score of 0 to 1 by a fixed
scale, which only a window with more on topic than a letter could want makes stricter.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from digest.choose import embedder
from digest.choose.facets import facets, spoken, surely
from digest.choose.reading import Reading, Side, read
from digest.choose.terms import HashedTerms
from digest.choose.tfidf import Floats, Rows, Space, cosines
from digest.types import Example, Topic

#: Weights of the logit's parts. Set by hand on six topics at once (python -m benchmarks.topics).
BESIDE, ASIDE, NEAR, WORDS, FEEDBACK = 1.0, 1.0, 3.0, 2.0, 3.0
#: The same for a topic without any side, of which likeness is all that is known.
NEAR_ALONE, WORDS_ALONE = 8.0, 12.0
#: The nearest example's weight grows with their number: one like example says no more than the mean does.
NEAREST = 4.0
#: Likeness that any two entries of the field may have by chance; to an example of the same subject it is more.
CHANCE, SUBJECT = 0.2, 0.35
#: Part of the window that lends the topic its meaning, at least so many entries.
SUREST, FEWEST = 0.01, 5
#: The logit at which an editor takes one entry in two, of a topic with sides and without any.
MIDDLE, MIDDLE_ALONE = 0.5, 4.5
#: No more than this part of a window can be above the floor, and never fewer than twice the longest letter: a desk
#: that reads of little else than its topic keeps what it wants to choose from.
CROWDED, ENOUGH = 0.08, 100
#: An absent side costs no more than this: log of a probability.
_LEAST = 1e-4

Doubles = NDArray[np.float64]


def spelled(
    texts: Sequence[str], rows: Rows, vocabulary: Space, voices: Sequence[int], dense: Floats, topic: Topic
) -> tuple[Doubles, list[list[str]]]:
    """Logit of each entry (0 where an editor would take one in two), and the reasons in words.

    `texts` as `text_of` makes them, `rows` their terms in `vocabulary`, `dense` their general vectors, shape
    (entries, 384); `voices` the positions of the different texts: a copy lends its meaning once.
    """
    like, unlike = vectors(topic.like), vectors(topic.unlike)
    reading = read(topic, like)
    said = spoken(texts)
    sure = surely(said, dense)
    logit = sum((_present(side, sure) for side in reading.sides), np.zeros(len(texts)))
    logit += BESIDE * _side_by_side(reading, said.beside)
    logit -= ASIDE * sure[:, list(reading.aside)].sum(axis=1)
    near_like, near_unlike = likeness(dense, like), likeness(dense, unlike)
    alone = not reading.sides
    logit += (NEAR_ALONE if alone else NEAR) * likeness(dense, _query(topic, like)[None])[:, 0]
    logit += (WORDS_ALONE if alone else WORDS) * _words(rows, vocabulary, topic)
    logit += _nearest(near_like, near_unlike)
    logit += FEEDBACK * _feedback(logit, dense, voices)
    logit -= _middle(logit, voices, MIDDLE_ALONE if alone else MIDDLE)
    return logit, _reasons(reading, sure, topic, near_like, near_unlike)


def vectors(examples: Sequence[Example]) -> Floats:
    """General vectors of examples, shape (examples, 384)."""
    if not examples:
        return np.zeros((0, embedder.SIZE), np.float32)
    with ThreadPoolExecutor(2) as pool:
        return embedder.dense(
            list(pool.map(embedder.general, (f"{one.title}\n\n{one.text}" for one in examples)))
        )


def likeness(dense: Floats, examples: Floats) -> Doubles:
    """Cosines, shape (entries, examples), the same for an entry whatever stands beside it."""
    out: Doubles = np.round(np.einsum("nd,md->nm", dense, examples).astype(np.float64), 6)
    return out


def _nearest(like: Doubles, unlike: Doubles) -> Doubles:
    """For being near a like example, against being near an unlike one; an unlike example lifts nothing."""
    out = np.zeros(len(like))
    if like.shape[1] > 1:
        out += NEAREST * (like.shape[1] - 1) / (like.shape[1] + 2) * (like.max(axis=1) - SUBJECT)
    if unlike.shape[1]:
        out -= NEAREST * unlike.shape[1] / (unlike.shape[1] + 3) * np.maximum(0, unlike.max(axis=1) - CHANCE)
    return out


def _present(side: Side, sure: Floats) -> Doubles:
    """Log of the chance that the side is there, as far as the topic means it."""
    absent = np.prod(1 - np.array(side.share) * sure[:, side.facets], axis=1)
    out: Doubles = side.wanted * np.log(1 - absent + _LEAST)
    return out


def _side_by_side(reading: Reading, beside: Floats) -> Doubles:
    """The surest neighbours of two sides ("AI-generated songs"), summed over the pairs of sides."""
    out = np.zeros(len(beside))
    for one, other in combinations(reading.sides, 2):
        out += beside[:, one.facets][:, :, other.facets].max(axis=(1, 2), initial=0)
    return out


def _query(topic: Topic, like: Floats) -> Floats:
    """The unit vector between the description and the mean of the like examples."""
    told = vectors([Example(title=f"{topic.name}. {topic.describe}")])[0]
    return _unit(told + _unit(like.sum(axis=0)))


def _words(rows: Rows, vocabulary: Space, topic: Topic) -> Doubles:
    """TF-IDF cosine with the description, and the mean of those with the like examples."""
    texts = [f"{topic.name} {topic.describe}\n\n", *(f"{one.title}\n\n{one.text}" for one in topic.like)]
    near = cosines(rows, vocabulary.rows(HashedTerms().embed(texts)), len(vocabulary.hashes))
    out: Doubles = near[:, 0].astype(np.float64)
    if topic.like:
        out += near[:, 1:].mean(axis=1)
    return out


def _feedback(logit: Doubles, dense: Floats, voices: Sequence[int]) -> Doubles:
    """Likeness to what tells the window's surest entries from the rest of it (Rocchio)."""
    different = sorted(voices, key=lambda i: (-round(float(logit[i]), 6), i))
    surest = different[: max(FEWEST, round(SUREST * len(different)))]
    if len(different) < 4 * FEWEST:  # too few to tell what is usual here
        return np.zeros(len(dense))
    away = _unit(dense[surest].mean(axis=0) - dense[different].mean(axis=0))
    return likeness(dense, away[None])[:, 0]


def _middle(logit: Doubles, voices: Sequence[int], usual: float) -> float:
    """The logit that becomes 0."""
    most = max(ENOUGH, round(CROWDED * len(voices)))
    if len(voices) <= most:
        return usual
    best = np.sort(logit[list(voices)])[::-1]
    return max(usual, float(best[most - 1] + best[most]) / 2)


def _reasons(reading: Reading, sure: Floats, topic: Topic, like: Doubles, unlike: Doubles) -> list[list[str]]:
    """`has music 0.93, film and television 0.61`, `no media`, `against: …`, and the nearest examples if near."""
    labels = [facet.label for facet in facets().all]
    out = []
    for n in range(len(sure)):
        reasons = []
        for side in reading.sides:
            best = sorted(side.facets, key=lambda at: (-float(sure[n, at]), at))
            told = [f"{labels[at]} {sure[n, at]:.2f}" for at in best[:2] if sure[n, at] >= 0.1]
            reasons.append(f"has {', '.join(told)}" if told else f"no {side.label}")
        reasons += [f"against: {labels[at]} {sure[n, at]:.2f}" for at in reading.aside if sure[n, at] >= 0.3]
        for word, near, examples in (("like", like, topic.like), ("unlike", unlike, topic.unlike)):
            if examples and float(near[n].max()) >= 0.3:
                reasons.append(f"{word}: '{examples[int(near[n].argmax())].title}' {near[n].max():.2f}")
        out.append(reasons)
    return out


def _unit(vector: Floats) -> Floats:
    out: Floats = vector / max(1e-9, float(np.linalg.norm(vector)))
    return out
