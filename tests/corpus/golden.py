"""The golden corpus: feeds written for this project, and what a reader gets of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.feeds.clean import entries_of
from digest.feeds.parse import parse_document
from digest.types import Entry, Feed

FEEDS = Path(__file__).parent / "feeds"
NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
FEED = Feed(url="https://reader.example/feed.xml")
#: Of longer texts the corpus keeps the length and both ends.
LONGEST = 5_000


def documents() -> list[Path]:
    return sorted(file for file in FEEDS.iterdir() if not file.name.endswith(".expected.json"))


def expected_file(document: Path) -> Path:
    return document.with_suffix(".expected.json")


def cleaned(document: Path) -> dict[str, Any]:
    """What becomes of a document, as the expected file has it."""
    parsed = parse_document(document.read_bytes(), "", FEED.url)
    entries, problems = entries_of(parsed, FEED, now=NOW)
    return {"entries": [_entry(entry) for entry in entries], "problems": list(problems)}


def _entry(entry: Entry) -> dict[str, Any]:
    image, published = entry.image, entry.published
    fields = {
        "title": entry.title,
        "text": _text(entry.text),
        "url": entry.url,
        "canonical_url": entry.canonical_url,
        "guid": entry.guid,
        "source": entry.source,
        "author": entry.author,
        "published": published.isoformat() if published else None,
        "tags": list(entry.tags),
        "image": [image.url, image.width, image.height, image.alt] if image else None,
        "language": entry.language,
        "notes": list(entry.notes),
    }
    return {name: value for name, value in fields.items() if value}


def _text(text: str) -> list[str] | dict[str, Any]:
    """Its lines: a text in one line is not read by anyone."""
    if len(text) > LONGEST:
        return {"characters": len(text), "begins": text[:100], "ends": text[-100:]}
    return text.split("\n") if text else []


def written(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
