"""The connection to the database: transactions, durability, and errors a user can act upon.

SQLite runs in WAL mode with synchronous=FULL, so that what was committed survives a power cut. The driver's own
transaction handling is switched off (it begins late and commits around DDL): a read begins with BEGIN and sees
one snapshot, a write begins with BEGIN IMMEDIATE, so it waits for its turn at the start and never fails half
way with SQLITE_BUSY, which a busy timeout alone does not prevent (a read that turns into a write is refused
at once).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.types import TypeDecorator

from digest.errors import StoreError
from digest.types import utc

#: How long a writer waits for its turn, in seconds.
BUSY_TIMEOUT = 20.0


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC, on databases with time zones and on SQLite, which has none, alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return utc(value).replace(tzinfo=None) if dialect.name == "sqlite" else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def open_engine(url: URL | str, *, busy_timeout: float = BUSY_TIMEOUT) -> Engine:
    """An engine for `url`. StoreError when its folder cannot be made."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    if parsed.database and not parsed.database.startswith((":memory:", "file:")):
        _make_folder(Path(parsed.database).parent)
    engine = create_engine(parsed, connect_args={"timeout": busy_timeout, "check_same_thread": False})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    event.listen(engine, "handle_error", _on_error)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mend = "make the folder writable, or set DIGEST_DATABASE to a place that is"
        raise StoreError(f"{folder}: cannot be made: {error.strerror or error}", mend=mend) from None


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        raise explain(error, _file_of(connection)) from error


def _file_of(connection: sqlite3.Connection) -> str:
    try:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    except sqlite3.DatabaseError:
        return "the database"


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )


def _on_error(context: ExceptionContext) -> None:
    error = context.original_exception
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.IntegrityError):
        engine = context.engine
        raise explain(error, str(engine.url.database) if engine else "the database") from error


#: (words of SQLite's message, what it means, the mend, whether trying again may help)
_MEANINGS = (
    (
        "locked",
        "locked by another process for too long",
        "let the other `digest` finish, then try again",
        True,
    ),
    (
        "disk is full",
        "the disk is full; nothing was half written",
        "free some space, then run it again",
        True,
    ),
    (
        "disk i/o",
        "the disk does not read or write; nothing was half written",
        "look at the disk, then run it again",
        True,
    ),
    ("readonly", "cannot be written to", "make the file and its folder writable", False),
    ("read-only", "cannot be written to", "make the file and its folder writable", False),
    (
        "unable to open",
        "cannot be opened",
        "make its folder exist and be writable, or set DIGEST_DATABASE",
        False,
    ),
    (
        "not a database",
        "not a digest database, or damaged; it was left as it is",
        "restore a backup, or move the file away to begin anew",
        False,
    ),
    (
        "malformed",
        "damaged; it was left as it is",
        "restore a backup, or try `sqlite3 FILE .recover`, or move the file away to begin anew",
        False,
    ),
)


def explain(error: Exception, place: str) -> StoreError:
    """What a driver's error means to the operator."""
    said = str(error).lower()
    for words, meaning, mend, temporary in _MEANINGS:
        if words in said:
            return StoreError(f"{place}: {meaning} ({error})", mend=mend, temporary=temporary)
    return StoreError(f"{place}: {error}", mend="`digest check` says more")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one snapshot and changes nothing."""
    with _translated(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction: all of it is kept, or nothing."""
    with (
        _translated(engine),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    """COMMIT is sent outside SQLAlchemy's error handler; a full disk often shows only there."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        raise explain(error, str(engine.url.database)) from error
    except DatabaseError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and not isinstance(
            error.orig, sqlite3.IntegrityError
        ):
            raise explain(error.orig, str(engine.url.database)) from error
        raise


def dialect_insert(connection: Connection, table: Any) -> Any:
    """INSERT with ON CONFLICT, which SQLite and PostgreSQL both have and spell alike."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(table)
