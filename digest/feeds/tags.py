"""What the tags of HTML mean to a reader of text, and where a part that is no prose ends."""

from __future__ import annotations

import html
import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A tag in which no quotation mark hides a `<` or `>`. Every attempt ends at the next of these: linear.
TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/><"'=]*+)((?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)>""",
)
#: As a browser reads it (HTML 5, 13.2.5.33): a quotation mark after `=` hides everything up to its partner. One
#: that has none within reach hides nothing. This fails at the text's end only, where reading ends too.
ODD_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/><"'=]*+)((?:[^>=]++|=\s*+(?:"[^"]{0,4000}+"|'[^']{0,4000}+'|))*+)>""",
)
_BEGINS = re.compile(r"</?[a-zA-Z]")
#: What is no markup although it looks so: comments, declarations, CDATA, and elements of which only their own end
#: tag is read.
_RAW = re.compile(
    r"<(?:(!\[CDATA\[)|(!--)|([!?])|(script|style|iframe|noembed|noframes|textarea|title|xmp)(?=[\s/>]))",
    re.I,
)
#: Of these a missing end means that the rest of the text belongs to them, of the others that it was forgotten.
_SWALLOWS = frozenset(("script", "style"))


#: What to do about a tag. Plain numbers: an enumeration's look-ups would cost a tenth of all cleaning.
INLINE, BLOCK, BREAK, CELL, SILENT, ITEM, LIST, PRE, LINK, NOTE, IMAGE, QUOTE, ROW = range(13)
_NAMES = {
    INLINE: "abbr b bdi big cite code del em font i ins kbd mark s small span strike strong sub tt u wbr time",
    BLOCK: "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html main nav p section summary table tbody tfoot thead",
    BREAK: "br",
    CELL: "td th",
    ROW: "tr",
    # no prose
    SILENT: "template svg math object noscript head button select figcaption audio video canvas datalist",
    ITEM: "li",
    LIST: "ul ol menu",
    PRE: "pre",
    LINK: "a",
    NOTE: "sup",
    IMAGE: "img",
    QUOTE: "q",
}
#: By name, in lower and in upper case.
KIND = {
    spelled: kind
    for kind, names in _NAMES.items()
    for name in names.split()
    for spelled in (name, name.upper())
}
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
#: Elements that a new block ends although their end tag is missing, as HTML 5 has it of `p` and of foreign content.
_SHORT = frozenset(("p", "svg", "math", "button", "select"))

#: What publishing systems put around what is no part of the text, by class: captions, buttons, share lines, forms,
#: cards of other pages.
_CLASSES = _words(
    "wp-caption-text wp-caption-dd wp-element-caption gallery-caption image-caption caption-text tr-caption"
    " sharedaddy sd-sharing-enabled jp-relatedposts yarpp yarpp-related addtoany_share_save_container"
    " addtoany_content heateor_sss_sharing_container social-share share-buttons feedflare mc4wp-form"
    " screen-reader-text sr-only visually-hidden wp-block-buttons wp-block-button wp-embedded-content"
    " mc_embed_signup ssba code-block-ad"
    " subscription-widget-wrap subscription-widget-wrap-editor subscription-widget button-wrapper digest-post-embed"
    " embedded-post-wrap install-substack-app-embed captioned-button-wrap image-link-expand poll-embed"
    " community-chat paywall-jump comments-page"
    " kg-bookmark-card kg-button-card kg-signup-card kg-cta-card kg-product-card kg-file-card kg-audio-card"
    " kg-header-card kg-callout-emoji"
    " medium-feed-link mcnPreviewText preheader mcePreviewText"
    " headerlink anchor-link heading-anchor header-anchor footnote-ref footnote-backref footnoteBackLink"
    " article-share newsletter-signup related-posts post-navigation"
)
_CLASS = re.compile(r"""\b(?:class|id)\s{0,9}=\s{0,9}(?:"([^"]{0,999})"|'([^']{0,999})'|([^\s"'>]{1,999}))""")
_HIDDEN = re.compile(
    r"""display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all|(?<=\s)hidden(?=[\s/=]|$)"""
    r"""|aria-hidden\s{0,9}=\s{0,9}["']?true""",
    re.IGNORECASE,
)


