"""How long a letter of twenty stories takes, beside the reference compiler of MJML (npm mjml) on the same MJML.

    python -m benchmarks.letter [--rounds 30]

Everything is warm: templates compiled (and looked at for changes, as before every letter), the box started, Node's
process up and its compiler loaded. Compilers are measured
inside their process, the call alone, on MJML without `mj-style inline="inline"` (mjml-python takes no such style, and
css-inline does that part here). `compiled` is all that stands in npm mjml's place: linting, the way into the box and
back, compiling, inlining; beside it stands npm mjml with its own inlining.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from mjml import mjml2html

from benchmarks.measure import ROOT, machine, median
from digest.letter.compose import compose
from digest.letter.gate import lint
from digest.letter.mime import mail_of
from digest.letter.mjml import compiled
from digest.letter.mjml.compile import _INLINE
from digest.letter.mjml.lint import mistakes
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.paths import shipped
from digest.types import Choice, Entry, Issue, Sentence, Slot, Story, Summary, Window

STORIES = 20
#: What issue 6 asks for, in milliseconds, and how many times as fast as npm mjml.
ALL, RENDER, TIMES = 60.0, 10.0, 20.0
#: A version of MJML 4, the language that the templates are in, kept from one run to the next.
MJML = "mjml@4.18.0"
CACHE = ROOT / ".cache" / "mjml"
_NODE = """
const mjml2html = require('mjml');
const [mjml, rounds] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const times = [];
(async () => {
  for (let n = 0; n < rounds; n++) {
    const begin = process.hrtime.bigint();
    const made = await mjml2html(mjml, {fonts: {}});
    if (!made.html.includes('</html>')) throw new Error('no letter');
    times.push(Number(process.hrtime.bigint() - begin) / 1e6);
  }
  console.log(JSON.stringify(times));
})();
"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    home = shipped("templates")
    choice, summaries = _week()
    issue = _composed(choice, summaries)
    letter = render(issue, Templates(None, home))
    mjml = _mjml(issue)
    size = f"{len(issue.items)} stories, {len(letter.html.encode()):,} bytes of HTML"
    print(f"{machine()}; {size}; ms, best and median of {rounds}")

    def everything() -> None:
        made = _composed(choice, summaries)
        lint(render(made, Templates(None, home)), NEWSLETTER)

    whole = _told("compose, render, inline, gate", everything, rounds, ALL)
    rendering = _told(
        "  render (with compile and inline)", lambda: render(issue, Templates(None, home)), rounds, RENDER
    )
    _told("  compose", lambda: _composed(choice, summaries), rounds)
    _told("  gate", lambda: lint(letter, NEWSLETTER), rounds)
    whole_step = _told("    compiled: lint, box, compile, inline", lambda: compiled(mjml), rounds)
    _told("    of that the linter", lambda: mistakes(mjml), rounds)
    mail = mail_of(letter, NEWSLETTER, slot_name="2026-11-26", date=datetime(2026, 11, 26, tzinfo=UTC))
    _told("  a recipient's message", lambda: mail.for_recipient("reader@home.example", "token"), rounds)
    print(
        f"  asked for: all {ALL:g}: {_verdict(whole[1] <= ALL)}, render {RENDER:g}: {_verdict(rendering[1] <= RENDER)}"
    )
    bare = _INLINE.sub("", mjml)
    compiler = _told("    of that the compiler", lambda: mjml2html(bare, fonts={}), rounds)
    _compare("compile alone", compiler[1], _npm(bare), TIMES)
    _compare("compile and inline", whole_step[1], _npm(mjml))


def _compare(what: str, ours: float, theirs: list[float], asked: float = 0.0) -> None:
    """Node gets faster for some hundred letters as it learns what to compile; digest compiles one a week."""
    for when, part in (("its 6th to 35th", theirs[5:35]), ("its 201st to 230th", theirs[200:])):
        if part:
            ratio = median(part) / ours
            said = f", {asked:g} asked for: {_verdict(ratio >= asked)}" if asked else ""
            name = f"{MJML}, {what}, {when}"
            print(f"{name:58}{median(part):8.2f}   {ratio:.0f} times ours{said}")
    if theirs:
        print(f"{MJML + ', ' + what + ', its first':58}{theirs[0]:8.2f}")


def _verdict(good: bool) -> str:
    return "reached" if good else "NOT reached"


def _told(name: str, work: Callable[[], object], rounds: int, most: float = 0.0) -> tuple[float, float]:
    """Milliseconds, best and median."""
    for _ in range(3):
        work()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    print(f"{name:44}{min(times):8.2f} {median(times):8.2f}" + (f"   at most {most:g}" if most else ""))
    return min(times), median(times)


def _mjml(issue: Issue) -> str:
    """What the templates give for an issue."""
    seen: list[str] = []

    class Listening(Templates):
        def fill(self, *arguments: object, **named: object) -> str:
            seen.append(super().fill(*arguments, **named))  # type: ignore[arg-type]
            return seen[-1]

    render(issue, Listening(None, shipped("templates")))
    return next(filled for filled in seen if filled.lstrip().startswith("<mjml"))


def _npm(mjml: str) -> list[float]:
    """Milliseconds of npm mjml for each of 230 rounds; none where there is no Node or it cannot be installed."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("  npm mjml: Node is not here, so there is nothing to compare with")
        return []
    if not (CACHE / "node_modules" / "mjml").is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(CACHE), "--no-audit", "--no-fund", "--silent", MJML]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            print(f"  npm mjml: {MJML} cannot be installed, so there is nothing to compare with")
            return []
    done = subprocess.run(
        ["node", "-e", _NODE],
        input=json.dumps([mjml, 230]),
        cwd=CACHE,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(milliseconds) for milliseconds in json.loads(done.stdout)]


# -- the week ---------------------------------------------------------------------------------------

_AT = datetime(2026, 11, 26, 8, tzinfo=UTC)
_SLOT = Slot(name="2026-11-26", window=Window(_AT - timedelta(days=8), _AT - timedelta(days=1)), at=_AT)


def _composed(choice: Choice, summaries: dict[str, Summary]) -> Issue:
    return compose(
        choice,
        summaries,
        newsletter=NEWSLETTER,
        slot=_SLOT,
        topic="ai-and-media",
        considered=1240,
        sources=31,
    )


def _week() -> tuple[Choice, dict[str, Summary]]:
    """Twenty stories of the sample's, told twice over under other names, with their outlets and summaries."""
    stories, summaries = [], {}
    for number in range(STORIES):
        item = sample_issue().items[number % 10]
        entries = tuple(
            Entry(
                id=f"{number}-{n}", feed_url="https://feed.example/", guid=f"{number}-{n}", url=report.url,
                canonical_url=report.url, title=f"{report.title}, part {number // 10 + 1}", text=item.summary.text,
                source=report.source, published=report.published, first_seen=report.published,
            )
            for n, report in enumerate(item.reports)
        )  # fmt: skip
        story = Story(
            id=f"s{number}", entries=entries, score=1 - number / 100, relevance=0.9, medium=item.medium
        )
        stories.append(story)
        sentences = tuple(
            Sentence(text=one.text, entry_id=entries[0].id, start=0, end=len(one.text))
            for one in item.summary.sentences
        )
        summaries[story.id] = Summary(sentences=sentences, by="extractive")
    return Choice(verdicts=(), stories=tuple(stories)), summaries


if __name__ == "__main__":
    main()
