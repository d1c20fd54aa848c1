"""What an editor asks for until the desk comes: pin, drop, subject, hold, approve, skip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from digest.app.options import RefusedError, SlotOption, common, editors_slot
from digest.errors import LetterError

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.store import Draft
    from digest.types import Issue, Item, Slot

UndoOption = Annotated[bool, typer.Option("--undo", help="Take it back.")]


def register(app: typer.Typer) -> None:
    for command in (pin, drop, subject, hold, approve, skip):
        app.command()(command)


def _open_slot(digest: Digest, name: str) -> Slot:
    """The editor's slot, unless it has gone out: a published issue never changes."""
    slot = editors_slot(digest, name)
    if digest.store.issues.get(slot.name):
        raise LetterError(f"the issue of {slot.name} is published and does not change any more")
    return slot


def pin(
    ctx: typer.Context,
    page: Annotated[
        str, typer.Argument(metavar="URL|STORY", help="A page's address, or the id of a story or an entry.")
    ],
    slot: SlotOption = "",
    undo: UndoOption = False,
    teach: Annotated[
        bool, typer.Option("--teach/--no-teach", help="Learn from a story that was below the floor.")
    ] = True,
) -> None:
    """Have a page's story in, whatever its score.

    `digest explain` shows the ids of what was left out. What goes out for it is told, with the setting that says so.
    One that was not near enough to the topic becomes an example of it (`digest teach --list`), until the pin is
    taken back; one that only lacked room, or was told before, teaches nothing.
    """
    from digest.app.lessons import pages_of

    with common(ctx).open() as digest:
        wanted = _open_slot(digest, slot)
        pages = pages_of(digest, wanted, page)
        before = digest.store.drafts.latest(wanted.name)
        if undo:
            if not digest.store.drafts.undo(wanted.name, "pin", pages):
                raise RefusedError(f"{page}: was not pinned to {wanted.name}")
            digest.store.examples.undo("pin", wanted.name, pages, now=digest.clock())
        else:
            for line in _pin(digest, wanted, pages[0], teach=teach):
                _say(ctx, line)
        made = _redraft(ctx, digest, wanted)
        for line in _gone(digest, wanted, before, made) if before and not undo else ():
            _say(ctx, line)


def _gone(digest: Digest, slot: Slot, before: Draft, after: Draft) -> list[str]:
    """What went out of the draft for a pin, and which setting said so."""
    from digest.app.show import with_setting
    from digest.evaluate.difference import difference, places, places_of

    told = {report.entry_id for item in after.issue.items for report in item.reports}
    if all(told & {report.entry_id for report in item.reports} for item in before.issue.items):
        return []
    found = difference(places_of(before.issue), places(digest.choose(slot))).told
    return [
        f"Out for it: {change.shown.headline} ({change.shown.source}): {with_setting(change.after.reason)}"
        for change in found
        if change.kind == "gone" and change.after
    ]


def _say(ctx: typer.Context, text: str) -> None:
    from digest.app import show

    if not common(ctx).quiet:
        show.say(text)


def _pin(digest: Digest, slot: Slot, page: str, *, teach: bool) -> list[str]:
    """Keep the pin; what there is to say of it."""
    from digest.app.lessons import by_pin

    entries = digest.entries(slot)
    told = []
    if not any(entry.canonical_url == page for entry in entries):
        told.append(f"No feed has brought {page} in this window; the pin takes effect when one does.")
        teach = False
    lesson = by_pin(digest, slot, page, digest.choose(slot, entries)) if teach else None
    digest.store.drafts.edit(slot.name, "pin", [page], now=digest.clock())
    if lesson:
        told.append(f"Taught, like: {lesson.example.title} [{lesson.id}]\nWithout: digest pin --no-teach URL")
    return told


def drop(
    ctx: typer.Context,
    story: Annotated[str, typer.Argument(help="The story's id, its rank in the draft, or a page's address.")],
    slot: SlotOption = "",
    undo: UndoOption = False,
    off_topic: Annotated[
        bool, typer.Option("--off-topic", help="Not our topic: learn from it for the issues to come.")
    ] = False,
) -> None:
    """Leave a story out of the issue, all reports of it.

    For this issue only, and for whatever reason; with --off-topic it becomes an example of what does not belong,
    until the drop is taken back.
    """
    from digest.app.lessons import by_drop
    from digest.lessons import example_of
    from digest.store.examples import story_of

    with common(ctx).open() as digest:
        wanted = _open_slot(digest, slot)
        if undo:
            targets = _dropped(digest, wanted, story)
            digest.store.drafts.undo(wanted.name, "drop", targets)
            stories = [story_of(example_of(e)) for e in digest.store.feeds.by_ids(targets).values()]
            digest.store.examples.undo("drop", wanted.name, stories, now=digest.clock())
        else:
            item = story_in_draft(digest, wanted, story)
            targets = [report.entry_id for report in item.reports]
            _say(ctx, f"Dropped: {item.headline}\nBack:    digest drop --undo {item.story_id}")
            digest.store.drafts.edit(wanted.name, "drop", targets, now=digest.clock())
            if off_topic:
                _say(ctx, f"Taught, unlike [{by_drop(digest, wanted, item).id}]")
        _redraft(ctx, digest, wanted)


def story_in_draft(digest: Digest, slot: Slot, story: str) -> Item:
    """As `story_in`, of the slot's latest draft."""
    draft = digest.store.drafts.latest(slot.name)
    if draft is None:
        raise _no_such(story, slot)
    return story_in(digest, draft.issue, story)


