"""A parent that reads hostile documents in the box and measures what that costs.

`python -m tests.feeds.hostile family…` prints a line of JSON for each document that stands for its kind; with `-` first
(`make hostile`), a table of all documents of these families, or of all, and exit code 1 when one breaks a limit.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.errors import FeedError
from digest.net.box import Box
from tests.feeds.hostile_documents import FAMILIES, MB, Canary, Case, rss

#: The limits: seconds of processor time and MB of the child, MB that the parent grows.
CPU, RESIDENT, GROWTH = 5.0, 512, 50
#: Bytes that a box may hold when a document is measured in it; one that has read nothing large holds half.
FRESH = 100 * MB
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)


def read(boxes: Any, case: Case) -> Any:
    """The one place that knows how a document is read: as a fetch reads it, in the box."""
    from digest.feeds.read import read as read_document
    from digest.types import Feed, Fetched

    feed = Feed(url="https://outlet.example/feed.xml", title="Outlet")
    fetched = Fetched(
        feed=feed, outcome="fetched", url=feed.url, body=case.body, content_type=case.content_type
    )
    return read_document(boxes, fetched, now=NOW)


class Reader:
    """Reads documents one after the other, as a fetch does, and measures what each cost.

    They share a box, as a fetch's do: starting one costs twice what most of them cost. Only where it kept much of one
    document does the next get a new one, so that what is measured is its own.
    """

    def __init__(self, box: Box) -> None:
        self._box = box

    def measured(self, name: str, case: Case, canary: Canary) -> dict[str, Any]:
        """What reading this document cost, and what came out of it."""
        self._renewed()
        pid, spent, most = self._box.pid, _cpu(self._box.pid), _ended().ru_maxrss
        _forget(pid)
        before, ended, started = _memory("self", "VmHWM"), _seconds(_ended()), time.monotonic()
        try:
            reading, failure = read(self._box, case), ""
        except FeedError as error:
            reading, failure = None, str(error)
        grown, seconds = _memory("self", "VmHWM") - before, time.monotonic() - started
        alive = self._box.pid
        dead = _ended()  # its figures are those of the box that died meanwhile, if one did
        peaks = [_memory(alive, "VmHWM") if alive else 0, dead.ru_maxrss * 1024 * (dead.ru_maxrss > most)]
        cpu = _seconds(dead) - ended + _cpu(alive) - spent
        return {
            "name": name,
            "bytes": len(case.body),
            "cpu": round(cpu, 2),
            "seconds": round(seconds, 2),
            "rss": round(max(peaks) / MB),
            "growth": round(grown / MB),
            **_came_out(case, reading, failure, canary),
        }

    def _renewed(self) -> None:
        if self._box.pid is None or _memory(self._box.pid, "VmRSS") > FRESH:
            self._box.close()
            read(self._box, Case(rss()))


def _came_out(case: Case, reading: Any, failure: str, canary: Canary) -> dict[str, Any]:
    entries = reading.entries if reading else ()
    return {
        "kept": sum(entry.title.startswith("Good ") for entry in entries),
        "entries": len(entries),
        "wanted": case.kept,
        "may_fail": case.fails,
        "failure": failure[:160],
        "problems": [problem[:120] for problem in (reading.problems if reading else ())][:4],
        "leaked": canary.secret in repr(reading) or canary.secret in failure,
    }


def _ended() -> resource.struct_rusage:
    """Of all children that have ended; their peak is the largest of any, in KB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _seconds(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _cpu(pid: int | None) -> float:
    """Seconds of processor time of a process that runs (proc(5), stat: utime and stime); 0 of none."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _forget(pid: int | None) -> None:
    """The peak of memory begins anew, here (after the document was built) and in the box."""
    for process in ("self", pid):
        Path(f"/proc/{process}/clear_refs").write_text("5")


def _memory(process: int | str, what: str) -> int:
    """Bytes of memory that a process holds (proc(5), VmRSS), or held at most since its peak was reset (VmHWM)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) * 1024
    raise OSError(f"no {what}")


def faults(row: dict[str, Any]) -> str:
    """What one document's reading broke of the limits, in words; "" for nothing."""
    wrong = [
        words
        for words, broken in (
            (f"{row['cpu']} s of processor time", row["cpu"] > CPU),
            (f"{row['rss']} MB in the child", row["rss"] > RESIDENT),
            (f"{row['growth']} MB in the parent", row["growth"] > GROWTH),
            (f"{row['kept']} good entries of {row['wanted']}", row["kept"] < row["wanted"]),
            (row["failure"], row["failure"] and not row["may_fail"]),
            ("a file's content came out", row["leaked"]),
        )
        if broken
    ]
    return f"{row['name']}: {', '.join(wrong)}" if wrong else ""


def main(families: list[str]) -> int:
    table = families[:1] == ["-"]
    wanted = families[1:] or list(FAMILIES) if table else families
    broken = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
        Box() as box,
    ):
        canary, reader = _canary(Path(folder), listener), Reader(box)
        for family in wanted:
            for name, case in FAMILIES[family](canary):
                if case.rest and not table:
                    continue
                row = reader.measured(name, case, canary)
                broken += bool(faults(row))
                print(_line(family, row) if table else json.dumps(row), flush=True)
        quiet = _quiet(listener)
        if not table:
            print(json.dumps({"name": "the listener", "quiet": quiet}))
    return int(table and (broken > 0 or not quiet))


def _quiet(listener: socket.socket) -> bool:
    """Whether nobody called."""
    listener.settimeout(0.2)
    try:
        listener.accept()
    except TimeoutError:
        return True
    return False


def _canary(folder: Path, listener: socket.socket) -> Canary:
    secret = "canary-" + os.urandom(8).hex()
    file, fifo = folder / "file", folder / "fifo"
    file.write_text(secret)
    os.mkfifo(fifo)
    return Canary(file, fifo, f"http://127.0.0.1:{listener.getsockname()[1]}/x", secret)


def _line(family: str, row: dict[str, Any]) -> str:
    """A line of the table: what was broken, or else what the reader said."""
    said = faults(row) or row["failure"] or "; ".join(row["problems"])
    return (
        f"{family:10} {row['name'][:44]:44} cpu {row['cpu']:5.2f} rss {row['rss']:4} grow {row['growth']:3}"
        f" kept {row['kept']:3}/{row['wanted']:2} of {row['entries']:4} {said[:110]}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
