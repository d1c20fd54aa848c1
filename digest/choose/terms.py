"""Text to terms, and the first embedder: a compact sparse vector of an entry's terms.

A term is a stemmed word; pairs of words were tried and made events harder to tell apart (B-cubed F1 0.91 for
0.94 on six labelled weeks). Scripts without spaces between words give pairs of
characters, so that Chinese or Japanese entries can be told apart too.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from digest.choose.background import background
from digest.choose.common import STOP, WHOLE
from digest.choose.synonyms import read_as
from digest.types import Entry

#: An entry is judged by its title and this much of its text: what a story is about stands at its head, and
#: a feed that gives the full article must not outweigh one that gives a teaser. Characters.
HEAD = 1500

# A word may hold an inner point or comma (5.1, 1,000) or apostrophe (let's, O'Brien).
_WORD = re.compile(r"[^\W_]+(?:['’.,](?=[^\W_])[^\W_]+)*")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_VOWEL = re.compile(r"[aeiouy]")
_SCALES = {"thousand": "k", "million": "m", "billion": "b", "trillion": "t", "mln": "m", "bn": "b"}


def text_of(entry: Entry) -> str:
    """The text by which an entry is judged and that is embedded: its title, a blank line, the head of its text, with
    the usual word where AI is spoken of by another (`synonyms`)."""
    return read_as(f"{entry.title}\n\n{entry.text[:HEAD]}")


def split(text: str) -> tuple[str, str]:
    """The title and the rest of what `text_of` made."""
    title, _, body = text.partition("\n\n")
    return title, body


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A light English stemmer: plurals, -ed and -ing, a final e. Other languages pass nearly unchanged."""
    if len(word) < 4 or word in WHOLE or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "i"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWEL.search(rest):
            word = rest[:-1] if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    if len(word) > 3 and word.endswith("ie"):
        word = word[:-2] + "i"
    elif len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    elif len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    return word[:-1] if len(word) > 4 and word.endswith("ll") else word


def words(text: str) -> list[str]:
    """Lower-cased, stemmed words in order; numbers in one spelling (`1,000` is `1000`, `5 billion` is `5b`)."""
    found: list[str] = []
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text).lower().replace("’", "'")):
        word = match[0]
        if word.endswith("'s"):
            word = word[:-2]
        if word in _SCALES and found and found[-1][:1].isdigit():
            found[-1] += _SCALES[word]
        elif word[0].isdigit():
            found.append(word.replace(",", ""))
        elif _SPACELESS.search(word):
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            found.extend(stem(part) for part in re.split(r"[.,]", word) if part)
    return found


STOP_STEMS = frozenset(stem(word) for word in STOP)


def terms(text: str) -> list[str]:
    """The words that carry meaning, in order."""
    return [word for word in words(text) if word not in STOP_STEMS]


#: One term of a vector: CRC-32 of the term, times in the title, times in the text, and in how many
#: of 10,000 everyday entries it stands.
RECORD = struct.Struct("<IBBH")


class Embedder(Protocol):
    """What the store needs to compute no vector twice: a name for the model, and a vector for each text."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> list[bytes]: ...

    def sound(self, vector: bytes) -> bool:
        """Whether bytes from a store can be a vector of this model; others are made anew."""
        ...


class HashedTerms:
    """The first embedder: which terms an entry holds, how often, and how common each is in the field.

    A vector is a run of 8-byte records ordered by hash: about 0.3 KB an entry, the same bytes on every machine.
    Two of the 50,000 terms of a large week share a hash less than once, which no score can feel.
    """

    name = "terms-1"

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """A vector for each text as `text_of` makes it; b"" for one without a word."""
        return [_pack(*map(terms, split(text))) for text in texts]

    def sound(self, vector: bytes) -> bool:
        """Whole records, in the order of their hashes."""
        if len(vector) % RECORD.size:
            return False
        keys = [key for key, *_ in RECORD.iter_unpack(vector)]
        return all(a < b for a, b in pairwise(keys))


def _pack(title: Iterable[str], body: Iterable[str]) -> bytes:
    in_title, in_body = Counter(title), Counter(body)
    common = background()
    records = {
        zlib.crc32(term.encode("utf-8", "replace")): (
            min(in_title[term], 255),
            min(in_body[term], 255),
            common.get(term, 0),
        )
        for term in in_title.keys() | in_body.keys()
    }
    return b"".join(RECORD.pack(key, *records[key]) for key in sorted(records))
