"""Documents that mean harm. Each holds twenty good entries wherever its format can hold them beside the poison."""

from __future__ import annotations

import codecs
import gzip
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

GOOD = 20
MB = 2**20
EQUAL = 'a="1" '
QUOTE = '&lt;a b="&gt;'
_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)


@dataclass(frozen=True, slots=True)
class Case:
    """A document. `kept`: how many of the good entries must come out; `fails`: whether it may be refused instead.

    `rest`: another of its kind shows what it shows, so that only `make hostile` reads it.
    """

    body: bytes
    kept: int = GOOD
    fails: bool = False
    content_type: str = "application/xml"
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Canary:
    """What must not be touched: a file's content, a pipe that would block whoever opens it, a listener."""

    file: Path
    fifo: Path
    url: str
    secret: str


def good(number: int) -> str:
    return (
        f"<item><title>Good {number}</title><link>https://outlet.example/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Mon, {1 + number % 28:02} Nov 2026 08:00:00 GMT</pubDate><dc:creator>Jo Doe</dc:creator>"
        f"<description>&lt;p&gt;What happened, part {number}.&lt;/p&gt;</description></item>"
    )


def rss(poison: str = "", *, doctype: str = "", head: str = "", more: str = "", at: int = 10) -> bytes:
    """Twenty good entries with `poison` before the eleventh (`at`); `head` in the channel, `more` in <rss>'s tag."""
    items = [good(number) for number in range(GOOD)]
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0" {_SPACES}{more}><channel><title>Outlet</title>'
        f"<link>https://outlet.example/</link>{head}{''.join(items[:at])}{poison}{''.join(items[at:])}</channel></rss>"
    ).encode()


def item(inside: str) -> str:
    return f"<item><title>Poison</title><link>https://outlet.example/poison</link>{inside}</item>"


def atom(poison: str = "", *, doctype: str = "") -> bytes:
    entries = [
        f'<entry><id>urn:g{n}</id><title>Good {n}</title><link href="https://outlet.example/{n}"/>'
        f"<updated>2026-11-{1 + n:02}T08:00:00Z</updated><summary>What happened, part {n}.</summary></entry>"
        for n in range(GOOD)
    ]
    return (
        f'<?xml version="1.0"?>{doctype}<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><id>urn:o</id>'
        f"{''.join(entries[:10])}{poison}{''.join(entries[10:])}</feed>"
    ).encode()


def json_feed(poison: str = "", *, more: str = "") -> bytes:
    rows = [
        json.dumps(
            {
                "id": f"g{n}",
                "url": f"https://outlet.example/{n}",
                "title": f"Good {n}",
                "content_text": f"{n}",
            }
        )
        for n in range(GOOD)
    ]
    rows[10:10] = [poison] if poison else []
    return (
        f'{{"version":"https://jsonfeed.org/version/1.1","title":"Outlet"{more},"items":[{",".join(rows)}]}}'
    ).encode("utf-8", "surrogatepass")


