"""Published issues. A row, once written, never changes (a trigger refuses it)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, insert, literal, select

from digest.errors import BusyError, LetterError
from digest.store import schema
from digest.store.codec import dump_issue, load_issue
from digest.store.engine import reading, writing
from digest.types import Issue, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What went out."""

    slot: str
    number: int
    published: datetime
    drafted: datetime  #: when the draft was made that became this issue
    issue: Issue
    letter: Letter


class Issues:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def get(self, slot: str) -> Published | None:
        query = select(schema.issue).where(
            schema.issue.c.newsletter == self._newsletter, schema.issue.c.slot == slot
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            return _published(row) if row else None

    def recent(self, count: int, *, before: int | None = None) -> list[Published]:
        """The last issues, newest first; of those before the issue of that number."""
        query = select(schema.issue).where(schema.issue.c.newsletter == self._newsletter)
        if before is not None:
            query = query.where(schema.issue.c.number < before)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(schema.issue.c.number.desc()).limit(count))
            return [_published(row) for row in rows]

    def subjects(self, count: int) -> list[tuple[str, str]]:
        """(slot, subject) of the last issues, newest first: a letter with pictures is a megabyte, and none is read."""
        query = select(schema.issue.c.slot, schema.issue.c.subject).where(
            schema.issue.c.newsletter == self._newsletter
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(schema.issue.c.number.desc()).limit(count))
            return [(row.slot, row.subject) for row in rows]

    def next_number(self) -> int:
        with reading(self._engine) as connection:
            return int(connection.execute(self._next()).scalar_one())

    def _next(self) -> Select[Any]:
        number = func.coalesce(func.max(schema.issue.c.number), 0) + 1
        return select(number).where(schema.issue.c.newsletter == self._newsletter)

    def publish(self, issue: Issue, letter: Letter, *, drafted: datetime, now: datetime) -> Published:
        """Freeze an issue and open its ledger (a row for every active subscriber), all in one transaction.

        A slot that was published already keeps what it has: that is returned.
        """
        slot, number = issue.slot.name, issue.number
        if number is None:
            raise ValueError("an issue to be published has a number")
        values = {"number": number, "published": now, "drafted": drafted, "issue": dump_issue(issue)}
        with writing(self._engine) as connection:
            mine = (schema.issue.c.newsletter == self._newsletter, schema.issue.c.slot == slot)
            row = connection.execute(select(schema.issue).where(*mine)).first()
            if row:
                return _published(row)
            self._refuse(connection, slot, number)
            key = {"newsletter": self._newsletter, "slot": slot}
            connection.execute(schema.issue.insert().values(**key, **values, **dataclasses.asdict(letter)))
            who = schema.subscriber
            columns = [literal(self._newsletter), literal(slot), who.c.id, who.c.email, literal("pending")]
            active = select(*columns, literal(""), literal(0)).where(
                who.c.newsletter == self._newsletter, who.c.status == "active"
            )
            names = ["newsletter", "slot", "subscriber_id", "email", "state", "detail", "attempts"]
            connection.execute(insert(schema.delivery).from_select(names, active))
            connection.execute(
                schema.slot.update()
                .where(schema.slot.c.newsletter == self._newsletter, schema.slot.c.name == slot)
                .values(state="published", changed=now)
            )
        return Published(slot=slot, number=number, published=now, drafted=drafted, issue=issue, letter=letter)

    def _refuse(self, connection: Connection, slot: str, number: int) -> None:
        """What may have happened since the caller looked: the editor held it, another issue took the number."""
        table = schema.slot
        mine = (table.c.newsletter == self._newsletter, table.c.name == slot)
        row = connection.execute(select(table.c.state, table.c.held).where(*mine)).first()
        if row and (row.held or row.state == "skipped"):
            word = "held" if row.held else "skipped"
            raise LetterError(
                f"slot {slot} is {word}; it is not published", mend="release it with `digest approve`"
            )
        if connection.execute(self._next()).scalar_one() != number:
            raise BusyError(f"slot {slot}: another issue was published at this moment", mend="run it again")


def _published(row: Row[Any]) -> Published:
    return Published(
        slot=row.slot,
        number=row.number,
        published=row.published,
        drafted=row.drafted,
        issue=load_issue(row.issue),
        letter=Letter(subject=row.subject, preheader=row.preheader, html=row.html, text=row.text),
    )
