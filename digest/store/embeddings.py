"""Vectors by text and model, so that nothing is computed twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Engine, select

from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import embedding

BATCH = 1000


class Embeddings:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, model: str, hashes: Iterable[str]) -> dict[str, bytes]:
        """By text hash; those not known are missing."""
        wanted = sorted(set(hashes))
        found: dict[str, bytes] = {}
        with reading(self._engine) as connection:
            for start in range(0, len(wanted), BATCH):
                query = select(embedding.c.text_hash, embedding.c.vector).where(
                    embedding.c.model == model, embedding.c.text_hash.in_(wanted[start : start + BATCH])
                )
                found |= {row.text_hash: row.vector for row in connection.execute(query)}
        return found

    def put(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep them; what was kept of these texts, damaged perhaps, is replaced."""
        rows = [{"text_hash": key, "model": model, "vector": vector} for key, vector in vectors.items()]
        if not rows:
            return
        with writing(self._engine) as connection:
            for start in range(0, len(rows), BATCH):
                insert = dialect_insert(connection, embedding)
                replaced = insert.on_conflict_do_update(
                    index_elements=["text_hash", "model"], set_={"vector": insert.excluded.vector}
                )
                connection.execute(replaced, rows[start : start + BATCH])
