"""The connection to the operator's endpoint, held to a deadline and a size that nobody at the other end can stretch.

The SDK's own timeouts run from one byte to the next, so a server that sends a byte a second is never too late.
Here a clock runs from the dial: when it is over the socket is shut down, which ends any wait for it. A body is
counted as it comes, an error's body too. Only the headers below leave this machine: no telemetry of the SDK, and
nothing that its variables of the environment would add. No redirect, no proxy, no compression.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2

import digest

#: Bytes of an answer, with the stream's own wrapping, that are read.
MOST_BYTES = 2_000_000
#: Of the SDK's request, what is sent on.
_HEADERS = ("host", "content-type", "content-length")


class _Clock:
    """Shuts a request's connection down when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self._socket: Any = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def see(self, _: str, info: dict[str, Any]) -> None:
        """httpcore's trace: the connection, and again when TLS has wrapped it."""
        stream: Any = info.get("return_value")
        if hasattr(stream, "get_extra_info"):
            self._socket = stream.get_extra_info("socket")
            if time.monotonic() >= self.until:
                self._cut()

    def stop(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        with contextlib.suppress(OSError, AttributeError):
            self._socket.shutdown(socket.SHUT_RDWR)


class _Body(httpx2.SyncByteStream):
    """A body that ends at the deadline or at `MOST_BYTES`, whichever comes first."""

    def __init__(self, inner: Any, clock: _Clock) -> None:
        self._inner = inner
        self._clock = clock

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._inner:
            size += len(part)
            if size > MOST_BYTES:
                raise httpx2.ReadError(f"more than {MOST_BYTES:,} bytes")
            if time.monotonic() >= self._clock.until:
                raise httpx2.ReadTimeout("the time is over")
            yield part

    def close(self) -> None:
        self._clock.stop()
        self._inner.close()


class Transport(httpx2.HTTPTransport):
    """One connection a request, so that each can be cut off without harm to another."""

    def __init__(self, key: str, connections: int) -> None:
        limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=0)
        super().__init__(trust_env=False, limits=limits, retries=0)
        self._key = key

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        headers |= {"accept": "text/event-stream, application/json", "accept-encoding": "identity"}
        headers |= {"user-agent": f"digest/{digest.__version__}"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        request.headers = httpx2.Headers(headers)
        clock = _Clock(float(request.extensions["timeout"]["read"]))
        request.extensions["trace"] = clock.see
        try:
            response = super().handle_request(request)
        except BaseException:
            clock.stop()
            raise
        response.stream = _Body(response.stream, clock)
        if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
            response.close()
            raise httpx2.DecodingError("a compressed answer that was not asked for")
        return response


def http_client(key: str, connections: int) -> httpx2.Client:
    return httpx2.Client(transport=Transport(key, connections), follow_redirects=False, trust_env=False)
