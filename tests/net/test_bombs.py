"""Answers that are made to hurt: each costs little memory, no more time than the deadline, and nobody else.

Each is got by a process of its own, whose memory is measured; the server that sends it is in this one.
"""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import brotli
import pytest

from digest.errors import FeedError
from digest.net.client import Client, Policy
from tests.conftest import ROOT
from tests.net.servers import speak

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DEADLINE = 2.0
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GOOD = OK + b"Content-Length: 6\r\n\r\n<rss/>"

Say = Callable[[socket.socket], None]


def zeros(packer: Any, megabytes: int) -> bytes:
    """So many megabytes of nothing, packed, without ever having them."""
    piece = bytes(2**20)
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


class _Brotli:
    """brotli's compressor behind zlib's names."""

    def __init__(self) -> None:
        self._packer = brotli.Compressor(quality=5)
        self.compress = self._packer.process

    def flush(self) -> bytes:
        return bytes(self._packer.finish())


@lru_cache
def packed(encoding: str) -> bytes:
    """A quarter of a gigabyte, as it comes over the wire."""
    match encoding:
        case "gzip":
            return zeros(zlib.compressobj(1, wbits=31), 256)
        case "gzip in gzip":
            return gzip.compress(packed("gzip"))
        case "deflate":
            return zeros(zlib.compressobj(1), 256)
        case "br":
            return zeros(_Brotli(), 256)
        case _:
            return zeros(zstd.ZstdCompressor(), 256)


def unpacks(encoding: str, header: str) -> Say:
    body = packed(encoding)

    def say(sock: socket.socket) -> None:
        sock.sendall(
            OK + b"Content-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (header.encode(), len(body))
        )
        sock.sendall(body)

    return say


def endless(head: bytes, piece: bytes) -> Say:
    """As fast as the other side takes it, for ever."""

    def say(sock: socket.socket) -> None:
        sock.sendall(head)
        piece_ = piece * max(1, 2**16 // len(piece))
        while True:
            sock.sendall(piece_)

    return say


def drip(head: bytes, piece: bytes) -> Say:
    """A byte every 20 ms: no timeout of a socket ever comes."""

    def say(sock: socket.socket) -> None:
        sock.sendall(head)
        for place in count():
            sock.sendall(piece[place % len(piece) :][:1])
            time.sleep(0.02)

    return say


def redirects() -> Say:
    turn = count()

    def say(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % next(turn))

    return say


def slow_redirects() -> Say:
    """Each hop takes its time; together they have one deadline."""
    turn = count()

    def say(sock: socket.socket) -> None:
        time.sleep(0.7)
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % next(turn))

    return say


