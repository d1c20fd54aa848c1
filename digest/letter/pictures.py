"""The stories' pictures: which may have one, which will do, embedded; and taken out again for mail.

A letter carries its pictures in itself, so that opening it asks nobody. A template names a picture by the address of
its part (`cid:`, RFC 2392); in `Letter.html` that is replaced by a `data:` address, which browsers show; mail clients
do not, so a mail has each picture as a part of its own again (`detached`). All of it is pure: the bytes are fetched
by `digest.feeds.pictures`, kept by the store, and put together by `digest.dressing`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from digest.letter import plain
from digest.letter.imagefiles import header
from digest.types import ImageFile, Issue, Item, Picture

#: Bytes of all pictures of a letter.
LIMIT = 1024 * 1024
#: Pixels: what the card has room for, and what is too small, too large or too odd in shape to stand over a story.
ROOM, SMALLEST, LARGEST = 544, 320, 10_000
#: Pixels that one is tall at most, as it is shown: of the lead as 4:3 fills the card, of others as 16:9 does, so that
#: no square makes a second story look like the first.
LEAD_TALL, STORY_TALL = 408, 306
#: Of a whole picture: four bytes each is what a reader's client needs to show it.
PIXELS = 16_000_000
SHAPES = (0.8, 3.0)

_EMBEDDED = re.compile(r'src="data:(image/(?:jpeg|png));base64,([A-Za-z0-9+/]+={0,2})"')
#: A publishing system's words for a picture that nobody described.
_NO_ALT = re.compile(
    r"(?:image|img|picture|photo|featured image|thumbnail|untitled|bild|foto)[\W_]*\d*"
    r"|\S{1,200}\.(?:jpe?g|png|gif|webp|avif)",
    re.IGNORECASE,
)


# -- which, and whether it will do ------------------------------------------------------------------


def wanting(issue: Issue, images: str) -> tuple[Item, ...]:
    """The stories that may have a picture under `letter.images`, in rank order: none (`off`), the lead (`lead`), or
    all that are told in full (`all`). Sections by medium stand side by side in rank."""
    kinds = {"lead": ("lead",), "all": ("lead", "stories")}.get(images, ())
    placed = [
        (section.kind != "lead", place, nth, item)
        for nth, section in enumerate(issue.sections)
        if section.kind in kinds
        for place, item in enumerate(section.items)
    ]
    return tuple(item for *_, item in sorted(placed, key=lambda row: row[:3]))


def with_pictures(issue: Issue, images: str, found: Mapping[str, ImageFile]) -> Issue:
    """The issue with its pictures, of those files (by address) that will do; where a story has none, it says why.

    All together weigh `LIMIT` at most: the higher story's goes first, and a smaller one of a lower story may still fit.
    The same bytes twice are two stories with a publisher's stand-in for a picture, so only the first shows them.
    """
    chosen: dict[str, Item] = {}
    room, seen = LIMIT, set[str]()
    for nth, item in enumerate(wanting(issue, images)):
        made = _made(item, found, STORY_TALL if nth else LEAD_TALL)
        if isinstance(made, Picture) and made.hash in seen:
            made = "a higher story has the same one"
        if isinstance(made, Picture) and made.size > room:
            made = (
                f"its {made.size:,} bytes do not fit: all pictures of a letter have {LIMIT:,} at most, "
                f"and those of higher stories left {room:,}"
            )
        if isinstance(made, Picture):
            room -= made.size
            seen.add(made.hash)
            chosen[item.story_id] = dataclasses.replace(item, picture=made, no_picture="")
        else:
            chosen[item.story_id] = dataclasses.replace(item, picture=None, no_picture=made)
    return _each(issue, lambda item: chosen.get(item.story_id, item))


def _made(item: Item, found: Mapping[str, ImageFile], tall: int) -> Picture | str:
    if reason := unasked(item):
        return reason
    assert item.image
    known = found.get(item.image.url)
    if known is None:
        return "it was not asked for: there was no time, or no network"
    return picture(known.data, alt=_alt(item), tall=tall) if known.data else known.detail


def unasked(item: Item) -> str:
    """Why a story's picture need not be asked for; "" when it may do."""
    if item.image is None or not item.image.url:
        return "its publisher gives none"
    if item.image.width is not None and item.image.width < SMALLEST:
        return f"its publisher gives one {item.image.width} pixels wide, and {SMALLEST} are the least"
    return ""


