"""Bytes -> the UTF-8 that feedparser would give to expat, for documents whose encoding is beyond doubt.

feedparser asks the header, the XML declaration and the byte order mark in turn (RFC 3023 has the order) and
takes the first encoding in which the bytes can be decoded. So do we; where it would begin to guess, or where
the declaration is of another form than the usual, the document is handed over.
"""

from __future__ import annotations

import re

from digest.feeds.fast.unusual import Unusual, words

#: At most so many `<`: a tree of more elements is not built. (feedparser builds none.)
MOST_TAGS = 1_000_000

_DECLARATION = re.compile(
    rb"""<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')"""
    rb"""(?:[ \t\r\n]+encoding=(?:"([A-Za-z0-9._-]{1,30})"|'([A-Za-z0-9._-]{1,30})'))?"""
    rb"""(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>"""
)
_SPACE = re.compile(rb"[ \t\r\n]*")
_SHEET = re.compile(rb"<\?xml-stylesheet[ \t\r\n]")
#: Comments and style sheets before the root.
_MOST_NOTES = 100
#: What may follow `xmlns` up to the quote. It always matches; its group tells a declaration from a mention.
_DECLARED = re.compile(rb"""(?::[^ \t\r\n=<>"']*)?[ \t\r\n]*(=[ \t\r\n]*["'])?""")
_LONGEST_NAMESPACE = 300
_SMALL = 150_000  #: bytes of a document in which even the longest address cannot cost much
#: Charsets that mean the same to every reader of bytes as to Python. UTF-16 and the like are feedparser's.
_CHARSETS = words(
    """utf-8 utf8 us-ascii ascii iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-9 iso-8859-15 latin-1 latin1
    windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1256 windows-1257 cp1251 cp1252 koi8-r
    koi8-u gb18030 gbk big5 euc-kr euc-jp shift_jis"""
)


#: Encodings that a byte order mark of UTF-8 does not contradict.
_OF_THE_MARK = frozenset(("", "utf-8", "utf8", "us-ascii"))
_SUPERSETS = {"gb2312": "gb18030"}  # feedparser's, for what such pages really hold


def as_utf8(body: bytes, content_type: str) -> bytes:
    """The document in UTF-8, without a byte order mark, its declaration (if any) saying so.

    Unusual when feedparser would have to guess, when the prolog holds more than comments and style sheets, or
    when there are more than `MOST_TAGS` tags.
    """
    mark = body.startswith(b"\xef\xbb\xbf")
    begin = 3 if mark else 0
    declaration = _DECLARATION.match(body, begin)
    if declaration is None and body[begin : begin + 5].lower() == b"<?xml":
        raise Unusual("an XML declaration of another form")
    _only_declaration(body, declaration)
    stated = (declaration[1] or declaration[2] or b"").decode().lower() if declaration else ""
    header = _by_header(content_type, stated)
    if mark and not {header.lower(), stated} <= _OF_THE_MARK:
        raise Unusual("a byte order mark against another encoding")
    rest = _decoded(body, begin, (header, stated, "utf-8" if mark else ""))
    start = 0
    if declaration:
        start = declaration.end() - begin
        named = stated not in ("", "utf-8")
        rest, start = (rest[start:], 0) if named else (rest, start)
    _check_prolog(rest, start)
    if len(rest) > _SMALL:
        _check_namespaces(rest)
    if len(rest) > MOST_TAGS and rest.count(b"<") > MOST_TAGS:
        raise Unusual("more tags than a tree is built of")
    return rest


def _only_declaration(body: bytes, declaration: re.Match[bytes] | None) -> None:
    """feedparser looks for `encoding=` in the whole first line, as long as there is a `?>` after it."""
    if declaration is None:
        return
    end = body.find(b"\n", declaration.end())
    last = body.rfind(b"?>", declaration.end(), end if end >= 0 else len(body))
    if last >= 0 and body.find(b"encoding=", declaration.end(), last) >= 0:
        raise Unusual("a second encoding in the first line")
    if b"\n" in declaration[0]:
        raise Unusual("an XML declaration of several lines")


def _by_header(content_type: str, stated: str) -> str:
    """The encoding that the media type asks for (RFC 3023, as feedparser reads it): see `convert_to_utf8` there."""
    chunks = content_type.split(";")
    kind, charset = chunks[0].strip(), ""
    for chunk in chunks[1:]:
        key, _, value = chunk.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip("\"'")
    if kind.startswith("text/"):
        return charset or "us-ascii"
    if kind.startswith("application/") and (
        kind.endswith("+xml")
        or kind in ("application/xml", "application/xml-dtd", "application/xml-external-parsed-entity")
    ):
        return charset or stated or "utf-8"
    return stated or "utf-8"


def _decoded(body: bytes, begin: int, proposals: tuple[str, ...]) -> bytes:
    rest = body[begin:] if begin else body
    for proposal in proposals:
        name = _SUPERSETS.get(proposal.lower(), proposal.lower())
        if not name:
            continue
        if name not in _CHARSETS:
            raise Unusual("an encoding for feedparser")
        if name in ("us-ascii", "ascii", "utf-8", "utf8") and rest.isascii():
            return rest
        try:
            text = rest.decode(name)
        except UnicodeDecodeError:
            continue
        return rest if name in ("utf-8", "utf8") else text.encode()
    raise Unusual("an encoding to be guessed")


def _check_prolog(rest: bytes, start: int) -> None:
    """White space, comments and style sheets may stand before the root.

    A DOCTYPE, which could declare entities, is none of them, and after the root's start it would be no XML.
    """
    position = start
    for _ in range(_MOST_NOTES):
        position = _SPACE.match(rest, position).end()  # type: ignore[union-attr]
        if rest.startswith(b"<!--", position):
            position = rest.find(b"-->", position + 4) + 3
        elif _SHEET.match(rest, position):
            position = rest.find(b"?>", position) + 2
        else:
            break
        if position < start + 4:
            raise Unusual("a comment that does not end")
    if rest[position : position + 1] != b"<" or not rest[position + 1 : position + 2].isalpha():
        raise Unusual("a DOCTYPE, or something else before the root")
    lowered = rest[start:position].lower()
    if b"<!doctype" in lowered or b"<!entity" in lowered:
        raise Unusual("a DOCTYPE in a comment")


def _check_namespaces(rest: bytes) -> None:
    """expat writes a namespace's address out for each of its elements, so it has to be short."""
    position = rest.find(b"xmlns")
    while position >= 0:
        found = _DECLARED.match(rest, position + 5, position + 1000)
        end = found.end() if found else 0
        closed = not found or not found[1] or rest.find(found[1][-1:], end, end + _LONGEST_NAMESPACE) >= 0
        if not closed or end >= position + 1000:
            raise Unusual("a long namespace")
        position = rest.find(b"xmlns", position + 5)
