"""Feeds over the network: asked for politely, answered as values. One dead feed never stops the rest."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import urlsplit

from digest.errors import BudgetError, FeedError
from digest.net.client import Client, Response
from digest.types import Feed, FeedState, Fetched, utc

T = TypeVar("T")

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

#: Answers a worker that may wait to be taken.
IN_FLIGHT = 4
#: When no answer has come for so long (seconds), the network is what is waited for, and another worker begins. When
#: answers come faster, more threads would only take the interpreter from each other.
_SILENCE = 0.005
_FIRST_WORKERS = 2

Job = tuple[Feed, FeedState]


def fetch_feeds(
    client: Client,
    jobs: Iterable[Job],
    *,
    now: datetime,
    then: Callable[[Fetched], T],
    workers: int = 16,
) -> Iterator[T]:
    """What `then` makes of each job's `Fetched`, as they complete, by at most so many threads.

    `then` runs in the thread that fetched, so that a body can be read and dropped there; what it raises is raised
    here. At most `IN_FLIGHT` answers a worker wait to be taken, so that a slow consumer holds the fetching
    back and memory does not grow with the number of feeds. Whatever goes wrong with a feed is its own `failed`.
    A consumer that stops early stops the rest, and the client with it: nobody waits for a slow host any more.
    """
    now, workers = utc(now), max(1, workers)
    waiting = deque(_mixed(list(jobs)))
    left = len(waiting)
    done: SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = SimpleQueue()
    room = threading.Semaphore(IN_FLIGHT * workers)

    def work() -> None:
        while room.acquire() and waiting:
            try:
                job = waiting.popleft()
            except IndexError:  # another worker took the last one
                return
            try:
                done.put((then(fetch_feed(client, *job, now=now)), None))
            except BaseException as error:  # noqa: BLE001 - raised again where it is taken
                done.put((None, error))

    threads: list[threading.Thread] = []
    try:
        while left:
            crowd = min(workers, _FIRST_WORKERS if not threads else len(threads) + 1)
            while waiting and len(threads) < crowd:
                threads.append(threading.Thread(target=work, name=f"fetch-{len(threads)}", daemon=True))
                threads[-1].start()
            with suppress(Empty):
                while left:
                    result, error = done.get(timeout=_SILENCE if len(threads) < workers else None)
                    room.release()
                    left -= 1
                    if error is not None:
                        raise error
                    yield result  # type: ignore[misc]  # it is one, when there is no error
    finally:
        waiting.clear()
        if left:
            client.stop()
        room.release(workers)
        for thread in threads:
            thread.join()


def _mixed(jobs: Sequence[Job]) -> list[Job]:
    """Hosts in turn, so that feeds of one slow host do not hold all threads while they wait for each other."""
    turns: defaultdict[str, int] = defaultdict(int)
    placed: list[tuple[int, Job]] = []
    for feed, state in jobs:
        host = _host(state.address or feed.url)
        placed.append((turns[host], (feed, state)))
        turns[host] += 1
    return [job for _, job in sorted(placed, key=lambda pair: pair[0])]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def fetch_feed(client: Client, feed: Feed, state: FeedState, *, now: datetime) -> Fetched:
    """Ask for one feed. Never raises: what went wrong is in the value."""
    left = _left_alone(feed, state, now)
    if left:
        return left
    address = state.address or feed.url
    begun = time.monotonic()
    try:
        answer, asked = _ask(client, address, state)
        fetched = judge(feed, state, answer, now=now, asked=asked)
    except BudgetError as error:
        fetched = Fetched(feed=feed, outcome="deferred", error=str(error), mend=error.mend)
    except FeedError as error:
        fetched = Fetched(
            feed=feed,
            outcome="failed",
            status=error.status,
            seconds=time.monotonic() - begun,
            error=str(error),
            mend=error.mend,
        )
    except Exception as error:  # noqa: BLE001 - a surprise in one feed is this feed's; it is reported in full
        fetched = Fetched(feed=feed, outcome="failed", error=f"{address}: {type(error).__name__}: {error}")
    if fetched.outcome == "failed" and fetched.retry_at is None and not client.private(address):
        fetched = dataclasses.replace(
            fetched, retry_at=backoff(state, now, busy=fetched.status in (429, 503))
        )
    return fetched


def _left_alone(feed: Feed, state: FeedState, now: datetime) -> Fetched | None:
    """Why a feed is not asked; None when it is."""
    if state.disabled:
        return Fetched(
            feed=feed,
            outcome="disabled",
            error=f"not asked any more: {state.disabled}",
            mend=f"remove it from feeds.yaml, or `digest feeds enable {feed.url}` asks it again",
        )
    if state.retry_at and state.retry_at > now:
        why = f": {state.last_error}" if state.last_error else ""
        return Fetched(
            feed=feed,
            outcome="deferred",
            retry_at=state.retry_at,
            error=f"not asked before {state.retry_at:%Y-%m-%d %H:%M} UTC{why}",
            mend="the server or its failures asked for a pause; it ends by itself",
        )
    return None


def _ask(client: Client, address: str, state: FeedState) -> tuple[Response, bool]:
    """The answer, and whether it is one to a conditional request.

    A redirect may lead elsewhere than last time, and there our validators mean nothing: a 304 from another place
    than the one that gave them is not believed, and the feed asked for in full.
    """
    conditional = _validators(state)
    answer = client.get(address, headers=conditional, accept=ACCEPT)
    if conditional and answer.status == 304 and state.final_url not in ("", answer.url):
        return client.get(address, accept=ACCEPT), False
    return answer, bool(conditional)


def _validators(state: FeedState) -> dict[str, str]:
    """Headers of a conditional request (RFC 9110 § 13.1), ETags as they came, weak ones too; none when it is time
    for a full one, or when what the feed holds now is to be looked at."""
    if state.quarantine or state.fetches % FULL_EVERY == FULL_EVERY - 1:
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
        moved_to=answer.moved_to,
        content_type=answer.headers.get("content-type", "")[:200],
        etag=answer.headers.get("etag", "")[:1000],
        last_modified=answer.headers.get("last-modified", "")[:200],
        seconds=answer.seconds,
        size=len(answer.body),
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


def backoff(state: FeedState, now: datetime, *, busy: bool = False) -> datetime | None:
    """When a feed that just failed may be asked again; None at once. `busy`: the server said that it is asked too
    much (429, 503) and not until when; that is heeded from the first time on.

    The wait doubles with each failure, and differs by up to a quarter from feed to feed, so that feeds which
    failed together do not come back together.
    """
    failures = state.failures + 1
    first = 1 if busy else FAILURES_BEFORE_BACKOFF
    if failures < first:
        return None
    wait: timedelta = min(FIRST_BACKOFF * (1 << min(failures - first, 10)), LONGEST_BACKOFF)
    share = hashlib.sha256(f"{state.url}\n{failures}".encode()).digest()[0] / 255
    return now + wait * (1 - share / 4)
