"""A letter that ships without the story that breaks it.

When an issue cannot be rendered, each of its stories is rendered alone; those that cannot be are left out, with the
reason, and the letter is made of the others. A template that is broken for a plain story too is an error as ever.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, datetime

from digest.errors import DigestError, LetterError
from digest.letter.compose import introduction
from digest.letter.words import words_of
from digest.types import Issue, Item, Letter, Report, Section, Sentence, Summary

#: What a story can do to the code that dresses it; nothing else is taken for a story's fault.
_BROKEN = (DigestError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

#: Characters of a reason: it may hold the story's own words, and those are what is wrong with it.
_WORDS = 300
#: A story that cannot be at fault: where this one cannot be rendered, it is the template.
_PLAIN = Item(
    story_id="plain",
    headline="A headline of plain words",
    reports=(
        Report(
            entry_id="plain",
            source="Outlet",
            title="A title",
            url="",
            published=datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ),
    summary=Summary(
        sentences=(Sentence(text="A sentence.", entry_id="plain", start=0, end=11),), by="extractive"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    headline: str
    why: str  #: what rendering it alone said

    def __str__(self) -> str:
        return f"“{self.headline[:80]}” is left out, it cannot be rendered: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    letter: Letter
    issue: Issue  #: what the letter tells: the issue without those that were left out
    left_out: tuple[LeftOut, ...] = ()


def surviving(issue: Issue, render: Callable[[Issue], Letter]) -> Survived:
    """The letter of an issue as `render` makes it, without the stories for which it cannot.

    LetterError when it cannot for a single one, or when the stories are innocent: then it is the template, and that is
    found out first, with one issue of plain stories.
    """
    try:
        return Survived(letter=render(issue), issue=issue)
    except _BROKEN as error:
        first = error
    plain = tuple(dataclasses.replace(section, items=(_PLAIN,)) for section in issue.sections)
    if _fault(dataclasses.replace(issue, sections=plain), render):
        raise _as_letter_error(first) from first
    left_out = {
        item.story_id: why
        for section in issue.sections
        for item in section.items
        if (why := _fault(_alone(issue, section, item), render))
    }
    if not left_out or len(left_out) == len({item.story_id for item in issue.items}):
        raise _as_letter_error(first) from first
    said = tuple(
        LeftOut(headline=" ".join(item.headline.split()), why=left_out[item.story_id])
        for item in issue.items
        if item.story_id in left_out
    )
    try:
        rest = without(issue, left_out)
        return Survived(letter=render(rest), issue=rest, left_out=said)
    except _BROKEN as error:
        raise _as_letter_error(error) from error


def _alone(issue: Issue, section: Section, item: Item) -> Issue:
    return dataclasses.replace(issue, sections=(dataclasses.replace(section, items=(item,)),))


def _fault(issue: Issue, render: Callable[[Issue], Letter]) -> str:
    """Why an issue cannot be rendered; "" when it can."""
    try:
        render(issue)
    except _BROKEN as error:
        return " ".join(str(error).split())[:_WORDS] or type(error).__name__
    return ""


def _as_letter_error(error: Exception) -> DigestError:
    if isinstance(error, DigestError):
        return error
    return LetterError(f"the letter cannot be rendered: {type(error).__name__}: {error}")


def without(issue: Issue, left_out: Container[str]) -> Issue:
    """The issue without stories, by id: their sections close up, and when the lead goes the next story leads.

    An introduction that we wrote counts anew; the editor's or a model's own stays as it is.
    """
    sections = [
        dataclasses.replace(section, items=kept)
        for section in issue.sections
        if (kept := tuple(item for item in section.items if item.story_id not in left_out))
    ]
    if sections and sections[0].kind != "lead" and issue.sections[0].kind == "lead":
        sections = _with_lead(sections)
    smaller = dataclasses.replace(issue, sections=tuple(sections))
    if issue.intro == _counted(issue):
        smaller = dataclasses.replace(smaller, intro=_counted(smaller))
    return smaller


def _counted(issue: Issue) -> str:
    said = words_of(issue.newsletter.language)
    return introduction(issue.items, considered=issue.considered, sources=issue.sources, words=said)


def _with_lead(sections: list[Section]) -> list[Section]:
    first, *rest = sections
    lead = Section(kind="lead", title="", items=first.items[:1])
    after = [dataclasses.replace(first, items=first.items[1:])] if first.items[1:] else []
    return [lead, *after, *rest]
