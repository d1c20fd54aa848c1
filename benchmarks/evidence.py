"""The judge of paraphrases over labelled sentences: a confusion table by kind.

    python -m benchmarks.evidence [--show] [FILES...]

A line of a file is {"id", "sentence", "source", "ok", "kind"[, "published"]}. `kind` is "true", or what is
false in the sentence. Caught is a false one with a reason; passed is a true one without.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from datetime import date
from pathlib import Path

from benchmarks.measure import ROOT, machine, median
from digest.summarise.evidence import supported

#: Sentences that the judge was made with, by three authors and its maker; and those that no maker of it read.
GROUPS = (("tuned on:", "[dst]*.jsonl"), ("never seen:", "unseen-*.jsonl"))
KINDS = ("number", "name", "negation", "quote", "speaker", "date", "title", "swap", "other-story")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="list what was judged wrongly")
    options = parser.parse_args(arguments or [])
    corpus = ROOT / "tests" / "corpus" / "evidence"
    if options.files:
        judge_all(options.files, show=options.show)
        return
    for said, pattern in GROUPS:
        if files := sorted(corpus.glob(pattern)):
            print(said)
            judge_all(files, show=options.show)


def judge_all(files: list[Path], *, show: bool) -> None:
    """The table of some files together."""
    rows = [
        json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()
    ]
    right: dict[str, list[bool]] = defaultdict(list)
    costs = []
    for row in rows:
        begin = time.perf_counter()
        why = judged(row)
        costs.append(time.perf_counter() - begin)
        right[row["kind"]].append((why == "") == row["ok"])
        if show and (why == "") != row["ok"]:
            print(f"{row['id']} {row['kind']}: {row['sentence']}\n    {why or row.get('note', '')}")
    report(right, costs)


def judged(row: dict[str, object]) -> str:
    """The judge's reason for a row."""
    day = row.get("published")
    return supported(
        str(row["sentence"]),
        str(row["source"]),
        context=str(row.get("context", "")),
        language=str(row.get("language", "en")),
        published=date.fromisoformat(str(day)) if day else None,
    )


def report(right: dict[str, list[bool]], costs: list[float]) -> None:
    """The table: how many of each kind were judged rightly."""
    print(f"{'kind':<12} {'n':>4} {'right':>6} {'':>7}")
    for kind in ("true", *KINDS):
        if marks := right.get(kind):
            print(f"{kind:<12} {len(marks):>4} {sum(marks):>6} {100 * sum(marks) / len(marks):>6.1f}%")
    false = [mark for kind in KINDS for mark in right.get(kind, ())]
    if false:
        print(f"{'all false':<12} {len(false):>4} {sum(false):>6} {100 * sum(false) / len(false):>6.1f}%")
    if costs:
        print(
            f"{1000 * median(costs):.2f} ms a sentence (median), {1000 * max(costs):.1f} ms the longest; {machine()}"
        )


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
