"""What makes a sentence unfit for a summary, or merely awkward. Judged on one sentence at a time."""

from __future__ import annotations

import re

from digest.summarise.language import Language
from digest.summarise.whole import command, verbless
from digest.summarise.words import QUOTED, WORD, count, names, numbers, unquoted

_ADDRESS_OR_MARKUP = re.compile(
    r"https?://|\bwww\.|\b\w+\.(?:com|org|net|io)/|<[a-zA-Z/!]|\{\{|#\w+ #\w+"
    r"|\[(?:link|comments?|image|video|embed|gallery|caption|\d+)\b"
)
_COUNTRY = re.compile(r"\bthe us\b")
#: A code page lost the quotation mark before a word: "?obscene".
_LOST_QUOTE = re.compile(r"^\?\w")
#: "vote glitchMaduro kicked off", "Vikhroli mangroves, MumbaiIt is", "SAVING THE COAST While India"; not "iPhone".
_GLUED = re.compile(
    r"\b[a-z]{3,}[A-Z][a-z]{2,}|[a-z]{3}(?:The|It|He|She|This|These|But|And|We|They)\b|^(?:[A-Z]{2,} ){3,}[A-Z][a-z]"
)
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
    if table.standing.fleeting.search(unquoted(text)):
        return "over when it is read"
    if command(text, table.standing):
        return "tells the reader what to do"
    if _GLUED.search(text):
        return "a heading glued on"
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
    own = _COUNTRY.sub(" ", unquoted(text))
    # Where nothing has a capital, "us" is the country more often than the writer; "the app Rescue Me" is a name.
    country = ("us",) if text.islower() else ("US", "MY", "ME", "MINE")
    return any(
        word.casefold().replace("’", "'") in group
        and word not in country
        and (word[0].islower() or word[0] == "I" or not place)
        for place, word in enumerate(WORD.findall(own))
    )


def unattributed(text: str, table: Language) -> bool:
    """Whether most of the sentence is a quotation and nobody is named as its speaker."""
    quoted = sum(len(match) for match in QUOTED.findall(text))
    if quoted < 0.5 * len(text):
        return False
    own = {word.casefold() for word in WORD.findall(unquoted(text))}
    return own.isdisjoint(table.said)


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
