"""Choice + summaries -> Issue: what the letter says and in which order. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from digest.letter.plain import MEDIA, capital, count, line, listed, number, outlets
from digest.types import Choice, Entry, Issue, Item, Newsletter, Report, Section, Slot, Story, Summary

#: How a sentence names a medium.
_ABOUT = {"news": "journalism", "advertising": "advertising", "audio": "audio"}
#: Stories after the lead that are told in full.
SECONDS = 6
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
) -> Issue:
    """The issue of a choice, in rank order: one lead, up to six stories, the rest in brief.

    `summaries` are by story id; a story without one is told by its headline, and `warnings` says so.
    `considered` and `sources` count the window's entries and their feeds. `sections` gives titles by medium
    (default: MEDIA); an empty mapping never divides the stories. Without `briefs` every story is told in full.
    """
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
        intro=introduction(items, considered=considered, sources=sources),
        sections=_sections(items, MEDIA if sections is None else sections, briefs),
        considered=considered,
        sources=sources,
        near_misses=tuple(_report(story.lead, _sources(story)) for story in choice.near_misses),
        warnings=warnings,
    )


def _item(story: Story, summary: Summary | None) -> Item:
    known = _sources(story)
    reports = tuple(_report(entry, known) for entry in story.entries)
    return Item(
        story_id=story.id,
        headline=reports[0].title,
        reports=reports,
        summary=summary or Summary(sentences=(), by="headline"),
        medium=story.medium,
        image=story.lead.image,
        update_of=story.update_of,
    )


def _sources(story: Story) -> frozenset[str]:
    return frozenset(entry.source for entry in story.entries)


def _report(entry: Entry, sources: Iterable[str]) -> Report:
    return Report(
        entry_id=entry.id,
        source=line(entry.source) or _host(entry.url) or "unnamed source",
        title=clean_headline(entry.title, sources=sources, url=entry.url),
        url=entry.url,
        published=entry.when,
    )


# -- sections ---------------------------------------------------------------------------------------


def _sections(items: Sequence[Item], titles: Mapping[str, str], briefs: bool) -> tuple[Section, ...]:
    if not items:
        return ()
    rest = items[1:]
    told = _told_in_full(len(rest)) if briefs else len(rest)
    brief = tuple(
        dataclasses.replace(
            item, summary=dataclasses.replace(item.summary, sentences=item.summary.sentences[:1])
        )
        for item in rest[told:]
    )
    lead = Section(kind="lead", title="", items=(items[0],))
    last = (Section(kind="brief", title="In brief", items=brief),) if brief else ()
    return (lead, *_by_medium(rest[:told], titles), *last)


def _told_in_full(rest: int) -> int:
    """At most six, and never so many that a single story is left to stand in brief alone."""
    return SECONDS - 1 if rest == SECONDS + 1 else min(rest, SECONDS)


def _by_medium(items: Sequence[Item], titles: Mapping[str, str]) -> tuple[Section, ...]:
    """One section, or one for each medium with enough stories when two have, in order of their best story."""
    if not items:
        return ()
    counts = Counter(item.medium for item in items if item.medium in titles)
    large = [medium for medium, n in counts.items() if n >= ENOUGH]  # in order of appearance
    if len(large) < 2:
        return (Section(kind="stories", title="More stories", items=tuple(items)),)
    groups = [(titles[medium], tuple(i for i in items if i.medium == medium)) for medium in large]
    groups.append(("Elsewhere", tuple(item for item in items if item.medium not in large)))
    return tuple(Section(kind="stories", title=title, items=group) for title, group in groups if group)


# -- words ------------------------------------------------------------------------------------------


def introduction(items: Sequence[Item], *, considered: int, sources: int) -> str:
    """Two sentences, each a count of what the issue holds: nothing is claimed that was not counted."""
    if not items:
        return ""
    chosen = capital(count(len(items), "story", "stories"))
    media = Counter(item.medium for item in items if item.medium).most_common(2)
    about = [f"{number(n)} about {_ABOUT.get(medium, medium)}" for medium, n in media if 1 < n < len(items)]
    which = f"{chosen}, among them {listed(about)}." if about else f"{chosen} in this issue."
    several = sum(len(outlets(item)) > 1 for item in items)
    origin = f"chosen from {count(considered, 'entry', 'entries')} of {count(sources, 'feed')}."
    if len(items) == 1:
        return f"{which} It was {origin}"
    told = f"{capital(number(several))} {'is' if several == 1 else 'are'} told by more than one outlet; all"
    return f"{which} {told if several else 'All'} were {origin}"


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
    host = _host(url)
    labels = [label for label in host.split(".")[:-1] if len(label) > 3]
    return (*labels, *(label.removeprefix("the") for label in labels), _squash(host))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
