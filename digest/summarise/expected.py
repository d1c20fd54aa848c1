"""Which words, and which pairs of words, a person who sums a story up would probably use.

A headline that tells what happened says what matters; so do the words of the first sentences, those that come again,
and those beside the headline's. `expected` gives each word of the reports, and each two that stand side by side, its
probability to be in an abstract of 60 words; the weights were learned from abstracts that people wrote (`weights`,
training/summaries.py). A set of sentences is then worth the ROUGE that is expected of it (`Expected.worth`), the same
as a set's expected agreement with all abstracts that could be written: nothing is gained by saying a word twice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.summarise.language import Language
from digest.summarise.words import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

OF_A_WORD = (
    "constant", "headline", "small", "log times", "log sentences", "share of sentences",
    "in first", "in second", "in third", "in fourth", "later", "earliness", "depth",
    "number", "with a digit", "length", "short", "capital", "no capitals",
    "headline share", "mean headline share", "first headline share", "lead headline share",
    "shortest sentence", "sentences", "log words", "headline words",
    "small, log times", "headline, log times", "share of words", "densest sentence",
    "headline words, earliness", "headline words, log sentences", "content, earliness",
    "content, headline share", "headline share, earliness", "headline words, times",
)  # fmt: skip
OF_A_PAIR = (
    "constant", "in headline", "sentences", "log times", "in first", "in second", "in third", "earliness", "depth",
    "small first", "small second", "both small", "headline first", "headline second", "both headline",
    "headline share", "capitals", "number", "log times of first", "log times of second", "shortest sentence",
    "all sentences", "headline words", "no capitals", "headline, earliness", "headline share, earliness",
    "content, log times", "first headline share",
)  # fmt: skip
#: Sentences that are read, of all reports, in the order of their places.
MOST = 36
#: Words of an abstract, for its F1; and what counts a pair's beside a word's.
ABSTRACT, PAIRS = 57, 1.0
#: Of a word's probability, what saying it again adds, up to the third time.
AGAIN = 0.5
_PART = re.compile(r"[^\W_]+")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a report, tellable or not."""

    report: int
    place: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Probabilities; a word or pair that is not here has none."""

    words: dict[str, float]
    pairs: dict[Pair, float]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return stem(word)


def parts(text: str) -> list[str]:
    """The words of `text` as ROUGE counts them, stemmed: letters and digits, nothing else."""
    return [_stem(word) for word in _PART.findall(text.casefold())]


@lru_cache(maxsize=8)
def _small(table: Language) -> frozenset[str]:
    return frozenset(part for word in table.stopwords for part in parts(word))


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What the words of a story stand in: all that a feature needs."""

    said: list[list[str]]  #: words of each sentence
    places: list[int]
    title: list[str]
    small: frozenset[str]
    capitals: frozenset[str]  #: words that have a capital inside a sentence
    caseless: bool
    at: dict[str, list[int]]  #: of each word, its sentences, once a time it is said
    share: list[float]  #: of each sentence, the part of the headline's words of meaning that it says
    dense: list[float]  #: of each sentence, the mean log of how many other sentences say its words


def _view(texts: Sequence[Said], title: str, table: Language) -> _View:
    read = sorted(texts, key=lambda one: (one.place, one.report))[:MOST]
    said, small, head = [parts(one.text) for one in read], _small(table), parts(title)
    at: dict[str, list[int]] = {}
    for number, words in enumerate(said):
        for word in words:
            at.setdefault(word, []).append(number)
    spread = {word: len(set(found)) for word, found in at.items()}
    meaning = set(head) - small
    capitals = frozenset(
        _stem(word.casefold()) for one in read for word in _PART.findall(one.text)[1:] if word[0].isupper()
    )
    return _View(
        said=said,
        places=[one.place for one in read],
        title=head,
        small=small,
        capitals=capitals,
        caseless=not capitals,
        at=at,
        share=[len(meaning & set(words)) / max(len(meaning), 1) for words in said],
        dense=[
            sum(math.log(spread[word]) for word in set(words) - small) / max(len(set(words)), 1)
            for words in said
        ],
    )


def features(
    texts: Sequence[Said], title: str, table: Language
) -> tuple[list[str], Matrix, list[Pair], Matrix]:
    """The words of `texts` with a row of `OF_A_WORD` each, and the pairs with a row of `OF_A_PAIR` each."""
    return _rows(_view(texts, title, table))


