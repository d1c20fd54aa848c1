"""What a number is worth: "4,200", "two hundred and fifty thousand", "a third of", "a year and a half"."""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.evidence.text import Token
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Days in a unit of time, so that "a year" is "12 months" and "the first quarter" has three.
DAYS = {
    "month": 30.4375,
    "year": 365.25,
    "week": 7.0,
    "day": 1.0,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "second": 1 / 86400,
    "fortnight": 14.0,
    "decade": 3652.5,
    "century": 36525.0,
    "quarter": 91.3125,
    "half": 182.625,
}
#: Behind a share, and before "a third" where it is one: "rose a third", "a third fewer".
_SHARED = words_of(
    "morethan lessthan of the its their his her as all more less fewer higher lower larger smaller cheaper longer up "
    "down"
)
_MOVED = words_of(
    "morethan lessthan atleast atmost about under over by up down almost nearly roughly rose fell grew dropped climbed "
    "shrank"
)
#: "The year to March", "the quarter ended in June".
_PERIODS, _CLOSING = frozenset(("year", "quarter", "month")), frozenset(("to", "ended", "ending", "through"))


def value_at(tokens: Sequence[Token], place: int, meaning: Meaning) -> tuple[float, int] | None:
    """The value of the number that begins at `place`, and the place behind it."""
    if place >= len(tokens):
        return None
    low = tokens[place].low
    if tokens[place].number:
        return _scaled(tokens, place + 1, figure(tokens[place].text, meaning), meaning)
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low in ("a", "an", "the", "one") and following in meaning.fractions and following not in ("second",):
        if is_share(tokens, place + 1):
            return meaning.fractions[following], place + 2
        return None if low in ("a", "an", "the") else (1.0, place + 1)
    if low in ("a", "an") and (following in meaning.scales or following == "dozen") and len(following) > 3:
        return _scaled(tokens, place + 1, 1.0, meaning)
    if low == "single" and following in DAYS and place and tokens[place - 1].low == "a":
        return 1.0, place + 1  # "in a single week": in seven days
    if low in ("a", "an") and following in DAYS and _goes_on(tokens, place + 2, meaning):
        return 1.0, place + 1  # "a year and a half", "a minute and 34 seconds": read on behind the unit
    if low in meaning.multiples:
        return float(meaning.multiples[low]), place + 1
    if low == "half" and place and tokens[place - 1].low in meaning.ordinals:
        return None  # "the first half of the year"
    if (
        low in _PERIODS
        and following in _CLOSING
        and place
        and tokens[place - 1].low in ("the", "its", "full", "a")
        and tokens[max(0, place - 2)].low != "of"  # "until the end of the month to appeal"
    ):
        return 1.0, place  # "the year to September"
    if low == "half" and (half := _half_of(tokens, place, meaning)):
        return half
    if low in meaning.ordinals:
        return float(meaning.ordinals[low]), place + 1
    if low in meaning.numbers:
        return _words(tokens, place, meaning)
    return None


def _half_of(tokens: Sequence[Token], place: int, meaning: Meaning) -> tuple[float, int] | None:
    """ "Half of", and "half a million", "half a year"."""
    behind = [token.low for token in tokens[place + 1 : place + 3]]
    if len(behind) == 2 and behind[0] in ("a", "an"):
        if behind[1] in meaning.scales or behind[1] == "dozen":
            return _scaled(tokens, place + 2, 0.5, meaning)
        return (0.5, place + 2) if behind[1] in DAYS else (0.5, place + 1)
    return (0.5, place + 1) if is_share(tokens, place) else None


def _goes_on(tokens: Sequence[Token], place: int, meaning: Meaning) -> bool:
    if and_half(tokens, place, 1.0, meaning)[0] > 1:
        return True
    behind = tokens[place : place + 3]
    unit = behind[2].low if len(behind) == 3 else ""
    counted = len(behind) == 3 and (behind[1].number or behind[1].low in meaning.numbers)
    return counted and behind[0].low == "and" and (unit in DAYS or unit.removesuffix("s") in DAYS)


def is_share(tokens: Sequence[Token], place: int) -> bool:
    """ "A third of", "up by a third", "a third more" are shares, "a third nominee" and "the quarter" are not."""
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    before = tokens[place - 2].low if place > 1 and tokens[place - 1].low in ("a", "an", "one") else ""
    return following in _SHARED or before in _MOVED or tokens[place].low in ("thirds", "quarters", "fifths")


def figure(text: str, meaning: Meaning) -> float:
    """4,200 and 88.4 (in German 4.200 and 88,4); of "9:30" and "1.2.3" something that is equal only to itself."""
    thousands, decimal = (".", ",") if meaning.decimal_comma else (",", ".")
    parts = text.split(decimal)
    if ":" in text or len(parts) > 2:
        return float("".join(mark for mark in text if mark.isdecimal())[:15]) + 0.123
    whole, rest = parts[0], "".join(parts[1:])
    if (
        not rest and thousands in text and not _grouped(text, thousands)
    ):  # 1,5 in English: a decimal all the same
        whole, _, rest = text.partition(thousands)
    digits = whole.replace(thousands, "")[:15]
    return float(f"{digits or 0}.{rest.replace(thousands, '')[:9] or 0}")


def _grouped(text: str, thousands: str) -> bool:
    return all(len(part) == 3 for part in text.split(thousands)[1:])


def _scaled(tokens: Sequence[Token], place: int, value: float, meaning: Meaning) -> tuple[float, int]:
    while place < len(tokens):
        low = tokens[place].low
        glued = tokens[place].start == tokens[place - 1].end
        if low == "dozen":
            value *= 12
        elif low in meaning.scales and (len(low) > 1 or glued):
            value *= meaning.scales[low]
        else:
            break
        place += 1
    return value, place


def _words(tokens: Sequence[Token], place: int, meaning: Meaning) -> tuple[float, int]:
    """ "Two hundred and fifty thousand", "twenty-five", "two-thirds"."""
    total = current = 0.0
    begin = place
    while place < len(tokens):
        low = tokens[place].low
        if low in meaning.numbers and (place == begin or current % 100 == 0 or 20 <= current % 100 < 100):
            if place > begin and current % 10 and current % 100 >= 20:
                break
            current += meaning.numbers[low]
        elif low in meaning.scales and len(low) > 2:
            scale = meaning.scales[low]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0.0
        elif low in meaning.fractions and low.endswith("s") and current:
            return current * meaning.fractions[low], place + 1
        elif low == "and" and place > begin and tokens[place - 1].low in meaning.scales:
            if place + 1 >= len(tokens) or tokens[place + 1].low not in meaning.numbers:
                break
        elif (
            low != "-"
            or place + 1 >= len(tokens)
            or tokens[place + 1].low
            not in {
                *meaning.numbers,
                *meaning.fractions,
            }
        ):
            break
        place += 1
    return total + current, place


def and_half(tokens: Sequence[Token], place: int, value: float, meaning: Meaning) -> tuple[float, int]:
    """ "Two and a half years" is 2.5."""
    behind = tuple(token.low for token in tokens[place : place + len(meaning.and_half)])
    return (value + 0.5, place + len(behind)) if behind and behind == meaning.and_half else (value, place)