#: What is said, and how the client ends it.
BOMBS: dict[str, tuple[Callable[[], Say], str]] = {
    "gzip": (lambda: unpacks("gzip", "gzip"), "larger than"),
    "gzip in gzip": (lambda: unpacks("gzip in gzip", "gzip, gzip"), "is not read"),
    "gzip in gzip, one said": (lambda: unpacks("gzip in gzip", "gzip"), "^$"),  # a small gzip file: no feed
    "deflate": (lambda: unpacks("deflate", "deflate"), "larger than"),
    "brotli": (lambda: unpacks("br", "br"), "larger than"),
    "zstd": (lambda: unpacks("zstd", "zstd"), "larger than"),
    "empty members": (
        lambda: endless(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
        "members|larger than|took longer",
    ),
    "endless body": (lambda: endless(OK + b"\r\n", b"x" * 2**16), "larger than"),
    "endless chunks": (lambda: endless(CHUNKED, b"1\r\nx\r\n"), "larger than|more frames|took longer"),
    "endless chunk extension": (lambda: endless(CHUNKED + b"4;", b"x"), "in a row"),
    "endless trailers": (lambda: endless(CHUNKED + b"0\r\n", b"X: y\r\n"), "header lines"),
    "endless trailer": (lambda: endless(CHUNKED + b"0\r\nX: ", b"y"), "in a row"),
    "endless trailer after much content": (
        lambda: endless(CHUNKED + (b"10000\r\n" + b"x" * 2**16 + b"\r\n") * 150 + b"0\r\nX: ", b"y"),
        "in a row",
    ),
    "endless chunk extension after much content": (
        lambda: endless(CHUNKED + (b"10000\r\n" + b"x" * 2**16 + b"\r\n") * 150 + b"4;", b"x"),
        "in a row",
    ),
    "endless headers": (lambda: endless(OK, b"X-A: b\r\n"), "header lines|KB of headers"),
    "endless header": (lambda: endless(OK + b"X-A: ", b"b"), "KB of headers"),
    "endless status": (lambda: endless(b"HTTP/1.1 200 ", b"O"), "KB of headers"),
    "endless 1xx": (lambda: endless(b"", b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n"), "header lines|KB of headers"),
    "endless redirects": (redirects, "more than 5 redirects"),
    "slow redirects": (slow_redirects, "took longer"),
    "error page without an end": (lambda: endless(b"HTTP/1.1 500 No\r\n\r\n", b"x"), "^$"),
    "drip-fed body": (lambda: drip(OK + b"\r\n", b"x"), "took longer"),
    "drip-fed headers": (lambda: drip(OK, b"X: y\r\n"), "took longer"),
    "drip-fed chunks": (lambda: drip(CHUNKED, b"1\r\nx\r\n"), "took longer"),
    "drip-fed gzip": (
        lambda: drip(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(bytes(10**6))),
        "took longer",
    ),
    "silence": (lambda: lambda sock: time.sleep(20), "took longer"),
}  # fmt: skip

#: Gets the first address, measures, gets the second. Peak memory is the process's own (ru_maxrss is inherited).
MEASURED = """
import json, sys, time
from pathlib import Path
from digest.errors import FeedError
from digest.net.client import Client, Policy

def peak():
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024
    import resource
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

good, bomb, deadline = sys.argv[1], sys.argv[2], float(sys.argv[3])
with Client(Policy(allow_private=True, deadline=deadline)) as client:
    client.get(good)
    before, begun, said = peak(), time.monotonic(), ""
    try:
        client.get(bomb)
    except FeedError as error:
        said = str(error)
    print(json.dumps({"growth": peak() - before, "seconds": time.monotonic() - begun, "said": said}))
"""


def measured(good: str, bomb: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, good, bomb, str(DEADLINE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def harmless(found: dict[str, Any], says: str) -> None:
    import re

    assert re.search(says, found["said"]), found
    assert found["growth"] < 64 * 2**20, found
    assert found["seconds"] < DEADLINE + 1, found


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name: str) -> None:
    """Under 64 MB of growth, and over a second after the deadline at the latest; and it is said what it was."""
    make, says = BOMBS[name]
    with speak(GOOD) as good, speak(make()) as bomb:
        harmless(measured(good.url, bomb.url), says)


@contextmanager
def slow_handshake(certificate: Path) -> Iterator[str]:
    """TLS, of which a byte comes every 20 ms."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def say(sock: socket.socket) -> None:
        coming, going = ssl.MemoryBIO(), ssl.MemoryBIO()
        server = context.wrap_bio(coming, going, server_side=True)
        coming.write(first[0])
        with pytest.raises(ssl.SSLWantReadError):
            server.do_handshake()
        for byte in going.read():
            sock.sendall(bytes([byte]))
            time.sleep(0.02)

    first: list[bytes] = []

    def note_and_say(sock: socket.socket) -> None:
        first[:] = [server.requests[-1]]
        say(sock)

    with speak(note_and_say) as server:
        yield server.url.replace("http://127.0.0.1", "https://localhost")


def test_a_slow_handshake_ends(certificate: Path) -> None:
    """A real handshake, a byte at a time: its certificate alone would take half a minute."""
    with speak(GOOD) as good, slow_handshake(certificate) as bomb:
        harmless(measured(good.url, bomb), "took longer")


def test_the_other_feeds_are_not_disturbed(certificate: Path) -> None:
    """All the bombs at once and as many good feeds, through one client, by eight threads: every good one is read."""
    with ExitStack() as stack:
        bombs = [stack.enter_context(speak(make())).url for make, _ in BOMBS.values()]
        bombs.append(stack.enter_context(slow_handshake(certificate)))
        good = [stack.enter_context(speak(GOOD, host=f"127.0.1.{n}")).url for n in range(1, len(bombs) + 1)]
        client = stack.enter_context(Client(Policy(allow_private=True, deadline=DEADLINE, per_host=8)))
        jobs = [url for pair in zip(bombs, good, strict=True) for url in pair]
        bodies: dict[str, bytes] = {}
        lock = threading.Lock()

        def work() -> None:
            while True:
                with lock:
                    if not jobs:
                        return
                    url = jobs.pop(0)
                try:
                    body = client.get(url).body
                except FeedError:
                    continue
                with lock:
                    bodies[url] = body

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        assert {url: bodies.get(url) for url in good} == dict.fromkeys(good, b"<rss/>")
