"""Kills the process with SIGKILL before the n-th COMMIT of a change to its database.

SQLAlchemy tells of a commit before it is sent, so that a command killed at n dies with exactly n-1 commits on disk:
every state in which a crash can leave the store is met by some n.
"""

from __future__ import annotations

import os
import signal

from sqlalchemy import Connection, Engine, event


def kill_at(number: int) -> None:
    """What the command's process calls first."""
    count = 0

    def committing(connection: Connection) -> None:
        nonlocal count
        # The end of a reading changes nothing.
        count += bool(connection.get_execution_options().get("writes"))
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", committing)
