"""How well the extractive summaries meet references, beside lead baselines in the same run, and how fast.

    python -m benchmarks.summarise_quality [--data DIR] [--limit N]

The data is not part of the project ($DIGEST_DATA, or ../shared/data beside the checkout). Scores are F1 of
ROUGE-1, ROUGE-2 and ROUGE-L as Lin (2004) defines them over lower-cased words without a stemmer, so compare
them within this table only. Every method gives whole sentences; "lead-60" takes sentences from the beginning
while they fit into what `summarise` may use.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median
from time import perf_counter

from digest.summarise import summarise
from digest.summarise.split import split
from digest.summarise.words import count
from digest.types import Entry, Story

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = ("bbc_extractive", "inshorts_60_words")
Words = Sequence[str]


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def rouge_n(guess: Words, gold: Words, n: int) -> float:
    left, right = (Counter(zip(*(words[i:] for i in range(n)), strict=False)) for words in (guess, gold))
    return f1(sum((left & right).values()), sum(left.values()), sum(right.values()))


def rouge_l(guess: Words, gold: Words) -> float:
    row = [0] * (len(gold) + 1)
    for word in guess:
        before = 0
        for place, other in enumerate(gold, start=1):
            before, row[place] = row[place], before + 1 if word == other else max(row[place], row[place - 1])
    return f1(row[-1], len(guess), len(gold))


def f1(shared: int, guess: int, gold: int) -> float:
    return 2 * shared / (guess + gold) if shared else 0.0


def story(title: str, text: str) -> Story:
    entry = Entry(
        id="0" * 16, feed_url="", guid="", url="", canonical_url="", title=title, text=text, first_seen=NOW
    )
    return Story(id="s", entries=(entry,), score=0.0, relevance=0.0)


def lead_3(_title: str, text: str, _words: int) -> str:
    return " ".join(text[s.start : s.end] for s in split(text)[:3])


def lead_60(_title: str, text: str, words: int) -> str:
    told: list[str] = []
    for segment in split(text):
        sentence = text[segment.start : segment.end]
        if told and count(" ".join((*told, sentence))) > words * 1.17:
            break
        told.append(sentence)
    return " ".join(told)


def ours(title: str, text: str, words: int) -> str:
    return summarise(story(title, text), words=words).text


def measure(rows: list[dict[str, str]], method: Callable[[str, str, int], str], *, words: int | None) -> str:
    """One line of the table; `words=None` asks for as many as the reference has."""
    scores, lengths, seconds = [], [], []
    for row in rows:
        gold = words_of(row["reference"])
        begin = perf_counter()
        summary = method(row["title"], row["text"], words or len(gold))
        seconds.append(perf_counter() - begin)
        guess = words_of(summary)
        scores.append((rouge_n(guess, gold, 1), rouge_n(guess, gold, 2), rouge_l(guess, gold)))
        lengths.append(len(guess))
    one, two, longest = (mean(score) for score in zip(*scores, strict=True))
    slow = sorted(seconds)[int(len(seconds) * 0.99)]
    times = f"{1000 * median(seconds):8.2f} {1000 * slow:8.2f}"
    return f"{one:8.3f} {two:8.3f} {longest:8.3f} {mean(lengths):8.1f} {times}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DIGEST_DATA", beside)))
    parser.add_argument("--limit", type=int, default=None, help="rows of each set")
    args = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, one run")
    for name in SETS:
        path = args.data / "summaries" / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: not found at {path}; set DIGEST_DATA", file=sys.stderr)
            return 1
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][: args.limit]
        for words in (60, None) if name == "bbc_extractive" else (60,):
            print(f"\n{name}, {len(rows)} rows, {words or 'reference'} words")
            print(f"{'method':10} {'R-1':>8} {'R-2':>8} {'R-L':>8} {'words':>8} {'ms':>8} {'ms p99':>8}")
            for method in (lead_3, lead_60, ours):
                label = {"lead_3": "lead-3", "lead_60": "lead-60", "ours": "digest"}[method.__name__]
                print(f"{label:10} {measure(rows, method, words=words)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
