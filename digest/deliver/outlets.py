"""Where messages go, by URL: `file://outbox`, `smtp://user@host:587`, `smtps://user@host:465`."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from digest.errors import ConfigError
from digest.types import Receipt
from digest.values import redacted

if TYPE_CHECKING:
    from types import TracebackType

    from digest.deliver.smtp import SmtpOutlet, Tls

EXPECTED = "expected file://folder, smtp://user@host:587 or smtps://user@host:465"


class Outlet(Protocol):
    """Takes messages, one at a time, in one thread. A context manager; leaving it closes what it holds."""

    @property
    def mails(self) -> bool:
        """Whether messages reach people (False for files)."""

    @property
    def repeatable(self) -> bool:
        """Whether the same message may be handed over again and changes nothing (True for files)."""

    def ready(self) -> None:
        """Open what is needed to deliver, if it is not open. MailError when that fails; nothing was sent."""

    def deliver(self, sender: str, recipient: str, message: bytes, *, name: str) -> Receipt:
        """Hand over one RFC 5322 message. `name` is a file name, the same for the same message each time.

        MailError means that the outlet is out of work and that this message certainly did not leave.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_outlet(url: str, *, password: str = "", base: Path) -> Outlet:
    """The outlet that `url` names; nothing is opened or connected yet.

    A relative folder starts at `base` (where feeds.yaml is). `password` is for AUTH. ConfigError says what is
    wrong with the address, without any password in it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _wrong(url, str(error)) from None
    if parts.scheme == "file":
        from digest.deliver.outbox import Outbox

        return Outbox(_folder(url, base))
    if parts.scheme not in ("smtp", "smtps"):
        raise _wrong(url, EXPECTED)
    if parts.password:
        raise _wrong(url, "a password does not belong here; put it into DIGEST_SMTP_PASSWORD")
    return _relay(url, parts, host, port, password)


def _folder(url: str, base: Path) -> Path:
    text = unquote(url[len("file:") :])
    if text.startswith("//localhost/"):  # RFC 8089 § 2: this host's own files
        text = text[len("//localhost") :]
    text = text.removeprefix("//")
    if not text or "\0" in text:
        raise _wrong(url, "expected file://folder")
    return base / Path(text).expanduser()


def _relay(url: str, parts: SplitResult, host: str, port: int | None, password: str) -> SmtpOutlet:
    from digest.deliver.smtp import SmtpOutlet

    try:
        encoded = host.encode("idna").decode("ascii")
    except UnicodeError:
        encoded = ""
    if not encoded or parts.path.strip("/") or parts.fragment:
        raise _wrong(url, EXPECTED)
    tls = _tls(url, parts, encoded)
    user = unquote(parts.username or "")
    if user and not password:
        raise ConfigError(
            f"delivery.outlet: {_shown(url)}: there is no password for {user!r}",
            mend="put it into DIGEST_SMTP_PASSWORD (environment or .env)",
        )
    if not (user.isascii() and password.isascii()):
        raise _wrong(url, "user and password must be ASCII: AUTH has no way to send anything else (RFC 4954)")
    if user and tls == "none" and not is_loopback(encoded):
        raise _wrong(url, "a password is not sent without TLS; leave out ?tls=none, or the user")
    standard = 465 if parts.scheme == "smtps" else 587
    return SmtpOutlet(encoded, port or standard, tls=tls, user=user, password=password if user else "")


def _tls(url: str, parts: SplitResult, host: str) -> Tls:
    """A relay elsewhere must speak TLS unless the operator says otherwise; on this machine it need not."""
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    asked = options.pop("tls", None)
    if options or asked not in (None, "starttls", "none"):
        raise _wrong(url, "expected ?tls=starttls or ?tls=none, and nothing else after the '?'")
    if parts.scheme == "smtps":
        if asked is not None:
            raise _wrong(url, "smtps:// is TLS from the first byte; leave out ?tls=")
        return "implicit"
    if asked == "none" or (asked is None and is_loopback(host)):
        return "none"
    return "starttls"


def is_loopback(host: str) -> bool:
    """Whether what is sent to `host` never leaves this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(url: str) -> str:
    """The address without a password, however it is spelled."""
    return redacted(url)


def _wrong(url: str, why: str) -> ConfigError:
    return ConfigError(f"delivery.outlet: {_shown(url)!r}: {why}")
