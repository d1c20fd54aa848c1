"""Two ways of telling a window, story by story."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.evaluate.difference import Place, difference, places, places_of
from digest.types import Choice, Verdict
from tests.makers import entry, issue, item, story


def place(name: str, entries: str = "", rank: int | None = None, relevance: float | None = 0.5) -> Place:
    members = frozenset(entries or name)
    return Place(story=name, headline=name, source="S", entries=members, rank=rank, relevance=relevance)


def kinds(before: list[Place], after: list[Place]) -> dict[str, str]:
    return {change.shown.story: change.kind for change in difference(before, after).told}


def test_kept_new_and_gone() -> None:
    """In the order of the issue as it is now; what is gone comes last, with where it stands now."""
    before = [place("a", rank=1), place("b", rank=2), place("c", relevance=0.4)]
    after = [place("c", rank=1, relevance=0.7), place("a", rank=2), place("b", relevance=0.1)]
    found = difference(before, after)
    assert [(c.shown.story, c.kind) for c in found.told] == [("c", "new"), ("a", "kept"), ("b", "gone")]
    assert round(found.told[0].moved, 6) == 0.3
    assert found.told[2].after == after[2]
    assert found.overlap == 1 / 3


def test_a_story_is_the_same_by_its_reports() -> None:
    """Ids change when a story gains an earlier report; an entry more or less does not make it another one."""
    assert kinds([place("x", "abc", rank=1)], [place("y", "bcd", rank=1)]) == {"y": "kept"}
    assert kinds([place("x", "ab", rank=1)], [place("y", "cd", rank=1)]) == {"y": "new", "x": "gone"}


def test_what_moved_below_is_shown_best_first() -> None:
    """Only what moved enough, and only when it is in neither."""
    before = [place("a", relevance=0.1), place("b", relevance=0.3), place("c", relevance=0.30)]
    after = [place("a", relevance=0.2), place("b", relevance=0.0), place("c", relevance=0.31)]
    assert [change.shown.story for change in difference(before, after).moved] == ["b", "a"]


def test_an_issue_and_a_choice_can_be_compared() -> None:
    """An issue keeps no scores: none is made up."""
    one, other = entry("One"), entry("Other")
    verdicts = (
        Verdict(entry=one, score=0.9, story="s", chosen=True, rank=1, reasons=("why",)),
        Verdict(
            entry=other, score=0.2, story="o", chosen=False, rank=None, reasons=("w", "below floor by 0.30")
        ),
    )
    choice = Choice(verdicts=verdicts, stories=(story(one, id="s"),))
    found = difference(places_of(issue(item(one), item(other, story_id="o"))), places(choice))
    assert [(c.kind, c.before and c.before.relevance, c.moved) for c in found.told] == [
        ("kept", None, 0),
        ("gone", None, 0),
    ]
    assert found.told[1].after
    assert found.told[1].after.reason == "below floor by 0.30"


#: Of six entries, which of three stories each belongs to; and which of these are told.
weeks = st.tuples(st.tuples(*[st.integers(0, 2)] * 6), st.tuples(*[st.booleans()] * 3))


def told(week: tuple[tuple[int, ...], tuple[bool, ...]], side: str) -> list[Place]:
    grouping, flags = week
    return [
        place(
            f"{side}{n}",
            "".join("abcdef"[e] for e in range(6) if grouping[e] == n),
            n + 1 if flags[n] else None,
        )
        for n in sorted(set(grouping))
    ]


@given(weeks, weeks)
def test_every_told_story_is_told_of(one: Any, other: Any) -> None:
    """Nothing in either issue is missing, what is told now stands once, and against itself nothing has changed."""
    before, after = told(one, "x"), told(other, "y")
    found = difference(before, after)
    now = [change.after.story for change in found.told if change.after and change.after.rank is not None]
    assert set(now) == {p.story for p in after if p.rank is not None}
    assert [c.kind for c in found.told][: len(set(now))] == [
        "kept" if c.before and c.before.rank is not None else "new" for c in found.told[: len(set(now))]
    ]
    was = {change.before.story for change in found.told if change.before}
    assert {p.story for p in before if p.rank is not None} <= was
    assert 0 <= found.overlap <= 1
    same = difference(after, after)
    assert all(change.kind == "kept" for change in same.told)
    assert (same.overlap, same.moved) == (1, ())
