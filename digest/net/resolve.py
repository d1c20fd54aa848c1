"""Names to addresses, within a deadline, and asked for once.

The system's resolver knows no deadline, so it runs in a thread that may be left behind. Such threads are used
again while they are idle. Answers are kept for a minute: what they say is checked at each dial, so an old answer
opens nothing.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from typing import Any

from digest.errors import UnreachableError

Candidate = tuple[int, tuple[Any, ...]]  #: address family, socket address

#: Seconds for which an answer is used again, and how many are kept.
_FRESH = 60.0
_KEPT = 1024
_Answer = list[Candidate] | OSError


class Resolver:
    """getaddrinfo with a deadline and a short memory. Thread-safe."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[str, int, queue.SimpleQueue[_Answer]] | None] = (
            queue.SimpleQueue()
        )
        self._lock = threading.Lock()
        self._idle = self._threads = 0
        self._known: dict[tuple[str, int], tuple[float, list[Candidate]]] = {}
        self._waiting: set[queue.SimpleQueue[_Answer]] = set()
        self._stopped = False

    def ask(self, host: str, port: int, seconds: float) -> list[Candidate]:
        """Where `host` is. UnreachableError when there is no such host, TimeoutError after `seconds`, OSError when
        it failed or was stopped."""
        known = self._known.get((host, port))
        if known and known[0] > time.monotonic():
            return known[1]
        found = self._asked(host, port, seconds)
        if isinstance(found, socket.gaierror):
            raise UnreachableError(
                f"{host}: no such host ({found.strerror})",
                mend="check the address, and the network's name service",
            )
        if isinstance(found, OSError):
            raise found
        self._keep(host, port, found)
        return found

    def _asked(self, host: str, port: int, seconds: float) -> _Answer:
        answer: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        with self._lock:
            if self._stopped:
                return OSError("stopped")
            self._waiting.add(answer)
        try:
            self._helper()
            self._jobs.put((host, port, answer))
            return answer.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError("deadline") from None
        finally:
            with self._lock:
                self._waiting.discard(answer)

    def stop(self) -> None:
        """Nobody waits for a name any more: OSError for those who do."""
        with self._lock:
            self._stopped = True
            for answer in self._waiting:
                answer.put(OSError("stopped"))

    def close(self) -> None:
        """End the idle threads; one that still waits for an answer ends after it."""
        with self._lock:
            threads, self._threads, self._idle = self._threads, 0, 0
        for _ in range(threads):
            self._jobs.put(None)

    def _keep(self, host: str, port: int, found: list[Candidate]) -> None:
        with self._lock:
            while len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[host, port] = (time.monotonic() + _FRESH, found)

    def _helper(self) -> None:
        """See to it that a thread is there for one more job."""
        with self._lock:
            if self._idle > 0:
                self._idle -= 1
                return
            self._threads += 1
        threading.Thread(target=self._work, name="resolve", daemon=True).start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            host, port, answer = job
            answer.put(_looked_up(host, port))
            with self._lock:
                self._idle += 1


def _looked_up(host: str, port: int) -> _Answer:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except OSError as error:
        return error
    except UnicodeError as error:  # a label of more than 63 characters
        return OSError(str(error))
    return [(family, address) for family, _, _, _, address in found]
