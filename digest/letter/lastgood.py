"""A broken template of one's own, and the one that last worked in its place, where `letter.templates_fallback` asks so.

What the user's templates were when a letter was last made with them is kept in a folder beside the store. Only they
are: what they say besides the stories (data.yaml) is this week's or nothing, for last week's would be sent as news.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from digest.errors import LetterError
from digest.letter.templates import Templates

T = TypeVar("T")

#: What of the folder of templates a letter is made of.
_KINDS = frozenset({".mjml", ".txt"})


class _AsKept(Templates):
    """Templates as they last worked, with the data of today's."""

    def __init__(self, kept: Path, today: Templates) -> None:
        super().__init__(kept, today.shipped_dir)
        self._today = today

    def data(self, *, sample: bool = False) -> dict[str, Any]:
        return self._today.data(sample=sample)


def with_last_good(
    make: Callable[[Templates], T],
    templates: Templates,
    kept: Path,
    refused: Callable[[T], str],
) -> tuple[T, str]:
    """What `make` makes of the templates, and ""; when they are broken, of those that last worked, and what is wrong.

    `refused` says why what was made may not be sent, "" when it may: then too those that last worked are tried, and
    taken when theirs may be. LetterError when they are broken and none are kept, or those kept are too. `kept` is
    written after each success.
    """
    try:
        made = make(templates)
    except LetterError as error:
        if not kept.is_dir():
            raise
        return make(_AsKept(kept, templates)), _said(str(error))
    why = refused(made)
    if not why:
        _keep(templates.user_dir, kept)
        return made, ""
    before = _sendable(make, _AsKept(kept, templates), refused) if kept.is_dir() else None
    # Where theirs may not be sent either, it is not the templates: the gate says of the letter what is wrong with it.
    return (made, "") if before is None else (before, _said(why))


def _sendable(make: Callable[[Templates], T], templates: Templates, refused: Callable[[T], str]) -> T | None:
    """What `make` makes of the templates; None when it cannot, or it may not be sent."""
    try:
        made = make(templates)
    except LetterError:
        return None
    return None if refused(made) else made


def _said(why: str) -> str:
    return f"{why}; the letter is made with your templates as they last worked"


def _keep(folder: Path | None, kept: Path) -> None:
    """`folder` as it is now in `kept`, whole or as it was before. Without any template there is nothing to keep."""
    now, before = _files(folder), _files(kept)
    if now == before:
        return
    aside, old = kept.with_name(f".{kept.name}.{os.getpid()}"), kept.with_name(f".{kept.name}.old")
    try:
        for name, text in now.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            (aside / name).write_bytes(text)
        shutil.rmtree(old, ignore_errors=True)
        if kept.is_dir():
            kept.rename(old)
        if now:
            aside.rename(kept)
        shutil.rmtree(old, ignore_errors=True)
    except OSError:  # a full disk must not stop a letter that is fine
        shutil.rmtree(aside, ignore_errors=True)


def _files(folder: Path | None) -> dict[str, bytes]:
    """The templates in a folder, by their path in it."""
    if folder is None or not folder.is_dir():
        return {}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _KINDS)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
