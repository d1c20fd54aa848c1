"""The client against real servers on loopback: whom it reaches, how long it waits, how much it takes."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from digest.errors import FeedError, RefusedError, UnreachableError
from digest.net.client import Client, Policy
from tests.net.servers import Reply, serve


@pytest.fixture
def home() -> Iterator[Client]:
    """A client for the tests' own servers."""
    with Client(Policy(allow_private=True, deadline=5)) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "localhost", "[::1]", "0",
                                  "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "10.0.0.1",
                                  "169.254.169.254", "[fe80::1]", "192.168.1.1", "[2002:7f00:1::]"])  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_inner_address_is_connected_to(host: str, scheme: str, connects: list[Any]) -> None:
    """However it is spelled: refused with the reason, and not one connection was tried."""
    with Client() as client, pytest.raises(FeedError, match=r"is not dialled|no such host"):
        client.get(f"{scheme}://{host}/")
    assert [c for c in connects if c[1] in (80, 443)] == []


def test_a_name_that_resolves_to_loopback_is_refused(
    monkeypatch: pytest.MonkeyPatch, connects: list[Any]
) -> None:
    """The address that is dialled counts: also when a name changes it between two answers (rebinding)."""
    answers = iter(["127.0.0.1", "::1", "169.254.169.254"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(socket.AF_INET, 1, 6, "", (next(answers), port))]
    )
    with Client(Policy(spacing=0)) as client:
        for _ in range(3):
            with pytest.raises(FeedError, match="is not dialled"):
                client.get("http://rebind.example/")
    assert connects == []


def test_a_resolver_that_answers_once_public_once_private_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, connects: list[Any]
) -> None:
    """One resolution a connection: what was checked is dialled, and nobody asks a second time."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("203.0.113.9" if len(asked) > 1 else "240.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Client() as client, pytest.raises(FeedError, match=r"240\.0\.0\.1 is reserved"):
        client.get("http://once.example/")
    assert asked == ["once.example"]
    assert connects == []


def test_private_candidates_are_left_out_of_mixed_answers(connects: list[Any]) -> None:
    """A list of networks opens those only: 127.0.0.2 is dialled, 127.0.0.1 (and ::1) is not."""
    with serve({"/": Reply(body=b"x")}, host="127.0.0.2") as there, serve({"/": Reply(body=b"x")}) as here:
        with Client(Policy(allow_private=("127.0.0.2/32",))) as client:
            assert client.get(there.url + "/").body == b"x"
            with pytest.raises(FeedError, match=r"127\.0\.0\.1 is loopback"):
                client.get(here.url + "/")
        assert here.requests == []


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("http://127.0.0.2:1/", "is loopback and is not dialled"),
        ("http://169.254.169.254/latest/", "metadata"),
        ("http://[::ffff:127.0.0.1]/", "mapped"),
        ("file:///etc/passwd", "http or https"),
        ("gopher://127.0.0.1/", "http or https"),
        ("http://a:b@example.org/", "user name or password"),
        ("http://[", "no address"),
    ],
)
def test_every_hop_of_a_redirect_is_checked(location: str, says: str) -> None:
    """A public page may point anywhere: each hop passes the same guard as the first address."""
    with serve({"/": Reply(302, headers={"Location": location})}) as site:
        with Client(Policy(allow_private=("127.0.0.1/32",))) as client, pytest.raises(FeedError, match=says):
            client.get(site.url + "/")
        assert site.paths == ["/"]


def test_redirects_are_followed_to_the_end(home: Client) -> None:
    """Relative, absolute and with letters that are no ASCII; the answer says where it came from."""
    with serve() as site:
        site.routes |= {
            "/a": Reply(301, headers={"Location": "b/c?d=1"}),
            "/b/c?d=1": Reply(
                307, headers={"Location": f"{site.url}/gr\u00fc\u00dfe".encode().decode("latin-1")}
            ),
            "/gr%C3%BC%C3%9Fe": Reply(body=b"feed"),
        }
        answer = home.get(site.url + "/a")
        assert (answer.status, answer.body, answer.url) == (200, b"feed", f"{site.url}/gr%C3%BC%C3%9Fe")


def test_a_caller_may_look_at_each_hop_before_it_is_asked(home: Client) -> None:
    """In order, the first address not; what it raises comes out, and nothing more is asked. No seat is held, so that
    it may ask the same host; and what is forbidden anyway it never sees."""
    routes: dict[str, Any] = {
        "/a": Reply(302, headers={"Location": "/b"}),
        "/b": Reply(302, headers={"Location": "/c"}),
        "/c": Reply(body=b"x"),
        "/d": Reply(302, headers={"Location": "http://169.254.169.254/"}),
    }
    with serve(routes) as site, Client(Policy(allow_private=True, deadline=5, per_host=1)) as client:
        seen: list[tuple[str, list[str]]] = []

        def note(url: str) -> None:
            seen.append((url.removeprefix(site.url), [*site.paths]))
            client.get(f"{site.url}/robots.txt")

        assert client.get(f"{site.url}/a", hop=note).body == b"x"
        assert seen == [("/b", ["/a"]), ("/c", ["/a", "/robots.txt", "/b"])]

        def refuse(url: str) -> None:
            raise FeedError(f"{url}: not there")

        site.requests.clear()
        with pytest.raises(FeedError, match="/b: not there"):
            client.get(f"{site.url}/a", hop=refuse)
        with pytest.raises(RefusedError, match="metadata"):
            client.get(f"{site.url}/d", hop=refuse)
        assert site.paths == ["/a", "/d"]


def test_redirects_end(home: Client) -> None:
    """At most five, and never in a circle."""
    routes: dict[str, Any] = {f"/{n}": Reply(302, headers={"Location": f"/{n + 1}"}) for n in range(9)}
    with serve(routes | {"/circle": Reply(302, headers={"Location": "/circle"})}) as site:
        with pytest.raises(FeedError, match="more than 5 redirects"):
            home.get(site.url + "/0")
        assert len(site.requests) == 6
        with pytest.raises(FeedError, match="circle"):
            home.get(site.url + "/circle")


def test_nothing_of_the_environment_is_sent(
    home: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """No proxy, no netrc, no cookies; a User-Agent and gzip, and a validator cannot smuggle a header in."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with serve({"/": Reply(body=b"x", headers={"Set-Cookie": "id=1"})}) as site:
        for _ in range(2):
            home.get(site.url + "/", headers={"If-None-Match": '"a"\r\nX-Evil: 1'}, accept="text/xml")
        for _, headers in site.requests:
            assert headers.keys().isdisjoint({"cookie", "authorization", "x-evil", "proxy-authorization"})
            assert (headers["accept-encoding"], headers["accept"]) == ("gzip", "text/xml")
            assert headers["user-agent"].startswith("digest/")
    with pytest.raises(ValueError, match="no credentials"):
        home.get("http://127.0.0.1/", headers={"Authorization": "Basic x"})


