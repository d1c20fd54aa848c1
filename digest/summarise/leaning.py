"""What an opening points back at: the sentence before ("He …", "Instead, …"), a thing it named, or nothing.

A sentence that leans is only told behind the one that explains it. There is no parser: the words before a pronoun
decide, and in doubt it leans.
"""

from __future__ import annotations

import re
from typing import Literal

from digest.summarise.language import Language
from digest.summarise.whole import verb
from digest.summarise.words import WORD, content, names, unquoted

Leaning = Literal["", "noun", "pronoun"]

_QUOTES = '"“‘«„'
#: Words of a sentence that are read for what points out of it, and those that are its opening.
_READ, _OPENING = 40, 8


def leans(text: str, table: Language, known: frozenset[str]) -> Leaning:
    """How the opening points at a sentence before: "He …", "This …", "Instead, …", or "The company …".

    `known` holds the stems of the headline, which the reader has just read: "The tool" after a headline that
    says "tool" stands.
    """
    found = WORD.findall(text[:100])[:7]
    opening = [word.casefold().replace("’", "'") for word in found]
    if not opening:
        return ""
    first, second = opening[0], opening[1] if len(opening) > 1 else ""
    if first in table.standing.demonstratives and _is_noun(second, table):
        return "noun"
    if first in table.leaning or f"{first}_{second}" in table.leaning:
        return "pronoun"
    if _points_back(found, opening, table):
        named = text[0] in _QUOTES and text[0] != text[-1] and _speaks(text, table)
        return "noun" if named else "pronoun"
    if _nameless(text, table):
        return "pronoun"
    if (counted := table.standing.counted_on.match(text)) and known.isdisjoint(content(counted[0], table)):
        return "pronoun"
    if table.standing.later.match(text):
        return "pronoun"
    if (
        _said_by_nobody(text, table)
        or _points_inside(found, opening, table)
        or _without_antecedent(text, table)
    ):
        return "pronoun"
    if table.standing.said_nouns.search(text) and not _named_before(text, table.standing.said_nouns, table):
        owned = table.standing.said_owned.search(text) is not None
        return "" if not owned and _any_known(found, table, known) else "noun"
    if first not in table.articles:
        return ""
    return "noun" if _unintroduced(found, opening, table, known) else ""


def voice(text: str, table: Language) -> str:
    """The pronoun that `text` speaks of instead of a name: "he" in "He left." and in "“No,” he said."; or ""."""
    found = WORD.findall(unquoted(text[:400]))
    for word in found[:1] if text.islower() else found:
        low: str = word.casefold()
        if low in table.pronouns and low not in table.standing.demonstratives:
            return low
        if word[0].isupper() and low not in table.stopwords:
            return ""
    return ""


def _speaks(text: str, table: Language) -> bool:
    """Whether a quotation is given to somebody with a name or a part in the story."""
    own = unquoted(text)
    return bool(names(f"x {own}")) and not table.said.isdisjoint(own.casefold().split())


def _is_noun(word: str, table: Language) -> bool:
    """Whether "this" before `word` points at a thing: "these doctors", but not "this is" and not "this week"."""
    if not word or word in table.stopwords or word in table.pointing_fine:
        return False
    return word not in table.standing.finite and not word.endswith(("ed", "ly"))


def _points_inside(found: list[str], opening: list[str], table: Language) -> bool:
    """Whether "that growing category" or "which ones" comes before anything was named."""
    for place, word in enumerate(opening[:-1]):
        if place and found[place][0].isupper() and word not in table.stopwords:
            return False
        if f"{word}_{opening[place + 1]}" in table.standing.pointing:
            return True
    return False


def _without_antecedent(text: str, table: Language) -> bool:
    """Whether "it", "they" or "those tracks" further on stands for something the sentence does not hold.

    "Google called it the biggest change" and "Users will have access to it": nothing before can be "it".
    """
    standing = table.standing
    if not standing.objects or text.islower():
        return False
    own = unquoted(text)
    found = list(WORD.finditer(own))[:_READ]
    low = [match[0].casefold().replace("’", "'") for match in found]
    for place, word in enumerate(low):
        after = low[place + 1] if place + 1 < len(low) else ""
        before = own[: found[place].start()]
        if word in standing.far_pointing and 0 < place < _OPENING and _points_at(low, place, table):
            return True
        if word in standing.objects and not _expletive(low, place, after, table):
            return not _singular_before(before, low[:place], table)
        begins = before.rstrip().endswith(",") and before.count(",") == 1
        if begins and word.split("'")[0] in standing.plural_pronouns and low[0] in standing.joints:
            return not names(before) and not any(_plural(one, table) for one in low[:place])
    return False


