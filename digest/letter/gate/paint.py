"""What one element hands down to its texts: colour, ground, size. The cascade as far as legibility goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from digest.letter.gate import css
from digest.letter.gate.hues import (
    BLACK,
    BLACKEST,
    BLUE,
    OUTLOOK_BLACK,
    WHITE,
    Hue,
    hue,
    hue_inside,
    lightness,
    over,
    turned,
)

#: The properties that have to do with legibility.
RELEVANT = frozenset(
    {
        "color", "background", "background-color", "font", "font-size", "font-weight", "text-decoration",
        "text-decoration-line", "text-align", "display", "visibility", "opacity", "max-height", "border-bottom",
        "vertical-align",
    }
)  # fmt: skip
#: What a browser takes for a dark page that says nothing else.
_NIGHT, _NIGHT_LINK = Hue(18, 18, 18), Hue(158, 158, 255)
_SIZES = {
    "h1": 2.0,
    "h2": 1.5,
    "h3": 1.17,
    "h4": 1.0,
    "h5": 0.83,
    "h6": 0.67,
    "small": 0.83,
    "sup": 0.83,
    "sub": 0.83,
}
_BOLD = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_UNSEEN = frozenset(
    {"head", "script", "style", "title", "template", "option", "textarea", "datalist", "object"}
)
_PLAIN = frozenset(
    {"p", "div", "span", "table", "tbody", "tr", "td", "em", "i", "br", "ul", "ol", "li", "center"}
)
_KEYWORDS = {
    "xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
}  # fmt: skip
#: <font size="…">, 1 to 7, in pixels.
_FONT = {"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48}
Turn = Literal["", "whole", "part"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a letter is read: where, and in which light."""

    name: str
    width: int = 600  #: CSS pixels
    dark: bool = False  #: the client obeys `prefers-color-scheme`
    turn: Turn = ""  #: colours that the client makes itself: all, or light grounds and dark text
    night: bool = False  #: the letter says that it knows dark mode, so the browser's own colours are dark


class Paint(NamedTuple):
    """What a text inherits."""

    colour: Hue
    ground: Hue | None  #: None on a picture or a gradient without a colour below
    was: Hue  #: as written, before a client turned it
    ground_was: Hue | None
    size: float  #: CSS pixels
    bold: bool
    underlined: bool
    justified: bool
    raised: bool  #: a superscript
    hidden: bool
    opacity: float
    link: bool  #: inside an <a href>


class Weighed(NamedTuple):
    """A declaration with what it weighs in the cascade."""

    weight: tuple[bool, bool, tuple[int, int, int], int]
    declaration: css.Declaration
    ours: bool  #: of a rule for [data-ogsc], whose colours Outlook leaves as they are


def start(reading: Reading) -> Paint:
    """What the letter begins with."""
    colour, ground = (WHITE, _NIGHT) if reading.night else (BLACK, WHITE)
    return Paint(
        colour=turned_text(colour, reading),
        ground=_turned_ground(ground, reading),
        was=colour,
        ground_was=ground,
        size=16.0,
        bold=False,
        underlined=False,
        justified=False,
        raised=False,
        hidden=False,
        opacity=1.0,
        link=False,
    )


def painted(
    above: Paint, tag: str, attributes: Mapping[str, str], rules: Sequence[Weighed], reading: Reading
) -> Paint:
    """What an element hands down, given what its parent does and the rules of the head that are for it."""
    rows: Iterable[Weighed] = weighed(attributes.get("style", ""))
    if rules:
        rows = sorted([*rules, *rows], key=lambda row: row.weight)
    paint = _by_tag(above, tag, attributes, reading)
    for row in rows:
        paint = _declared(paint, above, row, reading)
    return paint


@lru_cache(maxsize=4096)
def weighed(style: str) -> tuple[Weighed, ...]:
    """The declarations of a style attribute that have to do with legibility, as they weigh among each other."""
    told = enumerate(css.declarations(style))
    rows = [Weighed((d.important, True, (0, 0, 0), n), d, False) for n, d in told if d.name in RELEVANT]
    return tuple(sorted(rows, key=lambda row: row.weight))


def _by_tag(above: Paint, tag: str, attributes: Mapping[str, str], reading: Reading) -> Paint:
    """What the browser's own sheet and the attributes of old say."""
    if (
        tag in _PLAIN
        and "bgcolor" not in attributes
        and "hidden" not in attributes
        and "align" not in attributes
    ):
        return above
    paint = above._replace(
        bold=above.bold or tag in _BOLD,
        size=above.size * _SIZES.get(tag, 1.0),
        raised=above.raised or tag in ("sup", "sub"),
        hidden=above.hidden or tag in _UNSEEN or "hidden" in attributes,
        underlined=above.underlined or tag in ("u", "ins"),
    )
    if tag == "a" and attributes.get("href"):
        colour = _NIGHT_LINK if reading.night else BLUE
        paint = paint._replace(link=True, underlined=True, was=colour, colour=turned_text(colour, reading))
    if tag == "font":
        paint = paint._replace(size=float(_FONT.get((attributes.get("size") or "").strip(), paint.size)))
    written = {
        "color": attributes.get("color")
        if tag == "font"
        else attributes.get("text")
        if tag == "body"
        else None
    }
    written["background-color"] = attributes.get("bgcolor")
    for name, value in written.items():
        if value and (colour_ := hue(value) or hue(f"#{value}")):
            row = Weighed((False, False, (0, 0, 0), 0), css.Declaration(name, colour_.hex), False)
            paint = _declared(paint, above, row, reading)
    return paint._replace(justified=paint.justified or (attributes.get("align") or "").lower() == "justify")


