"""A letter that is too large gives up text, the lowest-ranked story's first, until the gate has no more to say. Pure.

A story gives up its sentences one by one, then stands as a headline, then in brief; only when every story has done so
is one left out, and the lead gives up its own sentences last of all. What was taken is said, story by story.

It begins where the gate warns, a fifth below what Gmail shows: relays and lists add to a letter on its way.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from digest.letter.gate.size import LARGE
from digest.letter.plain import line
from digest.letter.survive import without
from digest.letter.words import words_of
from digest.types import Issue, Item, Letter, Section

_Change = Callable[[Issue], Issue]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to take from one story."""

    story_id: str
    said: str  #: what has become of the story, in words
    change: _Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    issue: Issue  #: what the letter tells; its `warnings` say what was taken
    letter: Letter
    notes: tuple[str, ...] = ()  #: the same, for the account of the run; none when nothing was taken


def trimmed(
    issue: Issue, letter: Letter, render: Callable[[Issue], Letter], *, limit: int = LARGE
) -> Trimmed:
    """The issue with as little taken as brings its HTML below `limit` bytes. `letter` is `render(issue)`.

    As it was when it is small enough, and with all taken that can be when nothing helps: then the gate says so.
    A letter is rendered about seven times for a hundred steps, since each step makes it smaller.
    """
    size = _bytes(letter)
    if size < limit:
        return Trimmed(issue=issue, letter=letter)
    steps = plan(issue)
    below, enough = 0, len(steps)
    made = {enough: render(_after(issue, steps))}
    while below + 1 < enough:
        middle = (below + enough) // 2
        made[middle] = render(_after(issue, steps[:middle]))
        below, enough = (below, middle) if _bytes(made[middle]) < limit else (middle, enough)
    taken = steps[:enough]
    notes = _notes(issue, taken, size, limit)
    smaller = _after(issue, taken)
    smaller = dataclasses.replace(smaller, warnings=(*issue.warnings, *notes))
    return Trimmed(issue=smaller, letter=made[enough], notes=notes)


def plan(issue: Issue) -> tuple[Step, ...]:
    """Everything that can be taken, in the order in which it is."""
    lowest_first = _ranked(issue)
    texts = [step for kind, item in lowest_first for step in _of_story(item, kind)]
    drops = [Step(item.story_id, "left out", _leaving(item.story_id)) for _, item in lowest_first]
    leads = [item for section in issue.sections if section.kind == "lead" for item in section.items]
    return (*texts, *drops, *(step for item in reversed(leads) for step in _fewer(item)))


def _ranked(issue: Issue) -> list[tuple[str, Item]]:
    """The stories but the lead, lowest first: those in brief from the end, then the others.

    Sections by medium stand side by side in rank, so the third of each is taken before the second of any.
    """
    brief = [
        ("brief", item) for section in issue.sections if section.kind == "brief" for item in section.items
    ]
    told = [
        (place, nth, item)
        for nth, section in enumerate(issue.sections)
        if section.kind == "stories"
        for place, item in enumerate(section.items)
    ]
    told.sort(key=lambda row: row[:2], reverse=True)
    return [*reversed(brief), *(("stories", item) for *_, item in told)]


def _of_story(item: Item, kind: str) -> list[Step]:
    steps = _fewer(item)
    if item.summary.sentences or item.why_it_matters:
        steps.append(Step(item.story_id, "told by its headline alone", _with(item.story_id, 0)))
    if kind == "stories":
        steps.append(Step(item.story_id, "told in brief, by its headline alone", _in_brief(item.story_id)))
    return steps


def _fewer(item: Item) -> list[Step]:
    total = len(item.summary.sentences)
    said = "cut to {n} of {total} sentences"
    return [
        Step(item.story_id, said.format(n=n, total=total), _with(item.story_id, n))
        for n in range(total - 1, 0, -1)
    ]


def _with(story_id: str, sentences: int) -> _Change:
    """The first sentences of a story; without any, it has no "why it matters" either."""

    def shorter(item: Item) -> Item:
        if item.story_id != story_id:
            return item
        summary = dataclasses.replace(item.summary, sentences=item.summary.sentences[:sentences])
        if sentences:
            return dataclasses.replace(item, summary=summary)
        summary = dataclasses.replace(summary, by="headline", why=None)
        return dataclasses.replace(item, summary=summary, why_it_matters="")

    def change(issue: Issue) -> Issue:
        sections = (
            dataclasses.replace(section, items=tuple(map(shorter, section.items)))
            for section in issue.sections
        )
        return dataclasses.replace(issue, sections=tuple(sections))

    return change


def _in_brief(story_id: str) -> _Change:
    """The story at the head of those in brief: it ranks above them. The section is made where there is none."""

    def change(issue: Issue) -> Issue:
        moved = tuple(item for item in issue.items if item.story_id == story_id)
        rest = [
            dataclasses.replace(section, items=kept)
            for section in issue.sections
            if (kept := tuple(item for item in section.items if item.story_id != story_id))
        ]
        if rest and rest[-1].kind == "brief":
            rest[-1] = dataclasses.replace(rest[-1], items=(*moved, *rest[-1].items))
        else:
            title = words_of(issue.newsletter.language).brief
            rest.append(Section(kind="brief", title=title, items=moved))
        return dataclasses.replace(issue, sections=tuple(rest))

    return change


def _leaving(story_id: str) -> _Change:
    return lambda issue: without(issue, {story_id})


def _after(issue: Issue, steps: Sequence[Step]) -> Issue:
    for step in steps:
        issue = step.change(issue)
    return issue


def _notes(issue: Issue, taken: Sequence[Step], size: int, limit: int) -> tuple[str, ...]:
    """A line for each story that gave something: what has become of it in the end."""
    last = {step.story_id: step.said for step in taken}
    headlines = {item.story_id: line(item.headline) for item in issue.items}
    why = f"the letter had {size:,} bytes of HTML, of {limit:,} at most"
    return tuple(f"“{headlines[story][:80]}”: {said}, because {why}" for story, said in last.items())


def _bytes(letter: Letter) -> int:
    return len(letter.html.encode("utf-8", "replace"))
