"""The two lines that an inbox shows of a letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from digest.letter.gate.page import Page, flat, visible
from digest.letter.gate.rule import Fault, Severity, rule
from digest.letter.subject import PREHEADER, SUBJECT
from digest.letter.wrap import width

#: Words at a line's end by which the place in the letter that it was cut from is found.
_LAST = 3


def _length(name: str, text: str, low: int, high: int, empty: Severity = "error") -> Iterator[Fault]:
    if not text.strip():
        yield Fault(f"the {name} is empty", severity=empty)
    elif not low <= width(text) <= high:
        yield Fault(f"{width(text)} characters wide, expected {low} to {high}", place=text[:120])


@rule(
    "subject",
    source="house rule: a phone shows about 40 characters of a subject, Gmail's list about 70",
    wants="35 to 60 characters, a wide one counting for two (warning), not empty (error).",
    mend="set another with `digest subject`, or change the lead",
    mend_file="write another Subject",
    severity="warning",
    needs=("subject",),
)
def subject(page: Page) -> Iterator[Fault]:
    yield from _length("subject", page.subject or "", *SUBJECT)


@rule(
    "preheader",
    source="house rule: what lists show behind a subject",
    wants="40 to 90 characters (warning), not empty (error; in a file a warning), hidden at the top of the HTML.",
    mend="keep <mj-preview> in the template",
    mend_file="hide 40 to 90 characters of what lists are to show at the top of <body>",
    severity="warning",
)
def preheader(page: Page) -> Iterator[Fault]:
    # Others' mails may do without: lists then show how the letter begins. Ours is composed, so none is a fault.
    yield from _length("preheader", page.preheader, *PREHEADER, "error" if page.newsletter else "warning")
    if page.preview is not None and page.preview.strip() and visible(page.preview) not in page.hidden:
        yield Fault("the preheader is not at the top of the HTML", place="html", severity="error")


@rule(
    "clipped",
    severity="warning",
    source="house rule: never cut inside a word",
    wants="Neither the subject nor the preheader ends inside a word.",
    mend="cut it before the word",
)
def clipped(page: Page) -> Iterator[Fault]:
    told = page.words.replace(flat(page.preheader), " ", 1) if page.preheader else page.words
    for name, line in (("subject", page.subject or ""), ("preheader", page.preheader)):
        words = flat(line).rstrip("….").split()[-_LAST:]
        if words and (inside := _inside(" ".join(words), told)):
            yield Fault(f"the {name} ends inside “{inside}”", place=line[:120])


def _inside(end: str, told: str) -> str:
    """The word of the letter that a line's end was cut from; "" when it ends with a word, or is not found there."""
    found = ""
    for match in re.finditer(re.escape(end), told):
        follows = re.match(r"\w{1,40}", told[match.end() : match.end() + 40])
        if follows is None or not _spaced(end[-1] + follows[0][0]):
            return ""  # it stands there as a whole
        found = (end.split()[-1] + follows[0])[:60]
    return found


def _spaced(letters: str) -> bool:
    """Whether these are of a script that divides its words by spaces (Thai, Han and kana do not)."""
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in letters)
    return not wide and all(letter.isalnum() and not "\u0e00" <= letter <= "\u109f" for letter in letters)


RULES = (subject, preheader, clipped)
