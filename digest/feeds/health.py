"""How feeds are doing: what their editor should look at, and what is worth a note. Pure.

It is read from what was remembered (`digest.feeds.memory`); nothing here fetches, stores or sends.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Literal

from digest.feeds.characters import one_line
from digest.types import Feed, FeedState

# -- do two feeds bring the same pages? -------------------------------------------------------------

#: Two feeds are one when they share so much of what the smaller one brought lately, and so many pages.
SAME_SHARE = 0.8
SAME_PAGES = 5
#: A page in more feeds than this is everybody's news and says nothing about two of them.
_COMMON = 20


def twins(pages: Mapping[str, int], shared: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Feeds that bring the same pages as another one: the smaller's address -> the larger's.

    `pages` counts each feed's recent pages, in the order of the configuration: of two equal ones the later is the
    duplicate. `shared` lists the feeds of each page that several have.
    """
    common: Counter[tuple[str, str]] = Counter()
    place = {url: number for number, url in enumerate(pages)}
    for feeds in shared.values():
        held = sorted({url for url in feeds if url in place}, key=place.__getitem__)
        if len(held) <= _COMMON:
            common.update(combinations(held, 2))
    found: dict[str, str] = {}
    for (first, second), count in sorted(common.items(), key=lambda pair: (-pair[1], pair[0])):
        small, large = (first, second) if pages[first] < pages[second] else (second, first)
        if count >= SAME_PAGES and count >= SAME_SHARE * pages[small]:
            found.setdefault(small, large)
    return found


# -- what the editor should know --------------------------------------------------------------------

Kind = Literal["quarantined", "disabled", "failing", "never read", "silent", "duplicate", "moved"]

