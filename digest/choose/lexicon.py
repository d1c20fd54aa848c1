"""The words by which a topic's two sides are known, and how an entry's text is matched against them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from digest import yamlfile
from digest.choose.terms import split, words
from digest.errors import ConfigError
from digest.types import Example, Topic

_FOLDER = Path(__file__).with_name("topics")

#: `both` counts for the AI side and the media side; `act` says what happened; `off` speaks against, and not where it
#: stands in a phrase of `but`.
Side = Literal["ai", "media", "both", "act", "off", "but"]

#: What a phrase counts for by where it stands: in the title, in the first words of the text, further down.
TITLE, LEDE, REST = 1.0, 0.6, 0.2
LEDE_WORDS = 60
#: An aggregator's text opens with its credit ("Jane Doe / The Paper: …"), which is no subject of the story.
_CREDIT = re.compile(r"(?:[^.:!?/\n]{2,60} / )?[^.:!?/\n]{2,40}:\s")
#: Two phrases this many words apart or less speak of one another ("AI-generated songs").
NEAR = 3


@dataclass(frozen=True, slots=True)
class Concept:
    """One phrase of a lexicon. `strength` is 0 to 1, for `off` the weight against."""

    words: tuple[str, ...]
    label: str
    side: Side
    strength: float
    medium: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    concept: Concept
    zone: float
    at: int  #: word position, in the title or beyond it

    @property
    def weight(self) -> float:
        return self.concept.strength * self.zone

    @property
    def end(self) -> int:
        return self.at + len(self.concept.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word."""

    phrases: dict[str, tuple[Concept, ...]] = field(default_factory=dict)

    @staticmethod
    def of(concepts: Iterable[Concept]) -> Lexicon:
        by_first: dict[str, list[Concept]] = defaultdict(list)
        for concept in concepts:
            if concept.words:
                by_first[concept.words[0]].append(concept)
        return Lexicon({word: tuple(found) for word, found in by_first.items()})

    def find(self, text: str) -> list[Match]:
        """Every phrase of the lexicon in a text as `text_of` makes it."""
        head, rest = split(text)
        title, body = words(head), words(_CREDIT.sub("", rest, count=1) if _CREDIT.match(rest) else rest)
        found = self._scan(title, 0, TITLE)
        found += self._scan(
            body[: LEDE_WORDS + 5], len(title) + NEAR, LEDE
        )  # the gap: a title is not near its text
        found += self._scan(body[LEDE_WORDS:], len(title) + LEDE_WORDS + NEAR, REST)
        return _meant(found)

    def _scan(self, run: Sequence[str], offset: int, zone: float) -> list[Match]:
        found = []
        for at, word in enumerate(run):
            for concept in self.phrases.get(word, ()):
                size = len(concept.words)
                if size == 1 or tuple(run[at : at + size]) == concept.words:
                    found.append(Match(concept, zone, at + offset))
        return found


def _meant(found: list[Match]) -> list[Match]:
    """Without what stands in a phrase that means something else."""
    places = {
        (match.concept.group, at)
        for match in found
        if match.concept.side == "but"
        for at in range(match.at, match.end)
    }
    if not places:
        return found
    return [m for m in found if m.concept.side != "but" and (m.concept.group, m.at) not in places]


@dataclass(frozen=True, slots=True)
class Shipped:
    """A topic that comes with digest, and its lexicon."""

    topic: Topic
    lexicon: Lexicon


def shipped_names() -> tuple[str, ...]:
    """The names of the topics that come with digest."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def shipped_topic(name: str) -> Topic:
    """The shipped topic `name`; ConfigError with the names there are when there is none."""
    if name not in shipped_names():
        raise ConfigError(
            f"topic: expected one of {', '.join(shipped_names())}, got {name!r}",
            mend="take a shipped name, or spell the topic out as {name, describe, like: [...], unlike: [...]}",
        )
    return shipped(name).topic


@cache
def shipped(name: str) -> Shipped:
    path = _FOLDER / f"{name}.yaml"
    data = yamlfile.read(path.read_text("utf-8"), path.name).data
    topic = Topic(
        name=data["name"],
        shipped=True,
        describe=data["describe"].strip(),
        like=tuple(Example(title=title) for title in data["like"]),
        unlike=tuple(Example(title=title) for title in data["unlike"]),
    )
    concepts = [
        Concept(tuple(words(phrase)), phrase, row["side"], float(row["strength"]), row.get("medium", ""))
        for row in data["concepts"]
        for phrase in _phrases(row["terms"])
    ]
    sides: tuple[tuple[Side, str], ...] = (("off", "terms"), ("but", "but"))
    against = [
        Concept(tuple(words(phrase)), phrase, side, float(row["weight"]), group=row["name"])
        for row in data["off"]
        for side, key in sides
        for phrase in _phrases(row.get(key, ""))
    ]
    return Shipped(topic, Lexicon.of(_once([*concepts, *against])))


def _phrases(terms: str) -> list[str]:
    return [phrase.strip() for phrase in terms.split(",") if phrase.strip()]


def _once(concepts: Iterable[Concept]) -> list[Concept]:
    """Each phrase once a side and medium: spellings that stem alike must not count twice. The strongest stays."""
    best: dict[tuple[object, ...], Concept] = {}
    for concept in concepts:
        key = (concept.words, concept.side, concept.medium, concept.group)
        if key not in best or concept.strength > best[key].strength:
            best[key] = concept
    return list(best.values())
