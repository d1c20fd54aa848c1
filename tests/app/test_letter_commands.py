"""What an editor does to the letter from the command line: its subject, its look, and a template that breaks."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.policy import default

from digest.errors import EXIT_FAILED
from tests.harness import IN_REVIEW, FeedServer, Folder

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
    assert "5 characters, a little short: 35 to 60 are best" in folder.ok("subject", "Short", now=IN_REVIEW)
    refused = folder.run("subject", "", now=IN_REVIEW)
    assert (refused.returncode, "--undo" in refused.stderr) == (EXIT_FAILED, True)
    assert subject_of(folder) == "Short"
    folder.ok("subject", "--undo", now=IN_REVIEW)
    assert subject_of(folder) == composed
    assert folder.run("subject", "--undo", now=IN_REVIEW).returncode != 0


def test_a_subject_and_taking_it_back_is_refused(folder: Folder) -> None:
    """Which of the two was meant nobody can tell; nothing is changed."""
    folder.ok("-q", "fetch", now=IN_REVIEW)
    folder.ok("subject", OWN, now=IN_REVIEW)
    done = folder.run("subject", "--undo", "Other words, and enough of them to be seen", now=IN_REVIEW)
    assert (done.returncode, "--undo takes" in done.stderr) == (2, True)
    assert subject_of(folder) == OWN


def test_what_is_looked_at_is_what_is_sent(folder: Folder) -> None:
    """The number too: the draft's is the one that the issue will have; a window that is only looked at has none."""
    folder.ok("-q", "fetch", now=IN_REVIEW)
    folder.ok("subscribers", "add", "reader@home.example")
    folder.ok("-q", "render", "--no-picture", "--out", "out", now=IN_REVIEW)
    folder.ok("-q", "render", "--no-picture", "--last", "7d", "--out", "seen", now=IN_REVIEW)
    folder.ok("run", now=IN_REVIEW)
    folder.ok("run")
    (sent,) = (folder.path / "outbox").rglob("*.eml")
    text = message_from_bytes(sent.read_bytes(), policy=default).get_body(("plain",))
    assert text is not None
    looked_at, told = (folder.path / "out" / "issue.txt").read_text(), text.get_content()
    assert "Issue 1 · " in looked_at
    assert looked_at.split("nsubscribe")[0].split("\n") == told.split("nsubscribe")[0].splitlines()
    assert "Issue 1" not in (folder.path / "seen" / "issue.txt").read_text()


def test_no_letter_is_written_of_no_story(folder: Folder, server: FeedServer) -> None:
    """It is said what to do; no file is written, and no empty draft is kept for the slot."""
    server.stories = {name: rows[2:] for name, rows in server.stories.items()}
    for fetched in (False, True):  # then there are entries, but none of them is on topic
        if fetched:
            folder.ok("-q", "fetch", now=IN_REVIEW)
        done = folder.run("render", "--no-picture", "--out", "out", now=IN_REVIEW)
        assert (done.returncode, done.stdout) == (EXIT_FAILED, "")
        assert "no story: `digest fetch`, then `digest draft`; or `--sample`" in done.stderr
        assert not (folder.path / "out").exists()
        assert "there is no draft of 2026-11-26" in folder.run("check", now=IN_REVIEW).stdout


def test_the_sample_is_written_with_ones_own_templates(folder: Folder) -> None:
    """Without feeds, a draft or a database: HTML, text, mail and JSON of the invented issue, in one's own look, with the
    sample's data."""
    templates = folder.path / "templates"
    templates.mkdir()
    (templates / "sample.yaml").write_text("jobs: [Editor at the Harbour Post]\n")
    (templates / "issue.txt").write_text(
        '{% extends "default:issue.txt" %}{% block after %}{{ data.jobs[0] }}{% endblock %}'
    )
    paths = folder.ok("render", "--sample", "--no-picture", "--out", "out").split()
    assert paths == [f"out/issue.{ending}" for ending in ("html", "txt", "eml", "json")]
    out = folder.path / "out"
    assert "Editor at the Harbour Post" in (out / "issue.txt").read_text()
    mail = message_from_bytes((out / "issue.eml").read_bytes(), policy=default)
    assert "Orchestra union" in mail["Subject"]
    assert len(json.loads((out / "issue.json").read_text())["stories"]) == 10
    assert not list(folder.path.glob("*.db*"))
    refused = folder.run("render", "--sample", "--slot", "2026-11-26", "--out", "out")
    assert (refused.returncode, "the sample has no --slot" in refused.stderr) == (2, True)


