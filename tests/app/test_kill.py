"""SIGKILL at every commit: whatever state a crash leaves behind, the next run ends in the same place."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.harness import AT_SLOT, FeedServer, Folder, environment

READERS = ["ada@reader.example", "bob@reader.example"]


def new_folder(path: Path, server: FeedServer) -> Folder:
    folder = Folder(path, server.base)
    folder.ok("subscribers", "add", *READERS)
    return folder


def run_killed(folder: Folder, number: int, now: str = AT_SLOT) -> int:
    command = [sys.executable, "-m", "tests.app.killer", str(number), "--", "--now", now]
    command += ["--config", str(folder.path / "feeds.yaml"), "run"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, timeout=60, check=False)
    return done.returncode


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
def test_a_run_killed_at_any_commit_and_run_again_gives_the_same_issue(
    tmp_path: Path, server: FeedServer
) -> None:
    """The same stories, one issue, each reader one mail, nothing half written: for every commit there is."""
    whole = new_folder(tmp_path / "whole", server)
    whole.ok("run")
    expected = outcome(whole)
    assert expected["state"] == "done"
    assert expected["deliveries"] == {"accepted": 2}
    assert len(expected["mails"]) == 2  # type: ignore[arg-type]  # a list

    def killed_at(number: int) -> bool:
        """Whether the run was killed; False when it had fewer commits than that."""
        folder = new_folder(tmp_path / f"n{number}", server)
        code = run_killed(folder, number)
        assert code in (0, -signal.SIGKILL), code
        if code == 0:
            return False
        folder.ok("run")
        assert outcome(folder) == expected, f"killed before commit {number}"
        return True

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(killed_at, range(1, 31)))
    killed = results.index(False)
    assert killed >= 12, "a run has more commits than this; is the killer at work?"
    assert not any(results[killed:])


def test_a_run_that_is_asked_to_stop_gives_its_lease_back(tmp_path: Path, server: FeedServer) -> None:
    """systemd stops it in the middle of slow feeds: it ends at once, says so, and the next run does it all."""
    folder = new_folder(tmp_path / "letter", server)
    server.delay = 3.0
    process = subprocess.Popen(
        folder.command("run"), cwd=folder.path, env=environment(), stderr=subprocess.PIPE
    )
    while not server.requests:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 128 + signal.SIGTERM
    assert b"Traceback" not in process.stderr.read()  # type: ignore[union-attr]  # it is a pipe
    server.delay = 0.0
    folder.ok("run")
    assert outcome(folder)["deliveries"] == {"accepted": 2}
