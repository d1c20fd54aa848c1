"""The outlet that mails: one connection to the operator's own relay, kept as long as it holds (RFC 5321).

Which failure is whose:
  - the relay cannot be reached, refuses the password or the sender, or says 421: MailError, nothing left;
  - a recipient is answered with 4xx: deferred; with 5xx: refused; the others go on;
  - the connection is lost after the message's content was begun and before the answer: unknown. The relay may
    have taken it (RFC 5321 § 4.1.1.4, RFC 1047), so it is never sent again by itself.
"""

from __future__ import annotations

import base64
import contextlib
import re
from typing import TYPE_CHECKING, Final, Literal, Self

from digest.errors import MailError
from digest.types import Receipt

if TYPE_CHECKING:
    import smtplib
    from types import TracebackType

Tls = Literal["implicit", "starttls", "none"]

#: Seconds for connecting and for each answer but the last.
TIMEOUT: Final = 30.0

#: Seconds for the answer to the message itself. RFC 5321 § 4.5.3.2.6 wants 10 minutes: to give up sooner makes
#: messages unknown that a slow relay has taken.
TIMEOUT_FINAL: Final = 600.0

#: RFC 5321 § 3.8: the relay closes the connection.
CLOSING: Final = 421


#: RFC 5321 § 3.3: the content may come.
GO_AHEAD: Final = 354


class _Closed(Exception):  # noqa: N818 - a turn of the conversation, caught in this file
    """The connection ended before any of the content left: the same message may go over a new one."""


