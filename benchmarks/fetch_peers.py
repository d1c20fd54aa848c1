"""Many feeds, cold and again unchanged, against two peers that keep what feeds hold: reader and rss2email.

    python -m benchmarks.fetch_peers [--feeds 1000] [--memory]

Each in a process of its own, over the same loopback server, the same feeds on hosts of 127.0.0.0/8, feeds added
beforehand; what is timed is reading all feeds and keeping what they hold, the process's start is not. reader uses its
pool of workers, as many as digest; rss2email has none.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feedserver import ENTRIES, address, mean_size, serving
from benchmarks.measure import Cost, cost, machine

WORKERS = 16

DIGEST = """
import datetime, pathlib, sys
from digest.app.build import build
from digest.config import load
def stages(path):
    with build(load(path), clock=lambda: datetime.datetime.now(datetime.UTC)) as digest:
        yield
        digest.fetch()
        yield
        entries = sum(line.seen for line in digest.account.feeds)
        unchanged = digest.account.counts["feeds_unchanged"]
        yield entries + unchanged * {entries}
run = stages(pathlib.Path(sys.argv[1], "feeds.yaml"))
"""

READER = f"""
import sys
from reader import make_reader
reader = make_reader(sys.argv[1] + "/reader.sqlite")
if sys.argv[2] == "add":
    for url in open(sys.argv[3]).read().split():
        reader.add_feed(url)
    sys.exit()
def stages():
    yield
    reader.update_feeds(workers={WORKERS}, scheduled=False)
    yield
    yield reader.get_entry_counts().total
run = stages()
"""

RSS2EMAIL = """
import pathlib, sys
from rss2email import config, feeds
folder = pathlib.Path(sys.argv[1])
known = feeds.Feeds(configfiles=[str(folder / "r2e.cfg")], datafile_path=str(folder / "r2e.json"), config=config.CONFIG)
if sys.argv[2] == "add":
    for number, url in enumerate(open(sys.argv[3]).read().split()):
        known.new_feed(name=f"feed-{number}", url=url, to="editor@example.org")
    known.save_config()
    known.save_feeds()
    sys.exit()
def stages():
    known.load()
    yield
    for feed in known:
        feed.run(send=False)
    known.save_feeds()
    yield
    yield sum(len(feed.seen) for feed in known)
run = stages()
"""

#: After each of them: opened, then read and kept (which is what is timed), then counted.
TIMED = """
import time
next(run)
begin = time.perf_counter()
next(run)
seconds = time.perf_counter() - begin
got, want = next(run), int(sys.argv[2])
print(seconds if got == want else sys.exit(f"{got} entries instead of {want}"))
"""


def _prepare(script: str, folder: Path, urls: Sequence[str]) -> None:
    """Tell one of them of its feeds."""
    if "digest.app.build" in script:
        rows = "".join(f"  - url: {url}\n" for url in urls)
        head = f"fetch: {{allow_private: true, workers: {WORKERS}}}\nfeeds:\n"
        (folder / "feeds.yaml").write_text(head + rows, "utf-8")
        return
    listed = folder / "urls.txt"
    listed.write_text("\n".join(urls), "utf-8")
    subprocess.run([sys.executable, "-c", script, str(folder), "add", str(listed)], check=True)


@dataclass(frozen=True, slots=True)
class Took:
    seconds: float  #: to read and keep all feeds
    whole: Cost  #: of the process, start and opening included


def _measured(
    name: str, script: str, urls: Sequence[str], runs: Sequence[str] = ("cold", "unchanged")
) -> list[Took]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _prepare(script, folder, urls)
        command = [sys.executable, "-c", script + TIMED, str(folder), str(len(urls) * ENTRIES)]
        return [_row(name, label, command, folder, len(urls)) for label in runs]


def _row(name: str, label: str, command: Sequence[str], folder: Path, feeds: int) -> Took:
    said = folder / "said"
    with said.open("wb") as output:
        whole = cost(command, output=output)
    if whole.code:
        sys.exit(f"{name}, {label}: exit code {whole.code}")
    seconds = float(said.read_text())
    print(
        f"  {name:<10} {label:<10} {seconds:7.2f} s {feeds / seconds:7.0f} feeds/s   whole process"
        f" {whole.wall:6.2f} s, {whole.cpu:6.2f} s CPU, {whole.peak_mb:4.0f} MB",
        flush=True,
    )
    return Took(seconds, whole)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--memory", action="store_true", help="digest alone, ten times as many feeds as well")
    parser.add_argument("--only", default="", help="one of digest, reader, rss2email")
    wanted = parser.parse_args(sys.argv[1:] if __name__ == "__main__" else [])
    scripts = {"digest": DIGEST.replace("{entries}", str(ENTRIES)), "reader": READER, "rss2email": RSS2EMAIL}
    with serving() as port:
        urls = [f"http://{address(number)}:{port}/feed.xml" for number in range(wanted.feeds)]
        print(f"{len(urls)} feeds of {ENTRIES} entries, {mean_size() / 1024:.0f} KB each; {machine()}")
        found = {
            name: _measured(name, script, urls)
            for name, script in scripts.items()
            if wanted.only in ("", name) and importlib.util.find_spec(name)
        }
        ours = found.pop("digest", None)
        for name, theirs in found.items() if ours else ():
            cold, again = (peer.seconds / own.seconds for own, peer in zip(ours, theirs, strict=True))
            print(f"  digest against {name}: {cold:.1f} x cold, {again:.1f} x unchanged")
        if wanted.memory:
            many = [f"http://{address(number)}:{port}/feed.xml" for number in range(10 * wanted.feeds)]
            print(f"{len(many)} feeds")
            _measured("digest", scripts["digest"], many)


if __name__ == "__main__":
    main()
