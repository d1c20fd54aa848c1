"""`digest feeds`: the list of feeds and their health."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.app.options import JsonOption, RefusedError, common, unreadable
from digest.errors import EXIT_FAILED, FeedError

if TYPE_CHECKING:
    from digest.feeds.health import Condition
    from digest.pipeline import Digest
    from digest.store.feeds import Activity
    from digest.types import FeedState

feeds = typer.Typer(help="The list of feeds and their health.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    app.add_typer(feeds, name="feeds")


@feeds.command(name="list")
def list_(ctx: typer.Context, json: JsonOption = False) -> None:
    """The feeds of feeds.yaml."""
    from digest.app import show
    from digest.config import load

    config = load(common(ctx).config)
    if json:
        show.print_json(
            [{"title": f.title, "url": f.url, "section": f.section, "weight": f.weight} for f in config.feeds]
        )
        return
    rows = [(f.title or "–", f.section or "–", f"{f.weight:g}", f.url) for f in config.feeds]
    show.table(["title", "section", ">weight", "address"], rows)


@feeds.command()
def add(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="A feed's address, or a page's: its feed is looked for.")],
    title: Annotated[str, typer.Option(help="Your name for it; else the feed's own.")] = "",
    section: Annotated[str, typer.Option(help="E.g. music, film, law.")] = "",
) -> None:
    """Look at a feed and add it to feeds.yaml; nothing else in the file is touched."""
    from digest.app import show
    from digest.collect import policy
    from digest.feeds.discover import discover
    from digest.net.box import Boxes
    from digest.net.client import Client

    with common(ctx).open() as digest:
        with Client(policy(digest.config)) as client, Boxes() as boxes:
            found = discover(client, boxes, url)
        known = {feed.url for feed in digest.config.feeds}
        fresh = [feed for feed in found if feed.url not in known]
        if not fresh:
            raise RefusedError(f"{url}: its feed is in {digest.config.path.name} already")
        if len(fresh) > 1:
            show.say("More than one feed is there; the first is taken. The others:")
            for other in fresh[1:]:
                show.say(f"  digest feeds add {other.url}")
        _append(digest.config.path, [(title or fresh[0].title, fresh[0].url, section)])
        show.say(f"Added {title or fresh[0].title}: {fresh[0].url}")


def _append(path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Add feeds to the file: checked as a whole first, then written at once, so that it is never half a file."""
    from digest.app.files import write_text
    from digest.config import parse
    from digest.yamlfile import append_item

    text = path.read_text("utf-8")
    for title, url, section in rows:
        item: dict[str, object] = {"title": title, "url": url} if title else {"url": url}
        text = append_item(text, "feeds", item | ({"section": section} if section else {}), path.name)
    parse(text, path)
    write_text(path, text)


