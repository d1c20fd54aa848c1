"""Feeds' state and the entries they held."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, and_, case, func, or_, select

from digest.store.engine import Moment, dialect_insert, reading, writing
from digest.store.schema import entry, feed
from digest.types import Entry, FeedState, Image, Known, Window

#: SQLite takes 32,766 parameters a statement; an entry has 15.
BATCH = 500
WEEK = timedelta(weeks=1)

T = TypeVar("T")

_STATE = tuple(column.name for column in feed.columns)


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
        """`keep_all` of one feed."""
        return self.keep_all([(state, entries)])[0]

    def keep_all(self, feeds: Sequence[tuple[FeedState, Sequence[Entry]]]) -> list[Kept]:
        """The next states of some feeds, each once, and what they held, in one transaction: validators are never
        kept without entries.

        An entry that is known keeps its `first_seen` and its first `published`; a changed title or text
        replaces the old one.
        """
        if not feeds:
            return []
        with writing(self._engine) as connection:
            known = _first_read(connection, [state.url for state, _ in feeds])
            rows = [{name: getattr(state, name) for name in _STATE} for state, _ in feeds]
            insert = dialect_insert(connection, feed)
            changes = {name: insert.excluded[name] for name in _STATE if name != "url"}
            connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=changes), rows)
            return _keep_entries(connection, feeds, known)

    def resembling(self, url: str, entries: Sequence[Entry]) -> list[Known]:
        """The kept entries of a feed that these may be, when one of them has an id that is not known: those of the
        same ids, of the same pages, and those without a page."""
        pages = {e.canonical_url for e in entries} | {""}
        ids = {e.id for e in entries}
        found: dict[str, Known] = {}
        with reading(self._engine) as connection:
            for column, values in ((entry.c.id, sorted(ids)), (entry.c.canonical_url, sorted(pages))):
                for batch in _batches(values):
                    query = select(*_WHO).where(entry.c.feed_url == url, column.in_(batch))
                    found |= {row.id: _known(row) for row in connection.execute(query)}
                if ids <= found.keys():
                    break
        return list(found.values())

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

    def recent(self, url: str, count: int) -> list[Entry]:
        """The newest entries of one feed, newest first."""
        newest = func.coalesce(entry.c.published, entry.c.first_seen).desc()
        query = select(entry).where(entry.c.feed_url == url).order_by(newest, entry.c.id).limit(count)
        with reading(self._engine) as connection:
            return [_seen(row).entry for row in connection.execute(query)]

    def pages(self, urls: Sequence[str], since: datetime) -> tuple[dict[str, int], dict[str, list[str]]]:
        """What these feeds were seen to hold since then: how many pages each, in the order of `urls`, and the feeds
        of each page that more than one of them holds."""
        held = (entry.c.first_seen >= since, entry.c.canonical_url != "")
        counts = select(entry.c.feed_url, func.count(entry.c.canonical_url.distinct()))
        # The pages of several feeds first: only their rows are read, not every entry.
        several = (
            select(entry.c.canonical_url)
            .where(*held)
            .group_by(entry.c.canonical_url)
            .having(func.count(entry.c.feed_url.distinct()) > 1)
        )
        rows = select(entry.c.canonical_url, entry.c.feed_url).where(
            *held, entry.c.canonical_url.in_(several)
        )
        wanted = dict.fromkeys(urls, 0)
        shared: dict[str, list[str]] = {}
        with reading(self._engine) as connection:
            for url, count in connection.execute(counts.where(*held).group_by(entry.c.feed_url)):
                if url in wanted:
                    wanted[url] = count
            for page, url in connection.execute(rows):
                if url in wanted:
                    shared.setdefault(page, []).append(url)
        return wanted, shared

    def revise(self, url: str, change: Callable[[FeedState], FeedState]) -> FeedState | None:
        """Change what is remembered of a feed, with nobody writing in between; None when nothing is."""
        with writing(self._engine) as connection:
            row = connection.execute(select(feed).where(feed.c.url == url)).first()
            if row is None:
                return None
            state = change(FeedState(**row._mapping))
            values = {name: getattr(state, name) for name in _STATE}
            connection.execute(feed.update().where(feed.c.url == url).values(values))
            return state

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


def _first_read(connection: Any, urls: Sequence[str]) -> set[str]:
    """Which of these feeds had been read before."""
    read: set[str] = set()
    for batch in _batches(urls):
        query = select(feed.c.url).where(feed.c.url.in_(batch), feed.c.first_success.is_not(None))
        read.update(connection.execute(query).scalars())
    return read


def _keep_entries(
    connection: Any, feeds: Sequence[tuple[FeedState, Sequence[Entry]]], read_before: set[str]
) -> list[Kept]:
    """How many entries of each feed were new, and how many had changed."""
    known: dict[str, tuple[str, str, str]] = {}
    ids = [e.id for state, entries in feeds for e in entries if state.url in read_before]
    columns = (entry.c.id, entry.c.feed_url, entry.c.title, entry.c.text)
    for batch in _batches(ids):
        found = connection.execute(select(*columns).where(entry.c.id.in_(batch)))
        known |= {row.id: (row.feed_url, row.title, row.text) for row in found}
    fresh: list[dict[str, Any]] = []
    changed: list[Entry] = []
    kept: list[Kept] = []
    for state, entries in feeds:
        new = [e for e in entries if e.id not in known]
        edited = [e for e in entries if e.id in known and _differs(known[e.id], e)]
        fresh += (_row(e, state.url not in read_before) for e in new)
        changed += edited
        kept.append(Kept(len(new), len(edited)))
    for rows in _batches(fresh):
        connection.execute(dialect_insert(connection, entry).on_conflict_do_nothing(), rows)
    for e in changed:
        values = {"title": e.title, "text": e.text, "url": e.url, "canonical_url": e.canonical_url}
        connection.execute(
            entry.update().where(entry.c.id == e.id).values(**values, extra=_extra(e), edited=e.first_seen)
        )
    return kept


_WHO = (
    entry.c.id,
    entry.c.guid,
    entry.c.canonical_url,
    entry.c.title,
    entry.c.published,
    entry.c.first_seen,
)


def _known(row: Any) -> Known:
    return Known(
        id=row.id,
        guid=row.guid,
        canonical_url=row.canonical_url,
        title=row.title,
        when=row.published or row.first_seen,
    )


def _differs(known: tuple[str, str, str], e: Entry) -> bool:
    """Whether an entry was edited. One of another feed is never touched: an id is its feed's own."""
    return known[0] == e.feed_url and known[1:] != (e.title, e.text)


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
