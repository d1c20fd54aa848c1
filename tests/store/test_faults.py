"""Real faults of real databases: locked, full, damaged, read-only, foreign, from the future."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from digest.errors import EXIT_TRY_AGAIN, StoreError
from digest.store import Store
from digest.store.engine import open_engine, reading, writing
from digest.store.migrate import HEAD, alembic_config
from digest.store.schema import metadata
from digest.types import FeedState
from tests.makers import NOW, WINDOW, entry

STATE = FeedState(url="https://outlet.example/feed.xml", first_success=NOW)


def entries_in(url: str) -> int:
    with Store(url, "main") as store:
        return len(store.feeds.within(WINDOW, {STATE.url}))


def test_a_locked_database_is_waited_for_then_told(store: Store, url: str, tmp_path: Path) -> None:
    """Another program holds the write lock: 75, try again; nothing was written, and it works when it is free."""
    other = sqlite3.connect(tmp_path / "digest.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked") as caught:
        store.feeds.keep(STATE, [entry()])
    assert caught.value.exit_code == EXIT_TRY_AGAIN
    assert store.feeds.states() == {}  # reading goes on meanwhile
    other.execute("ROLLBACK")
    store.feeds.keep(STATE, [entry()])
    assert entries_in(url) == 1


def test_a_full_disk_loses_nothing(store: Store, url: str) -> None:
    """SQLite itself refuses to grow (max_page_count), as it does on a full disk: the old content stays whole."""
    store.feeds.keep(STATE, [entry(guid="kept")])
    with reading(store._engine) as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        assert connection.execute(text("PRAGMA max_page_count")).scalar() == pages
    with pytest.raises(StoreError, match="disk is full") as caught:
        store.feeds.keep(STATE, [entry(guid=str(n), text="x" * 5000) for n in range(200)])
    assert "free some space" in caught.value.mend
    assert entries_in(url) == 1


def test_a_damaged_database_is_left_as_it_is(tmp_path: Path, url: str) -> None:
    """Never overwritten: there may be something to save in it."""
    path = tmp_path / "digest.db"
    path.write_bytes(b"This is no database. " * 500)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a digest database, or damaged") as caught:
        Store(url, "main")
    assert "restore a backup" in caught.value.mend
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_told(store: Store, url: str, tmp_path: Path) -> None:
    """A page of garbage in a good file: a message, not a traceback, and no half truth."""
    store.feeds.keep(STATE, [entry(guid=str(n), text="x" * 3000) for n in range(50)])
    store.close()
    with sqlite3.connect(tmp_path / "digest.db") as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / "digest.db").open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\xff" * 4096 * 30)
    with pytest.raises(StoreError), Store(url, "main") as opened:
        opened.feeds.within(WINDOW, {STATE.url})


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A file stands where the folder should be (tests may run as root, for whom no folder is read-only)."""
    (tmp_path / "var").write_text("a file")
    with pytest.raises(StoreError, match="cannot be made") as caught:
        Store(f"sqlite:///{tmp_path / 'var' / 'digest.db'}", "main")
    assert "DIGEST_DATABASE" in caught.value.mend


def test_a_read_only_database(store: Store, url: str, tmp_path: Path) -> None:
    """Opened read-only by SQLite itself: told, with the file's name."""
    store.feeds.keep(STATE, [entry()])
    store.close()
    engine = open_engine(f"sqlite:///file:{tmp_path / 'digest.db'}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written to"), writing(engine) as connection:
        connection.execute(text("DELETE FROM entry"))
    engine.dispose()
    assert entries_in(url) == 1


def test_another_programs_database_is_not_touched(tmp_path: Path, url: str) -> None:
    """DIGEST_DATABASE may point to the wrong file."""
    with sqlite3.connect(tmp_path / "digest.db") as other:
        other.execute("CREATE TABLE precious (a)")
    with pytest.raises(StoreError, match="another program"):
        Store(url, "main")


def test_a_database_from_the_future(store: Store, url: str) -> None:
    """An older digest on a newer database: refused, not guessed at."""
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="9999") as caught:
        Store(url, "main")
    assert "newer digest" in caught.value.mend


def test_the_migrations_make_the_schema(store: Store) -> None:
    """Tables of the code and of the migrations are the same, and HEAD is the newest script."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD
    with reading(store._engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, url: str) -> None:
    """The disk is full after a few tables: DDL is part of the transaction, and the next start does it whole."""

    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 8")

    event.listen(Engine, "connect", small)
    try:
        with pytest.raises(StoreError, match="disk is full"):
            Store(url, "main")
    finally:
        event.remove(Engine, "connect", small)
    with sqlite3.connect(tmp_path / "digest.db") as plain:
        assert plain.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert entries_in(url) == 0
