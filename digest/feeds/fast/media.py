"""What is beside the text: categories, pictures and enclosures, and the things that only come between.

`elements` has the table that names these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.feeds.fast.context import Context
from digest.feeds.fast.document import Document
from digest.feeds.fast.names import attributes
from digest.feeds.fast.texts import HTML, PLAIN, address, construct, mended, mended_text, text
from digest.feeds.fast.unusual import Unusual, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_IN_IMAGE = words("title link description url width height")
_IN_TEXTINPUT = words("title link description name")


def category(_: Document, context: Context, element: Element, __: int) -> None:
    if not element.keys():
        _tag(context, element, None, None, None)
        return
    stated = attributes(element.attrib)
    _tag(
        context, element, stated.get("term"), stated.get("scheme", stated.get("domain")), stated.get("label")
    )


def media_category(_: Document, context: Context, element: Element, __: int) -> None:
    stated = attributes(element.attrib)
    scheme = stated.get("scheme", "http://search.yahoo.com/mrss/category_schema")
    _tag(context, element, stated.get("term"), scheme, stated.get("label"))


def itunes_category(doc: Document, context: Context, element: Element, depth: int) -> None:
    if context.kind == "feed":  # they may lie in one another, and a feed's are not read
        if any(doc.names.of(child.tag) != "itunes_category" for child in element):
            raise Unusual("an element within a category")
        doc.children(context, element, depth + 1)
        return
    _tag(context, element, attributes(element.attrib).get("text"), "http://www.itunes.com/", None)


def _tag(context: Context, element: Element, term: str | None, scheme: str | None, label: str | None) -> None:
    if context.kind == "entry" and (term or scheme or label):
        context.add_tag(term, scheme, label)
    value = mended_text(element)
    if value and context.kind == "entry":
        context.name_tag(value)


def keywords(doc: Document, context: Context, element: Element, _: int) -> None:
    value = mended_text(element)
    if context.kind != "entry" or element.keys():  # with attributes its text is not kept
        return
    scheme = "http://www.itunes.com/" if doc.names.of(element.tag) == "itunes_keywords" else None
    for term in value.split(","):
        if term.strip():
            context.add_tag(term.strip(), scheme, None)


def tags(_: Document, context: Context, element: Element, __: int) -> None:
    for term in mended_text(element).split(","):
        if context.kind == "entry":
            context.add_tag(term.strip(), None, None)


def enclosure(_: Document, context: Context, element: Element, __: int) -> None:
    text(element)
    stated = attributes(element.attrib)
    href = stated.get("url", stated.get("uri", stated.get("href"))) or stated.get("href", "")
    context.enclosures.append((href.strip(), stated))


def media_content(doc: Document, context: Context, element: Element, depth: int) -> None:
    context.media.append(attributes(element.attrib))
    if len(element):
        doc.children(context, element, depth + 1)


def media_thumbnail(doc: Document, context: Context, element: Element, _: int) -> None:
    stated = attributes(element.attrib)
    value = text(element)
    if value and "url" not in stated:
        stated = {**stated, "url": mended(address(doc.base, value))}
    context.thumbnails.append(stated)


def itunes_image(_: Document, context: Context, element: Element, __: int) -> None:
    text(element)
    stated = attributes(element.attrib)
    context.image = stated.get("href") or stated.get("url") or context.image


def image(doc: Document, context: Context, element: Element, depth: int) -> None:
    doc.title_depth = -1
    if context.kind == "feed":
        _own_children(doc, element, depth, _IN_IMAGE)
    else:
        text(element)


def textinput(doc: Document, context: Context, element: Element, depth: int) -> None:
    if context.kind != "feed":
        raise Unusual("a text input in an entry")
    doc.title_depth = -1
    _own_children(doc, element, depth, _IN_TEXTINPUT)


def _own_children(doc: Document, element: Element, depth: int, names: frozenset[str]) -> None:
    """Of an image or a text input nothing is read; but its title is the last title that there was."""
    for child in element:
        name = doc.names.of(child.tag)
        if name not in names or child in doc.bases:
            raise Unusual("a strange child of an image")
        if name == "title":
            if construct(child, PLAIN, atom=doc.atom)[0]:
                doc.title_depth = depth + 1
        elif name == "description":
            construct(child, HTML, atom=doc.atom)
        else:
            text(child)


def source(doc: Document, context: Context, element: Element, depth: int) -> None:
    if context.kind != "entry":
        raise Unusual("a source of a feed")
    doc.title_depth = -1
    if len(element):
        doc.children(Context("source", depth + 1), element, depth + 1)


def licence(_: Document, context: Context, element: Element, depth: int) -> None:
    if depth != context.level:
        raise Unusual("a licence that breaks feedparser")
    text(element)


def chapters(doc: Document, _: Context, element: Element, __: int) -> None:
    for child in element:
        if doc.names.of(child.tag) != "psc_chapter" or "start" not in child.keys() or len(child):  # noqa: SIM118
            raise Unusual("chapters that break feedparser")
