"""What changed, for people and for programs: `explain --diff`, `teach --diff`, `eval --backtest`."""

from __future__ import annotations

from typing import Any

from digest.app import show
from digest.evaluate.difference import Change, Difference, Place

_MARKS = {"new": "+", "gone": "-", "kept": "", "left": ""}


def change_json(change: Change) -> dict[str, Any]:
    shown = change.shown
    return {
        "change": change.kind,
        "story": shown.story,
        "headline": shown.headline,
        "source": shown.source,
        "before": _place_json(change.before),
        "after": _place_json(change.after),
    }


def _place_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    relevance = None if place.relevance is None else round(place.relevance, 6)
    return {"story": place.story, "rank": place.rank, "relevance": relevance, "reason": place.reason}


def difference_json(found: Difference) -> dict[str, Any]:
    return {
        **{kind: found.count(kind) for kind in ("kept", "gone", "new")},
        "overlap": round(found.overlap, 3),
        "stories": [change_json(change) for change in found.told],
        "moved": [change_json(change) for change in found.moved],
    }


def show_difference(found: Difference) -> None:
    """Every story of either issue with its rank and relevance before and after; then what moved below."""
    rows = [_row(change) for change in found.told]
    if rows:
        show.table(["", ">rank", ">relevance", "story", "headline", "why"], rows)
    if found.moved:
        show.say("Left out in both, and moved")
        show.table(["", ">rank", ">relevance", "story", "headline", "why"], map(_row, found.moved))
    if not found.told:
        show.say("No story is in either issue.")
    elif not (found.count("new") or found.count("gone")):
        show.say(f"The same {show.stories(len(found.told))}.")
    else:
        show.say(f"{found.count('kept')} kept, {found.count('gone')} gone, {found.count('new')} new.")


def _row(change: Change) -> tuple[str, ...]:
    ranks, values = zip(*(_said(place) for place in (change.before, change.after)), strict=True)
    out = change.kind in ("gone", "left")
    why = show.with_setting(change.after.reason) if change.after and out else ""
    if change.after is None:
        why = "not in this window any more"
    shown = change.shown
    return (
        _MARKS[change.kind], _arrow(ranks), _arrow(values), shown.story,
        f"{shown.headline} ({shown.source})", why,
    )  # fmt: skip


def _said(place: Place | None) -> tuple[str, str]:
    if place is None:
        return "–", "–"
    value = "–" if place.relevance is None else f"{place.relevance:.2f}"
    return str(place.rank or "–"), value


def _arrow(pair: tuple[str, str]) -> str:
    return pair[1] if pair[0] == pair[1] else f"{pair[0]} → {pair[1]}"
