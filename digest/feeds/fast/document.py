"""A document in UTF-8 -> its `Parsed`: the tree, the walk over it, and what feedparser remembers on its way."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree

from digest.feeds.fast.context import Context, markup
from digest.feeds.fast.names import Names, attributes, is_idle
from digest.feeds.fast.texts import DEEPEST, new_base
from digest.feeds.fast.unusual import Unusual
from digest.feeds.fast.utf8 import as_utf8
from digest.types import Parsed, RawEntry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What an element does: (document, what it belongs to, element, depth).
Handler = Callable[["Document", Context, "Element", int], None]

_BASE = re.compile(rb"base[ \t\r\n]*=")
_ATOM, _RSS10, _RSS090 = (
    "http://www.w3.org/2005/atom",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
)
_MOST_BASES = 10_000
_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}


def accepted(body: bytes, content_type: str) -> Parsed:
    """The document as feedparser reads it; Unusual when that is not certain."""
    with _uncollected():
        return _accepted(as_utf8(body, content_type))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would go through the growing tree again and again and find none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _accepted(data: bytes) -> Parsed:
    builder = ElementTree.XMLParser()  # noqa: S314 - there is no DTD (`as_utf8`), so nothing to expand or fetch
    # What `iterparse` does, which makes a class at each call: that costs as much as a small feed.
    parser = ElementTree.XMLPullParser(("start-ns",), _parser=builder)
    try:
        parser.feed(data)
        events = cast("Iterator[tuple[str, tuple[str, str]]]", parser.read_events())
        declared = [(prefix or "", uri or "") for _, (prefix, uri) in events]
        root: Element = builder.close()
    except (ElementTree.ParseError, ValueError) as error:
        raise Unusual("not well-formed") from error
    document = Document(Names(declared), root)
    if _BASE.search(data.lower()):
        document.note_bases(root)
    return document.read(root)


class Document:
    """The state of a walk. `base` and the rest change from element to element, in document order."""

    def __init__(self, names: Names, root: Element) -> None:
        self.names = names
        self.base = ""
        self.bases: dict[Element, str] = {}  #: elements that state one
        self.title_depth = -1  #: a title at this depth or deeper is not the first any more
        self.has_content = False
        self.guid_is_link = False
        self.entries: list[RawEntry] = []
        self.version = self._version(root)
        self.atom = self.version == "atom10"
        self._table: dict[str, Handler | None] = {}

    def _version(self, root: Element) -> str:
        """The first of three namespaces that is declared, which `<rss>` overrules; other roots are unusual."""
        name, spaces = self.names.of(root.tag), self.names.addresses
        first = next((uri for uri in spaces if uri in (_ATOM, _RSS10, _RSS090)), "")
        if name == "feed" and first == _ATOM:
            return "atom10"
        if name == "rdf_rdf" and first in (_RSS10, _RSS090):
            return "rss10" if first == _RSS10 else "rss090"
        if name != "rss" or _RSS10 in spaces or _RSS090 in spaces:
            raise Unusual("another root")
        stated = attributes(root.attrib).get("version", "")
        return _RSS_VERSIONS.get(stated) or ("rss20" if stated.startswith("2.") else "rss")

    def note_bases(self, root: Element) -> None:
        """Find the elements that state a base: `xml:base`, or `base` alone."""
        for element in root.iter():
            for key in element.keys():  # noqa: SIM118 - an element is no mapping
                if key.lower().endswith("base"):
                    found = attributes(element.attrib)
                    if ("xml:base" in found) + ("base" in found) > 1:
                        raise Unusual("two bases")
                    if base := found.get("xml:base", found.get("base")):
                        self.bases[element] = base
                    if len(self.bases) > _MOST_BASES:
                        raise Unusual("very many bases")

    def read(self, root: Element) -> Parsed:
        feed = Context("feed", 2 if self.atom else 3)
        self.base = new_base("", self.bases.pop(root, ""))
        stated = attributes(root.attrib)
        if self.version not in ("rss10", "rss090"):
            feed.language = stated.get("xml:lang", stated.get("lang", "")).replace("_", "-")
        if self.atom:
            self.children(feed, root, 2)
        else:
            self._channels(feed, root)
        if self.bases:
            raise Unusual("a base where none is expected")
        return Parsed(
            title=markup(feed.title, feed.title_kind),
            site=(feed.link or "").strip(),
            language=feed.language.strip(),
            format=self.version,
            entries=tuple(self.entries),
        )

    def _channels(self, feed: Context, root: Element) -> None:
        """The children of RSS's root: the channel and, in RSS 1.0, the items beside it."""
        for child in root:
            if child in self.bases:
                raise Unusual("a base on the channel")
            name = self.names.of(child.tag)
            if name == "channel":
                if not attributes(child.attrib).keys().isdisjoint(("lastmod", "href")):
                    raise Unusual("a channel of CDF")
                self.children(feed, child, 3)
            elif name in ("item", "image", "textinput"):
                handlers()[name](self, feed, child, 2)
            elif len(child) or not is_idle(name):
                raise Unusual("a strange child of the root")

    def children(self, context: Context, parent: Element, depth: int) -> None:
        """Let each child do what it does. `depth` is theirs."""
        if depth > DEEPEST:
            raise Unusual("deep nesting")
        if self.bases:
            self._children_with_bases(context, parent, depth)
            return
        table = self._table
        for child in parent:
            try:
                handler = table[child.tag]
            except KeyError:
                handler = self._handler(child.tag)
            if handler:
                handler(self, context, child, depth)
            elif len(child):
                self.children(context, child, depth + 1)

    def _children_with_bases(self, context: Context, parent: Element, depth: int) -> None:
        """The same, with feedparser's bookkeeping: a base outlives its element when there was none around it."""
        around = self.base
        for child in parent:
            self.base = new_base(self.base, self.bases.pop(child, ""))
            handler = self._handler(child.tag)
            if handler:
                handler(self, context, child, depth)
            elif len(child):
                if depth > DEEPEST:
                    raise Unusual("deep nesting")
                self._children_with_bases(context, child, depth + 1)
            self.base = around or self.base

    def _handler(self, tag: str) -> Handler | None:
        """What the elements of this name do; None: nothing, but their children might."""
        if tag not in self._table:
            name = self.names.of(tag)
            handler = handlers().get(name)
            if handler is None and not is_idle(name):
                raise Unusual(f"<{name}>")
            self._table[tag] = handler
        return self._table[tag]


@cache
def handlers() -> dict[str, Handler]:
    from digest.feeds.fast.elements import HANDLERS

    return HANDLERS
