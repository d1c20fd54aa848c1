"""Numbers and amounts of a text: what they are worth, and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.summarise.evidence.bounds import bound_of, rate_of, sum_of
from digest.summarise.evidence.text import Token, means_of
from digest.summarise.evidence.values import DAYS, and_half, figure, is_share, value_at
from digest.summarise.language.meaning import Meaning

#: Behind "three times": as much, and not on three occasions.
_AS_MUCH = frozenset(
    ("as", "more", "the", "its", "their", "what", "higher", "larger", "bigger", "greater", "that")
)
_PLURALS = frozenset(("people", "men", "women", "children", "staff", "police"))
_ROMAN_SMALL = frozenset(("st", "nd", "rd", "th"))
#: Currencies that stand before their number in small letters.
_CODES = frozenset(("rs", "kr", "fr", "zł", "kč", "ft"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Tokens `first` to `last` (included) of a text."""

    first: int
    last: int
    value: float
    unit: str  #: "%", a currency, "th" for a place in an order, "x" for so many times as much, else ""
    bound: str  #: "more", "less", "about", "?" for "over" before a time, or ""
    counts: frozenset[str]  #: meanings of the words that it may count
    of: str  #: the root of the word right behind it
    text: str
    alone: bool = False  #: nothing behind it says what it counts: "the 540 it had told them"
    rate: str = ""  #: the unit of time it is reckoned by: "year" of "a year", "annual"
    sum: int = -1  #: which line of `Meaning.sums` it is said to be


def amounts(tokens: Sequence[Token], meaning: Meaning, taken: frozenset[int]) -> tuple[Amount, ...]:
    """In order. `taken`: tokens of dates, which are no amounts."""
    found: list[Amount] = []
    place = 0
    while place < len(tokens):
        one = None if place in taken else _amount(tokens, place, meaning, taken)
        if one is None:
            place += 1
            continue
        if found and (joined := _share(tokens, found[-1], one, meaning) or _compound(tokens, found[-1], one)):
            found[-1] = joined
        elif found and _ranged(tokens, found[-1], one):
            scale = _scale_of(tokens, found[-1], one, meaning)
            found[-1] = replace(found[-1], unit=one.unit, value=found[-1].value * scale, of=one.of)
            found.append(one)
        else:
            found.append(one)
        place = one.last + 1
    return tuple(found)


def _share(tokens: Sequence[Token], one: Amount, other: Amount, meaning: Meaning) -> Amount | None:
    """ "One in five", "nine out of ten": a share, where both count the same or the first nothing."""
    between = tuple(token.low for token in tokens[one.last + 1 : other.first])
    if between not in meaning.shares and one.last + 1 < len(tokens) and tokens[one.last + 1].word:
        between = between[1:]  # "one upload in eight"
    plain = not one.unit and not other.unit and 0 < one.value < other.value <= 1000
    if between not in meaning.shares or not plain or other.of in DAYS:
        return None
    return replace(
        other,
        first=one.first,
        value=one.value / other.value,
        bound=one.bound,
        text=f"{one.text} in {other.text}",
    )


def _compound(tokens: Sequence[Token], one: Amount, other: Amount) -> Amount | None:
    """ "A minute and 34 seconds", "two hours ten minutes": one span, in the smaller unit."""
    between = [token.low for token in tokens[one.last + 1 : other.first]]
    smaller = one.of in DAYS and other.of in DAYS and DAYS[one.of] > DAYS[other.of]
    if (
        not smaller
        or one.unit
        or other.unit
        or len(between) > 2
        or between[-1:] not in (["and"], between[:1])
    ):
        return None
    value = one.value * DAYS[one.of] / DAYS[other.of] + other.value
    return replace(other, first=one.first, value=value, bound=one.bound, text=f"{one.text} {other.text}")


def _ranged(tokens: Sequence[Token], one: Amount, other: Amount) -> bool:
    """ "From 91 to 64 percent", "2 to 3 million": the first takes what the second is counted in."""
    between = [token.low for token in tokens[one.last + 1 : other.first]]
    return between in (["to"], ["and"], ["or"], ["-"], ["–"], ["bis"], ["a"], ["und"], ["y"]) and not one.unit


def _scale_of(tokens: Sequence[Token], one: Amount, other: Amount, meaning: Meaning) -> float:
    """What the second was multiplied by: a million in "2 to 2.5 million"."""
    bare = tokens[other.first].number and one.first == one.last
    if not bare or other.value < 1000 or one.value >= 1000:
        return 1.0
    written = figure(tokens[other.first].text, meaning)
    return other.value / written if 0 < written < other.value else 1.0


