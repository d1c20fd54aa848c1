"""What is remembered of a feed: moves believed after three, 410 for good, quarantines that take nothing."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.memory import MOVED_AFTER, accepted, after, enabled
from digest.types import Feed, FeedState, Fetched
from tests.makers import NOW

OLD, NEW = "https://old.example/feed", "https://new.example/feed"
KNOWN = FeedState(
    url=OLD, title="Old", etag='"old"', last_modified="old", body_hash="old", final_url=OLD, fetches=3,
    first_success=NOW - timedelta(days=9), last_success=NOW - timedelta(days=1),
)  # fmt: skip


def answer(outcome: str = "fetched", **changes: Any) -> Fetched:
    values: dict[str, Any] = {"feed": Feed(url=OLD), "outcome": outcome}
    if outcome == "fetched":
        values |= {"etag": '"new"', "body_hash": "new", "url": OLD}
    return Fetched(**values | changes)


def remember(state: FeedState, *answers: Fetched) -> FeedState:
    for one in answers:
        state = after(state, one, parsed_title="", now=NOW)
    return state


MOVED = answer(url=NEW, moved_to=NEW)


def test_a_move_is_believed_after_three_identical_answers() -> None:
    """Not after two; and the key, the title and the times stay what they were."""
    twice = remember(KNOWN, MOVED, MOVED)
    assert (twice.address, twice.moved_to, twice.moved_seen) == ("", NEW, 2)
    thrice = remember(twice, MOVED)
    assert (thrice.url, thrice.address, thrice.moved_to, thrice.moved_seen) == (OLD, NEW, "", 0)
    assert thrice.first_success == KNOWN.first_success


def test_unchanged_answers_count_as_well() -> None:
    """A feed that moved and is quiet is redirected to a 304."""
    quiet = answer("unchanged", url=NEW, moved_to=NEW)
    assert remember(KNOWN, MOVED, quiet, quiet).address == NEW


@pytest.mark.parametrize(
    "between",
    [answer(url=OLD), answer(url="https://third.example/", moved_to="https://third.example/")],
    ids=["no move", "another move"],
)
def test_answers_that_differ_begin_the_count_anew(between: Fetched) -> None:
    """A publisher who redirects for an hour by mistake is not followed for good."""
    assert remember(KNOWN, MOVED, MOVED, between, MOVED, MOVED).address == ""


@pytest.mark.parametrize(
    "between", [answer("failed", error="x"), answer("deferred", error="x"), answer("quarantined", error="x")]
)
def test_what_is_no_reading_says_nothing_of_a_move(between: Fetched) -> None:
    """A failure between two answers, a pause: neither for nor against it. A hijacker's redirect is not counted."""
    moved = dataclasses.replace(between, moved_to="https://evil.example/")
    assert remember(KNOWN, MOVED, MOVED, moved).moved_seen == 2
    assert remember(KNOWN, MOVED, MOVED, moved, MOVED).address == NEW


def test_https_is_not_given_up_for_http() -> None:
    """Whoever sits in between could otherwise take the feed out of TLS for good."""
    plain = answer(url="http://new.example/feed", moved_to="http://new.example/feed")
    assert remember(KNOWN, *[plain] * 5).address == ""
    upgrade = answer(feed=Feed(url="http://old.example/feed"), url=OLD, moved_to=OLD)
    state = dataclasses.replace(KNOWN, url="http://old.example/feed", final_url="")
    assert remember(state, *[upgrade] * MOVED_AFTER).address == OLD


def test_validators_stay_with_the_address_that_gave_them() -> None:
    """They came from the new address, so they go there; those of a third one do not."""
    assert remember(KNOWN, MOVED, MOVED, MOVED).etag == '"new"'
    further = answer(url="https://cdn.example/x", moved_to=NEW)
    assert remember(KNOWN, further, further, further).etag == ""


def test_an_address_that_fails_three_times_gives_way_to_the_old_one() -> None:
    """A move that did not last: the configured address is asked again, without the other's validators."""
    state = remember(KNOWN, MOVED, MOVED, MOVED)
    failed = answer("failed", error="gone", status=404)
    assert remember(state, failed, failed).address == NEW
    back = remember(state, failed, failed, failed)
    assert (back.address, back.etag, back.last_modified, back.failures) == ("", "", "", 3)


def test_moved_home_again() -> None:
    """The new address points back to the old one."""
    state = remember(KNOWN, MOVED, MOVED, MOVED)
    assert remember(state, *[answer(url=OLD, moved_to=OLD)] * 3).address == ""


def test_410_disables_and_enable_ends_it() -> None:
    """Gone for good is believed at once; the reason has its date. Of a moved feed, the old address is asked first."""
    gone = answer("failed", status=410, error="gone")
    state = remember(KNOWN, gone)
    assert f"{NOW:%Y-%m-%d}" in state.disabled
    assert remember(state, answer("disabled", error="x")) == state
    again = enabled(state)
    assert (again.disabled, again.failures, again.retry_at, again.etag) == ("", 0, None, KNOWN.etag)
    moved = remember(KNOWN, MOVED, MOVED, MOVED, gone)
    assert (moved.disabled, moved.address) == ("", "")


