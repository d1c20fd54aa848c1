"""`digest eval`: labelled weeks, floors, and the issues of the past."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import typer

from digest.app.cli import app
from digest.errors import EXIT_FAILED, DigestError, UsageError
from tests.harness import AT_SLOT, STORIES, FeedServer, Folder
from tests.makers import MIDWEEK

NEXT = "2026-12-03T08:00:00Z"


def call(folder: Folder, *args: str, now: str = AT_SLOT) -> int:
    """The exit code of the command, run in this process."""
    return app(["--config", str(folder.path / "feeds.yaml"), "--now", now, *args], standalone_mode=False) or 0


def labelled(folder: Folder) -> None:
    """The sample stories as a labelled week: the suit twice, a festival, a letter; the rest is off topic."""
    weeks = folder.path / "weeks"
    weeks.mkdir()
    gold = {"morning-0": "suit", "evening-0": "suit", "morning-1": "festival", "evening-1": "letter"}
    items = [
        {
            "id": f"{name}-{n}",
            "title": title,
            "summary": text,
            "source": name,
            "published": MIDWEEK.isoformat(),
        }
        for name, rows in STORIES.items()
        for n, (title, text) in enumerate(rows)
    ]
    (weeks / "2026-W47.jsonl").write_text("\n".join(map(json.dumps, items)))
    (weeks / "2026-W47.gold.tsv").write_text("".join(f"{guid}\t2\t{event}\n" for guid, event in gold.items()))


def told(capsys: pytest.CaptureFixture[str], folder: Folder, *args: str, now: str = AT_SLOT) -> Any:
    capsys.readouterr()
    call(folder, *args, now=now)
    return json.loads(capsys.readouterr().out)


def test_a_labelled_week_is_measured(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Chosen under the settings of this newsletter; the folder may stand in feeds.yaml."""
    labelled(folder)
    config = folder.path / "feeds.yaml"
    config.write_text(config.read_text() + "eval: {folder: weeks, floors: {b3: 0.9, mixed: 0}}\n")
    found = told(capsys, folder, "eval", "--json")
    assert found["mean"] == found["weeks"]["2026-W47"]
    assert (found["mean"]["ap"], found["mean"]["b3"], found["mean"]["stories"]) == (1, 1, 3)
    assert found["below"] == []
    call(folder, "eval", str(folder.path / "weeks"), "--week", "2026-W47")
    assert "2026-W47" in capsys.readouterr().out


def test_weeks_in_sequence_know_what_those_before_them_told(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same items a week later are told already: nothing of them is chosen again, and each is listed."""
    labelled(folder)
    weeks = folder.path / "weeks"
    items = [json.loads(line) for line in (weeks / "2026-W47.jsonl").read_text().splitlines()]
    later = (MIDWEEK + timedelta(weeks=1)).isoformat()
    (weeks / "2026-W48.jsonl").write_text("\n".join(json.dumps(one | {"published": later}) for one in items))
    (weeks / "2026-W48.gold.tsv").write_text((weeks / "2026-W47.gold.tsv").read_text())
    alone = told(capsys, folder, "eval", str(weeks), "--json")
    chained = told(capsys, folder, "eval", str(weeks), "--in-sequence", "--json")
    assert [alone["weeks"][name]["stories"] for name in alone["weeks"]] == [3, 3]
    assert [chained["weeks"][name]["stories"] for name in chained["weeks"]] == [3, 0]
    assert {len(chained["recalled"][name]) for name in chained["recalled"]} == {0, 4}
    assert "recalled" not in alone
    call(folder, "eval", str(weeks), "--in-sequence")
    assert "2026-W48 out " in capsys.readouterr().out


def test_below_a_floor_it_fails_and_says_which(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """For a job that guards a change of the settings: exit code 1."""
    labelled(folder)
    config = folder.path / "feeds.yaml"
    config.write_text(
        config.read_text() + "issue: {stories: 1}\neval: {folder: weeks, floors: {top: 1, p20: 0.9}}\n"
    )
    assert call(folder, "eval") == EXIT_FAILED
    out = capsys.readouterr().out
    assert "below the floor: p20 0.200, expected 0.900 at least" in out
    assert "top" not in out.split("below the floor", 1)[1]


def test_nothing_to_measure_is_told(folder: Folder) -> None:
    """No folder, no such week, no issue yet: a perfect score of nothing would be a lie."""
    with pytest.raises(UsageError, match="no folder of labelled weeks"):
        call(folder, "eval")
    with pytest.raises(DigestError, match="no issue was published yet"):
        call(folder, "eval", "--backtest")
    for of_weeks in (["weeks"], ["--week", "2026-W47"], ["--in-sequence"]):
        with pytest.raises(typer.BadParameter, match="neither a folder nor --week"):
            call(folder, "eval", *of_weeks, "--backtest")
    labelled(folder)
    with pytest.raises(UsageError, match="W47"):
        call(folder, "eval", str(folder.path / "weeks"), "--week", "2026-W01")


def test_a_past_issue_under_the_present_settings(
    folder: Folder, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unchanged settings give the same issue: what was told later, or in that very issue, is not in its memory.
    Other settings show what goes and what comes; nothing of it is kept."""
    call(folder, "--quiet", "run")
    server.stories["evening"] += [
        (
            "Judge orders AI music generator Tunesmith to stop training on Northwind Records recordings",
            "A federal judge granted Northwind Records an injunction on Monday. Tunesmith must delete the model that "
            "it trained on the label's recordings within thirty days, and has said that it will appeal the ruling.",
        )
    ]
    rss = server.rss
    server.rss = lambda name: rss(name).replace(  # type: ignore[method-assign]  # a week later
        b"<guid>evening-3</guid><pubDate>Sat, 21 Nov", b"<guid>evening-3</guid><pubDate>Sat, 28 Nov"
    )
    call(folder, "--quiet", "run", now=NEXT)
    same = told(capsys, folder, "eval", "--backtest", "--json", now=NEXT)
    assert [(row["slot"], row["kept"], row["gone"], row["new"]) for row in same["issues"]] == [
        ("2026-12-03", 1, 0, 0),
        ("2026-11-26", 3, 0, 0),
    ]
    assert same["overlap"] == 1
    config = folder.path / "feeds.yaml"
    config.write_text(config.read_text() + "issue: {stories: 1}\n")
    other = told(capsys, folder, "eval", "--backtest", "--json", "--issues", "5", now=NEXT)["issues"][1]
    assert (other["then"], other["now"], other["kept"], other["gone"]) == (3, 1, 1, 2)
    assert {row["after"]["reason"] for row in other["stories"] if row["change"] == "gone"} == {
        "beyond 1 stories"
    }
    call(folder, "eval", "--backtest", now=NEXT)
    assert "2026-11-26" in capsys.readouterr().out
    with_drafts = told(capsys, folder, "status", "--json", "--slot", "2026-11-26", now=NEXT)
    assert with_drafts["slots"][0]["draft"]["version"] == 1
