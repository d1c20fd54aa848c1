"""Whether what ends in a full stop is a whole sentence that states something.

There is no parser here and none is wanted (300 ms and a model to load): a table of verbs is enough to tell
"Tricks to avoid sounding like a robot." and "Another year, another update." from sentences. In doubt a text
counts as whole; a language without a table is not asked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from digest.summarise.language.standing import Standing
from digest.summarise.words import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s]")
_CURRENCIES = frozenset("$€£¥“\"'‘")


#: A phrase that is set as a sentence is short; what has so many blanks has a verb that the table may not know.
_SURELY_WHOLE = 20
#: Past forms of irregular verbs that are their participles too.
_PARTICIPLES = frozenset(
    ("made", "built", "led", "held", "told", "sold", "found", "bought", "brought", "caught", "paid")
)


def verb(word: str, table: Standing) -> bool:
    """Whether `word`, casefolded, looks like a verb wherever it stands."""
    past = len(word) > 4 and word.endswith(table.past_endings)
    return word in table.finite or past or word in _third_persons(table)


def verbless(text: str, table: Standing) -> bool:
    """Whether no word of `text` can be its verb."""
    if not table.finite or text.count(" ") >= _SURELY_WHOLE:
        return False
    found = [token.casefold().replace("’", "'") for token in _TOKEN.findall(text)]
    return not any(_finite(found, place, table) for place in range(len(found)))


def _finite(found: list[str], place: int, table: Standing) -> bool:
    word = found[place]
    before, after, second = (
        found[at] if 0 <= at < len(found) else "" for at in (place - 1, place + 1, place + 2)
    )
    if before in table.before_infinitive or "-" in word:
        return False
    past = len(word) > 3 and word.endswith(table.past_endings)
    if (
        (past or word in _PARTICIPLES)
        and after in table.participle_before
        and not (after == "by" and second.endswith("ing"))
    ):
        return False
    if word in table.finite and not (word == "made" and after in table.not_after_verb):
        return True
    if not place or before in table.determiners:
        return before in table.subjects and word in table.verbs
    if past:
        return True
    if word in _third_persons(table):
        if after in table.before_infinitive:
            return second in table.verbs or second in table.finite or second == "be"
        return (after[:1].isalnum() or after in _CURRENCIES) and after not in table.not_after_verb
    if word in table.verbs:
        return before in table.subjects or after in table.determiners or after[:1].isdigit()
    plural = len(word) > 4 and word[-1] == "s" and word[-2] not in "s'ui"
    return plural and after[:1].isalnum() and after not in table.not_after_verb and not after.endswith("ing")


@lru_cache(maxsize=8)
def _third_persons(table: Standing) -> frozenset[str]:
    """English "plans", "publishes" and "denies" of "plan", "publish" and "deny"."""
    forms = set()
    for verb in table.verbs:
        if verb.endswith("y") and verb[-2:-1] not in "aeiou":
            forms.add(f"{verb[:-1]}ies")
        else:
            forms.add(f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s")
    return frozenset(forms)


def command(text: str, table: Standing) -> bool:
    """Whether the reader is told to do something: "Take the report and turn it into a song."."""
    found = [word.casefold().replace("’", "'") for word in WORD.findall(text[:60])[:2]]
    if not found or text[:1] in "\"'“‘«„":
        return False
    first, second = found[0], found[1] if len(found) > 1 else ""
    if not WORD.findall(text[:60])[0][1:].islower():
        return False  # "LeT commander Roe"
    return first in table.commands or (first in table.commands_before and second in table.determiners)
