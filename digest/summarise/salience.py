"""What tells a set of sentences that a human abstract would be made of from one that it would not.

`ground` describes the sentences of a story once; `traits` describes many sets of them at a time, a row a set and
a column for each name of `TRAITS`. Which way each trait counts was learned (`weights`, training/summaries.py).

Centrality is TextRank with the similarity of Mihalcea and Tarau (2004, "TextRank: Bringing Order into Texts");
coverage is that of the concepts of Gillick and Favre (2009), a concept being a stem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.summarise.reading import Candidate
from digest.summarise.words import WORD, numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: Of each sentence; a set has the mean over its words.
OF_A_SENTENCE = (
    "first", "second", "third", "fourth", "fifth or sixth", "later", "earliness", "depth",
    "headline share", "headline words", "headline first said",
    "centrality", "shared words", "frequent words",
    "length", "very long", "very short", "dense",
    "number", "numbers", "names", "quotation", "leans", "like the first", "awkward", "other report",
)  # fmt: skip
#: Of the set as a whole.
OF_A_SET = (
    "one", "two", "three or more", "fill", "too short", "past the end",
    "headline covered", "headline words covered", "text covered", "repeated covered", "often repeated covered",
    "rare covered", "nothing twice", "new words", "overlap", "in a row", "opens the story", "furthest", "nearest",
)  # fmt: skip
TRAITS = (
    *OF_A_SET,
    *(f"sum: {name}" for name in OF_A_SENTENCE),
    *(f"mean: {name}" for name in OF_A_SENTENCE),
)

_DAMPING, _ROUNDS = 0.85, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The sentences of a story, n of them with v different stems, as numbers."""

    sentences: Matrix  #: (n, len(OF_A_SENTENCE))
    says: Matrix  #: (n, v): how often each sentence says each stem
    length: Matrix  #: (n,): words
    place: Matrix  #: (n,): how many sentences of its report come before
    follows: Matrix  #: (n, n): 1 where the column's sentence stands right behind the row's
    shares: Matrix  #: (v, 5): 1 if of the headline; its part of all, of repeated, of often repeated, of rare stems
    headline_words: int


def ground(pool: list[Candidate], headline: frozenset[str]) -> Ground:
    """`pool` as numbers; `headline` are the stems of the story's headline."""
    import numpy as np

    stems, says = _stems(pool), said_by(pool)
    named = np.array([float(stem in headline) for stem in stems])
    spread = (says > 0).sum(axis=0)
    often = says.sum(axis=0)
    parts = (often, (often > 1) * 1.0, (often > 2) * 1.0, often * np.log((len(pool) + 1) / (spread + 0.5)))
    at = [(one.report, one.place) for one in pool]
    return Ground(
        sentences=_sentences(pool, says, named, len(headline)),
        says=says,
        length=np.array([float(words_of(one)) for one in pool]),
        place=np.array([float(one.place) for one in pool]),
        follows=np.array([[float(b == (a[0], a[1] + 1)) for b in at] for a in at]).reshape(len(at), len(at)),
        shares=np.column_stack((named, *(part / max(part.sum(), 1e-9) for part in parts))),
        headline_words=max(len(headline), 1),
    )


def _stems(pool: list[Candidate]) -> list[str]:
    return sorted({stem for one in pool for stem in one.stems})


def said_by(pool: list[Candidate]) -> Matrix:
    """(n, v): how often each sentence says each stem of the story."""
    import numpy as np

    column = {stem: number for number, stem in enumerate(_stems(pool))}
    says = np.zeros((len(pool), len(column)))
    for row, one in enumerate(pool):
        for stem in one.stems:
            says[row, column[stem]] += 1
    return says


def words_of(one: Candidate) -> int:
    """The words of a sentence by whichever way of counting finds more: what stands between blanks, or `count`."""
    return max(one.words, len(one.text.split()))


