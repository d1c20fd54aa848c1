"""Every rule of the gate, in the order in which its findings are told. A new file of rules is added here."""

from __future__ import annotations

from digest.letter.gate import (
    access,
    active,
    clients,
    contrast,
    fields,
    headers,
    images,
    inbox,
    leave,
    legible,
    links,
    parity,
    readable,
    size,
    structure,
)
from digest.letter.gate.rule import Rule

RULES: tuple[Rule, ...] = (
    *readable.RULES,
    *size.RULES,
    *leave.RULES,
    *links.RULES,
    *images.RULES,
    *active.RULES,
    *access.RULES,
    *legible.RULES,
    *contrast.RULES,
    *clients.RULES,
    *parity.RULES,
    *inbox.RULES,
    *headers.RULES,
    *fields.RULES,
    *structure.RULES,
)
SOURCES = {rule.name: rule.source for rule in RULES}


def table() -> str:
    """The rules as docs/letter.md shows them. To make the rows anew:

    python -c "from digest.letter.gate.registry import table; print(table(), end='')"
    """
    head = "| rule | worst | what it wants | source |\n|---|---|---|---|\n"
    return head + "".join(
        f"| `{rule.name}` | {rule.severity} | {rule.wants} | {rule.source} |\n".replace("{{", "`{{").replace(
            "}}", "}}`"
        )
        for rule in RULES
    )
