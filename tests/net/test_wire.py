"""Answers on the wire: what every server sends, what broken ones send, and what no server may."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.net.client import Client, Policy
from digest.net.wire import HEAD_BYTES, HEAD_LINES, Garbled, Wire
from tests.net.servers import Reply, serve, speak, speak_tls


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(Policy(allow_private=True, deadline=5, max_body=1_000_000)) as made:
        yield made


def said(raw: bytes, *, cut: int = 0) -> tuple[Wire, bytes]:
    """An exchange in which `raw` was the answer, arriving in pieces of `cut` bytes."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire = Wire(ours, float("inf"), kept=False)
        pieces = [raw[i : i + cut] for i in range(0, len(raw), cut)] if cut else [raw]
        source = iter([*pieces, b""])
        wire._received = lambda: next(source)  # type: ignore[method-assign]
        wire.head()
        return wire, b"".join(wire.body())


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

#: What arrives, and whether the connection may be used again.
READ = {
    "length": (OK + b"Content-Length: 4\r\n\r\nfeed", True),
    "chunks": (CHUNKED + b"2\r\nfe\r\n2\r\ned\r\n0\r\n\r\n", True),
    "chunks with extensions": (CHUNKED + b"2;a=b\r\nfe\r\n2\r\ned\r\n0\r\n\r\n", True),
    "chunks with padded sizes": (CHUNKED + b"4  \r\nfeed\r\n0\r\n\r\n", True),
    "chunks with trailers": (CHUNKED + b"4\r\nfeed\r\n0\r\nContent-Encoding: gzip\r\n\r\n", True),
    "until the end": (OK + b"\r\nfeed", False),
    "identity until the end": (OK + b"Transfer-Encoding: identity\r\n\r\nfeed", False),
    "HTTP/1.0": (b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nfeed", False),
    "HTTP/1.0 until the end": (b"HTTP/1.0 200 OK\r\n\r\nfeed", False),
    "no reason": (b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nfeed", True),
    "to be closed": (OK + b"Connection: close\r\nContent-Length: 4\r\n\r\nfeed", False),
    "1xx before": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + OK + b"Content-Length: 4\r\n\r\nfeed",
        True,
    ),
    "more than the body": (OK + b"Content-Length: 4\r\n\r\nfeed and more", False),
    "a second answer": (OK + b"Content-Length: 4\r\n\r\nfeed" + OK + b"Content-Length: 3\r\n\r\nbad", False),
    "offers another protocol": (OK + b"Upgrade: h2\r\nConnection: Upgrade\r\nContent-Length: 4\r\n\r\nfeed", True),
    "a folded line": (OK + b"Policy: a\r\n  b\r\nContent-Length: 4\r\n\r\nfeed", False),
    "a control character": (OK + b"X: a\x01b\r\nContent-Length: 4\r\n\r\nfeed", False),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Length: 4\n\nfeed", False),
    "both lengths": (OK + b"Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfeed\r\n0\r\n\r\n", False),
    "Latin-1": (OK + b"X: \xfc\r\nContent-Length: 4\r\n\r\nfeed", True),
}  # fmt: skip


@pytest.mark.parametrize("cut", [0, 1, 7])
@pytest.mark.parametrize("case", READ)
def test_an_answer_is_read(case: str, cut: int) -> None:
    """However the network cuts it. A connection is only used again after an answer without a flaw."""
    raw, again = READ[case]
    wire, body = said(raw, cut=cut)
    assert (wire.status, body) == (200, b"feed")
    if cut == 0 or ("more" not in case and "second" not in case):  # in pieces, the rest is left unread
        assert wire.reusable == again


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "in the head"),
        (OK, "in the head"),
        (OK + b"Content-Length: 5\r\n\r\nfeed", "cut short .after 4 bytes"),
        (CHUNKED + b"5\r\nfeed", "cut short"),
        (CHUNKED + b"4\r\nfeed\r\n", "cut short"),
        (CHUNKED + b"zz\r\nfeed\r\n0\r\n\r\n", "chunk size"),
        (CHUNKED + b"-4\r\nfeed\r\n0\r\n\r\n", "chunk size"),
        (CHUNKED + b"f" * 17 + b"\r\nfeed", "overflow"),
        (CHUNKED + b"4\r\nfeedfeed\r\n0\r\n\r\n", "after chunk data"),
        (OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nfeeds", "Content-Length"),
        (OK + b"Content-Length: 4, 5\r\n\r\nfeeds", "Content-Length"),
        (OK + b"Content-Length: -4\r\n\r\nfeed", "Content-Length"),
        (OK + b"Content-Length: 99999999999999999999999\r\n\r\nfeed", "Content-Length"),
        (
            OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n4\r\nfeed\r\n0\r\n\r\n",
            "'gzip, chunked' is not read",
        ),
        (OK + b"no header\r\n\r\nfeed", "header token"),
        (OK + b"X : a\r\nContent-Length: 4\r\n\r\nfeed", "header token"),
        (b"<html><body>HTTP/0.9</body></html>", "Expected HTTP"),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "Expected HTTP"),
        (b"HTTP/2 200 OK\r\n\r\n", "no answer"),
        (b"HTTP/1.1 20 OK\r\n\r\n", "status"),
        (b"HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n\0\0", "another protocol"),
        (b"\x16\x03\x01\x00\x05hello", "no answer"),
    ],
)
def test_an_answer_that_is_none(client: Client, raw: bytes, says: str) -> None:
    """Cut short, contradictory or no HTTP: a FeedError that says what it was, and nothing hangs."""
    with speak(raw) as server, pytest.raises(FeedError, match=says) as caught:
        client.get(server.url)
    assert server.url in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (OK + b"X-A: b\r\n" * (HEAD_LINES + 1) + b"\r\n", "header lines"),
        (OK + b"X-A: " + b"b" * HEAD_BYTES + b"\r\n\r\n", "64 KB of headers"),
        (OK + b"X-A: " + b"b" * 40_000 + b"\r\nX-B: " + b"b" * 40_000 + b"\r\n\r\n", "64 KB of headers"),
        (OK + b"x" * (HEAD_BYTES + 1), "64 KB of headers"),
        (b"HTTP/1.1 200 " + b"O" * (2 * HEAD_BYTES), "64 KB of headers"),
        (b"HTTP/1.1 103 E\r\n\r\n" * (HEAD_LINES + 1), "header lines"),
        (b"HTTP/1.1 103 E\r\nLink: x\r\n\r\n" * 60 + OK + b"\r\n", "header lines"),
        (CHUNKED + b"4\r\nfeed\r\n0\r\n" + b"X: y\r\n" * (HEAD_LINES + 1) + b"\r\n", "header lines"),
        (CHUNKED + b"4\r\nfeed\r\n0\r\nX: " + b"y" * 4 * HEAD_BYTES, "64 KB"),
        (CHUNKED + b"4;" + b"x" * 4 * HEAD_BYTES + b"\r\nfeed\r\n0\r\n\r\n", "in a row"),
        (CHUNKED + (b"1;" + b"x" * 999 + b"\r\nx\r\n") * 200 + b"0\r\n\r\n", "more frames"),
    ],
)
def test_a_head_is_small(client: Client, raw: bytes, says: str) -> None:
    """Lines, bytes, the status line, interim answers, trailers, chunk extensions: all have an end."""
    with speak(raw) as server, pytest.raises(FeedError, match=says):
        client.get(server.url)


