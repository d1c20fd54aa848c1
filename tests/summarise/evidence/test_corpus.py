"""Sentences written for this project by four authors, true and false by one thing: what the judge makes of them."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from digest.summarise.evidence import supported
from tests.conftest import ROOT

CORPUS = ROOT / "tests" / "corpus" / "evidence"


def shares(*patterns: str) -> dict[str, float]:
    """By kind, the share that is judged rightly; "false" is all that are false."""
    right: dict[str, list[bool]] = defaultdict(list)
    for file in sorted(file for pattern in patterns for file in CORPUS.glob(pattern)):
        for line in file.read_text("utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            passed = not supported(row["sentence"], row["source"], published=day)
            for kind in {row["kind"], "true" if row["ok"] else "false"}:
                right[kind].append(passed == row["ok"])
    return {kind: sum(found) / len(found) for kind, found in right.items()}


@pytest.mark.slow
def test_what_it_was_made_with_is_judged_rightly() -> None:
    """At least 97 of a hundred lies are caught, 95 of each kind, and 92 of a hundred true paraphrases pass."""
    found = shares("dev-[1-4].jsonl", "second-*.jsonl")
    assert found.pop("true") >= 0.92
    assert found.pop("false") >= 0.97
    assert {kind: share for kind, share in found.items() if share < 0.95} == {}


@pytest.mark.slow
def test_what_was_mended_by_class_and_not_by_sentence_is_judged_nearly_as_well() -> None:
    """Rows that were unseen once. Not all are right: a rule that catches one row and no other is not made."""
    found = shares("dev-[5-9].jsonl", "third-*.jsonl")
    assert found["true"] >= 0.90
    assert found["false"] >= 0.86


def test_what_it_never_saw_is_not_judged_worse_than_it_was() -> None:
    """The honest figure, as docs/summaries.md gives it; a change that lowers it must say why."""
    found = shares("unseen-*.jsonl")
    assert found["true"] >= 0.70
    assert found["false"] >= 0.85
