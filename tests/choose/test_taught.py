"""What the editor teaches."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose.embedder import Minilm, dense
from digest.choose.taught import STRONGEST, Taught, taught
from digest.choose.terms import HashedTerms
from digest.choose.tfidf import space
from digest.types import Example

SUIT, SIMILAR, FAR = (
    "Label sues maker of song generator over training data",
    "Record label takes AI music start-up to court over its training",
    "Council orders electric buses for the winter timetable",
)
TITLES = [SUIT, SIMILAR, FAR, "Telescope sees a comet", "Browser update fixes a bug with tabs"]


def lesson(like: list[str], unlike: list[str]) -> Taught:
    texts = [f"{title}\n\n" for title in TITLES]
    terms = HashedTerms().embed(texts)
    words = space(terms)
    examples = [[Example(title=title) for title in side] for side in (like, unlike)]
    return taught(dense(Minilm().embed(texts)), words.rows(terms), words, *examples)


def test_a_lesson_moves_what_is_near_and_nothing_else() -> None:
    """Most of all the story itself, then its like; a story of something else stays where it is."""
    for sign, shift in ((1, lesson([SUIT], []).shift), (-1, lesson([], [SUIT]).shift)):
        same, similar, far, *_ = sign * shift
        assert STRONGEST >= same > similar > 0.1 > abs(far)
        assert same > STRONGEST * 0.7


def test_opposite_lessons_settle_between_each_other() -> None:
    """Like this, but not like that: each keeps its sign where it was taught, weaker than alone."""
    alone, both = lesson([SUIT], []).shift, lesson([SUIT], [SIMILAR]).shift
    assert both[0] > 0 > both[1]
    assert both[1] < alone[1]


def test_the_reason_names_the_story_that_taught_it() -> None:
    """ "Why is this here?" has an answer that the editor can take back."""
    reasons = lesson([SUIT], [FAR]).reasons
    assert reasons[0][0].startswith(f"taught like: '{SUIT}' +")
    assert reasons[2][0].startswith(f"taught unlike: '{FAR}' -")
    assert reasons[3] == ()


def test_nothing_taught_changes_nothing() -> None:
    """A newsletter without lessons is judged by its topic alone."""
    assert not lesson([], []).shift.any()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(TITLES), max_size=6), st.lists(st.sampled_from(TITLES), max_size=6))
def test_shifts_are_bounded_and_do_not_depend_on_the_order_of_lessons(
    like: list[str], unlike: list[str]
) -> None:
    """However often a story is taught, also as both: the sum stays within its bound."""
    found = lesson(like, unlike).shift
    assert np.isfinite(found).all()
    assert np.abs(found).max() <= STRONGEST
    assert np.allclose(found, lesson(like[::-1], unlike[::-1]).shift, atol=1e-6)
