"""Whether the source has the numbers of a sentence: the same worth, the same bound, the same thing counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import isclose, log10

from digest.summarise.dates import Mention
from digest.summarise.evidence.amounts import Amount
from digest.summarise.evidence.text import Token
from digest.summarise.evidence.values import DAYS
from digest.summarise.language import Language
from digest.summarise.language.facts import Dates

#: How far "about 120" may be from 118.7, and "more than 200" below 212, as a share; of shares and round numbers
#: ("more than a third" of 38 percent, "more than 5,000" of 5,600) farther.
ROUNDING, ROUGHLY = 0.06, 0.16
#: So many amounts of a source are set against each other for "three times as many".
_MOST = 24
#: More amounts than these are no sentence and no report, but a table: the cost is the one times the other.
MOST_SAID, MOST_KNOWN = 40, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What a source counts: its amounts, those it implies, and the words that count without a number."""

    amounts: tuple[Amount, ...]
    currencies: frozenset[str]  #: named anywhere: "to 203 million" may be "$203m" where it speaks of dollars
    calendar: frozenset[int]  #: years it names, or means by "next spring"
    closing: frozenset[int]  #: months in which its quarters and halves of a year end
    years: frozenset[int]  #: between two dates of it, or a date and the day of publication
    placed: frozenset[int]  #: "the market leader" is in place 1
    sets: frozenset[int]  #: "both" are two
    listed: int  #: so many names stand in it
    joined: frozenset[int]  #: it names so many in one breath: "Acme, Poe and Roe" are three


def books(
    tokens: Sequence[Token],
    amounts: Sequence[Amount],
    dates: Sequence[Mention],
    names: int,
    day: date | None,
    table: Language,
) -> Books:
    known = {one.year or (one.first.year if one.first else 0) for one in dates} | {day.year if day else 0}
    spans = {abs(one - other) for one in known for other in known if one and other and one != other}
    meaning, dated = table.meaning, table.dates
    lows = {token.low for token in tokens}
    return Books(
        amounts=tuple(amounts[:MOST_KNOWN]),
        currencies=frozenset(one.unit for one in amounts),
        calendar=frozenset(known | _seasons(tokens, day, dated) | _years(amounts)),
        closing=frozenset(
            int(one.value * (3 if one.of == "quarter" else 6)) % 12 or 12
            for one in amounts
            if one.unit == "th" and one.of in ("quarter", "half")
        ),
        years=frozenset(spans),
        placed=frozenset(meaning.placed[low] for low in sorted(lows) if low in meaning.placed),
        sets=frozenset(meaning.sets[low] for low in sorted(lows) if low in meaning.sets),
        listed=names,
        joined=frozenset(_joined(tokens)),
    )


def _joined(tokens: Sequence[Token]) -> set[int]:
    """How many names stand on either side of an "and"."""
    found: set[int] = set()
    for place, token in enumerate(tokens[1:-2], 1):
        behind = tokens[place + 1 + (tokens[place + 1].low == "the")]
        if token.low != "and" or not behind.capital or not tokens[place - 1].capital:
            continue
        count, left = 2, place - 1
        while left > 0 and place - left < 24 and (tokens[left].capital or tokens[left].text == ","):
            count += tokens[left].text == ","
            left -= 1
        found.add(count)
    return found


def _years(amounts: Sequence[Amount]) -> set[int]:
    """Bare figures that are years: "the 1978 synthesiser"."""
    return {
        int(one.value) for one in amounts if not one.unit and 1900 <= one.value < 2100 and one.value % 1 == 0
    }


def _seasons(tokens: Sequence[Token], day: date | None, dates: Dates) -> set[int]:
    """The years that "next spring" and "in autumn" may mean on the day of publication."""
    found: set[int] = set()
    for place, token in enumerate(tokens):
        dated = place + 1 < len(tokens) and tokens[place + 1].number
        if day and token.low in dates.seasons and not dated:
            shift = dates.shift.get(tokens[place - 1].low if place else "")
            found |= (
                {day.year, day.year + 1} if shift is None else {day.year + shift, day.year + max(shift, 0)}
            )
    return found


