"""The one client for every address that came from a feed, a page or a subscriber.

http and https only; every hop of a redirect is checked like the first address; no proxy, netrc or cookie of
the environment; no credentials.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

import digest
from digest.errors import FeedError
from digest.net.body import read_bounded
from digest.net.dial import Dialler, deadline, tls_context
from digest.net.guard import Target, check_url, networks

if TYPE_CHECKING:
    from urllib3 import PoolManager
    from urllib3.response import BaseHTTPResponse

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 64 * 1024
#: Never sent to anyone, whoever asks for it.
_SECRET = ("authorization", "cookie", "proxy-authorization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the network may cost and whom it may reach. Times in seconds, sizes in bytes."""

    user_agent: str = f"digest/{digest.__version__} (newsletter)"
    allow_private: bool | tuple[str, ...] = False  #: True, or networks such as 10.0.0.0/8
    ports: tuple[int, ...] = (80, 443)  #: of public hosts; private ones that are open may have any
    connect_timeout: float = 10.0
    deadline: float = 30.0  #: for a URL with all its redirects, from the first request to the last byte
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


@dataclass(slots=True)
class _Host:
    """Who is talking to a host, and when the next one may begin."""

    seats: threading.BoundedSemaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Client:
    """GETs within a policy. Thread-safe; a context manager."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
        allowed = networks(self.policy.allow_private)
        self._any_port = bool(allowed)
        self._dialler = Dialler(
            allowed=allowed, ports=self.policy.ports, connect_timeout=self.policy.connect_timeout
        )
        self._pools = _pools(self._dialler, self.policy)
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._pools.clear()

    def private(self, url: str) -> bool:
        """Whether this is a private host that was opened on purpose (as far as is known: once resolved)."""
        try:
            return self._dialler.private(check_url(url, None).host)
        except FeedError:
            return False

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, accept: str = "") -> Response:
        """The final answer for `url`. FeedError when there is none: refused, unreachable, too slow, too big.

        `headers` are the caller's own (validators); `accept` is the Accept header.
        """
        wanted = self._headers(headers, accept)
        seen = [url]
        spent = 0.0
        while True:
            target = self._check(seen[-1])
            with self._seat(target.host):
                begun = time.monotonic()
                deadline.at = begun + self.policy.deadline - spent
                try:
                    answer = self._hop(target, wanted)
                finally:
                    deadline.at = float("inf")
                    spent += time.monotonic() - begun
            if isinstance(answer, str):
                seen.append(self._next(seen, answer))
                continue
            status, fields, body = answer
            return Response(url=seen[-1], status=status, headers=fields, body=body, seconds=spent)

    def _headers(self, own: Mapping[str, str] | None, accept: str) -> dict[str, str]:
        wanted = {"User-Agent": self.policy.user_agent, "Accept-Encoding": "gzip", "Accept": accept or "*/*"}
        for name, value in (own or {}).items():
            if name.lower() in _SECRET:
                raise ValueError(f"{name}: this client sends no credentials")
            # A validator is a server's text, sent back: a line break in it would begin a header of its own.
            wanted[name] = "".join(c for c in value if c >= " " and c != "\x7f")
        return wanted

    def _check(self, url: str) -> Target:
        return check_url(url, None if self._any_port else self.policy.ports)

    def _next(self, seen: list[str], location: str) -> str:
        """Where a redirect leads; FeedError when it turns in a circle or has no end."""
        following = urljoin(seen[-1], location)
        if len(seen) > self.policy.max_redirects:
            raise FeedError(f"{seen[0]}: more than {self.policy.max_redirects} redirects")
        if following in seen:
            raise FeedError(f"{seen[0]}: redirects turn in a circle at {following}")
        return following

    def _hop(self, target: Target, headers: Mapping[str, str]) -> str | tuple[int, dict[str, str], bytes]:
        """One request: where it redirects to, or the answer. Every failure becomes a FeedError."""
        import http.client

        from urllib3.exceptions import HTTPError

        try:
            response = self._send(target, headers)
            try:
                return self._read(target, response)
            except BaseException:
                response.close()  # half read: nobody may use this connection again
                raise
        except FeedError:
            raise
        except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
            raise self._explained(target, error) from error

    def _send(self, target: Target, headers: Mapping[str, str]) -> BaseHTTPResponse:
        pool = self._pools.connection_from_host(target.host, target.port, target.scheme)
        return pool.urlopen(
            "GET",
            quote(target.path, safe="%/:?#[]@!$&'()*+,;=~-._"),
            headers=headers,
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
            assert_same_host=False,
            timeout=min(self.policy.deadline, deadline.left()),
        )

    def _read(self, target: Target, response: BaseHTTPResponse) -> str | tuple[int, dict[str, str], bytes]:
        fields: dict[str, str] = {}
        for name, value in response.headers.items():
            name = name.lower()
            fields[name] = f"{fields[name]}, {value}" if name in fields else value
        if (
            not 200 <= response.status < 300 and response.status != 304
        ):  # a 304 has no body (RFC 9110 § 15.4.5)
            response.close()  # an error page may be endless, and nobody reads it
            moved = response.status in _REDIRECTS and fields.get("location")
            return _location(moved) if moved else (response.status, fields, b"")
        encoding = fields.get("content-encoding", "").strip().lower()
        body = read_bounded(_chunks(response), encoding, limit=self.policy.max_body, url=target.url)
        return response.status, fields, body

    def _explained(self, target: Target, error: Exception) -> FeedError:
        """A library's error in words a reader of the account understands."""
        import ssl

        from urllib3.exceptions import IncompleteRead, ProtocolError
        from urllib3.exceptions import TimeoutError as PoolTimeout

        causes: list[BaseException] = [error]
        while (cause := causes[-1].__cause__ or causes[-1].__context__) and len(causes) < 8:
            causes.append(cause)
        if any(isinstance(cause, (TimeoutError, PoolTimeout)) for cause in causes):
            late = deadline.at <= time.monotonic() + 0.05  # a socket may wake a moment early
            seconds = self.policy.deadline if late else self.policy.connect_timeout
            what = "took longer than" if late else "no connection within"
            return FeedError(f"{target.url}: {what} {seconds:g} s", mend="it is tried again at the next run")
        for cause in causes:
            if isinstance(cause, ssl.SSLCertVerificationError):
                return FeedError(
                    f"{target.url}: its certificate was not accepted ({cause.verify_message})",
                    mend="the publisher has to renew it; this machine's list of authorities may be old",
                )
            if isinstance(cause, IncompleteRead):
                return FeedError(f"{target.url}: the answer was cut short ({cause})")
        root = causes[-1] if isinstance(error, ProtocolError) else error
        return FeedError(f"{target.url}: no answer ({str(root)[:200] or type(root).__name__})")

    @contextmanager
    def _seat(self, host: str) -> Iterator[None]:
        """Wait for one of the host's seats, and for the spacing since the last request took one."""
        with self._lock:
            desk = self._hosts.get(host)
            if desk is None:
                desk = _Host(threading.BoundedSemaphore(self.policy.per_host))
                self._hosts[host] = desk
        with desk.seats:
            spacing = 0.0 if self._dialler.private(host) else self.policy.spacing
            with desk.lock:
                now = time.monotonic()
                wait = max(0.0, desk.free_at - now) if spacing else 0.0
                desk.free_at = now + wait + spacing
            if wait:
                time.sleep(wait)
            yield


def _pools(dialler: Dialler, policy: Policy) -> PoolManager:
    """urllib3's pools over our own connections: they dial through the guard, TLS keeps checking the name."""
    import socket

    import urllib3
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(self._dns_host, self.port or 80)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(self._dns_host, self.port or 443)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    context: dict[str, Any] = {"ssl_context": tls_context(policy.ca_file), "maxsize": policy.per_host}
    manager = urllib3.PoolManager(num_pools=64, **context)
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


def _location(value: str) -> str:
    """A Location header as an address: http.client reads it as Latin-1, servers mostly write UTF-8."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return quote(value.strip(), safe="%/:?#[]@!$&'()*+,;=~-._")


def _chunks(response: BaseHTTPResponse) -> Iterator[bytes]:
    while chunk := response.read1(_CHUNK, decode_content=False):
        deadline.left()
        yield chunk
