"""The two lines an inbox shows: composed from the stories, never cut inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from digest.letter.plain import capital, line, topic_words
from digest.letter.words import words_of
from digest.letter.wrap import width
from digest.types import Issue

#: Characters, of which a wide one (Han, kana, Hangul) counts for two, as it does on a phone's line: that shows about
#: 40 of a subject, Gmail's list about 70 (and then the preheader).
SUBJECT = (35, 60)
PREHEADER = (40, 90)
#: Where a headline may end early: before these a whole clause stands.
_CLAUSE = re.compile(
    r"[、。；：！？」]|[,;:–—،؛]\s|\s[–—-]\s"
    r"|\s(?=(?:after|amid|as|because|despite|over|while|who|which|weil|obwohl|nachdem|tras|porque|aunque)\s)"
)
#: What is not left at a cut's end.
_POINTS = " ,;:–—-،؛"
#: Words a cut line must not end on.
_DANGLING = re.compile(
    r"a|an|and|as|at|but|by|for|from|in|into|is|its|of|on|or|over|s|says|than|that|the|their|to|with"
    r"|am|auf|aus|bei|das|dem|den|der|des|die|ein|eine[mnrs]?|für|im|ins|mit|nicht|oder|sich|um|und|von|vom|zu|zum|zur"
    r"|al|con|de|del|el|en|la|las|los|o|para|por|que|se|sin|su|sus|un|una|y",
    re.IGNORECASE,
)


def subject(issue: Issue, earlier: Iterable[str] = ()) -> str:
    """35 to 60 characters: the editor's own, else the lead headline, shortened or joined with the next one.

    Headlines that cannot be brought to that length (one long word, a script without spaces) give way to
    the newsletter's title, the number of stories and the date. None of `earlier`, the last issues' subjects, is
    composed again: an inbox that shows the same line twice looks like a mistake. The editor's own line stands.
    """
    if issue.subject:
        return line(issue.subject)
    headlines = [line(item.headline) for item in issue.items]
    joints = [*_joined(headlines[:3], "; "), *headlines[1:]]
    used = {text.casefold() for text in earlier}
    fitted = (fit(joint, *SUBJECT) for joint in joints)
    return next((text for text in fitted if text and text.casefold() not in used), "") or _fallback(issue)


def preheader(issue: Issue, subject_line: str, earlier: Iterable[str] = ()) -> str:
    """40 to 90 characters that go on where the subject stops: the next stories, else the lead's own words.

    Neither the subject nor one of `earlier`, the last issues' preheaders, comes again; when all that could be said
    is one of these, it is of how many entries the stories were chosen.
    """
    told, used = subject_line.rstrip("…").casefold(), {text.casefold() for text in (subject_line, *earlier)}
    rest = [h for item in issue.items if not (h := line(item.headline)).casefold().startswith(told[:30])]
    rest = [h for h in rest if h.casefold() not in told]
    also = words_of(issue.newsletter.language).preheader
    candidates = [also.format(stories=joint) for joint in (*reversed(_joined(rest[:2], "; ")), *rest[1:])]
    candidates += [line(sentence.text) for item in issue.items[:1] for sentence in item.summary.sentences]
    candidates += [line(issue.intro), _fallback(issue)]
    fitted = (fit(text, *PREHEADER) for text in candidates)
    return next((text for text in fitted if text and text.casefold() not in used), "") or _origin(issue)


def _joined(headlines: Sequence[str], mark: str) -> list[str]:
    """The first, the first two, the first three …"""
    return [mark.join(headlines[:n]) for n in range(1, len(headlines) + 1)]


def fit(text: str, low: int, high: int) -> str:
    """`text` in `low` to `high` of width: whole, to the end of a clause, or to a word and "…"; else ""."""
    if low <= width(text) <= high:
        return text
    if width(text) < low:
        return ""
    for end in reversed([match.start() for match in _CLAUSE.finditer(text)]):
        if low <= width(text[:end]) <= high:
            return text[:end].rstrip(_POINTS)
    room = _within(text, high)
    words = text[:room].rsplit(None, 1)[0].split() if " " in text[: room + 1] else []
    while words and _DANGLING.fullmatch(words[-1].strip("“”‘’\"'(")):
        words.pop()
    cut = " ".join(words).rstrip(_POINTS) + "…"
    return cut if low <= width(cut) <= high else ""


def _within(text: str, high: int) -> int:
    """How many of its first characters take no more room than `high`."""
    taken = 0
    for number, character in enumerate(text):
        taken += width(character)
        if taken > high:
            return number
    return len(text)


def _fallback(issue: Issue) -> str:
    """What is always true: title, number of stories, date; as much of it as fits."""
    newsletter = issue.newsletter
    words = words_of(newsletter.language)
    stories = words.count(len(issue.items), words.story)
    known = {
        "title": line(newsletter.title),
        "topic": topic_words(issue.topic),
        "date": words.slot_date(issue.slot, newsletter.timezone),
        "day": words.slot_date(issue.slot, newsletter.timezone, weekday=False),
    }
    for phrase in (words.subject, "{title}: " + words.subject_on, words.subject_on):
        text = phrase.format(stories=capital(stories), **known)
        if SUBJECT[0] <= width(text) <= SUBJECT[1]:
            return text
    return words.subject_plain.format(stories=stories, **known)


def _origin(issue: Issue) -> str:
    """Of how many entries the stories were chosen: short in every language, and no subject says it."""
    words = words_of(issue.newsletter.language)
    said = words.origin_of_one if len(issue.items) == 1 else words.origin
    entries, feeds = words.count(issue.considered, words.entry), words.count(issue.sources, words.feed)
    return capital(said.format(entries=entries, feeds=feeds))
