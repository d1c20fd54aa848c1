"""Pictures of stories, as their publishers gave them. Shared by all newsletters of a store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, delete, or_, select

from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import draft, issue, picture
from digest.types import ImageFile

#: How long what no draft names is kept: a story that was dropped may be pinned again.
KEPT = timedelta(days=30)


class Pictures:
    """What became of each picture by its address, and its bytes by their hash."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, urls: Iterable[str]) -> dict[str, ImageFile]:
        """By address; those never asked for are missing."""
        columns = (picture.c[name] for name in ("url", "fetched", "retry_at", "data", "detail"))
        query = select(*columns).where(picture.c.url.in_(sorted(set(urls))))
        with reading(self._engine) as connection:
            return {row.url: ImageFile(**row._mapping) for row in connection.execute(query)}

    def data(self, hashes: Iterable[str]) -> dict[str, bytes]:
        """The bytes by their sha256; those that are not here any more are missing."""
        query = select(picture.c.hash, picture.c.data).where(picture.c.hash.in_(sorted(set(hashes) - {""})))
        with reading(self._engine) as connection:
            return {row.hash: row.data for row in connection.execute(query)}

    def keep(self, files: Iterable[ImageFile]) -> None:
        """What became of asking, all in one transaction. Bytes that are known stay: a draft may name them."""
        with writing(self._engine) as connection:
            for one in files:
                values = {
                    "fetched": one.fetched,
                    "retry_at": one.retry_at,
                    "hash": hashlib.sha256(one.data).hexdigest() if one.data else "",
                    "data": one.data,
                    "detail": one.detail,
                }
                insert = dialect_insert(connection, picture).values(url=one.url, **values)
                connection.execute(
                    insert.on_conflict_do_update(
                        index_elements=["url"], set_=values, where=picture.c.hash == ""
                    )
                )

    def prune(self, now: datetime) -> int:
        """Forget what was asked for long ago and no draft names that may still be sent; how many those were.

        A published issue carries its pictures in itself.
        """
        sent = and_(issue.c.newsletter == draft.c.newsletter, issue.c.slot == draft.c.slot)
        names = draft.c.issue.contains(picture.c.hash)
        named = select(draft.c.id).where(names, ~select(issue.c.slot).where(sent).exists()).exists()
        old = picture.c.fetched < now - KEPT
        with writing(self._engine) as connection:
            return connection.execute(delete(picture).where(old, or_(picture.c.hash == "", ~named))).rowcount
