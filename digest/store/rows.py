"""Entries as rows and back, and what keeping them changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Row, select

from digest.store.engine import dialect_insert
from digest.store.schema import entry
from digest.types import Entry, FeedState, Image, Known

#: SQLite takes 32,766 parameters a statement; an entry has 15.
BATCH = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as stored: whether it was part of its feed's history when that was first read."""

    entry: Entry
    backlog: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a feed's entries changed."""

    new: int
    edited: int


def batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def keep_entries(
    connection: Any, feeds: Sequence[tuple[FeedState, Sequence[Entry]]], read_before: set[str]
) -> list[Kept]:
    """How many entries of each feed were new, and how many had changed."""
    known: dict[str, Any] = {}
    ids = [e.id for state, entries in feeds for e in entries if state.url in read_before]
    columns = (entry.c.id, entry.c.feed_url, entry.c.title, entry.c.text, *(entry.c[n] for n in _PLACE))
    for batch in batches(ids):
        found = connection.execute(select(*columns).where(entry.c.id.in_(batch)))
        known |= {row.id: row for row in found}
    fresh: list[dict[str, Any]] = []
    changed: list[Entry] = []
    moved: list[Entry] = []
    kept: list[Kept] = []
    for state, entries in feeds:
        new = [e for e in entries if e.id not in known]
        edited = [e for e in entries if e.id in known and _differs(known[e.id], e)]
        fresh += (_row(e, state.url not in read_before) for e in new)
        changed += edited
        moved += (e for e in entries if e.id in known and e not in edited and _moved(known[e.id], e))
        kept.append(Kept(len(new), len(edited)))
    for rows in batches(fresh):
        connection.execute(dialect_insert(connection, entry).on_conflict_do_nothing(), rows)
    for e in changed:
        values = {"title": e.title, "text": e.text, "extra": _extra(e), "edited": e.first_seen}
        connection.execute(entry.update().where(entry.c.id == e.id).values(values | _place(e)))
    for e in moved:
        connection.execute(entry.update().where(entry.c.id == e.id).values(_place(e)))
    return kept


_PLACE = ("guid", "url", "canonical_url")

WHO = (
    entry.c.id,
    entry.c.guid,
    entry.c.url,
    entry.c.canonical_url,
    entry.c.title,
    entry.c.published,
    entry.c.first_seen,
)


def known_of(row: Any) -> Known:
    return Known(
        id=row.id,
        guid=row.guid,
        url=row.url,
        canonical_url=row.canonical_url,
        title=row.title,
        when=row.published or row.first_seen,
    )


def _differs(known: Any, e: Entry) -> bool:
    """Whether an entry was edited. One of another feed is never touched: an id is its feed's own."""
    return known.feed_url == e.feed_url and (known.title, known.text) != (e.title, e.text)


def _moved(known: Any, e: Entry) -> bool:
    """Whether an entry that was not edited has another address now, another guid, or one that we spell otherwise."""
    return known.feed_url == e.feed_url and any(getattr(known, name) != getattr(e, name) for name in _PLACE)


def _place(e: Entry) -> dict[str, str]:
    return {name: getattr(e, name) for name in _PLACE}


def _extra(e: Entry) -> dict[str, Any]:
    image = dataclasses.asdict(e.image) if e.image else None
    return {"image": image, "tags": list(e.tags), "notes": list(e.notes)}


def _row(e: Entry, backlog: bool) -> dict[str, Any]:
    names = (
        "id", "feed_url", "guid", "url", "canonical_url", "title", "text", "source", "author", "published",
        "first_seen", "language",
    )  # fmt: skip
    return {name: getattr(e, name) for name in names} | {
        "backlog": backlog,
        "extra": _extra(e),
        "edited": None,
    }


def seen_of(row: Row[Any]) -> Seen:
    values = dict(row._mapping)
    extra = values.pop("extra")
    backlog = values.pop("backlog")
    del values["edited"]
    image = Image(**extra["image"]) if extra.get("image") else None
    return Seen(
        Entry(**values, image=image, tags=tuple(extra.get("tags", ())), notes=tuple(extra.get("notes", ()))),
        backlog,
    )
