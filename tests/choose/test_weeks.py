"""The figures on a recorded week stay what the benchmark reports. Floors, a little below the measured values."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("choose_weeks", ROOT / "benchmarks" / "choose_weeks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["choose_weeks"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.data
@pytest.mark.slow
def test_a_week_that_the_lexicon_was_not_written_with(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """W27 was only measured: ap2 0.84, p20 0.95, b3 F1 0.98, 12 of 12 on topic."""
    bench = benchmark()
    monkeypatch.setattr(bench, "DATA", data)
    figures = bench.measure("2026-W27", bench.scorer())
    assert figures["ap2"] >= 0.80
    assert figures["p20"] >= 0.90
    assert figures["b3"] >= 0.95
    assert figures["grade2"] >= 0.90
    assert figures["told_twice"] + figures["mixed"] <= 1
