"""What the judge of facts knows of a language: dates, numbers, who says, what is denied, what means the same.

Words are casefolded and phrases have single spaces. A language whose table is empty is judged by its figures,
quotation marks and capitals alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = frozenset[str]
Numbers = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dates:
    """Expressions of date. `eq=False`: a table is itself and nothing else, and may key a cache."""

    months: Numbers = field(default_factory=dict)  #: 1 to 12, with their short forms
    weekdays: Numbers = field(default_factory=dict)  #: 0 is Monday
    days: Numbers = field(default_factory=dict)  #: "yesterday": -1, days from the day of publication
    units: Mapping[str, str] = field(default_factory=dict)  #: to "day", "week", "weekend", "month", "year"
    shift: Numbers = field(
        default_factory=dict
    )  #: before a unit or weekday: "last": -1, "this": 0, "next": 1
    shift_after: Numbers = field(default_factory=dict)  #: behind it: "pasado": -1
    seasons: Words = frozenset()  #: "spring": parts of a year without a date of their own
    spans: Words = frozenset()  #: before `shift` words that then measure and do not date: "the last year"
    ago: tuple[str, str] = (
        "",
        "",
    )  #: what stands before and behind a count of units: ("", "ago"), ("vor", "")
    counts: Numbers = field(default_factory=dict)  #: number words as they stand before a unit
    joints: tuple[str, ...] = ()  #: between day, month and year: "of", "de"
    shy: Words = frozenset()  #: also other words ("may", "march"): a month only behind a preposition
    before_month: Words = frozenset()  #: what stands before a month or a year: "in", "since", "early"
    future: Words = frozenset()  #: near which a bare weekday is the coming one
    deadline: Words = frozenset()  #: right before a weekday these make it one to come: "by Friday"
    past: Words = frozenset()  #: near which it is the last one
    past_endings: tuple[str, ...] = ()  #: of verbs in the past: "ed"
    slash: Literal["", "dmy", "mdy"] = ""  #: order of 3/4/2026; "" where nobody can tell


NO_DATES = Dates()
