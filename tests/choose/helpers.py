"""A small week in our own words, and the one call that the tests of this room make."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from digest.choose import choose, shipped_topic
from digest.types import Choice, Entry, Limits
from tests.makers import MIDWEEK, WINDOW, entry

SUIT = (
    (
        "Label sues song generator Hummer over training data",
        "Northern Records says that Hummer's AI music model copied 4,000 recordings.",
    ),
    (
        "Northern Records takes AI music start-up Hummer to court",
        "The suit names 4,000 recordings that were used to train the song generator.",
    ),
    (
        "Hummer, maker of AI songs, is sued by Northern Records",
        "A complaint filed on Tuesday says the model was trained on 4,000 recordings.",
    ),
)
FILM = (
    (
        "Festival at Lakeside bans films made with generative AI",
        "The Lakeside film festival will refuse entries whose pictures were generated.",
    ),
    (
        "No AI-generated films at Lakeside festival",
        "Organisers of the Lakeside festival ban generative AI from the competition.",
    ),
)
OTHERS = (
    ("Chip plant opens in the valley", "The factory will make processors for cars from spring."),
    ("Phone maker shows a foldable with a brighter screen", "It weighs 230 grams and costs 999 euros."),
    ("City council buys electric buses", "Forty vehicles arrive before the winter timetable."),
    ("Browser update fixes a bug with tabs", "Version 140 is available now."),
)  # fmt: skip


def told(*reports: tuple[str, str], source: str = "Outlet", **changes: Any) -> list[Entry]:
    """Entries of several outlets, an hour apart."""
    return [
        entry(
            title,
            text=text,
            source=f"{source} {n}",
            feed_url=f"https://{source.lower()}{n}.example/feed",
            published=MIDWEEK + timedelta(hours=n),
            **changes,
        )
        for n, (title, text) in enumerate(reports)
    ]


def week() -> list[Entry]:
    return [*told(*SUIT), *told(*FILM, source="Paper"), *told(*OTHERS, source="Gazette")]


def run(entries: list[Entry], **changes: Any) -> Choice:
    given: dict[str, Any] = {"topic": shipped_topic("ai-and-media"), "limits": Limits(), "window": WINDOW}
    return choose(entries, **given | changes)


def stories_of(choice: Choice) -> set[frozenset[str]]:
    """Which entries stand together, by id."""
    stories: dict[str, set[str]] = {}
    for verdict in choice.verdicts:
        stories.setdefault(verdict.story, set()).add(verdict.entry.id)
    return {frozenset(ids) for ids in stories.values()}


def reasons_of(choice: Choice, entry_id: str) -> tuple[str, ...]:
    return next(v.reasons for v in choice.verdicts if v.entry.id == entry_id)
