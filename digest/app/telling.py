"""The commands that tell and judge single stories, for other programs: `digest summarise` and `digest verify`.

They read one JSON object a line and answer a line at once, so that they can stand in a pipe. They need neither
feeds.yaml nor the store.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.app.options import common, unreadable
from digest.errors import EXIT_FAILED, DigestError

if TYPE_CHECKING:
    from digest.types import Entry, Story, Summary

#: Reports of one story and characters of one report that are taken; more is a mistake, or meant to be one.
MOST_REPORTS, LONGEST = 200, 1_000_000

FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="Of lines of JSON; by default standard input.")
]


def _tag(value: str) -> str:
    from digest.values import language_tag

    try:
        return language_tag(value)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


LanguageOption = Annotated[
    str, typer.Option("--language", metavar="TAG", callback=_tag, help="Of the texts, BCP 47.")
]
JsonlOption = Annotated[bool, typer.Option("--jsonl", help="Answer with one JSON object a line.")]


def register(app: typer.Typer) -> None:
    for command in (summarise, verify):
        app.command()(command)


def summarise(
    ctx: typer.Context,
    file: FileArgument = None,
    words: Annotated[int, typer.Option("--words", min=20, max=400, help="About so many words.")] = 60,
    language: LanguageOption = "en",
    jsonl: JsonlOption = False,
) -> None:
    """Summarise stories, each from all of its reports.

    A story a line: {"id", "reports": [{"title", "text", "url", "source", "published"}]}, of which only a title or a
    text is needed. With --jsonl the answer is {"id", "sentences": [{"text", "report", "start", "end"}], "by"}: the
    sentence rests on characters `start` to `end` of the text of report number `report`, counted from 0.
    """
    from digest.summarise import summarise as told

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        story = _story(line)
        return _summary_json(line.get("id"), told(story, words=words, language=language))

    _warn_of(language, "told", quiet=common(ctx).quiet)
    _answer_lines(file, answer, None if jsonl else _show_summary, quiet=common(ctx).quiet)


def verify(
    ctx: typer.Context,
    file: FileArgument = None,
    language: LanguageOption = "en",
    jsonl: JsonlOption = False,
) -> None:
    """Judge whether sentences are supported by the text they rest on.

    A sentence a line: {"id", "sentence", "source"}; "published" (the day of the source, 2026-03-05) lets "Tuesday" be
    held against a date, "context" (the rest of the report) tells who "the company" is. With --jsonl the answer is
    {"id", "ok", "why"}. Ends with 0 when every line was judged, whatever the verdicts are; with 1 when a line could
    not be read.
    """
    from digest.summarise.evidence import supported

    def answer(line: dict[str, Any]) -> dict[str, Any]:
        moment = _moment(line, "published")
        why = supported(
            _text(line, "sentence"),
            _source(line),
            context=_text(line, "context"),
            language=language,
            published=moment.date() if moment else None,
        )
        return {"id": line.get("id"), "ok": not why, "why": why}

    _warn_of(language, "judged", quiet=common(ctx).quiet)
    _answer_lines(file, answer, None if jsonl else _show_verdict, quiet=common(ctx).quiet)


def _warn_of(language: str, done: str, *, quiet: bool) -> None:
    """Once, of a language of which no word is known: no reason to refuse it, and one to expect less."""
    from digest.summarise.language import LANGUAGES, NEUTRAL, language_table

    if language_table(language) is NEUTRAL and not quiet:
        known = ", ".join(sorted(LANGUAGES))
        said = (
            f"digest: no words of {language!r} are known (of {known} they are): {done} by punctuation alone"
        )
        sys.stderr.write(said + "\n")


# -- lines in and out -------------------------------------------------------------------------------

Answer = Callable[[dict[str, Any]], dict[str, Any]]


def _answer_lines(
    file: Path | None, answer: Answer, show: Callable[[dict[str, Any]], None] | None, *, quiet: bool
) -> None:
    """Answer each line; one that cannot be read is named, the others are answered, and the exit code is 1."""
    name, failed = str(file) if file else "standard input", 0
    for number, text in _lines(file):
        try:
            answered = answer(_object(text))
        except ValueError as error:
            failed += 1
            sys.stderr.write(f"digest: {name}, line {number}: {error}\n")
            continue
        if show is None:
            sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif not quiet:
            show(answered)
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _lines(file: Path | None) -> Iterator[tuple[int, str]]:
    """Numbered lines that are not empty, as they come."""
    if file is None:
        stream: io.TextIOBase = io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", errors="replace")
        if sys.stdin.isatty():
            raise DigestError(
                "expected lines of JSON on standard input", mend="pipe them in, or name a file of them"
            )
    else:
        try:
            stream = file.open(
                encoding="utf-8-sig", errors="replace"
            )  # Windows writes the mark, and no story begins with it
        except OSError as error:
            raise unreadable(file, error) from None
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"expected one JSON object, {error}") from None
    if not isinstance(value, dict):
        raise ValueError(f"expected a JSON object, got {type(value).__name__}")
    return value


def _text(line: dict[str, Any], key: str) -> str:
    value = line.get(key, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key!r}: expected text, got {type(value).__name__}")
    if len(value) > LONGEST:
        raise ValueError(f"{key!r}: expected at most {LONGEST:,} characters, got {len(value):,}")
    return value


def _source(line: dict[str, Any]) -> str:
    """What the sentence is held against: without it there is nothing to judge."""
    source = _text(line, "source")
    if not source.strip():
        raise ValueError('"source": expected the text that the sentence rests on')
    return source


def _moment(line: dict[str, Any], key: str) -> datetime | None:
    text = _text(line, key)
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key!r}: expected a time such as 2026-03-05T08:00:00Z, got {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _story(line: dict[str, Any]) -> Story:
    from digest.types import Story

    reports = line.get("reports")
    if not isinstance(reports, list) or not reports or not all(isinstance(r, dict) for r in reports):
        raise ValueError('"reports": expected a list of objects with "title" and "text"')
    if len(reports) > MOST_REPORTS:
        raise ValueError(f'"reports": expected at most {MOST_REPORTS}, got {len(reports)}')
    entries = tuple(_entry(number, report) for number, report in enumerate(reports))
    return Story(id=str(line.get("id", "")), entries=entries, score=0.0, relevance=0.0)


def _entry(number: int, report: dict[str, Any]) -> Entry:
    from digest.types import Entry

    try:
        url = _text(report, "url")
        published = _moment(report, "published")
        return Entry(
            id=str(number),
            feed_url="",
            guid="",
            url=url,
            canonical_url=url,
            title=" ".join(_text(report, "title").split()),
            text=_text(report, "text"),
            source=_text(report, "source"),
            published=published,
            first_seen=published or datetime.fromtimestamp(0, UTC),
        )
    except ValueError as error:
        raise ValueError(f"report {number}: {error}") from None


# -- answers ----------------------------------------------------------------------------------------


def _summary_json(name: Any, summary: Summary) -> dict[str, Any]:
    def place(one: Any) -> dict[str, Any]:
        return {"report": int(one.entry_id), "start": one.start, "end": one.end}

    sentences = [
        {"text": s.text, **place(s), **({"also": [place(a) for a in s.also]} if s.also else {})}
        for s in summary.sentences
    ]
    return {"id": name, "sentences": sentences, "by": summary.by}


def _show_summary(answered: dict[str, Any]) -> None:
    from digest.app import show

    show.say(f"{answered['id']} ({answered['by']})")
    for sentence in answered["sentences"]:
        show.say(f"  {sentence['text']}")
        show.say(f"      report {sentence['report']}, characters {sentence['start']} to {sentence['end']}")


def _show_verdict(answered: dict[str, Any]) -> None:
    from digest.app import show

    show.say(f"{answered['id']}: {'supported' if answered['ok'] else answered['why']}")
