"""Where sentences begin and end, as exact character offsets.

The rules follow the usual order (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary
Detection", gives the cases; Golden Rules of pragmatic_segmenter the traps): paragraphs are never joined; a
mark ends a sentence unless an abbreviation, an initial, a decimal, a name like "Yahoo!" or an open quotation
or parenthesis says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from digest.summarise.language import Language, language_table

Ending = Literal["stop", "cut", "open", "dash"]

#: Names that carry their mark: "Yahoo! said", "Jeopardy! Host".
_MARKED_NAMES = frozenset(
    ("yahoo!", "jeopardy!", "wham!", "panic!", "airplane!", "mia!", "yum!", "rouge!", "oklahoma!", "guess?")
)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[-*•‣▪◦·–—]|\d{1,2}[.)])\s")
#: Bounded on purpose: a quotation mark that is never closed must not swallow the rest of the text.
_TOGETHER = re.compile(
    r"“[^“”]{1,400}”|«[^«»]{1,400}»|„[^„“”]{1,400}[“”]"
    r"|(?<![^\s(\[—–-])\"(?=\S)[^\"]{1,400}(?<=\S)\"(?!\w)"
    r"|\([^()]{1,300}\)"
)
_MARK = re.compile(r"(?:[.!?…]+|[。！？]+)[\"'”’»)\]]*")
_BLANKS = re.compile(r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_ONE_BREAK = frozenset(("\n", "\r\n", "\r", "\u2028"))
_FULL_WIDTH = frozenset("。！？")
_OPENERS = "\"'“”‘’«„([{¿¡—–- \t\n\r\xa0"
_ACRONYM = re.compile(r"(?:\w\.)+\w?\.?")
_HEADING_LENGTH = 50
#: A word, and behind it one with a capital before a word without: "Paragon Software The feature list".
_CAPITAL_INSIDE = re.compile(r"\b(?=([^\W\d_]\w*) ([A-Z][a-z]{0,8}) (\w))")
_LONGEST_HEADING = 160
_LONGEST_WORD = 40
_CAPITALISED = re.compile(r"([\"'“‘]?)([A-Z][A-Za-z]*)[\s,’'”\"-]")
_CLOSING = "”’\"')"
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence at characters `start` to `end`, without the white space around it.

    `ending` is "stop" when a mark ends it, "cut" when dots say that something is missing, and "open" when it
    just ends: a heading, a caption, or a text that the feed cut. "dash" is what
    an aggregator sets apart: its own headline.
    """

    start: int
    end: int
    ending: Ending


def split(text: str, language: str = "en") -> tuple[Segment, ...]:
    """The sentences of `text` in order; they never overlap and never cross a paragraph."""
    table = language_table(language)
    caseless = not any(character.isupper() for character in text)
    segments = []
    for begin, end in paragraphs(text):
        for start, stop in _sentences(text, begin, end, table, caseless):
            segments.append(Segment(start=start, end=stop, ending=_ending(text[start:stop])))
    return tuple(segments)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of lines that belong together: a blank line, a bullet and a short heading line break them."""
    begin = end = -1
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        joined = begin >= 0 and _BLANKS.sub("", text[end : line.start()]) in _ONE_BREAK
        if joined and (_BULLET.match(line[0]) or _is_heading(text[begin:end], line[0])):
            joined = False
        if not joined and begin >= 0:
            yield begin, end
        begin, end = (begin if joined else line.start()), line.end()
    if begin >= 0:
        yield begin, end


def _is_heading(above: str, below: str) -> bool:
    above = above.strip()
    return len(above) < _HEADING_LENGTH and above[-1:].isalnum() and below.lstrip()[:1].isupper()


def _ending(sentence: str) -> Ending:
    bare = sentence.rstrip("\"'”’»)] \t\xa0")
    if bare.endswith(("…", "..")):
        return "cut"
    return "stop" if bare.endswith((".", "!", "?", "。", "！", "？")) else "open"


def _sentences(text: str, begin: int, end: int, table: Language, caseless: bool) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one paragraph."""
    together = [match.span() for match in _TOGETHER.finditer(text, begin, end)]
    inside = 0
    start = begin
    for mark in _MARK.finditer(text, begin, end):
        stop = mark.end()
        while inside < len(together) and together[inside][1] < stop:
            inside += 1
        if inside < len(together) and together[inside][0] < mark.start() and stop < together[inside][1]:
            continue
        if stop >= end or _ends(text, start, mark, table, caseless):
            yield from _without_heading(text, start, stop, table)
            start = stop
    yield from _trimmed(text, start, end)