def _sentences(pool: list[Candidate], says: Matrix, named: Matrix, headline_words: int) -> Matrix:
    import numpy as np

    place = np.array([one.place for one in pool])
    length = np.array([float(words_of(one)) for one in pool])
    present = says > 0
    different = np.maximum(present.sum(axis=1), 1)
    shared = present @ named
    told, first_said = np.zeros(len(named)), np.zeros(len(pool))
    for row in range(len(pool)):
        first_said[row] = (present[row] * named * (1 - told)).sum()
        told = np.maximum(told, present[row])
    figures = np.array([len(numbers(one.text)) for one in pool])
    columns = (
        place == 0, place == 1, place == 2, place == 3, (place == 4) | (place == 5), place > 5,
        1 / (1 + place), place / max(int(place.max(initial=0)), 1),
        shared / max(headline_words, 1), shared, first_said,
        centrality(says),
        present @ present.sum(axis=0) / different / len(pool) * 10,
        present @ np.log1p(says.sum(axis=0)) / 10,
        length / 20, np.maximum(0, length - 30) / 20, np.maximum(0, 12 - length) / 10,
        says.sum(axis=1) / np.maximum(length, 1),
        figures > 0, np.minimum(figures, 4) / 4,
        np.array([min(_capitals(one.text), 6) / 6 for one in pool]),
        np.array([any(mark in one.text for mark in "\"“«„") for one in pool]),
        np.array([bool(one.leans) for one in pool]),
        np.where(np.arange(len(pool)) > 0, present @ present[0] / different, 0.0),
        np.array([one.cost for one in pool]),
        np.array([one.report > 0 for one in pool]),
    )  # fmt: skip
    return np.column_stack(columns).astype(float)


def _capitals(text: str) -> int:
    """Words with a capital, the first one aside."""
    return sum(word[0].isupper() for word in WORD.findall(text)[1:])


def centrality(says: Matrix) -> Matrix:
    """TextRank of each sentence, 1 on average."""
    import numpy as np

    logs = np.log(np.maximum(says.sum(axis=1), 1))
    scale = logs[:, None] + logs[None, :]
    alike = np.where(scale > 0.1, says @ says.T / np.maximum(scale, 0.1), 0.0)
    np.fill_diagonal(alike, 0.0)
    step = alike / np.maximum(alike.sum(axis=1, keepdims=True), 1e-9)
    rank = np.ones(len(says))
    for _ in range(_ROUNDS):
        rank = 1 - _DAMPING + _DAMPING * (step.T @ rank)
    return rank


def traits(base: Ground, members: Matrix, *, words: int) -> Matrix:
    """A row of `TRAITS` for each row of `members` (k, n), which holds 1 for each sentence of the set."""
    import numpy as np

    size, length = members.sum(axis=1), members @ base.length
    told = members @ base.says
    covered = (told > 0).astype(float)
    headline, text, repeated, often, rare = (covered @ base.shares).T
    pairs = ((members @ (base.says @ base.says.T)) * members).sum(axis=1)
    own = members @ (base.says**2).sum(axis=1)
    within = np.where(members > 0, base.place, -1.0)
    columns = (
        size == 1, size == 2, size >= 3,
        length / words, np.maximum(0, words * 5 / 6 - length) / words * 3, np.maximum(0, length - words) / words * 3,
        headline / base.headline_words, headline,
        text, repeated, often, rare,
        covered.sum(axis=1) / np.maximum(told.sum(axis=1), 1), covered.sum(axis=1) / 20 * 60 / words,
        (pairs - own) * 60 / words,
        ((members @ base.follows) * members).sum(axis=1) == size - 1,
        members[:, 0],
        within.max(axis=1) / 10,
        np.where(members > 0, base.place, 1e9).min(axis=1) / 10,
    )  # fmt: skip
    whole = np.column_stack(columns).astype(float)
    sums = members @ base.sentences * 60 / words
    means = (members * base.length) @ base.sentences / np.maximum(length, 1)[:, None]
    return np.hstack((whole, sums, means))