def unsupported(said: Sequence[Amount], known: Books) -> str:
    """The first amount of `said` that the source does not have, with why; "" when there is none."""
    if len(said) > MOST_SAID:
        return f"holds {len(said)} numbers, at most {MOST_SAID} are a sentence"
    for one in said:
        same = [other for other in known.amounts if _same(one, other, known.currencies)]
        if not same:
            if _implied(one, known):
                continue
            return f"number {one.text!r} is not in the source"
        fitting = [other for other in same if _bounds_agree(one, other)]
        if not fitting:
            return f"number {one.text!r}: the source has {same[0].bound or 'exactly'} {same[0].text!r}"
        if why := _counts_else(one, fitting, known.amounts) or _otherwise(one, fitting, known.amounts):
            return why
    return ""


def _implied(one: Amount, known: Books) -> bool:
    """What the source says without that number: "both", "the leader", a year between two dates, "tripled" figures."""
    if one.value == 1 and one.text.casefold() in ("one", "year"):
        return True
    if one.unit == "th":
        numbered = any(other.value == one.value and not other.unit and other.alone for other in known.amounts)
        if one.of in DAYS:
            return _part_of_year(one, known.amounts)
        return numbered or one.value in known.placed or _part_of_year(one, known.amounts)
    if one.unit == "x":
        return _risen(one.value, known.amounts)
    if (one.unit == "%" or 0 < one.value < 1) and _reckoned(one, known.amounts):
        return True
    if one.unit:
        return False
    if one.value in known.calendar and one.value > 1900 and one.first == one.last:
        return True
    if one.of in DAYS:
        months = round(one.value * DAYS[one.of] / DAYS["month"], 2)
        parts = {"quarter": 3, "half": 6}
        return (one.of == "year" and one.value in known.years) or any(
            parts.get(other.of) == months for other in known.amounts if other.unit == "th"
        )
    uncounted = one.text.isalpha() and not any(one.of and one.of in other.counts for other in known.amounts)
    if uncounted and one.value in known.joined and one.value > 1:
        return True
    return one.value in known.sets or (
        2 <= one.value <= 3 and known.listed >= one.value and one.alone and one.of != "of"
    )


def _part_of_year(one: Amount, known: Sequence[Amount]) -> bool:
    """ "The first half" where the source has six months, "the third quarter" where it has three."""
    length = DAYS.get(one.of, 0.0) if one.of in ("quarter", "half") else 0.0
    return bool(length) and any(
        other.of in DAYS and not other.unit and isclose(other.value * DAYS[other.of], length, rel_tol=0.03)
        for other in known
    )


def _risen(times: float, known: Sequence[Amount]) -> bool:
    """Whether two amounts of a kind are so many times each other."""
    return any(
        one.unit == other.unit
        and one.value
        and other.value
        and isclose(max(one.value, other.value) / min(one.value, other.value), times, rel_tol=ROUNDING)
        for one, other in combinations(known[:_MOST], 2)
    )


def _reckoned(one: Amount, known: Sequence[Amount]) -> bool:
    """A share of two amounts that stand one behind the other: "30 of its 120", "from 80 to 100"."""
    share = one.value / 100 if one.unit else one.value
    return any(
        left.unit == right.unit not in ("%", "th", "x")
        and left.value > 0 < right.value != left.value
        and any(
            isclose(part, share, abs_tol=0.006)
            for part in (
                left.value / right.value,
                right.value / left.value,
                abs(right.value / left.value - 1),
            )
        )
        for left, right in pairwise(known)
    )