def _amount(tokens: Sequence[Token], place: int, meaning: Meaning, taken: frozenset[int]) -> Amount | None:
    first = place
    unit = ""
    if _is_sign(tokens, place, meaning):
        unit = meaning.currencies[tokens[place].low]
        place += 1
    read = value_at(tokens, place, meaning)
    if read is None or place in taken or _in_a_name(tokens, place, meaning):
        return None
    value, place = read
    if place == first:  # "the year to September" is one year
        place += 1
        return replace(_one(tokens, first), counts=_counts(tokens, place, taken))
    timed = tokens[place - 1].low in ("a", "an") and place < len(tokens) and tokens[place].low in DAYS
    value, place = and_half(tokens, place + timed, value, meaning)
    unit, place = _unit(tokens, place, unit, meaning)
    unit = unit or _rank(tokens, first, place, meaning)
    of = tokens[first + 1].low if timed else _next_root(tokens, place, meaning)
    return Amount(
        first=first,
        last=place - 1,
        value=value,
        unit=unit,
        bound=bound_of(tokens, first, place, of in DAYS, meaning),
        counts=_counts(tokens, place, taken),
        of=of,
        text=" ".join(token.text for token in tokens[first:place]),
        alone=_alone(tokens, place),
        rate=rate_of(tokens, first, place, meaning),
        sum=sum_of(tokens, first, place, meaning),
    )


def _in_a_name(tokens: Sequence[Token], place: int, meaning: Meaning) -> bool:
    """ "Channel Four", and not "Act Two"."""
    token, before = tokens[place], tokens[place - 1] if place else None
    if before is None or not token.word or not token.capital or not before.capital or before.number:
        return False
    return before.word and before.low not in meaning.ranks and not before.opens


def _one(tokens: Sequence[Token], place: int) -> Amount:
    low = tokens[place].low
    return Amount(
        first=place,
        last=place,
        value=1.0,
        unit="",
        bound="",
        counts=frozenset(),
        of=low,
        text=tokens[place].text,
    )


def _is_sign(tokens: Sequence[Token], place: int, meaning: Meaning) -> bool:
    """A currency before its number: "$", "C$", "EUR"."""
    token = tokens[place]
    if token.low not in meaning.currencies or place + 1 >= len(tokens):
        return False
    code = len(token.text) < 4 and (token.text[:2].isupper() or token.low in _CODES)
    return not token.word or (code and tokens[place + 1].number)


def _unit(tokens: Sequence[Token], place: int, unit: str, meaning: Meaning) -> tuple[str, int]:
    """What is counted in, and the place behind it; a people may stand between: "145 million Canadian dollars"."""
    if tokens[place - 1].low in meaning.multiples:
        return "x", place
    after = tokens[place].low if place < len(tokens) else ""
    behind = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if after in meaning.percents:
        return "%", place + 1
    if (after == "times" and behind in _AS_MUCH) or (after == "-" and behind == "fold"):
        return "x", place + 1
    if after in meaning.currencies and not unit:
        return meaning.currencies[after], place + 1
    if (
        after == "-" and not unit and behind in meaning.percents | meaning.currencies.keys()
    ):  # "a 60-euro fee"
        return ("%" if behind in meaning.percents else meaning.currencies[behind]), place + 2
    if after in _ROMAN_SMALL and tokens[place].start == tokens[place - 1].end:
        return "th", place + 1
    if not unit and tokens[place - 1].low in meaning.ordinals and not tokens[place - 1].low.endswith("s"):
        return (
            "th" if tokens[place - 1].low not in meaning.fractions or not is_share(tokens, place - 1) else ""
        ), place
    if not unit and behind in meaning.currencies and tokens[place].capital and tokens[place].word:
        return meaning.currencies[behind], place + 2
    return unit, place


def _rank(tokens: Sequence[Token], first: int, behind: int, meaning: Meaning) -> str:
    """ "Th" for "number two", "Act Two", "season 3": nothing is counted that stands behind it."""
    before = tokens[first - 1] if first else None
    if before is None or before.low not in meaning.ranks or behind - first != 1:
        return ""
    named = before.low in ("number", "nr") or before.capital
    following = tokens[behind] if behind < len(tokens) else None
    return "th" if named or following is None or following.bare else ""


def _counts(tokens: Sequence[Token], place: int, taken: frozenset[int]) -> frozenset[str]:
    """Meanings of the next four words of substance before a pause."""
    found: set[str] = set()
    seen = 0
    for index in range(place, min(len(tokens), place + 7)):
        token = tokens[index]
        if seen == 4 or index in taken or token.number or (token.bare and token.text in ",;:.()—"):
            break
        if not token.bare:
            found |= token.means
            seen += 1
    return frozenset(found)


def _next_root(tokens: Sequence[Token], place: int, meaning: Meaning) -> str:
    while place < len(tokens) and tokens[place].text == "-":
        place += 1
    if place >= len(tokens) or not tokens[place].word:
        return ""
    low = tokens[place].low
    if low in ("a", "an") and place + 1 < len(tokens) and tokens[place - 1].low == "half":  # "half a year"
        low = tokens[place + 1].low if tokens[place + 1].low in DAYS else low
    return next((word for word in (low, low.removesuffix("s")) if word in DAYS), "") or min(
        means_of(low, meaning), key=lambda one: (one.startswith("#"), one)
    )


def _alone(tokens: Sequence[Token], place: int) -> bool:
    """Whether no plural stands behind: "19 clips" counts clips, "15 million depend on" nothing."""
    for token in tokens[place : place + 3]:
        if (
            token.text == "-"
            or token.low in _PLURALS
            or (token.word and token.low.endswith("s") and not token.bare)
        ):
            return False
        if token.bare and token.low not in ("of", "or", "and", "more", "new", "such"):
            return True
    return True
