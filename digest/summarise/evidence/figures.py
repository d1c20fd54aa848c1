"""Figures with what they count, and the check of a sentence that sets two of them against each other.

"The Verge says 200 musicians, Variety 250." names two outlets and shows two figures; it ships only when each
stands, exact and with that noun, in the place that is cited for it, and when the two really differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.summarise.language import Language
from digest.summarise.words import QUOTED, plain, stem
from digest.types import Entry, Evidence, Sentence

#: Figures that differ by less may be one figure, rounded: 200 and 215 do not contradict each other.
APART = 0.2
_FIGURE = re.compile(
    r"(?<![\w.,/:-])(?P<money>[$€£])?(?P<digits>\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,2})?)(?P<glued>%|[a-zA-Z]{1,2}\b)?"
    r"(?P<more>[+])?(?![\w/:-]|[.,]\d)"
)
_WORD = re.compile(r"\s([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An exact figure at characters `start` to `end` of a text, its noun included."""

    start: int
    end: int
    number_end: int  #: where the figure ends and its noun begins
    value: float
    unit: str  #: "$", "%", or "" for a count
    noun: str  #: the stem of what is counted


def figures(text: str, table: Language, *, exact: bool = True) -> tuple[Figure, ...]:
    """The exact figures of `text` that say what they count; not years, bounds, or what is quoted.

    With `exact=False` also "nearly 300 songs", "the first 200 songs" and those within quotation marks.
    """
    if not table.figure_style.says:
        return ()
    if not exact:
        loose = (_figure(match, text, table, exact=False) for match in _FIGURE.finditer(text))
        return tuple(one for one in loose if one)
    quoted = [match.span() for match in QUOTED.finditer(text)]
    found = (_figure(match, text, table) for match in _FIGURE.finditer(text))
    return tuple(one for one in found if one and not any(begin <= one.start < end for begin, end in quoted))


def _figure(match: re.Match[str], text: str, table: Language, *, exact: bool = True) -> Figure | None:
    style = table.figure_style
    before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 24) : match.start()].casefold())[-2:]
    bounded = bool(match["more"]) or not style.bounds.isdisjoint(before)
    glued = (match["glued"] or "").casefold()
    scales = dict(style.scales)
    if (exact and bounded) or (glued not in ("", "%") and glued not in scales):
        return None
    value = _value(match["digits"], table) * scales.get(glued, 1.0)
    unit = match["money"] or ("%" if glued == "%" else "")
    following = _words_after(text, match.end())
    if following and following[0][0] in scales:
        value *= scales[following.pop(0)[0]]
    elif following and following[0][0] in style.share:
        unit = "%"
        following.pop(0)
    linked = bool(following) and following[0][0] in style.of
    return _with_noun(match, value, unit, following[: 2 if linked else 1], table)


def _words_after(text: str, end: int) -> list[tuple[str, int, str]]:
    """Up to four words right behind a place: casefolded, their end, and as written."""
    words = []
    for _ in range(4):
        found = _WORD.match(text, end)
        if found is None:
            break
        end = found.end()
        words.append((found[1].casefold(), end, found[1]))
    return words


def _with_noun(
    match: re.Match[str],
    value: float,
    unit: str,
    words: list[tuple[str, int, str]],
    table: Language,
) -> Figure | None:
    """The figure, if what follows says what it counts: "200 musicians", "$320 million in fees", "44% of songs"."""
    style = table.figure_style
    if not words:
        return None
    linked = words[0][0] in style.of
    word, stop, written = words[-1]
    if (
        linked != bool(unit)
        or (not written.islower() and not style.capitals)
        or word in table.stopwords
        or word in style.of
        or len(word) < 4
    ):
        return None
    if (not unit and value in _YEARS) or word in style.bounds:
        return None
    first = words[0][1] - len(words[0][0]) - 1
    number_end = first if linked else stop - len(written) - 1
    return Figure(
        start=match.start(), end=stop, number_end=number_end, value=value, unit=unit, noun=stem(word)
    )


def _value(digits: str, table: Language) -> float:
    grouping = "," if table.figure_style.decimal == "." else "."
    plain_digits = digits.replace(grouping, "") if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) else digits
    return float(plain_digits.replace(",", "."))


def contradict(one: Figure, other: Figure) -> bool:
    """Whether two figures of the same thing cannot both be right, nor one be the other rounded."""
    if (one.unit, one.noun) != (other.unit, other.noun) or not one.value or not other.value:
        return False
    return abs(one.value - other.value) > APART * min(one.value, other.value)


def opposed(sentence: Sentence, entries: Sequence[Entry], table: Language) -> str:
    """Why a sentence with two places in two reports may not ship, or ""."""
    own = Evidence(entry_id=sentence.entry_id, start=sentence.start, end=sentence.end)
    places = (own, *sentence.also)
    reports = {entry.id: entry for entry in entries}
    if len(places) != 2 or any(place.entry_id not in reports for place in places):
        return "does not rest on two places in two reports of its story"
    spans = []
    for place in places:
        text = reports[place.entry_id].text
        if not 0 <= place.start < place.end <= len(text):
            return f"cites characters {place.start} to {place.end} of a text of {len(text)}"
        spans.append(plain(text[place.start : place.end]))
    sources = [plain(reports[place.entry_id].source) for place in places]
    if not all(sources) or sources[0].casefold() == sources[1].casefold():
        return "does not name two outlets"
    for one in figures(spans[0], table):
        for other in figures(spans[1], table):
            if contradict(one, other) and sentence.text == worded(sources, spans, one, other, table):
                return ""
    return "does not say what the two places say"


def worded(sources: Sequence[str], spans: Sequence[str], one: Figure, other: Figure, table: Language) -> str:
    """The sentence: the noun stands with the first figure only."""
    return table.figure_style.says.format(
        one=sources[0],
        first=spans[0][one.start : one.end],
        other=sources[1],
        second=spans[1][other.start : other.number_end],
    )
