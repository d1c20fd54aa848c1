"""One event, one story: average linkage over the pairs that an inverted index finds.

Two groups become one while the mean similarity between their entries (0 for pairs that share nothing rare)
is at least `THRESHOLD`. The mean is what keeps a common theme from gluing: one entry that resembles both of
two events does not bring the rest of them together.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.choose import tfidf
from digest.choose.tfidf import Rows
from digest.types import Entry

THRESHOLD = 0.23
#: Two texts this similar are one text.
COPY = 0.7

#: Titles of entries that tell many events at once. They stand alone, or beside a copy of themselves.
_ROUNDUP = re.compile(
    r"""\b(live\s?blog|live\s+updates|round-?up|week\s+in\s+review|this\s+week\s+in|week's\s+(?:top|best|biggest|most)|
    the\s+download|daily\s+(?:briefing|digest)|morning\s+(?:brief|edition)|weekly\s+(?:recap|digest|newsletter)|
    top\s+(?:stories|\d+)|in\s+brief|the\s+morning\s+after|what\s+you\s+missed|everything\s+(?:announced|we\s+know)|
    open\s+thread|links?\s+of\s+the\s+(?:day|week)|news\s+quiz)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def is_roundup(entry: Entry) -> bool:
    """Whether the entry's title announces many stories in one: a live blog, a week in review, a briefing."""
    return _ROUNDUP.search(entry.title.replace("’", "'")) is not None


class _Groups:
    """Average linkage with a heap. Groups are numbered by their smallest member, so that no order matters."""

    def __init__(self, sizes: Sequence[int], links: Mapping[int, Mapping[int, float]]) -> None:
        self.size = dict(enumerate(sizes))
        self.links: dict[int, dict[int, float]] = {a: dict(row) for a, row in links.items()}
        self.members = {n: [n] for n in self.size}
        self.heap: list[tuple[float, int, int]] = []

    def run(self, threshold: float) -> list[list[int]]:
        """Merge the nearest pair, until none is near enough."""
        for a, row in self.links.items():
            for b in row:
                if a < b:
                    self._offer(a, b, threshold)
        while self.heap:
            near, a, b = heapq.heappop(self.heap)
            if a in self.members and b in self.links.get(a, ()) and -near == self._mean(a, b):
                self._merge(a, b, threshold)
        return list(self.members.values())

    def _mean(self, a: int, b: int) -> float:
        # Rounded, so that the order in which sums were made cannot decide a tie.
        return round(self.links[a][b] / (self.size[a] * self.size[b]), 9)

    def _offer(self, a: int, b: int, threshold: float) -> None:
        if (mean := self._mean(a, b)) >= threshold:
            heapq.heappush(self.heap, (-mean, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int, threshold: float) -> None:
        kept, gone = min(a, b), max(a, b)
        self.members[kept] += self.members.pop(gone)
        self.size[kept] += self.size.pop(gone)
        del self.links[kept][gone], self.links[gone][kept]
        for other, total in self.links.pop(gone).items():
            del self.links[other][gone]
            both = self.links[kept].get(other, 0.0) + total
            self.links[kept][other] = self.links[other][kept] = both
        for other in self.links[kept]:
            self._offer(kept, other, threshold)


def link(sizes: Sequence[int], links: Mapping[int, Mapping[int, float]], threshold: float) -> list[list[int]]:
    """Groups of nodes by average linkage.

    `sizes[n]` is the number of entries in node n, `links[a][b]` (both ways) the sum of similarities between
    the entries of nodes a and b. Nodes must be numbered in an order that does not depend on the input's.
    """
    return _Groups(sizes, links).run(threshold)


def clusters(
    entries: Sequence[Entry], vectors: Sequence[bytes], rows: Rows, size: int, threshold: float = THRESHOLD
) -> list[list[int]]:
    """The stories of `entries` (ordered by id) as ascending lists of positions.

    `rows` are the entries' vectors over a vocabulary of `size` terms. Entries with one canonical URL, and
    entries that say word for word the same, are one node from the start; copies weigh once in every mean, so
    that a copy changes no other story. An entry without a word stands alone.
    """
    nodes = _nodes(entries, vectors)
    node_of = {position: n for n, node in enumerate(nodes) for position in node}
    voices = voices_of(vectors)
    alone = [is_roundup(entry) for entry in entries]
    first, second, near = tfidf.pairs(rows.take(voices), size)
    links: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for i, j, value in zip(first.tolist(), second.tolist(), near.tolist(), strict=True):
        i, j = voices[i], voices[j]
        a, b = node_of[i], node_of[j]
        if a != b and (value >= COPY or not (alone[i] or alone[j])):
            links[a][b] += value
            links[b][a] += value
    speaking = set(voices)
    groups = link([sum(position in speaking for position in node) for node in nodes], links, threshold)
    return sorted(sorted(position for n in group for position in nodes[n]) for group in groups)


def voices_of(vectors: Sequence[bytes]) -> list[int]:
    """The first position of each different vector."""
    return sorted({vector: position for position, vector in reversed(list(enumerate(vectors)))}.values())


def _nodes(entries: Sequence[Entry], vectors: Sequence[bytes]) -> list[list[int]]:
    """Positions that are one story whatever the means say: one page, or word for word the same."""
    keys: dict[str | bytes, int] = {}
    parent = list(range(len(entries)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    for position, (entry, vector) in enumerate(zip(entries, vectors, strict=True)):
        for key in (entry.canonical_url, vector):
            if key:
                a, b = sorted((root(keys.setdefault(key, position)), root(position)))
                parent[b] = a
    nodes: dict[int, list[int]] = defaultdict(list)
    for position in range(len(entries)):
        nodes[root(position)].append(position)
    return list(nodes.values())
