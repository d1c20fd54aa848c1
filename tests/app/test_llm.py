"""`summariser: {kind: llm}` as a user has it: the real command, a scripted model on loopback, a sample week."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.harness import IN_REVIEW, STORIES, FeedServer, Folder, environment
from tests.summarise.llm.server import Act, Asked, Model, claims, refuses, says

KEY = "sk-frame-0123456789"
#: What the model tells of each story of the sample week, by a word of its reports.
TOLD = {
    "Tunesmith": (
        "Northwind Records has sued Tunesmith, whose AI music generator makes songs from a line of text.",
        "The record label Northwind Records has sued Tunesmith, whose AI music generator makes songs from a line of text.",
        "Label Northwind Records goes to court against Tunesmith",
    ),
    "Harbour": (
        "Directors must name the AI models that they used and the people who worked on each film.",
        "Directors must name the AI models that they used and the people who worked on each film.",
        "Prize for short films made with generative video tools",
    ),
    "novelists": (
        "More than 300 novelists have signed an open letter that asks publishing houses not to release books written by "
        "generative AI.",
        "More than 300 novelists signed an open letter that asks publishing houses not to release books written by generative AI.",
        "Novelists sign open letter about AI and books",
    ),
}


def model_says(asked: Asked) -> Act:
    """Each story told by one sentence, cited from whichever report has it; the rest is the extract's."""
    if "this issue" in asked.task:
        return says("{}")
    sentence, quote, headline = next(told for word, told in TOLD.items() if word in asked.task)
    of_the_headline = quote if "Tunesmith" in quote else _first_sentence(asked.task)
    return says(claims([(sentence, 1, quote)], headline=(headline, 1, of_the_headline)))


def _first_sentence(task: str) -> str:
    body = task.split("TEXT:\n", 1)[1]
    return re.split(r"(?<=[.]) ", body)[0]


def folder_of(path: Path, server: FeedServer, base: str, **more: Any) -> Folder:
    folder = Folder(path, server.base)
    keys = {"kind": "llm", "base_url": base, "model": "scripted", "timeout": 5, "deadline": 20, **more}
    with (path / "feeds.yaml").open("a", encoding="utf-8") as file:
        file.write(f"summariser: {json.dumps(keys)}\n")
    return folder


def draft(folder: Folder, *args: str, key: str = KEY) -> subprocess.CompletedProcess[str]:
    return folder.run("draft", "--json", *args, now=IN_REVIEW, env={"DIGEST_LLM_KEY": key} if key else {})


def runs_of(folder: Folder) -> list[dict[str, Any]]:
    return list(json.loads(folder.ok("status", "--json", now=IN_REVIEW))["runs"])


def test_a_week_in_the_models_words(tmp_path: Path, server: FeedServer) -> None:
    """The draft shows the model's sentences with their evidence; made again it asks nothing; the account has the cost."""
    with Model(model_says) as model:
        folder = folder_of(tmp_path / "letter", server, model.base, price_in=2, price_out=10)
        folder.ok("fetch", now=IN_REVIEW)
        first = draft(folder)
        assert first.returncode == 0, first.stderr
        asked = len(model.asked)
        made = json.loads(first.stdout)
        again = draft(folder)
        assert json.loads(again.stdout) == made
        assert len(model.asked) == asked >= 4
    told = {story["summary"]["sentences"][0]["text"]: story for story in made["stories"]}
    assert {story["summary"]["by"] for story in made["stories"]} == {"llm"}
    for sentence, quote, headline in TOLD.values():
        story = told[sentence]
        assert story["headline"] == headline
        assert quote in story["summary"]["sentences"][0]["evidence"]
        assert story["lead"]["title"] in [title for rows in STORIES.values() for title, _ in rows]
    counts = next(run["counts"] for run in runs_of(folder) if run["counts"].get("llm_requests"))
    assert counts["llm_requests"] == asked
    assert counts["llm_tokens_in"] == 900 * asked
    assert counts["llm_cost_millionths"] == (900 * 2 + 120 * 10) * asked
    assert "tokens in" in first.stderr
    assert "by your prices" in first.stderr
    assert all(one.headers["authorization"] == f"Bearer {KEY}" for one in model.asked)