def _without_heading(text: str, start: int, stop: int, table: Language) -> Iterator[tuple[int, int]]:
    """A sentence, after the heading that a feed glued to it: "Good news for Roe The fund will pay".

    A small word with a capital begins a sentence where no mark stands before it and a small letter behind;
    a title ("Lost In the Dark") has a capital on both sides or stands in quotation marks.
    """
    heads = table.standing.heads
    begin = start
    for match in _CAPITAL_INSIDE.finditer(text, start, min(stop, start + _LONGEST_HEADING)):
        word = match[2].casefold()
        small = match[3].islower() or (
            word in table.standing.joints and word != "that" and match[1].islower()
        )
        if (
            small
            and word in heads
            and text[start : match.start(2)].count(" ") >= 3
            and _outside(text, start, match.start(2))
        ):
            before = match[1]
            if before.islower() or (word in ("the", "this", "these") and not before[0].islower()):
                begin = match.start(2)
                break
    if begin > start:
        yield from _trimmed(text, start, begin)
    yield from _trimmed(text, begin, stop)


def _outside(text: str, start: int, place: int) -> bool:
    """Whether no quotation is open at `place`."""
    part = text[start:place]
    return (
        part.count("“") == part.count("”") and part.count("‘") <= part.count("’") and part.count('"') % 2 == 0
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if part.strip():
        yield start + left, start + len(part.rstrip())


def _ends(text: str, start: int, mark: re.Match[str], table: Language, caseless: bool) -> bool:
    """Whether this mark, with text after it, ends the sentence that began at `start`."""
    if mark[0][0] in _FULL_WIDTH:
        return True
    word_start = mark.start()
    start = max(start, word_start - _LONGEST_WORD)
    while word_start > start and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start : mark.start() + 1].lstrip("\"'“‘«„([").casefold()
    after = text[mark.end() : mark.end() + 60]
    if not after[:1].isspace():
        return _glued(text[word_start : mark.start()], mark[0], after, table)
    bare = after.lstrip(_OPENERS)
    following = re.split(r"[\s,;:.!?]", bare, maxsplit=1)[0]
    if not _may_begin(following, caseless):
        return False
    begins = following.casefold().replace("’", "'") in table.starters
    if word in _MARKED_NAMES:
        return begins
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    return _full_stop_ends(word, following, begins, table)


def _may_begin(following: str, caseless: bool) -> bool:
    """A sentence begins with a capital, a number, a script without case, or a name like iPhone."""
    first = following[:1]
    if not first or caseless or not first.islower():
        return True
    return len(following) > 1 and following[1].isupper()


def _full_stop_ends(word: str, following: str, begins: bool, table: Language) -> bool:
    """Whether the full stop after `word` ends a sentence rather than shortens the word."""
    if word in table.abbreviations:
        return False
    if word in table.numbered:
        return not following[:1].isdigit()
    if word in table.titles or (len(word) > 2 and _ACRONYM.fullmatch(word)):
        return begins
    if len(word) == 2 and word[0].isalpha():  # an initial: "J. Smith"
        return begins
    if table.ordinals and word[:-1].isdigit() and len(word) <= 3:
        return begins
    return True


def _glued(word: str, mark: str, after: str, table: Language) -> bool:
    """Whether "week.In a release" lost its space: feeds drop the paragraph tag between the two."""
    following = _CAPITALISED.match(after)
    if following is None or not word or mark.startswith("..") or "/" in word or "@" in word:
        return False
    begins = len(following[2]) > 1 and following[2].casefold() in table.starters
    bare = word.rstrip(_CLOSING)
    if following[2][1:].islower() or len(following[2]) == 1:
        if len(bare) >= 3 and bare[-3:].isalpha() and bare[-3:].islower():
            return True
    elif len(bare) >= 4 and bare.isalpha() and bare.islower():
        return True  # "evidence.BAT", "early.SoftBank"; not "Character.AI" and not "node.js"
    elif bare.casefold() in _DAYS:
        return True
    if word.casefold() in table.stopwords:
        return len(following[2]) > 1  # "their hands on.Roe said"
    if following[1] and len(following[2]) > 1 and (bare[-1:].isdigit() or (bare.isupper() and len(bare) > 2)):
        return True  # "in 1984.“Everyone"
    known = bare[-1:].isdigit() and len(bare) > 1
    if (
        (known or (bare.isupper() and len(bare) > 2 and bare.isalpha()))
        and len(following[2]) > 4
        and following[2][1:].islower()
    ):
        return True  # "50,000.Individuals", "the BBC.Talking"
    return begins and (word[-1].isdigit() or word[-1] in ')”’"%' or (word.isupper() and len(word) > 2))
