"""`digest preview`: the draft's letter, made anew whenever something it is made from changes."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING

from digest.app.build import Common
from digest.paths import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from digest.pipeline import Digest
    from digest.types import Letter, Slot


class DraftSource:
    """What the preview shows: the letter of the slot's draft under the present configuration."""

    def __init__(self, common: Common, choose_slot: Callable[[Digest], Slot]) -> None:
        self._common = common
        self._choose_slot = choose_slot
        self._lock = threading.Lock()  # SQLite and mjml: one at a time is plenty for one editor
        self.title = "Preview"

    def version(self) -> str:
        """Changes when a template, the configuration, the entries or the editor's wishes have changed."""
        with self._lock, self._common.open() as digest:
            slot = self._choose_slot(digest)
            draft = digest.store.drafts.latest(slot.name)
            paths = [self._common.config, *_files(digest.config.templates_dir), *_files(shipped("templates"))]
            stamps = [(str(path), path.stat().st_mtime_ns) for path in paths if path.exists()]
            return f"{hash((draft.version if draft else 0, draft.inputs if draft else '', *stamps)):x}"

    def letter(self) -> Letter:
        with self._lock, self._common.open() as digest:
            self.title = digest.config.newsletter.title
            slot = self._choose_slot(digest)
            published = digest.store.issues.get(slot.name)
            return published.letter if published else digest.letter(digest.draft(slot).issue)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def look(common: Common, choose_slot: Callable[[Digest], Slot], *, port: int, browser: bool) -> None:
    """Serve the preview until stopped."""
    from digest.app.preview import serve_preview

    source = DraftSource(common, choose_slot)
    with common.open() as digest:  # a mistake in the configuration is told here, not in the browser
        digest.draft(choose_slot(digest))

    def ready(address: str) -> None:
        print(f"Preview: {address}  (Ctrl-C ends it)", flush=True)  # noqa: T201 - the address is the command's output
        if browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()

    serve_preview(source, "127.0.0.1", port, ready)


def _open(address: str) -> None:
    """A machine without a browser is no error: the address was printed."""
    try:
        webbrowser.open(address)
    except webbrowser.Error:
        return
