"""The pipe's sixth part: an issue as its letter, with the user's templates and within what mail clients show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from digest.account import Account, Progress
from digest.config import Config
from digest.types import Entry, Issue, Letter

if TYPE_CHECKING:
    from digest.letter.render import Templates
    from digest.letter.trim import Trimmed


def templates_of(config: Config) -> Templates:
    from digest.letter.render import Templates as LetterTemplates
    from digest.paths import shipped

    return LetterTemplates(config.templates_dir, shipped("templates"))


def dressed(
    issue: Issue,
    config: Config,
    account: Account,
    progress: Progress,
    *,
    earlier: Sequence[Letter] = (),
    evidence: Mapping[str, Entry] | None = None,
) -> tuple[Issue, Letter]:
    """The issue as its letter tells it, and the letter: without stories that cannot be rendered, and short enough.

    `earlier` are letters whose subject is not composed again. With `evidence` the same letter is rendered once more,
    each sentence with what it rests on: that makes it larger, and must not make it another.
    """
    from digest.letter.lastgood import with_last_good
    from digest.letter.render import render
    from digest.letter.survive import surviving
    from digest.letter.trim import trimmed

    look, notes = config.look, list[str]()

    def in_these(templates: Templates) -> tuple[Templates, Trimmed]:
        def made(one: Issue) -> Letter:
            return render(one, templates, look, earlier=earlier)

        whole = surviving(issue, made)
        notes.extend(map(str, whole.left_out))
        return templates, trimmed(whole.issue, whole.letter, made)

    with account.stage("render"):
        if look.fallback == "last-good":
            (templates, result), wrong = with_last_good(in_these, templates_of(config), _kept(config))
            if wrong:
                notes.append(wrong)
                progress.note(f"warning: {wrong}")
        else:
            templates, result = in_these(templates_of(config))
    notes += result.notes
    account.warnings += [said for said in notes if said not in account.warnings]
    account.count(letter_bytes=len(result.letter.html.encode("utf-8", "replace")))
    if evidence is None:
        return result.issue, result.letter
    return result.issue, render(result.issue, templates, look, evidence, earlier=earlier)


def _kept(config: Config) -> Path:
    """Where the user's templates are kept as they last worked: beside the store."""
    return Path(str(config.database_url.database)).with_name("templates-last-good")
