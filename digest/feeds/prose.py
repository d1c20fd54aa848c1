"""Paragraphs out of HTML that strangers wrote. Linear in its length, whatever it holds.

No tree is built: 100,000 nested `<div>` in half a megabyte cost 22 s in lexbor (selectolax) and 33 s in
html5ever (nh3) on the machine this was measured on, and a count of open tags cannot foresee that depth, because
HTML ignores end tags in places (`<div><object></div></object>`, again and again). What text needs of a tree is
small: where a block begins, and where a part that is no prose ends. Nothing here is ever shown as HTML again.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise

from digest.feeds.characters import lines, visible
from digest.feeds.markup import attribute
from digest.feeds.tags import (
    BLOCK,
    BREAK,
    CELL,
    IMAGE,
    INLINE,
    ITEM,
    KIND,
    LINK,
    LIST,
    NOTE,
    PRE,
    QUOTE,
    ROW,
    SILENT,
    end_of,
    furniture,
    split_tags,
)

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SENTENCE_END = re.compile(r"[.!?:;…。！？]\W?$")
_ORDINAL = re.compile(r"(?:\d{1,4}|[a-zA-Z])[.)]\s|[•‣▪◦·*–—-]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text, its lines single-spaced; `item` when it is a list's item or a table's row, `linked` when all
    of it is links."""

    text: str
    item: bool = False
    linked: bool = False


def joined(paragraphs: list[Paragraph]) -> str:
    """One text: a blank line between paragraphs, a line break between the items of a list and the rows of a table."""
    pieces: list[str] = []
    item = False
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n" if item and paragraph.item else "\n\n")
        pieces.append(paragraph.text)
        item = paragraph.item
    return "".join(pieces)


def text_of(markup: str) -> str:
    """Plain text: entities decoded once, paragraphs separated by a blank line, white space otherwise single.

    A line break (`<br>`, the lines of `<pre>`) stays one; items of a list are lines that begin with `• ` or their
    number. A text without any block of HTML keeps the paragraphs that its blank lines make.
    """
    return joined(paragraphs_of(markup))


def paragraphs_of(markup: str) -> list[Paragraph]:
    """`text_of`, before it is joined."""
    if "<" not in markup:
        return _plain_paragraphs(html.unescape(markup) if "&" in markup else markup)
    return _Reader(markup).paragraphs


