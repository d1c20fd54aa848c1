"""Story -> Summary: true sentences, each with the place in a report that says it.

`summarise` falls, in this order, from an extract over all reports, to a report's own description trimmed at a
sentence, to nothing but headline and source (a summary without sentences, `by="headline"`). Everything here is
a function from values to values: no clock, no network, the same summary every time.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.summarise.alike import alike
from digest.summarise.contradict import opposed_figures
from digest.summarise.evidence import holds
from digest.summarise.extractive import STRETCH, Guide, as_sentences, choose, guide
from digest.summarise.language import Language, language_table
from digest.summarise.reading import Candidate, Read, read, tells
from digest.summarise.weights import Weights
from digest.summarise.words import content, count, stem
from digest.types import Sentence, Story, Summary

#: Words a description has at least; less tells nothing that the headline does not.
FEWEST = 5
#: Words that are kept free for two figures that contradict each other.
CONTRADICTION = 14

__all__ = ["holds", "summarise"]


def summarise(story: Story, *, words: int = 60, language: str = "en") -> Summary:
    """What happened, in about `words` words and never more than `STRETCH` times as many, for any story there is.

    Every sentence passed `evidence.holds`. `language` is a BCP 47 tag; the text of other languages is told by
    its punctuation alone.
    """
    if not story.entries:
        return Summary(sentences=(), by="headline")
    whole = read(story, language=language)
    known = guide(story.lead.title, whole.said, language_table(language), words)
    told = tuple(_tell(story, whole, known, words=words, language=language))
    if told := _supported(story, told, language):
        return Summary(sentences=told, by="extractive")
    if told := _supported(
        story, _description(story, whole.candidates, words=words, language=language), language
    ):
        return Summary(sentences=told, by="feed")
    return Summary(sentences=(), by="headline")


def tell_with(story: Story, weights: Weights, *, words: int = 60) -> tuple[Sentence, ...]:
    """The extract of an English story that other weights than ours choose: for those who train them."""
    whole = read(story)
    known = guide(story.lead.title, whole.said, language_table("en"), words, weights)
    return tuple(_tell(story, whole, known, words=words, language="en"))


def _tell(story: Story, whole: Read, known: Guide, *, words: int, language: str) -> list[Sentence]:
    """The extract, and behind the first sentence whose figure another report contradicts, that figure."""
    for budget in (words, words - CONTRADICTION):
        chosen = _extract(story, whole, known, words=budget, language=language)
        told = as_sentences(story, chosen)
        against = (
            (place, opposed_figures(story, one, language=language)) for place, one in enumerate(chosen, 1)
        )
        place, figure = next(((at, one) for at, one in against if one is not None), (0, None))
        if figure is None:
            return told
        if not holds(figure, story.entries[0], language=language, others=story.entries):
            told.insert(place, figure)
        if sum(count(one.text) for one in told) <= words * STRETCH:
            return told
    return as_sentences(story, _extract(story, whole, known, words=words, language=language))


def _extract(story: Story, whole: Read, known: Guide, *, words: int, language: str) -> list[Candidate]:
    """The best sentences of which no two reports say the same."""
    table = language_table(language)
    headline = frozenset(content(story.lead.title, table))
    pool = [candidate for candidate in whole.candidates if candidate.strict]
    return choose(pool, known, words=words, apart=lambda told: alike(told, headline, table))


def _supported(story: Story, told: tuple[Sentence, ...], language: str) -> tuple[Sentence, ...]:
    """Those of `told` that hold; what leaned on a sentence that fell is not told either."""
    entries = {entry.id: entry for entry in story.entries}
    kept = tuple(
        one for one in told if not holds(one, entries[one.entry_id], language=language, others=story.entries)
    )
    return kept if len(kept) == len(told) else kept[: _first_failure(told, kept)]


def _first_failure(told: tuple[Sentence, ...], kept: tuple[Sentence, ...]) -> int:
    return next((place for place, one in enumerate(told) if place >= len(kept) or kept[place] is not one), 0)


def _description(
    story: Story, whole: Sequence[Candidate], *, words: int, language: str
) -> tuple[Sentence, ...]:
    """The first report's description that can be told from its beginning, trimmed at a sentence."""
    for report in range(len(story.entries)):
        told: list[Candidate] = []
        for one in (candidate for candidate in whole if candidate.report == report and not candidate.again):
            gap = told and one.place != told[-1].place + 1
            if gap or sum(other.words for other in told) + one.words > words * STRETCH:
                break
            told.append(one)
        if (
            any(tells(one.text) for one in told)
            and _opens(told[0], language_table(language))
            and sum(one.words for one in told) >= FEWEST
        ):
            return tuple(as_sentences(story, told))
    return ()


def _opens(first: Candidate, table: Language) -> bool:
    """The lead's "The company …" stands below the lead's own headline; "It …" and "The emails …" stand nowhere."""
    known = {stem(word) for word in table.generic}
    return not first.leans or (
        first.leans == "noun" and first.report == 0 and not known.isdisjoint(first.needs)
    )
