"""Feeds written for these tests, in the formats that there are."""

from __future__ import annotations

import json
from html import escape

from digest.types import Feed, Fetched

FEED = Feed(url="https://outlet.example/feed.xml", title="Outlet", section="music")


def rss(*items: str, title: str = "Outlet", extra: str = "", head: str = '<?xml version="1.0"?>') -> bytes:
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://outlet.example/</link>{extra}{''.join(items)}</channel></rss>"
    ).encode()


def item(
    title: str = "A title", link: str = "https://outlet.example/1", html: str = "", more: str = ""
) -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>{escape(html)}</description>{more}</item>"


def atom(*entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f'<title>Outlet</title><link href="https://outlet.example/"/>{"".join(entries)}</feed>'
    ).encode()


RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://outlet.example/">
<title>Outlet</title><link>https://outlet.example/</link></channel><item rdf:about="https://outlet.example/1">
<title>One</title><link>https://outlet.example/1</link><dc:date>2026-11-20T10:00:00+02:00</dc:date></item></rdf:RDF>"""


def json_feed(*items: object, **changes: object) -> bytes:
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Outlet",
        "home_page_url": "https://outlet.example/",
        "items": list(items),
    }
    return json.dumps(document | changes).encode()


def fetched(body: bytes, *, url: str = FEED.url, content_type: str = "") -> Fetched:
    return Fetched(feed=FEED, outcome="fetched", url=url, body=body, content_type=content_type)
