"""How a matter stands: still or no longer, already or to come, sure or perhaps, done or only alleged."""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.evidence.scene import Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.evidence.titles import time_and_rank
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

_FUTURE, _MAY = words_of("will shall"), words_of("may might could")
_CAREFUL = words_of("allegedly reportedly supposedly apparently case dispute alleged accused according")
_ALREADY = words_of("already")
_OFFICES = words_of("lead head run chair own edit manage direct oversee host present serve")
_ENDED = words_of("until formerly previously once")
_ACCUSING = words_of("accusing accused accuses accuse alleging alleges alleged suspected suspects suspect")
_OVER = ".!?;"


def misjudged(scene: Scene, meaning: Meaning) -> str:
    """The first deed of the sentence that stands otherwise in the source."""
    said, source = scene.said.tokens, scene.source.tokens
    if not meaning.clauses.be:
        return ""
    for index, token in enumerate(said):
        if not token.word or index in scene.said.quoted or index in scene.said.named:
            continue
        places = [
            place
            for place in scene.at.get(root(token.low, meaning), ())
            if place not in scene.source.named and _same(token, source[place], meaning)
        ]
        if not places:
            continue
        if _promised(said, index) and all(_open(source, place, meaning) for place in places):
            return f"“{token.text}”: the source only says that it may be"
        if _after(said, index, _ALREADY, meaning) and all(
            _after(source, place, _FUTURE | _MAY, meaning) for place in places
        ):
            return f"“{token.text}”: the source says that it is to come"
        if _holds(said, index, meaning) and all(_ended(source, place, meaning) for place in places):
            return f"“{token.text}”: the source says that it is over, or of a deputy"
        if _told(said, index, meaning) and all(_alleged(source, place) for place in places):
            return f"“{token.text}”: the source only has it as an accusation"
    return ""


def _same(one: Token, other: Token, meaning: Meaning) -> bool:
    return one.low == other.low or root(one.low, meaning) == root(other.low, meaning)


def _promised(tokens: Sequence[Token], index: int) -> bool:
    """Right behind a "will", and a verb that says more than "be"."""
    if not index or tokens[index - 1].low not in _FUTURE or tokens[index].low in ("be", "have", "not"):
        return False
    return not any(token.low in _MAY or token.low in _CAREFUL for token in tokens)


def _open(tokens: Sequence[Token], place: int, meaning: Meaning) -> bool:
    """ "May appeal", "is deciding whether to appeal"."""
    asked = [one.low for one in tokens[max(0, place - 2) : place]] == ["whether", meaning.clauses.to]
    return asked or _after(tokens, place, _MAY, meaning)


def _after(tokens: Sequence[Token], index: int, words: frozenset[str], meaning: Meaning) -> bool:
    """Whether one of the words stands before a verb, with nothing but small words between."""
    for place in range(index - 1, max(-1, index - 4), -1):
        low = tokens[place].low
        if low in words:
            return True
        if not (low in meaning.clauses.helpers or low in meaning.clauses.adverbs or low == "be"):
            return False
    return False


def _holds(tokens: Sequence[Token], index: int, meaning: Meaning) -> bool:
    """An office that is held: "leads", "is running"; not "led" or "to lead"."""
    token = tokens[index]
    offices = {root(word, meaning) for word in _OFFICES}
    before = tokens[index - 1].low if index else ""
    return (
        root(token.low, meaning) in offices
        and token.low.endswith("s")
        and not token.low.endswith("ss")
        and (before in ("who", "which", "and", ",", "still", "now", "that") or tokens[index - 1].capital)
    )


def _ended(tokens: Sequence[Token], place: int, meaning: Meaning) -> bool:
    """ "Led the project until last year", "used to run it"; "its former head", "its deputy head"."""
    if [one.low for one in tokens[max(0, place - 2) : place]] == ["used", "to"] or (
        tokens[place].low in meaning.titles and any(time_and_rank(tokens, place, meaning))
    ):
        return True
    near = [one for one in tokens[max(0, place - 2) : place + 9] if one.sentence == tokens[place].sentence]
    return tokens[place].low.endswith(("ed", "d", "ran", "n")) and any(one.low in _ENDED for one in near)


def _told(tokens: Sequence[Token], index: int, meaning: Meaning) -> bool:
    """A deed told as done, in a sentence that says nowhere that somebody says so."""
    token = tokens[index]
    past = token.low.endswith("ed") or meaning.irregular.get(token.low, token.low) != token.low
    if not past or token.bare or token.low in meaning.sayers:
        return False
    return not any(
        one.low in meaning.sayers
        or one.low in meaning.claimers
        or one.low in meaning.accusers
        or one.low in meaning.judging
        or one.low in _CAREFUL
        or one.low in _MAY
        for one in tokens
    )


def _alleged(tokens: Sequence[Token], place: int) -> bool:
    """Behind "accusing Acme of", "alleging that it had"; or the "-ing" of it."""
    for back in range(place - 1, max(-1, place - 14), -1):
        if tokens[back].text in _OVER or tokens[back].sentence != tokens[place].sentence:
            return False
        if tokens[back].low in _ACCUSING:
            between = {token.low for token in tokens[back:place]}
            return "of" in between or "that" in between
    return False
