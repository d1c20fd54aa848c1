"""`digest explain`: why each entry was chosen or left out, and what teaching, pins and drops change."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from digest.app.options import LastOption, RefusedError, SlotOption, WeekOption, chosen_slot, common

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.types import Choice, Edits, Slot, Verdict


class Against(StrEnum):
    """What a difference is held against."""

    untaught = "untaught"
    lesson = "lesson"
    draft = "draft"


def register(app: typer.Typer) -> None:
    app.command()(explain)


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
    summary: Annotated[
        bool, typer.Option("--summary", help="Show each sentence of the story's summary with its source.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what teaching, pins and drops change in the issue.")
    ] = False,
    against: Annotated[
        Against | None,
        typer.Option(
            "--against",
            help="What --diff holds it against: without lessons, pins and drops; without the last lesson; the draft.",
            show_default="untaught",
        ),
    ] = None,
) -> None:
    """Say why each entry was chosen or left out.

    Needs no draft. --diff shows each story's rank and relevance before and after; with --jsonl, an object a story.
    --summary STORY shows how the draft tells a story: each sentence, and the words of the report that it rests on.
    """
    if summary and (diff or against):
        raise typer.BadParameter("--summary is of one story, --diff of the whole issue")
    if summary:
        with common(ctx).open() as digest:
            _explain_summary(digest, chosen_slot(digest, slot, week, last), what, jsonl=jsonl)
        return
    if diff or against:
        if what:
            raise typer.BadParameter("--diff is of the whole issue")
        with common(ctx).open() as digest:
            _explain_diff(
                digest, chosen_slot(digest, slot, week, last), against or Against.untaught, jsonl=jsonl
            )
        return
    import json

    from digest.app import shape, show

    with common(ctx).open() as digest:
        choice = digest.choose(chosen_slot(digest, slot, week, last))
        verdicts = _of(choice, what) if what else choice.verdicts
        if jsonl:
            for verdict in verdicts:
                sys.stdout.write(json.dumps(shape.verdict_json(verdict), ensure_ascii=False) + "\n")
        elif what:
            for verdict in verdicts:
                show.verdict(verdict)
        else:
            show.choice(choice)


def _of(choice: Choice, what: str) -> tuple[Verdict, ...]:
    """The verdicts on one story or page."""
    from digest.feeds.canonical import canonical_url

    page = canonical_url(what) if "://" in what else ""
    if what.isdecimal() and 1 <= int(what) <= len(choice.stories):
        what = choice.stories[int(what) - 1].id
    verdicts = tuple(
        v
        for v in choice.verdicts
        if what in (v.story, v.entry.id, v.entry.guid) or (page and v.entry.canonical_url == page)
    )
    if not verdicts:
        mend = "`digest explain --jsonl` lists every entry of the window"
        raise RefusedError(f"{what}: no such story or page in this window", mend=mend)
    return verdicts


def _explain_summary(digest: Digest, slot: Slot, what: str, *, jsonl: bool) -> None:
    """How the issue tells one story, or each; of the published issue, else of the draft."""
    import json

    from digest.app import shape, show
    from digest.app.editor import story_in

    published = digest.store.issues.get(slot.name)
    issue = published.issue if published else digest.draft(slot).issue
    items = issue.items if not what else (story_in(digest, issue, what),)
    entries = digest.reports(issue)
    for item in items:
        if jsonl:
            sys.stdout.write(json.dumps(shape.item_json(item, entries), ensure_ascii=False) + "\n")
        else:
            show.summary(item, entries)


def _explain_diff(digest: Digest, slot: Slot, against: Against, *, jsonl: bool) -> None:
    import json

    from digest.app import show
    from digest.app.changes import change_json, show_difference
    from digest.evaluate.difference import difference, places, places_of
    from digest.evaluate.replay import compare
    from digest.lessons import with_taught
    from digest.store import decisive
    from digest.types import Edits

    topic = digest.configured_topic()
    lessons = digest.store.examples.taught(topic.name)
    if against is Against.draft:
        draft = digest.store.drafts.latest(slot.name)
        if draft is None:
            raise RefusedError(f"there is no draft of {slot.name}", mend="`digest draft` makes one")
        said, found = (
            f"draft {draft.version}",
            difference(places_of(draft.issue), places(digest.choose(slot))),
        )
    else:
        last, edits = against is Against.lesson, digest.edits(slot)
        before = decisive(digest.store.examples.listed(topic.name)[:-1]) if last else []
        said = "what was taught before the last lesson"
        if not last:
            said = f"the topic without what was taught{_edited(edits)}"
        found = compare(
            digest, slot, with_taught(topic, before), digest.topic(), edits=None if last else Edits()
        )
    if jsonl:
        for change in (*found.told, *found.moved):
            sys.stdout.write(json.dumps(change_json(change), ensure_ascii=False) + "\n")
        return
    show.say(f"The issue of {slot.name} against {said} ({len(lessons)} taught)")
    show_difference(found)


def _edited(edits: Edits) -> str:
    """`, 2 pins and 1 drop`: what else a difference is held against."""
    counts = ((len(edits.pins), "pin"), (len(edits.drops), "dropped report"))
    named = [f"{count} {what}{'s' if count > 1 else ''}" for count, what in counts if count]
    return f", and without {' and '.join(named)}" if named else ""
