"""Words, counted and compared the same way by everything that chooses or checks a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from digest.summarise.language import Language

WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*")
#: What stands in quotation marks, of any style.
QUOTED = re.compile(
    r"“[^“”]*”|«[^«»]*»|„[^„“”]*[“”]|\"[^\"]*\""
    r"|(?<!\w)‘(?:[^‘’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\w)'[^']*'(?!\w)"
)
_MARKS = "\"'“„«‘"
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
#: Invisible in a letter, or worse: controls, soft hyphen, zero-width space, bidi overrides, BOM, surrogates.
#: The joiners U+200C and U+200D stay: Persian words and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
#: Beside Latin letters and blanks a joiner joins nothing: some publishers mark their own links with it.
_LATIN_JOINER = re.compile(r"[\u200c\u200d](?=[\x20-\x7e])|(?<=[\x20-\x7e])[\u200c\u200d]|^[\u200c\u200d]")


@lru_cache(maxsize=256)
def unquoted(text: str) -> str:
    """`text` without what stands in quotation marks. A sentence is asked for it by every rule that judges it."""
    return QUOTED.sub(" ", text) if any(mark in text for mark in _MARKS) else text


def plain(text: str) -> str:
    """`text` on one line, single spaces, nothing invisible."""
    return " ".join(_LATIN_JOINER.sub("", _INVISIBLE.sub("", text)).split())


def count(text: str) -> int:
    """Words as an editor counts them; two characters of a script without spaces are one word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = _UNSPACED.sub(" ", text) if unspaced else text
    return len(WORD.findall(spaced)) + (unspaced + 1) // 2


def stem(word: str) -> str:
    """A rough stem, so that "songs" meets "song" and "OpenAI's" meets "OpenAI"."""
    word = word.casefold().replace("’", "'").removesuffix("'s").rstrip("'.")
    if len(word) > 5:
        for ending in ("ing", "ed", "es"):
            if word.endswith(ending):
                return word[: -len(ending)].rstrip("e")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.rstrip("e") if len(word) > 4 else word


def content(text: str, table: Language) -> list[str]:
    """Stems of the words that carry meaning, in order, with repeats."""
    found = WORD.findall(text)
    return [stem(word) for word in found if word.casefold().replace("’", "'") not in table.stopwords]


def shared(left: Collection[str], right: Collection[str]) -> float:
    """How much of the smaller of two sets of stems is in the other, from 0 to 1; 1 where one is empty."""
    one, other = frozenset(left), frozenset(right)
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0


def tokens(text: str) -> list[str]:
    """Words and single marks; white space is no token."""
    return _TOKEN.findall(text)


def numbers(text: str) -> set[str]:
    """The figures of `text` as written: "1.5", "200", "9:30"."""
    return set(_NUMBER.findall(text))


def names(text: str) -> set[str]:
    """Words with a capital that do not only begin the sentence or a quotation."""
    found = set()
    for match in WORD.finditer(text):
        word = match[0]
        begins = not text[: match.start()].strip("\"'“‘«„([ ")
        if (
            not word.islower()
            and any(character.isupper() for character in word)
            and not (begins and (word[1:].islower() or len(word) == 1))
        ):
            found.add(word.replace("’", "'").removesuffix("'s"))
    return found
