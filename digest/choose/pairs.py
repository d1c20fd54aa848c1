"""Which entries may tell one event: the pairs worth a closer look, found without looking at all of them.

Two roads lead to a pair: a term that few entries of the same days hold (an inverted index in the order of time),
and nearness in meaning among what appeared close in time. Each entry meets a bounded number of others on either, so
that the cost follows the number of entries. An unrelated entry, which shares no term and is near to nothing,
brings no pair.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from digest.choose.tfidf import Floats, Ints, Rows

Hours = NDArray[np.float64]

#: Entries further apart in time are not one event; what follows later is a matter of memory (`novelty`). Hours.
FAR = 168.0
#: A term in more entries of the days around is no sign, and a pair must bring this much of its cosine by rarer ones.
RARE, LEAST = 100, 0.02
#: Cosine of two vectors of meaning from which a pair is looked at without a rare term in common.
NEAR = 0.5
#: An entry is compared in meaning with so many that came just before it: twice a usual week.
LOOK_BACK = 5000
_BLOCK = 1000


def candidates(rows: Rows, hours: Hours, dense: Floats | None) -> tuple[Ints, Ints]:
    """Pairs i < j, in ascending order: of `rows` and `dense` (None: by terms alone).

    `hours` tells when each entry appeared.
    """
    count = len(rows)
    order = np.lexsort((np.arange(count), hours))
    keys = [*_by_terms(rows, hours, order)]
    if dense is not None:
        keys += _by_meaning(dense, hours, order)
    key = np.unique(np.concatenate([np.zeros(0, np.int64), *keys]))
    return key // max(1, count), key % max(1, count)


def cosines(rows: Rows, size: int, first: Ints, second: Ints) -> Floats:
    """Cosine of row first[k] with row second[k]."""
    key = rows.row_of() * size + rows.terms
    out = np.zeros(len(first), np.float32)
    for begin in range(0, len(first), 20_000):  # bounds the memory: a chunk is some 2 million values
        a, b = first[begin : begin + 20_000], second[begin : begin + 20_000]
        lengths = rows.start[a + 1] - rows.start[a]
        if not (total := int(lengths.sum())):
            continue
        of_pair = np.repeat(np.arange(len(a)), lengths)
        at = np.arange(total) - np.repeat(np.cumsum(lengths) - lengths, lengths) + rows.start[a][of_pair]
        wanted = b[of_pair] * size + rows.terms[at]
        place = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        product = np.where(key[place] == wanted, rows.values[at] * rows.values[place], 0)
        out[begin : begin + len(a)] = np.bincount(of_pair, product, minlength=len(a))
    return out


def _by_terms(rows: Rows, hours: Hours, order: Ints) -> Iterator[Ints]:
    """Keys (i * rows + j, i < j) of pairs that rare terms alone bring to `LEAST`."""
    count = len(rows)
    place = np.empty(count, np.int64)
    place[order] = np.arange(count)
    of_row = place[rows.row_of()]  # rows by their place in time from here on
    sort = np.lexsort((of_row, rows.terms))
    term, row, value = rows.terms[sort], of_row[sort], rows.values[sort]
    begin, end = _around(hours[order])
    posting = term * (count + 1) + row
    held = np.searchsorted(posting, term * (count + 1) + end[row]) - np.searchsorted(
        posting, term * (count + 1) + begin[row]
    )
    told = (held > 1) & (held <= RARE)
    reach, term, row, value = end[row[told]], term[told], row[told], value[told]
    for low in range(0, count, _BLOCK):  # all pairs of a row are made at once, so that their products add up
        mine = np.flatnonzero((row >= low) & (row < low + _BLOCK))
        keys, products = _postings(term, row, value, reach, mine, count)
        pair, where = np.unique(keys, return_inverse=True)
        near = np.bincount(where, products, minlength=len(pair)) >= LEAST
        yield _key(order[pair[near] // count], order[pair[near] % count], count)


def _postings(
    term: Ints, row: Ints, value: Floats, reach: Ints, mine: Ints, count: int
) -> tuple[Ints, Floats]:
    """The pairs of the entries at `mine` with later ones of the same term, and the products of their weights."""
    keys, products = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    for step in range(1, RARE):
        mine = mine[mine + step < len(term)]
        mine = mine[(term[mine + step] == term[mine]) & (row[mine + step] < reach[mine])]
        if not len(mine):
            break
        keys.append(row[mine] * count + row[mine + step])
        products.append(value[mine] * value[mine + step])
    return np.concatenate(keys), np.concatenate(products)


def _by_meaning(dense: Floats, hours: Hours, order: Ints) -> Iterator[Ints]:
    """Keys of pairs whose vectors of meaning are near, each entry beside those just before it."""
    count = len(order)
    sorted_, when = dense[order], hours[order]
    since = np.maximum(_around(when)[0], np.arange(count) - LOOK_BACK)
    for low in range(0, count, _BLOCK):
        high, first = min(low + _BLOCK, count), int(since[low])
        near = sorted_[low:high] @ sorted_[first:high].T >= NEAR
        a, b = np.nonzero(near)
        a, b = a + low, b + first
        kept = (b < a) & (b >= since[a])
        yield _key(order[a[kept]], order[b[kept]], count)


def _around(when: Hours) -> tuple[Ints, Ints]:
    """For ascending times: where the entries within `FAR` of each begin and end."""
    return np.searchsorted(when, when - FAR), np.searchsorted(when, when + FAR, side="right")


def _key(a: Ints, b: Ints, count: int) -> Ints:
    key: Ints = np.minimum(a, b) * count + np.maximum(a, b)
    return key
