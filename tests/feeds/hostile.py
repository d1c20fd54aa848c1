"""A parent that reads hostile documents in the box and measures what that costs.

`python -m tests.feeds.hostile family…` prints a line of JSON a document; with `-` first, a table of these families
or of all. Each document is read in a process of its own, forked after the document was made.
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

from tests.feeds.hostile_documents import FAMILIES, MB, Canary, Case

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


def measured(name: str, case: Case, canary: Canary) -> dict[str, Any]:
    """What reading this document cost, and what came out of it, in a process of its own."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            answer = _measured(name, case, canary)
        except BaseException as error:  # noqa: BLE001 - it is reported by the parent
            answer = {"name": name, "raised": f"{type(error).__name__}: {error}"}
        with os.fdopen(into, "w") as pipe:
            json.dump(answer, pipe)
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return dict(json.loads(text or '{"raised": "the parent died"}'), name=name)


def _measured(name: str, case: Case, canary: Canary) -> dict[str, Any]:
    from digest.errors import FeedError
    from digest.net.box import Box

    with Box() as box:
        started = time.monotonic()
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew, after the document was built
        before = _peak()
        try:
            reading, failure = read(box, case), ""
        except FeedError as error:
            reading, failure = None, str(error)
        grown = _peak() - before
        seconds = time.monotonic() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    entries = reading.entries if reading else ()
    return {
        "name": name,
        "bytes": len(case.body),
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "seconds": round(seconds, 2),
        "rss": round(usage.ru_maxrss / 1024),
        "growth": round(grown / MB),
        "kept": sum(entry.title.startswith("Good ") for entry in entries),
        "entries": len(entries),
        "wanted": case.kept,
        "may_fail": case.fails,
        "failure": failure[:160],
        "problems": [problem[:120] for problem in (reading.problems if reading else ())][:4],
        "leaked": canary.secret in repr(reading) or canary.secret in failure,
    }


def _peak() -> int:
    """Bytes of memory this process held at most since its peak was reset (proc(5), VmHWM)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("no VmHWM")


def main(families: list[str]) -> None:
    import digest.feeds.read  # noqa: F401 - before the first fork, so that it is no document's growth

    table = families[:1] == ["-"]
    wanted = families[1:] or list(FAMILIES) if table else families
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        canary = _canary(Path(folder), listener)
        for family in wanted:
            for name, case in FAMILIES[family](canary):
                row = measured(name, case, canary)
                print(_line(family, row) if table else json.dumps(row), flush=True)
        listener.settimeout(0.2)
        try:
            listener.accept()
            print(json.dumps({"name": "the listener", "raised": "somebody called"}))
        except TimeoutError:
            print(json.dumps({"name": "the listener", "quiet": True}))


def _canary(folder: Path, listener: socket.socket) -> Canary:
    secret = "canary-" + os.urandom(8).hex()
    file, fifo = folder / "file", folder / "fifo"
    file.write_text(secret)
    os.mkfifo(fifo)
    return Canary(file, fifo, f"http://127.0.0.1:{listener.getsockname()[1]}/x", secret)


def _line(family: str, row: dict[str, Any]) -> str:
    if "raised" in row:
        return f"{family:10} {row['name'][:44]:44} RAISED {row['raised']}"
    marks = "".join(
        mark
        for mark, bad in (
            ("C", row["cpu"] > 5.0),
            ("R", row["rss"] > 512),
            ("G", row["growth"] > 50),
            ("K", row["kept"] < row["wanted"]),
            ("F", bool(row["failure"]) and not row["may_fail"]),
            ("L", row["leaked"]),
        )
        if bad
    )
    said = row["failure"] or "; ".join(row["problems"])
    return (
        f"{family:10} {row['name'][:44]:44} {marks:4} cpu {row['cpu']:5.2f} rss {row['rss']:4} grow {row['growth']:3}"
        f" kept {row['kept']:3}/{row['wanted']:2} of {row['entries']:4} {said[:110]}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
