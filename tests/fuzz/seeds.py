"""What mutants grow from: pieces of real feeds where the recorded data is, and this project's own documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.conftest import data_folder
from tests.feeds import documents

LARGEST = 4096
_ITEM = re.compile(rb"<(item|entry)[\s>]")
_ADDRESS = re.compile(rb"https?://[^\s\"'<>\]]{4,400}")
_DATE = re.compile(rb"<(?:pubDate|dc:date|updated|published)>([^<]{4,60})<")
_HTML = re.compile(rb"<(?:description|content:encoded|summary|content)[^>]*>(.{40,3000}?)</", re.DOTALL)
_CORPUS = Path(__file__).resolve().parent.parent / "corpus"

Seeds = dict[str, list[bytes]]  # by target


def gathered() -> Seeds:
    """Every target's seeds, each at most `LARGEST` bytes; the same on every machine with the same files."""
    feeds = [*_own(), *(piece for body in _recorded() for piece in pieces(body))]
    xml = [body for body in feeds if not body.lstrip().startswith(b"{")]
    whole = b"\n".join(xml)
    return {
        "document": feeds,
        "json": [body for body in feeds if body.lstrip().startswith(b"{")],
        "html": [*_OWN_HTML, *_some(_HTML.findall(whole))],
        "url": [*_OWN_URLS, *_some(_ADDRESS.findall(whole))],
        "date": [*_dates(), *_some(_DATE.findall(whole))],
        "opml": [_OPML],
        "robots": [_ROBOTS],
        "page": [_PAGE, *(body for body in _pages())],
    }


def pieces(body: bytes) -> Iterator[bytes]:
    """A feed's head with its first entries, and with a few from its middle, closed again as well as can be."""
    if body.lstrip()[:1] == b"{":
        yield from _json_pieces(body)
        return
    starts = [found.start() for found in _ITEM.finditer(body)]
    if not starts:
        yield body[:LARGEST]
        return
    root = re.search(rb"<(rss|rdf:RDF|RDF|feed)\b", body)
    close = b"</" + root[1] + b">" if root else b""
    if b"<channel" in body and root and root[1] == b"rss":
        close = b"</channel>" + close
    head = body[: starts[0]] if starts[0] < LARGEST // 2 else body[: LARGEST // 4]
    for first in sorted({0, len(starts) // 3, 2 * len(starts) // 3}):
        begin, room, end = starts[first], LARGEST - len(head) - len(close), starts[first]
        for start in [*starts[first + 1 :], max(body.rfind(b"</item>") + 7, body.rfind(b"</entry>") + 8)]:
            if start - begin > room:
                break
            end = start
        yield (head + (body[begin:end] if end > begin else body[begin : begin + room]) + close)[:LARGEST]


def _json_pieces(body: bytes) -> Iterator[bytes]:
    try:
        feed = json.loads(body)
    except ValueError:
        return
    if isinstance(feed, dict) and isinstance(feed.get("items"), list):
        for first in range(0, min(9, len(feed["items"])), 3):
            yield json.dumps(feed | {"items": feed["items"][first : first + 2]}).encode()[:LARGEST]


def _recorded() -> Iterator[bytes]:
    for path in sorted((data_folder() / "feeds").rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def _pages() -> Iterator[bytes]:
    for path in sorted((data_folder() / "articles").rglob("*.html")):
        yield path.read_bytes()[:LARGEST]


def _own() -> Iterator[bytes]:
    html = "<p>Words &amp; <b>more</b> words</p><p>The post <a href='/x'>A</a> appeared first on B.</p>"
    media = (
        '<media:content url="https://o.example/a.jpg" medium="image" width="600"/><category>music</category>'
    )
    yield documents.rss(
        documents.item(html=html, more=f"<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate>{media}")
    )
    yield documents.atom(
        '<entry><id>urn:1</id><title type="html">A &amp;amp; B</title><link href="/1"/><author><name>Jo</name></author>'
        '<updated>2026-11-02T08:00:00+01:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>x</p></div></content></entry>"
    )
    yield documents.RDF
    row = {
        "id": 1,
        "url": "https://o.example/1",
        "title": "T",
        "content_html": html,
        "date_published": "2026-11-02T08:00:00Z",
    }
    yield documents.json_feed(
        row | {"authors": [{"name": "Jo"}], "tags": ["a"], "image": "https://o.example/i.png"}
    )
    for path in sorted(_CORPUS.rglob("*")):
        if path.is_file() and path.suffix in {".xml", ".rss", ".atom", ".rdf"}:
            yield from pieces(path.read_bytes())


def _some(found: list[bytes]) -> list[bytes]:
    """At most a thousand, spread over all."""
    kept = list(dict.fromkeys(one[:LARGEST] for one in found))
    return kept[:: max(1, len(kept) // 1000)]


def _dates() -> Iterator[bytes]:
    moment = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    for days in (0, 1, 90, 9000, -9000):
        yield format_datetime(moment - timedelta(days=days), usegmt=True).encode()
        yield (moment - timedelta(days=days)).isoformat().encode()
    yield from (
        b"3600",
        b"Mon, 2 Nov 26 8:30 EST",
        b"2026-W45-1",
        b"20261102T083000Z",
        b"2026-306",
        b"26-11-02",
    )


_OWN_HTML = (
    b"<p>One &amp; two</p><ul><li>a<li>b</ul><pre>x\n y</pre><img src=/a.png width=640 alt='A'><script>no</script>",
    b"&lt;p&gt;Twice &amp;amp;amp; escaped&lt;/p&gt; <![CDATA[x]]> <!-- y --> <svg><title>no</title></svg>",
    "שלום \u202e עברית \u200f العربية 👩‍👩‍👧 e\u0301 ﷺ \ufeff\u00ad".encode(),
)
_OWN_URLS = (
    b"https://www.example.org:443/a/../b/?utm_source=rss&id=1#top", b"http://m.example.co.uk/x.amp.html?outputType=amp",
    b"https://www.google.com/url?q=https%3A%2F%2Fa.example%2F%25&sa=D", b"https://www.google.com/amp/s/a.example/b/amp/",
    b"https://a-example.cdn.ampproject.org/c/s/a.example/b", "https://bücher.example/ü?q=ü".encode(),
    b"http://[2001:db8::1]:8080/x", b"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example", b"//a.example/b",
)  # fmt: skip
_OPML = (
    b'<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body><outline text="S" title="S">'
    b'<outline type="rss" text="A" xmlUrl="https://a.example/feed"/><outline text="B" xmlUrl="feed://b.example/"/>'
    b"</outline></body></opml>"
)
_ROBOTS = b"User-agent: *\nDisallow: /private/*.html$\nAllow: /private/a\nCrawl-delay: 5\n\nUser-agent: digest\nDisallow:\n"
_PAGE = (
    b'<!doctype html><html lang="en"><head><title>T</title><meta charset="utf-8"><meta property="og:image" content="/a.png">'
    b'<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script></head><body><article>'
    + b"<p>A sentence of an article that is long enough to be kept by somebody who reads it.</p>" * 6
    + b"</article></body></html>"
)
