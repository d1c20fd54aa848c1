"""One event, one story: average linkage over the pairs worth a look, held back where two groups stand apart.

Two groups become one while the mean sureness (`signals`) between their entries, 0 for pairs that were not worth a
look, reaches the threshold: the mean is what keeps a common theme from gluing. And two groups that each hold
together much better than they do with one another stay two: that measure is the entries' own, not absolute.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.choose.pairs import candidates
from digest.choose.signals import TERMS_ALONE, WITH_MEANING, Model, hours_of, signals, sureness
from digest.choose.tfidf import Floats, Rows
from digest.types import Entry

#: Two texts with this cosine of terms are one text.
COPY = 0.7
#: Groups stay two when the mean between them is less than this share of the mean within the looser of them …
APART = 0.65
#: … where a group's own mean counts as if this many of its pairs were like those between: one entry has no own mean.
FEW = 3.0
#: A pair this unsure counts as 0: it spares most of the linking and moves no mean.
FAINT = 0.02

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
        self.inside = dict.fromkeys(self.size, 0.0)  #: sum over the pairs within a group …
        self.pairs = dict.fromkeys(self.size, 0)  #: … and their number
        self.heap: list[tuple[float, int, int]] = []

    def run(self, threshold: float, apart: float) -> list[list[int]]:
        """Merge the nearest pair, until none is near enough."""
        for a, row in self.links.items():
            for b in row:
                if a < b:
                    self._offer(a, b, threshold)
        while self.heap:
            near, a, b = heapq.heappop(self.heap)
            current = a in self.members and b in self.links.get(a, ()) and -near == self._mean(a, b)
            if current and -near >= apart * self._held(a, b, -near):
                self._merge(a, b, threshold)
        return list(self.members.values())

    def _mean(self, a: int, b: int) -> float:
        # Rounded, so that the order in which sums were made cannot decide a tie.
        return round(self.links[a][b] / (self.size[a] * self.size[b]), 9)

    def _held(self, a: int, b: int, between: float) -> float:
        """The mean within the looser of two groups."""
        means = ((self.inside[n] + FEW * between) / (self.pairs[n] + FEW) for n in (a, b))
        return round(min(means), 9)

    def _offer(self, a: int, b: int, threshold: float) -> None:
        if (mean := self._mean(a, b)) >= threshold:
            heapq.heappush(self.heap, (-mean, min(a, b), max(a, b)))

    def _merge(self, a: int, b: int, threshold: float) -> None:
        kept, gone = min(a, b), max(a, b)
        self.inside[kept] += self.inside.pop(gone) + self.links[kept][gone]
        self.pairs[kept] += self.pairs.pop(gone) + self.size[kept] * self.size[gone]
        self.members[kept] += self.members.pop(gone)
        self.size[kept] += self.size.pop(gone)
        del self.links[kept][gone], self.links[gone][kept]
        for other, total in self.links.pop(gone).items():
            del self.links[other][gone]
            both = self.links[kept].get(other, 0.0) + total
            self.links[kept][other] = self.links[other][kept] = both
        for other in self.links[kept]:
            self._offer(kept, other, threshold)


def link(
    sizes: Sequence[int], links: Mapping[int, Mapping[int, float]], threshold: float, apart: float = 0.0
) -> list[list[int]]:
    """Groups of nodes by average linkage.

    `sizes[n]` is the number of entries in node n, `links[a][b]` (both ways) the sum of similarities between
    the entries of nodes a and b. Nodes must be numbered in an order that does not depend on the input's. `apart`
    is the share of its own mean that a group asks of another's.
    """
    return _Groups(sizes, links).run(threshold, apart)


def clusters(
    entries: Sequence[Entry],
    vectors: Sequence[bytes],
    rows: Rows,
    size: int,
    dense: Floats | None = None,
    model: Model | None = None,
) -> list[list[int]]:
    """The stories of `entries` as ascending lists of positions; between equals the first of them decides.

    `rows` are the entries' vectors over a vocabulary of `size` terms, `dense` their vectors of meaning (None: told
    apart by terms alone). Entries with one canonical URL, and entries that say word for word the same, are one node
    from the start; copies weigh once in every mean, so that a copy changes no other story. An entry without a word
    stands alone.
    """
    model = model or (TERMS_ALONE if dense is None else WITH_MEANING)
    nodes = nodes_of(entries, vectors)
    voices = [position for position in voices_of(vectors) if vectors[position]]
    speaking = set(voices)
    links = _links(entries, rows, size, dense, voices, nodes, model)
    groups = link([sum(n in speaking for n in node) for node in nodes], links, model.threshold, APART)
    return sorted(sorted(position for n in group for position in nodes[n]) for group in groups)


def _links(
    entries: Sequence[Entry],
    rows: Rows,
    size: int,
    dense: Floats | None,
    voices: Sequence[int],
    nodes: Sequence[Sequence[int]],
    model: Model,
) -> Mapping[int, Mapping[int, float]]:
    """Between nodes: the sum of the sureness of their entries' pairs, both ways. Round-ups have none but copies."""
    told = [entries[position] for position in voices]
    spoken, meant = rows.take(voices), None if dense is None else dense[voices]
    first, second = candidates(spoken, hours_of(told), meant)
    found = signals(told, spoken, size, meant, first, second)
    sure = sureness(found, model)
    kept = sure >= FAINT
    columns = (first[kept], second[kept], sure[kept], found[kept, 1] >= COPY)
    node_of = {position: n for n, node in enumerate(nodes) for position in node}
    alone = [is_roundup(entry) for entry in told]
    links: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for i, j, value, copy in zip(*(column.tolist() for column in columns), strict=True):
        a, b = node_of[voices[i]], node_of[voices[j]]
        if a != b and (copy or not (alone[i] or alone[j])):
            links[a][b] += value
            links[b][a] += value
    return links


def voices_of(vectors: Sequence[bytes]) -> list[int]:
    """The first position of each different vector."""
    return sorted({vector: position for position, vector in reversed(list(enumerate(vectors)))}.values())


def nodes_of(entries: Sequence[Entry], vectors: Sequence[bytes]) -> list[list[int]]:
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
