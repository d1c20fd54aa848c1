"""Builders with defaults: a test names only what it is about."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from digest.types import (
    Entry,
    Feed,
    Issue,
    Item,
    Newsletter,
    Report,
    Section,
    Sentence,
    Slot,
    Story,
    Summary,
    Window,
)

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
WINDOW = Window(datetime(2026, 11, 18, 8, tzinfo=UTC), datetime(2026, 11, 25, 8, tzinfo=UTC))
SLOT = Slot(name="2026-11-26", window=WINDOW, at=NOW, review_at=WINDOW.end)
MIDWEEK = datetime(2026, 11, 21, 12, tzinfo=UTC)


def feed(url: str = "https://outlet.example/feed.xml", **changes: Any) -> Feed:
    return Feed(**{"url": url, "title": "Outlet"} | changes)


def entry(title: str = "A label sues the maker of a song generator", **changes: Any) -> Entry:
    guid = changes.get("guid", title)
    feed_url = changes.get("feed_url", "https://outlet.example/feed.xml")
    url = changes.get(
        "url", f"https://outlet.example/{hashlib.sha256(guid.encode('utf-8', 'replace')).hexdigest()[:8]}"
    )
    values: dict[str, Any] = {
        "id": hashlib.sha256(f"{feed_url}\n{guid}".encode("utf-8", "replace")).hexdigest()[:16],
        "feed_url": feed_url,
        "guid": guid,
        "url": url,
        "canonical_url": url,
        "title": title,
        "text": "The suit says that the generator was trained on the label's recordings without a licence.",
        "source": "Outlet",
        "published": MIDWEEK,
        "first_seen": MIDWEEK,
    }
    return Entry(**values | changes)


def story(*entries: Entry, **changes: Any) -> Story:
    entries = entries or (entry(),)
    values: dict[str, Any] = {"id": entries[0].id[:8], "entries": entries, "score": 1.0, "relevance": 0.9}
    return Story(**values | changes)


def item(lead: Entry | None = None, **changes: Any) -> Item:
    lead = lead or entry()
    report = Report(entry_id=lead.id, source=lead.source, title=lead.title, url=lead.url, published=lead.when)
    sentence = Sentence(text=lead.text, entry_id=lead.id, start=0, end=len(lead.text))
    values: dict[str, Any] = {
        "story_id": lead.id[:8],
        "headline": lead.title,
        "reports": (report,),
        "summary": Summary(sentences=(sentence,), by="extractive"),
    }
    return Item(**values | changes)


def issue(*items: Item, **changes: Any) -> Issue:
    values: dict[str, Any] = {
        "newsletter": newsletter(),
        "slot": SLOT,
        "number": None,
        "topic": "AI and media",
        "intro": "One story.",
        "sections": (Section(kind="lead", title="", items=items or (item(),)),),
        "considered": 100,
        "sources": 10,
    }
    return Issue(**values | changes)


def newsletter(**changes: Any) -> Newsletter:
    values: dict[str, Any] = {
        "title": "The Frame",
        "sender_name": "The Frame",
        "sender_email": "hello@frame.example",
        "address": "1 Example Street",
        "site_url": "https://frame.example",
    }
    return Newsletter(**values | changes)
