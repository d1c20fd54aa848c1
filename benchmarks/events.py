"""How well events are told apart, and how fast: `python -m benchmarks.events [--fit] [--vectors FILE] [--speed]`.

B-cubed F1 of the stories over the graded entries of each labelled week, with weights fitted on the weeks of the other
folds only, and over the documents of ECB+ with the shipped weights, which never saw them; beside two baselines in the
same run. `--fit` prints the weights of all weeks, for digest/choose/signals.py. `--vectors` names a file of vectors of
meaning (npy, float32, unit rows in the order of news/items.jsonl); without it they are computed, which takes minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.choose_weeks import entries_of, scorer
from benchmarks.measure import DATA, machine
from digest.choose import HashedTerms, text_of
from digest.choose.cluster import clusters, link
from digest.choose.pairs import candidates
from digest.choose.signals import NAMES, TERMS_ALONE, WITH_MEANING, Model, hours_of, signals
from digest.choose.tfidf import Floats, Rows, space
from digest.types import Entry

WEEKS = [f"2026-W{n}" for n in range(17, 29)]
FOLDS = [WEEKS[n : n + 3] for n in range(0, 12, 3)]
#: What a pair of a graded entry and one that is not counts for in fitting: mostly another event, not surely.
UNGRADED = 0.05
#: Thresholds of the baselines, the best of these over all labelled weeks: in their favour.
TRIED = (0.20, 0.23)
TRIED_MEAN = (0.28, 0.30, 0.32)
Stories = Sequence[Sequence[int]]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Set:
    """Entries in the order of their ids, their vectors, and the event of those that were labelled (id -> event)."""

    name: str
    entries: list[Entry]
    vectors: list[bytes]
    rows: Rows
    size: int
    dense: Floats
    events: dict[str, str]


def made(name: str, entries: Sequence[Entry], dense: Floats, events: dict[str, str]) -> Set:
    """`dense` is in the order of `entries`; the set is in that of the ids."""
    order = sorted(range(len(entries)), key=lambda n: entries[n].id)
    ordered = [entries[n] for n in order]
    vectors = HashedTerms().embed([text_of(entry) for entry in ordered])
    vocabulary = space(vectors)
    return Set(name, ordered, vectors, vocabulary.rows(vectors), len(vocabulary.hashes), dense[order], events)


def meanings(entries: Sequence[Entry]) -> Floats:
    from digest.choose.embedder import Minilm, dense

    return dense(Minilm().embed([text_of(entry) for entry in entries]))


def stored(path: Path) -> Callable[[Sequence[Entry]], Floats]:
    with (DATA / "news" / "items.jsonl").open(encoding="utf-8") as file:
        place = {json.loads(line)["id"]: n for n, line in enumerate(file)}
    rows = np.load(path, mmap_mode="r")
    return lambda entries: np.array(rows[[place[entry.id] for entry in entries]], np.float32)


def week(name: str, vectors: Callable[[Sequence[Entry]], Floats]) -> Set:
    with (DATA / "weeks" / f"{name}.gold.tsv").open(encoding="utf-8", newline="") as file:
        events = {row[0]: row[2] for row in csv.reader(file, delimiter="\t") if row}
    entries = entries_of(name)
    return made(name, entries, vectors(entries), events)


def ecb(titled: bool) -> Set:
    """The documents of ECB+: without a date or an outlet, and with their first sentence as title, or none."""
    lines = (DATA / "clusters" / "ecbplus.jsonl").read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    entries = [_document(one["id"], one["text"], titled) for one in documents]
    name = "ECB+ titled" if titled else "ECB+"
    return made(name, entries, meanings(entries), {one["id"]: one["cluster"] for one in documents})


def _document(name: str, text: str, titled: bool) -> Entry:
    title, _, rest = text.partition(" . ") if titled else ("", "", text)
    return Entry(
        id=name, feed_url=f"https://{name}.example/", guid=name, url="", canonical_url="", title=title, text=rest,
        first_seen=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def figures(one: Set, stories: Stories) -> tuple[float, float, float, int, int]:
    """B-cubed precision, recall and F1 over the labelled entries; stories of two events, events in two stories."""
    story_of = {one.entries[n].id: str(k) for k, story in enumerate(stories) for n in story}
    ids = sorted(id_ for id_ in one.events if id_ in story_of)
    b3 = scorer().bcubed([one.events[n] for n in ids], [story_of[n] for n in ids])
    pairs = {(one.events[n], story_of[n]) for n in ids}
    mixed = sum(n > 1 for n in Counter(story for _, story in pairs).values())
    return (*b3, mixed, sum(n > 1 for n in Counter(event for event, _ in pairs).values()))


def fitted(weeks: Sequence[Set], meaning: bool) -> Model:
    """Ridge logistic regression over the pairs of these weeks; the threshold is the shipped one."""
    parts = [_lessons(one, meaning) for one in weeks]
    x, y, weight = (np.concatenate([part[n] for part in parts]) for n in range(3))
    spread = np.maximum(1e-9, x.std(axis=0))
    spread[0] = 1.0
    x = x / spread
    penalty, beta = np.array([1e-6, *[1.0] * (x.shape[1] - 1)]), np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (p - y)) + penalty * beta
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        beta = beta - np.linalg.solve(curve, slope)
    shipped = WITH_MEANING if meaning else TERMS_ALONE
    return Model(tuple(round(float(value), 4) for value in beta / spread), shipped.threshold)


def _lessons(one: Set, meaning: bool) -> tuple[Doubles, Doubles, Doubles]:
    """Signals of a week's pairs with a graded entry, whether they are one event, and what each counts for."""
    dense = one.dense if meaning else None
    first, second = candidates(one.rows, hours_of(one.entries), dense)
    label = [one.events.get(entry.id, "") for entry in one.entries]
    kept = np.array(
        [bool(label[a] or label[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)], bool
    )
    first, second = first[kept], second[kept]
    x = signals(one.entries, one.rows, one.size, dense, first, second).astype(np.float64)
    told = Counter(label)
    rows = [(label[a], label[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    y = np.array([float(a == b) for a, b in rows], np.float64)
    # A large event has many pairs: they share their say.
    shares = [told[a] ** -0.5 if a == b else 1.0 if a and b else UNGRADED for a, b in rows]
    weight = np.array(shares, np.float64)
    return x, y, weight


def plain(one: Set, threshold: float, *, meaning: bool) -> Stories:
    """The baseline: average linkage over the cosine of terms, or the mean of that and the cosine of meaning."""
    dense = one.dense if meaning else None
    first, second = candidates(one.rows, hours_of(one.entries), dense)
    found = signals(one.entries, one.rows, one.size, dense, first, second)
    near = (found[:, 1] + found[:, 3]) / 2 if meaning else found[:, 1]
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, value in zip(first.tolist(), second.tolist(), near.tolist(), strict=True):
        links[a][b] = links[b][a] = value
    return link([1] * len(one.entries), links, threshold)


def ours(one: Set, model: Model, *, meaning: bool) -> Stories:
    return clusters(one.entries, one.vectors, one.rows, one.size, one.dense if meaning else None, model)


def show(name: str, rows: Sequence[tuple[float, float, float, int, int]]) -> None:
    mean = [statistics.fmean(row[n] for row in rows) for n in range(5)]
    print(
        f"{name:34} {mean[0]:.3f}  {mean[1]:.3f}  {mean[2]:.3f}  {mean[3]:5.2f}  {mean[4]:5.2f}", flush=True
    )


def compare(weeks: Sequence[Set], others: Sequence[Set]) -> None:
    print(f"{machine()}\n{'':34} P      R      F1     mixed  split")
    for meaning, label in ((True, "signals with meaning"), (False, "signals of terms alone")):
        table = []
        for fold in FOLDS:
            model = fitted([one for one in weeks if one.name not in fold], meaning)
            rows = [figures(one, ours(one, model, meaning=meaning)) for one in weeks if one.name in fold]
            show(f"{label} {fold[0][5:]}-{fold[-1][6:]}", rows)
            table += rows
        show(f"{label}, mean", table)
        for one in others:
            shipped = WITH_MEANING if meaning else TERMS_ALONE
            show(f"{label}, {one.name}", [figures(one, ours(one, shipped, meaning=meaning))])
    for meaning, label, tried in (
        (False, "TF-IDF", TRIED),
        (True, "mean of TF-IDF and meaning", TRIED_MEAN),
    ):
        rows_of = {at: [figures(one, plain(one, at, meaning=meaning)) for one in weeks] for at in tried}
        best = max(tried, key=lambda at: statistics.fmean(row[2] for row in rows_of[at]))
        show(f"{label} at {best}", rows_of[best])
        for one in others:
            show(f"{label} at {best}, {one.name}", [figures(one, plain(one, best, meaning=meaning))])


def speed(vectors: Callable[[Sequence[Entry]], Floats]) -> None:
    """Seconds for one usual week and for everything recorded in one window, terms and vectors given."""
    every = [_item(line) for line in (DATA / "news" / "items.jsonl").read_text("utf-8").splitlines()]
    for entries in (every[-2350:], every[: len(every) // 2], every):
        one = made("all", entries, vectors(entries), {})
        begin = time.perf_counter()
        found = ours(one, WITH_MEANING, meaning=True)
        took = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(entries):6} entries, {len(found)} stories: {took:.1f} s; peak so far {peak:.0f} MB",
            flush=True,
        )


def _item(line: str) -> Entry:
    item = json.loads(line)
    return Entry(
        id=item["id"], feed_url=f"https://{item['source']}.example/", guid=item["id"], url=item["url"],
        canonical_url=item["url"], title=item["title"], text=item["summary"] or "", source=item["source"],
        first_seen=datetime.fromtimestamp(float(item["published_ts"]) / 1000, UTC),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print the weights that all weeks give")
    parser.add_argument("--speed", action="store_true", help="time 2,350, 18,000 and 36,000 entries")
    parser.add_argument("--vectors", type=Path, help="vectors of meaning of news/items.jsonl")
    args = parser.parse_args()
    vectors = stored(args.vectors) if args.vectors else meanings
    if args.speed:
        return speed(vectors)
    weeks = list(map(partial(week, vectors=vectors), WEEKS))
    if not args.fit:
        return compare(weeks, [ecb(titled=False), ecb(titled=True)])
    for meaning in (True, False):
        weights = fitted(weeks, meaning).weights
        print("with meaning" if meaning else "terms alone", dict(zip(NAMES, weights, strict=True)), weights)
    return None


if __name__ == "__main__":
    main()
