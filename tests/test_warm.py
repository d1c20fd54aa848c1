"""A forked command (tests/warm.py) does what one does whose interpreter starts for it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests import warm
from tests.harness import digest, environment


@pytest.mark.parametrize(
    "args", [("--version",), ("nonsense",), ("status",), ("init", "letter"), ("verify", "--jsonl")]
)
def test_it_says_and_leaves_the_same(args: tuple[str, ...], tmp_path: Path) -> None:
    """Exit code, both streams, what was read from standard input, and the files in the folder it ran in."""
    done = []
    for name, anew in (("warm", False), ("anew", True)):
        folder = tmp_path / name
        folder.mkdir()
        one = digest(*args, cwd=folder, text='{"id": "ä", "sentence": "A b.", "source": "A b."}\n', anew=anew)
        files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
        done.append((one.returncode, one.stdout, one.stderr.replace(str(folder), ""), files))
    assert done[0] == done[1]


def test_the_next_command_knows_nothing_of_the_one_before(tmp_path: Path) -> None:
    """Neither its environment nor its folder."""
    wrong = {"DIGEST_DATABASE": "nonsense://"}
    digest("init", ".", cwd=tmp_path)
    assert digest("status", cwd=tmp_path, env=wrong).returncode != 0
    assert digest("status", cwd=tmp_path).returncode == 0
    assert digest("status", cwd=tmp_path / "..").returncode != 0


def test_a_killed_command_is_told_and_one_that_hangs_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the signal's number, as subprocess tells it; and no test waits for ever."""
    kill = ("signal:raise_signal", int(signal.SIGKILL))
    done = warm.run(["--version"], cwd=tmp_path, env=environment(), first=kill)
    assert done.returncode == -signal.SIGKILL
    monkeypatch.setattr(warm, "PATIENCE", 0.5)
    with pytest.raises(subprocess.TimeoutExpired):
        warm.run(["--version"], cwd=tmp_path, env=environment(), first=("time:sleep", 600))
