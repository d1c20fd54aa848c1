"""Lessons: what is taught by example, from an address or an entry to a story that entries can be held against.

A story is looked for among the entries that the feeds brought, then among the pages that were read; only one that
is in neither is asked for, through the one client, as far as robots.txt lets us, and kept: it is asked for once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from digest.articles import policy
from digest.choose.terms import HEAD
from digest.errors import BudgetError, DigestError, FeedError, UnreachableError
from digest.feeds.canonical import canonical_url
from digest.feeds.clean import headline
from digest.feeds.pages import ACCEPT, AGAIN, Line
from digest.feeds.robots import Robots, origin_of
from digest.types import Article, Entry, Example, Topic

if TYPE_CHECKING:
    from digest.account import Account, Progress
    from digest.config import Config
    from digest.feeds.read import Caller
    from digest.store import Lesson, Store

#: The newest so many lessons count: an entry is held against each.
MOST = 500
MEND = "give its title instead, perhaps with some of its text"  # in feeds.yaml
MEND_HERE = "give its title instead"  # on the command line, which takes no text


def with_taught(topic: Topic, lessons: Sequence[Lesson]) -> Topic:
    """The topic with what was taught of it, which `decisive` has made one lesson a story."""
    counted = lessons[-MOST:]
    liked, disliked = (
        tuple(one.example for one in counted if one.sign == sign) for sign in ("like", "unlike")
    )
    return dataclasses.replace(topic, taught_like=liked, taught_unlike=disliked)


def example_of(entry: Entry, article: Article | None = None) -> Example:
    """An entry as an example: as much of it as it is judged by. A title alone borrows its page's text."""
    text = entry.text or (article.text if article and article.status == "ok" else "")
    return Example(title=entry.title, text=text[:HEAD], url=entry.canonical_url)


def known(store: Store, page: str) -> Example | None:
    """The story of a page (a canonical URL) that a feed brought or that was read before."""
    article = store.articles.get([page]).get(page)
    entries = sorted(store.feeds.find(page), key=lambda entry: (-len(entry.text), entry.id))
    if entries:
        return example_of(entries[0], article)
    if article and article.status == "ok" and article.title:
        return Example(title=article.title, text=article.text[:HEAD], url=page)
    return None


def of_page(url: str, config: Config, store: Store, *, now: datetime) -> Example:
    """The story at an address, read now when it is not known. DigestError says why there is none."""
    page = canonical_url(url)
    if not page:
        raise DigestError(f"{url}: expected the address of a page, https://…", mend=MEND_HERE)
    if found := known(store, page):
        return found
    [article] = _read([url], config, store, now=now)
    found = known(store, page)
    if found is None:
        raise DigestError(f"{url}: the page cannot be read: {_why(article)}", mend=MEND_HERE)
    return found


def _why(article: Article) -> str:
    return article.detail or "it has no title"


# -- addresses in feeds.yaml ------------------------------------------------------------------------


def resolved(
    topic: Topic, config: Config, store: Store, account: Account, progress: Progress, *, now: datetime
) -> Topic:
    """The topic, the addresses among its examples replaced by their stories.

    One that cannot be read is left out, with a warning in the account that names its line; a later run asks again.
    """
    unknown = [
        (example.url, config.place("topic", side, number))
        for side, examples in (("like", topic.like), ("unlike", topic.unlike))
        for number, example in enumerate(examples)
        if not example.title and known(store, canonical_url(example.url)) is None
    ]
    warned = [one for one in account.warnings if one.endswith(_NO_LESSON)]
    asked = [(url, place) for url, place in unknown if not any(w.startswith(f"{place}: ") for w in warned)]
    for (url, place), article in zip(asked, _asked_once(asked, config, store, now=now), strict=True):
        if known(store, canonical_url(url)) is None:
            warning = f"{place}: {url}: the page cannot be read ({_why(article)}){_NO_LESSON}"
            account.warnings.append(warning)
            progress.note(f"{warning}; {MEND}")
    like, unlike = (_known_of(examples, store) for examples in (topic.like, topic.unlike))
    return dataclasses.replace(topic, like=like, unlike=unlike)


_NO_LESSON = ", so this example teaches nothing"


def _known_of(examples: Sequence[Example], store: Store) -> tuple[Example, ...]:
    """Those that have a title or whose page is known; what the editor wrote of one stands before what the page says."""
    found = [(one, one if one.title else known(store, canonical_url(one.url))) for one in examples]
    return tuple(dataclasses.replace(story, text=one.text or story.text) for one, story in found if story)


def _asked_once(
    asked: Sequence[tuple[str, str]], config: Config, store: Store, *, now: datetime
) -> list[Article]:
    """What became of these addresses, those asked for now that were not asked for in vain a short while ago."""
    before = store.articles.get(canonical_url(url) for url, _ in asked)
    rest = {page: article for page, article in before.items() if article.retry_at > now}
    due = [url for url, _ in asked if canonical_url(url) not in rest]
    read = dict(zip(due, _read(due, config, store, now=now), strict=True))
    return [read[url] if url in read else rest[canonical_url(url)] for url, _ in asked]


# -- reading ----------------------------------------------------------------------------------------


def _read(urls: Sequence[str], config: Config, store: Store, *, now: datetime) -> list[Article]:
    """Ask for these pages, one after the other, and keep what became of them; where nobody was there at all, nothing
    was learnt. Unlike an entry's page there is nothing yet that a page of these could be held against."""
    if not urls:
        return []
    from digest.collect import policy as feeds_policy
    from digest.net.box import Boxes
    from digest.net.client import Client

    found: list[Article] = []
    with Client(policy(feeds_policy(config))) as client, Boxes(1) as boxes:
        line = Line(client)
        robots = Robots(line, boxes, store.articles.robots(origin_of(url) for url in urls), now=now)
        try:
            for url in urls:
                found.append(_page(url, line, robots, boxes, now))  # noqa: PERF401 - kept when it is stopped
        finally:
            store.articles.keep_robots(robots.fresh)
            store.articles.keep(article for article in found if article.retry_at > now)
    return found


def _page(url: str, line: Line, robots: Robots, boxes: Caller, now: datetime) -> Article:
    """What became of asking for a page; `retry_at` is now when nobody was there."""
    from digest.feeds.article import read_page

    def permitted(address: str) -> None:
        rule = robots.rule(address)
        if not rule.allowed:
            raise FeedError(rule.detail)

    outcome = Article(url=canonical_url(url), status="failed", fetched=now, retry_at=now + AGAIN["failed"])
    try:
        permitted(url)
        answer = line.get(url, accept=ACCEPT, hop=permitted)
        if not 200 <= answer.status < 300:
            raise FeedError(f"the server answered {answer.status}")
        kind, tag = (answer.headers.get(name, "") for name in ("content-type", "x-robots-tag"))
        page = read_page(boxes, answer.body, content_type=kind, url=answer.url, robots_tag=tag)
    except (BudgetError, UnreachableError) as error:
        return dataclasses.replace(outcome, retry_at=now, detail=str(error))
    except FeedError as error:
        return dataclasses.replace(outcome, detail=str(error)[:1000])
    outcome = dataclasses.replace(
        outcome, status=page.status, retry_at=now + AGAIN[page.status], final_url=answer.url
    )
    if page.status != "ok":
        return dataclasses.replace(outcome, detail=page.detail)
    title = page.title or headline(page.text)
    return dataclasses.replace(outcome, title=title, language=page.language, text=page.text, image=page.image)