def drip(body: bytes, pause: float) -> Any:
    """Sends a byte at a time, for ever if it may."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for position in range(len(body)):
            try:
                handler.wfile.write(body[position : position + 1])
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(
    "body",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b"x" * 900,
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 90 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200,
    ],
    ids=["body", "headers", "chunks"],
)
def test_a_drip_fed_answer_ends_at_the_deadline(body: bytes) -> None:
    """A byte every 20 ms keeps every socket timeout away; the deadline holds all the same."""
    policy = Policy(allow_private=True, deadline=0.4)
    with (
        serve({"/": drip(body, 0.02)}) as site,
        Client(policy) as client,
        pytest.raises(FeedError, match=r"took longer than 0\.4 s"),
    ):
        client.get(site.url + "/")  # without the deadline the whole answer arrives, after many seconds


def test_a_silent_server_ends_at_the_deadline() -> None:
    """It accepts and says nothing; with TLS it never answers the handshake."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with Client(Policy(allow_private=True, deadline=0.3)) as client:
            for scheme in ("http", "https"):
                with pytest.raises(FeedError, match="took longer than"):
                    client.get(f"{scheme}://127.0.0.1:{port}/")


def test_sizes_are_bounded() -> None:
    """Identity, chunked without an end, and a gzip bomb: each ends at the limit. A short body is said."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        with_length = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        try:
            while True:
                handler.wfile.write(with_length)
        except OSError:
            return

    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")

    bomb = Reply(body=gzip.compress(bytes(20_000_000)), headers={"Content-Encoding": "gzip"})
    big = Reply(body=b"x" * 2_000_000)
    with (
        serve({"/bomb": bomb, "/big": big, "/endless": endless, "/short": short}) as site,
        Client(Policy(allow_private=True, max_body=1_000_000, deadline=5)) as client,
    ):
        for path in ("/bomb", "/big", "/endless"):
            with pytest.raises(FeedError, match="larger than"):
                client.get(site.url + path)
        with pytest.raises(FeedError, match="cut short"):
            client.get(site.url + "/short")


def test_gzip_is_read_and_error_pages_are_not(home: Client) -> None:
    """The body is decoded; of anything but a 2xx only status and headers are kept."""
    packed = Reply(body=gzip.compress(b"<rss/>"), headers={"Content-Encoding": "GZIP", "ETag": '"1"'})
    with serve({"/": packed, "/gone": Reply(410, b"page", {"Retry-After": "9"})}) as site:
        answer = home.get(site.url + "/")
        assert (answer.body, answer.headers["etag"]) == (b"<rss/>", '"1"')
        gone = home.get(site.url + "/gone")
        assert (gone.status, gone.body, gone.headers["retry-after"]) == (410, b"", "9")
        assert home.get(site.url + "/").body == b"<rss/>"  # the connection was not spoiled


def test_tls_verifies_the_name(certificate: Path) -> None:
    """The guard dials an address, TLS still checks the name; an unknown authority is explained."""
    with serve({"/": Reply(body=b"x")}, tls=certificate) as site:
        by_name = site.url.replace("127.0.0.1", "localhost") + "/"
        with Client(Policy(allow_private=True, ca_file=str(certificate), deadline=5)) as client:
            assert client.get(by_name).body == b"x"
            with pytest.raises(FeedError, match="certificate was not accepted"):
                client.get(site.url + "/")
        with (
            Client(Policy(allow_private=True, deadline=5)) as client,
            pytest.raises(FeedError, match="certificate"),
        ):
            client.get(by_name)


def test_a_host_is_asked_politely() -> None:
    """Two requests at a time, whoever asks; and a spacing between their starts for public hosts only."""

    def slow(handler: BaseHTTPRequestHandler) -> Reply:
        time.sleep(0.05)
        return Reply(body=b"x")

    with serve({"/": slow}) as site, Client(Policy(allow_private=True, spacing=60)) as client:
        threads = [threading.Thread(target=client.get, args=(site.url + "/",)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert len(site.requests) == 8
        assert site.most_at_once == 2


def test_what_moved_for_good_is_said(home: Client) -> None:
    """As far as the way begins with 301 and 308: a temporary redirect ends it, whatever comes after."""

    def to(code: int, place: str) -> Reply:
        return Reply(code, headers={"Location": place})

    routes: dict[str, Any] = {
        "/end": Reply(body=b"x"),
        "/one": to(301, "/end"),
        "/two": to(308, "/one"),
        "/lent": to(302, "/one"),
        "/half": to(301, "/lent"),
        "/lost": to(301, "/nowhere"),
    }
    with serve(routes) as site:
        moved = {
            path: home.get(site.url + path).moved_to.removeprefix(site.url) for path in (*routes, "/nowhere")
        }
    assert moved == {
        "/end": "", "/one": "/end", "/two": "/end", "/lent": "", "/half": "/lent", "/lost": "/nowhere", "/nowhere": "",
    }  # fmt: skip


def test_an_open_network_does_not_open_ports_of_public_hosts(
    monkeypatch: pytest.MonkeyPatch, connects: list[Any]
) -> None:
    """`allow_private` frees the ports of private hosts; a public one at port 22 stays refused."""
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **_: [(socket.AF_INET, 1, 6, "", ("93.184.216.34", port))]
    )
    with Client(Policy(allow_private=True)) as client, pytest.raises(FeedError, match="port 22"):
        client.get("http://public.example:22/")
    assert connects == []


def test_a_host_that_is_not_there_is_said(home: Client) -> None:
    """Refused and unknown: a message with the address, not a stack of exceptions."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(UnreachableError, match=rf"127\.0\.0\.1:{port}/: no answer .*[Rr]efused"):
        home.get(f"http://127.0.0.1:{port}/")
    with pytest.raises(UnreachableError, match="no such host"):
        home.get("http://nowhere.invalid/")
