"""One request and its answer on one connection. The HTTP is read by llhttp (of Node.js), through httptools.

Every read ends with the request's deadline, so a byte a second gains nothing; a socket's own timeout would begin
again with each. Heads are small or refused; bodies are handed on in pieces, as they come.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

from digest.net.dial import left

#: Of all heads of an answer together: 1xx before it and trailers after it count too.
HEAD_BYTES = 64 * 1024
HEAD_LINES = 100
_CHUNK = 64 * 1024
#: Chunk sizes and their extensions may be this many times as long as what they hold (one-byte chunks: five).
_FRAMING = 16
#: Connections that are kept for a next request, and for how many seconds.
_IDLE_CONNECTIONS = 32
_IDLE_SECONDS = 15.0


class Garbled(Exception):  # noqa: N818 - one word for what happened, as its neighbours
    """What came is no answer in HTTP/1."""


class Short(Garbled):
    """The connection ended before the answer did."""


class Stale(Exception):  # noqa: N818
    """The kept connection had been closed by the server before it saw the request."""


class Wire:
    """An exchange: `ask`, `head`, `body`. TimeoutError at `end` (monotonic clock), OSError, Garbled, Stale.

    After `head`: `status`, and `fields` with names in lower case, a repeated one joined by ", ".
    """

    def __init__(self, sock: socket.socket, end: float, *, kept: bool) -> None:
        self.status = 0
        self.fields: dict[str, str] = {}
        self._sock, self._end, self._kept = sock, end, kept
        self._lines = self._head = self._fed = self._got = 0
        self._silent = 0  #: bytes since the head or the last piece of the body
        self._ready = self._complete = self._keep = self._surplus = self._lenient = False
        self._framed = False  #: whether the head says where the body ends
        self._cut = False  #: the connection ended, but TLS did not: whoever is on the way may have cut it
        self._pieces: list[bytes] = []
        self._seen: list[bytes] = []  #: the head so far, for a second reading
        self._parser: Any = self._strict()

    @property
    def reusable(self) -> bool:
        """Whether this connection is at the end of an answer that was well-formed."""
        return self._complete and self._keep and not self._surplus

    def ask(self, request: bytes) -> None:
        self._sock.settimeout(left(self._end))
        try:
            self._sock.sendall(request)
        except OSError as error:
            if self._kept and _gone(error):
                raise Stale from None
            raise

    def head(self) -> None:
        """Read up to the end of the final answer's head."""
        while not self._ready:
            data = self._received()
            if not data:
                raise Short("it ended in the head")
            self._seen.append(data)
            self._feed(data)
            self._look_at_size()
        self._seen.clear()
        coding = self.fields.get("transfer-encoding", "").lower()
        if coding not in ("", "chunked", "identity"):
            raise Garbled(f"Transfer-Encoding {coding[:60]!r} is not read")
        self._framed = coding == "chunked" or "content-length" in self.fields

    def body(self) -> Iterator[bytes]:
        """The body in pieces, as it is on the wire but for the chunks' frames."""
        while True:
            if self._pieces:
                piece = b"".join(self._pieces)
                self._got += len(piece)
                self._pieces.clear()
                yield piece
            if self._complete:
                return
            data = self._received()
            if not data:
                if self._framed or self._cut:  # RFC 9112 § 8, and § 9.8 for TLS
                    raise Short(f"after {self._got} bytes")
                return  # without a length, the end of the connection is the end of the body
            self._feed(data)
            self._look_at_size()

    def close(self) -> None:
        """Let go of the parser, which holds this object as this object holds it."""
        self._parser = None

    def _look_at_size(self) -> None:
        """Garbled when the head, the trailers, or what stands between the pieces is larger than it may be."""
        if self._lines > HEAD_LINES:
            raise Garbled(f"more than {HEAD_LINES} header lines")
        if self._head > HEAD_BYTES or (not self._ready and self._fed > HEAD_BYTES):
            raise Garbled(f"more than {HEAD_BYTES // 1024} KB of headers")
        if self._silent > HEAD_BYTES and not self._complete:  # the parser collects a trailer until it ends
            raise Garbled(f"more than {HEAD_BYTES // 1024} KB of frames in a row")
        content = self._got + sum(map(len, self._pieces))
        if self._fed - content > 2 * HEAD_BYTES + _FRAMING * content and not self._complete:
            raise Garbled("more frames than content")

    def _received(self) -> bytes:
        self._sock.settimeout(left(self._end))
        try:
            data = self._sock.recv(_CHUNK)
        except OSError as error:
            if not _gone(error):
                raise
            if self._kept and not self._fed:
                raise Stale from None
            if isinstance(error, ConnectionError):
                raise
            data, self._cut = b"", True
        if self._kept and not data and not self._fed:
            raise Stale
        return data

    def _feed(self, data: bytes) -> None:
        import httptools

        self._fed += len(data)
        self._silent += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            raise Garbled("it changed to another protocol") from None
        except httptools.HttpParserError as error:
            if self._complete:
                self._surplus = True
            elif self._ready or self._lenient:
                raise Garbled(str(error)) from None
            else:
                self._again()

    def _strict(self) -> Any:
        import httptools

        parser = httptools.HttpResponseParser(self)
        parser.set_dangerous_leniencies(
            lenient_spaces_after_chunk_size=True,  # padded chunk sizes, of some old servers
            lenient_data_after_close=True,  # the connection is not used again
        )
        return parser

    def _again(self) -> None:
        """Read the head once more as browsers do: folded lines, control characters, bare line feeds, both lengths.

        What such things smuggle is a second answer, and a connection on which they were seen is not used again.
        """
        import httptools

        self._forget()
        self._lines = self._head = 0
        self._surplus = self._lenient = True
        self._parser = self._strict()
        self._parser.set_dangerous_leniencies(
            lenient_headers=True, lenient_optional_cr_before_lf=True, lenient_chunked_length=True
        )
        try:
            self._parser.feed_data(b"".join(self._seen))
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if not self._complete:
                raise Garbled(str(error)) from None

    def _forget(self) -> None:
        """Another head begins."""
        self.fields.clear()
        self._pieces.clear()
        self._got = 0

    # -- what httptools calls; an exception in here would lose its kind, so nothing is raised -----------------

    def on_header(self, name: bytes, value: bytes) -> None:
        self._lines += 1
        self._head += len(name) + len(value) + 4
        if self._ready or self._lines > HEAD_LINES or self._head > HEAD_BYTES:
            return  # a trailer says nothing that we ask for
        key, text = name.decode("latin-1").lower(), value.strip().decode("latin-1")
        self.fields[key] = f"{self.fields[key]}, {text}" if key in self.fields else text

    def on_headers_complete(self) -> None:
        if self._complete:
            return
        self.status = self._parser.get_status_code()
        self._ready = self.status >= 200
        self._silent = 0
        self._keep = self._parser.should_keep_alive()
        if not self._ready:
            self._lines += 1  # an endless row of 1xx has to end somewhere
            self._forget()

    def on_body(self, piece: bytes) -> None:
        if self._complete:
            self._surplus = True
        else:
            self._pieces.append(piece)
            self._silent = 0

    def on_message_begin(self) -> None:
        self._surplus |= self._complete

    def on_message_complete(self) -> None:
        self._complete = self._ready


