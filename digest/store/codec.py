"""Issues as JSON and back. The values are plain dataclasses; pydantic checks what comes back from disk."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from digest.errors import StoreError
from digest.types import Issue

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter() -> TypeAdapter[Issue]:
    from pydantic import TypeAdapter

    return TypeAdapter(Issue)


def dump_issue(issue: Issue) -> str:
    """The same issue gives the same text, byte for byte."""
    return _adapter().dump_json(issue).decode()


def load_issue(text: str) -> Issue:
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        raise StoreError(f"a stored issue cannot be read: {error.error_count()} places are odd") from None
