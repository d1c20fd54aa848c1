"""General concepts (AI, music, games, space, security …): the words that tell of them, and where they lie.

A topic that an editor spells out is read as the concepts its description and examples speak of, and every
entry is asked how surely each concept is in it: by its words (`facets/facets.yaml`) and by its place in the
embedding space (`facets/directions.json`, made by `python -m training.facets`). Two dozen concepts, and none
is treated otherwise than the rest.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from digest import yamlfile
from digest.choose.lexicon import NEAR, TITLE, Concept, Lexicon, Match
from digest.choose.terms import words
from digest.choose.tfidf import Floats

_FOLDER = Path(__file__).with_name("facets")
#: What a facet's words count for beside its direction, and the logit of an entry that has neither.
WORDS, IN_TITLE, DOUBT = 3.0, 1.0, 2.0
_STRENGTHS = {"sure": 0.9, "likely": 0.6, "maybe": 0.3}


@dataclass(frozen=True, slots=True)
class Facet:
    """One concept. `named` are the words by which a description names it; `family` of what it is a kind."""

    name: str
    label: str
    family: str
    named: tuple[tuple[str, ...], ...]
    aside: bool = False  #: no topic means it that does not name it (deals, how-tos)


@dataclass(frozen=True, slots=True)
class Facets:
    """All concepts, in the order of the columns of everything that is said of them."""

    all: tuple[Facet, ...]
    families: dict[str, tuple[tuple[str, ...], ...]]  #: the words by which a description names a whole family
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Spoken:
    """How surely texts speak of each facet by their words alone, 0 to 1."""

    anywhere: Floats  #: shape (texts, facets)
    title: Floats  #: shape (texts, facets): in the title alone
    beside: Floats  #: shape (texts, facets, facets): the surest pair of words that are neighbours


@cache
def facets() -> Facets:
    data = yamlfile.read((_FOLDER / "facets.yaml").read_text("utf-8"), "facets.yaml").data
    found = tuple(
        Facet(
            name=row["name"],
            label=row["label"],
            family=row.get("family", ""),
            named=tuple(tuple(words(name)) for name in _list(row["named"])),
            aside=row.get("aside", False),
        )
        for row in data["facets"]
    )
    families = {
        name: tuple(tuple(words(one)) for one in _list(line)) for name, line in data["families"].items()
    }
    return Facets(found, families, Lexicon.of(_concepts(data["facets"])))


def _concepts(rows: Sequence[dict[str, str]]) -> list[Concept]:
    """Each phrase once a facet, as strong as it is told anywhere: spellings that stem alike count once."""
    best: dict[tuple[str, tuple[str, ...]], Concept] = {}
    for row in rows:
        for key, strength in _STRENGTHS.items():
            for phrase in _list(row.get(key, "")):
                run = tuple(words(phrase))
                if run and (row["name"], run) not in best:
                    best[row["name"], run] = Concept(run, phrase, "both", strength, group=row["name"])
    return list(best.values())


def _list(line: str) -> list[str]:
    return [one.strip() for one in line.split(",") if one.strip()]


def spoken(texts: Sequence[str]) -> Spoken:
    """What the words of each text, as `text_of` makes it, say of each facet."""
    size = len(facets().all)
    out = Spoken(
        np.zeros((len(texts), size), np.float32),
        np.zeros((len(texts), size), np.float32),
        np.zeros((len(texts), size, size), np.float32),
    )
    for n, text in enumerate(texts):
        matches = facets().lexicon.find(text)
        best: dict[tuple[str, tuple[str, ...]], Match] = {}
        for match in matches:
            key = (match.concept.group, match.concept.words)
            if key not in best or match.weight > best[key].weight:
                best[key] = match
        for match in best.values():  # one minus the chance that every phrase misleads
            at = _place()[match.concept.group]
            out.anywhere[n, at] += (1 - out.anywhere[n, at]) * match.weight
            if match.zone == TITLE:
                out.title[n, at] += (1 - out.title[n, at]) * match.weight
        _neighbours(matches, out.beside[n])
    return out


def _neighbours(matches: Sequence[Match], into: Floats) -> None:
    """Marks the facets whose words stand side by side ("AI-generated songs") in `into`, shape (facets, facets)."""
    ordered = sorted(matches, key=lambda match: (match.zone, match.at))
    for n, second in enumerate(ordered):
        for first in reversed(ordered[max(0, n - 12) : n]):
            a, b = _place()[first.concept.group], _place()[second.concept.group]
            if a != b and first.zone == second.zone and 0 <= second.at - first.end <= NEAR:
                into[a, b] = into[b, a] = max(float(into[a, b]), first.weight * second.weight)


@cache
def _place() -> dict[str, int]:
    return {facet.name: n for n, facet in enumerate(facets().all)}


@cache
def directions() -> Floats:
    """A logistic model of each facet on the general vectors, shape (facets, 385): weights, then the constant.

    Learned from which words stand in news of 2024 to early 2026, and for AI from its publishers' own tags too; the
    file's head names the input and the figures.
    """
    data = json.loads((_FOLDER / "directions.json").read_text("utf-8"))
    rows = [np.frombuffer(base64.b64decode(data["weights"][facet.name]), "<f2") for facet in facets().all]
    return np.stack(rows).astype(np.float32)


def surely(said: Spoken, dense: Floats) -> Floats:
    """How surely each facet is in each entry, shape (entries, facets), 0 to 1: by its words and by its meaning."""
    line = directions()
    # einsum, unlike a matrix product, sums a row in the same order whatever stands in the others.
    meaning = np.einsum("nd,fd->nf", dense, line[:, :-1]) + line[:, -1]
    logit = meaning + WORDS * said.anywhere + IN_TITLE * said.title - DOUBT
    out: Floats = (1 / (1 + np.exp(-np.clip(logit, -30, 30)))).astype(np.float32)
    return out
