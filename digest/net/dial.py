"""Dialling: resolve a name, let the guard look at every address, connect to the one that was looked at.

There is no second resolution between the check and the connection, so a name that changes its address in
between (DNS rebinding) gains nothing. TLS still verifies the name. All times are seconds of the monotonic clock;
`end` is that of the request, and bounds resolving, connecting and the handshake.
"""

from __future__ import annotations

import socket
import threading
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from math import inf
from typing import TYPE_CHECKING

from digest.errors import RefusedError
from digest.net.guard import NO_ADDRESS, Network, Target, check_port, forbidden, opened
from digest.net.resolve import Candidate, Resolver

if TYPE_CHECKING:
    import ssl

#: Addresses of one name that are tried. Its owner may list hundreds, and would have them all dialled from here.
_MOST = 8
#: Addresses of which it is remembered whether they were opened on purpose.
_REMEMBERED = 4096


def left(end: float) -> float:
    """Seconds until `end`; TimeoutError when there are none."""
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("deadline")
    return min(seconds, threading.TIMEOUT_MAX)


class Dialler:
    """Opens checked connections. Thread-safe."""

    def __init__(
        self, *, allowed: tuple[Network, ...], ports: Sequence[int], connect_timeout: float, ca_file: str = ""
    ) -> None:
        self._allowed = allowed
        self._ports = ports
        self._connect_timeout = connect_timeout
        self._ca_file = ca_file
        self._resolver = Resolver()
        self._opened: set[str] = set()  #: names that were found at a private address, opened on purpose
        self._purposes: dict[str, bool] = {}
        self._lock = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        self._live: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._stopped = False

    def stop(self) -> None:
        """End what is under way: who waits for a name, a connection or an answer gets an error or its end at once."""
        self._resolver.stop()
        with self._lock:
            self._stopped = True
            live = list(self._live)
        for sock in live:
            with suppress(OSError):
                # Not SSLSocket's own: that one would let its reader go on without TLS.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def close(self) -> None:
        self._resolver.close()

    def private(self, host: str) -> bool:
        """Whether this host was found at an address that is private and was opened on purpose."""
        if not self._allowed:
            return False
        if host in self._opened:
            return True
        address = "127.0.0.1" if host == "localhost" else host
        return forbidden(address) not in ("", NO_ADDRESS) and self._on_purpose(address)

    def look(self, target: Target) -> None:
        """RefusedError when the target is a number that may not be dialled: nobody has to wait to learn that."""
        if forbidden(target.host) != NO_ADDRESS:
            self._permitted(target.host, target.port, self._candidates(target.host, target.port, inf))

    def secure(self, plain: socket.socket, target: Target, end: float) -> socket.socket:
        """The connection, with TLS when the target is https; OSError when that fails.

        An end that TLS did not announce is an error (ssl.SSLEOFError) and no end: anybody on the way can cause one.
        """
        if target.scheme == "http":
            return plain
        sock = plain
        try:
            plain.settimeout(min(self._connect_timeout, left(end)))  # of the handshake as a whole
            sock = tls = self._context().wrap_socket(
                plain, server_hostname=target.host, do_handshake_on_connect=False, suppress_ragged_eofs=False
            )
            self._watch(tls)
            tls.do_handshake()
            return tls
        except BaseException:
            sock.close()
            raise

    def _watch(self, sock: socket.socket) -> None:
        with self._lock:
            if self._stopped:
                raise OSError("stopped")
            self._live.add(sock)

    def dial(self, target: Target, end: float) -> socket.socket:
        """Connected to the first of the permitted addresses that answers; they share the time there is.

        RefusedError when no address may be dialled; UnreachableError or OSError when there is none, or none answers.
        """
        host, port = target.host, target.port
        candidates = self._permitted(host, port, self._candidates(host, port, end))
        last = time.monotonic() + self._connect_timeout
        failure: OSError = TimeoutError(f"no answer within {self._connect_timeout:g} s")
        for position, (family, address) in enumerate(candidates):
            share = (last - time.monotonic()) / (len(candidates) - position)
            if share <= 0:
                break
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(share, left(end)))
                self._watch(sock)
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
            except OSError as error:
                sock.close()
                failure = error
        raise failure

    def _candidates(self, host: str, port: int, end: float) -> Sequence[Candidate]:
        """Where the host may be found. A spelled-out address needs no resolver."""
        if forbidden(host) == NO_ADDRESS:
            return self._resolver.ask(host, port, left(end))
        if ":" in host:
            return ((socket.AF_INET6, (host, port, 0, 0)),)
        return ((socket.AF_INET, (host, port)),)

    def _permitted(self, host: str, port: int, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those of the addresses that may be dialled; RefusedError with the guard's reason when none may."""
        permitted: list[Candidate] = []
        refused = ""
        wrong_port = False
        for family, address in candidates:
            why = forbidden(address[0])
            on_purpose = bool(why) and self._on_purpose(address[0])
            if why and not on_purpose:
                refused = f"{address[0]} is {why}"
            elif not on_purpose and port not in self._ports:
                wrong_port = True
            else:
                if on_purpose and host != address[0]:
                    self._opened.add(host)
                permitted.append((family, address))
        if permitted:
            return permitted[:_MOST]
        if wrong_port:
            check_port(host, port, self._ports)
        raise RefusedError(
            f"{host}: the address {refused} and is not dialled",
            mend="fetch.allow_private in feeds.yaml opens private addresses, if this is a host of yours",
        )

    def _on_purpose(self, address: str) -> bool:
        """`opened`, remembered: it is asked twice a request, and networks are slow to look into."""
        known = self._purposes.get(address)
        if known is None:
            if len(self._purposes) >= _REMEMBERED:
                self._purposes.clear()
            known = self._purposes[address] = opened(address, self._allowed)
        return known

    def _context(self) -> ssl.SSLContext:
        """The system's authorities, and `ca_file` (PEM) when there is one. Reading them takes a while: once."""
        with self._lock:
            if self._tls is None:
                import ssl

                self._tls = ssl.create_default_context()
                self._tls.set_alpn_protocols(["http/1.1"])
                if self._ca_file:
                    self._tls.load_verify_locations(self._ca_file)
            return self._tls
