"""Politeness and the run's time: who may talk to which host, when, and until when anybody may."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from digest.errors import BudgetError

#: From so many hosts on, those that nobody waits for are forgotten.
_MANY = 2048


@dataclass(slots=True)
class _Host:
    """One host's schedule. `freed` is there while somebody waits."""

    busy: int = 0
    waiting: int = 0
    free_at: float = 0.0  #: the next request may start then (monotonic clock)
    freed: threading.Condition | None = None


class Hosts:
    """Seats at each host, the spacing between requests, and the run's budget. Thread-safe.

    `seats` requests at a time to a host; `budget` in seconds for everything, from the first request on. Whoever
    waits for the spacing holds no seat meanwhile.
    """

    def __init__(self, *, seats: int, budget: float) -> None:
        self._seats = seats
        self._budget = budget
        self._end: float | None = None
        self._stopped = False
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextmanager
    def seat(self, name: str, spacing: float) -> Iterator[None]:
        """Wait until the host may be asked, and be the one who asks. BudgetError when the time is used up.

        `spacing` in seconds from the start of this request to that of the next one.
        """
        host = self._enter(name, spacing)
        try:
            yield
        finally:
            with self._lock:
                host.busy -= 1
                if host.freed:
                    host.freed.notify_all()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def stop(self) -> None:
        """From now on nobody is seated: BudgetError for those who wait, and for all who come."""
        with self._lock:
            self._stopped, self._end = True, 0.0
            for host in self._hosts.values():
                if host.freed:
                    host.freed.notify_all()

    def _enter(self, name: str, spacing: float) -> _Host:
        with self._lock:
            now = time.monotonic()
            if self._end is None:
                self._end = now + self._budget
            if len(self._hosts) > _MANY:
                self._forget(now)
            host = self._hosts.setdefault(name, _Host())
            while (wait := self._wait(host, spacing, now)) != 0.0:
                if now >= self._end:
                    break
                self._sleep(host, min(wait, self._end - now))
                now = time.monotonic()
            if now >= self._end:
                raise self.refusal(name)
            host.busy += 1
            host.free_at = max(host.free_at, now + spacing)
            return host

    def _wait(self, host: _Host, spacing: float, now: float) -> float:
        """Seconds until it is worth looking again; 0 when the host may be asked now."""
        if host.busy >= self._seats:
            return threading.TIMEOUT_MAX
        return max(0.0, host.free_at - now) if spacing else 0.0

    def _sleep(self, host: _Host, seconds: float) -> None:
        if host.freed is None:
            host.freed = threading.Condition(self._lock)
        host.waiting += 1
        try:
            host.freed.wait(min(seconds, threading.TIMEOUT_MAX))
        finally:
            host.waiting -= 1
            if not host.waiting:
                host.freed = None

    def refusal(self, name: str) -> BudgetError:
        """Why nobody is asked any more."""
        if self._stopped:
            return BudgetError(f"{name}: not asked, the run was stopped", mend="it is asked at the next run")
        return BudgetError(
            f"{name}: not asked, the run's {self._budget:g} s are used up",
            mend="it is asked at the next run; fewer feeds, or fewer of one host, take less time",
        )

    def _forget(self, now: float) -> None:
        idle = [name for name, host in self._hosts.items() if not host.busy and not host.waiting]
        for name in idle:
            if self._hosts[name].free_at <= now:
                del self._hosts[name]
