"""Builds the parts, once: configuration, store, clock, progress -> Digest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from digest.account import Progress, Silent
from digest.errors import EXIT_TRY_AGAIN, DigestError

if TYPE_CHECKING:
    from digest.config import Config
    from digest.pipeline import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """The options that every command takes."""

    config: Path = Path("feeds.yaml")
    now: datetime | None = None  #: what `--now` says
    started: datetime = field(default_factory=lambda: datetime.now(UTC))  #: the real time when it was said
    quiet: bool = False
    verbose: int = 0
    progress: Progress = field(default_factory=Silent)

    def clock(self) -> Callable[[], datetime]:
        """The real clock, or one that was set to `--now` when the program started and goes on from there."""
        offset = self.now - self.started if self.now else timedelta()
        return lambda: datetime.now(UTC) + offset

    @contextmanager
    def open(self) -> Iterator[Digest]:
        """A Digest on the configured store; closed in the end."""
        from digest.config import load

        with build(load(self.config), clock=self.clock(), progress=self.progress) as digest:
            yield digest

    @contextmanager
    def account(self, command: str, *, slot: str = "") -> Iterator[Digest]:
        """`open`, and the account of what was done is kept in the store, whether it went well or not.

        Nothing done, as when cron calls and nothing is due, leaves nothing to keep.
        """
        with self.open() as digest:
            started, outcome = digest.clock(), "failed"
            begin = time.perf_counter()
            try:
                yield digest
                outcome = "again" if digest.account.again else "done"
            except BrokenPipeError:
                outcome = "done"  # the work was done; nobody wanted to read of it
                raise
            except (KeyboardInterrupt, SystemExit):
                digest.account.warnings.append("stopped by hand")
                raise
            except DigestError as error:
                outcome = "again" if error.exit_code == EXIT_TRY_AGAIN else "failed"
                digest.account.warnings.append(str(error))
                raise
            except BaseException as error:
                digest.account.warnings.append(f"{type(error).__name__}: {error}")
                raise
            finally:
                _keep(digest, command, slot, started, time.perf_counter() - begin, outcome)


def _keep(digest: Digest, command: str, slot: str, started: datetime, seconds: float, outcome: str) -> None:
    """An account that cannot be kept (the disk is full) must not hide what went wrong before."""
    from digest.store import Run

    account = digest.account.dict()
    if not any(account.values()):
        return
    run = Run(
        command=command,
        slot=slot,
        started=started,
        seconds=round(seconds, 3),
        outcome=outcome,
        account=account,
    )
    try:
        digest.store.runs.add(run)
    except DigestError as error:
        digest.progress.note(f"the account of this run could not be kept: {error}")


@contextmanager
def build(
    config: Config, *, clock: Callable[[], datetime], progress: Progress | None = None
) -> Iterator[Digest]:
    """Open the store and put the parts together."""
    from digest.pipeline import Digest as Pipeline
    from digest.store import Store

    with Store(config.database_url, config.file.newsletter.id) as store:
        yield Pipeline(config, store, clock=clock, progress=progress)
