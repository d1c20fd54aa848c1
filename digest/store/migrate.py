"""Bring a database to the present schema. Forward only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from digest.errors import StoreError
from digest.paths import PACKAGE
from digest.store.engine import reading, writing

if TYPE_CHECKING:
    from alembic.config import Config

#: The newest revision. A test holds it against the scripts: asking Alembic at every start would cost 0.3 s.
HEAD = "0006"


def migrate(engine: Engine) -> None:
    """Run what is missing, in one transaction that other processes wait for."""
    with reading(engine) as connection:
        if _revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        revision = _revision(connection)
        if revision == HEAD:  # another process was faster
            return
        if revision is None and inspect(connection).get_table_names():
            raise StoreError(
                f"{engine.url.database}: a database of another program",
                mend="set DIGEST_DATABASE to a file of digest's own",
            )
        _upgrade(connection, revision)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def alembic_config() -> Config:
    """Alembic's configuration for the scripts that ship with digest."""
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(PACKAGE / "store" / "migrations").replace("%", "%%"))
    return config


def _upgrade(connection: Connection, revision: str | None) -> None:
    from alembic import command
    from alembic.util import CommandError

    config = alembic_config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is of revision {revision}, which this digest does not know: {error}",
            mend="install the newer digest again that made it",
        ) from None
