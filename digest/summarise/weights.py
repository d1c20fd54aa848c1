"""What decides which sentences are told: what each trait of a set of them is worth, and each sign that an abstract
has a word or a pair of words. Learned, not written by hand.

A headline of few words of meaning ("Chip prices fall") leaves it to the reports what matters, and `WORTH` decides; a
telling one says it, and `WORDS` and `PAIRS` do. Between the two they are mixed by the headline's words of meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.summarise.expected import Matrix

#: A headline of so many words of meaning is terse, and one of so many is telling.
TERSE, TELLING = 4, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Numbers in the order of the names in `salience` and `expected`."""

    traits: Matrix  #: in points of ROUGE, of `salience.TRAITS`
    words: Matrix  #: of a logistic regression, of `expected.OF_A_WORD`
    pairs: Matrix  #: of `expected.OF_A_PAIR`


def telling(headline_words: int) -> float:
    """How telling a headline of so many words of meaning is, from 0 to 1."""
    return min(max((headline_words - TERSE) / (TELLING - TERSE), 0.0), 1.0)


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that digest comes with."""
    import numpy as np

    from digest.summarise.expected import OF_A_PAIR, OF_A_WORD
    from digest.summarise.salience import TRAITS

    return Weights(
        traits=np.array([WORTH[name] for name in TRAITS]),
        words=np.array([WORDS[name] for name in OF_A_WORD]),
        pairs=np.array([PAIRS[name] for name in OF_A_PAIR]),
    )


#: Made by `python -m training.summaries --write`, penalty 100; ROUGE-1, -2 and -L, cross-validated:
#: bbc_extractive (259) 0.562 0.513 0.426; inshorts_60_words (250) 0.487 0.252 0.346.
WORTH: dict[str, float] = {
    "one": -0.006334,
    "two": -0.000531,
    "three or more": 0.001066,
    "fill": 0.019849,
    "too short": -0.015980,
    "past the end": 0.003469,
    "headline covered": -0.001071,
    "headline words covered": 0.000420,
    "text covered": 0.021781,
    "repeated covered": 0.061409,
    "often repeated covered": 0.042473,
    "rare covered": -0.015231,
    "nothing twice": -0.054334,
    "new words": -0.000727,
    "overlap": 0.001400,
    "in a row": 0.002098,
    "opens the story": -0.003620,
    "furthest": 0.001773,
    "nearest": 0.003636,
    "sum: first": 0.002943,
    "sum: second": 0.000740,
    "sum: third": 0.000086,
    "sum: fourth": -0.000401,
    "sum: fifth or sixth": -0.000687,
    "sum: later": -0.000087,
    "sum: earliness": 0.002162,
    "sum: depth": -0.003470,
    "sum: headline share": 0.005682,
    "sum: headline words": 0.000943,
    "sum: headline first said": 0.000216,
    "sum: centrality": 0.018047,
    "sum: shared words": 0.002672,
    "sum: frequent words": 0.004763,
    "sum: length": 0.006621,
    "sum: very long": 0.002900,
    "sum: very short": 0.001040,
    "sum: dense": -0.010865,
    "sum: number": -0.000511,
    "sum: numbers": 0.003601,
    "sum: names": -0.017003,
    "sum: quotation": 0.002238,
    "sum: leans": 0.000101,
    "sum: like the first": -0.006880,
    "sum: awkward": -0.002765,
    "sum: other report": 0.000000,
    "mean: first": 0.016807,
    "mean: second": 0.002760,
    "mean: third": 0.002024,
    "mean: fourth": -0.014792,
    "mean: fifth or sixth": -0.005612,
    "mean: later": -0.000627,
    "mean: earliness": 0.015896,
    "mean: depth": -0.017058,
    "mean: headline share": 0.024053,
    "mean: headline words": 0.005217,
    "mean: headline first said": 0.001457,
    "mean: centrality": 0.075478,
    "mean: shared words": 0.049469,
    "mean: frequent words": 0.021404,
    "mean: length": 0.019484,
    "mean: very long": 0.000200,
    "mean: very short": -0.039626,
    "mean: dense": -0.196789,
    "mean: number": -0.003126,
    "mean: numbers": 0.010990,
    "mean: names": -0.023617,
    "mean: quotation": -0.003521,
    "mean: leans": -0.000152,
    "mean: like the first": 0.000622,
    "mean: awkward": -0.043302,
    "mean: other report": 0.000000,
}
WORDS: dict[str, float] = {
    "constant": 1.923162,
    "headline": 3.404445,
    "small": 0.505527,
    "log times": 1.601928,
    "log sentences": 1.116972,
    "share of sentences": 0.654713,
    "in first": -0.318807,
    "in second": 0.474204,
    "in third": 0.335958,
    "in fourth": 0.126751,
    "later": 0.217590,
    "earliness": -0.494869,
    "depth": -0.773063,
    "number": 0.434686,
    "with a digit": -0.326963,
    "length": 0.111718,
    "short": 0.073996,
    "capital": -0.067394,
    "no capitals": 2.189260,
    "headline share": 1.635157,
    "mean headline share": 0.234613,
    "first headline share": -0.078885,
    "lead headline share": 1.744298,
    "shortest sentence": 0.132310,
    "sentences": 0.509267,
    "log words": -7.765321,
    "headline words": 1.123965,
    "small, log times": -0.182863,
    "headline, log times": -0.928053,
    "share of words": -0.070873,
    "densest sentence": 1.333996,
    "headline words, earliness": 2.100104,
    "headline words, log sentences": -1.554821,
    "content, earliness": 0.429753,
    "content, headline share": 0.341508,
    "headline share, earliness": -2.199286,
    "headline words, times": -0.306408,
}
PAIRS: dict[str, float] = {
    "constant": -4.760224,
    "in headline": 1.854125,
    "sentences": -0.253146,
    "log times": 1.853241,
    "in first": -0.100269,
    "in second": 0.262706,
    "in third": 0.241321,
    "earliness": 1.550551,
    "depth": -0.465236,
    "small first": 0.208066,
    "small second": 0.110296,
    "both small": -0.075186,
    "headline first": 0.113023,
    "headline second": 0.284267,
    "both headline": -0.271620,
    "headline share": 2.153919,
    "capitals": 0.173311,
    "number": 0.027367,
    "log times of first": 0.080841,
    "log times of second": 0.102606,
    "shortest sentence": -0.091671,
    "all sentences": -0.433998,
    "headline words": 0.357198,
    "no capitals": 2.905208,
    "headline, earliness": 0.268227,
    "headline share, earliness": -1.114979,
    "content, log times": 0.384819,
    "first headline share": 0.502711,
}
