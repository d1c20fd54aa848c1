"""Which entry is which: within one document, and from one fetch of a feed to the next. Pure.

An entry is known by its guid, else by its page, else by its title. Publishers change each of them: a new system
gives every guid anew, an editor rewrites a headline, an address moves. So an entry that is not known by its own id
is looked for among those the feed is known to have had, and takes over the id that it had there.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from digest.feeds.canonical import canonical_url
from digest.types import Entry, Known

#: Two entries of one title and without addresses are one when they are no further apart.
SAME_DAYS = timedelta(days=3)
#: An edited post mostly keeps its date; corrected time zones move it by less than this.
SAME_DATE = timedelta(days=1)


def known_of(entry: Entry) -> Known:
    return Known(
        id=entry.id,
        guid=entry.guid,
        url=entry.url,
        canonical_url=entry.canonical_url,
        title=entry.title,
        when=entry.when,
    )


def identity(feed_url: str, key: str) -> str:
    """16 hex digits of the feed and the entry's own key: the same on every machine."""
    return hashlib.sha256(f"{feed_url}\n{key}".encode("utf-8", "replace")).hexdigest()[:16]


def told_apart(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one document that share a guid although they are different pages: each gets an id of its own.

    (Some publishers give every item the guid of the feed, or of a series.) It is made of guid and page for all of
    them, so that it does not depend on which comes first.
    """
    entries = list(entries)
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        pages[entry.guid].add(entry.canonical_url)
    return [
        dataclasses.replace(e, id=identity(e.feed_url, f"{e.guid}\n{e.canonical_url}"))
        if e.guid and len(pages[e.guid]) > 1
        else e
        for e in entries
    ]


def reconcile(known: Sequence[Known], fresh: Sequence[Entry]) -> tuple[Entry, ...]:
    """The fresh entries of a feed in their order, those that are known under the id that they have there.

    In this order: the same id; the same guid; the same page, unless several entries have it or it is a site's front
    page; the same title within `SAME_DAYS` when neither has a page. Each known entry is taken once, and what could
    be two is neither. A guid that now stands on another page, with another title and date, is no identity. The order
    of `known` and `fresh` does not matter; twice is once.
    """
    fresh = _told_from(known, fresh)
    ids = {one.id for one in known}
    taken = {entry.id for entry in fresh if entry.id in ids}
    new_ids: dict[str, str] = {}
    for rule in (_by_guid, _by_page, _by_title):
        lost = [entry for entry in fresh if entry.id not in ids and entry.id not in new_ids]
        if not lost:
            break
        found = {mine: theirs for mine, theirs in rule(known, lost, fresh).items() if theirs not in taken}
        claims = Counter(found.values())
        new_ids |= {mine: theirs for mine, theirs in found.items() if claims[theirs] == 1}
        taken |= set(found.values())
    return tuple(dataclasses.replace(e, id=new_ids[e.id]) if e.id in new_ids else e for e in fresh)


def _told_from(known: Sequence[Known], fresh: Sequence[Entry]) -> tuple[Entry, ...]:
    """The fresh entries, those under another id that share their guid, and nothing else, with a known one."""
    by_id = {one.id: one for one in known}
    return tuple(
        dataclasses.replace(e, id=identity(e.feed_url, f"{e.guid}\n{e.canonical_url}"))
        if e.id in by_id and _another(by_id[e.id], e)
        else e
        for e in fresh
    )


def _another(one: Known, entry: Entry) -> bool:
    """Whether page, title and date are all others: a publisher who edits a post moves one or two of them."""
    return (
        bool(one.canonical_url and entry.canonical_url)
        and one.canonical_url != entry.canonical_url
        and one.title.casefold() != entry.title.casefold()
        and entry.published is not None
        and abs(one.when - entry.published) > SAME_DATE
    )


def _by_guid(known: Sequence[Known], lost: list[Entry], fresh: Sequence[Entry]) -> dict[str, str]:
    found = _by_key({one.id: one.guid for one in known}, lost, fresh, lambda entry: entry.guid)
    by_id, mine = {one.id: one for one in known}, {entry.id: entry for entry in lost}
    return {new: old for new, old in found.items() if not _another(by_id[old], mine[new])}


def _by_page(known: Sequence[Known], lost: list[Entry], fresh: Sequence[Entry]) -> dict[str, str]:
    # The one spelling of the address is made anew: it may have been kept by a version that spelled it otherwise.
    pages = {one.id: canonical_url(one.url) or one.canonical_url for one in known}
    keys = {one: page for one, page in pages.items() if not _front_page(page)}
    return _by_key(keys, lost, fresh, lambda entry: entry.canonical_url)


def _by_key(
    keys: dict[str, str], lost: list[Entry], fresh: Sequence[Entry], key: Callable[[Entry], str]
) -> dict[str, str]:
    """The lost entries whose key one known entry has, and no second entry on either side."""
    among_known, among_fresh = Counter(keys.values()), Counter(map(key, fresh))
    by_key = {value: one for one, value in keys.items() if value and among_known[value] == 1}
    return {
        entry.id: by_key[key(entry)]
        for entry in lost
        if key(entry) in by_key and among_fresh[key(entry)] == 1
    }


def _by_title(known: Sequence[Known], lost: list[Entry], fresh: Sequence[Entry]) -> dict[str, str]:
    among_fresh = Counter(entry.title.casefold() for entry in fresh if not entry.canonical_url)
    by_title: defaultdict[str, list[Known]] = defaultdict(list)
    for one in known:
        if not one.canonical_url and one.title:
            by_title[one.title.casefold()].append(one)
    found: dict[str, str] = {}
    for entry in lost:
        title = entry.title.casefold()
        if entry.canonical_url or among_fresh[title] != 1:
            continue
        near = [one for one in by_title[title] if abs(one.when - entry.when) <= SAME_DAYS]
        if near:
            found[entry.id] = min(near, key=lambda one: (abs(one.when - entry.when), one.id)).id
    return found


def _front_page(url: str) -> bool:
    """Whether an address is a whole site: feeds without pages of their own link there from every entry."""
    try:
        parts = urlsplit(url)
    except ValueError:  # kept by a version that took more for an address
        return True
    return parts.path in ("", "/") and not parts.query
