"""`digest eval`: how well it chooses, on labelled weeks and on the issues of the past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.app.options import JsonOption, RefusedError, common
from digest.errors import EXIT_FAILED, UsageError

if TYPE_CHECKING:
    from digest.evaluate.figures import Figures
    from digest.evaluate.replay import Measured, Replayed
    from digest.pipeline import Digest

#: Columns of the table: the figure, and how it is headed.
_SHOWN = (
    ("ap", "AP"), ("ndcg", "nDCG"), ("p20", "P@20"), ("b3", "B³ F1"), ("stories", "stories"),
    ("grade2", "grade 2"), ("graded", "graded"), ("told_twice", "twice"), ("mixed", "mixed"), ("top", "top"),
)  # fmt: skip
_NUMBERS = frozenset({"stories", "told_twice", "mixed"})


def register(app: typer.Typer) -> None:
    app.command(name="eval")(evaluate)


def evaluate(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Of labelled weeks; by default `eval.folder` of feeds.yaml.")
    ] = None,
    week: Annotated[
        list[str] | None, typer.Option("--week", metavar="NAME", help="Only this labelled week; repeatable.")
    ] = None,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="Hold past issues against the present settings instead.")
    ] = False,
    in_sequence: Annotated[
        bool,
        typer.Option(
            "--in-sequence", help="The weeks as issues one after the other, each knowing what those told."
        ),
    ] = False,
    issues: Annotated[int, typer.Option("--issues", min=1, max=1000, help="So many of the last.")] = 12,
    json: JsonOption = False,
) -> None:
    """Measure how well it chooses.

    On labelled weeks: precision, ranking, events, and the issue, each week and on average; ends with 1 below the
    floors of `eval.floors`. With --in-sequence a week remembers the ones before it (by name), and what it takes for
    told is listed. With --backtest: what each past issue would have been under the present settings.
    """
    if backtest and (folder or week or in_sequence):
        raise typer.BadParameter(
            "--backtest is of past issues: it takes neither a folder nor --week nor --in-sequence"
        )
    with common(ctx).open() as digest:
        if backtest:
            _backtest(digest, issues, json=json)
            return
        below = _measure(digest, folder, week or [], in_sequence=in_sequence, json=json)
    if below:
        raise typer.Exit(EXIT_FAILED)


def _measure(
    digest: Digest, folder: Path | None, only: list[str], *, in_sequence: bool, json: bool
) -> list[str]:
    """Show the figures; what is below the floors."""
    from digest.app import show
    from digest.evaluate.figures import mean, shortfalls

    found = _measured(digest, folder, only, in_sequence=in_sequence)
    average = mean([one.figures for one in found.values()])
    floors = digest.config.file.evaluation.floors.model_dump(exclude_none=True)
    below = shortfalls(average, floors)
    if json:
        weeks = {name: _rounded(one.figures) for name, one in found.items()}
        document = {"weeks": weeks, "mean": _rounded(average), "floors": floors, "below": below}
        recalled = {name: [asdict(story) for story in one.recalled] for name, one in found.items()}
        show.print_json(document | ({"recalled": recalled} if in_sequence else {}))
    else:
        rows = [(name, *_cells(one.figures)) for name, one in found.items()] + [("mean", *_cells(average))]
        show.table(["week", *(f">{title}" for _, title in _SHOWN)], rows)
        for name, one in found.items() if in_sequence else ():
            for story in one.recalled:
                show.say(f"{name} {'in ' if story.chosen else 'out'} {story.headline}: {story.why}")
        for line in below:
            show.say(f"below the floor: {line}")
    return below


def _measured(
    digest: Digest, folder: Path | None, only: list[str], *, in_sequence: bool
) -> dict[str, Measured]:
    """The weeks that are asked for, by name."""
    from digest.evaluate.labelled import names, read
    from digest.evaluate.replay import measured
    from digest.pipeline import MEMORY

    place = folder or digest.config.weeks
    if place is None:
        mend = "digest eval FOLDER, or name it in feeds.yaml as eval.folder"
        raise UsageError("no folder of labelled weeks is given", mend=mend)
    known = names(place)
    if unknown := [name for name in only if name not in known]:
        raise UsageError(f"{unknown[0]}: no such labelled week; there are {', '.join(known)}")
    found: dict[str, Measured] = {}
    wanted = sorted(set(only)) or known
    with digest.progress.step("measuring weeks", len(wanted)) as advance:
        for name in wanted:
            before = list(found.values())[-MEMORY:] if in_sequence else []
            past = [told for one in before for told in one.told]
            found[name] = measured(digest, read(place, name, digest.config.feeds), past)
            advance()
    return found


def _rounded(figures: Figures) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(figures).items()}


def _cells(figures: Figures) -> list[str]:
    values: Mapping[str, float] = asdict(figures)
    return [f"{values[name]:.1f}" if name in _NUMBERS else f"{values[name]:.3f}" for name, _ in _SHOWN]


def _backtest(digest: Digest, issues: int, *, json: bool) -> None:
    from digest.app import show
    from digest.evaluate.replay import backtest

    total = min(issues, digest.store.issues.next_number() - 1)
    if not total:
        raise RefusedError("no issue was published yet", mend="`digest eval FOLDER` measures labelled weeks")
    found: list[Replayed] = []
    with digest.progress.step("replaying issues", total) as advance:
        for replayed in backtest(digest, issues):
            found.append(replayed)
            advance()
    overlap = sum(one.difference.overlap for one in found) / len(found)
    if json:
        show.print_json({"issues": [_replayed_json(one) for one in found], "overlap": round(overlap, 3)})
    else:
        _show_backtest(found, overlap)


def _replayed_json(one: Replayed) -> dict[str, Any]:
    from digest.app.changes import difference_json

    then, now = len(one.published.issue.items), len(one.choice.stories)
    return {"slot": one.published.slot, "then": then, "now": now, **difference_json(one.difference)}


def _show_backtest(found: list[Replayed], overlap: float) -> None:
    from digest.app import show

    rows = []
    for one in found:
        counts = [one.difference.count(kind) for kind in ("kept", "gone", "new")]
        told = (len(one.published.issue.items), len(one.choice.stories))
        rows.append((one.published.slot, *told, *counts, f"{one.difference.overlap:.2f}"))
    rows.append(("mean", "", "", "", "", "", f"{overlap:.2f}"))
    show.table(["issue", ">then", ">now", ">kept", ">gone", ">new", ">overlap"], rows)
    for one in found:
        changes = [change for change in one.difference.told if change.kind != "kept"]
        if changes:
            show.say(one.published.slot)
        for change in changes:
            why = f" ({change.after.reason})" if change.kind == "gone" and change.after else ""
            show.say(f"  {'+' if change.kind == 'new' else '-'} {change.shown.headline}{why}")