@feeds.command(name="import")
def import_(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
    """Add the feeds of an OPML file that are not in feeds.yaml yet."""
    from digest.app import show
    from digest.config import load
    from digest.feeds.opml import read_opml

    config = load(common(ctx).config)
    known = {feed.url for feed in config.feeds}
    left_out: list[str] = []
    try:
        data = file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from None
    fresh = [feed for feed in read_opml(data, left_out) if feed.url not in known]
    fresh = list({feed.url: feed for feed in fresh}.values())
    if fresh:
        _append(config.path, [(feed.title, feed.url, feed.section) for feed in fresh])
    for problem in left_out:
        show.say(f"left out: {problem}")
    show.say(f"{show.feeds(len(fresh))} added to {config.path.name}")


@feeds.command()
def export(
    ctx: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Else standard output.")] = None,
) -> None:
    """Write the feeds as OPML, for a feed reader."""
    import sys

    from digest.app.files import write_text
    from digest.config import load
    from digest.feeds.opml import write_opml

    config = load(common(ctx).config)
    text = write_opml(config.feeds, config.newsletter.title)
    if out is None:
        sys.stdout.write(text)
    else:
        write_text(out, text)


@feeds.command()
def check(
    ctx: typer.Context,
    fetch: Annotated[bool, typer.Option("--fetch", help="Read the feeds first.")] = False,
    json: JsonOption = False,
) -> None:
    """Say how each feed is doing, and what to do about it.

    Failing, silent, disabled, quarantined, duplicate, moved, never read. Ends with 1 when one needs care.
    """
    from digest.app import show

    with common(ctx).open() as digest:
        if fetch:
            with suppress(FeedError):  # the table tells of each
                digest.fetch()
        rows = health(digest)
    if json:
        show.print_json(rows)
    else:
        _show_health(rows)
    if any(row["needs_care"] for row in rows):
        raise typer.Exit(EXIT_FAILED)


def _show_health(rows: list[dict[str, Any]]) -> None:
    """A narrow table; what is the matter stands below it, where no column cuts an address or an error in two."""
    from digest.app import show

    columns = ["feed", "health", ">last success", ">a week", ">newest"]
    shown = [
        (
            row["title"],
            ", ".join(row["signs"]) or "well",
            _day(row["last_success"]),
            row["a_week"],
            _day(row["newest"]),
        )
        for row in rows
    ]
    show.table(columns, shown)
    for row in rows:
        if row["signs"]:
            named = row["title"] if row["title"] == row["url"] else f"{row['title']} ({row['url']})"
            show.say(f"{named}: {row['health']}")
            if row["mend"]:
                show.say(f"  {row['mend']}")


def _day(value: str | None) -> str:
    return value[:10] if value else "–"


def health(digest: Digest) -> list[dict[str, Any]]:
    """A row a feed. `health` is `well`, or what is the matter in words; `signs` names it."""
    from digest.survey import survey

    found = survey(digest.config, digest.store, now=digest.clock())
    return [
        _row(condition, found.states.get(condition.feed.url), found.activity.get(condition.feed.url))
        for condition in found.conditions
    ]


def _row(condition: Condition, state: FeedState | None, busy: Activity | None) -> dict[str, Any]:
    return {
        "title": condition.title,
        "url": condition.feed.url,
        "health": condition.said,
        "signs": [sign.kind for sign in condition.signs],
        "needs_care": condition.needs_care,
        "mend": "; ".join(sign.mend for sign in condition.signs if sign.mend),
        "address": state.address if state else "",
        "last_success": _iso(state.last_success if state else None),
        "last_error": state.last_error if state and state.failures else "",
        "entries": busy.entries if busy else 0,
        "a_week": busy.a_week if busy else 0,
        "newest": _iso(busy.newest if busy else None),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@feeds.command()
def enable(ctx: typer.Context, url: Annotated[str, typer.Argument(help="As feeds.yaml has it.")]) -> None:
    """Ask a feed again that was disabled because its publisher took it away."""
    from digest.app import show
    from digest.feeds.memory import enabled

    with common(ctx).open() as digest:
        state = _known(digest, url)
        if not state.disabled:
            raise RefusedError(
                f"{url}: is not disabled", mend="`digest feeds check` says how each feed is doing"
            )
        digest.store.feeds.revise(url, enabled)
    show.say(f"{url}: asked again from the next fetch on")


@feeds.command()
def accept(ctx: typer.Context, url: Annotated[str, typer.Argument(help="As feeds.yaml has it.")]) -> None:
    """Take a quarantined feed as it is now; the next fetch keeps what it brings."""
    from digest.app import show
    from digest.feeds.memory import accepted

    with common(ctx).open() as digest:
        state = _known(digest, url)
        if not state.quarantine:
            raise RefusedError(
                f"{url}: is not quarantined", mend="`digest feeds check` says how each feed is doing"
            )
        digest.store.feeds.revise(url, accepted)
    show.say(f"{url}: taken as it is now, from the next fetch on")


def _known(digest: Digest, url: str) -> FeedState:
    if url not in {feed.url for feed in digest.config.feeds}:
        raise RefusedError(
            f"{url}: no feed of {digest.config.path.name}", mend="`digest feeds list` names them"
        )
    state = digest.store.feeds.states().get(url)
    if state is None:
        raise RefusedError(f"{url}: not read yet", mend="`digest fetch` reads it")
    return state
