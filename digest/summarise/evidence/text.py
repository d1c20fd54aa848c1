"""A text as the judge reads it: tokens with their roots, what they mean, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digest.summarise.language import Language
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: A text longer than this is cut: a report's, not a book's.
LONGEST = 30_000
_TOKEN = re.compile(
    r"(?:US|CA?|AU?|NZ|HK|S|R)\$|\d+(?:[.,:]\d+)*|[^\W\d_a-z][^\W\d_]*-\d{1,3}(?!\w)|(?:[^\W\d_]\.){2,6}|[^\W\d_]+(?:['’][^\W\d_]{1,3}(?!\w))?|\d*\w+|[$€£¥%]|[^\w\s]"
)
_STARTUP = re.compile(
    r"\b(start|e|pre|re|set|take|break|on)-(ups?|books?|mails?|trial|releases?|elect\w*|line)\b", re.I
)
_NUMBERED = re.compile(r"\bno\.(?=\s?\d)", re.I)
_CLEAR = words_of("clear clears cleared clearing")
_FETCH = words_of("take takes taking took taken drag drags dragging dragged haul hauls hauling hauled")
_ENDS = frozenset(".!?…")
_PAUSES = frozenset(",;:—–()")
_OPENING = frozenset("\"“”„«‘'’»")
_AFTER_DOT = re.compile(r"[\"”’»')\]]*\s+[\"“„«‘'(\[]*[A-ZÀ-ÞÄÖÜ0-9¿¡]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. `means` holds its root and the groups of words it belongs to."""

    text: str
    low: str
    start: int
    end: int
    sentence: int
    clause: int
    means: frozenset[str]
    bare: bool  #: carries no meaning: a stopword, a mark
    opens: bool = False  #: begins a sentence
    turned: bool = False  #: a word with "un-" means the contrary of what `means` holds

    @property
    def word(self) -> bool:
        return self.text[0].isalpha() and self.text[-1] != "$"

    @property
    def number(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def capital(self) -> bool:
        return any(character.isupper() for character in self.text)


def read(text: str, table: Language) -> tuple[Token, ...]:
    """The tokens of `text`. Hyphens part words ("ex-CEO"), phrases of the table are one token."""
    text = text[:LONGEST]
    raw = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(_joined(text))]
    return tuple(_numbered(_phrased(raw, table.meaning), text, table))


def _joined(text: str) -> str:
    """ "start-up" as "startup ", "No. 2" as "nr  2" – of the same length, so that places stay what they are."""
    text = _NUMBERED.sub("nr ", text)
    return _STARTUP.sub(lambda match: f"{match[1]}{match[2]}".ljust(len(match[0])), text).replace("’", "'")


def _phrased(raw: list[tuple[str, int, int]], meaning: Meaning) -> Iterator[tuple[str, str, int, int]]:
    """(text, low, start, end), with the words of a phrase in one."""
    begun = _phrases(meaning)
    place = 0
    while place < len(raw):
        text, start, end = raw[place]
        low = _low(text)
        if low in _FETCH and _goes_to(raw, place, "court"):
            low = "suing" if low.endswith("ing") else "sue" if low in ("take", "takes") else "sued"
        if low in _CLEAR and _goes_to(raw, place, "of"):
            low = "acquitted"
        for phrase, stands_for in begun.get(low, ()):
            if tuple(_low(one[0]) for one in raw[place : place + len(phrase)]) == phrase:
                yield text, stands_for, start, raw[place + len(phrase) - 1][2]
                place += len(phrase)
                break
        else:
            yield text, low, start, end
            place += 1


def _goes_to(raw: list[tuple[str, int, int]], place: int, goal: str) -> bool:
    """ "Takes the label Acme, its rival, to court", "clears the station of misleading its listeners"."""
    lows = [one[0].casefold() for one in raw[place + 1 : place + 14]]
    end = next((at for at, low in enumerate(lows) if low == goal), 0)
    if not end or {".", ";", "and"} & set(lows[:end]):
        return False
    return (
        lows[end - 1] == "to"
        if goal == "court"
        else lows[end + 1 : end + 2] != [] and lows[end + 1].endswith("ing")
    )


