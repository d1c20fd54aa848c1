"""A letter that is too large gives up the lowest-ranked stories' text until it passes, and says so."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.letter.gate import lint
from digest.letter.gate.size import CLIPPED, LARGE, weights
from digest.letter.render import render
from digest.letter.trim import plan, trimmed
from digest.types import Issue, Letter, Section, Sentence, Summary
from tests.letter.gate.passing import GOOD, TEMPLATES
from tests.makers import entry, issue, item


def large(lead: int = 3, stories: int = 6, brief: int = 3, sentences: int = 3, words: int = 30) -> Issue:
    """An issue of so many stories a section; 1 + stories + brief, each of so many sentences."""

    def story(n: int) -> object:
        made = item(entry(f"Story number {n} of the week", guid=str(n)), story_id=f"s{n}")
        said = tuple(
            Sentence(
                text=f"S{n}.{s} " + "word " * words + "end.", entry_id=made.lead.entry_id, start=0, end=1
            )
            for s in range(lead if n == 0 else sentences)
        )
        return dataclasses.replace(made, summary=Summary(sentences=said, by="extractive"))

    made = [story(n) for n in range(1 + stories + brief)]
    sections = [Section(kind="lead", title="", items=(made[0],))]  # type: ignore[arg-type]  # they are items
    if stories:
        sections.append(Section(kind="stories", title="More stories", items=tuple(made[1 : 1 + stories])))  # type: ignore[arg-type]
    if brief:
        sections.append(Section(kind="brief", title="In brief", items=tuple(made[1 + stories :])))  # type: ignore[arg-type]
    return issue(sections=tuple(sections))


def plainly(made: Issue) -> Letter:
    """A letter that costs nothing to render: 100 bytes a story told in full, 50 in brief, and its words."""
    html = "".join(
        f"{'x' * (50 if section.kind == 'brief' else 100)}{one.headline}{one.summary.text}{one.why_it_matters}"
        for section in made.sections
        for one in section.items
    )
    return Letter(subject="s", preheader="p", html=html, text="")


def told(made: Issue) -> dict[str, tuple[str, int]]:
    """Of each story: where it stands, and how many sentences it has."""
    return {
        one.story_id: (section.kind, len(one.summary.sentences))
        for section in made.sections
        for one in section.items
    }


def test_a_letter_that_fits_is_left_alone() -> None:
    """Nothing is rendered again, nothing is said."""
    made = large()

    def never(_: Issue) -> Letter:
        raise AssertionError("rendered for nothing")

    result = trimmed(made, plainly(made), never)
    assert (result.issue, result.letter, result.notes) == (made, plainly(made), ())


def test_a_real_letter_is_trimmed_until_the_gate_has_nothing_to_say() -> None:
    """Thirty long stories: the letter that goes out passes, its top is whole, and each story that gave is named."""
    made = large(brief=24, words=90)
    letter = render(made, TEMPLATES)
    assert len(letter.html.encode()) >= CLIPPED
    result = trimmed(made, letter, lambda one: render(one, TEMPLATES))
    assert len(result.letter.html.encode()) < LARGE
    assert lint(result.letter, made.newsletter) == ()
    assert result.issue.warnings == result.notes
    assert result.issue.items[:3] == made.items[:3]
    assert "Story number 30 of the week" in result.notes[0]
    assert render(result.issue, TEMPLATES).html == result.letter.html


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (1, {"s9": ("brief", 2)}),
        (3, {"s9": ("brief", 0)}),
        (4, {"s9": ("brief", 0), "s8": ("brief", 2)}),
    ],
)
def test_the_lowest_story_gives_first_and_no_more_than_needed(
    steps: int, expected: dict[str, object]
) -> None:
    """Sentence by sentence, then the headline alone; only then the next story. One byte more would not have done."""
    made = wanted = large()
    for step in plan(made)[:steps]:
        wanted = step.change(wanted)
    result = trimmed(made, plainly(made), plainly, limit=len(plainly(wanted).html) + 1)
    before = told(made)
    assert {key: value for key, value in told(result.issue).items() if value != before[key]} == expected
    closer = trimmed(made, plainly(made), plainly, limit=len(plainly(wanted).html))
    assert len(closer.letter.html) < len(result.letter.html)


def test_a_story_moves_to_the_head_of_those_in_brief() -> None:
    """It ranks above them; the lead and the stories before it stay."""
    made = large()
    brief = next(n for n, step in enumerate(plan(made)) if "in brief" in step.said)
    smaller = made
    for step in plan(made)[: brief + 1]:
        smaller = step.change(smaller)
    assert [one.story_id for one in smaller.sections[-1].items] == ["s6", "s7", "s8", "s9"]
    assert told(smaller)["s5"] == ("stories", 3)


def test_sections_by_medium_give_in_turn() -> None:
    """Two sections side by side: the last of each before the one above it, for they stand there by rank."""
    made = large(stories=6, brief=0)
    lead, rest = made.sections
    halves = (
        Section(kind="stories", title="Music", items=rest.items[:3]),
        Section(kind="stories", title="Film", items=rest.items[3:]),
    )
    order = dict.fromkeys(step.story_id for step in plan(dataclasses.replace(made, sections=(lead, *halves))))
    assert list(order) == ["s6", "s3", "s5", "s2", "s4", "s1", "s0"]


def test_the_lead_is_never_left_out() -> None:
    """With nothing that helps, all that can be taken is, and the gate has the last word."""
    made = large()
    result = trimmed(made, plainly(made), plainly, limit=10)
    assert told(result.issue) == {"s0": ("lead", 1)}
    assert [note.partition("”")[0] for note in result.notes][-1] == "“Story number 0 of the week"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6), st.integers(0, 8), st.integers(0, 4), st.integers(50, 6000))
def test_laws(stories: int, brief: int, sentences: int, limit: int) -> None:
    """Small enough whenever it can be; the order of the stories stays; twice gives the same; a step is never wasted."""
    made = large(stories=stories, brief=brief, sentences=sentences, words=5)
    result = trimmed(made, plainly(made), plainly, limit=limit)
    assert result == trimmed(made, plainly(made), plainly, limit=limit)
    ids = [one.story_id for one in result.issue.items]
    assert ids == [one.story_id for one in made.items if one.story_id in ids]
    smallest = made
    for step in plan(made):
        smallest = step.change(smallest)
    assert len(result.letter.html) < limit or result.letter == plainly(smallest)
    assert plainly(result.issue).html == result.letter.html


def test_bytes_a_story() -> None:
    """What the finding of a large letter names: each headline with the bytes up to the next one."""
    found = weights(GOOD.html)
    assert found[0][0] == "Orchestra union wins the right to refuse recordings made for training"
    assert sum(bytes_ for _, bytes_ in found) < len(GOOD.html.encode())
    assert all(bytes_ > 200 for _, bytes_ in found)
