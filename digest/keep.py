"""Keep: what arrived of the feeds goes into the store, many feeds at a time, and into the account."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from digest.account import Account, FeedLine
from digest.errors import FeedError, StoreError
from digest.store import Kept, Store
from digest.types import Entry, FeedState, Fetched, Reading

if TYPE_CHECKING:
    from digest.feeds.read import Caller

LOG = logging.getLogger("digest")

#: Feeds are kept together, a transaction for so many entries or feeds, or after so many seconds: each commit waits
#: for the disk. What a crash loses is fetched again.
_ENTRIES_TOGETHER = 2_000
_FEEDS_TOGETHER = 250
_SECONDS_TOGETHER = 2.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """A feed's answer, read: no body any more."""

    fetched: Fetched
    state: FeedState  #: before
    reading: Reading = field(default_factory=Reading)


def arrived(boxes: Caller, fetched: Fetched, state: FeedState, *, now: datetime) -> Arrived:
    """Read an answer. Whatever is wrong with its document stays this feed's affair."""
    from digest.feeds.read import read

    if fetched.outcome != "fetched":
        return Arrived(fetched, state)
    reading = Reading()
    try:
        reading = read(boxes, fetched, now=now)
    except FeedError as error:
        fetched = dataclasses.replace(fetched, outcome="failed", error=str(error), mend=error.mend)
    except Exception as error:  # noqa: BLE001 - a surprise in one feed is this feed's; it is reported in full
        said = f"{fetched.feed.url}: {type(error).__name__}: {error}"
        fetched = dataclasses.replace(fetched, outcome="failed", error=said)
    return Arrived(dataclasses.replace(fetched, body=b""), state, reading)


class Keeper:
    """Keeps what arrives, many feeds in one transaction, and fills the account with a line each."""

    def __init__(self, store: Store, account: Account, states: dict[str, FeedState], now: datetime) -> None:
        """`states` is brought up to date with what is kept."""
        self._store, self._account, self._states, self._now = store, account, states, now
        self._waiting: list[Arrived] = []
        self._entries = 0
        self._since = time.monotonic()

    def add(self, one: Arrived) -> None:
        try:
            one = self._checked(one)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a surprise in one feed is this feed's; it is reported in full
            one = _failed(one, f"{one.state.url}: {type(error).__name__}: {str(error)[:200]}")
        self._waiting.append(one)
        self._entries += len(one.reading.entries)
        full = self._entries >= _ENTRIES_TOGETHER or len(self._waiting) >= _FEEDS_TOGETHER
        if full or time.monotonic() - self._since >= _SECONDS_TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Keep what waits. A feed that cannot be kept does not take the others with it."""
        waiting, self._waiting, self._entries = self._waiting, [], 0
        try:
            kept = self._keep(waiting)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - one of them is poisoned; it is found, and named, below
            for one in waiting:
                self._tell(*self._alone(one))
        else:
            for one, what in zip(waiting, kept, strict=True):
                self._tell(one, what)
        self._since = time.monotonic()

    def _checked(self, one: Arrived) -> Arrived:
        """Entries that are known under the ids they have; none, and one that waits for the editor, when it looks like
        another feed under the old address."""
        from digest.feeds.hijack import SAMPLE, quarantined, suspect
        from digest.feeds.identity import reconcile

        if one.fetched.outcome != "fetched" or one.state.first_success is None:
            return one
        url = one.state.url
        why = suspect(one.state, one.fetched, one.reading, lambda: self._store.feeds.recent(url, SAMPLE))
        if not why:
            entries = reconcile(self._store.feeds.resembling(url, one.reading.entries), one.reading.entries)
            return dataclasses.replace(one, reading=dataclasses.replace(one.reading, entries=entries))
        reading = dataclasses.replace(one.reading, entries=())
        return dataclasses.replace(one, fetched=quarantined(one.fetched, why), reading=reading)

    def _keep(self, waiting: Sequence[Arrived]) -> list[Kept]:
        """What keeping changed, for each. Who was not asked has nothing to keep: its state may have been changed
        by hand meanwhile (`digest feeds enable`)."""
        from digest.feeds.memory import after, just_asked

        asked: list[FeedState] = []
        others: list[Arrived] = []
        for one in waiting:
            if quick := just_asked(one.state, one.fetched, now=self._now):
                asked.append(quick)
            elif one.fetched.outcome not in ("deferred", "disabled"):
                others.append(one)
        # As they are by now: the editor may have accepted or enabled one while it was read.
        known = self._store.feeds.states([one.state.url for one in others])
        rows: list[tuple[FeedState, Sequence[Entry]]] = []
        for one in others:
            read, before = one.reading, known.get(one.state.url) or one.state
            state = after(
                before,
                one.fetched,
                parsed_title=read.title,
                site=read.site,
                empty=not read.entries,
                now=self._now,
            )
            rows.append((state, read.entries))
        changes = self._store.feeds.keep_all(rows, asked=asked)
        kept = {state.url: change for (state, _), change in zip(rows, changes, strict=True)}
        self._states.update((state.url, state) for state in (*asked, *(state for state, _ in rows)))
        return [kept.get(one.state.url, Kept(0, 0)) for one in waiting]

    def _alone(self, one: Arrived) -> tuple[Arrived, Kept]:
        try:
            return one, self._keep([one])[0]
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - reported in full, as this feed's
            said = f"{one.state.url}: could not be kept ({type(error).__name__}: {str(error)[:200]})"
            one = _failed(one, said)
            return one, self._keep([one])[0]

    def _tell(self, one: Arrived, kept: Kept) -> None:
        line = line_of(one, kept)
        LOG.info("feed", extra={"data": {"url": line.url, "outcome": line.outcome, "new": line.new}})
        self._account.feeds.append(line)


def _failed(one: Arrived, said: str) -> Arrived:
    """The same, as one that could not be read: nothing of it is kept."""
    return Arrived(dataclasses.replace(one.fetched, outcome="failed", error=said), one.state)


def line_of(one: Arrived, kept: Kept) -> FeedLine:
    """What the account says of a feed."""
    fetched, reading = one.fetched, one.reading
    return FeedLine(
        title=fetched.feed.title or reading.title or one.state.title or fetched.feed.url,
        url=fetched.feed.url,
        outcome=fetched.outcome,
        status=fetched.status,
        seconds=round(fetched.seconds, 3),
        seen=len(reading.entries),
        new=kept.new,
        edited=kept.edited,
        cut=reading.cut,
        bytes=fetched.size,
        moved_to=fetched.moved_to,
        problems=reading.problems,
        error=fetched.error,
        mend=fetched.mend,
    )
