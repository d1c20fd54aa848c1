"""A sentence that has nothing of its source is not supported by it, however little it says."""

from __future__ import annotations

import pytest

from digest.summarise.evidence import supported

NOTHING = "nothing of it is in the source"
TUNES = "Tunesmith, a maker of music generators, was founded in Lyon."


@pytest.mark.parametrize(
    ("sentence", "source", "context"),
    [
        ("It is good.", "The cat sat.", ""),
        ("x", "The cat sat.", ""),
        ("So it is.", "The label sued in March.", ""),
        ("Tunesmith is loud.", "The company sued in March.", TUNES),
        ("犬だ。", "庭に猫がいる。", ""),
    ],
)
def test_what_shares_nothing(sentence: str, source: str, context: str) -> None:
    """No word of meaning: a name that only the rest of the report has is none of the source's."""
    assert supported(sentence, source, context=context) == NOTHING


@pytest.mark.parametrize(
    ("sentence", "source", "context", "language"),
    [
        ("The cat sat.", "The cat sat on a mat.", "", "en"),
        ("It is so.", "It is so. The cat sat.", "", "en"),
        ("The suit is over 12 songs.", "It is over a dozen songs.", "", "en"),
        ("It was in 2025.", "It was in 2025 that the label began.", "", "en"),
        ("Tunesmith is small.", "The company is small.", TUNES, "en"),
        ("猫がいる。", "庭に猫がいる。", "", "ja"),
    ],
)
def test_what_shares_something(sentence: str, source: str, context: str, language: str) -> None:
    """A word, a number or a date in another form, or the very sentence is enough for the other checks to decide."""
    assert supported(sentence, source, context=context, language=language) == ""
