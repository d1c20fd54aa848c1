"""What the lexicon's words say of an entry: which side of the topic is spoken of, where, and what speaks against."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from digest.choose.lexicon import NEAR, TITLE, Match, Side

#: The features that `features` gives, in order. Each is 0 to about 1, `against` the sum of weights against.
NAMES = (
    "ai",
    "media",
    "ai in title",
    "media in title",
    "named",
    "named in title",
    "side by side",
    "act",
    "against",
    "both sides",
    "both in title",
    "act of both",
)
_SIDES: tuple[tuple[str, Side], ...] = (("AI and media", "both"), ("AI", "ai"), ("media", "media"))


def features(matches: Sequence[Match]) -> tuple[float, ...]:
    """In the order of `NAMES`. The products say that both sides are there: the topic is a conjunction."""
    strongest = _strongest(matches)
    title = [match for match in strongest if match.zone == TITLE]
    ai, media = _surely(strongest, ("ai", "both")), _surely(strongest, ("media", "both"))
    ai_title, media_title = _surely(title, ("ai", "both")), _surely(title, ("media", "both"))
    act = max((match.weight for match in strongest if match.concept.side == "act"), default=0.0)
    return (
        ai,
        media,
        ai_title,
        media_title,
        _surely(strongest, ("both",)),
        _surely(title, ("both",)),
        _side_by_side(matches),
        act,
        math.fsum(match.weight for match in _against(strongest)),
        ai * media,
        ai_title * media_title,
        act * ai * media,
    )


def reasons(matches: Sequence[Match]) -> list[str]:
    """`AI: chatbot, OpenAI`, `media: songs`, `against: deals (save $)`."""
    strongest = _strongest(matches)
    labels = ((name, _labels(strongest, side)) for name, side in _SIDES)
    said = [f"{name}: {', '.join(found)}" for name, found in labels if found]
    return said + [f"against: {m.concept.group} ({m.concept.label})" for m in _against(strongest)]


def media(matches: Sequence[Match]) -> tuple[tuple[str, float], ...]:
    """The media spoken of, each with how much speaks for it."""
    weights: dict[str, float] = {}
    for match in sorted(_strongest(matches), key=lambda m: (m.concept.words, m.concept.side)):
        if match.concept.medium:
            weights[match.concept.medium] = weights.get(match.concept.medium, 0.0) + match.weight
    return tuple(sorted(weights.items()))


def _against(strongest: Sequence[Match]) -> list[Match]:
    """The strongest phrase of each kind that speaks against."""
    worst: dict[str, Match] = {}
    for match in sorted(strongest, key=lambda m: (m.weight, m.concept.label)):
        if match.concept.side == "off":
            worst[match.concept.group] = match
    return [worst[group] for group in sorted(worst)]


def _strongest(matches: Iterable[Match]) -> list[Match]:
    """Each phrase once a side, where it counts most."""
    best: dict[tuple[Side, tuple[str, ...]], Match] = {}
    for match in matches:
        key = (match.concept.side, match.concept.words)
        if key not in best or match.weight > best[key].weight:
            best[key] = match
    return list(best.values())


def _surely(matches: Iterable[Match], sides: Sequence[str]) -> float:
    """How surely a side is there: 1 minus the chance that every phrase of it misleads."""
    doubt = 1.0
    for match in matches:
        if match.concept.side in sides:
            doubt *= 1 - match.weight
    return 1 - doubt


def _side_by_side(matches: Sequence[Match]) -> float:
    """The surest pair of an AI phrase and a media phrase that are neighbours and do not overlap."""
    ai = [match for match in matches if match.concept.side == "ai"]
    media_ = [match for match in matches if match.concept.side == "media"]
    return max(
        (
            a.weight * b.weight
            for a in ai
            for b in media_
            if a.zone == b.zone and 0 <= max(a.at, b.at) - min(a.end, b.end) <= NEAR
        ),
        default=0.0,
    )


def _labels(matches: Sequence[Match], side: Side) -> list[str]:
    found = sorted((m for m in matches if m.concept.side == side), key=lambda m: (-m.weight, m.concept.label))
    return [match.concept.label for match in found[:4]]
