"""What an editor should look at: signs of a feed's state, duplicates, and what is worth a note."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.health import FAILING_FOR, Condition, conditions, news, twins
from digest.types import Feed, FeedState
from tests.makers import NOW

DAY = timedelta(days=1)
URL = "https://a.example/feed"


def state(**changes: Any) -> FeedState:
    values: dict[str, Any] = {
        "url": URL, "title": "A\nPaper", "first_success": NOW - 90 * DAY, "last_success": NOW, "last_attempt": NOW,
    }  # fmt: skip
    return FeedState(**values | changes)


def condition(
    known: FeedState | None, *, newest: Any = NOW - DAY, same: dict[str, str] | None = None
) -> Condition:
    states = {URL: known} if known else {}
    (found,) = conditions(
        [Feed(url=URL)], states, {URL: newest}, same or {}, now=NOW, silent_after=timedelta(weeks=4)
    )
    return found


@pytest.mark.parametrize(
    ("known", "more", "kinds", "care", "said"),
    [
        (state(), {}, [], False, "well"),
        (None, {}, ["never read"], False, "never read"),
        (state(failures=1, failing_since=NOW), {}, ["failing"], True, "failing, once since 2026-11-26"),
        (state(failures=3), {}, ["failing"], True, "failing, 3 times in a row"),
        (state(), {"newest": NOW - 36 * DAY}, ["silent"], True, "silent for 5 weeks"),
        (state(), {"newest": None}, ["silent"], True, "silent for 12 weeks"),
        (state(disabled="gone", failures=1), {}, ["disabled"], True, "disabled, not asked any more: gone"),
        (state(last_success=None, first_success=None), {"newest": None}, ["never read"], False, "never read"),
        (state(failures=1, last_success=None, last_error="a.example: no such host"), {}, ["failing"], True,
         "failing, once: a.example: no such host"),
        (state(failures=3, failing_since=NOW, last_error=f"{URL}: the server answered\n500"), {}, ["failing"], True,
         "failing, 3 times in a row since 2026-11-26: the server answered 500"),
        (state(failures=1, address="https://b.example/", last_error="https://b.example/: no answer"), {},
         ["failing", "moved"], True, "failing, once: no answer; moved for good to https://b.example/"),
        (state(quarantine="sold", quarantined_at=NOW), {}, ["quarantined"], True, "quarantined since 2026-11-26: sold"),
        (state(address="https://b.example/"), {}, ["moved"], False, "moved for good to https://b.example/"),
        (state(), {"same": {URL: "https://b.example/"}}, ["duplicate"], True, "brings the same pages as https://b.example/"),
        (state(failures=2, address="https://b.example/"), {}, ["failing", "moved"], True,
         "failing, 2 times in a row; moved for good to https://b.example/"),
    ],
)  # fmt: skip
def test_the_signs_of_a_feed(
    known: FeedState | None, more: dict[str, Any], kinds: list[str], care: bool, said: str
) -> None:
    """Each trouble in words, the most pressing first; what only is to be known needs no care."""
    found = condition(known, **more)
    assert ([sign.kind for sign in found.signs], found.needs_care, found.said) == (kinds, care, said)


def test_what_can_be_mended_by_a_command_names_it() -> None:
    """With the address to give it, so that it can be copied."""
    assert f"digest feeds enable {URL}" in condition(state(disabled="gone")).signs[0].mend
    assert f"digest feeds accept {URL}" in condition(state(quarantine="sold")).signs[0].mend


@pytest.mark.parametrize(
    ("error", "mend"),
    [
        ("the server answered 403", "fetch.contact"),
        ("the server answered 404", "digest feeds add"),
        ("an HTML page, not a feed", "digest feeds add"),
        ("the address 10.0.0.1 is private and is not dialled", "fetch.allow_private"),
        ("port 8080 is not dialled", "fetch.ports"),
        ("the server answered 500", "by itself"),
        ("the server answered 4040", "by itself"),
        ("", "by itself"),
    ],
)
def test_every_failure_has_a_mend(error: str, mend: str) -> None:
    """By what is remembered of it; what is not known by its words is asked again."""
    assert mend in condition(state(failures=1, last_error=f"{URL}: {error}")).signs[0].mend


def test_a_silent_feed_that_fails_for_a_while_is_silent_all_the_time() -> None:
    """The fact stays, so that it is no news when the feed answers again; time in which it fails is no silence."""
    quiet = {"newest": NOW - 30 * DAY}
    for trouble in ({"failures": 1, "failing_since": NOW}, {"quarantine": "x", "quarantined_at": NOW}):
        known = state(**trouble)
        assert "silent" in news([condition(known, **quiet)], {URL: known}, now=NOW)[URL]
        dead = state(**{key: NOW - 5 * DAY if value is NOW else value for key, value in trouble.items()})
        assert [sign.kind for sign in condition(dead, **quiet).signs if sign.kind == "silent"] == []


def test_a_title_is_one_line() -> None:
    """A feed names itself; a table and a mail show it."""
    assert condition(state()).title == "A Paper"


def test_what_is_worth_a_note() -> None:
    """Failing only once it has lasted; what is harmless or a matter of taste, never."""
    lasting = NOW - FAILING_FOR
    for known, more, facts in [
        (state(failures=9, failing_since=lasting + timedelta(minutes=1)), {}, {}),
        (state(failures=2, failing_since=lasting), {}, {URL: {"failing"}}),
        (state(disabled="gone"), {}, {URL: {"disabled"}}),
        (state(quarantine="sold"), {}, {URL: {"quarantined"}}),
        (state(), {"newest": NOW - 30 * DAY}, {URL: {"silent"}}),
        (state(address="https://b.example/"), {"same": {URL: "https://b.example/"}}, {}),
        (None, {}, {}),
    ]:
        states = {URL: known} if known else {}
        assert news([condition(known, **more)], states, now=NOW) == facts


def shared(count: int, *feeds: str) -> dict[str, list[str]]:
    return {f"https://page.example/{'-'.join(feeds)}/{n}": list(feeds) for n in range(count)}


@pytest.mark.parametrize(
    ("pages", "common", "found"),
    [
        ({"a": 10, "b": 10}, 8, {"b": "a"}),
        ({"a": 10, "b": 10}, 7, {}),
        ({"a": 5, "b": 100}, 5, {"a": "b"}),
        ({"a": 4, "b": 4}, 4, {}),
        ({"a": 30, "b": 6}, 5, {"b": "a"}),
    ],
    ids=[
        "the later of two equal ones",
        "not enough",
        "part of a larger one",
        "too few to say",
        "five of six",
    ],
)
def test_feeds_that_bring_the_same_pages(pages: dict[str, int], common: int, found: dict[str, str]) -> None:
    """80 % of the smaller one's pages, five at the least."""
    assert twins(pages, shared(common, "a", "b")) == found


def test_three_feeds_that_are_one() -> None:
    """One stays, the others are each a duplicate of one that is there; never two of each other."""
    assert twins({"a": 9, "b": 9, "c": 9}, shared(9, "a", "b", "c")) == {"b": "a", "c": "a"}


def test_pages_that_everyone_has_say_nothing() -> None:
    """The week's news is in each of thirty feeds; none is a duplicate for that."""
    feeds = [f"f{n}" for n in range(30)]
    assert twins(dict.fromkeys(feeds, 6), shared(6, *feeds)) == {}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)),
    st.dictionaries(st.text(max_size=3), st.lists(st.sampled_from("abcdefg"), max_size=6)),
)
def test_twins_leave_one_of_each(pages: dict[str, int], held: dict[str, list[str]]) -> None:
    """Law: a duplicate is a known feed, its twin is another, no two are each other's, and whoever follows the
    advice and removes all duplicates keeps one feed of each group."""
    found = twins(pages, held)
    for small, large in found.items():
        assert small in pages
        assert large in pages
        assert small != large
        while large in found:
            large = found[large]
            assert large != small
