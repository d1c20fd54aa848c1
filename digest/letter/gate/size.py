"""How large the letter is, and which stories make it so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from digest.letter.gate.page import Page, flat
from digest.letter.gate.rule import Fault, rule

#: Bytes of HTML. Gmail cuts a message off at 102 KB and hides the rest, the unsubscribe link with it.
CLIPPED = 102_400
LARGE = 80_000
_HEADING = re.compile(r"<h[23]\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_SHOWN = 3


def weights(html: str) -> tuple[tuple[str, int], ...]:
    """(headline, bytes) of each story: from its heading to the next one; of the last, to the letter's end."""
    found = list(_HEADING.finditer(html))
    ends = [match.start() for match in found[1:]] + [len(html)]
    return tuple(
        (_words(html[match.end() : end]), len(html[match.start() : end].encode("utf-8", "replace")))
        for match, end in zip(found, ends, strict=True)
    )


def _words(markup: str) -> str:
    """What stands before the heading's end."""
    return flat(unescape(_TAGS.sub("", markup[:1000].partition("</h")[0])))


@rule(
    "size",
    source="Gmail Help, “[Message clipped]”; 102 KB as measured by senders",
    wants="Fewer than 80,000 bytes of HTML (warning), never 102,400 or more (error).",
    mend="lower issue.stories, or shorten the template",
    mend_file="shorten it",
)
def size(page: Page) -> Iterator[Fault]:
    n = len(page.html.encode("utf-8", "replace"))
    if n < LARGE:
        return
    largest = sorted(weights(page.html), key=lambda weight: -weight[1])[:_SHOWN]
    stories = "; ".join(f"“{headline[:60]}” {bytes_:,}" for headline, bytes_ in largest)
    most = f"; most of it: {stories}" if stories else ""
    if n >= CLIPPED:
        yield Fault(f"{n:,} bytes of HTML; Gmail cuts at {CLIPPED:,}{most}", place="html")
    else:
        message = f"{n:,} bytes of HTML, near Gmail's limit of {CLIPPED:,}{most}"
        yield Fault(message, place="html", severity="warning")


RULES = (size,)
