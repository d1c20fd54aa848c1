"""Which address opens what, TLS and AUTH with a real certificate, and files on disks that fail."""

from __future__ import annotations

import asyncio
import base64
import resource
import signal
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.deliver import message_name, open_outlet
from digest.deliver.outbox import Outbox
from digest.deliver.smtp import SmtpOutlet, wire
from digest.errors import EXIT_FAILED, EXIT_TRY_AGAIN, ConfigError, MailError
from tests.deliver.relay import Relay, running

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

SECRET = "correct horse"
MAIL = b"Subject: S\r\n\r\nHello\r\n"

# -- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("file://outbox", "base/outbox"),
        ("file://out/box", "base/out/box"),
        ("file://./my%20box", "base/my box"),
        ("file:outbox", "base/outbox"),
        ("file:///var/spool/outbox", "/var/spool/outbox"),
        ("file://localhost/var/outbox", "/var/outbox"),
    ],
)
def test_a_folder(url: str, folder: str) -> None:
    """A relative one starts at the config's folder, wherever the command runs."""
    outlet = open_outlet(url, base=Path("base"))
    assert isinstance(outlet, Outbox)
    assert outlet.folder == Path(folder)
    assert (outlet.mails, outlet.repeatable) == (False, True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://mail.example.org", "mail.example.org:587, tls=starttls"),
        ("smtp://me@mail.example.org:2525", "me@mail.example.org:2525, tls=starttls"),
        ("smtp://me@example.org@mail.example.org", "me@example.org@mail.example.org:587, tls=starttls"),
        ("smtp://mail.example.org?tls=none", "mail.example.org:587, tls=none"),
        ("smtp://localhost:1025", "localhost:1025, tls=none"),
        ("smtp://me@127.0.0.1:25", "me@127.0.0.1:25, tls=none"),
        ("smtp://[::1]:25", "::1:25, tls=none"),
        ("smtp://localhost?tls=starttls", "localhost:587, tls=starttls"),
        ("smtps://me@mail.example.org", "me@mail.example.org:465, tls=implicit"),
        ("smtps://localhost", "localhost:465, tls=implicit"),
        ("smtp://poststelle.münchen.example", "poststelle.xn--mnchen-3ya.example:587, tls=starttls"),
    ],
)
def test_a_relay(url: str, said: str) -> None:
    """A relay elsewhere is spoken to over TLS unless the address says otherwise; one on this machine need not."""
    outlet = open_outlet(url, password=SECRET, base=Path())
    assert repr(outlet) == f"SmtpOutlet({said})"
    assert (outlet.mails, outlet.repeatable) == (True, False)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "expected file://folder"),
        ("http://mail.example.org", "expected file://folder"),
        ("file://", "expected file://folder"),
        ("smtp://", "expected file://folder"),
        ("smtp://mail.example.org/inbox", "expected file://folder"),
        ("smtp://mail.example.org:99999", "[Pp]ort"),
        ("smtp://mail.example.org?tls=maybe", "expected [?]tls=starttls"),
        ("smtp://mail.example.org?ssl=1", "expected [?]tls=starttls"),
        ("smtps://mail.example.org?tls=none", "leave out [?]tls="),
        ("smtp://me@mail.example.org?tls=none", "not sent without TLS"),
        ("smtp://me:correct%20horse@mail.example.org", "DIGEST_SMTP_PASSWORD"),
        ("smtp://mé@mail.example.org", "must be ASCII"),
    ],
)
def test_an_address_that_will_not_do(url: str, why: str) -> None:
    """Refused before anything is sent, with what is expected, and without any password in the words."""
    with pytest.raises(ConfigError, match=why) as caught:
        open_outlet(url, password=SECRET, base=Path())
    assert "horse" not in f"{caught.value} {caught.value.mend}"


def test_a_user_without_a_password() -> None:
    """Found when the outlet is opened, not at the slot's hour by the relay."""
    with pytest.raises(ConfigError, match="there is no password for 'me'") as caught:
        open_outlet("smtps://me@mail.example.org", base=Path())
    assert "DIGEST_SMTP_PASSWORD" in caught.value.mend


# -- the relay --------------------------------------------------------------------------------------


def deliver(url: str) -> str:
    with open_outlet(url, password=SECRET, base=Path()) as outlet:
        return outlet.deliver("a@x.example", "b@x.example", MAIL, name="b.eml").state


