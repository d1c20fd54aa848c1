"""Stories to summaries: golden cases in our own words, and the laws that hold for any story at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.summarise import holds, summarise
from digest.summarise.extractive import STRETCH
from digest.summarise.words import count, plain
from digest.types import Entry, Story
from tests.makers import entry, story

SEED = (
    entry(
        "Musician August Kamp makes the first full music clip with Sora",
        source="Frame by Frame",
        text=(
            "By Jane Roe\n\n"
            "August Kamp, a musician and artist, has used OpenAI's text-to-video model Sora to make the clip for her "
            "ambient track “Worldweight”. She says the model let her show what she had heard in her head for years. "
            "The clip drifts through drowned cities and slow clouds. Will every band work like this soon?\n\n"
            "Sign up for our newsletter to get more stories like this one."
        ),
    ),
    entry(
        "OpenAI shows a music video made with Sora as artists protest",
        source="The Reel",
        text=(
            "OpenAI shared the video today, while its model is still closed to the public. In an open letter, more "
            "than 200 musicians asked technology companies to stop devaluing their work with AI. It was organised by "
            "the Artist Rights Alliance, a non-profit. Read more at The Reel."
        ),
    ),
    entry(
        "Sora clip lands in the middle of a fight over training data",
        source="Court Notes",
        text=(
            "SAN FRANCISCO (CN) — OpenAI faces several lawsuits from authors and newspapers, who say that it trained "
            "its models on their work without permission. The company has not said which videos Sora has seen. "
            "I think that this will end in a settlement, but that is just my…"
        ),
    ),
)


def told(*entries: Entry, words: int = 60) -> list[str]:
    return [sentence.text for sentence in summarise(story(*entries), words=words).sentences]


def test_the_seed_story_is_told_right() -> None:
    """Sora, Worldweight and Kamp; the letter of over 200 musicians; the lawsuits: one sentence each."""
    summary = summarise(story(*SEED))
    assert summary.by == "extractive"
    kamp, *others = summary.sentences
    assert kamp.text == (
        "August Kamp, a musician and artist, has used OpenAI's text-to-video model Sora to make the clip for her "
        "ambient track “Worldweight”."
    )
    assert {sentence.text for sentence in others} == {
        "In an open letter, more than 200 musicians asked technology companies to stop devaluing their work with AI.",
        "OpenAI faces several lawsuits from authors and newspapers, who say that it trained its models on their "
        "work without permission.",
    }
    assert {sentence.entry_id for sentence in summary.sentences} == {report.id for report in SEED}
    assert 45 <= count(summary.text) <= 70


def test_another_process_tells_the_same() -> None:
    """Python hashes strings differently in each process; the order of a set must decide nothing."""
    code = (
        "from tests.summarise.test_summarise import SEED; from tests.makers import story\n"
        "from digest.summarise import summarise; print(ascii(summarise(story(*SEED))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {f"{summarise(story(*SEED))!a}\n"}


GOLDEN = [
    pytest.param(
        entry(
            "Acme opens a song generator",
            text="Acme's generator writes a song in ten seconds, free of charge.",
        ),
        ["Acme's generator writes a song in ten seconds, free of charge."],
        id="a single short description is fine as it is",
    ),
    pytest.param(
        entry("Acme opens a song generator", text="Acme opens a song generator."),
        [],
        id="a headline said twice is no summary",
    ),
    pytest.param(
        entry(
            "Acme signs a deal with two labels (Jane Roe/The Paper)",
            text="Jane Roe / The Paper: Acme signs a deal with two labels — The labels will license 40,000 songs to "
            "Acme for five years. — In return, they want …",
        ),
        ["The labels will license 40,000 songs to Acme for five years."],
        id="an aggregator's credit, headline and cut body",
    ),
    pytest.param(
        entry(
            "Acme sued by Roe",
            text="Roe asks the court in Berlin for 3.5 million euros. The hearing with Acme and Roe Records in Berlin on Monday",
        ),
        ["Roe asks the court in Berlin for 3.5 million euros."],
        id="a short text that breaks off after a whole sentence",
    ),
    pytest.param(
        entry("Acme sued by Roe", text="Singer asks the court in Berlin for 3.5 million euros"),
        ["Singer asks the court in Berlin for 3.5 million euros."],
        id="a standfirst without a stop gets one",
    ),
    pytest.param(
        entry("Acme sued by Roe", text="The singer Jane Roe asks Acme for 3.5 million euros in the"),
        [],
        id="a text that ends in a small word is broken off, however short",
    ),
    pytest.param(
        entry(
            "Acme sued by Roe",
            text="Roe asks the court in Berlin for 3.5 million euros. "
            + "Acme denies all of it in a long reply. " * 6
            + "The hearing with Acme is set for the sp",
        ),
        ["Roe asks the court in Berlin for 3.5 million euros.", "Acme denies all of it in a long reply."],
        id="what a long text breaks off with is not told",
    ),
    pytest.param(
        entry(
            "Why I left Acme",
            text="I think we all know how this ends. What would you do? He was never kind to me.",
        ),
        [],
        id="questions and first-person asides leave the headline",
    ),
    pytest.param(
        entry(
            "Acme closes its video app",
            text="It never paid. However, Acme will refund 12,000 subscribers by May.",
        ),
        ["Acme will refund 12,000 subscribers by May."],
        id="a dangling opening is not told, a connective goes",
    ),
    pytest.param(
        entry("Acme closes its video app", text="submitted by /u/roe [link] [comments]"),
        [],
        id="feed plumbing is no text",
    ),
    pytest.param(
        entry(
            "Label Roe drops its singer",
            text="Photo: Jane Doe/Getty Images\n\nLabel Roe has dropped the AI singer Vera after 3,000 complaints.\n\n"
            "Related: ten more AI singers\n\nClick here to hear Vera sing for Label Roe.",
        ),
        ["Label Roe has dropped the AI singer Vera after 3,000 complaints."],
        id="captions, related links and calls to act",
    ),
    pytest.param(
        entry(
            "Acme app is out",
            text="“Nothing will be the same again for anybody in music after Acme.” Acme has 12 staff members.",
        ),
        ["Acme has 12 staff members."],
        id="a quotation nobody is named for",
    ),
]


@pytest.mark.parametrize(("report", "expected"), GOLDEN)
def test_golden(report: Entry, expected: list[str]) -> None:
    """One trap of real feeds each, in our own words."""
    assert told(report) == expected


def test_a_report_that_only_repeats_is_not_told_twice() -> None:
    """Complementary, not repeated: the second outlet's version of the same sentence adds nothing."""
    first = entry(
        "Acme buys Roe Records", source="A", text="Acme pays 40 million dollars for the label Roe Records."
    )
    second = entry(
        "Roe Records sold",
        source="B",
        text="Roe Records, the label, goes to Acme for 40 million dollars. Brussels must still agree, and Roe Records keeps its 30 staff.",
    )
    assert told(first, second) == [
        "Acme pays 40 million dollars for the label Roe Records.",
        "Brussels must still agree, and Roe Records keeps its 30 staff.",
    ]


