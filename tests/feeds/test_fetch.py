"""Fetching: asked for politely, answered as values, remembered so that nothing is lost."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.fetch import (
    FULL_EVERY,
    IN_FLIGHT,
    LONGEST_WAIT,
    Job,
    _mixed,
    backoff,
    fetch_feeds,
    judge,
    retry_after,
)
from digest.feeds.memory import after
from digest.net.client import Client, Policy, Response
from digest.types import Feed, FeedState, Fetched
from tests.net.servers import Reply, Site, serve

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
BODY = b"<rss/>"
HASH = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(Policy(allow_private=True, deadline=5)) as made:
        yield made


def conditional(handler: BaseHTTPRequestHandler) -> Reply:
    """A server that honours validators."""
    marks = {
        "ETag": '"v1"',
        "Last-Modified": "Wed, 25 Nov 2026 08:00:00 GMT",
        "Content-Type": "application/rss+xml",
    }
    if handler.headers.get("If-None-Match") == '"v1"':
        return Reply(304, headers=marks)
    return Reply(body=BODY, headers=marks)


def itself(fetched: Fetched) -> Fetched:
    return fetched


def fetch(client: Client, jobs: list[Job], **more: Any) -> list[Fetched]:
    return list(fetch_feeds(client, jobs, then=itself, **({"now": NOW} | more)))


def ask(client: Client, site: Site, path: str = "/", **state: Any) -> Fetched:
    feed = Feed(url=site.url + path)
    (fetched,) = fetch(client, [(feed, FeedState(url=feed.url, **state))], now=NOW)
    return fetched


def test_a_feed_is_fetched_once_and_then_unchanged(client: Client) -> None:
    """What the first answer gave is sent with the second request; 304 brings no body and keeps the validators."""
    with serve({"/": conditional}) as site:
        first = ask(client, site)
        assert (first.outcome, first.status, first.body, first.body_hash) == ("fetched", 200, BODY, HASH)
        assert (first.etag, first.content_type, first.url) == ('"v1"', "application/rss+xml", site.url + "/")
        state = after(FeedState(url=site.url + "/"), first, parsed_title="Outlet", now=NOW)
        assert (state.etag, state.title, state.body_hash, state.failures, state.first_success) == (
            '"v1"', "Outlet", HASH, 0, NOW,
        )  # fmt: skip
        (again,) = fetch(client, [(first.feed, state)], now=NOW)
        assert (again.outcome, again.status, again.body) == ("unchanged", 304, b"")
        assert site.requests[1][1]["if-modified-since"] == "Wed, 25 Nov 2026 08:00:00 GMT"
        later = after(state, again, parsed_title="", now=NOW + timedelta(hours=1))
        assert (later.etag, later.body_hash, later.title, later.fetches) == ('"v1"', HASH, "Outlet", 2)


def test_the_same_body_is_unchanged_without_validators(client: Client) -> None:
    """Many servers know no 304; the body's hash spares parsing all the same."""
    with serve({"/": Reply(body=BODY)}) as site:
        fetched = ask(client, site, body_hash=HASH)
        assert (fetched.outcome, fetched.status, fetched.body) == ("unchanged", 200, b"")


def test_every_twentieth_fetch_is_full(client: Client) -> None:
    """A server that answers 304 for ever is found out."""
    with serve({"/": conditional}) as site:
        outcomes = [ask(client, site, etag='"v1"', fetches=n).outcome for n in range(FULL_EVERY + 1)]
        assert outcomes == ["unchanged"] * (FULL_EVERY - 1) + ["fetched", "unchanged"]


def test_a_304_that_nobody_asked_for_is_a_failure(client: Client) -> None:
    """Without a validator there is nothing that could be unchanged."""
    with serve({"/": Reply(304)}) as site:
        assert ask(client, site).outcome == "failed"