def _points_at(low: list[str], place: int, table: Language) -> bool:
    """Whether "those" before a plural points out of the sentence: not "those who", nor "those tracks that"."""
    noun, after = (low[at] if at < len(low) else "" for at in (place + 1, place + 2))
    return _plural(noun, table) and noun not in low[:place] and after not in table.standing.restricting


def _plural(word: str, table: Language) -> bool:
    return word in table.standing.people or (
        len(word) > 3 and word[-1] == "s" and word[-2] not in "s'ui" and word not in table.stopwords
    )


def _expletive(low: list[str], place: int, after: str, table: Language) -> bool:
    """Whether "it" is a subject ("it was"), or stands for what follows: "makes it harder to", "called it quits"."""
    standing = table.standing
    before = low[place - 1] if place else ""
    return (
        not place
        or before in standing.expletive_verbs
        or (before in table.said and after not in standing.singular)
        or before in standing.joints
        or after in standing.finite
        or verb(after, standing)
        or after in standing.verbs
        or low[place] != low[place].split("'")[0]
    )


def _singular_before(before: str, low: list[str], table: Language) -> bool:
    """Whether one thing was spoken of: "a feature", "its app", "Acme's plan", or a name that is not the subject."""
    owned = any(word.endswith(("'s", "s'")) for word in low)
    return owned or not table.standing.singular.isdisjoint(low) or bool(names(before))


def _any_known(found: list[str], table: Language, known: frozenset[str]) -> bool:
    return not known.isdisjoint(content(" ".join(found), table))


def _unintroduced(found: list[str], opening: list[str], table: Language, known: frozenset[str]) -> bool:
    """Whether "The notice was issued" speaks of a thing that neither itself nor the headline names."""
    standing = table.standing
    if not standing.restricting:
        third = opening[2] if len(opening) > 2 and (found[1].islower() or found[1] == "AI") else ""
        noun = next((word for word in (*opening[1:2], third) if word.removesuffix("'s") in table.generic), "")
        return bool(noun) and known.isdisjoint(content(noun, table))
    for place, word in enumerate(found[1:], 1):
        low = opening[place].removesuffix("'s")
        if (not word.islower() and word != "AI") or low in standing.restricting or low in standing.unique:
            return False
        if place > 1 and verb(low, standing):
            return known.isdisjoint(content(" ".join(found[1:place]), table))
    return False


def _said_by_nobody(text: str, table: Language) -> bool:
    """Whether "he said" or "according to them" stands in the sentence and no name before it."""
    return not _named_before(text, table.standing.said_pronouns, table)


def _named_before(text: str, speaker: re.Pattern[str], table: Language) -> bool:
    """Whether somebody is named, outside of quotations, before the words that `speaker` finds, or it finds none."""
    own = unquoted(text)
    found = speaker.search(own)
    if found is None or text.islower():
        return True
    before = own[: found.start()]
    return bool(names(before)) or _somebody(before, table)


def _somebody(text: str, table: Language) -> bool:
    """Whether a person without a name is in it: "a 25-year-old man"."""
    return not table.standing.people.isdisjoint(text.casefold().split())


def _nameless(text: str, table: Language) -> bool:
    """Whether "her" or "he" stands in the sentence before anybody was named."""
    if text.islower() or table.persons.isdisjoint(text.casefold().split()):
        return False
    for word in WORD.findall(unquoted(text)):
        low = word.casefold()
        if low in table.standing.people:
            return False
        if low in table.persons:
            return True
        if word[0].isupper() and low not in table.stopwords:
            return False
    return False


def _points_back(found: list[str], opening: list[str], table: Language) -> bool:
    """Whether a pronoun comes before any name: "On Monday it changed sides"."""
    for place, word in enumerate(opening[:4]):
        if place and found[place][:1].isupper() and word not in table.stopwords:
            return False
        after = opening[place + 1] if place + 1 < len(opening) else ""
        subject = place == 0 or (word in table.pronouns and not _inside(opening[:place], word, table))
        if subject and word in table.dangling and after not in table.pointing_fine:
            return True
    return False


def _inside(before: list[str], pronoun: str, table: Language) -> bool:
    """Whether the words before a pronoun name its antecedent: "Investigators said they", "A man said he".

    Not "On Monday it", and not "Police say he", who is somebody else.
    """
    if pronoun in table.persons:
        return not table.standing.people.isdisjoint(before)
    if before[0] in table.stopwords or before[0] in table.standing.heads:
        return False
    return any(verb(word, table.standing) or word in table.standing.verbs for word in before[1:])
