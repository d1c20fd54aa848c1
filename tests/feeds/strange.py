"""Feeds put together at random from everything that feeds hold, for comparing two ways of reading them.

Most are well-formed; most elements are where they belong, and some are where none should be.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

NAMESPACES = {
    "": "", "atom": "http://www.w3.org/2005/Atom", "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/", "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "slash": "http://purl.org/rss/1.0/modules/slash/", "thr": "http://purl.org/syndication/thread/1.0",
    "georss": "http://www.georss.org/georss", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://web.resource.org/cc/", "psc": "http://podlove.org/simple-chapters", "x": "https://x.example/ns",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule", "gml": "http://www.opengis.net/gml",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0", "admin": "http://webns.net/mvcb/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}  # fmt: skip
#: Declarations that no one should make, put on some elements.
ODD_DECLARATIONS = (
    'xmlns="com-wordpress:feed-additions:1"', 'xmlns="http://www.w3.org/2005/Atom"', 'xmlns=""',
    'xmlns="http://backend.userland.com/rss2"', 'xmlns="http://www.w3.org/1999/xhtml"', 'xmlns="http://purl.org/rss/1.0/"',
    'xmlns:dc="https://other.example/"', 'xmlns:media="http://search.yahoo.com/mrss"', 'xmlns:q="https://x.example/ns"',
    'xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"', 'xmlns:Dc="https://other.example/"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:y="https://y.example/a b"', 'xmlns:m="http://search.yahoo.com/mrss/"',
    'xmlns:itunes="http://purl.org/dc/elements/1.1/"', 'xmlns:rdf="https://other.example/"',
)  # fmt: skip


def _words(text: str) -> list[str]:
    return text.split()


USUAL = _words("""title link description guid pubDate category dc:creator content:encoded media:content enclosure id updated published
    summary content author media:thumbnail dc:date itunes:image media:group""")
PEOPLE = _words("name email uri url homepage itunes:name itunes:email x:picture")
ALL = _words("""abstract author body category cc:license channel cloud comments content content:encoded contributor copyright created
    creativeCommons:license date dc:author dc:contributor dc:creator dc:date dc:description dc:language dc:publisher dc:rights
    dc:subject dc:title dcterms:created dcterms:issued dcterms:modified dcterms:valid description docs email enclosure entry
    expirationdate feed feedburner:browserFriendly feedburner:origLink fullitem generator georss:box georss:point georss:where
    gml:Point gml:pos guid height homepage icon id image info issued item items itunes:author itunes:block itunes:category
    itunes:email itunes:explicit itunes:image itunes:keywords itunes:link itunes:name itunes:owner itunes:subtitle
    itunes:summary keywords language lastBuildDate license link links logo managingEditor media:category media:content
    media:credit media:description media:group media:keywords media:license media:player media:rating media:restriction
    media:text media:thumbnail media:title modified modified_parsed name newlocation p psc:chapter psc:chapters pubDate
    published rdf:li rights rss slash:comments source subtitle summary summary_detail tagline tags textInput thr:total title
    title_detail ttl updated uri url webMaster where width x:any x:title xhtml:body xhtml:div admin:generatorAgent
    admin:errorReportsTo media_content authors published_parsed rdf:Seq""")

ATTRIBUTES: dict[str, Sequence[str]] = {
    "type": ("text", "html", "HTML", "xhtml", "text/html", "text/plain", "plain", "image/png", "Image/JPEG", "application/xml",
             "application/xhtml+xml", "audio/mpeg", "", "base64"),
    "rel": ("alternate", "self", "enclosure", "Alternate", "related", "replies", ""),
    "href": ("https://o.example/a", "/a?b=1&amp;c=2", "", " https://o.example/s ", "https:////o.example/x", "urn:1"),
    "url": ("https://i.example/p.png", "p.png", "", "https://[bad/"), "uri": ("https://u.example/", ""),
    "term": ("AI", "", " Music "), "scheme": ("https://s.example/", ""), "domain": ("https://d.example/",),
    "label": ("A label", ""), "isPermaLink": ("true", "false", "TRUE", ""), "medium": ("image", "video", " image "),
    "width": ("100", "100%", "99999999", "12px", ""), "height": ("50", "x"), "text": ("Arts", ""), "start": ("00:01:02.345", "x"),
    "xml:base": ("https://b.example/x/", "/y/", "", "z", "javascript:1", "https://[b/"), "base": ("https://c.example/d/",),
    "xml:lang": ("de", "pt_BR", ""), "lang": ("fr",), "mode": ("base64", "escaped"), "rdf:about": ("https://r.example/1",),
    "rdf:resource": ("https://r.example/2",), "x:type": ("html",), "x:other": ("1",), "lastmod": ("2026-01-01",), "src": ("a.png",),
    "HREF": ("https://o.example/upper",), "length": ("12",), "version": ("2.0",), "class": ("c",), "atom:rel": ("self",),
}  # fmt: skip

TEXTS = (
    "", "", " ", "\n  ", "A title", "Fish &amp; chips", "AT&amp;amp;T &lt;3", "&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;",
    "<![CDATA[<p>x &amp; y</p>]]>", "<![CDATA[a]]> b <![CDATA[c & d]]>", "Zoë’s €5", "Ã©tÃ©", "it\u0092s", "&#146;quoted&#x94;", "\u00a0x\u00a0",
    "a <!-- no --> b", "x<?php 1 ?>y", "https://o.example/1", "https://o.example/?a=1&amp;b=2", "https:///o.example//x", "/relative", "1234",
    "&lt;a href=&quot;#&quot;&gt;A&lt;/a&gt;", "&amp;nosuch; &amp;eacute;", "if a &lt;b&gt; c", "jo@outlet.example (Jo Doe)", "Jo &lt;jo@o.example&gt;",
    "Jo Doe", "jo@o.example", "(Jo) jo@o.example?subject=x", "AI, music , , film", "en-us", "1.5 2.5", "yes", "clean",
    "Fri, 20 Nov 2026 10:00:00 GMT", "Fri, 20 Nov 2026 10:00:00 +0530", "20 Nov 2026 23:59:60 -0000", "Sat, 31 Feb 2026 10:00:00 EST",
    "Tue, 3 Mar 26 1:2 PDT", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00.123-05:00", "2026-11-20", "2026-13-40T99:00:00Z", "0001-01-01T00:00:00+14:00",
    "Thu, 01 Jan 0000 00:00:00 GMT", "Fri, 2006/09/15 08:19:53 EDT", "x, 2006/99/15 08:19:53 EDT", "20261120", "Nov 20 10:00:00 2026",
    "start=2026-01-01;end=2027-01-01", "9999-12-31T23:59:59-14:00", "&lt;/p&gt; &amp;amp; x", "\u200bzero", "\U0001f600", "x" * 400,
)  # fmt: skip


class Maker:
    """Makes documents out of one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def document(self) -> bytes:
        make = self.chance.choice((self.rss, self.rss, self.atom, self.atom, self.rdf))
        head = self.chance.choice(
            (
                '<?xml version="1.0" encoding="utf-8"?>',
                "<?xml version='1.0'?>\n",
                "",
                '<?xml version="1.0" encoding="UTF-8"?><!-- c -->\n',
            )
        )
        return (head + make()).encode("utf-8", "replace")

    def rss(self) -> str:
        version = self.chance.choice(("2.0", "2.0", "0.91", "0.92", "2", "3"))
        items = self.several(lambda: f"<item{self.odd()}>{self.inside(USUAL, 4)}</item>", 3)
        parts = [
            self.inside(["title", "link", "description", "language", "image", "itunes:summary"], 3),
            items,
        ]
        self.chance.shuffle(parts)
        return (
            f'<rss version="{version}"{self.declared()}{self.odd()}><channel>{"".join(parts)}</channel></rss>'
        )

    def atom(self) -> str:
        names = [
            "title",
            "link",
            "id",
            "updated",
            "published",
            "summary",
            "content",
            "author",
            "category",
            "source",
            "media:group",
        ]
        entries = self.several(lambda: f"<entry{self.odd()}>{self.inside(names, 4)}</entry>", 3)
        feed = self.inside(["title", "link", "id", "updated", "author", "subtitle"], 3)
        return f'<feed xmlns="{NAMESPACES["atom"]}"{self.declared()}{self.odd()}>{feed}{entries}</feed>'

    def rdf(self) -> str:
        items = self.several(
            lambda: (
                f'<item rdf:about="{self.text()[:20] if self.rare() else 1}">{self.inside(USUAL, 3)}</item>'
            ),
            3,
        )
        image = "<image><title>t</title><url>u</url><link>l</link></image>" if self.rare() else ""
        default = self.chance.choice(("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"))
        channel = f"<channel>{self.inside(['title', 'link', 'dc:date', 'items'], 3)}</channel>"
        return f'<rdf:RDF xmlns="{default}"{self.declared()}>{channel}{image}{items}</rdf:RDF>'

    def rare(self) -> bool:
        return self.chance.random() < 0.15

    def several(self, make: Callable[[], str], most: int) -> str:
        return "\n ".join(make() for _ in range(self.chance.randint(0, most)))

    def declared(self) -> str:
        spaces = [f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix]
        if self.rare():
            self.chance.shuffle(spaces)
        return "".join(spaces)

    def odd(self) -> str:
        """Now and then a declaration or attributes that surprise."""
        luck = self.chance.random()
        if luck < 0.02:
            return " " + self.chance.choice(ODD_DECLARATIONS)
        return self.attributes() if luck < 0.08 else ""

    def inside(self, usual: Sequence[str], depth: int) -> str:
        pieces = []
        for _ in range(self.chance.randint(0, 7)):
            name = self.chance.choice(ALL if self.rare() else usual)
            pieces.append(self.element(name, depth))
        if self.rare():
            pieces.insert(0, self.text())
        return self.chance.choice(("", "\n  ")).join(pieces)

    def element(self, name: str, depth: int) -> str:
        attributes = self.attributes() if self.chance.random() < 0.4 else ""
        attributes += self.odd() if not attributes else ""
        return f"<{name}{attributes}>{self.content(name, depth)}</{name}>"

    def content(self, name: str, depth: int) -> str:
        luck = self.chance.random()
        if depth > 0:
            if name in ("author", "contributor", "itunes:owner", "dc:creator") and luck < 0.5:
                return self.inside(PEOPLE, depth - 1)
            if name in ("media:group", "media:content") and luck < 0.6:
                return self.inside(
                    [
                        "media:title",
                        "media:description",
                        "media:thumbnail",
                        "media:content",
                        "media:keywords",
                    ],
                    depth - 1,
                )
            if name in ("source", "image", "textInput") and luck < 0.6:
                return self.inside(
                    ["title", "link", "url", "description", "id", "updated", "name"], depth - 1
                )
            if name.startswith("x:") and luck < 0.4:
                return self.inside(ALL, depth - 1)
            if name in ("content", "summary", "title") and luck < 0.15:
                return self.markup()
            if luck < 0.02:
                return self.inside(ALL, depth - 1)
        return self.text()

    def markup(self) -> str:
        inner = self.chance.choice(
            (
                "a &amp; <b>b</b>",
                "<p class='x'>a</p><img src='i.png'/>",
                "<div>x</div>",
                "<DIV title='&lt;'>a</DIV> b",
                "",
            )
        )
        outer = self.chance.choice(
            (
                "<div xmlns='{}'>{}</div>",
                " <div xmlns='{}' class='c'>\n{}</div>\n",
                "<xhtml:div>{1}</xhtml:div>",
                "t<p xmlns='{}'>{}</p>",
            )
        )
        return outer.format(NAMESPACES["xhtml"], inner)

    def attributes(self) -> str:
        names = self.chance.sample(sorted(ATTRIBUTES), self.chance.randint(1, 3))
        usual = [
            n
            for n in names
            if self.rare()
            or n in ("type", "rel", "href", "url", "term", "width", "medium", "isPermaLink", "xml:base")
        ]
        return "".join(f' {name}="{self.chance.choice(ATTRIBUTES[name])}"' for name in usual)

    def text(self) -> str:
        text = self.chance.choice(TEXTS)
        return f" {text}\n" if self.rare() else text