@pytest.mark.parametrize(
    ("status", "mend"),
    [(404, "feeds add"), (410, "remove it"), (403, "contact"), (429, "later"), (500, "next run")],
)
def test_a_refusal_says_what_to_do(client: Client, status: int, mend: str) -> None:
    """Each status is a failed value with its address, number and mend."""
    with serve({"/": Reply(status, b"page")}) as site:
        fetched = ask(client, site)
        assert (fetched.outcome, fetched.status, fetched.body) == ("failed", status, b"")
        assert fetched.error == f"{site.url}/: the server answered {status}"
        assert mend in fetched.mend


def late_and_short(handler: BaseHTTPRequestHandler) -> None:
    """It answers after a while, and hangs up in the middle of its body."""
    time.sleep(0.2)
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


def test_a_failed_answer_keeps_its_status_and_time(client: Client) -> None:
    """What answered and could not be used is told from what did not answer: the operator asks another party."""
    with serve({"/big": Reply(body=b"x" * (client.policy.max_body + 1)), "/short": late_and_short}) as site:
        big, short = ask(client, site, "/big"), ask(client, site, "/short")
    assert (big.outcome, big.status, "larger than" in big.error) == ("failed", 200, True)
    assert (short.outcome, short.status, "cut short" in short.error) == ("failed", 200, True)
    assert short.seconds >= 0.2
    gone = ask(client, site)  # nobody listens there any more
    assert (gone.outcome, gone.status, gone.mend) == ("failed", 0, "it is tried again at the next run")
    answered = [
        after(FeedState(url=one.feed.url), one, parsed_title="", now=NOW).answered
        for one in (big, short, gone)
    ]
    assert answered == [True, True, False]


def test_retry_after_is_kept_and_honoured(client: Client) -> None:
    """The server names a time; until then it is not asked, and the state says why."""
    with serve({"/": Reply(503, headers={"Retry-After": "3600"})}) as site:
        fetched = ask(client, site)
        assert fetched.retry_at == NOW + timedelta(hours=1)
        state = after(FeedState(url=site.url + "/"), fetched, parsed_title="", now=NOW)
        (deferred,) = fetch(client, [(fetched.feed, state)], now=NOW + timedelta(minutes=59))
        assert (deferred.outcome, len(site.requests)) == ("deferred", 1)
        assert "2026-11-26 09:00 UTC: " in deferred.error
        assert after(state, deferred, parsed_title="", now=NOW) == state
        (asked,) = fetch(client, [(fetched.feed, state)], now=NOW + timedelta(minutes=60))
        assert (asked.outcome, len(site.requests)) == ("failed", 2)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("0", timedelta()),
        ("120", timedelta(minutes=2)),
        ("99999999999999999999", LONGEST_WAIT),
        ("Thu, 26 Nov 2026 09:00:00 GMT", timedelta(hours=1)),
        ("Thu, 26 Nov 2026 07:00:00 GMT", timedelta()),
        ("Thu, 26 Nov 2026 09:00:00 -0000", timedelta(hours=1)),
        ("Fri, 26 Nov 2049 09:00:00 GMT", LONGEST_WAIT),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_in_both_forms(value: str, wait: timedelta | None) -> None:
    """Seconds or a date, never more than a week; nonsense is no wish."""
    assert retry_after(value, NOW) == wait


@given(st.text(max_size=40))
def test_retry_after_never_raises(value: str) -> None:
    """Law: any header gives None or a wait of nought to seven days."""
    wait = retry_after(value, NOW)
    assert wait is None or timedelta() <= wait <= LONGEST_WAIT


@given(st.integers(0, 10_000))
def test_backoff_begins_with_the_third_failure_and_is_bounded(failures: int) -> None:
    """Law: two failures cost nothing; then waits of 20 minutes to a day, longer with each failure until then."""
    again = backoff(FeedState(url="https://a.example/", failures=failures), NOW)
    if failures < 2:
        assert again is None
    else:
        assert again
        assert timedelta(minutes=20) <= again - NOW <= timedelta(days=1)


def test_feeds_do_not_come_back_together() -> None:
    """Feeds that failed at one moment are spread over a quarter of the wait."""
    waits = {backoff(FeedState(url=f"https://{n}.example/", failures=4), NOW) for n in range(20)}
    assert len(waits) > 10


