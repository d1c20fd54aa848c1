"""Pages that were read, and robots.txt files: kept, refreshed, never lost to a bad day."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from digest.store import Store
from digest.types import Article, Image, RobotsFile
from tests.makers import NOW

DAY = timedelta(days=1)


def article(url: str = "https://paper.example/a", **changes: Any) -> Article:
    values: dict[str, Any] = {
        "url": url, "status": "ok", "fetched": NOW, "retry_at": NOW + 30 * DAY, "final_url": f"{url}?x",
        "title": "A title", "language": "en", "text": "A text.\n\nOf two paragraphs.",
        "image": Image(url="https://paper.example/i.jpg", width=3, height=2, alt="Ä"),
    }  # fmt: skip
    return Article(**values | changes)


def test_an_article_comes_back_as_it_was(store: Store) -> None:
    """Aware times, the picture, and nothing for what was never asked for."""
    plain = article("https://paper.example/b", image=None, status="empty", text="", detail="no text")
    store.articles.keep([article(), plain])
    asked = [plain.url, article().url, "https://paper.example/c"]
    assert store.articles.get(asked) == {article().url: article(), plain.url: plain}


def test_many_are_asked_for_at_once(store: Store) -> None:
    """More addresses than a statement takes parameters."""
    kept = [article(f"https://paper.example/{n}", text=str(n)) for n in range(1200)]
    store.articles.keep(kept)
    assert set(store.articles.get(one.url for one in kept).values()) == set(kept)


def test_a_newer_reading_replaces_the_older(store: Store) -> None:
    """A failure is forgotten when the page is there, and a text when there is a newer one."""
    store.articles.keep(
        [article(status="failed", text="", title="", image=None, detail="the server answered 500")]
    )
    store.articles.keep([article()])
    store.articles.keep([article(text="Mended.", fetched=NOW + DAY)])
    assert store.articles.get([article().url])[article().url].text == "Mended."


@pytest.mark.parametrize("status", ["failed", "blocked", "paywalled", "empty", "not-html"])
def test_a_text_outlasts_a_failure(store: Store, status: str) -> None:
    """What was published refers to it; only when to ask again is taken over."""
    store.articles.keep([article()])
    store.articles.keep(
        [article(status=status, text="", title="", detail="?", fetched=NOW + DAY, retry_at=NOW + 2 * DAY)]
    )
    expected = dataclasses.replace(article(), retry_at=NOW + 2 * DAY)
    assert store.articles.get([article().url]) == {article().url: expected}


def test_robots_files_are_kept_by_origin(store: Store) -> None:
    """The newest; "" for a site that has none."""
    old = RobotsFile(origin="https://a.example", fetched=NOW, body="User-agent: *\nDisallow: /")
    none = RobotsFile(origin="https://b.example", fetched=NOW)
    store.articles.keep_robots([old, none])
    store.articles.keep_robots([dataclasses.replace(old, fetched=NOW + DAY, body="")])
    assert store.articles.robots([old.origin, none.origin, "https://c.example"]) == {
        old.origin: RobotsFile(origin=old.origin, fetched=NOW + DAY),
        none.origin: none,
    }
