"""A real SMTP conversation on loopback that does what a test tells it to."""

from __future__ import annotations

import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

#: Instead of a reply: the connection is torn down.
HANG_UP = "hang up"

Reply = str | Callable[[int], str]


class Relay:
    """aiosmtpd's handler. `replies` says what is answered to MAIL, to each recipient and to DATA (else 250);
    a callable is given how many there were of the kind before."""

    def __init__(self, **replies: Reply) -> None:
        self.replies = replies
        self.mails: list[tuple[str, str, bytes]] = []  #: sender, recipient, content as it went over the wire
        self.seen: Counter[str] = Counter()
        self.connections = 0
        self.logins: list[tuple[bytes, bytes]] = []
        self.port = 0

    def _reply(self, server: SMTP, kind: str, usual: str = "250 OK") -> str:
        reply = self.replies.get(kind, usual)
        if callable(reply):
            reply = reply(self.seen[kind])
        self.seen[kind] += 1
        if reply == HANG_UP:
            assert server.transport is not None
            server.transport.abort()
        return reply

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self._reply(server, "mail")
        if reply.startswith("250"):
            envelope.mail_from = address
        return reply

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        kind = "rcpt:" + address if "rcpt:" + address in self.replies else "rcpt"
        reply = self._reply(server, kind)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        reply = self._reply(server, "data", "250 2.0.0 kept")
        if reply.startswith("250"):
            content = envelope.original_content or b""
            self.mails += [(str(envelope.mail_from), to, content) for to in envelope.rcpt_tos]
        return reply

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"correct horse", handled=False)

    @property
    def recipients(self) -> list[str]:
        return [recipient for _, recipient, _ in self.mails]


class OnFreePort(Controller):
    """aiosmtpd's controller takes no port 0: it connects to the port it was given."""

    def __init__(self, handler: Relay, **options: Any) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        super().__init__(handler, hostname="127.0.0.1", port=self._listener.getsockname()[1], **options)

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._listener, ssl=self.ssl_context)


@contextmanager
def running(
    relay: Relay,
    *,
    starttls: ssl.SSLContext | None = None,
    implicit: ssl.SSLContext | None = None,
    **options: Any,
) -> Iterator[Relay]:
    """The relay on a free port of 127.0.0.1, in a thread."""
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    controller = OnFreePort(relay, ssl_context=implicit, **options)
    controller.start()
    relay.port = controller.port
    try:
        yield relay
    finally:
        controller.stop()
