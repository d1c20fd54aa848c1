"""What an issue takes, in which order, and why the rest stayed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from digest.choose.outlets import POINTER, independent, is_aggregator
from digest.types import Edits, Limits
from tests.choose.helpers import FILM, SUIT, reasons_of, run, told, week
from tests.makers import MIDWEEK, WINDOW, entry

TOPICAL = (
    "Voice actors of a dubbing studio sue over AI clones",
    "Newspaper finds AI-written articles under a false byline",
    "Image generator Pixelmill adds watermarks to AI pictures",
    "Game store asks developers to disclose AI art",
    "Novelist withdraws a book after AI accusation",
)


def test_what_more_outlets_tell_comes_first() -> None:
    """Both stories are squarely on topic; three papers have the suit."""
    choice = run(week())
    assert [len(story.entries) for story in choice.stories] == [3, 2]
    assert [story.score for story in choice.stories] == sorted(
        (s.score for s in choice.stories), reverse=True
    )
    assert "with 2 other reports" in choice.stories[0].reasons


def test_ranks_and_chosen_agree_with_the_stories() -> None:
    """Every entry of a chosen story is chosen, with its story's rank; nobody else is."""
    choice = run(week())
    rank = {entry.id: n for n, story in enumerate(choice.stories, 1) for entry in story.entries}
    assert {v.entry.id: v.rank for v in choice.verdicts if v.chosen} == rank
    assert all(v.rank is None for v in choice.verdicts if not v.chosen)


def test_a_thin_week_is_a_short_letter() -> None:
    """Below the floor nothing ships, and each says by how much."""
    choice = run(week())
    assert len(choice.stories) == 2
    assert all(any("below floor by 0." in r for r in v.reasons) for v in choice.verdicts if not v.chosen)


def test_an_original_outlet_leads_before_an_aggregator() -> None:
    """The origin has the story; the pointer may well be earlier."""
    pointer, *papers = told(*SUIT)
    pointer = entry(
        pointer.title, text=pointer.text, source="Techmeme", published=MIDWEEK - timedelta(days=1)
    )
    [story] = run([pointer, *papers]).stories
    assert story.lead.source in {"Outlet 1", "Outlet 2"}


@pytest.mark.parametrize(("source", "expected"), [("Techmeme", True), ("Reddit r/technology", True), ("Hacker News: Best", True), ("The Verge", False), ("Reddition Gazette", False)])  # fmt: skip
def test_aggregators_are_known_by_name(source: str, expected: bool) -> None:
    """A pointer counts for less than a report; a paper whose name merely begins alike does not."""
    assert is_aggregator(entry(source=source)) is expected


def test_aggregators_are_known_by_address() -> None:
    """An editor may have given the feed a name of their own."""
    assert is_aggregator(entry(source="My links", feed_url="https://old.reddit.com/r/music.rss"))


def test_independent_outlets_count_once_and_pointers_less() -> None:
    """Two posts of one outlet are one outlet; a copy and a pointer are not a second voice."""
    a, b, c = told(*SUIT)
    twice = entry(b.title, source=a.source, feed_url=a.feed_url, guid="twice")
    pointer = entry(c.title, source="Techmeme", feed_url="https://techmeme.com/feed")
    copy = entry(a.title, source="Copycat", feed_url="https://copycat.example")
    vectors = {a.id: b"a", b.id: b"b", c.id: b"c", twice.id: b"t", pointer.id: b"p", copy.id: b"a"}
    assert independent([a, b, c], vectors, {}) == 3
    assert independent([a, twice], vectors, {}) == 1
    assert independent([a, pointer], vectors, {}) == pytest.approx(1 + POINTER)
    assert 1 < independent([a, copy], vectors, {}) < 1.4
    assert independent([a, b], vectors, {a.feed_url: 2.0, b.feed_url: 0.5}) == 2.5


def test_a_weighty_source_goes_first() -> None:
    """A weight of 2 counts as two outlets."""
    one, other = told((TOPICAL[0], ""), (TOPICAL[1], ""))
    for heavy in (one, other):
        choice = run([one, other], weights={heavy.feed_url: 6.0})
        assert choice.stories[0].lead == heavy


