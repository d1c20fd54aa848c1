"""The few things that may be left out of a sentence without changing what it says.

Allowed, and accepted by `evidence.holds`, are only deletions, dates and two changes of spelling:

- white space is normalised and invisible characters go (`words.plain`);
- link debris and stock symbols in parentheses: "(PDF)", "(opens in new tab)", "(NASDAQ: ADBE)";
- "on Tuesday", "yesterday", "last month" become dates where these are certain (`stale.dated`);
- "today", "yesterday", "this morning" beside a verb of announcing, or opening the sentence with a comma:
  they are wrong when the letter is read;
- an opening connective ("But", "However,") and "also" when the sentence before is not told;
- the first letter of what remains becomes a capital, and a headline-like sentence gets its full stop.

Nothing else is touched: no clause, no attribution, no hedge ("reportedly") is ever removed.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from digest.summarise.language import Language
from digest.summarise.stale import dated
from digest.summarise.words import QUOTED, WORD, plain

DEBRIS = re.compile(
    r"\s?\((?:PDF|opens in (?:a )?new (?:tab|window)|external link|paywall(?:ed)?|subscription required|new window"
    r"|(?:also )?read(?: also)? ?[|:][^()]{3,160}|(?:photo|image|picture|video|file photo)(?: credit)?: ?[^()]{2,60}"
    r"|(?:NYSE|NASDAQ|LON|LSE|TYO|ETR|EPA|HKG|KRX|AMS|TSX|BIT)[:\s][^()]{1,24})\)",
    re.IGNORECASE,
)
_CLOSERS = "\"'”’»)]"


def compress(span: str, table: Language, *, follows: bool, published: datetime | None = None) -> str:
    """The sentence of `span`, ready for the letter; `follows` when the sentence before it is told too.

    `published` is when its report appeared; without it no day is dated.
    """
    return worded(lasting(span, table, published), table, follows=follows)


def lasting(span: str, table: Language, published: datetime | None) -> str:
    """The sentence of `span` on one line, without link debris and without days that are stale when it is read."""
    text = " ".join(DEBRIS.sub("", plain(span)).split())
    return _without_today(dated(text, published, table), table)


def worded(text: str, table: Language, *, follows: bool) -> str:
    """What `lasting` gave, for the place it has in a summary."""
    if not follows:
        text = _without_spare(_without_connective(text, table), table)
    return _stopped(text)


def _without_spare(text: str, table: Language) -> str:
    """Without "also" between small words: "is also getting", "The form also asks"; never of "not only … but also"."""
    standing = table.standing
    for spare in standing.spare:
        found = re.search(rf"(?<=[a-z]) {spare}(?= [a-z])", text)
        if found is None or text.count(spare) > 1 or not _outside_quotes(text, found.start()):
            continue
        words = {word.casefold() for word in WORD.findall(text)}
        if standing.not_spare.isdisjoint(words):
            text = text[: found.start()] + text[found.end() :]
    return text


def adds_on(text: str, table: Language) -> bool:
    """Whether "was also" says that a thing was told of before; "the company also said" may be said of any."""
    low = [word.casefold() for word in WORD.findall(text)]
    return any(
        word in table.standing.spare and before in table.standing.auxiliaries
        for before, word in pairwise(low)
    )


def _outside_quotes(text: str, place: int) -> bool:
    return not any(match.start() <= place < match.end() for match in QUOTED.finditer(text))


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
