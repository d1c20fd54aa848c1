"""Collect: read the feeds and keep what they hold."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import digest
from digest.account import Account, FeedLine, Progress
from digest.config import Config
from digest.errors import FeedError, OfflineError
from digest.store import Store
from digest.types import Entry, Feed, FeedState, Fetched

if TYPE_CHECKING:
    from digest.feeds.parse import Parser
    from digest.net.client import Policy

LOG = logging.getLogger("digest")

OUTCOMES = ("fetched", "unchanged", "deferred", "failed")


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
    )


def collect(config: Config, store: Store, account: Account, progress: Progress, *, now: datetime) -> None:
    """Ask every feed, and fill the account. OfflineError when not one of them answered."""
    states = store.feeds.states()
    jobs = [(feed, states.get(feed.url) or FeedState(url=feed.url)) for feed in config.feeds]
    try:
        _collect(config, store, account, progress, jobs, states, now)
    finally:  # also of a fetch that was stopped: what it had read is kept
        _reckon(account)
    if account.feeds and not any(line.outcome in ("fetched", "unchanged") for line in account.feeds):
        first = account.feeds[0]
        raise OfflineError(
            f"none of the {len(account.feeds)} feeds answered; {first.title}: {first.error}",
            mend="look at the network and at `digest feeds check`; what was read before is kept",
        )


def _collect(
    config: Config,
    store: Store,
    account: Account,
    progress: Progress,
    jobs: Sequence[tuple[Feed, FeedState]],
    states: Mapping[str, FeedState],
    now: datetime,
) -> None:
    from digest.feeds.fetch import fetch_feeds
    from digest.feeds.parse import Parser
    from digest.net.client import Client

    with (
        account.stage("fetch"),
        Client(policy(config)) as client,
        Parser() as parser,
        progress.step("fetching feeds", len(jobs)) as advance,
    ):
        for fetched in fetch_feeds(client, jobs, now=now, workers=config.file.fetch.workers):
            state = states.get(fetched.feed.url) or FeedState(url=fetched.feed.url)
            line = keep(store, fetched, state, parser, now)
            LOG.info("feed", extra={"data": {"url": line.url, "outcome": line.outcome, "new": line.new}})
            account.feeds.append(line)
            advance()


def keep(store: Store, fetched: Fetched, state: FeedState, parser: Parser, now: datetime) -> FeedLine:
    """Parse, clean and store one feed's answer. Whatever is wrong with it stays its own affair."""
    from digest.feeds.clean import entries_of
    from digest.feeds.fetch import after

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    title, size = state.title, len(fetched.body)
    if fetched.outcome == "fetched":
        try:
            parsed = parser.parse(fetched)
            entries, problems = entries_of(parsed, fetched.feed, now=now)
            title = parsed.title or title
        except FeedError as error:
            fetched = dataclasses.replace(fetched, outcome="failed", error=str(error), mend=error.mend)
    kept = store.feeds.keep(after(state, fetched, parsed_title=title, now=now), entries)
    return FeedLine(
        title=fetched.feed.title or title or fetched.feed.url,
        url=fetched.feed.url,
        outcome=fetched.outcome,
        status=fetched.status,
        seconds=round(fetched.seconds, 3),
        seen=len(entries),
        new=kept.new,
        edited=kept.edited,
        bytes=size,
        problems=problems,
        error=fetched.error,
        mend=fetched.mend,
    )


def _reckon(account: Account) -> None:
    account.feeds.sort(key=lambda line: line.title.casefold())
    outcomes = [line.outcome for line in account.feeds]
    account.count(**{f"feeds_{name}": outcomes.count(name) for name in OUTCOMES})
    account.count(
        entries_seen=sum(line.seen for line in account.feeds),
        entries_new=sum(line.new for line in account.feeds),
        entries_edited=sum(line.edited for line in account.feeds),
    )
