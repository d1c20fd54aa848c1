"""What a published issue told is not told again; a new development of it is marked as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from digest.choose.terms import HEAD, HashedTerms, stem, words
from digest.choose.tfidf import Ints, Rows, Space, cosines
from digest.types import Entry, Told

#: A report this similar to a told one is of the same event …
SAME_EVENT = 0.25
#: … and tells something new when this share of its weight lies on words that the told ones do not hold, or a
#: smaller share and its title has a turn of events that they do not have. On labelled weeks a later report with
#: nothing new reaches 0.37 in the middle and 0.70 at the ninth decile: other papers use other words.
NEWS, NEWS_AT_A_TURN = 0.75, 0.25

#: What happens next in an affair.
_TURNS = frozenset(
    stem(word)
    for word in re.findall(
        r"\S+",
        """settles settlement ruling rules ruled judge verdict jury appeal appeals appealed dismissed dismisses
        overturned wins won loses lost fined fine guilty convicted sentenced drops dropped withdraws withdrawn
        withdrew retracts retracted reverses reversal backtracks pauses paused delays delayed cancels cancelled
        canceled shuts shutdown resigns resigned fired ousted apologises apologizes apologised apologized apology
        responds responded replies denies denied admits admitted confirms confirmed approves approved rejects
        rejected vetoes signs signed passes passed launches launched released releases arrives expands expanded
        bans banned blocks blocked lifts lifted joins joined countersues acquires acquired raises raised agrees
        agreed deal votes voted strikes ends ended investigates probe removes removed restores restored""",
    )
)


@dataclass(frozen=True, slots=True)
class Memory:
    """What past issues told, ready to be compared with. Row k of `rows` is a text of `told[owner[k]]`."""

    told: tuple[Told, ...]
    by_id: Mapping[str, Told]
    by_url: Mapping[str, Told]
    rows: Rows
    owner: Ints  #: ascending
    size: int

    def told_as(self, entry: Entry) -> Told | None:
        """The story in which this very entry, or its page, was told."""
        return self.by_id.get(entry.id) or (
            self.by_url.get(entry.canonical_url) if entry.canonical_url else None
        )

    def event_of(self, rows: Rows) -> Told | None:
        """The told event that the reports of one story are about: the nearest by mean similarity, if near enough."""
        if not self.told or not len(rows):
            return None
        begins = np.searchsorted(self.owner, np.arange(len(self.told)))
        near = np.maximum.reduceat(cosines(rows, self.rows, self.size), begins, axis=1).mean(axis=0)
        nearest = int(np.flatnonzero(near.round(6) == near.round(6).max())[-1])  # the latest of equals
        return self.told[nearest] if near[nearest] >= SAME_EVENT else None

    def has_news(self, reports: Sequence[Entry], rows: Rows, told: Told) -> bool:
        """Whether one of the reports of a told event (their vectors are `rows`) goes beyond what was told."""
        share = self._new_share(rows, told)
        before = set(words(" ".join((told.headline, *told.titles, *told.texts))))
        turns = [bool(_TURNS & (set(words(report.title)) - before)) for report in reports]
        return any(new >= (NEWS_AT_A_TURN if turn else NEWS) for new, turn in zip(share, turns, strict=True))

    def _new_share(self, rows: Rows, told: Told) -> list[float]:
        """Of each report, the share of its weight that lies on words which `told` does not hold, 0 to 1."""
        mine = np.flatnonzero(self.owner == self.told.index(told))
        known = np.unique(self.rows.take(mine.tolist()).terms)
        weight = rows.values.astype(np.float64) ** 2
        fresh = np.bincount(rows.row_of(), weight * ~np.isin(rows.terms, known), minlength=len(rows))
        whole = np.bincount(rows.row_of(), weight, minlength=len(rows))
        return list(map(float, fresh / np.maximum(whole, 1e-9)))


def remember(past: Sequence[Told], vocabulary: Space) -> Memory:
    """The memory of past issues, in the order of their slots."""
    told = tuple(sorted(past, key=lambda one: (one.slot, one.headline, one.entry_ids)))
    texts = [
        (n, f"{title or one.headline}\n\n{text[:HEAD]}")
        for n, one in enumerate(told)
        for title, text in zip_longest((one.headline, *one.titles), ("", *one.texts), fillvalue="")
    ]
    return Memory(
        told,
        {entry_id: one for one in told for entry_id in one.entry_ids},
        {url: one for one in told for url in one.urls if url},
        vocabulary.rows(HashedTerms().embed([text for _, text in texts])),
        np.array([n for n, _ in texts], np.int64),
        len(vocabulary.hashes),
    )
