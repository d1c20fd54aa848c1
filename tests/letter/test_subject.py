"""The two lines an inbox shows."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.letter.sample import sample_issue
from digest.letter.subject import PREHEADER, SUBJECT, fit, preheader, subject
from digest.letter.wrap import width
from tests.makers import entry, issue, item

words = st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=14), max_size=30)


@given(st.lists(words.map(" ".join), min_size=1, max_size=5))
def test_lengths_hold_for_any_headlines(headlines: list[str]) -> None:
    """Law: 35 to 60 and 40 to 90 characters whatever the week brings, one long word and none included."""
    made = issue(*(item(entry(text, guid=str(n))) for n, text in enumerate(headlines)))
    line = subject(made)
    assert SUBJECT[0] <= width(line) <= SUBJECT[1], line
    after = preheader(made, line)
    assert width(after) <= PREHEADER[1]
    assert after.casefold() != line.casefold()


@given(words.map(" ".join))
def test_never_clipped_inside_a_word(text: str) -> None:
    """Law: what is kept is whole words from the beginning."""
    fitted = fit(text, *SUBJECT)
    kept = fitted.removesuffix("…").rstrip(" ,;:–—-")
    assert text.startswith(kept)
    if fitted and fitted != text:
        rest = text[len(kept) :].lstrip(",;:–—-")
        assert rest == "" or rest[0] == " " or kept != fitted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A headline that is just about as long as it should be",
            "A headline that is just about as long as it should be",
        ),
        ("Too short", ""),
        (
            "Orchestra wins the right to refuse recordings, and three other houses follow its example",
            "Orchestra wins the right to refuse recordings",
        ),
        (
            "Museum shows what an image model learned from the drawings it was given",
            "Museum shows what an image model learned from the drawings…",
        ),
        ("x" * 200, ""),
    ],
)
def test_fit(text: str, expected: str) -> None:
    """A clause that stands alone is better than a cut; a cut never ends on "the" or "of"."""
    assert fit(text, *SUBJECT) == expected


def test_short_headlines_are_joined_and_the_rest_falls_back() -> None:
    """Two short headlines make a subject; a script without spaces gives way to title, number and date."""
    both = issue(item(entry("A label sues")), item(entry("A studio opens its archive")))
    assert subject(both) == "A label sues; A studio opens its archive"
    assert subject(issue(item(entry("音" * 80)))) == "The Frame: One story, Thursday, 26 November 2026"


def test_the_editors_subject_stands() -> None:
    """An editor's own line is taken as it is, on one line."""
    assert subject(dataclasses.replace(sample_issue(), subject="Hello\r\nBcc: x")) == "Hello Bcc: x"


def test_preheader_goes_on_where_the_subject_stops() -> None:
    """An inbox shows both in a row: they do not say the same."""
    made = sample_issue()
    line = subject(made)
    after = preheader(made, line)
    assert PREHEADER[0] <= len(after) <= PREHEADER[1]
    assert after.startswith("Also: A small studio")


def test_the_two_lines_are_never_the_same() -> None:
    """Also where nothing but the date is left to say: then the line behind the subject tells of how many entries."""
    made = dataclasses.replace(issue(item(entry("音" * 80, text="")), item(entry("音" * 81))), considered=12)
    line = subject(made)
    assert line == "The Frame: Two stories, Thursday, 26 November 2026"
    assert preheader(made, line) == "All were chosen from twelve entries of ten feeds."


def test_no_line_comes_twice() -> None:
    """When the lead's headline was a subject before, as with a story that goes on for weeks, another is found."""
    made = sample_issue()
    lines, after = [subject(made)], [preheader(made, subject(made))]
    for _ in range(9):
        lines.append(subject(made, lines))
        after.append(preheader(made, lines[-1], after))
    assert len(set(lines[:4])) == 4
    assert len(set(after[:4])) == 4
    assert all(SUBJECT[0] <= width(line) <= SUBJECT[1] for line in lines)
    own = dataclasses.replace(made, subject="An editor may say the same again, and means it")
    assert subject(own, ["an editor may say the same again, and means it"]) == own.subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "オーケストラの組合、録音を学習に使わせない権利を獲得",
            "オーケストラの組合、録音を学習に使わせない権利を獲得",
        ),
        (
            "小さなスタジオが俳優本人の声で映画を十一の言語に吹き替え、世界の劇場で年内に公開する見通しだと発表",
            "小さなスタジオが俳優本人の声で映画を十一の言語に吹き替え",
        ),
    ],
)
def test_wide_characters_count_for_two(text: str, expected: str) -> None:
    """A line of Han is half as many characters; it ends at a clause, for nobody can tell its words apart by spaces."""
    assert fit(text, *SUBJECT) == expected
