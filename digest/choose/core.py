"""The core of a story that may ship: what is surely the same event.

Telling events apart has two errors. Two stories of one event cost an editor a glance; a report shown as one of an
event that it does not tell is untrue to the reader. So what is about to ship is asked again, more strictly, and the
more strictly the fewer pairs of reports speak for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from digest.choose.cluster import voices_of
from digest.choose.signals import WITH_MEANING, signals, sureness
from digest.choose.tfidf import Floats, Rows
from digest.types import Entry

#: Mean sureness from which groups are told as one event, and what is asked beyond it of a single pair; of n pairs
#: it is the n-th part's root. Events are made from far below (`Model.threshold`).
STRICT, ONE_PAIR = 0.35, 0.2


def cores(
    entries: Sequence[Entry], vectors: Sequence[bytes], rows: Rows, size: int, dense: Floats
) -> list[list[int]]:
    """The members of one story as one group or several, the largest first; copies stay together."""
    voices = voices_of(vectors)
    first, second = np.triu_indices(len(voices), 1)
    told = [entries[i] for i in voices]
    found = signals(told, rows.take(voices), size, dense[voices], first, second)
    sure = np.zeros((len(voices), len(voices)))
    sure[first, second] = sure[second, first] = sureness(found, WITH_MEANING)
    group_of = {vectors[voices[k]]: n for n, group in enumerate(_linked(sure)) for k in group}
    out: list[list[int]] = [[] for _ in set(group_of.values())]
    for position, vector in enumerate(vectors):
        out[group_of[vector]].append(position)
    return sorted(out, key=lambda group: (-len({vectors[i] for i in group}), group))


def _linked(sure: NDArray[np.float64]) -> list[list[int]]:
    """Average linkage: the pair of groups that is furthest above what is asked of it, until none is."""
    groups = [[n] for n in range(len(sure))]
    while len(groups) > 1:
        above, a, b = max(
            (
                round(float(sure[np.ix_(x, y)].mean()) - STRICT - ONE_PAIR / (len(x) * len(y)) ** 0.5, 9),
                -i,
                -j,
            )
            for (i, x), (j, y) in combinations(enumerate(groups), 2)
        )
        if above < 0:
            break
        groups[-a] = sorted(groups[-a] + groups.pop(-b))
    return groups
