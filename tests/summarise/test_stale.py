"""Days and weeks that are stale when the letter is read: dated where that is certain, else left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digest.summarise import holds
from digest.summarise.language import language_table
from digest.summarise.stale import dated
from digest.types import Sentence
from tests.makers import entry

#: A Wednesday, at noon and at hours when it is another day elsewhere.
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATE, EARLY = NOON.replace(hour=23), NOON.replace(hour=3)

CERTAIN = [
    ("en", "The label sued Acme on Tuesday.", "The label sued Acme on 3 March."),
    ("en", "Acme said Monday that it pays.", "Acme said on 2 March that it pays."),
    ("en", "On Friday, the court ruled for Roe.", "On 27 February, the court ruled for Roe."),
    ("en", "The court will hear Roe on Friday.", "The court will hear Roe on 6 March."),
    ("en", "Acme plans to open the fund on Monday.", "Acme plans to open the fund on 9 March."),
    ("en", "Roe left Acme on Tuesday morning.", "Roe left Acme on the morning of 3 March."),
    ("en", "Roe has led Acme since Monday, it said.", "Roe has led Acme since 2 March, it said."),
    ("en", "Roe waited for Acme since Monday.", "Roe waited for Acme since 2 March."),
    ("en", "Yesterday, Acme paid Roe.", "On 3 March, Acme paid Roe."),
    ("en", "Acme paid Roe last month, it said.", "Acme paid Roe in February, it said."),
    ("en", "Last year, Acme paid Roe.", "In 2025, Acme paid Roe."),
    ("en", "Acme sued Roe last week.", "Acme sued Roe in the week of 23 February."),
    ("en", "The app is rolling out today in Spain.", "The app is rolling out on 4 March in Spain."),
    ("en", "Acme chief Roe on Monday said he is happy.", "Acme chief Roe on 2 March said he is happy."),
    ("en", "A fire broke out on Monday at Acme.", "A fire broke out on 2 March at Acme."),
    ("en", "Roe was met by the city police on Monday.", "Roe was met by the city police on 2 March."),
    ("en", "The fans, led by Roe, on Monday sued Acme.", "The fans, led by Roe, on 2 March sued Acme."),
    ("en", "The court today refused to hear Roe.", "The court on 4 March refused to hear Roe."),
    ("de", "Das Label verklagte Acme am Dienstag.", "Das Label verklagte Acme am 3. März."),
    ("de", "Acme kündigte gestern einen Fonds an.", "Acme kündigte am 3. März einen Fonds an."),
    ("de", "Im vergangenen Monat klagte Roe.", "Im Februar klagte Roe."),
    ("de", "Das Gericht wird am Freitag urteilen.", "Das Gericht wird am 6. März urteilen."),
    ("es", "El sello demandó a Acme el martes.", "El sello demandó a Acme el 3 de marzo."),
    ("es", "Acme anunció ayer un fondo.", "Acme anunció el 3 de marzo un fondo."),
    (
        "es",
        "La semana pasada, Acme anunció un fondo.",
        "En la semana del 23 de febrero, Acme anunció un fondo.",
    ),
    ("es", "Roe ganó el año pasado.", "Roe ganó en 2025."),
]


@pytest.mark.parametrize(("language", "text", "expected"), CERTAIN)
def test_a_day_that_is_certain_becomes_a_date_that_the_judge_accepts(
    language: str, text: str, expected: str
) -> None:
    """The letter says "on 3 March", and the check finds that the source meant that day."""
    assert dated(text, NOON, language_table(language)) == expected
    report = entry(text=text, published=NOON)
    sentence = Sentence(text=expected, entry_id=report.id, start=0, end=len(text))
    assert holds(sentence, report, language=language) == ""


@pytest.mark.parametrize(
    "text",
    [
        "The film opens Friday in France.",
        "The album is out on Friday.",
        "Roe sings every Tuesday, Acme said.",
        "Sales rose on Black Friday, Acme said.",
        "Tuesday's ruling was against Acme.",
        "The show “Last Tuesday” made Roe rich.",
        "“We sued Acme on Tuesday,” Roe said.",
        "The band Happy Monday sued Acme.",
        "Last month was the best for Acme.",
        "Monday recorded 13 suits, the most in a day.",
        "Acme has grown over the last year.",
        "Acme sells more songs today than Roe did.",
        "A year ago, Acme sued Roe.",
        "Acme paid Roe this week.",
        "The label was founded on a Tuesday.",
        "The fans, led by Roe, on Monday or later meet Acme.",
    ],
)
def test_what_is_no_certain_day_stays_as_it_is(text: str) -> None:
    """A false date is worse than a stale one: names, habits, quotations, unclear tenses."""
    assert dated(text, NOON, language_table("en")) == text


@pytest.mark.parametrize("published", [EARLY, LATE, None])
def test_a_day_is_certain_only_where_it_is_the_same_for_every_writer(published: datetime | None) -> None:
    """Near midnight in UTC "yesterday" is another day in another zone; "Monday" still is not."""
    table = language_table("en")
    assert dated("Acme paid Roe yesterday.", published, table) == "Acme paid Roe yesterday."
    told = "Acme paid Roe on Monday." if published is None else "Acme paid Roe on 2 March."
    assert dated("Acme paid Roe on Monday.", published, table) == told


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The label sued Acme on Tuesday.", "The label sued Acme on 4 March."),
        ("The label sued Acme on Tuesday.", "The label sued Acme on 3 April."),
        ("The label sued Acme on Tuesday.", "The label sued Acme on 3 March 2025."),
        ("The label sued Acme on Tuesday.", "The label sued Acme in the week of 3 March."),
        ("The label sued Acme.", "The label sued Acme on 3 March."),
        ("Acme paid Roe last month.", "Acme paid Roe in March."),
        ("Acme paid Roe last year.", "Acme paid Roe in 2024."),
        ("Acme sued Roe last week.", "Acme sued Roe on 23 February."),
        ("Roe left on Tuesday morning.", "Roe left on the evening of 3 March."),
    ],
)
def test_the_judge_refuses_any_other_date(source: str, text: str) -> None:
    """It resolves the day itself; a date that is off, wider, narrower or added does not ship."""
    report = entry(text=source, published=NOON)
    assert holds(Sentence(text=text, entry_id=report.id, start=0, end=len(source)), report) != ""


WORDS = st.sampled_from(
    (
        *(
            "Acme",
            "Roe",
            "sued",
            "said",
            "on",
            "Tuesday",
            "Monday",
            "yesterday",
            "last",
            "week",
            "month",
            "year",
        ),
        *("will", "the", ".", ",", "“", "”", "today", "in", "March", "3", "every"),
        *("frıday", "FRİDAY", "Aprıl", "thıs", "ſaturday", "wee\u212a", "sıx", "days", "ago", "dreißig"),
    )
)


@given(
    st.lists(WORDS, max_size=14), st.sampled_from(["en", "de", "es", ""]), st.sampled_from([NOON, LATE, None])
)
@example(["will", "yesterday", "Tuesday"], "en", NOON)
def test_dating_is_stable_and_never_touches_a_text_without_days(
    words: list[str], language: str, published: datetime | None
) -> None:
    """Dating twice is dating once; a text without a day comes back as it was."""
    text, table = " ".join(words), language_table(language)
    once = dated(text, published, table)
    assert dated(once, published, table) == once
    days = {"Tuesday", "Monday", "yesterday", "last", "today", "frıday", "FRİDAY", "ſaturday", "thıs", "ago"}
    if not days & set(words):
        assert once == text
