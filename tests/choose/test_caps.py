"""How one-sided an issue may be, and who leads which story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digest.choose.caps import cap, seated, section_of
from digest.choose.outlets import houses
from digest.choose.rank import Candidate, pick
from digest.types import Limits, Story
from tests.makers import entry, story

MANY = Limits(per_source=50)


def told_by(*sources: str, name: str = "", **changes: object) -> Story:
    """A story with a report of each source."""
    reports = [entry(f"{name} by {one}", source=one, guid=f"{name}/{one}") for one in sources]
    return story(*reports, id=name or "-".join(sources), **changes)


def seat(*stories: Story, most: int) -> list[str] | None:
    found = seated(stories, [], most, houses(e for s in stories for e in s.entries))
    return None if found is None else [one.lead.source for one in found]


def test_an_earlier_story_gives_way() -> None:
    """Beta can only be told by Alpha's house, the first story also by another: both stay in."""
    assert seat(told_by("Alpha", "Gamma", name="1"), told_by("Alpha", name="2"), most=1) == ["Gamma", "Alpha"]


def test_who_has_another_report_does_not_ask_others_to_move() -> None:
    """The better story keeps its lead."""
    assert seat(told_by("Alpha", "Gamma", name="1"), told_by("Alpha", "Beta", name="2"), most=1) == ["Alpha", "Beta"]  # fmt: skip


def test_a_pointer_never_leads_for_the_sake_of_a_cap() -> None:
    """It has no report of its own."""
    assert seat(told_by("Alpha", name="1"), told_by("Alpha", "Techmeme", name="2"), most=1) is None


SOURCES = st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=3, unique=True)


@given(st.lists(SOURCES, max_size=6), st.integers(1, 3))
def test_seats_are_within_the_cap_or_there_are_none(leads: list[list[str]], most: int) -> None:
    """Each story is led by one of its own, none leads too many, and none is refused that can be seated."""
    stories = [told_by(*sources, name=str(n)) for n, sources in enumerate(leads)]
    found = seat(*stories, most=most)
    if found is None:
        assert any(
            sum(set(sources) <= set(group) for sources in leads) > most * len(set(group))
            for group in [[s for sources in chosen for s in sources] for chosen in _subsets(leads)]
        )
        return
    assert all(lead in sources for lead, sources in zip(found, leads, strict=True))
    assert all(count <= most for count in Counter(found).values())


def _subsets(leads: list[list[str]]) -> list[list[list[str]]]:
    return [[one for n, one in enumerate(leads) if mask >> n & 1] for mask in range(1, 1 << len(leads))]


def test_caps_say_which_one_it_would_have_been() -> None:
    """In words."""
    assert cap(2, "from Outlet") == "cap: third from Outlet"
    ordinals = " ".join(cap(n - 1, "x").split()[1] for n in (10, 11, 12, 13, 21, 22, 23, 24, 31, 111, 121))
    assert ordinals == "10th 11th 12th 13th 21st 22nd 23rd 24th 31st 111th 121st"


def test_a_section_takes_only_so_many() -> None:
    """Of the feeds' own sections where they have any, else of the media."""
    stories = [told_by(str(n), name=str(n), medium="music" if n < 3 else "film") for n in range(4)]
    left = pick([Candidate(one) for one in stories], replace(MANY, per_section=2)).left
    assert [one.reasons for one in left] == [("cap: third in section music",)]
    assert section_of(replace(stories[0], entries=(entry(section="law"),))) == "law"
    assert pick([Candidate(one) for one in stories], MANY).left == ()


def test_a_theme_takes_only_so_many() -> None:
    """Stories that are alike without being one event; another theme has its own room."""
    near = np.array([0.55, 0.0, 0.0, 0.0], np.float32)
    samples = [near + np.eye(4, dtype=np.float32)[n] * np.float32(0.835) for n in (1, 2, 3)]
    other = np.array([-1.0, 0.0, 0.0, 0.0], np.float32)
    candidates = [
        Candidate(told_by(str(n), name=str(n), score=1 - n / 10), sample=sample)
        for n, sample in enumerate([*samples, other])
    ]
    picked = pick(candidates, replace(MANY, per_theme=2))
    assert {one.id for one in picked.chosen} == {"0", "1", "3"}
    assert picked.left[0].reasons[-1].startswith("cap: third on the theme of '")


def test_two_pins_of_one_outlet_stay_and_fill_its_room() -> None:
    """The editor's word is stronger than the cap."""
    pins = [Candidate(told_by("Alpha", name=str(n)), pinned=True) for n in range(2)]
    third = Candidate(told_by("Alpha", name="third"))
    picked = pick([*pins, third], Limits(per_source=1))
    assert {one.id for one in picked.chosen} == {"0", "1"}
    assert picked.left[0].reasons == ("cap: third from Alpha",)


def test_many_of_one_outlet_are_refused_in_one_go() -> None:
    """A feed may hold thousands of entries above the floor; the letter takes its share, the rest bears the reason."""
    stories = [told_by("Alpha", name=str(n), score=1 - n / 5000) for n in range(1500)]
    picked = pick([Candidate(one) for one in stories], Limits(per_source=2, floor=0.0))
    assert [one.id for one in picked.chosen] == ["0", "1"]
    assert {one.reasons[-1] for one in picked.left} == {"cap: third from Alpha"}
