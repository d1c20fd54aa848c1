"""What lasts: every promise of the store that the pipeline relies on."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import text

from digest.errors import BusyError, StoreError
from digest.store import Store
from digest.store.engine import writing
from digest.types import FeedState, Image, Letter, Receipt
from tests.makers import MIDWEEK, NOW, SLOT, WINDOW, entry, issue

LETTER = Letter(subject="s", preheader="p", html="<p>h</p>", text="t")
DAY = timedelta(days=1)


def state(**changes: object) -> FeedState:
    values = {"url": "https://outlet.example/feed.xml", "first_success": NOW, "last_success": NOW}
    return FeedState(**values | changes)  # type: ignore[arg-type]  # a builder


def test_an_entry_comes_back_as_it_was(store: Store) -> None:
    """Aware times, tuples and the picture survive the trip."""
    kept = entry(
        image=Image(url="https://outlet.example/a.jpg", alt="A"),
        tags=("ai", "music"),
        notes=("text cut",),
        author="A. B.",
    )
    store.feeds.keep(state(), [kept])
    assert [seen.entry for seen in store.feeds.within(WINDOW, {kept.feed_url})] == [kept]


def test_a_feed_read_again_brings_nothing_twice(store: Store) -> None:
    """First-seen and the first published time stay; a changed text is an edit."""
    first = entry(guid="a")
    assert store.feeds.keep(state(), [first]).new == 1
    again = dataclasses.replace(first, first_seen=NOW, published=NOW, text="Mended.")
    kept = store.feeds.keep(state(), [again])
    assert (kept.new, kept.edited) == (0, 1)
    found = store.feeds.by_ids([first.id])[first.id]
    assert (found.first_seen, found.published, found.text) == (first.first_seen, first.published, "Mended.")


def test_the_first_read_of_a_feed_is_its_backlog(store: Store) -> None:
    """What a feed already held is history, what comes later is news; a failed first fetch does not count as one."""
    store.feeds.keep(state(first_success=None, last_success=None, failures=1))
    store.feeds.keep(state(), [entry(guid="old")])
    store.feeds.keep(state(), [entry(guid="old"), entry(guid="new")])
    backlog = {
        seen.entry.guid: seen.backlog
        for seen in store.feeds.within(WINDOW, {"https://outlet.example/feed.xml"})
    }
    assert backlog == {"old": True, "new": False}


def test_only_feeds_of_the_configuration_are_asked(store: Store) -> None:
    """A feed that left feeds.yaml brings nothing into the issue, and may come back."""
    store.feeds.keep(state(), [entry()])
    assert store.feeds.within(WINDOW, {"https://other.example/feed"}) == []


def test_feed_state_is_kept_whole(store: Store) -> None:
    """Validators, failures and times are what politeness rests on."""
    kept = state(
        etag='"x"', last_modified="y", body_hash="z", fetches=3, failures=2, last_error="e", retry_at=NOW
    )
    store.feeds.keep(kept)
    assert store.feeds.states() == {kept.url: kept}


def test_activity(store: Store) -> None:
    """Entries a week, over the last four."""
    store.feeds.keep(state(), [entry(guid=str(n), published=NOW - n * 3 * DAY) for n in range(20)])
    busy = store.feeds.activity(NOW)["https://outlet.example/feed.xml"]
    assert (busy.entries, busy.a_week, busy.newest) == (20, 2.5, NOW)


def test_the_same_inputs_make_the_same_draft(store: Store) -> None:
    """`digest draft` twice gives the same draft; a change gives a version, and none is lost."""
    first = store.drafts.add(issue(), inputs="a", now=NOW)
    assert store.drafts.add(issue(), inputs="a", now=NOW + DAY) == first
    second = store.drafts.add(issue(), inputs="b", now=NOW + DAY)
    assert (first.version, second.version) == (1, 2)
    assert store.drafts.latest(SLOT.name) == second


def test_edits_may_be_asked_twice_and_taken_back(store: Store) -> None:
    """An editor presses a button twice."""
    for _ in range(2):
        store.drafts.edit(SLOT.name, "pin", ["https://a/"], now=NOW)
    store.drafts.edit(SLOT.name, "drop", ["e1", "e2"], now=NOW)
    assert store.drafts.edits(SLOT.name).pins == {"https://a/"}
    assert store.drafts.undo(SLOT.name, "drop", ["e1"]) == 1
    assert store.drafts.edits(SLOT.name).drops == {"e2"}


def test_a_published_issue_never_changes(store: Store) -> None:
    """Not by publishing again, and not by a hand in the database."""
    store.slots.mark(SLOT.name, now=NOW)
    first = store.issues.publish(dataclasses.replace(issue(), number=1), LETTER, drafted=NOW, now=NOW)
    changed = dataclasses.replace(issue(), number=2, intro="Other.")
    assert store.issues.publish(changed, LETTER, drafted=NOW, now=NOW + DAY) == first
    for statement in ("UPDATE issue SET html = ''", "DELETE FROM issue"):
        with pytest.raises(Exception, match="never changes"), writing(store._engine) as connection:
            connection.execute(text(statement))
    assert store.issues.get(SLOT.name) == first
    assert store.issues.next_number() == 2


def test_publishing_opens_the_ledger_for_those_who_are_subscribed_then(store: Store) -> None:
    """Who joins later gets the next issue; who left before gets none."""
    people = store.subscribers.add([(f"{n}@x.example", f"{n}@x.example") for n in range(3)], now=NOW)
    store.subscribers.unsubscribe(people[0].id, now=NOW)
    store.issues.publish(dataclasses.replace(issue(), number=1), LETTER, drafted=NOW, now=NOW)
    store.subscribers.add([("late@x.example", "late@x.example")], now=NOW)
    assert [d.subscriber_id for d in store.deliveries.pending(SLOT.name, NOW)] == [people[1].id, people[2].id]


@pytest.fixture
def published(store: Store) -> Store:
    store.subscribers.add([(f"{n}@x.example", f"{n}@x.example") for n in range(3)], now=NOW)
    store.issues.publish(dataclasses.replace(issue(), number=1), LETTER, drafted=NOW, now=NOW)
    return store


def test_a_delivery_is_claimed_once(published: Store) -> None:
    """Two senders on one ledger: one of them gets each row."""
    assert published.deliveries.claim(SLOT.name, 1, NOW)
    assert not published.deliveries.claim(SLOT.name, 1, NOW)
    published.deliveries.settle(SLOT.name, 1, Receipt(state="accepted"), NOW)
    assert not published.deliveries.claim(SLOT.name, 1, NOW)
    published.deliveries.settle(SLOT.name, 1, Receipt(state="refused"), NOW)  # what is settled stays
    assert published.deliveries.counts(SLOT.name) == {"accepted": 1, "pending": 2}


def test_who_leaves_meanwhile_is_not_sent_to(published: Store) -> None:
    """Between publishing and sending a reader may unsubscribe."""
    published.subscribers.unsubscribe(2, now=NOW)
    assert not published.deliveries.claim(SLOT.name, 2, NOW)
    assert [d.subscriber_id for d in published.deliveries.pending(SLOT.name, NOW)] == [1, 3]


def test_put_off_is_tried_again_later(published: Store) -> None:
    """A greylisting server lets one in after a while, not at once."""
    published.deliveries.claim(SLOT.name, 1, NOW)
    published.deliveries.settle(SLOT.name, 1, Receipt(state="deferred", detail="450 later"), NOW)
    assert 1 not in {d.subscriber_id for d in published.deliveries.pending(SLOT.name, NOW)}
    assert 1 in {
        d.subscriber_id for d in published.deliveries.pending(SLOT.name, NOW + timedelta(minutes=30))
    }


def test_after_a_crash_inflight_is_unknown_and_never_sent_by_itself(published: Store) -> None:
    """It may have arrived. Only the operator may decide to send again."""
    published.deliveries.claim(SLOT.name, 1, NOW)
    assert published.deliveries.settle_crashed(SLOT.name, repeatable=False, now=NOW) == 1
    assert not published.deliveries.claim(SLOT.name, 1, NOW)
    assert [d.email for d in published.deliveries.listed(SLOT.name, "unknown")] == ["0@x.example"]
    assert published.deliveries.resend_unknown(SLOT.name, now=NOW) == 1
    assert published.deliveries.claim(SLOT.name, 1, NOW)


def test_files_may_simply_be_written_again(published: Store) -> None:
    """The same message to the same file overwrites itself: nothing is ambiguous."""
    published.deliveries.claim(SLOT.name, 1, NOW)
    published.deliveries.settle_crashed(SLOT.name, repeatable=True, now=NOW)
    assert published.deliveries.claim(SLOT.name, 1, NOW)


def test_who_unsubscribed_is_not_brought_back_by_an_import(store: Store) -> None:
    """Only when they asked to."""
    [someone] = store.subscribers.add([("A@x.example", "a@x.example")], now=NOW)
    store.subscribers.unsubscribe(someone.id, now=NOW)
    assert store.subscribers.add([("a@X.example", "a@x.example")], now=NOW) == []
    assert store.subscribers.add([("a@x.example", "a@x.example")], now=NOW, again=True)[0].status == "active"
    assert store.subscribers.counts() == {"active": 1}


def test_a_slot_is_worked_on_by_one(store: Store, url: str) -> None:
    """A second process is told who is at it; afterwards the slot is free."""
    with Store(url, "main") as other, store.slots.lease(SLOT.name, now=NOW):
        second = other.slots.lease(SLOT.name, now=NOW)
        with pytest.raises(BusyError, match="another digest"):
            second.__enter__()
    with store.slots.lease(SLOT.name, now=NOW):
        pass


def test_the_lease_of_a_dead_process_is_over_at_once(store: Store) -> None:
    """After a kill -9 the next run need not wait for the lease to run out."""
    import socket

    with store.slots.lease(SLOT.name, now=NOW):
        dead = f"{socket.gethostname()}:999999@1:x"
        with writing(store._engine) as connection:
            connection.execute(text("UPDATE slot SET lease_owner = :dead"), {"dead": dead})
        with store.slots.lease(SLOT.name, now=NOW):
            pass


def test_two_newsletters_share_a_store(store: Store, url: str) -> None:
    """Each has its own slots, drafts, issues and readers; feeds and entries are shared."""
    store.drafts.add(issue(), inputs="a", now=NOW)
    store.subscribers.add([("a@x.example", "a@x.example")], now=NOW)
    with Store(url, "second") as other:
        assert other.drafts.latest(SLOT.name) is None
        assert other.subscribers.all() == []


def test_vectors_are_kept_by_text_and_model(store: Store) -> None:
    """Nothing is computed twice, a new model begins anew, and a damaged vector can be put right."""
    store.embeddings.put("m1", {"h1": b"damaged", "h2": b"2"})
    store.embeddings.put("m1", {"h1": b"1"})
    assert store.embeddings.get("m1", ["h1", "h2", "h3"]) == {"h1": b"1", "h2": b"2"}
    assert store.embeddings.get("m2", ["h1"]) == {}


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """Validators are never kept without the entries they stand for."""
    bad = dataclasses.replace(entry(), title=None)  # type: ignore[arg-type]  # what the database refuses
    with pytest.raises(Exception, match="NOT NULL"):
        store.feeds.keep(state(etag='"new"'), [entry(guid="good"), bad])
    assert store.feeds.states() == {}
    assert store.feeds.within(WINDOW, {"https://outlet.example/feed.xml"}) == []


def test_a_naive_time_is_refused_at_the_door(store: Store) -> None:
    """Every time in digest is aware; a naive one would be taken for UTC and be wrong by hours."""
    with pytest.raises(Exception, match="naive"):
        store.feeds.keep(state(), [entry(published=MIDWEEK.replace(tzinfo=None))])


@pytest.mark.parametrize(
    "error",
    [
        "database is locked",
        "database or disk is full",
        "attempt to write a readonly database",
        "disk I/O error",
    ],
)
def test_what_sqlite_says_is_told_in_the_operators_words(error: str) -> None:
    """Each has a mend."""
    from digest.store.engine import explain

    told = explain(Exception(error), "var/digest.db")
    assert isinstance(told, StoreError)
    assert told.mend
    assert "var/digest.db" in str(told)
