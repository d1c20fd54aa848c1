"""The language of a text: right where it is named, and not named where it could be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.language import detect, stated_or

SENTENCES = Path(__file__).parent.parent / "corpus" / "languages" / "sentences.tsv"
ROWS = [tuple(line.split("\t")) for line in SENTENCES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("language", "text"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS, 1)])
def test_a_sentence_is_in_its_language(language: str, text: str) -> None:
    """Each sentence was written for this test."""
    assert detect(text) == language
    assert detect(f"{text} {text}") == language


@pytest.mark.parametrize(
    "text",
    [
        "", "AI", "Nvidia RTX 5090 Ti", "Sony WH-1000XM6 vs Bose QC Ultra", "La La Land: Original Soundtrack",
        "Die Hard", "Mistral AI acquires Emmi AI", "Le Monde, El País, Der Spiegel, De Standaard", "12 34 56 78",
        "https://outlet.example/de/der/die/das", "🎵🎵🎵", "Als ob", "El Niño", "東京", "Pro Max Mini Air",
    ],
)  # fmt: skip
def test_names_and_scraps_are_in_none(text: str) -> None:
    """A name is in no language; the feed's own statement stands then."""
    assert detect(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Uncle Sam considers a seat at the table: La Liga, Le Mans and Das Auto are all in the running for the deal",
        "Mic Pro uses a three microphone array for improved recordings, and it has a queue of its own",
        "The AI Act, the AI Office and the AI pact: how AI in Europe is now regulated by the Commission",
        "De Niro and La Roux join El-P for Die Antwoord tribute that was recorded in the spring",
    ],
)
def test_english_with_many_names_is_english(text: str) -> None:
    """Foreign names do not make a foreign text."""
    assert detect(text) in ("en", "")


@pytest.mark.parametrize(
    ("found", "stated", "language"),
    [
        ("", "en-US", "en-US"), ("en", "en-US", "en-US"), ("de", "en-US", "de"), ("de", "", "de"), ("", "", ""),
        ("nb", "no", "no"), ("nb", "nn-NO", "nn-NO"), ("he", "iw", "iw"), ("pt", "pt-BR", "pt-BR"), ("fr", "x", "fr"),
    ],
)  # fmt: skip
def test_what_the_text_is_goes_before_what_the_feed_states(found: str, stated: str, language: str) -> None:
    """The feed's own word is more exact (a region) where it is true, and the only one where nothing is certain."""
    assert stated_or(found, stated) == language


@given(st.text(max_size=300))
def test_it_never_raises_and_does_not_depend_on_what_is_behind_the_sample(text: str) -> None:
    """Law: two or three letters or nothing, for any text."""
    found = detect(text)
    assert found == "" or (2 <= len(found) <= 3 and found.isascii())
    assert detect(text.ljust(2000) + " der die das und") == detect(text.ljust(2000))


@pytest.mark.data
def test_recorded_english_news_is_hardly_ever_called_foreign(data: Path) -> None:
    """Of all recorded items, all English: fewer than 2 in 1,000 may be called anything else."""
    total = foreign = named = 0
    with (data / "news" / "items.jsonl").open() as lines:
        for line in lines:
            item = json.loads(line)
            found = detect(f"{item['title']}\n{item.get('summary') or ''}")
            total += 1
            named += found == "en"
            foreign += found not in ("", "en")
    assert total > 10_000
    assert foreign < 0.002 * total
    assert named > 0.9 * total
