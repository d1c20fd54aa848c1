"""Names: asked for once, never longer than there is time."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from digest.errors import FeedError
from digest.net import resolve
from digest.net.resolve import Resolver


def answer(address: str, port: int) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def test_an_answer_is_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds of one host, and redirects on it, ask once; another port and an old answer ask again."""
    asked: list[tuple[str, int]] = []

    def look(host: str, port: int, **_: Any) -> list[Any]:
        asked.append((host, port))
        return answer("192.0.2.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    resolver = Resolver()
    for _ in range(3):
        assert resolver.ask("a.example", 80, 5) == [(socket.AF_INET, ("192.0.2.1", 80))]
    resolver.ask("a.example", 443, 5)
    assert asked == [("a.example", 80), ("a.example", 443)]
    monkeypatch.setattr(resolve, "_FRESH", 0.0)
    resolver.ask("b.example", 80, 5)
    resolver.ask("b.example", 80, 5)
    assert len(asked) == 4
    resolver.close()


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The request ends at its deadline, and the names after it are looked up all the same."""
    free = threading.Event()

    def look(host: str, port: int, **_: Any) -> list[Any]:
        if host == "slow.example":
            free.wait(30)
        return answer("192.0.2.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    resolver = Resolver()
    for _ in range(3):
        with pytest.raises(TimeoutError):
            resolver.ask("slow.example", 80, 0.05)
        assert resolver.ask("quick.example", 80, 5)
    free.set()
    resolver.close()


def test_threads_are_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand names, one after the other, are not a thousand threads; and close() ends those there are."""
    names: set[str] = set()

    def look(host: str, port: int, **_: Any) -> list[Any]:
        names.add(str(threading.get_ident()))
        return answer("192.0.2.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    resolver = Resolver()
    for number in range(1500):
        resolver.ask(f"{number}.example", 80, 5)
    assert resolver._threads < 50
    assert len(resolver._known) <= 1024
    resolver.close()


@pytest.mark.parametrize(
    ("failure", "kind", "says"),
    [
        (socket.gaierror(-2, "Name or service not known"), FeedError, "no such host"),
        (OSError(24, "Too many open files"), OSError, "Too many"),
        (UnicodeError("label too long"), OSError, "label too long"),
    ],
)
def test_what_the_resolver_cannot_say(
    failure: Exception, kind: type[Exception], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown name is the feed's error, the rest is the network's; neither is remembered."""
    given = iter([failure, None])

    def look(host: str, port: int, **_: Any) -> list[Any]:
        error = next(given)
        if error:
            raise error
        return answer("192.0.2.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    resolver = Resolver()
    with pytest.raises(kind, match=says):
        resolver.ask("a.example", 80, 5)
    assert resolver.ask("a.example", 80, 5)
    resolver.close()
