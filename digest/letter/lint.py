"""What mail clients and readers will make of a letter. Pure; each rule is a function from a page to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from digest.letter.plain import is_local
from digest.letter.subject import PREHEADER, SUBJECT
from digest.types import TOKEN, Finding, Letter, Newsletter

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Bytes of HTML. Gmail cuts a message off at 102 KB and hides the rest, the unsubscribe link with it.
CLIPPED = 102_400
LARGE = 80_000
#: An unfilled place of a template: `{{ name }}`, `{% if %}`, `{{name|filter}}`.
_LEFTOVER = re.compile(r"\{\{-?\s*[\w.|()\"' ]{1,80}\s*-?\}\}|\{%-?\s*\w[^%]{0,200}%\}")
_URL_IN_CSS = re.compile(r"@import\b|url\s*\(\s*['\"]?(?!['\"]?data:)", re.IGNORECASE)
_ACTIVE = (
    "script, iframe, frame, object, embed, form, input, button, select, textarea, video, audio, base, svg"
)
_FETCHING = "img, link[href], source, track, picture, image, [background], [srcset], [poster]"


@dataclass(frozen=True, slots=True)
class Page:
    """A letter, parsed once for all rules."""

    letter: Letter
    newsletter: Newsletter
    tree: LexborHTMLParser

    @property
    def links(self) -> list[LexborNode]:
        return self.tree.css("a")


Rule = Callable[[Page], Iterator[Finding]]


def lint(letter: Letter, newsletter: Newsletter) -> tuple[Finding, ...]:
    """Everything that is wrong with a letter, errors first. An error forbids sending, a warning does not."""
    from selectolax.lexbor import LexborHTMLParser

    page = Page(letter, newsletter, LexborHTMLParser(letter.html))
    findings = [finding for rule in RULES for finding in rule(page)]
    return tuple(sorted(findings, key=lambda finding: finding.severity != "error"))


def _found(
    severity: Literal["error", "warning"], rule: str, message: str, *, place: str = "", mend: str = ""
) -> Finding:
    return Finding(severity=severity, rule=rule, message=message, place=place, mend=mend)


def size(page: Page) -> Iterator[Finding]:
    """Gmail's limit, on the bytes of the HTML."""
    n = len(page.letter.html.encode("utf-8", "replace"))
    mend = "lower issue.stories, or shorten the template"
    if n >= CLIPPED:
        yield _found("error", "size", f"{n:,} bytes of HTML; Gmail cuts at {CLIPPED:,}", mend=mend)
    elif n >= LARGE:
        yield _found("warning", "size", f"{n:,} bytes of HTML, near Gmail's limit of {CLIPPED:,}", mend=mend)


def leftover(page: Page) -> Iterator[Finding]:
    """A template's place that was not filled: an error in an address, a warning in words (which may be news).

    A publisher's own unfilled macro in a story's address arrives percent-encoded and is none of ours.
    """
    mend = "fill it, or remove it from the template"
    for link in page.links:
        if found := _LEFTOVER.search(link.attributes.get("href") or ""):
            yield _found("error", "leftover", f"{found[0]} in a link's address", place=_name(link), mend=mend)
    body = page.tree.body.text() if page.tree.body else ""
    for part, text in (("html", body), ("text", page.letter.text), ("subject", page.letter.subject)):
        if found := _LEFTOVER.search(text):
            message = f"{found[0]} looks like an unfilled place"
            yield _found("warning", "leftover", message, place=part, mend=mend)


def unsubscribe(page: Page) -> Iterator[Finding]:
    """Each part lets its reader leave: by the reader's own token, or by mail when there is no site. The token
    goes nowhere else."""
    site = page.newsletter.site_url
    wanted = f"{site}/unsubscribe/{TOKEN}" if site else "?subject=unsubscribe"
    addresses = [link.attributes.get("href") or "" for link in page.links]
    for part, there in (
        ("html", any(wanted in address for address in addresses)),
        ("text", wanted in page.letter.text),
    ):
        if not there:
            mend = "keep {{ unsubscribe }} in the template"
            yield _found("error", "unsubscribe", "no unsubscribe link", place=part, mend=mend)
    for address in (*addresses, *re.findall(rf"\S*{TOKEN}", page.letter.text)):
        if TOKEN in address and not (site and address.startswith(f"{site}/")):
            message = f"the reader's own token would go to {address[:80]}"
            yield _found("error", "token", message, mend="remove the link")


