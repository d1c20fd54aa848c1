"""Stopping early: whatever is under way ends long before its deadline, and is nobody's answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from digest.errors import BudgetError
from digest.feeds.fetch import fetch_feeds
from digest.net.client import Client, Policy
from digest.types import Feed, FeedState
from tests.makers import NOW
from tests.net.servers import Spoken, speak

DEADLINE = 60.0
OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def client() -> Iterator[Client]:
    with Client(Policy(allow_private=True, deadline=DEADLINE, connect_timeout=DEADLINE)) as made:
        yield made


def saying(text: bytes) -> Callable[[socket.socket], None]:
    """Says so much, and then nothing until the other side goes."""

    def say(sock: socket.socket) -> None:
        sock.sendall(text)
        sock.settimeout(DEADLINE)
        sock.recv(1)

    return say


def arrived(server: Spoken, number: int) -> None:
    end = time.monotonic() + 20
    while len(server.requests) < number and time.monotonic() < end:
        time.sleep(0.01)
    assert len(server.requests) >= number


def stopped(client: Client, url: str, under_way: Callable[[], object]) -> BaseException:
    """What a `get` ends with that is under way when the client is stopped."""
    ends: list[BaseException] = []

    def ask() -> None:
        try:
            client.get(url)
        except BaseException as error:  # noqa: BLE001 - it is looked at
            ends.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    under_way()
    client.stop()
    thread.join(DEADLINE / 2)
    assert not thread.is_alive()
    assert ends, "it was taken for an answer"
    return ends[0]


@pytest.mark.parametrize("said", [b"", OK, OK + b"\r\n<rss>half", OK + b"Content-Length: 9\r\n\r\nhalf"])
def test_an_answer_under_way_ends(client: Client, said: bytes) -> None:
    """As not asked; also a body whose end is the connection's is not taken for whole."""
    with speak(saying(said)) as server:
        error = stopped(client, server.url, lambda: arrived(server, 1))
        assert isinstance(error, BudgetError)
        assert "the run was stopped" in str(error)
        with pytest.raises(BudgetError, match="stopped"):
            client.get(server.url)
        assert len(server.requests) == 1


def test_a_handshake_under_way_ends(client: Client) -> None:
    """The server has our first words, and is silent."""
    with speak(saying(b"")) as server:
        url = server.url.replace("http:", "https:")
        assert isinstance(stopped(client, url, lambda: arrived(server, 1)), BudgetError)


def test_who_waits_for_a_name_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver cannot be stopped; nobody waits for it."""
    asked, answer = threading.Event(), threading.Event()

    def resolve(*_: Any, **__: Any) -> list[Any]:
        asked.set()
        answer.wait(DEADLINE)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    try:
        error = stopped(client, "http://slow.example/", asked.wait)
    finally:
        answer.set()
    assert isinstance(error, BudgetError)


def test_feeds_that_nobody_wants_any_more_are_not_waited_for(client: Client) -> None:
    """Sixteen workers at one silent host: those that read end, those that wait for a seat take no turn."""
    quick = OK + b"Content-Length: 6\r\n\r\n<rss/>"
    with speak(saying(b"")) as slow, speak(quick, host="127.0.0.2") as fast:
        urls = [fast.url, *(f"{slow.url}{n}" for n in range(30))]
        jobs = [(Feed(url=url), FeedState(url=url)) for url in urls]
        begun = time.monotonic()
        fetching = fetch_feeds(client, jobs, now=NOW, then=lambda fetched: fetched, workers=16)
        assert next(fetching).outcome == "fetched"
        arrived(slow, 2)
        fetching.close()  # type: ignore[attr-defined]  # it is a generator, annotated as what callers need
        assert time.monotonic() - begun < DEADLINE / 2
        assert len(slow.requests) == 2
