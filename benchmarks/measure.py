"""Whole processes, measured by the operating system's own account of them."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DIGEST_DATA", ROOT.parent / "shared" / "data"))


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float  #: seconds
    cpu: float  #: seconds, of the process and its children
    peak_mb: float  #: of the largest single process
    code: int


def cost(command: Sequence[str], *, cwd: Path | None = None, output: BinaryIO | None = None) -> Cost:
    """Run a command, its output thrown away (or kept in `output`), and account for it."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd, stdout=output or subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode)


def median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def digest_command() -> list[str]:
    """The installed command, so that start-up is measured as users meet it."""
    beside = Path(sys.executable).with_name("digest")
    return [str(beside)] if beside.exists() else [shutil.which("digest") or "digest"]
