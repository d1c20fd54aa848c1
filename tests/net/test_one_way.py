"""Forbidden addresses, however they are spelled and whichever way they come in: not one connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from digest.errors import FeedError
from digest.feeds.fetch import ACCEPT
from digest.net.client import Client, Policy
from tests.net.servers import Reply, Site, serve

#: As it stands in a URL, and the address that it means (which a rebinding resolver then gives).
SPELLINGS = [
    ("127.0.0.1", "127.0.0.1"),
    ("127.0.0.1.", "127.0.0.1"),
    ("127.1", "127.0.0.1"),
    ("127.0.1", "127.0.0.1"),
    ("2130706433", "127.0.0.1"),
    ("0x7f000001", "127.0.0.1"),
    ("0x7f.0x0.0x0.0x1", "127.0.0.1"),
    ("0177.0.0.1", "127.0.0.1"),
    ("017700000001", "127.0.0.1"),
    ("127.000.000.001", "127.0.0.1"),
    ("127%2e0%2e0%2e1", "127.0.0.1"),
    ("１２７．０．０．１", "127.0.0.1"),
    ("127。0。0。1", "127.0.0.1"),
    ("①②⑦.⓪.⓪.①", "127.0.0.1"),
    ("١٢٧.٠.٠.١", "127.0.0.1"),
    ("0", "0.0.0.0"),
    ("0.0.0.0", "0.0.0.0"),
    ("localhost", "127.0.0.1"),
    ("LOCALHOST.", "127.0.0.1"),
    ("ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "127.0.0.1"),
    ("inner.example", "10.0.0.7"),
    ("bücher.example", "192.168.0.7"),
    ("user@127.0.0.1", "127.0.0.1"),
    ("example.org:80@127.0.0.1", "127.0.0.1"),
    ("127.0.0.1\\@example.org", "127.0.0.1"),
    ("127.0.0.1%00.example.org", "127.0.0.1"),
    ("10.0.0.1", "10.0.0.1"),
    ("172.16.0.1", "172.16.0.1"),
    ("192.168.1.1", "192.168.1.1"),
    ("100.64.0.1", "100.64.0.1"),
    ("169.254.169.254", "169.254.169.254"),
    ("0xa9fea9fe", "169.254.169.254"),
    ("100.100.100.200", "100.100.100.200"),
    ("198.51.100.1", "198.51.100.1"),
    ("224.0.0.1", "224.0.0.1"),
    ("255.255.255.255", "255.255.255.255"),
    ("[::1]", "::1"),
    ("[0:0:0:0:0:0:0:1]", "::1"),
    ("[::]", "::"),
    ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
    ("[::ffff:7f00:1]", "::ffff:127.0.0.1"),
    ("[::ffff:0:127.0.0.1]", "::ffff:0:7f00:1"),
    ("[::127.0.0.1]", "::7f00:1"),
    ("[64:ff9b::a9fe:a9fe]", "64:ff9b::a9fe:a9fe"),
    ("[64:ff9b:1::7f00:1]", "64:ff9b:1::7f00:1"),
    ("[2002:7f00:1::]", "2002:7f00:1::"),
    ("[2001:0:7f00:1::80ff:fffe]", "2001:0:7f00:1::80ff:fffe"),
    ("[fe80::1%25lo]", "fe80::1%lo"),
    ("[fe80::1%lo]", "fe80::1%lo"),
    ("[2606:4700::1111%25lo]", "2606:4700::1111%lo"),
    ("[fd00:ec2::254]", "fd00:ec2::254"),
    ("[fec0::1]", "fec0::1"),
    ("[ff02::1]", "ff02::1"),
    ("[3fff::1]", "3fff::1"),
    ("[5f00::1]", "5f00::1"),
    ("[127.0.0.1]", "127.0.0.1"),
]
#: What is asked for decides nothing: feeds, pages and pictures leave by the same door.
KINDS = {
    "feed": ACCEPT,
    "article": "text/html, application/xhtml+xml",
    "image": "image/avif, image/webp, image/*;q=0.8",
}
#: The tests' own server, the one address that is opened: it stands for the public web.
OUTSIDE = "127.9.8.7"
_RESOLVE = socket.getaddrinfo


def answers(*addresses: str, port: int) -> list[Any]:
    return [
        (socket.AF_INET6, 1, 6, "", (address, port, 0, 0))
        if ":" in address
        else (socket.AF_INET, 1, 6, "", (address, port))
        for address in addresses
    ]


def resolve(host: str, port: int, **more: Any) -> list[Any]:
    """The system's resolver for numbers in all their forms, and what a network's own name server would say."""
    inner = {"inner.example": "10.0.0.7", "xn--bcher-kva.example": "192.168.0.7", "localhost": "127.0.0.1"}
    if host in inner:
        return answers(inner[host], port=port)
    return _RESOLVE(host, port, flags=socket.AI_NUMERICHOST, **more)


@pytest.fixture
def outside() -> Iterator[Site]:
    with serve(host=OUTSIDE) as site:
        yield site


def client() -> Client:
    return Client(Policy(allow_private=(f"{OUTSIDE}/32",), deadline=5, spacing=0))


def inside(connects: list[Any]) -> list[Any]:
    """Connections to anywhere but the tests' own server."""
    return [address for address in connects if address[0] != OUTSIDE]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("spelling", [spelling for spelling, _ in SPELLINGS])
