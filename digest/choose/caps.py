"""How one-sided an issue may be: caps per source, section and theme, and who leads which story within them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.choose.outlets import is_aggregator, outlet
from digest.types import Entry, Story

_ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def cap(led: int, of: str) -> str:
    """Why a story stays out that would be one more than the `led` there are: "cap: third from Outlet"."""
    return f"cap: {_ordinal(led + 1)} {of}"


def _ordinal(n: int) -> str:
    if n < len(_ORDINALS):
        return _ORDINALS[n]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def section_of(story: Story) -> str:
    """The section that the editor gave the lead's feed, else the story's medium; "" for neither."""
    return story.lead.section or story.medium


def seated(
    stories: Sequence[Story], fixed: Sequence[Story], most: int, house: Mapping[str, str]
) -> list[Story] | None:
    """The stories, each with a lead such that no house leads more than `most` of them and the `fixed` ones.

    A story whose outlet leads as many as it may is led by its next report (never an aggregator's); where it has
    none, one of the others gives way. So no story is lost that could be seated; None when one cannot be.
    `house` is by outlet. (Kuhn's matching: the stories in their order, each with its reports in theirs.)
    """
    holders: dict[str, list[int]] = {}
    room = dict.fromkeys(house.values(), most)
    for story in fixed:
        room[_house(story.lead, house)] -= 1
    leads: dict[int, Entry] = {}

    def find(n: int, tried: set[str]) -> bool:
        wishes = [(_house(entry, house), entry) for entry in _leads(stories[n])]
        for name, entry in wishes:  # a free seat, before anybody is asked to move
            if name not in tried and len(holders.get(name, ())) < room[name]:
                holders.setdefault(name, []).append(n)
                leads[n] = entry
                return True
        for name, entry in wishes:
            if name in tried:
                continue
            tried.add(name)
            for other in reversed(holders.get(name, [])):
                if find(other, tried):
                    holders[name].remove(other)
                    holders[name].append(n)
                    leads[n] = entry
                    return True
        return False

    if not all(find(n, set()) for n in range(len(stories))):
        return None
    return [led_by(story, leads[n]) for n, story in enumerate(stories)]


def led_by(story: Story, lead: Entry) -> Story:
    """The story with another of its reports in front."""
    return replace(story, entries=(lead, *(entry for entry in story.entries if entry is not lead)))


def _house(entry: Entry, house: Mapping[str, str]) -> str:
    return house[outlet(entry)]


def _leads(story: Story) -> list[Entry]:
    """Those who may lead a story: the first, and after it the others that are no mere pointers."""
    return [story.lead, *(entry for entry in story.entries[1:] if not is_aggregator(entry))]
