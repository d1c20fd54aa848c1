"""Dialling: resolve a name, let the guard look at every address, connect to the one that was looked at.

There is no second resolution between the check and the connection, so a name that changes its address in
between (DNS rebinding) gains nothing. TLS still verifies the name. The deadline of the request that runs in
this thread bounds resolving, connecting, the handshake and every single read: a body that drips one byte a
second never outlives it (a socket's own timeout starts again with each byte).
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from typing import Any

from digest.errors import FeedError
from digest.net.guard import Network, check_port, forbidden, opened

_now = time.monotonic


class Deadline(threading.local):
    """The end of the request that this thread works on, in seconds of the monotonic clock."""

    at: float = float("inf")

    def left(self) -> float:
        """Seconds that are left; TimeoutError when there are none."""
        seconds = self.at - _now()
        if seconds <= 0:
            raise TimeoutError("deadline")
        return min(seconds, threading.TIMEOUT_MAX)


deadline = Deadline()


class _Socket(socket.socket):
    """A socket whose every read ends with the request's deadline."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(deadline.left())
        return super().recv_into(*args, **kwargs)


class _TLSSocket(ssl.SSLSocket):
    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(deadline.left())
        return super().recv_into(*args, **kwargs)


def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """The system's authorities, and `ca_file` (PEM) when there is one."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    context.sslsocket_class = _TLSSocket
    return context


Candidate = tuple[int, tuple[Any, ...]]  #: address family, socket address


class Dialler:
    """Opens checked connections. Thread-safe."""

    def __init__(self, *, allowed: Sequence[Network], ports: Sequence[int], connect_timeout: float) -> None:
        self._allowed = allowed
        self._ports = ports
        self._connect_timeout = connect_timeout
        self._opened: dict[str, bool] = {}

    def private(self, host: str) -> bool:
        """Whether this host was found at an address that is private and was opened on purpose."""
        if not self._allowed:
            return False
        if host not in self._opened and not forbidden(host):
            return False  # a public address, spelled out
        if host == "localhost" or (host not in self._opened and forbidden(host) != "not an IP address"):
            return opened("127.0.0.1" if host == "localhost" else host, self._allowed)
        return self._opened.get(host, False)

    def dial(self, host: str, port: int) -> socket.socket:
        """A connection to `host`. FeedError when no address of it may be dialled, OSError when none answers."""
        candidates = self._permitted(host, port, _resolve(host, port, deadline.left()))
        end = _now() + self._connect_timeout
        failure: OSError = TimeoutError(f"no answer within {self._connect_timeout:g} s")
        for position, (family, address) in enumerate(candidates):
            share = (end - _now()) / (len(candidates) - position)
            if share <= 0:
                break
            sock = _Socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(share, deadline.left()))
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.settimeout(deadline.left())  # for the handshake
                return sock
            except OSError as error:
                sock.close()
                failure = error
        raise failure

    def _permitted(self, host: str, port: int, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those of the addresses that may be dialled; FeedError with the guard's reason when none may."""
        permitted: list[Candidate] = []
        refused = ""
        wrong_port = False
        for family, address in candidates:
            why = forbidden(address[0])
            on_purpose = bool(why) and opened(address[0], self._allowed)
            if why and not on_purpose:
                refused = f"{address[0]} is {why}"
            elif not on_purpose and port not in self._ports:
                wrong_port = True
            else:
                self._opened[host] = on_purpose
                permitted.append((family, address))
        if permitted:
            return permitted
        if wrong_port:
            check_port(host, port, self._ports)
        raise FeedError(
            f"{host}: the address {refused} and is not dialled",
            mend="fetch.allow_private in feeds.yaml opens private addresses, if this is a host of yours",
        )


def _resolve(host: str, port: int, seconds: float) -> list[Candidate]:
    """The addresses of a name. The resolver knows no deadline, so it runs in a thread that may be left."""
    answer: queue.SimpleQueue[list[Candidate] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            answer.put([(family, address) for family, _, _, _, address in found])
        except OSError as error:
            answer.put(error)
        except UnicodeError as error:  # a label of more than 63 characters
            answer.put(OSError(str(error)))

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("deadline") from None
    if isinstance(found, socket.gaierror):
        raise FeedError(
            f"{host}: no such host ({found.strerror})",
            mend="check the address, and the network's name service",
        )
    if isinstance(found, OSError):
        raise found
    return found
