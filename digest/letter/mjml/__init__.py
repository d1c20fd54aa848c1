"""MJML made safe: linted first, because the compiler drops mistakes in silence, then compiled in the box."""

from __future__ import annotations

from digest.letter.mjml.compile import compiled, linted
from digest.letter.mjml.places import Places, places

__all__ = ["Places", "compiled", "linted", "places"]
