"""The judge: does the place a sentence cites really say it?

For extracts: the sentence must be its span with nothing but the deletions that `compress` documents, and with
dates for stale days (`evidence.dated`). The check does not call `compress`: it aligns the two word by word, so
that a mistake there is caught here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from digest.summarise.evidence.dated import undated
from digest.summarise.evidence.figures import opposed
from digest.summarise.language import Language, language_table
from digest.summarise.words import names, numbers, plain, tokens
from digest.types import Entry, Sentence

#: A span longer than this cites a text, not a sentence.
MAX_SPAN = 2_000
_DEBRIS = re.compile(
    r"\( (?:pdf|opens in (?:a )?new (?:tab|window)|external link|paywall(?:ed)?|subscription required|new window"
    r"|(?:also )?read(?: also)? ?[|:] [^()]{3,200}|(?:photo|image|picture|video|file photo)(?: credit)? : [^()]{2,80}"
    r"|(?:nyse|nasdaq|lon|lse|tyo|etr|epa|hkg|krx|ams|tsx|bit) [^()]{1,40}) \)"
)


def holds(sentence: Sentence, entry: Entry, *, language: str = "en", others: Sequence[Entry] = ()) -> str:
    """Why `sentence` may not ship, or "" when `entry` supports it.

    `others` are the story's reports: a sentence that cites two is judged by both.
    """
    if sentence.also:
        return opposed(sentence, (*others, entry), language_table(language))
    if sentence.entry_id != entry.id:
        return f"cites report {sentence.entry_id}, was checked against {entry.id}"
    if not 0 <= sentence.start < sentence.end <= len(entry.text):
        return f"cites characters {sentence.start} to {sentence.end} of a text of {len(entry.text)}"
    if sentence.end - sentence.start > MAX_SPAN:
        return f"cites {sentence.end - sentence.start} characters, at most {MAX_SPAN} are a sentence"
    span = plain(entry.text[sentence.start : sentence.end])
    if not sentence.text.strip():
        return "is empty"
    table = language_table(language)
    text = undated(sentence.text, span, entry.published, table)
    if missing := sorted(numbers(text) - numbers(span)):
        return f"number {missing[0]!r} is not in the cited span"
    if missing := sorted(_unknown_names(text, span)):
        return f"name {missing[0]!r} is not in the cited span"
    return _difference(text, span, table)


def _unknown_names(text: str, span: str) -> set[str]:
    known = {token.replace("’", "'").removesuffix("'s") for token in span.split()}
    return {name for name in names(text) if name not in span.replace("’", "'") and name not in known}


def _difference(text: str, span: str, table: Language) -> str:
    """Nothing when `text` is `span` after allowed deletions; otherwise the first thing that is not."""
    said, source = tokens(text), tokens(span)
    if said[-1:] == ["."] and source[-1:] != ["."]:
        said = said[:-1]
    if not said or not source:
        return "" if said == source else "is not in the cited span"
    folded = [_small(said[0]), *said[1:]]
    ground = _with_small_first(source, folded[0])
    for kind, left, right, begin, end in SequenceMatcher(None, ground, folded, autojunk=False).get_opcodes():
        if kind in ("insert", "replace"):
            return f"{' '.join(said[begin:end])!r} is not in the cited span"
        if kind == "delete" and not _may_go(ground, left, right, table):
            return f"leaves out {' '.join(source[left:right])!r}"
    return ""


def _small(token: str) -> str:
    return token[:1].casefold() + token[1:]


def _with_small_first(source: list[str], first: str) -> list[str]:
    """Only the word that the sentence begins with may differ in its first letter's case."""
    for place, token in enumerate(source[:8]):
        if _small(token) == first:
            return [*source[:place], first, *source[place + 1 :]]
    return source


def _may_go(ground: list[str], left: int, right: int, table: Language) -> bool:
    """Whether words `left` to `right` are debris, a stale adverb or an opening connective."""
    run = _DEBRIS.sub("", " ".join(ground[left:right]).casefold()).strip()
    if not run:
        return True
    if run in table.standing.spare and left:
        opening = ground[0].casefold() in table.connectives  # "But" is left out as well
        return table.standing.not_spare.isdisjoint(token.casefold() for token in ground[opening:])
    if left == 0:
        openings = {
            " ".join(tokens(words)) for words in (*table.connectives, *(f"{w}," for w in table.today))
        }
        return any(run == one or run == f"{one} {two}" for one in openings for two in ("", *openings))
    beside = {token.casefold() for token in ground[left - 1 : left] + ground[right : right + 1]}
    return run in table.today and not beside.isdisjoint(table.today_verbs)
