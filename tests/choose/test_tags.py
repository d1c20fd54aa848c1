"""What happens in a story, told from its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose.tags import ACTS, act_of
from digest.types import Limits
from tests.choose.helpers import SUIT, run, told
from tests.makers import entry


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("Company launches a video model that makes sound", "launch"),
        ("Editor for AI pictures is rolling out to everyone", "launch"),
        ("Record label sues the maker of a song generator", "lawsuit"),
        ("Judge lets the authors' class action go ahead", "lawsuit"),
        ("Studio and AI company sign a licensing deal", "deal"),
        ("Voice start-up raises $50 million at a higher valuation", "deal"),
        ("Festival bans films made with generative AI", "policy"),
        ("Senate passes a bill on deepfakes", "policy"),
        ("Screenwriters' union calls a strike over AI", "labour"),
        ("Newspaper lays off journalists and turns to AI", "labour"),
        ("Study finds that readers cannot tell AI poems from others", "research"),
        ("AI short film has its premiere at the festival", "work"),
        ("People hate pictures by machines", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_story_is_tagged_with_its_act(title: str, act: str) -> None:
    """Sections can be made of it; what says nothing gets no tag."""
    assert act_of([entry(title, text="")]) == act


def test_the_act_is_on_the_story_and_in_the_account() -> None:
    """`explain` prints medium and act, and what the story is ranked by."""
    [story] = run(told(*SUIT)).stories
    assert (story.medium, story.act) == ("music", "lawsuit")
    assert "kind: music, lawsuit" in story.reasons
    assert any(reason.startswith("ranked by relevance 0.9") for reason in story.reasons)


def test_other_reports_have_a_say() -> None:
    """A lead with a clever headline is told by the rest."""
    clever = entry("Music to nobody's ears", text="")
    assert act_of([clever]) == ""
    assert act_of([clever, *told(*SUIT)]) == "lawsuit"


def test_a_story_far_off_topic_is_not_asked() -> None:
    """Its kind would be of no use."""
    [left] = run([entry("Chip plant sues city council over buses", text="")], limits=Limits()).near_misses
    assert left.act == ""


@settings(max_examples=50, deadline=None)
@given(st.lists(st.builds(lambda title, text: entry(title, text=text), st.text(), st.text()), max_size=4))
def test_whatever_a_feed_holds_gets_a_known_act_or_none(reports: list) -> None:  # type: ignore[type-arg]
    """No text is an error."""
    assert act_of(reports) in (*ACTS, "")
