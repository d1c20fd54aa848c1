"""The labelled weeks as the product sees them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from benchmarks.choose_weeks import DATA, entries_of
from digest.types import Entry

#: In the order of time. A fold is three weeks in a row: follow-ups of one affair rarely cross its border.
WEEKS = tuple(f"2026-W{n}" for n in range(17, 29))
FOLDS = tuple(WEEKS[n : n + 3] for n in range(0, 12, 3))


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry with an editor's word on it: 2 squarely on topic, 1 borderline, 0 not."""

    week: str
    entry: Entry
    grade: int
    event: str  #: "" for grade 0


def labelled(weeks: tuple[str, ...]) -> list[Labelled]:
    """All entries of `weeks`, by week and id."""
    out = []
    for week in weeks:
        lines = (DATA / "weeks" / f"{week}.gold.tsv").read_text("utf-8").splitlines()
        gold = {row[0]: (int(row[1]), row[2]) for row in (line.split("\t") for line in lines if line.strip())}
        out += [
            Labelled(week, entry, *gold.get(entry.id, (0, "")))
            for entry in sorted(entries_of(week), key=lambda entry: entry.id)
        ]
    return out


def inputs(weeks: tuple[str, ...]) -> dict[str, str]:
    """sha256 of every file that was trained on."""
    paths = [DATA / "weeks" / f"{week}{ending}" for week in weeks for ending in (".jsonl", ".gold.tsv")]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
