"""The slots: what state each appointment is in, and who is working on it.

A slot is leased by the process that works on it. A lease ends when its owner gives it back, when it runs out,
or at once when the owner was a process of this machine that is no more (it was killed): a restart need not wait.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any, Literal

from sqlalchemy import Engine, Row, select

from digest.errors import BusyError, LetterError, StoreError
from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import slot

State = Literal["open", "drafted", "published", "done", "skipped", "empty"]

#: A lease not renewed for this long is over; it is renewed three times in it.
LEASE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    name: str
    state: State
    held: bool
    reviewed: datetime | None
    changed: datetime


class Slots:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def get(self, name: str) -> SlotRow | None:
        query = select(slot).where(slot.c.newsletter == self._newsletter, slot.c.name == name)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            return _slot(row) if row else None

    def any(self, *, until: str) -> bool:
        """Whether this newsletter has had a slot of that name, which is a date, or before."""
        mine = (slot.c.newsletter == self._newsletter, slot.c.name <= until)
        with reading(self._engine) as connection:
            return connection.execute(select(slot.c.name).where(*mine).limit(1)).first() is not None

    def unfinished(self) -> list[str]:
        """The slots that are published but not with everyone yet, oldest first."""
        mine = (slot.c.newsletter == self._newsletter, slot.c.state == "published")
        with reading(self._engine) as connection:
            return list(connection.execute(select(slot.c.name).where(*mine).order_by(slot.c.name)).scalars())

    def mark(
        self,
        name: str,
        *,
        now: datetime,
        state: State | None = None,
        held: bool | None = None,
        reviewed: bool = False,
        unless_published: bool = False,
    ) -> None:
        """Make the row where there is none, and set what is given. With `unless_published`, LetterError when the
        slot's issue is out: what an editor asks for then comes too late, and must not be said to be done."""
        values: dict[str, Any] = {"changed": now}
        if state is not None:
            values["state"] = state
        if held is not None:
            values["held"] = held
        if reviewed:
            values["reviewed"] = now
        mine = (slot.c.newsletter == self._newsletter, slot.c.name == name)
        with writing(self._engine) as connection:
            self._make(connection, name, now)
            found = connection.execute(select(slot.c.state).where(*mine)).scalar_one()
            if unless_published and found in ("published", "done"):
                raise LetterError(f"the issue of {name} is published and does not change any more")
            connection.execute(slot.update().where(*mine).values(**values))

    def appoint(self, name: str, *, plan: str, now: datetime) -> None:
        """Make the row of a slot to come, with the schedule it is of, where there is none yet."""
        mine = (slot.c.newsletter == self._newsletter, slot.c.name == name)
        with reading(self._engine) as connection:
            if connection.execute(select(slot.c.plan).where(*mine, slot.c.plan != "")).first():
                return
        with writing(self._engine) as connection:
            self._make(connection, name, now)
            connection.execute(slot.update().where(*mine).values(plan=plan))

    def plan(self) -> str:
        """The schedule that the newest appointment was made under; "" when there was none."""
        mine = (slot.c.newsletter == self._newsletter, slot.c.plan != "")
        query = select(slot.c.plan).where(*mine).order_by(slot.c.name.desc()).limit(1)
        with reading(self._engine) as connection:
            return str(connection.execute(query).scalar() or "")

    def _make(self, connection: Any, name: str, now: datetime) -> None:
        values = {
            "newsletter": self._newsletter,
            "name": name,
            "state": "open",
            "held": False,
            "changed": now,
        }
        connection.execute(dialect_insert(connection, slot).values(**values).on_conflict_do_nothing())

    @contextmanager
    def lease(self, name: str, *, now: datetime) -> Iterator[None]:
        """Work on a slot alone. BusyError when another living process does."""
        owner = f"{socket.gethostname()}:{_process(os.getpid())}:{os.urandom(4).hex()}"
        self._take(name, owner, now)
        stop = Event()
        keeper = Thread(target=self._renew, args=(name, owner, stop), name=f"lease-{name}", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            stop.set()
            keeper.join()
            with writing(self._engine) as connection:
                mine = (
                    slot.c.newsletter == self._newsletter,
                    slot.c.name == name,
                    slot.c.lease_owner == owner,
                )
                connection.execute(slot.update().where(*mine).values(lease_owner="", lease_until=None))

    def _take(self, name: str, owner: str, now: datetime) -> None:
        real = datetime.now(UTC)  # a lease is a matter of this moment, whatever time the issue is made as of
        mine = (slot.c.newsletter == self._newsletter, slot.c.name == name)
        with writing(self._engine) as connection:
            self._make(connection, name, now)
            row = connection.execute(select(slot.c.lease_owner, slot.c.lease_until).where(*mine)).one()
            if row.lease_owner and row.lease_until > real and _lives(row.lease_owner):
                raise BusyError(
                    f"slot {name}: another digest is at work on it ({row.lease_owner.rsplit(':', 1)[0]})",
                    mend="it goes on by itself; look with `digest status`",
                )
            connection.execute(slot.update().where(*mine).values(lease_owner=owner, lease_until=real + LEASE))

    def _renew(self, name: str, owner: str, stop: Event) -> None:
        while not stop.wait(LEASE.total_seconds() / 3):
            mine = (slot.c.newsletter == self._newsletter, slot.c.name == name, slot.c.lease_owner == owner)
            try:
                with writing(self._engine) as connection:
                    connection.execute(
                        slot.update().where(*mine).values(lease_until=datetime.now(UTC) + LEASE)
                    )
            except StoreError:
                continue  # a busy database; the lease holds for two more tries


def _slot(row: Row[Any]) -> SlotRow:
    return SlotRow(name=row.name, state=row.state, held=row.held, reviewed=row.reviewed, changed=row.changed)


def _process(pid: int) -> str:
    """A process and when it started, for process numbers are used again: "1234@567890" (proc(5), field 22)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return f"{pid}@{fields[19]}"
    except (OSError, IndexError):
        return str(pid)


def _lives(owner: str) -> bool:
    """False only when it is sure that the owner is gone: a process of this machine that is no more."""
    host, process, _ = owner.rsplit(":", 2)
    if host != socket.gethostname() or not Path("/proc/self/stat").exists():
        return True
    return _process(int(process.split("@")[0])) == process
