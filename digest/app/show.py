"""What a person reads on the terminal: tables of runs, feeds, stories."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from digest.account import Account, FeedLine

if TYPE_CHECKING:
    from rich.console import Console

    from digest.types import Choice, Entry, Evidence, Issue, Item, Sentence, Story, Verdict

#: Feeds named in an account; who has more trouble than that has another trouble.
SHOWN = 8

#: What an account names first.
_URGENT = {outcome: place for place, outcome in enumerate(("quarantined", "failed", "disabled"))}

#: Columns where standard output is no terminal: wide enough that a line stays a line.
PIPE_WIDTH = 120


def console() -> Console:
    from rich.console import Console

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            """rich would end the program with 1; that is for `main` to say."""
            raise BrokenPipeError

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Pipe(highlight=False, width=width, markup=False, emoji=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Rows of plain text; nothing in them is taken for markup, and nothing is cut: what is too long for its column,
    an address mostly, goes on in the next line."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    header = any(columns)
    style = box.SIMPLE if header else None
    shown = Table(box=style, title=title or None, title_justify="left", pad_edge=False, show_header=header)
    for column in columns:
        right = column.startswith(">")
        shown.add_column(
            column.lstrip(">"), justify="right" if right else "left", no_wrap=right, overflow="fold"
        )
    for row in rows:
        shown.add_row(*(Text(str(cell)) for cell in row))
    console().print(shown)


def say(text: str = "") -> None:
    console().print(text, soft_wrap=True)


def account(told: Account, *, seconds: float | None = None) -> None:
    """The account of a run: feeds that did not work, counts, stages, warnings."""
    troubled = [line for line in told.feeds if line.error or line.problems]
    if troubled:
        troubled.sort(key=lambda line: _URGENT.get(line.outcome, len(_URGENT)))
        rows = [(line.title, line.outcome, _why(line)) for line in troubled[:SHOWN]]
        if len(troubled) > SHOWN:
            rows.append((f"and {len(troubled) - SHOWN} more", "", "`digest feeds check` lists them all"))
        table(["feed", "what", "why"], rows, title="Feeds to look at")
    counts = told.counts
    lines = []
    if told.feeds:
        kinds = ("fetched", "unchanged", "deferred", "failed", "disabled", "quarantined")
        outcomes = [f"{counts.get(f'feeds_{w}', 0)} {w}" for w in kinds if counts.get(f"feeds_{w}")]
        lines.append(("feeds", ", ".join(outcomes)))
        edited = f", {counts['entries_edited']} edited" if counts.get("entries_edited") else ""
        lines.append(
            ("entries", f"{counts.get('entries_seen', 0)} seen, {counts.get('entries_new', 0)} new{edited}")
        )
    if "entries_in_window" in counts:
        chosen = f"{stories(counts.get('stories_chosen', 0))} chosen"
        near = f", {counts['near_misses']} near misses" if "near_misses" in counts else ""
        lines.append(("window", f"{counts['entries_in_window']} entries, {chosen}{near}"))
    words = {"read": "read", "cached": "known", "blocked": "not ours to read", "failed": "without a text"}
    pages = [f"{n} {said}" for key, said in words.items() if (n := counts.get(f"articles_{key}"))]
    if pages:
        lines.append(("pages", ", ".join(pages)))
    methods = [
        f"{n} {key.removeprefix('summaries_')}" for key, n in counts.items() if key.startswith("summaries_")
    ]
    if methods:
        lines.append(("summaries", ", ".join(methods)))
    if counts.get("llm_requests") or counts.get("llm_remembered"):
        cost = (
            f", {counts['llm_cost_millionths'] / 1e6:.4f} by your prices"
            if counts["llm_cost_millionths"]
            else ""
        )
        lines.append(
            (
                "model",
                f"{counts['llm_requests']} requests, {counts['llm_remembered']} answers known, "
                f"{counts['llm_tokens_in']:,} tokens in, {counts['llm_tokens_out']:,} out{cost}",
            )
        )
    if "letter_bytes" in counts:
        lines.append(("letter", f"{counts['letter_bytes'] / 1024:.1f} KB"))
    if counts.get("pictures_shown") or counts.get("pictures_left_out"):
        lines.append(
            (
                "pictures",
                f"{counts.get('pictures_shown', 0)} shown, {counts.get('pictures_left_out', 0)} left out",
            )
        )
    if counts.get("mail_bytes"):
        lines.append(
            (
                "mail",
                f"{counts['mail_bytes'] / 1024:.1f} KB with {counts['pictures_bytes'] / 1024:.1f} KB of pictures",
            )
        )
    sent = [
        f"{n} {key.removeprefix('deliveries_')}" for key, n in counts.items() if key.startswith("deliveries_")
    ]
    if sent:
        lines.append(("deliveries", ", ".join(sent)))
    stages = ", ".join(f"{s.name} {s.seconds:.2f} s {s.peak_mb:.0f} MB" for s in told.stages)
    if stages:
        lines.append(("stages", stages + (f" (in all {seconds:.1f} s)" if seconds is not None else "")))
    table(["", ""], lines, title="Account")
    for line in told.health[:SHOWN]:
        say(f"feed: {line}")
    if len(told.health) > SHOWN:
        say(f"and {len(told.health) - SHOWN} more; `digest feeds check` lists them all")
    for warning in told.warnings:
        say(f"warning: {warning}")


def _why(line: FeedLine) -> str:
    parts = [line.error, line.mend] if line.error else list(line.problems[:3])
    if not line.error and len(line.problems) > 3:
        parts.append(f"and {len(line.problems) - 3} more")
    return "; ".join(part for part in parts if part)


def stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"


def feeds(number: int) -> str:
    return "1 feed" if number == 1 else f"{number} feeds"


#: The setting of feeds.yaml that a reason for leaving a story out goes by (`digest.choose.rank`).
_SETTINGS = (
    (r"cap: \w+ from ", "issue.per_source"),
    (r"cap: \w+ in section ", "issue.per_section"),
    (r"cap: \w+ on the theme of ", "issue.per_theme"),
    (r"beyond \d+ stories$", "issue.stories"),
    (r"below floor by ", "issue.floor"),
    (r"language: ", "newsletter.language"),
)


def with_setting(reason: str) -> str:
    """`cap: third from Outlet (issue.per_source)`: a reason, and what in feeds.yaml would make it another."""
    setting = next((name for pattern, name in _SETTINGS if re.match(pattern, reason)), "")
    return f"{reason} ({setting})" if setting else reason


def issue(shown: Issue) -> None:
    """The stories of a draft, as the editor wants to see them."""
    rows = []
    for rank, item in enumerate(shown.items, 1):
        others = len({r.source for r in item.reports} - {item.lead.source})
        also = f" (+{others})" if others else ""
        mark = "update: " if item.update_of else ""
        rows.append((rank, item.story_id, mark + item.headline, item.lead.source + also, item.medium or "–"))
    table([">", "story", "headline", "source", "medium"], rows)


def choice(shown: Choice) -> None:
    """Every chosen story with its reasons, then the cutting-room floor."""
    if not shown.verdicts:
        say("No entry is in this window. `digest fetch` reads the feeds.")
    by_story: dict[str, list[Verdict]] = {}
    for verdict in shown.verdicts:
        by_story.setdefault(verdict.story, []).append(verdict)
    for rank, story in enumerate(shown.stories, 1):
        say(f"{rank:>2}. {story.lead.title}")
        _story(story, by_story.get(story.id, []))
    if shown.near_misses:
        say("\nThe cutting-room floor")
    for story in shown.near_misses:
        say(f"  - {story.lead.title} ({story.lead.source}) [{story.id}]")
        say(f"    {story.lead.url}")
        say(f"    {'; '.join(map(with_setting, story.reasons))}")
    if shown.near_misses:
        say("  Have one in: digest pin STORY.   More of it: digest explain STORY.")


def _story(story: Story, verdicts: list[Verdict]) -> None:
    say(f"    story {story.id}, rank score {story.score:.2f}, relevance {story.relevance:.2f}")
    say(f"    {'; '.join(story.reasons)}")
    for entry in story.entries:
        verdict = next((v for v in verdicts if v.entry.id == entry.id), None)
        score = f"{verdict.score:.2f}" if verdict else "–"
        say(f"      {score}  {entry.source}: {entry.title}")


def verdict(shown: Verdict) -> None:
    """One entry's decision, whole."""
    where = f"chosen, rank {shown.rank}" if shown.chosen else "left out"
    say(
        f"{shown.entry.title}\n  {shown.entry.source}, {shown.entry.when:%Y-%m-%d %H:%M} UTC, {shown.entry.url}"
    )
    say(f"  score {shown.score:.3f}, story {shown.story}, {where}")
    for reason in shown.reasons:
        say(f"    {with_setting(reason)}")


