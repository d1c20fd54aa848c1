"""SIGKILL at every commit: whatever state a crash leaves behind, the next run ends in the same place."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from itertools import count
from pathlib import Path

import pytest

from tests import warm
from tests.harness import AT_SLOT, FeedServer, Folder, environment

READERS = ["ada@reader.example", "bob@reader.example"]


@pytest.fixture
def begun(tmp_path: Path, server: FeedServer) -> Folder:
    """A newsletter with two readers before its first run; each run of a test has a copy of it."""
    folder = Folder(tmp_path / "begun", server.base)
    folder.ok("subscribers", "add", *READERS)
    return folder


def run_killed(folder: Folder, number: int) -> int:
    """The exit code: -SIGKILL, or 0 when the run had fewer commits than that."""
    args = ["--now", AT_SLOT, "run"]
    first = ("tests.app.killer:kill_at", number)
    return warm.run(args, cwd=folder.path, env=environment(), first=first).returncode


def outcome(folder: Folder) -> dict[str, object]:
    """What the readers and the archive have in the end; times of the run itself left out."""
    folder.ok("render", "--slot", "2026-11-26", "--no-picture", "--out", "out")
    issue = json.loads((folder.path / "out" / "issue.json").read_text())
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26"))["slots"][0]
    mails = sorted(path.name for path in (folder.path / "outbox").glob("*"))
    return {
        "issue": issue,
        "text": (folder.path / "out" / "issue.txt").read_text(),
        "state": state["state"],
        "number": state["number"],
        "deliveries": state["deliveries"],
        "mails": mails,
    }


@pytest.mark.slow
def test_a_run_killed_at_any_commit_and_run_again_gives_the_same_issue(begun: Folder, tmp_path: Path) -> None:
    """The same stories, one issue, each reader one mail, nothing half written: for every commit there is."""
    whole = begun.copy(tmp_path / "whole")
    whole.ok("run")
    expected = outcome(whole)
    assert expected["state"] == "done"
    assert expected["deliveries"] == {"accepted": 2}
    assert len(expected["mails"]) == 2  # type: ignore[arg-type]  # a list
    for number in count(1):
        folder = begun.copy(tmp_path / f"n{number}")
        code = run_killed(folder, number)
        assert code in (0, -signal.SIGKILL), code
        if code == 0:  # it had fewer commits than that
            break
        folder.ok("run")
        assert outcome(folder) == expected, f"killed before commit {number}"
    assert number > 12, "a run has more commits than this; is the killer at work?"


def test_a_run_that_is_asked_to_stop_gives_its_lease_back(begun: Folder, server: FeedServer) -> None:
    """systemd stops it in the middle of slow feeds: it ends at once, says so, and the next run does it all."""
    server.delay = 3.0
    process = subprocess.Popen(
        begun.command("run"), cwd=begun.path, env=environment(), stderr=subprocess.PIPE
    )
    while not server.requests:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 128 + signal.SIGTERM
    assert b"Traceback" not in process.stderr.read()  # type: ignore[union-attr]  # it is a pipe
    server.delay = 0.0
    begun.ok("run")
    assert outcome(begun)["deliveries"] == {"accepted": 2}
