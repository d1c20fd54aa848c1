"""The judge of sentences in other words: does the source say this?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from digest.summarise.evidence.bind import misplaced
from digest.summarise.evidence.called import patched
from digest.summarise.evidence.clean import unclean
from digest.summarise.evidence.counted import Books, books, unsupported
from digest.summarise.evidence.cover import uncovered
from digest.summarise.evidence.deeds import undone_deed
from digest.summarise.evidence.described import miscalled
from digest.summarise.evidence.frames import redirected, reframed
from digest.summarise.evidence.modal import overstated
from digest.summarise.evidence.names import Known, unknown
from digest.summarise.evidence.order import reordered
from digest.summarise.evidence.polarity import Polarity
from digest.summarise.evidence.posts import misposted
from digest.summarise.evidence.quotes import misquoted
from digest.summarise.evidence.roles import exchanged
from digest.summarise.evidence.scene import Reading, Scene, reading
from digest.summarise.evidence.speakers import Speeches
from digest.summarise.evidence.stands import misjudged
from digest.summarise.evidence.titles import mistitled
from digest.summarise.evidence.when import ahead, other_season, other_term, undated
from digest.summarise.language import language_table
from digest.summarise.words import plain

#: Characters of a sentence.
LONGEST = 1_000


@lru_cache(maxsize=64)
def _source(text: str, day: date | None, language: str) -> Reading:
    return reading(text, day, language_table(language))


@lru_cache(maxsize=64)
def _counts(text: str, day: date | None, language: str) -> Books:
    known = _source(text, day, language)
    return books(known.tokens, known.amounts, known.dates, len(known.names), day, language_table(language))


def _limits(said: Reading) -> bool:
    return any(
        token.low
        in ("may", "can", "could", "reach", "limit", "cap", "capped", "limited", "allowed", "maximum")
        for token in said.tokens
    )


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
    table = language_table(language)
    known = _source(source, published, language)
    names = frozenset(known.tokens[place].low for place in known.named)
    said = reading(text, published, table, names)
    around = _source(context, published, language)
    scene = Scene(said, known)
    counts = _counts(source, published, language)
    for why in (
        unclean(text, source),
        unsupported(said.amounts, counts, limits=_limits(said)),
        undated(text, said.dates, source, known.dates, counts.calendar, counts.closing, published),
        other_season(said.tokens, known.tokens, known.dates, table.dates),
        other_term(said.tokens, known.tokens, table.dates),
        ahead(said.tokens, said.dates, published, table.dates),
        unknown(said.names, said.tokens, Known(known.tokens, around.tokens, table), table),
        patched(scene, table.meaning),
        miscalled(scene, table.meaning),
        misquoted(said.quotes, known.quotes, source, table.meaning.negators),
        redirected(scene, table.meaning),
        reframed(scene, table.meaning),
        Polarity(scene, table.meaning).contrary(),
        overstated(scene, table.meaning),
        misjudged(scene, table.meaning),
        undone_deed(scene, table.meaning),
        mistitled(scene, table.meaning),
        misposted(scene, table.meaning),
        exchanged(scene, table.meaning),
        Speeches(scene, table.meaning, table.meaning.anonymous).misattributed(),
        reordered(scene, table.meaning),
        misplaced(scene, table.meaning),
        uncovered(scene, table.meaning),
    ):
        if why:
            return why
    return ""
