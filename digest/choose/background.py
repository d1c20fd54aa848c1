"""How common a word is in everyday tech news: the measure of surprise when a window is small.

`background.tsv` holds counts of documents (per 10,000) for the stems that stand in at least 8 of 10,000
entries. It was counted by `benchmarks/choose_weeks.py --background` over titles and teasers of March 2024 to
July 2026, a third of them from the labelled weeks; the file's first line names its input by hash. Counts of words:
no text, and nothing of the labels.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("background.tsv")


@cache
def background() -> dict[str, int]:
    """Stem -> documents of 10,000 that hold it; rarer stems are missing."""
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in rows}
