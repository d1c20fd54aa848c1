"""An entry's page -> its main text, title and picture; whether it may be read and quoted. For the box.

A page is larger and wilder than a feed, so three things come before the libraries see it, and the box's limits
are only the last line: a tag of thousands of attributes loses them (libxml2 compares each with each: 500,000
did not end in 20 s), the tree is at most 256 deep (libxml2's own limit, which `huge_tree` would lift), and a tree of
more than 20,000 elements is first made smaller, then refused (trafilatura copies it, and costs up to 90 µs an
element; the largest of forty recorded articles has 1,411).
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from digest.errors import FeedError
from digest.feeds.boilerplate import without_boilerplate
from digest.feeds.characters import cut_bytes, one_line, visible
from digest.feeds.encoding import decoded
from digest.feeds.pagehead import Head
from digest.net.box import BoxError
from digest.types import Image

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from digest.feeds.read import Caller

TEXT_BYTES = 100 * 1024
ELEMENTS = 20_000
#: A page of more characters than this that gives hardly any text is one that extraction failed on.
LARGE = 20_000
#: Fewer characters are not an article.
SHORTEST = 200
#: A text that ends at a paywall is seldom longer; words about subscribing in a longer one are part of it.
_TEASER = 2_000
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]{0,30})(?=[\s/])[^<>]{16384,}")
#: What holds no article, and is often most of a page that is too large.
_ASIDES = (
    "script", "style", "svg", "template", "noscript", "iframe", "nav", "footer", "aside", "form", "select",
    "button", "link", "picture",
)  # fmt: skip
_GATE = re.compile(
    r"""(?ix)
      \b subscribe\ (?:now\ )?to\ (?:continue|keep|read|unlock)\b
    | \b to\ (?:continue|keep)\ reading\b .{0,40} \b(?:subscribe|sign|log|register|join|create)
    | \b (?:article|story|content|post|page)\ is\ (?:only\ )?(?:for|available\ to|reserved\ for|exclusive\ to)\b
      .{0,30} \b(?:subscribers|members|patrons)\b
    | \b(?:subscribers?|members?)[ -]only\ (?:article|story|content|post)
    | \b this\ post\ is\ for\ (?:paid|paying)\ subscribers
    | \b (?:unlock|get\ access\ to)\ (?:this|the\ (?:full|whole))\ (?:article|story)
    | \b create\ (?:a\ free|an)\ account\ to\ (?:continue|read|keep)
    | \b (?:mit\ .{0,30}abo\ weiterlesen | jetzt\ weiterlesen\ mit | nur\ für\ abonnent | für\ abonnent\w*\ lesbar)
    | \b (?:réservée?s?\ (?:aux|à\ nos)\ abonnés | il\ vous\ reste\ \d{1,3}.{0,3}%\ de\ cet\ article)
    | \b (?:contenido\ .{0,20}para\ suscriptores | suscr[ií]bete\ para\ (?:seguir|continuar|leer))
    | \b (?:riservat[oi]\ agli\ abbonati | abbonati\ per\ (?:continuare|leggere))
    | \b (?:alleen\ voor\ abonnees | met\ een\ abonnement\ (?:lees|verder))
    | \b (?:exclusiv[oa]\ para\ assinantes | assine\ para\ (?:continuar|ler))
    """
)
_STATUSES = ("ok", "blocked", "paywalled", "empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page gave. `blocked`: it asks not to be quoted; `empty`: no article was found in it."""

    status: Literal["ok", "blocked", "paywalled", "empty"]
    title: str = ""
    language: str = ""
    text: str = ""
    image: Image | None = None
    detail: str = ""
    alarm: bool = False  #: whether somebody should look: a large page, and nothing was found in it


def read_page(boxes: Caller, body: bytes, *, content_type: str, url: str, robots_tag: str = "") -> Page:
    """The page, read in a box. FeedError when that ran into a limit. `robots_tag`: its X-Robots-Tag header."""
    argument = {"content_type": content_type, "url": url, "robots_tag": robots_tag}
    try:
        return page_of(boxes.call("digest.feeds.article:boxed", argument, body))
    except BoxError as error:
        raise FeedError(
            f"{url}: the page could not be read: {error}",
            mend="the feed's own text is used; if the page is sound in a browser, report it",
        ) from error


