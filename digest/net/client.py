"""The one client for every address that came from a feed, a page or a subscriber.

http and https only; every hop of a redirect is checked like the first address; no proxy, netrc or cookie of
the environment; no credentials.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import digest
from digest.errors import FeedError, UnreachableError
from digest.net.body import read_bounded
from digest.net.dial import Dialler
from digest.net.guard import Target, check_url, networks
from digest.net.hosts import Hosts
from digest.net.wire import Garbled, Idle, Short, Stale, Wire

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
#: Never sent to anyone, whoever asks for it.
_SECRET = ("authorization", "cookie", "proxy-authorization")
_LATER = "it is tried again at the next run"
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the network may cost and whom it may reach. Times in seconds, sizes in bytes."""

    user_agent: str = f"digest/{digest.__version__} (newsletter)"
    allow_private: bool | tuple[str, ...] = False  #: True, or networks such as 10.0.0.0/8
    ports: tuple[int, ...] = (80, 443)  #: of public hosts; private ones that are open may have any
    connect_timeout: float = 10.0  #: and as much for TLS
    deadline: float = 30.0  #: for a URL with all its redirects, from the first request to the last byte
    budget: float = 600.0  #: for all that one client gets, waiting included, from its first request on
    max_body: int = 10 * 2**20  #: decoded
    max_redirects: int = 5
    per_host: int = 2  #: requests at a time to one host
    spacing: float = 1.0  #: between the starts of two requests to one public host; private ones have none
    ca_file: str = ""  #: PEM file of further certificate authorities


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A final answer: whatever its status, redirects are behind it. The body is read of a 2xx only."""

    url: str  #: where it came from
    status: int
    headers: Mapping[str, str]  #: names in lower case; a repeated one is joined by ", "
    body: bytes  #: decoded
    seconds: float
    #: Where the permanent redirects (301, 308) lead that stand at the beginning of the way; "" when none does.
    #: It is `url` unless a temporary one follows. What a permanent one leads to may still be a 404: see `status`.
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class _Moved:
    location: str
    permanent: bool


_Answer = tuple[int, dict[str, str], bytes]


class Client:
    """GETs within a policy. Thread-safe; a context manager."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        allowed = networks(self.policy.allow_private)
        self._any_port = bool(allowed)
        self._dialler = Dialler(
            allowed=allowed,
            ports=self.policy.ports,
            connect_timeout=self.policy.connect_timeout,
            ca_file=self.policy.ca_file,
        )
        self._hosts = Hosts(seats=self.policy.per_host, budget=self.policy.budget)
        self._idle = Idle()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._idle.close()
        self._dialler.close()

    def stop(self) -> None:
        """End what is under way and begin nothing: BudgetError for all who wait, read or come. From any thread."""
        self._hosts.stop()
        self._dialler.stop()

    def private(self, url: str) -> bool:
        """Whether this is a private host that was opened on purpose (as far as is known: once resolved)."""
        try:
            return self._dialler.private(check_url(url, None).host)
        except FeedError:
            return False

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        accept: str = "",
        hop: Callable[[str], None] | None = None,
    ) -> Response:
        """The final answer for `url`. FeedError when there is none: too slow, too big, no HTTP; RefusedError when it
        may not be asked, UnreachableError when nobody is there, BudgetError when the run's time is used up.

        `headers` are the caller's own (validators); `accept` is the Accept header. `hop` is called with each further
        address before it is asked, and may raise a FeedError; no seat is held and no deadline runs meanwhile.
        """
        wanted = self._headers(headers, accept)
        seen, moved_to, permanent = [url], "", True
        spent = 0.0
        while True:
            target = check_url(seen[-1], None if self._any_port else self.policy.ports)
            self._dialler.look(target)
            if hop and len(seen) > 1:
                hop(target.url)
            spacing = 0.0 if self._dialler.private(target.host) else self.policy.spacing
            with self._hosts.seat(target.host, spacing):
                begun = time.monotonic()
                answer = self._hop(target, wanted, begun + self.policy.deadline - spent)
                spent += time.monotonic() - begun  # not what was waited for a seat
            if not isinstance(answer, _Moved):
                break
            seen.append(self._next(seen, answer.location))
            permanent = permanent and answer.permanent
            moved_to = seen[-1] if permanent else moved_to
        status, fields, body = answer
        return Response(
            url=seen[-1], status=status, headers=fields, body=body, seconds=spent, moved_to=moved_to
        )

    def _headers(self, own: Mapping[str, str] | None, accept: str) -> bytes:
        """The header lines of every hop, but for Host."""
        wanted = {"User-Agent": self.policy.user_agent, "Accept-Encoding": "gzip", "Accept": accept or "*/*"}
        for name, value in (own or {}).items():
            if name.lower() in _SECRET:
                raise ValueError(f"{name}: this client sends no credentials")
            wanted[name] = value
        # A validator is a server's text, sent back: a line break in it would begin a header of its own.
        lines = (f"{name}: {_printable(value)}\r\n" for name, value in wanted.items())
        return "".join(lines).encode("latin-1", "replace")

    def _next(self, seen: list[str], location: str) -> str:
        """Where a redirect leads; FeedError when it turns in a circle or has no end."""
        try:
            following = urljoin(seen[-1], location)
        except ValueError as error:  # http://[
            raise FeedError(f"{seen[0]}: redirects to what is no address ({error})") from None
        if len(seen) > self.policy.max_redirects:
            raise FeedError(f"{seen[0]}: more than {self.policy.max_redirects} redirects")
        if following in seen:
            raise FeedError(f"{seen[0]}: redirects turn in a circle at {following}")
        return following

    def _hop(self, target: Target, headers: bytes, end: float) -> _Moved | _Answer:
        """One request: where it redirects to, or the answer. Every failure becomes a FeedError."""
        try:
            answer = self._asked(target, headers, end)
        except FeedError:
            if self._hosts.stopped:
                raise self._hosts.refusal(target.host) from None
            raise
        if self._hosts.stopped:  # the end of the connection may be our own doing, and no end of a body
            raise self._hosts.refusal(target.host)
        return answer

    def _asked(self, target: Target, headers: bytes, end: float) -> _Moved | _Answer:
        kept = self._idle.take(target.origin)
        if kept:
            with suppress(Stale):
                return self._exchange(target, headers, kept, end, kept=True)
        kind: type[FeedError] = UnreachableError
        try:
            plain = self._dialler.dial(target, end)
            kind = FeedError  # somebody took the connection
            sock = self._dialler.secure(plain, target, end)
        except (OSError, ValueError) as error:
            raise self._explained(target, error, end, kind) from error
        return self._exchange(target, headers, sock, end, kept=False)

    def _exchange(
        self, target: Target, headers: bytes, sock: socket.socket, end: float, *, kept: bool
    ) -> _Moved | _Answer:
        wire = Wire(sock, end, kept=kept)
        try:
            wire.ask(_request(target, headers))
            wire.head()
            return self._read(target, wire)
        except FeedError as error:  # too big, damaged: it answered all the same
            error.status = wire.status
            raise
        except (Garbled, OSError, ValueError) as error:
            explained = self._explained(target, error, end, FeedError)
            explained.status = wire.status
            raise explained from error
        finally:
            if wire.reusable:
                self._idle.keep(target.origin, sock)
            else:  # half read, or not well-formed: nobody may use this connection again
                sock.close()
            wire.close()

    def _read(self, target: Target, wire: Wire) -> _Moved | _Answer:
        moved = wire.fields.get("location") if wire.status in _REDIRECTS else ""
        if moved:
            return _Moved(_location(moved), wire.status in _PERMANENT)
        if not 200 <= wire.status < 300:  # an error page may be endless, and nobody reads it
            return wire.status, wire.fields, b""
        encoding = wire.fields.get("content-encoding", "").strip().lower()
        body = read_bounded(wire.body(), encoding, limit=self.policy.max_body, url=target.url)
        return wire.status, wire.fields, body

    def _explained(self, target: Target, error: Exception, end: float, kind: type[FeedError]) -> FeedError:
        """What the network did, in words a reader of the account understands."""
        import ssl

        if isinstance(error, TimeoutError):
            late = end <= time.monotonic() + 0.05  # a socket may wake a moment early
            seconds = self.policy.deadline if late else self.policy.connect_timeout
            what = "took longer than" if late else "no connection within"
            return kind(f"{target.url}: {what} {seconds:g} s", mend=_LATER)
        if isinstance(error, ssl.SSLCertVerificationError):
            return FeedError(
                f"{target.url}: its certificate was not accepted ({error.verify_message})",
                mend="the publisher has to renew it; this machine's list of authorities may be old",
            )
        if isinstance(error, Short):
            return FeedError(f"{target.url}: the answer was cut short ({error})", mend=_LATER)
        return kind(f"{target.url}: no answer ({str(error)[:200] or type(error).__name__})", mend=_LATER)


def _request(target: Target, headers: bytes) -> bytes:
    """Every byte of it is printable ASCII: the guard refused anything else in host and port, `quote` in the path."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    port = "" if target.port == (443 if target.scheme == "https" else 80) else f":{target.port}"
    return (
        f"GET {quote(target.path, safe=_SAFE)} HTTP/1.1\r\nHost: {host}{port}\r\n".encode()
        + headers
        + b"\r\n"
    )


def _printable(value: str) -> str:
    return value if value.isprintable() else "".join(c for c in value if c >= " " and c != "\x7f")


def _location(value: str) -> str:
    """A Location header as an address: header fields are Latin-1 here, servers mostly write UTF-8."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return quote(value.strip(), safe=_SAFE)
