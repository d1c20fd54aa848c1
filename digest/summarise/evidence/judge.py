"""The judge of sentences in other words: does the source say this?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from digest.summarise.evidence.bind import misplaced
from digest.summarise.evidence.called import patched
from digest.summarise.evidence.clean import unclean
from digest.summarise.evidence.counted import Books, books, unsupported
from digest.summarise.evidence.cover import uncovered
from digest.summarise.evidence.deeds import undone_deed
from digest.summarise.evidence.described import miscalled
from digest.summarise.evidence.foreign import foreign
from digest.summarise.evidence.frames import reframed
from digest.summarise.evidence.modal import overstated
from digest.summarise.evidence.names import Context, Known, context_of, unknown
from digest.summarise.evidence.order import reordered
from digest.summarise.evidence.polarity import Polarity
from digest.summarise.evidence.quotes import misquoted
from digest.summarise.evidence.roles import exchanged
from digest.summarise.evidence.scene import Reading, Scene, reading
from digest.summarise.evidence.speakers import Speeches
from digest.summarise.evidence.stands import misjudged
from digest.summarise.evidence.text import LONGEST as LONGEST_SOURCE
from digest.summarise.evidence.text import read
from digest.summarise.evidence.titles import mistitled
from digest.summarise.evidence.when import other_season, undated
from digest.summarise.language import Language, language_table
from digest.summarise.language.meaning import Meaning
from digest.summarise.words import plain

#: Characters of a sentence, and its words and marks.
LONGEST, MOST = 1_000, 250


@dataclass(frozen=True, slots=True)
class _Source:
    """A source, read."""

    reading: Reading
    books: Books
    names: Known


@lru_cache(maxsize=8)
def _source(text: str, day: date | None, language: str) -> _Source:
    """Of the last few only: a long report, read, is some megabytes."""
    table = language_table(language)
    known = reading(text, day, table)
    counts = books(known.tokens, known.amounts, known.dates, len(known.names), day, table)
    return _Source(known, counts, Known(known.tokens, table))


@lru_cache(maxsize=8)
def _context(text: str, language: str) -> Context:
    return context_of(read(text[:LONGEST_SOURCE], language_table(language)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A sentence, and all that it is held against."""

    text: str
    source: str
    context: str
    published: date | None
    language: str


def supported(
    text: str, source: str, *, context: str = "", language: str = "en", published: date | None = None
) -> str:
    """Why `text` may not ship, or "" when `source` says it."""
    spoken, text = text, plain(text)
    if not text:
        return "is empty"
    if len(text) > LONGEST:
        return f"has {len(text)} characters, at most {LONGEST} are a sentence"
    if plain(spoken) != " ".join(spoken.split()):
        return "holds invisible characters"
    claim = _Claim(text=text, source=source, context=context, published=published, language=language)
    return next((why for why in _reasons(claim, language_table(language)) if why), "")


def _reasons(claim: _Claim, table: Language) -> Iterator[str]:
    """One after the other, "" where a question finds nothing: nobody asks on behind the first."""
    yield unclean(claim.text, claim.source)
    known = _source(claim.source, claim.published, claim.language)
    source, counts = known.reading, known.books
    names = frozenset(source.tokens[place].low for place in source.named)
    said = reading(claim.text, claim.published, table, names)
    if len(said.tokens) > MOST:
        yield f"has {len(said.tokens)} words and marks, at most {MOST} are a sentence"
    yield unsupported(said.amounts, counts)
    yield undated(
        said.text, said.dates, source.text, source.dates, counts.calendar, counts.closing, claim.published
    )
    yield other_season(said.tokens, source.tokens, source.dates, table.dates)
    context = _context(claim.context, claim.language)
    yield unknown(said.names, said.tokens, known.names, context, table)
    yield misquoted(said.quotes, source.quotes, source.text, table.meaning.negators)
    scene = Scene(said, source, table.meaning)
    yield from _unlike(scene, table.meaning)
    yield foreign(scene, names=not claim.context)


def _unlike(scene: Scene, meaning: Meaning) -> Iterator[str]:
    """The questions that hold words against each other, the cheap ones first."""
    yield patched(scene, meaning)
    yield miscalled(scene, meaning)
    yield reframed(scene, meaning)
    yield Polarity(scene, meaning).contrary()
    yield overstated(scene, meaning)
    yield misjudged(scene, meaning)
    yield undone_deed(scene, meaning)
    yield mistitled(scene, meaning)
    yield exchanged(scene, meaning)
    yield Speeches(scene, meaning, meaning.anonymous).misattributed()
    yield reordered(scene, meaning)
    yield misplaced(scene, meaning)
    yield uncovered(scene, meaning)
