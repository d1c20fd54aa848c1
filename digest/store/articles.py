"""Entries' pages as they were read, and the robots.txt of their sites. Shared by all newsletters of a store."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Row, Table, select

from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import article, robots
from digest.types import Article, Image, RobotsFile

BATCH = 500


class Articles:
    """What became of each page, by canonical URL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, urls: Iterable[str]) -> dict[str, Article]:
        """By canonical URL; those never asked for are missing."""
        return {row.url: _article(row) for row in self._rows(article, "url", urls)}

    def keep(self, articles: Iterable[Article]) -> None:
        """What became of pages, all in one transaction. A text that is known outlasts a failure to read it again:
        a published issue may show its evidence."""
        rows = [{**dataclasses.asdict(one)} for one in articles]
        with writing(self._engine) as connection:
            for row in rows:
                insert = dialect_insert(connection, article).values(row)
                changes = {name: insert.excluded[name] for name in row if name != "url"}
                mine = (article.c.url == row["url"], article.c.status == "ok")
                if row["status"] != "ok":
                    connection.execute(article.update().where(*mine).values(retry_at=row["retry_at"]))
                connection.execute(
                    insert.on_conflict_do_update(
                        index_elements=["url"],
                        set_=changes,
                        where=None if row["status"] == "ok" else article.c.status != "ok",
                    )
                )

    def robots(self, origins: Iterable[str]) -> dict[str, RobotsFile]:
        """By origin, however old."""
        return {row.origin: RobotsFile(**row._mapping) for row in self._rows(robots, "origin", origins)}

    def keep_robots(self, files: Iterable[RobotsFile]) -> None:
        rows = [dataclasses.asdict(file) for file in files]
        with writing(self._engine) as connection:
            for row in rows:
                insert = dialect_insert(connection, robots).values(row)
                changes = {name: insert.excluded[name] for name in ("fetched", "body")}
                connection.execute(insert.on_conflict_do_update(index_elements=["origin"], set_=changes))

    def _rows(self, table: Table, key: str, wanted: Iterable[str]) -> Iterable[Row[Any]]:
        keys = sorted(set(wanted))
        with reading(self._engine) as connection:
            return [
                row
                for start in range(0, len(keys), BATCH)
                for row in connection.execute(
                    select(table).where(table.c[key].in_(keys[start : start + BATCH]))
                )
            ]


def _article(row: Row[Any]) -> Article:
    values = dict(row._mapping)
    image = values.pop("image")
    return Article(**values, image=Image(**image) if image else None)
