"""The inside of the box: a small server on two pipes, with limits. Started by `digest.net.box`, never imported.

A job is a frame of JSON (what to call, with what) and a frame of bytes; the answer is a frame of JSON.
A frame is its length (8 bytes, big-endian) and that many bytes.

A job that takes long is told so once, by a TimeoutError: a reader of feeds then gives what it has read so far.
One that goes on regardless is killed. The first is exact and reaches into regular expressions, which look for
signals as they go; the second holds for any code.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

#: What no parser has any business with. An import opens files to read them, which stays allowed.
_CLOSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "shutil.",
    "urllib.Request",
    "ftplib.",
    "ctypes.dlopen",
)
#: The share of its processor time after which a job is told that it takes long.
_WARNED = 0.7
#: Bytes of memory that a child may keep between two jobs; one that has more is replaced.
_KEPT = 256 * 2**20


def main() -> None:
    memory, cpu, largest = (int(argument) for argument in sys.argv[1:4])
    jobs, answers = sys.stdin.buffer, _private_stdout()
    _limit(memory)
    sys.addaudithook(_refuse)
    while (head := _frame(jobs)) is not None:
        blob = _frame(jobs)
        if blob is None:
            return
        job = json.loads(head)
        with _timed(cpu):
            answer = _answer(job, blob, cpu)
        del blob
        if _resident() > _KEPT:
            answer["tired"] = True
        body = _packed(answer, largest)
        answers.write(len(body).to_bytes(8, "big") + body)
        answers.flush()


@contextmanager
def _timed(cpu: int) -> Iterator[None]:
    """No job costs more than `cpu` seconds of processor time; the system counts whole ones, so it may be one less."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    end = int(spent.ru_utime + spent.ru_stime) + max(cpu, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
    signal.signal(signal.SIGPROF, _tell)
    signal.setitimer(signal.ITIMER_PROF, cpu * _WARNED)
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _tell(number: int, frame: object) -> None:  # noqa: ARG001 - a signal handler's signature
    raise TimeoutError("it takes too long")


def _resident() -> int:
    """Bytes of memory in use (proc(5), statm); what was used at most where the system does not say."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    if most <= _KEPT:
        return most
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - pathlib is not needed for anything else
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return most


def _private_stdout() -> BinaryIO:
    """The pipe to the parent; what a library prints goes nowhere instead of between two frames."""
    pipe = os.fdopen(os.dup(1), "wb")
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, 1)
    os.close(void)
    return pipe


def _limit(memory: int) -> None:
    """Memory, and no files: none of any size is written, no core is dumped."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):  # macOS has no RLIMIT_AS that can be set; the wall clock still holds
            continue


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_CLOSED):
        raise PermissionError(f"{event} is closed in the box")
    if event == "open" and len(arguments) > 2:
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            raise PermissionError("writing files is closed in the box")


def _frame(pipe: BinaryIO) -> bytes | None:
    """The next frame; None when the parent closed the pipe or died (which is how this process ends)."""
    head = pipe.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    body = pipe.read(size)
    return body if len(body) == size else None


def _answer(job: dict[str, Any], blob: bytes, cpu: int) -> dict[str, Any]:
    """What the function returned, or what it raised. Only errors meant for users keep their words' mend."""
    try:
        module, _, name = job["call"].partition(":")
        return {"result": getattr(importlib.import_module(module), name)(job["argument"], blob)}
    except MemoryError:
        return {"crash": "it needed more memory than it may have", "tired": True}
    except RecursionError:
        return {"crash": "it is nested too deeply"}
    except TimeoutError:
        return {"crash": f"it needed more than {cpu * _WARNED:g} s of processor time"}
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it for this job and goes on
        if hasattr(error, "mend"):
            return {"error": str(error), "mend": str(error.mend)}
        return {"crash": f"{type(error).__name__}: {str(error)[:200]}"}


def _packed(answer: dict[str, Any], largest: int) -> bytes:
    try:
        body = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except (TypeError, ValueError, RecursionError, MemoryError) as error:
        body = json.dumps({"crash": f"its answer could not be packed ({type(error).__name__})"}).encode()
    if len(body) > largest:
        body = json.dumps({"crash": f"its answer is larger than {largest / 2**20:g} MB"}).encode()
    return body


if __name__ == "__main__":
    main()
