"""The account of a run: what was read, chosen and sent, what was left out and why, and what it cost."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol


class Step(Protocol):
    """A long piece of work, told of as it goes."""

    def __call__(self, done: int = 1) -> None: ...


class Progress(Protocol):
    """Where progress is shown: a bar, a line, or nowhere."""

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]: ...

    def note(self, text: str) -> None:
        """One line for whoever watches."""


def _nothing(done: int = 1) -> None:
    """A step that nobody is told of."""


class Silent:
    """Progress that nobody watches."""

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]:  # noqa: ARG002 - the protocol's names
        yield _nothing

    def note(self, text: str) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    seconds: float
    peak_mb: float  #: of the process, until the stage's end


@dataclass(frozen=True, slots=True)
class FeedLine:
    """What one feed brought."""

    title: str  #: the editor's name for it, else the feed's own, else its address
    url: str  #: as feeds.yaml has it
    outcome: str  #: fetched, unchanged, deferred, failed, disabled, quarantined
    status: int  #: of HTTP; 0 when there was no answer
    #: From the request to the last byte, redirects included; of a failure, until it was given up.
    seconds: float
    seen: int = 0  #: entries that the document held and that were read
    new: int = 0  #: of these, kept for the first time
    edited: int = 0  #: of these, known but with another title or text
    cut: int = 0  #: titles and texts shortened, and entries left out, because of a limit
    bytes: int = 0  #: of the body, decoded
    moved_to: str = ""  #: where the publisher said that the feed has moved for good
    problems: tuple[str, ...] = ()  #: what was mended, cut or left out, in words
    error: str = ""  #: what went wrong
    mend: str = ""  #: what to do about it


@dataclass(slots=True)
class Account:
    """Filled in while a run goes on; `dict()` is what is kept."""

    feeds: list[FeedLine] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)  #: a line a feed that is silent, a duplicate, has moved …
    again: bool = False  #: something is left that a later run will do

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage; one that fails is in the account too."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.stages.append(Stage(name, round(time.perf_counter() - begin, 3), peak_mb()))

    def count(self, **numbers: int) -> None:
        self.counts.update(numbers)

    def dict(self) -> dict[str, Any]:
        return asdict(self)


def peak_mb() -> float:
    """The most memory this process has held, in MB (getrusage counts KiB, on macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
