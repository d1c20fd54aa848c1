"""What readers with a screen reader, or with images off, need of the letter: names, headings, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.letter.gate.page import Page, flat
from digest.letter.gate.rule import Fault, rule
from digest.letter.templates import is_rtl

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: A picture's alternative that says no more than that there is one.
_NO_ALT = re.compile(
    r"(?:image|img|picture|photo|logo|icon|graphic|bild|foto|spacer|untitled|placeholder)[\s_-]*\d*"
    r"|\S{1,200}\.(?:jpe?g|png|gif|webp|svg|avif)",
    re.IGNORECASE,
)
#: Names that say nothing of where a link leads, without punctuation and in small letters.
_EMPTY_NAMES = frozenset(
    {
        "click here", "here", "click", "this", "link", "this link", "more", "read more", "learn more", "more info",
        "read", "go", "see more", "view more", "details", "find out more", "tap here", "article", "story", "hier",
        "hier klicken", "klicken sie hier", "mehr", "weiterlesen", "mehr lesen", "mehr erfahren", "ici", "cliquez ici",
        "lire la suite", "en savoir plus", "plus", "aquí", "haga clic aquí", "leer más", "más", "ver más", "qui",
        "clicca qui", "leggi di più", "leggi tutto", "aqui", "clique aqui", "leia mais", "saiba mais", "klik hier",
        "lees meer", "meer", "tutaj", "kliknij tutaj", "czytaj więcej", "здесь", "подробнее", "читать далее", "こちら",
        "ここ", "詳細", "続きを読む", "点击这里", "这里", "更多", "阅读更多",
        "여기", "더 보기", "هنا", "اقرأ المزيد", "المزيد",
    }
)  # fmt: skip
_AROUND_NAME = re.compile(r"^[\W_]+|[\W_]+$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}|[xi](?:-[A-Za-z0-9]{1,8}){1,6}")
#: Letters of scripts that run from right to left, and letters of others.
_RTL, _LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"), re.compile(r"[^\W\d_]")
#: The share of a letter's letters from which it is one of that direction.
_MOSTLY = 0.8


@rule(
    "alt",
    source="WCAG 2.2, 1.1.1 (A)",
    wants="Alternative text on every image; the empty one of a decoration is one too. No file's name (warning).",
    mend='add alt="…", or alt="" when the image says nothing',
)
def alt(page: Page) -> Iterator[Fault]:
    for image in (*page.images, *page.tree.css("area[href], input[type=image i]")):
        place = (image.attributes.get("src") or image.attributes.get("href") or "")[:120]
        if "alt" not in image.attributes:
            yield Fault(f"an {_kind(image)} without alt", place=place)
        elif _NO_ALT.fullmatch(said := flat(image.attributes.get("alt") or "")):
            yield Fault(f"the alternative text {said[:60]!r} says nothing", place=place, severity="warning")


@rule(
    "link-name",
    source="WCAG 2.2, 2.4.4 and 4.1.2 (A)",
    wants="Every link has a name that can be read out.",
    mend="give the link words, or its image an alt",
)
def link_name(page: Page) -> Iterator[Fault]:
    for link in page.links:
        if not link.name:
            yield Fault("a link without a text", place=link.href[:120])


@rule(
    "link-words",
    severity="warning",
    source="WCAG 2.2, 2.4.4 (A) and 2.4.9 (AAA)",
    wants="A link's name says where it leads, also read alone: no “click here”.",
    mend="name the link after what it leads to, or say it in aria-label",
)
def link_words(page: Page) -> Iterator[Fault]:
    for link in page.links:
        if _AROUND_NAME.sub("", link.name).casefold() in _EMPTY_NAMES:
            yield Fault(f"“{link.name}” does not say where it leads", place=link.href[:120])


@rule(
    "label-in-name",
    severity="warning",
    source="WCAG 2.2, 2.5.3 (A)",
    wants="A link's aria-label holds the words that are seen, so that it can be called by them.",
    mend="begin the aria-label with the link's own words",
)
def label_in_name(page: Page) -> Iterator[Fault]:
    for link in page.links:
        label, shown = flat(link.node.attributes.get("aria-label") or ""), flat(link.node.text())
        if label and shown.casefold() not in label.casefold():
            yield Fault(f"“{shown[:60]}” is called “{label[:80]}”", place=link.href[:120])


@rule(
    "headings",
    severity="warning",
    source="WCAG 2.2, 1.3.1 (A) and 2.4.6 (AA)",
    wants="One h1, no level left out on the way down, no heading empty.",
    mend="use h1 for the masthead, h2 and h3 below it",
    mend_file="use h1 for the name or the subject, h2 and h3 below it",
)
def headings(page: Page) -> Iterator[Fault]:
    tops, before = len(page.tree.css("h1")), 0
    if tops != 1:
        yield Fault(f"expected one h1, got {tops}")
    for node in page.tree.css("h1, h2, h3, h4, h5, h6"):
        level = int((node.tag or "h0")[1])
        if level > before + 1:
            yield Fault(f"h{level} follows h{before}", place=node.text().strip()[:80])
        if not flat(node.text()) and not any(flat(i.attributes.get("alt") or "") for i in node.css("img")):
            yield Fault(f"an empty h{level}", place=f"h{level}", mend="remove it")
        before = level


@rule(
    "language",
    source="WCAG 2.2, 3.1.1 (A); BCP 47",
    wants="`<html>` says its language, and an element inside `<body>` too (warning): Gmail takes `<html>` away.",
    mend='write lang="en" on <html>, and on the element around the letter',
)
def language(page: Page) -> Iterator[Fault]:
    said = _html(page, "lang")
    if not said:
        yield Fault("<html> says no language", place="html")
    elif not _LANGUAGE.fullmatch(said):
        yield Fault(f"{said[:40]!r} is no language", place="html")
    elif not page.tree.css("body [lang], body[lang]"):
        yield Fault("only <html> says the language", place="html", severity="warning")


@rule(
    "direction",
    severity="warning",
    source="WCAG 2.2, 1.3.2 (A)",
    wants='`<html>`, and an element inside `<body>`, say the direction; it is "rtl" where language and words are.',
    mend='write dir="ltr", or "rtl", on <html>, and on the element around the letter',
)
def direction(page: Page) -> Iterator[Fault]:
    said, language = _html(page, "dir").lower(), _html(page, "lang")
    inside = {(node.attributes.get("dir") or "").lower() for node in page.tree.css("body [dir], body[dir]")}
    rtl = _LANGUAGE.fullmatch(language) is not None and is_rtl(language)
    if said not in ("ltr", "rtl", "auto"):
        yield Fault(f"{said[:20]!r} is no direction" if said else "<html> says no direction", place="html")
    elif rtl and said != "rtl":
        yield Fault(f"{language} is written from right to left, dir says {said}", place="html")
    elif not inside:
        yield Fault("only <html> says the direction", place="html")
    elif said == "ltr" and not inside & {"rtl", "auto"} and _mostly_rtl(page.body_text):
        yield Fault("the words run from right to left, dir says ltr", place="html")


@rule(
    "title",
    severity="warning",
    source="WCAG 2.2, 2.4.2 (A)",
    wants="A `<title>` that names the issue: a browser tab and a screen reader say it first.",
    mend="keep <mj-title> in the template",
    mend_file="write <title> in <head>",
)
def title(page: Page) -> Iterator[Fault]:
    node = page.tree.css_first("head > title")
    if node is None or not flat(node.text()):
        yield Fault("no <title>" if node is None else "an empty <title>", place="html")


@rule(
    "meta-charset",
    severity="warning",
    source="HTML, 4.2.5.4",
    wants="The HTML names its characters in its first 1,024 bytes: a saved letter has no header to do so.",
    mend='write <meta charset="utf-8"> first in <head>',
)
def meta_charset(page: Page) -> Iterator[Fault]:
    start = page.html[:1024].encode("utf-8", "replace")[:1024].lower()
    if not page.html.isascii() and not re.search(rb"<meta[^<>]{0,200}?charset\s*=", start):
        yield Fault("it names no charset", place="html")


@rule(
    "aria",
    severity="warning",
    source="WCAG 2.2, 4.1.2 (A); WAI-ARIA 1.2, 6.6",
    wants="Nothing that can be followed is hidden from a screen reader, and what aria-labelledby names is there.",
    mend="take aria-hidden away, or name an id that exists",
)
def aria(page: Page) -> Iterator[Fault]:
    for node in page.tree.css("[aria-hidden=true i]"):
        if node.tag == "a" or node.css_first("a[href], button, input") is not None:
            yield Fault("a link is hidden from screen readers", place=flat(node.text())[:80])
    known = {node.attributes.get("id") for node in page.tree.css("[id]")}
    for key in ("aria-labelledby", "aria-describedby"):
        for node in page.tree.css(f"[{key}]"):
            for name in (node.attributes.get(key) or "").split()[:8]:
                if name not in known:
                    yield Fault(f"{key} names {name[:40]!r}, which is not there", place=f"<{node.tag}>")


def _kind(image: LexborNode) -> str:
    return "image" if image.tag == "img" else f"<{image.tag}>"


def _html(page: Page, name: str) -> str:
    """An attribute of <html>."""
    root = page.tree.root
    return ((root.attributes.get(name) if root else "") or "").strip()


def _mostly_rtl(text: str) -> bool:
    text = text[:20_000]
    if not _RTL.search(text):
        return False
    return len(_RTL.findall(text)) > _MOSTLY * max(1, len(_LETTERS.findall(text)))


RULES = (
    alt,
    link_name,
    link_words,
    label_in_name,
    headings,
    language,
    direction,
    title,
    meta_charset,
    aria,
)
