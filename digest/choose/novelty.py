"""What a published issue told is not told again; a new development of it is marked as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from digest.choose import embedder
from digest.choose.outlets import is_aggregator, outlet
from digest.choose.pairs import FAR, Hours
from digest.choose.signals import WITH_MEANING, hours_of, sureness
from digest.choose.terms import HEAD, HashedTerms, stem, words
from digest.choose.tfidf import Floats, Ints, Rows, Space, cosines
from digest.types import Entry, Told, Window

#: Mean sureness from which the reports of a story and those of a told one are of one event. Stricter than within a
#: week (`core`): who is wrongly taken for told is not read at all. On twelve weeks in a row what was told before
#: reached 0.57 at the least, the nearest other event 0.51.
SAME_EVENT = 0.54
#: Below this mean cosine of terms no likeness of meaning makes two stories one event: it is not computed.
LEAST = 0.08
#: A report of a told event tells something new when this share of its weight lies on words that the told ones do not
#: hold, or a smaller share and its title has a turn of events that they do not have. On labelled weeks a later report
#: with nothing new reaches 0.37 in the middle and 0.70 at the ninth decile: other papers use other words.
NEWS, NEWS_AT_A_TURN = 0.75, 0.25
#: So many outlets that begin to tell an event as late as this after the week that told it (hours) have something new
#: to tell, in whatever words: late reports of old news come one by one. What breaks at a week's end is on both sides.
#: A text of which less than this share is new is a told one again.
BURST, LATE, OWN = 3, 48.0, 0.1

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
    """What past issues told, ready to be compared with. Row k of `rows` is of `texts[k]`, told by `told[owner[k]]`."""

    told: tuple[Told, ...]
    by_id: Mapping[str, Told]
    by_url: Mapping[str, Told]
    texts: tuple[str, ...]
    ids: tuple[str, ...]  #: of the entry of each text; "" where it is not known
    rows: Rows
    owner: Ints  #: ascending
    over: Hours  #: when the week of each told story was over at the latest, hours since 1970
    size: int
    meanings: Mapping[str, bytes]  #: by entry id, as far as they are given

    def told_as(self, entry: Entry) -> Told | None:
        """The story in which this very entry, or its page, was told."""
        return self.by_id.get(entry.id) or (
            self.by_url.get(entry.canonical_url) if entry.canonical_url else None
        )

    def event_of(self, reports: Sequence[Entry], rows: Rows, dense: Floats) -> Told | None:
        """The told event that the reports of one story are surely about: the surest, the latest of equals.

        `rows` are the reports' terms, `dense` their vectors of meaning.
        """
        if not self.told or not len(rows):
            return None
        terms = cosines(rows, self.rows, self.size)
        hours = hours_of(reports)
        best, found = SAME_EVENT, None
        for n, told in enumerate(self.told):
            mine = np.flatnonzero(self.owner == n)
            if float(terms[:, mine].mean()) < LEAST:
                continue
            sure = self._sureness(terms[:, mine], dense, mine, np.clip(hours - self.over[n], 0, FAR))
            if sure >= best:
                best, found = sure, told
        return found

    def _sureness(self, terms: Floats, dense: Floats, mine: Ints, later: Hours) -> float:
        """Mean over the pairs of a report and a told text. How long after the told one a report came is not known,
        only how long after the end of that week; whose text it was is not known either."""
        meant = embedder.dense([self._meaning(int(k)) for k in mine])
        near = np.einsum("nd,md->nm", dense, meant)
        ones, apart = np.ones(near.shape), np.broadcast_to(later[:, None], near.shape)
        columns = (ones, terms, np.sqrt(np.maximum(0, terms)), near, apart, 0 * ones)
        found = np.stack(columns, axis=-1).reshape(-1, len(columns)).astype(np.float32)
        return round(float(sureness(found, WITH_MEANING).mean()), 6)

    def _meaning(self, k: int) -> bytes:
        given = self.meanings.get(self.ids[k], b"")
        return given if embedder.sound(given) else embedder.general(self.texts[k])

    def has_news(self, reports: Sequence[Entry], rows: Rows, told: Told) -> bool:
        """Whether one of the reports of a told event (their vectors are `rows`) goes beyond what was told, or so many
        outlets tell it at once that something must have happened."""
        share = self._new_share(rows, told)
        own = [report for report, new in zip(reports, share, strict=True) if new >= OWN]
        if len({outlet(report) for report in own if not is_aggregator(report)}) >= BURST:
            later = float(hours_of(own).min()) - float(self.over[self.told.index(told)])
            if later >= LATE:
                return True
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


def remember(
    past: Sequence[Told], vocabulary: Space, window: Window, meanings: Mapping[str, bytes]
) -> Memory:
    """The memory of past issues, in the order of their slots: each is taken to be of one window's length."""
    told = tuple(sorted(past, key=lambda one: (one.slot, one.headline, one.titles, one.entry_ids)))
    texts = [(n, *one) for n, story in enumerate(told) for one in _texts(story)]
    slots = sorted({one.slot for one in told}, reverse=True)
    length = (window.end - window.begin).total_seconds() / 3600
    begin = window.begin.timestamp() / 3600
    return Memory(
        told,
        {entry_id: one for one in told for entry_id in one.entry_ids},
        {url: one for one in told for url in one.urls if url},
        tuple(text for _, _, text in texts),
        tuple(entry_id for _, entry_id, _ in texts),
        vocabulary.rows(HashedTerms().embed([text for _, _, text in texts])),
        np.array([n for n, _, _ in texts], np.int64),
        np.array([begin - length * slots.index(one.slot) for one in told], np.float64),
        len(vocabulary.hashes),
        meanings,
    )


def _texts(told: Told) -> list[tuple[str, str]]:
    """(Entry id, text) of each report of a told story; of one without reports its headline."""
    reports = list(zip_longest(told.titles, told.texts, fillvalue=""))
    if not reports:
        return [("", f"{told.headline}\n\n")]
    ids = told.entry_ids if len(told.entry_ids) == len(reports) else ("",) * len(reports)
    return [(i, f"{title}\n\n{text[:HEAD]}") for i, (title, text) in zip(ids, reports, strict=True)]
