"""Colours by contrast: WCAG 2.2's ratio, and an accent made readable on the grounds that it stands on."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import Final

#: What text needs on its ground (WCAG 2.2, 1.4.3 at AA).
TEXT: Final = 4.5
#: Steps of lightness that are tried: the eye sees no difference between two of them.
_STEPS: Final = 256


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def readable(colour: str, grounds: Iterable[str], ratio: float = TEXT) -> str:
    """`colour` if it has the ratio on each ground, else the nearest lightness of the same hue that has it.

    On grounds of one kind, all light or all dark, there is always one: black or white in the end.
    """
    grounds = tuple(grounds)
    hue, light, saturation = colorsys.rgb_to_hls(*_parts(colour))
    tries = sorted((n / _STEPS for n in range(_STEPS + 1)), key=lambda step: abs(step - light))
    for made in (colour.upper(), *(_hex(colorsys.hls_to_rgb(hue, step, saturation)) for step in tries)):
        if all(contrast(made, ground) >= ratio for ground in grounds):
            return made
    raise ValueError(f"no lightness of {colour} has {ratio}:1 on all of {', '.join(grounds)}")


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