def _low(text: str) -> str:
    low = text.casefold()
    if len(low) > 1 and low.endswith("."):
        return low.replace(".", "")
    return low.removesuffix("'s") or low


@lru_cache(maxsize=8)
def _phrases(meaning: Meaning) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, stands_for in sorted(meaning.phrases.items(), key=lambda item: (-len(item[0]), item[0])):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, stands_for))
    return found


def _numbered(parts: Iterator[tuple[str, str, int, int]], text: str, table: Language) -> Iterator[Token]:
    sentence = clause = 0
    opened = -1
    for word, low, start, end in parts:
        if low in table.meaning.joints:
            clause += 1
        mark = not (word[0].isalnum() or word[0] in "$€£¥%")
        bare = mark or ((low in table.stopwords or low in table.meaning.functions) and low != "told")
        means = frozenset() if mark else means_of(low, table.meaning)
        turned = low.startswith("un") and len(low) > 7 and not low.startswith(table.meaning.no_prefix)
        if turned:
            means |= means_of(low[2:], table.meaning)
        yield Token(
            word, low, start, end, sentence, clause, means, bare, opened != sentence and not mark, turned
        )
        opened = opened if mark else sentence
        if word in _PAUSES:
            clause += 1
        elif (word in _ENDS and (word != "." or _ends(text, start, end, table))) or "\n\n" in text[
            end : end + 4
        ]:
            sentence += 1
            clause += 1


def _ends(text: str, start: int, end: int, table: Language) -> bool:
    """Whether a full stop ends a sentence: not after "Mr", "Inc" before a small letter, or an initial."""
    begin = start
    while begin > 0 and start - begin < 20 and not text[begin - 1].isspace():
        begin -= 1
    word = text[begin:end].casefold()
    if word in table.abbreviations or (len(word) == 2 and word[0].isalpha()):
        return False
    return end >= len(text) or _AFTER_DOT.match(text, end) is not None


@lru_cache(maxsize=20_000)
def means_of(low: str, meaning: Meaning) -> frozenset[str]:
    """A word's root and the names of the groups it is in."""
    stem = root(low, meaning)
    return frozenset((stem, *_groups(meaning).get(stem, ())))


@lru_cache(maxsize=8)
def _groups(meaning: Meaning) -> dict[str, tuple[str, ...]]:
    """From a root to its groups. A side of an axis is a group as well."""
    found: dict[str, list[str]] = {}
    sides = [side for pair in (*meaning.axes, *meaning.converse) for side in pair]
    for number, group in enumerate((*meaning.groups, *meaning.places, *sides)):
        for word in sorted(group):
            found.setdefault(root(word, meaning), []).append(f"#{number}")
    return {stem: tuple(dict.fromkeys(numbers)) for stem, numbers in found.items()}


@lru_cache(maxsize=20_000)
def root(low: str, meaning: Meaning) -> str:
    """What a word has in common with its relatives: "acquired", "acquires", "acquiring".

    Endings come off once for the inflection and once for the kind of word, while four letters remain.
    """
    low = low.removesuffix("'s").rstrip("'")
    if low in meaning.irregular:
        return _trimmed(meaning.irregular[low])
    for ending, instead in meaning.endings:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            low = low[: -len(ending)] + instead
            break
    if low in meaning.irregular:
        return _trimmed(meaning.irregular[low])
    for ending in meaning.relatives:
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            low = low[: -len(ending)]
            break
    if len(low) > 4 and low[-1] == low[-2] and low[-1] not in "saeiou":
        low = low[:-1]
    return _trimmed(low)


def _trimmed(low: str) -> str:
    """ "company" meets "companies", and "acquire" "acquiring"."""
    if len(low) > 3 and low.endswith("y"):
        return low[:-1] + "i"
    return low.rstrip("e") if len(low) > 3 else low
