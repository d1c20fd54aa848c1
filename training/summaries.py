"""Learn which sentences are told (digest/summarise/weights.py) from abstracts that people wrote.

    python -m training.summaries [--data DIR] [--write]

Two models. A logistic regression, on the words of each article and on each two that stand side by side, of whether
the abstract has them. And a ridge regression of how far a set of two or three sentences that could be told is above
its article's average in ROUGE (Lin 2004; words stemmed as rouge-score does), from the set's traits. An article counts
for the first as much as its headline is telling, and for the second as much as it is terse. Prints what five-fold
cross-validation gives with all that the product does in between: `choose` tells each article with weights that never
saw it. `--write` fits on all articles and writes the table. No text is kept, only a number a trait or sign.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import ROOT
from benchmarks.summarise_quality import DATA, SETS, story, up_to
from digest.summarise import tell_with
from digest.summarise.expected import OF_A_PAIR, OF_A_WORD, features, parts
from digest.summarise.language import language_table
from digest.summarise.reading import Candidate, read
from digest.summarise.salience import TRAITS, ground, traits, words_of
from digest.summarise.weights import Weights, telling
from digest.summarise.words import content
from digest.types import Story

TABLE = ROOT / "digest" / "summarise" / "weights.py"
WORDS, MOST, SENTENCES = 60, 80, 18
FOLDS, TIMES, PENALTY = 5, 2, 100.0
#: Of the logistic regressions: the penalty and the rounds of Newton's method.
SHRINK, ROUNDS = 3.0, 12

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its abstract: what could be told of it, and the words that it has."""

    source: str
    story: Story
    reference: list[str]  #: stemmed
    share: float  #: how telling its headline is
    traits: Numbers  #: (sets, len(TRAITS))
    rouge: Numbers  #: (sets, 3): ROUGE-1, -2 and -L of each set
    words: Numbers  #: (words, len(OF_A_WORD))
    has_word: Numbers  #: (words,): 1 where the abstract has it
    pairs: Numbers  #: (pairs, len(OF_A_PAIR))
    has_pair: Numbers


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    from nltk.stem.porter import PorterStemmer

    return str(PorterStemmer().stem(word)) if len(word) > 3 else word


def stemmed(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]


def rouge(guess: Sequence[str], gold: Sequence[str]) -> tuple[float, float, float]:
    """The F1 of ROUGE-1, -2 and -L; the same as rouge-score's, many times as fast."""
    found = []
    for n in (1, 2):
        left, right = (Counter(zip(*(side[i:] for i in range(n)), strict=False)) for side in (guess, gold))
        found.append(_f1(sum((left & right).values()), left.total(), right.total()))
    where: dict[str, int] = {}
    for place, word in enumerate(gold):
        where[word] = where.get(word, 0) | 1 << place
    full = state = (1 << len(gold)) - 1
    for word in guess:  # Hyyrö (2004): the longest common subsequence, a bit a word of `gold`
        same = state & where.get(word, 0)
        state = ((state + same) | (state - same)) & full
    return found[0], found[1], _f1(len(gold) - state.bit_count(), len(guess), len(gold))


def _f1(shared: int, guess: int, gold: int) -> float:
    return 2 * shared / (guess + gold) if shared else 0.0


def sets_of(pool: Sequence[Candidate]) -> Iterator[tuple[int, ...]]:
    """What could be told: up to three sentences of 30 to 80 words, of which the last alone may pass 60."""
    early = sorted(range(len(pool)), key=lambda i: -1 / (1 + pool[i].place) - len(pool[i].stems) / 40)
    eligible = sorted(early[:SENTENCES])

    def grow(chosen: tuple[int, ...], length: int) -> Iterator[tuple[int, ...]]:
        if length >= 30:
            yield chosen
        if len(chosen) == 3 or length >= WORDS:
            return
        for index in eligible:
            more = length + words_of(pool[index])
            if (not chosen or index > chosen[-1]) and more <= MOST:
                yield from grow((*chosen, index), more)

    return grow((), 0)


def article(source: str, row: dict[str, str]) -> Article:
    told, table = story(row["title"], row["text"]), language_table("en")
    whole, gold, plain = read(told), stemmed(row["reference"]), parts(row["reference"])
    pool = [one for one in whole.candidates if one.strict]
    sets = list(sets_of(pool))
    headline = frozenset(content(row["title"], table))
    members = np.zeros((len(sets), len(pool)))
    for number, chosen in enumerate(sets):
        members[number, list(chosen)] = 1.0
    own = [stemmed(one.text) for one in pool]
    scores = [rouge([word for index in chosen for word in own[index]], gold) for chosen in sets]
    words, of_words, pairs, of_pairs = features(whole.said, row["title"], table)
    known, beside = set(plain), set(pairwise(plain))
    return Article(
        source=source,
        story=told,
        reference=gold,
        share=telling(len(headline)),
        traits=traits(ground(pool, headline), members, words=WORDS) if sets else np.zeros((0, len(TRAITS))),
        rouge=np.array(scores).reshape(-1, 3),
        words=of_words,
        has_word=np.array([float(word in known) for word in words]),
        pairs=of_pairs,
        has_pair=np.array([float(pair in beside) for pair in pairs]),
    )


