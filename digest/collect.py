"""Collect: read the feeds and keep what they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import digest
from digest import slots
from digest.account import Account, FeedLine, Progress
from digest.config import Config
from digest.errors import OfflineError
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
    """Ask every feed, and fill the account. OfflineError when not one of them answered."""
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
    """OfflineError when nobody answered. A feed that its publisher asked to leave alone for a while, or that is
    disabled, says nothing about the network: with none but such, the letter is made of what was read before."""
    lines = [line for line in account.feeds if not _rests(line, states)]
    if account.feeds and not lines:
        account.warnings.append("no feed was asked: all rest, or are disabled")
    elif lines and not any(line.outcome in _ANSWERED for line in lines):
        who = "the feed did not answer" if len(lines) == 1 else f"none of the {len(lines)} feeds answered"
        raise OfflineError(
            f"{who}; {lines[0].title}: {lines[0].error}",
            mend="look at the network and at `digest feeds check`; what was read before is kept",
        )


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
