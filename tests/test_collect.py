"""Collecting: one feed's trouble stays its own, nobody starves, nothing that was decided meanwhile is undone."""

from __future__ import annotations

import dataclasses
import gzip
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.app.build import build
from digest.config import load
from digest.errors import EXIT_FAILED, EXIT_TRY_AGAIN, FeedError, OfflineError
from digest.feeds.memory import accepted
from digest.keep import Arrived, Keeper
from digest.pipeline import Digest
from digest.types import Feed, FeedState, Fetched
from tests.net.servers import Reply, Site, serve

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        yield made


def rss(*items: str, title: str = "Outlet") -> Reply:
    return Reply(
        body=f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>".encode()
    )


def item(guid: str, link: str, title: str = "A title") -> str:
    return f"<item><title>{title} {guid}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid></item>"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def digest(tmp_path: Path, site: Site, clock: Clock) -> Iterator[Digest]:
    path = tmp_path / "feeds.yaml"
    rows = "".join(f"  - {{title: {name}, url: '{site.url}/{name}'}}\n" for name in ("one", "two"))
    path.write_text(f"fetch: {{allow_private: true, workers: 1}}\nfeeds:\n{rows}", "utf-8")
    with build(load(path), clock=clock) as made:
        yield made


def fetch(digest: Digest, clock: Clock) -> dict[str, str]:
    """Another fetch, an hour later: each feed's outcome."""
    clock.now += timedelta(hours=1)
    digest.account.feeds.clear()
    digest.account.warnings.clear()
    digest.fetch()
    return {line.title: line.outcome for line in digest.account.feeds}


@pytest.mark.parametrize(
    "link",
    [
        "https://www.google.com/url?q=http://[1.2.3]/a",
        "http://[:::1]/",
        "https://www.google.com/amp/s/[1.2]/a",
        "HTTP://Other.example/y",
        "https://[",
    ],
)
def test_a_strange_address_costs_nobody_else_anything(
    digest: Digest, site: Site, clock: Clock, link: str
) -> None:
    """Also at the next fetch, when the entry is looked for among those that are known."""
    for number in range(3):
        site.routes["/one"] = rss(item(f"strange-{number}", link), item("sound", "https://one.example/a"))
        site.routes["/two"] = rss(item(f"good-{number}", f"https://two.example/{number}"))
        assert fetch(digest, clock) == {"one": "fetched", "two": "fetched"}
        seen = {line.title: (line.seen, line.new) for line in digest.account.feeds}
        assert seen["two"] == (1, 1)
        assert seen["one"][0] == 2


def test_whoever_was_not_reached_in_time_comes_first(digest: Digest, site: Site, clock: Clock) -> None:
    """A budget that is too small for all feeds puts them off in turn, not always the same ones."""
    for name in ("one", "two"):
        site.routes[f"/{name}"] = rss(item("a", f"https://{name}.example/a"))
    fetch(digest, clock)
    states = digest.store.feeds.states()
    one = f"{site.url}/one"
    digest.store.feeds.keep(dataclasses.replace(states[one], last_attempt=NOW - timedelta(days=1)))
    site.requests.clear()
    fetch(digest, clock)
    assert site.paths == ["/one", "/two"]
    digest.store.feeds.keep(
        dataclasses.replace(digest.store.feeds.states()[one], last_attempt=clock.now + timedelta(minutes=1))
    )
    site.requests.clear()
    fetch(digest, clock)
    assert site.paths == ["/two", "/one"]


def test_what_the_editor_accepts_while_a_feed_is_read_stays_accepted(digest: Digest) -> None:
    """The state that is kept is made of the one there is by then, not of the one at the run's beginning."""
    feed = Feed(url="https://outlet.example/feed")
    old = FeedState(url=feed.url, title="Old", first_success=NOW, quarantine="taken over", quarantined_at=NOW)
    digest.store.feeds.keep(old)
    keeper = Keeper(digest.store, digest.account, {}, NOW)
    keeper.add(Arrived(Fetched(feed=feed, outcome="failed", status=503, error="503"), old))
    digest.store.feeds.revise(feed.url, accepted)
    keeper.flush()
    kept = digest.store.feeds.states()[feed.url]
    assert (kept.quarantine, kept.failures) == ("", 1)


