"""How all feeds are doing, from what the store remembers of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest.config import Config
from digest.store import Store
from digest.types import FeedState

if TYPE_CHECKING:
    from digest.feeds.health import Condition
    from digest.store.feeds import Activity

#: Pages that feeds were seen to hold since then tell whether two of them are one.
LATELY = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Survey:
    """A condition a feed, in the order of feeds.yaml, and what it was found by."""

    conditions: list[Condition]
    states: dict[str, FeedState]
    activity: dict[str, Activity]
    now: datetime

    def lines(self) -> list[str]:
        """What the account says of feeds beyond what each answered: silent, duplicate, moved, and disabled by
        this very answer. A line a sign."""
        told = ("silent", "duplicate", "moved")
        return [
            f"{c.title} {sign.said}"
            for c in self.conditions
            for sign in c.signs
            if sign.kind in told or (sign.kind == "disabled" and self._just_asked(c.feed.url))
        ]

    def _just_asked(self, url: str) -> bool:
        return url in self.states and self.states[url].last_attempt == self.now


def survey(
    config: Config, store: Store, *, now: datetime, states: dict[str, FeedState] | None = None
) -> Survey:
    """Look at every configured feed. `states`, where they are known already, spare a look into the store."""
    from digest.feeds.health import conditions, twins

    states = store.feeds.states() if states is None else states
    activity = store.feeds.activity(now)
    pages, shared = store.feeds.pages([feed.url for feed in config.feeds], now - LATELY)
    found = conditions(
        config.feeds,
        states,
        {url: busy.newest for url, busy in activity.items()},
        twins(pages, shared),
        now=now,
        silent_after=timedelta(weeks=config.file.fetch.silent_weeks),
    )
    return Survey(found, states, activity, now)
