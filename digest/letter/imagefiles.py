"""What a picture's file says of itself: JPEG or PNG, its size, and whether it is whole. Pure; nothing is decoded.

Only headers are read, so no file can make this work for long; what a reader's client would have to unpack is known
from them too. JPEG: ITU-T T.81, annex B; PNG: W3C, third edition, 5.3 and 11.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["image/jpeg", "image/png"]

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Fill bytes and markers that no length follows.
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN, _END = 0xDA, b"\xff\xd9"
_FILL = re.compile(rb"\xff+")
#: How other kinds begin, so that a reason can name them.
_OTHERS = (
    (b"GIF8", "a GIF"),
    (b"RIFF", "a WebP"),
    (b"<svg", "an SVG"),
    (b"<?xml", "an XML file"),
    (b"<", "a page of HTML"),
)


@dataclass(frozen=True, slots=True)
class Header:
    """A picture that is whole, as far as its file says."""

    kind: Kind
    width: int  #: pixels
    height: int


def header(data: bytes) -> Header | str:
    """What the file is; or why it is no picture for a letter, in words."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1"):
        return "it is an AVIF or HEIC, and mail clients show JPEG and PNG"
    begin = data[:64].lstrip()
    found = next((name for magic, name in _OTHERS if begin.lower().startswith(magic.lower())), "")
    return f"it is {found or 'no picture'}, and mail clients show JPEG and PNG"


def _png(data: bytes) -> Header | str:
    """Its first chunk, and that the chunks go on to the last one. A moving one (APNG) is none for a letter: nobody
    could stop it (WCAG 2.2, 2.2.2)."""
    if data[8:16] != b"\x00\x00\x00\rIHDR" or len(data) < 33:
        return "its PNG header is damaged"
    at, kind, pixels = 8, b"", 0
    while kind != b"IEND":
        if at + 12 > len(data):
            return "the PNG is cut short"
        kind = data[at + 4 : at + 8]
        if kind == b"acTL":
            return "it moves (an animated PNG)"
        length = int.from_bytes(data[at : at + 4], "big")
        pixels += length if kind == b"IDAT" else 0
        at += 12 + length
    if at > len(data) or not pixels:
        return "the PNG is cut short"
    return Header("image/png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _jpeg(data: bytes) -> Header | str:
    """The frame's header, before the first scan; and an end behind that. A thumbnail in another segment is skipped."""
    at, found = 2, None
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at = _FILL.match(data, at).end() - 1  # type: ignore[union-attr]  # it begins here
            continue
        if marker in _ALONE:
            at += 2
            continue
        if marker == _SCAN:
            break
        if marker in _FRAMES and at + 10 <= len(data):
            found = data[at + 4 : at + 10]
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    else:
        return "the JPEG is cut short"
    if found is None:
        return "its JPEG header is damaged"
    scan = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if data.find(_END, at) <= scan:
        return "the JPEG is cut short"
    if found[0] != 8 or found[5] not in (1, 3):
        return "it is a JPEG for print (CMYK, or more than eight bits), which not every client shows"
    return Header("image/jpeg", int.from_bytes(found[3:5], "big"), int.from_bytes(found[1:3], "big"))
