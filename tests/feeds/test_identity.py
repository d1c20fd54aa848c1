"""An entry stays itself when its publisher changes guids, titles or addresses; two entries stay two."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.identity import identity, known_of, reconcile, told_apart
from digest.types import Entry, Known
from tests.makers import NOW
from tests.makers import entry as make

PAGE, OTHER = "https://outlet.example/2026/a", "https://outlet.example/2026/b"
HOME = "https://outlet.example/"


def one(guid: str = "g1", url: str = PAGE, title: str = "A title", when: datetime = NOW) -> Entry:
    key = guid or url or title
    return make(
        title,
        id=identity("https://outlet.example/feed.xml", key),
        guid=guid or url,
        url=url,
        canonical_url=url,
        published=when,
    )


def known(*entries: Entry) -> tuple[Known, ...]:
    return tuple(map(known_of, entries))


def ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param(one(), one(title="Edited", url=OTHER), id="the same guid"),
        pytest.param(one(), one(guid="new-1"), id="a new guid, the same page"),
        pytest.param(one(), one(guid="new-1", title="Edited"), id="a new guid and title, the same page"),
        pytest.param(one(guid=""), one(guid="g1"), id="a guid where there was none"),
        pytest.param(one(guid="g1"), one(guid=""), id="no guid where there was one"),
        pytest.param(
            one(guid="a", url=""), one(guid="b", url="", title="a TITLE"), id="no page, the same title"
        ),
        pytest.param(
            one(guid="a", url=""), one(guid="b", url="", when=NOW + timedelta(days=2)), id="two days later"
        ),
    ],
)
def test_one_entry_stays_one(before: Entry, now: Entry) -> None:
    """The fresh entry takes over the id under which it is known, and nothing else of it."""
    (found,) = reconcile(known(before), (now,))
    assert found == dataclasses.replace(now, id=before.id)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param((one(),), (one(guid="g2", url=OTHER),), id="another page of the same title"),
        pytest.param((one(url=HOME),), (one(guid="g2", url=HOME),), id="a site's front page"),
        pytest.param((one(),), (one(guid="g2"), one(guid="g3")), id="two fresh ones have the page"),
        pytest.param((one(), one(guid="g2")), (one(guid="g3"),), id="two known ones have the page"),
        pytest.param((one(),), (one(), one(guid="g2")), id="the known one is still there"),
        pytest.param((one(guid="a", url=""),), (one(guid="b", url=PAGE),), id="one has a page"),
        pytest.param(
            (one(guid="a", url=""),),
            (one(guid="b", url="", when=NOW + timedelta(days=7)),),
            id="a week later: a series",
        ),
        pytest.param(
            (one(guid="a", url=""),), (one(guid="b", url=""), one(guid="c", url="")), id="a title of two"
        ),
    ],
)
def test_two_entries_stay_two(before: tuple[Entry, ...], now: tuple[Entry, ...]) -> None:
    """A new entry that is taken for an old one is never told: when in doubt, it is new."""
    assert reconcile(known(*before), now) == now


def test_a_guid_of_several_pages_is_no_identity() -> None:
    """Each page is an entry, whichever comes first; one that was alone before keeps its id."""
    first, second = one(guid="g", url=PAGE), one(guid="g", url=OTHER)
    apart = told_apart((first, second))
    assert len({first.id, *ids(apart)}) == 3
    assert sorted(ids(told_apart((second, first)))) == sorted(ids(apart))
    assert told_apart((first, one(guid="h", url=OTHER))) == [first, one(guid="h", url=OTHER)]
    assert ids(reconcile(known(first), apart)) == [first.id, apart[1].id]


GUIDS = st.sampled_from(["", "a", "b", "c"])
URLS = st.sampled_from(["", PAGE, OTHER, HOME])
TITLES = st.sampled_from(["One", "ONE", "Two", "Three"])
DAYS = st.sampled_from([0, 1, 2, 30]).map(lambda days: NOW + timedelta(days=days))
ENTRIES = st.lists(st.builds(one, GUIDS, URLS, TITLES, DAYS), max_size=6).map(
    lambda entries: tuple({entry.id: entry for entry in told_apart(entries)}.values())
)


@given(ENTRIES, ENTRIES, st.randoms())
def test_order_does_not_matter_and_twice_is_once(
    before: tuple[Entry, ...], now: tuple[Entry, ...], random: Any
) -> None:
    """Laws: one result whatever the order; idempotent; ids stay unique; what is known by id stays as it is."""
    found = reconcile(known(*before), now)
    assert reconcile(known(*before), found) == found
    assert len(set(ids(found))) == len(now)
    assert [dataclasses.replace(e, id="") for e in found] == [dataclasses.replace(e, id="") for e in now]
    old = {entry.id: entry for entry in before}
    for mine, new in zip(now, found, strict=True):
        if mine.id in old and mine.id != new.id:  # then nothing but the guid is the same
            kept = old[mine.id]
            assert kept.canonical_url != mine.canonical_url
            assert kept.title.casefold() != mine.title.casefold()
    mixed = list(zip(now, found, strict=True))
    random.shuffle(mixed)
    shuffled = random.sample(before, len(before))
    assert list(reconcile(known(*shuffled), [mine for mine, _ in mixed])) == [theirs for _, theirs in mixed]


def test_a_guid_that_goes_on_to_another_post_is_no_identity() -> None:
    """Publishers who give every post one guid: as they come and go, each post is kept, once."""
    day = timedelta(days=2)
    a, b, c = (one("same", f"https://outlet.example/{n}", f"Post {n}", NOW + n * day) for n in range(3))
    kept: dict[str, Entry] = {}
    for document in ([a], [a, b], [b], [c], [c], [b, c]):
        for entry in reconcile(known(*kept.values()), told_apart(document)):
            kept[entry.id] = entry
    assert sorted(entry.title for entry in kept.values()) == ["Post 0", "Post 1", "Post 2"]
