"""What an editor means: a topic's name, description and examples, read as the general concepts they speak of.

A topic is a conjunction. "AI and media", with a story of a music clip made by a model, wants AI *and* one of the
media; an entry that is all AI and no media is not half on topic. What must be there is what the description names
and the examples show; kinds of one family stand for one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from digest.choose.facets import Facet, Facets, Spoken, facets, spoken, surely
from digest.choose.terms import words
from digest.choose.tfidf import Floats
from digest.types import Example, Topic

#: A description that names so many kinds of a family means the others too, this surely.
SEVERAL, OTHERS = 3, 0.6
#: A kind that neither description nor examples name, beside one that they do.
UNNAMED = 0.1
#: A side is wanted by halves when the examples show it with 0.45, and fully from 0.6 on.
SHOWN_FROM, SHOWN_FULLY = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the topic: facets of which at least one has to be there."""

    label: str
    wanted: float  #: 0 to 1: how surely the topic means it
    facets: tuple[int, ...]  #: columns
    share: tuple[float, ...]  #: how surely each stands for the side


@dataclass(frozen=True, slots=True)
class Reading:
    sides: tuple[Side, ...]  #: empty for a topic that no general concept tells of
    aside: tuple[int, ...]  #: columns of what no topic means that does not name it


def read(topic: Topic, examples: Floats) -> Reading:
    """The topic as facets. `examples` are the general vectors of its like examples, shape (examples, 384)."""
    known = facets()
    named, families = _named(topic, known)
    shown = _shown(topic.like, examples) if topic.like else np.zeros((0, len(known.all)), np.float32)
    sides, place = [], 0
    for _, kinds in groupby(known.all, key=lambda facet: facet.family or facet.name):
        group = tuple(kinds)
        columns = tuple(range(place, place + len(group)))
        place += len(group)
        if not group[0].aside and (side := _side(group, columns, named, families, shown)):
            sides.append(side)
    aside = tuple(n for n, facet in enumerate(known.all) if facet.aside and n not in named)
    return Reading(tuple(sides), aside)


def _side(
    group: Sequence[Facet], columns: tuple[int, ...], named: set[int], families: set[str], shown: Floats
) -> Side | None:
    """The side that a family's facets (or a facet without a family) make, where the topic means it at all."""
    said = group[0].family in families or bool(named & set(columns))
    if not len(shown):  # a description alone has to be believed
        wanted = float(said)
    else:
        seen = float((1 - np.prod(1 - shown[:, columns], axis=1)).mean())
        wanted = min(1.0, max(0.0, (seen - SHOWN_FROM) / (SHOWN_FULLY - SHOWN_FROM)))
        wanted = wanted if said or not (named or families) else 0.0
    if wanted <= 0:
        return None
    whole = group[0].family in families
    several = len(named & set(columns)) >= SEVERAL
    share = tuple(_share(n, named, shown, whole=whole, several=several) for n in columns)
    best = [facet.label for facet, part in zip(group, share, strict=True) if part == max(share)]
    return Side(group[0].family if len(best) > 1 else best[0], wanted, columns, share)


def _share(column: int, named: set[int], shown: Floats, *, whole: bool, several: bool) -> float:
    """How surely one kind stands for its side. The more examples do without it, the less its name alone counts."""
    seen = bool((shown[:, column] > 0.5).any())
    if whole or (column in named and (seen or several)):
        return 1.0
    if column in named:
        return 2 / (2 + len(shown))
    if seen and not named:
        return 1.0
    return OTHERS if several else UNNAMED


def _shown(like: Sequence[Example], vectors: Floats) -> Floats:
    """How surely each example is about each facet: its title counts, its text but half."""
    said = spoken([f"{one.title}\n\n{one.text}" for one in like])
    return surely(Spoken(said.anywhere * np.float32(0.5), said.title, said.beside), vectors)


def _named(topic: Topic, known: Facets) -> tuple[set[int], set[str]]:
    """The columns of the facets and the families that name and description name; the longest phrase has its words."""
    run = [*words(topic.name.replace("-", " ")), "|", *words(topic.describe)]
    phrases: list[tuple[tuple[str, ...], int | str]] = [
        *((phrase, n) for n, facet in enumerate(known.all) for phrase in facet.named),
        *((phrase, family) for family, told in known.families.items() for phrase in told),
    ]
    places = [
        (len(phrase), at, what)
        for phrase, what in phrases
        for at in range(len(run) - len(phrase) + 1)
        if tuple(run[at : at + len(phrase)]) == phrase
    ]
    taken = [0] * len(run)
    found: set[int | str] = set()
    for length, at, what in sorted(places, key=lambda place: (-place[0], place[1], str(place[2]))):
        if max(taken[at : at + length]) <= length:
            taken[at : at + length] = [length] * length
            found.add(what)
    said = spoken([f"\n\n{topic.name.replace('-', ' ')}. {topic.describe}"]).anywhere[0]
    surest = {n for n in range(len(known.all)) if said[n] >= 0.7}
    columns = {one for one in found if isinstance(one, int)}
    return columns | surest, {one for one in found if isinstance(one, str)}
