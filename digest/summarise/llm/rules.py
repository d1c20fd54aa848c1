"""What no text of a model's may hold, whatever its evidence: addresses, markup, orders, what nobody sees, the prompt.

These are rules of form and need no source to be judged; whether a text is true is `evidence.supported`'s to say.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from digest.summarise.dates import mentions
from digest.summarise.language import Language
from digest.summarise.leaning import leans
from digest.summarise.llm.prompt import SYSTEM
from digest.summarise.prose import addresses_reader, personal, unfit
from digest.summarise.words import QUOTED, WORD, count, names, stem

#: Words of one sentence at least and at most.
FEWEST, MOST = 5, 45
#: Words in a row of the system message that no text shares by chance.
_ECHO = 6
_TLDS = (
    "ai|app|biz|cc|co|com|de|dev|edu|eu|example|gov|info|invalid|io|ly|me|net|news|online|org|ru|shop|site|test|tk|to|tv"
    "|uk|us|xyz"
)
_ADDRESS = re.compile(
    r"\bh(?:tt|xx)ps?\b|://|\bwww\b|\b(?:javascript|data|mailto|tel|ftp|file)\s*:\S|\S@\S"
    r"|\w\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?\w|\b\w+ dot (?:" + _TLDS + r")\b"
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[\w-]+\.(?:" + _TLDS + r")(?:\b|/)"
    r"|\w/\w+\.\w{2,5}\b|\bxn--",
    re.IGNORECASE,
)
#: A company's name that is written like an address, and is one of the report's own words: "Character.AI".
_NAME_WITH_DOT = re.compile(r"\b[A-Z][A-Za-z]{2,20}\.(?:AI|ai)\b")
_MARKUP = re.compile(
    r"<\s*[a-zA-Z/!]|&(?:#\d|#x|[a-zA-Z]{2,8};)|\{\{|\{%|\$\{|\*\*|__|~~|`|\]\(|^\s*[#>*+-]\s|\[/?\w+\]|\\[nrtux]|={3,}"
    r"|\|.*\||\bstyle\s*=|\bon\w+\s*=",
    re.MULTILINE,
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|previous|prior)\b"
    r"|\bas an? (?:ai|language|large)\b|\b(?:ai|language) model,? (?:i|my)\b|\bsystem (?:prompt|message)\b"
    r"|\b(?:click|tap|press) (?:here|below|this|the)\b"
    r"|\b(?:subscribe|sign up|log in|register)\b.{0,30}\b(?:now|here|to|at|today)\b"
    r"|\b(?:reply|respond) (?:with|to this)\b|\b(?:send|forward|transfer) (?:this|your|us|me|money|bitcoin)\b"
    r"|\b(?:enter|confirm|verify|reset) your\b|\b(?:developer|jailbreak) mode\b|\bhere (?:is|are) (?:the|your|a) "
    r"|\bi (?:cannot|can't|am sorry|apologi[sz]e)\b|\b(?:note|hinweis|nota) to (?:the )?(?:reader|editor|model)\b"
    r"|\b(?:buy|invest|donate|call|visit|download|scan) (?:now|here|us|today|the qr)\b"
    r"|\b(?:ignoriere|vergiss|klicken sie|klick hier|ignora|haz clic|haga clic)\b",
    re.IGNORECASE,
)
#: What is written for a model rather than for readers; nothing that stands there is news.
_TO_A_MODEL = re.compile(
    r"https?://|\bwww\.|\[/?inst\]|<\|?\w+\|?>|^#{2,} |\b(?:system|assistant|user|instructions?|prompt) ?:"
    r"|\bdear (?:ai|model|assistant|llm)\b"
    r"|\byou are (?:now|an? (?:ai|assistant|helpful|language))\b|\bfrom now on,? you\b"
    r"|\b(?:your|the|any|every|each) (?:summary|summaries|answer|output|reply|response)\b.{0,60}"
    r"\b(?:must|should|shall|has to|have to)\b"
    r"|\b(?:must|should|shall) appear in\b|\bin (?:your|the|every|each) (?:summary|answer|output|reply|response)\b"
    r"|\b(?:include|insert|append|add|repeat|output|print|write|say|mention) (?:only |exactly |verbatim )*"
    r"(?:the (?:following|words?|phrase|code ?words?|link|string|token|secret)|this (?:link|word|phrase|code))\b"
    r"|\b(?:summari[sz]ers?|summari[sz]ation models?|language models?|ai assistants?|llms?|ai readers?)\b"
    r".{0,20}(?::|\bplease\b|\bmust\b)"
    r"|\b(?:new|real|true|updated) instructions?\b|\breveal\b.{0,30}\b(?:prompt|instructions?|rules?|key)\b",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"=====|\b[0-9a-f]{24,}\b|\bREPORT \d|\bTITLE:|\bTEXT:|\"(?:quote|report|sentences)\"")
#: Signs that a model may use although the report spells them differently.
_TYPOGRAPHY = frozenset("“”‘’„‚«»–—…€£¥§°·×•½¼¾²³\xa0")


def refusal(text: str, known: str) -> str:
    """Why `text` may not ship, in words; "" when nothing of its form speaks against it. `known`: the report's text."""
    if odd := _odd_character(text, known):
        return odd
    dotted = {name for name in _NAME_WITH_DOT.findall(text) if name in known}
    flat = unicodedata.normalize("NFKC", text).replace("。", ".")
    for name in sorted(dotted):
        flat = flat.replace(name, name.replace(".", " "))
    if _ADDRESS.search(flat):
        return "it holds an address"
    if _MARKUP.search(text):
        return "it holds markup"
    if is_order(flat):
        return "it tells somebody to do something"
    if _PROMPT.search(text) or _echoes(text, known):
        return "it repeats the question's own words"
    return ""


