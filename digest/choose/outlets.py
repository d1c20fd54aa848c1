"""Who tells a story: outlets that report, and aggregators that point to reports."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from digest.choose.origin import alike, forms, pointed_to, site
from digest.types import Entry

#: What an aggregator's entry counts for; what the report counts for that it points to, when no feed of ours brings
#: it; and what is left of an outlet's report that repeats another's text.
POINTER, UNHEARD, REPEAT = 0.6, 0.15, 0.2
#: Two texts of which the shorter has this share of its runs of three words in the other are one text, if it has
#: so many of them: a wire's report with another first line.
SYNDICATED, LONG_ENOUGH = 0.7, 12

_NAMES = re.compile(
    # The whole name, or the name and what part of the site it is: "Reddit Engineering" is a firm's own blog.
    r"\s*(?:techmeme|mediagazer|memeorandum|hacker news|reddit|r/\w+|slashdot|lobste\.?rs|google news|bing news|"
    r"yahoo news|msn|flipboard|digg|fark|metafilter|feedly|smartnews|newsbreak|apple news|product hunt|"
    r"daring fireball)\s*(?:$|[:|/(–—-]|r/)",
    re.IGNORECASE,
)
_HOSTS = frozenset(
    {
        *("techmeme.com", "mediagazer.com", "memeorandum.com", "news.ycombinator.com", "hnrss.org"),
        *("reddit.com", "slashdot.org", "lobste.rs", "news.google.com", "msn.com", "flipboard.com"),
        *("digg.com", "fark.com", "metafilter.com", "newsbreak.com"),
    }
)
_OWN_SITES = frozenset({*(site(f"https://{host}/") for host in _HOSTS), "daringfireball.net"})


def is_aggregator(entry: Entry) -> bool:
    """Whether the entry comes from a site that points to others' reports (by its name, feed or address)."""
    return _points(entry.source.strip(), urlsplit(entry.feed_url).hostname, urlsplit(entry.url).hostname)


@lru_cache(maxsize=10_000)  # a week asks ten times an entry, about few outlets
def _points(source: str, *hosts: str | None) -> bool:
    return bool(_NAMES.match(source)) or any(
        name in _HOSTS for host in hosts for name in _parents(host or "")
    )


def outlet(entry: Entry) -> str:
    """The name under which an entry counts: its source, else the host of its feed."""
    return entry.source.strip() or urlsplit(entry.feed_url).hostname or entry.feed_url


def houses(entries: Iterable[Entry]) -> dict[str, str]:
    """The house of each outlet: "Ars Technica AI" is "Ars Technica" where both point to pages of one site."""
    sites: dict[str, set[str]] = {}
    for entry in entries:
        sites.setdefault(outlet(entry), set()).update([] if is_aggregator(entry) else [site(entry.url)])
    names = sorted(sites, key=lambda name: (len(name), name))
    return {
        name: next((one for one in names if name.startswith(f"{one} ") and sites[one] & sites[name]), name)
        for name in names
    }


def independent(
    entries: Sequence[Entry], vectors: Mapping[str, bytes], weights: Mapping[str, float]
) -> float:
    """How many independent outlets tell a story: each house once, by its weight; pointers and repeats discounted.

    A pointer to a report that no feed brings speaks for that report too. Never less for one more copy of an
    entry. `vectors` by entry id, `weights` by feed URL (1 where missing).
    """
    house = houses(entries)
    text = _texts(entries, vectors)
    reports: dict[str, float] = {}
    pointers: dict[str, float] = {}
    texts: dict[str, set[str]] = {}
    for entry in entries:
        name, weight = house[outlet(entry)], weights.get(entry.feed_url, 1.0)
        if is_aggregator(entry):
            pointers[name] = max(pointers.get(name, 0.0), POINTER * weight)
        else:
            reports[name] = max(reports.get(name, 0.0), weight)
            texts.setdefault(name, set()).add(text[entry.id])
    own = _with_a_text_of_their_own(sorted(reports, key=lambda name: (-reports[name], name)), texts)
    heard = {name: share if name in own else REPEAT * share for name, share in reports.items()}
    sites = [(house[outlet(e)], forms(site(e.url))) for e in entries if not is_aggregator(e) and site(e.url)]
    spelled = {name: forms(name).union(*(where for one, where in sites if one == name)) for name in heard}
    unheard = _unheard(entries, [(spelled[name], share) for name, share in sorted(heard.items())], weights)
    return math.fsum([*heard.values(), *pointers.values(), *unheard])


def _unheard(
    entries: Sequence[Entry], heard: Sequence[tuple[frozenset[str], float]], weights: Mapping[str, float]
) -> list[float]:
    """What the reports add that pointers name, each house once; one that is heard anyway only what it lacks.

    `heard` are the spellings of each house, its pages' site among them, and what it counts for.
    """
    pointed = [
        (-min(1.0, weights.get(entry.feed_url, 1.0)), sorted(pointed_to(entry, _OWN_SITES)))
        for entry in entries
        if is_aggregator(entry)
    ]
    known = list(heard)
    out: list[float] = []
    for negative, spellings in sorted(pointed):
        names = frozenset(spellings)
        told = max((share for other, share in known if alike(names, other)), default=0.0)
        if names:
            out.append(max(0.0, -negative * UNHEARD - told))
            known.append((names, UNHEARD))
    return out


def _texts(entries: Sequence[Entry], vectors: Mapping[str, bytes]) -> dict[str, str]:
    """By entry id, the smallest id of those that say the same, word for word or all but: a copy joins no two texts."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    runs = [_runs(entry) for entry in ordered]
    label = list(range(len(ordered)))
    for n, entry in enumerate(ordered):
        vector = vectors.get(entry.id)
        for k in range(n):
            same = bool(vector) and vector == vectors.get(ordered[k].id)
            if label[k] != label[n] and (same or _overlap(runs[n], runs[k]) >= SYNDICATED):
                low, high = sorted((label[k], label[n]))
                label = [low if one == high else one for one in label]
    return {entry.id: ordered[label[n]].id for n, entry in enumerate(ordered)}


def _runs(entry: Entry) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", entry.text.casefold())[:150]
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter >= LONG_ENOUGH else 0.0


def _with_a_text_of_their_own(names: Sequence[str], texts: Mapping[str, set[str]]) -> set[str]:
    """The outlets, the weightiest first, that can each be given a text which no other of them needs.

    A maximum matching (Kuhn): it can only grow with one entry more, so that a copy never costs a story a voice.
    """
    taken: dict[str, str] = {}

    def find(name: str, tried: set[str]) -> bool:
        for text in sorted(texts[name] - tried):
            tried.add(text)
            if text not in taken or find(taken[text], tried):
                taken[text] = name
                return True
        return False

    return {name for name in names if find(name, set())}


def _parents(host: str) -> list[str]:
    """`old.reddit.com`, `reddit.com`, `com`."""
    labels = host.split(".")
    return [".".join(labels[n:]) for n in range(len(labels))]
