"""The fast path against feedparser, and what the box costs, over the recorded feeds.

    python -m benchmarks.parse_speed

Both readers get each feed in turn, several times, in this process; the quickest of a feed's times counts, in
processor time, so that what else runs here matters little. feedparser is called as digest calls it, and alone:
making digest's own values of its answer is not counted; for the fast path it is.
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import feedparser

from benchmarks.measure import DATA, machine, median
from digest.errors import FeedError
from digest.feeds.fast import Unusual, accepted
from digest.feeds.read import boxed, read
from digest.net.box import Box
from digest.types import Feed, Fetched

ROUNDS = 5
NOW = datetime(2026, 7, 31, tzinfo=UTC)
FEED = Feed(url="https://outlet.example/feed.xml", title="Outlet")
ARGUMENT = {
    "content_type": "", "url": FEED.url, "now": NOW.isoformat(),
    "feed": {"url": FEED.url, "title": FEED.title, "section": ""},
}  # fmt: skip


def main() -> None:
    if not DATA.is_dir():
        sys.exit("the recorded feeds are not here ($DIGEST_DATA, or ../shared/data)")
    files = sorted(file for file in (DATA / "feeds").rglob("*") if file.is_file())
    bodies = [body for file in files if not (body := file.read_bytes()).lstrip().startswith(b"{")]
    mine = _share(bodies)
    _speed(mine)
    _boxing(mine)


def _by_feedparser(body: bytes) -> Any:
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def _share(bodies: list[bytes]) -> list[bytes]:
    """Print how many of the well-formed are accepted, and why the others are not; the accepted."""
    sound = [body for body in bodies if not _by_feedparser(body).bozo]
    why: Counter[str] = Counter()
    mine = []
    for body in sound:
        try:
            accepted(body, "")
            mine.append(body)
        except Unusual as reason:
            why[str(reason)] += 1
    print(
        f"{len(bodies)} XML feeds, {len(sound)} of them well-formed: {len(mine)} ({len(mine) / len(sound):.1%})"
        f" take the fast path; {machine()}"
    )
    for reason, count in why.most_common():
        print(f"  {count} handed over: {reason}")
    return mine


def _speed(bodies: list[bytes]) -> None:
    theirs = _quickest(_by_feedparser, bodies)
    ours = _quickest(lambda body: accepted(body, ""), bodies)
    size = sum(map(len, bodies)) / 1e6
    ratios = [their / our for their, our in zip(theirs, ours, strict=True)]
    print(f"  feedparser {sum(theirs):6.3f} s  {size / sum(theirs):6.1f} MB/s")
    print(
        f"  fast path  {sum(ours):6.3f} s  {size / sum(ours):6.1f} MB/s  {sum(theirs) / sum(ours):.1f} times as fast",
        end="",
    )
    print(f" (a feed: median {median(ratios):.1f}, worst {min(ratios):.1f})")


def _quickest(reader: Callable[[bytes], object], bodies: list[bytes]) -> list[float]:
    """Seconds of processor time for each."""
    best = [float("inf")] * len(bodies)
    for _ in range(ROUNDS):
        for position, body in enumerate(bodies):
            begin = time.process_time()
            reader(body)
            best[position] = min(best[position], time.process_time() - begin)
    return best


def _boxing(bodies: list[bytes]) -> None:
    """What it costs that a child reads and cleans the feed instead of this process, by the clock."""
    answers = [Fetched(feed=FEED, outcome="fetched", url=FEED.url, body=body) for body in bodies]
    with Box() as box:
        inside = _clocked(lambda n: boxed(ARGUMENT, bodies[n]), len(bodies))
        through = _clocked(lambda n: read(box, answers[n], now=NOW), len(bodies))
    more = [there - here for there, here in zip(through, inside, strict=True)]
    print(
        f"  read and cleaned: {1000 * median(inside):.1f} ms a feed, in the box {1000 * median(through):.1f} ms;"
        f" the box costs {1000 * median(more):.1f} ms"
        f" (mean {1000 * sum(more) / len(more):.1f}, most {1000 * max(more):.1f})"
    )


def _clocked(job: Callable[[int], object], count: int) -> list[float]:
    best = [float("inf")] * count
    for _ in range(3):
        for position in range(count):
            begin = time.perf_counter()
            try:
                job(position)
            except FeedError:
                continue
            best[position] = min(best[position], time.perf_counter() - begin)
    return [seconds for seconds in best if seconds < float("inf")]


if __name__ == "__main__":
    main()
