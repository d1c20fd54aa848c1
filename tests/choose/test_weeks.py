"""The figures on a recorded week stay what the benchmark reports. Floors, a little below the measured values."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import choose_weeks


@pytest.mark.data
@pytest.mark.slow
def test_a_week_that_the_lexicon_was_not_written_with(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """W27 was only measured: ap2 0.84, p20 0.95, b3 F1 0.98, 12 of 12 on topic."""
    monkeypatch.setattr(choose_weeks, "DATA", data)
    figures = choose_weeks.measure("2026-W27", choose_weeks.scorer())
    assert figures["ap2"] >= 0.80
    assert figures["p20"] >= 0.90
    assert figures["b3"] >= 0.95
    assert figures["grade2"] >= 0.90
    assert figures["told_twice"] + figures["mixed"] <= 1
