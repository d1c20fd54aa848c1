"""Drafts, every version of them, and what the editor asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, select

from digest.store.codec import dump_issue, load_issue
from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import draft, edit
from digest.types import Edits, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One version of an issue before it is published."""

    slot: str
    version: int
    inputs: str  #: sha256 of all it was made from
    created: datetime
    issue: Issue


class Drafts:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def latest(self, slot: str) -> Draft | None:
        query = (
            select(draft)
            .where(draft.c.newsletter == self._newsletter, draft.c.slot == slot)
            .order_by(draft.c.version.desc())
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            return _draft(row) if row else None

    def add(self, issue: Issue, *, inputs: str, now: datetime) -> Draft:
        """A new version, unless the latest was made from the same inputs: then that one."""
        mine = (draft.c.newsletter == self._newsletter, draft.c.slot == issue.slot.name)
        with writing(self._engine) as connection:
            row = connection.execute(
                select(draft).where(*mine).order_by(draft.c.version.desc()).limit(1)
            ).first()
            if row and row.inputs == inputs:
                return _draft(row)
            version = (row.version if row else 0) + 1
            values = {"newsletter": self._newsletter, "slot": issue.slot.name, "version": version}
            connection.execute(
                draft.insert().values(**values, inputs=inputs, created=now, issue=dump_issue(issue))
            )
        return Draft(slot=issue.slot.name, version=version, inputs=inputs, created=now, issue=issue)

    def edits(self, slot: str) -> Edits:
        query = select(edit.c.kind, edit.c.target).where(
            edit.c.newsletter == self._newsletter, edit.c.slot == slot
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return Edits(
            pins=frozenset(row.target for row in rows if row.kind == "pin"),
            drops=frozenset(row.target for row in rows if row.kind == "drop"),
            subject=next((row.target for row in rows if row.kind == "subject"), ""),
        )

    def edit(self, slot: str, kind: Literal["pin", "drop"], targets: Iterable[str], *, now: datetime) -> None:
        """Ask for something; to ask twice changes nothing."""
        mine = {"newsletter": self._newsletter, "slot": slot, "kind": kind, "at": now}
        with writing(self._engine) as connection:
            for target in sorted(set(targets)):
                connection.execute(
                    dialect_insert(connection, edit).values(**mine, target=target).on_conflict_do_nothing()
                )

    def set_subject(self, slot: str, text: str, *, now: datetime) -> None:
        """The one subject of a slot; "" takes it back."""
        mine = {"newsletter": self._newsletter, "slot": slot, "kind": "subject"}
        with writing(self._engine) as connection:
            connection.execute(edit.delete().where(*(edit.c[name] == value for name, value in mine.items())))
            if text:
                connection.execute(edit.insert().values(**mine, target=text, at=now))

    def undo(self, slot: str, kind: Literal["pin", "drop"], targets: Iterable[str]) -> int:
        """Take edits back; how many there were."""
        mine = (edit.c.newsletter == self._newsletter, edit.c.slot == slot, edit.c.kind == kind)
        with writing(self._engine) as connection:
            return connection.execute(
                edit.delete().where(*mine, edit.c.target.in_(sorted(set(targets))))
            ).rowcount


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        slot=row.slot,
        version=row.version,
        inputs=row.inputs,
        created=row.created,
        issue=load_issue(row.issue),
    )
