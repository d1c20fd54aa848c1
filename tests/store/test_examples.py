"""What was taught lasts, counts once, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digest.store import Lesson, Store, decisive
from digest.types import Example
from tests.makers import NOW

HOUR = timedelta(hours=1)
SUIT = Example(title="A label sues", text="Over songs.", url="https://a.example/1", by="teach")


def signs(store: Store, topic: str = "t") -> list[tuple[str, str]]:
    return [(lesson.example.title, lesson.sign) for lesson in store.examples.taught(topic)]


def test_a_lesson_comes_back_as_it_was(store: Store) -> None:
    """Title, text and address are what entries are held against next week."""
    lesson, changed = store.examples.teach("t", "like", SUIT, now=NOW)
    assert changed
    assert lesson == Lesson(id=lesson.id, topic="t", sign="like", example=SUIT, slot="", at=NOW)
    assert store.examples.listed("t") == store.examples.taught("t") == [lesson]


def test_to_teach_twice_changes_nothing(store: Store) -> None:
    """An editor presses a button twice; a title is the same however it is spaced and cased."""
    store.examples.teach("t", "like", SUIT, now=NOW)
    assert not store.examples.teach("t", "like", SUIT, now=NOW + HOUR)[1]
    plain = Example(title="A title", by="teach")
    store.examples.teach("t", "like", plain, now=NOW)
    assert not store.examples.teach("t", "like", Example(title=" a  TITLE", by="teach"), now=NOW)[1]
    assert [lesson.at for lesson in store.examples.listed("t")] == [NOW, NOW]


def test_the_last_word_counts(store: Store) -> None:
    """Who taught it the wrong way says it the other way, and that is all."""
    first, _ = store.examples.teach("t", "like", SUIT, now=NOW)
    second, changed = store.examples.teach("t", "unlike", SUIT, now=NOW + HOUR)
    assert changed
    assert first.id == second.id
    assert signs(store) == [("A label sues", "unlike")]


@pytest.mark.parametrize("order", [("teach", "drop"), ("drop", "teach")])
def test_what_was_said_in_words_outweighs_a_drop(store: Store, order: tuple[str, str]) -> None:
    """A story may be dropped this week although its like is wanted; the lesson in words stands."""
    for n, by in enumerate(order):
        example = Example(title=SUIT.title, url=SUIT.url, by=by)  # type: ignore[arg-type]  # one of the four
        sign = "like" if by == "teach" else "unlike"
        store.examples.teach("t", sign, example, now=NOW + n * HOUR, slot="" if by == "teach" else "s")  # type: ignore[arg-type]  # a sign
    assert signs(store) == [("A label sues", "like")]
    assert len(store.examples.listed("t")) == 2


def test_a_pin_taken_back_takes_its_lesson_with_it(store: Store) -> None:
    """Only its own, only of that issue; and what was taken back may be taught again."""
    pinned = Example(title="P", url="https://a.example/p", by="pin")
    store.examples.teach("t", "like", pinned, now=NOW, slot="one")
    store.examples.teach("t", "like", pinned, now=NOW, slot="two")
    store.examples.teach("t", "like", Example(title="P", url="https://a.example/p", by="teach"), now=NOW)
    assert len(store.examples.undo("pin", "one", ["https://a.example/p", "else"], now=NOW)) == 1
    assert store.examples.undo("pin", "one", ["https://a.example/p"], now=NOW) == []
    assert [(one.example.by, one.slot) for one in store.examples.listed("t")] == [
        ("pin", "two"),
        ("teach", ""),
    ]
    assert store.examples.teach("t", "like", pinned, now=NOW, slot="one")[1]


def test_forgotten_by_number(store: Store) -> None:
    """And a number that is none is told."""
    lesson, _ = store.examples.teach("t", "like", SUIT, now=NOW)
    assert store.examples.forget(lesson.id, now=NOW) == lesson
    assert store.examples.forget(lesson.id, now=NOW) is None
    assert signs(store) == []


def test_lessons_are_of_their_topic_and_newsletter(store: Store, url: str) -> None:
    """Two newsletters may share a store, and one may change its topic."""
    store.examples.teach("music", "like", SUIT, now=NOW)
    assert signs(store, "games") == []
    assert store.examples.topics() == {"music": 1}
    with Store(url, "other") as other:
        assert other.examples.topics() == {}
        assert other.examples.forget(store.examples.listed("music")[0].id, now=NOW) is None


def test_what_counts_does_not_depend_on_the_order(store: Store) -> None:
    """The same lessons make the same topic, and so the same draft."""
    for n, by in enumerate(("pin", "teach", "drop", "vote")):
        sign = "unlike" if n % 2 else "like"
        example = Example(title="P", url="https://a.example/p", by=by)  # type: ignore[arg-type]  # one of the four
        store.examples.teach("t", sign, example, now=NOW + n * HOUR, slot="s")  # type: ignore[arg-type]  # a sign
    lessons = store.examples.listed("t")
    assert decisive(lessons) == decisive(lessons[::-1])
    assert [lesson.example.by for lesson in decisive(lessons)] == ["teach"]
