"""What is remembered of a feed from one fetch to the next: state and answer in, next state out. Pure."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from digest.types import FeedState, Fetched, utc

#: So many answers in a row that name one new address are believed (a mistake is mostly mended sooner), and so
#: many failures of that address in a row have the old one asked again.
MOVED_AFTER = 3
MOVED_BACK_AFTER = 3
_LONGEST_URL = 4000
#: Of a feed that answered.
_WELL: dict[str, Any] = {"failures": 0, "failing_since": None, "last_error": "", "retry_at": None}


def just_asked(state: FeedState, fetched: Fetched, *, now: datetime) -> FeedState | None:
    """What to remember after an answer that said nothing new to a feed that is well; None when there is more to it.

    It differs from `state` in the count of fetches and in the moments of the last attempt and success only.
    """
    same = (
        fetched.outcome == "unchanged"
        and not (
            state.failures or state.quarantine or state.moved_to or fetched.moved_to or fetched.body_hash
        )
        and fetched.etag in ("", state.etag)
        and fetched.last_modified in ("", state.last_modified)
        and fetched.url in ("", state.final_url)
        and state.first_success is not None
        and state.retry_at is None
    )
    if not same:
        return None
    return dataclasses.replace(state, fetches=state.fetches + 1, last_attempt=now, last_success=now)


def after(
    state: FeedState,
    fetched: Fetched,
    *,
    parsed_title: str,
    now: datetime,
    site: str = "",
    empty: bool = False,
) -> FeedState:
    """What to remember of a feed after `fetched`. `parsed_title` and `site` are what its document says; `empty`: it
    was read, and there is no entry in it.

    A body that could not be parsed has to come as `failed`, one that waits for the editor as `quarantined`: then
    its validators and hash are not taken, so that it is not mistaken for read at the next run. A failure never
    forgets what was known.
    """
    now = utc(now)
    if fetched.outcome in ("deferred", "disabled"):
        return state
    tried = dataclasses.replace(
        state,
        fetches=state.fetches + 1,
        last_attempt=now,
        retry_at=fetched.retry_at,
        answered=fetched.outcome != "failed" or fetched.status > 0,
    )
    if fetched.outcome == "failed":
        return _failed(tried, fetched, now)
    if fetched.outcome == "quarantined":
        answered = dataclasses.replace(tried, **_WELL)
        since = state.quarantined_at or now
        return dataclasses.replace(answered, quarantine=fetched.error[:1000], quarantined_at=since)
    if empty and fetched.outcome == "fetched":
        return _empty(tried, now)
    full = bool(fetched.body_hash)  # no 304: it brings its own validators, or none
    read = dataclasses.replace(
        tried,
        **_WELL,
        title=parsed_title or state.title,
        site=site or state.site,
        final_url=fetched.url or state.final_url,
        etag=fetched.etag or ("" if full else state.etag),
        last_modified=fetched.last_modified or ("" if full else state.last_modified),
        body_hash=fetched.body_hash or state.body_hash,
        first_success=state.first_success or now,
        last_success=now,
        quarantine="",
        quarantined_at=None,
    )
    return _followed(read, fetched.moved_to)


def _empty(tried: FeedState, now: datetime) -> FeedState:
    """A document without entries cannot be compared with the old ones, so whoever has the domain now could have their
    title and address believed by it. It answered, and that is all: what is known, validators and hash included, stays
    that of the last document with entries, a redirect is not counted, and a quarantine goes on."""
    answered = dataclasses.replace(tried, **_WELL)
    if answered.quarantine:
        return answered
    return dataclasses.replace(answered, first_success=tried.first_success or now, last_success=now)


def _failed(tried: FeedState, fetched: Fetched, now: datetime) -> FeedState:
    failed = dataclasses.replace(
        tried,
        failures=tried.failures + 1,
        failing_since=tried.failing_since or now,
        last_error=fetched.error[:1000],
    )
    if tried.address and (fetched.status == 410 or failed.failures >= MOVED_BACK_AFTER):
        return _asking(failed, "")
    if fetched.status == 410:  # RFC 9110 § 15.5.11: likely to be permanent, links to it should be removed
        return dataclasses.replace(
            failed, disabled=f"the publisher took it away for good (410) on {now:%Y-%m-%d}"
        )
    return failed


def _followed(read: FeedState, target: str) -> FeedState:
    """Count the answers that say where the feed has moved for good (RFC 9110 § 15.4.2 and § 15.4.9); enough of
    them, and it is asked there. An address of https is never given up for one without."""
    if not target and not read.moved_to:
        return read
    asked = read.address or read.url
    downgrade = asked.startswith("https:") and not target.startswith("https:")
    if not target or target == asked or downgrade or len(target) > _LONGEST_URL:
        return dataclasses.replace(read, moved_to="", moved_seen=0)
    seen = read.moved_seen + 1 if target == read.moved_to else 1
    if seen >= MOVED_AFTER:
        return _asking(read, "" if target == read.url else target)
    return dataclasses.replace(read, moved_to=target, moved_seen=seen)


def _asking(state: FeedState, address: str) -> FeedState:
    """From now on another address is asked. Validators go with it only if they are its own."""
    asked = dataclasses.replace(state, address=address, moved_to="", moved_seen=0)
    if state.final_url == (address or state.url):
        return asked
    return dataclasses.replace(asked, etag="", last_modified="")


def enabled(state: FeedState) -> FeedState:
    """The editor wants a disabled feed asked again, and at once."""
    return dataclasses.replace(
        state, disabled="", retry_at=None, failures=0, failing_since=None, last_error=""
    )


def accepted(state: FeedState) -> FeedState:
    """The editor takes a quarantined feed as it is now: its old face is forgotten, so the next fetch keeps
    whatever it brings."""
    return dataclasses.replace(
        state,
        title="",
        site="",
        final_url="",
        etag="",
        last_modified="",
        body_hash="",
        retry_at=None,
        quarantine="",
        quarantined_at=None,
    )
