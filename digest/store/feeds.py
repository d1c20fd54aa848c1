"""Feeds' state and the entries they held."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, and_, case, func, or_, select

from digest.store.engine import Moment, dialect_insert, reading, writing
from digest.store.schema import entry, feed
from digest.types import Entry, FeedState, Image, Window

#: SQLite takes 32,766 parameters a statement; an entry has 15.
BATCH = 500
WEEK = timedelta(weeks=1)

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


@dataclass(frozen=True, slots=True)
class Activity:
    """How busy a feed is."""

    entries: int
    a_week: float  #: over the last four weeks, or as long as the feed is known
    newest: datetime | None


class Feeds:
    """The feeds' memory."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def states(self) -> dict[str, FeedState]:
        """By feed URL."""
        with reading(self._engine) as connection:
            return {row.url: FeedState(**row._mapping) for row in connection.execute(select(feed))}

    def keep(self, state: FeedState, entries: Sequence[Entry] = ()) -> Kept:
        """A feed's next state and what it held, in one transaction: validators are never kept without entries.

        An entry that is known keeps its `first_seen` and its first `published`; a changed title or text
        replaces the old one.
        """
        values = dataclasses.asdict(state)
        with writing(self._engine) as connection:
            known = connection.execute(select(feed.c.first_success).where(feed.c.url == state.url)).first()
            backlog = known is None or known.first_success is None
            insert = dialect_insert(connection, feed).values(values)
            changes = {name: insert.excluded[name] for name in values if name != "url"}
            connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=changes))
            new = edited = 0
            for batch in _batches(entries):
                more, changed = _keep_batch(connection, batch, backlog)
                new, edited = new + more, edited + changed
        return Kept(new, edited)

    def within(self, window: Window, urls: Iterable[str]) -> list[Seen]:
        """Entries of these feeds that may belong to the window: published or first seen in it or in twice its
        length before it. The caller decides which do."""
        length = 2 * (window.end - window.begin)
        published, seen = entry.c.published, entry.c.first_seen
        query = (
            select(entry)
            .where(
                or_(
                    and_(published >= window.begin - length, published < window.end),
                    and_(published.is_(None), seen >= window.begin - length, seen < window.end),
                )
            )
            .order_by(entry.c.id)
        )
        wanted = set(urls)
        with reading(self._engine) as connection:
            return [_seen(row) for row in connection.execute(query) if row.feed_url in wanted]

    def find(self, canonical_url: str) -> list[Entry]:
        """The entries of one page, oldest first."""
        query = (
            select(entry)
            .where(entry.c.canonical_url == canonical_url)
            .order_by(entry.c.first_seen, entry.c.id)
        )
        with reading(self._engine) as connection:
            return [_seen(row).entry for row in connection.execute(query)]

    def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Entries by id; those not known are missing."""
        wanted = sorted(set(ids))
        found: dict[str, Entry] = {}
        with reading(self._engine) as connection:
            for batch in _batches(wanted):
                for row in connection.execute(select(entry).where(entry.c.id.in_(batch))):
                    found[row.id] = _seen(row).entry
        return found

    def activity(self, now: datetime) -> dict[str, Activity]:
        """By feed URL: what a feed has brought so far, and lately."""
        when = func.coalesce(entry.c.published, entry.c.first_seen)
        recent = func.sum(case((when >= now - 4 * WEEK, 1), else_=0))
        oldest, newest = func.min(when, type_=Moment()), func.max(when, type_=Moment())
        columns = (entry.c.feed_url, func.count(), recent, oldest, newest)
        with reading(self._engine) as connection:
            rows = connection.execute(select(*columns).where(when <= now).group_by(entry.c.feed_url))
            return {
                url: Activity(count, round(lately / _weeks(now - first), 1), last)
                for url, count, lately, first, last in rows
            }


def _weeks(known: timedelta) -> float:
    """How many of the last four weeks are known, one at the least."""
    return min(max(known / WEEK, 1.0), 4.0)


def _batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def _keep_batch(connection: Any, batch: Sequence[Entry], backlog: bool) -> tuple[int, int]:
    """How many of the batch were new, and how many had changed."""
    columns = (entry.c.id, entry.c.title, entry.c.text)
    found = connection.execute(select(*columns).where(entry.c.id.in_([e.id for e in batch])))
    known = {row.id: (row.title, row.text) for row in found}
    fresh = [e for e in batch if e.id not in known]
    if fresh:
        rows = [_row(e, backlog) for e in fresh]
        connection.execute(dialect_insert(connection, entry).on_conflict_do_nothing(), rows)
    changed = [e for e in batch if e.id in known and known[e.id] != (e.title, e.text)]
    for e in changed:
        values = {"title": e.title, "text": e.text, "url": e.url, "canonical_url": e.canonical_url}
        connection.execute(
            entry.update().where(entry.c.id == e.id).values(**values, extra=_extra(e), edited=e.first_seen)
        )
    return len(fresh), len(changed)


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


def _seen(row: Row[Any]) -> Seen:
    values = dict(row._mapping)
    extra = values.pop("extra")
    backlog = values.pop("backlog")
    del values["edited"]
    image = Image(**extra["image"]) if extra.get("image") else None
    return Seen(
        Entry(**values, image=image, tags=tuple(extra.get("tags", ())), notes=tuple(extra.get("notes", ()))),
        backlog,
    )
