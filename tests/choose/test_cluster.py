"""One event, one story."""

from __future__ import annotations

import pytest

from digest.choose.cluster import APART, is_roundup, link
from tests.choose.helpers import FILM, SUIT, run, stories_of, told, week
from tests.makers import entry


def test_reports_of_one_event_are_one_story() -> None:
    """Three outlets tell the suit, two the festival, the rest stand alone."""
    assert sorted(map(len, stories_of(run(week())))) == [1, 1, 1, 1, 2, 3]


def test_a_common_theme_is_no_event() -> None:
    """Two labels sue two firms: the same theme, two stories."""
    entries = told(
        ("Label Northern Records sues song generator Hummer", "A court in Oslo will hear the case in March."),
        (
            "Publisher Birchbark sues chatbot maker Quillon",
            "Its novels were copied, the complaint in Toronto says.",
        ),
        (
            "Photographer sues image generator Pixelmill",
            "Her pictures of glaciers came back nearly unchanged.",
        ),
    )
    assert len(stories_of(run(entries))) == 3


def test_one_page_is_one_story_whatever_it_says() -> None:
    """An aggregator writes its own headline above another's article."""
    first = entry("Label sues Hummer", text="", url="https://paper.example/a", source="Paper")
    second = entry("“They took everything”", text="", url="https://paper.example/a", source="Hacker News")
    assert stories_of(run([first, second])) == {frozenset({first.id, second.id})}


def test_a_roundup_glues_no_events() -> None:
    """It resembles every story of the week, and tells none."""
    roundup = entry(
        "Week in review: Hummer sued by Northern Records, Lakeside festival bans AI films",
        text="Northern Records sues Hummer over 4,000 recordings. The Lakeside film festival bans generative AI.",
    )
    stories = stories_of(run([*told(*SUIT), *told(*FILM, source="Paper"), roundup]))
    assert frozenset({roundup.id}) in stories
    assert sorted(map(len, stories)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Live blog: the keynote", True),
        ("The Download: robots and reefs", True),
        ("This week’s best reads", True),
        ("Everything announced at the show", True),
        ("Start-up lets readers download books", False),
        ("A week in the life of a dubbing studio", False),
    ],
)
def test_roundups_are_known_by_their_titles(title: str, expected: bool) -> None:
    """What announces many stories at once is no report of any."""
    assert is_roundup(entry(title)) is expected


def test_average_linkage_weighs_every_pair() -> None:
    """0 and 1 are near, and so are 1 and 2; the pair 0 and 2 shares nothing, which holds 2 off."""
    links = {0: {1: 0.9}, 1: {0: 0.9, 2: 0.5}, 2: {1: 0.5}}
    assert sorted(map(sorted, link([1, 1, 1], links, 0.3))) == [[0, 1], [2]]
    assert sorted(map(sorted, link([1, 1, 1], links, 0.2))) == [[0, 1, 2]]


def test_two_tight_groups_stay_two_where_they_are_much_alike() -> None:
    """Two bouts of one champion: every report of the one resembles the other, and its own fellows far more."""
    first, second = (0, 1, 2), (3, 4, 5)
    near = {
        (a, b): 0.9 if (a in first) == (b in first) else 0.4 for a in range(6) for b in range(6) if a != b
    }
    links = {a: {b: near[a, b] for b in range(6) if b != a} for a in range(6)}
    assert len(link([1] * 6, links, 0.3)) == 1
    assert sorted(map(sorted, link([1] * 6, links, 0.3, APART))) == [list(first), list(second)]


def test_story_ids_are_stable() -> None:
    """A draft, a drop and a link name a story by an id that a late report of it does not change."""
    first, *late = sorted(told(*SUIT), key=lambda e: e.id)
    assert {v.story for v in run([first]).verdicts} == {v.story for v in run([first, *late]).verdicts}
    assert all(len(v.story) == 8 and int(v.story, 16) >= 0 for v in run([first]).verdicts)