class SmtpOutlet:
    """A relay. `password` is used for AUTH only and is in no repr, message or receipt."""

    mails = True
    repeatable = False

    def __init__(
        self,
        host: str,
        port: int,
        *,
        tls: Tls,
        user: str = "",
        password: str = "",
        timeout: float = TIMEOUT,
        timeout_final: float = TIMEOUT_FINAL,
    ) -> None:
        self.host, self.port, self.tls, self.user = host, port, tls, user
        self._password = password
        self._timeout, self._timeout_final = timeout, timeout_final
        self._client: smtplib.SMTP | None = None

    def __repr__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        return f"SmtpOutlet({user}{self.host}:{self.port}, tls={self.tls})"

    def ready(self) -> None:
        """Connect, encrypt and log in, unless that is done. MailError when the relay will not have us."""
        if self._client is None:
            self._client = self._connect()

    def deliver(
        self,
        sender: str,
        recipient: str,
        message: bytes,
        *,
        name: str,  # noqa: ARG002 - only files have names
    ) -> Receipt:
        """One message to one recipient. A connection that the relay closed while idle is opened anew, once."""
        if not _plain(sender):
            raise self._error(f"cannot be told the sender {sender!r}: it is not plain ASCII", temporary=False)
        if not _plain(recipient):
            return Receipt(state="refused", detail="not plain ASCII; that would need SMTPUTF8")
        for again in (True, False):
            self.ready()
            try:
                return self._converse(sender, recipient, message)
            except _Closed as closed:
                self._drop()
                if not again:
                    raise self._error(f"closed the connection: {closed}", temporary=True) from None
        raise AssertionError("unreachable: the second turn returns or raises")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.quit()
            self._drop()

    # -- one message --------------------------------------------------------------------------------

    def _converse(self, sender: str, recipient: str, message: bytes) -> Receipt:
        """MAIL, RCPT, DATA. _Closed only before the content; after that, what is not known is unknown."""
        client = self._client
        assert client is not None
        content = wire(message)
        try:
            size = [f"SIZE={len(content)}"] if client.has_extn("size") else []
            code, words = self._answer(*client.mail(sender, size))
            if code // 100 != 2:
                self._reset()
                mend = "see newsletter.from in feeds.yaml: may this user send as that address?"
                raise self._error(f"refuses the sender {sender}: {words}", temporary=code < 500, mend=mend)
            code, words = self._answer(*client.rcpt(recipient))
            if code // 100 == 2:
                code, words = self._answer(*client.docmd("DATA"))
            if code != GO_AHEAD:
                self._reset()
                return _turned_down(code, words)
        except OSError as error:  # smtplib's own errors are OSErrors too
            raise _Closed(self._clean(str(error))) from error
        return self._content(client, content)

    def _content(self, client: smtplib.SMTP, content: bytes) -> Receipt:
        """Send the content and hear what became of it. From here on a lost connection is ambiguous."""
        try:
            self._patient(client, self._timeout_final)
            client.send(content)
            code, reply = client.getreply()
            self._patient(client, self._timeout)
        except OSError as error:
            self._drop()
            return Receipt(state="unknown", detail=f"no answer to the message: {self._clean(str(error))}")
        words = self._clean(f"{code} {reply.decode('utf-8', 'replace')}")
        if code // 100 == 2:
            return Receipt(state="accepted", detail=words)
        if code == CLOSING:  # an answer all the same: 4yz says that the message was not taken (§ 4.2.1)
            self._drop()
            raise self._error(f"closes the connection: {words}", temporary=True)
        if code // 100 in (4, 5):
            return _turned_down(code, words)
        self._drop()
        return Receipt(state="unknown", detail=f"an answer that is none: {words}")

    @staticmethod
    def _patient(client: smtplib.SMTP, seconds: float) -> None:
        if client.sock is not None:  # None: closed meanwhile; what follows finds out
            client.sock.settimeout(seconds)

    def _answer(self, code: int, reply: bytes) -> tuple[int, str]:
        words = self._clean(f"{code} {reply.decode('utf-8', 'replace')}")
        if code == CLOSING or not 200 <= code < 600:
            raise _Closed(words)
        return code, words

    def _reset(self) -> None:
        """Forget the transaction, so that the next one starts clean; a relay that cannot is left."""
        assert self._client is not None
        try:
            fine = self._client.rset()[0] == 250
        except OSError:
            fine = False
        if not fine:
            self._drop()

    # -- the connection -----------------------------------------------------------------------------

    def _connect(self) -> smtplib.SMTP:
        import smtplib
        import ssl

        temporary, mend = True, "is it running, and is delivery.outlet in feeds.yaml right?"
        try:
            return self._greet()
        except smtplib.SMTPAuthenticationError as error:
            said = f"refuses the login of {self.user}: {error.smtp_code} {_text(error.smtp_error)}"
            temporary, mend = error.smtp_code < 500, "see delivery.outlet's user and DIGEST_SMTP_PASSWORD"
        except smtplib.SMTPNotSupportedError as error:
            said, temporary = f"cannot do what is asked: {error}", False
            mend = "is the port right? In your own network ?tls=none may do, without a user"
        except smtplib.SMTPResponseException as error:
            said = f"turns us away: {error.smtp_code} {_text(error.smtp_error)}"
            temporary = not 500 <= error.smtp_code < 600
        except ssl.SSLError as error:
            said, temporary = f"no TLS: {error}", False
            mend = "smtps:// is for port 465, smtp:// for 587; the certificate must name that host"
        except OSError as error:
            said = f"cannot be reached: {error}"
        raise self._error(said, temporary=temporary, mend=mend) from None  # the cause may hold the dialogue

    def _greet(self) -> smtplib.SMTP:
        import smtplib
        import ssl

        # The full name of this machine is asked of the resolver, which may take long where there is none.
        mine = "localhost" if self.tls == "none" else None
        client: smtplib.SMTP
        if self.tls == "implicit":
            context = ssl.create_default_context()
            client = smtplib.SMTP_SSL(self.host, self.port, mine, timeout=self._timeout, context=context)
        else:
            client = smtplib.SMTP(self.host, self.port, mine, timeout=self._timeout)
        try:
            client.ehlo_or_helo_if_needed()
            if self.tls == "starttls":  # SMTPNotSupportedError when it is not offered: never in the clear
                client.starttls(context=ssl.create_default_context())
                client.ehlo_or_helo_if_needed()
            if self.user:
                client.login(self.user, self._password)
        except BaseException:
            client.close()
            raise
        return client

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    # -- words --------------------------------------------------------------------------------------

    def _error(self, said: str, *, temporary: bool, mend: str = "") -> MailError:
        return MailError(f"relay {self.host}:{self.port} {self._clean(said)}", mend=mend, temporary=temporary)

    def _clean(self, words: str) -> str:
        """The relay's words on one line, and without the password should it echo it."""
        for secret in self._secrets():
            words = words.replace(secret, "…")
        return re.sub(r"[\s\x00-\x1f\x7f]+", " ", words).strip()[:300]

    def _secrets(self) -> tuple[str, ...]:
        if not self._password:
            return ()
        plain = (self._password, f"\0{self.user}\0{self._password}")
        return *(base64.b64encode(s.encode()).decode() for s in plain), self._password


def wire(message: bytes) -> bytes:
    """A message as DATA wants it: every line ends in CRLF (no bare CR or LF, by which mail is smuggled), a
    leading dot is doubled, and a line with one dot ends it (RFC 5321 § 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"


def _plain(address: str) -> bool:
    return address.isascii() and address.isprintable()


def _turned_down(code: int, words: str) -> Receipt:
    return Receipt(state="refused" if code >= 500 else "deferred", detail=words)


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
