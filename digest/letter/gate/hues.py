"""Colours as CSS writes them, one laid on another, and as mail clients turn them dark."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple


class Hue(NamedTuple):
    """A colour: red, green and blue of 0 to 255, alpha of 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"


BLACK, WHITE, BLUE = Hue(0, 0, 0), Hue(255, 255, 255), Hue(0, 0, 238)

#: The names of CSS Color 4, § 6.1.
_NAMED: Final = """aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887
cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c
cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9
darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f
darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc
ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0
hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff lightgoldenrodyellow fafad2
lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa
lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00
limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd
mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6
palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9
peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f
royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f
steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3
white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32 canvas ffffff canvastext 000000 linktext 0000ee"""
_NAMES = dict(zip(_NAMED.split()[::2], _NAMED.split()[1::2], strict=True))
_HEX = re.compile(r"#([0-9a-f]{3,8})$")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]{1,120})\)$")
#: A colour inside a shorthand such as `background`.
_INSIDE = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^()]{1,120}\)|(?<![\w-])[a-z]{3,20}(?![\w(-])")


@lru_cache(maxsize=1024)
def hue(text: str) -> Hue | None:
    """A colour; None for what is none, or is of a kind that cannot be told here (`var()`, `oklch()`)."""
    text = text.strip().lower()
    if text == "transparent":
        return Hue(0, 0, 0, 0.0)
    if found := _HEX.match("#" + _NAMES[text] if text in _NAMES else text):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        if len(digits) not in (6, 8):
            return None
        red, green, blue, *alpha = bytes.fromhex(digits)
        return Hue(red, green, blue, alpha[0] / 255 if alpha else 1.0)
    if found := _FUNCTION.match(text):
        parts = [part for part in re.split(r"[\s,/]+", found[2].strip()) if part]
        if len(parts) in (3, 4):
            return _made(found[1], parts)
    return None


def _made(kind: str, parts: list[str]) -> Hue | None:
    """rgb() and hsl(), with commas or without."""
    try:
        alpha = _share(parts[3], 1) if len(parts) == 4 else 1.0
        if kind == "rgb":
            red, green, blue = (_share(part, 255) * 255 for part in parts[:3])
        else:
            turn = float(parts[0].removesuffix("deg")) / 360 % 1
            light, rich = (_share(parts[n].removesuffix("%") + "%", 1) for n in (2, 1))
            red, green, blue = (255 * part for part in colorsys.hls_to_rgb(turn, light, rich))
    except (ValueError, OverflowError):
        return None
    return Hue(round(red), round(green), round(blue), alpha)


def _share(text: str, of: int) -> float:
    """`50%`, or `128` of 255, as 0 to 1."""
    value = float(text[:-1]) / 100 if text.endswith("%") else float(text) / of
    if value != value:
        raise ValueError(text)
    return min(1.0, max(0.0, value))


@lru_cache(maxsize=1024)
def hue_inside(shorthand: str) -> Hue | None:
    """The colour of a `background`; None when it names none."""
    outside = re.sub(r"url\([^)]*\)?", " ", shorthand.lower())
    found = (hue(word) for word in _INSIDE.findall(outside))
    return next((one for one in found if one is not None), None)


def over(top: Hue, ground: Hue) -> Hue:
    """A colour as it looks on an opaque ground."""
    if top.alpha >= 1:
        return top
    mixed = (round(t * top.alpha + g * (1 - top.alpha)) for t, g in zip(top[:3], ground[:3], strict=True))
    return Hue(*mixed)


def shades(colour: Hue) -> Iterator[Hue]:
    """A colour in every lightness, the nearest first: the eye sees no difference between two steps."""
    turn, light, rich = colorsys.rgb_to_hls(*(part / 255 for part in colour[:3]))
    for step in sorted((n / 256 for n in range(257)), key=lambda step: abs(step - light)):
        yield Hue(*(round(255 * part) for part in colorsys.hls_to_rgb(turn, step, rich)))


#: Lightness (CIELAB, 0 to 100) of what a white ground becomes: Outlook on the web takes #333333, others black.
OUTLOOK_BLACK, BLACKEST = 21.25, 0.0
_WHITE_POINT = (0.95047, 1.0, 1.08883)
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_TO_RGB = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))


@lru_cache(maxsize=1024)
def turned(colour: Hue, blackest: float) -> Hue:
    """The colour of the same hue and the opposite lightness, white becoming `blackest`."""
    light, a, b = _lab(colour)
    return _from_lab(blackest + (100 - blackest) * (100 - light) / 100, a, b)._replace(alpha=colour.alpha)


def lightness(colour: Hue) -> float:
    """CIELAB's L, 0 to 100."""
    return _lab(colour)[0]


def _lab(colour: Hue) -> tuple[float, float, float]:
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (c / 255 for c in colour[:3])
    ]
    x, y, z = (
        sum(k * part for k, part in zip(row, linear, strict=True)) / white
        for row, white in zip(_TO_XYZ, _WHITE_POINT, strict=True)
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _from_lab(light: float, a: float, b: float) -> Hue:
    middle = (light + 16) / 116
    roots = (middle + a / 500, middle, middle - b / 200)
    xyz = [
        white * (root**3 if root**3 > 0.008856 else (root - 16 / 116) / 7.787)
        for root, white in zip(roots, _WHITE_POINT, strict=True)
    ]
    parts = []
    for row in _TO_RGB:
        part = sum(k * value for k, value in zip(row, xyz, strict=True))
        part = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        parts.append(round(255 * min(1.0, max(0.0, part))))
    return Hue(*parts)
