"""What each element does, by feedparser's name for it. The comments say which of its oddities are kept on purpose.

A handler gets the document, what the element belongs to, the element and its depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from digest.feeds.fast.context import Context
from digest.feeds.fast.dates import date
from digest.feeds.fast.document import Document, Handler
from digest.feeds.fast.media import (
    category,
    chapters,
    enclosure,
    image,
    itunes_category,
    itunes_image,
    keywords,
    licence,
    media_category,
    media_content,
    media_thumbnail,
    source,
    tags,
    textinput,
)
from digest.feeds.fast.names import attributes
from digest.feeds.fast.people import author, contributor, owner
from digest.feeds.fast.texts import HTML, PLAIN, XHTML, address, construct, mended, mended_text, text
from digest.feeds.fast.unusual import Unusual

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_REFERENCE = re.compile("&([A-Za-z0-9_]+);")
_PERMALINK = {"isPermaLink"}


def _item(doc: Document, feed: Context, element: Element, depth: int) -> None:
    if feed.kind != "feed" or depth not in (2, 3):
        raise Unusual("an entry in an entry")
    entry = Context("entry", depth + 1)
    if element.keys():
        stated = attributes(element.attrib)
        if "lastmod" in stated or "href" in stated:
            raise Unusual("an item of CDF")
        entry.id = stated.get("rdf:about", "")
    doc.title_depth = -1
    doc.guid_is_link = False
    doc.children(entry, element, depth + 1)
    doc.has_content = False
    doc.entries.append(entry.entry())


def _title(doc: Document, context: Context, element: Element, depth: int) -> None:
    value, kind = construct(element, PLAIN, atom=doc.atom)
    if not -1 < doc.title_depth <= depth:
        context.title_kind = kind
        if context.kind != "entry" or depth <= context.title_at:
            context.title, context.title_at = value, depth
    if value:
        doc.title_depth = depth


def _media_title(doc: Document, context: Context, element: Element, depth: int) -> None:
    before = doc.title_depth
    _title(doc, context, element, depth)
    doc.title_depth = before


def _description(doc: Document, context: Context, element: Element, depth: int) -> None:
    if context.summary is not None and not doc.has_content:
        _content(doc, context, element, depth)  # a second summary is a content
        return
    value, kind = construct(element, HTML, atom=doc.atom)
    if context.kind == "entry":  # a feed's is its subtitle
        _keep_summary(context, value, kind, depth)


def _summary(doc: Document, context: Context, element: Element, depth: int) -> None:
    if context.summary is not None and not doc.has_content:
        _content(doc, context, element, depth)
        return
    value, kind = construct(element, PLAIN, atom=doc.atom)
    _keep_summary(context, value, kind, depth)


def _keep_summary(context: Context, value: str, kind: str, depth: int) -> None:
    context.summary_kind = kind
    if context.kind != "entry" or depth <= context.summary_at:
        context.summary, context.summary_at = value, depth


def _content(doc: Document, context: Context, element: Element, _: int, *, default: str = PLAIN) -> None:
    doc.has_content = True
    value, kind = construct(element, default, atom=doc.atom)
    context.contents.append((value, kind))
    if context.summary is None:
        context.summary = value  # without its type


def _content_encoded(doc: Document, context: Context, element: Element, depth: int) -> None:
    _content(doc, context, element, depth, default=HTML)


def _link(doc: Document, context: Context, element: Element, _: int) -> None:
    if not element.keys():
        _keep_link(context, "alternate", _link_text(doc, context, element), {})
        return
    stated = attributes(element.attrib)
    rel = stated.get("rel", "alternate").lower()
    href = stated.get("url", stated.get("uri", stated.get("href"))) or stated.get("href")
    if href is None:
        _keep_link(context, rel, _link_text(doc, context, element), stated)
        return
    text(element)
    href = address(doc.base, href)
    kind = stated.get("type", "application/atom+xml" if rel == "self" else HTML).lower()
    before = context.link
    _keep_link(context, rel, href, stated)
    if rel != "alternate" or kind not in ("html", "xhtml", HTML, XHTML):
        context.link = before


def _link_text(doc: Document, context: Context, element: Element) -> str:
    value = text(element)
    if value:
        value = mended(address(doc.base, value))
    if "&" in value:
        value = value.replace("&amp;", "&") if context.kind == "entry" else value
        value = _REFERENCE.sub(r"&\1", value)
    return value


def _keep_link(context: Context, rel: str, href: str, stated: Mapping[str, str]) -> None:
    context.link = href
    if rel == "alternate":
        context.alternate = context.alternate or href.strip()
    elif rel == "enclosure":
        context.enclosures.append((href.strip(), stated))


def _guid(doc: Document, context: Context, element: Element, depth: int) -> None:
    doc.guid_is_link = True
    if element.keys():
        stated = element.attrib
        if stated.keys() != _PERMALINK:
            stated = {"isPermaLink": attributes(stated).get("ispermalink", "true")}
        doc.guid_is_link = stated["isPermaLink"] == "true"
    value = text(element)
    if value:
        value = mended(address(doc.base, value) if doc.guid_is_link else value)
    if context.kind == "entry" and depth <= context.id_at:
        context.id, context.id_at = value, depth
    if doc.guid_is_link and context.link is None:
        context.link = value


def _published(_: Document, context: Context, element: Element, __: int) -> None:
    context.published = date(mended_text(element))


def _updated(_: Document, context: Context, element: Element, __: int) -> None:
    context.updated = date(mended_text(element))


def _created(_: Document, context: Context, element: Element, __: int) -> None:
    context.created = date(mended_text(element))


def _language(_: Document, context: Context, element: Element, __: int) -> None:
    context.language = mended_text(element)


def _group(doc: Document, context: Context, element: Element, depth: int) -> None:
    doc.children(context, element, depth + 1)


def _leaf(_: Document, __: Context, element: Element, ___: int) -> None:
    """What is not read, and does nothing but hold a text."""
    if len(element):
        raise Unusual("an element within a text")


def _unread(doc: Document, _: Context, element: Element, __: int) -> None:
    """A text construct that is not read."""
    if len(element):
        construct(element, PLAIN, atom=doc.atom)


_BY_HANDLER: dict[Handler, str] = {
    _item: "item entry",
    _title: "title dc_title",
    _media_title: "media_title",
    _link: "link",
    _guid: "guid id",
    _description: "description dc_description media_description",
    _summary: "summary itunes_summary",
    _content: "content",
    _content_encoded: "content_encoded",
    author: "author managingeditor dc_author dc_creator itunes_author",
    contributor: "contributor",
    owner: "itunes_owner",
    category: "category keywords dc_subject",
    media_category: "media_category",
    itunes_category: "itunes_category",
    keywords: "media_keywords itunes_keywords",
    tags: "tags",
    _published: "published issued pubdate dcterms_issued",
    _updated: "updated modified lastbuilddate dc_date dcterms_modified",
    _created: "created dcterms_created",
    enclosure: "enclosure",
    media_content: "media_content",
    media_thumbnail: "media_thumbnail",
    itunes_image: "itunes_image",
    image: "image",
    textinput: "textinput",
    source: "source",
    _language: "language dc_language",
    licence: "creativecommons_license",
    chapters: "psc_chapters",
    _group: "media_group",
    _unread: "subtitle tagline itunes_subtitle rights copyright dc_rights info feedburner_browserfriendly",
    _leaf: "generator webmaster dc_publisher dc_contributor name itunes_name email itunes_email url uri homepage "
    "width height cloud media_rating media_credit media_restriction media_license media_player cc_license "
    "georss_point georss_line georss_polygon georss_box itunes_block itunes_explicit",
}
#: By feedparser's name. What it handles and is not here is unusual; what it does not handle does nothing.
HANDLERS: dict[str, Handler] = {
    name: handler for handler, names in _BY_HANDLER.items() for name in names.split()
}
