"""One poisoned story is left out and named, the letter ships; a broken template is still an error."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from digest.errors import LetterError
from digest.letter.compose import introduction
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.letter.survive import surviving, without
from digest.letter.words import words_of
from digest.paths import shipped
from digest.types import Issue, Item, Letter
from tests.letter.languages import issue_in

TEMPLATES = Templates(None, shipped("templates"))


def dressed(made: Issue) -> Letter:
    return render(made, TEMPLATES)


def poisoned(numbers: set[int]) -> Issue:
    """The sample issue; the stories of these numbers have no report, which nothing that dresses them expects."""
    made, count = sample_issue(), -1

    def changed(item: Item) -> Item:
        nonlocal count
        count += 1
        return dataclasses.replace(item, reports=()) if count in numbers else item

    sections = tuple(
        dataclasses.replace(section, items=tuple(changed(item) for item in section.items))
        for section in made.sections
    )
    made = dataclasses.replace(made, sections=sections)
    counted = introduction(made.items, considered=made.considered, sources=made.sources)
    return dataclasses.replace(made, intro=counted)


def test_nothing_is_left_out_of_a_sound_issue() -> None:
    """The usual letter is rendered once and is what `render` makes."""
    calls: list[Issue] = []
    made = surviving(sample_issue(), lambda issue: calls.append(issue) or dressed(issue))  # type: ignore[func-returns-value]  # counts and goes on
    assert (made.letter, made.issue, made.left_out) == (dressed(sample_issue()), sample_issue(), ())
    assert len(calls) == 1


@pytest.mark.parametrize("number", [0, 3, 9])
def test_a_poisoned_story_is_left_out_and_named(number: int) -> None:
    """Lead, story or brief: the others are all there, in HTML and text, and the reason is told."""
    bad = sample_issue().items[number]
    made = surviving(poisoned({number}), dressed)
    assert [left.headline for left in made.left_out] == [bad.headline]
    assert str(made.left_out[0]).startswith(f"“{bad.headline[:80]}” is left out, it cannot be rendered: ")
    assert made.left_out[0].why
    others = [item.headline for item in sample_issue().items if item != bad]
    assert [item.headline for item in made.issue.items] == others
    for part in (made.letter.html, " ".join(made.letter.text.split())):
        assert bad.headline not in part
    assert all(headline in " ".join(made.letter.text.split()) for headline in others)
    assert [section.kind for section in made.issue.sections] == ["lead", "stories", "brief"]


def test_several_are_left_out_and_the_counts_are_true() -> None:
    """The introduction counts what is told; one that an editor wrote is left alone."""
    made = surviving(poisoned({0, 4, 7}), dressed)
    assert len(made.left_out) == 3
    assert made.issue.intro.startswith("Seven stories")
    assert made.issue.intro == introduction(made.issue.items, considered=1240, sources=31)
    own = dataclasses.replace(poisoned({2}), intro="This week was odd.")
    assert surviving(own, dressed).issue.intro == "This week was odd."


def test_when_every_story_is_bad_there_is_no_letter() -> None:
    """A letter without a story is not sent in place of one that failed."""
    with pytest.raises(LetterError):
        surviving(poisoned(set(range(10))), dressed)


def test_a_broken_template_is_not_blamed_on_stories(tmp_path: Path) -> None:
    """Broken for a plain story too, in the only section it is for: the error of the template, file and line."""
    own = tmp_path / "templates" / "partials" / "brief.mjml"
    own.parent.mkdir(parents=True)
    own.write_text("\n{{ nope }}", "utf-8")
    templates = Templates(tmp_path / "templates", shipped("templates"))
    with pytest.raises(LetterError, match=r"^templates/partials/brief\.mjml:2"):
        surviving(sample_issue(), lambda issue: render(issue, templates))


def test_a_broken_template_is_known_at_once(tmp_path: Path) -> None:
    """However many stories there are: the issue is rendered, and one of plain stories, and no more."""
    own = tmp_path / "templates" / "partials" / "brief.mjml"
    own.parent.mkdir(parents=True)
    own.write_text("{{ nope }}", "utf-8")
    templates, calls = Templates(tmp_path / "templates", shipped("templates")), 0

    def counted(issue: Issue) -> Letter:
        nonlocal calls
        calls += 1
        return render(issue, templates)

    with pytest.raises(LetterError):
        surviving(sample_issue(), counted)
    assert calls == 2


def test_leaving_out_closes_the_ranks() -> None:
    """An empty section goes, and the next story leads when the lead has gone."""
    made = sample_issue()
    ids = [item.story_id for item in made.items]
    smaller = without(made, {ids[0], *ids[6:]})
    assert [(section.kind, len(section.items)) for section in smaller.sections] == [
        ("lead", 1),
        ("stories", 4),
    ]
    assert smaller.items[0].story_id == ids[1]
    assert without(made, set(ids)).sections == ()
    assert without(made, set()) == made


@pytest.mark.parametrize("language", ["de", "es", "ar", "ja"])
def test_our_own_introduction_counts_anew_in_its_language(language: str) -> None:
    """In the newsletter's own words, not in English; one that somebody wrote stays as it is."""
    made = issue_in(language)
    smaller = without(made, {made.items[-1].story_id})
    words = words_of(language)
    counted = introduction(smaller.items, considered=made.considered, sources=made.sources, words=words)
    assert smaller.intro == counted != made.intro
    assert without(dataclasses.replace(made, intro="X"), {made.items[-1].story_id}).intro == "X"
