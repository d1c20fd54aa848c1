"""The lead's picture: read, sized, embedded; and taken out again for mail, where it travels beside the HTML.

A letter carries its picture in itself, so that opening it asks nobody. In `Letter.html` it is a `data:` address, which
browsers show; mail clients do not, so a mail has it as a part of its own (`detached`, RFC 2392). The bytes come from
whoever is asked to render: nothing is fetched here.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from digest.letter import plain
from digest.types import Issue, Item

#: Bytes of all pictures of a letter.
LIMIT = 1024 * 1024
#: Pixels: what the card has room for, and what is too small, too large or too odd in shape to lead.
ROOM, SMALLEST, LARGEST = 544, 320, 10_000
SHAPES = (0.8, 3.0)

_EMBEDDED = re.compile(r'src="data:(image/(?:jpeg|png));base64,([A-Za-z0-9+/]+={0,2})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as a letter carries it. Width and height are those it is shown at."""

    data: bytes
    kind: Literal["image/jpeg", "image/png"]
    width: int
    height: int
    alt: str = ""

    @property
    def name(self) -> str:
        """Of its part in a mail: the same for the same bytes."""
        return f"{hashlib.sha256(self.data).hexdigest()[:24]}@digest"

    @property
    def source(self) -> str:
        """What a template says: the address of that part."""
        return f"cid:{self.name}"


def lead_picture(issue: Issue, found: Mapping[str, bytes]) -> Picture | None:
    """The picture of the issue's lead, from the bytes by address that were found; None when none will do."""
    lead = next((s.items[0] for s in issue.sections if s.kind == "lead" and s.items), None)
    if lead is None or lead.image is None or lead.image.url not in found:
        return None
    return picture(found[lead.image.url], alt=_alt(lead))


def _alt(item: Item) -> str:
    """What the publisher says is to be seen; "" for what says nothing, or only repeats the headline."""
    said = plain.line(item.image.alt) if item.image else ""
    return "" if said.casefold() == plain.line(item.headline).casefold() else said[:300]


def picture(data: bytes, *, alt: str = "") -> Picture | None:
    """The bytes as a picture of the letter; None for what is no JPEG or PNG, too heavy, or of no use as a lead."""
    size = _size(data) if len(data) <= LIMIT else None
    if size is None:
        return None
    kind, width, height = size
    if not (
        SMALLEST <= width <= LARGEST and 0 < height <= LARGEST and SHAPES[0] <= width / height <= SHAPES[1]
    ):
        return None
    shown = min(width, ROOM)
    return Picture(data=data, kind=kind, width=shown, height=round(height * shown / width), alt=alt)


def _size(data: bytes) -> tuple[Literal["image/jpeg", "image/png"], int, int] | None:
    """Kind, width and height, by the file's own header."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        return "image/png", int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC):  # a frame: T.81, B.2.2
            return (
                "image/jpeg",
                int.from_bytes(data[at + 7 : at + 9], "big"),
                int.from_bytes(data[at + 5 : at + 7], "big"),
            )
        alone = (
            marker == 0xFF or marker == 0x01 or marker in range(0xD0, 0xD9)
        )  # a fill byte, or no length follows
        at += (1 if marker == 0xFF else 2) if alone else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def embedded(html: str, picture: Picture) -> str:
    """The HTML with the picture's bytes where its address stood."""
    address = f"data:{picture.kind};base64,{b64encode(picture.data).decode()}"
    return html.replace(f'src="{picture.source}"', f'src="{address}"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A picture beside the HTML of a mail: `Content-ID: <name>`."""

    name: str
    kind: str
    data: bytes


def detached(html: str) -> tuple[str, tuple[Part, ...]]:
    """The HTML as mail has it, and the parts that go beside it (multipart/related), each once."""
    parts: dict[str, Part] = {}

    def named(match: re.Match[str]) -> str:
        data = b64decode(match[2])
        name = f"{hashlib.sha256(data).hexdigest()[:24]}@digest"
        parts[name] = Part(name=name, kind=match[1], data=data)
        return f'src="cid:{name}"'

    return _EMBEDDED.sub(named, html), tuple(parts.values())