def boxed(argument: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """What the box calls: `parse_page`, as plain data."""
    # trafilatura imports dateutil, and that its time zones of Windows, whose ctypes opens a library: the box refuses
    # it, rightly. dateutil does without the module where there is none.
    sys.modules.setdefault("dateutil.tz.win", None)  # type: ignore[arg-type]  # None: an import fails (importlib)
    return dataclasses.asdict(parse_page(body, **argument))


def page_of(data: Any) -> Page:
    """Plain data from the box as values. It comes from a process that read hostile input: wrong types are refused."""
    try:
        image = data["image"]
        page = Page(
            status=data["status"] if data["status"] in _STATUSES else _refuse(),
            **{name: _typed(data[name], str) for name in ("title", "language", "text", "detail")},
            image=None if image is None else _image(**image),
            alarm=_typed(data["alarm"], bool),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise BoxError(f"its answer has an unexpected shape ({type(error).__name__})") from None
    if len(page.text.encode("utf-8", "replace")) > TEXT_BYTES:
        raise BoxError("its answer is larger than it may be")
    return page


def parse_page(body: bytes, *, content_type: str, url: str, robots_tag: str = "") -> Page:
    """Judge a page and take its main text. Pure; to be called inside the box.

    FeedError when it is too large or too deep to be read at all.
    """
    markup = decoded(body, content_type)
    tree = _tree(markup, url)
    if tree is None:
        return _empty(markup, "")
    head = Head(tree, url)
    if head.unquotable(robots_tag):
        return Page(status="blocked", detail="the page asks that none of its text be shown (nosnippet)")
    if head.paid():
        return Page(status="paywalled", detail="the page states that it is not free to read")
    _without_unquotable(tree)
    text = _text(tree, head.title())
    if len(text) < _TEASER and _gated(tree, text):
        return Page(status="paywalled", detail="the page asks its readers to subscribe")
    if len(text) < SHORTEST:
        return _empty(markup, text)
    return Page(status="ok", title=head.title(), language=head.language(), text=text, image=head.image())


def _empty(markup: str, text: str) -> Page:
    """The size is named when it is large: then there was something, and it was not found."""
    size = f"a page of {len(markup) // 1024} KB"
    large = len(markup) > LARGE
    found = f"{len(text)} characters of text" if text else "no text"
    return Page(status="empty", text=text, detail=f"{found} in {size}", alarm=large)


def _tree(markup: str, url: str) -> HtmlElement | None:
    """The page's tree, small enough to work on; None when there is no element in it."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    source = _LONG_TAG.sub(r"<\1", markup.replace("\x00", "")).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(source, parser=parser)
    except etree.ParserError:  # "Document is empty"
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise FeedError(
            f"{url}: the page is nested too deeply to be read", mend="the feed's own text is used"
        )
    if _crowded(tree):
        etree.strip_elements(tree, *_ASIDES, with_tail=False)
    if _crowded(tree):
        raise FeedError(
            f"{url}: the page has more than {ELEMENTS} elements", mend="the feed's own text is used"
        )
    return tree


def _crowded(tree: HtmlElement) -> bool:
    return next(islice(tree.iter(), ELEMENTS, None), None) is not None


def _without_unquotable(tree: HtmlElement) -> None:
    """Drop what the page marks as not to be quoted (`data-nosnippet`, Google's robots documentation)."""
    for element in tree.xpath("//*[@data-nosnippet]")[:ELEMENTS]:
        if element.getparent() is not None:
            element.drop_tree()


def _text(tree: HtmlElement, title: str) -> str:
    """The main text as paragraphs, "" when none is found.

    trafilatura's balanced mode with tables (which also hold old pages' layout): over the recorded pages its token
    precision is 0.975 and its recall 0.944; favouring precision gives 0.979 and 0.930. Its metadata are not asked
    for: dates cost most of the time, and `Head` reads what is needed.
    """
    import trafilatura

    found = trafilatura.bare_extraction(tree, include_comments=False)
    raw = getattr(found, "text", None) or ""
    lines = [line for part in raw[: 4 * TEXT_BYTES].split("\n") if (line := _cells(one_line(part)))]
    while lines and lines[0].casefold() == title.casefold():
        del lines[0]
    return visible(cut_bytes(without_boilerplate("\n\n".join(lines)), TEXT_BYTES))


def _cells(line: str) -> str:
    """A line of the text; a table's row, which trafilatura writes as Markdown, without its frame and rules."""
    if len(line) < 2 or not (line.startswith("|") and line.endswith("|")):
        return line
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return " | ".join(cell for cell in cells if cell.strip("-: "))


def _gated(tree: HtmlElement, text: str) -> bool:
    """Whether a short text stops at a gate: the text says so, or the page does outside of it."""
    whole = one_line(tree.text_content()[:400_000])
    return bool(_GATE.search(text) or _GATE.search(whole))


def _image(*, url: object, width: object, height: object, alt: object) -> Image:
    address = _typed(url, str)
    if not address.startswith(("http://", "https://")):
        raise ValueError("no web address")
    sizes = [None if size is None else _typed(size, int) for size in (width, height)]
    return Image(url=address, width=sizes[0], height=sizes[1], alt=_typed(alt, str))


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}")
    return value


def _refuse() -> Any:
    raise ValueError("an unknown status")