def test_a_host_of_one_s_own_is_never_held_back(client: Client) -> None:
    """Someone who is just building a feed at home wants the next run to look again."""
    with serve() as site:
        assert ask(client, site, failures=9).retry_at is None
    with Client(Policy(deadline=2)) as public:
        (fetched,) = fetch(
            public, [(Feed(url="http://10.0.0.1/"), FeedState(url="http://10.0.0.1/", failures=9))], now=NOW
        )
        assert fetched.outcome == "failed"
        assert fetched.retry_at
        assert fetched.retry_at > NOW


def test_one_bad_feed_never_stops_the_rest(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused, broken, empty, no address at all, and a surprise in our own code: each is its own failure."""
    real = client.get

    def get(url: str, **more: Any) -> Response:
        if url.endswith("/surprise"):
            raise RuntimeError("boom")
        return real(url, **more)

    monkeypatch.setattr(client, "get", get)
    with serve({"/good": Reply(body=BODY), "/empty": Reply(body=b" \n")}) as site:
        urls = [site.url + path for path in ("/good", "/empty", "/none", "/surprise")] + [
            "x",
            "http://[",
            "ftp://a",
        ]
        jobs = [(Feed(url=url), FeedState(url=url)) for url in urls]
        found = {f.feed.url: f for f in fetch(client, jobs, workers=3)}
    assert {url for url, f in found.items() if f.outcome == "fetched"} == {site.url + "/good"}
    assert set(found) == set(urls)
    assert all(f.error for url, f in found.items() if f.outcome == "failed")
    assert "empty" in found[site.url + "/empty"].error
    assert "RuntimeError: boom" in found[site.url + "/surprise"].error


def test_no_feeds_and_an_early_end(client: Client) -> None:
    """Nothing to do is nothing; a consumer that stops does not hang, and what had not begun does not begin."""
    assert fetch(client, []) == []
    with serve({"/": Reply(body=BODY)}) as site:
        jobs = [(Feed(url=site.url + "/"), FeedState(url=site.url + "/"))] * 60
        fetching = fetch_feeds(client, jobs, now=NOW, then=itself, workers=2)
        next(fetching)
        fetching.close()  # type: ignore[attr-defined]  # it is a generator, annotated as what callers need
        assert len(site.requests) < 60


def test_memory_does_not_grow_with_the_number_of_feeds(client: Client) -> None:
    """Never more than a few a worker are held, whether the consumer is slow (the fetching waits for it) or not."""
    workers, made, held = 2, 0, 0

    class Body:
        """What a worker thread made of a feed; counts those that are alive."""

        def __init__(self, fetched: Fetched) -> None:
            nonlocal made, held
            with lock:
                made, held = made + 1, held + 1

        def __del__(self) -> None:
            nonlocal held
            with lock:
                held -= 1

    lock = threading.RLock()
    with serve({"/": Reply(body=BODY)}) as site:
        jobs = [(Feed(url=site.url + "/"), FeedState(url=site.url + "/"))] * 60
        taken = 0
        for _ in fetch_feeds(client, jobs, now=NOW, then=Body, workers=workers):
            taken += 1
            if taken == 1:
                time.sleep(0.5)  # all that may run ahead has done so
                assert made <= IN_FLIGHT * workers + 1
            assert held <= IN_FLIGHT * workers + 1
    assert (taken, made) == (60, 60)


def test_what_reads_a_body_runs_beside_the_others(client: Client) -> None:
    """In the thread that fetched, and what it raises comes out here."""
    with serve({"/": Reply(body=BODY)}) as site:
        jobs = [(Feed(url=site.url + "/"), FeedState(url=site.url + "/"))] * 4
        threads = set(fetch_feeds(client, jobs, now=NOW, then=lambda _: threading.get_ident()))
        assert threading.get_ident() not in threads
        with pytest.raises(ZeroDivisionError):
            list(fetch_feeds(client, jobs, now=NOW, then=lambda _: 1 // 0))


def again_and_again(client: Client, state: FeedState, times: int) -> tuple[FeedState, list[Fetched]]:
    """The same feed at the next runs, each remembered."""
    answers = []
    for _ in range(times):
        (one,) = fetch(client, [(Feed(url=state.url), state)])
        answers.append(one)
        state = after(state, one, parsed_title="", now=NOW)
    return state, answers


def test_a_feed_that_moved_for_good_is_asked_there(client: Client) -> None:
    """Three answers with 301, then no more detour; the validators go along, and the feed keeps its name."""
    with serve({"/new": conditional}) as site:
        site.routes["/old"] = Reply(301, headers={"Location": "/new"})
        state, answers = again_and_again(client, FeedState(url=site.url + "/old"), 4)
        assert [one.outcome for one in answers] == ["fetched", "unchanged", "unchanged", "unchanged"]
        assert site.paths == ["/old", "/new"] * 3 + ["/new"]
        assert site.requests[-1][1]["if-none-match"] == '"v1"'
        assert (state.address, answers[-1].feed.url) == (site.url + "/new", site.url + "/old")


def test_a_feed_that_moved_for_now_is_asked_where_it_was(client: Client) -> None:
    """302 and 307 say nothing of tomorrow, nor does a 301 behind one."""
    with serve({"/new": Reply(body=BODY)}) as site:
        site.routes["/old"] = Reply(302, headers={"Location": "/middle"})
        site.routes["/middle"] = Reply(301, headers={"Location": "/new"})
        state, _ = again_and_again(client, FeedState(url=site.url + "/old"), 4)
        assert (state.address, state.moved_to, state.moved_seen) == ("", "", 0)


def test_a_304_from_another_place_is_not_believed(client: Client) -> None:
    """The redirect leads elsewhere now, and there the same ETag stands for something else."""
    other = Reply(body=b"<rss>other</rss>", headers={"ETag": '"v1"'})

    def elsewhere(handler: BaseHTTPRequestHandler) -> Reply:
        return Reply(304) if handler.headers.get("If-None-Match") else other

    with serve({"/a": conditional, "/b": elsewhere}) as site:
        site.routes["/"] = Reply(302, headers={"Location": "/a"})
        state, _ = again_and_again(client, FeedState(url=site.url + "/"), 2)
        site.routes["/"] = Reply(302, headers={"Location": "/b"})
        (found,) = fetch(client, [(Feed(url=state.url), state)])
        assert (found.outcome, found.body) == ("fetched", other.body)


def test_410_is_not_asked_again(client: Client) -> None:
    """Gone for good: one request, then none until the editor says so; each account says why and what to do."""
    with serve({"/": Reply(410)}) as site:
        _, answers = again_and_again(client, FeedState(url=site.url + "/"), 3)
        assert [one.outcome for one in answers] == ["failed", "disabled", "disabled"]
        assert len(site.requests) == 1
        assert "(410)" in answers[-1].error
        assert f"digest feeds enable {site.url}/" in answers[-1].mend


def test_a_weak_etag_goes_back_as_it_came(client: Client) -> None:
    """RFC 9110 § 13.1.2: If-None-Match compares weakly, so `W/` is part of what is sent."""
    with serve({"/": Reply(body=BODY, headers={"ETag": 'W/"a b"'})}) as site:
        again_and_again(client, FeedState(url=site.url + "/"), 2)
        assert site.requests[1][1]["if-none-match"] == 'W/"a b"'


def test_a_quarantined_feed_is_asked_in_full(client: Client) -> None:
    """What it holds now is to be looked at; and the old body, back again, ends the quarantine."""
    with serve({"/": conditional}) as site:
        state, _ = again_and_again(client, FeedState(url=site.url + "/"), 1)
        waiting = dataclasses.replace(state, quarantine="taken over", quarantined_at=NOW)
        (found,) = fetch(client, [(Feed(url=state.url), waiting)])
        assert "if-none-match" not in site.requests[1][1]
        assert (found.outcome, found.status) == ("unchanged", 200)
        assert after(waiting, found, parsed_title="", now=NOW).quarantine == ""


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_asked_too_much_is_left_alone_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """From the first time, for half an hour or a little less; a public host, so the rule holds."""
    monkeypatch.setattr(client, "private", lambda url: False)
    with serve({"/": Reply(status), "/other": Reply(500)}) as site:
        wait = ask(client, site).retry_at
        assert wait
        assert timedelta(minutes=22) < wait - NOW <= timedelta(minutes=30)
        assert ask(client, site, "/other").retry_at is None


def test_a_budget_that_is_used_up_is_no_failure() -> None:
    """Not asked for, through no fault of its own: deferred, and nothing is counted against it."""
    with serve({"/": Reply(body=BODY)}) as site, Client(Policy(allow_private=True, budget=0)) as client:
        state = FeedState(url=site.url + "/", failures=1)
        (found,) = fetch(client, [(Feed(url=state.url), state)])
        assert (found.outcome, site.requests) == ("deferred", [])
        assert found.error
        assert after(state, found, parsed_title="", now=NOW) == state


def test_hosts_take_turns() -> None:
    """Feeds of one slow host do not hold all threads; an address that is none has its turn too."""
    jobs: list[Job] = [
        (Feed(url=url), FeedState(url=url))
        for url in ["https://slow.example/1", "https://slow.example/2", "https://b.example/", "http://["]
    ]
    moved = FeedState(url="https://old.example/", address="https://slow.example/3")
    order = [feed.url for feed, _ in _mixed([*jobs, (Feed(url=moved.url), moved)])]
    assert order[:3] == ["https://slow.example/1", "https://b.example/", "http://["]
    assert order[3:] == ["https://slow.example/2", "https://old.example/"]


def fetched(**changes: Any) -> Fetched:
    values: dict[str, Any] = {"feed": Feed(url="https://a.example/"), "outcome": "fetched", "etag": '"new"',
                              "last_modified": "new", "body_hash": "new"}  # fmt: skip
    return Fetched(**values | changes)


KNOWN = FeedState(
    url="https://a.example/", title="Old", etag='"old"', last_modified="old", body_hash="old", fetches=3,
    failures=2, first_success=NOW - timedelta(days=9), last_success=NOW - timedelta(days=1), last_error="x",
    retry_at=NOW - timedelta(hours=1),
)  # fmt: skip


def test_a_failure_forgets_nothing() -> None:
    """Validators, hash, title and the times of success outlive it; failures in a row are counted."""
    state = after(KNOWN, fetched(outcome="failed", error="boom", retry_at=NOW), parsed_title="", now=NOW)
    assert state == dataclasses.replace(
        KNOWN, fetches=4, failures=3, failing_since=NOW, last_attempt=NOW, last_error="boom", retry_at=NOW,
        answered=False,
    )  # fmt: skip
    refused = after(KNOWN, fetched(outcome="failed", status=503), parsed_title="", now=NOW)
    assert refused.answered, "a refusal is an answer: there is a network"


def test_a_body_that_did_not_parse_leaves_no_validators() -> None:
    """It comes as failed; were its ETag kept, the next 304 would hide it for ever."""
    state = after(KNOWN, fetched(outcome="failed", error="no feed"), parsed_title="", now=NOW)
    assert (state.etag, state.last_modified, state.body_hash) == ('"old"', "old", "old")


def test_a_new_body_brings_its_own_validators() -> None:
    """A server that stops sending an ETag must not be asked with the one of an older body."""
    state = after(KNOWN, fetched(etag=""), parsed_title="New", now=NOW)
    assert (state.etag, state.last_modified, state.body_hash, state.title) == ("", "new", "new", "New")
    assert (state.failures, state.last_error, state.retry_at, state.last_success) == (0, "", None, NOW)
    assert state.first_success == KNOWN.first_success


def test_a_moved_feed_is_read_where_it_is() -> None:
    """The final address is told, the feed keeps its own: identity does not change with a redirect."""
    answer = Response(url="https://b.example/", status=200, headers={}, body=BODY, seconds=0.1)
    judged = judge(Feed(url="https://a.example/"), KNOWN, answer, now=NOW, asked=False)
    assert (judged.url, judged.feed.url) == ("https://b.example/", "https://a.example/")