def test_one_outlet_leads_only_so_many() -> None:
    """The rest says which one it would have been."""
    entries = [entry(title, text="") for title in TOPICAL]
    choice = run(entries, limits=Limits(per_source=2, floor=0.1))
    assert len(choice.stories) == 2
    left = [v for v in choice.verdicts if not v.chosen]
    assert len(left) == 3
    assert all("cap: third from Outlet" in v.reasons for v in left)


def test_a_story_told_by_others_too_changes_its_lead_at_the_cap() -> None:
    """Nobody loses a story because the paper that tells it best already leads as many as it may."""
    first, second = run(week()).stories
    same = replace(second.lead, source=first.lead.source)
    entries = [same if e.id == same.id else e for e in week()]
    assert {s.lead.source for s in run(entries).stories} == {first.lead.source}
    capped = run(entries, limits=Limits(per_source=1)).stories
    assert [len(s.entries) for s in capped] == [3, 2]
    assert {s.lead.source for s in capped} == {first.lead.source, second.entries[1].source}


def test_no_more_stories_than_the_letter_holds() -> None:
    """What did not fit is the first of the near misses."""
    choice = run(week(), limits=Limits(stories=1))
    assert len(choice.stories) == 1
    assert "beyond 1 stories" in choice.near_misses[0].reasons
    assert choice.near_misses[0].lead.title in dict(FILM)


def test_the_fresher_of_two_equals_goes_first() -> None:
    """Two copies of a story's shape, told on the first and the last day."""
    old = entry("AI song generator sued by label Northern", text="", published=WINDOW.begin, source="A")
    new = entry("AI song generator sued by label Southern", text="", published=WINDOW.end - timedelta(hours=1), source="B", url="https://b.example/1")  # fmt: skip
    choices = [run([one]).stories[0].score for one in (old, new)]
    assert choices[0] < choices[1]


def test_pins_are_in_and_drops_are_out() -> None:
    """The editor has the last word, on either side of the floor."""
    entries = week()
    bus = next(e for e in entries if "buses" in e.title)
    choice = run(entries, edits=Edits(pins=frozenset({bus.canonical_url}), drops=frozenset({entries[1].id})))
    assert [(bus in s.entries, s.lead.title in dict(FILM)) for s in choice.stories] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )
    assert "pinned by the editor" in reasons_of(choice, bus.id)
    assert all("dropped by the editor" in reasons_of(choice, e.id) for e in entries[:3])
    assert not any(v.chosen for v in choice.verdicts if v.entry in entries[:3])


def test_a_pin_finds_room_in_a_full_issue() -> None:
    """It takes the place of the weakest."""
    entries = week()
    bus = next(e for e in entries if "buses" in e.title)
    choice = run(entries, limits=Limits(stories=1), edits=Edits(pins=frozenset({bus.canonical_url})))
    assert [s.lead for s in choice.stories] == [bus]


def test_other_languages_are_listed_and_left_out() -> None:
    """One that states no language is taken; `en-GB` is English."""
    german, british, silent = (
        entry(f"{TOPICAL[n]}", language=language, guid=str(n), text="")
        for n, language in enumerate(("de", "en-GB", ""))
    )
    choice = run([german, british, silent], languages=frozenset({"en"}), limits=Limits(floor=0.0))
    assert "language: de" in reasons_of(choice, german.id)
    assert {v.entry.id for v in choice.verdicts if v.chosen} == {british.id, silent.id}


@pytest.mark.parametrize(
    ("title", "medium"),
    [
        ("Streaming service labels AI songs on every album", "music"),
        ("Film festival bans AI movies", "film"),
        ("Novelists sue over AI training on their books", "publishing"),
        ("Newsroom drops its AI-written articles after journalists protest", "news"),
        ("Illustrator wins against an AI image generator", "art"),
        ("Video game studio admits AI art in its game", "games"),
        ("AI podcast hosts read the audiobook", "audio"),
        ("Ad agency makes an AI-generated commercial for TV", "advertising"),
        ("TikTok and YouTube make creators label deepfakes", "platforms"),
        ("Chip plant opens", ""),
    ],
)  # fmt: skip
def test_a_story_is_tagged_with_its_medium(title: str, medium: str) -> None:
    """The letter's sections and the diversity of picks are made from it."""
    choice = run([entry(title, text="")], limits=Limits(floor=0.0))
    assert choice.stories[0].medium == medium