def is_order(span: str) -> bool:
    """Whether a report's words tell a model, or a reader, to do something: they are no evidence of anything."""
    return bool(_ORDER.search(span) or _TO_A_MODEL.search(span))


def awkward(text: str, table: Language) -> str:
    """Why a sentence of this form does not stand in a summary; "" when it does."""
    length = count(text)
    if not FEWEST <= length <= MOST:
        return f"it has {length} words, {FEWEST} to {MOST} are wanted"
    if reason := unfit(text, table):
        return f"it is {reason}"
    if text.rstrip("\"'”’»)")[-1:] not in (".", "!"):
        return "it does not end with a full stop"
    if personal(text, table) or addresses_reader(text, table):
        return "it speaks of the writer or to the reader"
    return ""


def dangling(text: str, table: Language, known: frozenset[str]) -> str:
    """Why the opening of `text` means nobody: `known` holds the stems of what a reader has read just before."""
    if leans(text, table, known):
        return f"it begins with {' '.join(text.split()[:2])!r}: name who or what is meant"
    return ""


def strange_name(text: str, known: str, table: Language) -> str:
    """Why a name of `text` is none of the report's; "" when all are. A second net under the judge's, of wider mesh.

    Left out: German, where every noun has a capital, short acronyms, months, and words that begin like one of the
    report's ("Norwegian" of "Norway").
    """
    if table.code == "de":
        return ""
    words = {stem(word) for word in WORD.findall(known)}
    openings = {word[:4] for word in words}
    for name in sorted(names(text)):
        plain_name = stem(name)
        fine = plain_name in words or plain_name[:4] in openings or plain_name in known.casefold()
        if not fine and not (name.isupper() and len(name) <= 5) and name.casefold() not in table.dates.months:
            return f"the name {name!r} stands in no place of the report"
    return ""


def stale(text: str, published: date | None, table: Language) -> str:
    """The letter is read days after the report: a day is told by its date. Quotations keep their words."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for one in mentions(text, published, table):
        short = one.first is None or one.last is None or one.last - one.first <= timedelta(days=7)
        inside = any(begin <= one.start and one.end <= end for begin, end in quoted)
        if one.kind in ("weekday", "relative") and short and not inside:
            means = f" ({one.first.day} {one.first:%B})" if one.first and one.first == one.last else ""
            return f"it says {text[one.start : one.end]!r}: write the date{means} or leave it out"
    return ""


def _odd_character(text: str, known: str) -> str:
    """Names look right and are not: letters of other scripts, digits of others, marks, and what nobody sees."""
    for character in text:
        if character.isascii() and character.isprintable():
            continue
        kind = unicodedata.category(character)
        if kind[0] == "C" or kind in ("Zl", "Zp"):
            return f"it holds the unseen character U+{ord(character):04X}"
        latin = unicodedata.name(character, "").startswith("LATIN ")
        if latin or character in _TYPOGRAPHY or character in known:
            continue
        return f"it holds {character!r}, which the report does not"
    return _mixed_word(text)


def _mixed_word(text: str) -> str:
    """A word of two alphabets imitates another word, even where the report does so itself."""
    for word in WORD.findall(text):
        scripts = {unicodedata.name(c, "?").split()[0] for c in word if c.isalpha()}
        if "LATIN" in scripts and scripts & {
            "CYRILLIC",
            "GREEK",
            "ARMENIAN",
            "CHEROKEE",
            "MATHEMATICAL",
            "FULLWIDTH",
        }:
            return f"{word!r} is of two alphabets"
    return ""


@cache
def _prompt_runs() -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(SYSTEM))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    return [tuple(words[n : n + _ECHO]) for n in range(len(words) - _ECHO + 1)]


def _echoes(text: str, known: str) -> bool:
    """Whether words of the system message stand in `text` that no report says."""
    shared = _prompt_runs().intersection(_runs(text))
    return bool(shared) and not shared <= frozenset(_runs(known))
