"""Entry -> Story: what of a window is on topic, what is one event, and what an issue should tell of it.

    terms        text to terms: the first embedder (HashedTerms); synonyms: AI by other words is read as AI
    embedder     text to meaning: the second (Minilm, its weights in model/)
    lexicon      the shipped topics and the words their two sides are known by; sides: what they say of an entry
    learned      what labelled weeks taught of a shipped topic
    facets       general concepts, and how surely a text speaks of them; reading: which of them an editor means
    spelled      nearness to a topic that the editor spelled out: a description and examples
    taught       what the editor taught since, on top of either
    relevance    how near an entry is to the topic, 0 to 1, with its terms
    cluster      one event, one story
    novelty      what a published issue told is not told again
    origin       which report the others draw on; outlets: how many independent outlets tell a story
    tags         what happens in a story: launch, lawsuit, deal …
    rank         order, diversity, and why a story was left out; caps: a source's, section's and theme's share

Importing this is cheap; numpy comes with the first call of `choose`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digest.choose.lexicon import shipped_names, shipped_topic
from digest.choose.terms import Embedder, HashedTerms, text_of
from digest.types import Choice, Edits, Entry, Limits, Told, Topic, Window

__all__ = ["Embedder", "HashedTerms", "choose", "embedders", "shipped_names", "shipped_topic", "text_of"]

_NO_EDITS = Edits()


def embedders(topic: Topic) -> tuple[Embedder, Embedder]:
    """What reads an entry: its terms, and its meaning (for a shipped topic with that topic's own ending)."""
    from digest.choose.embedder import Minilm

    return HashedTerms(), Minilm(topic.name if topic.shipped else "")


def choose(
    entries: Sequence[Entry],
    *,
    topic: Topic,
    limits: Limits,
    window: Window,
    weights: Mapping[str, float] | None = None,
    vectors: Mapping[str, bytes] | None = None,
    meanings: Mapping[str, bytes] | None = None,
    past: Sequence[Told] = (),
    edits: Edits = _NO_EDITS,
    languages: frozenset[str] = frozenset(),
) -> Choice:
    """The whole decision about a window: pure, and the same whatever the order of `entries`.

    `weights` are the feeds' by URL (1 where missing). `vectors` and `meanings` are what `embedders(topic)` make of
    `text_of`, by entry id; missing ones are computed. `past` is what published issues told. With
    `languages` (BCP 47), entries in another one are left out. Every entry gets a verdict, also those that may not
    ship, with the reason.
    """
    from digest.choose.choosing import decide

    return decide(
        entries,
        topic=topic,
        limits=limits,
        window=window,
        weights=weights or {},
        vectors=vectors or {},
        meanings=meanings or {},
        past=past,
        edits=edits,
        languages=languages,
    )
