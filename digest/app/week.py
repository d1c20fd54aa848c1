"""The commands that make a letter and look at it: fetch, draft, preview, render, check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.app.options import JsonOption, LastOption, SlotOption, WeekOption, chosen_slot, common
from digest.errors import EXIT_FAILED

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.store import Draft
    from digest.types import Entry, Finding


def register(app: typer.Typer) -> None:
    for command in (fetch, draft, preview, render, check):
        app.command()(command)


def _entries_of(digest: Digest, draft: Draft) -> dict[str, Entry]:
    return digest.reports(draft.issue)


def fetch(ctx: typer.Context, json: JsonOption = False) -> None:
    """Read every feed and keep what is new.

    Succeeds if any feed was read. When none was: ends with 75 if a later run may have more luck (the network, a
    server that is busy), else with 1 (addresses that are wrong, refused or hold no feed).
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
                "Look: digest preview.   Change: digest pin STORY, digest drop STORY.   Why: digest explain."
            )
    elif made.issue.considered:
        from digest.app.silence import why_none

        show.say(why_none(digest.choose(made.issue.slot), digest.config.newsletter.language))
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
    sample: Annotated[
        bool, typer.Option("--sample", help="An invented issue, with the sample data of your templates.")
    ] = False,
) -> None:
    """Look at the letter as its readers will.

    600 and 375 px, light and dark, and the text. Reloads by itself when a template, the configuration or the
    draft changes. On this machine only; nothing is sent.
    """
    from digest.app.look import look, look_at_sample

    if sample:
        look_at_sample(common(ctx), port=port, browser=open_)
        return
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
    picture: Annotated[bool, typer.Option("--picture/--no-picture", help="Draw issue.png too.")] = True,
    sample: Annotated[
        bool, typer.Option("--sample", help="An invented issue, with the sample data of your templates.")
    ] = False,
) -> None:
    """Write the issue as HTML, text, mail, JSON and a picture.

    issue.html, issue.txt, issue.eml and issue.json: of the published issue, else of the draft; with --sample of an
    invented issue, which needs no feeds and no draft. issue.png, of its whole length, where Chromium is installed.
    Ends with 1, and writes nothing, when the issue has no story.
    """
    from digest.app import show
    from digest.app.files import write_issue, write_picture, write_sample

    if sample:
        from digest.app.look import SampleSource

        if slot or week or last:
            raise typer.BadParameter("the sample has no --slot, --week or --last")
        paths = write_sample(*SampleSource(common(ctx)).made(), out)
    else:
        with common(ctx).open() as digest:
            paths = write_issue(digest, chosen_slot(digest, slot, week, last), out)
    why_none = write_picture(out) if picture else ""
    if not common(ctx).quiet:
        for path in paths:
            show.say(str(path))
        if picture:
            show.say(f"issue.png: left out: {why_none}" if why_none else str(out / "issue.png"))


def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A mail (.eml) or a page (.html) from anywhere.")
    ] = None,
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
    online: Annotated[bool, typer.Option("--online", help="Ask for every link.")] = False,
    spam: Annotated[bool, typer.Option("--spam", help="Ask a spamd on this machine.")] = False,
    json: JsonOption = False,
) -> None:
    """Check configuration, templates, feeds, letter; or any mail there is.

    Ends with 1 when something must be mended.
    """
    from digest.app import checks, show

    asked = checks.Asked(online=online, spam=spam)
    if file is not None:
        if slot or week or last:
            raise typer.BadParameter("a file has no --slot, --week or --last")
        findings, report = checks.file(file, asked)
        unjudged = checks.unjudged_words(report)
    else:
        with common(ctx).open() as digest:
            findings = checks.everything(digest, chosen_slot(digest, slot, week, last), asked)
        unjudged = ()
    if json:
        show.print_json([checks.finding_json(finding) for finding in findings])
    elif not common(ctx).quiet:
        _show_findings(findings)
    if not common(ctx).quiet:
        for line in unjudged:
            typer.echo(line, err=True)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def _show_findings(findings: Sequence[Finding]) -> None:
    from digest.app import checks, show

    for finding in findings:
        place = f"{finding.place}: " if finding.place else ""
        show.say(f"{finding.severity}: {place}{finding.message} [{finding.rule}]")
        if finding.mend:
            show.say(f"    {finding.mend}")
    show.say(checks.verdict(findings))
