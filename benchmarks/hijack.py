"""How well a feed that was taken over is told from one that moved and got a new name (digest/feeds/hijack.py).

    python benchmarks/hijack.py

Over the recorded data ($DIGEST_DATA, or ../shared/data). Everywhere the host and the title are taken to have changed,
so only the topic is left to tell; of the honest feeds no entry is shared by the two samples, which is the worst case:
a site that moves mostly keeps its last posts.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from digest.errors import FeedError
from digest.feeds.clean import entries_of
from digest.feeds.hijack import SAME_TOPIC, SAMPLE, likeness
from digest.feeds.parse import parse_document
from digest.types import Entry, Feed

DATA = Path(os.environ.get("DIGEST_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
NOW = datetime(2026, 7, 31, tzinfo=UTC)
#: What feeds of sold domains are made of; written for this measurement.
SPAM = (
    (
        "Best online casino bonus: free spins with no deposit",
        "Play slots and roulette for real money and claim your welcome bonus today at a trusted casino.",
    ),
    (
        "Top 10 slot games with the highest payout",
        "Our experts reviewed the jackpots and betting odds of licensed gambling sites.",
    ),
    (
        "Sports betting odds: how to win",
        "Register an account, make a deposit and get free bets on football.",
    ),
    (
        "Poker strategy for beginners",
        "Learn when to fold and when to bluff, play at the tables of the best poker rooms.",
    ),
    (
        "Live dealer blackjack review",
        "The casino offers live games around the clock with fast withdrawal of winnings.",
    ),
    (
        "Crypto casino with instant withdrawal",
        "Deposit bitcoin, play slots and cash out within minutes.",
    ),
    (
        "Buy cheap pills online without prescription",
        "Order generic pills with worldwide delivery and a discount.",
    ),
    (
        "Payday loans with bad credit approved today",
        "Get cash fast, apply online, no credit check needed.",
    ),
)
Pair = tuple[Sequence[Entry], Sequence[Entry]]


def made(title: str, text: str) -> Entry:
    return Entry(
        id="0" * 16, feed_url="", guid="", url="", canonical_url="", title=title, text=text, first_seen=NOW
    )


def read(path: Path) -> Sequence[Entry]:
    feed = Feed(url=f"https://outlet.example/{path.name}")
    try:
        return entries_of(parse_document(path.read_bytes(), "", feed.url), feed, now=NOW)[0]
    except FeedError:
        return ()


def outlets() -> dict[str, list[Entry]]:
    """The recorded items of each outlet, oldest first."""
    found: defaultdict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for line in (DATA / "news" / "items.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        found[row["source"]].append((row["published_ts"], made(row["title"], row.get("summary") or "")))
    return {
        name: [e for _, e in sorted(rows, key=lambda r: r[0])]
        for name, rows in found.items()
        if len(rows) > 60
    }


def honest(news: dict[str, list[Entry]], snapshots: list[Sequence[Entry]]) -> dict[str, list[Pair]]:
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    for rows in news.values():
        for _ in range(20):
            at = random.randrange(len(rows) - 2 * SAMPLE)
            known = rows[at : at + SAMPLE]
            pairs["20 entries and the next 20"].append((known, rows[at + SAMPLE : at + 2 * SAMPLE]))
            pairs["20 entries and the next 10"].append((known, rows[at + SAMPLE : at + SAMPLE + 10]))
            pairs["20 entries and the last 20, up to 3 months later"].append((known, rows[-SAMPLE:]))
    for entries in snapshots:
        half = min(len(entries) // 2, SAMPLE)
        pairs["the halves of one document, any language"].append(
            (entries[half : half + SAMPLE], entries[:half])
        )
    return pairs


def main() -> None:
    random.seed(5)
    news = outlets()
    snapshots = [e for p in sorted((DATA / "feeds" / "snapshots").iterdir()) if len(e := read(p)) >= 10]
    for name, pairs in honest(news, snapshots).items():
        share = sum(likeness(*pair) < SAME_TOPIC for pair in pairs) / len(pairs)
        print(f"honest, {name}: {share:.1%} of {len(pairs)} would wait")
    spam = [made(*row) for row in SPAM]
    samples = [rows[-SAMPLE:] for rows in news.values()] + snapshots
    caught = sum(likeness(rows, spam) < SAME_TOPIC for rows in samples) / len(samples)
    print(f"taken over by spam: {caught:.1%} of {len(samples)} caught")
    others = [random.sample(snapshots, 2) for _ in range(2000)]
    caught = sum(likeness(a, b) < SAME_TOPIC for a, b in others) / len(others)
    print(f"taken over by another real feed: {caught:.1%} of {len(others)} caught")


if __name__ == "__main__":
    sys.exit(main())