def test_a_large_head_is_read(client: Client) -> None:
    """A hundred lines and tens of kilobytes are rare, and real."""
    lines = b"".join(b"X-%d: %s\r\n" % (n, b"b" * 500) for n in range(HEAD_LINES - 1))
    with speak(OK + lines + b"Content-Length: 4\r\n\r\nfeed") as server:
        answer = client.get(server.url)
    assert (answer.body, len(answer.headers)) == (b"feed", HEAD_LINES)


def test_a_connection_is_used_again(client: Client) -> None:
    """For the next request to this origin, also after a redirect and a 304; not after an error page."""
    ports: list[int] = []

    def answer(reply: Reply) -> object:
        def note(handler: object) -> Reply:
            ports.append(handler.client_address[1])  # type: ignore[attr-defined]
            return reply

        return note

    routes = {
        "/": answer(Reply(body=b"x" * 200_000)),
        "/moved": answer(Reply(301, headers={"Location": "/"})),
        "/same": answer(Reply(304)),
        "/gone": answer(Reply(410, b"page" * 50_000)),
    }
    with serve(routes) as site:  # type: ignore[arg-type]
        for path in ("/", "/moved", "/same", "/gone", "/"):
            client.get(site.url + path)
    assert len(ports) == 6
    assert len(set(ports[:5])) == 1
    assert ports[5] != ports[4]


