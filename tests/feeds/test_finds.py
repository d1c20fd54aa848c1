"""What fuzzing found, replayed: each file is an input that once broke a reader, and its ending says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.fuzz import FINDS, tried
from tests.fuzz.targets import TARGETS

_FILES = sorted(FINDS.glob("*.*"))


@pytest.mark.parametrize("path", _FILES, ids=[path.name for path in _FILES])
def test_a_find_stays_mended(path: Path) -> None:
    """No exception, no broken promise, and soon."""
    assert tried(TARGETS[path.suffix[1:]], path.read_bytes())[1] == ""
