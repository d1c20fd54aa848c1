"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.app.build import Common
from digest.errors import DigestError, UsageError

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.types import Slot

SlotOption = Annotated[
    str,
    typer.Option("--slot", metavar="DATE", help="The issue of that date; by default the one being prepared."),
]
WeekOption = Annotated[
    str, typer.Option("--week", metavar="ISO", help="Look at a calendar week, e.g. 2026-W18.")
]
LastOption = Annotated[
    str, typer.Option("--last", metavar="SPAN", help="Look at the time up to now, e.g. 7d. Marks no slot.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def common(ctx: typer.Context) -> Common:
    found = ctx.obj
    assert isinstance(found, Common)
    return found


def chosen_slot(digest: Digest, slot: str, week: str, last: str) -> Slot:
    """The slot that the options name; more than one is a mistake."""
    if sum(map(bool, (slot, week, last))) > 1:
        raise typer.BadParameter("--slot, --week and --last exclude each other")
    return digest.slot(name=slot, week=week, last=last) if slot or week or last else editors_slot(digest)


def editors_slot(digest: Digest, name: str = "") -> Slot:
    """The slot an editor means: the one named; else the last one when it is drafted or held but not sent; else
    the one to come, or the one after it when that has gone out early."""
    if name:
        return digest.slot(name=name)
    latest = digest.config.schedule.latest(digest.clock())
    row = digest.store.slots.get(latest.name)
    waits = row and (row.state == "drafted" or (row.state == "open" and row.held))
    if waits:
        return digest.slot(name=latest.name)
    coming = digest.slot()
    if coming.at and digest.store.issues.get(coming.name):
        return digest.after_the_last(digest.config.schedule.next(coming.at))
    return coming


def unreadable(file: Path, error: OSError) -> UsageError:
    """A file that was named on the command line and is not there, is a folder, or is not ours to read."""
    return UsageError(f"{file}: cannot be read: {error.strerror or error}", mend="look at its name and place")


class RefusedError(DigestError):
    """The command was understood, but there is nothing that it could be done to."""
