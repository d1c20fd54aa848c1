"""What the store knows of feeds' health: newest entries, shared pages, a state revised, and what was told."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from digest.store import Store
from digest.store.engine import open_engine, writing
from digest.store.migrate import alembic_config
from digest.types import FeedState
from tests.makers import MIDWEEK, NOW, entry

A, B = "https://a.example/feed", "https://b.example/feed"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def test_the_newest_entries_of_one_feed(store: Store) -> None:
    """In order, so many, and of no other feed."""
    rows = [entry(f"{n}", feed_url=A, published=MIDWEEK + n * HOUR) for n in range(5)]
    undated = entry("undated", feed_url=A, published=None, first_seen=MIDWEEK + 9 * HOUR)
    store.feeds.keep(FeedState(url=A), [*rows, undated])
    store.feeds.keep(FeedState(url=B), [entry("other", feed_url=B, published=NOW)])
    assert [e.title for e in store.feeds.recent(A, 3)] == ["undated", "4", "3"]
    assert store.feeds.recent("https://nobody.example/", 3) == []


def test_pages_of_several_feeds(store: Store) -> None:
    """Counted once a feed, only lately seen ones, only of the feeds asked for; a page without address is none."""
    both = {"canonical_url": "https://page.example/1"}
    rows = [
        entry("1", feed_url=A, **both),
        entry("1 again", feed_url=A, **both),
        entry("2", feed_url=A, url=""),
    ]
    store.feeds.keep(FeedState(url=A), rows)
    store.feeds.keep(FeedState(url=B), [entry("1", feed_url=B, **both), entry("3", feed_url=B)])
    store.feeds.keep(FeedState(url="https://c.example/"), [entry("1", feed_url="https://c.example/", **both)])
    pages, shared = store.feeds.pages([B, A], MIDWEEK)
    assert pages == {B: 2, A: 1}
    assert list(pages) == [B, A]
    assert {page: set(feeds) for page, feeds in shared.items()} == {"https://page.example/1": {A, B}}
    assert store.feeds.pages([A, B], MIDWEEK + HOUR) == ({A: 0, B: 0}, {})


def test_a_state_is_revised(store: Store) -> None:
    """Read and written in one turn; every field comes back; a feed never seen has nothing to revise."""
    full = FeedState(
        url=A, address=B, moved_to=B, moved_seen=2, final_url=B, site="https://a.example/", disabled="gone",
        quarantine="sold", quarantined_at=NOW, failing_since=NOW - DAY, failures=2,
    )  # fmt: skip
    store.feeds.keep(full)
    assert store.feeds.states()[A] == full
    revised = store.feeds.revise(A, lambda state: dataclasses.replace(state, disabled=""))
    assert revised == dataclasses.replace(full, disabled="") == store.feeds.states()[A]
    assert store.feeds.revise(B, lambda state: state) is None


def test_a_fact_is_told_once(store: Store) -> None:
    """At most one note a day; what came up in between waits for the next; what ended and came back is news."""
    notes = store.notes
    facts = {A: {"failing"}}
    assert notes.claim(facts, now=NOW, apart=DAY) == [(A, "failing")]
    assert notes.claim(facts, now=NOW + 2 * DAY, apart=DAY) == []
    more = facts | {B: {"silent", "failing"}}
    assert notes.claim(more, now=NOW + HOUR, apart=DAY) == []
    assert notes.claim(more, now=NOW + DAY, apart=DAY) == [(B, "failing"), (B, "silent")]
    assert notes.claim({}, now=NOW + DAY + HOUR, apart=DAY) == []
    assert notes.claim(facts, now=NOW + DAY + 2 * HOUR, apart=DAY) == []  # it flaps; still one note a day
    assert notes.claim(facts, now=NOW + 2 * DAY, apart=DAY) == [(A, "failing")]


def test_a_note_that_did_not_leave_is_given_back(store: Store) -> None:
    """The next run tries again, at once."""
    told = store.notes.claim({A: {"failing"}}, now=NOW, apart=DAY)
    store.notes.give_back(told)
    assert store.notes.claim({A: {"failing"}}, now=NOW + HOUR, apart=DAY) == told


def test_newsletters_in_one_store_are_told_each(store: Store, url: str) -> None:
    """They share feeds; each has its own editor."""
    store.notes.claim({A: {"failing"}}, now=NOW, apart=DAY)
    with Store(url, "other") as other:
        assert other.notes.claim({A: {"failing"}}, now=NOW, apart=DAY) == [(A, "failing")]


def test_a_database_of_before_is_brought_up(url: str) -> None:
    """A failing feed's trouble began, as far as is known, after its last success; nothing else is lost."""
    from alembic import command
    from sqlalchemy import text

    engine = open_engine(url)
    with writing(engine) as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for address, failures in ((A, 3), (B, 0)):
            row = {"url": address, "failures": failures, "at": "2026-11-26 08:00:00.000000"}
            connection.execute(
                text(
                    "INSERT INTO feed (url, title, etag, last_modified, body_hash, fetches, failures, last_error,"
                    " last_success) VALUES (:url, 'Title', '\"v\"', '', '', 7, :failures, '', :at)"
                ),
                row,
            )
    engine.dispose()
    known = {"title": "Title", "etag": '"v"', "fetches": 7, "last_success": NOW}
    with Store(url, "main") as store:
        assert store.feeds.states() == {
            A: FeedState(url=A, failures=3, failing_since=NOW, **known),
            B: FeedState(url=B, **known),
        }
