"""`digest demo`: the whole pipeline on the bundled sample week, over real HTTP on loopback."""

from __future__ import annotations

import dataclasses
import tempfile
import time
from pathlib import Path

from digest.app import show
from digest.app.build import Common
from digest.app.files import write_issue
from digest.app.look import look
from digest.app.sampleserver import NOW, SampleServer
from digest.paths import shipped


def run_demo(common: Common, *, out: Path, browser: bool, port: int) -> None:
    """Make the letter in a folder of its own, write it to `out`, and show it unless told otherwise."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="digest-demo-") as folder, SampleServer() as server:
        config = Path(folder) / "feeds.yaml"
        template = (shipped("sample") / "feeds.yaml.in").read_text("utf-8")
        config.write_text(template.replace("{base}", server.base).replace("{dead}", server.dead_url), "utf-8")
        common = dataclasses.replace(common, config=config, now=common.now or NOW)
        with common.account("demo") as digest:
            slot = digest.config.schedule.on(SLOT)
            digest.fetch()
            made = digest.draft(slot)
            paths = write_issue(digest, slot, out)
            if not common.quiet:
                show.account(digest.account, seconds=time.perf_counter() - begin)
                issue = made.issue
                show.say(
                    f"{show.stories(len(issue.items))} from {issue.considered} entries of {issue.sources} feeds"
                )
                show.issue(made.issue)
                for path in paths:
                    show.say(f"  {path}")
        if browser:
            look(common, lambda digest: digest.config.schedule.on(SLOT), port=port, browser=True)


#: The slot of the sample week's letter: Monday, after the week's last midnight.
SLOT = NOW.date()