def test_direct(spelling: str, scheme: str, connects: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of feeds.yaml, of an entry, of a picture: refused with the reason, nothing is dialled."""
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with client() as own:
        for accept in KINDS.values():
            with pytest.raises(FeedError):
                own.get(f"{scheme}://{spelling}/", accept=accept)
    assert connects == []


@pytest.mark.parametrize("spelling", [spelling for spelling, _ in SPELLINGS])
def test_redirect(spelling: str, outside: Site, connects: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page points inward, by every kind of redirect: the first server is all that is reached."""
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    location = f"http://{spelling}/".encode().decode("latin-1")
    outside.routes |= {f"/{code}": Reply(code, headers={"Location": location}) for code in (301, 302, 307)}
    with client() as own:
        for code, accept in zip((301, 302, 307), KINDS.values(), strict=True):
            with pytest.raises(FeedError):
                own.get(f"{outside.url}/{code}", accept=accept)
    assert outside.paths == ["/301", "/302", "/307"]
    assert inside(connects) == []


@pytest.mark.parametrize("address", sorted({address for _, address in SPELLINGS}))
@pytest.mark.parametrize("kind", KINDS)
def test_rebinding(
    address: str, kind: str, outside: Site, connects: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is first asked for, and leads inward from then on.

    The page redirects to another port of its own name, so there is a second connection to be had.
    """
    asked: list[int] = []

    def rebind(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(port)
        return answers(OUTSIDE if len(asked) == 1 else address, port=port)

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    port = urlsplit(outside.url).port
    outside.routes["/"] = Reply(302, headers={"Location": "http://rebind.example/"})
    with client() as own, pytest.raises(FeedError, match="is not dialled"):
        own.get(f"http://rebind.example:{port}/", accept=KINDS[kind])
    assert outside.paths == ["/"]
    assert asked == [port, 80]
    assert inside(connects) == []


@pytest.mark.parametrize("address", sorted({address for _, address in SPELLINGS}))
def test_between_the_check_and_the_connection(
    address: str, outside: Site, connects: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is resolved once a connection: what was looked at is dialled, as a number."""
    port = urlsplit(outside.url).port
    asked: list[str] = []

    def rebind(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return answers(*([address, OUTSIDE] if len(asked) == 1 else [address]), port=port)

    monkeypatch.setattr(socket, "getaddrinfo", rebind)
    outside.routes["/"] = Reply(body=b"public")
    with client() as own:
        assert own.get(f"http://rebind.example:{port}/").body == b"public"
    assert asked == ["rebind.example"]
    assert connects == [(OUTSIDE, port)]


def test_there_are_enough_spellings() -> None:
    """The issue asks for 26; a table that shrank would prove less."""
    assert len({spelling for spelling, _ in SPELLINGS}) >= 26
