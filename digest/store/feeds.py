"""Feeds' state and the entries they held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, and_, case, func, or_, select

from digest.store.engine import Moment, dialect_insert, reading, writing
from digest.store.rows import WHO, Kept, Seen, batches, keep_entries, known_of, seen_of
from digest.store.schema import entry, feed
from digest.types import Entry, FeedState, Known, Window

WEEK = timedelta(weeks=1)

_STATE = tuple(column.name for column in feed.columns)


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

    def states(self, urls: Sequence[str] | None = None) -> dict[str, FeedState]:
        """By feed URL; of all feeds, or of these."""
        every = select(feed)
        queries = [every] if urls is None else [every.where(feed.c.url.in_(batch)) for batch in batches(urls)]
        with reading(self._engine) as connection:
            rows = (row for query in queries for row in connection.execute(query))
            return {row.url: FeedState(**row._mapping) for row in rows}

    def keep(self, state: FeedState, entries: Sequence[Entry] = ()) -> Kept:
        """`keep_all` of one feed."""
        return self.keep_all([(state, entries)])[0]

    def keep_all(
        self, feeds: Sequence[tuple[FeedState, Sequence[Entry]]], *, asked: Sequence[FeedState] = ()
    ) -> list[Kept]:
        """The next states of some feeds, each once, and what they held, in one transaction: validators are never
        kept without entries.

        `asked` are states that differ from what is kept in nothing but their count of fetches, one more, and their
        last attempt and success, of all at the same moment. An entry that is known keeps its `first_seen` and its
        first `published`; a changed title or text replaces the old one.
        """
        if not feeds and not asked:
            return []
        with writing(self._engine) as connection:
            for batch in batches(asked):
                told = {"last_attempt": batch[0].last_attempt, "last_success": batch[0].last_success}
                mine = feed.update().where(feed.c.url.in_([state.url for state in batch]))
                connection.execute(mine.values(told | {"fetches": feed.c.fetches + 1}))
            if not feeds:
                return []
            known = _first_read(connection, [state.url for state, _ in feeds])
            rows = [{name: getattr(state, name) for name in _STATE} for state, _ in feeds]
            insert = dialect_insert(connection, feed)
            changes = {name: insert.excluded[name] for name in _STATE if name != "url"}
            connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=changes), rows)
            return keep_entries(connection, feeds, known)

    def resembling(self, url: str, entries: Sequence[Entry]) -> list[Known]:
        """The kept entries of a feed that these may be, when one of them has an id that is not known: those of the
        same ids, of the same pages (under the address as published too: its one spelling may have been another in
        an older version), and those without a page."""
        pages = {e.canonical_url for e in entries} | {""}
        ids, urls = {e.id for e in entries}, {e.url for e in entries if e.url}
        searches = (
            (entry.c.id, sorted(ids)),
            (entry.c.canonical_url, sorted(pages)),
            (entry.c.url, sorted(urls)),
        )
        found: dict[str, Known] = {}
        with reading(self._engine) as connection:
            for column, values in searches:
                for batch in batches(values):
                    query = select(*WHO).where(entry.c.feed_url == url, column.in_(batch))
                    found |= {row.id: known_of(row) for row in connection.execute(query)}
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
            return [seen_of(row) for row in connection.execute(query) if row.feed_url in wanted]

    def find(self, canonical_url: str) -> list[Entry]:
        """The entries of one page, oldest first."""
        query = (
            select(entry)
            .where(entry.c.canonical_url == canonical_url)
            .order_by(entry.c.first_seen, entry.c.id)
        )
        with reading(self._engine) as connection:
            return [seen_of(row).entry for row in connection.execute(query)]

    def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Entries by id; those not known are missing."""
        wanted = sorted(set(ids))
        found: dict[str, Entry] = {}
        with reading(self._engine) as connection:
            for batch in batches(wanted):
                for row in connection.execute(select(entry).where(entry.c.id.in_(batch))):
                    found[row.id] = seen_of(row).entry
        return found

    def recent(self, url: str, count: int) -> list[Entry]:
        """The newest entries of one feed, newest first."""
        newest = func.coalesce(entry.c.published, entry.c.first_seen).desc()
        query = select(entry).where(entry.c.feed_url == url).order_by(newest, entry.c.id).limit(count)
        with reading(self._engine) as connection:
            return [seen_of(row).entry for row in connection.execute(query)]

    def pages(self, urls: Sequence[str], since: datetime) -> tuple[dict[str, int], dict[str, list[str]]]:
        """What these feeds were seen to hold since then: the feeds of each page that more than one of them holds, and
        how many pages such feeds have, in the order of `urls` (0 for the others)."""
        held = (entry.c.first_seen >= since, entry.c.canonical_url != "")
        several = (
            select(entry.c.canonical_url)
            .where(*held)
            .group_by(entry.c.canonical_url)
            .having(func.count(entry.c.feed_url.distinct()) > 1)
        )
        of_several = entry.c.canonical_url.in_(several)
        rows = select(entry.c.canonical_url, entry.c.feed_url).where(*held, of_several)
        counts = select(entry.c.feed_url, func.count(entry.c.canonical_url.distinct()))
        wanted = dict.fromkeys(urls, 0)
        shared: dict[str, list[str]] = {}
        with reading(self._engine) as connection:
            for page, url in connection.execute(rows):
                if url in wanted:
                    shared.setdefault(page, []).append(url)
            sharing = sorted({url for feeds in shared.values() for url in feeds})
            for batch in batches(sharing):  # mostly few: the others' pages need not be counted
                mine = counts.where(*held, entry.c.feed_url.in_(batch)).group_by(entry.c.feed_url)
                wanted.update((url, count) for url, count in connection.execute(mine))
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


def _first_read(connection: Any, urls: Sequence[str]) -> set[str]:
    """Which of these feeds had been read before."""
    read: set[str] = set()
    for batch in batches(urls):
        query = select(feed.c.url).where(feed.c.url.in_(batch), feed.c.first_success.is_not(None))
        read.update(connection.execute(query).scalars())
    return read
