"""What the user's own YAML says, each string with the place where it stands, so that a mistake is told by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.errors import LetterError
from digest.letter import plain

if TYPE_CHECKING:
    from digest.yamlfile import Document


class Given(str):
    """A string of the user's, to templates like any other."""

    __slots__ = ("document", "keys")

    document: Document
    keys: tuple[str | int, ...]

    @property
    def place(self) -> str:
        """`templates/data.yaml:3: jobs[0].url`: found when it is asked for, for few ever are."""
        first, *others = self.keys
        dotted = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in others)
        return f"{self.document.at(*self.keys)}: {first}{dotted}"


def given(value: Any, document: Document, *keys: str | int) -> Any:
    """A value of the document with every string in it a `Given`."""
    if isinstance(value, dict):
        return {key: given(part, document, *keys, key) for key, part in value.items()}
    if isinstance(value, list):
        return [given(part, document, *keys, nth) for nth, part in enumerate(value)]
    if not isinstance(value, str):
        return value
    told = Given(value)
    told.document, told.keys = document, keys
    return told


def web(url: str) -> str:
    """The filter `web`: an http(s) address, or "". LetterError for one of the user's own that is none: the link would
    lead nowhere. A publisher's is not the editor's to mend, and is left out without a word."""
    found = plain.web(url)
    if not found and isinstance(url, Given) and url.strip():
        message = f"{url.place}: expected an http(s) address, got {str(url)[:120]!r}"
        raise LetterError(message, mend="write the whole address, with https://")
    return found
