"""`digest preview`: the draft's letter, made anew whenever something it is made from changes."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from digest.app.build import Common
from digest.paths import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config import Config
    from digest.pipeline import Digest
    from digest.types import Issue, Letter, Slot


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
            stamps = _stamps(self._common.config, digest.config.templates_dir)
            return f"{hash((draft.version if draft else 0, draft.inputs if draft else '', *stamps)):x}"

    def letter(self) -> Letter:
        with self._lock, self._common.open() as digest:
            self.title = digest.config.newsletter.title
            slot = self._choose_slot(digest)
            published = digest.store.issues.get(slot.name)
            return published.letter if published else digest.letter(digest.draft(slot).issue, evidence=True)


class SampleSource:
    """The letter of the sample issue, and the public pages, under the present look and templates: no store, no feed."""

    def __init__(self, common: Common) -> None:
        self._common = common
        self._lock = threading.Lock()
        self.title = "Sample"

    def version(self) -> str:
        """Changes when a template, its data or the configuration has changed."""
        config = self._config()
        return f"{hash(tuple(_stamps(self._common.config, config.templates_dir))):x}"

    def letter(self) -> Letter:
        return self.made()[1]

    def made(self) -> tuple[Issue, Letter]:
        """The sample issue under the present title and language, and its letter."""
        from digest.letter.render import Templates, render
        from digest.letter.sample import sample_issue

        config = self._config()
        with self._lock:
            self.title = config.newsletter.title
            templates = Templates(config.templates_dir, shipped("templates"))
            issue = sample_issue(config.newsletter)
            return issue, render(issue, templates, config.look, sample=True)

    def pages(self) -> Sequence[str]:
        from digest.letter.webpage import sample_pages

        return tuple(sample_pages("en"))

    def page(self, name: str) -> str:
        from digest.letter.templates import Templates
        from digest.letter.webpage import filled, sample_pages

        config = self._config()
        templates = Templates(config.templates_dir, shipped("templates"))
        page = sample_pages(config.newsletter.language)[name]
        return filled(page, templates, config.look, config.newsletter, sample=True)

    def _config(self) -> Config:
        from digest.config import load

        return load(self._common.config)


def _stamps(config: Path, templates: Path) -> list[tuple[str, int]]:
    """What a letter is dressed with, and when it was last changed."""
    paths = [config, *_files(templates), *_files(shipped("templates"))]
    return [(str(path), path.stat().st_mtime_ns) for path in paths if path.exists()]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def look(common: Common, choose_slot: Callable[[Digest], Slot], *, port: int, browser: bool) -> None:
    """Serve the preview of a draft until stopped."""
    source = DraftSource(common, choose_slot)
    with common.open() as digest:  # a mistake in the configuration is told here, not in the browser
        digest.draft(choose_slot(digest))
    _serve(source, port=port, browser=browser)


def look_at_sample(common: Common, *, port: int, browser: bool) -> None:
    """Serve the preview of the sample issue until stopped."""
    source = SampleSource(common)
    source.version()  # a mistake in the configuration is told here
    _serve(source, port=port, browser=browser)


def _serve(source: DraftSource | SampleSource, *, port: int, browser: bool) -> None:
    from digest.app.preview import serve_preview

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
