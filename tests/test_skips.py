"""The check that turns skips into failures must itself be able to fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NO_DATA, ROOT
from tests.harness import environment


@pytest.mark.parametrize(
    ("reason", "data_is_there", "strict", "passes"),
    [
        ("no browser", False, True, False),
        ("no browser", False, False, True),
        (NO_DATA, False, True, True),
        (NO_DATA, True, True, False),
    ],
)
def test_a_skip_is_a_failure_where_nothing_may_be_skipped(
    tmp_path: Path, reason: str, data_is_there: bool, strict: bool, passes: bool
) -> None:
    """Only data that is really not there excuses one, and only by its own reason."""
    folder = tmp_path / "data"
    if data_is_there:
        folder.mkdir()
    case = tmp_path / "test_case.py"
    # A planted skip in a test of its own process: it is what the check has to see.
    case.write_text(f"import pytest\ndef test_it():\n    pytest.skip({reason!r})\n")  # planted, see above
    more = {"DIGEST_DATA": str(folder), "PYTHONPATH": str(ROOT)} | (
        {"DIGEST_STRICT_SKIPS": "1"} if strict else {}
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "--rootdir",
        str(tmp_path),
        str(case),
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(more), capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is passes, done.stdout