def test_a_connection_that_was_closed_meanwhile_is_replaced(client: Client) -> None:
    """Servers close what is idle; the next request does not fail for it, and none is sent twice to a live one."""
    with speak(OK + b"Content-Length: 4\r\n\r\nfeed") as server:
        for _ in range(3):
            assert client.get(server.url).body == b"feed"
        assert len(server.requests) == 3

    def once_then_silent(sock: socket.socket) -> None:
        sock.sendall(OK + b"Content-Length: 4\r\n\r\nfeed")
        sock.recv(65536)  # it reads the second request, and goes

    with speak(once_then_silent, OK + b"Content-Length: 5\r\n\r\nagain") as server:
        assert client.get(server.url).body == b"feed"
        assert client.get(server.url).body == b"again"
        assert len(server.requests) == 2


def test_many_small_chunks_are_read(client: Client) -> None:
    """Five bytes of frames for one of content are wasteful, and real."""
    with speak(CHUNKED + b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n") as server:
        assert client.get(server.url).body == b"x" * 100_000


@pytest.fixture
def tls_client(certificate: Path) -> Iterator[Client]:
    with Client(Policy(allow_private=True, deadline=5, ca_file=str(certificate))) as made:
        yield made


def test_a_body_that_tls_did_not_end_is_cut_short(tls_client: Client, certificate: Path) -> None:
    """Without a length, the end of TLS is the end of the body; the connection's alone is none (RFC 9112 § 9.8)."""
    half = OK + b'ETag: "whole"\r\n\r\n<rss><channel>'
    with speak_tls(certificate, half, announced=True) as server:
        assert tls_client.get(server.url).body == b"<rss><channel>"
    with (
        speak_tls(certificate, half, announced=False) as server,
        pytest.raises(FeedError, match=r"cut short \(after 14 bytes\)"),
    ):
        tls_client.get(server.url)
    with (
        speak_tls(certificate, OK, announced=False) as server,
        pytest.raises(FeedError, match="in the head"),
    ):
        tls_client.get(server.url)


@pytest.mark.parametrize("announced", [True, False])
def test_a_kept_tls_connection_that_ended_is_replaced(
    tls_client: Client, certificate: Path, announced: bool
) -> None:
    """Many servers just go: after a body with a length that costs nothing, and nothing before an answer."""
    with speak_tls(certificate, OK + b"Content-Length: 4\r\n\r\nfeed", announced=announced) as server:
        for _ in range(2):
            assert tls_client.get(server.url).body == b"feed"
        assert (
            len(server.requests) == 3
        )  # the second one came twice: on the connection that ended, and on its own


@settings(max_examples=150, deadline=None)
@given(
    case=st.sampled_from(sorted(READ)),
    place=st.integers(0, 200),
    put=st.binary(max_size=6),
    gone=st.integers(0, 6),
    cut=st.integers(0, 40),
)
def test_any_bytes_are_read_or_refused(case: str, place: int, put: bytes, gone: int, cut: int) -> None:
    """Law: whatever is changed in an answer, it is read or it is Garbled; nothing else comes out, nothing hangs."""
    raw = READ[case][0]
    try:
        wire, _ = said(raw[:place] + put + raw[place + gone :], cut=cut)
    except Garbled:
        return
    assert 200 <= wire.status <= 999
