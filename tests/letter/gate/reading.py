"""What the tests of reading (access, contrast, clients) share: all rules there are, and what they say of a letter."""

from __future__ import annotations

from digest.letter.gate import Page, access, clients, contrast, examine, legible, page_of
from digest.letter.gate.registry import RULES
from digest.letter.sample import NEWSLETTER
from digest.types import Finding
from tests.letter.gate.passing import GOOD, Change

OURS = (*access.RULES, *legible.RULES, *contrast.RULES, *clients.RULES)
ALL = tuple(dict.fromkeys((*RULES, *OURS)))

#: rule, severity, what is done to the passing letter
Fault = tuple[str, str, Change]


def said(change: Change) -> list[Finding]:
    """What all rules say of the passing letter with something done to it."""
    return list(examine(page_of(change(GOOD), NEWSLETTER), ALL).findings)


def said_of(html: str) -> list[Finding]:
    """What the rules of reading say of a page of HTML."""
    return list(examine(Page(html=html), OURS).findings)
