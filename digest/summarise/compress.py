"""The few things that may be left out of a sentence without changing what it says.

Allowed, and accepted by `evidence.holds`, are only deletions and two changes of spelling:

- white space is normalised and invisible characters go (`words.plain`);
- link debris and stock symbols in parentheses: "(PDF)", "(opens in new tab)", "(NASDAQ: ADBE)";
- "today", "yesterday", "this morning" beside a verb of announcing, or opening the sentence with a comma:
  they are wrong when the letter is read, and the letter gives the date;
- an opening connective ("But", "However,") when the sentence before is not told;
- the first letter of what remains becomes a capital, and a headline-like sentence gets its full stop.

Nothing else is touched: no clause, no attribution, no hedge ("reportedly") is ever removed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from digest.summarise.language import Language
from digest.summarise.words import plain

DEBRIS = re.compile(
    r"\s?\((?:PDF|opens in (?:a )?new (?:tab|window)|external link|paywall(?:ed)?|subscription required|new window"
    r"|(?:NYSE|NASDAQ|LON|LSE|TYO|ETR|EPA|HKG|KRX|AMS|TSX|BIT)[:\s][^()]{1,24})\)",
    re.IGNORECASE,
)
_CLOSERS = "\"'”’»)]"


def compress(span: str, table: Language, *, follows: bool) -> str:
    """The sentence of `span`, ready for the letter; `follows` when the sentence before it is told too."""
    text = plain(span)
    text = " ".join(DEBRIS.sub("", text).split())
    text = _without_today(text, table)
    if not follows:
        text = _without_connective(text, table)
    return _stopped(text)


def _without_today(text: str, table: Language) -> str:
    if not table.today:
        return text
    before, after, opening = _today_patterns(table.today, table.today_verbs)
    text = before.sub(r"\1", text)
    text = after.sub(r"\1", text)
    return _capital(opening.sub("", text, count=1)) if opening.match(text) else text


@lru_cache(maxsize=8)
def _today_patterns(today: tuple[str, ...], verbs: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    adverbs, telling = "|".join(today), "|".join(verbs)
    return (
        re.compile(rf"(?<=\s)(?:{adverbs})\s((?:{telling})\b)", re.IGNORECASE),
        re.compile(
            rf"\b((?:{telling}))\s(?:{adverbs})(?=[,.;]|\s(?:that|it|a|an|the|its|plans)\b)", re.IGNORECASE
        ),
        re.compile(rf"(?:{adverbs}), ", re.IGNORECASE),
    )


def _without_connective(text: str, table: Language) -> str:
    low = text[:24].casefold()
    for connective in table.connectives:
        rest = text[len(connective) + 1 :]
        if low.startswith(f"{connective} ") and rest[:1].isalpha():
            return _capital(rest)
    return text


def _capital(text: str) -> str:
    """A capital first letter; a name like iPhone keeps its own."""
    return text[:1].upper() + text[1:] if text[1:2].islower() or text[1:2] in " '’" else text


def _stopped(text: str) -> str:
    bare = text.rstrip(_CLOSERS)
    return text if not bare or bare[-1] in ".!?…。！？:;,—–-" else f"{text}."