def _plain_paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs of a text without tags. Its line breaks stay, unless it was wrapped at a width."""
    text = visible(text)
    if "\n" not in text:
        line = " ".join(text.split())
        return [Paragraph(line)] if line else []
    parts = ([" ".join(row.split()) for row in part.split("\n")] for part in _BLANK_LINE.split(text))
    return [Paragraph(_unwrapped(rows)) for part in parts if (rows := [row for row in part if row])]


def _unwrapped(rows: list[str]) -> str:
    """The rows of a paragraph, those that only a width had broken joined again."""
    width = max(map(len, rows))
    pieces = [rows[0]]
    for before, row in pairwise(rows):
        pieces += (" " if _broken(before, row, width) else "\n", row)
    return "".join(pieces)


def _broken(before: str, row: str, width: int) -> bool:
    """Whether the break between two rows comes of wrapping: the next word would not have fitted, or a sentence
    goes on."""
    fitted = len(before) + 1 + len(row.split(" ", 1)[0]) <= width
    if _SENTENCE_END.search(before):
        return 50 < width <= 100 and not fitted
    goes_on = row[0].islower() or row[0] in ",;)&"
    return goes_on or (50 < len(before) <= 100 and not (fitted and width <= 100) and "://" not in before)


class _Reader:
    """One pass over the tags of a markup; `paragraphs` holds what came of it."""

    def __init__(self, markup: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self._pieces: list[str] = []
        self._marker = ""  #: what the next paragraph begins with: the bullet or number of its item
        self._counters: list[int | None] = []  #: of the open lists: the last number, None for bullets
        self._in_item = False
        self._cells = 0  #: of the open row of a table
        self._link = False
        self._outside = False  #: whether this paragraph has text that is no link
        self._breaks = 0
        self._pre = False
        self._blocks = False
        self._parts = split_tags(markup)
        self._unclosed: set[str] = set()
        self._walk()

    def _walk(self) -> None:
        parts, pieces = self._parts, self._pieces
        self._text(parts[0])
        index, size = 1, len(parts)
        while index < size:
            slash, name, attributes, text = parts[index : index + 4]
            kind = KIND.get(name)
            if kind is None:
                kind = KIND.get(name.lower(), INLINE)
            if kind == LINK:
                self._link = not slash
            elif attributes and not slash and kind != IMAGE and furniture(attributes):
                index = self._leave_out(index)
                text = parts[index + 3]
            elif kind == BLOCK:
                self._blocks = True
                if pieces:
                    self._finish()
            elif kind:
                index = self._rare(kind, index)
                text = parts[index + 3]
            if text:
                if not self._blocks:
                    self._text(text)
                elif not text.isspace():
                    self._breaks = 0
                    self._outside = self._outside or not self._link
                    pieces.append(text)
                elif pieces:
                    pieces.append(" ")
            index += 4
        self._finish()

    def _text(self, text: str) -> None:
        """Text before the first block: its blank lines make paragraphs."""
        if not text.isspace():
            self._breaks = 0
            self._outside = self._outside or not self._link
        elif not self._pieces:
            return
        first, *others = _BLANK_LINE.split(text)
        self._pieces.append(first)
        for other in others:
            self._finish()
            self._pieces.append(other)

    def _rare(self, kind: int, index: int) -> int:
        """The index of the tag whose text comes next: the same, or a later one when a part is left out."""
        slash, name, attributes = self._parts[index : index + 3]
        if kind == BREAK:
            self._breaks += 1
            if self._breaks > 1:
                self._finish(breaks=self._breaks)
            else:
                self._pieces.append("\x00")
        elif kind == IMAGE:
            self._smiley(attributes)
        elif kind == CELL:
            self._cells += not slash
            self._pieces.append(" ")
        elif kind == ROW:
            self._blocks = True
            self._finish(row=self._cells > 1)
            self._cells = 0
        elif kind == ITEM:
            self._item(end=bool(slash))
        elif kind == LIST:
            self._list(name.lower(), end=bool(slash))
        elif kind == QUOTE:
            self._pieces.append("”" if slash else "“")
        elif kind == PRE:
            self._finish()
            self._blocks, self._pre = True, not slash
        elif not slash and (kind == SILENT or (kind == NOTE and self._is_reference(index))):
            return self._leave_out(index)
        return index

    def _leave_out(self, index: int) -> int:
        """Past the element that begins at `index`, when it has an end."""
        name = self._parts[index + 1].lower()
        end = 0 if name in self._unclosed else end_of(self._parts, index)
        if not end:  # it never ends: leaving it out would swallow the rest of the entry
            self._unclosed.add(name)
            return index
        if KIND.get(name) == BLOCK:
            self._blocks = True
            self._finish()
        if self._parts[end + 1].lower() == name and self._parts[end]:
            return end
        self._parts[end - 1] = ""
        return end - 4

    def _is_reference(self, index: int) -> bool:
        """Whether a `<sup>` is the number of a footnote."""
        following = self._parts[index + 3 : index + 7]
        if len(following) < 4:
            return False
        return following[2].lower() == "a" and "#" in following[3]

    def _item(self, *, end: bool) -> None:
        self._blocks = True
        self._finish()
        self._in_item = not end
        if end:
            return
        counter = self._counters[-1] if self._counters else None
        if counter is not None:
            self._counters[-1] = counter + 1
        self._marker = "• " if counter is None else f"{counter + 1}. "

    def _list(self, name: str, *, end: bool) -> None:
        self._blocks = True
        self._finish()
        self._marker, self._in_item = "", False
        if not end:
            self._counters.append(0 if name == "ol" else None)
        elif self._counters:
            self._counters.pop()

    def _smiley(self, attributes: str) -> None:
        """Emoji that a publishing system made pictures of."""
        if "emoji" in attributes or "smiley" in attributes:
            alt = attribute(attributes, "alt")
            if 0 < len(alt) <= 12 and not alt.isalnum():
                self._pieces.append(html.escape(alt, quote=False))

    def _finish(self, *, breaks: int = 0, row: bool = False) -> None:
        if self._pieces:
            text = "".join(self._pieces)
            self._pieces.clear()
            if "&" in text:
                text = html.unescape(text)
            text = _squeezed(text, pre=self._pre)
            if not (text.isascii() and text.isprintable()):
                text = lines(text)
            if text:
                item = row or self._in_item or bool(self._marker)
                if self._marker and not _ORDINAL.match(text):
                    text = self._marker + text
                self._marker = ""
                self.paragraphs.append(Paragraph(text, item, not self._outside))
        self._outside = False
        self._breaks = breaks


def _squeezed(text: str, *, pre: bool) -> str:
    """White space made single, but for the line breaks that were meant (`\\x00`, and those of `<pre>`)."""
    if pre:
        rows = (row.replace("\t", "    ").rstrip() for row in text.replace("\x00", "\n").split("\n"))
        return "\n".join(row for row in rows if row).strip()
    if "\x00" not in text:
        return " ".join(text.split())
    return "\n".join(row for part in text.split("\x00") if (row := " ".join(part.split())))
