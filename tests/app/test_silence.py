"""Why an issue has no story."""

from __future__ import annotations

from dataclasses import replace

from digest.app.silence import why_none
from digest.choose import shipped_topic
from digest.types import Limits
from tests.choose.helpers import OTHERS, run, told, week


def test_another_language_is_named_with_its_key() -> None:
    """A German letter over English feeds would else look as if nothing was on topic."""
    english = [replace(entry, language="en-GB" if n else "en") for n, entry in enumerate(week())]
    said = why_none(run(english, languages=frozenset({"de"})), "de")
    assert said.startswith("9 of 9 entries are in another language (en-GB, en) than the newsletter")
    assert "`newsletter.language` in feeds.yaml is de" in said


def test_words_that_bar_everything_are_named() -> None:
    """`must` of a word that nobody writes."""
    topic = replace(shipped_topic("ai-and-media"), must=("gherkin",))
    assert "9 of 9 entries are kept out by `topic.must`" in why_none(run(week(), topic=topic), "en")


def test_a_week_without_the_topic_is_no_mistake() -> None:
    """Nor is an empty one."""
    assert why_none(run(told(*OTHERS), limits=Limits()), "en").startswith("No story is on topic")
    assert why_none(run([]), "en").startswith("No entry is in this window")
