"""The figures are those of the labelled weeks' own scoring script, and mean what they are called."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.evaluate import labelled
from digest.evaluate.figures import (
    Figures,
    Label,
    Row,
    average_precision,
    b_cubed,
    figures,
    mean,
    ndcg,
    shortfalls,
)
from tests.conftest import NO_DATA


def row(guid: str, score: float = 1.0, story: str = "", chosen: bool = False) -> Row:
    return Row(guid=guid, score=score, story=story or guid, chosen=chosen)


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [([], 0), ([False], 0), ([True], 1), ([False, True], 0.5), ([True, False, True], 5 / 6)],
)
def test_average_precision(ranked: list[bool], expected: float) -> None:
    """The mean of the precision at each hit."""
    assert average_precision(ranked) == pytest.approx(expected)


def test_a_perfect_order_gains_all_there_is() -> None:
    """And one that begins with the worst does not."""
    assert ndcg([2, 2, 1, 0], 20) == 1
    assert 0 < ndcg([0, 1, 2, 2], 20) < 1
    assert ndcg([0, 0], 20) == 0


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=12), st.randoms()
)
def test_b_cubed_is_what_it_is_defined_as(pairs: list[tuple[str, str]], shuffle: random.Random) -> None:
    """Counted in one pass, the same as entry by entry, whatever their order."""
    precision = recall = 0.0
    for event, story in pairs:
        together = sum(other == (event, story) for other in pairs)
        precision += together / sum(s == story for _, s in pairs) / len(pairs)
        recall += together / sum(e == event for e, _ in pairs) / len(pairs)
    found = b_cubed(pairs)
    assert found[:2] == pytest.approx((precision, recall))
    assert 0 < found[2] <= 1
    again = list(pairs)
    shuffle.shuffle(again)
    assert b_cubed(again) == found


def test_an_issue_is_held_against_its_events() -> None:
    """Told twice, mixed, off topic: each is counted for what it is."""
    labels = {
        "a": Label(grade=2, event="suit"),
        "b": Label(grade=2, event="suit"),
        "c": Label(grade=1, event="film"),
        "d": Label(grade=2, event="law"),
        "e": Label(grade=2, event="law"),
    }
    sources = {"a": "One", "b": "Two", "c": "One", "d": "One", "e": "Two", "off": "Two"}
    rows = [
        row("a", story="1", chosen=True),
        row("b", story="2", chosen=True),
        row("c", story="2", chosen=True),
    ]
    found = figures([*rows, row("off", story="3", chosen=True), row("not an item", 9.0)], sources, labels)
    assert (found.stories, found.told_twice, found.mixed) == (3, 1, 1)
    assert (found.grade2, found.graded, found.top) == (2 / 3, 2 / 3, 0.5)


def test_means_and_floors() -> None:
    """A floor names what is missed, with the figure; a ceiling too; what is not named may be anything."""
    weeks = [figures([row("a", chosen=True)], {"a": "One", "b": "One"}, {"a": Label(grade=2, event="e")})] * 2
    assert mean(weeks) == weeks[0]
    assert shortfalls(weeks[0], {"ap": 1.0, "mixed": 0.0}) == []
    assert shortfalls(weeks[0], {"top": 0.5, "stories": 2.0}) == [
        "stories 1.000, expected 2.000 at least",
        "top 0.000, expected 0.500 at least",
    ]
    twice = [Figures(**dict.fromkeys(Figures.__dataclass_fields__, 1.0))]
    assert shortfalls(twice[0], {"told_twice": 0.5}) == ["told_twice 1.000, expected 0.500 at most"]


def test_nothing_decided_is_no_accident() -> None:
    """An empty answer has figures, and they are poor."""
    found = figures([], {"a": "One", "b": "Two"}, {"b": Label(grade=2, event="e")})
    assert (found.ap, found.stories, found.grade2, found.b3) == (0.5, 0, 0, 1)


def scorer(data: Path) -> ModuleType:
    path = data.parent / "tools" / "score_week.py"
    if not path.is_file():
        pytest.skip(NO_DATA)  # the scoring script comes with the data, and is not ours to ship
    spec = importlib.util.spec_from_file_location("score_week", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.data
@pytest.mark.parametrize("seed", [1, 2])
def test_the_figures_are_the_scoring_scripts(data: Path, seed: int) -> None:
    """On a recorded week and decisions made by chance, with ties and entries left out: equal to the last digit."""
    folder, name = data / "weeks", "2026-W18"
    week = labelled.read(folder, name)
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for guid in sorted(week.sources):
        label = week.labels.get(guid)
        story = label.event if label and chance.random() < 0.7 else str(chance.randrange(400))
        score = round(chance.random() + (label.grade if label else 0) * chance.random(), 2)
        rows.append({"guid": guid, "score": score, "story": story})
    chosen = {r["story"] for r in chance.sample(rows, 12)} | {e.event for e in list(week.labels.values())[:4]}
    rows = [r | {"chosen": r["story"] in chosen} for r in rows if chance.random() < 0.97]
    expected = scorer(data).score(name, json.loads(json.dumps(rows)), folder)
    found = figures([Row(**r) for r in rows], week.sources, week.labels)
    assert [round(x, 3) for x in (found.ap, found.ndcg, found.p20)] == [
        expected["ap2"], expected["ndcg20"], expected["p20"],
    ]  # fmt: skip
    assert [round(x, 3) for x in (found.b3_precision, found.b3_recall, found.b3)] == expected["b3"]
    issue = expected["issue"]
    assert {name: round(getattr(found, name), 3) for name in issue} == issue
