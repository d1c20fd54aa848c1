"""Names and what they are called: "the historian Roe", "Roe, a historian", "its historian, Jane Roe"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.summarise.evidence.names import Name, one_person
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token
from digest.summarise.evidence.titles import time_and_rank
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Many names of a source may be called so.
_ANYTHING = words_of(
    "company firm group business organisation organization startup house brand title man woman people person "
    "city town country part one member name version"
)
#: Tokens of a description, with what belongs to it.
_LONGEST = 9
_ARTICLES = words_of("a an the its his her their our one another")
_PAUSES = frozenset(',;:—–()."“”')
_IS = words_of("is was")
_THE = words_of("the this that its his her their")


@dataclass(frozen=True, slots=True)
class Description:
    """`name` is called what token `head` says."""

    name: Name
    head: int


def miscalled(scene: Scene, meaning: Meaning) -> str:
    """The first name that is called what the source calls another, or so at another time."""
    if meaning.nouns_capital or not meaning.clauses.be:
        return ""
    known = scene.source.once(descriptions, meaning)
    for one in descriptions(scene.said, meaning):
        token = scene.said.tokens[one.head]
        mine = [
            other for other in known if one_person(frozenset(other.name.words), frozenset(one.name.words))
        ]
        solid = any(not scene.said.tokens[p].bare for p in range(one.name.first, one.name.last + 1))
        if (
            not solid
            or token.low in _ANYTHING
            or not any(set(name.words) & set(one.name.words) for name in scene.source.names)
        ):
            continue
        same = [other for other in mine if scene.source.tokens[other.head].means & token.means]
        if why := _of_another_time(scene, one, same, meaning):
            return why
        if not same and _anothers(scene, one, mine, known):
            return f"“{token.text}” is not what the source calls “{one.name.text}”"
    return ""


def _of_another_time(scene: Scene, one: Description, same: Sequence[Description], meaning: Meaning) -> str:
    """ "Former provost" where the source has her in office, and its like."""
    said, source = scene.said.tokens, scene.source.tokens
    mine = time_and_rank(said, one.head, meaning)
    exact = [other for other in same if source[other.head].low == said[one.head].low]
    theirs = [time_and_rank(source, other.head, meaning) for other in exact]
    if not theirs or any(mine[0] == time for time, _ in theirs) or said[one.head].low in meaning.titles:
        return ""
    return f"“{said[one.head].text}” is {theirs[0][0] or 'in office'} in the source, not {mine[0] or 'in office'}"


def _anothers(
    scene: Scene, one: Description, mine: Sequence[Description], known: Sequence[Description]
) -> bool:
    """Whether the source has the word, and nowhere so that it may be this name's."""
    tokens, places = scene.source.tokens, scene.places[one.head]
    owners = {
        other.head
        for other in known
        if not one_person(frozenset(other.name.words), frozenset(one.name.words))
    }
    if not places:
        return False
    if owners.issuperset(places):
        return True
    about = {
        tokens[name.first].sentence for name in scene.source.names if set(name.words) & set(one.name.words)
    }
    return bool(mine) and all(
        place in owners
        or (tokens[place].sentence not in about and not _definite(tokens, place))
        or _counted(tokens, place)
        for place in places
    )


def _definite(tokens: Sequence[Token], place: int) -> bool:
    """ "The novelist said": perhaps the one named before."""
    return any(token.low in _THE for token in tokens[max(0, place - 3) : place])


def _counted(tokens: Sequence[Token], place: int) -> bool:
    """ "A second oboist", "its 26 paid setters": others."""
    return any(
        token.number or token.low in ("second", "third", "another", "other")
        for token in tokens[max(0, place - 3) : place]
    )


def descriptions(reading: Reading, meaning: Meaning) -> tuple[Description, ...]:
    return tuple(_descriptions(reading, meaning))


def _descriptions(reading: Reading, meaning: Meaning) -> Iterator[Description]:
    for name in reading.names:
        for head in (
            _before(reading, name, meaning),
            _behind(reading, name, meaning),
            _opening(reading, name, meaning),
        ):
            if head >= 0 and _noun(reading, head, meaning):
                yield Description(name, head)


def _noun(reading: Reading, place: int, meaning: Meaning) -> bool:
    token = reading.tokens[place]
    solid = token.word and not token.bare and not (token.capital and not token.opens)
    if not solid or place in reading.quoted or place in reading.named or place in reading.dated:
        return False
    return not token.low.endswith(("ed", "ing", "ly")) and token.low not in meaning.irregular.keys() - {
        "founder"
    }


def _before(reading: Reading, name: Name, meaning: Meaning) -> int:
    """ "The historian Roe"; not "to register Roe", a verb."""
    tokens, place = reading.tokens, name.first - 1
    if place < 0 or tokens[place].low.endswith("s") or tokens[place].low in meaning.sayers:
        return -1
    before = tokens[place - 1].low if place else ""
    verb = before in meaning.clauses.helpers or before in meaning.negators or before == meaning.clauses.to
    return -1 if verb else place


def _behind(reading: Reading, name: Name, meaning: Meaning) -> int:
    """ "Roe, a historian of", "Roe is the historian"."""
    tokens, place = reading.tokens, name.last + 1
    who = [token.low for token in tokens[place : place + 3]]
    if who[:2] == [",", "who"] and who[2:] and who[2] in _IS:
        place += 2
    if place + 1 >= len(tokens) or not (tokens[place].text == "," or tokens[place].low in _IS):
        return -1
    titled = tokens[place].text == "," and any(
        one.low in meaning.titles and other.low in ("of", "at", "for")
        for one, other in pairwise(tokens[place + 1 : place + 5])
    )
    if tokens[place + 1].low not in _ARTICLES and (not titled or tokens[place + 1].capital):
        return -1
    return _head(reading, place + 2 - titled, meaning)


def _opening(reading: Reading, name: Name, meaning: Meaning) -> int:
    """ "Its historian, Jane Roe"."""
    tokens, comma = reading.tokens, name.first - 1
    if comma < 1 or tokens[comma].text != ",":
        return -1
    for place in range(comma - 1, max(-1, comma - _LONGEST), -1):
        token = tokens[place]
        if token.text in _PAUSES or (place in reading.named and not token.text.endswith(("'s", "s'"))):
            return -1
        if token.low in _ARTICLES or token.text.endswith(("'s", "s'")):
            if token.low == "the" and place and tokens[place - 1].low in meaning.clauses.prepositions:
                continue
            head = _head(reading, place + 1, meaning)
            return head if head < comma else -1
    return -1


def _head(reading: Reading, place: int, meaning: Meaning) -> int:
    """The last noun of what begins at `place`, before a preposition, a pause or a "who"; or -1."""
    tokens, last = reading.tokens, -1
    for index in range(place, min(len(tokens), place + _LONGEST)):
        token = tokens[index]
        if token.low == "of" and tokens[index - 1].low in ("one", "some"):
            continue
        if (
            token.text in _PAUSES
            or token.low in meaning.clauses.prepositions
            or token.low in meaning.clauses.relatives
        ):
            break
        if not token.word and token.text != "-":
            break
        if token.low in meaning.joints:
            break
        if token.word and not token.bare and not token.capital:
            last = index
    return last
