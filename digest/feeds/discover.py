"""From a page's address to its feeds, for `digest feeds add`."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urljoin

from digest.errors import FeedError, UnreachableError
from digest.feeds.canonical import canonical_url
from digest.feeds.fetch import ACCEPT
from digest.feeds.read import Caller, named_feeds, read
from digest.net.client import Client, Response
from digest.types import Feed, Fetched

#: Where feeds usually are, when a page names none: WordPress, Hugo and Jekyll, Ghost, the rest.
USUAL = ("feed/", "rss", "feed.xml", "atom.xml", "index.xml", "rss.xml", "feed.json")
#: Feeds of one page that are looked at; pages with more name one for each of their sections.
MOST = 8
_PAGE = "text/html, application/xhtml+xml, " + ACCEPT


def discover(client: Client, boxes: Caller, url: str) -> tuple[Feed, ...]:
    """The feeds at `url`: itself when it is one, else those that the page names, else those at usual places.

    Each was fetched and parsed. The page's own order, comment feeds last. FeedError when there is none.
    """
    if "://" not in url:
        url = f"https://{url}"
    try:
        answer = client.get(url, accept=_PAGE)
    except FeedError as error:
        if not error.mend or isinstance(error, UnreachableError):  # nothing tries it again by itself here
            error.mend = "check the address in a browser; if it answers there, try again later"
        raise
    if not 200 <= answer.status < 300:
        raise FeedError(f"{url}: the server answered {answer.status}", mend="check the address in a browser")
    try:
        return (_feed(boxes, answer, url),)
    except FeedError as error:
        reason = error
    named = named_feeds(boxes, answer.body, answer.url)
    found = _checked(client, boxes, list(named[:MOST]))
    if not found and not named:
        places = [urljoin(answer.url, place) for place in USUAL]
        if urljoin(answer.url, "/") != urljoin(answer.url, "."):
            places += [urljoin(answer.url, f"/{place}") for place in USUAL[:3]]
        found = _checked(client, boxes, places, first=True)
    if not found:
        raise FeedError(f"{url}: no feed found there ({reason})", mend="give the address of the feed itself")
    return tuple(sorted(found, key=lambda feed: "comment" in f"{feed.title} {feed.url}".lower()))


def _feed(boxes: Caller, answer: Response, asked: str) -> Feed:
    """The feed that this answer is; FeedError when it is none.

    Its address is where it has moved for good, else the one that was asked: where a temporary redirect leads today
    is another place tomorrow (RFC 9110 § 15.4.3, § 15.4.8). https is never given up for an address without.
    """
    feed = Feed(url=answer.url)
    kind = answer.headers.get("content-type", "")
    fetched = Fetched(feed=feed, outcome="fetched", url=answer.url, content_type=kind, body=answer.body)
    downgrade = asked.startswith("https:") and not answer.moved_to.startswith("https:")
    url = asked if downgrade else answer.moved_to or asked
    return Feed(url=url, title=read(boxes, fetched, now=datetime.now(UTC)).title[:120])


def _checked(client: Client, boxes: Caller, addresses: list[str], *, first: bool = False) -> list[Feed]:
    """Those addresses at which a feed is; only the `first` of them when that is enough."""
    found: dict[str, Feed] = {}
    for address in addresses:
        try:
            answer = client.get(address, accept=ACCEPT)
            if not 200 <= answer.status < 300:
                continue
            feed = _feed(boxes, answer, address)
        except FeedError:
            continue
        found.setdefault(canonical_url(feed.url), feed)
        if first:
            break
    return list(found.values())
