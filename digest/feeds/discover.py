"""From a page's address to its feeds, for `digest feeds add`."""

from __future__ import annotations

from urllib.parse import urljoin

from digest.errors import FeedError
from digest.feeds.canonical import canonical_url
from digest.feeds.clean import title_of
from digest.feeds.fetch import ACCEPT
from digest.feeds.markup import feed_links
from digest.feeds.parse import Parser
from digest.net.client import Client, Response
from digest.types import Feed, Fetched

#: Where feeds usually are, when a page names none: WordPress, Hugo and Jekyll, Ghost, the rest.
USUAL = ("feed/", "rss", "feed.xml", "atom.xml", "index.xml", "rss.xml", "feed.json")
#: Feeds of one page that are looked at; pages with more name one for each of their sections.
MOST = 8
_PAGE = "text/html, application/xhtml+xml, " + ACCEPT


def discover(client: Client, parser: Parser, url: str) -> tuple[Feed, ...]:
    """The feeds at `url`: itself when it is one, else those that the page names, else those at usual places.

    Each was fetched and parsed. The page's own order, comment feeds last. FeedError when there is none.
    """
    if "://" not in url:
        url = f"https://{url}"
    answer = client.get(url, accept=_PAGE)
    if not 200 <= answer.status < 300:
        raise FeedError(f"{url}: the server answered {answer.status}", mend="check the address in a browser")
    try:
        return (_feed(parser, answer),)
    except FeedError as error:
        reason = error
    named = feed_links(answer.body[:2_000_000].decode("utf-8", "replace"), answer.url)
    found = _checked(client, parser, [address for address, _ in named][:MOST])
    if not found and not named:
        places = [urljoin(answer.url, place) for place in USUAL]
        if urljoin(answer.url, "/") != urljoin(answer.url, "."):
            places += [urljoin(answer.url, f"/{place}") for place in USUAL[:3]]
        found = _checked(client, parser, places, first=True)
    if not found:
        raise FeedError(f"{url}: no feed found there ({reason})", mend="give the address of the feed itself")
    return tuple(sorted(found, key=lambda feed: "comment" in f"{feed.title} {feed.url}".lower()))


def _feed(parser: Parser, answer: Response) -> Feed:
    """The feed that this answer is; FeedError when it is none."""
    feed = Feed(url=answer.url)
    kind = answer.headers.get("content-type", "")
    parsed = parser.parse(
        Fetched(feed=feed, outcome="fetched", url=answer.url, content_type=kind, body=answer.body)
    )
    return Feed(url=answer.url, title=title_of(parsed.title)[:120])


def _checked(client: Client, parser: Parser, addresses: list[str], *, first: bool = False) -> list[Feed]:
    """Those addresses at which a feed is; only the `first` of them when that is enough."""
    found: dict[str, Feed] = {}
    for address in addresses:
        try:
            answer = client.get(address, accept=ACCEPT)
            if not 200 <= answer.status < 300:
                continue
            feed = _feed(parser, answer)
        except FeedError:
            continue
        found.setdefault(canonical_url(feed.url), feed)
        if first:
            break
    return list(found.values())
