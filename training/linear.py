"""The linear parts: a logistic model over terms, and the mix of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from digest.choose.learned import term_values
from digest.choose.terms import HashedTerms, text_of
from digest.choose.tfidf import decode
from training.data import Labelled

#: Terms in fewer entries teach nothing; how little the weights are held back (1 / L2 penalty).
FEWEST, FREEDOM = 3, 30.0


def vectors_of(examples: Sequence[Labelled]) -> list[bytes]:
    return HashedTerms().embed([text_of(one.entry) for one in examples])


def fit_terms(examples: Sequence[Labelled]) -> dict[str, Any]:
    """`hashes`, `rarity`, `weight` and `offset` of `digest.choose.learned.Learned`."""
    vectors = vectors_of(examples)
    data, _ = decode(vectors)
    hashes, held = np.unique(data["term"], return_counts=True)
    hashes, held = hashes[held >= FEWEST], held[held >= FEWEST]
    rarity = np.log((1 + len(vectors)) / (1 + held)) + 1
    row, place, value = term_values(vectors, hashes, rarity)
    matrix = csr_matrix((value, (row, place)), (len(vectors), len(hashes)))
    parts = []
    for least in (1, 2):
        model = LogisticRegression(C=FREEDOM, max_iter=300)
        parts.append(model.fit(matrix, [one.grade >= least for one in examples]))
    weight = 0.3 * parts[0].coef_[0] + parts[1].coef_[0]
    offset = 0.3 * parts[0].intercept_[0] + parts[1].intercept_[0]
    return {
        "hashes": hashes.astype(np.uint32),
        "rarity": rarity.astype(np.float32),
        "weight": weight.astype(np.float32),
        "offset": np.float32(offset),
    }


def fit_mix(features: dict[str, NDArray[np.float64]], taken: NDArray[np.bool_]) -> dict[str, Any]:
    """Weights of the features for the logit of being taken; the features are scaled for the fit only."""
    names = list(features)
    columns = np.column_stack([features[name] for name in names])
    middle, spread = columns.mean(0), columns.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000).fit((columns - middle) / spread, taken)
    weights = model.coef_[0] / spread
    return {
        "weights": {name: round(float(weight), 6) for name, weight in zip(names, weights, strict=True)},
        "middle": round(float(model.intercept_[0] - weights @ middle), 6),
    }
