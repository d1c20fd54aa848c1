"""Make digest/choose/facets/directions.json: where each general concept lies in the embedding space.

    python -m training.facets

A logistic ridge on the general vectors of 2024 to early 2026 news (news/editor_tags.csv) learns to foresee which
entries hold a facet's words; for AI the publishers' own tags count as much as the words. Entries of the labelled
weeks, which that file holds too, are left out by date and by title. No chance is in it, so there is no seed.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import numpy as np
from numpy.typing import NDArray

from benchmarks.choose_weeks import entries_of
from benchmarks.measure import DATA, ROOT
from digest.choose import embedder
from digest.choose.facets import facets, spoken
from training.data import WEEKS

INPUT = DATA / "news" / "editor_tags.csv"
OUTPUT = ROOT / "digest" / "choose" / "facets" / "directions.json"
#: Monday of the first labelled week.
BEFORE = datetime(2026, 4, 20, tzinfo=UTC)
RIDGE = 1.0

Matrix = NDArray[np.float64]


def rows() -> list[dict[str, str]]:
    """The tagged items from before the labelled weeks."""
    labelled = {entry.title.strip().lower() for week in WEEKS for entry in entries_of(week)}
    with INPUT.open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if (when := _when(row["published"]))
            and when < BEFORE
            and row["title"].strip().lower() not in labelled
        ]


def _when(published: str) -> datetime | None:
    """Milliseconds since 1970, RFC 2822 or ISO 8601; None for an item without a date, which could be of any week."""
    if published.isdigit():
        return datetime.fromtimestamp(int(published) / 1000, UTC)
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(published)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def fit(x: Matrix, target: Matrix) -> Matrix:
    """Weights and constant of a logistic ridge with targets of 0 to 1, by Newton's method."""
    x = np.column_stack([x, np.ones(len(x))])
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - target) + ridge @ weights
        )
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def average_precision(score: Matrix, right: NDArray[np.bool_]) -> float:
    hit = right[np.argsort(-score, kind="stable")]
    return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit].mean())


def main() -> None:
    kept = rows()
    texts = [f"{row['title']}\n\n{row['summary']}" for row in kept]
    said = spoken(texts).anywhere.astype(np.float64)
    dense = embedder.dense(embedder.Minilm().embed(texts)).astype(np.float64)
    tagged = np.array([row["gold_ai"] == "1" for row in kept])
    weights, figures = {}, {}
    odd = np.arange(len(kept)) % 2 == 1
    for n, facet in enumerate(facets().all):
        target = (said[:, n] + tagged) / 2 if facet.name == "ai" else said[:, n]
        found = fit(dense, target)
        weights[facet.name] = base64.b64encode(found.astype("<f2").tobytes()).decode()
        half = fit(dense[~odd], target[~odd])
        right = tagged[odd] if facet.name == "ai" else said[odd, n] >= 0.5
        figures[facet.name] = round(average_precision(dense[odd] @ half[:-1], right), 3)
        print(f"{facet.name:12} {int((said[:, n] >= 0.5).sum()):5} entries  AP {figures[facet.name]:.3f}")
    head = {
        "made by": "python -m training.facets",
        "input": f"{len(kept)} entries of {INPUT.name} from before {BEFORE:%Y-%m-%d}, none of the labelled weeks",
        "sha256": hashlib.sha256(INPUT.read_bytes()).hexdigest(),
        "seed": "none: nothing is drawn",
        "embedder": embedder.Minilm().name,
        "figures": {"AP on every other entry, of the facet's words (ai: of the tags)": figures},
        "weights": weights,
    }
    OUTPUT.write_text(json.dumps(head, indent=1) + "\n", "utf-8")
    print(OUTPUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
