"""The box: one job may die, the next is served, and nothing gets out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
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
    with Box(memory=256 * 2**20, cpu=1, wall=30, largest=1_000_000) as made:
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


def test_a_job_is_told_before_it_is_killed(box: Box) -> None:
    """A reader that takes long gives what it has; one that does not care is killed; both cost one job."""
    box.call(f"{JOBS}:echo", 1)
    child = box.pid
    assert box.call(f"{JOBS}:give_what_there_is", None) > 1000
    with pytest.raises(BoxError, match=r"more than 0\.7 s of processor time"):
        box.call(f"{JOBS}:spin", None)
    assert box.pid == child
    with pytest.raises(BoxError, match="more than 1 s of processor time"):
        box.call(f"{JOBS}:go_on_regardless", None)
    assert box.call(f"{JOBS}:echo", 1) == [1, 0]
    assert box.pid != child


def test_a_regular_expression_that_never_ends_is_ended(box: Box) -> None:
    """It looks for signals as it goes, so the child need not be killed for it."""
    box.call(f"{JOBS}:echo", 1)
    child = box.pid
    with pytest.raises(BoxError, match="processor time"):
        box.call(f"{JOBS}:backtrack", None)
    assert box.pid == child


def test_each_job_has_the_whole_time(box: Box) -> None:
    """What the jobs before it used is not counted against it."""
    assert [box.call(f"{JOBS}:burn", 0.5) for _ in range(5)] == ["done"] * 5
    with pytest.raises(BoxError, match="processor time"):
        box.call(f"{JOBS}:burn", 60)


def test_a_child_that_keeps_much_memory_is_replaced() -> None:
    """What a large document leaves behind is not carried through the run; a little of it is no reason."""
    with Box() as box:
        assert box.call(f"{JOBS}:leave_memory", 20) == 1
        child = box.pid
        assert box.call(f"{JOBS}:leave_memory", 20) == 2
        assert box.pid == child
        assert box.call(f"{JOBS}:leave_memory", 270) == 3
        assert box.pid is None
        assert box.call(f"{JOBS}:leave_memory", 1) == 1


def test_a_child_that_was_killed_is_replaced(box: Box) -> None:
    """By the system's memory keeper, say, between two jobs."""
    box.call(f"{JOBS}:echo", 1)
    assert box.pid
    os.kill(box.pid, signal.SIGKILL)
    while _running(box.pid):
        time.sleep(0.01)
    assert box.call(f"{JOBS}:echo", 2) == [2, 0]


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


_PARENT = f"""
import time
from digest.net.box import Box
box = Box()
box.call("{JOBS}:echo", 1)
print(box.pid, flush=True)
time.sleep(60)
"""


def test_the_child_ends_with_its_parent_however_that_dies() -> None:
    """SIGKILL leaves no time to close anything; the system closes the pipe."""
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert _running(child)
        parent.kill()
    for _ in range(500):
        if not _running(child):
            break
        time.sleep(0.02)
    assert not _running(child)


def _running(process: int) -> bool:
    """Whether it is there and no zombie, which nobody may be left to bury (proc(5), stat)."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
