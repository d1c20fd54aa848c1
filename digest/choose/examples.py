"""Nearness of the entries' words to the examples of a shipped topic: a correction of what its lexicon says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digest.choose.terms import HashedTerms
from digest.choose.tfidf import Floats, Rows, Space, cosines
from digest.types import Example, Topic


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


def _text(example: Example) -> str:
    return f"{example.title}\n\n{example.text}"
