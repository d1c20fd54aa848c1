"""What sending needs of the ledger. The store keeps it (`digest.store.subscribers.Deliveries`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from digest.types import Delivery, Receipt


class Ledger(Protocol):
    """Who gets which issue, once. Every change is on disk when the call returns."""

    def pending(self, slot: str, now: datetime) -> Sequence[Delivery]:
        """Those to be sent now: never tried, or deferred and due again."""

    def claim(self, slot: str, subscriber_id: int, now: datetime) -> bool:
        """Commit as inflight, before the message leaves.

        False when it is not ours to send (any more): somebody else has it, it is settled, or the subscriber
        has left meanwhile.
        """

    def settle(self, slot: str, subscriber_id: int, receipt: Receipt, now: datetime) -> None:
        """Commit what became of a claimed message."""

    def put_back(self, slot: str, subscriber_ids: Sequence[int], now: datetime) -> None:
        """Make refused ones deferred: the relay refused everybody, so it was not the recipients' fault."""