def entities(canary: Canary) -> Iterator[tuple[str, Case]]:
    """Entities that grow, and entities, DTDs, inclusions and style sheets that name what is not theirs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    yield (
        "billion laughs",
        Case(rss(item("<description>&l29;</description>"), doctype=_dtd(f'<!ENTITY l0 "ha">{laughs}'))),
    )
    yield (
        "billion laughs in an attribute",
        Case(rss(item('<media:content url="&l29;"/>'), doctype=_dtd(f'<!ENTITY l0 "ha">{laughs}'))),
    )
    big = f'<!ENTITY big "{"A" * 50_000}">'
    yield (
        "quadratic blow-up",
        Case(rss(item(f"<description>{'&big;' * 20_000}</description>"), doctype=_dtd(big))),
    )
    big = f'\n<!ENTITY big "{"A" * 5_000_000}">\n'
    yield (
        "quadratic blow-up, 10 MB",
        Case(
            rss(item(f"<description>{'&big;' * 900_000}</description>"), doctype=_dtd(big)),
            fails=True,
            kept=0,
        ),
    )
    big = "\n".join(f'<!ENTITY e{n} "{"A" * 2000}">' for n in range(400))
    calls = "".join(f"&e{n};" for n in range(400)) * 200
    yield (
        "many entities, many uses",
        Case(rss(item(f"<description>{calls}</description>"), doctype=_dtd(f"\n{big}\n"))),
    )
    for kind, address in _addresses(canary):
        outside = _dtd(f'<!ENTITY x SYSTEM "{address}">')
        yield f"external entity ({kind})", Case(rss(item("<description>&x;</description>"), doctype=outside))
        yield (
            f"external entity, atom ({kind})",
            Case(atom("<entry><id>urn:p</id><title>&x;</title></entry>", doctype=outside)),
        )
        yield f"external DTD ({kind})", Case(rss(doctype=f'<!DOCTYPE rss SYSTEM "{address}">'))
        yield f"public DTD ({kind})", Case(rss(doctype=f'<!DOCTYPE rss PUBLIC "-//X//Y" "{address}">'))
        yield (
            f"parameter entity ({kind})",
            Case(
                rss(
                    item("<description>&x;</description>"),
                    doctype=_dtd(f'<!ENTITY % p SYSTEM "{address}"> %p;'),
                )
            ),
        )
        yield (
            f"xinclude ({kind})",
            Case(
                rss(
                    item(
                        '<description><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
                        f'href="{address}" parse="text"/></description>'
                    )
                )
            ),
        )
        sheet = f'<?xml-stylesheet type="text/xsl" href="{address}"?>'
        yield f"style sheet ({kind})", Case(rss(doctype=sheet))
        yield (
            f"schema ({kind})",
            Case(
                rss(
                    more=' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                    f' xsi:noNamespaceSchemaLocation="{address}" xml:base="{address}"'
                )
            ),
        )
        yield f"the body is an address ({kind})", Case(address.encode(), kept=0, fails=True)
    yield "the body is a file's name", Case(str(canary.file).encode(), kept=0, fails=True)


def _dtd(inside: str) -> str:
    # On lines of their own: only there feedparser looks for a DTD, and keeps the entities that it takes for safe.
    return f"\n<!DOCTYPE rss [\n{inside}\n]>\n"


def _addresses(canary: Canary) -> tuple[tuple[str, str], ...]:
    return ("file", canary.file.as_uri()), ("pipe", canary.fifo.as_uri()), ("http", canary.url)


def nesting(canary: Canary) -> Iterator[tuple[str, Case]]:
    """100,000 levels of everything that nests."""
    deep = 100_000
    names = (
        "x",
        "item",
        "description",
        "title",
        "author",
        "image",
        "source",
        "media:group",
        "content:encoded",
    )
    for number, name in enumerate(names):
        for closed in (True, False):
            tower = f"<{name}>" * deep + (f"</{name}>" * deep if closed else "")
            label = f"nested <{name}>{'' if closed else ', never closed'}"
            kept = GOOD if closed and name not in ("item",) else 10
            yield label, Case(rss(item(tower)), kept=kept, rest=closed == bool(number % 2))
    divs = "<div>" * deep + "x" + "</div>" * deep
    yield "nested HTML, escaped", Case(rss(item(f"<description>{divs.replace('<', '&lt;')}</description>")))
    yield "nested HTML in CDATA", Case(rss(item(f"<content:encoded><![CDATA[{divs}]]></content:encoded>")))
    yield (
        "nested XHTML in atom",
        Case(
            atom(
                '<entry><id>urn:p</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
                f"{divs}</div></content></entry>"
            )
        ),
    )
    yield "nested end tags", Case(rss(item("</x>" * deep)), kept=10)
    yield "nested channels", Case(rss("<channel>" * deep), kept=10)
    lists = "[" * deep + "]" * deep
    yield "nested lists (JSON)", Case(json_feed(f'{{"id":"p","title":"P","x":{lists}}}'), fails=True, kept=0)
    yield "nested lists, never closed (JSON)", Case(b'{"version":' + b"[" * deep, fails=True, kept=0)
    objects = '{"a":' * deep + "1" + "}" * deep
    yield "nested objects (JSON)", Case(json_feed(objects), fails=True, kept=0)


def size(canary: Canary) -> Iterator[tuple[str, Case]]:
    """10 MB, which is what the client lets through, of one thing."""
    full = 10 * MB - 20_000
    for name, unit in {
        "text": "word ",
        "less-than signs": "&lt;",
        "ampersands": "&amp;",
        "line breaks": "\n",
        "tags": "&lt;b&gt;",
        "paragraphs": "&lt;p&gt;a",
        "open tags": "&lt;a href=",
        "comments": "&lt;!--",
        "references": "&amp;amp;",
        "numbers": "&amp;#0000000",
        "ligatures": "\ufdfa",
        "marks": "\u0344",
        "decomposed": "\U0001d160",
    }.items():
        count = full // len(unit.encode())
        yield f"10 MB of {name} in a text", Case(rss(item(f"<description>{unit * count}</description>")))
    yield "10 MB of references in a title", Case(rss(f"<item><title>{'&amp;amp;' * MB}</title></item>"))
    # Two floods that only feedparser's loose reader takes, and takes long over: what was read before stays.
    yield "10 MB of bare ampersands", Case(rss(item(f"<description>{'&' * full}</description>")), kept=10)
    yield (
        "10 MB of bare less-than signs",
        Case(rss(item(f"<description>{'<' * full}</description>")), kept=10, rest=True),
    )
    yield "10 MB of white space before", Case(b"\n" * full + rss(), fails=True, kept=0)
    yield "10 MB of NUL", Case(rss() + b"\x00" * full)
    yield "10 MB of zero bytes only", Case(b"\x00" * full, fails=True, kept=0)
    yield "10 MB of '<'", Case(b"<" * full, fails=True, kept=0)
    yield "500 texts of 20 KB", Case(rss("".join(_long(n, 20_000) for n in range(480)), at=20))
    yield (
        "500 texts of 20 KB that grow",
        Case(rss("".join(_long(n, 20_000, "\U0001d160") for n in range(480)), at=20)),
    )
    yield (
        "100,000 entries",
        Case(rss("".join(f"<item><title>{n}</title></item>" for n in range(100_000))), kept=0),
    )
    yield (
        "100,000 entries, all else bad",
        Case(
            rss("".join(f"<item><title>{n}</title></item>" for n in range(100_000)) + "<broken", at=20),
            kept=0,
        ),
    )
    yield "1,000,000 empty entries", Case(rss("<item/>" * 1_000_000, at=20))
    yield (
        "100,000 entries (atom)",
        Case(atom("".join(f"<entry><id>{n}</id><title>{n}</title></entry>" for n in range(100_000))), kept=0),
    )
    yield (
        "100,000 entries (JSON)",
        Case(json_feed(",".join(f'{{"id":"{n}","title":"T"}}' for n in range(100_000))), kept=0),
    )
    yield (
        "10 MB of JSON text",
        Case(json_feed(json.dumps({"id": "p", "content_html": "<p>word " * (full // 8)}))),
    )
    yield (
        "500 texts of 20 KB and one emoji",
        Case(rss("".join(_long(n, 20_000).replace("word", "\U0001f389", 1) for n in range(480)), at=20)),
    )
    yield (
        "5 MB of a namespace",
        Case(rss(item("<n:x/>" * 100_000), more=f' xmlns:n="urn:{"a" * 5 * MB}"'), kept=10),
    )
    yield "500 long addresses", Case(rss("".join(_addressed(n) for n in range(480)), at=20))


def _long(number: int, length: int, unit: str = "word ") -> str:
    text = unit * (length // len(unit.encode()))
    return f"<item><guid>p{number}</guid><title>Long {number}</title><description>{text}</description></item>"


def _addressed(number: int) -> str:
    path = "a/" * 1900
    return f"<item><guid>{path}{number}</guid><title>A</title><link>https://outlet.example/{path}{number}</link></item>"


def markup(canary: Canary) -> Iterator[tuple[str, Case]]:
    """Marks of XML, in floods: whole in the document, so that a strict reader sees them, and broken, for a loose one."""
    yield "1 MB attribute", Case(rss(item(f'<media:content url="{"a" * MB}"/>')))
    attributes = " ".join(f'a{n}="{n}"' for n in range(100_000))
    yield "100,000 attributes", Case(rss(item(f"<media:content {attributes}/>")))
    yield (
        "100,000 attributes, escaped",
        Case(rss(item(f"<description>&lt;img {attributes}&gt;</description>"))),
    )
    yield "100,000 equal attributes", Case(rss(item(f"<media:content {EQUAL * 100_000}/>")))
    spaces = " ".join(f'xmlns:n{n}="urn:{n}"' for n in range(20_000))
    yield "20,000 namespaces", Case(rss(item("<n1:x/>" * 20_000), more=f" {spaces}"))
    yield "20,000 namespaces, unused", Case(rss(item("<x/>" * 20_000), more=f" {spaces}"))
    long = f' xmlns:n="urn:{"a" * MB}"'  # "5 MB of a namespace" reaches the same limit
    yield "a namespace of 1 MB", Case(rss(item("<n:x/>" * 1000), more=long), kept=10, rest=True)
    yield "a tag's name of 1 MB", Case(rss(item(f"<{'a' * MB}/>")))
    yield "50,000 kinds of tags", Case(rss(item("".join(f"<t{n}>x</t{n}>" for n in range(50_000)))))
    yield (
        "a base for each level",
        Case(rss(item("".join(f'<x xml:base="{"a/" * 50}">' for _ in range(3000)) + "</x>" * 3000))),
    )
    yield "a new base 50,000 times", Case(rss(item("".join(f'<x xml:base="/{n}/"/>' for n in range(50_000)))))
    for broken, end in (("", ""), (", not well-formed", "<p>&nope;")):
        yield (
            f"closed comments{broken}",
            Case(rss(item("<!-- x -->" * 200_000 + end)), kept=10 if broken else GOOD),
        )
        yield (
            f"CDATA sections{broken}",
            Case(
                rss(item(f"<description>{'<![CDATA[x]]>' * 200_000}</description>{end}")),
                kept=10 if broken else GOOD,
            ),
        )
        yield f"instructions{broken}", Case(rss(item("<?x y?>" * 200_000 + end)), kept=10 if broken else GOOD)
        yield (
            f"references{broken}",
            Case(
                rss(item(f"<description>{'&amp;&#65;&lt;' * 100_000}</description>{end}")),
                kept=10 if broken else GOOD,
            ),
        )
    floods = (
        "<!--",
        "<![CDATA[",
        "<!",
        "<?",
        "<",
        "&",
        "&#",
        "</",
        "<a ",
        "<a=",
        "<a '",
        '<a "',
        "&a",
        "<!x ",
    )
    for number, flood in enumerate(floods):
        many, odd = (
            flood * 100_000,
            bool(number % 2),
        )  # each in two of the four places, each place with half of them
        yield f"a flood of {flood!r}", Case(rss(item(many)), kept=0, rest=odd)
        in_text = rss(item(f"<description>{many}</description>"))
        yield f"a flood of {flood!r} in a text", Case(in_text, kept=0, rest=not odd)
        in_cdata = rss(item(f"<description><![CDATA[{many}]]></description>"))
        yield f"a flood of {flood!r} in CDATA", Case(in_cdata, rest=odd)
        yield f"a flood of {flood!r} before", Case(many.encode() + rss(), kept=0, fails=True, rest=not odd)


def slow(canary: Canary) -> Iterator[tuple[str, Case]]:
    """What feedparser's expressions, ours and the library's take long over, in one entry's field."""
    big = 400_000
    for field in ("author", "dc:publisher"):
        for name, text in {
            "brackets": "(" * big,
            "letters": "a" * big,
            "hyphens after @": "a@" + "a-" * (big // 2),
            "dots after @": "a@" + "a." * (big // 2),
            "at signs": "a@" * (big // 2),
            "subjects": "a@b.cc?subject=" * 20_000,
        }.items():
            yield f"{field}: {name}", Case(rss(item(f"<{field}>{text}</{field}>")))
    yield (
        "author's name and mail (atom)",
        Case(
            atom(
                f"<entry><id>urn:p</id><author><name>{'(' * big}</name><email>{'a@' * big}</email></author></entry>"
            )
        ),
    )
    yield (
        "100,000 authors",
        Case(rss(item("".join(f"<author>a{n}@b.cc (A)</author>" for n in range(100_000))))),
    )
    yield (
        "100,000 names of an author (atom)",
        Case(atom(f"<entry><id>urn:p</id><author>{'<name>a</name>' * 100_000}</author></entry>")),
    )
    style = "url(" * 50_000 + "a-b " * 50_000
    yield "style", Case(rss(item(f"<description>&lt;p style='{style}'&gt;</description>")))
    yield "style element", Case(rss(item(f"<description>&lt;style&gt;{'a{b:c' * 100_000}</description>")))
    for name, text in {
        "digits": "1" * big, "spaces": "2026-11-25" + " " * big, "colons": "1:" * big, "commas": "Mon," * 100_000,
        "words": "Mon 25 Nov " * 40_000, "brackets": "(" * big, "zone": "Mon, 25 Nov 2026 08:00:00 " + "+" * big,
        "year": "25 Nov 9999999999999999 08:00:00 GMT", "years before": "0000-00-00T00:00:00Z", "Greek": "α," * big,
    }.items():  # fmt: skip
        yield f"date: {name}", Case(rss(item(f"<pubDate>{text}</pubDate><dc:date>{text}</dc:date>")))
    yield "100,000 categories", Case(rss(item("".join(f"<category>c{n}</category>" for n in range(100_000)))))
    words = ",".join(f"w{n}" for n in range(100_000))
    for field in ("itunes:keywords", "media:keywords", "tags", "keywords"):
        yield f"100,000 {field}", Case(rss(item(f"<{field}>{words}</{field}>")))
    yield (
        "100,000 links",
        Case(rss(item("".join(f"<link>https://a.example/{n}</link>" for n in range(100_000))))),
    )
    yield (
        "100,000 enclosures",
        Case(
            rss(
                item(
                    "".join(
                        f'<enclosure url="https://a.example/{n}" type="image/png"/>' for n in range(100_000)
                    )
                )
            )
        ),
    )
    yield "100,000 contents", Case(rss(item("<content:encoded>x</content:encoded>" * 100_000)))
    yield "100,000 titles", Case(rss(item("<title>x</title>" * 100_000)))
    yield "20,000 sources", Case(rss(item("<source url='https://a.example/'>x</source>" * 20_000)))
    yield "line breaks before the root", Case(rss(doctype="\n" * 200_000))
    yield "spaces before the root", Case(rss(doctype="<!-- x -->" + "\n " * 100_000))
    yield "entities before the root", Case(rss(doctype=_dtd('\n<!ENTITY a "b">' * 50_000)))
    yield (
        "a declaration of encodings",
        Case(b"<?xml " + b"encoding='" * 30_000 + b"?>" + rss(), kept=0, fails=True),
    )
    yield (
        "a declaration of quotes",
        Case(
            b"<?xml version='1.0' encoding='utf-8'" + b"encoding='a'" * 3000 + b" >" + rss(),
            kept=0,
            fails=True,
        ),
    )
    broken = b"<?xml " + b"encoding='a' " * 3000 + b"\n" + rss()
    yield "a declaration that never ends", Case(broken, kept=0, fails=True)
    mention = item("<description><![CDATA[" + "encoding='a' " * 20_000 + "]]></description>")
    yield "encodings in the text", Case(rss(mention).replace(b'"1.0"?>', b'"1.0" encoding="utf-8"?>'))
    for word in ("ENTITY", "DOCTYPE"):
        yield f"a flood of lines of <!{word}", Case(rss(doctype=f"\n<!{word}" * 100_000), kept=0, fails=True)
    for label in ("punycode", "idna"):
        declared = rss(item(f"<description>{'a-b ' * MB}</description>"))
        yield f"4 MB of {label}", Case(declared.replace(b'"1.0"?>', f'"1.0" encoding="{label}"?>'.encode()))
    yield "a title of tags", Case(rss(f"<item><title>{'&lt;b&gt;' * 50_000}</title></item>"))
    yield "a title of references", Case(rss(f"<item><title>{'&amp;amp;' * 50_000}</title></item>"))
    yield "a text of tags that never end", Case(rss(item(f"<description>{'&lt;a ' * 100_000}</description>")))
    yield "a text of quotes", Case(rss(item(f"<description>{QUOTE * 100_000}</description>")))
    yield "a text of pictures", Case(rss(item(f"<description>{'&lt;img src=&gt;' * 100_000}</description>")))
    yield (
        "a text of pixels",
        Case(rss(item(f"<description>{'&lt;img src=a width=1&gt;' * 100_000}</description>"))),
    )
    for end in (
        "the post ",
        "appeared first on ",
        "[…] ",
        "submitted by ",
        "read more ",
        "comments\n\n",
        "© ",
        "> ",
    ):
        yield f"a text of {end!r}", Case(rss(item(f"<description>{end * (MB // len(end))}</description>")))
    for part in ("/amp", "/s/", "%25", "?ref=", "&amp;utm_a=b", "/../", ";", "@", ":"):
        yield (
            f"an address of {part!r}",
            Case(
                rss(
                    f"<item><title>x</title><link>https://www.google.com/amp/s/a.b/{part * 900}</link></item>"
                )
            ),
        )


def encodings(canary: Canary) -> Iterator[tuple[str, Case]]:
    """Bytes that are not what they say."""
    text = rss(item("<description>ä € 语 🎉</description>")).decode()
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"):
        yield codec, Case(text.encode(codec), kept=GOOD)
    yield "utf-7", Case(text.replace("?>", ' encoding="utf-7"?>', 1).encode("utf-7"), kept=0, fails=True)
    yield "EBCDIC", Case(rss().decode().replace("?>", ' encoding="cp037"?>', 1).encode("cp037"), kept=GOOD)
    for label in ("utf-16", "utf-32", "utf-7", "idna", "punycode", "zip", "zlib", "bz2", "hex", "rot13", "base64", "uu",
                  "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "charmap", "x-none", "../../etc/passwd",
                  "utf-8\x00", "a" * 5000, "", "cp037", "utf_8_sig", "big5", "iso-2022-jp", "hz", "string_escape"):  # fmt: skip
        declared = text.replace("?>", f' encoding="{label}"?>', 1).encode()
        header = f"text/xml; charset={label}"
        yield f"declared {label[:20]!r}", Case(declared, kept=0, fails=True, content_type=header)
    yield (
        "invalid UTF-8",
        Case(rss(item("<description>@@@</description>")).replace(b"@@@", b"\xff\xc0\xaf\xed\xa0\x80")),
    )
    yield (
        "surrogates in UTF-16",
        Case(text.replace("语", "\ud800").encode("utf-16", "surrogatepass"), kept=GOOD),
    )
    yield "odd UTF-16", Case(text.encode("utf-16") + b"\x00", kept=10)
    yield "NULs between", Case(rss(item("<description>a\x00b</description>")))
    yield "control characters", Case(rss(item("<description>\x01\x1b[31m\x7f\u202e\u0085</description>")))
    yield "half a reference", Case(rss(item("<description>&nope; &#xD800; &#99999999999;</description>")))
    yield (
        "references to them",
        Case(
            rss(item("<description>&#0;&#1;&#xD800;&#x110000;&#99999999999999999999;&#xFFFF;</description>"))
        ),
    )
    yield "byte order marks", Case(codecs.BOM_UTF8 * 5 + rss(), kept=GOOD)
    yield "byte order marks, mixed", Case(codecs.BOM_UTF16_LE + codecs.BOM_UTF8 + rss(), kept=0, fails=True)
    yield "gzip", Case(gzip.compress(rss()), kept=0, fails=True)
    yield "a picture", Case(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400, kept=0, fails=True)
    yield "random bytes", Case(random.Random(3).randbytes(MB), kept=0, fails=True)
    yield "an empty document", Case(b"", kept=0, fails=True)
    yield "only a mark", Case(codecs.BOM_UTF8, kept=0, fails=True)


def jsons(canary: Canary) -> Iterator[tuple[str, Case]]:
    """JSON that is legal, or nearly, and not kind."""
    for name, value in {
        "1 MB of digits": "9" * MB,
        "1 MB of digits after the point": "0." + "9" * MB,
        "a huge exponent": "1e999999999",
        "NaN": "NaN",
        "Infinity": "-Infinity",
        "a lone surrogate": '"\\ud800"',
        "a pair": '"\\ud83c\\udf89"',
        "NUL": '"\\u0000"',
        "a list": "[]",
        "an object": "{}",
        "null": "null",
        "true": "true",
    }.items():
        keys = ("id", "title", "content_html", "date_published", "authors", "tags", "image", "url")
        rows = ",".join(f'{{"id":"p{key}","title":"P",{json.dumps(key)}:{value}}}' for key in keys)
        yield name, Case(json_feed(rows))
    yield "repeated keys", Case(json_feed("{" + ",".join(['"id":"p"'] * 100_000) + "}"))
    yield "100,000 keys", Case(json_feed("{" + ",".join(f'"k{n}":1' for n in range(100_000)) + "}"))
    yield "items that are none", Case(json_feed('1,null,"x",[],true'))
    yield "items is an object", Case(b'{"version":"https://jsonfeed.org/version/1","items":{"a":1}}', kept=0)
    yield (
        "100,000 authors",
        Case(json_feed('{"id":"p","authors":[' + ",".join(['{"name":"A"}'] * 100_000) + "]}")),
    )
    yield (
        "100,000 tags",
        Case(
            json_feed('{"id":"p","title":"P","tags":[' + ",".join(f'"t{n}"' for n in range(100_000)) + "]}")
        ),
    )
    yield "UTF-16", Case(json_feed().decode().encode("utf-16"))
    yield "UTF-32", Case(json_feed().decode().encode("utf-32"))
    yield "cut off", Case(json_feed()[:-50], kept=0, fails=True)
    yield "two documents", Case(json_feed() * 2, kept=0, fails=True)
    yield (
        "a million commas",
        Case(b'{"version":"https://jsonfeed.org/version/1","items":[' + b"0," * 1_000_000 + b"0]}", kept=0),
    )


FAMILIES: dict[str, Callable[[Canary], Iterator[tuple[str, Case]]]] = {
    one.__name__: one for one in (entities, nesting, size, markup, slow, encodings, jsons)
}
