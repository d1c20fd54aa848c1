"""Choice + summaries -> Issue: what the letter says and in which order. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from digest.letter.plain import capital, host, line, outlets
from digest.letter.words import ENGLISH, Words, words_of
from digest.types import Choice, Entry, Issue, Item, Newsletter, Report, Section, Slot, Story, Summary

#: Stories after the lead that are told in full.
SECONDS = 6
#: Stories of which one may lead.
LEADS = 3
#: A medium with this many of them has a section of its own, when another has too.
ENOUGH = 3


def compose(
    choice: Choice,
    summaries: Mapping[str, Summary],
    *,
    newsletter: Newsletter,
    slot: Slot,
    topic: str,
    considered: int,
    sources: int,
    sections: Mapping[str, str] | None = None,
    briefs: bool = True,
    intro: str = "",
) -> Issue:
    """The issue of a choice, in rank order: one lead, up to six stories, the rest in brief.

    `summaries` are by story id; a story without one is told by its headline, and `warnings` says so.
    `considered` and `sources` count the window's entries and their feeds. `sections` gives titles by medium
    (default: those of the newsletter's language); an empty mapping never divides the stories. Without `briefs`
    every story is told in full. `intro` leads into the issue instead of our own count of what it holds.
    """
    words = words_of(newsletter.language)
    items = [_item(story, summaries.get(story.id)) for story in choice.stories]
    warnings = tuple(
        f"{story.lead.title}: no summary, told by its headline"
        for story in choice.stories
        if story.id not in summaries
    )
    return Issue(
        newsletter=newsletter,
        slot=slot,
        number=None,
        topic=topic,
        intro=line(intro) or introduction(items, considered=considered, sources=sources, words=words),
        sections=_sections(items, words.media if sections is None else sections, briefs, words),
        considered=considered,
        sources=sources,
        near_misses=tuple(_report(story.lead, _sources(story)) for story in choice.near_misses),
        warnings=warnings,
    )


def _item(story: Story, summary: Summary | None) -> Item:
    known = _sources(story)
    reports = tuple(_report(entry, known) for entry in story.entries)
    summary = summary or Summary(sentences=(), by="headline")
    return Item(
        story_id=story.id,
        headline=line(summary.headline.text) if summary.headline else reports[0].title,
        reports=reports,
        summary=summary,
        medium=story.medium,
        why_it_matters=line(summary.why.text) if summary.why else "",
        image=story.lead.image,
        update_of=story.update_of,
    )


def _sources(story: Story) -> frozenset[str]:
    return frozenset(entry.source for entry in story.entries)


def _report(entry: Entry, sources: Iterable[str]) -> Report:
    return Report(
        entry_id=entry.id,
        source=line(entry.source) or _site(entry.url) or "unnamed source",
        title=clean_headline(entry.title, sources=sources, url=entry.url),
        url=entry.url,
        published=entry.when,
    )


# -- sections ---------------------------------------------------------------------------------------


def _sections(
    items: Sequence[Item], titles: Mapping[str, str], briefs: bool, words: Words
) -> tuple[Section, ...]:
    if not items:
        return ()
    lead = _lead(items)
    rest = [item for item in items if item is not lead]
    told, brief = _divided(rest) if briefs else (rest, [])
    first = Section(kind="lead", title="", items=(lead,))
    ones = tuple(_first_sentence(item) for item in brief)
    last = (Section(kind="brief", title=words.brief, items=ones),) if ones else ()
    return (first, *_by_medium(told, titles, words), *last)


def _lead(items: Sequence[Item]) -> Item:
    """The first; of the best three the first that has a summary, for a lead of a headline alone is a hole."""
    return next((item for item in items[:LEADS] if item.summary.sentences), items[0])


def _divided(rest: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What is told in full and what in brief, each in rank order: six at most, and of those without a summary none.

    No story stands in brief alone: another one joins it, or, where there is no other, it is told with the rest.
    """
    told = [item for item in rest if item.summary.sentences][:SECONDS]
    if len(rest) - len(told) == 1:
        told = told[:-1] if len(told) > 1 else list(rest)
    full = set(map(id, told))
    return told, [item for item in rest if id(item) not in full]


def _first_sentence(item: Item) -> Item:
    summary = dataclasses.replace(item.summary, sentences=item.summary.sentences[:1])
    return dataclasses.replace(item, summary=summary)


def _by_medium(items: Sequence[Item], titles: Mapping[str, str], words: Words) -> tuple[Section, ...]:
    """One section, or one for each medium with enough stories when two have, in order of their best story."""
    if not items:
        return ()
    counts = Counter(item.medium for item in items if item.medium in titles)
    large = [medium for medium, n in counts.items() if n >= ENOUGH]  # in order of appearance
    if len(large) < 2:
        return (Section(kind="stories", title=words.more, items=tuple(items)),)
    groups = [(titles[medium], tuple(i for i in items if i.medium == medium)) for medium in large]
    groups.append((words.elsewhere, tuple(item for item in items if item.medium not in large)))
    return tuple(Section(kind="stories", title=title, items=group) for title, group in groups if group)


# -- words ------------------------------------------------------------------------------------------


def introduction(items: Sequence[Item], *, considered: int, sources: int, words: Words = ENGLISH) -> str:
    """Two sentences, each a count of what the issue holds: nothing is claimed that was not counted."""
    if not items:
        return ""
    stories = capital(words.count(len(items), words.story))
    media = Counter(item.medium for item in items if item.medium).most_common(2)
    about = [
        words.about.format(n=words.number(n), medium=words.about_medium(medium))
        for medium, n in media
        if 1 < n < len(items)
    ]
    first = words.intro_among if about else words.intro
    several = sum(len(outlets(item)) > 1 for item in items)
    if len(items) == 1:
        second = words.origin_of_one
    elif several == 1:
        second = words.told_once
    else:
        second = words.told_often if several else words.origin
    said = second.format(
        n=words.number(several),
        entries=words.count(considered, words.entry),
        feeds=words.count(sources, words.feed),
    )
    return f"{first.format(stories=stories, about=words.listed(about))} {capital(said)}"


#: Techmeme signs a headline with "(Author/Outlet)".
_SIGNED = re.compile(r"\s*\((?:[^()/]{2,60})/([A-Z0-9][^()/]{1,60})\)$")
_TAIL = re.compile(r"^(.*\S)\s+([|‖•·–—-]|::|»)\s+(\S.{0,59})$", re.DOTALL)


def clean_headline(title: str, *, sources: Iterable[str] = (), url: str = "") -> str:
    """A title as a headline: one line, without the outlet's name at its end.

    A tail after a dash is dropped only when it names one of `sources` or the address's host, for a dash is
    also punctuation; one after a bar also when it looks like a name. Cleaning twice changes nothing.
    """
    headline = line(title)
    names = {_squash(source) for source in sources} | set(_labels(url))
    names.discard("")
    while (shorter := _without_tail(headline, names)) != headline:
        headline = shorter
    return headline or "Untitled report"


def _without_tail(headline: str, names: set[str]) -> str:
    signed = _SIGNED.search(headline)
    if signed and len(headline) - len(signed[0]) >= 12:
        return headline[: signed.start()]
    tail = _TAIL.match(headline)
    if tail is None or len(tail[1].split()) < 3:
        return headline
    bar, end = tail[2] in "|‖", tail[3]
    named = _squash(end) in names
    looks_like_a_name = (
        bar and len(end.split()) <= 4 and all(w[0].isupper() or w in "&and" for w in end.split())
    )
    return tail[1] if named or looks_like_a_name else headline


def _squash(name: str) -> str:
    """`The Verge` -> "verge": names are compared without their articles, spaces and signs."""
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.strip().casefold()))


def _labels(url: str) -> tuple[str, ...]:
    """What of an address may be the outlet's name: `https://www.theverge.com/x` -> theverge, verge, …"""
    site = _site(url)
    labels = [label for label in site.split(".")[:-1] if len(label) > 3]
    return (*labels, *(label.removeprefix("the") for label in labels), _squash(site))


def _site(url: str) -> str:
    """`theverge.com` of `https://www.theverge.com/x`."""
    return host(url).removeprefix("www.")