def split_tags(markup: str) -> list[str]:
    """`[text, slash, name, attributes, text, …]`: the texts are still escaped, scripts and comments are gone."""
    markup = without_raw(markup)
    parts = TAG.split(markup)
    for position in range(0, len(parts), 4):
        if "<" in parts[position] and _BEGINS.search(parts[position]):
            return _carefully(markup)
    return parts


def _carefully(markup: str) -> list[str]:
    """The same, where a tag has an attribute that holds `<` or `>`, or never ends (which swallows the rest)."""
    parts: list[str] = []
    position = 0
    begin = _BEGINS.search(markup)
    while begin:
        tag = TAG.match(markup, begin.start()) or ODD_TAG.match(markup, begin.start())
        parts.append(markup[position : begin.start()])
        if tag is None:
            return parts
        parts += (tag[1], tag[2], tag[3])
        position = tag.end()
        begin = _BEGINS.search(markup, position)
    parts.append(markup[position:])
    return parts


def without_raw(markup: str) -> str:
    """The markup without scripts, styles, comments and the like; CDATA as text."""
    if not _RAW.search(markup):
        return markup
    pieces: list[str] = []
    position = 0
    unclosed: set[str] = set()
    found = _RAW.search(markup)
    while found:
        end, text = _raw_end(markup, found, unclosed)
        pieces += (markup[position : found.start()], text)
        position = end
        found = _RAW.search(markup, position)
    pieces.append(markup[position:])
    return "".join(pieces)


def _raw_end(markup: str, found: re.Match[str], unclosed: set[str]) -> tuple[int, str]:
    """Where what is no markup ends, and what stands in its place."""
    start = found.end()
    if found[1]:  # CDATA is text
        end = markup.find("]]>", start)
        text = markup[start : end if end >= 0 else len(markup)]
        return (end + 3 if end >= 0 else len(markup)), html.escape(text, quote=False)
    if not found[4]:
        closing = "-->" if found[2] else ">"
        end = markup.find(closing, start - 2 if found[2] else start)  # `<!-->` is a whole comment
        return (end + len(closing) if end >= 0 else len(markup)), ""
    name = found[4].lower()
    ended = None if name in unclosed else re.compile(f"</{name}(?=[\\s/>])[^>]*", re.I).search(markup, start)
    if ended is None:
        unclosed.add(name)
        if name in _SWALLOWS:
            return len(markup), ""
        return start, f"<{name}"
    return ended.end() + 1, "" if name != "iframe" else " "


def furniture(attributes: str) -> bool:
    """Whether an element with these attributes is hidden, or known to hold no part of the text."""
    if "class" in attributes or "id=" in attributes:
        for found in _CLASS.finditer(attributes):
            if not _CLASSES.isdisjoint((found[1] or found[2] or found[3] or "").split()):
                return True
    low = attributes.lower()
    return ("none" in low or "hid" in low) and _HIDDEN.search(attributes) is not None


def end_of(parts: list[str], index: int) -> int:
    """The index of the tag that ends the element begun at `index`; 0 when it has no end.

    (An index is that of the tag's slash in `split_tags`.) It is the element's own end tag, or the tag before which
    HTML 5 ends it without one.
    """
    name = parts[index + 1].lower()
    if name in _VOID or parts[index + 2].endswith("/"):
        return 0
    depth = 1
    for place in range(index + 4, len(parts), 4):
        other = parts[place + 1].lower()
        if other == name:
            if parts[place]:
                depth -= 1
                if not depth:
                    return place
            elif not parts[place + 2].endswith("/"):
                depth += 1
        elif name in _SHORT:
            if not parts[place] and KIND.get(other) in (BLOCK, LIST, PRE, ROW):
                return place
        elif name == "figcaption" and parts[place] and other == "figure":
            return place
    return 0
