"""Whether a sentence tells news at all, or only sets a scene, judges, or describes.

What happened has a figure, a name that the headline has not, or a verb by which something happens. "Knowing that a
reel did well has never been the hard part." has none of them. There is no parser: the first verb decides.
"""

from __future__ import annotations

from digest.summarise.language import Language
from digest.summarise.whole import verb
from digest.summarise.words import QUOTED, WORD, names, numbers

#: Words between an auxiliary and the participle that counts: "is now slowly being rolled out".
_NEAR = 4


def facts(text: str, title: str) -> set[str]:
    """Names and figures that the headline has not."""
    known = {word.replace("’", "'").removesuffix("'s").casefold() for word in WORD.findall(title)}
    return {one for one in names(text) | numbers(text) if one.casefold() not in known}


def idle(text: str, title: str, table: Language) -> str:
    """Why `text` tells nothing that happened; "" when it tells something. Languages without verbs are not asked."""
    standing = table.standing
    if not standing.stative or text.islower():
        return ""
    own = QUOTED.sub(" ", text)
    new = facts(text, title)
    if standing.background.search(own) and len(new) < 2:
        return "sets a scene"
    if new or not table.said.isdisjoint(own.casefold().replace("’", "'").split()):
        return ""
    low = [word.casefold().replace("’", "'") for word in WORD.findall(own)]
    place = next((at for at, word in enumerate(low) if at and verb(word, standing)), None)
    if place is None:
        return ""
    near = low[place : place + _NEAR]
    if not standing.denies.isdisjoint(near):
        return "says what is not"
    return "describes" if _stands_still(low, place, table) and not standing.defines.search(own) else ""


def _stands_still(low: list[str], place: int, table: Language) -> bool:
    """Whether the verb at `place` is one by which nothing happens."""
    standing = table.standing
    if low[place] not in standing.stative:
        return False
    if low[place] not in standing.auxiliaries:
        return True
    for word in low[place + 1 : place + 1 + _NEAR]:
        if word in standing.irregular or (len(word) > 4 and word.endswith(("ing", *standing.past_endings))):
            return False
        if word in standing.determiners:
            return True
    return True
