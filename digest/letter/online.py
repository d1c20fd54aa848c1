"""An issue on the web: its letter as a page for everyone, and all issues as an Atom feed. Pure.

The page is made from the letter that went out, not rendered anew: templates may change, what readers got does not.
What is only for whoever got the mail (class `mail-only`: why it came, unsubscribe, view online) is taken out, and what
tables need in mail clients but no browser (`align`, `cellpadding`, Outlook's comments) becomes plain CSS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from digest.letter import plain
from digest.letter.content import content
from digest.letter.subject import fit
from digest.letter.words import words_of
from digest.types import TOKEN, Issue, Item, Letter, Newsletter, utc

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Characters of a description that search engines and previews show.
_DESCRIPTION = (1, 200)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
#: For readers only, never for a mail client: the way to the other issues.
_STYLE = """
body { margin: 0; }
td { padding: 0; }
.web-nav { max-width: 600px; margin: 0 auto; padding: 16px 28px 8px; box-sizing: border-box; color: #57606A;
  font: 13px/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.web-nav a { color: #0B57D0; }
@media (prefers-color-scheme: dark) { .web-nav { color: #9AA4B0; } .web-nav a { color: #8AB4F8; } }
@media (max-width: 480px) { .web-nav { padding-left: 20px; padding-right: 20px; } }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An issue that was published."""

    issue: Issue
    letter: Letter
    published: datetime

    @property
    def url(self) -> str:
        """Where it is read online; "" when there was no site."""
        site = plain.web(self.issue.newsletter.site_url)
        return f"{site}/issues/{self.issue.slot.name}" if site else ""


# -- the page ---------------------------------------------------------------------------------------


def page(past: Past) -> str:
    """The issue as a document of its own: what it is, for people, search engines and link previews, then the letter."""
    from selectolax.lexbor import LexborHTMLParser

    parsed = LexborHTMLParser(_COMMENT.sub("", past.letter.html))
    root, body = parsed.root, parsed.body
    language = past.issue.newsletter.language
    direction = (root.attributes.get("dir") if root else "") or "ltr"
    styles = "".join(style.html or "" for style in parsed.css("head style"))
    ground, inner, nav = "", "", ""
    if body is not None:
        nav = _nav(past, body)
        _for_everyone(body)
        _for_the_web(body)
        ground = body.attributes.get("style") or ""
        inner = re.sub(r"^<body[^>]*>|</body>$", "", body.html or "")
    html = (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{escape(direction)}">\n<head>\n{_head(past)}'
        f"{styles}\n<style>{_STYLE}</style>\n</head>\n"
        f'<body style="{escape(ground)}">\n{nav}\n<main>\n{inner}\n</main>\n</body>\n</html>\n'
    )
    return html.replace(TOKEN, "")


def _for_everyone(body: LexborNode) -> None:
    """Without what is the reader's own, and without the inbox's preview line."""
    for node in body.css(".mail-only"):
        node.decompose()
    for node in body.css(f'a[href*="{TOKEN}"]'):
        around = node.parent
        (around if around is not None and around.tag == "p" else node).decompose()
    for node in body.css("div"):
        if "display:none" in (node.attributes.get("style") or "").replace(" ", ""):
            node.decompose()


#: What an attribute is called in CSS.
_IN_CSS = {"bgcolor": "background-color", "width": "width", "height": "height", "valign": "vertical-align"}


def _for_the_web(body: LexborNode) -> None:
    for node in body.css("table, tr, td, th, tbody"):
        style = (node.attributes.get("style") or "").rstrip("; ")
        added = []
        for name in ("align", "valign", "bgcolor", "width", "height", "border", "cellpadding", "cellspacing"):
            value = node.attributes.get(name)
            if value is None:
                continue
            del node.attrs[name]
            if name == "align":
                added.append("margin:0 auto" if node.tag == "table" else f"text-align:{value}")
            elif name in _IN_CSS:
                sized = name in ("width", "height") and value.isdigit()
                added.append(f"{_IN_CSS[name]}:{value}{'px' if sized else ''}")
        # Before the element's own, which is stronger than an attribute.
        if added:
            node.attrs["style"] = ";".join([*added, style]).rstrip(";")
    for node in body.css("[aria-roledescription]"):
        del node.attrs["aria-roledescription"]


def _nav(past: Past, body: LexborNode) -> str:
    """The way to the other issues, in the colours of the letter's own small print; its classes bring the dark ones."""
    words = words_of(past.issue.newsletter.language)
    link = f'<a class="l" href="./"{_colour(body, "a.l")}>{escape(words.archive)}</a>'
    return f'<nav class="web-nav m"{_colour(body, "p.m")}>{link}</nav>'


_COLOUR = re.compile(r"(?:^|;)\s*color:\s*(#[0-9A-Fa-f]{6})\s*(?:;|$)")


def _colour(body: LexborNode, of: str) -> str:
    """A style attribute of the colour that the first such element has; "" where there is none."""
    found = body.css_first(of)
    colour = _COLOUR.search(found.attributes.get("style") or "") if found is not None else None
    return f' style="color:{colour[1]}"' if colour else ""


def _head(past: Past) -> str:
    newsletter = past.issue.newsletter
    title, about = f"{past.letter.subject} · {plain.line(newsletter.title)}", description(past)
    named = [("description", about), ("color-scheme", "light dark"), ("author", plain.line(newsletter.title))]
    properties = [
        ("og:type", "article"),
        ("og:title", past.letter.subject),
        ("og:description", about),
        ("og:site_name", plain.line(newsletter.title)),
        ("og:locale", newsletter.language.replace("-", "_") if "-" in newsletter.language else ""),
        ("og:url", past.url),
        ("article:published_time", _moment(past.published)),
    ]
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        *(f'<meta name="{name}" content="{escape(value)}">' for name, value in named),
        '<meta name="twitter:card" content="summary">',
        *(f'<meta property="{name}" content="{escape(value)}">' for name, value in properties if value),
        f'<link rel="canonical" href="{escape(past.url)}">' if past.url else "",
        f'<link rel="alternate" type="application/atom+xml" title="{escape(newsletter.title)}" href="../feed.xml">',
        f'<script type="application/ld+json">{_json(linked_data(past))}</script>',
    ]
    return "\n".join(line for line in lines if line) + "\n"


def description(past: Past) -> str:
    """A line on what is in it: the introduction, else the preheader; never cut inside a word."""
    for text in (past.issue.intro, past.letter.preheader, past.letter.subject):
        if fitted := fit(plain.line(text), *_DESCRIPTION):
            return fitted
    return plain.line(past.issue.newsletter.title)


def linked_data(past: Past) -> dict[str, Any]:
    """schema.org: the issue as a NewsArticle, and the stories that it tells as an ItemList, each with the report
    that it leads to and that report's publisher."""
    newsletter = past.issue.newsletter
    house = {"@type": "Organization", "name": plain.line(newsletter.title)}
    if site := plain.web(newsletter.site_url):
        house["url"] = site
    told = [_list_item(number, item) for number, item in enumerate(past.issue.items, 1)]
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": past.letter.subject,
        "description": description(past),
        "inLanguage": newsletter.language,
        "datePublished": _moment(past.published),
        "dateModified": _moment(past.published),
        "author": house,
        "publisher": house,
        "isAccessibleForFree": True,
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(told), "itemListElement": told},
    }
    if past.url:
        article |= {"url": past.url, "mainEntityOfPage": past.url}
    return article


def _list_item(number: int, item: Item) -> dict[str, Any]:
    """A story by its headline here, and the leading report of it by its own."""
    lead = item.lead
    url = "" if plain.is_local(lead.url) else plain.web(lead.url)
    report: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": plain.line(lead.title) or plain.line(item.headline),
        "publisher": {"@type": "Organization", "name": plain.line(lead.source)},
    }
    report |= {"url": url} if url else {}
    return {"@type": "ListItem", "position": number, "name": plain.line(item.headline), "item": report}


