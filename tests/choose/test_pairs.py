"""Which entries are looked at as one event, and how sure that is."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose import HashedTerms, text_of
from digest.choose.cluster import clusters
from digest.choose.pairs import FAR, candidates, cosines
from digest.choose.signals import NAMES, TERMS_ALONE, WITH_MEANING, hours_of, signals, sureness
from digest.choose.tfidf import Floats, Rows, space
from digest.types import Entry
from tests.choose.helpers import SUIT, told, week
from tests.makers import MIDWEEK, entry

WEEK = sorted(week(), key=lambda e: e.id)
FEW = settings(max_examples=25, deadline=None)
UNRELATED = st.lists(st.sampled_from(["quokka", "zither", "marzipan", "fjord"]), min_size=1).map(" ".join)


def rows_of(entries: list[Entry]) -> tuple[list[bytes], Rows, int]:
    vectors = HashedTerms().embed([text_of(e) for e in entries])
    vocabulary = space(vectors)
    return vectors, vocabulary.rows(vectors), len(vocabulary.hashes)


def meant(entries: list[Entry]) -> Floats:
    """Stand-ins for vectors of meaning: a direction of each event of the small week, the rest on their own."""
    out = np.zeros((len(entries), 384), np.float32)
    for n, one in enumerate(entries):
        theme = (
            0 if "Hummer" in one.title else 1 if "Lakeside" in one.title else 2 + int(one.id[:6], 16) % 300
        )
        out[n, theme], out[n, 310 + int(one.id[6:10], 16) % 70] = 0.9, 0.4358899
    return out


def groups(entries: list[Entry], dense: Floats | None = None) -> set[frozenset[str]]:
    vectors, rows, size = rows_of(entries)
    found = clusters(entries, vectors, rows, size, dense)
    return {frozenset(entries[n].id for n in story) for story in found}


def pairs(entries: list[Entry], dense: Floats | None = None) -> set[tuple[str, str]]:
    first, second = candidates(rows_of(entries)[1], hours_of(entries), dense)
    return {(entries[a].id, entries[b].id) for a, b in zip(first.tolist(), second.tolist(), strict=True)}


def test_a_rare_term_brings_two_entries_together() -> None:
    """The suit's reports share Hummer; the bus and the browser share nothing with them."""
    entries = sorted(
        [*told(*SUIT), entry("Council buys buses", text="", source="Gazette")], key=lambda e: e.id
    )
    suit = {e.id for e in entries if "Hummer" in e.title}
    assert pairs(entries) == {(a, b) for a in suit for b in suit if a < b}


def test_meaning_brings_together_what_shares_no_word() -> None:
    """Two outlets may tell one event without a word in common."""
    entries = sorted(
        [entry("Singer wins in court", text=""), entry("Vocalist victorious", text="", guid="b")],
        key=lambda e: e.id,
    )
    dense = np.zeros((2, 384), np.float32)
    dense[:, 0] = 1.0
    assert pairs(entries) == set()
    assert len(pairs(entries, dense)) == 1


@pytest.mark.parametrize(("later", "expected"), [(FAR - 1, 1), (FAR + 1, 0)])
def test_what_lies_far_apart_in_time_is_no_pair(later: float, expected: int) -> None:
    """A window of months holds the yearly report of last month too."""
    first = entry("Hummer is sued", published=MIDWEEK)
    second = entry("Hummer is sued again", guid="b", published=MIDWEEK + timedelta(hours=later))
    entries = sorted([first, second], key=lambda e: e.id)
    dense = np.full((2, 384), 384**-0.5, np.float32)
    assert len(pairs(entries)) == len(pairs(entries, dense)) == expected


def test_cosines_of_pairs_are_those_of_full_rows() -> None:
    """The sparse arithmetic is a saving, not an opinion."""
    _, rows, size = rows_of(WEEK)
    first, second = np.triu_indices(len(WEEK), 1)
    full = rows.dense(size)
    np.testing.assert_allclose(
        cosines(rows, size, first, second), (full @ full.T)[first, second], rtol=1e-4, atol=1e-6
    )


def test_each_signal_counts_in_the_direction_an_editor_expects() -> None:
    """Likeness in words and meaning speaks for one event, hours between and a shared outlet against."""
    for model, meaning in ((WITH_MEANING, 0.6), (TERMS_ALONE, 0.0)):
        usual = np.array([[1, 0.3, 0.3**0.5, meaning, 12, 0]], np.float32)
        base = sureness(usual, model)[0]
        other = {"terms": (0.5, 0.5**0.5, meaning, 12, 0), "hours": (0.3, 0.3**0.5, meaning, 72, 0)}
        other |= {"same outlet": (0.3, 0.3**0.5, meaning, 12, 1)}
        sure = {name: sureness(np.array([[1, *row]], np.float32), model)[0] for name, row in other.items()}
        assert sure["terms"] > base > max(sure["hours"], sure["same outlet"])


def test_signals_have_a_name_each() -> None:
    """What the weights stand for, also without vectors of meaning and without a pair."""
    _, rows, size = rows_of(WEEK)
    none = np.zeros(0, np.int64)
    assert signals(WEEK, rows, size, None, none, none).shape == (0, len(NAMES))
    assert len(WITH_MEANING.weights) == len(TERMS_ALONE.weights) == len(NAMES)


@FEW
@given(st.permutations(range(len(WEEK))), st.booleans())
def test_order_changes_no_story(order: list[int], meaning: bool) -> None:
    """Positions are names only: whoever comes first, the same entries stand together."""
    shuffled = [WEEK[n] for n in order]
    for entries in (WEEK, shuffled):
        assert groups(entries, meant(entries) if meaning else None) == groups(
            WEEK, meant(WEEK) if meaning else None
        )


@FEW
@given(UNRELATED, st.booleans())
def test_an_unrelated_entry_merges_no_two_stories(title: str, meaning: bool) -> None:
    """Neither by its words nor by what the others' words weigh because of it."""
    stranger = entry(title, text="", guid="stranger", source="Stranger")
    entries = sorted([*WEEK, stranger], key=lambda e: e.id)
    before = groups(WEEK, meant(WEEK) if meaning else None)
    after = groups(entries, meant(entries) if meaning else None)
    assert after == before | {frozenset({stranger.id})}


@FEW
@given(st.sampled_from(WEEK), st.booleans())
def test_an_exact_copy_joins_its_original_and_moves_nothing(original: Entry, meaning: bool) -> None:
    """Syndication must not weigh in any mean."""
    copy = entry(original.title, text=original.text, guid="copy", source="Wire", published=original.published)
    entries = sorted([*WEEK, copy], key=lambda e: e.id)
    before = groups(WEEK, meant(WEEK) if meaning else None)
    after = groups(entries, meant(entries) if meaning else None)
    assert {story - {copy.id} for story in after} == before
    assert any({copy.id, original.id} <= story for story in after)


def test_nothing_and_one_are_no_pair() -> None:
    """An empty week and a week of one entry are weeks too."""
    assert groups([], np.zeros((0, 384), np.float32)) == groups([]) == set()
    assert groups(WEEK[:1]) == {frozenset({WEEK[0].id})}
