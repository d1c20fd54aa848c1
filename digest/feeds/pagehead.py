"""What a page says of itself: title, language, main picture, whether it is free to read and to quote.

Read from meta elements and JSON-LD of a tree that lxml made, inside the box. All of it is a stranger's word:
numbers, depths and lengths are bounded, and what has an unexpected shape is as if it were not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from digest.feeds.characters import cut, one_line
from digest.feeds.fields import address_of
from digest.types import Image

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_METAS = 500
_SCRIPTS, _JSON_CHARACTERS, _NODES = 30, 500_000, 300
_LONGEST_URL = 4000
_ARTICLE = re.compile(r"(?:article|posting|report|webpage)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
#: Directives of the robots meta element that hold a colon of their own.
_VALUED = ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")


class Head:
    """A page's own statements. `url` is where it came from."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self._tree = tree
        self._metas = _metas(tree)
        self._nodes = tuple(_nodes(tree))
        self._base = _base(tree, url)

    def title(self) -> str:
        """One line: og:title, else the headline of JSON-LD, else the first heading, else the title element."""
        stated = (self._meta("og:title"), *(_text(node.get("headline")) for node in self._articles()))
        shown = (
            element.text_content()[:2000]
            for path in (".//h1", ".//title")
            for element in self._tree.iterfind(path)
        )
        return next((cut(title, 300) for found in (*stated, *shown) if (title := one_line(found))), "")

    def language(self) -> str:
        """As stated, a BCP 47 tag; "" when there is none."""
        stated = (self._tree.get("lang", ""), self._meta("content-language"), self._meta("og:locale"))
        return next((v.replace("_", "-") for s in stated if _LANGUAGE.fullmatch(v := s.strip())), "")

    def image(self) -> Image | None:
        """The main picture with its size and alternative text, as far as the page states them; None where it asks
        that none be shown elsewhere (`noimageindex`, `max-image-preview:none`)."""
        if any(_no_image(text) for name in ("robots", "digest") for text in self._metas.get(name, ())):
            return None
        alternative = self._meta("og:image:alt") or self._meta("twitter:image:alt")
        for name in ("og:image:secure_url", "og:image:url", "og:image"):
            if url := self._address(self._meta(name)):
                width, height = self._meta("og:image:width"), self._meta("og:image:height")
                return _image(url, width, height, alternative)
        for name in ("twitter:image", "twitter:image:src"):
            if url := self._address(self._meta(name)):
                return _image(url, "", "", alternative)
        pictures = (one for node in self._articles() for one in _listed(node.get("image"))[:5])
        for one in pictures:
            stated = one if isinstance(one, dict) else {"url": one}
            if url := self._address(_text(stated.get("url") or stated.get("contentUrl"))):
                caption = _text(stated.get("caption")) or alternative
                return _image(url, stated.get("width"), stated.get("height"), caption)
        return None

    def paid(self) -> bool:
        """Whether the page states that it is not free to read.

        schema.org `isAccessibleForFree`, of the article or, where that says nothing, of its part
        (Google's "subscription and paywalled content"); Open Graph's `article:content_tier`.
        """
        if self._meta("article:content_tier").strip().lower() == "locked":
            return True
        for node in self._articles():
            whole = node.get("isAccessibleForFree")
            parts = [part for part in _listed(node.get("hasPart"))[:20] if isinstance(part, dict)]
            stated = [whole] if whole is not None else [part.get("isAccessibleForFree") for part in parts]
            if any(_false(value) for value in stated):
                return True
        return False

    def unquotable(self, header: str) -> bool:
        """Whether it asks that none of its text be shown: `nosnippet` or `max-snippet:0`, in a meta element for
        all robots or for us, or in the X-Robots-Tag header (`header`), which may name a robot before a colon."""
        metas = [content for name in ("robots", "digest") for content in self._metas.get(name, ())]
        return any(_no_snippet(text) for text in (*metas, _ours(header)))

    def _meta(self, name: str) -> str:
        return next((content for content in self._metas.get(name, ()) if content.strip()), "")

    def _articles(self) -> Iterator[dict[str, Any]]:
        for node in self._nodes:
            kinds = _listed(node.get("@type"))[:10]
            if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
                yield node

    def _address(self, value: str) -> str:
        return address_of(value, self._base, "picture", [])


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of meta elements by their name in lower case."""
    found: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number == _METAS:
            break
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        for one in name.lower().split()[:4]:
            found.setdefault(one, []).append(element.get("content", "")[: _LONGEST_URL + 1])
    return found


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The nodes of JSON-LD that are about the page itself: not those that it lists or mentions."""
    size = 0
    queue: list[Any] = []
    for number, script in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        text = script.text or ""
        size += len(text)
        if number == _SCRIPTS or size > _JSON_CHARACTERS:
            break
        try:
            queue.append(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue
    for seen, node in enumerate(queue):  # the queue grows while it is read
        if seen == _NODES:
            break
        if isinstance(node, list):
            queue += node[:_NODES]
        elif isinstance(node, dict):
            queue += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
            yield node


def _base(tree: HtmlElement, url: str) -> str:
    element = tree.find(".//base[@href]")
    try:
        return urljoin(url, element.get("href", "")[:_LONGEST_URL]) if element is not None else url
    except ValueError:
        return url


def _no_image(directives: str) -> bool:
    words = {re.sub(r"\s", "", word) for word in directives.lower().split(",")}
    return bool(words & {"noimageindex", "max-image-preview:none"})


def _no_snippet(directives: str) -> bool:
    words = {re.sub(r"\s", "", word) for word in directives.lower().split(",")}
    return bool(words & {"nosnippet", "max-snippet:0"})


def _ours(header: str) -> str:
    """The directives of an X-Robots-Tag header that are for every robot or for us."""
    kept, agent = [], ""
    for word in header[:4000].lower().split(","):
        name, colon, value = (part.strip() for part in word.partition(":"))
        if colon and name not in _VALUED:
            agent, word = name, value
        if agent in ("", "*", "digest"):
            kept.append(word)
    return ",".join(kept)


def _image(url: str, width: object, height: object, alternative: str) -> Image:
    return Image(
        url=url, width=_pixels(width), height=_pixels(height), alt=cut(one_line(alternative[:1000]), 300)
    )


def _pixels(value: object) -> int | None:
    """A size in pixels; None for what is none. JSON-LD may give a number, a string, or a QuantitativeValue."""
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip().lower().removesuffix("px").strip() if isinstance(value, (int, str)) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) > 0 else None


def _false(value: object) -> bool:
    """schema.org's Boolean as it is found: false, "False", "http://schema.org/False"."""
    return value is False or (
        isinstance(value, str) and value.strip().lower().rsplit("/", 1)[-1] in ("false", "no")
    )


def _text(value: object) -> str:
    return value[: _LONGEST_URL + 1] if isinstance(value, str) else ""


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