def test_a_story_is_found_by_rank_id_and_address(folder: Folder) -> None:
    """By whichever of them, in every command that takes a story."""
    folder.ok("-q", "fetch", now=IN_REVIEW)
    folder.ok("-q", "render", "--no-picture", "--out", "out", now=IN_REVIEW)
    told = folder.ok("explain", "--summary", "1", "--jsonl", now=IN_REVIEW)
    story = json.loads(told)
    address = re.search(
        r"^1\. .*?\n(http\S+)", (folder.path / "out" / "issue.txt").read_text(), re.DOTALL | re.MULTILINE
    )
    assert address
    for name in (story["story"], address[1], f"{address[1]}#comments"):
        assert folder.ok("explain", "--summary", name, "--jsonl", now=IN_REVIEW) == told
    assert f"drop --undo {story['story']}" in folder.ok("drop", address[1], now=IN_REVIEW)
    done = folder.run("drop", address[1], now=IN_REVIEW)
    assert (done.returncode, "no such story in the issue of 2026-11-26" in done.stderr) == (1, True)


def test_an_accent_that_was_changed_is_told(folder: Folder) -> None:
    """`digest check` names the colour that is used instead."""
    with (folder.path / "feeds.yaml").open("a") as file:
        file.write('letter: {accent: "#FFD400"}\n')
    found = [f for f in json.loads(folder.ok("check", "--json")) if f["rule"] == "accent"]
    assert [(f["severity"], f["place"]) for f in found] == [("warning", "letter.accent")]


def test_no_draft_is_not_an_empty_one(folder: Folder) -> None:
    """`digest check` says to make a draft where there is none; where it holds no story, how to find out why."""

    def found() -> dict[str, tuple[str, str]]:
        told = json.loads(folder.run("check", "--json", now=IN_REVIEW).stdout)
        return {f["rule"]: (f["message"], f["mend"]) for f in told if f["rule"].endswith("draft")}

    assert found() == {
        "no-draft": ("there is no draft of 2026-11-26 to check", "make one with `digest draft`")
    }
    folder.run("-q", "draft", now=IN_REVIEW)  # nothing was fetched, so there is nothing to tell
    ((rule, (message, mend)),) = found().items()
    assert (rule, message) == (
        "empty-draft",
        "the draft of 2026-11-26 holds no story, so there is no letter to check",
    )
    assert "digest explain" in mend


def test_a_broken_template_and_the_last_good_one(folder: Folder) -> None:
    """By default no letter is made; asked for, it is made with the templates as they last worked, and that is said. A
    template whose letter may not be sent has not worked."""
    templates = folder.path / "templates"
    templates.mkdir()
    own = templates / "issue.mjml"
    own.write_text(
        '{% extends "default:issue.mjml" %}{% block footer %}<mj-raw><p>Own foot</p></mj-raw>{{ super() }}{% endblock %}'
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
    own.write_text('{% extends "default:issue.mjml" %}{% block footer %}{% endblock %}')
    for _ in range(2):  # what was refused once was not kept as good
        done = folder.run("render", "--no-picture", "--out", "out", now=IN_REVIEW)
        assert "unsubscribe: no unsubscribe link; the letter is made with your templates" in done.stderr
        assert "Own foot" in (folder.path / "out" / "issue.html").read_text()
    own.write_text("{{ nothing }}")
    config = (folder.path / "feeds.yaml").read_text()
    (folder.path / "feeds.yaml").write_text(config.replace("last-good", "none"))
    assert folder.run("render", "--no-picture", "--out", "out", now=IN_REVIEW).returncode == 1
