"""How deep elements stand inside one another, told before a tree is built.

Whoever builds a tree looks at every element that is still open when another begins, so that a row of nothing but
`<div>` costs the square of its length; and what walks the tree afterwards may overflow. This scanner builds none: it
reads tags as the HTML Living Standard does (§ 13.2.5), once, possessively, and so in linear time.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

#: Chromium and WebKit build no deeper tree (`maximumHTMLParserDOMTreeDepth`); MJML of ours ends at 100.
MOST: Final = 512
#: Elements without an end, and those that the next of their kind closes: only what is around them can nest them.
_SHALLOW: Final = frozenset(
    re.split(
        " ",
        "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr "
        "p option optgroup colgroup caption thead tbody tfoot tr td th rb rp rt rtc html head body",
    )
)
#: What the next of its kind closes when it stands right inside; one of another kind nests.
_ROWS: Final = {"li": ("li",), "dd": ("dd", "dt"), "dt": ("dd", "dt")}
_FOREIGN: Final = ("svg", "math")
#: What ends a drawing or a formula that it stands in (§ 13.2.6.5), and is an element of HTML there.
_BREAKING: Final = frozenset(
    re.split(
        " ",
        "b big blockquote center code dd div dl dt em font h1 h2 h3 h4 h5 h6 i li listing menu nobr ol pre ruby s "
        "small span strike strong sub sup table tt u ul var",
    )
)
_ATTRIBUTE = (
    r"[\t\n\f\r /]++"
    r"|[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >\"'][^\t\n\f\r >]*+)?+)?+"
)
#: A comment; what only looks like a tag; a tag. Each ends somewhere, at the end of the document if need be.
_TAG = re.compile(
    rf"<(?:!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))|[!?][^>]*+|(/?)([a-z][^\t\n\f\r />]*+)((?:{_ATTRIBUTE})*+)>?)",
    re.IGNORECASE,
)
#: Elements whose content is no markup, and where each ends.
_RAW = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}


def too_deep(html: str, most: int = MOST) -> bool:
    """Whether more than `most` elements stand inside one another. A frameset, which no mail has, is not told apart."""
    inside: list[str] = []  # of those that count; never longer than `most`
    known: Counter[str] = Counter()  # how many of a name are inside
    at = 0
    while tag := _TAG.search(html, at):
        at = tag.end()
        name = (tag[2] or "").lower()
        if not name or name in _SHALLOW:
            continue
        if tag[1]:
            _close(inside, known, name)
            continue
        foreign = name not in _BREAKING and bool(name in _FOREIGN or known["svg"] or known["math"])
        if foreign and tag[3].endswith("/"):  # only there does the slash end an element
            continue
        if name in _RAW and not foreign:
            end = _RAW[name].search(html, at)
            at = end.start() if end else len(html)
        if inside and name in _ROWS.get(inside[-1], ()):
            continue
        inside.append(name)
        known[name] += 1
        if len(inside) > most:
            return True
    return False


def _close(inside: list[str], known: Counter[str], name: str) -> None:
    """Without the innermost of that name, and no other: an end tag does not reach out of a block to what is around."""
    if not known[name]:
        return
    known[name] -= 1
    place = len(inside) - 1
    while inside[place] != name:
        place -= 1
    del inside[place]