def _alt(item: Item) -> str:
    """What the publisher says is to be seen; "" for what says nothing, or only repeats the headline."""
    said = plain.line(item.image.alt) if item.image else ""
    headlines = {plain.line(words).casefold() for words in (item.headline, item.lead.title)}
    return "" if said.casefold() in headlines or _NO_ALT.fullmatch(said) else said[:300]


def picture(data: bytes, *, alt: str = "", tall: int = LEAD_TALL) -> Picture | str:
    """The bytes as a picture of the letter, shown at most `tall` pixels tall; or why they will not do, in words."""
    if len(data) > LIMIT:
        return f"it has {len(data):,} bytes, and {LIMIT:,} are the most"
    found = header(data)
    if isinstance(found, str):
        return found
    width, height = found.width, found.height
    if not 0 < min(width, height) <= max(width, height) <= LARGEST or width * height > PIXELS:
        return f"it says that it has {width} × {height} pixels, and {PIXELS:,} are the most"
    if width < SMALLEST:
        return f"it is {width} pixels wide, and {SMALLEST} are the least"
    if not SHAPES[0] <= width / height <= SHAPES[1]:
        return f"it has the shape of a {'tower' if width < height else 'banner'} ({width} × {height} pixels)"
    scale = min(1.0, ROOM / width, tall / height)
    return Picture(
        hash=hashlib.sha256(data).hexdigest(),
        kind=found.kind,
        size=len(data),
        width=round(width * scale),
        height=round(height * scale),
        alt=alt,
    )


# -- in the letter, and beside it -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A picture beside the HTML of a mail: `Content-ID: <name>`."""

    name: str
    kind: str
    data: bytes


def parts_of(issue: Issue, data: Mapping[str, bytes]) -> tuple[Part, ...]:
    """The pictures of an issue whose bytes are there, by their hash."""
    shown = (item.picture for item in issue.items if item.picture and item.picture.hash in data)
    return tuple(Part(name=one.name, kind=one.kind, data=data[one.hash]) for one in shown)


def without_lost(issue: Issue, data: Mapping[str, bytes]) -> Issue:
    """The issue without the pictures whose bytes are not there any more: nothing in it points nowhere."""

    def change(item: Item) -> Item:
        if item.picture is None or item.picture.hash in data:
            return item
        return dataclasses.replace(item, picture=None, no_picture="its bytes are not kept any more")

    return _each(issue, change)


def only_wanted(issue: Issue, images: str) -> Issue:
    """The issue as `letter.images` has it now: a draft may be older than that setting."""
    wanted = {id(item) for item in wanting(issue, images)}

    def change(item: Item) -> Item:
        if item.picture is None or id(item) in wanted:
            return item
        return dataclasses.replace(item, picture=None)

    return _each(issue, change)


def _each(issue: Issue, change: Callable[[Item], Item]) -> Issue:
    return dataclasses.replace(
        issue,
        sections=tuple(
            dataclasses.replace(section, items=tuple(map(change, section.items)))
            for section in issue.sections
        ),
    )


def embedded(html: str, *parts: Part) -> str:
    """The HTML with the pictures' bytes where their addresses stood."""
    for part in parts:
        address = f"data:{part.kind};base64,{b64encode(part.data).decode()}"
        html = html.replace(f'src="cid:{part.name}"', f'src="{address}"')
    return html


def detached(html: str) -> tuple[str, tuple[Part, ...]]:
    """The HTML as mail has it, and the parts that go beside it (multipart/related), each once."""
    parts: dict[str, Part] = {}

    def named(match: re.Match[str]) -> str:
        try:
            data = b64decode(match[2])
        except ValueError:
            return match[0]  # of a template of the user's; the gate says what is wrong with it
        name = f"{hashlib.sha256(data).hexdigest()[:24]}@digest"
        parts[name] = Part(name=name, kind=match[1], data=data)
        return f'src="cid:{name}"'

    return _EMBEDDED.sub(named, html), tuple(parts.values())
