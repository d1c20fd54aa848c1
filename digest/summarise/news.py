"""Whether a sentence tells news at all, or only sets a scene, judges, or describes.

What happened has a figure, a name that the headline has not, or a verb by which something happens. "Knowing that a
reel did well has never been the hard part." has none of them. There is no parser: the first verb decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.language import Language
from digest.summarise.whole import verb
from digest.summarise.words import WORD, content, count, names, numbers, shared, unquoted

#: Sentences within which a report comes to the facts, if it opens with slogans, and words that a slogan has at most.
OPENING, _SLOGAN = 4, 16
#: Of its words of meaning, the share that makes an opening the news that the headline told, and no slogan.
_HEADLINE = 0.5
#: Words between an auxiliary and the participle that counts: "is now slowly being rolled out".
_NEAR = 4


def facts(text: str, title: str) -> set[str]:
    """Names and figures that the headline has not."""
    known = {
        part for word in WORD.findall(title.casefold().replace("’", "'")) for part in (word, *word.split("-"))
    }
    known |= {word.removesuffix("'s") for word in known}
    found = names(text) | numbers(text)
    return {one for one in found if one.casefold() not in known and not one.startswith(("AI-", "A.I."))}


def attributed(text: str, table: Language) -> bool:
    """Whether somebody says it."""
    return not table.said.isdisjoint(text.casefold().replace("’", "'").split())


def _new(text: str, title: str, table: Language) -> set[str]:
    """Facts, and numbers in words: "for two days"."""
    counts = table.dates.counts
    return facts(text, title) | {word for word in text.casefold().split() if counts.get(word, 0) > 1}


def slow_opening(sentences: Sequence[str], title: str, table: Language) -> int:
    """How many sentences a report opens with before it comes to the facts; 0 where none follow."""
    if not table.standing.stative or not sentences or sentences[0].islower():
        return 0
    for place, text in enumerate(sentences):
        if _new(text, title, table):
            return place
        if shared(content(text, table), content(title, table)) >= _HEADLINE:
            return 0
        if count(text) > _SLOGAN or attributed(text, table):
            return 0
    return 0


def idle(text: str, title: str, table: Language) -> str:
    """Why `text` tells nothing that happened; "" when it tells something. Languages without verbs are not asked."""
    standing = table.standing
    if not standing.stative or text.islower():
        return ""
    own = unquoted(text)
    new = _new(text, title, table)
    scene = standing.background.match(own)
    if scene and not numbers(own[scene.end() :]) and not attributed(own, table):
        return "sets a scene"
    if standing.vague.search(own):
        return "says only that somebody spoke"
    low = [word.casefold().replace("’", "'") for word in WORD.findall(own)]
    verbs = (at for at, word in enumerate(low) if at and (verb(word, standing) or word in standing.stative))
    place = next(verbs, None)
    if len(new) < 2 and place is not None and _is_not(low, place, table):
        return "says what is not"
    if new or attributed(own, table):
        return ""
    if standing.generalities.match(own):
        return "a generality"
    if place is None:
        return ""
    near = low[place : place + _NEAR]
    if not standing.denies.isdisjoint(near):
        return "says what is not"
    return "describes" if _stands_still(low, place, table) and not standing.defines.search(own) else ""


def _is_not(low: list[str], place: int, table: Language) -> bool:
    """Whether "isn't a side quest" says what a thing is not."""
    standing = table.standing
    after = low[place + 1] if place + 1 < len(low) else ""
    return low[place] in standing.denies and low[place] in standing.stative and after in standing.singular


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