def story_in(digest: Digest, issue: Issue, story: str) -> Item:
    """By id, by rank, or by the address of a page of it, as the letter names that or as it is known by."""
    from digest.feeds.canonical import canonical_url

    if story.isdecimal() and 1 <= int(story) <= len(issue.items):
        return issue.items[int(story) - 1]
    page = canonical_url(story) if "://" in story else ""
    known = (
        digest.store.feeds.by_ids(r.entry_id for item in issue.items for r in item.reports) if page else {}
    )
    for item in issue.items:
        named = {canonical_url(report.url) for report in item.reports} if page else set()
        stored = {known[r.entry_id].canonical_url for r in item.reports if r.entry_id in known}
        if item.story_id == story or (page and page in named | stored):
            return item
    raise _no_such(story, issue.slot)


def _no_such(story: str, slot: Slot) -> RefusedError:
    mend = "`digest draft` lists the stories and their ids"
    return RefusedError(f"{story}: no such story in the issue of {slot.name}", mend=mend)


def _dropped(digest: Digest, slot: Slot, story: str) -> list[str]:
    """The entries of a story that was dropped before: what was kept says which. A story's id is that of its smallest
    entry, so it is found though reports that came since have made another story of it."""
    from digest.choose.events import id_of
    from digest.feeds.canonical import canonical_url

    drops = digest.store.drafts.edits(slot.name).drops
    page = canonical_url(story) if "://" in story else ""
    entries = digest.store.feeds.by_ids(drops)
    meant = {one for one in drops if id_of(one) == story}
    meant |= {one for one, entry in entries.items() if page and entry.canonical_url == page}
    if not meant:
        raise RefusedError(f"{story}: was not dropped from {slot.name}", mend="name its id or its address")
    verdicts = digest.choose(slot).verdicts
    stories = {v.story for v in verdicts if v.entry.id in meant}
    return sorted(meant | {v.entry.id for v in verdicts if v.story in stories and v.entry.id in drops})


def _redraft(ctx: typer.Context, digest: Digest, slot: Slot) -> Draft:
    from digest.app import show

    made = digest.draft(slot)
    if not common(ctx).quiet:
        show.say(f"Draft {made.version} of {made.slot}: {show.stories(len(made.issue.items))}")
        show.issue(made.issue)
    return made


def subject(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="The words; without, the subject as it is now is shown.")
    ] = None,
    slot: SlotOption = "",
    undo: UndoOption = False,
) -> None:
    """Set the letter's subject yourself, or see it.

    35 to 60 characters are best; it is kept whatever its length. With --undo it is composed of the headlines.
    """
    from digest.letter.plain import line
    from digest.letter.subject import SUBJECT
    from digest.letter.wrap import width

    with common(ctx).open() as digest:
        wanted = _open_slot(digest, slot)
        own = line(text or "")
        if text is not None and not own:
            mend = "`digest subject --undo` takes yours back; `digest subject` shows it"
            raise RefusedError(f"{text!r}: expected words", mend=mend)
        if undo and own:
            raise typer.BadParameter("--undo takes the subject back, and no words")
        if undo and not digest.store.drafts.edits(wanted.name).subject:
            raise RefusedError(f"{wanted.name} has no subject of yours")
        if undo or own:
            digest.store.drafts.set_subject(wanted.name, "" if undo else own, now=digest.clock())
        letter = digest.letter(digest.draft(wanted).issue)
        _say(ctx, f"Subject:   {letter.subject}\nPreheader: {letter.preheader}")
        if own and not SUBJECT[0] <= width(own) <= SUBJECT[1]:
            what = "a little short" if width(own) < SUBJECT[0] else "longer than many inboxes show"
            _say(ctx, f"{width(own)} characters, {what}: {SUBJECT[0]} to {SUBJECT[1]} are best")


def hold(ctx: typer.Context, slot: SlotOption = "") -> None:
    """Keep the issue back until it is approved."""
    _mark(ctx, slot, "held", held=True)


def approve(ctx: typer.Context, slot: SlotOption = "") -> None:
    """Release an issue held or skipped.

    It goes out at its slot, or with the next run when that has passed.
    """
    _mark(ctx, slot, "approved", held=False)


def skip(ctx: typer.Context, slot: SlotOption = "") -> None:
    """Send no issue at this slot.

    Its stories do not move to the next one.
    """
    _mark(ctx, slot, "skipped", held=None)


def _mark(ctx: typer.Context, name: str, said: str, *, held: bool | None) -> None:
    from digest.app import show

    with common(ctx).open() as digest:
        slot = _open_slot(digest, name)
        if slot.at and slot.at < digest.config.schedule.before(
            digest.config.schedule.next(digest.clock()).at or slot.at
        ):
            mend = f"to send it all the same: digest send --slot {slot.name}"
            raise RefusedError(f"the slot {slot.name} is over; a later one has passed since", mend=mend)
        row = digest.store.slots.get(slot.name)
        back: Literal["drafted", "open"] = "drafted" if digest.store.drafts.latest(slot.name) else "open"
        state: Literal["skipped", "drafted", "open"] | None = None
        if held is None:
            state = "skipped"
        elif row and row.state == "skipped":
            state = back
        digest.store.slots.mark(
            slot.name, now=digest.clock(), state=state, held=bool(held), unless_published=True
        )
        if not common(ctx).quiet:
            show.say(f"The issue of {slot.name} is {said}{_next(digest, slot) if held is False else ''}.")


def _next(digest: Digest, slot: Slot) -> str:
    if not digest.store.drafts.latest(slot.name):
        return ""
    later = slot.at is not None and slot.at > digest.clock()
    return f": it goes out {'at its slot' if later else 'with the next run'}"