def test_feeds_that_rest_are_no_lack_of_network(digest: Digest, site: Site, clock: Clock) -> None:
    """Asked for a pause by all its feeds, a newsletter goes on with what it has; without any answer it waits."""
    for name in ("one", "two"):
        site.routes[f"/{name}"] = rss(item("a", f"https://{name}.example/a"))
    fetch(digest, clock)
    for name in ("one", "two"):
        site.routes[f"/{name}"] = Reply(status=429, headers={"Retry-After": "604800"})
    with pytest.raises(OfflineError):
        fetch(digest, clock)
    assert fetch(digest, clock) == {"one": "deferred", "two": "deferred"}
    assert "rest" in digest.account.warnings[0]


PAGE = Reply(body=b"<!doctype html><html><body>No feed here.</body></html>")
LARGE = Reply(body=gzip.compress(bytes(21 << 20)), headers={"Content-Encoding": "gzip"})
CIRCLE = Reply(status=302, headers={"Location": "/one"})


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        ((Reply(status=503), Reply(status=503)), EXIT_TRY_AGAIN),
        ((Reply(status=404), Reply(status=429)), EXIT_TRY_AGAIN),
        ((Reply(status=404), Reply(status=404)), EXIT_FAILED),
        ((Reply(status=403), PAGE), EXIT_FAILED),
        ((PAGE, LARGE), EXIT_FAILED),
        ((CIRCLE, PAGE), EXIT_FAILED),
    ],
    ids=["busy", "one of them busy", "gone", "refused", "too large", "circle"],
)
def test_nothing_read_is_try_again_only_where_that_may_help(
    digest: Digest, site: Site, clock: Clock, replies: tuple[Reply, Reply], code: int
) -> None:
    """75 tells cron and its like to ask once more; what a person has to mend is 1, and says what."""
    site.routes["/one"], site.routes["/two"] = replies
    with pytest.raises(FeedError) as caught:
        fetch(digest, clock)
    assert caught.value.exit_code == code
    assert caught.value.mend


@pytest.mark.parametrize(
    ("address", "settings", "code"),
    [
        ("http://127.0.0.1/feed", "", EXIT_FAILED),
        ("http://127.0.0.1:9/feed", "", EXIT_FAILED),
        ("http://nowhere.invalid/feed", "", EXIT_TRY_AGAIN),
        ("http://127.0.0.1:{closed}/feed", "fetch: {allow_private: true}\n", EXIT_TRY_AGAIN),
    ],
    ids=["not dialled", "port", "no such host", "nobody there"],
)
def test_an_address_that_cannot_be_asked(
    tmp_path: Path, clock: Clock, address: str, settings: str, code: int
) -> None:
    """What the guard refuses stays refused; a host that is not there may be the network's fault, and passes. So it is
    said every time, also once failures have it wait."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = taken.getsockname()[1]
    path = tmp_path / "feeds.yaml"
    path.write_text(f"{settings}feeds: [{{url: '{address.format(closed=closed)}'}}]\n")
    with build(load(path), clock=clock) as digest:
        for _ in range(5):
            with pytest.raises(FeedError) as caught:
                fetch(digest, clock)
            assert caught.value.exit_code == code
            assert str(caught.value).count("/feed") <= 2  # as its name, and no more than once more


def test_an_empty_feed_between_opens_no_door(digest: Digest, site: Site, clock: Clock) -> None:
    """A feed that was taken over stays out, whether it is empty before its spam or after it."""
    site.routes["/two"] = rss(item("a", "https://two.example/a"))
    honest = [item(str(n), f"https://one.example/{n}", "A studio and its choir") for n in range(6)]
    spam = [item(f"s{n}", f"https://spins.example/{n}", "Casino bonus jackpot") for n in range(6)]
    site.routes["/one"] = rss(*honest, title="Choir News")
    fetch(digest, clock)
    for document, outcome in (
        (rss(title="Lucky Spins"), "fetched"),
        (rss(*spam, title="Lucky Spins"), "quarantined"),
        (rss(title="Lucky Spins"), "quarantined"),
        (rss(*spam, title="Lucky Spins"), "quarantined"),
    ):
        site.routes["/one"] = document
        assert fetch(digest, clock)["one"] == outcome
    line = next(line for line in digest.account.feeds if line.title == "one")
    assert (line.new, line.seen) == (0, 0)
    assert "taken over" in line.error
