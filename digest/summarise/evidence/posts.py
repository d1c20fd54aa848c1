"""Posts: of which house somebody is, over what, and what somebody becomes."""

from __future__ import annotations

from collections.abc import Iterator

from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.titles import Office, offices
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: How far a title may stand behind its house, and behind "becomes", in tokens.
_NEAR, _BEHIND = 4, 5
_HEADS = words_of("heads leads runs chairs owns founded headed led ran chaired directs edits")
_BECOMES = words_of("becomes become became")
_STOPS = frozenset(',;:—()."“”')
_ANY = words_of(
    "company firm group business organisation organization house board team staff department division unit "
    "union association service office agency committee council project"
)


def misposted(scene: Scene, meaning: Meaning) -> str:
    """The first person of the sentence whom the source has elsewhere, over something else, or becoming another."""
    if meaning.nouns_capital or not meaning.clauses.be:
        return ""
    return _elsewhere(scene, meaning) or _over_another(scene, meaning) or _becoming(scene, meaning)


def _elsewhere(scene: Scene, meaning: Meaning) -> str:
    known = list(_houses(scene.source, meaning))
    everywhere = {word for name in scene.source.names for word in name.words}
    for person, house, text in _houses(scene.said, meaning):
        theirs = [other for who, other, _ in known if who & person]
        if not theirs or not house <= everywhere or any(house & other for other in theirs):
            continue
        if not any(person <= frozenset(name.words) | {"mr", "ms"} for name in scene.source.names):
            continue
        return f"“{text}” is not the house of this person in the source"
    return ""


def _houses(reading: Reading, meaning: Meaning) -> Iterator[tuple[frozenset[str], frozenset[str], str]]:
    """Persons with the house they are of: "Acme's chief, Jane Roe", "Jane Roe, who heads Acme"."""
    tokens = reading.tokens
    by_first = {name.first: name for name in reading.names}
    for name in reading.names:
        place = name.last + 1
        if place + 2 < len(tokens) and tokens[place].text == "," and tokens[place + 1].low == "who":
            house = by_first.get(place + 3)
            if tokens[place + 2].low in _HEADS and house and len(name.words) > 1:
                yield frozenset(name.words), frozenset(house.words), house.text
        if not tokens[name.last].text.endswith(("'s", "s'", "’s")):
            continue
        title = next(
            (
                p
                for p in range(place, min(len(tokens), place + _NEAR))
                if tokens[p].low in meaning.titles and not any(t.text in _STOPS for t in tokens[place:p])
            ),
            -1,
        )
        behind = title + 1 + (0 <= title < len(tokens) - 1 and tokens[title + 1].text == ",")
        person = by_first.get(behind) if title >= 0 else None
        if person and len(person.words) > 1:
            yield frozenset(person.words), frozenset(name.words), name.text
    for office in offices(reading, meaning):
        place = office.index + 1
        if office.holder and place + 1 < len(tokens) and tokens[place].low in ("of", "at"):
            house = by_first.get(place + 1 + (tokens[place + 1].low == "the"))
            if house and not office.holder & set(house.words):
                yield office.holder, frozenset(house.words), house.text


def _over_another(scene: Scene, meaning: Meaning) -> str:
    """ "The head of the festival's jury", where the source has the jury elsewhere and no head of it."""
    tokens = scene.source.tokens
    posts = offices(scene.source, meaning)
    for one in offices(scene.said, meaning):
        field = _field(scene.said, one)
        if not one.holder or field < 0:
            continue
        word = scene.said.tokens[field]
        places = [p for p, token in enumerate(tokens) if token.low == word.low]
        if not places or word.low in _ANY or len(places) != len(scene.places[field]):
            continue
        held = {token.sentence for token in tokens if token.low in one.holder}
        near = any(abs(post.index - place) <= _BEHIND + 1 for post in posts for place in places)
        if not near and held and all(tokens[place].sentence not in held for place in places):
            return f"the title “{scene.said.tokens[one.index].text} of {word.text}” is not in the source"
    return ""


def _field(reading: Reading, one: Office) -> int:
    """The token of the last word of what an office is over: "jury" of "head of the festival's jury"; or -1."""
    tokens, place = reading.tokens, one.index + 1
    if place >= len(tokens) or tokens[place].low != "of":
        return -1
    last = -1
    for index in range(place + 1, min(len(tokens), place + _BEHIND)):
        token = tokens[index]
        if token.text == "'":  # "of the musicians' union"
            continue
        if token.capital and last > 0:
            break
        if token.text in _STOPS or not token.word or (token.bare and index > place + 1):
            break
        last = index
    return last if last > 0 and not tokens[last].capital and not tokens[last].bare else -1


def _becoming(scene: Scene, meaning: Meaning) -> str:
    known = list(_become(scene.source, meaning))
    for who, place in _become(scene.said, meaning):
        means = scene.said.tokens[place].means
        theirs = [scene.source.tokens[other] for person, other in known if person & who]
        if theirs and all(means.isdisjoint(token.means) for token in theirs):
            return f"“{scene.said.tokens[place].text}” is not what this person becomes in the source"
    return ""


def _become(reading: Reading, meaning: Meaning) -> Iterator[tuple[frozenset[str], int]]:
    """Persons with the token of the title they come to hold."""
    tokens = reading.tokens
    for index, token in enumerate(tokens):
        if token.low not in _BECOMES or index in reading.quoted:
            continue
        names = [
            name
            for name in reading.names
            if name.last < index <= name.last + 4 and tokens[name.first].sentence == token.sentence
        ]
        title = next(
            (
                p
                for p in range(index + 1, min(len(tokens), index + 1 + _BEHIND))
                if tokens[p].low in meaning.titles
            ),
            -1,
        )
        if names and title > 0 and not any(one.text in _STOPS for one in tokens[index:title]):
            yield frozenset(names[-1].words), title
