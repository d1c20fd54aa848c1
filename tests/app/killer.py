"""Runs the command and kills it with SIGKILL before the n-th COMMIT of a change to its database.

    python -m tests.app.killer N -- digest's arguments

SQLAlchemy tells of a commit before it is sent, so that run N dies with exactly N-1 commits on disk: every state
in which a crash can leave the store is met by some N. Ends with 0 when there were fewer than N commits.
"""

from __future__ import annotations

import os
import signal
import sys

from sqlalchemy import Connection, Engine, event


def main() -> None:
    number, rest = int(sys.argv[1]), sys.argv[3:]
    count = 0

    def committing(connection: Connection) -> None:
        nonlocal count
        count += bool(
            connection.get_execution_options().get("writes")
        )  # the end of a reading changes nothing
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "commit", committing)
    sys.argv = ["digest", *rest]
    from digest.app.cli import main as digest_main

    digest_main()


if __name__ == "__main__":
    main()
