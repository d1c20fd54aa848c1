"""What makes a sentence unfit for a summary, or merely awkward. Judged on one sentence at a time."""

from __future__ import annotations

import re
from typing import Literal

from digest.summarise.language import Language
from digest.summarise.whole import command, verb, verbless
from digest.summarise.words import QUOTED, WORD, content, count, names, numbers

Leaning = Literal["", "noun", "pronoun"]

_ADDRESS_OR_MARKUP = re.compile(
    r"https?://|\bwww\.|\b\w+\.(?:com|org|net|io)/|<[a-zA-Z/!]|\{\{|#\w+ #\w+"
    r"|\[(?:link|comments?|image|video|embed|gallery|caption|\d+)\b"
)
_COUNTRY = re.compile(r"\bthe us\b")
#: A code page lost the quotation mark before a word: "?obscene".
_LOST_QUOTE = re.compile(r"^\?\w")
_QUOTES = '"“‘«„'
_CLOSERS = "\"'”’»)] "
_LABEL = re.compile(r"[A-Z][\w' -]{2,24}: ")

#: Words a sentence of a summary has at least and at most; outside it is a fragment or a paragraph.
SHORTEST, LONGEST = 6, 60
#: Above so many it is a burden to read.
LONG = 42


def unfit(text: str, table: Language) -> str:
    """Why no summary may show `text`, whatever else there is; "" when it may."""
    bare = text.rstrip(_CLOSERS)
    if count(text) < 4 or not WORD.search(text[:60]):
        return "too short"
    if bare.endswith(("?", "？")):
        return "a question"
    if bare.endswith((":", ";", ",", "-", "–", "—", "…", "..")):
        return "unfinished"
    opening = [word.casefold() for word in WORD.findall(text[:60])[:2]]
    if opening[0] in table.fragments or "_".join(opening) in table.fragments:
        return "a title"
    if _ADDRESS_OR_MARKUP.search(text):
        return "an address or markup"
    if plumbing(text, table):
        return "not news"
    if table.standing.asides.match(text) or table.standing.scenes.search(text):
        return "an aside"
    if table.standing.bylines.match(text):
        return "a byline"
    if command(text, table.standing):
        return "tells the reader what to do"
    if _unbalanced(text):
        return "half a quotation or parenthesis"
    letters = sum(map(str.isalpha, text)) + text.count(" ")
    if letters < 0.7 * len(text):
        return "not prose"
    capitals = sum(map(str.isupper, text))
    if capitals > 0.5 * letters:
        return "shouted"
    return "no verb" if verbless(text, table.standing) else ""


def plumbing(text: str, table: Language) -> bool:
    """Whether the feed or the site speaks of itself: "Read more", "Sign up", "appeared first on"."""
    return bool(table.noise_openings.match(text) or table.noise.search(text))


def _unbalanced(text: str) -> bool:
    if _LOST_QUOTE.search(text):
        return True
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        return True
    straight = len(re.findall(r"(?<!\d)\"", text))
    return (text.count("“") != text.count("”") and "„" not in text) or straight % 2 == 1


def personal(text: str, table: Language) -> bool:
    """Whether the writer speaks of themselves, outside of a quotation."""
    return _own_words_hold(text, table.first_person)


def addresses_reader(text: str, table: Language) -> bool:
    """Whether the sentence says "you", outside of a quotation."""
    return _own_words_hold(text, table.second_person)


def _own_words_hold(text: str, group: frozenset[str]) -> bool:
    own = _COUNTRY.sub(" ", QUOTED.sub(" ", text))
    return any(
        word.casefold().replace("’", "'") in group and word not in ("US", "MY", "ME", "MINE")
        for word in WORD.findall(own)
    )


def unattributed(text: str, table: Language) -> bool:
    """Whether most of the sentence is a quotation and nobody is named as its speaker."""
    quoted = sum(len(match) for match in QUOTED.findall(text))
    if quoted < 0.5 * len(text):
        return False
    own = {word.casefold() for word in WORD.findall(QUOTED.sub(" ", text))}
    return own.isdisjoint(table.said)


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
    if table.standing.later.match(text):
        return "pronoun"
    if _said_by_nobody(text, table) or _points_inside(found, opening, table):
        return "pronoun"
    if table.standing.said_nouns.search(text) and not _named_before(text, table.standing.said_nouns, table):
        owned = table.standing.said_owned.search(text) is not None
        return "" if not owned and _any_known(found, table, known) else "noun"
    if first not in table.articles:
        return ""
    return "noun" if _unintroduced(found, opening, table, known) else ""


def voice(text: str, table: Language) -> str:
    """The pronoun that `text` speaks of instead of a name: "he" in "He left." and in "“No,” he said."; or ""."""
    found = WORD.findall(QUOTED.sub(" ", text[:400]))
    for word in found[:1] if text.islower() else found:
        low: str = word.casefold()
        if low in table.pronouns and low not in table.standing.demonstratives:
            return low
        if word[0].isupper() and low not in table.stopwords:
            return ""
    return ""


def _speaks(text: str, table: Language) -> bool:
    """Whether a quotation is given to somebody with a name or a part in the story."""
    own = QUOTED.sub(" ", text)
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
    own = QUOTED.sub(" ", text)
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
    for word in WORD.findall(QUOTED.sub(" ", text)):
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


def awkwardness(text: str, table: Language) -> float:
    """How badly `text` reads in a letter: 0 well, 1 only if there is nothing else."""
    length = count(text)
    cost = 0.0
    if length > LONG:
        cost += 0.02 * (length - LONG)
    if length < SHORTEST + 3:
        cost += 0.08 * (SHORTEST + 3 - length)
    if addresses_reader(text, table):
        cost += 0.35
    if unattributed(text, table):
        cost += 0.5
    if text.rstrip(_CLOSERS).endswith("!"):
        cost += 0.3
    if _LABEL.match(text):
        cost += 0.15
    if not names(text) and not numbers(text):
        cost += 0.2
    if any(stale in text.casefold() for stale in table.today):
        cost += 0.15
    return min(cost, 1.0)
