"""Authors. feedparser keeps the last one's name and address, and finds them in odd ways, which are followed here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.feeds.fast.context import Context
from digest.feeds.fast.document import Document
from digest.feeds.fast.names import is_idle
from digest.feeds.fast.texts import address, mended, text
from digest.feeds.fast.unusual import Unusual

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PARTS = {
    "name": "name", "itunes_name": "name", "email": "email", "itunes_email": "email",
    "uri": "href", "url": "href", "homepage": "href",
}  # fmt: skip
#: feedparser's own (`_sync_author_detail`); quadratic, so it is only given short texts.
_EMAIL = re.compile(
    r"(([a-zA-Z0-9\_\-\.\+]+)@((\[[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.)|(([a-zA-Z0-9\-]+\.)+))([a-zA-Z]{2,4}|[0-9]{1,3})(\]?))"
    r"(\?subject=\S+)?"
)
_LONGEST_NAME = 300


def author(doc: Document, context: Context, element: Element, depth: int) -> None:
    """An author: a text (RSS, Dublin Core), or name, address and page (Atom)."""
    person: dict[str, str] = {}
    if len(element):
        for child in element:
            part = _part(doc, child)
            if part:
                value = text(child)
                if part == "href" and value:
                    value = mended(address(doc.base, value))
                _take_over(context, person)
                person[part] = value
        own = "".join((element.text or "", *(child.tail or "" for child in element))).strip()
    else:
        own = (element.text or "").strip()
    if context.kind != "entry" or depth <= context.author_at:
        context.author, context.author_at = mended(own), depth
    if person:
        _take_over(context, person)


def contributor(doc: Document, _: Context, element: Element, __: int) -> None:
    """Contributors are not read."""
    for child in element:
        _part(doc, child)
        text(child)


def owner(doc: Document, context: Context, element: Element, _: int) -> None:
    """A podcast's owner, who is no author, though feedparser makes one of him in an entry."""
    if context.kind != "feed":
        raise Unusual("an owner in an entry")
    for child in element:
        _part(doc, child)
        text(child)


def _part(doc: Document, child: Element) -> str:
    """Which part of a person a child is; "" for an unknown one that holds no text."""
    name = doc.names.of(child.tag)
    if child in doc.bases or len(child):
        raise Unusual("a strange part of a person")
    part = _PARTS.get(name, "")
    if not part and (not is_idle(name) or (child.text or "").strip()):
        raise Unusual("a strange part of a person")
    return part


def _take_over(context: Context, person: dict[str, str]) -> None:
    """`_sync_author_detail`: a new person without a part yet gets those of the author before."""
    if person:
        name, email = person.get("name"), person.get("email")
        context.author = f"{name} ({email})" if name and email else name or email or context.author
    elif context.author:
        if len(context.author) > _LONGEST_NAME:
            raise Unusual("a long author")
        _divide(context.author, person)


def _divide(whole: str, person: dict[str, str]) -> None:
    found = _EMAIL.search(whole) if "@" in whole else None
    if found:
        for part in (found[0], "()", "<>", "&lt;&gt;"):
            whole = whole.replace(part, "")
        whole = whole.strip().removeprefix("(").removesuffix(")").strip()
        person["email"] = found[0]
    if whole:
        person["name"] = whole
