"""`digest teach`: stories become examples of this newsletter's own topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.app.options import JsonOption, RefusedError, SlotOption, common, editors_slot

if TYPE_CHECKING:
    from digest.evaluate.difference import Difference
    from digest.pipeline import Digest
    from digest.store import Lesson, Sign
    from digest.types import Example, Slot

_WHAT = "URL|STORY|TITLE"


def register(app: typer.Typer) -> None:
    app.command()(teach)


def teach(
    ctx: typer.Context,
    like: Annotated[
        list[str] | None, typer.Option("--like", metavar=_WHAT, help="A story that belongs here.")
    ] = None,
    unlike: Annotated[
        list[str] | None, typer.Option("--unlike", metavar=_WHAT, help="One that does not.")
    ] = None,
    forget: Annotated[
        list[int] | None, typer.Option("--forget", metavar="ID", help="Take a lesson back, by its number.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what was taught.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what it changes in the coming issue.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show that, and keep nothing.")] = False,
    slot: SlotOption = "",
    json: JsonOption = False,
) -> None:
    """Teach by example what belongs in this newsletter.

    A story is named by its page's address, its id or rank in the draft, an entry's id, or just a title. It counts
    for every issue to come, until it is forgotten; teaching it the other way corrects it.
    """
    from digest.app.lessons import named
    from digest.evaluate.replay import compare
    from digest.lessons import with_taught
    from digest.store import decisive

    asked: list[tuple[Sign, str]] = [("like", one) for one in like or ()]
    asked += [("unlike", one) for one in unlike or ()]
    if not (asked or forget or listed):
        raise typer.BadParameter("expected --like, --unlike, --forget or --list")
    with common(ctx).open() as digest:
        wanted = editors_slot(digest, slot)
        examples = [(sign, named(digest, wanted, what)) for sign, what in asked]
        topic = digest.configured_topic()
        before = digest.store.examples.listed(topic.name)
        changes = _planned(digest, topic.name, examples, forget or [])
        after, changes = _with(before, changes)
        if not dry_run:
            changes = _kept(digest, changes)
        found = None
        if diff or dry_run:
            one, other = (with_taught(topic, decisive(lessons)) for lessons in (before, after))
            found = compare(digest, wanted, one, other)
        if json:
            _print(digest, changes, found, kept=not dry_run, listed=listed)
        else:
            quiet = common(ctx).quiet  # what was asked for is shown all the same
            _show(digest, wanted, [] if quiet else changes, found, kept=not dry_run, listed=listed)


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson, and what is to become of it. `changed`: that it was not so before."""

    lesson: Lesson
    forgotten: bool = False
    changed: bool = True


def _planned(
    digest: Digest, topic: str, examples: Sequence[tuple[Sign, Example]], forget: Sequence[int]
) -> list[Planned]:
    """What is asked for, as lessons; one that is not kept yet has the number 0."""
    from digest.store import Lesson

    store, now = digest.store.examples, digest.clock()
    known = {lesson.id: lesson for name in store.topics() for lesson in store.listed(name)}
    if missing := [number for number in forget if number not in known]:
        raise RefusedError(f"{missing[0]}: no such lesson", mend="`digest teach --list` shows their numbers")
    return [Planned(known[number], forgotten=True) for number in dict.fromkeys(forget)] + [
        Planned(Lesson(id=0, topic=topic, sign=sign, example=example, slot="", at=now))
        for sign, example in examples
    ]


def _with(lessons: Sequence[Lesson], changes: Sequence[Planned]) -> tuple[list[Lesson], list[Planned]]:
    """The lessons after these changes, as the store will have them; and the changes, those marked that are none."""
    after = {_key(lesson): lesson for lesson in lessons}
    seen: list[Planned] = []
    for change in changes:
        key = _key(change.lesson)
        if change.forgotten:
            after.pop(key, None)
            seen.append(change)
        elif key in after and after[key].sign == change.lesson.sign:
            seen.append(replace(change, lesson=after[key], changed=False))
        else:
            after[key] = change.lesson
            seen.append(change)
    return list(after.values()), seen


def _key(lesson: Lesson) -> tuple[str, str, str]:
    return lesson.example.by, lesson.slot, lesson.story


def _kept(digest: Digest, changes: Sequence[Planned]) -> list[Planned]:
    kept, store = [], digest.store.examples
    for change in changes:
        told = change.lesson
        if change.forgotten:
            store.forget(told.id, now=digest.clock())
            kept.append(change)
        else:
            lesson, changed = store.teach(told.topic, told.sign, told.example, now=digest.clock())
            kept.append(replace(change, lesson=lesson, changed=changed))
    return kept


# -- showing ----------------------------------------------------------------------------------------


def _print(
    digest: Digest, changes: Sequence[Planned], found: Difference | None, *, kept: bool, listed: bool
) -> None:
    from digest.app import show
    from digest.app.changes import difference_json
    from digest.app.lessons import lesson_json

    document: dict[str, Any] = {"topic": digest.configured_topic().name, "kept": kept}
    document["changes"] = [
        {"forgotten": c.forgotten, "changed": c.changed, **lesson_json(c.lesson)} for c in changes
    ]
    if listed:
        lessons = digest.store.examples.listed(document["topic"])
        document["lessons"] = [lesson_json(lesson) for lesson in lessons]
    if found:
        document["difference"] = difference_json(found)
    show.print_json(document)


def _show(
    digest: Digest,
    slot: Slot,
    changes: Sequence[Planned],
    found: Difference | None,
    *,
    kept: bool,
    listed: bool,
) -> None:
    from digest.app import show
    from digest.app.changes import show_difference

    for change in changes:
        show.say(_said(change, kept=kept))
    if listed:
        _show_list(digest)
    if found:
        show.say(f"The issue of {slot.name}, before and after")
        show_difference(found)
    elif any(change.changed for change in changes):
        show.say("See: digest explain --diff.   The next `digest draft` is made with it.")


def _said(change: Planned, *, kept: bool) -> str:
    lesson = change.lesson
    number = f" [{lesson.id}]" if lesson.id else ""
    if change.forgotten:
        word = "Forgotten" if kept else "Would be forgotten"
    elif not change.changed:
        word = f"Known already, {lesson.sign}"
    else:
        word = f"{'Taught' if kept else 'Would be taught'}, {lesson.sign}"
    return f"{word}: {lesson.example.title}{number}"


def _show_list(digest: Digest) -> None:
    from digest.app import show

    topic = digest.configured_topic().name
    lessons = digest.store.examples.listed(topic)
    counted = {lesson.id for lesson in digest.store.examples.taught(topic)}
    rows = [
        (
            lesson.id,
            lesson.sign if lesson.id in counted else f"({lesson.sign})",
            f"{lesson.example.by} {lesson.slot}".strip(),
            f"{lesson.at.astimezone(digest.config.zone):%Y-%m-%d}",
            lesson.example.title,
        )
        for lesson in lessons
    ]
    if rows:
        show.table([">id", "sign", "by", "on", "title"], rows, title=f"What was taught of {topic!r}")
    else:
        show.say(f"Nothing was taught of {topic!r} yet.")
    if len(counted) < len(lessons):
        show.say("A sign in brackets is overruled by another lesson of the same story.")
    for other, count in digest.store.examples.topics().items():
        if other != topic:
            show.say(f"{count} of another topic, {other!r}: give the topic that name again and they count.")
