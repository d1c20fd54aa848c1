"""The core of a story that may ship: what is surely the same event.

Telling events apart has two errors. Two stories of one event cost an editor a glance; a report shown as one of an
event that it does not tell is untrue to the reader. So what is about to ship is asked again, more strictly, and the
more strictly the fewer pairs of reports speak for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.choose.cluster import nodes_of, voices_of
from digest.choose.signals import WITH_MEANING, signals, sureness
from digest.choose.tfidf import Floats, Rows
from digest.types import Entry

#: Mean sureness from which groups are told as one event, and what is asked beyond it of a single pair; of n pairs
#: it is the n-th part's root. Events are made from far below (`Model.threshold`).
STRICT, ONE_PAIR = 0.35, 0.2


def cores(
    entries: Sequence[Entry], vectors: Sequence[bytes], rows: Rows, size: int, dense: Floats
) -> list[list[int]]:
    """The members of one story as one group or several, in the order of their first; copies and the reports that lead
    to one page stay together. Between equals the first of `entries` decides."""
    voices = voices_of(vectors)
    first, second = np.triu_indices(len(voices), 1)
    told = [entries[i] for i in voices]
    found = signals(told, rows.take(voices), size, dense[voices], first, second)
    sure = np.zeros((len(voices), len(voices)))
    sure[first, second] = sure[second, first] = sureness(found, WITH_MEANING)
    nodes = nodes_of(entries, vectors)
    node_of = {i: n for n, node in enumerate(nodes) for i in node}
    return sorted(
        sorted(i for n in group for i in nodes[n]) for group in _linked(sure, [node_of[i] for i in voices])
    )


def _linked(sure: NDArray[np.float64], node_of: Sequence[int]) -> list[list[int]]:
    """Average linkage: the pair of groups that is furthest above what is asked of it, until none is.

    Row k of `sure` is of node `node_of[k]`: rows of one node are one group from the start. The sums between groups are
    kept, so that a round costs no more than looking for the best pair.
    """
    count = max(node_of) + 1
    member = np.zeros((count, len(sure)))
    member[node_of, np.arange(len(sure))] = 1.0
    total, size = member @ sure @ member.T, np.maximum(1.0, member.sum(axis=1))
    groups = [[n] for n in range(count)]
    gone = np.zeros(count, bool)
    above = np.where(np.triu(np.ones(total.shape, bool), 1), _above(total, size[:, None] * size), -np.inf)
    while True:
        a, b = (int(n) for n in np.unravel_index(int(above.argmax()), above.shape))
        if above[a, b] < 0:
            return [group for n, group in enumerate(groups) if not gone[n]]
        groups[a] += groups[b]
        gone[b] = True
        total[a] += total[b]
        total[:, a] += total[:, b]
        size[a] += size[b]
        row = np.where(gone, -np.inf, _above(total[a], size[a] * size))
        above[a, a + 1 :], above[:a, a] = row[a + 1 :], row[:a]
        above[b], above[:, b] = -np.inf, -np.inf


def _above(total: NDArray[np.float64], pairs: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the mean of so many pairs is above what is asked; rounded, so that no order of sums decides a tie."""
    found: NDArray[np.float64] = np.round(total / pairs - STRICT - ONE_PAIR / np.sqrt(pairs), 9)
    return found