_PIECE = re.compile(rb"<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+", re.DOTALL)


def mutant(body: bytes, chance: random.Random) -> bytes:
    """One to three changes to a document: of bytes, or of whole tags and texts, often still well-formed."""
    for _ in range(chance.randint(1, 3)):
        body = _changed_bytes(body, chance) if chance.random() < 0.25 else _changed_pieces(body, chance)
    return body


def _changed_bytes(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    end = min(len(body), start + chance.choice((0, 1, 2, 8)))
    new = chance.choice(
        (
            b"",
            b" ",
            b"&amp;",
            b"<",
            b"\x00",
            b"\xc3",
            b"\xe2\x80\x99",
            b"\x92",
            b"]]>",
            b"&#133;",
            body[start:end] * 2,
        )
    )
    return body[:start] + new + body[end:]


def _changed_pieces(body: bytes, chance: random.Random) -> bytes:
    pieces = _PIECE.findall(body)
    if not pieces:
        return body
    maker, place = Maker(chance), chance.randrange(len(pieces))
    piece, choice = pieces[place], chance.randrange(6)
    if choice == 0:
        pieces.insert(place, maker.element(chance.choice(ALL), 2).encode("utf-8", "replace"))
    elif choice == 1:
        pieces.insert(place, maker.element(chance.choice(USUAL), 2).encode("utf-8", "replace"))
    elif choice == 2 and piece[:1] == b"<" and piece[1:2] not in b"/!?":
        pieces[place] = re.sub(rb"(?=\s*/?>)", (maker.attributes() or maker.odd()).encode(), piece, count=1)
    elif choice == 3 and piece[:1] == b"<" and piece[1:2] not in b"/!?":
        name = re.match(rb"<([^\s/>]*)", piece)[1]  # type: ignore[index]
        new = chance.choice(ALL).encode()
        body = re.sub(rb"(?<=[</])%s(?=[\s/>])" % re.escape(name), new, b"".join(pieces[place:]), count=2)
        return b"".join(pieces[:place]) + body
    elif choice == 4 and piece[:1] != b"<":
        pieces[place] = maker.text().encode("utf-8", "replace")
    else:
        other = chance.randrange(len(pieces))
        pieces[place:place] = pieces[other : other + chance.randint(1, 3)]
    return b"".join(pieces)
