"""feedparser, with bounds: what it makes of a sane document, and soon enough something of every other.

It looks for a mail address in each author's field, for a DTD behind each line break and for each tag among all
others, each of which costs the square of what a stranger writes; one character reference that is none ends the
whole document. So its readers are given limits here, and a mistake or the end of our time costs the entries that
were not read yet instead of all. For documents within the limits nothing differs from `feedparser.parse`.
"""

from __future__ import annotations

import codecs
import functools
import io
import re
import xml.sax
import xml.sax.handler
import xml.sax.xmlreader
from collections.abc import Callable
from typing import Any

#: Entries that are read at most; later the newest 500 of them are kept.
ENTRIES = 5_000
#: Characters of text in one document. The client lets 10 MB through: more is a DTD's doing.
CHARACTERS = 12_000_000
#: Attributes of one element, tags of one entry.
ATTRIBUTES, TAGS = 200, 200
#: Bytes before the first element, and characters of an entity that a DTD declares.
HEAD, ENTITY = 16_384, 100

#: As feedparser's, with a look behind it: so it is tried once for each word and not once for each letter of it.
_MAIL = re.compile(
    r"(?<![a-zA-Z0-9_\-.+])(([a-zA-Z0-9_\-.+]+)@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.)|(([a-zA-Z0-9\-]+\.)+))"
    r"([a-zA-Z]{2,4}|[0-9]{1,3})(\]?))(\?subject=\S+)?"
)
_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,1000}\?>")
_BYTES_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}<\?xml[^>]{0,1000}\?>")
_LARGE_ENTITY = re.compile(
    rb"<!ENTITY\s[^>\"']{0,100}(?:\"[^\"]{%d,}\"|'[^']{%d,}')[^>]{0,20}>" % (ENTITY, ENTITY)
)
#: Python's codecs that are slow, or that raise what feedparser does not expect.
_NO_CODEC = re.compile(r"punycode|idna|undefined|mbcs|oem|[^!-~]", re.IGNORECASE)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"), (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"),
)  # fmt: skip
#: What its handlers raise over a document that contradicts itself.
_MISTAKES = (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, RuntimeError)


class Enough(Exception):  # noqa: N818 - nothing is wrong: the limit is reached
    """The rest of the document is not read."""


def parse(body: bytes, content_type: str) -> Any:
    """What `feedparser.parse` gives, without sanitizing and relative addresses; `cut` says why it is not all, or "".

    Raises nothing for what a document may hold.
    """
    from feedparser.encodings import convert_to_utf8
    from feedparser.sanitizer import replace_doctype
    from feedparser.util import FeedParserDict

    result = FeedParserDict(bozo=False, entries=[], feed=FeedParserDict(), headers={}, cut="")
    body, headers = _decodable(body, {"content-type": content_type} if content_type else {})
    result["headers"].update(headers)
    try:
        data = convert_to_utf8(headers, body, result)
    except _MISTAKES as error:
        data, result["encoding"] = body.decode("utf-8", "replace").encode(), "utf-8"
        result["bozo"], result["bozo_exception"] = True, error
    result["version"], data, entities = replace_doctype(_short_head(data))
    strict, loose = _readers()
    reader = strict("", None, "utf-8")
    sound = bool(result["encoding"]) and _read(result, reader, lambda: _sax(reader, data))
    if not sound and not result["cut"]:
        other = loose("", None, "utf-8", entities)
        _read(result, other, lambda: other.feed(data.decode("utf-8", "replace")))
        if not result["cut"] or len(other.entries) >= len(reader.entries):
            reader = other
    result.update(feed=reader.feeddata, entries=reader.entries, namespaces=reader.namespaces_in_use)
    result["version"] = result["version"] or reader.version
    return result


def _read(result: Any, reader: Any, run: Callable[[], None]) -> bool:
    """Whether the reader came through; else `result` says why, and the reader has what it read until then."""
    try:
        run()
    except xml.sax.SAXException as error:
        result["bozo"], result["bozo_exception"] = 1, reader.exc or error
        return False
    except Enough as error:
        result["cut"] = str(error)
    except TimeoutError:
        result["cut"] = "reading it took too long"
    except MemoryError:
        result["cut"] = "reading it needed too much memory"
    except _MISTAKES as error:
        result["bozo"], result["bozo_exception"] = 1, error
        return False
    else:
        return True
    if reader.inentry and reader.entries:
        del reader.entries[-1]  # half an entry has half an identity
    return False


def _sax(reader: Any, data: bytes) -> None:
    """As `feedparser.parse` does it."""
    parser = xml.sax.make_parser(["drv_libxml2"])  # noqa: S317 - which is not there: expat, bounded
    parser.setFeature(xml.sax.handler.feature_namespaces, 1)
    parser.setFeature(xml.sax.handler.feature_external_ges, 0)
    parser.setContentHandler(reader)
    parser.setErrorHandler(reader)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(io.BytesIO(data))
    parser.parse(source)


