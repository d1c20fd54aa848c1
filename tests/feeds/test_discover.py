"""From a page to its feeds, over real HTTP and through the real box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from digest.errors import FeedError
from digest.feeds.discover import discover
from digest.net.box import Boxes
from digest.net.client import Client, Policy
from digest.types import Feed
from tests.feeds.documents import atom, item, json_feed, rss
from tests.net.servers import Reply, Route, serve


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[Client, Boxes]]:
    with Client(Policy(allow_private=True, deadline=5)) as client, Boxes(1) as boxes:
        yield client, boxes


def page(*links: str) -> Reply:
    head = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return Reply(body=f"<!doctype html><html><head>{head}</head><body>x</body></html>".encode())


RSS = Reply(body=rss(item(), title="The &amp;amp; Outlet"))


def test_a_feed_is_itself(tools: tuple[Client, Boxes]) -> None:
    """Its own title, and the address to which it has moved for good."""
    with serve({"/old": Reply(301, headers={"Location": "/rss"}), "/rss": RSS}) as site:
        assert discover(*tools, site.url + "/old") == (Feed(url=site.url + "/rss", title="The & Outlet"),)


def test_a_temporary_redirect_is_not_written_down(tools: tuple[Client, Boxes]) -> None:
    """Where it leads is today's place; only the part of a chain that is for good counts. The same of named feeds."""
    routes: dict[str, Route] = {
        "/now": Reply(302, headers={"Location": "/rss"}),
        "/old": Reply(308, headers={"Location": "/now"}),
        "/page": page("/now"),
        "/rss": RSS,
    }
    with serve(routes) as site:
        for asked, written in [("/now", "/now"), ("/old", "/now"), ("/page", "/now")]:
            assert [feed.url for feed in discover(*tools, site.url + asked)] == [site.url + written]


def test_no_answer_has_a_mend(tools: tuple[Client, Boxes]) -> None:
    """Nobody listens there."""
    with serve({}) as site:
        gone = site.url
    with pytest.raises(FeedError, match="no answer") as caught:
        discover(*tools, gone)
    assert "browser" in caught.value.mend


def test_a_page_names_its_feeds(tools: tuple[Client, Boxes]) -> None:
    """Each is looked at: dead ones and pages are left out, comment feeds come last, none twice."""
    routes: dict[str, Route] = {
        "/": page("/comments/feed", "/dead", "/rss", "/rss?utm_source=x", "/about", "/json"),
        "/comments/feed": Reply(body=atom()),
        "/rss": RSS,
        "/rss?utm_source=x": RSS,
        "/about": page(),
        "/json": Reply(body=json_feed(title="J")),
    }
    with serve(routes) as site:
        found = discover(*tools, site.url)
        assert [feed.url.removeprefix(site.url) for feed in found] == ["/rss", "/json", "/comments/feed"]


def test_the_usual_places_are_tried(tools: tuple[Client, Boxes]) -> None:
    """A page that names no feed may have one all the same; the first is enough."""
    with serve({"/blog/": page(), "/blog/atom.xml": Reply(body=atom()), "/feed/": RSS}) as site:
        assert [feed.url for feed in discover(*tools, site.url + "/blog/")] == [site.url + "/blog/atom.xml"]
    with serve({"/blog/": page(), "/feed/": RSS}) as site:
        assert [feed.url for feed in discover(*tools, site.url + "/blog/")] == [site.url + "/feed/"]


def test_nothing_there_is_said(tools: tuple[Client, Boxes]) -> None:
    """The message has the address, why it is no feed itself, and what to do."""
    with serve({"/": page(), "/page": page("/dead")}) as site:
        for path in ("/", "/page"):
            with pytest.raises(FeedError, match=r"no feed found there .*an HTML page") as caught:
                discover(*tools, site.url + path)
            assert caught.value.mend
        with pytest.raises(FeedError, match="answered 404"):
            discover(*tools, site.url + "/nowhere")


def test_a_page_cannot_send_us_into_the_network() -> None:
    """Links on a page are a stranger's: the guard stands before each of them."""
    with serve({"/rss": RSS}) as inner, serve({"/": page(inner.url + "/rss")}, host="127.0.0.2") as site:
        with (
            Client(Policy(allow_private=("127.0.0.2/32",))) as client,
            Boxes(1) as boxes,
            pytest.raises(FeedError, match="no feed found"),
        ):
            discover(client, boxes, site.url)
        assert inner.requests == []