def auth(relay: Relay, **options: Any) -> dict[str, Any]:
    return {"authenticator": relay.authenticate, "auth_required": True, **options}


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_tls_and_login(scheme: str, tls: ssl.SSLContext) -> None:
    """STARTTLS and TLS from the first byte, then AUTH: the message gets through, the password too."""
    relay = Relay()
    options = {"starttls": tls} if scheme == "smtp" else {"implicit": tls, "auth_require_tls": False}
    with running(relay, **auth(relay, **options)):
        assert (
            deliver(f"{scheme}://me@localhost:{relay.port}{'?tls=starttls' * (scheme == 'smtp')}")
            == "accepted"
        )
    assert relay.logins == [(b"me", SECRET.encode())]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_an_untrusted_certificate_ends_it(scheme: str, tls: ssl.SSLContext) -> None:
    """Nobody in between gets the password or the letter."""
    relay = Relay()
    options: dict[str, Any] = {"starttls": tls} if scheme == "smtp" else {"auth_require_tls": False}
    with running(relay, **auth(relay, **options)):
        target = relay.port
        if scheme == "smtps":  # plain SMTP where TLS is expected: the usual mistake with ports
            with pytest.raises(MailError, match="no TLS"):
                deliver(f"smtps://me@localhost:{target}")
        else:
            with pytest.raises(MailError, match="certificate verify failed") as caught:
                deliver(f"smtp://me@localhost:{target}?tls=starttls")
            assert caught.value.exit_code == EXIT_FAILED
    assert relay.logins == []


def test_a_relay_without_starttls_gets_nothing() -> None:
    """Somebody in between may have cut the offer out: it is never tried in the clear."""
    relay = Relay()
    with (
        running(relay, **auth(relay, auth_require_tls=False)),
        pytest.raises(MailError, match="STARTTLS") as caught,
    ):
        deliver(f"smtp://me@localhost:{relay.port}?tls=starttls")
    assert "tls=none" in caught.value.mend
    assert relay.logins == []


def test_a_wrong_password_is_said_without_it() -> None:
    """And it is no reason to try again by itself: accounts are locked that way."""
    relay = Relay()
    with running(relay, **auth(relay, auth_require_tls=False)):
        url = f"smtp://me@127.0.0.1:{relay.port}"
        with open_outlet(url, password="battery", base=Path()) as outlet, pytest.raises(MailError) as caught:
            outlet.ready()
    assert "refuses the login of me: 535" in str(caught.value)
    assert "battery" not in f"{caught.value!r} {outlet!r} {caught.value.__cause__!r}"
    assert caught.value.exit_code == EXIT_FAILED


def test_a_relay_that_echoes_the_password_is_not_quoted() -> None:
    """In the clear or in AUTH's spelling: its words go into the ledger and onto the screen."""
    spelled = base64.b64encode(f"\0me\0{SECRET}".encode()).decode()
    relay = Relay(rcpt=f"550 5.7.1 hello {SECRET} {spelled}")
    with (
        running(relay, **auth(relay, auth_require_tls=False)),
        open_outlet(f"smtp://me@127.0.0.1:{relay.port}", password=SECRET, base=Path()) as outlet,
    ):
        receipt = outlet.deliver("a@x.example", "b@x.example", MAIL, name="b.eml")
    assert (receipt.state, receipt.detail) == ("refused", "550 5.7.1 hello … …")


