"""An issue goes to everyone once: over a real SMTP conversation and the real ledger."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from digest.deliver import Tally, open_outlet, send_issue
from digest.errors import EXIT_FAILED, EXIT_TRY_AGAIN, MailError
from digest.store import Store
from digest.types import Delivery, Receipt
from tests.deliver.relay import HANG_UP, Relay, running
from tests.makers import NOW, SLOT

Publish = Callable[..., Store]
FIVE = tuple(f"{name}@list.example" for name in ("ada", "ben", "cat", "dan", "eve"))


def message(delivery: Delivery) -> bytes:
    return f"From: a@x.example\r\nTo: {delivery.email}\r\nSubject: S\r\n\r\n.Hello\r\n.\r\n".encode()


def send(store: Store, relay: Relay, **options: Any) -> Tally:
    url = f"smtp://127.0.0.1:{relay.port}"
    values: dict[str, Any] = {"message_for": message, "sender": "news@x.example", "clock": lambda: NOW}
    with open_outlet(url, base=Path()) as outlet:
        return send_issue(SLOT.name, outlet=outlet, ledger=store.deliveries, **values | options)


def states(store: Store) -> dict[str, str]:
    return {d.email.split("@")[0]: d.state for d in store.deliveries.listed(SLOT.name)}


def test_everyone_gets_it_once_over_one_connection(publish: Publish) -> None:
    """And sending again sends nothing: what is settled stays settled."""
    store, heard = publish(*FIVE), []
    with running(Relay()) as relay:
        assert send(store, relay, progress=heard.append) == Tally(accepted=5)
        assert send(store, relay) == Tally()
    assert relay.recipients == list(FIVE)
    assert relay.connections == 1
    assert [receipt.state for receipt in heard] == ["accepted"] * 5
    assert store.deliveries.listed(SLOT.name)[0].detail == "250 2.0.0 kept"


def test_a_message_arrives_byte_for_byte(publish: Publish) -> None:
    """Lines with a leading dot too, which DATA would otherwise eat or end at."""
    store = publish(FIVE[0])
    with running(Relay()) as relay:
        send(store, relay)
    delivery = store.deliveries.listed(SLOT.name)[0]
    assert relay.mails == [("news@x.example", FIVE[0], message(delivery))]


@pytest.mark.parametrize(
    ("reply", "state"), [("450 4.2.1 later", "deferred"), ("550 5.1.1 no such user", "refused")]
)
@pytest.mark.parametrize("stage", ["rcpt:ben@list.example", "data"])
def test_a_turned_down_recipient_does_not_stop_the_rest(
    publish: Publish, stage: str, reply: str, state: str
) -> None:
    """4xx is tried again, 5xx is not, whether the recipient or the content was turned down."""
    store = publish(*FIVE)
    script = (lambda n: reply if n == 1 else "250 OK") if stage == "data" else reply
    with running(Relay(**{stage: script})) as relay:
        tally = send(store, relay)
    assert (tally.accepted, getattr(tally, state)) == (4, 1)
    assert states(store) == dict.fromkeys(("ada", "cat", "dan", "eve"), "accepted") | {"ben": state}
    assert relay.connections == 1
    assert reply in store.deliveries.listed(SLOT.name, state)[0].detail


def test_lost_after_the_content_is_unknown_and_never_sent_again(publish: Publish) -> None:
    """The relay may have taken it: twice is worse than a line in `digest status`."""
    store = publish(*FIVE)
    with running(Relay(data=lambda n: HANG_UP if n == 1 else "250 OK")) as relay:
        assert send(store, relay) == Tally(accepted=4, unknown=1)
        assert send(store, relay) == Tally()
    assert states(store)["ben"] == "unknown"
    assert "ben@list.example" not in relay.recipients


@pytest.mark.parametrize("stage", ["mail", "rcpt"])
@pytest.mark.parametrize("reply", [HANG_UP, "421 4.3.2 enough for one connection"])
def test_a_connection_closed_before_the_content_is_opened_again(
    publish: Publish, stage: str, reply: str
) -> None:
    """Relays close idle connections and those that brought many messages; nothing had left, nothing is lost."""
    store = publish(*FIVE)
    with running(Relay(**{stage: lambda n: reply if n == 2 else "250 OK"})) as relay:
        assert send(store, relay) == Tally(accepted=5)
    assert relay.recipients == list(FIVE)
    assert relay.connections == 2


@pytest.mark.parametrize(
    ("stage", "reply"),
    [
        ("mail", HANG_UP),
        ("mail", "421 4.3.2 going down"),
        ("rcpt", HANG_UP),
        ("data", "421 4.3.2 going down"),
    ],
)
def test_a_relay_that_stays_away_ends_the_run_and_loses_nobody(
    publish: Publish, stage: str, reply: str
) -> None:
    """Midway through: who was not reached is deferred or pending, and gets it when the relay is back."""
    store = publish(*FIVE)
    with running(Relay(**{stage: lambda n: reply if n >= 2 else "250 OK"})) as relay:
        with pytest.raises(MailError) as caught:
            send(store, relay)
        assert caught.value.exit_code == EXIT_TRY_AGAIN
        assert list(states(store).values()) == ["accepted"] * 2 + ["deferred"] + ["pending"] * 2
        relay.replies.clear()
        assert send(store, relay, clock=lambda: NOW.replace(hour=20)) == Tally(accepted=3)
    assert sorted(relay.recipients) == sorted(FIVE)


def test_no_relay_at_all(publish: Publish) -> None:
    """Noticed before anybody is claimed: all are still pending, none waits for a retry's time."""
    store = publish(*FIVE)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        dead = Relay()
        dead.port = taken.getsockname()[1]
    with pytest.raises(MailError, match=f"relay 127.0.0.1:{dead.port} cannot be reached") as caught:
        send(store, dead)
    assert caught.value.exit_code == EXIT_TRY_AGAIN
    assert set(states(store).values()) == {"pending"}


