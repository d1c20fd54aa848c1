"""`letter.templates_fallback: last-good`: the templates as they last worked, and nothing else of last week."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import LetterError
from digest.letter.gate import lint
from digest.letter.lastgood import with_last_good
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.paths import shipped
from digest.types import Letter

SHIPPED = shipped("templates")
OWN = '{{% extends "default:issue.mjml" %}}{{% block after %}}<mj-raw>{}</mj-raw>{{% endblock %}}'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def made(own: Path) -> tuple[Letter, str]:
    """The letter of the templates as they are now, and what is said of it; the gate is the real one."""

    def refused(letter: Letter) -> str:
        errors = [found for found in lint(letter, NEWSLETTER) if found.severity == "error"]
        return errors[0].message if errors else ""

    kept = own.with_name("kept")
    return with_last_good(lambda t: render(sample_issue(), t), Templates(own, SHIPPED), kept, refused)


def test_the_last_good_templates(own: Path) -> None:
    """A template that breaks is told of, and stands as it last worked, until it works again; without one kept, it is an
    error. Of no templates none are kept."""
    (own / "issue.mjml").write_text(OWN.format("<p>Good</p>"))
    good, said = made(own)
    assert said == ""
    (own / "issue.mjml").write_text("{{ nothing }}")
    again, said = made(own)
    assert again == good
    assert said.startswith("templates/issue.mjml:1: 'nothing' is undefined; the letter is made with")
    (own / "issue.mjml").unlink()
    assert made(own)[0] != good
    (own / "issue.mjml").write_text("{{ nothing }}")
    with pytest.raises(LetterError, match="nothing"):
        made(own)


def test_last_weeks_data_is_never_sent(own: Path) -> None:
    """What the templates say besides the stories is this week's: old jobs are no news."""
    (own / "issue.mjml").write_text(OWN.format("<p>Jobs: {{ data.jobs }}</p>"))
    (own / "data.yaml").write_text("jobs: a lutenist\n")
    assert "Jobs: a lutenist" in made(own)[0].html
    (own / "issue.mjml").write_text("{{ nothing }}")
    (own / "data.yaml").write_text("jobs: a bassist\n")
    letter, said = made(own)
    assert "Jobs: a bassist" in letter.html
    assert "'nothing' is undefined" in said


def test_broken_data_is_an_error(own: Path) -> None:
    """Nothing stands in for it: nobody knows what it would have said."""
    (own / "issue.mjml").write_text(OWN.format("<p>Jobs: {{ data.jobs }}</p>"))
    (own / "data.yaml").write_text("jobs: a lutenist\n")
    made(own)
    (own / "data.yaml").write_text("jobs: [\n")
    with pytest.raises(LetterError, match=r"^templates/data\.yaml:2"):
        made(own)


def test_what_the_gate_refuses_is_not_good(own: Path) -> None:
    """Templates whose letter may not be sent are not kept, and those that last worked take their place."""
    (own / "issue.mjml").write_text(OWN.format("<p>Good</p>"))
    assert ">Good</p>" in made(own)[0].html
    (own / "issue.mjml").write_text(OWN.format('<p onclick="x()">Bad</p>'))
    for _ in range(2):  # nor with the next run
        letter, said = made(own)
        assert ">Good</p>" in letter.html
        assert said.endswith("; the letter is made with your templates as they last worked")
        assert "onclick" in said


def test_what_the_templates_are_innocent_of(own: Path) -> None:
    """When none were kept, or the kept ones' letter may not be sent either, the letter is that of today's, and the gate
    says what is wrong with it."""
    (own / "issue.mjml").write_text(OWN.format('<p onclick="x()">First</p>'))
    letter, said = made(own)
    assert ("First" in letter.html, said) == (True, "")
    assert not own.with_name("kept").exists()
    own.with_name("kept").mkdir()
    (own.with_name("kept") / "issue.mjml").write_text(OWN.format('<p onclick="x()">Second</p>'))
    letter, said = made(own)
    assert ("First" in letter.html, said) == (True, "")
