"""What came back, read strictly: a bounded JSON object of the form that was asked for, or a reason why it is none.

Nothing here raises, whatever a model or whoever stands in for it says.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

#: Characters of a reply that are looked at, of a text and of a quote in it, and sentences.
LONGEST, A_TEXT, A_QUOTE, MOST_SENTENCES = 20_000, 600, 2_000, 8
#: Models that think aloud do so before they answer.
_THOUGHTS = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"\s*```[a-zA-Z]{0,10}\s*\n")


@dataclass(frozen=True, slots=True)
class Claim:
    """A text of the model's and where it says it has it from: a report's number, from 1, and words of it."""

    text: str
    report: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    sentences: tuple[Claim, ...] = ()
    headline: Claim | None = None
    why: Claim | None = None
    fault: str = ""  #: why nothing of it can be used; "" when something can


def parse(text: str) -> Reply:
    """The reply in `text`; of a form that is not ours, its fault."""
    if len(text) > LONGEST:
        return Reply(fault=f"the answer has {len(text):,} characters, at most {LONGEST:,} are read")
    value = _json(text)
    if isinstance(value, str):
        return Reply(fault=value)
    given = value.get("sentences")
    if not isinstance(given, list) or not given:
        return Reply(fault='"sentences" is missing or no list')
    if len(given) > MOST_SENTENCES:
        return Reply(fault=f"{len(given)} sentences, at most {MOST_SENTENCES} are read")
    claims = [_claim(one) for one in given]
    if not all(claims):
        return Reply(fault="a sentence has no text, report or quote of the form that was asked for")
    return Reply(
        sentences=tuple(claim for claim in claims if claim),
        headline=_claim(value.get("headline")),
        why=_claim(value.get("why")),
    )


def _json(text: str) -> dict[str, Any] | str:
    """The object in `text`, or what is wrong with it."""
    body = text.lstrip("\ufeff \t\r\n")
    thoughts = _THOUGHTS.match(body)
    body = body[thoughts.end() :] if thoughts else body
    fence = _FENCE.match(body)
    body = body[fence.end() :] if fence else body
    begin = body.find("{")
    if begin < 0:
        return "the answer holds no JSON object"
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
    try:
        value, _ = decoder.raw_decode(body, begin)
    except (ValueError, RecursionError) as error:
        return f"the answer is no JSON: {str(error)[:80]}"
    return value if isinstance(value, dict) else "the answer is no JSON object"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values for a key: one would be checked and another told, had two readers to do with it."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _claim(value: object) -> Claim | None:
    """None for what is no claim, or says that there is none."""
    if not isinstance(value, dict):
        return None
    text, report, quote = value.get("text"), value.get("report"), value.get("quote")
    if not isinstance(text, str) or not isinstance(quote, str):
        return None
    if not isinstance(report, int) or isinstance(report, bool):
        return None
    if not text.strip() or len(text) > A_TEXT or len(quote) > A_QUOTE:
        return None
    return Claim(text.strip(), report, quote.strip())
