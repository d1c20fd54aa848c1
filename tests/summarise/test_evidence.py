"""The judge, on its own: what it lets pass and what it stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise import holds
from digest.summarise.compress import compress
from digest.summarise.language import ENGLISH
from digest.types import Sentence
from tests.makers import entry

SOURCE = "But the Copyright Office today ruled (PDF) that 200 songs by “Jane Roe” are not hers, Acme said."


def judged(text: str, *, source: str = SOURCE, start: int = 0, end: int | None = None) -> str:
    report = entry(text=source)
    span_end = len(source) if end is None else end
    return holds(Sentence(text=text, entry_id=report.id, start=start, end=span_end), report)


@pytest.mark.parametrize(
    "text",
    [
        SOURCE,
        "The Copyright Office ruled that 200 songs by “Jane Roe” are not hers, Acme said.",
        "But the Copyright Office ruled (PDF) that 200 songs by “Jane Roe” are not hers, Acme said.",
        "  But the  Copyright Office today ruled (PDF) that 200 songs by “Jane Roe” are not hers, Acme said.",
    ],
)
def test_the_span_after_documented_deletions_holds(text: str) -> None:
    """Connective, "today" and link debris may go, together or alone."""
    assert judged(text) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SOURCE.replace("200", "250"), "number '250'"),
        (SOURCE.replace("Jane Roe", "Jane Poe"), "name 'Poe'"),
        (SOURCE.replace("not hers", "hers"), "leaves out 'not'"),
        (SOURCE.replace("are not", "never are"), "not in the cited span"),
        (SOURCE.replace(", Acme said", ""), "leaves out"),
        (SOURCE.replace("that 200 songs", "200 songs that"), "leaves out 'that'"),
        (SOURCE.replace("“Jane Roe”", "Jane Roe"), "leaves out"),
        ("", "is empty"),
        (" \n", "is empty"),
    ],
)
def test_a_change_of_substance_is_named(text: str, why: str) -> None:
    """Number, name, negation, order, attribution, quotation marks: each is found."""
    assert why in judged(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10_000), (10_000, 10_001)])
def test_a_place_outside_of_the_text_is_no_evidence(start: int, end: int) -> None:
    """Negative and reversed slices would otherwise read something else."""
    assert "cites characters" in judged("But", start=start, end=end)


def test_another_report_is_no_evidence() -> None:
    """The same words in another report do not count: the reader is shown the cited one."""
    sentence = Sentence(text=SOURCE, entry_id="ffffffffffffffff", start=0, end=len(SOURCE))
    assert "cites report" in holds(sentence, entry(text=SOURCE))


def test_a_whole_text_is_no_sentence() -> None:
    """Otherwise anything could be "supported" by citing everything."""
    long = "It went on and on. " * 200
    assert "are a sentence" in judged("It went on and on.", source=long)


PARTS = (
    "But",
    "However,",
    "today",
    "announced",
    "said",
    "(PDF)",
    "(LSE: ACME)",
    "the",
    "Acme",
    "3.5",
    "that,",
    "iPhone",
    ".",
)
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14)


@given(WORDS, st.booleans())
def test_what_compress_does_to_a_sentence_the_judge_can_follow(words: list[str], follows: bool) -> None:
    """The judge accepts no text with a word that its span does not have.

    It may refuse stacked deletions; such a sentence is not told.
    """
    source = " ".join(words)
    text = compress(source, ENGLISH, follows=follows)
    if text.strip() and judged(text, source=source) == "":
        assert set(text.casefold().rstrip(".").split()) <= {
            piece for word in source.casefold().split() for piece in (word, word.rstrip("."))
        } | {""}


@pytest.mark.parametrize(
    ("span", "text"),
    [
        ("And the label today announced a fund.", "The label announced a fund."),
        ("Today, Acme said it will pay.", "Acme said it will pay."),
        ("Acme (NASDAQ: ACME) announced today that it pays.", "Acme announced that it pays."),
        ("Acme said yesterday was a disaster.", "Acme said yesterday was a disaster."),
        ("It praised today's artists.", "It praised today's artists."),
        ("A standfirst without a stop", "A standfirst without a stop."),
        ("But iPhone owners wait.", "iPhone owners wait."),
        ("Two\n lines\u200b and a\xa0space.", "Two lines and a space."),
        ("Acme, which (not long ago) sued, lost.", "Acme, which (not long ago) sued, lost."),
    ],
)
def test_compressions_are_few_and_hold(span: str, text: str) -> None:
    """Each documented deletion, and the near misses that must stay as they are."""
    assert compress(span, ENGLISH, follows=False) == text
    assert judged(text, source=span) == ""
