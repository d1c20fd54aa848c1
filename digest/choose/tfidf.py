"""Entries as weighted term vectors: TF-IDF rows, and cosines with a query.

The weight of a term depends on the window only through the entries that hold it (plus how common it is in
the field), never through the number of entries: an unrelated entry changes no similarity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.choose.terms import RECORD

#: What a term counts for standing in the title, and for standing in the text only.
TITLE, BODY = 1.0, 0.5
#: Document frequencies are per this many entries; the usual size of a week.
WEEK = 2500
#: A term in as many entries of a week weighs nothing.
EVERYWHERE = 5000.0
LEAST = 0.2
_DTYPE = np.dtype([("term", "<u4"), ("title", "u1"), ("body", "u1"), ("common", "<u2")])
assert _DTYPE.itemsize == RECORD.size

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Unit rows in CSR form. Row i holds `terms[start[i]:start[i+1]]` (ascending) with `values`."""

    start: Ints
    terms: Ints
    values: Floats

    def __len__(self) -> int:
        return len(self.start) - 1

    def row_of(self) -> Ints:
        """The row of each stored value."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def take(self, rows: Sequence[int]) -> Rows:
        """Only these rows, in this order."""
        spans = [(self.start[row], self.start[row + 1]) for row in rows]
        at = np.concatenate([np.arange(a, b) for a, b in spans] or [np.zeros(0, np.int64)]).astype(np.int64)
        start = np.concatenate(([0], np.cumsum([b - a for a, b in spans]))).astype(np.int64)
        return Rows(start, self.terms[at], self.values[at])

    def dense(self, size: int) -> Floats:
        """As a full matrix, shape (rows, size): for few rows only."""
        out = np.zeros((len(self), size), np.float32)
        out[self.row_of(), self.terms] = self.values
        return out


@dataclass(frozen=True, slots=True)
class Space:
    """The window's vocabulary: hashes (ascending) and how telling each term is."""

    hashes: NDArray[np.uint32]
    inverse: Floats  #: inverse document frequency, LEAST to log(EVERYWHERE)

    def rows(self, vectors: Sequence[bytes]) -> Rows:
        """Unit TF-IDF rows; terms outside the window's vocabulary count for length only."""
        data, start = decode(vectors)
        place = np.searchsorted(self.hashes, data["term"])
        place = np.minimum(place, max(0, len(self.hashes) - 1))
        known = self.hashes[place] == data["term"] if len(self.hashes) else np.zeros(len(data), bool)
        inverse = _inverse(0.0, data["common"])
        inverse[known] = self.inverse[place[known]]
        often = 1 + 0.3 * np.log1p(np.maximum(data["title"], data["body"]) - 1.0)
        values = np.where(data["title"] > 0, TITLE, BODY) * often * inverse
        row = np.repeat(np.arange(len(start) - 1), np.diff(start))
        length = np.sqrt(np.bincount(row, values**2, minlength=len(start) - 1))
        values = values / np.maximum(1e-9, length[row])
        kept = np.concatenate(([0], np.cumsum(np.bincount(row[known], minlength=len(start) - 1))))
        return Rows(kept.astype(np.int64), place[known].astype(np.int64), values[known].astype(np.float32))


def space(vectors: Iterable[bytes]) -> Space:
    """The vocabulary of a window. Copies are counted once, so that a copied story's words stay as telling."""
    distinct = sorted(set(vectors))
    data, _ = decode(distinct)
    hashes, first, count = np.unique(data["term"], return_index=True, return_counts=True)
    return Space(hashes, _inverse(count * min(1.0, WEEK / max(1, len(distinct))), data["common"][first]))


def _inverse(held: Floats | float, common: NDArray[np.uint16]) -> Floats:
    """How telling a term is that `held` of a week's entries hold and `common` of 10,000 everyday ones."""
    frequency = np.maximum(1.0, held + common * (WEEK / 10_000))
    return np.maximum(LEAST, np.log(EVERYWHERE / frequency)).astype(np.float32)


def cosines(rows: Rows, queries: Rows, size: int) -> Floats:
    """Cosine of every row with every query, shape (rows, queries). `size` is that of the vocabulary."""
    out = np.zeros((len(rows), len(queries)), np.float32)
    of_row, dense = rows.row_of(), np.zeros(size, np.float32)
    for n in range(len(queries)):
        span = slice(queries.start[n], queries.start[n + 1])
        dense[queries.terms[span]] = queries.values[span]
        out[:, n] = np.bincount(of_row, rows.values * dense[rows.terms], minlength=len(rows))
        dense[queries.terms[span]] = 0
    return out


def decode(vectors: Sequence[bytes]) -> tuple[NDArray[np.void], Ints]:
    """The records of all vectors in a row, and where each vector's begin (one more: the end)."""
    whole = b"".join(vectors)
    lengths = np.array([len(vector) // RECORD.size for vector in vectors], np.int64)
    return np.frombuffer(whole, _DTYPE), np.concatenate(([0], np.cumsum(lengths)))