#: A note to the editor is worth one mail; these are, failing once it has lasted.
TOLD: frozenset[Kind] = frozenset({"quarantined", "disabled", "failing", "silent"})
FAILING_FOR = timedelta(days=3)
#: It works; it is only said.
HARMLESS: frozenset[Kind] = frozenset({"never read", "moved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something to know about a feed."""

    kind: Kind
    said: str  #: in words, one line
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How one feed is doing, the most pressing sign first; no sign is well."""

    feed: Feed
    title: str  #: one line
    signs: tuple[Sign, ...] = ()

    @property
    def said(self) -> str:
        return "; ".join(sign.said for sign in self.signs) or "well"

    @property
    def needs_care(self) -> bool:
        return any(sign.kind not in HARMLESS for sign in self.signs)


def conditions(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    newest: Mapping[str, datetime | None],
    same: Mapping[str, str],
    *,
    now: datetime,
    silent_after: timedelta,
) -> list[Condition]:
    """A condition a feed, in the order of the configuration. `newest` is each feed's newest entry, `same` is what
    `twins` found."""
    titles = {feed.url: _title(feed, states.get(feed.url)) for feed in feeds}
    found = []
    for feed in feeds:
        state = states.get(feed.url) or FeedState(url=feed.url)
        signs = _signs(state, newest.get(feed.url), now, silent_after)
        if feed.url in same:
            twin = titles.get(same[feed.url], same[feed.url])
            mend = "one of the two is enough; remove the other from feeds.yaml"
            signs.append(Sign(kind="duplicate", said=f"brings the same pages as {twin}", mend=mend))
        signs += _moved(state)
        found.append(Condition(feed=feed, title=titles[feed.url], signs=tuple(signs)))
    return found


def _title(feed: Feed, state: FeedState | None) -> str:
    return feed.title or one_line(state.title if state else "")[:120] or feed.url


def _signs(state: FeedState, newest: datetime | None, now: datetime, silent_after: timedelta) -> list[Sign]:
    url = state.url
    signs = []
    if state.quarantine:
        said = f"quarantined{_since(state.quarantined_at)}: {state.quarantine}"
        mend = f"`digest feeds accept {url}` takes it as it is now; else remove it from feeds.yaml"
        signs.append(Sign(kind="quarantined", said=said, mend=mend))
    if state.disabled:
        said = f"disabled, not asked any more: {state.disabled}"
        mend = f"remove it from feeds.yaml, or `digest feeds enable {url}` asks it again"
        return [*signs, Sign(kind="disabled", said=said, mend=mend)]
    if state.last_success is None and not state.failures and not state.quarantine:
        return [*signs, Sign(kind="never read", said="never read", mend="`digest fetch` reads it")]
    if state.failures:
        signs.append(_failing(state))
    last = newest or state.first_success or now
    # What came since it fails or waits is not known. Silent before is silent still: a hiccup does not make it news.
    asked = min(filter(None, (now, state.failing_since, state.quarantined_at if state.quarantine else None)))
    if state.last_success and last < asked - silent_after:
        weeks = max((now - last).days // 7, 1)
        said = f"silent for {weeks} weeks" if weeks > 1 else "silent for a week"
        mend = "look whether the publisher has stopped, or has another feed now"
        signs.append(Sign(kind="silent", said=said, mend=mend))
    return signs


#: What to do about a failure that is remembered in words only, the more particular first. `digest.feeds.fetch` and
#: `digest.net` say the same at the moment it happens.
_MENDS = (
    (r"the server answered 401\b", "the feed wants a login; use an address that needs none"),
    (r"the server answered 402\b", "the feed has to be paid for; remove it from feeds.yaml"),
    (r"the server answered 403\b", "the publisher refuses programs; set fetch.contact, or ask them"),
    (r"the server answered 451\b", "the publisher may not offer it here; remove it from feeds.yaml"),
    (
        r"the server answered 4(?:04|10)\b|an HTML page|not a feed\b",
        "`digest feeds add` with the site's address finds the feed that it has now",
    ),
    (r"no such host", "check the address; the site may be gone, or the network's name service"),
    (r"its certificate was not accepted", "the publisher has to renew it"),
    (
        r"and is not dialled",
        "fetch.allow_private in feeds.yaml opens private addresses, if this is a host of yours",
    ),
    (r"port \d+ is not dialled", "fetch.ports in feeds.yaml says which ports are dialled"),
    (r"user name or password in it", "use an address that needs no credentials"),
    (r"larger than [\d.]+ MB", "ask the publisher for a shorter feed"),
)
_WAIT = "it is asked again by itself; if this lasts, look at the address in a browser, or ask the publisher"


def remedy(error: str) -> str:
    """What somebody has to do about a failure, as it was worded; "" for one that may pass by itself."""
    return next((mend for pattern, mend in _MENDS if re.search(pattern, error)), "")


def _failing(state: FeedState) -> Sign:
    times = "once" if state.failures == 1 else f"{state.failures} times in a row"
    error = one_line(state.last_error)
    cause = error.removeprefix(f"{state.address or state.url}: ").removeprefix(f"{state.url}: ")
    said = f"failing, {times}{_since(state.failing_since)}" + (f": {cause}" if cause else "")
    return Sign(kind="failing", said=said, mend=remedy(error) or _WAIT)


def _moved(state: FeedState) -> list[Sign]:
    if state.address:
        mend = "nothing to do: it is read there; its entries stay known by the old address"
        return [Sign(kind="moved", said=f"moved for good to {one_line(state.address)}", mend=mend)]
    return []


def _since(moment: datetime | None) -> str:
    return f" since {moment:%Y-%m-%d}" if moment else ""


def news(
    found: Iterable[Condition], states: Mapping[str, FeedState], *, now: datetime
) -> dict[str, set[Kind]]:
    """By feed address, the facts that are worth a note to the editor; what fails, once it has for `FAILING_FOR`."""
    facts: defaultdict[str, set[Kind]] = defaultdict(set)
    for condition in found:
        state = states.get(condition.feed.url)
        since = state.failing_since if state else None
        for sign in condition.signs:
            lasting = sign.kind != "failing" or (since is not None and since <= now - FAILING_FOR)
            if sign.kind in TOLD and lasting:
                facts[condition.feed.url].add(sign.kind)
    return dict(facts)
