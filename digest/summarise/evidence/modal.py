"""What is done, what is to come, and what only may be: beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.evidence.denials import STOPS
from digest.summarise.evidence.scene import Reading, Scene
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Words of substance that a "may" reaches; how well a word must fit, and how much better than a plain one.
REACH, FIT, MARGIN = 1, 0.25, 1.15
DONE, COMING, MAYBE = 0, 1, 2
_ALLOWING = words_of("let lets letting allow allows allowed permit permits permitted free able can entitled")
_FUTURE = frozenset(("will", "would", "shall"))


def levels(tokens: Sequence[Token], meaning: Meaning, reach: int) -> tuple[int, ...]:
    """For each word whether it is done, to come, or only may be."""
    found = [DONE] * len(tokens)
    for index, token in enumerate(tokens):
        level = _level(tokens, index, meaning, told=reach != REACH)
        if not level:
            continue
        left = reach
        begin = _begin(tokens, index) if level == COMING else index + 1
        for place in range(begin, min(len(tokens), begin + 13)):
            other = tokens[place]
            if other.sentence != token.sentence or not left or (other.text in STOPS and reach == REACH):
                break
            found[place] = max(found[place], level)
            left -= not other.bare and other.word
    return tuple(found)


def _levels(source: Reading, meaning: Meaning) -> tuple[int, ...]:
    return levels(source.tokens, meaning, REACH)


def _level(tokens: Sequence[Token], index: int, meaning: Meaning, *, told: bool) -> int:
    """`told`: in the sentence, where "could not have been" claims nothing that was done."""
    low = tokens[index].low
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if told and low in _ALLOWING:
        return MAYBE
    if low in meaning.maybe:
        return DONE if following == "not" and not told else MAYBE
    return COMING if low in meaning.willing else DONE


def _begin(tokens: Sequence[Token], index: int) -> int:
    """Where what is to come begins: behind "will", and behind the "to" of "ordered the company to"."""
    if tokens[index].low in _FUTURE:
        return index + 1
    for place in range(index + 1, min(len(tokens), index + 10)):
        if tokens[place].text in STOPS or tokens[place].sentence != tokens[index].sentence:
            break
        if tokens[place].low == "to":
            return place + 1
    return len(tokens)


def overstated(scene: Scene, meaning: Meaning) -> str:
    """The first word that the sentence tells as done and the source only as possible or to come."""
    said, source = scene.said.tokens, scene.source.tokens
    here, there = levels(said, meaning, 6), scene.source.once(_levels, meaning)
    for index, token in enumerate(said):
        if (
            token.low in meaning.finished
            and (index + 1 == len(said) or said[index + 1].low != "that")
            and index not in scene.said.quoted
            and not _exact(scene, index, meaning)
        ):
            return f"“{token.text}”: the source does not say that it is done"
        if (
            token.bare
            or token.low in meaning.titles
            or not token.word
            or token.capital
            or not scene.places[index]
            or token.low.endswith(("or", "er", "s"))
            or index in scene.said.quoted
        ):
            continue
        if index and said[index - 1].low in ("to", "on", "of", "an", "a", "the", "its", "their"):
            continue
        exact = tuple(
            p for p in scene.places[index] if root(source[p].low, meaning) == root(token.low, meaning)
        )
        best = max(scene.places[index], key=lambda place: (scene.fits(index, place), -place))
        if there[best] <= here[index]:
            continue
        if there[best] == COMING and (
            (best not in exact and not _perfect(said, index)) or not _past(said, index)
        ):
            continue
        plain = [place for place in scene.places[index] if there[place] <= here[index]]
        fit = scene.fits(index, best)
        if fit > FIT and fit > MARGIN * max((scene.fits(index, place) for place in plain), default=0.0):
            return f"“{token.text}”: the source only says that it may be or is to come"
    return ""


def _perfect(tokens: Sequence[Token], index: int) -> bool:
    """ "Has approved": done, whatever the source calls it."""
    return bool({"has", "have"} & {one.low for one in tokens[max(0, index - 2) : index]})


def _exact(scene: Scene, index: int, meaning: Meaning) -> bool:
    own = root(scene.said.tokens[index].low, meaning)
    return any(root(scene.source.tokens[place].low, meaning) == own for place in scene.places[index])


def _past(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb tells what was: "bought", "has completed", and not "to be completed" or "is being sold"."""
    token = tokens[index]
    if token.low.endswith(("ing", "s")):
        return False
    before = [one.low for one in tokens[max(0, index - 3) : index]]
    if "be" in before or "being" in before or "to" in before[-1:]:
        return False
    return (
        token.low.endswith("ed")
        or bool({"has", "have", "had", "was", "were"} & set(before))
        or token.low in PAST
    )


PAST = words_of("bought sold won lost took gave began left made sent paid put told held kept brought built")