def test_he_follows_only_the_sentence_that_names_him() -> None:
    """A pronoun is told right after its antecedent, or not at all."""
    report = entry(
        "Roe wins a court case about a cloned voice",
        text="The singer John Roe won his case against Acme in Munich on Friday. He gets 90,000 euros for the cloned voice.",
    )
    assert told(report) == [
        "The singer John Roe won his case against Acme in Munich on 20 November.",
        "He gets 90,000 euros for the cloned voice.",
    ]


def test_a_description_stands_in_when_no_sentence_is_of_a_good_length() -> None:
    """Too short for an extract, yet the publisher's own words: told, and marked as the feed's."""
    summary = summarise(story(entry("A label sues Acme", text="Roe Records wants 5 million.")))
    assert (summary.by, summary.text) == ("feed", "Roe Records wants 5 million.")


def test_nothing_at_all_leaves_the_headline() -> None:
    """Never an error and never invented: the letter shows headline and source."""
    assert summarise(story(entry(text=""))).by == "headline"
    assert summarise(Story(id="s", entries=(), score=0.0, relevance=0.0)).by == "headline"


def test_two_reports_with_one_id_cannot_lend_each_other_evidence() -> None:
    """A store that mixed up ids must not attach a sentence to a text that does not hold it."""
    one = entry(
        "Acme buys Roe Records", id="a" * 16, text="Acme pays 40 million dollars for the label Roe Records."
    )
    other = entry(
        "Acme buys Roe Records", id="a" * 16, text="A wholly different text about the weather in Berlin."
    )
    for sentence in summarise(story(one, other)).sentences:
        assert holds(sentence, other) == ""


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Er war müde. Das Label Roe verklagt Acme seit dem 3. Mai auf 2 Mio. Euro Schadenersatz.", 1),
        ("es", "Esto sigue. El sello Roe pide a Acme 2 millones de euros por las canciones de Vera.", 1),
        ("xx", "Roe gurbi Acme 200 miljon voor de liedjes van Vera.", 1),
    ],
)
def test_other_languages_are_tables_or_neutral(language: str, text: str, expected: int) -> None:
    """German and Spanish pronouns do not open a summary; a language without tables still gets sentences."""
    sentences = summarise(story(entry("Roe / Acme", text=text)), language=language).sentences
    assert len(sentences) == expected
    assert "Roe" in sentences[0].text


PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Acme pays 40 million dollars to Roe Records for its songs.",
            "He did not say why.",
            "But it was in “The Reel” (PDF) today.",
            "Jane Roe / The Paper: Acme buys — Roe is",
            "Read more",
            "[…]",
            "\n\n",
            " — ",
            '"',
            "Mr.",
            "\ud800\u202e\x00\u200b",
            "?" * 9,
        ]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)
STORIES = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4).map(
    lambda reports: story(
        *(entry(title, text=text, guid=str(number)) for number, (title, text) in enumerate(reports))
    )
)


@settings(max_examples=150, deadline=None)
@given(STORIES, st.integers(min_value=1, max_value=200), st.sampled_from(["en", "de", "es", "ja", ""]))
def test_the_laws_hold_for_any_story(any_story: Story, words: int, language: str) -> None:
    """Never raises; every sentence has its evidence, is whole, is told once, and is not the headline."""
    summary = summarise(any_story, words=words, language=language)
    entries = {report.id: report for report in any_story.entries}
    for sentence in summary.sentences:
        report = entries[sentence.entry_id]
        assert holds(sentence, report, language=language, others=any_story.entries) == ""
        assert 0 <= sentence.start < sentence.end <= len(report.text)
        assert plain(sentence.text) == sentence.text != ""
        assert not sentence.text.endswith(("…", "...", "?", ",", ":"))
    texts = [sentence.text.casefold() for sentence in summary.sentences]
    assert len(set(texts)) == len(texts)
    assert plain(any_story.lead.title).casefold() not in texts
    assert bool(texts) == (summary.by != "headline")
    assert count(summary.text) <= max(int(words * STRETCH), 8)
    assert summary == summarise(any_story, words=words, language=language)


def test_huge_and_hostile_texts_are_read_in_part() -> None:
    """100 KB reports, twenty-five of them, of the shapes that make patterns slow: it ends, and says nothing."""
    for shape in ("A" * 100, "(", "“", '"a ', "AB-", "A.", "a. ", " today said", "-- ", "\n \n"):
        reports = [entry(f"Story {n}", text=shape * (20_000 // len(shape))) for n in range(25)]
        assert summarise(story(*reports)).by in ("headline", "extractive", "feed")


@pytest.mark.data
def test_the_laws_hold_for_a_recorded_week(data: Path) -> None:
    """Real feeds are stranger than made ones: every summary of a week's entries is whole and supported."""
    lines = (data / "weeks" / "2026-W18.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines][::8]
    told = 0
    for row in rows:
        report = entry(row["title"], text=row["summary"], guid=row["id"])
        summary = summarise(story(report))
        told += bool(summary.sentences)
        for sentence in summary.sentences:
            assert holds(sentence, report) == ""
            assert sentence.text[-1] in ".!\"'”’)", sentence.text
            assert "[" not in sentence.text
            assert "…" not in sentence.text[-3:]
    assert told > len(rows) / 3
