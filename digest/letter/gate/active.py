"""What mail clients remove or distrust, and what would ask somebody for something when the letter is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule
from digest.letter.plain import is_local

_ACTIVE = (
    "script, iframe, frame, frameset, object, embed, applet, form, input, button, select, textarea, video, audio, "
    "base, svg, math, canvas, dialog, meta[http-equiv=refresh i]"
)
_FETCHING = "img, image, link[href], source, track, picture, use, input[src], [background], [srcset], [poster], [data]"
_SOURCES = ("src", "srcset", "href", "background", "poster", "xlink:href", "data")
_URL_IN_CSS = re.compile(
    r"@import\b|(?:url|image-set|src|image)\s*\(\s*['\"]?(?!['\"]?(?:data|cid):|['\"]?#|['\"]?\s*\))",
    re.IGNORECASE,
)
#: CSS may spell any letter by its number: `u\72l(`. A comment may stand between two tokens, not in a name.
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\([^\r\n\f0-9a-fA-F])")
_CSS_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
#: Outlook on Windows reads what stands in its conditional comments, VML that loads pictures among it.
_IN_COMMENT = re.compile(
    r"<(?:(?:v:\w+|img)\b[^<>]*?\bsrc|(?:table|td)\b[^<>]*?\bbackground|link\b[^<>]*?\bhref)\s*=\s*[\"']?"
    r"(?:https?:)?//",
    re.IGNORECASE,
)


@rule(
    "active",
    source="Gmail's and Outlook's lists of supported HTML",
    wants="No script, frame, form, plug-in, media, refresh or event handler.",
    mend="remove it from the template",
    mend_file="remove it",
)
def active(page: Page) -> Iterator[Fault]:
    for node in page.tree.css(_ACTIVE):
        yield Fault(f"<{node.tag}> has no place in a letter", place=_line(page, node.tag or ""))
    for node in page.tree.css("*"):
        if handler := next((key for key in node.attributes if key.lower().startswith("on")), None):
            yield Fault(f"<{node.tag}> has a handler, {handler}", place=_line(page, handler))


@rule(
    "request",
    source="house rule: opening a letter tells nobody (Apple Mail Privacy Protection, GDPR Art. 5(1)(c))",
    wants="Nothing is fetched when the letter is opened, but pictures from the newsletter's own site.",
    mend="embed it, or remove it from the template",
    mend_file="embed it, or remove it",
)
def request(page: Page) -> Iterator[Fault]:
    for node in page.tree.css(_FETCHING):
        source = next((v for k in _SOURCES if (v := node.attributes.get(k))), "").strip()
        if source and not source.lower().startswith(("data:", "cid:", "#")):
            if node.tag == "img" and _is_own(page, source):
                continue
            # Of a file nobody knows which site is the newsletter's own.
            unsure = node.tag == "img" and page.newsletter is None
            yield Fault(
                f"<{node.tag}> fetches {source[:120]}",
                place=_line(page, source),
                severity="warning" if unsure else "error",
            )
    for style in page.styles:
        if found := _URL_IN_CSS.search(_plain_css(style)):
            yield Fault(f"a style fetches something: {found[0]}…", place=style[:80].strip())
    for comment in _comments(page.html):
        if found := _IN_COMMENT.search(comment):
            yield Fault(f"Outlook would fetch {found[0][:120]}", place=_line(page, found[0]))


@rule(
    "tracker",
    source="house rule: readers are not watched (ePrivacy Directive Art. 5(3))",
    wants="No picture that cannot be seen.",
    mend="remove it",
)
def tracker(page: Page) -> Iterator[Fault]:
    for image in page.images:
        sides = [
            (image.attributes.get(side) or "").strip().removesuffix("px") for side in ("width", "height")
        ]
        style = re.sub(r"\s", "", image.attributes.get("style") or "").lower()
        unseen = "display:none" in style or "visibility:hidden" in style or "opacity:0;" in f"{style};"
        if unseen or all(side in ("0", "1") for side in sides):
            source = (image.attributes.get("src") or "").strip()
            yield Fault("a picture that nobody can see", place=source[:120])


def _comments(html: str) -> Iterator[str]:
    """What only Outlook reads; `<!--[if !mso]><!-->` begins what all the others do."""
    for chunk in html.split("<!--[if")[1:]:
        inside, _, _ = chunk.partition("<![endif]")
        if not re.match(r"[^\]]{0,80}\]><!", inside):
            yield inside


def _plain_css(style: str) -> str:
    """A style sheet as a browser reads it: escapes resolved, comments gone."""

    def letter(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else 0
        return chr(number) if 0 < number < 0x110000 else match[2] or ""

    return _CSS_ESCAPE.sub(letter, _CSS_COMMENT.sub("", style))


def _is_own(page: Page, source: str) -> bool:
    """Whether a picture comes from the newsletter's own site."""
    site = page.newsletter.site_url if page.newsletter else ""
    return bool(site) and not is_local(site) and source.startswith(f"{site}/")


def _line(page: Page, words: str) -> str:
    """`html, line 12`: where some words of the source stand first."""
    at = page.html.find(words) if words else -1
    return f"html, line {page.html.count(chr(10), 0, at) + 1}" if at >= 0 else "html"


RULES = (active, request, tracker)
