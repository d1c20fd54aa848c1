"""The commands that make a letter and look at it: fetch, draft, preview, render, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.app.options import JsonOption, LastOption, SlotOption, WeekOption, chosen_slot, common
from digest.errors import EXIT_FAILED

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.store import Draft
    from digest.types import Entry


def register(app: typer.Typer) -> None:
    for command in (fetch, draft, preview, render, check):
        app.command()(command)


def _entries_of(digest: Digest, draft: Draft) -> dict[str, Entry]:
    return digest.reports(draft.issue)


def fetch(ctx: typer.Context, json: JsonOption = False) -> None:
    """Read every feed and keep what is new.

    Succeeds if any feed answered; ends with 75 when none did.
    """
    from digest.app import show

    with common(ctx).account("fetch") as digest:
        try:
            digest.fetch()
        finally:
            if json:
                show.print_json(digest.account.dict())
            elif not common(ctx).quiet:
                show.account(digest.account)


def draft(
    ctx: typer.Context,
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
    json: JsonOption = False,
) -> None:
    """Choose, group and summarise the stories.

    Twice gives the same draft; when the entries, the configuration or your wishes have changed, a new version.
    """
    from digest.app import shape, show

    with common(ctx).account("draft", slot=slot or week or last) as digest:
        made = digest.draft(chosen_slot(digest, slot, week, last))
        if json:
            show.print_json(shape.draft_json(made, _entries_of(digest, made)))
        elif not common(ctx).quiet:
            _show_draft(digest, made)


def _show_draft(digest: Digest, made: Draft) -> None:
    from digest.app import show

    window = made.issue.slot.window
    zone = digest.config.zone
    begin, end = (moment.astimezone(zone) for moment in (window.begin, window.end))
    chosen = f"{show.stories(len(made.issue.items))} from {made.issue.considered} entries"
    show.say(
        f"Draft {made.version} of {made.slot}: {chosen}, "
        f"{begin:%a %d %b %H:%M} to {end:%a %d %b %H:%M} {begin.tzname()}"
    )
    if made.issue.items:
        show.issue(made.issue)
        if made.issue.slot.at:
            show.say(
                "Look: digest preview.   Change: digest pin URL, digest drop STORY.   Why: digest explain."
            )
    elif made.issue.considered:
        show.say("No story is on topic. `digest explain` shows what came nearest.")
    else:
        show.say("No entry is in this window. `digest fetch` reads the feeds.")


def preview(
    ctx: typer.Context,
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8024,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
    fetch: Annotated[bool, typer.Option("--fetch", help="Read the feeds first.")] = False,
) -> None:
    """Look at the letter as its readers will.

    600 and 375 px, light and dark, and the text. Reloads by itself when a template, the configuration or the
    draft changes. On this machine only; nothing is sent.
    """
    from digest.app.look import look

    if fetch:
        from digest.app import show

        with common(ctx).account("fetch") as digest:
            digest.fetch()
            show.account(digest.account)
    look(common(ctx), lambda digest: chosen_slot(digest, slot, week, last), port=port, browser=open_)


def render(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files go.")],
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
) -> None:
    """Write the issue as HTML, text, mail and JSON.

    issue.html, issue.txt, issue.eml and issue.json: of the published issue, else of the draft.
    """
    from digest.app import show
    from digest.app.files import write_issue

    with common(ctx).open() as digest:
        paths = write_issue(digest, chosen_slot(digest, slot, week, last), out)
    if not common(ctx).quiet:
        for path in paths:
            show.say(str(path))


def check(
    ctx: typer.Context,
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
    json: JsonOption = False,
) -> None:
    """Check configuration, templates, feeds, letter.

    Ends with 1 when something must be mended.
    """
    from digest.app import checks, show

    with common(ctx).open() as digest:
        findings = checks.everything(digest, chosen_slot(digest, slot, week, last))
    if json:
        show.print_json([checks.finding_json(finding) for finding in findings])
    elif not common(ctx).quiet:
        for finding in findings:
            place = f"{finding.place}: " if finding.place else ""
            show.say(f"{finding.severity}: {place}{finding.message} [{finding.rule}]")
            if finding.mend:
                show.say(f"    {finding.mend}")
        show.say(checks.verdict(findings))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(EXIT_FAILED)
