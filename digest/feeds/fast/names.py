"""What feedparser calls an element: its handlers' names, whatever prefixes a feed uses.

`{http://purl.org/dc/elements/1.1/}creator` is `dc_creator`; an element of Atom or RSS has its bare name, in lower
case; one of an unknown namespace is named by the feed's own prefix. feedparser keeps those prefixes in one map
for the whole document and looks some names up twice, so a feed that uses a prefix for two namespaces, or one
that is another's usual name, is handed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from digest.feeds.fast.unusual import Unusual, words

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_URI = re.compile(
    r"[!-z|~]+"
)  # printable ASCII without braces: expat's names are divided by them, and by spaces
_LONGEST = 300  #: characters of a name or a namespace, so that those kept from feed to feed take little room
_XLINK = "http://www.w3.org/1999/xlink"

#: No handler is theirs, but feedparser keeps under these names what its handlers, or we, read.
_KEPT = re.compile(
    r".*_(?:detail|parsed)|authors|contributors|geometry|guidislink|license|links|publishers?|where"
)

#: Attributes that feedparser, or our reading of what it gives, looks at.
CONSUMED = words(
    """about base domain height href ispermalink label lang lastmod medium mode rel resource scheme src start term text
    type uri url version width xmlns"""
)
#: Attributes in lower case that say nothing unusual: an element that has only these is taken as it is.
_PLAIN = words(
    """bitrate count domain duration expression filesize height href hreflang label length medium rel scheme term text
    title type uri url version width"""
)


class Vocabulary(NamedTuple):
    """What the installed feedparser knows."""

    namespaces: Mapping[str, str]  #: address in lower case -> usual prefix, "" for those of RSS and Atom
    prefixes: frozenset[str]  #: those usual prefixes, in lower case
    handled: frozenset[str]  #: names of elements that it does more with than keep their text


@cache
def vocabulary() -> Vocabulary:
    from feedparser.api import StrictFeedParser

    names = {uri.lower(): prefix for uri, prefix in StrictFeedParser.namespaces.items()}
    handled = {
        re.sub(r"^_(start|end)_", "", n) for n in dir(StrictFeedParser) if re.match(r"_(start|end)_", n)
    }
    return Vocabulary(names, frozenset(prefix.lower() for prefix in names.values()), frozenset(handled))


def is_idle(name: str) -> bool:
    """Whether an element of this name does nothing in feedparser that we would notice."""
    return name not in vocabulary().handled and not _KEPT.fullmatch(name)


class Names:
    """The names of one document's elements. `declared` are its xmlns, in order: (prefix, address)."""

    def __init__(self, declared: Iterable[tuple[str, str]]) -> None:
        self.addresses: list[str] = []  #: each once, in order, in lower case
        self._unknown: dict[str, str] = {}  #: address -> prefix
        by_prefix: dict[str, str] = {}
        usual: set[str] = set()
        renamed: set[str] = set()
        for prefix, uri in dict.fromkeys(declared):
            if not uri:  # xmlns="" takes a declaration back
                continue
            if prefix and by_prefix.setdefault(prefix, uri) != uri:
                raise Unusual("a prefix declared twice")
            name = self._declare(prefix, uri)
            if name is not None:
                usual.add(name.lower())
                renamed |= {prefix.lower()} if prefix and prefix != name else set()
        own = [prefix.lower() for prefix in self._unknown.values() if prefix]
        if len(set(own)) < len(own) or not (usual | renamed).isdisjoint(own):
            raise Unusual("a prefix that means two things")
        if "rdf" in renamed or not usual.isdisjoint(renamed):
            raise Unusual("a prefix that is another's usual one")

    def _declare(self, prefix: str, uri: str) -> str | None:
        """Take one in; feedparser's prefix for it, None when it does not know it."""
        if not _URI.fullmatch(uri) or uri == _XLINK or not (prefix == "" or _LOCAL.fullmatch(prefix)):
            raise Unusual("a namespace of another form")
        self.addresses.append(uri.lower())
        usual = _usual(uri)
        if usual is None and self._unknown.setdefault(uri, prefix) != prefix:
            raise Unusual("an unknown namespace with two prefixes")
        return usual

    def of(self, tag: str) -> str:
        """Of an element as ElementTree has it (`{address}local`)."""
        if len(tag) > _LONGEST:
            raise Unusual("a long name")
        return _known(tag) or self._own(tag)

    def _own(self, tag: str) -> str:
        uri, local = _divided(tag)
        prefix = self._unknown[uri]  # feedparser does not tell a default one from none
        return f"{prefix}_{local}".lower() if prefix else local.lower()


@lru_cache(2048)
def _known(tag: str) -> str:
    """The name of an element of a namespace that feedparser knows, "" for others."""
    uri, local = _divided(tag)
    if not _LOCAL.fullmatch(local):
        raise Unusual("a name that is not ASCII")
    prefix = _usual(uri)
    if prefix is None:
        return ""
    return f"{prefix}_{local}".lower() if prefix else local.lower()


def attributes(attrib: dict[str, str]) -> dict[str, str]:
    """An element's attributes by their names in lower case (with `rdf:` or `xml:` before those), values as they are.

    Not to be changed by the caller. Those that nobody looks at may be missing.
    """
    if attrib.keys() <= _PLAIN:
        return attrib
    found: dict[str, str] = {}
    for key, value in attrib.items():
        if len(key) > _LONGEST:
            raise Unusual("a long name")
        name = _attribute(key)
        if name in found:
            raise Unusual("an attribute twice")
        if name:
            found[name] = value
    return found


@lru_cache(1024)
def _attribute(key: str) -> str:
    """The name of an attribute, "" for one that nobody looks at."""
    if not key.isascii():
        raise Unusual("a name that is not ASCII")
    uri, local = _divided(key)
    local = local.lower()
    if not uri:
        return local
    prefix = _usual(uri)
    if prefix:
        return f"{prefix.lower()}:{local}"
    if local in CONSUMED:  # feedparser would take it for the element's own
        raise Unusual("an attribute of a strange namespace")
    return ""


def _divided(tag: str) -> tuple[str, str]:
    if tag[0] != "{":
        return "", tag
    uri, _, local = tag[1:].rpartition("}")
    return uri, local


@lru_cache(1024)
def _usual(uri: str) -> str | None:
    """feedparser's prefix for a namespace, None when it does not know it."""
    lowered = uri.lower()
    return "" if "backend.userland.com/rss" in lowered else vocabulary().namespaces.get(lowered)
