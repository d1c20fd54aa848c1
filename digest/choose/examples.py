"""Nearness to a topic's examples and description: all there is for a topic that the editor spelled out, and a
correction of the lexicon for a shipped one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digest.choose.terms import HashedTerms
from digest.choose.tfidf import Floats, Rows, Space, cosines
from digest.types import Example, Topic

#: The nearest like example counts beside the mean of all; the nearest unlike one speaks against.
NEAREST, UNLIKE = 0.5, 0.25
#: One shared word may be a coincidence.
COINCIDENCE = 0.7
#: Blind feedback (Rocchio): the surest entries of the window lend the topic their words, if they are near enough.
FEEDBACK, SURE = 25, 0.15


@dataclass(frozen=True, slots=True)
class Nearness:
    """Cosines of every entry with every example, shape (entries, examples)."""

    like: Floats
    unlike: Floats

    def reasons(self, entry: int, topic: Topic) -> list[str]:
        """`like: '…' 0.41`, and the nearest unlike one, where they are near at all."""
        reasons = []
        sides = (("like", self.like, topic.like), ("unlike", self.unlike, topic.unlike))
        for word, values, examples in sides:
            if examples and (best := float(values[entry].max())) >= 0.1:
                reasons.append(f"{word}: '{examples[int(values[entry].argmax())].title}' {best:.2f}")
        return reasons


def best(values: Floats) -> Floats:
    """The largest cosine of each entry; 0 without examples."""
    out: Floats = values.max(axis=1, initial=0.0)
    return out


def best_three(values: Floats) -> Floats:
    """The mean of the three largest cosines of each entry (of fewer where there are fewer)."""
    if not values.shape[1]:
        return np.zeros(len(values), np.float32)
    top: Floats = np.sort(values, axis=1)[:, -3:].mean(axis=1)
    return top


def nearness(rows: Rows, vocabulary: Space, topic: Topic) -> Nearness:
    """How near each entry is to each example."""
    size = len(vocabulary.hashes)
    like, unlike = (
        cosines(rows, vocabulary.rows(HashedTerms().embed([_text(one) for one in examples])), size)
        for examples in (topic.like, topic.unlike)
    )
    return Nearness(like, unlike)


def spelled(rows: Rows, vocabulary: Space, voices: list[int], topic: Topic, near: Nearness) -> Floats:
    """Nearness of each entry to a topic that has no lexicon, about 0 to 1.

    The query is the description and the mean of the like examples; the window's surest entries are added to it.
    `voices` are the positions of the entries' different texts: a copy lends its words once.
    """
    size = len(vocabulary.hashes)
    texts = [f"\n\n{topic.describe} {topic.name}", *map(_text, topic.like)]
    dense = vocabulary.rows(HashedTerms().embed(texts)).dense(size)
    query = _unit(_unit(dense[0]) + _unit(dense[1:].sum(axis=0)))
    beside = NEAREST * best(near.like) - UNLIKE * best(near.unlike)
    first = _against(rows, query) + beside
    surest = sorted(voices, key=lambda i: (-round(float(first[i]), 6), i))[:FEEDBACK]
    surest = [i for i in surest if first[i] >= SURE]
    if surest:
        query = _unit(query + _unit(rows.take(surest).dense(size).sum(axis=0)))
    return _against(rows, query) + beside


def _against(rows: Rows, query: Floats) -> Floats:
    """Cosine of each row with the query, less where one word alone makes it."""
    at = rows.row_of()
    cosine = np.bincount(at, rows.values * query[rows.terms], minlength=len(rows))
    words = np.bincount(at, query[rows.terms] > 0, minlength=len(rows))
    out: Floats = np.where(words > 1, cosine, cosine * COINCIDENCE).astype(np.float32)
    return out


def _unit(vector: Floats) -> Floats:
    out: Floats = vector / max(1e-9, float(np.linalg.norm(vector)))
    return out


def _text(example: Example) -> str:
    return f"{example.title}\n\n{example.text}"