def _rows(view: _View) -> tuple[list[str], Matrix, list[Pair], Matrix]:
    import numpy as np

    words = list(view.at)
    pairs: dict[Pair, list[int]] = {}
    for number, told in enumerate(view.said):
        for pair in pairwise(told):
            pairs.setdefault(pair, []).append(number)
    base = _scene(view)
    return (
        words,
        np.array([_of_a_word(word, view, base) for word in words], dtype=float).reshape(-1, len(OF_A_WORD)),
        list(pairs),
        np.array([_of_a_pair(pair, found, view, base) for pair, found in pairs.items()], dtype=float).reshape(
            -1, len(OF_A_PAIR)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Figures of the whole story."""

    head: frozenset[str]
    head_pairs: frozenset[Pair]
    heading: float  #: words of meaning in the headline, in tens
    total: int
    furthest: int
    lengths: list[int]


def _scene(view: _View) -> _Scene:
    head = frozenset(view.title)
    return _Scene(
        head=head,
        head_pairs=frozenset(pairwise(view.title)),
        heading=len(head - view.small) / 10,
        total=max(sum(map(len, view.said)), 1),
        furthest=max(max(view.places, default=0), 1),
        lengths=[len(words) for words in view.said],
    )


def _of_a_word(word: str, view: _View, base: _Scene) -> tuple[float, ...]:
    found = view.at[word]
    where = sorted(set(found))
    places = {view.places[one] for one in where}
    first = min(places)
    early, times, spread = 1 / (1 + first), math.log1p(len(found)), math.log1p(len(where))
    head, small = word in base.head, word in view.small
    shares = [view.share[one] for one in where]
    best = max(shares)
    return (
        1, head, small, times, spread, len(where) / len(view.said),
        0 in places, 1 in places, 2 in places, 3 in places, first >= 4, early, first / base.furthest,
        word.isdigit(), not word.isalpha(), len(word) / 8, len(word) <= 2, word in view.capitals,
        view.caseless, best, sum(shares) / len(shares), shares[0], view.share[0] * (0 in places),
        min(base.lengths[one] for one in where) / 30, len(view.said) / 20, math.log(base.total) / 6,
        base.heading, small * times, head * times, (not small) * len(found) / base.total * 100,
        max(view.dense[one] for one in where), base.heading * early, base.heading * spread,
        early * (not small), best * (not small), best * early, min(len(found), 6) * base.heading / 2,
    )  # fmt: skip


def _of_a_pair(pair: Pair, found: list[int], view: _View, base: _Scene) -> tuple[float, ...]:
    one, two = pair
    where = sorted(set(found))
    places = {view.places[at] for at in where}
    first = min(places)
    early, times = 1 / (1 + first), math.log1p(len(found))
    small_one, small_two = one in view.small, two in view.small
    head_one, head_two = one in base.head, two in base.head
    best = max(view.share[at] for at in where)
    return (
        1, pair in base.head_pairs, len(where), times, 0 in places, 1 in places, 2 in places, early,
        first / base.furthest, small_one, small_two, small_one and small_two, head_one, head_two,
        head_one and head_two, best, one in view.capitals and two in view.capitals,
        one.isdigit() or two.isdigit(), math.log1p(len(view.at[one])), math.log1p(len(view.at[two])),
        min(base.lengths[at] for at in where) / 30, len(view.said) / 20, base.heading, view.caseless,
        head_one * early, best * early, (not small_one and not small_two) * times, view.share[where[0]],
    )  # fmt: skip


def expected(texts: Sequence[Said], title: str, table: Language, weights: tuple[Matrix, Matrix]) -> Expected:
    """Of each word and pair of the first sentences of `texts`, how probably an abstract has it."""
    if not texts:
        return Expected(words={}, pairs={})
    import numpy as np

    words, of_words, pairs, of_pairs = features(texts, title, table)
    first, second = (
        1 / (1 + np.exp(-(found * worth).sum(axis=1)))
        for found, worth in ((of_words, weights[0]), (of_pairs, weights[1]))
    )
    return Expected(
        words=dict(zip(words, first.tolist(), strict=True)),
        pairs=dict(zip(pairs, second.tolist(), strict=True)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """The sentences that may be told, n of them, as what `Expected` says of their words."""

    words: Matrix  #: (n, v): how often each says each word
    pairs: Matrix  #: (n, p): 1 where it has the pair
    of_words: Matrix  #: (v,)
    of_pairs: Matrix  #: (p,)
    lengths: Matrix  #: (n,)

    def worth(self, sets: Sequence[tuple[int, ...]]) -> Matrix:
        """(len(sets),): the F1 that is expected of each set, of words and, at `PAIRS`, of pairs; all of one size."""
        import numpy as np

        members = np.array(sets)
        told, sides = self.words[members].sum(axis=1), self.pairs[members].max(axis=1)
        once = (np.minimum(told, 1.0) * self.of_words).sum(axis=1)
        again = (np.clip(told - 1.0, 0.0, 2.0) * self.of_words**2).sum(axis=1)
        length = self.lengths[members].sum(axis=1)
        enough = max(ABSTRACT, float(self.of_words.sum()))
        one = 2 * (once + AGAIN * again) / (length + enough)
        two = 2 * (sides * self.of_pairs).sum(axis=1) / (length - 1 + enough)
        return np.asarray((one + PAIRS * two) / (1 + PAIRS), dtype=np.float64)


def gains(texts: Sequence[str], found: Expected) -> Gains:
    """`texts`, which may be told, held against what is expected."""
    import numpy as np

    said = [parts(text) for text in texts]
    words = {
        word: at for at, word in enumerate(dict.fromkeys(w for one in said for w in one if w in found.words))
    }
    beside = [list(pairwise(one)) for one in said]
    pairs = {
        pair: at
        for at, pair in enumerate(dict.fromkeys(p for one in beside for p in one if p in found.pairs))
    }
    of_words, of_pairs = np.zeros((len(said), len(words))), np.zeros((len(said), len(pairs)))
    for row, (one, two) in enumerate(zip(said, beside, strict=True)):
        for word in one:
            if word in words:
                of_words[row, words[word]] += 1
        for pair in two:
            if pair in pairs:
                of_pairs[row, pairs[pair]] = 1
    return Gains(
        words=of_words,
        pairs=of_pairs,
        of_words=np.array([found.words[word] for word in words]),
        of_pairs=np.array([found.pairs[pair] for pair in pairs]),
        lengths=np.array([float(len(one)) for one in said]),
    )
