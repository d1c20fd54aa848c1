"""Weeks that somebody has labelled: `NAME.jsonl`, an item a line, and `NAME.gold.tsv`: id, grade, event.

An item is cleaned as if its outlet's feed had brought it, so that a figure is of what readers would get.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from digest import slots
from digest.errors import UsageError
from digest.evaluate.figures import Label
from digest.feeds.clean import entries_of
from digest.types import Entry, Feed, Parsed, RawEntry, Slot, Window

MEND = "docs/choosing.md says what the two files of a labelled week hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A labelled week, ready to be chosen from."""

    name: str
    slot: Slot  #: to look at, never sent
    entries: tuple[Entry, ...]
    sources: Mapping[str, str]  #: outlet by guid, of every item
    labels: Mapping[str, Label]  #: by guid, of those in topic


def names(folder: Path) -> list[str]:
    """The labelled weeks of a folder. UsageError when there is none."""
    found = sorted(path.name.removesuffix(".gold.tsv") for path in folder.glob("*.gold.tsv"))
    if not found:
        raise UsageError(f"{folder}: no labelled week (WEEK.jsonl and WEEK.gold.tsv)", mend=MEND)
    return found


def read(folder: Path, name: str, feeds: Sequence[Feed] = ()) -> Week:
    """A labelled week. `feeds` lend their addresses, and so their weights, to the outlets of their titles."""
    items = list(_items(folder / f"{name}.jsonl"))
    if not items:
        raise UsageError(f"{folder / name}.jsonl: no item in it", mend=MEND)
    moments = [moment for _, _, moment in items]
    try:
        slot = slots.week(name, ZoneInfo("UTC"))
    except ValueError:  # any other name is of the time that its items span
        slot = Slot(name=name, window=Window(min(moments), max(moments) + timedelta(seconds=1)))
    return Week(
        name=name,
        slot=slot,
        entries=_cleaned(items, {feed.title: feed for feed in feeds if feed.title}, slot.window.end),
        sources={raw.guid: source for source, raw, _ in items},
        labels=_labels(folder / f"{name}.gold.tsv", {raw.guid for _, raw, _ in items}),
    )


_Item = tuple[str, RawEntry, datetime]  # outlet, entry, time


def _lines(path: Path) -> Iterable[tuple[str, str]]:
    """(`week.jsonl:3`, that line), blank ones left out."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file", mend=MEND) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: expected UTF-8 text", mend=MEND) from None
    rows = enumerate(text.split("\n"), 1)
    return [(f"{path.name}:{number}", line.rstrip("\r")) for number, line in rows if line.strip()]


def _items(path: Path) -> Iterable[_Item]:
    known: set[str] = set()
    for place, line in _lines(path):
        try:
            item = json.loads(line)
            guid, moment = str(item["id"]), _moment(item)
            raw = RawEntry(
                guid=guid,
                title=str(item["title"]),
                url=str(item.get("url") or ""),
                html=str(item.get("summary") or item.get("text") or ""),
                published=moment.isoformat(),
            )
            source = str(item["source"])
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError) as error:
            said = "id, title, source and published_ts (milliseconds) or published (ISO 8601)"
            raise UsageError(f"{place}: expected an object with {said}; {error!r}", mend=MEND) from None
        if guid in known:
            raise UsageError(f"{place}: the id {guid} stands here twice", mend=MEND)
        known.add(guid)
        yield source, raw, moment


def _moment(item: Mapping[str, Any]) -> datetime:
    if "published_ts" in item:
        return datetime.fromtimestamp(float(item["published_ts"]) / 1000, UTC)
    moment = datetime.fromisoformat(str(item["published"]))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _labels(path: Path, items: AbstractSet[str]) -> dict[str, Label]:
    """By the item's id. A label of no item is a mistake: left out, it would make a figure that means nothing."""
    labels: dict[str, Label] = {}
    known: set[str] = set()
    for place, line in _lines(path):
        cells = line.split("\t")
        if len(cells) != 3 or cells[1] not in ("0", "1", "2") or (cells[1] != "0" and not cells[2].strip()):
            raise UsageError(f"{place}: expected id, grade (1 or 2) and event, with tabs between", mend=MEND)
        if cells[0] not in items:
            raise UsageError(
                f"{place}: {path.stem.removesuffix('.gold')}.jsonl has no item {cells[0]}", mend=MEND
            )
        if cells[0] in known:
            raise UsageError(f"{place}: the id {cells[0]} stands here twice", mend=MEND)
        known.add(cells[0])
        if cells[1] != "0":
            labels[cells[0]] = Label(grade=int(cells[1]), event=cells[2].strip())
    return labels


def _cleaned(items: Iterable[_Item], feeds: Mapping[str, Feed], now: datetime) -> tuple[Entry, ...]:
    """The items as entries, each outlet's as one document of its feed."""
    documents: defaultdict[str, list[RawEntry]] = defaultdict(list)
    for source, raw, _ in items:
        documents[source].append(raw)
    found: list[Entry] = []
    for source, raws in documents.items():
        address = f"https://{'-'.join(source.lower().split()) or 'outlet'}.labelled.invalid/"
        feed = feeds.get(source) or Feed(url=address, title=source)
        # One at a time would be another cleaning: what ends every entry of a feed is found by comparing them.
        found += entries_of(Parsed(entries=tuple(raws)), feed, now=now)[0]
    return tuple(found)