def _decodable(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """The document without what makes feedparser's way to its encoding fail or take long, and the headers to it."""
    for mark, codec in _WIDE:
        if body.startswith(mark) and not (codec == "utf-16" and body[2:4] == b"\x00\x00"):
            text = body.decode(codec, "replace").lstrip("\ufeff")
            return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace"), {}
    if _NO_CODEC.search(headers.get("content-type", "").lower().partition("charset=")[2].strip(" \"'")):
        headers = {"content-type": headers["content-type"].partition(";")[0]}
    found = _BYTES_DECLARATION.match(body)
    if found is None:
        return (body[2:] if body.startswith(b"<?") and b"?>" not in body[:1000] else body), headers
    declared = re.search(rb"encoding\s{0,20}=\s{0,20}[\"']([^\"']{0,1000})", found[0])
    if declared and _NO_CODEC.search(declared[1].decode("latin-1")):
        return body[found.end() :], headers
    line = body.find(b"\n", found.end())
    if body.find(b"encoding=", found.end(), line if line >= 0 else len(body)) >= 0:
        return body[: found.end()] + b"\n" + body[found.end() :], headers  # so that it looks no further
    return body, headers


def _short_head(data: bytes) -> bytes:
    """What is before the first element decides over entities; nobody needs a long one."""
    found = re.search(rb"<\w", data)
    if found is None or found.start() < 100:
        return data
    head, rest = data[: found.start()], data[found.start() :]
    if len(head) > HEAD:
        return b"<?xml version='1.0' encoding='utf-8'?>\n" + rest
    return _LARGE_ENTITY.sub(b"", head) + rest


@functools.cache
def _readers() -> tuple[Any, Any]:
    """feedparser's strict and its loose reader, bounded."""
    import feedparser.api

    strict: Any = type("Strict", (_Strict, _Bounded, feedparser.api.StrictFeedParser), {})
    loose: Any = type("Loose", (_Loose, _Bounded, feedparser.api.LooseFeedParser), {})
    return strict, loose


class _Bounded:
    """Limits on what both readers share; to be put before either."""

    amount = 0  #: characters of text so far

    def __init__(self, *arguments: Any) -> None:
        self.resolve_relative_uris = self.sanitize_html = False
        super().__init__(*arguments)

    def unknown_starttag(self: Any, tag: str, attrs: Any) -> None:
        try:
            super().unknown_starttag(tag, attrs)  # type: ignore[misc]
        except _MISTAKES:  # this element is left out
            return

    def unknown_endtag(self: Any, tag: str) -> None:
        depth = self.depth
        try:
            super().unknown_endtag(tag)  # type: ignore[misc]
        except _MISTAKES:
            self.depth = depth - 1
            for stack in (self.basestack, self.langstack):
                del stack[-1:]

    def handle_data(self: Any, text: str, escape: int = 1) -> None:
        self.counted(len(text))
        super().handle_data(text, escape)  # type: ignore[misc]

    def counted(self: Any, length: int) -> None:
        self.amount += length
        if self.amount > CHARACTERS:
            raise Enough("more text than a feed may have; the rest was not read")

    def _start_item(self: Any, attrs_d: Any) -> None:
        if len(self.entries) >= ENTRIES:
            raise Enough(f"more than {ENTRIES} entries, the rest was not read")
        super()._start_item(attrs_d)  # type: ignore[misc]

    _start_entry = _start_item

    def _add_tag(self: Any, term: Any, scheme: Any, label: Any) -> None:
        if len(dict.get(self._get_context(), "tags") or ()) < TAGS:
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def _sync_author_detail(self: Any, key: str = "author") -> None:
        """A name and a mail address out of one field: feedparser's rules, by an expression that is linear."""
        context = self._get_context()
        detail = (context.get(f"{key}s") or [None])[-1]
        author = context.get(key)
        if detail or not isinstance(author, str) or len(author) < 200:
            super()._sync_author_detail(key)  # type: ignore[misc]
            return
        mail = _MAIL.search(author)
        email = mail[0] if mail else ""
        for rest in (email, "()", "<>", "&lt;&gt;") if mail else ():
            author = author.replace(rest, "")
        author = author.strip().removeprefix("(").removesuffix(")").strip() if mail else author
        found = detail if detail is not None else type(context)()
        if author or email:
            context.setdefault(f"{key}_detail", found)
        found.update({name: value for name, value in (("name", author), ("email", email)) if value})


class _Strict:
    def startElementNS(self: Any, name: Any, qname: Any, attrs: Any) -> None:  # noqa: N802 - SAX's name
        if attrs.getLength() > ATTRIBUTES:
            kept = attrs.getNames()[:ATTRIBUTES]
            attrs = xml.sax.xmlreader.AttributesNSImpl(
                {one: attrs.getValue(one) for one in kept}, {one: attrs.getQNameByName(one) for one in kept}
            )
        super().startElementNS(name, qname, attrs)  # type: ignore[misc]


class _Loose:
    def handle_entityref(self: Any, ref: str) -> None:
        self.counted(len(self.entities.get(ref, "")))
        super().handle_entityref(ref)  # type: ignore[misc]

    def handle_charref(self: Any, ref: str) -> None:
        try:
            super().handle_charref(ref)  # type: ignore[misc]
        except (ValueError, OverflowError):  # half a surrogate, or no character at all
            if self.elementstack:
                self.elementstack[-1][2].append("\ufffd")
