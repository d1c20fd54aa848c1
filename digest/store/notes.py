"""What the editor was told of the feeds by a note, so that nobody is told a fact twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, select

from digest.store.engine import writing
from digest.store.schema import note

Fact = tuple[str, str]  #: a feed's address, and what is the matter with it

#: Stands for the note itself: when the last one was.
_LAST = ("", "note")


class Notes:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def claim(self, facts: Mapping[str, Set[str]], *, now: datetime, apart: timedelta) -> list[Fact]:
        """The facts to be told now, remembered as told; none when the last note was less than `apart` ago.

        `facts` is all that is the case, by feed address. One that is the case no more is forgotten: should it come
        back, that is news. Another process that asks at the same moment gets nothing.
        """
        present = {(url, fact) for url, kinds in facts.items() for fact in kinds}
        with writing(self._engine) as connection:
            known = self._known(connection)
            self._forget(connection, known.keys() - present - {_LAST})
            fresh = sorted(present - known.keys())
            if not fresh or (_LAST in known and now - known[_LAST] < apart):
                return []
            self._forget(connection, [_LAST])
            connection.execute(note.insert(), [self._row(fact) | {"told": now} for fact in [_LAST, *fresh]])
            return fresh

    def give_back(self, facts: Iterable[Fact]) -> None:
        """These were not told after all: the mail did not leave."""
        with writing(self._engine) as connection:
            self._forget(connection, [*facts, _LAST])

    def _known(self, connection: Connection) -> dict[Fact, datetime]:
        rows = connection.execute(select(note).where(note.c.newsletter == self._newsletter))
        return {(row.feed_url, row.fact): row.told for row in rows}

    def _forget(self, connection: Connection, facts: Iterable[Fact]) -> None:
        for url, fact in facts:
            connection.execute(
                note.delete().where(
                    note.c.newsletter == self._newsletter, note.c.feed_url == url, note.c.fact == fact
                )
            )

    def _row(self, fact: Fact) -> dict[str, str]:
        url, kind = fact
        return {"newsletter": self._newsletter, "feed_url": url, "fact": kind}
