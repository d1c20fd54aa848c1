"""Which features of HTML and CSS a letter uses, by the names that caniemail.com gives them.

What is used is gathered as marks (`p:border-radius`, `e:video`, `@:media`); a feature is a set of marks. Most are
told by their names: `css-border-radius` is the property, `css-unit-vh` the unit; `_MARKS` holds those that are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from digest.letter.gate import css
from digest.letter.gate.page import Page
from digest.letter.gate.painted import sheets

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: No text of HTML or CSS shows these: a part of the mail's own, a record in the DNS, the depth of a picture's colours.
UNSEEN = frozenset({"amp", "bimi", "image-hdr"})

#: p: property, v: property and value, u: unit, f: function, k: keyword, @: at-rule, m: media feature, s: selector,
#: e: element, a: attribute, i: kind of picture, x: what else there is
_MARKS: Mapping[str, str] = {
    "css-at-media-device-pixel-ratio": "m:-webkit-min-device-pixel-ratio m:-webkit-max-device-pixel-ratio "
    "m:min-resolution m:max-resolution m:resolution",
    "css-at-media-hover": "m:hover m:any-hover",
    "css-at-keyframes": "@:keyframes @:-webkit-keyframes",
    "css-animation": "p:animation p:animation-name p:-webkit-animation",
    "css-block-inline-size": "p:block-size",
    "css-border": "p:border p:border-top p:border-right p:border-bottom p:border-left p:border-width p:border-style "
    "p:border-color",
    "css-border-image": "p:border-image p:border-image-source",
    "css-border-inline-block": "p:border-inline p:border-block",
    "css-border-inline-block-individual": "p:border-inline-start p:border-inline-end p:border-block-start "
    "p:border-block-end",
    "css-border-inline-block-longhand": "p:border-inline-color p:border-inline-style p:border-inline-width "
    "p:border-block-color p:border-block-style p:border-block-width",
    "css-border-radius": "p:border-radius p:border-top-left-radius p:border-top-right-radius "
    "p:border-bottom-left-radius p:border-bottom-right-radius",
    "css-border-radius-logical": "p:border-start-start-radius p:border-start-end-radius p:border-end-start-radius "
    "p:border-end-end-radius",
    "css-column-layout-properties": "p:columns p:column-fill p:column-rule p:column-rule-color p:column-rule-style "
    "p:column-rule-width p:column-span p:column-width",
    "css-comments": "x:comment",
    "css-conic-gradient": "f:conic-gradient f:repeating-conic-gradient",
    "css-display": "x:display",
    "css-display-flex": "v:display:flex v:display:inline-flex",
    "css-display-grid": "v:display:grid v:display:inline-grid",
    "css-display-none": "v:display:none",
    "css-gap": "p:gap p:row-gap p:column-gap p:grid-gap",
    "css-grid-template": "p:grid-template p:grid-template-columns p:grid-template-rows p:grid-template-areas",
    "css-important": "x:important",
    "css-inert-attribute": "a:inert",
    "css-inset": "p:inset p:inset-block p:inset-inline",
    "css-intrinsic-size": "k:fit-content k:min-content k:max-content",
    "css-left-right-top-bottom": "p:left p:right p:top p:bottom",
    "css-linear-gradient": "f:linear-gradient f:repeating-linear-gradient",
    "css-margin": "p:margin p:margin-top p:margin-right p:margin-bottom p:margin-left",
    "css-margin-block-start-end": "p:margin-block-start p:margin-block-end",
    "css-margin-inline-block": "p:margin-inline p:margin-block",
    "css-margin-inline-start-end": "p:margin-inline-start p:margin-inline-end",
    "css-mask-image": "p:mask-image p:mask p:-webkit-mask-image",
    "css-modern-color": "f:lch f:oklch f:lab f:oklab",
    "css-nesting": "x:nesting",
    "css-outline": "p:outline p:outline-color p:outline-style p:outline-width",
    "css-overflow": "p:overflow p:overflow-x p:overflow-y",
    "css-padding": "p:padding p:padding-top p:padding-right p:padding-bottom p:padding-left",
    "css-padding-block-start-end": "p:padding-block-start p:padding-block-end",
    "css-padding-inline-block": "p:padding-inline p:padding-block",
    "css-padding-inline-start-end": "p:padding-inline-start p:padding-inline-end",
    "css-radial-gradient": "f:radial-gradient f:repeating-radial-gradient",
    "css-rgb": "f:rgb",
    "css-rgba": "f:rgba",
    "css-scroll-snap": "p:scroll-snap-type p:scroll-snap-align p:scroll-snap-stop",
    "css-selector-adjacent-sibling": "s:+",
    "css-selector-attribute": "s:[",
    "css-selector-chaining": "s:chained",
    "css-selector-child": "s:>",
    "css-selector-class": "s:.",
    "css-selector-descendant": "s:within",
    "css-selector-general-sibling": "s:~",
    "css-selector-grouping": "s:,",
    "css-selector-id": "s:#",
    "css-selector-type": "s:type",
    "css-selector-universal": "s:*",
    "css-sytem-ui": "k:system-ui k:ui-serif k:ui-sans-serif k:ui-rounded k:ui-monospace",
    "css-text-emphasis": "p:text-emphasis p:text-emphasis-color p:text-emphasis-style",
    "css-transition": "p:transition p:transition-property p:transition-duration",
    "css-unit-calc": "f:calc",
    "css-unit-initial": "k:initial",
    "css-unit-percent": "u:%",
    "css-user-select": "p:user-select p:-webkit-user-select",
    "css-variables": "f:var x:variable",
    "html-anchor-links": "x:anchor",
    "html-button-reset": "x:button-reset",
    "html-button-submit": "x:button-submit",
    "html-comments": "x:html-comment",
    "html-doctype": "x:doctype",
    "html-h1-h6": "e:h1 e:h2 e:h3 e:h4 e:h5 e:h6",
    "html-image-maps": "e:map a:usemap",
    "html-input-checkbox": "x:input-checkbox",
    "html-input-hidden": "x:input-hidden",
    "html-input-radio": "x:input-radio",
    "html-input-reset": "x:input-reset",
    "html-input-submit": "x:input-submit",
    "html-input-text": "x:input-text",
    "html-lists": "e:ul e:ol e:dl",
    "html-loading-attribute": "a:loading",
    "html-mailto-links": "x:mailto",
    "html-meta-color-scheme": "x:meta-color-scheme",
    "html-semantics": "e:article e:aside e:details e:figcaption e:figure e:footer e:header e:main e:mark e:nav "
    "e:section e:summary e:time",
    "html-srcset": "a:srcset a:sizes",
    "html-strike": "e:strike e:s",
    "html-strong": "e:strong e:b",
    "image-heif": "i:heif i:heic",
    "image-jpg": "i:jpg i:jpeg i:jfif",
    "image-tiff": "i:tiff i:tif",
    "image-ico": "i:ico i:x-icon i:vnd.microsoft.icon",
    "image-svg": "i:svg i:svg+xml i:svgz",
}  # fmt: skip
_HTML_ATTRIBUTES = frozenset(
    {
        "align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "background",
        "cellpadding", "cellspacing", "dir", "height", "hidden", "lang", "popover", "required", "role", "target",
        "valign", "width",
    }
)  # fmt: skip
_UNIT = re.compile(
    r"(?<![\w#.-])-?\d{0,9}\.?\d{1,9}(px|pt|pc|in|cm|mm|em|rem|ex|ch|vh|vw|vmin|vmax|%)(?![\w%-])"
)
_FUNCTION = re.compile(r"(?<![\w-])([a-z-]{2,30})\(")
_WORD = re.compile(r"(?<![\w#.(-])[a-z][a-z-]{1,30}(?![\w(-])")
_MEDIA = re.compile(r"\(\s*([a-z-]{2,40})")
_PSEUDO = re.compile(r"::?([a-z-]{2,30})")
_IMAGE = re.compile(r"\.([a-z][a-z0-9]{2,4})(?:[?#]|$)")
_IN_CSS = re.compile(r"url\(\s*['\"]?([^)'\"]{1,2000})", re.IGNORECASE)
#: A comment where a declaration or a rule might stand.
_COMMENT = re.compile(r"(?:^|[;{}])\s{0,100}/\*")
#: A display that every client knows, and those that are features of their own.
_PLAIN_DISPLAY = re.compile(
    r"(?:block|inline|inline-block|none|list-item|(?:inline-)?(?:table(?:-[a-z-]+)?|flex|grid))$"
)


@cache
def marks_of(slug: str) -> frozenset[str]:
    """The marks of which one tells that a feature is used."""
    if slug in _MARKS:
        return frozenset(_MARKS[slug].split())
    area, _, name = slug.partition("-")
    if area == "image":
        return frozenset({f"i:{name}"})
    if area == "html":
        return frozenset({f"{'a' if name in _HTML_ATTRIBUTES else 'e'}:{name}"})
    for start, mark in (
        ("at-media-", "m:"),
        ("at-", "@:"),
        ("unit-", "u:"),
        ("function-", "f:"),
        ("pseudo-class-", "s::"),
        ("pseudo-element-", "s::"),
    ):
        if name.startswith(start):
            return frozenset({mark + name.removeprefix(start)})
    return frozenset({f"p:{name}"})


def used(page: Page, slugs: Iterable[str]) -> dict[str, str]:
    """The features that a letter uses, each with a place where it does: a declaration, a selector, an element."""
    marks = marks_in(page)
    found: dict[str, str] = {}
    for slug in slugs:
        if slug not in UNSEEN and (
            hit := next((mark for mark in sorted(marks_of(slug)) if mark in marks), None)
        ):
            found[slug] = marks[hit]
    return found


def marks_in(page: Page) -> dict[str, str]:
    """Every mark that a letter bears, with the first place where it does."""
    marks: dict[str, str] = {}
    for sheet in sheets(page.html):
        for at_rule in sheet.at_rules:
            _of_at_rule(marks, at_rule)
        for style in sheet.styles:
            _of_selectors(marks, style)
            _of_declarations(marks, style.declarations)
    inline = dict.fromkeys(node.attributes.get("style") or "" for node in page.tree.css("[style]"))
    for text in inline:
        _of_declarations(marks, css.declarations(text))
    for text in (*(node.text() for node in page.tree.css("style")), *inline):
        if found := _COMMENT.search(text):
            marks.setdefault("x:comment", text[found.start() : found.start() + 80].strip())
    places = {
        f"#{n.attributes.get('id') or n.attributes.get('name')}" for n in page.tree.css("[id], a[name]")
    }
    for link in page.links:
        if link.href in places:  # one that is not there is no fault of a client's
            marks.setdefault("x:anchor", f'<a href="{link.href[:40]}">')
    for node in page.tree.root.traverse() if page.tree.root else ():
        _of_element(marks, node)
    start = page.html[:200].lstrip("\ufeff \r\n\t").lower()
    if start.startswith("<!doctype html>"):
        marks.setdefault("x:doctype", "<!doctype html>")
    return marks


def _of_at_rule(marks: dict[str, str], at_rule: str) -> None:
    words = at_rule.lower()
    name = words[1:].partition(" ")[0].partition("(")[0]
    marks.setdefault(f"@:{name}", at_rule[:80])
    for feature in _MEDIA.findall(words) if name == "media" else ():
        marks.setdefault(f"m:{feature}", at_rule[:80])


def _of_selectors(marks: dict[str, str], style: css.Style) -> None:
    if len(style.selectors) > 1:
        marks.setdefault("s:,", ", ".join(style.selectors)[:80])
    if style.nested:
        marks.setdefault("x:nesting", ", ".join(style.selectors)[:80])
    for selector in style.selectors:
        plain = re.sub(r"\[[^\]]*\]", "[]", selector.lower())
        told = [f"s::{name}" for name in _PSEUDO.findall(plain)]
        told += [f"s:{sign}" for sign in "+~>*.#[" if sign in plain]
        simple = re.split(r"\s*[>+~]\s*|\s+", plain.strip())
        told += ["s:within"] if re.search(r"[^\s>+~]\s+[^\s>+~]", plain.strip()) else []
        told += ["s:chained"] if any(part.count(".") + part.count("#") > 1 for part in simple) else []
        told += ["s:type"] if any(re.match(r"[a-z]", part) for part in simple) else []
        for mark in told:
            marks.setdefault(mark, selector[:80])


def _of_declarations(marks: dict[str, str], declarations: Iterable[css.Declaration]) -> None:
    for d in declarations:
        value, place = d.value.lower(), f"{d.name}: {d.value}"[:80]
        marks.setdefault("x:variable" if d.name.startswith("--") else f"p:{d.name}", place)
        if d.important:
            marks.setdefault("x:important", place)
        if d.name == "display":
            marks.setdefault(f"v:display:{value}", place)
            if not _PLAIN_DISPLAY.match(value):
                marks.setdefault("x:display", place)
        for unit in _UNIT.findall(value):
            marks.setdefault(f"u:{unit}", place)
        for function in _FUNCTION.findall(value):
            marks.setdefault(f"f:{function}", place)
        for word in _WORD.findall(value):
            marks.setdefault(f"k:{word}", place)
        for address in _IN_CSS.findall(d.value):
            _of_address(marks, address, place)


def _of_element(marks: dict[str, str], node: LexborNode) -> None:
    tag = node.tag or ""
    place = f"<{tag}>"
    if tag.startswith("-"):
        marks.setdefault("x:html-comment", "<!--")
        return
    marks.setdefault(f"e:{tag}", place)
    for name, value in node.attributes.items():
        marks.setdefault(f"a:{name}", f"<{tag} {name}>")
        words = (value or "").strip().lower()
        match (tag, name):
            case ("a" | "area", "href") if words.startswith("mailto:"):
                marks.setdefault("x:mailto", f'<{tag} href="{words[:40]}">')
            case ("input" | "button", "type"):
                marks.setdefault(f"x:{tag}-{words}", f'<{tag} type="{words[:20]}">')
            case ("meta", "name") if words == "color-scheme":
                marks.setdefault("x:meta-color-scheme", place)
            case ("img" | "source" | "input" | "video", "src" | "srcset") | (_, "background"):
                _of_address(marks, value or "", f"<{tag} {name}>")


def _of_address(marks: dict[str, str], address: str, place: str) -> None:
    """The kind of a picture, by its suffix, or by what a data: URL says."""
    words = address[:2000].lower()
    if words.startswith("data:"):
        kind = words[5:60].partition(";")[0].partition(",")[0].partition("/")[2]
        marks.setdefault("i:base64", place)
    else:
        found = _IMAGE.search(words)
        kind = found[1] if found else ""
    if kind:
        marks.setdefault(f"i:{kind}", place)
