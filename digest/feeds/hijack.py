"""Whether a feed is still the feed that was chosen, or another one under its address. Pure."""

from __future__ import annotations

import dataclasses
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

from digest.feeds.characters import one_line
from digest.types import Entry, FeedState, Fetched, Reading

#: Entries that a topic is judged by, and characters of each: what it is about stands at its head.
SAMPLE = 20
_HEAD = 600
#: New entries from which on only they are judged: spam between copies of old posts is still spam.
_ENOUGH = 10
#: Cosine below which two samples are about different things. Of samples of one feed that share not one entry, 1 % are
#: below it when one follows the other, 4 % months apart, 10 % in personal journals; of pairs of different feeds 84 %,
#: and of feeds turned to casino and pills 99 % (`python benchmarks/hijack.py`).
SAME_TOPIC = 0.1

_WORD = re.compile(r"[^\W\d_]+")
#: Scripts without spaces between words: told apart by pairs of characters.
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
#: Words of four letters and more that stand in any text. Shorter ones are not looked at, in any language.
_EVERYWHERE = frozenset(
    re.findall(
        r"\S+",
        """
    about after also been before being between could does from have having here into just like made make
    many more most much must only other over said same some such than that their them then there these they
    this those through under until very were what when where which while will with within without would your
    """,
    )
)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"})


def suspect(
    state: FeedState, fetched: Fetched, reading: Reading, recent: Callable[[], Sequence[Entry]]
) -> str:
    """Why this looks like another feed under the old address; "" when it does not.

    It does when host, title and topic have changed together, as when a domain is sold: each alone, and any two,
    happen to honest feeds (a move, a new name, another beat). `recent` gives the newest stored entries of the
    feed, `SAMPLE` at most; it is asked only when the title has changed. A feed that waits already waits until host
    or topic are the old ones again: to put the old title back is easy, and so is to show nothing for a day.
    """
    named = one_line(reading.title)[:80]
    if (
        not reading.entries
    ):  # nothing to judge by: who waits goes on waiting, and `memory.after` takes nothing
        return state.quarantine
    if not (state.title or state.final_url):
        return ""
    if _words_of(named) == _words_of(state.title) and not state.quarantine:
        return ""
    known = recent()
    hosts = _other_host(state, fetched, reading, known)
    if not hosts or not known:
        return ""
    alike = likeness(known, _unknown(known, reading.entries))
    if alike >= SAME_TOPIC:
        return ""
    old = one_line(state.title)[:80]
    name = f"its title was “{old}” and is “{named}”, " if old != named else ""
    return one_line(f"it may have been taken over: {hosts}, {name}and its entries are about other things")


def quarantined(fetched: Fetched, why: str) -> Fetched:
    """The answer as one that waits for the editor."""
    mend = f"look at it; `digest feeds accept {fetched.feed.url}` takes it as it is now, else remove it from feeds.yaml"
    return dataclasses.replace(fetched, outcome="quarantined", body=b"", error=why, mend=mend)


def _words_of(title: str) -> list[str]:
    return re.findall(r"\w+", one_line(title).casefold())


def _other_host(state: FeedState, fetched: Fetched, reading: Reading, known: Sequence[Entry]) -> str:
    """Which address is another party's, in words: where the feed is, the page it belongs to, what it links to."""
    for what, old, new in (
        ("it is now at", state.final_url, fetched.url),
        ("it now belongs to", state.site, reading.site),
    ):
        before, after = _party(old), _party(new)
        if before and after and before != after:
            return f"{what} {after} (was {before})"
    linked, links = _parties(known), _parties(reading.entries[:SAMPLE])
    if linked and links and not linked & links:
        return f"it now links to {min(links)} (was {min(linked)})"
    return ""


def _parties(entries: Iterable[Entry]) -> set[str]:
    return {party for entry in entries if (party := _party(entry.url))}


def _party(url: str) -> str:
    """About the registrable domain of an address: without the public suffix list, its last two labels, or three
    where the second level is one like `co.uk`."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    labels = host.split(".")
    if ":" in host or labels[-1].isdecimal():
        return host
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if long else -2 :])


def _unknown(known: Sequence[Entry], entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries by which the topic is judged: those never seen before when they are enough, else all."""
    titles = {entry.title for entry in known}
    pages = {entry.canonical_url for entry in known if entry.canonical_url}
    fresh = [e for e in entries if e.title not in titles and e.canonical_url not in pages]
    return fresh if len(fresh) >= _ENOUGH else entries


def likeness(some: Sequence[Entry], others: Sequence[Entry]) -> float:
    """How alike two samples are in what they are about, 0 to 1: the cosine of how many entries hold each word."""
    left, right = _spread(some), _spread(others)
    dot = sum(count * right[word] for word, count in left.items() if word in right)
    norm = math.sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return dot / norm if norm else 1.0  # without words nothing can be said against it


def _spread(entries: Sequence[Entry]) -> Counter[str]:
    held: Counter[str] = Counter()
    for entry in entries[:SAMPLE]:
        held.update(set(_terms(f"{entry.title}\n{entry.text}"[:_HEAD])))
    return held


def _terms(text: str) -> Iterable[str]:
    for word in _WORD.findall(text.casefold()):
        if _SPACELESS.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 3 and word not in _EVERYWHERE:
            yield word
