"""`digest serve`: does what is due when it is due, and answers the public pages.

APScheduler is the alarm clock, the store is the truth: every alarm calls the same `run` as the command, which
looks up what is due. A late alarm, a second process or a restart therefore makes no second issue.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from digest.account import Silent
from digest.app.build import Common
from digest.errors import BusyError, DigestError

if TYPE_CHECKING:
    from digest.config import Config
    from digest.pipeline import Digest

LOG = logging.getLogger("digest")

#: How long after a failure, or when something is left to send, it is tried again.
RETRY = timedelta(minutes=5)


class Alarm:
    """Plans the next moment at which something is due, and does it."""

    def __init__(self, common: Common, config: Config) -> None:
        from apscheduler.schedulers.background import BackgroundScheduler

        self._common = common
        self._config = config
        self._stopping = threading.Event()
        self._at_work = threading.Lock()  # held while a tick does what is due
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)

    def start(self) -> None:
        from digest import due

        with self._common.open() as digest:
            passed = due.begin(digest)
        if passed:
            LOG.warning(
                "slot passed over",
                extra={"data": {"slot": passed, "mend": f"to send it: digest send --slot {passed}"}},
            )
        self._scheduler.start()
        self._plan(timedelta())

    def stop(self) -> None:
        """Let a tick under way finish, then stop. The scheduler's own waiting would hold the lock that the tick
        needs to plan the next one."""
        self._stopping.set()
        with self._at_work:
            self._scheduler.shutdown(wait=False)

    def _plan(self, wait: timedelta) -> None:
        run_date = datetime.now(UTC) + max(wait, timedelta())
        self._scheduler.add_job(self.tick, "date", run_date=run_date, id="tick", replace_existing=True)

    def tick(self) -> None:
        """Do what is due, then set the alarm for what comes next."""
        with self._at_work:
            if self._stopping.is_set():
                return
            wait = RETRY
            try:
                since = self._now()
                again = self._run()
                wait = RETRY if again or since is None else self._until_next(since)
            finally:
                self._plan(wait)

    def _run(self) -> bool:
        """Whether it must be tried again soon."""
        try:
            with self._common.account("run") as digest:
                return _run(digest)
        except BusyError as error:
            LOG.info("left to another process", extra={"data": {"why": str(error)}})
        except DigestError as error:
            LOG.error("failed", extra={"data": {"why": str(error), "mend": error.mend}})
        except Exception:
            LOG.exception("unexpected")
        return True

    def _now(self) -> datetime | None:
        """None where the configuration cannot be read: the run that follows says why."""
        try:
            with self._common.open() as digest:
                return digest.clock()
        except (DigestError, OSError):
            return None

    def _until_next(self, since: datetime) -> timedelta:
        """How long to wait; what came due while the work that began at `since` was under way is due at once."""
        with self._common.open() as digest:
            now = digest.clock()
            slot = digest.config.schedule.next(since)
        moments = [moment for moment in (slot.review_at, slot.at) if moment and moment > since]
        # An hour at the most: the machine's clock may be set, and feeds.yaml may have changed.
        return min(max(min(moments) - now, timedelta()), self._config.fetch_every, timedelta(hours=1))


def _run(digest: Digest) -> bool:
    from digest import due

    outcomes = due.run(digest)
    for outcome in outcomes:
        level = logging.ERROR if outcome.error else logging.INFO
        LOG.log(level, "slot", extra={"data": {"slot": outcome.slot, "said": outcome.said}})
        if outcome.error and not outcome.again:
            digest.account.warnings.append(outcome.said)
    digest.account.again = any(outcome.again for outcome in outcomes)
    return digest.account.again


def serve_forever(common: Common, *, host: str, port: int) -> None:
    """Run until SIGTERM or Ctrl-C; a send under way is finished first."""
    import dataclasses

    from digest.app.public import create_public, serve_public
    from digest.app.site import StoreSite
    from digest.config import load
    from digest.deliver import Tokens, load_key
    from digest.store import Store

    # The clock is set once: opened anew at each tick, `--now` would go back to its beginning.
    common = dataclasses.replace(common, progress=Silent(), started=datetime.now(UTC))
    config = load(common.config)
    if not common.quiet:
        LOG.setLevel(min(LOG.level, logging.INFO))
    tokens = Tokens(load_key(config.key_path), config.newsletter.id)
    # A handler runs between two steps of the main thread: it may set a flag, but must not take a lock, as
    # Event.set does, that the main thread may hold at that moment.
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: asked.append(number))
    with Store(config.database_url, config.newsletter.id) as store:
        site = StoreSite(store, tokens, config.newsletter, common.clock())
        app = create_public(site, templates=config.templates_dir, look=config.look)
        public = serve_public(app, host, port)
        alarm = Alarm(common, config)
        alarm.start()
        print(f"digest serves {config.newsletter.title}; pages at {public.address}", flush=True)  # noqa: T201 - the command's output
        try:
            while not asked:
                time.sleep(0.2)
        finally:
            alarm.stop()
            public.stop()