def links(page: Page) -> Iterator[Finding]:
    """http(s) or mailto, to a place that a reader can reach, with a name."""
    site = page.newsletter.site_url
    trial = not site or is_local(site)  # nothing is mailed from such a site, and the feeds may be local too
    for link in page.links:
        href, name = link.attributes.get("href") or "", _name(link)
        if not name:
            yield _found("error", "link-name", "a link without a text", place=href[:120])
        if _scheme(href) not in ("http", "https", "mailto"):
            yield _found("error", "link", f"expected an http(s) address, got {href[:120]!r}", place=name)
        elif is_local(href) and not (site and href.startswith(f"{site}/")):
            message = f"{href[:120]} can be opened on this machine or network only"
            yield _found("warning" if trial else "error", "link", message, place=name)
    if site and is_local(site):
        mend = "set site.url to the address readers will use"
        yield _found("warning", "site", f"site.url is {site}: readers cannot open it", mend=mend)


def pictures(page: Page) -> Iterator[Finding]:
    """Alternative text on every image; the empty one of a decoration is an alternative too."""
    for image in page.tree.css("img"):
        if "alt" not in image.attributes:
            yield _found(
                "error", "alt", "an image without alt", place=(image.attributes.get("src") or "")[:120]
            )


def active(page: Page) -> Iterator[Finding]:
    """What mail clients remove or distrust, and what would fetch something when the letter is opened."""
    mend = "remove it from the template"
    for node in page.tree.css(_ACTIVE):
        yield _found("error", "active", f"<{node.tag}> has no place in a letter", mend=mend)
    for node in page.tree.css(_FETCHING):
        source = next((v for k in _SOURCES if (v := node.attributes.get(k))), "")
        if source and not source.lower().startswith(("data:", "cid:")):
            yield _found("error", "request", f"<{node.tag}> fetches {source[:120]}", mend=mend)
    styles = [node.text() for node in page.tree.css("style")]
    styles += [node.attributes.get("style") or "" for node in page.tree.css("[style]")]
    if any(_URL_IN_CSS.search(style) for style in styles):
        yield _found("error", "request", "a style fetches something (@import or url())", mend=mend)
    for node in page.tree.css("*"):
        if handler := next((key for key in node.attributes if key.lower().startswith("on")), None):
            yield _found("error", "active", f"<{node.tag}> has a handler, {handler}", mend=mend)


_SOURCES = ("src", "srcset", "href", "background", "poster", "xlink:href")


def parity(page: Page) -> Iterator[Finding]:
    """Each headline of the HTML stands in the text part, in the same order."""
    text, at = _flat(page.letter.text), 0
    for heading in page.tree.css("h2, h3"):
        headline = _flat(heading.text())
        found = text.find(headline, at)
        if found < 0:
            where = "in another order" if headline in text else "missing"
            message = f"“{heading.text().strip()[:80]}” is {where} in the text part"
            yield _found("error", "parity", message, place="text", mend="tell the same stories in issue.txt")
        else:
            at = found + len(headline)


def headings(page: Page) -> Iterator[Finding]:
    """One h1, and no level left out on the way down (WCAG 2.2, 1.3.1)."""
    tops, before = len(page.tree.css("h1")), 0
    if tops != 1:
        yield _found("warning", "headings", f"expected one h1, got {tops}")
    for node in page.tree.css("h1, h2, h3, h4, h5, h6"):
        level = int((node.tag or "h0")[1])
        if level > before + 1:
            yield _found("warning", "headings", f"h{level} follows h{before}", place=node.text().strip()[:80])
        before = level


def inbox(page: Page) -> Iterator[Finding]:
    """The two lines an inbox shows."""
    for rule, text, (low, high) in (
        ("subject", page.letter.subject, SUBJECT),
        ("preheader", page.letter.preheader, PREHEADER),
    ):
        if not text.strip():
            yield _found("error", rule, f"the {rule} is empty")
        elif not low <= len(text) <= high:
            yield _found(
                "warning", rule, f"{len(text)} characters, expected {low} to {high}", place=text[:120]
            )


def sender(page: Page) -> Iterator[Finding]:
    """What the law wants of commercial mail (CAN-SPAM § 7704(a)(5))."""
    address = page.newsletter.address
    if not address:
        mend = "set newsletter.address in feeds.yaml"
        yield _found("warning", "postal-address", "no postal address is configured", mend=mend)
    elif _flat(address) not in _flat(page.tree.body.text() if page.tree.body else ""):
        yield _found("error", "postal-address", "the postal address is not in the letter", place="html")


RULES: tuple[Rule, ...] = (
    size, leftover, unsubscribe, links, pictures, active, parity, headings, inbox, sender
)  # fmt: skip


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _name(link: LexborNode) -> str:
    """The link's accessible name."""
    alts = " ".join(image.attributes.get("alt") or "" for image in link.css("img"))
    return " ".join(f"{link.text()} {alts}".split())[:120]


def _scheme(href: str) -> str:
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return parts.scheme if parts.scheme == "mailto" or parts.netloc else ""
