"""The account of every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from digest.store.engine import reading, writing
from digest.store.schema import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    command: str
    slot: str
    started: datetime
    seconds: float
    outcome: str  #: done, failed, again
    account: dict[str, Any]


class Runs:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def add(self, record: Run) -> None:
        values = {name: getattr(record, name) for name in Run.__slots__}
        with writing(self._engine) as connection:
            connection.execute(run.insert().values(newsletter=self._newsletter, **values))

    def recent(self, count: int = 10) -> list[Run]:
        """The last ones, newest first."""
        query = select(run).where(run.c.newsletter == self._newsletter).order_by(run.c.id.desc()).limit(count)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [Run(**{name: row._mapping[name] for name in Run.__slots__}) for row in rows]
