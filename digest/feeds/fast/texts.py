"""An element's text, markup and addresses, as feedparser has them after all that it does to them."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from digest.feeds.fast.names import attributes
from digest.feeds.fast.unusual import Unusual

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PLAIN, HTML, XHTML = "text/plain", "text/html", "application/xhtml+xml"
#: `type` in lower case -> media type. Others, base64 by feedparser's rule, are handed over.
KINDS = {"text": PLAIN, "plain": PLAIN, "html": HTML, "xhtml": XHTML, PLAIN: PLAIN, HTML: HTML, XHTML: XHTML}

_XHTML_TAG = re.compile(r"\{http://www\.w3\.org/1999/xhtml\}([A-Za-z][A-Za-z0-9]*)")
#: Their start or end does more in feedparser than stand in the text.
_ODD_TAGS = frozenset({"body", "svg", "math"})
_QUOTE = {'"': "&quot;"}
DEEPEST = 100  #: elements within one another; no feed of the usual make comes near
#: Addresses that joining does not change.
_ABSOLUTE = re.compile(
    r"https?://[A-Za-z0-9.-]+/[A-Za-z0-9/._~%+-]*(?:\?[A-Za-z0-9/._~%+=&-]+)?(?:#[A-Za-z0-9._-]+)?"
)
_C1 = re.compile("[\x80-\x9f]")
_C1_UTF8 = re.compile(rb"\xc2[\x80-\x9f]")

_LONGEST_BASE = 2000


def text(element: Element) -> str:
    """The text of an element that holds nothing else, stripped."""
    if len(element):
        raise Unusual("an element within a text")
    return (element.text or "").strip()


def mended_text(element: Element) -> str:
    """The text of an element that holds nothing else, stripped and mended."""
    if len(element):
        raise Unusual("an element within a text")
    value = (element.text or "").strip()
    return value if value.isascii() else mended(value)


def mended(value: str) -> str:
    """UTF-8 that was taken for Latin-1 put right, and the control characters that are Windows-1252 replaced."""
    if value.isascii():
        return value
    with suppress(UnicodeEncodeError, UnicodeDecodeError):
        value = value.encode("iso-8859-1").decode("utf-8")
    if not _C1_UTF8.search(value.encode()):  # ten times as fast as a search in the text
        return value
    windows = feedparsers().windows
    return _C1.sub(lambda c: windows.get(ord(c[0]), c[0]), value)


def construct(element: Element, default: str, *, atom: bool) -> tuple[str, str]:
    """A text construct: its value, and its media type, which feedparser guesses in RSS (`looks_like_html`)."""
    kind = _kind(element, default) if element.keys() else default
    if kind == XHTML:
        if not atom:
            raise Unusual("XHTML outside of Atom")
        return mended(_xhtml(element)), kind
    value = text(element)
    if not atom and kind == PLAIN and ("&" in value or "</" in value) and feedparsers().like_html(value):
        kind = HTML
    return (value if value.isascii() else mended(value)), kind


def _kind(element: Element, default: str) -> str:
    found = attributes(element.attrib)
    kind = KINDS.get(found.get("type", default).lower())
    if kind is None or "mode" in found:
        raise Unusual("a text of another type")
    return kind


def _xhtml(element: Element) -> str:
    """Inline XHTML written out, without the one `<div>` that is around all of it."""
    pieces: list[str] = []
    whole = element
    if len(element) == 1 and _xhtml_tag(element[0].tag) == "div" and not _around(element):
        whole = element[0]
        _attributes(whole)
    _write(whole, pieces, 1)
    return "".join(pieces).strip()


def _around(element: Element) -> str:
    """The text beside the one child."""
    return ((element.text or "") + (element[0].tail or "")).strip()


def _write(element: Element, pieces: list[str], depth: int) -> None:
    if depth > DEEPEST:
        raise Unusual("deep nesting")
    if element.text:
        pieces.append(_escaped(element.text))
    for child in element:
        tag = _xhtml_tag(child.tag)
        pieces.append(f"<{tag}{_attributes(child)}>" if child.keys() else f"<{tag}>")
        if len(child):
            _write(child, pieces, depth + 1)
        elif child.text:
            pieces.append(_escaped(child.text))
        pieces.append(f"</{tag}>")
        if child.tail:
            pieces.append(_escaped(child.tail))


def _escaped(value: str) -> str:
    return escape(value) if "&" in value or "<" in value or ">" in value else value


@lru_cache(256)
def _xhtml_tag(tag: str) -> str:
    found = _XHTML_TAG.fullmatch(tag)
    name = found[1].lower() if found else ""
    if not name or name in _ODD_TAGS:
        raise Unusual("other elements than XHTML's in XHTML")
    return name


def _attributes(element: Element) -> str:
    if any(key[0] == "{" and not key.startswith("{http://www.w3.org/XML/") for key in element.keys()):  # noqa: SIM118
        raise Unusual("a namespaced attribute in XHTML")
    return "".join(
        f' {key}="{escape(value.lower() if key in ("rel", "type") else value, _QUOTE)}"'
        for key, value in attributes(element.attrib).items()
    )


def address(base: str, value: str) -> str:
    """An address as feedparser joins it with the document's base, "" when there is none."""
    if (base and not _ABSOLUTE.fullmatch(value)) or ":///" in value:
        joined: str = feedparsers().join(base, value)
        return joined
    return value


@lru_cache(256)
def new_base(current: str, stated: str) -> str:
    """The base within an element that states one. Unusual when it would not stay the same from tag to tag."""
    if not stated:
        return current
    if len(stated) > _LONGEST_BASE:
        raise Unusual("a long base")
    asked = feedparsers()
    base: str = (asked.absolute(current, stated) or current) if current else asked.join("", stated)
    probe = "https://outlet.example/"
    if base and ((asked.absolute(base, base) or base) != base or asked.join(base, probe) != probe):
        raise Unusual("a base that is none")
    return base


class _Feedparser:
    """What is asked of feedparser, imported at the first need."""

    def __init__(self) -> None:
        from feedparser.api import StrictFeedParser
        from feedparser.html import _cp1252
        from feedparser.urls import _urljoin, make_safe_absolute_uri

        self.windows: dict[int, str] = _cp1252
        self.like_html: Any = StrictFeedParser.looks_like_html
        self.join: Any = _urljoin
        self.absolute: Any = make_safe_absolute_uri


@cache
def feedparsers() -> _Feedparser:
    return _Feedparser()