def _same(one: Amount, other: Amount, currencies: frozenset[str]) -> bool:
    if one.of in DAYS and other.of in DAYS and not one.unit and not other.unit:
        return _as_long(one, other)
    if {one.unit, other.unit} == {"%", ""}:
        share = one if one.unit == "" else other
        return share.value < 1 and _near(
            one,
            100 * one.value if share is one else one.value,
            100 * other.value if share is other else other.value,
            0.015,
        )
    if "cent" in (one.unit, other.unit) and one.unit != other.unit:
        mine, theirs = (0.01 * each.value if each.unit == "cent" else each.value for each in (one, other))
        return not {"%", "th", "x"} & {one.unit, other.unit} and _near(one, mine, theirs, 1e-6)
    if one.unit != other.unit:
        if {"%", "th", "x"} & {one.unit, other.unit} or (one.unit and other.unit):
            return False
        if not (one.alone if other.unit else other.alone and one.unit in currencies):
            return False
    return _near(one, one.value, other.value, 1e-6)


def _near(one: Amount, mine: float, theirs: float, exactly: float) -> bool:
    """Whether a value is that of the source, rounded as its words say."""
    if isclose(mine, theirs, rel_tol=exactly):
        return True
    off = (theirs - mine) / max(mine, theirs, 1e-9)
    rough = ROUGHLY if one.bound in ("more", "less") and (one.value < 1 or _round(mine)) else ROUNDING
    if one.bound == "about":
        return abs(off) <= ROUNDING
    if one.bound == "more":
        return 0 < off <= rough
    return one.bound == "less" and -rough <= off < 0


def _round(value: float) -> bool:
    """One digit and noughts: 5,000, 300, 20 percent."""
    if value < 10:
        return False
    scale = 10.0 ** int(log10(value))
    return isclose(value / scale, round(value / scale), rel_tol=1e-9)


def _as_long(one: Amount, other: Amount) -> bool:
    """ "A year" and "12 months"."""
    return isclose(one.value * DAYS[one.of], other.value * DAYS[other.of], rel_tol=0.02)


def _bounds_agree(one: Amount, other: Amount) -> bool:
    if (
        one.bound == other.bound
        or {one.bound, other.bound} <= {"about", ""}
        or "?" in (one.bound, other.bound)
    ):
        return True
    if not isclose(one.value, other.value, rel_tol=1e-6):
        return other.bound in ("", "about")  # "more than 200" of 212
    return one.bound == "about"


def _counts_else(one: Amount, same: Sequence[Amount], known: Sequence[Amount]) -> str:
    """Whether the source counts with another number what `one` counts."""
    timed = [other for other in same if other.of in DAYS]
    if one.of in DAYS and len(timed) == len(same) and not any(_as_long(one, other) for other in timed):
        return f"number {one.text!r} counts another unit in the source"
    if one.of in DAYS and "old" not in one.counts and not any(other.of in DAYS for other in same):
        return f"number {one.text!r} counts no {one.of}s in the source"
    if "old" in one.counts or not one.counts or any(one.counts & other.counts for other in same):
        return ""
    if one.unit == "x" or any(other.alone or not other.counts for other in same):
        return ""
    alike = {other.first for other in same}
    for other in known:
        if other.first not in alike and other.unit == one.unit and one.of and one.of in other.counts:
            return f"number {one.text!r}: the source has {other.text!r} of these"
    return ""


def _otherwise(one: Amount, same: Sequence[Amount], known: Sequence[Amount]) -> str:
    """The same number by another time ("a day" for "a week"), or as another sum ("valued at" for "raised")."""
    if one.rate and all(other.rate and other.rate != one.rate for other in same):
        return f"number {one.text!r} is by the {same[0].rate} in the source, not by the {one.rate}"
    alike = {other.first for other in same}
    other_sums = {other.sum for other in known if other.first not in alike}
    if (
        one.sum >= 0
        and one.sum in other_sums
        and all(other.sum >= 0 and other.sum != one.sum for other in same)
    ):
        return f"number {one.text!r} is another sum in the source"
    return ""
