"""Story + model -> Summary. What the model says ships only where a report says it; the rest is told by an extract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from digest.summarise import summarise
from digest.summarise.language import Language, language_table
from digest.summarise.leaning import leans
from digest.summarise.llm.asking import Heard
from digest.summarise.llm.judging import SAME, Court, Judge, Judged
from digest.summarise.llm.prompt import Message, Wanted, ask, bounds, form, introduction, repair, sent
from digest.summarise.llm.reply import parse
from digest.summarise.llm.rules import is_order
from digest.summarise.reading import MAX_CHARACTERS_A_REPORT
from digest.summarise.split import split
from digest.summarise.words import content, count, shared
from digest.types import Entry, Sentence, Story, Summary

Ask = Callable[[tuple[Message, ...], dict[str, Any]], Heard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A story's summary, and how it came about."""

    summary: Summary
    trouble: str = ""  #: why the model was not heard; "" when it was
    fault: str = ""  #: why nothing of what it said could be read
    repaired: bool = False  #: it was asked to mend its answer
    replaced: int = 0  #: sentences of its that an extract stands for
    reasons: tuple[str, ...] = ()  #: why those fell


def write(story: Story, wanted: Wanted, ask_model: Ask, judge: Judge) -> Written:
    """The story's summary: of the model's sentences those that hold, and an extract in the place of the others."""
    extract = extracted(story, wanted)
    reports = sent(story)
    if not reports:
        return Written(summary=extract, trouble="no report has a text")
    court = Court(reports=reports, title=story.lead.title, wanted=wanted, judge=judge)
    first = ask_model(ask(story, wanted), form(wanted))
    if first.trouble:
        return Written(summary=extract, trouble=first.trouble)
    judged, repaired = _mended(court, ask(story, wanted), first.text, ask_model)
    summary = _assembled(judged, extract, wanted)
    told = sum(one in summary.sentences for one in judged.told)
    return Written(
        summary=summary,
        fault="" if judged.asked else next(iter(judged.reasons), "nothing"),
        repaired=repaired,
        replaced=max(judged.asked - told, 0) if judged.asked else 0,
        reasons=judged.reasons,
    )


def extracted(story: Story, wanted: Wanted) -> Summary:
    """The story told by an extract. Sentences that tell a model or a reader to do something are not there to be
    chosen; they are blanked, so that every other place stays where it was."""
    entries = tuple(
        replace(entry, text=_without_orders(entry.text, wanted.language)) for entry in story.entries
    )
    return summarise(replace(story, entries=entries), words=wanted.words, language=wanted.language)


def _without_orders(text: str, language: str) -> str:
    for one in split(text[:MAX_CHARACTERS_A_REPORT], language):
        if is_order(text[one.start : one.end]):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def write_introduction(
    told: Sequence[tuple[Story, Summary]], wanted: Wanted, ask_model: Ask, judge: Judge
) -> tuple[str, tuple[str, ...]]:
    """Two sentences that lead into the issue, judged against the summaries that ship; "" and why when they fail."""
    stories = tuple(_as_report(story, summary) for story, summary in told if summary.sentences)
    if len(stories) < 2:
        return "", ("there are no two stories to lead into",)
    wanted = replace(wanted, words=45, headline=False, why=False, sentences=(2, 2))
    court = Court(reports=stories, title="", wanted=wanted, judge=judge)
    messages = introduction(stories, wanted.language)
    first = ask_model(messages, form(wanted))
    if first.trouble:
        return "", (first.trouble,)
    judged, _ = _mended(court, messages, first.text, ask_model)
    sentences = judged.told
    if len(sentences) != 2 or sentences[0].entry_id == sentences[1].entry_id:
        return "", judged.reasons or ("it does not tell two stories in two sentences",)
    return " ".join(one.text for one in sentences), ()


def _as_report(story: Story, summary: Summary) -> Entry:
    """What ships of a story, as a report that can be cited."""
    headline = summary.headline.text if summary.headline else story.lead.title
    return replace(story.lead, id=story.id, title=headline, text=summary.text, source="this issue")


def _mended(court: Court, messages: tuple[Message, ...], reply: str, ask_model: Ask) -> tuple[Judged, bool]:
    """The reply, judged; asked for once more, with the reasons, when something of it fell. And whether it was."""
    judged = court.judged(parse(reply))
    if not judged.reasons:
        return judged, False
    schema = form(court.wanted)
    again = ask_model(repair(messages, reply, judged.reasons, schema), schema)
    if again.trouble:
        return judged, True
    return _better(judged, court.judged(parse(again.text))), True


def _better(first: Judged, second: Judged) -> Judged:
    """The answer of which more holds; the headline and the why of either."""
    best = (
        second
        if (len(second.told), -len(second.reasons)) >= (len(first.told), -len(first.reasons))
        else first
    )
    other = first if best is second else second
    return replace(best, headline=best.headline or other.headline, why=best.why or other.why)


# -- putting together -------------------------------------------------------------------------------


def _assembled(judged: Judged, extract: Summary, wanted: Wanted) -> Summary:
    """The sentences that hold, in their order; in the place of one that fell, the extract's next that fits."""
    table = language_table(wanted.language)
    low, high = bounds(wanted.words)
    most = wanted.sentences[1]
    kept = _fitting(judged.told, most, high)
    if not kept:
        return replace(extract, headline=judged.headline, why=_new(judged.why, extract.sentences, table))
    slots: list[Sentence | None] = [one if one in kept else None for one in judged.sentences]
    for place, one in enumerate(slots):
        if one is None and (spare := _spare(extract, slots, most, high, table)):
            slots[place] = spare
    while sum(count(one.text) for one in slots if one) < low and (
        spare := _spare(extract, slots, most, high, table)
    ):
        slots.append(spare)
    told = tuple(one for one in slots if one)
    return Summary(sentences=told, by="llm", headline=judged.headline, why=_new(judged.why, told, table))


def _fitting(told: Sequence[Sentence], most: int, high: int) -> list[Sentence]:
    kept: list[Sentence] = []
    for one in told:
        if len(kept) == most or sum(count(other.text) for other in kept) + count(one.text) > high:
            break  # what comes after may lean on this one
        kept.append(one)
    return kept


def _spare(
    extract: Summary, slots: Sequence[Sentence | None], most: int, high: int, table: Language
) -> Sentence | None:
    """A sentence of the extract that adds something, fits, and leans on none that is not told."""
    told = [one for one in slots if one]
    if len(told) >= most:
        return None
    for one in extract.sentences:
        fits = sum(count(other.text) for other in told) + count(one.text) <= high
        stands = not leans(one.text, table, frozenset())
        if one not in told and fits and stands and _new(one, told, table):
            return one
    return None


def _new(one: Sentence | None, told: Sequence[Sentence], table: Language) -> Sentence | None:
    """`one` unless it says again what is told."""
    if one is None:
        return None
    stems = content(one.text, table)
    for other in told:
        if shared(stems, content(other.text, table)) >= SAME:
            return None
    return one
