"""Politeness and the run's time: seats, spacing, and when nobody is asked any more."""

from __future__ import annotations

import itertools
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from digest.errors import BudgetError
from digest.net.client import Client, Policy
from digest.net.hosts import Hosts
from tests.net.servers import Reply, serve


def together(*calls: object) -> None:
    threads = [threading.Thread(target=call) for call in calls]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_requests_are_spaced() -> None:
    """Whoever asks: the starts are apart; another host, and one without spacing, do not wait for it."""
    hosts = Hosts(seats=2, budget=60)
    starts: dict[str, list[float]] = {"a.example": [], "b.example": [], "own.example": []}
    begun = time.monotonic()

    def ask(name: str, spacing: float) -> None:
        with hosts.seat(name, spacing):
            starts[name].append(time.monotonic() - begun)

    calls = [lambda name=name: ask(name, 0.2) for name in ("a.example",) * 4 + ("b.example",)]
    together(*calls, *[lambda: ask("own.example", 0)] * 8)
    a = sorted(starts["a.example"])
    assert all(later - earlier > 0.19 for earlier, later in itertools.pairwise(a))
    assert len(a) == 4
    assert len(starts["own.example"]) == 8
    assert max(starts["b.example"] + starts["own.example"]) < 0.2


def test_who_waits_for_the_spacing_holds_no_seat() -> None:
    """With one seat: somebody waits a minute for the spacing, and another who need not wait takes the seat."""
    hosts = Hosts(seats=1, budget=1.0)
    with hosts.seat("a.example", 60):
        pass
    refused: list[BudgetError] = []

    def wait() -> None:
        try:
            with hosts.seat("a.example", 60):
                pass
        except BudgetError as error:
            refused.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    with hosts.seat("a.example", 0):  # hangs until the budget is over if the one above had the seat
        assert waiting.is_alive()
    waiting.join(10)
    assert len(refused) == 1


def test_no_more_seats_than_there_are() -> None:
    """Also with many who come and go at once, and with one who failed."""
    hosts = Hosts(seats=3, budget=60)
    lock, now, most = threading.Lock(), [0], [0]

    def ask() -> None:
        for turn in range(20):
            try:
                with hosts.seat("a.example", 0):
                    with lock:
                        now[0] += 1
                        most[0] = max(most[0], now[0])
                    time.sleep(0.0005)
                    with lock:
                        now[0] -= 1
                    if turn % 3 == 0:
                        raise ValueError
            except ValueError:
                continue

    together(*[ask] * 12)
    assert most[0] == 3


def test_hosts_that_nobody_waits_for_are_forgotten() -> None:
    """Ten thousand feeds on as many hosts leave no table of ten thousand behind."""
    hosts = Hosts(seats=2, budget=60)
    for number in range(10_000):
        with hosts.seat(f"{number}.example", 0):
            pass
    assert len(hosts._hosts) < 3000


def test_the_run_has_a_budget() -> None:
    """When it is used up, what is left is refused at once and says so; what is under way may end."""

    def slow(handler: BaseHTTPRequestHandler) -> Reply:
        time.sleep(0.6)
        return Reply(body=b"x")

    policy = Policy(allow_private=True, budget=0.3, deadline=5)
    with serve({"/": slow}) as site, Client(policy) as client:
        assert client.get(site.url + "/").body == b"x"
        with pytest.raises(
            BudgetError, match=r"127\.0\.0\.1: not asked, the run's 0\.3 s are used up"
        ) as caught:
            client.get(site.url + "/")
        assert "next run" in caught.value.mend
        assert len(site.requests) == 1


def test_who_waits_when_it_is_stopped_is_told() -> None:
    """For a seat or for the spacing; and whoever comes later."""
    hosts = Hosts(seats=1, budget=600)
    refused: list[str] = []

    def ask(name: str, spacing: float) -> None:
        try:
            with hosts.seat(name, spacing):
                raise AssertionError("seated")
        except BudgetError as error:
            refused.append(str(error))

    with hosts.seat("full.example", 0), hosts.seat("spaced.example", 300):
        pass
    with hosts.seat("full.example", 0):
        threads = [threading.Thread(target=ask, args=("full.example", 0)) for _ in range(3)]
        threads.append(threading.Thread(target=ask, args=("spaced.example", 300)))
        for thread in threads:
            thread.start()
        while sum(host.waiting for host in hosts._hosts.values()) < len(threads):
            time.sleep(0.01)
        hosts.stop()
        for thread in threads:
            thread.join(20)
    ask("new.example", 0)
    assert len(refused) == 5
    assert all("the run was stopped" in text for text in refused)


def test_waiting_counts_for_the_budget_and_not_for_the_deadline() -> None:
    """Spacing and seats are ours: they never make a feed late, and they end with the run's time."""
    hosts = Hosts(seats=1, budget=0.3)
    begun = time.monotonic()
    with hosts.seat("a.example", 60), pytest.raises(BudgetError), hosts.seat("a.example", 0):
        pass
    with pytest.raises(BudgetError), hosts.seat("a.example", 60):
        pass
    assert 0.25 < time.monotonic() - begun < 5

    def hold(handler: BaseHTTPRequestHandler) -> Reply:
        time.sleep(0.4)
        return Reply(body=b"x")

    with serve({"/": hold}) as site, Client(Policy(allow_private=True, deadline=1.5, per_host=1)) as client:
        answers: list[bytes] = []
        together(*[lambda: answers.append(client.get(site.url + "/").body)] * 5)  # 2 s, one after the other
    assert answers == [b"x"] * 5
