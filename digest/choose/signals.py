"""How surely two entries tell one event: a handful of signals, and the weights that labelled weeks gave them.

The weights were fitted by `python -m benchmarks.events --fit` (logistic regression) and copied here; only the pairs
of the labelled weeks had a say, never the documents of ECB+. `docs/choosing.md` has what other signals gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digest.choose.outlets import outlet
from digest.choose.pairs import Hours, cosines
from digest.choose.tfidf import Floats, Ints, Rows
from digest.types import Entry

#: Of what `signals` makes a row: 1, the cosine of the terms and its root (the first shared word says most), the
#: cosine of meaning, hours between the two, whether one outlet tells both (it rarely reports a thing twice).
NAMES = ("one", "terms", "root of terms", "meaning", "hours", "same outlet")
#: Softens the sureness before it is averaged: two reports of one event may be worded worlds apart, and the mean
#: over many pairs decides, not the surest of them.
SOFT = 0.5


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the signals, in the order of `NAMES`, and the mean sureness from which two groups are one event."""

    weights: tuple[float, ...]
    threshold: float


#: For entries with vectors of meaning, and for entries without.
WITH_MEANING = Model((-14.3617, -10.9836, 21.3311, 10.5699, -0.0215, -1.2438), 0.30)
TERMS_ALONE = Model((-15.1284, -23.2605, 42.7377, 0.0, -0.025, -1.5175), 0.30)


def hours_of(entries: Sequence[Entry]) -> Hours:
    """When each entry appeared, in hours since 1970."""
    return np.array([entry.when.timestamp() / 3600 for entry in entries], np.float64)


def signals(
    entries: Sequence[Entry], rows: Rows, size: int, dense: Floats | None, first: Ints, second: Ints
) -> Floats:
    """What speaks for and against each pair (first[k], second[k]): shape (pairs, len(NAMES))."""
    terms = cosines(rows, size, first, second)
    hours = hours_of(entries)
    names = {name: n for n, name in enumerate(sorted({outlet(entry) for entry in entries}))}
    outlets = np.array([names[outlet(entry)] for entry in entries], np.int64)
    columns = (
        np.ones(len(first)),
        terms,
        np.sqrt(np.maximum(0, terms)),
        np.zeros(len(first)) if dense is None else meaning(dense, first, second),
        np.abs(hours[first] - hours[second]),
        outlets[first] == outlets[second],
    )
    out: Floats = np.column_stack(columns).astype(np.float32)
    return out


def meaning(dense: Floats, first: Ints, second: Ints) -> Floats:
    """Cosine of the vectors of meaning of each pair."""
    out = np.zeros(len(first), np.float32)
    for begin in range(0, len(first), 50_000):  # bounds the memory
        span = slice(begin, begin + 50_000)
        out[span] = np.einsum("ij,ij->i", dense[first[span]], dense[second[span]])
    return out


def sureness(found: Floats, model: Model) -> Floats:
    """How surely each pair is one event, 0 to 1, softened by `SOFT`."""
    logit = found.astype(np.float64) @ np.array(model.weights)
    out: Floats = (1 / (1 + np.exp(-np.clip(SOFT * logit, -30, 30)))).astype(np.float32)
    return out
