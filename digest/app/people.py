"""`digest subscribers`: who gets the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.app.options import JsonOption, RefusedError, common, unreadable
from digest.errors import EXIT_FAILED

people = typer.Typer(help="Who gets the letter.", no_args_is_help=True, rich_markup_mode=None)
AgainOption = Annotated[
    bool, typer.Option("--again", help="Also who unsubscribed: only when they asked to come back.")
]


def register(app: typer.Typer) -> None:
    app.add_typer(people, name="subscribers")


@people.command()
def add(ctx: typer.Context, addresses: list[str], again: AgainOption = False) -> None:
    """Subscribe one or more addresses."""
    _subscribe(ctx, addresses, [], again=again)


@people.command(name="import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="CSV with a column `email`, or an address a line; - is standard input.")
    ],
    again: AgainOption = False,
) -> None:
    """Subscribe every address of a file. Bad lines are named and left out."""
    import sys

    from digest.deliver import read_subscribers

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        mend = f"save it as UTF-8, or: iconv -f latin1 -t utf8 {file}"
        raise RefusedError(f"{file}: expected UTF-8 text, byte {error.start} is not", mend=mend) from None
    except OSError as error:
        raise unreadable(file, error) from None
    addresses, problems = read_subscribers(text)
    _subscribe(ctx, addresses, problems, again=again)


def _subscribe(
    ctx: typer.Context,
    addresses: list[str] | tuple[str, ...],
    problems: list[str] | tuple[str, ...],
    *,
    again: bool,
) -> None:
    from digest.app import show
    from digest.deliver import address_key, clean_address

    wrong = list(problems)
    good: list[tuple[str, str]] = []
    for text in addresses:
        try:
            address = clean_address(text)
            good.append((address, address_key(address)))
        except ValueError as error:
            wrong.append(f"{text}: {error}")
    with common(ctx).open() as digest:
        added = digest.store.subscribers.add(good, now=digest.clock(), again=again)
    for problem in wrong:
        show.say(f"left out: {problem}")
    if not common(ctx).quiet:
        known = len(good) - len(added)
        show.say(
            f"{len(added)} subscribed" + (f", {known} were known (subscribed, or have left)" if known else "")
        )
    if wrong:
        raise typer.Exit(EXIT_FAILED)


@people.command(name="list")
def list_(ctx: typer.Context, json: JsonOption = False) -> None:
    """Everyone, in the order they came."""
    from digest.app import show

    with common(ctx).open() as digest:
        everyone = digest.store.subscribers.all()
    if json:
        rows = [
            {"id": s.id, "email": s.email, "status": s.status, "since": s.since and s.since.isoformat()}
            for s in everyone
        ]
        show.print_json(rows)
        return
    show.table(
        [">id", "address", "status", "since"],
        [(s.id, s.email, s.status, f"{s.since:%Y-%m-%d}") for s in everyone],
    )
    show.say(f"{sum(s.status == 'active' for s in everyone)} active of {len(everyone)}")


@people.command()
def remove(ctx: typer.Context, addresses: list[str]) -> None:
    """Unsubscribe addresses; they are kept as unsubscribed, so that an import does not bring them back."""
    from digest.app import show
    from digest.deliver import address_key

    with common(ctx).open() as digest:
        found = [digest.store.subscribers.by_key(address_key(address.strip())) for address in addresses]
        for address, subscriber in zip(addresses, found, strict=True):
            if subscriber is None:
                mend = "`digest subscribers list` shows who is"
                raise RefusedError(f"{address}: not a subscriber; nobody was removed", mend=mend)
        for subscriber in filter(None, found):
            digest.store.subscribers.unsubscribe(subscriber.id, now=digest.clock())
            if not common(ctx).quiet:
                show.say(f"{subscriber.email} is unsubscribed")
