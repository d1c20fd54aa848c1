"""Which sentences are told, and how many."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise import summarise
from digest.summarise.expected import OF_A_PAIR, OF_A_WORD
from digest.summarise.extractive import FULL, STRETCH
from digest.summarise.lost import restored
from digest.summarise.salience import TRAITS
from digest.summarise.weights import PAIRS, WORDS, WORTH, shipped, telling
from digest.types import Entry, Story

NOW = datetime(2026, 3, 5, tzinfo=UTC)
TITLE = "Larkspur Records sues voice cloning company Mimetone over 40 songs"
LEAD = (
    "Larkspur Records sued the voice cloning company Mimetone in a Portland court on 3 March over 40 songs that it says "
    "were copied to train a model. Larkspur asks for 12 million dollars and for the recordings to be deleted from "
    "Mimetone's servers. The weather in Portland was mild that week. Mimetone said in a statement that its model "
    "learned only from recordings that it had paid for. Several cafes near the court in Portland sell good bread."
)
OTHER = (
    "Voice cloning start-up Mimetone faces a lawsuit by Larkspur Records over 40 songs. Judge Ada Quillfeather will "
    "hear Larkspur and Mimetone in Portland on 9 April, a clerk of the court said. Larkspur Records asks Mimetone for "
    "12 million dollars and wants the recordings deleted from its servers."
)


def story(*texts: str, title: str = TITLE) -> Story:
    blank = Entry(id="", feed_url="", guid="", url="", canonical_url="", title=title, text="", first_seen=NOW)
    entries = tuple(replace(blank, id=f"{n:016}", text=text) for n, text in enumerate(texts))
    return Story(id="s", entries=entries, score=0.0, relevance=0.0)


def told(*texts: str, title: str = TITLE, words: int = 60) -> list[str]:
    return [one.text for one in summarise(story(*texts, title=title), words=words).sentences]


def test_a_summary_is_of_about_the_length_that_was_asked_for_and_never_a_third_longer() -> None:
    """Whoever lays out a letter relies on it, and a measurement cuts nothing off."""
    for words in (40, 60, 80):
        length = len(" ".join(told(LEAD, OTHER, words=words)).split())
        assert words * FULL - 5 <= length <= words * STRETCH


def test_what_happened_comes_first_and_what_does_not_matter_is_left_out() -> None:
    """A reader learns from the first sentence what the story is."""
    summary = told(LEAD)
    assert summary[0].startswith("Larkspur Records sued")
    assert not any("weather" in sentence or "bread" in sentence for sentence in summary)


def test_several_reports_complement_each_other_and_nothing_is_said_twice() -> None:
    """Two outlets that tell the same sum of money give it once."""
    summary = " ".join(told(LEAD, OTHER))
    assert summary.count("12 million") <= 1
    assert summary.count("40 songs") == 1


def test_what_several_reports_say_is_preferred_to_what_one_says() -> None:
    """Of two facts of the lead, the one that another outlet has too is told, by whichever of the two."""
    suit = "Larkspur Records filed a suit on 3 March that accuses Mimetone of copying 40 recordings without asking. "
    trial = "Judge Ada Quillfeather will hear both sides in room 12 of a Salem court. "
    money = "Banker Ignatz Fernsby has lent Mimetone 30 million dollars until the end of 2027. "
    for known, other in ((trial, money), (money, trial)):
        for lead in (suit + trial + money, suit + money + trial):
            summary = told(lead, f"It is known in Portland that {known}", words=30)
            assert any(known[:18] in one for one in summary)
            assert not any(other[:18] in one for one in summary)


def test_a_sentence_that_leans_is_told_behind_what_it_leans_on_or_not_at_all() -> None:
    """Nobody reads "She said …" without having read who."""
    text = (
        "Ada Quillfeather of the Portland court let the case of Larkspur Records against Mimetone go ahead on 9 April. "
        "She said that the 40 songs were easily recognised in what the model sang. "
        "Mimetone, which was founded in Salem in 2023, has 60 employees and sells voices to 300 studios."
    )
    sentences = told(text)
    for place, sentence in enumerate(sentences):
        assert not sentence.startswith("She") or sentences[place - 1].startswith("Ada Quillfeather")


def test_a_long_summary_is_as_long_as_asked_and_tells_nothing_twice() -> None:
    """It has room for sentences that lean; still the first does not, and reports do not repeat each other."""
    sentences = told(f"He left early. {LEAD}", OTHER, words=120)
    assert 90 <= len(" ".join(sentences).split()) <= 160
    assert len(set(sentences)) == len(sentences)
    assert not sentences[0].startswith("He ")


def test_nothing_to_tell_gives_nothing() -> None:
    """The caller then falls back; no sentence is invented."""
    assert told("") == []
    assert told("Subscribe now!") == []


def test_every_trait_has_its_worth_and_no_other_does() -> None:
    """A trait that is added without training anew is noticed."""
    assert set(WORTH) == set(TRAITS)
    assert set(WORDS) == set(OF_A_WORD)
    assert set(PAIRS) == set(OF_A_PAIR)
    assert [telling(n) for n in (0, 4, 7, 20)] == [0.0, 0.0, 1.0, 1.0]
    assert shipped().traits.tolist() == [WORTH[name] for name in TRAITS]


def test_the_same_story_gives_the_same_summary_whatever_the_seed_of_hashes() -> None:
    """A draft that is made again is the same draft."""
    code = f"from tests.summarise.test_extractive import *; print(told({LEAD!r}, {OTHER!r}))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert b"Larkspur" in runs.pop()


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("She called it ?unfair? and left.", "She called it “unfair” and left."),
        ("Larkspur?s lawyer doesn?t agree.", "Larkspur’s lawyer doesn’t agree."),
        (
            "?We paid,? said Roe.The label left.?No,? it said.",
            "“We paid,” said Roe.The label left.“No,” it said.",
        ),
        ("?The employees? pay, too,? said Roe.", "“The employees’ pay, too,” said Roe."),
        ("Is it true? Nobody knows. See https://a.example/b?c=1 and ask.", None),
    ],
)
def test_lost_quotation_marks_are_put_back_and_real_questions_stay(lost: str, whole: str | None) -> None:
    """A text whose curly marks became question marks is judged as it was written."""
    assert restored(lost) == (whole or lost)


@given(st.text(alphabet="ab .,?!s’“\n", max_size=200))
def test_putting_marks_back_moves_nothing(text: str) -> None:
    """Offsets into the one are offsets into the other."""
    assert len(restored(text)) == len(text)
