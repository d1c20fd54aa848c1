"""The table of rules in docs/letter.md is the registry's own."""

from __future__ import annotations

from digest.letter.gate.registry import table
from tests.conftest import ROOT


def test_the_table_of_rules_is_the_registrys() -> None:
    """Every rule with its source; a new one that is not in the docs fails here (registry.table() makes the rows)."""
    text = (ROOT / "docs" / "letter.md").read_text("utf-8")
    _, _, rest = text.partition("<!-- rules: ")
    _, _, rows = rest.partition(" -->\n")
    assert rows.partition("<!-- end of rules -->")[0] == table()
