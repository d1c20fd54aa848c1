"""`digest check` on templates of one's own: the mistake, its file and line, what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.letter.proof import template_findings
from digest.letter.templates import Templates
from digest.paths import shipped
from digest.types import Look

SHIPPED = shipped("templates")


def own(tmp_path: Path, name: str, text: str) -> Templates:
    file = tmp_path / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return Templates(tmp_path / "templates", SHIPPED)


@pytest.mark.parametrize("theme", Templates(None, SHIPPED).themes())
def test_the_shipped_templates_are_clean(theme: str) -> None:
    """Every theme, with marks and without: not even a warning."""
    for marks in (True, False):
        assert template_findings(Templates(None, SHIPPED), Look(theme=theme, marks=marks)) == ()


def test_a_warning_is_told_once_with_its_place(tmp_path: Path) -> None:
    """A mistake in what every story includes is one mistake, in one line of one file."""
    text = "<mj-section>\n<mj-column>\n<mj-text colour='red'>{{ item.headline }}</mj-text></mj-column></mj-section>"
    (found,) = template_findings(own(tmp_path, "partials/story.mjml", text), Look())
    assert (found.severity, found.place) == ("warning", "templates/partials/story.mjml:3")
    assert (found.message, found.mend) == (
        "<mj-text>: colour is not known and does nothing",
        "did you mean color?",
    )


def test_every_error_is_told(tmp_path: Path) -> None:
    """Several mistakes are several findings, in the order of the letter, and the letter's own error is none more."""
    text = (
        '{% extends "default:issue.mjml" %}\n{% block after %}\n<mj-secton></mj-secton>\n'
        "<mj-section>words</mj-section>{% endblock %}"
    )
    found = template_findings(own(tmp_path, "issue.mjml", text), Look())
    assert [(one.severity, one.place, one.rule) for one in found] == [
        ("error", "templates/issue.mjml:3", "mjml-tag"),
        ("error", "templates/issue.mjml:4", "mjml-nesting"),
    ]


def test_a_template_that_stops_is_one_error(tmp_path: Path) -> None:
    """A name that does not exist: there is no MJML to look at, and the reason is told."""
    (found,) = template_findings(own(tmp_path, "issue.mjml", "{{ nope }}"), Look())
    assert (found.severity, found.rule) == ("error", "template")
    assert "templates/issue.mjml:1: 'nope' is undefined" in found.message


def test_a_broken_public_page_is_told_before_a_reader_meets_it(tmp_path: Path) -> None:
    """Once, though three pages share the file; a theme that is none is one error too."""
    (found,) = template_findings(own(tmp_path, "public/error.html", "\n{{ nope }}"), Look())
    assert (found.severity, found.rule) == ("error", "template")
    assert "templates/public/error.html:2: 'nope' is undefined" in found.message
    (found,) = template_findings(Templates(None, SHIPPED), Look(theme="gone"))
    assert "there is no theme 'gone'" in found.message
