"""Progress: bars on a terminal, plain lines in a pipe, nothing with --quiet. Always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from digest.account import Progress, Silent, Step

if TYPE_CHECKING:
    from rich.console import Console


class Bars:
    """rich progress bars; each goes when its work is done."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as RichProgress

        columns = (
            TextColumn("{task.description:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with RichProgress(*columns, console=self._console, transient=True) as bars:
            task = bars.add_task(name, total=total)

            def advance(done: int = 1) -> None:
                bars.advance(task, done)

            yield advance

    def note(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False)


class Lines:
    """A line when work begins, one each few seconds, one when it ends."""

    EVERY = 5.0  #: seconds

    def __init__(self, out: TextIO) -> None:
        self._out = out

    @contextmanager
    def step(self, name: str, total: int) -> Iterator[Step]:
        begin = said = time.monotonic()
        count = 0

        def advance(done: int = 1) -> None:
            nonlocal count, said
            count += done
            if time.monotonic() - said >= self.EVERY:
                said = time.monotonic()
                self.note(f"{name}: {count} of {total}")

        yield advance
        self.note(f"{name}: {count} of {total} in {time.monotonic() - begin:.1f} s")

    def note(self, text: str) -> None:
        print(text, file=self._out, flush=True)


def progress(*, quiet: bool) -> Progress:
    """What fits the place where standard error goes."""
    if quiet:
        return Silent()
    if sys.stderr.isatty():
        from rich.console import Console

        return Bars(Console(stderr=True))
    return Lines(sys.stderr)
