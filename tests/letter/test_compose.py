"""Choice -> Issue: order, sections and words are decided purely, and nothing is said that was not counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.letter.compose import clean_headline, compose
from digest.types import Choice, Issue, Section, Sentence, Story, Summary, Told
from tests.makers import SLOT, entry, newsletter, story


def stories(n: int, **changes: object) -> list[Story]:
    return [story(entry(f"Story number {k}"), id=f"s{k}", **changes) for k in range(n)]


def summary(*texts: str) -> Summary:
    return Summary(
        sentences=tuple(Sentence(text=t, entry_id="e", start=0, end=len(t)) for t in texts), by="extractive"
    )


def composed(chosen: list[Story], summaries: dict[str, Summary] | None = None, **changes: object) -> Issue:
    values = {s.id: summary("First sentence.", "Second sentence.") for s in chosen}
    return compose(
        Choice(verdicts=(), stories=tuple(chosen)),
        values if summaries is None else summaries,
        newsletter=newsletter(),
        slot=SLOT,
        topic="ai-and-media",
        considered=1240,
        sources=31,
        **changes,  # type: ignore[arg-type]  # a test names what it changes
    )


@pytest.mark.parametrize(
    ("n", "shape"),
    [
        (0, []),
        (1, [("lead", 1)]),
        (5, [("lead", 1), ("stories", 4)]),
        (7, [("lead", 1), ("stories", 6)]),
        (8, [("lead", 1), ("stories", 5), ("brief", 2)]),
        (12, [("lead", 1), ("stories", 6), ("brief", 5)]),
        (30, [("lead", 1), ("stories", 6), ("brief", 23)]),
    ],
)
def test_shape(n: int, shape: list[tuple[str, int]]) -> None:
    """A letter has one lead, a readable number of stories, and never a single one in brief."""
    issue = composed(stories(n))
    assert [(s.kind, len(s.items)) for s in issue.sections] == shape


@given(st.integers(0, 40), st.booleans())
def test_every_story_once_in_rank_order(n: int, briefs: bool) -> None:
    """Law: composing loses, repeats and reorders nothing (when no medium has a section of its own)."""
    chosen = stories(n)
    assert [i.story_id for i in composed(chosen, briefs=briefs).items] == [s.id for s in chosen]


def test_briefs_are_one_sentence_and_others_are_whole() -> None:
    """In brief is for one-liners; trimming here keeps HTML, text and JSON alike."""
    issue = composed(stories(9))
    assert {len(i.summary.sentences) for i in issue.sections[-1].items} == {1}
    assert {len(i.summary.sentences) for s in issue.sections[:-1] for i in s.items} == {2}


def test_stories_without_a_summary_stand_in_brief() -> None:
    """A headline alone does not lead, nor does it stand among the stories that are told."""
    chosen = stories(9)
    told = {s.id: summary("One.", "Two.") for s in chosen if s.id not in ("s0", "s4", "s7")}
    first, more, brief = composed(chosen, told).sections
    assert [i.story_id for i in first.items] == ["s1"]
    assert [i.story_id for i in more.items] == ["s2", "s3", "s5", "s6", "s8"]
    assert [i.story_id for i in brief.items] == ["s0", "s4", "s7"]


def test_none_is_alone_in_brief() -> None:
    """One story without a summary takes another with it; of two in all, the second is told with the rest."""
    five = {s.id: summary("One.") for s in stories(5) if s.id != "s2"}
    assert [[i.story_id for i in s.items] for s in composed(stories(5), five).sections] == [
        ["s0"],
        ["s1", "s3"],
        ["s2", "s4"],
    ]
    two = {"s0": summary("One.")}
    assert [s.kind for s in composed(stories(2), two).sections] == ["lead", "stories"]
    assert [(s.kind, len(s.items)) for s in composed(stories(4), {}).sections] == [("lead", 1), ("brief", 3)]


def test_sections_by_medium_when_two_have_enough() -> None:
    """Six stories of two media make two sections; one medium alone does not divide the letter."""
    media = ["music", "film", "music", "film", "music", "film", "music"]
    chosen = [story(entry(f"Story {k}"), id=f"s{k}", medium=m) for k, m in enumerate(media)]
    assert [(s.title, len(s.items)) for s in composed(chosen).sections[1:]] == [
        ("Film and television", 3),
        ("Music", 3),
    ]
    assert [s.title for s in composed(chosen, sections={}).sections[1:]] == ["More stories"]
    assert [s.title for s in composed(stories(7, medium="music")).sections[1:]] == ["More stories"]


def test_reports_keep_all_and_a_missing_summary_is_told() -> None:
    """A story survives the loss of its summary, and the account says so."""
    told = Told(slot="2026-11-19", headline="Before", url="https://frame.example/issues/2026-11-19")
    both = story(
        entry("A | Outlet"), entry("B", source="Other", guid="b"), entry("C", guid="c"), update_of=told
    )
    issue = composed([both], summaries={})
    item = issue.items[0]
    assert [r.source for r in item.reports] == ["Outlet", "Other", "Outlet"]
    assert item.update_of == told
    assert item.summary.by == "headline"
    assert not item.summary.sentences
    assert "no summary" in issue.warnings[0]


def test_near_misses_are_reports() -> None:
    """The cutting-room floor is kept with the draft."""
    choice = Choice(verdicts=(), stories=(), near_misses=(story(entry("Near - Outlet miss | Outlet")),))
    issue = compose(choice, {}, newsletter=newsletter(), slot=SLOT, topic="t", considered=1, sources=1)
    assert [r.title for r in issue.near_misses] == ["Near - Outlet miss"]
    assert issue.intro == ""


def test_introduction_counts() -> None:
    """Both sentences are counts of what the issue holds."""
    two = story(entry("Wide", guid="w"), entry("Wide too", source="B", guid="x"), id="w", medium="music")
    issue = composed([*stories(2, medium="music"), two])
    assert issue.intro == (
        "Three stories in this issue. "
        "One is told by more than one outlet; all were chosen from 1,240 entries of 31 feeds."
    )
    films = [*stories(2, medium="film"), two]
    assert composed(films).intro.startswith("Three stories, among them two about film. One is")
    assert (
        composed(stories(1)).intro == "One story in this issue. It was chosen from 1,240 entries of 31 feeds."
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A label sues the maker | The Verge", "A label sues the maker"),
        ("A label sues the maker - The Verge", "A label sues the maker"),
        ("A label sues the maker — Verge", "A label sues the maker"),
        ("A label sues the maker | Technology | The Verge", "A label sues the maker"),
        ("A label sues the maker - Music News", "A label sues the maker - Music News"),
        ("AI in film – a year of strikes", "AI in film – a year of strikes"),
        ("A label sues the maker of Sora (Jane Doe/New York Times)", "A label sues the maker of Sora"),
        ("Short (Jane Doe/Wired)", "Short (Jane Doe/Wired)"),
        ("Rights and/or duties (yes/no)", "Rights and/or duties (yes/no)"),
        ("The Verge", "The Verge"),
        ("The Verge | The Verge", "The Verge | The Verge"),
        ("  Two\n lines\u2028here ", "Two lines here"),
        ("A label sues the maker | live updates today", "A label sues the maker | live updates today"),
        ("", "Untitled report"),
    ],
)
def test_clean_headline(title: str, expected: str) -> None:
    """The outlet is named beside the headline, so not in it; a dash of the sentence's own stays."""
    assert clean_headline(title, sources=("The Verge",), url="https://www.theverge.com/x") == expected


def test_clean_headline_knows_the_host() -> None:
    """An aggregator's entry names the outlet in its title while the source is the aggregator."""
    url = "https://www.theverge.com/2026/x"
    assert clean_headline("A label sues - The Verge", sources=("Some News",), url=url) == "A label sues"


@given(st.text(max_size=120), st.text(max_size=20))
def test_cleaning_twice_changes_nothing(title: str, source: str) -> None:
    """Law: idempotent, one line, never empty."""
    once = clean_headline(f"{title} - {source} | {source}", sources=(source,))
    assert clean_headline(once, sources=(source,)) == once
    assert once
    assert "\n" not in once


def test_sections_are_frozen_values() -> None:
    """A composed issue can be kept and compared: the same choice gives an equal issue."""
    assert composed(stories(9)) == composed(stories(9))
    assert isinstance(composed(stories(1)).sections[0], Section)
