"""The number of the week: a figure worth large type, or none."""

from __future__ import annotations

import pytest

from digest.letter.figure import figure_of
from digest.letter.sample import sample_issue
from digest.types import Issue, Sentence, Summary
from tests.makers import entry, issue, item


def told(*texts: str, by: str = "extractive") -> Issue:
    """A lead without a figure, then a story a text."""
    items = [item(entry("The lead", text="A lead without any figure."))]
    for n, text in enumerate(texts):
        report = entry(f"Story {n}", source=f"Outlet {n}")
        sentence = Sentence(text=text, entry_id=report.id, start=0, end=len(text))
        items.append(item(report, summary=Summary(sentences=(sentence,), by=by)))  # type: ignore[arg-type]
    return issue(*items)


def text_of(made: Issue) -> str:
    found = figure_of(made)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The label wants $1.5 billion from the maker of the generator.", "$1.5 billion"),
        ("The guild entered 1,900 titles in its first week.", "1,900"),
        ("The fund pays 12 million euros to local papers.", "12 million euros"),
        ("Some 62 percent of the newsroom voted for the clause.", "62 percent"),
        ("Das Modell gilt für 2.400 Verlage.", "2.400"),
        ("Der Verlag zahlt 250 Millionen Euro an die Autoren.", "250 Millionen Euro"),
        ("El registro reúne 14.000 libros.", "14.000"),
        ("Listeners heard 3 million songs that no person sang.", "3 million"),
    ],
)
def test_what_tells_something(text: str, figure: str) -> None:
    """Money in millions, thousands of something, a share: as the sentence has it, with its source."""
    found = figure_of(told(text))
    assert found is not None
    assert (found.text, found.sentence, found.report.source) == (figure, text, "Outlet 0")


@pytest.mark.parametrize(
    "text",
    [
        "The studio was founded in 2019 and closed in 2024.",
        "Sora 2 and GPT-4 were used for the clip.",
        "The vote on 26 November went 214 to 31.",
        "A subscription costs $9.99 a month.",
        "It pays 1,900 writers.",
        "The market could reach $40 billion by 2030.",
        "The share price fell by 3 percent.",
        "The piece is at outlet.example/2026/11234 and runs to 12:30.",
        "Of 1,200, 340, 12, 900 and 44 entries, none was read.",
        "The ruling is No. 45678/21 of the court",
        "Nine newsrooms share a desk.",
    ],
)
def test_what_does_not(text: str) -> None:
    """Years, versions, dates, prices, small counts, guesses, and sentences that lean on the one before."""
    assert figure_of(told(text)) is None


def test_the_most_telling_wins() -> None:
    """A billion before a thousand; of equals the first; the lead's own only when it is clearly more."""
    made = told("It is said that 4,000 songs were removed in May.", "The fund pays $2 billion to authors.")
    assert text_of(made) == "$2 billion"
    same = told("The list has 5,000 names.", "The other list has 5,000 names.")
    found = figure_of(same)
    assert found is not None
    assert found.report.source == "Outlet 0"


def test_only_what_was_checked() -> None:
    """A feed's own description was held against nothing, so nothing of it is set in large type."""
    assert figure_of(told("The guild entered 1,900 titles in its first week.", by="feed")) is None
    assert figure_of(issue(sections=())) is None
    assert text_of(sample_issue()) == "1,900"
