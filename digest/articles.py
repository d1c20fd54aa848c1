"""Articles: the pages of the chosen stories, where the feed gives only a teaser.

The pages are asked for in the stories' order, through the one client, as far as each site's robots.txt lets us;
read in the box; and kept, so that none is asked for twice. What a page gives stands in for the feed's own text
only where it is longer and about the same thing: a consent page never becomes a summary.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.feeds.pages import HOSTS_UNREACHED, Reader, same_thing
from digest.feeds.robots import origin_of
from digest.types import Article, Choice, Entry, Story

if TYPE_CHECKING:
    from digest.account import Account, Progress
    from digest.config import Config
    from digest.feeds.read import Caller
    from digest.net.client import Client, Policy
    from digest.store import Store

#: Pages that are asked for of one story: the lead's, then other reports'.
A_STORY = 3
#: A feed's text of so many characters tells the story.
ENOUGH = 1_200
#: Seconds for all pages of a run and for one of them, in which no reader waits for the letter.
BUDGET, DEADLINE = 60.0, 15.0
WORKERS = 8
#: Warnings in one account.
WARNINGS = 5
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\b(?:read|continue reading|learn) more\W{0,3})\s*$", re.IGNORECASE
)
_FILE = re.compile(
    r"\.(?:aac|avi|docx?|epub|gif|gz|jpe?g|m4[av]|mov|mp[34]|og[ag]|pdf|png|pptx?|svg|wav|web[mp]|xlsx?|zip)$",
    re.IGNORECASE,
)
#: Their pages are programs, videos or threads, and no article is to be had of them.
_NO_ARTICLES = (
    "youtube.com", "youtu.be", "vimeo.com", "news.google.com", "reddit.com", "x.com", "twitter.com",
    "facebook.com", "instagram.com", "tiktok.com", "open.spotify.com", "podcasts.apple.com",
)  # fmt: skip


def policy(base: Policy) -> Policy:
    """The network's rules for pages: the feeds', in less time."""
    return dataclasses.replace(base, budget=BUDGET, deadline=DEADLINE)


# -- deciding ---------------------------------------------------------------------------------------


def wanting(stories: Iterable[Story]) -> tuple[Entry, ...]:
    """The entries whose pages are worth asking for, each page once: the leads of all stories in rank order, then a
    second report of each, then a third, so that a small number does most for the whole letter."""
    pages: dict[str, Entry] = {}
    for one in zip_longest(*(_teasers(story) for story in stories)):
        for entry in filter(None, one):
            pages.setdefault(entry.canonical_url, entry)
    return tuple(pages.values())


def _teasers(story: Story) -> list[Entry]:
    return [entry for entry in story.entries if _teaser(entry)][:A_STORY]


def _teaser(entry: Entry) -> bool:
    """Whether the feed gives less of the entry than its page will."""
    told = len(entry.text) >= ENOUGH and not _CUT.search(entry.text[-40:])
    if told or not entry.url or not entry.canonical_url:
        return False
    parts = urlsplit(entry.url)
    host = f".{parts.hostname or ''}"
    return not _FILE.search(parts.path) and not host.endswith(tuple(f".{name}" for name in _NO_ARTICLES))


def due(
    pages: Sequence[Entry], known: Mapping[str, Article], *, now: datetime, most: int
) -> tuple[Entry, ...]:
    """Those of `pages` to ask for now: never asked for, or long enough ago; at most `most`."""
    fresh = (e for e in pages if e.canonical_url not in known or known[e.canonical_url].retry_at <= now)
    return tuple(entry for _, entry in zip(range(most), fresh, strict=False))


def with_articles(choice: Choice, articles: Mapping[str, Article]) -> Choice:
    """The choice, each entry of its stories with the text that it is told from."""
    stories = tuple(
        dataclasses.replace(
            story, entries=tuple(with_article(e, articles.get(e.canonical_url)) for e in story.entries)
        )
        for story in choice.stories
    )
    return dataclasses.replace(choice, stories=stories)


def with_article(entry: Entry, article: Article | None) -> Entry:
    """The entry with its page's text, when that is longer and about the same, and the page's picture if it has none."""
    if article is None or article.status != "ok" or len(article.text) <= len(entry.text):
        return entry
    if not same_thing(entry, article.title, article.text):
        return entry
    return dataclasses.replace(entry, text=article.text, image=entry.image or article.image)


# -- reading ----------------------------------------------------------------------------------------


def read_for(
    choice: Choice, config: Config, store: Store, account: Account, progress: Progress, *, now: datetime
) -> None:
    """Read the pages of the chosen stories that were not read before, as many as the configuration allows."""
    pages = wanting(choice.stories)
    known = store.articles.get(entry.canonical_url for entry in pages)
    asked = due(pages, known, now=now, most=config.file.fetch.articles)
    others = {entry.canonical_url for entry in pages} - {entry.canonical_url for entry in asked}
    if pages:
        account.count(articles_cached=sum(url in known and known[url].status == "ok" for url in others))
    if asked:
        from digest.collect import policy as feeds_policy
        from digest.net.box import Boxes
        from digest.net.client import Client

        with Client(policy(feeds_policy(config))) as client, Boxes() as boxes:
            read(asked, store, client, boxes, now=now, account=account, progress=progress)


def read(
    pages: Sequence[Entry],
    store: Store,
    client: Client,
    boxes: Caller,
    *,
    now: datetime,
    account: Account,
    progress: Progress,
) -> None:
    """Ask for these pages and keep what became of them; what went wrong is in the account.

    A run that is stopped keeps what it had read.
    """
    if not pages:
        return
    found: list[Article] = []
    reader = Reader(
        client, boxes, store.articles.robots(origin_of(e.url) for e in pages), now=now, budget=BUDGET
    )
    try:
        with (
            account.stage("articles"),
            progress.step("reading articles", len(pages)) as advance,
            ThreadPoolExecutor(min(WORKERS, len(pages)), "articles") as pool,
            reader,
        ):
            for article in pool.map(reader.article, pages):
                found += [article] if article else []
                advance()
    finally:
        if not reader.line.reached:  # then nothing was learnt about any page
            found = [article for article in found if article.status != "failed"]
        store.articles.keep_robots(reader.robots.fresh)
        store.articles.keep(found)
        _reckon(account, reader, found, left=len(pages) - len(found))


def _reckon(account: Account, reader: Reader, found: Sequence[Article], *, left: int) -> None:
    statuses = [article.status for article in found]
    account.count(
        articles_read=statuses.count("ok"),
        articles_blocked=statuses.count("blocked") + statuses.count("paywalled"),
        articles_failed=sum(status in ("empty", "failed", "not-html") for status in statuses),
    )
    alarms = sorted(reader.alarms)
    if len(alarms) > WARNINGS:
        alarms[WARNINGS:] = [f"and {len(alarms) - WARNINGS} more pages that could not be read"]
    account.warnings += alarms
    if reader.line.dead:
        account.warnings.append(
            f"articles: none of the first {HOSTS_UNREACHED} sites could be reached; the feeds' own texts are used"
        )
    elif left and reader.late:
        account.warnings.append(
            f"articles: {left} pages were left for lack of time; the feeds' own texts are used"
        )