def test_a_refused_sender_is_the_operators_matter(publish: Publish) -> None:
    """A wrong `from` must not have every recipient marked as refused for good."""
    store = publish(*FIVE)
    with running(Relay(mail="553 5.7.1 not your address")) as relay, pytest.raises(MailError) as caught:
        send(store, relay)
    assert "refuses the sender news@x.example: 553 5.7.1 not your address" in str(caught.value)
    assert "newsletter.from" in caught.value.mend
    assert caught.value.exit_code == EXIT_FAILED
    assert states(store) == {"ada": "deferred"} | dict.fromkeys(("ben", "cat", "dan", "eve"), "pending")


def test_one_broken_message_does_not_stop_the_rest(publish: Publish) -> None:
    """It is our fault, so the recipient is tried again when it is mended."""

    def broken(delivery: Delivery) -> bytes:
        if delivery.email.startswith("ben"):
            raise ValueError("no such header")
        return message(delivery)

    store = publish(*FIVE)
    with running(Relay()) as relay:
        assert send(store, relay, message_for=broken) == Tally(accepted=4, deferred=1)
    (row,) = store.deliveries.listed(SLOT.name, "deferred")
    assert row.detail == "the message could not be made: ValueError: no such header"


def test_it_stops_when_everything_is_lost_or_refused(publish: Publish) -> None:
    """A relay that hangs up on every message, or refuses everybody, must not use up the whole list."""
    store = publish(*FIVE)
    with running(Relay(rcpt="554 5.7.1 relay access denied")) as relay:
        with pytest.raises(MailError, match="2 recipients in a row were refused"):
            send(store, relay, give_up=2)
        relay.replies = {"data": HANG_UP}
        with pytest.raises(MailError, match="3 messages in a row were lost"):
            send(store, relay)
    assert (
        list(states(store).values()) == ["deferred"] * 2 + ["unknown"] * 3
    )  # a relay's "no" to all is not theirs


def test_who_has_left_meanwhile_gets_nothing(publish: Publish) -> None:
    """The ledger has the last word, at the claim: between listing and sending, people leave."""
    store = publish(*FIVE)

    def leave(_: Receipt) -> None:
        store.subscribers.unsubscribe(store.subscribers.all()[1].id, now=NOW)

    with running(Relay()) as relay:
        assert send(store, relay, progress=leave) == Tally(accepted=4)
    assert "ben@list.example" not in relay.recipients


def test_a_crash_while_a_message_is_under_way_leaves_it_inflight(publish: Publish) -> None:
    """Claimed and committed before it leaves: after the crash it is the one message in doubt, no other."""
    store = publish(*FIVE)

    class Crash(BaseException):
        pass

    with running(Relay()) as relay, open_outlet(f"smtp://127.0.0.1:{relay.port}", base=Path()) as outlet:
        deliver = outlet.deliver

        def dying(sender: str, recipient: str, content: bytes, *, name: str) -> Receipt:
            receipt = deliver(sender, recipient, content, name=name)
            if recipient.startswith("cat"):
                raise Crash
            return receipt

        outlet.deliver = dying  # type: ignore[method-assign]  # the moment between the relay's 250 and our note
        with pytest.raises(Crash):
            send_issue(
                SLOT.name,
                outlet=outlet,
                ledger=store.deliveries,
                message_for=message,
                sender="news@x.example",
                clock=lambda: NOW,
            )
        assert states(store)["cat"] == "inflight"
        store.deliveries.settle_crashed(SLOT.name, repeatable=outlet.repeatable, now=NOW)
        assert send(store, relay) == Tally(accepted=2)
    assert sorted(relay.recipients) == sorted(FIVE)
    assert states(store)["cat"] == "unknown"
