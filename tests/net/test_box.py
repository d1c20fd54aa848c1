"""The box: one job may die, the next is served, and nothing gets out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.errors import FeedError
from digest.net.box import Box, BoxError

JOBS = "tests.net.boxjobs"


@pytest.fixture
def box() -> Iterator[Box]:
    with Box(memory=256 * 2**20, cpu=1, wall=5, largest=1_000_000) as made:
        yield made


def test_a_job_comes_back_and_the_child_stays(box: Box) -> None:
    """Argument and bytes go in, plain data comes out; one child serves all."""
    assert box.call(f"{JOBS}:echo", {"a": ["ü", 1, None]}, b"\x00\xff" * 50_000) == [
        {"a": ["ü", 1, None]},
        100_000,
    ]
    first = box.pid
    assert box.call(f"{JOBS}:echo", "again") == ["again", 0]
    assert box.pid == first


@pytest.mark.parametrize(
    ("job", "says"),
    [
        ("spin", "processor time"),
        ("hoard", "more memory"),
        ("die", "died .SIGKILL"),
        ("leave", "died .exit code 3"),
        ("chatter", "larger than 0.95"),
        ("secret_object", "could not be packed"),
        ("descend", "nested too deeply|RecursionError"),
        ("fail", "ZeroDivisionError: division by zero"),
        ("missing", "AttributeError"),
    ],
)
def test_a_job_that_ends_badly_is_one_error(box: Box, job: str, says: str) -> None:
    """Whatever a document does to its reader, it is said for this job, and the next one is served."""
    with pytest.raises(BoxError, match=says):
        box.call(f"{JOBS}:{job}", None)
    assert box.call(f"{JOBS}:echo", 1) == [1, 0]


def test_a_job_that_sleeps_is_killed() -> None:
    """Waiting costs no processor time, so the wall clock is a limit too; the child is gone afterwards."""
    with Box(wall=0.5) as box:
        box.call(f"{JOBS}:echo", 1)
        child = box.pid
        assert child
        with pytest.raises(BoxError, match=r"longer than 0\.5 s"):
            box.call(f"{JOBS}:sleep", None)
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_errors_for_users_keep_their_words(box: Box) -> None:
    """A FeedError of the parser arrives as one, with its mend; the child is not restarted for it."""
    box.call(f"{JOBS}:echo", 1)
    child = box.pid
    with pytest.raises(FeedError, match="no feed") as caught:
        box.call(f"{JOBS}:complain", None)
    assert caught.value.mend == "look elsewhere"
    assert box.pid == child


@pytest.mark.parametrize("job", ["connect", "resolve", "write", "start", "remove"])
def test_nothing_gets_out_of_the_box(box: Box, job: str, tmp_path: Path) -> None:
    """A parser that was taken over finds no socket, no file to write and no process to start."""
    canary = tmp_path / "canary"
    canary.write_text("alive")
    with pytest.raises(BoxError, match=r"PermissionError.*closed in the box"):
        box.call(f"{JOBS}:{job}", str(canary))
    assert canary.read_text() == "alive"
    assert list(tmp_path.iterdir()) == [canary]


def test_no_secret_of_the_environment_is_inside(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """The relay's password has no business beside a stranger's XML."""
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "secret")
    assert "DIGEST_SMTP_PASSWORD" not in box.call(f"{JOBS}:environment", None)


def test_what_a_library_prints_does_not_disturb(box: Box) -> None:
    """The answers' pipe is not standard output."""
    assert box.call(f"{JOBS}:shout", None) == "done"
    assert box.call(f"{JOBS}:echo", 2) == [2, 0]


def test_threads_take_turns(box: Box) -> None:
    """Each gets its own answer."""
    found: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda n=n: found.__setitem__(n, box.call(f"{JOBS}:echo", n)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert found == {n: [n, 0] for n in range(8)}


def test_a_closed_box_leaves_no_process() -> None:
    """Neither close() nor the end of the pipe leaves a child behind."""
    box = Box()
    box.call(f"{JOBS}:echo", 1)
    child = box.pid
    assert child
    box.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert box.pid is None


def test_the_child_ends_with_its_pipe() -> None:
    """When the parent dies its end of the pipe closes: that is how the child learns of it."""
    box = Box()
    box.call(f"{JOBS}:echo", 1)
    child = box._child
    assert child
    assert child.stdin
    child.stdin.close()
    for _ in range(100):
        if child.poll() is not None:
            break
        time.sleep(0.02)
    assert child.returncode == 0
    assert child.stdout
    child.stdout.close()
    box._child = None
