"""A box: one child process that reads what strangers wrote, with limits on memory, CPU and time.

feedparser has quadratic regular expressions (80 KB of a hostile author field: over 25 s), expat has been
crashed before. In the box such a document costs one answer, not the run: the child is killed, the next call
starts another. It lives on between calls, so that a feed costs a few milliseconds. It inherits no secret of
the environment, opens no socket, writes no file, and ends when its pipe closes, so when this process dies.
(PR_SET_PDEATHSIG would end it with the *thread* that started it, so it is not used.)
"""

from __future__ import annotations

import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import threading
import time
from typing import Any

from digest.errors import DigestError, FeedError

_KEEP = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TZ")


class BoxError(DigestError):
    """The job did not end well: too slow, too big, crashed. The box itself goes on."""


class Box:
    """A child with limits, for one job at a time. Thread-safe; a context manager; started at the first call.

    `memory` in bytes of address space, `cpu` in seconds of processor time a job, `wall` in seconds a job
    (the start included), `largest` in bytes of an answer.
    """

    def __init__(
        self, *, memory: int = 512 * 2**20, cpu: int = 5, wall: float = 15.0, largest: int = 32 * 2**20
    ) -> None:
        self._limits = (memory, cpu, largest)
        self._wall = wall
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's, None when there is none at present."""
        return self._child.pid if self._child else None

    def call(self, function: str, argument: object, blob: bytes = b"") -> Any:
        """`function(argument, blob)` inside the box: "package.module:name", and its plain (JSON) result.

        BoxError when it crashed or ran into a limit; FeedError when the function raised one.
        """
        job = json.dumps({"call": function, "argument": argument}).encode("utf-8", "replace")
        message = [len(job).to_bytes(8, "big") + job + len(blob).to_bytes(8, "big"), blob]
        with self._lock:
            try:
                answer = self._unpacked(self._exchange(message, time.monotonic() + self._wall))
            except BaseException:
                self._kill()
                raise
            if answer.get("tired"):
                self._kill()
        if "result" in answer:
            return answer["result"]
        if "error" in answer:
            raise FeedError(str(answer["error"]), mend=str(answer.get("mend", "")))
        raise BoxError(str(answer.get("crash", "it gave no answer")))

    def close(self) -> None:
        with self._lock:
            self._kill()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._kill()
            environment = {name: os.environ[name] for name in _KEEP if name in os.environ}
            environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
            environment["PYTHONUTF8"] = "1"
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, numbers as arguments
                [sys.executable, "-P", "-m", "digest.net.box_child", *map(str, self._limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                bufsize=0,
            )
            for pipe in (self._child.stdin, self._child.stdout):
                assert pipe
                os.set_blocking(pipe.fileno(), False)
        return self._child

    def _exchange(self, message: list[bytes], end: float) -> bytearray:
        """Send the job and read the answer's frame before `end`; BoxError when the child dies or dawdles."""
        child = self._start()
        assert child.stdin
        assert child.stdout
        rest, parts, answer = memoryview(b""), message[::-1], bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdin, selectors.EVENT_WRITE)
            selector.register(child.stdout, selectors.EVENT_READ)
            while len(answer) < 8 or len(answer) < 8 + self._size(answer):
                ready = selector.select(max(0.0, end - time.monotonic()))
                if not ready:
                    raise BoxError(f"it took longer than {self._wall:g} s")
                for key, event in ready:
                    if event & selectors.EVENT_WRITE:
                        if not rest and parts:
                            rest = memoryview(parts.pop())
                        try:
                            rest = rest[os.write(key.fd, rest[: 2**16]) :]
                        except BrokenPipeError:
                            raise self._died(child) from None
                        if not rest and not any(parts):
                            selector.unregister(child.stdin)
                    else:
                        piece = os.read(key.fd, 2**16)
                        if not piece:
                            raise self._died(child)
                        answer += piece
        del answer[:8]
        return answer

    def _size(self, answer: bytearray) -> int:
        size = int.from_bytes(answer[:8], "big")
        if size > self._limits[2]:
            raise BoxError("its answer is larger than it may be")
        return size

    def _died(self, child: subprocess.Popen[bytes]) -> BoxError:
        code = child.wait(timeout=5)
        if code == -signal.SIGXCPU:
            return BoxError(f"it needed more than {self._limits[1]} s of processor time")
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return BoxError(f"its reader died ({how})")

    @staticmethod
    def _unpacked(body: bytearray) -> dict[str, Any]:
        """The child read hostile input, so its answer is only data, and it may be nonsense."""
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BoxError(f"its answer could not be read ({type(error).__name__})") from None
        if not isinstance(answer, dict):
            raise BoxError("its answer could not be read")
        return answer

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()


class Boxes:
    """Several boxes, so that as many jobs run at a time. Thread-safe; a context manager; `limits` as of `Box`.

    The box that was used last is used first: a few jobs, one after the other, start one child only.
    """

    def __init__(self, count: int = 0, **limits: Any) -> None:
        """`count` 0: one for each processor that this process may use, at most four."""
        self._boxes = [Box(**limits) for _ in range(count or min(4, _processors()))]
        self._idle: queue.LifoQueue[Box] = queue.LifoQueue()
        for box in self._boxes:
            self._idle.put(box)

    def __enter__(self) -> Boxes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._boxes)

    def call(self, function: str, argument: object, blob: bytes = b"") -> Any:
        """`Box.call` in the first box that is free; waits for one."""
        box = self._idle.get()
        try:
            return box.call(function, argument, blob)
        finally:
            self._idle.put(box)

    def close(self) -> None:
        for box in self._boxes:
            box.close()


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1
