"""Collect: read the feeds and keep what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import digest
from digest import slots
from digest.account import Account, FeedLine, Progress
from digest.config import Config
from digest.errors import FeedError, OfflineError
from digest.keep import Arrived, Keeper, arrived
from digest.store import Store
from digest.survey import survey
from digest.types import Feed, FeedState, Fetched

if TYPE_CHECKING:
    from digest.net.client import Policy

OUTCOMES = ("fetched", "unchanged", "deferred", "failed", "disabled", "quarantined")
_ANSWERED = ("fetched", "unchanged", "quarantined")


def policy(config: Config) -> Policy:
    """The network's rules as configured."""
    from digest.net.client import Policy as NetPolicy

    part = config.file.fetch
    contact = f"; +{part.contact}" if part.contact else ""
    return NetPolicy(
        user_agent=f"digest/{digest.__version__} (newsletter{contact})",
        allow_private=part.allow_private
        if isinstance(part.allow_private, bool)
        else tuple(part.allow_private),
        ports=tuple(part.ports),
        budget=slots.parse_duration(part.budget).total_seconds(),
    )


def collect(config: Config, store: Store, account: Account, progress: Progress, *, now: datetime) -> None:
    """Ask every feed, and fill the account. When not one of them was read: OfflineError where to ask again later may
    help, else FeedError."""
    states = store.feeds.states()
    jobs = [(feed, states.get(feed.url) or FeedState(url=feed.url)) for feed in config.feeds]
    jobs.sort(key=_last_asked)  # who was not reached in time the last time comes first
    try:
        _collect(config, store, account, progress, jobs, states, now)
    finally:  # also of a fetch that was stopped: what it had read is kept
        _reckon(account)
    account.health = survey(config, store, now=now, states=states).lines()
    _look_for_network(account, states)


def _look_for_network(account: Account, states: Mapping[str, FeedState]) -> None:
    """An error when nothing was read. A feed that its publisher asked to leave alone for a while, or that is
    disabled, says nothing about the network: with none but such, the letter is made of what was read before."""
    lines = [line for line in account.feeds if not _rests(line, states)]
    if account.feeds and not lines:
        account.warnings.append("no feed was asked: all rest, or are disabled")
    elif lines and not any(line.outcome in _ANSWERED for line in lines):
        raise _nobody(lines)


#: A failure that passes by itself says so in what to do about it (`digest.net.client`, `digest.feeds.fetch`); a name
#: that is not known may be the network's fault.
_PASSING = re.compile(r"\bagain\b|name service")
#: 4xx that pass: Request Timeout, Too Early, Too Many Requests (RFC 9110 § 15.5.9, RFC 8470, RFC 6585).
_BUSY = (408, 425, 429)


def _passes(line: FeedLine) -> bool:
    """Whether to ask the feed once more later may help: it is for the network or the server to mend, not for us."""
    from digest.feeds.health import remedy

    if line.status >= 400:
        return line.status >= 500 or line.status in _BUSY
    if line.outcome == "deferred":  # perhaps for a failure that is remembered in words only
        known = remedy(line.error)
        return not known or bool(_PASSING.search(known))
    return bool(_PASSING.search(line.mend))


def _nobody(lines: Sequence[FeedLine]) -> FeedError:
    """No feed was read: OfflineError when one of the failures passes, else what a later run would find again."""
    passing = [line for line in lines if _passes(line)]
    first = (passing or lines)[0]
    who = "the feed did not answer" if len(lines) == 1 else f"none of the {len(lines)} feeds answered"
    if not passing:
        who = "the feed was not read" if len(lines) == 1 else f"none of the {len(lines)} feeds was read"
    said = f"{who}; {first.title}: {first.error.removeprefix(f'{first.url}: ')}"
    if passing:
        mend = "look at the network and at `digest feeds check`; what was read before is kept"
        return OfflineError(said, mend=mend)
    return FeedError(said, mend=first.mend or "`digest feeds check` says what to do about each")


def _rests(line: FeedLine, states: Mapping[str, FeedState]) -> bool:
    state = states.get(line.url)
    return line.outcome == "disabled" or (line.outcome == "deferred" and state is not None and state.answered)


def _last_asked(job: tuple[Feed, FeedState]) -> datetime:
    return job[1].last_attempt or datetime.min.replace(tzinfo=UTC)


def _collect(
    config: Config,
    store: Store,
    account: Account,
    progress: Progress,
    jobs: Sequence[tuple[Feed, FeedState]],
    states: dict[str, FeedState],
    now: datetime,
) -> None:
    """Fetch, read and keep; `states` is brought up to date."""
    from digest.feeds.fetch import fetch_feeds
    from digest.net.box import Boxes
    from digest.net.client import Client

    before = {feed.url: state for feed, state in jobs}
    with (
        account.stage("fetch"),
        Client(policy(config)) as client,
        Boxes() as boxes,
        progress.step("fetching feeds", len(jobs)) as advance,
    ):
        keeper = Keeper(store, account, states, now)

        def read(fetched: Fetched) -> Arrived:
            return arrived(boxes, fetched, before[fetched.feed.url], now=now)

        try:
            for one in fetch_feeds(client, jobs, now=now, then=read, workers=config.file.fetch.workers):
                keeper.add(one)
                advance()
        finally:
            keeper.flush()


def _reckon(account: Account) -> None:
    account.feeds.sort(key=lambda line: line.title.casefold())
    outcomes = [line.outcome for line in account.feeds]
    account.count(**{f"feeds_{name}": outcomes.count(name) for name in OUTCOMES})
    account.count(
        entries_seen=sum(line.seen for line in account.feeds),
        entries_new=sum(line.new for line in account.feeds),
        entries_edited=sum(line.edited for line in account.feeds),
    )
