"""Who gets the letter, and the ledger of who got which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, and_, func, or_, select

from digest.store.engine import reading, writing
from digest.store.schema import delivery, subscriber
from digest.types import Delivery, Receipt, Subscriber

#: A server that says "later" (4xx) is asked again after this; RFC 5321 § 4.5.4.1 wants 30 minutes at least,
#: greylisting lets in after 5 to 15.
RETRY_AFTER = timedelta(minutes=30)
#: Two days of that. RFC 5321 wants four or five of a relay, which has its own queue; this is news.
ATTEMPTS = 96


class Subscribers:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def add(
        self, emails: Sequence[tuple[str, str]], *, now: datetime, again: bool = False
    ) -> list[Subscriber]:
        """Subscribe (address, uniqueness key) pairs; those who were added or came back are returned.

        Who unsubscribed stays so, unless `again` says that they asked to come back.
        """
        added: list[Subscriber] = []
        with writing(self._engine) as connection:
            for email, key in emails:
                mine = (subscriber.c.newsletter == self._newsletter, subscriber.c.email_key == key)
                row = connection.execute(select(subscriber).where(*mine)).first()
                if row and (row.status == "active" or not again):
                    continue
                if row:
                    values: dict[str, Any] = {"status": "active", "email": email, "changed": now}
                    connection.execute(subscriber.update().where(*mine).values(**values))
                else:
                    connection.execute(
                        subscriber.insert().values(
                            newsletter=self._newsletter,
                            email=email,
                            email_key=key,
                            status="active",
                            since=now,
                            changed=now,
                        )
                    )
                added.append(_subscriber(connection.execute(select(subscriber).where(*mine)).one()))
        return added

    def all(self) -> list[Subscriber]:
        query = (
            select(subscriber).where(subscriber.c.newsletter == self._newsletter).order_by(subscriber.c.id)
        )
        with reading(self._engine) as connection:
            return [_subscriber(row) for row in connection.execute(query)]

    def get(self, subscriber_id: int) -> Subscriber | None:
        query = select(subscriber).where(
            subscriber.c.newsletter == self._newsletter, subscriber.c.id == subscriber_id
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            return _subscriber(row) if row else None

    def by_key(self, key: str) -> Subscriber | None:
        query = select(subscriber).where(
            subscriber.c.newsletter == self._newsletter, subscriber.c.email_key == key
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
            return _subscriber(row) if row else None

    def unsubscribe(self, subscriber_id: int, *, now: datetime) -> bool:
        """Whether there is such a subscriber; to leave twice is to leave."""
        mine = (subscriber.c.newsletter == self._newsletter, subscriber.c.id == subscriber_id)
        with writing(self._engine) as connection:
            found = connection.execute(select(subscriber.c.status).where(*mine)).first()
            if found and found.status == "active":
                connection.execute(
                    subscriber.update().where(*mine).values(status="unsubscribed", changed=now)
                )
            return found is not None

    def counts(self) -> dict[str, int]:
        query = (
            select(subscriber.c.status, func.count())
            .where(subscriber.c.newsletter == self._newsletter)
            .group_by(subscriber.c.status)
        )
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}


class Deliveries:
    """The ledger, as `digest.deliver` wants it, and what the operator asks of it."""

    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def _of(self, slot: str) -> tuple[Any, ...]:
        return delivery.c.newsletter == self._newsletter, delivery.c.slot == slot

    def pending(self, slot: str, now: datetime) -> list[Delivery]:
        """Those to be sent now: never tried, or put off and due again. Who has left meanwhile is not among them."""
        due = or_(delivery.c.retry_at.is_(None), delivery.c.retry_at <= now)
        waiting = or_(delivery.c.state == "pending", and_(delivery.c.state == "deferred", due))
        query = (
            select(delivery)
            .join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
            .where(*self._of(slot), waiting, subscriber.c.status == "active")
            .order_by(delivery.c.subscriber_id)
        )
        with reading(self._engine) as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def claim(self, slot: str, subscriber_id: int, now: datetime) -> bool:
        """Commit as inflight, before the message leaves. False when it is not to be sent (any more)."""
        mine = (*self._of(slot), delivery.c.subscriber_id == subscriber_id)
        with writing(self._engine) as connection:
            status = connection.execute(
                select(subscriber.c.status).where(subscriber.c.id == subscriber_id)
            ).scalar()
            if status != "active":
                return False
            taken = connection.execute(
                delivery.update()
                .where(*mine, delivery.c.state.in_(("pending", "deferred")))
                .values(state="inflight", at=now, attempts=delivery.c.attempts + 1)
            )
            return taken.rowcount == 1

    def settle(self, slot: str, subscriber_id: int, receipt: Receipt, now: datetime) -> None:
        """Commit what became of an inflight message; what is settled already stays."""
        mine = (*self._of(slot), delivery.c.subscriber_id == subscriber_id, delivery.c.state == "inflight")
        with writing(self._engine) as connection:
            attempts = connection.execute(select(delivery.c.attempts).where(*mine)).scalar() or 0
            state, detail = receipt.state, receipt.detail
            if state == "deferred" and attempts >= ATTEMPTS:
                state, detail = "refused", f"given up after {attempts} tries: {detail}"
            retry_at = now + RETRY_AFTER if state == "deferred" else None
            values = {"state": state, "detail": detail[:500], "at": now, "retry_at": retry_at}
            connection.execute(delivery.update().where(*mine).values(**values))

    def settle_crashed(self, slot: str, *, repeatable: bool, now: datetime) -> int:
        """After a crash, when nobody else is at work: what was inflight is unknown, and stays so until somebody
        who knows says otherwise. Through a repeatable outlet (files) it may simply be done again."""
        mine = (*self._of(slot), delivery.c.state == "inflight")
        values = (
            {"state": "pending"} if repeatable else {"state": "unknown", "detail": "the sending process died"}
        )
        with writing(self._engine) as connection:
            return connection.execute(delivery.update().where(*mine).values(**values, at=now)).rowcount

    def put_back(self, slot: str, subscriber_ids: Sequence[int], now: datetime) -> None:
        """Refused by a relay that refuses everybody: that is not the recipients' fault, so they are tried again."""
        mine = (*self._of(slot), delivery.c.subscriber_id.in_(subscriber_ids), delivery.c.state == "refused")
        with writing(self._engine) as connection:
            connection.execute(
                delivery.update().where(*mine).values(state="deferred", retry_at=now + RETRY_AFTER)
            )

    def settle_left(self, slot: str, now: datetime) -> None:
        """Who unsubscribed before their letter left is waiting for nothing."""
        gone = select(subscriber.c.id).where(subscriber.c.status != "active")
        mine = (
            *self._of(slot),
            delivery.c.state.in_(("pending", "deferred")),
            delivery.c.subscriber_id.in_(gone),
        )
        values = {"state": "refused", "detail": "unsubscribed before it was sent", "at": now}
        with writing(self._engine) as connection:
            connection.execute(delivery.update().where(*mine).values(**values))

    def resend_unknown(self, slot: str, *, now: datetime) -> int:
        """The operator's own decision: whoever may have got it gets it again."""
        mine = (*self._of(slot), delivery.c.state == "unknown")
        with writing(self._engine) as connection:
            return connection.execute(delivery.update().where(*mine).values(state="pending", at=now)).rowcount

    def counts(self, slot: str) -> dict[str, int]:
        query = select(delivery.c.state, func.count()).where(*self._of(slot)).group_by(delivery.c.state)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def listed(self, slot: str, *states: str) -> list[Delivery]:
        query = select(delivery).where(*self._of(slot)).order_by(delivery.c.subscriber_id)
        if states:
            query = query.where(delivery.c.state.in_(states))
        with reading(self._engine) as connection:
            return [_delivery(row) for row in connection.execute(query)]


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(id=row.id, email=row.email, status=row.status, since=row.since)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        slot=row.slot,
        subscriber_id=row.subscriber_id,
        email=row.email,
        state=row.state,
        detail=row.detail,
        at=row.at,
    )
