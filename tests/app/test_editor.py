"""What an editor is told: what went out for a pin and which setting said so, how feeds and issues stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.app.cli import app
from digest.app.options import RefusedError
from digest.app.show import with_setting
from tests.harness import IN_REVIEW, FeedServer, Folder

HANDSET = "Phone maker cuts the price of its folding handset"


@pytest.fixture
def small(folder: Folder) -> Folder:
    """A newsletter of two stories whose feeds were read: one on topic is left out."""
    with (folder.path / "feeds.yaml").open("a") as file:
        file.write("issue: {stories: 2}\n")
    call(folder, "-q", "fetch")
    return folder


def call(folder: Folder, *args: str, now: str = IN_REVIEW) -> None:
    """The command, in this process: a process of its own would cost more than what is tested."""
    app(["--config", str(folder.path / "feeds.yaml"), "--now", now, *args], standalone_mode=False)


@pytest.fixture
def told(small: Folder, capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command prints."""

    def run(*args: str, now: str = IN_REVIEW) -> str:
        capsys.readouterr()
        call(small, *args, now=now)
        return capsys.readouterr().out

    return run


def test_the_floor_says_what_a_pin_takes(told: Any) -> None:
    """Each story that was left out has its page, its id, and the setting that kept it out; either is pinned by."""
    floor = told("explain").split("The cutting-room floor")[1]
    assert "https://morning.example/2" in floor
    assert "below floor by 0.50 (issue.floor)" in floor
    assert "beyond 2 stories (issue.stories)" in floor
    entries = [json.loads(line) for line in told("explain", "--jsonl").splitlines()]
    (handset,) = (one for one in entries if one["title"] == HANDSET)
    for name in (handset["story"], handset["guid"], handset["url"]):
        assert f"[{handset['story']}]" in floor
        assert HANDSET in told("pin", "--no-teach", name)
        assert HANDSET not in told("pin", "--undo", name)


def test_a_pin_says_what_went_out_for_it(told: Any) -> None:
    """At once, and in `explain --diff`, with the setting; what is in already, by its rank, sends nothing out."""
    last = json.loads(told("draft", "--json"))["stories"][-1]
    assert "Out for it" not in told("pin", "2")
    told("pin", "--undo", "2")
    (line,) = (one for one in told("pin", "https://morning.example/2").splitlines() if "Out for it" in one)
    assert line.startswith(f"Out for it: {last['headline']} (")
    assert line.endswith(": beyond 2 stories (issue.stories)")
    shown = told("explain", "--diff")
    assert "and without 1 pin" in shown
    assert "beyond 2 stories (issue.stories)" in shown
    assert "1 kept, 1 gone, 1 new." in shown
    rows = [json.loads(one) for one in told("explain", "--diff", "--jsonl").splitlines()]
    assert {row["headline"]: row["change"] for row in rows}[last["headline"]] == "gone"
    told("drop", "1")
    assert "1 pin and 2 dropped reports" in told("explain", "--diff")


@pytest.mark.parametrize("name", ["foo", "12345678", "0123456789abcdef", "https://", "example.org/story"])
def test_what_cannot_be_pinned(told: Any, name: str) -> None:
    """Nothing of that name: said with what a name may be."""
    with pytest.raises(RefusedError, match="expected the address of a page, https://…, or the id"):
        told("pin", name)


@pytest.mark.parametrize(
    ("reason", "setting"),
    [
        ("cap: fourth from The Reel", "issue.per_source"),
        ("cap: third in section music from abroad", "issue.per_section"),
        ("cap: 21st on the theme of 'A label sues'", "issue.per_theme"),
        ("beyond 12 stories", "issue.stories"),
        ("below floor by less than 0.01", "issue.floor"),
        ("the same event as 'cap: fourth from The Reel'", ""),
    ],
)
def test_a_reason_names_the_setting_that_it_goes_by(reason: str, setting: str) -> None:
    """What to turn in feeds.yaml, where it is a setting at all."""
    assert with_setting(reason) == (f"{reason} ({setting})" if setting else reason)


def test_status_tells_of_feeds_as_they_are(small: Folder, server: FeedServer, told: Any) -> None:
    """Whatever ran last; a feed that is well again is not told of any more. `check` gives each reason once."""
    del server.stories["evening"]
    told("-q", "fetch")
    told("send", "--test", "me@example.org")
    shown = told("status")
    assert "1 feed needs care" in shown
    assert "The Evening Paper: failing, once since 2026-11-25: the server answered 503" in shown
    assert [one["title"] for one in json.loads(told("status", "--json"))["feeds"]] == ["The Evening Paper"]
    (line,) = (one for one in told("check").splitlines() if "feed-health" in one)
    assert line.count("503") == 1
    server.stories["evening"] = [("A new day", "And nothing in it.")]
    told("-q", "fetch")
    assert "needs care" not in told("status")


def test_status_says_whether_an_issue_goes_out(told: Any) -> None:
    """What is not held goes out by itself, and that is what an approval means."""
    told("draft")
    assert "drafted, not held: it goes out at its slot" in told("status")
    told("hold")
    assert "drafted, held: `digest approve` releases it" in told("status")
    assert told("approve") == "The issue of 2026-11-26 is approved: it goes out at its slot.\n"
    assert "drafted, not held: it goes out at its slot" in told("status")
    late = "2026-11-26T09:00:00Z"
    assert "with the next run" in told("approve", now=late)
    assert "drafted, not held: it goes out with the next run" in told("status", now=late)


@pytest.mark.parametrize(
    "args",
    [
        ("check", "{}"),
        ("summarise", "{}"),
        ("verify", "{}"),
        ("feeds", "import", "{}"),
        ("subscribers", "import", "{}"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["nowhere.eml", "."])
def test_a_file_that_is_not_there(folder: Folder, args: tuple[str, ...], name: str) -> None:
    """The command line is wrong, in every command that takes a file: 2, and nothing of half-written things."""
    done = folder.run(*(arg.format(name) for arg in args))
    assert done.returncode == 2, done.stderr
    assert f"{name}: cannot be read: " in done.stderr
    assert "half written" not in done.stderr


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The week in music\n\nA label: it sues.\n", ""),
        ("Editorial: a label sues\n\nFrom: here to there.\n", ""),
        ("", ""),
        ("Received: by mail.example\nSubject: Hello\n\nFrom our own correspondent\n", "mail"),
        ("From hello@frame.example Thu Nov 26\nFrom: hello@frame.example\n\nHello\n", "mail"),
        ("<!doctype html><html lang=en><body>Hello</body></html>", "page"),
    ],
    ids=["text", "text with a colon", "nothing", "mail", "mailbox", "page"],
)
def test_what_check_takes_a_file_for(folder: Folder, tmp_path: Path, text: str, kind: str) -> None:
    """A name that does not say it is looked into; what is neither mail nor page is no letter full of mistakes."""
    (tmp_path / "issue.txt").write_text(text)
    done = folder.run("check", str(tmp_path / "issue.txt"), "--json")
    if not kind:
        assert done.returncode == 2
        assert "expected a mail (.eml) or a page (.html)" in done.stderr
    else:
        found = {one["rule"] for one in json.loads(done.stdout)}
        assert ("list-unsubscribe" in found) == (kind == "mail")
