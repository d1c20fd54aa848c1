"""The text part tells what the HTML tells."""

from __future__ import annotations

from collections.abc import Iterator

from digest.letter.gate.links import text_links
from digest.letter.gate.page import Page, flat, packed
from digest.letter.gate.rule import Fault, rule
from digest.types import TOKEN

_MEND = "tell the same stories in issue.txt"


@rule(
    "parity",
    source="RFC 2046 § 5.1.4: the parts of an alternative say the same",
    wants="Each headline of the HTML, and where it leads, stands in the text part, in the same order.",
    mend=_MEND,
    mend_file="tell the same, with the same addresses, in the text part",
    needs=("html", "text"),
)
def parity(page: Page) -> Iterator[Fault]:
    text, at = packed(page.text or ""), 0
    addresses = set(text_links(page.text or ""))
    for heading in page.tree.css("h2, h3"):
        headline = packed(heading.text())
        if not headline:
            continue
        found = text.find(headline, at)
        shown = flat(heading.text())[:80]
        if found < 0:
            where = "in another order" if headline in text else "missing"
            yield Fault(f"“{shown}” is {where} in the text part", place="text")
            continue
        at = found + len(headline)
        inner = heading.css_first("a")
        href = (inner.attributes.get("href") or "").strip() if inner else ""
        if href.startswith("http") and href not in addresses and not _holds(page.text or "", href):
            yield Fault(f"“{shown}” leads to {href[:100]}, and not so in the text part", place="text")


@rule(
    "text-only",
    source="RFC 2046 § 5.1.4",
    wants="The text part leads nowhere that the HTML does not.",
    mend=_MEND,
    mend_file="lead there from the HTML too, or take it out of the text part",
    needs=("html", "text"),
)
def text_only(page: Page) -> Iterator[Fault]:
    hrefs = [link.href for link in page.links]
    known = {*hrefs, *(href.rstrip(".,;:!?)]'’") for href in hrefs)}
    shown = page.body_text
    for address in dict.fromkeys(text_links(page.text or "")):
        if address not in known and TOKEN not in address and address not in shown:
            yield Fault(f"{address[:120]} is in the text part alone", place="text")


def _holds(text: str, href: str) -> bool:
    """Whether an address stands there whole, as our templates write one: on a line of its own."""
    return any(href == line.strip() for line in text.splitlines()) or f"<{href}>" in text


RULES = (parity, text_only)
