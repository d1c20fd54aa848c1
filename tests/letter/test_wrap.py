"""The text part's lines: as wide as they are said to be, in every script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.letter.gate import lint
from digest.letter.render import Templates, render
from digest.letter.wrap import width, wrap
from digest.paths import shipped
from tests.letter.languages import issue_in

narrow = st.text(st.characters(max_codepoint=0x2FF))
wide = st.text(st.sampled_from("録音の権利、。「」『』ーっa1. 　"))


@given(narrow, st.integers(20, 80))
def test_wrapping_keeps_the_words(text: str, columns: int) -> None:
    """Law: wrapping changes white space only, and a line is too long only when one word is."""
    wrapped = wrap(text, columns)
    assert wrapped.split() == text.split()
    assert all(width(row) <= columns or " " not in row.strip() for row in wrapped.split("\n"))


@given(st.text(st.characters(max_codepoint=0x10FF)), st.integers(20, 80))
def test_what_is_narrow_is_wrapped_alike(text: str, columns: int) -> None:
    """Law: a wide character further down changes nothing in the paragraphs before it."""
    assert wrap(f"{text}\n\n録", columns) == "\n\n".join(filter(None, (wrap(text, columns), "録")))


@given(st.text() | wide, st.integers(20, 80))
def test_wrapping_keeps_every_character(text: str, columns: int) -> None:
    """Law: in a script without spaces too no character is lost or moved."""
    assert "".join(wrap(text, columns).split()) == "".join(text.split())


@given(st.text(st.sampled_from("録音の権利を獲得した、。「」っ"), min_size=60))
def test_marks_stand_where_they_belong(text: str) -> None:
    """Law: a closing mark or small kana begins no line, an opening bracket ends none (JIS X 4051)."""
    rows = wrap(text).split("\n")
    assert all(row[0] not in "、。」っ" for row in rows[1:])
    assert all(row[-1] not in "「" for row in rows[:-1])


def test_a_line_of_japanese_has_76_columns() -> None:
    """Two columns a character: 38 of them, and no more, where nothing forbids it. Korean has spaces, and keeps words."""
    assert [width(row) for row in wrap("録音" * 50).split("\n")] == [76, 76, 48]
    assert wrap("録音を学習に", 8, indent="  ", first="1. ") == "1. 録音\n  を学習\n  に"
    assert wrap("約3.14億円とU.S.の話", 9) == "約3.14億\n円とU.S.\nの話"
    assert wrap("오케스트라의 조합", 14) == "오케스트라의\n조합"


def test_a_no_break_space_holds() -> None:
    """A number stays with what it counts; a paragraph whose every blank is one, as some pages write, is wrapped."""
    assert wrap("covered by 2\u00a0others", 12) == "covered by\n2\u00a0others"
    assert wrap("\u00a0".join(["word"] * 12), 20) == "\n".join(["word word word word"] * 3)


@pytest.mark.parametrize("language", ["ja", "de", "ar"])
def test_no_text_part_is_wider_than_it_says(language: str) -> None:
    """76 columns but for links; and the gate finds each headline and the postal address, though lines end inside them."""
    made = issue_in(language)
    sender = replace(
        made.newsletter, address="東京都千代田区架空町一丁目二番三号　見本ビルヂング四階　編集部" * 2
    )
    made = replace(made, newsletter=sender)
    letter = render(made, Templates(None, shipped("templates")))
    rows = [row for row in letter.text.split("\n") if "://" not in row]
    assert max(map(width, rows)) <= 76
    assert [f for f in lint(letter, made.newsletter) if f.severity == "error"] == []
