"""HTML that strangers wrote: its references, attributes, links and pictures. Linear in its length.

Its text is `digest.feeds.prose`, its tags `digest.feeds.tags`. Nothing here is ever shown as HTML again.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from digest.feeds.tags import ODD_TAG, TAG, split_tags, without_raw

#: Characters of one entry's HTML; its text is cut at 100 KB later.
LARGEST_HTML = 1_000_000

_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,40})\s{0,20}=\s{0,20}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))"""
)

#: A tag that is certainly meant as HTML, and a character reference that has a name or number.
MARKUP = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|small|span|strike|"
    r"strong|sub|sup|tt|u|ul|wbr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def attribute(attributes: str, name: str) -> str:
    """The value of a tag's attribute, "" when it is missing."""
    if name not in attributes and name.upper() not in attributes.upper():
        return ""
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() == name:
            value = match[2] or match[3] or match[4] or ""
            # Without the semicolon it is no reference: `?a=1&copy=2` (HTML 5, 13.2.5.73)
            return (
                REFERENCE.sub(lambda m: html.unescape(m[0]), value).strip() if "&" in value else value.strip()
            )
    return ""


def feed_links(page: str, base: str) -> tuple[tuple[str, str], ...]:
    """(address, title) of the feeds that a page names in `<link rel=alternate type=…>`, in its order."""
    found: dict[str, str] = {}
    parts = split_tags(page)
    for name, attributes in zip(parts[2::4], parts[3::4], strict=True):
        name = name.lower()
        if name == "base" and (href := attribute(attributes, "href")):
            base = _join(base, href)
        if name != "link" or "alternate" not in attribute(attributes, "rel").lower().split():
            continue
        kind = attribute(attributes, "type").lower().partition(";")[0].strip()
        href = attribute(attributes, "href")
        if kind in _FEED_TYPES and href:
            found.setdefault(_join(base, href), attribute(attributes, "title")[:120])
    return tuple(found.items())


_IMG = re.compile(r"<img(?=[\s/])", re.IGNORECASE)
#: Inline data, buttons, counters and emoji, which feeds bring as pictures.
_NO_PICTURE = re.compile(
    r"(?i)^data:|//feeds?\.feedburner\.com/|feedsportal\.com/|doubleclick\.net/|gravatar\.com/|/images/core/emoji/"
    r"|//stats\.wordpress\.com/|//pixel\.|/open\.gif|//b\.scorecardresearch\.com/"
    r"|[?&/._-](?:pixel|spacer|blank|1x1)[./?&_-]"
)


def first_image(markup: str) -> tuple[str, str, str, str]:
    """src, alt, width and height of the first picture that is no tracking pixel or icon; "" for what is missing."""
    if not _IMG.search(markup):
        return "", "", "", ""
    markup = without_raw(markup)
    for begin in _IMG.finditer(markup):
        tag = TAG.match(markup, begin.start()) or ODD_TAG.match(markup, begin.start())
        if tag is None:  # it never ends, so there is none after it
            break
        if source := attribute(tag[3], "src"):
            width, height = attribute(tag[3], "width"), attribute(tag[3], "height")
            small = any(size.isdecimal() and int(size[:6]) < 32 for size in (width, height))
            if not small and not _NO_PICTURE.search(source):
                return source, attribute(tag[3], "alt"), width, height
    return "", "", "", ""


def _join(base: str, reference: str) -> str:
    try:
        return urljoin(base, reference.strip())
    except ValueError:  # "http://[": not an address
        return ""


def plain(value: str) -> str:
    """Plain text as HTML. Character references in it were escaped twice by the publisher: they stay references.

    (`AT&amp;amp;T` in a feed's source is never meant as the seven letters `AT&amp;T`.)
    """
    if "&" not in value and "<" not in value and ">" not in value:
        return value
    pieces: list[str] = []
    position = 0
    for reference in REFERENCE.finditer(value):
        pieces += (html.escape(value[position : reference.start()], quote=False), reference[0])
        position = reference.end()
    return "".join((*pieces, html.escape(value[position:], quote=False)))
