"""Whether a feed is still the one that was chosen: caught when host, title and topic change together, and only then."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.feeds.clean import entries_of
from digest.feeds.hijack import SAMPLE, likeness, quarantined, suspect
from digest.feeds.memory import after
from digest.feeds.parse import parse_document
from digest.types import Entry, Feed, FeedState, Fetched, Reading
from tests.makers import NOW, entry

FEED = Feed(url="https://bakers.example/feed.xml")
BREAD = [
    ("Rye from the old mill", "A dark loaf of rye flour and sourdough, baked for an hour in a hot oven."),
    (
        "Which flour for which loaf",
        "Wheat flour for white bread, spelt and rye for a sourdough with a crust.",
    ),
    ("A starter that survives the winter", "Feed the sourdough starter with flour and water; keep it warm."),
    ("Baking on a stone", "The oven and its stone want an hour of heat before the loaf goes in."),
    ("Our bakery opens on Sundays", "Fresh rolls and bread from the oven, from seven in the morning."),
]
NEWER = [
    (
        "Spelt rolls for breakfast",
        "Flour, water, salt and a spoon of sourdough; bake the rolls in a hot oven.",
    ),
    ("Why bread goes stale", "The starch of the flour sets. A loaf of rye with sourdough keeps for a week."),
    ("The baker's oven, repaired", "The bakery has its stone oven again; bread and rolls are back."),
]
CASINO = [
    (
        "Best online casino bonus",
        "Free spins, slots and roulette: register an account and claim the jackpot.",
    ),
    ("Betting odds explained", "Place a wager on football and win real money at our gambling partner."),
    ("Blackjack with live dealers", "Play at tables around the clock and withdraw winnings in minutes."),
]
STATE = FeedState(
    url=FEED.url, title="The Bakers' Journal", final_url=FEED.url, site="https://bakers.example/",
    first_success=NOW, last_success=NOW, last_attempt=NOW,
)  # fmt: skip


def entries(rows: Sequence[tuple[str, str]], host: str = "bakers.example") -> list[Entry]:
    return [
        entry(
            title,
            text=text,
            url=f"https://{host}/{n}-{len(title)}",
            canonical_url=f"https://{host}/{n}-{len(title)}",
        )
        for n, (title, text) in enumerate(rows)
    ]


def judged(
    *,
    title: str = "The Bakers' Journal",
    site: str = "https://bakers.example/",
    final: str = FEED.url,
    new: Sequence[Entry] = (),
    state: FeedState = STATE,
    known: Sequence[Entry] | None = None,
) -> str:
    reading = Reading(title=title, site=site, entries=tuple(new))
    fetched = Fetched(feed=FEED, outcome="fetched", url=final)
    stored = entries(BREAD) if known is None else known
    return suspect(state, fetched, reading, lambda: stored)


SOLD: dict[str, Any] = {
    "title": "Lucky Spins",
    "site": "https://spins.example/",
    "new": entries(CASINO, "spins.example"),
}


def test_a_sold_domain_is_caught_and_said() -> None:
    """Host, title and topic changed together: the reason names all three, on one line."""
    why = judged(**SOLD)
    assert "now belongs to spins.example (was bakers.example)" in why
    assert "“The Bakers' Journal”" in why
    assert "“Lucky Spins”" in why
    assert "other things" in why
    assert "\n" not in why


@pytest.mark.parametrize(
    "changed",
    [
        {"site": "https://elsewhere.example/", "final": "https://elsewhere.example/rss"},
        {"title": "Loaf & Crust"},
        {"new": entries(CASINO)},
        {"title": "Loaf & Crust", "site": "https://loaf.example/", "final": "https://loaf.example/rss", "new": entries(NEWER, "loaf.example")},
        {"title": "Lucky Spins", "new": entries(CASINO)},
        {"site": "https://spins.example/", "new": entries(CASINO, "spins.example")},
    ],
    ids=["moved", "renamed", "another beat", "moved and renamed", "renamed, another beat", "moved, another beat"],
)  # fmt: skip
def test_one_or_two_changes_are_an_honest_feed_s(changed: dict[str, Any]) -> None:
    """A redesign, a new name, a new subject: each happens, and no two of them are a hijack."""
    assert judged(**({"new": entries(NEWER)} | changed)) == ""


@pytest.mark.parametrize(
    "where",
    [
        {"site": "https://bakers.example/", "final": "https://spins.example/feed", "new": entries(CASINO)},
        {"site": "https://spins.example/", "final": FEED.url, "new": entries(CASINO)},
        {"site": "", "final": FEED.url, "new": entries(CASINO, "spins.example")},
    ],
    ids=["answered elsewhere", "belongs elsewhere", "links elsewhere"],
)
def test_the_host_shows_in_three_places(where: dict[str, Any]) -> None:
    """A sold domain still answers under its old name; its page, or what it links to, gives it away."""
    assert judged(**(SOLD | where))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://bakers.example/", "https://www.bakers.example/blog/"),
        ("https://bakers.example/", "http://news.bakers.example:8080/"),
        ("https://shop.bakers.co.uk/", "https://bakers.co.uk/"),
    ],
)
def test_another_host_of_the_same_owner_is_the_same(old: str, new: str) -> None:
    """www, a subdomain, a port: the same party, also below co.uk."""
    state = dataclasses.replace(STATE, site=old, final_url="")
    assert judged(title="Lucky Spins", site=new, new=entries(CASINO), state=state) == ""


def test_two_owners_below_one_second_level_differ() -> None:
    """`a.co.uk` and `b.co.uk` are not one party."""
    state = dataclasses.replace(STATE, site="https://bakers.co.uk/", final_url="")
    assert judged(title="Lucky Spins", site="https://spins.co.uk/", new=entries(CASINO), state=state)


def test_spam_between_copies_of_old_posts_is_spam() -> None:
    """Who takes a domain over often puts its old posts back: only what is new is judged when it is enough."""
    many = [(f"{title}, part {n}", text) for n in range(4) for title, text in CASINO]
    mixed = entries(BREAD, "spins.example") + entries(many, "spins.example")
    assert judged(**(SOLD | {"new": mixed}))


def test_a_few_new_posts_among_the_old_ones_are_no_hijack() -> None:
    """A site that moves and takes a new name keeps its last posts, whatever the newest are about."""
    assert judged(**(SOLD | {"new": entries([*BREAD, CASINO[0]], "spins.example")})) == ""


def test_to_put_the_old_title_back_does_not_end_a_quarantine() -> None:
    """The title is easiest to copy; host or topic must be the old ones again."""
    waiting = dataclasses.replace(STATE, quarantine="taken over")
    assert judged(**(SOLD | {"title": STATE.title, "state": waiting}))
    assert judged(**(SOLD | {"title": STATE.title})) == ""
    assert judged(new=entries(NEWER), state=waiting) == ""


def seen(state: FeedState, title: str, site: str, new: Sequence[Entry] = ()) -> tuple[FeedState, str]:
    """The memory after one answer, and why it waits."""
    fetched = Fetched(
        feed=FEED, outcome="fetched", url=f"{site}feed", body_hash=f"{title}{len(new)}", body=b"x"
    )
    reading = Reading(title=title, site=site, entries=tuple(new))
    why = suspect(state, fetched, reading, lambda: entries(BREAD))
    fetched = quarantined(fetched, why) if why else fetched
    return after(state, fetched, parsed_title=title, site=site, empty=not new, now=NOW), why


def test_to_show_nothing_first_does_not_make_another_feed_the_old_one() -> None:
    """The new owner shows an empty feed with the new title, then the spam: caught as if it had come at once."""
    state, why = seen(STATE, SOLD["title"], SOLD["site"])
    assert (why, state.title, state.site, state.final_url) == ("", STATE.title, STATE.site, STATE.final_url)
    state, why = seen(state, SOLD["title"], SOLD["site"], SOLD["new"])
    assert why
    assert state.quarantine == why


def test_to_show_nothing_does_not_end_a_quarantine() -> None:
    """Spam, then nothing, then spam: it waits throughout, for the same reason, until the old feed is back."""
    first, why = seen(STATE, SOLD["title"], SOLD["site"], SOLD["new"])
    for title, site in [(SOLD["title"], SOLD["site"]), (STATE.title, STATE.site)]:
        state, still = seen(first, title, site)
        assert (still, state.quarantine, state.title) == (why, why, STATE.title)
        state, still = seen(state, SOLD["title"], SOLD["site"], SOLD["new"])
        assert (still, state.quarantine) == (why, why)
    state, still = seen(state, STATE.title, STATE.site, entries(NEWER))
    assert (still, state.quarantine) == ("", "")


def test_what_is_not_known_cannot_have_changed() -> None:
    """A first read, a feed whose new face was accepted, an empty document, nothing stored."""
    assert judged(**(SOLD | {"state": FeedState(url=FEED.url)})) == ""
    assert judged(**(SOLD | {"new": ()})) == ""
    assert judged(**(SOLD | {"known": ()})) == ""


def test_stored_entries_are_read_only_when_the_title_has_changed() -> None:
    """Nearly every answer has the title of the one before, and costs no query."""

    def never() -> Sequence[Entry]:
        raise AssertionError("asked")

    same = Reading(title="The  Bakers’ JOURNAL".replace("’", "'"), entries=tuple(entries(CASINO)))
    assert suspect(STATE, Fetched(feed=FEED, outcome="fetched"), same, never) == ""


def test_a_quarantined_answer_says_what_to_do() -> None:
    """It is an outcome of its own, with the command that takes it."""
    waits = quarantined(Fetched(feed=FEED, outcome="fetched", body=b"x"), "why")
    assert (waits.outcome, waits.error, waits.body) == ("quarantined", "why", b"")
    assert f"digest feeds accept {FEED.url}" in waits.mend


TEXT = st.text(max_size=200)


@given(TEXT, TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_the_judgement_never_raises(title: str, site: str, final: str, rows: list[tuple[str, str]]) -> None:
    """Law: whatever a feed says of itself, the answer is one line or nothing."""
    new = [entry(t, text=x, url=site, canonical_url=site, guid="g") for t, x in rows]
    assert "\n" not in judged(title=title, site=site, final=final, new=new)


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5))
def test_likeness_is_a_share_and_whole_with_itself(rows: list[tuple[str, str]]) -> None:
    """Law: 0 to 1, symmetric, 1 for the same sample."""
    some, others = [entry(t, text=x, guid="g") for t, x in rows], entries(BREAD)
    assert likeness(some, some) == pytest.approx(1.0)
    assert 0 <= likeness(some, others) <= 1 + 1e-9
    assert likeness(some, others) == pytest.approx(likeness(others, some))


def test_languages_without_spaces_are_told_apart() -> None:
    """Words of Chinese are not separated; pairs of characters are compared."""
    bread = [
        entry("黑麦面包的做法", text="用酸面团和黑麦面粉烤制面包,烤箱预热一小时。"),
        entry("面粉的种类", text="小麦面粉适合做白面包。"),
    ]
    more = [entry("早餐面包卷", text="面粉、水、盐和酸面团,放进烤箱烤制。")]
    bets = [entry("最佳在线赌场奖金", text="免费旋转老虎机,注册账户赢取真钱。")]
    assert likeness(bread, more) > 0.1 > likeness(bread, bets)


@pytest.mark.data
def test_real_feeds_that_turn_to_spam_are_caught(data: Path) -> None:
    """Each recorded feed, sold: at least 95 % are caught. Each, moved and renamed with its own entries: none is."""
    sold, moved, count = 0, 0, 0
    for file in sorted((data / "feeds" / "snapshots").iterdir()):
        try:
            read = entries_of(parse_document(file.read_bytes(), "", FEED.url), FEED, now=NOW)[0][:SAMPLE]
        except FeedError:
            continue
        if len(read) < 3:
            continue
        count += 1
        state = dataclasses.replace(STATE, site="https://other.example/")
        sold += bool(judged(**(SOLD | {"known": read, "state": state})))
        moved += bool(judged(**(SOLD | {"known": read, "state": state, "new": read})))
    assert sold >= 0.95 * count > 50
    assert moved == 0