def test_a_changed_wish_pays_only_for_what_is_new(tmp_path: Path, server: FeedServer) -> None:
    """A draft made anew without a story takes the others from the store: the model is asked for an introduction at most."""
    with Model(model_says) as model:
        folder = folder_of(tmp_path / "letter", server, model.base, intro=False)
        folder.ok("fetch", now=IN_REVIEW)
        before = json.loads(draft(folder).stdout)
        asked = len(model.asked)
        dropped = before["stories"][-1]["story"]
        done = folder.run("drop", dropped, now=IN_REVIEW, env={"DIGEST_LLM_KEY": KEY})
        assert done.returncode == 0, done.stderr
        after = json.loads(draft(folder).stdout)
        assert len(model.asked) == asked
    kept = [(s["headline"], s["summary"]) for s in before["stories"] if s["story"] != dropped]
    assert [(s["headline"], s["summary"]) for s in after["stories"]] == kept


def test_a_wrong_key_costs_no_issue(tmp_path: Path, server: FeedServer) -> None:
    """Exit 0, extracts, one request, and a warning on the terminal and in the account that says what to look at."""
    with Model(lambda asked: refuses(401, f"Incorrect API key provided: {KEY}")) as model:
        folder = folder_of(tmp_path / "letter", server, model.base, concurrency=1)
        folder.ok("fetch", now=IN_REVIEW)
        done = draft(folder)
        assert len(model.asked) == 1
    assert done.returncode == 0
    made = json.loads(done.stdout)
    assert {story["summary"]["by"] for story in made["stories"]} == {"extractive"}
    assert "stories told by extracts: HTTP 401" in done.stderr
    assert KEY not in done.stderr + done.stdout
    warnings = [warning for run in runs_of(folder) for warning in run["warnings"]]
    assert any("HTTP 401" in warning for warning in warnings)
    assert KEY not in "".join(warnings)


def test_the_right_key_mends_the_draft(tmp_path: Path, server: FeedServer) -> None:
    """Nothing else has to be changed for the model to be asked again."""

    def guarded(asked: Asked) -> Act:
        right = asked.headers.get("authorization") == f"Bearer {KEY}"
        return model_says(asked) if right else refuses(401)

    with Model(guarded) as model:
        folder = folder_of(tmp_path / "letter", server, model.base, intro=False)
        folder.ok("fetch", now=IN_REVIEW)
        found = [json.loads(draft(folder, key=key).stdout) for key in ("sk-wrong", KEY)]
    assert [{story["summary"]["by"] for story in one["stories"]} for one in found] == [
        {"extractive"},
        {"llm"},
    ]


def test_an_endpoint_that_is_not_there_costs_no_issue(tmp_path: Path, server: FeedServer) -> None:
    """The issue ships as it would without a model."""
    with Model(model_says) as model:
        pass
    folder = folder_of(tmp_path / "letter", server, model.base, retries=0, failures=2)
    folder.ok("fetch", now=IN_REVIEW)
    done = draft(folder, key="")
    assert done.returncode == 0
    assert {story["summary"]["by"] for story in json.loads(done.stdout)["stories"]} == {"extractive"}
    assert "told by extracts" in done.stderr


def test_without_the_extra_the_mend_is_named(tmp_path: Path, server: FeedServer) -> None:
    """A configuration that wants a package which is not installed says so with file, line and what to type."""
    folder = folder_of(tmp_path / "letter", server, "http://127.0.0.1:9/v1")
    code = "import sys; sys.modules['openai'] = None\nfrom digest.app.cli import main\nsys.argv = ['digest', 'check']\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder.path,
        env=environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 78
    assert "feeds.yaml:9: summariser.kind: llm needs the package openai" in done.stderr
    assert "digest-newsletter[llm]" in done.stderr


@pytest.mark.parametrize("command", [["--help"], ["draft", "--help"], ["check", "--help"]])
def test_nobody_pays_for_a_model_that_is_not_asked(command: list[str]) -> None:
    """The SDK costs half a second to import: only a draft with a model does."""
    code = (
        "import sys\nsys.argv = ['digest', *sys.argv[1:]]\nfrom digest.app.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert not {'openai', 'httpx2'} & set(sys.modules), 'imported'"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        env=environment({"PYTHONPATH": str(ROOT)}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
