"""Where a story comes from: which house a report credits, and which report of a story the others draw on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from digest.types import Entry

#: Characters of a text in which a report names its source, as far as a feed gives one.
HEAD = 600
#: A quotation of so many words stands in two reports only when one has it from the other, or both from a third.
QUOTED = 8
#: What a report gains for each other house that names it, and for each that quotes later what it quoted first.
NAMED, QUOTED_FIRST = 1.0, 0.5

_NAME = r"(?:[Tt]he )?(?:[A-Z0-9][\w.&’'+-]*)(?: (?:of|and|for|the|[A-Z0-9][\w.&’'+-]*)){0,4}"
#: A headline signed "(Jane Doe/The Paper)" and a text that opens "Jane Doe / The Paper: …" are an aggregator's way.
_SIGNED = re.compile(r"\((?:[^()/]{2,80}/)([^()/]{2,60})\)\s*$")
_OPENING = re.compile(r"^[^/:\n]{2,80} / ([^:/\n]{2,60}):\s")
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bquot\w+ (?:from )?(?:a|an|the) \w+ (?:from|by|in) ({_NAME}):",
        rf"\b(?:first )?(?:reported|spotted|obtained|seen|published|noted) by ({_NAME})",
        rf"\b[Vv]ia ({_NAME})",
        rf"\bwrit(?:es|ing for) ({_NAME})",
        rf"\b(?:told|tells) ({_NAME})",
        rf"\baccording to (?:a |the )?(?:new )?(?:reports? |story )?(?:from |by |in )?({_NAME})",
        rf"\b(?:report|interview|story|investigation|scoop) (?:from|by|in|with) ({_NAME})",
        rf"(?:^|[.!?,]”?\"? |\bOn [A-Z][a-z]+ )({_NAME}) (?:first |also )?(?:reports|reported|writes)\b",
    )
)
_QUOTATION = re.compile(r"[“\"]([^“”\"\n]{30,400})[”\"]")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "or", "ne"})


def site(url: str) -> str:
    """The registered name an address belongs to: `www.bbc.co.uk/x` -> "bbc.co.uk"; "" when it has none."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    short = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if short else -2 :])


def forms(name: str) -> frozenset[str]:
    """The spellings under which a house is known, by its name or by its site.

    "The New York Times": newyorktimes, nyt, nytimes; "nytimes.com": nytimes.
    """
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        name = name.split(".")[0]
    plain = [re.sub(r"[\W_]+", "", word) for word in name.replace("’", "'").casefold().split()]
    parts = [word for word in plain if word and word != "the"] or plain
    joined = "".join(parts).removeprefix("the")
    found = {joined}
    if len(parts) > 1:
        first = "".join(part[0] for part in parts[:-1] if part)
        found |= {first + parts[-1][:1], first + parts[-1]}
    return frozenset(form for form in found if len(form) > 1)


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names are one house's: a spelling in common, or one that begins with the other's."""
    if a & b:
        return True
    return any(
        min(len(x), len(y)) >= 5 and (x.startswith(y) or y.startswith(x))
        for x in sorted(a)
        for y in sorted(b)
    )


def credited(entry: Entry) -> tuple[str, ...]:
    """The names that a report credits, in the order in which they stand; a byline's paper first."""
    head = entry.text[:HEAD]
    signed = [match[1] for match in (_SIGNED.search(entry.title), _OPENING.search(head)) if match]
    found = sorted((match.start(1), match[1]) for pattern in _CREDITS for match in pattern.finditer(head))
    return tuple(dict.fromkeys(name.strip(" .'’") for name in [*signed, *(name for _, name in found)]))


def pointed_to(entry: Entry, own: frozenset[str]) -> frozenset[str]:
    """The house whose report an aggregator's entry points to, as `forms`; empty when it does not say.

    `own` are the sites of aggregators, where a link is only their own page.
    """
    where = site(entry.url)
    if where and where not in own:
        return forms(where)
    return next((forms(name) for name in credited(entry)), frozenset())


def drawn_on(entries: Sequence[Entry]) -> Mapping[str, float]:
    """By entry id: how much the other houses' reports of the story draw on this one.

    Each house counts once: 1 when it names this one, ½ when it quotes later what this one quoted first.
    """
    known = {entry.id: _names(entry) for entry in entries}
    names = {entry.id: [forms(name) for name in credited(entry)] for entry in entries}
    quotes = {entry.id: _quotations(entry) for entry in entries}
    found: dict[str, float] = {}
    for entry in entries:
        drawing: dict[str, float] = {}
        for other in entries:
            if any(alike(a, b) for a in known[entry.id] for b in known[other.id]):
                continue
            gain = NAMED * any(alike(a, b) for a in names[other.id] for b in known[entry.id])
            if not gain and other.when > entry.when and quotes[entry.id] & quotes[other.id]:
                gain = QUOTED_FIRST
            house = other.source or site(other.feed_url)
            drawing[house] = max(drawing.get(house, 0.0), gain)
        found[entry.id] = sum(drawing[house] for house in sorted(drawing))
    return found


def _names(entry: Entry) -> tuple[frozenset[str], ...]:
    """What the house of an entry is known by: its feed's name, else the site of its feed."""
    return tuple(found for found in [forms(entry.source.strip() or site(entry.feed_url))] if found)


def _quotations(entry: Entry) -> frozenset[tuple[str, ...]]:
    """Every run of `QUOTED` words within a quotation of the text."""
    return frozenset(_runs(match[1] for match in _QUOTATION.finditer(entry.text[: 4 * HEAD])))


def _runs(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for text in texts:
        words = re.findall(r"\w+", text.casefold())
        yield from (tuple(words[n : n + QUOTED]) for n in range(len(words) - QUOTED + 1))