class Idle:
    """Connections that may be used again: few, and not for long. Thread-safe."""

    def __init__(self) -> None:
        self._kept: list[tuple[tuple[str, str, int], float, socket.socket]] = []
        self._lock = threading.Lock()

    def take(self, origin: tuple[str, str, int]) -> socket.socket | None:
        """A connection to `origin` that looks alive; None when there is none."""
        while True:
            with self._lock:
                found = next((entry for entry in reversed(self._kept) if entry[0] == origin), None)
                if found is None:
                    return None
                self._kept.remove(found)
            _, since, sock = found
            if time.monotonic() - since < _IDLE_SECONDS and not _readable(sock):
                return sock
            sock.close()

    def keep(self, origin: tuple[str, str, int], sock: socket.socket) -> None:
        with self._lock:
            self._kept.append((origin, time.monotonic(), sock))
            oldest = self._kept.pop(0)[2] if len(self._kept) > _IDLE_CONNECTIONS else None
        if oldest:
            oldest.close()

    def close(self) -> None:
        with self._lock:
            kept, self._kept = self._kept, []
        for _, _, sock in kept:
            sock.close()


def _gone(error: OSError) -> bool:
    """Whether the other side ended the connection, TLS announcing it or not."""
    import ssl

    return isinstance(error, (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError))


def _readable(sock: socket.socket) -> bool:
    """Whether something has come that nobody asked for: mostly the end of the connection."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
