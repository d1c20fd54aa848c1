"""The commands that send, and say what was sent: send, run, serve, status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from digest.app import options
from digest.app.options import JsonOption, SlotOption, common
from digest.errors import EXIT_FAILED, EXIT_OK, EXIT_TRY_AGAIN, LetterError

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.types import Slot


def register(app: typer.Typer) -> None:
    for command in (send, run, serve, status):
        app.command()(command)


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
