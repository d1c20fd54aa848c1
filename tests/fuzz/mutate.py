"""One mutant from a number: the same on every machine that has the same seeds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.fuzz.seeds import LARGEST, Seeds

#: What breaks readers: marks of XML and HTML, entities, encodings, dates, addresses, rare characters.
TOKENS = tuple(
    token.encode("utf-8", "surrogatepass") if isinstance(token, str) else token
    for token in (
        "<", ">", "/>", "</", "&", ";", '"', "'", "=", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<!", "[", "]",
        "<!DOCTYPE rss [", "<!ENTITY a 'b'>", "]>", "<?xml version='1.0' encoding='utf-16'?>", "<?xml version='1.1'?>",
        "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&a;", "&#0;", "&#x0;", "&#xD800;", "&#x110000;", "&#10;",
        "&#x202e;", "&#99999999999999999999;", "&amp;amp;", "&amp;lt;", "&amp;#38;", "&notit;", "&#;", "&#x;", "&#x80;",
        "<item>", "</item>", "<entry>", "</entry>", "<channel>", "</channel>", "</rss>", "</feed>", "<rss version='2.0'>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<title>", "</title>", "<title/>", "<title type='html'>", "<link>",
        "</link>", "<link/>", "<link href='http://a.example/' rel='alternate'/>", "<link rel='enclosure' href='x' type='image/png'/>",
        "<guid>", "</guid>", "<guid isPermaLink='false'>x</guid>", "<guid isPermaLink='true'>x</guid>", "<id>", "</id>",
        "<description>", "</description>", "<description/>", "<summary type='text'>", "</summary>", "<content type='xhtml'>",
        "<content type='html'>", "<content type='application/octet-stream'>", "<content mode='base64'>", "</content>",
        "<content:encoded>", "</content:encoded>", "<body xmlns='http://www.w3.org/1999/xhtml'>", "<div>", "</div>",
        "<author>", "</author>", "<author>a@b.example (A)</author>", "<name>", "</name>", "<email>", "</email>", "<uri>",
        "<dc:creator>", "</dc:creator>", "<dc:date>", "</dc:date>", "<pubDate>", "</pubDate>", "<updated>", "</updated>",
        "<category>", "</category>", "<category term='a' scheme='b' label='c'/>", "<media:keywords>a,b</media:keywords>",
        "<itunes:keywords>a b</itunes:keywords>", "<image>", "</image>", "<image><url>", "<textinput>", "<source>", "</source>",
        "<source url='x'>", "<media:content url='a.png' medium='image' width='-1'/>", "<media:thumbnail url='b.png'/>",
        "<media:group>", "</media:group>", "<enclosure url='' type='image/'/>", "<itunes:image href='x'/>", "<language>",
        "<cloud/>", "<generator uri='x'>", "<rights>", "<contributor>", "</contributor>", "<dc:contributor>", "<geo:lat>x</geo:lat>",
        "<georss:point>1 2</georss:point>", "<georss:polygon>1</georss:polygon>", "<where>", "<psc:chapter start='x'/>",
        "<psc:chapters>", "<creativeCommons:license>", "<cc:license rdf:resource='x'/>", "<admin:errorreportsto rdf:resource='x'/>",
        "<svg>", "</svg>", "<math>", "<script>", "</script>", "<style>", "<p>", "<br>", "<table><tr><td>", "<img src=x>", "<a href='",
        "<width>x</width>", "<height>9</height>", "<validity>", "<expirationDate>x</expirationDate>", "<created>", "<dcterms:valid>start=x",
        " xmlns='http://www.w3.org/2005/Atom'", " xmlns:x='http://purl.org/rss/1.0/'", " xmlns=''", " xml:base='http://[/'",
        " xml:base='javascript:x'", " xml:lang=''", " type='text'", " type='xhtml'", " type=''", " rel='self'", " rdf:about='x'",
        " version='0.91'", " href='http://a:99999/'", " a='1' a='2'", " isPermaLink='x'", " mode='escaped'", " src='x'",
        "http://", "https://a.example/", "//", "://", "@", "javascript:alert(1)", "data:text/html,x", "http://[::1", "http://a:b@c/",
        "?utm_source=x", "&ref=", "%", "%00", "%zz", "%E0%A4%A", "/../", "/./", "/amp", "?", "#", "xn--", ".", "..", ":0", ":99999",
        "Mon, 02 Nov 2026 25:61:61 +9999", "9999-12-31T23:59:59Z", "0000-00-00", "1969-12-31T23:59:60-14:00", "Thu, 01 Jan 1970",
        "-1", "0", "1e999", "NaN", "99999999999999999999", "2026-11-02", "T24:00:00", "+14:00", "GMT", "年", "오후", "Οκτ",
        "null", "true", "{}", "[]", "{", "}", ",", ":", "\\u0000", "\\ud800", '"items":', '"id":', '"version":"https://jsonfeed.org/version/1"',
        "\0", "\x01", "\x1b", "\x7f", "\x85", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2028", "\ufeff", "\ufffe", "\uffff",
        "\ud800", "\U000e0001", "\U0010ffff", "\u0344", "\ufdfa", "e\u0301\u0301\u0301\u0301\u0301\u0301", "👩‍👩‍👧", "ﬁ", "İ", "ß", "\r", "\r\n", "\n\n", "\t", " ",
        b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xe4", b"+ADw-",
    )
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ELEMENT = re.compile(rb"<([a-zA-Z:]{1,30})[^<>]{0,200}>[^<]{0,400}</\1>")
_TEXT = re.compile(rb">([^<>]{1,400})<")
_CODECS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "cp1252",
    "shift_jis",
    "koi8-r",
    "cp037",
    "utf-7",
    "gb18030",
)


class Mutator:
    """`mutant(n)`: which target it is for, and its bytes."""

    def __init__(self, seeds: Seeds, seed: int, shares: dict[str, int]) -> None:
        self._seeds = {target: found for target, found in seeds.items() if found}
        self._seed = seed
        self._targets = [
            target for target, share in shares.items() for _ in range(share) if target in self._seeds
        ]

    def mutant(self, number: int) -> tuple[str, bytes]:
        chance = random.Random(self._seed << 40 | number)
        target = chance.choice(self._targets)
        body = chance.choice(self._seeds[target])
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 4, 8)), 8)):
            body = chance.choice(_CHANGES)(chance, body, self._seeds[target])
        return target, body[:LARGEST]


def _place(chance: random.Random, body: bytes) -> int:
    return chance.randrange(len(body) + 1)


def _bits(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.randrange(1, 5)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _token(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    place = _place(chance, body)
    return body[:place] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 30)) + body[place:]


def _token_for_tag(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    return _replaced(chance, body, _TAG, chance.choice(TOKENS))


def _text(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    return _replaced(chance, body, _TEXT, b">" + chance.choice(TOKENS) + chance.choice(TOKENS) + b"<")


def _attribute(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    tag = _found(chance, body, _TAG)
    added = chance.choice(
        (b" type='", b" href='", b" xmlns:a='", b" xml:base='", b" url='", b" a='", b" version='")
    )
    return (
        body
        if tag is None
        else body[: tag[1] - 1] + added + chance.choice(TOKENS) + b"'" + body[tag[1] - 1 :]
    )


def _cut(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    return body[: _place(chance, body)] if chance.random() < 0.5 else body[_place(chance, body) :]


def _left_out(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    if chance.random() < 0.6:
        return _replaced(chance, body, chance.choice((_TAG, _ELEMENT)), b"")
    place = _place(chance, body)
    return body[:place] + body[place + chance.randrange(1, 64) :]


def _twice(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    span = _found(chance, body, chance.choice((_TAG, _ELEMENT))) or (_place(chance, body), len(body))
    return body[: span[1]] + body[span[0] : span[1]][:300] * chance.choice((1, 1, 2, 20)) + body[span[1] :]


def _moved(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    span = _found(chance, body, chance.choice((_TAG, _ELEMENT)))
    if span is None:
        return body[::-1] if len(body) < 40 else body
    piece, rest = body[span[0] : span[1]], body[: span[0]] + body[span[1] :]
    place = _place(chance, rest)
    return rest[:place] + piece + rest[place:]


def _nested(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    span = _found(chance, body, _ELEMENT)
    name = chance.choice(
        (b"div", b"item", b"entry", b"title", b"content", b"x", b"author", b"source", b"description")
    )
    begin, end = span or sorted((_place(chance, body), _place(chance, body)))
    depth = chance.choice((1, 2, 40))
    return (
        body[:begin]
        + b"<"
        + name
        + b">"
        + b"<b>" * depth
        + body[begin:end]
        + b"</"
        + name
        + b">"
        + body[end:]
    )


def _spliced(chance: random.Random, body: bytes, seeds: list[bytes]) -> bytes:
    other = chance.choice(seeds)
    begin = _place(chance, other)
    place = _place(chance, body)
    if chance.random() < 0.5:
        return body[:place] + other[begin:]
    return body[:place] + other[begin : begin + chance.randrange(1, 500)] + body[place:]


def _element_of_other(chance: random.Random, body: bytes, seeds: list[bytes]) -> bytes:
    other = chance.choice(seeds)
    span, here = _found(chance, other, _ELEMENT), _found(chance, body, _ELEMENT)
    if span is None or here is None:
        return body
    return body[: here[0]] + other[span[0] : span[1]] + body[here[chance.randrange(2)] :]


def _encoded(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    if chance.random() < 0.4:
        label = chance.choice(_CODECS).encode()
        return re.sub(rb"encoding=.[\w-]{1,20}.", b'encoding="' + label + b'"', body, count=1)
    return body.decode("utf-8", "replace").encode(chance.choice(_CODECS), "replace")


def _escaped(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    begin, end = sorted((_place(chance, body), _place(chance, body)))
    end = min(end, begin + 200)
    return body[:begin] + body[begin:end].replace(b"&", b"&amp;").replace(b"<", b"&lt;") + body[end:]


def _name(chance: random.Random, body: bytes, _: list[bytes]) -> bytes:
    names = list(dict.fromkeys(re.findall(rb"<([a-zA-Z:]{2,30})", body)))
    if not names:
        return body
    old = chance.choice(names)
    new = chance.choice(
        (chance.choice(names), old.upper(), b"x:" + old, old[:-1], b"a10:" + old.rpartition(b":")[2])
    )
    return re.sub(rb"(</?)" + re.escape(old) + rb"\b", rb"\1" + new, body)


def _found(chance: random.Random, body: bytes, what: re.Pattern[bytes]) -> tuple[int, int] | None:
    found = what.search(body, _place(chance, body)) or what.search(body)
    return found.span() if found else None


def _replaced(chance: random.Random, body: bytes, what: re.Pattern[bytes], by: bytes) -> bytes:
    span = _found(chance, body, what)
    return body if span is None else body[: span[0]] + by + body[span[1] :]


_CHANGES: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    _bits, _token, _token, _token, _token_for_tag, _text, _attribute, _cut, _left_out, _left_out, _twice, _moved, _nested,
    _spliced, _element_of_other, _element_of_other, _encoded, _escaped, _name,
)  # fmt: skip