def test_a_quarantined_answer_leaves_everything_as_it_was() -> None:
    """Validators, hash, title, site and the last success are the old face's; since when it waits is kept."""
    waits = answer(
        "quarantined", error="taken over", etag='"evil"', body_hash="evil", url="https://evil.example/"
    )
    state = after(KNOWN, waits, parsed_title="Evil", site="https://evil.example/", now=NOW)
    assert state == dataclasses.replace(
        KNOWN, fetches=4, last_attempt=NOW, quarantine="taken over", quarantined_at=NOW
    )
    later = after(state, waits, parsed_title="Evil", now=NOW + timedelta(days=1))
    assert later.quarantined_at == NOW


EVIL = "https://evil.example/"
#: A document without entries from whoever has the domain now.
EMPTY = answer(url=EVIL, moved_to=EVIL, etag='"evil"', last_modified="evil", body_hash="evil")


def after_empty(state: FeedState, *, days: int = 1) -> FeedState:
    return after(state, EMPTY, parsed_title="Evil", site=EVIL, empty=True, now=NOW + timedelta(days=days))


def test_an_empty_document_gives_nothing_to_believe() -> None:
    """It answered. Face, validators and hash stay those of the last document with entries, and no move is counted."""
    later = NOW + timedelta(days=1)
    state = after_empty(dataclasses.replace(KNOWN, failures=2, failing_since=NOW, last_error="x"))
    assert state == dataclasses.replace(KNOWN, fetches=4, last_attempt=later, last_success=later)
    assert after_empty(after_empty(after_empty(KNOWN))).address == ""


def test_an_empty_document_does_not_end_a_quarantine() -> None:
    """Neither does it begin one anew: the reason, its date and the last success stay; the old face ends it."""
    waiting = remember(KNOWN, answer("quarantined", error="taken over"))
    state = after_empty(waiting)
    assert state == dataclasses.replace(waiting, fetches=5, last_attempt=NOW + timedelta(days=1))
    assert remember(state, answer("unchanged", body_hash="old", url=OLD)).quarantine == ""


def test_a_first_read_may_be_empty() -> None:
    """A new feed has no entry yet: it was read, and what it is called is believed with its first entry."""
    state = after_empty(FeedState(url=OLD), days=0)
    assert (state.first_success, state.last_success, state.title, state.final_url) == (NOW, NOW, "", "")


def test_an_answer_without_news_has_no_entries_and_is_no_empty_document() -> None:
    """A 304 or the same body: the caller has read no entries, and a waiting feed shows its old face again."""
    waiting = remember(KNOWN, answer("quarantined", error="taken over"))
    same = answer("unchanged", body_hash="old", url=OLD)
    assert after(waiting, same, parsed_title="", empty=True, now=NOW).quarantine == ""


def test_a_quarantine_ends_with_the_old_face_or_the_editor_s_word() -> None:
    """Read again, or accepted: then its old face is forgotten, and what comes next is the feed."""
    waiting = remember(KNOWN, answer("quarantined", error="taken over"))
    read = remember(waiting, answer())
    assert (read.quarantine, read.quarantined_at) == ("", None)
    taken = accepted(waiting)
    assert (taken.quarantine, taken.title, taken.final_url, taken.etag, taken.body_hash) == (
        "",
        "",
        "",
        "",
        "",
    )
    assert taken.first_success == KNOWN.first_success


def test_since_when_it_fails_is_kept_until_it_works() -> None:
    """Three failures are one trouble, with one beginning."""
    failed = answer("failed", error="x")
    state = after(remember(KNOWN, failed), failed, parsed_title="", now=NOW + timedelta(days=2))
    assert (state.failures, state.failing_since) == (2, NOW)
    assert remember(state, answer()).failing_since is None


ANSWERS = st.lists(
    st.builds(
        answer,
        st.sampled_from(["fetched", "unchanged", "failed", "deferred", "disabled", "quarantined"]),
        moved_to=st.sampled_from(["", OLD, NEW, "http://plain.example/", "https://third.example/"]),
        url=st.sampled_from([OLD, NEW]),
        status=st.sampled_from([0, 200, 304, 404, 410, 503]),
    ),
    max_size=12,
)


@given(ANSWERS)
def test_no_answers_make_the_memory_false(answers: list[Fetched]) -> None:
    """Law: the key stays, counts are in their bounds, nothing known is lost, and TLS is not given up."""
    state = remember(KNOWN, *answers)
    assert state.url == OLD
    assert 0 <= state.moved_seen < MOVED_AFTER
    assert bool(state.moved_seen) == bool(state.moved_to)
    assert state.address in ("", NEW, "https://third.example/")
    assert bool(state.failures) == bool(state.failing_since)
    assert bool(state.quarantine) == bool(state.quarantined_at) or not state.quarantine
    assert state.first_success == KNOWN.first_success
