"""Labelled weeks: what is read, and what a mistake's message says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.errors import UsageError
from digest.evaluate import labelled
from digest.evaluate.figures import Label
from digest.types import Feed


def item(guid: str = "a", **changes: Any) -> dict[str, Any]:
    values = {
        "id": guid,
        "title": f"Title &amp; {guid}",
        "source": "The Paper",
        "published_ts": 1_777_248_601_000,
    }
    return {**values, "url": f"https://paper.example/{guid}", "summary": "<p>Some <b>text</b>.</p>"} | changes


def write(folder: Path, items: list[Any], gold: str, name: str = "2026-W18") -> Path:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in items]
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / f"{name}.gold.tsv").write_text(gold, "utf-8")
    return folder


def test_a_week_is_cleaned_as_its_feeds_would_be(tmp_path: Path) -> None:
    """Plain text, the item's id as guid, the week of its name, and only what is in topic as label."""
    week = labelled.read(write(tmp_path, [item(), item("b")], "a\t2\tsuit\r\nb\t0\t\n"), "2026-W18")
    assert [(e.guid, e.title, e.text, e.source) for e in week.entries] == [
        ("a", "Title & a", "Some text.", "The Paper"),
        ("b", "Title & b", "Some text.", "The Paper"),
    ]
    assert week.labels == {"a": Label(grade=2, event="suit")}
    assert week.entries[0].published in week.slot.window
    assert f"{week.slot.window.begin:%Y-%m-%d}" == "2026-04-27"


def test_any_name_and_plain_dates_do(tmp_path: Path) -> None:
    """A month of one's own, with dates as a person writes them."""
    items = [
        item(published_ts=None, published="2026-05-01"),
        item("b", published="2026-05-03T10:00:00+02:00"),
    ]
    del items[0]["published_ts"], items[1]["published_ts"]
    week = labelled.read(write(tmp_path, items, "", name="may"), "may")
    assert all(entry.when in week.slot.window for entry in week.entries)
    assert labelled.names(tmp_path) == ["may"]


def test_a_feeds_weight_goes_to_the_outlet_of_its_title(tmp_path: Path) -> None:
    """By its address, which is what choosing knows weights by."""
    feed = Feed(url="https://paper.example/feed", title="The Paper", weight=2)
    [entry] = labelled.read(write(tmp_path, [item()], ""), "2026-W18", [feed]).entries
    assert entry.feed_url == feed.url


@pytest.mark.parametrize(
    ("items", "gold", "said"),
    [
        ([item(), "{"], "", "2026-W18.jsonl:2: expected an object with id"),
        ([item(), "[]"], "", "2026-W18.jsonl:2: expected an object"),
        ([{"id": "a"}], "", "2026-W18.jsonl:1: expected an object with id"),
        ([item(published_ts=1e300)], "", "2026-W18.jsonl:1: expected"),
        ([item(), item()], "", "2026-W18.jsonl:2: the id a stands here twice"),
        ([], "", "no item in it"),
        ([item()], "a\t3\tx\n", "2026-W18.gold.tsv:1: expected id, grade (1 or 2) and event"),
        ([item()], "\na\t2\t\n", "2026-W18.gold.tsv:2: expected id"),
        ([item()], "a\t2\tx\nA\t2\tx\n", "2026-W18.gold.tsv:2: 2026-W18.jsonl has no item A"),
        ([item()], "a\t2\tx\n\na\t1\tx\n", "2026-W18.gold.tsv:3: the id a stands here twice"),
        ([item()], "a 2 x\n", "2026-W18.gold.tsv:1: expected id"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, items: list[Any], gold: str, said: str) -> None:
    """Somebody typed these files by hand."""
    with pytest.raises(UsageError) as caught:
        labelled.read(write(tmp_path, items, gold), "2026-W18")
    assert said in str(caught.value)
    assert "docs/choosing.md" in caught.value.mend


def test_a_folder_without_weeks_is_told(tmp_path: Path) -> None:
    """The wrong folder must not look like a perfect score."""
    with pytest.raises(UsageError, match="no labelled week"):
        labelled.names(tmp_path)
    (tmp_path / "w.gold.tsv").write_text("")
    with pytest.raises(UsageError, match="no such file"):
        labelled.read(tmp_path, "w")
