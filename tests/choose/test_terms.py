"""Words, stems and vectors."""

from __future__ import annotations

import pytest

from digest.choose.terms import HashedTerms, stem, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("labels", "labelling"),
        ("movies", "movie"),
        ("studies", "study"),
        ("released", "releases"),
        ("games", "gaming"),
    ],
)
def test_forms_of_a_word_are_one_stem(one: str, other: str) -> None:
    """Outlets tell one event in different forms of the same words."""
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("news", "new"), ("slope", "slop"), ("canvas", "canva"), ("shorts", "short")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Each pair was once a false hit of the lexicon."""
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AI-generated songs", ["ai", "generat", "song"]),
        ("$5 billion", ["5b"]),
        ("1,000 artists’ voices", ["1000", "artist", "voic"]),
        ("ＡＩ", ["ai"]),
        ("音楽生成", ["音楽", "楽生", "生成"]),
        ("🎬 …", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """One spelling for numbers, hyphens, widths; pairs of characters where no spaces part words."""
    assert words(text) == expected


def test_function_words_carry_nothing() -> None:
    """`The week in which it was said` could be about anything."""
    assert terms("According to reports, this is what they said on Monday") == []


def test_vectors_are_the_same_bytes_everywhere() -> None:
    """The store keeps them by text and model name: a change of the bytes needs a new name."""
    vector, empty = HashedTerms().embed(["AI song\n\nA song.", ""])
    assert vector.hex() == "e59151090100f206a1eeed3301012700"
    assert empty == b""
