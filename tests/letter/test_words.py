"""The letter's furniture in five languages: complete, and grammatical where numbers meet nouns."""

from __future__ import annotations

import dataclasses
import string
from dataclasses import replace
from datetime import datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from digest.letter.compose import introduction
from digest.letter.render import Templates, render
from digest.letter.subject import PREHEADER, SUBJECT, preheader, subject
from digest.letter.words import ENGLISH, words_of
from digest.letter.wrap import width
from digest.paths import shipped
from digest.types import Slot, Window
from tests.letter.languages import issue_in
from tests.makers import SLOT, entry, issue, item, newsletter

LANGUAGES = ("de", "es", "ar", "ja")
TEMPLATES = Templates(None, shipped("templates"))


def holes(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_the_places_of_the_english_one(language: str) -> None:
    """No value is lost in translation, and none is asked for that is not there. Dates and the one of a pair may
    leave out what their language does not say."""
    words = words_of(language)
    loose = {"day", "long_day", "year", "days"}
    for field in dataclasses.fields(words):
        mine, theirs = getattr(words, field.name), getattr(ENGLISH, field.name)
        if isinstance(mine, str) and field.name not in loose:
            assert holes(mine) == holes(theirs), field.name
        elif field.name in ("story", "entry", "feed", "other", "also_covered", "read"):
            assert holes(mine[1]) == {"n"}, field.name
    for field in dataclasses.fields(words.pages):
        mine, theirs = getattr(words.pages, field.name), getattr(ENGLISH.pages, field.name)
        if isinstance(mine, str):
            assert holes(mine) == holes(theirs), field.name
    assert set(words.pages.statuses) == set(ENGLISH.pages.statuses)
    assert set(words.media) == set(ENGLISH.media)
    assert set(words.topics) == set(words.media)


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("de-AT", "Donnerstag, 26. November 2026"), ("es", "jueves, 26 de noviembre de 2026"),
        ("ar", "الخميس، 26 نوفمبر 2026"), ("ja", "2026年11月26日（木曜日）"), ("pl", "2026-11-26"), ("en-GB", "Thursday, 26 November 2026"),
    ],
)  # fmt: skip
def test_dates(language: str, day: str) -> None:
    """As they are written there; a language without a table gets digits."""
    assert words_of(language).slot_date(SLOT, "Europe/Berlin") == day


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("2026-05-04", "2026-05-11", "4–10 May 2026"),
        ("2026-04-27", "2026-05-04", "27 April – 3 May 2026"),
        ("2026-12-28", "2027-01-04", "28 December 2026 – 3 January 2027"),
    ],
)
def test_a_week_that_is_only_looked_at_is_dated_by_its_days(begin: str, end: str, days: str) -> None:
    """Its last day is the one before the window's end."""
    window = Window(*(datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in (begin, end)))
    assert ENGLISH.slot_date(Slot(name="w", window=window), "UTC") == days


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "also covered by one other", "also covered by 2"),
        ("de", "auch bei einem weiteren", "auch bei 2 weiteren"),
        ("es", "también en otro medio", "también en 2 más"),
        ("ar", "في مصدر آخر أيضًا", "مصادر أخرى: 2"),
        ("ja", "ほか1社も報道", "ほか2社も報道"),
    ],
)
def test_how_many_others_tell_a_story(language: str, one: str, two: str) -> None:
    """One other is not said as two are, and in both parts no line ends between a number and what it counts."""
    for n, said in ((1, one), (2, two)):
        told = item()
        others = tuple(replace(told.reports[0], source=f"Outlet {k}") for k in range(n))
        made = issue(replace(told, reports=told.reports + others), newsletter=newsletter(language=language))
        letter = render(made, TEMPLATES)
        for part in (LexborHTMLParser(letter.html).text(), letter.text):
            assert said in part.replace("\u00a0", " ")
            assert language == "ja" or said not in part


def test_lists() -> None:
    """As they are said: a comma between the others, a word before the last."""
    assert [ENGLISH.listed(parts) for parts in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (
            "de",
            "Eine Geschichte in dieser Ausgabe. Ausgewählt wurde sie aus einem Beitrag von einem Feed.",
            "Drei Geschichten, darunter zwei über Musik. Ausgewählt wurden sie aus 1.240 Beiträgen von 31 Feeds.",
        ),
        (
            "es",
            "Una historia en esta edición. Se eligió entre una entrada de una fuente.",
            "Tres historias, entre ellas dos sobre música. Todas se eligieron entre 1.240 entradas de 31 fuentes.",
        ),
    ],
)
def test_introductions(language: str, one: str, many: str) -> None:
    """Counts, in sentences that a native reader would not trip over."""
    words = words_of(language)
    items = [item(entry(str(n)), medium=medium) for n, medium in enumerate(("music", "music", "film"))]
    assert introduction(items[:1], considered=1, sources=1, words=words) == one
    assert introduction(items, considered=1240, sources=31, words=words) == many


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_letter_in_it(language: str) -> None:
    """Not a word of English between the stories, in neither part, and the lines of an inbox have their lengths."""
    made = issue_in(language)
    letter = render(made, TEMPLATES)
    shown = LexborHTMLParser(letter.html).text() + letter.text
    for word in (
        "min read",
        "Issue",
        "View",
        "Also",
        "matters",
        "stories",
        "brief",
        "Unsubscribe",
        "Reply",
        "because",
    ):
        assert word not in shown, word
    heading = subject(made)
    assert SUBJECT[0] <= width(heading) <= SUBJECT[1]
    assert PREHEADER[0] <= width(preheader(made, heading)) <= PREHEADER[1]


@pytest.mark.parametrize("language", [*LANGUAGES, "pl"])
def test_the_subject_that_is_always_there(language: str) -> None:
    """When no headline can be a subject, title, number and date are; in every language short enough."""
    for title in ("X", "The Frame of all that is made by hand and by machine"):
        made = issue(item(entry("音" * 80)), newsletter=newsletter(title=title, language=language))
        assert width(subject(made)) <= SUBJECT[1]
        assert width(subject(made)) >= 24
