"""A recorded week, from feeds over HTTP to issue.html: cold, and again with nothing new.

    python -m benchmarks.week [2026-W18]

The baseline in the same run is what must be spent at the least: a process that parses the same feeds with
feedparser and does nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import DATA, Cost, cost, digest_command, machine

PARSE = """
import io, sys, urllib.request, feedparser
for url in sys.argv[1:]:
    feedparser.parse(io.BytesIO(urllib.request.urlopen(url).read()), sanitize_html=False, resolve_relative_uris=False)
"""


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "2026-W18"
    tool = DATA.parent / "tools" / "serve_week.py"
    if not tool.exists():
        sys.exit("the recorded weeks are not here ($DIGEST_DATA, or ../shared/data)")
    year, week = name.split("-W")
    monday = date.fromisocalendar(int(year), int(week), 1) + timedelta(days=7)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        config = folder / "feeds.yaml"
        command = [sys.executable, str(tool), name, "--port", "8791", "--feeds-yaml", str(config)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            said = server.stdout.readline().strip()
            urls = [line.split("url: ")[1] for line in config.read_text().splitlines() if "url: " in line]
            config.write_text("fetch: {allow_private: true, articles: 0}\n" + config.read_text())
            run_once = [
                *digest_command(), "--config", str(config), "--now", f"{monday}T06:00:00Z", "-q",
            ]  # fmt: skip
            print(f"{name}: {said.split(' at ')[0]}; {machine()}")
            baseline = cost([sys.executable, "-c", PARSE, *urls])
            _row("feedparser alone", [baseline], baseline)
            for label in ("cold", "again, nothing new"):
                steps = [
                    ["fetch"],
                    ["draft", "--week", name],
                    ["render", "--no-picture", "--week", name, "--out", str(folder / "out")],
                ]
                _row(label, [cost([*run_once, *step]) for step in steps], baseline)
            print(f"issue.html: {(folder / 'out' / 'issue.html').stat().st_size / 1024:.1f} KB")
        finally:
            server.terminate()


def _row(label: str, costs: list[Cost], baseline: Cost) -> None:
    wall, peak = sum(c.wall for c in costs), max(c.peak_mb for c in costs)
    failed = "" if all(c.code == 0 for c in costs) else f"  exit codes {[c.code for c in costs]}"
    steps = " + ".join(f"{c.wall:.2f}" for c in costs)
    print(f"  {label:<20} {wall:6.2f} s ({steps})  {peak:6.0f} MB  {wall / baseline.wall:5.2f} x{failed}")


if __name__ == "__main__":
    main()
