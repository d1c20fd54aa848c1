"""Stories told and sentences judged for other programs, a line of JSON each; and why a story is told so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.errors import EXIT_FAILED, EXIT_USAGE
from tests.harness import IN_REVIEW, Folder, digest

TEXT = (
    "By Jane Roe\n\nAcme Records has sued the start-up Tonal Labs over 200 songs that its generator was trained on. "
    "The label asks for $5 million in damages, according to the complaint."
)
SUED = {
    "title": "Label goes to court over songs",
    "text": TEXT,
    "source": "The Reel",
    "published": "2026-03-05",
}


def answered(command: str, *lines: object, cwd: Path, arguments: tuple[str, ...] = ("--jsonl",)) -> Any:
    """(exit code, answers, what it said): the command as another program runs it, without any feeds.yaml."""
    told = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = digest(command, *arguments, cwd=cwd, text=told)
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.splitlines()] if "--jsonl" in arguments else done.stdout,
        done.stderr,
    )


def test_a_story_a_line(tmp_path: Path) -> None:
    """Sentences come with the report and the characters they rest on, in the text as it was given."""
    code, told, said = answered("summarise", {"id": 7, "reports": [SUED]}, cwd=tmp_path)
    assert (code, said) == (0, "")
    assert told[0]["id"] == 7
    assert told[0]["by"] == "extractive"
    assert told[0]["sentences"]
    for sentence in told[0]["sentences"]:
        assert sentence["report"] == 0
        assert sentence["text"] == TEXT[sentence["start"] : sentence["end"]]


def test_what_cannot_be_read_is_named_and_the_rest_is_told(tmp_path: Path) -> None:
    """Line, key and what was expected; the good lines are answered all the same, and a program sees exit code 1."""
    code, told, said = answered(
        "summarise",
        "broken",
        {"id": 1, "reports": []},
        {"id": 2, "reports": [{"text": 7}]},
        {"id": 3, "reports": [{"title": "A", "published": "soon"}]},
        "",
        [1],
        {"id": 4, "reports": [SUED]},
        cwd=tmp_path,
    )
    assert code == EXIT_FAILED
    assert [one["id"] for one in told] == [4]
    for part in (
        "line 1: expected one JSON object",
        'line 2: "reports": expected a list',
        "line 3: report 0: 'text': expected text, got int",
        "line 4: report 0: 'published': expected a time",
        "line 6: expected a JSON object, got list",
    ):
        assert part in said


def test_stories_with_nothing_to_tell_are_answered(tmp_path: Path) -> None:
    """A title alone, nulls, odd characters: headline and source only, never an error."""
    lines = [
        {"id": "a", "reports": [{"title": "Label goes to court"}]},
        {"id": "b", "reports": [{"title": None, "text": None}]},
        {"id": "c", "reports": [{"title": "\ud800", "text": "\u202e\x00 "}]},
    ]
    code, told, _ = answered("summarise", *lines, cwd=tmp_path)
    assert code == 0
    assert [(one["id"], one["by"], one["sentences"]) for one in told] == [(x, "headline", []) for x in "abc"]


def test_a_person_reads_it_too(tmp_path: Path) -> None:
    """Without --jsonl, and from a file."""
    (tmp_path / "stories.jsonl").write_text(json.dumps({"id": "suit", "reports": [SUED]}))
    code, told, _ = answered("summarise", cwd=tmp_path, arguments=("stories.jsonl",))
    assert code == 0
    assert "suit (extractive)" in told
    assert "report 0, characters" in told
    code, told, said = answered("summarise", cwd=tmp_path, arguments=("nowhere.jsonl", "--jsonl"))
    assert code == EXIT_USAGE
    assert "nowhere.jsonl: cannot be read: No such file" in said
    assert answered("summarise", cwd=tmp_path, arguments=("--words", "3"))[0] == EXIT_USAGE


def test_a_sentence_a_line(tmp_path: Path) -> None:
    """The judge alone: what the source says passes, what it does not is refused with the reason."""
    true = "Acme Records has sued Tonal Labs over 200 songs."
    code, told, _ = answered(
        "verify",
        {"id": 1, "sentence": true, "source": TEXT},
        {"id": 2, "sentence": true.replace("200", "250"), "source": TEXT},
        {"id": 3, "sentence": true.replace("Acme", "Zenith"), "source": TEXT},
        {"id": 4, "sentence": "On 4 March it went to court over 200 songs.", "source": "On Wednesday it went to court over 200 songs.", "published": "2026-03-05"},
        {"id": 5, "sentence": "", "source": TEXT},
        cwd=tmp_path,
    )  # fmt: skip
    assert code == 0
    assert [(one["id"], one["ok"]) for one in told] == [
        (1, True),
        (2, False),
        (3, False),
        (4, True),
        (5, False),
    ]
    assert told[0]["why"] == ""
    assert "250" in told[1]["why"]
    assert "Zenith" in told[2]["why"]
    assert told[4]["why"]


def test_a_sentence_without_a_source_is_a_mistake(tmp_path: Path) -> None:
    """Nothing to hold it against is no verdict: the line is named, the others are judged."""
    lines = [
        {"id": n, "sentence": "It is so.", **more}
        for n, more in enumerate(({}, {"source": ""}, {"source": " \n"}))
    ]
    code, told, said = answered("verify", *lines, {"id": 9, "sentence": TEXT, "source": TEXT}, cwd=tmp_path)
    assert code == EXIT_FAILED
    assert [one["id"] for one in told] == [9]
    assert said.count('"source": expected the text that the sentence rests on') == 3
    assert "line 1: " in said


def test_lines_as_windows_writes_them(tmp_path: Path) -> None:
    """A byte order mark before the first line is no part of it, in a file and in a pipe."""
    line = json.dumps({"id": 1, "reports": [SUED]})
    (tmp_path / "stories.jsonl").write_text(f"{line}\r\n", "utf-8-sig")
    assert answered("summarise", cwd=tmp_path, arguments=("stories.jsonl", "--jsonl"))[0] == 0
    done = digest("summarise", "--jsonl", cwd=tmp_path, text=f"\ufeff{line}\n")
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, 1)


def test_a_language_is_a_tag_and_may_be_unknown(tmp_path: Path) -> None:
    """What is no tag is refused; of a language without word lists it is said, once, that less can be expected."""
    line = {"id": 1, "reports": [SUED]}
    code, _, said = answered("summarise", line, cwd=tmp_path, arguments=("--jsonl", "--language", "klingon"))
    assert code == EXIT_USAGE
    assert "expected a BCP 47 tag such as en or pt-BR, got 'klingon'" in said
    for command, last in (("summarise", line), ("verify", {"id": 1, "sentence": TEXT, "source": TEXT})):
        code, told, said = answered(
            command, last, last, cwd=tmp_path, arguments=("--jsonl", "--language", "fi")
        )
        assert (code, len(told)) == (0, 2)
        assert said.count("by punctuation alone") == 1
        assert (
            "punctuation"
            not in answered(command, last, cwd=tmp_path, arguments=("--jsonl", "--language", "de-AT"))[2]
        )


@pytest.mark.slow
def test_why_a_story_is_told_so(folder: Folder) -> None:
    """`explain --summary`: each sentence, and the words of the report that it rests on; for a program too."""
    folder.ok("fetch", now=IN_REVIEW)
    told = folder.ok("explain", "--summary", "1", now=IN_REVIEW)
    assert "sentences of the reports" in told
    assert "characters" in told
    [story] = [
        json.loads(line)
        for line in folder.ok("explain", "--summary", "1", "--jsonl", now=IN_REVIEW).splitlines()
    ]
    for sentence in story["summary"]["sentences"]:
        assert sentence["text"] in told
        assert sentence["evidence"]
    assert folder.ok("explain", "--summary", story["story"], now=IN_REVIEW) == told
    assert folder.ok("explain", "--summary", story["lead"]["url"], now=IN_REVIEW) == told
    assert len(folder.ok("explain", "--summary", "--jsonl", now=IN_REVIEW).splitlines()) == 3
    refused = folder.run("explain", "--summary", "9", now=IN_REVIEW)
    assert (refused.returncode, "no such story" in refused.stderr) == (EXIT_FAILED, True)
    assert folder.run("explain", "--summary", "--diff", now=IN_REVIEW).returncode == EXIT_USAGE
