"""HTML that strangers wrote, as text and links. Linear in its length, whatever it holds.

No tree is built: 100,000 nested `<div>` in half a megabyte cost 22 s in lexbor (selectolax) and 33 s in
html5ever (nh3) on the machine this was measured on, and a feed's entries are cleaned outside the box. A
scanner over tags is enough for text, it has no depth, and nothing here is ever shown as HTML again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

#: Characters of one entry's HTML; its text is cut at 100 KB later.
LARGEST_HTML = 1_000_000

#: `<name`, `</name`, `<!--`, `<!` or `<?`; a lone `<` ("AI < humans") is text, as in HTML 5.
_OPEN = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})|(!--)|([!?]))")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_BLOCK = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    }
)
#: Their content is no prose.
_SILENT = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "noscript",
        "head",
        "title",
        "button",
        "select",
        "textarea",
        "figcaption",
        "audio",
        "video",
        "canvas",
        "noembed",
        "noframes",
    }
)
#: Of these the content is not even markup: only their own end tag ends them.
_RAW = frozenset(("script", "style", "iframe", "noembed", "noframes", "textarea", "title"))
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")

#: A tag that is certainly meant as HTML, and a character reference that has a name or number.
MARKUP = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|q|s|small|span|strike|"
    r"strong|sub|sup|tt|u|ul|wbr)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Tag:
    name: str  #: lower case
    end: bool
    attributes: str = ""  #: as written

    def get(self, name: str) -> str:
        """An attribute's value, "" when it is missing."""
        for match in _ATTRIBUTE.finditer(self.attributes):
            if match[1].lower() == name:
                return html.unescape(match[2] or match[3] or match[4] or "").strip()
        return ""


def tokens(markup: str) -> Iterator[Tag | str]:
    """Tags, and the text between them (still escaped). Comments and declarations are left out; CDATA is text."""
    position, size = 0, len(markup)
    pending = markup.find("<")
    while pending >= 0:
        opening = _OPEN.match(markup, pending)
        if opening is None:
            pending = markup.find("<", pending + 1)
            continue
        if pending > position:
            yield markup[position:pending]
        if opening[3] or opening[4]:
            position, text = _declaration(markup, pending)
            if text:
                yield html.escape(text, quote=False)
        else:
            close = _tag_end(markup, opening.end())
            if close < 0:  # a tag that never ends swallows the rest, as in a browser
                return
            name = opening[2].lower()
            yield Tag(name, bool(opening[1]), markup[opening.end() : min(close, opening.end() + 4000)])
            position = close + 1
            if name in _RAW and not opening[1]:
                position = _raw_end(markup, position, name)
        pending = markup.find("<", position)
    if position < size:
        yield markup[position:]


def _declaration(markup: str, start: int) -> tuple[int, str]:
    """Where a comment, declaration or CDATA section ends, and the text of the latter."""
    if markup.startswith("<![CDATA[", start):
        end = markup.find("]]>", start)
        return (end + 3, markup[start + 9 : end]) if end >= 0 else (len(markup), markup[start + 9 :])
    closing = "-->" if markup.startswith("<!--", start) else ">"
    end = markup.find(closing, start + 2)
    return (end + len(closing) if end >= 0 else len(markup)), ""


def _tag_end(markup: str, start: int) -> int:
    """The `>` that ends a tag. A quote may hide one, but a quote that is never closed hides nothing."""
    close = markup.find(">", start)
    if close < 0:
        return -1
    inside = markup[start:close]
    for quote in "\"'":
        if f"={quote}" in inside and inside.count(quote) % 2:
            ending = markup.find(quote, close, close + 4000)
            if ending >= 0:
                further = markup.find(">", ending)
                return further if further >= 0 else close
    return close


def _raw_end(markup: str, start: int, name: str) -> int:
    """Where `</name` begins; the end of the text when it never does."""
    found = re.compile(f"</{name}", re.IGNORECASE).search(markup, start)
    return found.start() if found else len(markup)


def text_of(markup: str) -> str:
    """Plain text: entities decoded once, paragraphs separated by a blank line, white space otherwise single.

    A text without any block of HTML keeps the paragraphs that its blank lines make.
    """
    paragraphs: list[str] = []
    pieces: list[str] = []
    silent = ""
    blocks = False

    def finish() -> None:
        if paragraph := _SPACE.sub(" ", html.unescape("".join(pieces))).strip():
            paragraphs.append(paragraph)
        pieces.clear()

    breaks = 0
    for token in tokens(markup):
        if isinstance(token, str):
            if silent:
                continue
            if not blocks and "\n" in token:
                first, *others = _BLANK_LINE.split(token)
                pieces.append(first)
                for other in others:
                    finish()
                    pieces.append(other)
            else:
                pieces.append(token)
            breaks = breaks if token.isspace() else 0
        elif silent:
            silent = "" if token.end and token.name == silent else silent
        elif token.name in _SILENT:
            silent = "" if token.end or token.attributes.rstrip().endswith("/") else token.name
        elif token.name == "br":
            breaks += 1
            finish() if breaks > 1 else pieces.append(" ")
        elif token.name in _BLOCK:
            blocks = True
            finish()
        elif token.name in ("td", "th"):
            pieces.append(" ")
    finish()
    return "\n\n".join(paragraphs)


_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def feed_links(page: str, base: str) -> tuple[tuple[str, str], ...]:
    """(address, title) of the feeds that a page names in `<link rel=alternate type=…>`, in its order."""
    found: dict[str, str] = {}
    for token in tokens(page):
        if not isinstance(token, Tag):
            continue
        if token.name == "base" and token.get("href"):
            base = _join(base, token.get("href"))
        if token.name != "link" or "alternate" not in token.get("rel").lower().split():
            continue
        kind, href = token.get("type").lower().partition(";")[0].strip(), token.get("href")
        if kind in _FEED_TYPES and href:
            found.setdefault(_join(base, href), token.get("title")[:120])
    return tuple(found.items())


#: Inline data, buttons, counters and emoji, which feeds bring as pictures.
_NO_PICTURE = re.compile(
    r"(?i)^data:|//feeds?\.feedburner\.com/|feedsportal\.com/|doubleclick\.net/|gravatar\.com/|/images/core/emoji/"
    r"|[?&/._-](?:pixel|spacer|blank|1x1)[./?&_-]"
)


def first_image(markup: str) -> tuple[str, str, str, str]:
    """src, alt, width and height of the first picture that is no tracking pixel or icon; "" for what is missing."""
    for token in tokens(markup):
        if isinstance(token, Tag) and token.name == "img" and (source := token.get("src")):
            width, height = token.get("width"), token.get("height")
            small = any(size.isdecimal() and int(size[:6]) < 32 for size in (width, height))
            if not small and not _NO_PICTURE.search(source):
                return source, token.get("alt"), width, height
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
    pieces: list[str] = []
    position = 0
    for reference in REFERENCE.finditer(value):
        pieces += (html.escape(value[position : reference.start()], quote=False), reference[0])
        position = reference.end()
    return "".join((*pieces, html.escape(value[position:], quote=False)))
