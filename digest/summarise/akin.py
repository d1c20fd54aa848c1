"""Words that may stand for one another, so that "bests" after "beats" tells nothing new."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from digest.summarise.language import Language
from digest.summarise.words import stem

_UNITS = {"million": "m", "billion": "bn", "b": "bn", "mn": "m", "percent": "%", "thousand": "k"}
_AMOUNT = re.compile(r"(\d+)(bn|mn|m|b|k)\b")


def unsaid(stems: Iterable[str], told: Collection[str], table: Language) -> set[str]:
    """Those of `stems` that `told` has in no form: neither the stem nor one of its group."""
    groups = _groups(table)
    known = frozenset(number for one in told for number in groups.get(one, ()))
    return {one for one in stems if one not in told and known.isdisjoint(groups.get(one, ()))}


def meaning(stems: Iterable[str], table: Language) -> list[str]:
    """Stems with "AI-powered" in two, amounts in one spelling and words that news uses for one another as one."""
    parts: list[str] = []
    for one in stems:
        amount = _AMOUNT.fullmatch(one)
        split = amount.groups() if amount else one.split("-")
        parts += [_UNITS.get(part, table.standing.same.get(part, part)) for part in split]
    return parts


@lru_cache(maxsize=8)
def _groups(table: Language) -> dict[str, frozenset[int]]:
    """From a stem to the groups of like words that it is in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(table.meaning.groups):
        for word in sorted(group):
            found.setdefault(table.standing.same.get(stem(word), stem(word)), set()).add(number)
    return {one: frozenset(numbers) for one, numbers in found.items()}
