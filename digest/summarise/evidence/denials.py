"""What a text denies: each "not" with the words it reaches, and the words that undo things without a "not"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.summarise.evidence.scene import Reading
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Words of substance that a "not" reaches, and of these those it surely denies.
REACH, HEADS = 5, 2
STOPS = frozenset(',;:—()"“”„«»')
_PREPOSITIONS = words_of("to for in on at of with by from about as into")
_VOTE = words_of("vote votes voted voting")
_ONLY = words_of("only just merely necessarily least but outside beyond")
_THROUGH = words_of("that who which whose nor or whether if so")
_SUBJECTS = words_of("he she it they i we you")
#: What a "not" before them leaves open is what they would tell, and not whether it is so.
_OPEN = words_of("say says said know known clear comment immediately what how why")
_NONE = words_of("none nothing nobody neither")
_DETERMINERS = words_of("the a an its his her their this that any of new such no")
#: "Not known to have risen" denies that it rose.
_RAISING = words_of("known thought believed expected likely reported said supposed meant understood seen")
_GET = words_of("get got receive received obtain obtained have had win won make made find found do")
_ONE = words_of("one it any them so")


@dataclass(frozen=True, slots=True)
class Denial:
    """A "not" (or, softly, a "forbids"): its place, the words it reaches, and the first of these."""

    index: int
    scope: tuple[int, ...]
    heads: tuple[int, ...]
    soft: bool = False


def denials(reading: Reading, meaning: Meaning) -> tuple[Denial, ...]:
    """In order; names are denied by nobody."""
    tokens = reading.tokens
    return tuple(
        _denial(tokens, index, meaning, reading.named)
        for index in range(len(tokens))
        if _negates(tokens, index, meaning)
    )


def _negates(tokens: Sequence[Token], index: int, meaning: Meaning) -> bool:
    token = tokens[index]
    if token.low in meaning.forbidding and token.low not in meaning.negators:
        return index == 0 or tokens[index - 1].low not in _DETERMINERS  # "the ban" is a thing
    if token.low == "against":  # "voted 41 to 26 against ending"
        return any(one.low in _VOTE for one in tokens[max(0, index - 6) : index])
    if token.low not in meaning.negators and not token.low.endswith("n't"):
        return False
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if token.low == "never" and any(one.low == "before" for one in tokens[index + 1 : index + 8]):
        return False  # "has never shared profits before": and now does
    return following not in _ONLY


def _denial(tokens: Sequence[Token], index: int, meaning: Meaning, named: frozenset[int]) -> Denial:
    scope: list[int] = []
    heads: list[int] = []
    done = vague = False
    if _done_to_nothing(tokens, index, meaning):
        heads.append(index - 1)  # "admitted no wrongdoing": did not admit it
        scope.append(index - 1)
    if _contrasts(tokens, index):
        return Denial(index, (), ())
    soft = tokens[index].low in meaning.forbidding
    if tokens[index].low in _NONE:  # "will replace none of them"
        heads = _deed_before(tokens, index, meaning)
        scope = list(heads)
    for place in range(index + 1, min(len(tokens), index + 16)):
        other = tokens[place]
        raised = other.low in _RAISING and tokens[min(place + 1, len(tokens) - 1)].low == "to"
        if other.low in _RAISING and place == index + 1 and tokens[index].low == "no":
            vague = True  # "no known case of harm": nothing is harmed, and perhaps nobody knows
            scope.append(place)
            continue
        if not heads and other.low in _OPEN and not raised:
            break
        if (
            other.text in STOPS
            or other.text == "."
            or other.sentence != tokens[index].sentence
            or len(heads) == REACH
        ):
            break
        if (other.low in meaning.joints and other.low not in _THROUGH) or (heads and other.low in _SUBJECTS):
            break
        if (
            heads
            and other.low in _PREPOSITIONS
            and not (other.low == "to" and tokens[heads[-1]].low in meaning.willing)
        ):
            done = True
        scope.append(place)
        names_count = place not in named or tokens[index + 1].low in _PREPOSITIONS  # "though not in Poland"
        solid = other.word and not other.bare and other.low not in meaning.numbers
        if not (done or vague) and solid and names_count and not raised:
            heads.append(place)
    if not heads and len(scope) > 1 and tokens[scope[-1]].low in _ONE and tokens[scope[-2]].low in _GET:
        heads = _one_before(tokens, index)
        scope += heads
    if soft:  # "bars it from copying": the act that is named, and no object
        past = ("ing", "ed") if tokens[index].low == "instead" else ("ing",)
        heads = [place for place in scope if tokens[place].low.endswith(past) and not tokens[place].bare][:1]
        if tokens[index].text.casefold() == "rather" and not heads:  # "advertised it rather than hid it"
            heads = [
                p for p in scope[:1] if meaning.irregular.get(tokens[p].low, tokens[p].low) != tokens[p].low
            ]
    return Denial(index, tuple(scope), tuple(heads[:HEADS]), soft)


def _done_to_nothing(tokens: Sequence[Token], index: int, meaning: Meaning) -> bool:
    before = tokens[index - 1] if index and tokens[index].low == "no" else None
    if before is None or before.bare or not before.word or root(before.low, meaning) in _GET:
        return False
    return before.low.endswith("ed") or meaning.irregular.get(before.low, before.low) != before.low


def _deed_before(tokens: Sequence[Token], index: int, meaning: Meaning) -> list[int]:
    for place in range(index - 1, max(-1, index - 3), -1):
        token = tokens[place]
        if token.text in STOPS or token.low in meaning.joints or token.sentence != tokens[index].sentence:
            break
        if token.word and not token.bare and not token.capital:
            return [place]
    return []


def _contrasts(tokens: Sequence[Token], index: int) -> bool:
    """ "Had 310, not the 540 it had told them": a number is set against another, and nothing is denied."""
    behind = [token for token in tokens[index + 1 : index + 3] if token.low not in ("the", "its", "a")]
    return index > 0 and tokens[index - 1].text == "," and bool(behind) and behind[0].number


def _one_before(tokens: Sequence[Token], index: int) -> list[int]:
    """ "Asked for an exemption, but did not get one": what "one" stands for."""
    for place in range(index - 1, max(0, index - 12), -1):
        if tokens[place - 1].low in ("a", "an", "any", "the") and not tokens[place].bare:
            return [place]
    return []


def denied(tokens: Sequence[Token], found: Sequence[Denial]) -> tuple[bool, ...]:
    """For each word whether what stands there is said not to be so; two denials lift each other."""
    flags = [token.turned for token in tokens]
    for one in found:
        for place in () if one.soft else one.scope:
            flags[place] = not flags[place]
    return tuple(flags)


def forbidden(found: Sequence[Denial]) -> frozenset[int]:
    """The words that a "forbids" or "stopped" reaches."""
    return frozenset(place for one in found if one.soft for place in one.scope)


@lru_cache(maxsize=8)
def _undoing(meaning: Meaning) -> frozenset[str]:
    return frozenset(root(word, meaning) for word in meaning.undoing)


def undone(tokens: Sequence[Token], found: Sequence[Denial], meaning: Meaning) -> tuple[int, ...]:
    """Words that say that something is not, is no more or is left open: "cancelled", "exempt", "weighing"."""
    roots = _undoing(meaning)
    words = [
        index
        for index, token in enumerate(tokens)
        if token.word and not (token.capital and not token.opens) and root(token.low, meaning) in roots
    ]
    hard = {place for one in found if not one.soft for place in (one.index, *one.scope)}
    return tuple(index for index in words if index not in hard)
