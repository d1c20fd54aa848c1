"""What stands around an amount: its bound, the time it is reckoned by, the kind of sum it is."""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.evidence.text import Token
from digest.summarise.evidence.values import DAYS
from digest.summarise.language.meaning import Meaning

#: How far behind an amount "a year" or "monthly" is looked for, in tokens.
_RATE = 6
_NONE = frozenset(("no", "not", "never", "nobody", "none", "cannot"))


def bound_of(tokens: Sequence[Token], first: int, behind: int, timed: bool, meaning: Meaning) -> str:
    after = [token.low for token in tokens[behind : behind + 3]]
    after = after[1:] if len(after) == 3 and after[0].isalpha() and after[1] in ("or", "and") else after[:2]
    if after[:1] == ["+"] or after == ["-", "plus"]:
        return "more"
    if len(after) == 2 and after[0] in ("or", "and"):
        if after[1] in meaning.more_after:
            return "more"
        if after[1] in meaning.less_after:
            return "less"
    for token in reversed(tokens[max(0, first - 3) : first]):
        for name, words in (("more", meaning.more), ("less", meaning.less), ("about", meaning.about)):
            if token.low in words:
                vague = timed or (
                    tokens[first].number and tokens[first].low[-1] != "0" and behind - first == 1
                )
                if _denied(tokens, first) and name != "about":
                    name = "less" if name == "more" else "more"  # "nobody gets less than 8,000"
                return "?" if vague and token.low == "over" else name  # "won over 74 copies": because of them
        if token.low not in ("than", "$", "to", "some", "of"):
            return ""
    return ""


def _denied(tokens: Sequence[Token], first: int) -> bool:
    for token in reversed(tokens[max(0, first - 9) : first]):
        if token.text in ",;:—()" or token.sentence != tokens[first].sentence:
            return False
        if token.low in _NONE:
            return True
    return False


def rate_of(tokens: Sequence[Token], first: int, behind: int, meaning: Meaning) -> str:
    """The unit of time of "a day", "per month" behind an amount, or of "monthly" on either side."""
    for token in tokens[max(0, first - 3) : first]:
        if token.low in meaning.rates:
            return meaning.rates[token.low]
    for place in range(behind, min(len(tokens), behind + _RATE)):
        token = tokens[place]
        if token.low in meaning.rates:
            return meaning.rates[token.low]
        if token.number or token.text in ",;:.()—":
            break
        following = tokens[place + 1].low if place + 1 < len(tokens) else ""
        if (
            token.low in meaning.per
            and following in DAYS
            and tokens[place - 1].low not in ("for", "in", "within")
        ):
            return following
    return ""


def sum_of(tokens: Sequence[Token], first: int, behind: int, meaning: Meaning) -> int:
    """What kind of sum stands nearest: "a valuation of $7bn", "a 2.9 million profit"."""
    for gap in range(1, 10):
        for place in (first - gap, behind + gap - 1):
            if not 0 <= place < len(tokens) or (place >= behind and gap > 2):
                continue
            if any(
                token.text in ",;:.()—" or token.number
                for token in tokens[min(place, behind) : max(place, first)]
                if token is not tokens[place]
            ):
                continue
            for number, words in enumerate(meaning.sums):
                if tokens[place].low in words:
                    return number
    return -1
