"""The two lines an inbox shows: composed from the stories, never cut inside a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.letter.plain import capital, count, issue_date, line, topic_words
from digest.types import Issue

#: Characters. A phone shows about 40 of a subject, Gmail's list about 70 (and then the preheader).
SUBJECT = (35, 60)
PREHEADER = (40, 90)
#: Where a headline may end early: before these a whole clause stands.
_CLAUSE = re.compile(r"[,;:–—]\s|\s[–—-]\s|\s(?=(?:after|amid|as|because|despite|over|while|who|which)\s)")
#: Words a cut line must not end on.
_DANGLING = re.compile(
    r"a|an|and|as|at|but|by|for|from|in|into|is|its|of|on|or|over|s|says|than|that|the|their|to|with",
    re.IGNORECASE,
)


def subject(issue: Issue) -> str:
    """35 to 60 characters: the editor's own, else the lead headline, shortened or joined with the next one.

    Headlines that cannot be brought to that length (one long word, a script without spaces) give way to
    the newsletter's title, the number of stories and the date.
    """
    if issue.subject:
        return line(issue.subject)
    headlines = [line(item.headline) for item in issue.items]
    for joint in _joined(headlines[:3], "; "):
        if fitted := fit(joint, *SUBJECT):
            return fitted
    return _fallback(issue)


def preheader(issue: Issue, subject_line: str) -> str:
    """40 to 90 characters that go on where the subject stops: the next stories, else the lead's own words."""
    told = subject_line.rstrip("…").casefold()
    rest = [h for item in issue.items if not (h := line(item.headline)).casefold().startswith(told[:30])]
    rest = [h for h in rest if h.casefold() not in told]
    candidates = [f"Also: {joint}" for joint in reversed(_joined(rest[:2], "; "))]
    candidates += [line(sentence.text) for item in issue.items[:1] for sentence in item.summary.sentences]
    candidates += [line(issue.intro), _fallback(issue)]
    return next((fitted for text in candidates if (fitted := fit(text, *PREHEADER))), _fallback(issue))


def _joined(headlines: Sequence[str], mark: str) -> list[str]:
    """The first, the first two, the first three …"""
    return [mark.join(headlines[:n]) for n in range(1, len(headlines) + 1)]


def fit(text: str, low: int, high: int) -> str:
    """`text` in `low` to `high` characters: whole, to the end of a clause, or to a word and "…"; else ""."""
    if low <= len(text) <= high:
        return text
    if len(text) < low:
        return ""
    for end in reversed([match.start() for match in _CLAUSE.finditer(text)]):
        if low <= end <= high:
            return text[:end].rstrip(" ,;:–—-")
    words = text[:high].rsplit(None, 1)[0].split() if " " in text[: high + 1] else []
    while words and _DANGLING.fullmatch(words[-1].strip("“”‘’\"'(")):
        words.pop()
    cut = " ".join(words).rstrip(" ,;:–—-") + "…"
    return cut if low <= len(cut) <= high else ""


def _fallback(issue: Issue) -> str:
    """What is always true: title, number of stories, date; as much of it as fits."""
    newsletter = issue.newsletter
    number = capital(count(len(issue.items), "story", "stories"))
    date = issue_date(issue.slot, newsletter.timezone, newsletter.language)
    title = line(newsletter.title)
    for text in (
        f"{title}: {number}, {date}",
        f"{title}: {number} on {topic_words(issue.topic)}, {date}",
        f"{number} on {topic_words(issue.topic)}, {date}",
    ):
        if SUBJECT[0] <= len(text) <= SUBJECT[1]:
            return text
    return f"Your letter of {date}: {number.lower()} chosen"
