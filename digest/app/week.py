"""The week's commands: fetch, draft, explain, preview, render, check, send, run, serve, status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.app import options
from digest.app.options import JsonOption, LastOption, SlotOption, WeekOption, chosen_slot, common
from digest.errors import EXIT_FAILED, EXIT_OK, EXIT_TRY_AGAIN, LetterError

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.store import Draft
    from digest.types import Entry, Slot


def register(app: typer.Typer) -> None:
    for command in (fetch, draft, explain, preview, render, check, send, run, serve, status):
        app.command()(command)


def _entries_of(digest: Digest, draft: Draft) -> dict[str, Entry]:
    return digest.store.feeds.by_ids(r.entry_id for i in draft.issue.items for r in i.reports)


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


def explain(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="[STORY|URL]", help="One story, by id or rank, or page; else the whole window."
        ),
    ] = "",
    slot: SlotOption = "",
    week: WeekOption = "",
    last: LastOption = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object for every entry of the window.")
    ] = False,
) -> None:
    """Say why each entry was chosen or left out.

    Needs no draft.
    """
    import json

    from digest.app import shape, show
    from digest.feeds.canonical import canonical_url

    with common(ctx).open() as digest:
        choice = digest.choose(chosen_slot(digest, slot, week, last))
        verdicts = choice.verdicts
        if what:
            page = canonical_url(what) if "://" in what else ""
            if what.isdecimal() and 1 <= int(what) <= len(choice.stories):
                what = choice.stories[int(what) - 1].id
            verdicts = tuple(
                v
                for v in verdicts
                if v.story == what or v.entry.guid == what or (page and v.entry.canonical_url == page)
            )
            if not verdicts:
                mend = "`digest explain --jsonl` lists every entry of the window"
                raise options.RefusedError(f"{what}: no such story or page in this window", mend=mend)
        if jsonl:
            for verdict in verdicts:
                sys.stdout.write(json.dumps(shape.verdict_json(verdict), ensure_ascii=False) + "\n")
        elif what:
            for verdict in verdicts:
                show.verdict(verdict)
        else:
            show.choice(choice)


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


def send(
    ctx: typer.Context,
    slot: SlotOption = "",
    test: Annotated[
        str,
        typer.Option("--test", metavar="ADDRESS", help="Send the draft there only; nothing is published."),
    ] = "",
    resend_unknown: Annotated[
        bool,
        typer.Option("--resend-unknown", help="Send again where a crash left it unknown; some may get two."),
    ] = False,
) -> None:
    """Publish the draft now and send it.

    To everyone who has not got it; run again, only to those who are left.
    """
    from digest import post
    from digest.app import show
    from digest.app.files import send_test

    with common(ctx).account("send", slot=slot) as digest:
        if test:
            receipt = send_test(digest, options.editors_slot(digest, slot), test)
            show.say(f"{receipt.state}: {receipt.detail}")
            code = EXIT_OK if receipt.state == "accepted" else EXIT_FAILED
        else:
            wanted = _slot_to_send(digest, slot, resend_unknown=resend_unknown)
            _send(digest, wanted, resend_unknown=resend_unknown)
            if not common(ctx).quiet:
                show.account(digest.account)
            digest.account.again = bool(post.left_to_send(digest, wanted.name))
            code = EXIT_TRY_AGAIN if digest.account.again else EXIT_OK
    raise typer.Exit(code)


def _send(digest: Digest, slot: Slot, *, resend_unknown: bool) -> None:
    from digest import post

    with digest.store.slots.lease(slot.name, now=digest.clock()):
        row = digest.store.slots.get(slot.name)
        if row and row.held and row.state == "drafted":
            raise LetterError(f"slot {slot.name} is held", mend="release it with `digest approve`")
        if resend_unknown:
            digest.store.deliveries.settle_crashed(slot.name, repeatable=False, now=digest.clock())
            digest.store.deliveries.resend_unknown(slot.name, now=digest.clock())
        post.send(digest, slot)


def _slot_to_send(digest: Digest, name: str, *, resend_unknown: bool) -> Slot:
    """The slot named; else the newest published one that somebody still waits for; else the editor's.

    To send again what is unknown never publishes anything: it wants an issue that is out.
    """
    states = (
        ("pending", "deferred", "inflight", "unknown")
        if resend_unknown
        else ("pending", "deferred", "inflight")
    )
    for published in [] if name else digest.store.issues.recent(12):
        if digest.store.deliveries.listed(published.slot, *states):
            return published.issue.slot
    if resend_unknown and not (name and digest.store.issues.get(name)):
        raise options.RefusedError("there is no published issue of which it is unknown who has it")
    published_ = digest.store.issues.get(name) if name else None
    return published_.issue.slot if published_ else options.editors_slot(digest, name)


def run(ctx: typer.Context, json: JsonOption = False) -> None:
    """Do what is due now, once: for cron and systemd.

    The draft when its review begins, the letter at its slot; a slot makes exactly one issue. Ends with 0 when it
    is done or nothing is due, with 75 when something is left for a later run.
    """
    from digest import due
    from digest.app import shape, show

    with common(ctx).account("run") as digest:
        outcomes = due.run(digest)
        digest.account.again = any(outcome.again for outcome in outcomes)
        if json:
            done = [
                {"slot": o.slot, "said": o.said, "again": o.again, "error": bool(o.error)} for o in outcomes
            ]
            coming = shape.slot_json(digest.slot())
            show.print_json({"outcomes": done, "next": coming, "account": digest.account.dict()})
        elif not common(ctx).quiet:
            if digest.account.stages:
                show.account(digest.account)
            for outcome in outcomes:
                if not outcome.error:
                    show.say(f"{outcome.slot}: {outcome.said}")
            if not outcomes:
                show.say(f"Nothing is due. {_coming(digest, digest.slot())}")
        for outcome in outcomes:
            if outcome.error:
                raise outcome.error
    if any(outcome.again for outcome in outcomes):
        raise typer.Exit(EXIT_TRY_AGAIN)


def _coming(digest: Digest, slot: Slot) -> str:
    assert slot.at is not None
    assert slot.review_at is not None
    zone = digest.config.zone
    row = digest.store.slots.get(slot.name)
    if row and row.state in ("published", "done"):
        return f"The issue of {slot.name} has gone out already."
    if digest.too_soon(slot):
        return f"The last issue went out shortly before {slot.name}, so none goes out then."
    if row and (row.held or row.state == "skipped"):
        return (
            f"The issue of {slot.name} is {'held' if row.held else 'skipped'}; `digest approve` releases it."
        )
    return (
        f"The issue of {slot.name} is drafted {slot.review_at.astimezone(zone):%A %d %B %H:%M} "
        f"and goes out {slot.at.astimezone(zone):%A %d %B %H:%M %Z}."
    )


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Where the unsubscribe and issue pages answer.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8025,
) -> None:
    """Do what is due, all the time, and answer pages.

    Reads the feeds every few hours, drafts, sends at the slot, and answers the unsubscribe and issue pages.
    """
    from digest.app.schedule import serve_forever

    serve_forever(common(ctx), host=host, port=port)


def status(ctx: typer.Context, slot: SlotOption = "", json: JsonOption = False) -> None:
    """Say what is due, what was done, what failed."""
    from digest.app import show
    from digest.app.state import show_state, state_json

    with common(ctx).open() as digest:
        if json:
            show.print_json(state_json(digest, slot))
        else:
            show_state(digest, slot)