def _json(value: Any) -> str:
    """JSON that can stand in a script element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _moment(moment: datetime) -> str:
    """RFC 3339, whole seconds, UTC."""
    return utc(moment).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


# -- the feed ---------------------------------------------------------------------------------------


def feed(newsletter: Newsletter, issues: Sequence[Past]) -> str:
    """The issues, newest first, as Atom (RFC 4287), each whole. Nothing of it needs a request to be shown."""
    site = plain.web(newsletter.site_url)
    updated = max(
        (past.published for past in issues), default=datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    )
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(newsletter.language)}">',
        f"<id>{escape(f'{site}/issues/' if site else _tag(newsletter, ''))}</id>",
        f"<title>{_xml(newsletter.title)}</title>",
        f"<subtitle>{_xml(newsletter.tagline)}</subtitle>" if newsletter.tagline else "",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{_xml(newsletter.sender_name or newsletter.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(site)}/feed.xml"/>' if site else "",
        f'<link rel="alternate" type="text/html" href="{escape(site)}/issues/"/>' if site else "",
        *(_entry(past) for past in issues),
        "</feed>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _entry(past: Past) -> str:
    link = f'<link rel="alternate" type="text/html" href="{escape(past.url)}"/>\n' if past.url else ""
    return (
        f"<entry>\n<id>{escape(past.url or _tag(past.issue.newsletter, past.issue.slot.name))}</id>\n"
        f"<title>{_xml(past.letter.subject)}</title>\n{link}"
        f"<published>{_moment(past.published)}</published>\n<updated>{_moment(past.published)}</updated>\n"
        f"<summary>{_xml(description(past))}</summary>\n"
        f'<content type="html">{_xml(content(past.issue))}</content>\n</entry>'
    )


def _tag(newsletter: Newsletter, name: str) -> str:
    """A tag URI (RFC 4151) where no site gives an address to be known by."""
    host = newsletter.sender_email.rpartition("@")[2].lower() or "localhost"
    return f"tag:{host},2024:{newsletter.id}/{name}"


def _xml(text: str) -> str:
    return escape(plain.plain(text), quote=False)
