"""An issue to everyone who has not got it, once: claim, deliver, settle, one subscriber at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digest.deliver.ledger import Ledger
from digest.deliver.outlets import Outlet
from digest.errors import MailError
from digest.types import Delivery, Receipt

#: So many refusals in a row are not the recipients' fault: a relay that takes nothing from us answers 550 to
#: everybody, and a refused delivery is never tried again. Imported lists do have a few dead addresses together.
GIVE_UP = 10

#: So many messages in a row of which nobody can say whether they arrived, or that could not be made.
TROUBLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the messages of one run."""

    accepted: int = 0
    refused: int = 0
    deferred: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.refused + self.deferred + self.unknown


def send_issue(
    slot: str,
    *,
    outlet: Outlet,
    ledger: Ledger,
    message_for: Callable[[Delivery], bytes],
    sender: str,
    clock: Callable[[], datetime],
    progress: Callable[[Receipt], None] = lambda _: None,
    give_up: int = GIVE_UP,
) -> Tally:
    """Hand the issue of `slot` to everyone the ledger says is waiting.

    `sender` is the envelope's address (MAIL FROM), `progress` hears of each settled message. One broken
    recipient never stops the rest. MailError when the outlet itself is out of work (it says whether trying
    again later may help): whoever was not reached is still pending or deferred. It is raised too after
    `give_up` refusals in a row, or `TROUBLE` messages in a row that were lost or could not be made.
    """
    counts: Counter[str] = Counter()
    patience = _Patience(give_up)
    for delivery in ledger.pending(slot, clock()):
        outlet.ready()  # a dead relay is noticed here, before anybody is claimed
        message = _make(message_for, delivery)
        if not ledger.claim(slot, delivery.subscriber_id, clock()):
            continue
        trouble: MailError | None = None
        try:
            receipt = message if isinstance(message, Receipt) else _hand(outlet, sender, delivery, message)
        except MailError as error:
            # It says that nothing left: not ambiguous, so it is tried again.
            receipt, trouble = Receipt(state="deferred", detail=str(error)), error
        ledger.settle(slot, delivery.subscriber_id, receipt, clock())
        counts[receipt.state] += 1
        progress(receipt)
        if trouble:
            raise trouble
        try:
            patience.hear(delivery, receipt, made=isinstance(message, bytes))
        except MailError:
            ledger.put_back(slot, patience.refused, clock())
            raise
    return Tally(**counts)


def message_name(slot: str, delivery_id: int, email: str) -> str:
    """A name for one recipient's message, the same each time: `2026-11-26-0007-jane_example.org.eml`."""
    return re.sub(r"[^A-Za-z0-9.-]+", "_", f"{slot}-{delivery_id:04d}-{email}")[:120] + ".eml"


def _make(message_for: Callable[[Delivery], bytes], delivery: Delivery) -> bytes | Receipt:
    """The message, or why there is none. That is our fault, not the recipient's: tried again, not refused."""
    try:
        return message_for(delivery)
    except Exception as error:  # noqa: BLE001 - one recipient's broken message must not stop the others'
        return Receipt(state="deferred", detail=f"the message could not be made: {_named(error)}")


def _hand(outlet: Outlet, sender: str, delivery: Delivery, message: bytes) -> Receipt:
    name = message_name(delivery.slot, delivery.subscriber_id, delivery.email)
    try:
        return outlet.deliver(sender, delivery.email, message, name=name)
    except MailError:
        raise
    except Exception as error:  # noqa: BLE001 - a surprise: whether the message left, nobody can say
        return Receipt(state="unknown", detail=f"the outlet failed: {_named(error)}")


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


class _Patience:
    """Tells one bad recipient from a relay (or a program) that fails everybody."""

    def __init__(self, give_up: int) -> None:
        self._give_up = give_up
        self.refused: list[int] = []  #: subscribers refused in a row
        self._trouble = 0

    def hear(self, delivery: Delivery, receipt: Receipt, *, made: bool) -> None:
        lost = receipt.state == "unknown" or not made
        self._trouble = self._trouble + 1 if lost else 0
        if receipt.state == "refused":
            self.refused.append(delivery.subscriber_id)
        elif not lost:
            self.refused.clear()
        if self._trouble >= TROUBLE:
            raise MailError(
                f"sending stopped: {self._trouble} messages in a row were lost or could not be made; "
                f"the last: {receipt.detail}",
                mend="mend that, then send again: the others are still waiting",
            )
        if len(self.refused) >= self._give_up:
            raise MailError(
                f"sending stopped: {len(self.refused)} recipients in a row were refused; the last: {receipt.detail}",
                mend="ask whether the relay takes mail from this sender; all of them are tried again later",
            )