#: How a summary came about, in words.
_BY = {
    "extractive": "sentences of the reports",
    "llm": "written by a language model, each sentence judged against its source",
    "feed": "the feed's own description",
    "headline": "no summary: headline and source only",
}


def summary(item: Item, entries: Mapping[str, Entry]) -> None:
    """How a story is told: each sentence, and the words that it rests on."""
    say(f"{item.headline}\n  story {item.story_id}, {_BY[item.summary.by]}")
    told = [*item.summary.sentences]
    if item.summary.why:
        told.append(item.summary.why)
    for sentence in told:
        say(f"\n  {'Why it matters: ' if sentence is item.summary.why else ''}{sentence.text}")
        places: tuple[Sentence | Evidence, ...] = (sentence, *sentence.also)
        for place in places:
            entry = entries.get(place.entry_id)
            if entry is None:
                say("      its report is no longer stored")
                continue
            words = " ".join(entry.text[place.start : place.end].split())
            same = words == sentence.text
            where = f"{entry.source}, characters {place.start} to {place.end}"
            say(f"      {where}: {'word for word' if same else f'“{words}”'}")
            say(f"      {entry.url}")
    if item.picture:
        alt = f", “{item.picture.alt}”" if item.picture.alt else ", a decoration"
        size = f"{item.picture.width} × {item.picture.height}, {item.picture.size:,} bytes"
        say(f"\n  Picture: {size}{alt}\n      {item.image.url if item.image else ''}")
    elif item.no_picture:
        say(f"\n  No picture: {item.no_picture}")
    say()


def print_json(value: Any) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
