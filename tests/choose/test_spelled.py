"""A topic by example: at once from one story, better with each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import topics
from digest.choose.cluster import voices_of
from digest.choose.embedder import Minilm, dense
from digest.choose.spelled import CROWDED, _middle, spelled
from digest.choose.terms import HashedTerms
from digest.choose.tfidf import space
from digest.types import Entry, Example, Topic
from tests.choose.helpers import run, week
from tests.choose.test_topic import OFF, ON

COLD = topics.COLD
FEW = settings(max_examples=10, deadline=None)
OTHER = "Parliament debates the budget for roads"


def logits(titles: list[str], topic: Topic) -> dict[str, float]:
    texts = [f"{title}\n\n" for title in titles]
    terms = HashedTerms().embed(texts)
    words = space(terms)
    values, reasons = spelled(
        texts, words.rows(terms), words, list(voices_of(terms)), dense(Minilm().embed(texts)), topic
    )
    assert len(reasons) == len(titles)
    return dict(zip(titles, values.tolist(), strict=True))


def test_one_example_and_a_sentence_tell_near_misses_from_the_topic() -> None:
    """AI without media and media without AI stay below what has both, though each shares words with the example."""
    found = logits([*ON, *OFF], COLD)
    below = [(on, off) for on in ON for off in OFF if found[on] <= found[off]]
    assert len(below) <= 2, below  # of 35 pairs


def test_what_is_on_topic_passes_the_floor_and_the_rest_does_not() -> None:
    """The floor means the same for every topic: 0.5 where an editor would take one entry in two."""
    found = logits([*ON, OTHER, "Council orders electric buses", "Singer announces a world tour"], COLD)
    assert sum(found[title] > 0 for title in ON) >= 4
    assert max(found[title] for title in found if title not in ON) < 0


def test_the_reasons_name_sides_and_nearest_example() -> None:
    """The editor reads why."""
    choice = run(week(), topic=COLD)
    reasons = choice.verdicts[0].reasons
    assert any(reason.startswith("has artificial intelligence ") for reason in reasons)
    assert any(reason.startswith(f"like: '{topics.SORA.title}' ") for reason in reasons)
    assert "no artificial intelligence" in choice.verdicts[-1].reasons


@FEW
@given(st.sampled_from([*ON, *OFF]))
def test_an_unlike_example_lifts_nothing(title: str) -> None:
    """To say what is not meant can only take away; most from what resembles it."""
    before = logits([*ON, *OFF, OTHER], COLD)
    after = logits([*ON, *OFF, OTHER], replace(COLD, unlike=(Example(title=title),)))
    assert all(after[one] <= before[one] + 1e-9 for one in before)
    assert before[title] - after[title] > before[OTHER] - after[OTHER]


@FEW
@given(st.permutations(week()))
def test_order_of_input_changes_nothing(shuffled: list[Entry]) -> None:
    """As for a shipped topic: a draft made twice must be the same draft."""
    assert run(shuffled, topic=COLD) == run(week(), topic=COLD)


@pytest.mark.parametrize(
    "text", ["", "🎬🎵" * 200, "。" * 50, "音楽生成AIが著作権で訴えられた", "\ud800", "AI " * 3000]
)
def test_any_text_has_a_finite_score(text: str) -> None:
    """A feed may hold anything; so may an example."""
    found = logits([text, *ON], replace(COLD, like=(Example(title=text or "-", text=text),)))
    assert np.isfinite(list(found.values())).all()


def test_nothing_at_all_is_no_error() -> None:
    """A window without entries, a topic without a word."""
    assert logits([], COLD) == {}
    assert len(logits([*ON], Topic(name="main"))) == len(ON)


@pytest.mark.parametrize("usual", [0.5, 4.5])
def test_what_passes_the_floor_grows_smoothly_with_the_window(usual: float) -> None:
    """One entry more in the window never takes the others out; a desk that reads of little else keeps a hundred, and
    a window full of the topic still has a bound."""
    logit = np.random.default_rng(1).normal(usual + 2, 1, 4000)
    above = [int((logit[:n] > _middle(logit[:n], range(n), usual)).sum()) for n in range(60, 4000)]
    assert min(later - earlier for earlier, later in pairwise(above)) >= -1
    assert above[100 - 60] >= 90
    assert above[-1] == round(CROWDED * 3999)
    assert _middle(logit[:0], [], usual) == usual
