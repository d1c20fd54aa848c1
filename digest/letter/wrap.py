"""Lines of the text part: what room words take, and where a line may end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

#: Han, kana and their signs: a line may end between any two of them (UAX 14, class ID).
_WIDE = "\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
#: What begins no line, and what ends none (JIS X 4051): closing signs, small kana, marks; opening brackets.
_CLOSE = (
    "、。，．・：；？！‼⁇-⁉」』）】》〉〕］｝｣〟”’…‥～〜ー々〻ゝゞヽヾ゛゜\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ"
)
_OPEN = "「『（【《〈〔［｛｢〝“‘"
_IS_WIDE = re.compile(f"[{_WIDE}]")
#: All that may take two columns, and more: without one of these a text is as wide as it is long.
_MAY_BE_WIDE = re.compile("[\u1100-\u11ff\u2300-\U0010ffff]")
#: What of a word stays together: what opens, a wide character or all up to the next one, what closes.
_PIECE = re.compile(
    f"[{_OPEN}]*(?:[^{_OPEN}{_CLOSE}{_WIDE}]+|(?![{_OPEN}{_CLOSE}])[{_WIDE}])?[{_CLOSE},.;:!?)]*"
)
#: A no-break space, and what stands between two others; one that holds more than this together is a page's own layout.
_NO_BREAK = "\u00a0"
_GLUED = re.compile(rf"(?:\S|{_NO_BREAK})+")
_MOST_GLUED = 24


def width(text: str) -> int:
    """The room that a line takes: characters, a wide one (Han, kana, Hangul) for two."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int = 76, indent: str = "", first: str | None = None) -> str:
    """Paragraphs wrapped at `width` columns; a word longer than a line stands alone and whole.

    Scripts without spaces end a line between two characters, none beginning with a mark that closes. What `textwrap`
    gives without breaking words, in a quarter of its time.
    """
    start = indent if first is None else first
    filled = _filled_by_columns if _MAY_BE_WIDE.search(text + indent + start) else _filled
    return "\n\n".join(
        filled(_words(part), width, indent, start) for part in text.split("\n\n") if part.strip()
    )


def _words(text: str) -> list[str]:
    """What blanks divide; a number and its unit, held together by a no-break space, are one."""
    if _NO_BREAK not in text:
        return text.split()
    found = (word.strip(_NO_BREAK) for word in _GLUED.findall(text))
    parts = ([glued] if len(glued) <= _MOST_GLUED else glued.split() for glued in found if glued)
    return [word for part in parts for word in part]


def _filled(words: Sequence[str], columns: int, indent: str, start: str) -> str:
    rows, row, length = [], [start + words[0]], len(start) + len(words[0])
    for word in words[1:]:
        length += 1 + len(word)
        if length > columns:
            rows.append(" ".join(row))
            row, length = [indent + word], len(indent) + len(word)
        else:
            row.append(word)
    return "\n".join([*rows, " ".join(row)])


def _filled_by_columns(words: Sequence[str], columns: int, indent: str, start: str) -> str:
    rows: list[str] = []
    row, length, begun = [start], width(start), False
    for gap, piece in _pieces(words):
        room = width(piece)
        if begun and length + len(gap) + room > columns:
            rows.append("".join(row))
            row, length, begun = [indent], width(indent), False
        row.append(gap + piece if begun else piece)
        length += (len(gap) if begun else 0) + room
        begun = True
    return "\n".join([*rows, "".join(row)])


def _pieces(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What no line's end divides, each with what stands before it where it does not begin a line."""
    for word in words:
        if word.isascii() or not _IS_WIDE.search(word):
            yield " ", word
            continue
        gap = " "
        for piece in _PIECE.findall(word):
            if piece:
                yield gap, piece
                gap = ""
