"""Docs are held against the program: a command or key that is not documented fails here."""

from __future__ import annotations

import re
from typing import Any

import pytest

from digest.config import schema
from digest.settings import Environment
from tests.conftest import ROOT

DOCS = {
    name: (ROOT / name).read_text("utf-8")
    for name in ("README.md", "docs/configuration.md", "docs/architecture.md", "docs/operations.md")
}


def keys(part: dict[str, Any], whole: dict[str, Any], prefix: str = "") -> list[str]:
    """Every key of the schema, dotted."""
    if "$ref" in part:
        part = whole["$defs"][part["$ref"].rsplit("/", 1)[1]]
    found = []
    for name, child in part.get("properties", {}).items():
        if "items" in child:
            found += [f"{prefix}{name}", *keys(child["items"], whole, f"{prefix}{name}[].")]
        else:
            found += keys(child, whole, f"{prefix}{name}.") or [f"{prefix}{name}"]
    return found


def test_every_key_is_documented() -> None:
    """docs/configuration.md has a row for each key of feeds.yaml and each variable of the environment."""
    text = DOCS["docs/configuration.md"]
    documented = set(re.findall(r"^\| `([^`]+)` \|", text, re.M))
    whole = schema()
    missing = [
        key
        for key in keys(whole, whole)
        if key not in documented and not key.startswith(("topic.", "summariser."))
    ]
    missing += [
        f"DIGEST_{name.upper()}"
        for name in Environment.model_fields
        if f"DIGEST_{name.upper()}" not in documented
    ]
    assert missing == []


def test_every_documented_key_exists() -> None:
    """A key that was renamed must not live on in the docs."""
    whole = schema()
    known = {*keys(whole, whole), "topic", "summariser", "feeds"}
    documented = re.findall(r"^\| `([a-z][^`]+)` \|", DOCS["docs/configuration.md"], re.M)
    assert [key for key in documented if key not in known] == []


def test_every_command_is_in_the_readme() -> None:
    """The table of commands is complete and holds nothing else."""
    from typer.main import get_command

    from digest.app.cli import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]  # a group
    documented = set(re.findall(r"^\| `digest ([a-z]+)", DOCS["README.md"], re.M))
    assert documented == commands


@pytest.mark.parametrize("name", sorted(DOCS))
def test_every_command_and_option_that_docs_show_exists(name: str) -> None:
    """`digest draft --week` in the text must be something that runs."""
    from typer.main import get_command

    from digest.app.cli import app

    root = get_command(app)
    everywhere = {option for p in root.params for option in p.opts} | {"--help"}
    for call in re.findall(r"\bdigest ((?:--?[a-z-]+ )*[a-z]+(?: [^`\n;|]*)?)", DOCS[name]):
        words = call.split()
        command: Any = root
        for word in words:
            if word in getattr(command, "commands", {}):
                command = command.commands[word]
        if command is root:
            continue
        known = everywhere | {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
        options = [word.split("=")[0] for word in words if re.match(r"^--?[a-z]", word)]
        assert [option for option in options if option not in known] == [], call


def test_every_relative_link_leads_somewhere() -> None:
    """Docs move; links to them break silently."""
    for name, text in DOCS.items():
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_the_architecture_names_every_room() -> None:
    """The drawing is kept true."""
    text = DOCS["docs/architecture.md"]
    for path in (ROOT / "digest").iterdir():
        name = path.name + ("/" if path.is_dir() else "")
        if not name.startswith(("_", ".")) and name != "py.typed":
            assert f"  {name} " in text, name
