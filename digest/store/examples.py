"""What the editor has taught, by example: kept when it was taken back, counted when it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine, Row, func, select

from digest.store.engine import dialect_insert, reading, writing
from digest.store.schema import example
from digest.types import Example

Sign = Literal["like", "unlike"]

#: What was said in so many words outweighs what was read from a pin, a drop or a vote; among equals the last word
#: counts.
_WEIGHT: dict[str, int] = {"teach": 2, "pin": 1, "drop": 1, "vote": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One thing that the editor has taught."""

    id: int
    topic: str
    sign: Sign
    example: Example
    slot: str  #: the issue it was pinned to or dropped from; "" for `teach`
    at: datetime

    @property
    def story(self) -> str:
        return story_of(self.example)


def story_of(taught: Example) -> str:
    """What an example is known by: its page, else its title, however that is spaced and cased."""
    return taught.url or " ".join(taught.title.casefold().split())


def decisive(lessons: Iterable[Lesson]) -> list[Lesson]:
    """What counts of these, oldest first: one lesson a story, though it was pinned, dropped and taught."""
    known: dict[str, Lesson] = {}
    for lesson in sorted(lessons, key=lambda lesson: (lesson.at, lesson.id)):
        before = known.get(lesson.story)
        if before is None or _WEIGHT[lesson.example.by] >= _WEIGHT[before.example.by]:
            known[lesson.story] = lesson
    return sorted(known.values(), key=lambda lesson: (lesson.at, lesson.id))


class Examples:
    def __init__(self, engine: Engine, newsletter: str) -> None:
        self._engine = engine
        self._newsletter = newsletter

    def teach(
        self, topic: str, sign: Sign, taught: Example, *, now: datetime, slot: str = ""
    ) -> tuple[Lesson, bool]:
        """Keep an example, and whether that changed anything; `taught.by` says how it was taught.

        To teach it again changes nothing, unless the other sign was meant before, or it was taken back.
        """
        if not taught.by:
            raise ValueError("an example to be kept says how it was taught")
        key = {"topic": topic, "by": taught.by, "slot": slot, "story": story_of(taught)}
        mine = (example.c.newsletter == self._newsletter, *(example.c[n] == v for n, v in key.items()))
        told = {"sign": sign, "title": taught.title, "text": taught.text, "url": taught.url}
        with writing(self._engine) as connection:
            row = connection.execute(select(example).where(*mine)).first()
            if row and row.undone is None and row.sign == sign:
                return _lesson(row), False
            values = told | {"at": now, "undone": None}
            insert = dialect_insert(connection, example).values(newsletter=self._newsletter, **key, **values)
            unique = ["newsletter", *key]
            connection.execute(insert.on_conflict_do_update(index_elements=unique, set_=values))
            return _lesson(connection.execute(select(example).where(*mine)).one()), True

    def undo(
        self, by: Literal["pin", "drop"], slot: str, stories: Iterable[str], *, now: datetime
    ) -> list[Lesson]:
        """Take back what a pin or drop of this slot had taught of these stories (`story_of`), of every topic."""
        mine = (example.c.by == by, example.c.slot == slot, example.c.story.in_(sorted(set(stories))))
        return self._take_back(mine, now)

    def forget(self, lesson: int, *, now: datetime) -> Lesson | None:
        """Take one back; None when there is none of that number."""
        return next(iter(self._take_back((example.c.id == lesson,), now)), None)

    def _take_back(self, which: Sequence[Any], now: datetime) -> list[Lesson]:
        mine = (example.c.newsletter == self._newsletter, example.c.undone.is_(None), *which)
        with writing(self._engine) as connection:
            rows = connection.execute(select(example).where(*mine).order_by(example.c.id)).all()
            connection.execute(example.update().where(*mine).values(undone=now))
        return [_lesson(row) for row in rows]

    def listed(self, topic: str) -> list[Lesson]:
        """All that was taught of a topic and not taken back, oldest first."""
        mine = (
            example.c.newsletter == self._newsletter,
            example.c.topic == topic,
            example.c.undone.is_(None),
        )
        with reading(self._engine) as connection:
            rows = connection.execute(select(example).where(*mine).order_by(example.c.at, example.c.id))
            return [_lesson(row) for row in rows]

    def taught(self, topic: str) -> list[Lesson]:
        """`decisive` of it."""
        return decisive(self.listed(topic))

    def topics(self) -> dict[str, int]:
        """How much was taught of each topic: a topic that was renamed is another one."""
        columns = (example.c.topic, func.count())
        mine = (example.c.newsletter == self._newsletter, example.c.undone.is_(None))
        with reading(self._engine) as connection:
            query = select(*columns).where(*mine).group_by(example.c.topic).order_by(example.c.topic)
            return {str(row.topic): int(row[1]) for row in connection.execute(query)}


def _lesson(row: Row[Any]) -> Lesson:
    return Lesson(
        id=row.id,
        topic=row.topic,
        sign=row.sign,
        example=Example(title=row.title, text=row.text, url=row.url, by=row.by),
        slot=row.slot,
        at=row.at,
    )
