"""Who tells a story: outlets that report, and aggregators that point to reports."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from digest.types import Entry

#: What an aggregator's entry counts for, and what is left of an outlet's that repeats another's text word for word.
POINTER, REPEAT = 0.4, 0.2

_NAMES = re.compile(
    r"(?:techmeme|mediagazer|memeorandum|hacker news|reddit|r/\w+|slashdot|lobste\.?rs|google news|bing news|"
    r"yahoo news|msn|flipboard|digg|fark|metafilter|feedly|smartnews|newsbreak|apple news|product hunt|"
    r"daring fireball)\b",
    re.IGNORECASE,
)
_HOSTS = frozenset(
    {
        *("techmeme.com", "mediagazer.com", "memeorandum.com", "news.ycombinator.com", "hnrss.org"),
        *("reddit.com", "slashdot.org", "lobste.rs", "news.google.com", "msn.com", "flipboard.com"),
        *("digg.com", "fark.com", "metafilter.com", "newsbreak.com"),
    }
)


def is_aggregator(entry: Entry) -> bool:
    """Whether the entry comes from a site that points to others' reports (by its name, feed or address)."""
    if _NAMES.match(entry.source.strip()):
        return True
    return any(host in _HOSTS for url in (entry.feed_url, entry.url) for host in _parents(url))


def outlet(entry: Entry) -> str:
    """The name under which an entry counts: its source, else the host of its feed."""
    return entry.source.strip() or urlsplit(entry.feed_url).hostname or entry.feed_url


def independent(
    entries: Iterable[Entry], vectors: Mapping[str, bytes], weights: Mapping[str, float]
) -> float:
    """How many independent outlets tell a story: each once, by its weight; pointers and repeats discounted.

    Never less for one entry more. `vectors` by entry id, `weights` by feed URL (1 where missing).
    """
    share: dict[str, float] = {}
    texts: dict[str, set[bytes]] = {}
    for entry in entries:
        name, part = outlet(entry), POINTER if is_aggregator(entry) else 1.0
        share[name] = max(share.get(name, 0.0), part * weights.get(entry.feed_url, 1.0))
        texts.setdefault(name, set()).add(vectors.get(entry.id) or entry.id.encode())
    own = _with_a_text_of_their_own(sorted(share, key=lambda name: (-share[name], name)), texts)
    return math.fsum(share[name] if name in own else REPEAT * share[name] for name in share)


def _with_a_text_of_their_own(names: Sequence[str], texts: Mapping[str, set[bytes]]) -> set[str]:
    """The outlets, the weightiest first, that can each be given a text which no other of them needs.

    A maximum matching (Kuhn): it can only grow with one entry more, so that a copy never costs a story a voice.
    """
    taken: dict[bytes, str] = {}

    def find(name: str, tried: set[bytes]) -> bool:
        for text in sorted(texts[name] - tried):
            tried.add(text)
            if text not in taken or find(taken[text], tried):
                taken[text] = name
                return True
        return False

    return {name for name in names if find(name, set())}


def _parents(url: str) -> list[str]:
    """`old.reddit.com`, `reddit.com`, `com`."""
    labels = (urlsplit(url).hostname or "").split(".")
    return [".".join(labels[n:]) for n in range(len(labels))]
