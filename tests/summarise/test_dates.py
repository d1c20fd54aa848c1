"""Expressions of date: what is found, and which days it means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise.dates import mentions
from digest.summarise.language import ENGLISH, GERMAN, LANGUAGES, NEUTRAL, SPANISH, Language

THURSDAY = date(2026, 3, 5)


def days(text: str, table: Language = ENGLISH, day: date | None = THURSDAY) -> list[tuple[str, str, str]]:
    """(expression, first, last) of every mention."""
    return [
        (text[one.start : one.end], str(one.first or ""), str(one.last or ""))
        for one in mentions(text, day, table)
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The court ruled on Tuesday.", "2026-03-03", "2026-03-03"),
        ("The court ruled on Thursday.", "2026-03-05", "2026-03-05"),
        ("The court will rule on Tuesday.", "2026-03-10", "2026-03-10"),
        ("On Monday, the court will hear the case.", "2026-03-09", "2026-03-09"),
        ("The film opened last Friday.", "2026-02-27", "2026-02-27"),
        ("It opens next Tuesday.", "2026-03-10", "2026-03-10"),
        ("She left yesterday.", "2026-03-04", "2026-03-04"),
        ("It opened last week.", "2026-02-23", "2026-03-01"),
        ("It opened last month.", "2026-02-01", "2026-02-28"),
        ("It opened last year.", "2025-01-01", "2025-12-31"),
        ("It opened two weeks ago.", "2026-02-16", "2026-02-22"),
        ("It opened on March 3.", "2026-03-03", "2026-03-03"),
        ("It opened on 3 March 2025.", "2025-03-03", "2025-03-03"),
        ("It opened on the 3rd of March.", "2026-03-03", "2026-03-03"),
        ("It opened on Dec. 30.", "2025-12-30", "2025-12-30"),
        ("It opened on 2024-02-29.", "2024-02-29", "2024-02-29"),
        ("It opened on 3/3/2026.", "2026-03-03", "2026-03-03"),
        ("It opened in 2024.", "2024-01-01", "2024-12-31"),
        ("It opened in November.", "2025-11-01", "2025-11-30"),
        ("It will open in May.", "2026-05-01", "2026-05-31"),
        ("It opened in May 2024.", "2024-05-01", "2024-05-31"),
    ],
)
def test_a_date_means_days(text: str, first: str, last: str) -> None:
    """A bare weekday is the last one, near a future tense the coming one; weeks begin on Monday."""
    (found,) = days(text)
    assert found[1:] == (first, last)


@pytest.mark.parametrize("text", ["It opens on 3/4/2026.", "They will meet on Thursday."])
def test_what_nobody_can_tell_stays_open(text: str) -> None:
    """March 4 or April 3? Today, or in a week? The mention is there, its days are not."""
    assert [found[1:] for found in days(text)] == [("", "")]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "Over the last year it grew.",
        "It used 2024 songs.",
        "It costs $2024.",
        "It rose May 5%.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    """Verbs, measures and counts."""
    assert days(text) == []


def test_without_the_day_of_publication_the_parts_remain() -> None:
    """Two texts can still be compared by what they spell."""
    (found,) = mentions("on Tuesday, March 3", None, ENGLISH)
    assert (found.first, found.month, found.day, found.weekday, found.kind) == (None, 3, 3, 1, "day")


@pytest.mark.parametrize(
    ("table", "text", "first"),
    [
        (GERMAN, "Das Gericht entschied am Dienstag.", "2026-03-03"),
        (GERMAN, "Das Gericht wird am Dienstag entscheiden.", "2026-03-10"),
        (GERMAN, "Sie ging am 3. März 2026.", "2026-03-03"),
        (GERMAN, "Sie ging am 03.04.2026.", "2026-04-03"),
        (GERMAN, "Sie ging vergangenen Montag.", "2026-03-02"),
        (GERMAN, "Sie ging letzte Woche.", "2026-02-23"),
        (GERMAN, "Sie ging vor zwei Wochen.", "2026-02-16"),
        (GERMAN, "Sie ging gestern.", "2026-03-04"),
        (GERMAN, "Sie ging im Mai 2025.", "2025-05-01"),
        (GERMAN, "Sie kommt morgen.", "2026-03-06"),
        (SPANISH, "El tribunal falló el martes.", "2026-03-03"),
        (SPANISH, "Abre el próximo martes.", "2026-03-10"),
        (SPANISH, "Salió el 3 de marzo de 2026.", "2026-03-03"),
        (SPANISH, "Salió el 03/04/2026.", "2026-04-03"),
        (SPANISH, "Salió la semana pasada.", "2026-02-23"),
        (SPANISH, "Salió el lunes pasado.", "2026-03-02"),
        (SPANISH, "Salió hace dos semanas.", "2026-02-16"),
        (SPANISH, "Salió ayer.", "2026-03-04"),
        (SPANISH, "Salió en marzo de 2025.", "2025-03-01"),
        (SPANISH, "Abre el mes que viene.", "2026-04-01"),
    ],
)
def test_a_language_is_a_table(table: Language, text: str, first: str) -> None:
    """German and Spanish with no code of their own."""
    (found,) = days(text, table)
    assert found[1] == first


def test_the_morning_is_not_tomorrow() -> None:
    """ "Mañana" and "morgen" are both."""
    assert days("Salió por la mañana.", SPANISH) == []
    assert [found[0] for found in days("Sie kam heute Morgen.", GERMAN)] == ["heute"]


@given(st.text(max_size=60), st.sampled_from([*LANGUAGES.values(), NEUTRAL]), st.none() | st.dates())
def test_any_text_has_dates_in_order(text: str, table: Language, day: date | None) -> None:
    """No text and no day of publication raises; mentions never overlap."""
    end = 0
    for one in mentions(text, day, table):
        assert end <= one.start < one.end <= len(text)
        assert one.first is None or (one.last is not None and one.first <= one.last)
        end = one.end
