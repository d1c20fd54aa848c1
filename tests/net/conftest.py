"""Who was dialled: the interpreter's own word for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

_connects: list[Any] | None = None


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _connects is not None:
        _connects.append(arguments[1])


sys.addaudithook(_watch)  # it cannot be taken away again, so there is one for all tests


@pytest.fixture
def connects() -> Iterator[list[Any]]:
    """Every address that a socket of this process is connected to, meanwhile."""
    global _connects
    _connects = []
    yield _connects
    _connects = None
