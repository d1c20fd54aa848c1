"""Story -> Summary: true sentences, each with the place in a report that says it.

`summarise` falls, in this order, from an extract over all reports, to a report's own description trimmed at a
sentence, to nothing but headline and source (a summary without sentences, `by="headline"`). Everything here is
a function from values to values: no clock, no network, the same summary every time.
"""

from __future__ import annotations

from digest.summarise.evidence import holds
from digest.summarise.extractive import STRETCH, as_sentences, extract
from digest.summarise.reading import Candidate, candidates
from digest.types import Sentence, Story, Summary

#: Words a description has at least; less tells nothing that the headline does not.
FEWEST = 5

__all__ = ["holds", "summarise"]


def summarise(story: Story, *, words: int = 60, language: str = "en") -> Summary:
    """What happened, in about `words` words and never more than a sixth above, for any story there is.

    Every sentence passed `evidence.holds`. `language` is a BCP 47 tag; the text of other languages is told by
    its punctuation alone.
    """
    if not story.entries:
        return Summary(sentences=(), by="headline")
    if told := _supported(story, extract(story, words=words, language=language), language):
        return Summary(sentences=told, by="extractive")
    if told := _supported(story, _description(story, words=words, language=language), language):
        return Summary(sentences=told, by="feed")
    return Summary(sentences=(), by="headline")


def _supported(story: Story, told: tuple[Sentence, ...], language: str) -> tuple[Sentence, ...]:
    """Those of `told` that hold; what leaned on a sentence that fell is not told either."""
    entries = {entry.id: entry for entry in story.entries}
    kept = tuple(one for one in told if not holds(one, entries[one.entry_id], language=language))
    return kept if len(kept) == len(told) else kept[: _first_failure(told, kept)]


def _first_failure(told: tuple[Sentence, ...], kept: tuple[Sentence, ...]) -> int:
    return next((place for place, one in enumerate(told) if place >= len(kept) or kept[place] is not one), 0)


def _description(story: Story, *, words: int, language: str) -> tuple[Sentence, ...]:
    """The first report's description that can be told from its beginning, trimmed at a sentence."""
    whole = candidates(story, language=language)
    for report in range(len(story.entries)):
        told: list[Candidate] = []
        for one in (candidate for candidate in whole if candidate.report == report):
            gap = told and one.place != told[-1].place + 1
            if gap or sum(other.words for other in told) + one.words > words * STRETCH:
                break
            told.append(one)
        if told and _opens(told[0]) and sum(one.words for one in told) >= FEWEST:
            return tuple(as_sentences(story, told))
    return ()


def _opens(first: Candidate) -> bool:
    """The lead's "The company …" stands below the lead's own headline; "It …" stands nowhere."""
    return not first.leans or (first.leans == "noun" and first.report == 0)
