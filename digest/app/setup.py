"""Beginnings: init, demo, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.app.options import RefusedError, common

SCHEMA = "feeds.schema.json"
IGNORED = "var/\noutbox/\n.env\n"


def register(app: typer.Typer) -> None:
    for command in (demo, init, schema):
        app.command()(command)


def schema(ctx: typer.Context) -> None:  # noqa: ARG001 - every command takes it
    """Print the JSON Schema of feeds.yaml, for editors."""
    from digest.app import show
    from digest.config import schema as config_schema

    show.print_json(config_schema())


def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Made when it is not there.")] = Path(),
) -> None:
    """Begin a newsletter in a folder.

    Writes feeds.yaml to edit, its schema for your editor, and a folder for templates of your own. Nothing that
    is there is overwritten.
    """
    import json

    from digest.app import show
    from digest.app.files import write_text
    from digest.config import schema as config_schema
    from digest.paths import shipped

    target = folder / "feeds.yaml"
    if target.exists():
        raise RefusedError(f"{target}: is there already", mend="name another folder, or edit that file")
    lines = shipped("feeds.yaml").read_text("utf-8").splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("# yaml-language-server"))
    write_text(folder / SCHEMA, json.dumps(config_schema(), indent=2) + "\n")
    if not (folder / ".gitignore").exists():
        write_text(folder / ".gitignore", IGNORED)
    (folder / "templates").mkdir(exist_ok=True)
    write_text(target, f"# yaml-language-server: $schema=./{SCHEMA}\n{body}")
    if not common(ctx).quiet:
        show.say(f"{target} is written. Change its title, sender and feeds as you like; then")
        enter = [] if folder == Path() else [f"cd {folder}"]
        for step in (*enter, "digest fetch", "digest draft", "digest preview"):
            show.say(f"  {step}")


def demo(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the letter is written.")] = Path(
        "var/demo"
    ),
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Show the preview; else write the letter and end.")
    ] = True,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the preview; 0 takes a free one.")] = 8024,
) -> None:
    """See the whole job on a sample week, without network.

    Feeds over HTTP on this machine, choosing, summaries, the letter and its preview.
    """
    from digest.app.demo import run_demo

    run_demo(common(ctx), out=out, browser=open_, port=port)
