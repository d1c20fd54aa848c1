"""Feeds over the network: asked for politely, answered as values. One dead feed never stops the rest."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from digest.errors import DigestError, FeedError
from digest.net.client import Client, Response
from digest.types import Feed, FeedState, Fetched, utc

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
#: Every so often a feed is asked for in full: some servers answer 304 for ever.
FULL_EVERY = 20
#: A server that wants to be left alone for longer is asked again after this.
LONGEST_WAIT = timedelta(days=7)
#: The first failures may be a moment's; from the third in a row on the waits double.
FAILURES_BEFORE_BACKOFF = 3
FIRST_BACKOFF = timedelta(minutes=30)
LONGEST_BACKOFF = timedelta(days=1)

Job = tuple[Feed, FeedState]


def fetch_feeds(
    client: Client, jobs: Sequence[Job], *, now: datetime, workers: int = 16
) -> Iterator[Fetched]:
    """One `Fetched` for each job, as they complete, by a pool of threads.

    Whatever goes wrong with a feed is its own `failed`. A consumer that stops early stops the rest.
    """
    now = utc(now)
    if not jobs:
        return
    with ThreadPoolExecutor(max_workers=max(1, min(workers, len(jobs))), thread_name_prefix="fetch") as pool:
        pending = [pool.submit(fetch_feed, client, feed, state, now=now) for feed, state in _mixed(jobs)]
        try:
            for future in as_completed(pending):
                yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _mixed(jobs: Sequence[Job]) -> list[Job]:
    """Hosts in turn, so that feeds of one slow host do not hold all threads while they wait for each other."""
    hosts: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        hosts[_host(job[0].url)].append(job)
    return [job for job in chain.from_iterable(zip_longest(*hosts.values())) if job is not None]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def fetch_feed(client: Client, feed: Feed, state: FeedState, *, now: datetime) -> Fetched:
    """Ask for one feed. Never raises: what went wrong is in the value."""
    if state.retry_at and state.retry_at > now:
        why = f": {state.last_error}" if state.last_error else ""
        return Fetched(
            feed=feed,
            outcome="deferred",
            retry_at=state.retry_at,
            error=f"not asked before {state.retry_at:%Y-%m-%d %H:%M} UTC{why}",
            mend="the server or its failures asked for a pause; it ends by itself",
        )
    conditional = _validators(state)
    try:
        answer = client.get(feed.url, headers=conditional, accept=ACCEPT)
        fetched = judge(feed, state, answer, now=now, asked=bool(conditional))
    except DigestError as error:
        fetched = Fetched(feed=feed, outcome="failed", error=str(error), mend=error.mend)
    except Exception as error:  # noqa: BLE001 - a surprise in one feed is this feed's; it is reported in full
        fetched = Fetched(feed=feed, outcome="failed", error=f"{feed.url}: {type(error).__name__}: {error}")
    if fetched.outcome == "failed" and fetched.retry_at is None and not client.private(feed.url):
        fetched = dataclasses.replace(fetched, retry_at=backoff(state, now))
    return fetched


def _validators(state: FeedState) -> dict[str, str]:
    """Headers of a conditional request (RFC 9110 § 13.1); none when it is time for a full one."""
    if state.fetches % FULL_EVERY == FULL_EVERY - 1:
        return {}
    named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in named.items() if value}


def judge(feed: Feed, state: FeedState, answer: Response, *, now: datetime, asked: bool) -> Fetched:
    """What an answer means. `asked`: it was a conditional request. Pure."""
    base = Fetched(
        feed=feed,
        outcome="unchanged",
        status=answer.status,
        url=answer.url,
        content_type=answer.headers.get("content-type", "")[:200],
        etag=answer.headers.get("etag", "")[:1000],
        last_modified=answer.headers.get("last-modified", "")[:200],
        seconds=answer.seconds,
    )
    if answer.status == 304 and asked:
        return base
    if not 200 <= answer.status < 300:
        error = _refusal(feed, answer)
        wait = retry_after(answer.headers.get("retry-after", ""), now)
        return dataclasses.replace(
            base,
            outcome="failed",
            error=str(error),
            mend=error.mend,
            retry_at=now + wait if wait else None,
        )
    if not answer.body.strip():
        return dataclasses.replace(
            base, outcome="failed", error=f"{feed.url}: an empty answer", mend="ask the publisher"
        )
    body_hash = hashlib.sha256(answer.body).hexdigest()
    if body_hash == state.body_hash:
        return dataclasses.replace(base, body_hash=body_hash)
    return dataclasses.replace(base, outcome="fetched", body=answer.body, body_hash=body_hash)


_MENDS = {
    401: "the feed wants a login; use an address that needs none",
    402: "the feed has to be paid for; remove it from feeds.yaml",
    403: "the publisher refuses programs; set fetch.contact, or ask them",
    404: "the address is wrong or has moved; `digest feeds add` with the site's address finds the new one",
    410: "the publisher took this feed away for good; remove it from feeds.yaml",
    429: "too many requests; it is asked again later",
    451: "the publisher may not offer it here; remove it from feeds.yaml",
}


def _refusal(feed: Feed, answer: Response) -> FeedError:
    where = feed.url if answer.url == feed.url else f"{feed.url} (at {answer.url})"
    mend = _MENDS.get(answer.status, "the server has a problem; it is tried again at the next run")
    return FeedError(f"{where}: the server answered {answer.status}", mend=mend, status=answer.status)


def retry_after(value: str, now: datetime) -> timedelta | None:
    """A Retry-After header (RFC 9110 § 10.2.3), seconds or a date, at most a week; None when there is none."""
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        return min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:  # `-0000`
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_WAIT)


def backoff(state: FeedState, now: datetime) -> datetime | None:
    """When a feed that just failed may be asked again; None at once.

    The wait doubles with each failure, and differs by up to a quarter from feed to feed, so that feeds which
    failed together do not come back together.
    """
    failures = state.failures + 1
    if failures < FAILURES_BEFORE_BACKOFF:
        return None
    wait: timedelta = min(FIRST_BACKOFF * (1 << min(failures - FAILURES_BEFORE_BACKOFF, 10)), LONGEST_BACKOFF)
    share = hashlib.sha256(f"{state.url}\n{failures}".encode()).digest()[0] / 255
    return now + wait * (1 - share / 4)


def after(state: FeedState, fetched: Fetched, *, parsed_title: str, now: datetime) -> FeedState:
    """What to remember of a feed after `fetched`. Pure.

    A body that could not be parsed has to come as `failed`: then its validators and hash are not taken, so
    that it is not mistaken for read at the next run. A failure never forgets what was known.
    """
    now = utc(now)
    if fetched.outcome == "deferred":
        return state
    tried = dataclasses.replace(state, fetches=state.fetches + 1, last_attempt=now, retry_at=fetched.retry_at)
    if fetched.outcome == "failed":
        return dataclasses.replace(tried, failures=state.failures + 1, last_error=fetched.error[:1000])
    fresh = fetched.outcome == "fetched"
    return dataclasses.replace(
        tried,
        title=parsed_title or state.title,
        etag=fetched.etag or ("" if fresh else state.etag),
        last_modified=fetched.last_modified or ("" if fresh else state.last_modified),
        body_hash=fetched.body_hash or state.body_hash,
        failures=0,
        first_success=state.first_success or now,
        last_success=now,
        last_error="",
        retry_at=None,
    )