def _declared(paint: Paint, above: Paint, row: Weighed, reading: Reading) -> Paint:
    """One declaration more."""
    name, value = row.declaration.name, row.declaration.value.lower()
    match name:
        case "color":
            return _coloured(paint, above, value, row.ours, reading)
        case "background-color" | "background":
            return _grounded(paint, above, name, value, row.ours, reading)
        case "font-size" | "font":
            return paint._replace(
                size=_size(value, above, name), bold=_bold(value, paint) if name == "font" else paint.bold
            )
        case "font-weight":
            return paint._replace(bold=_bold(value, paint))
        case "text-align":
            return paint._replace(justified=value == "justify")
        case "vertical-align":
            return paint._replace(raised=value in ("super", "sub"))
        case "opacity" if (share := css.length(value, 1.0)) is not None:
            return paint._replace(
                opacity=above.opacity * min(1.0, max(0.0, share)), hidden=paint.hidden or share == 0
            )
        case _:
            return _shown(paint, above, name, value)


def _shown(paint: Paint, above: Paint, name: str, value: str) -> Paint:
    if name in ("text-decoration", "text-decoration-line"):
        return paint._replace(underlined="underline" in value or above.underlined)
    if name == "border-bottom" and not re.match(r"(none|0)", value):
        return paint._replace(underlined=True)
    if name == "display":
        return paint._replace(hidden=above.hidden or value == "none")
    if name == "visibility":
        return paint._replace(hidden=above.hidden or value in ("hidden", "collapse"))
    if name == "max-height":
        return paint._replace(hidden=paint.hidden or css.length(value) == 0)
    return paint


def _coloured(paint: Paint, above: Paint, value: str, ours: bool, reading: Reading) -> Paint:
    if value in ("inherit", "currentcolor", "unset"):
        return paint._replace(colour=above.colour, was=above.was)
    written = hue(value)
    if written is None:
        return paint
    return paint._replace(was=written, colour=written if ours else turned_text(written, reading))


def _grounded(paint: Paint, above: Paint, name: str, value: str, ours: bool, reading: Reading) -> Paint:
    pictured = name == "background" and ("url(" in value or "gradient(" in value)
    written = (
        hue(value) if name == "background-color" else None if "gradient(" in value else hue_inside(value)
    )
    if written is None or written.alpha == 0:
        return paint._replace(ground=None, ground_was=None) if pictured else paint
    made = written if ours else _turned_ground(written, reading)
    below, below_was = above.ground or WHITE, above.ground_was or WHITE
    return paint._replace(ground=over(made, below), ground_was=over(written, below_was))


def turned_text(colour: Hue, reading: Reading) -> Hue:
    if reading.turn == "whole":
        return turned(colour, BLACKEST)
    return turned(colour, OUTLOOK_BLACK) if reading.turn == "part" and lightness(colour) < 50 else colour


def _turned_ground(colour: Hue, reading: Reading) -> Hue:
    if reading.turn == "whole":
        return turned(colour, BLACKEST)
    return turned(colour, OUTLOOK_BLACK) if reading.turn == "part" and lightness(colour) > 50 else colour


def _size(value: str, above: Paint, name: str) -> float:
    """CSS pixels of a `font-size`, or of the size in a `font`."""
    words = [value] if name == "font-size" else value.split("/")[0].split()
    for word in words:
        if word in _KEYWORDS:
            return float(_KEYWORDS[word])
        if (word in ("smaller", "larger")) and name == "font-size":
            return above.size * (0.83 if word == "smaller" else 1.2)
        pixels = css.length(word, above.size)
        if pixels is not None and (name == "font-size" or not word.isdigit()):
            return pixels
    return above.size


def _bold(value: str, paint: Paint) -> bool:
    if re.search(r"\bbold(er)?\b|\b[6-9]00\b", value):
        return True
    return False if re.search(r"\b(normal|lighter|[1-5]00)\b", value) else paint.bold


def seen(paint: Paint) -> tuple[Hue, Hue] | None:
    """The colour as it looks on its ground, and the ground; None where the ground is a picture."""
    if paint.ground is None:
        return None
    faded = paint.colour._replace(alpha=paint.colour.alpha * paint.opacity)
    return over(faded, paint.ground), paint.ground
