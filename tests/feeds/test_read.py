"""Reading through the box: the trip changes nothing, and what the child says is checked before anyone uses it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.errors import FeedError
from digest.feeds.clean import entries_of
from digest.feeds.parse import parse_document
from digest.feeds.read import boxed, read
from digest.net.box import Box
from tests.feeds.documents import FEED, fetched, item, rss

NOW = datetime(2026, 11, 26, tzinfo=UTC)
BODY = rss(
    item("Ünï", html="<p>x</p>", more="<category>a</category><pubDate>20 Nov 2026 10:00:00 GMT</pubDate>")
)
ARGUMENT = {
    "content_type": "",
    "url": FEED.url,
    "feed": {"url": FEED.url, "title": FEED.title, "section": FEED.section},
    "now": NOW.isoformat(),
}


@dataclass(frozen=True)
class Liar:
    """A box whose child was taken over: it answers what it likes."""

    answer: Any

    def call(self, function: str, argument: object, blob: bytes = b"") -> Any:
        return self.answer


def answered() -> Any:
    """What comes over the pipe."""
    return json.loads(json.dumps(boxed(ARGUMENT, BODY)))


def test_the_box_gives_what_the_functions_give() -> None:
    """The trip over the pipe changes nothing."""
    with Box() as box:
        reading = read(box, fetched(BODY), now=NOW)
    assert reading.entries == entries_of(parse_document(BODY, "", FEED.url), FEED, now=NOW)[0]
    assert [entry.title for entry in reading.entries] == ["Ünï"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": 1},
        {"entries": 1},
        {"problems": "x"},
        {"problems": [1]},
        {"site": "javascript:alert(1)"},
    ],
)
def test_an_answer_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    """The child reads hostile input, so what it says is checked before it becomes a value."""
    sound = answered()
    assert len(read(Liar(sound), fetched(BODY), now=NOW).entries) == 1
    with pytest.raises(FeedError, match="unexpected shape"):
        read(Liar(sound | change), fetched(BODY), now=NOW)


@pytest.mark.parametrize(
    ("position", "value"),
    [
        (0, ["not an id", *[""] * 7]),
        (0, [""] * 3),
        (1, "yesterday"),
        (2, ["ftp://i.example/p.png", 1, 1, ""]),
        (2, ["https://i.example/p.png", -1, 1, ""]),
        (3, [1]),
        (4, "note"),
    ],
)
def test_an_entry_of_another_shape_is_refused(position: int, value: object) -> None:
    """The same for each part of an entry; it costs this entry, and is said."""
    answer, sound = answered(), answered()
    answer["entries"][0][position] = value
    answer["entries"].append(sound["entries"][0])
    reading = read(Liar(answer), fetched(BODY), now=NOW)
    assert [entry.title for entry in reading.entries] == ["Ünï"]
    assert "unexpected shape" in reading.problems[-1]