def test_a_busy_relay_is_worth_trying_again() -> None:
    """Told by its greeting's code, before anything else is said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def turn_away() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"421 4.7.0 too many connections\r\n")

        thread = threading.Thread(target=turn_away)
        thread.start()
        with pytest.raises(MailError, match=r"turns us away: 421 4.7.0 too many connections") as caught:
            deliver(f"smtp://127.0.0.1:{listener.getsockname()[1]}")
        thread.join(5)
    assert caught.value.exit_code == EXIT_TRY_AGAIN


def test_a_silent_relay_after_the_content_is_unknown() -> None:
    """No answer in time is not a no."""

    class Silent(Relay):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
            await asyncio.sleep(0.2)
            return "250 too late"

    with running(Silent()) as relay:
        outlet = SmtpOutlet("127.0.0.1", relay.port, tls="none", timeout_final=0.05)
        with outlet:
            receipt = outlet.deliver("a@x.example", "b@x.example", MAIL, name="b.eml")
    assert receipt.state == "unknown"
    assert "no answer to the message" in receipt.detail


@pytest.mark.parametrize("recipient", ["jörg@x.example", "a@x.example>\r\nRCPT TO:<b@x.example"])
def test_an_address_smtp_cannot_say_is_refused(recipient: str) -> None:
    """And nothing that is in it becomes a command."""
    with running(Relay()) as relay, open_outlet(f"smtp://127.0.0.1:{relay.port}", base=Path()) as outlet:
        assert outlet.deliver("a@x.example", recipient, MAIL, name="b.eml").state == "refused"
    assert not relay.seen


@settings(max_examples=200)
@given(st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"a"]), max_size=30).map(b"".join))
def test_what_goes_over_the_wire_ends_once(message: bytes) -> None:
    """Law: whatever the message, the line with one dot is the last and only one, no CR or LF stands alone, and
    the lines come out as they were."""
    content = wire(message)
    lines = content.split(b"\r\n")
    assert lines[-2:] == [b".", b""]
    assert b"." not in lines[:-2]
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    plain = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    got = [line.removeprefix(b".") if line.startswith(b".") else line for line in lines[:-2]]
    assert b"\n".join(got) == plain.removesuffix(b"\n")


# -- files ------------------------------------------------------------------------------------------


def test_a_message_is_a_file_and_again_the_same_file(tmp_path: Path) -> None:
    """After a crash the same message may simply be written again."""
    with open_outlet("file://out/box", base=tmp_path) as outlet:
        for _ in range(2):
            receipt = outlet.deliver(
                "a@x.example", "b@x.example", MAIL, name="2026-11-26-0007-b_x.example.eml"
            )
    assert (receipt.state, receipt.detail) == ("accepted", "2026-11-26-0007-b_x.example.eml")
    assert [path.name for path in (tmp_path / "out/box").iterdir()] == [receipt.detail]
    assert (tmp_path / "out/box" / receipt.detail).read_bytes() == MAIL


@given(st.text(min_size=1, max_size=200))
def test_names_of_files_are_safe(email: str) -> None:
    """Law: one short name in one folder, whatever the address, and told apart by the subscriber's number."""
    name = message_name("2026-11-26", 7, email)
    assert Path(name).name == name
    assert name.isascii()
    assert len(name) <= 124
    assert message_name("2026-11-26", 8, email) != name


def test_the_name_of_an_ordinary_message() -> None:
    """As a person finds it in the folder."""
    assert message_name("2026-11-26", 7, "jane@example.org") == "2026-11-26-0007-jane_example.org.eml"


@pytest.mark.parametrize("name", ["../b.eml", "a/b.eml", "/etc/b.eml"])
def test_a_path_is_no_name(tmp_path: Path, name: str) -> None:
    """A message is written in the folder and nowhere else."""
    with pytest.raises(ValueError, match="plain file name"):
        Outbox(tmp_path).deliver("a@x.example", "b@x.example", MAIL, name=name)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """Noticed before anybody is claimed; the message names the path and the mend."""
    (tmp_path / "outbox").write_text("in the way")
    with pytest.raises(
        MailError, match=r"outbox: cannot be written: (File exists|Not a directory)"
    ) as caught:
        open_outlet("file://outbox", base=tmp_path).ready()
    assert "feeds.yaml" in caught.value.mend


def test_something_else_of_that_name(tmp_path: Path) -> None:
    """A folder in the message's place: no part is left over."""
    (tmp_path / "b.eml").mkdir()
    with pytest.raises(MailError, match=r"b\.eml: cannot be written: Is a directory"):
        Outbox(tmp_path).deliver("a@x.example", "b@x.example", MAIL, name="b.eml")
    assert [path.name for path in tmp_path.iterdir()] == ["b.eml"]


def test_a_link_planted_in_the_outbox_is_not_followed(tmp_path: Path) -> None:
    """The name of the part can be guessed."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".b.eml.part").symlink_to(victim)
    with pytest.raises(MailError):
        Outbox(tmp_path).deliver("a@x.example", "b@x.example", MAIL, name="b.eml")
    assert victim.read_text() == "precious"


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """The kernel refuses what goes beyond `size` bytes in a file, as a full disk does in the middle of one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 1, 4096, 9999])
def test_a_disk_that_is_full_midway(tmp_path: Path, size: int) -> None:
    """No half message is left, the one that was there before stays whole, and it is worth trying again."""
    outbox, message = Outbox(tmp_path), b"x" * 10_000
    outbox.deliver("a@x.example", "b@x.example", MAIL, name="b.eml")
    with room_for(size), pytest.raises(MailError, match=r"b\.eml: the disk is full") as caught:
        outbox.deliver("a@x.example", "b@x.example", message, name="b.eml")
    assert caught.value.exit_code == EXIT_TRY_AGAIN
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.eml": MAIL}
    assert outbox.deliver("a@x.example", "b@x.example", message, name="b.eml").state == "accepted"
