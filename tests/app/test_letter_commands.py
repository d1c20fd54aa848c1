"""What an editor does to the letter from the command line: its subject, its look, and a template that breaks."""

from __future__ import annotations

import json
import re

from tests.harness import IN_REVIEW, Folder

OWN = "A label goes to court, and what else happened this week"


def subject_of(folder: Folder) -> str:
    found = re.search(r"Subject: +(.*)", folder.ok("subject", now=IN_REVIEW))
    assert found
    return found[1]


def test_the_subject_is_the_editors_to_set(folder: Folder) -> None:
    """It stands in the draft and in the mail, survives new drafts, and can be taken back."""
    folder.ok("-q", "fetch", now=IN_REVIEW)
    composed = subject_of(folder)
    assert composed != OWN
    folder.ok("subject", OWN, now=IN_REVIEW)
    assert subject_of(folder) == OWN
    folder.ok("-q", "drop", "2", now=IN_REVIEW)
    assert subject_of(folder) == OWN
    folder.ok("-q", "render", "--no-picture", "--out", "out", now=IN_REVIEW)
    assert f"Subject: {OWN}" in (folder.path / "out" / "issue.eml").read_text()
    assert "5 characters; 35 to 60 are seen whole" in folder.ok("subject", "Short", now=IN_REVIEW)
    folder.ok("subject", "--undo", now=IN_REVIEW)
    assert subject_of(folder) == composed
    assert folder.run("subject", "--undo", now=IN_REVIEW).returncode != 0


def test_an_accent_that_was_changed_is_told(folder: Folder) -> None:
    """`digest check` names the colour that is used instead."""
    with (folder.path / "feeds.yaml").open("a") as file:
        file.write('letter: {accent: "#FFD400"}\n')
    found = [f for f in json.loads(folder.ok("check", "--json")) if f["rule"] == "accent"]
    assert [(f["severity"], f["place"]) for f in found] == [("warning", "letter.accent")]


def test_a_broken_template_and_the_last_good_one(folder: Folder) -> None:
    """By default no letter is made; asked for, it is made with the templates as they last worked, and that is said."""
    templates = folder.path / "templates"
    templates.mkdir()
    own = templates / "issue.mjml"
    own.write_text(
        '{% extends "default:issue.mjml" %}{% block footer %}<mj-raw><p>Own foot</p></mj-raw>{% endblock %}'
    )
    folder.ok("-q", "fetch", now=IN_REVIEW)
    with (folder.path / "feeds.yaml").open("a") as file:
        file.write("letter: {templates_fallback: last-good}\n")
    folder.ok("-q", "render", "--no-picture", "--out", "out", now=IN_REVIEW)
    own.write_text("{{ nothing }}")
    done = folder.run("render", "--no-picture", "--out", "out", now=IN_REVIEW)
    assert done.returncode == 0
    assert "templates/issue.mjml:1: 'nothing' is undefined" in done.stderr + done.stdout
    assert "Own foot" in (folder.path / "out" / "issue.html").read_text()
    config = (folder.path / "feeds.yaml").read_text()
    (folder.path / "feeds.yaml").write_text(config.replace("last-good", "none"))
    assert folder.run("render", "--no-picture", "--out", "out", now=IN_REVIEW).returncode == 1
