"""A process for every command, without the wait for its imports: forked from one that has done them already.

Most tests of the command start it some ten times, and two thirds of what `digest status` costs is Python's imports.
So each worker of the tests keeps one process that has imported the program and done nothing else (the warm one), and
`run` forks a command from it: with arguments, folder, environment and streams of its own, its signals and its exit
code, as a new process has them. What it does not have: an interpreter that starts, imports in the order of a user's
command, and a seed of its own for the hashes of strings (it shares the worker's). Those are what `anew` is for, and

    make test TEST_ARGS=--anew

starts every command anew.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

#: What the program imports only where it needs it.
LATE = (
    "alembic.command", "alembic.script", "css_inline", "encodings.idna", "httptools", "itsdangerous.url_safe", "jinja2",
    "mjml", "numpy.ma", "rich.console", "rich.table", "selectolax.lexbor", "sqlalchemy.dialects.sqlite", "stringprep",
    "tokenizers",
)  # fmt: skip
#: Seconds that a command may take.
PATIENCE = 60.0
#: Whether every command is started anew: what pytest's --anew sets.
always_anew = sys.platform != "linux"


def run(
    args: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    text: str | None = None,
    first: tuple[str, object] | None = None,
) -> subprocess.CompletedProcess[str]:
    """`python -m digest args…` in `cwd`, where `env` is the whole environment and `text` what it reads.

    `first`: a function ("module:name") that is called in the command's process before it, and what it is given.
    `env` must say the same as `os.environ` of what the interpreter itself reads (PYTHON*, LC_*, …): it has started.
    """
    job = {"args": list(args), "cwd": str(cwd), "env": dict(env), "first": first}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write((text or "").encode())
        given.seek(0)
        code = _code(job, (given, out, err))
        out.seek(0)
        err.seek(0)
        command = ["digest", *args]
        return subprocess.CompletedProcess(command, code, out.read().decode(), err.read().decode())


def _code(job: Mapping[str, Any], streams: Sequence[IO[bytes]]) -> int:
    """The exit code, minus the signal's number when one ended it; TimeoutExpired (it is killed) after `PATIENCE`."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        _ask([*(stream.fileno() for stream in streams), theirs.fileno()])
        theirs.close()
        with ours.makefile("rw") as line:
            line.write(json.dumps(job) + "\n")
            line.flush()
            if not (pid := line.readline()):
                raise RuntimeError("the warm process has ended; why stands on standard error")
            ours.settimeout(PATIENCE)
            try:
                return int(line.readline())
            except TimeoutError:
                os.kill(int(pid), signal.SIGKILL)
                raise subprocess.TimeoutExpired(job["args"], PATIENCE) from None


_lock = threading.Lock()
_asking: socket.socket | None = None


def _ask(descriptors: list[int]) -> None:
    """Hand the streams and the line to talk on to the warm process, which is started with the first of them."""
    global _asking
    with _lock:
        if _asking is None:
            _asking, theirs = socket.socketpair()
            with theirs:
                kept = {k: v for k, v in os.environ.items() if not k.startswith("DIGEST_")}
                kept.pop("PYTHONDONTWRITEBYTECODE", None)
                command = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
                root = Path(__file__).resolve().parent.parent
                process = subprocess.Popen(
                    command, cwd=root, env=kept, pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                )  # fmt: skip
            atexit.register(_end, process, _asking)
        socket.send_fds(_asking, [b"+"], descriptors)


def _end(process: subprocess.Popen[bytes], asking: socket.socket) -> None:
    asking.close()
    process.wait(PATIENCE)


def main() -> None:
    """The warm process: until who started it closes the line."""
    # As the command sets it, before numpy is there: a process with threads cannot be forked.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _import()
    gc.freeze()
    asked = socket.socket(fileno=int(sys.argv[1]))
    while True:
        said, descriptors, *_ = socket.recv_fds(asked, 1, 4)
        if not said:
            break
        if os.fork() == 0:
            asked.close()
            return _wait_for(descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _reap(os.WNOHANG)
    _reap(0)
    return None


def _import() -> None:
    """All of the program but its ends, and what it imports late; not onnxruntime, which starts a thread."""
    import digest

    for module in pkgutil.walk_packages(digest.__path__, "digest."):
        if not module.name.endswith(("__main__", "box_child")) and ".migrations." not in module.name:
            importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError("an import has started a thread; a process with threads cannot be forked")


def _reap(how: int) -> None:
    try:
        while os.waitpid(-1, how)[0]:
            pass
    except ChildProcessError:
        return


def _wait_for(descriptors: list[int]) -> None:
    """Fork the command, tell its number and then its exit code."""
    line = socket.socket(fileno=descriptors.pop())
    file = line.makefile("rw")
    job = json.loads(file.readline())
    pid = os.fork()
    if pid == 0:
        file.close()
        line.close()
        return _become(job, descriptors)
    try:
        file.write(f"{pid}\n")
        file.flush()
        file.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        file.flush()
    finally:
        os._exit(0)  # the end of an interpreter is the command's


def _become(job: dict[str, Any], descriptors: list[int]) -> None:
    """This process is the command: Python's own streams stay, on other files."""
    for standard, descriptor in enumerate(descriptors):
        os.dup2(descriptor, standard)
        os.close(descriptor)
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    sys.path[0] = job["cwd"]
    sys.argv = ["digest", *job["args"]]
    if job["first"]:
        module, _, name = job["first"][0].partition(":")
        getattr(importlib.import_module(module), name)(job["first"][1])
    _end_with(_exit_code())


def _exit_code() -> object:
    try:
        runpy.run_module("digest", run_name="__main__", alter_sys=False)
    except SystemExit as end:
        return end.code
    except BaseException:  # noqa: BLE001 - as the interpreter tells of it
        traceback.print_exc()
        return 1
    return 0


def _end_with(code: object) -> NoReturn:
    """What the end of an interpreter does, but for taking all modules apart, which costs more than most commands."""
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # waits for the threads that are not daemons
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit((code or 0) & 0xFF)


if __name__ == "__main__":
    main()
