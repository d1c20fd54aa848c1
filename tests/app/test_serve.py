"""`digest serve` through a slot: fifty readers, a real SMTP conversation, one-click unsubscribe, kill -9."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.deliver.relay import OnFreePort
from tests.harness import FeedServer, Folder, environment

COUNT = 50


class Mailbox:
    """An SMTP server's handler: keeps what arrives, and may call something at the n-th message."""

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[tuple[str, bytes]] = []
        self.at: dict[int, Callable[[], object]] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        action = self.at.get(len(self.mails))
        if action:
            action()
        return "250 kept"

    def recipients(self) -> Counter[str]:
        return Counter(recipient for recipient, _ in self.mails)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    handler = Mailbox()
    controller = OnFreePort(handler)
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


@pytest.fixture
def letter(tmp_path: Path, server: FeedServer, mailbox: Mailbox) -> Folder:
    folder = Folder(tmp_path / "letter", server.base, outlet=f"smtp://127.0.0.1:{mailbox.port}?tls=none")
    readers = folder.path / "readers.csv"
    readers.write_text("email\n" + "".join(f"reader{n}@list.example\n" for n in range(COUNT)))
    assert "50 subscribed" in folder.ok("subscribers", "import", str(readers))
    return folder


class Serving:
    """The process, and the address of its pages."""

    def __init__(self, folder: Folder, now: str) -> None:
        self.process = subprocess.Popen(
            folder.command("serve", "--port", "0", now=now),
            cwd=folder.path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = re.search(r"http://\S+", self.process.stdout.readline())[0].rstrip("/")  # type: ignore[index]

    def __enter__(self) -> Serving:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) in (0, -signal.SIGKILL)


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def parsed(mailbox: Mailbox, recipient: str) -> EmailMessage:
    content = next(content for who, content in mailbox.mails if who == recipient)
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def post(url: str, body: bytes) -> int:
    request = urllib.request.Request(url, data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def slot_state(folder: Folder) -> dict[str, Any]:
    return json.loads(folder.ok("status", "--json", "--slot", "2026-11-26"))["slots"][0]  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_slot_passes_and_everyone_gets_the_issue_once(letter: Folder, mailbox: Mailbox) -> None:
    """The draft is made in the review, the letter leaves at the slot, each reader has one, and can leave by one click."""
    with Serving(letter, "2026-11-26T07:59:57Z") as serving:
        wait_for(lambda: len(mailbox.mails) >= COUNT)
        wait_for(lambda: slot_state(letter)["state"] == "done")
        assert mailbox.recipients() == Counter({f"reader{n}@list.example": 1 for n in range(COUNT)})

        message = parsed(mailbox, "reader7@list.example")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = re.search(r"<(https://frame\.example/[^>]+)>", message["List-Unsubscribe"])
        assert link is not None
        page = link[1].replace("https://frame.example", serving.address)
        with urllib.request.urlopen(
            page, timeout=10
        ) as answer:  # a GET, as of a link scanner, changes nothing
            assert "r•••@list.example" in answer.read().decode()
        assert "reader7@list.example" in active(letter)
        assert post(page, b"List-Unsubscribe=One-Click") == 200
        assert "reader7@list.example" not in active(letter)
        assert len(active(letter)) == COUNT - 1
        with urllib.request.urlopen(f"{serving.address}/issues/2026-11-26", timeout=10) as answer:
            online = answer.read().decode()
        assert "Northwind" in online
        assert "unsubscribe/" not in online
        with pytest.raises(urllib.error.HTTPError, match="404"):
            post(f"{serving.address}/unsubscribe/forged", b"List-Unsubscribe=One-Click")

    again = letter.run("run", now="2026-11-26T09:00:00Z")
    assert again.returncode == 0
    assert len(mailbox.mails) == COUNT


def active(folder: Folder) -> set[str]:
    return {
        row["email"]
        for row in json.loads(folder.ok("subscribers", "list", "--json"))
        if row["status"] == "active"
    }


@pytest.mark.slow
def test_kill_in_the_middle_and_a_restart(letter: Folder, mailbox: Mailbox) -> None:
    """Killed while the server has a message but not yet answered: that one is unknown and listed, nobody has two."""
    with Serving(letter, "2026-11-26T07:59:57Z") as first:
        mailbox.at[20] = first.process.kill
        wait_for(lambda: first.process.poll() is not None)
    assert len(mailbox.mails) == 20

    with Serving(letter, "2026-11-26T08:00:30Z"):
        wait_for(lambda: slot_state(letter)["deliveries"].get("accepted", 0) >= COUNT - 1)
        wait_for(lambda: slot_state(letter)["state"] == "done")
    assert max(mailbox.recipients().values()) == 1
    state = slot_state(letter)
    assert state["deliveries"] == {"accepted": COUNT - 1, "unknown": 1}
    [unknown] = state["troubled"]
    assert unknown["email"] == "reader19@list.example"
    assert "unknown" in letter.ok("status", "--slot", "2026-11-26")

    letter.ok("send", "--slot", "2026-11-26", "--resend-unknown")
    assert mailbox.recipients()["reader19@list.example"] == 2  # the operator's own decision
    assert slot_state(letter)["deliveries"] == {"accepted": COUNT}


@pytest.mark.slow
def test_two_servers_make_one_issue(letter: Folder, mailbox: Mailbox) -> None:
    """The operator started it twice by mistake."""
    with Serving(letter, "2026-11-26T07:59:57Z"), Serving(letter, "2026-11-26T07:59:57Z"):
        wait_for(lambda: len(mailbox.mails) >= COUNT)
        wait_for(lambda: slot_state(letter)["state"] == "done")
        time.sleep(0.5)  # time for the second to make its mistake, if it makes one
    assert max(mailbox.recipients().values()) == 1


def test_a_stop_while_something_is_under_way_is_not_forever(letter: Folder, server: FeedServer) -> None:
    """SIGTERM in the middle of reading slow feeds: the work is finished, then the process ends."""
    server.delay = 2.0
    with Serving(letter, "2026-11-25T12:00:00Z") as serving:
        wait_for(lambda: server.requests)
        serving.process.send_signal(signal.SIGTERM)
        assert serving.process.wait(15) == 0


def test_a_first_start_does_not_catch_up_with_the_past(letter: Folder, mailbox: Mailbox) -> None:
    """Started on a Sunday: last Thursday's letter was nobody's wish."""
    with Serving(letter, "2026-11-29T12:00:00Z"):
        time.sleep(1.0)
        assert slot_state(letter)["state"] == "skipped"
    assert mailbox.mails == []
