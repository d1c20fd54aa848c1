"""Offices: who holds which, and whether still, already, or only for now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.summarise.evidence.names import one_person
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Words before an office among which "former" or "deputy" is looked for.
_BEFORE = 4
#: How far from an office its holder may stand, with another office between.
_NEAR = 7
_MODIFIERS = words_of("former ex acting deputy vice co interim then founding formerly")
_VERBS = words_of("will would is was has had be been as who which and but while")
_LEADING = _MODIFIERS | words_of(
    "its the their his her a an new senior next first permanent top main leading veteran"
)
_NAMING = words_of(
    "named appointed made elected promoted names appoints hired naming appointing chose picked"
)
_WHOLE = ("managing", "general", "executive")
_HOUSES = words_of("company group firm studio agency label publisher house network bank union club team")
_STOPS = frozenset(',;:—()."“”')


@dataclass(frozen=True, slots=True)
class Office:
    """The office named by token `index`, with its time ("former") and rank ("deputy"), "" where there is none."""

    index: int
    root: str
    tense: str
    rank: str
    holder: frozenset[str]  #: words of the name right beside it
    field: int = -1  #: the token of what it is over: "programme director", "head of rights"
    several: bool = False  #: "founders": one of them, or nobody in particular


def offices(reading: Reading, meaning: Meaning) -> tuple[Office, ...]:
    found = []
    for index, token in enumerate(reading.tokens):
        low = token.low if token.low in meaning.titles else token.low.removesuffix("s")
        if low in meaning.titles and index not in reading.quoted and not token.text.endswith(("'s", "s'")):
            tense, rank = time_and_rank(reading.tokens, index, meaning)
            several = low != token.low and token.low not in meaning.titles
            found.append(
                Office(
                    index,
                    root(low, meaning),
                    tense,
                    rank,
                    _holder(reading, index),
                    _field(reading, index),
                    several,
                )
            )
    return tuple(found)


def _field(reading: Reading, index: int) -> int:
    tokens = reading.tokens
    if index + 2 < len(tokens) and tokens[index + 1].low == "of":
        token = tokens[index + 2]
        return index + 2 if token.word and not token.bare and not token.capital else -1
    if not index:
        return -1
    token = tokens[index - 1]
    solid = token.word and not token.bare and not token.capital and not token.text.endswith(("'s", "s'"))
    if token.low.endswith(("ed", "ing")):
        return -1  # "appointed editor", no editor over what
    return index - 1 if solid and token.low not in _LEADING and index - 1 not in reading.named else -1


def time_and_rank(tokens: Sequence[Token], index: int, meaning: Meaning) -> tuple[str, str]:
    """ "former" and "deputy" before an office, "" where there is none."""
    tense = rank = ""
    for place in range(index - 1, max(-1, index - 1 - _BEFORE), -1):
        low = tokens[place].low
        if tokens[place].text in _STOPS or low in ("and", "by", "with", "to", "that", "told", "said", "of"):
            break
        tense = tense or meaning.tense_of_office.get(low, "")
        rank = rank or (meaning.rank.get(low, "") if index - place <= 2 else "")
    if index + 2 < len(tokens) and tokens[index + 1].text in ("-", ","):
        tense = tense or ("incoming" if tokens[index + 2].low in ("designate", "elect") else "")
    return tense, rank


def _holder(reading: Reading, index: int) -> frozenset[str]:
    """The name beside an office: "chief executive Jane Roe", "Jane Roe, the chief executive"."""
    tokens = reading.tokens
    if holder := _appointed(reading, index):
        return holder
    behind = index + 1
    if behind < len(tokens) and tokens[behind].low in ("of", "for", "at"):
        behind = next(
            (p for p in range(behind + 1, min(len(tokens), behind + 6)) if tokens[p].text == ","), behind
        )
    if behind < len(tokens) and tokens[behind].text == ",":
        behind += 1
    for name in reading.names:
        if name.first == behind and len(name.words) > 1:
            return frozenset(name.words)
    for before in range(index - 1, max(0, index - 5), -1):
        if tokens[before].text == ",":
            apposed = before == index - 1 or tokens[before + 1].bare or tokens[before + 1].low in _MODIFIERS
            verb = any(tokens[place].low in _VERBS for place in range(before + 1, index))
            names = [name for name in reading.names if name.last == before - 1]
            return frozenset(names[0].words) if names and apposed and not verb else frozenset()
    return frozenset()


def _appointed(reading: Reading, index: int) -> frozenset[str]:
    """The name right before an office ("named Jane Roe chief executive"), or those before "as its"."""
    tokens = reading.tokens
    begin = index
    while (
        begin > 0
        and index - begin < 4
        and (tokens[begin - 1].low in _LEADING or tokens[begin - 1].text == "-")
    ):
        begin -= 1
    if begin and tokens[begin - 1].low == "as":
        names = [name for name in reading.names if name.last < begin]
        same = [name for name in names if tokens[name.first].sentence == tokens[index].sentence]
        return frozenset(word for name in same for word in name.words)
    right = [name for name in reading.names if name.last == begin - 1 and len(name.words) > 1]
    owns = bool(right) and tokens[right[0].last].text.endswith(("'s", "s'"))
    named = bool(right) and right[0].first > 0 and tokens[right[0].first - 1].low in _NAMING
    return frozenset(right[0].words) if named and not owns else frozenset()


def mistitled(scene: Scene, meaning: Meaning) -> str:
    """The first office of the sentence that the source does not give, or not so, or to somebody else."""
    known = scene.source.once(offices, meaning)
    for one in scene.said.once(offices, meaning):
        token = scene.said.tokens[one.index]
        if not one.holder and (one.several or token.low in meaning.agents):
            continue  # "the publisher said": a house
        if why := _of_nothing(scene, one):
            return why
        same = [other for other in known if other.root == one.root]
        if not same:
            places = scene.places[one.index]
            same = [other for other in known if other.index in places]
            if not places:
                return f"the title “{token.text}” is not in the source"
            if not same and (
                token.low in meaning.any_office or token.low.removesuffix("s") in meaning.any_office
            ):
                if one.holder and any(one_person(one.holder, other.holder) for other in known):
                    return f"“{token.text}” is not the title of this person in the source"
                continue
            if not same:
                return f"the title “{token.text}” is not in the source"
        if one.holder and not any(one_person(one.holder, other.holder) for other in same):
            held = [other for other in known if one_person(one.holder, other.holder)]
            if held and not _akin(scene, one, held) and not any(_beside(scene, one, other) for other in same):
                return f"“{token.text}” is not the title of this person in the source"
        if why := _otherwise(scene, token, one, same):
            return why
    return ""


def _of_nothing(scene: Scene, one: Office) -> str:
    """ "Head of sales" where the source has no sales."""
    tokens = scene.said.tokens
    behind = tokens[one.index + 1 : one.index + 3]
    if len(behind) < 2 or behind[0].low != "of" or behind[1].bare or behind[1].capital or not behind[1].word:
        return ""
    field = one.index + 2
    if scene.places[field] or field in scene.said.dated:
        return ""
    return f"the title “{tokens[one.index].text} of {behind[1].text}” is not in the source"


def _beside(scene: Scene, one: Office, other: Office) -> bool:
    """Whether the source names the person in the sentence of an office that nobody stands beside."""
    tokens = scene.source.tokens
    if other.holder:
        return False
    near = tokens[max(0, other.index - _NEAR) : other.index + _NEAR + 1]
    sentence = tokens[other.index].sentence
    return any(token.low in one.holder and token.sentence == sentence for token in near)


def _of_another(scene: Scene, one: Office, other: Office) -> bool:
    """ "Managing director" for "programme director": both say over what, and not the same."""
    if not one_person(one.holder, other.holder) or other.field < 0:
        return False
    whole = scene.said.tokens[one.index]
    if one.field < 0:  # "managing director" is one word here
        if whole.low == "ceo":  # "product chief" is no chief executive
            return scene.source.tokens[other.field].low not in _HOUSES
        return whole.low != scene.source.tokens[other.index].low and whole.low.startswith(_WHOLE)
    return scene.said.tokens[one.field].means.isdisjoint(scene.source.tokens[other.field].means)


def _akin(scene: Scene, one: Office, held: Sequence[Office]) -> bool:
    return any(other.root == one.root or other.index in scene.places[one.index] for other in held)


def _otherwise(scene: Scene, token: Token, one: Office, same: Sequence[Office]) -> str:
    mine = [other for other in same if one_person(one.holder, other.holder)] or list(same)
    if one.holder and mine and all(_of_another(scene, one, other) for other in mine):
        return f"“{token.text}” is over something else in the source"
    if not any(one.tense == other.tense for other in mine):
        return (
            f"“{token.text}” is {mine[0].tense or 'in office'} in the source, not {one.tense or 'in office'}"
        )
    if not one.several and not any(one.rank == other.rank for other in mine):
        return (
            f"“{token.text}” is {mine[0].rank or 'no deputy'} in the source, not {one.rank or 'that alone'}"
        )
    if one.holder and all(other.holder and not one_person(one.holder, other.holder) for other in same):
        return f"“{token.text}” is another in the source"
    return ""
