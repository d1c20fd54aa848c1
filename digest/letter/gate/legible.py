"""Whether the letter can be read with ease, and in its order: sizes, links that show, tables, motion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from digest.letter.gate import css
from digest.letter.gate.page import Page, flat
from digest.letter.gate.painted import Run, runs, sheets
from digest.letter.gate.rule import Fault, rule

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: CSS pixels that a text has at least; and one that runs on for a paragraph, in characters.
SMALLEST, SMALLEST_PARAGRAPH, PARAGRAPH = 12.0, 13.0, 200
_BLOCKS = frozenset(
    {
        "p", "div", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "body", "blockquote", "dd", "dt", "caption",
        "section", "article",
    }
)  # fmt: skip
_DIRECTION = re.compile(r"(?<![\w-])direction\s*:\s*(ltr|rtl)", re.IGNORECASE)
_REORDERING = re.compile(
    r"flex-(?:direction|flow)\s*:[^;]{0,40}-reverse|(?<![\w-])order\s*:\s*-?[1-9]", re.IGNORECASE
)


@rule(
    "text-size",
    severity="warning",
    source="house rule; WCAG 2.2, 1.4.4 (AA) leaves the size to the reader, whose client may not scale it",
    wants="Text has 12 pixels or more, a paragraph 13; a superscript may be smaller.",
    mend="raise its font-size",
)
def text_size(page: Page) -> Iterator[Fault]:
    told: set[float] = set()
    for run in runs(page.html):
        least = SMALLEST_PARAGRAPH if len(run.text) >= PARAGRAPH else SMALLEST
        size = round(run.paint.size, 2)
        if size < least and not run.paint.raised and size not in told:
            told.add(size)
            yield Fault(f"{size:g} px, at least {least:g}", place=run.text[:80])


@rule(
    "justified",
    severity="warning",
    source="WCAG 2.2, 1.4.8 (AAA)",
    wants="No text is justified: on a telephone that tears holes into lines.",
    mend="align it to the side at which it begins",
)
def justified(page: Page) -> Iterator[Fault]:
    for run in runs(page.html):
        if run.paint.justified:
            yield Fault("justified text", place=run.text[:80])


@rule(
    "colour-only",
    severity="warning",
    source="WCAG 2.2, 1.4.1 (A)",
    wants="A link among other words is underlined: its colour alone does not tell it from them.",
    mend="do not take the link's underline away",
)
def colour_only(page: Page) -> Iterator[Fault]:
    beside: dict[int, list[Run]] = {}
    for run in runs(page.html):
        beside.setdefault(_block(run.node), []).append(run)
    for texts in beside.values():
        words = [run for run in texts if not run.paint.link]
        for run in texts:
            if run.paint.link and not run.paint.underlined and words:
                yield Fault("a link that only its colour tells from the words around it", place=run.text[:80])


@rule(
    "layout-table",
    severity="warning",
    source="WCAG 2.2, 1.3.1 (A), technique F92",
    wants='Every table that only lays out has role="presentation", else each cell is announced.',
    mend='add role="presentation" to the table',
)
def layout_table(page: Page) -> Iterator[Fault]:
    told = [table for table in page.tree.css("table") if not _presents(table) and not _of_data(table)]
    if told:
        first = flat(told[0].text(separator=" "))
        yield Fault(f"{len(told)} tables for layout have no role", place=first[:80])


@rule(
    "table-headers",
    severity="warning",
    source="WCAG 2.2, 1.3.1 (A), techniques H63 and F46",
    wants="The headers of a table of figures say something and what they are for; a table for layout has none.",
    mend='write <th scope="col"> and <th scope="row"> in it',
)
def table_headers(page: Page) -> Iterator[Fault]:
    tables = page.tree.css("table") if page.tree.css_first("th, caption") is not None else ()
    for table in tables:
        heads = _own(table, "th")
        if _presents(table) and (heads or _own(table, "caption")):
            yield Fault(
                "a table with headers is said to be for layout", place=flat(table.text(separator=" "))[:80]
            )
        elif heads and len({row.mem_id for row in map(_row, heads) if row}) > 1:
            for head in heads:
                if not head.attributes.get("scope") and not head.attributes.get("id"):
                    yield Fault(
                        "a header of row or column? It has no scope", place=flat(head.text())[:80] or "th"
                    )


@rule(
    "reading-order",
    severity="warning",
    source="WCAG 2.2, 1.3.2 and 2.4.3 (A)",
    wants="What is seen first comes first: no columns turned round by CSS, no tabindex above 0.",
    mend="write the elements in the order in which they are to be read",
)
def reading_order(page: Page) -> Iterator[Fault]:
    for node in page.tree.css("[tabindex]"):
        if re.match(r"\s*[1-9]", node.attributes.get("tabindex") or ""):
            yield Fault(f"tabindex={node.attributes.get('tabindex')}"[:40], place=flat(node.text())[:80])
    for style in dict.fromkeys(page.styles):
        if found := _REORDERING.search(style):
            yield Fault(f"{found[0]} changes the order", place=style.strip()[:80])
    nodes = page.tree.css("[style*=direction]")
    ways = {
        way.lower() for way in _DIRECTION.findall("\n".join({n.attributes.get("style") or "" for n in nodes}))
    }
    ways |= {(node.attributes.get("dir") or "").lower() for node in page.tree.css("[dir]")} or {"ltr"}
    for node in nodes if len(ways) > 1 else ():  # nearly every letter has one direction
        turned = _DIRECTION.search(node.attributes.get("style") or "")
        if turned and turned[1].lower() != (said := _said(node)):
            message = f"direction: {turned[1]} in what is said to run {said}"
            yield Fault(
                message, place=flat(node.text(separator=" "))[:80], mend="say it by dir, for words only"
            )


@rule(
    "zoom",
    severity="warning",
    source="WCAG 2.2, 1.4.4 (AA)",
    wants="Nothing forbids a reader to enlarge the letter.",
    mend="take user-scalable and maximum-scale out of the viewport",
)
def zoom(page: Page) -> Iterator[Fault]:
    for meta in page.tree.css("meta[name=viewport i]"):
        said = re.sub(r"\s", "", meta.attributes.get("content") or "").lower()
        found = re.search(r"user-scalable=(?:no|0)|maximum-scale=[01](?:\.\d{0,9})?(?!\d)", said)
        if found:
            yield Fault(f"{found[0]} forbids it", place="meta viewport")


@rule(
    "motion",
    severity="warning",
    source="WCAG 2.2, 2.2.2 (A)",
    wants="Nothing scrolls, blinks or moves without end, unless readers who asked for less motion are spared.",
    mend="let it stand still",
)
def motion(page: Page) -> Iterator[Fault]:
    for node in page.tree.css("marquee, blink"):
        yield Fault(f"<{node.tag}> does not stand still", place=flat(node.text())[:80])
    spared = any(
        "prefers-reduced-motion" in rule.lower() for sheet in sheets(page.html) for rule in sheet.at_rules
    )
    inline = (css.declarations(n.attributes.get("style") or "") for n in page.tree.css("[style*=animation]"))
    in_head = (style.declarations for sheet in sheets(page.html) for style in sheet.styles)
    for declarations in (*inline, *in_head):
        for d in declarations:
            if d.name.endswith(("animation", "iteration-count")) and "infinite" in d.value and not spared:
                yield Fault(f"{d.name}: {d.value}"[:120], place="style")


def _block(node: LexborNode) -> int:
    """The block that an element is a part of."""
    at: LexborNode | None = node
    while at is not None and at.tag not in _BLOCKS:
        at = at.parent
    return at.mem_id if at is not None else 0


def _presents(table: LexborNode) -> bool:
    return (table.attributes.get("role") or "").strip().lower() in ("presentation", "none")


def _of_data(table: LexborNode) -> bool:
    return bool(_own(table, "th") or _own(table, "caption")) or table.attributes.get("role") is not None


def _own(table: LexborNode, tag: str) -> list[LexborNode]:
    """The cells of a table, without those of tables inside it."""
    found = []
    for node in table.css(tag):
        at = node.parent
        while at is not None and at.tag != "table":
            at = at.parent
        if at is not None and at.mem_id == table.mem_id:
            found.append(node)
    return found


def _row(cell: LexborNode) -> LexborNode | None:
    return cell.parent


def _said(node: LexborNode) -> str:
    """The direction that the attributes around an element say."""
    at: LexborNode | None = node
    while at is not None:
        if said := (at.attributes.get("dir") or "").lower():
            return said
        at = at.parent
    return "ltr"


RULES = (
    text_size,
    justified,
    colour_only,
    layout_table,
    table_headers,
    reading_order,
    zoom,
    motion,
)
