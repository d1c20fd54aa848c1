"""What a rule of the gate is: a name, where it comes from, what it wants, and the function that looks for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from digest.letter.plain import line
from digest.types import Finding

if TYPE_CHECKING:
    from digest.letter.gate.page import Page

#: Faults of one rule that are told; who has more has one cause.
MOST = 25

Severity = Literal["error", "warning"]
#: What a rule cannot do without. A file of HTML alone has no `mail`, `text` and `subject`; no file has a `newsletter`.
Need = Literal["html", "text", "subject", "mail", "newsletter"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a letter breaks a rule. What is left out is as the rule has it."""

    message: str
    place: str = ""
    severity: Severity | None = None
    mend: str = ""


Check = Callable[["Page"], Iterator[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    name: str  #: short kebab-case name
    severity: Severity  #: of its worst fault
    source: str  #: section of an RFC, a provider's page, a number of WCAG, a law; "house rule" where it is our own
    wants: str  #: one sentence, for the table in docs/letter.md
    mend: str
    mend_file: (
        str  #: of a file, whose sender has neither our templates nor feeds.yaml; "" where `mend` will do
    )
    needs: tuple[Need, ...]
    check: Check

    def findings(self, page: Page) -> Iterator[Finding]:
        """What it has to say of a page that holds what it needs."""
        mend = self.mend if page.newsletter else self.mend_file or self.mend
        for n, fault in enumerate(self.check(page)):
            # What a stranger's file says must not move the cursor of whoever reads this.
            yield Finding(
                severity=fault.severity or self.severity,
                rule=self.name,
                message=line(fault.message) + (", and so on" if n == MOST - 1 else ""),
                place=line(fault.place),
                mend=fault.mend or mend,
            )
            if n == MOST - 1:
                return


def rule(
    name: str,
    *,
    source: str,
    wants: str,
    mend: str,
    mend_file: str = "",
    severity: Severity = "error",
    needs: tuple[Need, ...] = ("html",),
) -> Callable[[Check], Rule]:
    """Make a rule of a function from a page to faults."""

    def made(check: Check) -> Rule:
        return Rule(
            name=name,
            severity=severity,
            source=source,
            wants=wants,
            mend=mend,
            mend_file=mend_file,
            needs=needs,
            check=check,
        )

    return made
