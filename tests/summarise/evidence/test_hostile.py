"""Texts made to cost time: the judge's work on them is bounded, and it never breaks."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from datetime import date
from types import FrameType

import pytest

from digest.summarise.evidence import supported

#: Calls of Python that a judgement may take; a usual one takes some 10 to 30 thousand.
MOST = 2_500_000
PUBLISHED = date(2026, 3, 5)
CLAIM = "Orlo sued Wend over 5 songs after the strike in March 2021, Wend said, and not on Tuesday."
REPORT = "Orlo sued Wend over 5 songs on Tuesday after its editor, Jane Poe, said “it was not so”."
#: What is said again and again.
PARTS = [
    "1 ",
    "A ",
    "Wend, ",
    "Wend and ",
    "in May 2020 and ",
    "5 to ",
    "before ",
    "denied ",
    "half a ",
    "ß ",
    "“a” ",
    "he said ",
    "Orlo's editor, Jane Poe, ",
    "Orlo said Orlo sued Orlo. ",
]


def work(text: str, source: str) -> int:
    """How many calls of Python it takes to judge `text`."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        supported(text, source, published=PUBLISHED)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("part", PARTS)
def test_the_work_is_bounded_however_long_and_dull_the_texts_are(part: str) -> None:
    """A hundred thousand characters of one thing over and over, as the source, the sentence, or both."""
    long, sentence = part * (100_000 // len(part)), (part * 400)[:640].strip()
    for text, source in ((CLAIM, long), (sentence, REPORT), (sentence, long)):
        assert work(text, source) < MOST


def test_numbers_by_the_hundred_are_no_sentence() -> None:
    """Each would be held against every number of the source."""
    assert "numbers" in supported("1 " * 100, "1 " * 5_000)
    assert "words and marks" in supported("a b " * 200, REPORT)


def test_a_source_longer_than_is_read_is_judged_by_what_is_read() -> None:
    """Dates and quotations behind there are none of its words."""
    long = "Orlo sued Wend on Tuesday. " + "The court sat. " * 2_100
    assert supported("Orlo sued Wend on Tuesday.", long + "Orlo won on Tuesday.", published=PUBLISHED) == ""
    assert (
        supported("Orlo sued Wend.", long + "On Tuesday Wend said “it was late”.", published=PUBLISHED) == ""
    )
    assert supported("Wend said it was “very late”.", long + "Wend said it was “very late”.") != ""


def test_a_verdict_hangs_on_no_other_sentence() -> None:
    """What was read of a source for one sentence is kept for the next, and answers no differently."""
    source = (
        "Orlo sued Wend, which Vale had bought from Orlo, and said that it was wrong. Vale, Wend's owner, agreed to "
        "pay Orlo 5 million euros, but Wend did not. Orlo's editor, Jane Poe, will leave after the suit ends."
    )
    claims = [
        "Wend sued Orlo.",
        "Orlo sued Wend.",
        "Vale bought Wend from Orlo.",
        "Wend will pay Orlo 5 million euros.",
        "Jane Poe will leave Orlo before the suit ends.",
        "Vale said that it was wrong.",
    ]
    fresh = [supported(claim, f"{source}{' ' * number}") for number, claim in enumerate(claims, 1)]
    assert [supported(claim, source) for claim in claims] == fresh
    assert [supported(claim, source) for claim in reversed(claims)] == fresh[::-1]
    assert fresh[1] == "" != fresh[0]


def test_no_question_is_asked_behind_the_first_reason() -> None:
    """A sentence with an address is refused before its source is read; a source is read once for all its sentences."""
    source = "Orlo sued Wend over 12 songs. Wend said that it had bought them from Vale. " * 20
    first = work("Orlo sued Wend, which bought the songs from Vale.", source)
    again = work("Orlo sued Wend, which had bought the songs from Vale.", source)
    assert work("Orlo sued Wend: see www.orlo.example.", f"{source} Vale agreed.") < 0.01 * first
    assert again < 0.7 * first
    assert work("Orlo sued Wend over 13 songs.", source) < 0.2 * again


def test_memory_does_not_grow_with_the_sources_that_were_judged() -> None:
    """Only the last few are kept, and of a context no more than its names."""
    source = "Orlo sued Wend over 12 songs. Wend said that it had bought them from Vale. " * 30

    def held(numbers: range) -> int:
        for number in numbers:
            supported("Orlo sued Wend over 12 songs.", source[number:], context=source[2 * number :] * 3)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        few = held(range(12))
        assert held(range(12, 30)) < 1.3 * few
    finally:
        tracemalloc.stop()