def ridge(articles: Sequence[Article], penalty: float) -> Numbers:
    """What each trait is worth below a terse headline, over the articles with the weight of their terseness."""
    chosen = [one for one in articles if len(one.rouge) > 1 and one.share < 1]
    scale = np.sqrt(np.mean([one.traits.var(axis=0) for one in chosen], axis=0)) + 1e-4
    square, product = penalty * np.eye(len(scale)), np.zeros(len(scale))
    for one in chosen:
        found = (one.traits - one.traits.mean(axis=0)) / scale
        gain = one.rouge.mean(axis=1) - one.rouge.mean()
        square += (1 - one.share) * found.T @ found / len(found)
        product += (1 - one.share) * found.T @ gain / len(found)
    return np.asarray(np.linalg.solve(square, product) / scale, dtype=np.float64)


def logistic(rows: Numbers, truth: Numbers, weight: Numbers) -> Numbers:
    """The weights of a logistic regression; the first column of `rows` is 1. Newton's method, the rest shrunk."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    mean[0], scale[0] = 0.0, 1.0
    rows = (rows - mean) / scale
    worth, shrink = np.zeros(rows.shape[1]), SHRINK * np.eye(rows.shape[1])
    shrink[0, 0] = 1e-6
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-rows @ worth))
        slope = rows.T @ (weight * (likely - truth)) + shrink @ worth
        worth -= np.linalg.solve((rows * (weight * likely * (1 - likely))[:, None]).T @ rows + shrink, slope)
    worth = worth / scale
    worth[0] -= (worth * mean).sum()
    return np.asarray(worth, dtype=np.float64)


def fit(articles: Sequence[Article], penalty: float) -> Weights:
    def signs(rows: str, truth: str) -> Numbers:
        told = [one for one in articles if one.share > 0]
        return logistic(
            np.vstack([getattr(one, rows) for one in told]),
            np.hstack([getattr(one, truth) for one in told]),
            np.hstack([np.full(len(getattr(one, truth)), one.share) for one in told]),
        )

    return Weights(
        traits=ridge(articles, penalty), words=signs("words", "has_word"), pairs=signs("pairs", "has_pair")
    )


def score(one: Article, weights: Weights) -> tuple[float, float, float]:
    """ROUGE of what the product tells of an article, cut where the benchmark cuts."""
    told = up_to((sentence.text for sentence in tell_with(one.story, weights, words=WORDS)), WORDS)
    return rouge(stemmed(" ".join(told)), one.reference)


def cross_validated(articles: Sequence[Article], penalty: float) -> dict[str, Numbers]:
    """The mean ROUGE of what weights tell that never saw the article, by source."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(TIMES):
        fold = np.random.default_rng(seed).integers(0, FOLDS, len(articles))
        for left_out in range(FOLDS):
            weights = fit([one for one, at in zip(articles, fold, strict=True) if at != left_out], penalty)
            for one, number in zip(articles, fold, strict=True):
                if number == left_out:
                    found.setdefault(one.source, []).append(score(one, weights))
    return {source: np.mean(scores, axis=0) for source, scores in found.items()}


def table(weights: Weights, figures: dict[str, Numbers], counts: Counter[str], penalty: float) -> str:
    """The module that ships: everything of the one that is there but the tables and their record."""
    before = TABLE.read_text("utf-8").split("#: Made by")[0]
    record = "; ".join(
        f"{name} ({counts[name]}) {' '.join(f'{value:.3f}' for value in row)}"
        for name, row in figures.items()
    )
    parts_of = (
        ("WORTH", TRAITS, weights.traits),
        ("WORDS", OF_A_WORD, weights.words),
        ("PAIRS", OF_A_PAIR, weights.pairs),
    )
    tables = (
        f"{title}: dict[str, float] = {{\n"
        + "".join(
            f"    {json.dumps(name)}: {value:.6f},\n" for name, value in zip(names, values, strict=True)
        )
        + "}\n"
        for title, names, values in parts_of
    )
    how = f"penalty {penalty:g}; ROUGE-1, -2 and -L, cross-validated"
    head = f"#: Made by `python -m training.summaries --write`, {how}:\n#: {record}.\n"
    return before + head + "".join(tables)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    articles = [
        article(name, json.loads(line))
        for name in SETS
        for line in (args.data / "summaries" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    figures = cross_validated(articles, args.penalty)
    weights = fit(articles, args.penalty)
    for name, row in figures.items():
        seen = np.mean([score(one, weights) for one in articles if one.source == name], axis=0)
        print(f"{name:20} cross-validated {row.round(4)}  fitted on all {seen.round(4)}")
    if args.write:
        TABLE.write_text(
            table(weights, figures, Counter(one.source for one in articles), args.penalty), "utf-8"
        )


if __name__ == "__main__":
    main()
