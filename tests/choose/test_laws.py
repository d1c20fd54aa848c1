"""Laws that choosing keeps whatever a week holds."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose import HashedTerms, text_of
from digest.types import Entry
from tests.choose.helpers import run, stories_of, week
from tests.makers import entry

WEEK = week()
BEFORE = run(WEEK)
FEW = settings(max_examples=25, deadline=None)
#: Words that stand nowhere in the small week.
STRANGE = st.lists(
    st.sampled_from(["quokka", "zither", "marzipan", "fjord", "oboe", "plinth", "gherkin"]), min_size=1
).map(" ".join)
WILD = st.text(max_size=300) | st.sampled_from(["", "🎬🎵" * 200, "。" * 50, "音楽生成AIが著作権で訴えられた", "\ud800", "AI " * 3000])  # fmt: skip


@FEW
@given(st.permutations(WEEK))
def test_order_of_input_changes_nothing(shuffled: list[Entry]) -> None:
    """Feeds answer in any order; a draft made twice must be the same draft."""
    assert run(shuffled) == BEFORE


@FEW
@given(STRANGE, STRANGE)
def test_an_unrelated_entry_merges_no_two_stories(title: str, text: str) -> None:
    """What one more feed brings must not glue other events together."""
    stranger = entry(title, text=text, guid="stranger", source="Stranger")
    assert stories_of(run([*WEEK, stranger])) == stories_of(BEFORE) | {frozenset({stranger.id})}


@FEW
@given(st.sampled_from(WEEK), st.sampled_from(["Outlet 0", "Outlet 1", "Somebody Else", "Techmeme"]))
def test_an_exact_copy_never_lowers_a_story(original: Entry, source: str) -> None:
    """Syndication says that more papers care, never that fewer do."""
    feed = f"https://{source.replace(' ', '').lower()}.example/feed"
    copy = replace(original, id="c0" + original.id[2:], guid="copy", source=source, feed_url=feed, url=feed + "/1", canonical_url=feed + "/1")  # fmt: skip
    after = run([*WEEK, copy])
    story = {v.story: v for v in BEFORE.verdicts if v.entry.id == original.id}
    assert {v.score for v in after.verdicts if v.entry.id == original.id} == {v.score for v in story.values()}
    scores = {e.id: s.score for s in (*BEFORE.stories, *BEFORE.near_misses) for e in s.entries}
    for one in (*after.stories, *after.near_misses):
        if any(e.id == original.id for e in one.entries):
            assert copy.id in {e.id for e in one.entries}
            assert one.score >= scores[original.id] - 1e-12


@FEW
@given(WILD, WILD)
def test_every_entry_gets_a_finite_score_and_a_story(title: str, text: str) -> None:
    """A feed may hold anything: nothing, a megabyte, emoji, other scripts, broken code points."""
    choice = run([*WEEK, entry(title, text=text, guid="wild")])
    assert len(choice.verdicts) == len(WEEK) + 1
    assert all(math.isfinite(v.score) and 0 <= v.score <= 1 and v.story for v in choice.verdicts)


@FEW
@given(st.lists(WILD, max_size=3))
def test_vectors_given_or_missing_make_no_difference(texts: list[str]) -> None:
    """The store's vectors are a saving, not an opinion."""
    entries = [*WEEK, *(entry(text, text=text, guid=str(n)) for n, text in enumerate(texts))]
    vectors = dict(
        zip((e.id for e in entries), HashedTerms().embed([text_of(e) for e in entries]), strict=True)
    )
    assert run(entries, vectors=vectors) == run(entries)


def test_nothing_comes_of_nothing() -> None:
    """An empty week is no error."""
    choice = run([])
    assert (choice.verdicts, choice.stories, choice.near_misses) == ((), (), ())
