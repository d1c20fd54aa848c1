"""What a model answered, by all that it was asked. Shared by all newsletters of a store."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select

from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import reply


class Replies:
    """Every answer of a model, the useless ones too: they were paid for as well."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> str | None:
        """The text of an answer; None when this was never asked."""
        with reading(self._engine) as connection:
            found = connection.execute(select(reply.c.text).where(reply.c.key == key)).scalar()
        return str(found) if found is not None else None

    def put(self, key: str, text: str, *, tokens_in: int, tokens_out: int, now: datetime) -> None:
        """Keep an answer. The first one stays: what was asked before is not asked again."""
        values = {"key": key, "text": text, "tokens_in": tokens_in, "tokens_out": tokens_out, "created": now}
        with writing(self._engine) as connection:
            connection.execute(dialect_insert(connection, reply).values(values).on_conflict_do_nothing())
