"""What a reader cannot see goes, what only looks odd stays."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.characters import cut, cut_bytes, one_line, visible

#: Format characters that are seen: number signs over Arabic and Syriac digits, and Kaithi's.
SEEN = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
JOINERS = {"\u200c", "\u200d"}


def test_the_spelled_out_list_is_unicode_s() -> None:
    """Every control, format, surrogate and private character of this Python's Unicode is removed, and no letter."""
    kept_breaks = {"\n", "\t", "\r"} | SEEN | JOINERS
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cs", "Co") and character not in kept_breaks:
            assert visible(f"a{character}b") == "ab", hex(code)
        elif category[0] in "LNPS" and code not in (0x115F, 0x1160, 0x3164, 0xFFA0, 0xFFFC):
            assert visible(character) == unicodedata.normalize("NFC", character), hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e\u0301", "é"),
        ("👩\u200d💻 🏳\ufe0f\u200d🌈", "👩\u200d💻 🏳\ufe0f\u200d🌈"),
        ("a\u200db\u200cc", "abc"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("\ufeffa\u200b\u2060b", "ab"),
        ("a\u202eb\u2066c\u200e", "abc"),
        ("\U000e0041\U000e0042hidden", "hidden"),
        ("z" + "\u0335" * 50, "z" + "\u0335" * 4),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    """Emoji and scripts that need joiners keep them; direction overrides, tags and stacked marks go."""
    assert visible(text) == expected


@given(st.text())
def test_visible_and_one_line_are_idempotent(text: str) -> None:
    """Law: once clean, clean for good; a line has no breaks."""
    assert visible(visible(text)) == visible(text)
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1


@given(st.text(), st.integers(2, 60))
def test_cuts_keep_their_limit(text: str, size: int) -> None:
    """Law: never longer than asked; what fits is not touched."""
    assert len(cut(text, size)) <= size
    assert len(text) > size or cut(text, size) == text
    plain = text.encode("utf-8", "replace").decode()
    assert len(cut_bytes(plain, size + 3).encode()) <= size + 3


def test_a_cut_ends_with_a_word() -> None:
    """Readers should not meet half a word, unless it is a very long one."""
    assert cut("hello wide world", 12) == "hello wide…"
    assert cut("hello wide world", 11) == "hello wide…"
    assert cut("x" * 50, 10) == "x" * 9 + "…"
