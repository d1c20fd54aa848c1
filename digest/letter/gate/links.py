"""Where the links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from digest.letter.gate.leave import leads_away
from digest.letter.gate.mail import MAILBOX, uris
from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule
from digest.letter.plain import host, is_local
from digest.types import TOKEN

#: An unfilled place of a template: `{{ name }}`, `{% if %}`, `{{name|filter}}`; and as senders' programs write it.
LEFTOVER = re.compile(
    r"\{\{-?\s*[\w.|()\"' ]{1,80}\s*-?\}\}|\{%-?\s*\w[^%]{0,200}%\}|\*\|[A-Z0-9_:]{1,40}\|\*|%%\w{1,40}%%"
)
_MOST_TEXT_LINKS = 2000
_TEXT_LINK = re.compile(r"https?://[^\s<>\"“”]+")
#: What a link may begin with.
_SCHEMES = ("http", "https", "mailto")


def text_links(text: str) -> tuple[str, ...]:
    """The addresses that a mail program makes clickable in a text part, in its order."""
    found = _TEXT_LINK.findall(text)[:_MOST_TEXT_LINKS]
    return tuple(address.rstrip(".,;:!?)]'’") for address in found)


def followed(page: Page) -> tuple[str, ...]:
    """The http(s) addresses that either part leads to, once each, without those by which a reader leaves: to ask for
    one of these may be to leave. They are known from List-Unsubscribe, and by their words: in HTML by their name, in
    text by their line and the one before."""
    fields = page.mail.get("List-Unsubscribe") if page.mail else ()
    leaving = {_bare(uri) for field in fields for uri in uris(field.value)}
    found = [one.href for one in page.links]
    leaving |= {_bare(one.href) for one in page.links if leads_away(f"{one.href} {one.name}")}
    lines = (page.text or "").splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        if addresses := text_links(line):
            found += addresses
            leaving |= set(map(_bare, addresses)) if leads_away(f"{before} {line}") else set()
    web = (href for href in found if href[:4].lower() == "http" and _bare(href) not in leaving)
    return tuple(dict.fromkeys(web))


def _bare(address: str) -> str:
    """An address without its fragment, which no server is asked for."""
    return address.partition("#")[0]


@rule(
    "link",
    source="RFC 3986 § 4.3; RFC 6068",
    wants="Every link is an absolute http(s) address or a mailto:, or leads to a place in the letter itself.",
    mend="write the whole address, with https://",
)
def link(page: Page) -> Iterator[Fault]:
    wrong: dict[str, str] = {}  # one that stands behind a picture and behind words is told once, by the words
    for one in page.links:
        href = one.href
        inside = len(href) > 1 and href.startswith("#") and _has_place(page, href[1:])
        anchor = not href and (one.node.attributes.get("id") or one.node.attributes.get("name"))
        if not inside and not anchor and _scheme(href) not in _SCHEMES:
            wrong[href] = wrong.get(href) or one.name
    for href, name in wrong.items():
        yield Fault(f"expected an http(s) address, got {href[:120]!r}", place=name)


@rule(
    "local-link",
    source="RFC 6761 § 6.3; RFC 6890 § 2.2",
    wants="No link, in either part, leads to this machine or its own network. A warning while site.url is local too.",
    mend="link to where readers can follow",
    needs=(),
)
def local_link(page: Page) -> Iterator[Fault]:
    site = page.newsletter.site_url if page.newsletter else ""
    # Nothing is mailed from such a site, and the feeds may be local too.
    trial = bool(page.newsletter) and (not site or is_local(site))
    places = {one.href: one.name for one in page.links}
    places |= {address: "text" for address in text_links(page.text or "") if address not in places}
    for href, place in places.items():
        if is_local(href) and not (site and href.startswith(f"{site}/")):
            message = f"{href[:120]} can be opened on this machine or network only"
            yield Fault(message, place=place, severity="warning" if trial else "error")


@rule(
    "site",
    severity="warning",
    source="RFC 6761 § 6.3",
    wants="site.url is an address that readers can open.",
    mend="set site.url to the address readers will use",
    needs=("newsletter",),
)
def site_address(page: Page) -> Iterator[Fault]:
    site = page.newsletter.site_url if page.newsletter else ""
    if site and is_local(site):
        yield Fault(f"site.url is {site}: readers cannot open it", place="feeds.yaml")


@rule(
    "https",
    source="RFC 8058 § 3.1; RFC 9110 § 4.2.2",
    wants="The newsletter's own pages, and in a file every link by which a reader leaves, are https.",
    mend="serve the site over https, and say so in site.url",
    mend_file="serve the page by which a reader leaves over https, and link to it so",
)
def https(page: Page) -> Iterator[Fault]:
    """A publisher's http link is the publisher's: the letter cannot mend it, and the publisher redirects."""
    site = page.newsletter.site_url if page.newsletter else ""
    for one in page.links:
        if one.href[:5].lower() != "http:" or is_local(one.href):
            continue
        own = site and host(one.href) == host(site)
        leaves = not page.newsletter and re.search(r"unsubscri|opt-?out", one.href + one.name, re.IGNORECASE)
        if own or leaves:
            yield Fault(f"{one.href[:120]} is not https", place=one.name)


@rule(
    "link-target",
    severity="warning",
    source="WCAG 2.2, 2.4.9 (AAA); 3.2.4 (AA)",
    wants="Two links of the same name lead to the same place.",
    mend="name one of them differently, by its words or by aria-label",
)
def link_target(page: Page) -> Iterator[Fault]:
    known: dict[str, str] = {}
    told: set[str] = set()
    for one in page.links:
        name = one.name.casefold()
        before = known.setdefault(name, one.href)
        if name and one.href and before and before != one.href and name not in told:
            told.add(name)
            yield Fault(f"it leads to {before[:100]} and to {one.href[:100]}", place=one.name)


@rule(
    "mailto",
    source="RFC 6068 § 2",
    wants="A mailto: names an address, in ASCII, and says nothing that a program could not read.",
    mend="write mailto:name@example.org, with the subject percent-encoded",
)
def mailto(page: Page) -> Iterator[Fault]:
    for one in page.links:
        if one.href[:7].lower() != "mailto:":
            continue
        addresses, _, query = one.href[7:].partition("?")
        wrong = [a for a in unquote(addresses).split(",") if not MAILBOX.fullmatch(a.strip())]
        if wrong:
            yield Fault(f"{wrong[0][:80]!r} is no mail address", place=one.name)
        elif re.search(r"%(?![0-9A-Fa-f]{2})", addresses):
            yield Fault(f"{addresses[:80]!r} is not percent-encoded", place=one.name)
        elif re.search(r"[\s<>\"]", query) or not query.isascii():
            yield Fault(f"{query[:80]!r} is not percent-encoded", place=one.name)


@rule(
    "leftover",
    source="house rule: what a template left unfilled",
    wants="No {{ place }} of a template is left: an error in an address, a warning in words, which may be news.",
    mend="fill it, or remove it from the template",
    mend_file="fill it, or remove it",
    needs=(),
)
def leftover(page: Page) -> Iterator[Fault]:
    """A publisher's own unfilled macro in a story's address arrives percent-encoded and is none of ours."""
    for one in page.links:
        if found := LEFTOVER.search(one.href):
            yield Fault(f"{found[0]} in a link's address", place=one.name)
    parts = {"html": page.body_text, "text": page.text, "subject": page.subject}
    for part, text in parts.items():
        if found := LEFTOVER.search(text or ""):
            yield Fault(f"{found[0]} looks like an unfilled place", place=part, severity="warning")
        if page.newsletter is None and TOKEN in (text or ""):
            yield Fault("the stand-in for the reader's own token was not replaced", place=part)
    if page.newsletter is None and any(TOKEN in one.href for one in page.links):
        yield Fault("the stand-in for the reader's own token was not replaced", place="html")


def _has_place(page: Page, name: str) -> bool:
    nodes = page.tree.css("[id], a[name]")
    return any(name in (node.attributes.get("id"), node.attributes.get("name")) for node in nodes)


def _scheme(href: str) -> str:
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return parts.scheme if parts.scheme == "mailto" or parts.netloc else ""


RULES = (link, local_link, site_address, https, link_target, mailto, leftover)
