"""The figures on a recorded week stay what the benchmarks report. Floors, a little below the measured values.

W27 was only measured: neither the lexicon nor anything else here was made with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import choose_weeks, topics
from digest.choose import choose, embedders, shipped_topic, text_of
from digest.choose.tfidf import space
from digest.types import Limits

WEEK = "2026-W27"
SHIPPED = shipped_topic("ai-and-media")


@pytest.fixture(scope="module")
def score(data: Path) -> Iterator[ModuleType]:
    """The shared scoring script; the benchmarks look where the tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choose_weeks, "DATA", data)
        patch.setattr(topics, "DATA", data)
        yield choose_weeks.scorer()


@pytest.fixture(scope="module")
def week(score: ModuleType) -> topics.Week:
    """Its vectors, which cost most of all here: the shipped topic's, in which the general ones stand as well."""
    entries = tuple(sorted(choose_weeks.entries_of(WEEK), key=lambda entry: entry.id))
    texts = [text_of(entry) for entry in entries]
    terms, meanings = (tuple(one.embed(texts)) for one in embedders(SHIPPED))
    words = space(terms)
    return topics.Week(WEEK, entries, (), terms, meanings, words, words.rows(terms))


@pytest.mark.data
@pytest.mark.slow
def test_a_week_that_the_lexicon_was_not_written_with(
    data: Path, week: topics.Week, score: ModuleType
) -> None:
    """The shipped topic: ap2 0.84, p20 0.95, b3 F1 0.98, 12 of 12 on topic."""
    ids = [entry.id for entry in week.entries]
    choice = choose(
        week.entries,
        topic=SHIPPED,
        limits=Limits(),
        window=choose_weeks.window_of(WEEK),
        vectors=dict(zip(ids, week.terms, strict=True)),
        meanings=dict(zip(ids, week.meanings, strict=True)),
    )
    figures = score.score(WEEK, choose_weeks.rows_of(choice), data / "weeks")
    assert figures["ap2"] >= 0.80
    assert figures["p20"] >= 0.90
    assert figures["b3"][2] >= 0.95
    assert figures["issue"]["grade2"] >= 0.90
    assert figures["issue"]["told_twice"] + figures["issue"]["mixed"] <= 1


@pytest.mark.data
@pytest.mark.slow
def test_the_cold_start_on_a_recorded_week(week: topics.Week, score: ModuleType) -> None:
    """A topic that an editor spells out with a sentence and one example."""
    figures = topics.end_to_end(week, topics.COLD, score)
    assert figures["ap2"] >= 0.80
    assert figures["p20"] >= 0.85
