"""The number of the week: the most telling figure of an issue's summaries, or none. Pure.

A summary's sentences were checked against their reports, figures first, before they came here. What is looked for
is a figure that can stand alone in large type: money in millions, thousands of something, a share. A year, a date,
a version, a price or a small count cannot, and no figure is better than a dull one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.letter.plain import line
from digest.types import Issue, Item, Report, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    text: str  #: as the sentence has it: "1,900", "$1.5 billion", "97 percent"
    sentence: str
    report: Report  #: that it is from


_SCALE = {
    **dict.fromkeys(("thousand", "tausend", "mil"), 1e3),
    **dict.fromkeys(("million", "millions", "mn", "m", "mio", "millionen", "millones", "millón"), 1e6),
    **dict.fromkeys(("billion", "bn", "b", "milliarden", "milliarde", "mrd"), 1e9),
    "trillion": 1e12,
}
_FIGURE = re.compile(
    r"(?<![\w.,:/#-])(?P<money>(?:US)?[$€£¥]\s?)?(?P<digits>\d{1,3}(?:[,.\u202f\u00a0]\d{3})+|\d{1,9})(?P<part>[.,]\d{1,2})?"
    r"(?:(?P<share>\s?%|\s(?:percent|per cent|Prozent|por ciento))|(?:\s|(?<=\d)-?)(?P<scale>"
    + "|".join(sorted(_SCALE, key=len, reverse=True))
    + r")\b\.?)?(?P<coin>\s(?:dollars|euros?|pounds|dólares)\b)?(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
#: What may follow a bare count: a word that can be what is counted ("1,900 titles"), not "1,900 to" or "1,900 a.m.".
_COUNTED = re.compile(
    r"\s(?!(?:to|and|or|of|in|on|at|by|for|from|as|the|a|am|pm|bis|und|oder|von|im|y|o|de)\b)[^\W\d_]{3,}"
)
#: A sentence that begins so leans on the one before it.
_LEANS = re.compile(
    r"(?:it|its|he|she|they|his|her|their|this|that|these|those|but|and|both|there|er|sie|es|dies\w*|doch|aber|"
    r"él|ella|ellos|ellas|su|sus|esto|este|esta|pero)\b",
    re.IGNORECASE,
)
#: What is only guessed or wished for is not a number of the week.
_HEDGED = re.compile(
    r"\b(?:could|may|might|would|expects?|expected|estimat\w+|projected|forecast\w*|könnte\w*|podría\w*)\b",
    re.IGNORECASE,
)
#: Characters of a sentence that still reads beside a large figure.
_LONGEST = 230
#: What a figure must weigh to be worth the place: a thousand of something, or a fifth.
_TELLING = 3.0


def figure_of(issue: Issue) -> Figure | None:
    """The figure that tells most, None when none tells enough. Of equals, the first in rank order."""
    best: tuple[float, Figure] | None = None
    for rank, item in enumerate(issue.items):
        for weight, found in _of_item(item):
            weight -= 0.5 if rank == 0 else 0  # the lead is told in large type already
            if weight >= _TELLING and (best is None or weight > best[0]):
                best = weight, found
    return best[1] if best else None


def _of_item(item: Item) -> Iterator[tuple[float, Figure]]:
    if item.summary.by not in ("extractive", "llm"):
        return
    reports = {report.entry_id: report for report in item.reports}
    for place, sentence in enumerate(item.summary.sentences):
        text, report = line(sentence.text), reports.get(sentence.entry_id)
        if report is None or not _stands_alone(sentence, text):
            continue
        figures = list(_FIGURE.finditer(text))
        for match in figures if len(figures) <= 4 else ():
            weight = _weight(match, text) + (0.3 if place == 0 else 0) - 0.2 * (len(figures) - 1)
            yield weight, Figure(text=match[0].strip(), sentence=text, report=report)


def _stands_alone(sentence: Sentence, text: str) -> bool:
    quoted = sentence.end > sentence.start and text.endswith((".", "!", "…", "”", "“", "»", '"'))
    return quoted and len(text) <= _LONGEST and not _LEANS.match(text) and not _HEDGED.search(text)


def _weight(match: re.Match[str], text: str) -> float:
    """0 for what is no figure of the week; else 1 and up: the order of magnitude, with a start for each kind."""
    digits = int(re.sub(r"\D", "", match["digits"]))
    size = digits * _SCALE.get((match["scale"] or "").lower(), 1.0)
    if match["share"]:
        return 3.1 if 20 <= digits <= 100 else 0.0
    if match["money"] or match["coin"]:
        return math.log10(size) - 2.0 if size >= 1e6 else 0.0
    if not _COUNTED.match(text, match.end()) and not match["scale"]:
        return 0.0
    year = 1900 <= digits <= 2100 and match["digits"].isdigit() and not match["scale"]
    return 0.0 if year or size < 100 else math.log10(size)
