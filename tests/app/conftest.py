"""A newsletter to try the command on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import FeedServer, Folder


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, server: FeedServer) -> Folder:
    return Folder(tmp_path / "letter", server.base)
