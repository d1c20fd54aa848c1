"""What one request costs: 2,000 hosts of the loopback server, 16 threads, beside urllib3 in the same run.

Processor time of this process (the server's is not counted), median of five runs, in turn.

python -m benchmarks.requests
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import urllib3

from benchmarks.feedserver import address, serving
from benchmarks.measure import machine, median
from digest.net.client import Client, Policy

HOSTS = 2000
THREADS = 16
RUNS = 5
Get = Callable[[str, dict[str, str]], object]


def main() -> None:
    figures: dict[tuple[str, str], list[float]] = {}
    with serving() as port:
        urls = [f"http://{address(number)}:{port}/feed.xml" for number in range(HOSTS)]
        etags = _etags(urls)
        for turn in range(RUNS + 1):
            for name, run in (("digest", _ours), ("urllib3", _theirs)):
                for kind, sent in (("304", etags), ("whole feed", [{}] * HOSTS)):
                    spent = run(urls, sent)
                    if turn:  # the first one imports and warms up
                        figures.setdefault((kind, name), []).append(spent)
    print(
        f"one request, connection included; {machine()}; {HOSTS} hosts, {THREADS} threads, medians of {RUNS}"
    )
    for kind in ("304", "whole feed"):
        ours, theirs = median(figures[kind, "digest"]), median(figures[kind, "urllib3"])
        print(f"  {kind:<12} digest {ours:6.3f} ms   urllib3 {theirs:6.3f} ms   {theirs / ours:4.1f} x")


def _etags(urls: list[str]) -> list[dict[str, str]]:
    with Client(Policy(allow_private=True)) as client, ThreadPoolExecutor(THREADS) as pool:
        return [{"If-None-Match": answer.headers["etag"]} for answer in pool.map(client.get, urls)]


def _ours(urls: list[str], sent: list[dict[str, str]]) -> float:
    with Client(Policy(allow_private=True)) as client:
        return _spent(lambda url, headers: client.get(url, headers=headers), urls, sent)


def _theirs(urls: list[str], sent: list[dict[str, str]]) -> float:
    with urllib3.PoolManager(num_pools=64, retries=False) as pool:
        return _spent(lambda url, headers: pool.request("GET", url, headers=headers), urls, sent)


def _spent(get: Get, urls: list[str], sent: list[dict[str, str]]) -> float:
    """Milliseconds of processor time a request."""
    with ThreadPoolExecutor(THREADS) as pool:
        begun = time.process_time()
        list(pool.map(get, urls, sent))
        return (time.process_time() - begun) / len(urls) * 1000


if __name__ == "__main__":
    main()
