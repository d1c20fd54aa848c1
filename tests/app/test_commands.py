"""The command as its users run it: a process of its own, real feeds over loopback, real files."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from digest.errors import EXIT_CONFIG, EXIT_FAILED, EXIT_TRY_AGAIN, EXIT_USAGE
from tests.harness import IN_REVIEW, FeedServer, Folder, environment

COMMANDS = [
    "init",
    "demo",
    "feeds",
    "fetch",
    "draft",
    "explain",
    "summarise",
    "verify",
    "preview",
    "render",
    "check",
    "send",
    "run",
    "status",
    "serve",
    "pin",
    "drop",
    "subject",
    "hold",
    "approve",
    "skip",
    "teach",
    "eval",
    "subscribers",
    "schema",
]


def stories(folder: Folder, **kwargs: str) -> list[dict[str, Any]]:
    return json.loads(folder.ok("draft", "--json", **kwargs))["stories"]  # type: ignore[no-any-return]


def suit(told: list[dict[str, Any]]) -> dict[str, Any]:
    """The one event that both outlets tell."""
    [story] = [story for story in told if len(story["reports"]) > 1]
    return story


def headlines(folder: Folder, **kwargs: str) -> list[object]:
    return [story["headline"] for story in stories(folder, **kwargs)]


def test_help_teaches_every_command(folder: Folder) -> None:
    """A person learns the tool from its help; a traceback or a missing line would be the first impression."""
    told = folder.ok("--help")
    for command in COMMANDS:
        assert f"\n  {command} " in told
        assert "Usage:" in folder.ok(command, "--help")


def test_the_week_by_hand(folder: Folder) -> None:
    """fetch, draft, render: what the letter tells is what the feeds told, each event once, each with evidence."""
    assert "2 fetched" in folder.ok("fetch", now=IN_REVIEW)
    told = stories(folder, now=IN_REVIEW)
    assert len(told) == 3
    assert {report["source"] for report in suit(told)["reports"]} == {
        "The Morning Paper",
        "The Evening Paper",
    }
    for story in told:
        for sentence in story["summary"]["sentences"]:  # type: ignore[index]
            assert sentence["evidence"]
    folder.ok("render", "--no-picture", "--out", "out", now=IN_REVIEW)
    for name in ("issue.html", "issue.txt", "issue.eml", "issue.json"):
        assert "Northwind" in (folder.path / "out" / name).read_text()


def test_explain_lists_every_entry_as_the_contract_says(folder: Folder) -> None:
    """Other programs read this: every key, every entry, standard output nothing but JSON, no draft needed."""
    folder.ok("fetch", now=IN_REVIEW)
    done = folder.run("explain", "--jsonl", now=IN_REVIEW)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 6
    for row in rows:
        assert set(row) == {
            "guid",
            "url",
            "title",
            "source",
            "published",
            "score",
            "story",
            "chosen",
            "rank",
            "reasons",
        }
        assert isinstance(row["score"], float)
        assert row["story"]
        assert row["reasons"]
        assert row["chosen"] == (row["rank"] is not None)
    assert {row["guid"] for row in rows if not row["chosen"]} == {"morning-2", "evening-2"}


@pytest.mark.parametrize("where", [0, 1, 3])
def test_global_options_stand_before_and_after_the_command(folder: Folder, where: int) -> None:
    """Nobody remembers on which side."""
    args = ["explain", "--week", "2026-W47"]
    args[where:where] = ["--config", str(folder.path / "feeds.yaml"), "--quiet", "--now=2026-11-23T06:00:00Z"]
    command = [sys.executable, "-m", "digest", *args, "--jsonl"]
    done = subprocess.run(command, cwd="/", env=environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_draft_twice_is_the_same_draft(folder: Folder) -> None:
    """And a change in the configuration is a new version."""
    folder.ok("fetch", now=IN_REVIEW)
    first = json.loads(folder.ok("draft", "--json", now=IN_REVIEW))
    again = folder.run(
        "draft", "--json", now="2026-11-25T10:00:00Z", anew=True
    )  # strings have other hashes there
    assert json.loads(again.stdout) == first
    config = folder.path / "feeds.yaml"
    config.write_text(config.read_text() + "issue: {stories: 2}\n")
    second = json.loads(folder.ok("draft", "--json", now=IN_REVIEW))
    assert (second["version"], len(second["stories"])) == (2, 2)


def test_an_editor_pins_drops_and_takes_it_back(folder: Folder) -> None:
    """Each shows at once; a pin beats the floor, a drop takes all reports of the event."""
    folder.ok("fetch", now=IN_REVIEW)
    before = headlines(folder, now=IN_REVIEW)
    folder.ok("pin", "https://morning.example/2", now=IN_REVIEW)
    assert any("folding handset" in str(h) for h in headlines(folder, now=IN_REVIEW))
    folder.ok("pin", "--undo", "https://morning.example/2", now=IN_REVIEW)
    assert headlines(folder, now=IN_REVIEW) == before
    court = suit(stories(folder, now=IN_REVIEW))
    folder.ok("drop", court["story"], now=IN_REVIEW)
    assert headlines(folder, now=IN_REVIEW) == [h for h in before if h != court["headline"]]
    folder.ok("drop", "--undo", court["story"], now=IN_REVIEW)
    assert headlines(folder, now=IN_REVIEW) == before
    wrong = folder.run("drop", "99", now=IN_REVIEW)
    assert wrong.returncode == EXIT_FAILED
    assert "no such story" in wrong.stderr


def test_run_drafts_in_the_review_and_sends_at_the_slot(folder: Folder) -> None:
    """What cron does every quarter of an hour: each step once, and nothing in between."""
    folder.ok("subscribers", "add", "ada@reader.example")
    assert "draft 1 with 3 stories" in folder.ok("run", now=IN_REVIEW)
    outbox = folder.path / "outbox"
    assert not any("11-26" in path.name for path in outbox.glob("*"))
    assert "Nothing is due" in folder.ok("run", now="2026-11-25T09:00:00Z")
    assert "sent to 1" in folder.ok("run")
    assert "Nothing is due" in folder.ok("run", now="2026-11-26T09:00:00Z")
    assert len([path for path in outbox.glob("*") if "2026-11-26" in path.name]) == 1


def test_a_held_issue_waits_for_its_approval(folder: Folder) -> None:
    """Held over its slot it is late, not lost."""
    folder.ok("subscribers", "add", "ada@reader.example")
    folder.ok("run", now=IN_REVIEW)
    folder.ok("hold", now=IN_REVIEW)
    assert "held; `digest approve` sends it" in folder.ok("run")
    refused = folder.run("send", now="2026-11-26T08:30:00Z")
    assert refused.returncode == EXIT_FAILED
    assert "digest approve" in refused.stderr
    folder.ok("approve", now="2026-11-26T09:00:00Z")
    assert "sent to 1" in folder.ok("run", now="2026-11-26T09:01:00Z")


def test_a_skipped_slot_sends_nothing(folder: Folder) -> None:
    """And the slot after it is not touched by that."""
    folder.ok("run", now=IN_REVIEW)
    folder.ok("skip", now=IN_REVIEW)
    assert "Nothing is due" in folder.ok("run")
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26"))["slots"][0]
    assert state["state"] == "skipped"


def test_a_published_issue_does_not_change(folder: Folder) -> None:
    """Neither by an editor nor by a new template: readers have it."""
    folder.ok("run")
    before = (
        folder.ok("render", "--no-picture", "--slot", "2026-11-26", "--out", "one"),
        (folder.path / "one" / "issue.html").read_text(),
    )
    refused = folder.run("drop", "1", "--slot", "2026-11-26")
    assert refused.returncode == EXIT_FAILED
    assert "does not change any more" in refused.stderr
    (folder.path / "templates").mkdir()
    (folder.path / "templates" / "issue.txt").write_text("other")
    folder.ok("render", "--no-picture", "--slot", "2026-11-26", "--out", "two")
    assert (folder.path / "two" / "issue.html").read_text() == before[1]


def test_what_was_told_is_not_told_again_and_news_of_it_is_an_update(
    folder: Folder, server: FeedServer
) -> None:
    """The week after: a late report of the suit is out, the ruling in it is in, marked, with a link."""
    folder.ok("run")
    server.stories["evening"] += [
        (
            "Judge orders AI music generator Tunesmith to stop training on Northwind Records recordings",
            "A federal judge granted Northwind Records an injunction on Monday. Tunesmith must delete the model that it "
            "trained on the label's recordings within thirty days, and has said that it will appeal the ruling.",
        )
    ]
    next_week = "2026-12-03T08:00:00Z"
    rss = server.rss
    server.rss = lambda name: rss(name).replace(  # type: ignore[method-assign]  # the ruling came a week later
        b"<guid>evening-3</guid><pubDate>Sat, 21 Nov", b"<guid>evening-3</guid><pubDate>Sat, 28 Nov"
    )
    folder.ok("run", now=next_week)
    folder.ok("render", "--no-picture", "--slot", "2026-12-03", "--out", "out", now=next_week)
    [story] = json.loads((folder.path / "out" / "issue.json").read_text())["stories"]
    assert "injunction" in story["summary"]["text"] or "orders" in story["headline"]
    assert story["update_of"]["slot"] == "2026-11-26"
    assert story["update_of"]["url"] == "https://frame.example/issues/2026-11-26"


def test_one_feed_down_is_told_and_the_rest_goes_on(folder: Folder, server: FeedServer) -> None:
    """The account names it; `fetch` succeeds because another answered."""
    del server.stories["evening"]
    done = folder.run("fetch", now=IN_REVIEW)
    assert done.returncode == 0
    assert "The Evening Paper" in done.stdout
    assert "503" in done.stdout
    health = folder.run("feeds", "check", "--json", now=IN_REVIEW)
    assert health.returncode == EXIT_FAILED
    assert {row["title"]: row["health"][:7] for row in json.loads(health.stdout)} == {
        "The Morning Paper": "well",
        "The Evening Paper": "failing",
    }


def test_no_network_is_try_again_and_nothing_is_lost(folder: Folder, server: FeedServer) -> None:
    """Exit 75, the message says what to look at, what was read before stays, and later it works."""
    folder.ok("fetch", now=IN_REVIEW)
    server.down = True
    for command in ("fetch", "run"):
        done = folder.run(command)
        assert done.returncode == EXIT_TRY_AGAIN, done.stderr
        assert "none of the 2 feeds answered" in done.stderr
    assert len(stories(folder, now=IN_REVIEW)) == 3
    server.down = False
    folder.ok("run")


def test_unchanged_feeds_bring_nothing_new(folder: Folder) -> None:
    """A conditional request, a 304, no work."""
    folder.ok("fetch", now=IN_REVIEW)
    account = json.loads(folder.ok("fetch", "--json", now=IN_REVIEW))
    assert account["counts"]["feeds_unchanged"] == 2
    assert account["counts"]["entries_new"] == 0


def test_sending_mail_wants_a_site_and_a_postal_address(folder: Folder) -> None:
    """Before the first letter leaves, not after the first complaint."""
    config = folder.path / "feeds.yaml"
    text = config.read_text().replace('outlet: "file://outbox"', 'outlet: "smtp://127.0.0.1:9?tls=none"')
    for missing, key in (
        ('site: {url: "https://frame.example"}\n', "site.url"),
        (', address: "1 Example Street"', "newsletter.address"),
    ):
        config.write_text(text.replace(missing, "\n" if missing.endswith("\n") else ""))
        done = folder.run("run")
        assert done.returncode == EXIT_CONFIG
        assert f"{key}: missing" in done.stderr
        state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26"))["slots"][0]
        assert state["number"] is None  # a letter without it was not frozen for good


def test_send_test_touches_nothing(folder: Folder) -> None:
    """A look in one's own mailbox is no publishing."""
    folder.ok("fetch", now=IN_REVIEW)
    folder.ok("draft", now=IN_REVIEW)
    assert "accepted" in folder.ok("send", "--test", "me@reader.example", now=IN_REVIEW)
    [mail] = (folder.path / "outbox").glob("*.eml")
    assert message_from_bytes(mail.read_bytes(), policy=policy.default)["Subject"].startswith("[Test] ")
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26", now=IN_REVIEW))["slots"][0]
    assert (state["state"], state["number"]) == ("drafted", None)


def test_subscribers(folder: Folder) -> None:
    """A bad line is named and the rest goes in; who left is not brought back by an import."""
    (folder.path / "list.csv").write_text(
        "email,name\nada@reader.example,Ada\nnot an address,X\nBOB@reader.example,Bob\n"
    )
    done = folder.run("subscribers", "import", "list.csv")
    assert done.returncode == EXIT_FAILED
    assert "3" in done.stdout
    assert "not an address" in done.stdout
    folder.ok("subscribers", "remove", "ada@reader.example")
    folder.ok("subscribers", "add", "ada@reader.example", "bob@reader.example")
    rows = json.loads(folder.ok("subscribers", "list", "--json"))
    assert [(row["email"], row["status"]) for row in rows] == [
        ("ada@reader.example", "unsubscribed"),
        ("BOB@reader.example", "active"),
    ]


def test_feeds_add_finds_a_feed_and_touches_nothing_else(folder: Folder, server: FeedServer) -> None:
    """The comment of the editor stays, the new line is valid, and adding twice says so."""
    server.stories["night"] = [("Something", "Something happened.")]
    config = folder.path / "feeds.yaml"
    config.write_text(config.read_text() + "# my own words\n")
    assert "The Night Paper" in folder.ok("feeds", "add", f"{server.base}/night.xml", "--section", "music")
    assert "# my own words" in config.read_text()
    rows = json.loads(folder.ok("feeds", "list", "--json"))
    assert rows[-1] == {
        "title": "The Night Paper",
        "url": f"{server.base}/night.xml",
        "section": "music",
        "weight": 1.0,
    }
    again = folder.run("feeds", "add", f"{server.base}/night.xml")
    assert again.returncode == EXIT_FAILED
    assert "already" in again.stderr


def test_opml_out_and_in(folder: Folder, tmp_path: Path, server: FeedServer) -> None:
    """What one newsletter exports another imports."""
    folder.ok("feeds", "export", "--out", "feeds.opml")
    other = Folder(tmp_path / "other", "http://127.0.0.1:9")
    assert "2 feeds added" in other.ok("feeds", "import", str(folder.path / "feeds.opml"))
    urls = {row["url"] for row in json.loads(other.ok("feeds", "list", "--json"))}
    assert {f"{server.base}/evening.xml", f"{server.base}/morning.xml"} < urls
    assert "0 feeds added" in other.ok("feeds", "import", str(folder.path / "feeds.opml"))


def test_init_makes_a_newsletter_and_overwrites_nothing(folder: Folder, tmp_path: Path) -> None:
    """The scaffold passes its own check, and a second init is refused."""
    fresh = tmp_path / "fresh"
    folder.ok("init", str(fresh))
    assert (
        (fresh / "feeds.yaml").read_text().startswith("# yaml-language-server: $schema=./feeds.schema.json\n")
    )
    json.loads((fresh / "feeds.schema.json").read_text())
    done = folder.run("--config", str(fresh / "feeds.yaml"), "check", "--json")
    assert [f for f in json.loads(done.stdout) if f["severity"] == "error"] == []
    again = folder.run("init", str(fresh))
    assert again.returncode == EXIT_FAILED
    assert "is there already" in again.stderr


def test_check_finds_a_broken_template(folder: Folder) -> None:
    """Named with file and line, before it is ever needed."""
    (folder.path / "templates").mkdir()
    (folder.path / "templates" / "issue.mjml").write_text("<mjml>\n{{ nothing_of_that_name }}\n</mjml>")
    done = folder.run("check", "--json")
    assert done.returncode == EXIT_FAILED
    errors = [f for f in json.loads(done.stdout) if f["severity"] == "error"]
    assert any("issue.mjml" in f["message"] and "2" in f["message"] for f in errors)


def test_a_missing_template_loses_nothing(folder: Folder) -> None:
    """A user's template that includes one that is not there: told, nothing is published, mended it goes out."""
    (folder.path / "templates").mkdir()
    broken = folder.path / "templates" / "issue.mjml"
    broken.write_text('{% include "partials/not-here.mjml" %}')
    done = folder.run("run")
    assert done.returncode == EXIT_FAILED
    assert "not-here.mjml" in done.stderr
    broken.unlink()
    assert "sent to 0" in folder.ok("run")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["nonsense"], EXIT_USAGE, "nonsense"),
        (["draft", "--week", "2026-99"], EXIT_USAGE, "2026-W18"),
        (["draft", "--slot", "2026-11-27"], EXIT_USAGE, "no issue is due on 2026-11-27"),
        (["draft", "--slot", "soon"], EXIT_USAGE, "expected a date such as 2026-11-26"),
        (["--now", "9999-12-31", "draft"], EXIT_USAGE, "between 1995 and 2199"),
        (["preview", "--port", "99999"], EXIT_USAGE, "65535"),
        (["pin", "foo"], EXIT_FAILED, "expected the address of a page"),
        (["pin", "--undo", "https://a.example/"], EXIT_FAILED, "was not pinned"),
        (["send", "--resend-unknown"], EXIT_FAILED, "no published issue"),
        (["--now", "yesterday", "draft"], EXIT_USAGE, "expected a time"),
        (["--config", "nowhere.yaml", "draft"], EXIT_CONFIG, "digest init"),
        (["render", "--sample", "--no-picture", "--out", "feeds.yaml/sub"], EXIT_FAILED, "cannot be written"),
        (["send", "--slot", "2026-11-26"], EXIT_FAILED, "there is no draft"),
        (["explain", "no-such-story"], EXIT_FAILED, "no such story"),
        (["subscribers", "remove", "who@reader.example"], EXIT_FAILED, "not a subscriber"),
    ],
)
def test_a_mistake_is_told_without_a_traceback(folder: Folder, args: list[str], code: int, said: str) -> None:
    """What, and the mend, on standard error; the exit code for programs."""
    done = folder.run(*args)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def limited(folder: Folder, size: int, *args: str) -> subprocess.CompletedProcess[str]:
    """The command where no file can grow beyond `size` bytes: the kernel refuses the write, as on a full disk."""
    return subprocess.run(
        folder.command(*args),
        cwd=folder.path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_full_disk_while_a_file_is_written_keeps_the_old_one(tmp_path: Path) -> None:
    """A reader of the file never sees half of it, and nothing is left lying about."""
    path = tmp_path / "issue.html"
    path.write_text("the old one")
    code = f"import pathlib; from digest.app.files import write_text; write_text(pathlib.Path({str(path)!r}), 'x' * 5000)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert "issue.html: cannot be written" in done.stderr
    assert path.read_text() == "the old one"
    assert [p.name for p in tmp_path.iterdir()] == ["issue.html"]


@pytest.mark.parametrize("size", [0, 60_000, 150_000])
def test_a_full_disk_in_the_middle_of_a_run_loses_nothing(folder: Folder, size: int) -> None:
    """Wherever it hits, the message says so, and with room again everyone gets the issue once."""
    folder.ok("subscribers", "add", "ada@reader.example")
    done = limited(folder, size, "run")
    assert done.returncode in (EXIT_FAILED, EXIT_TRY_AGAIN)
    assert "Traceback" not in done.stderr
    assert "digest.db" in done.stderr
    folder.ok("run")
    assert len([path for path in (folder.path / "outbox").glob("*") if "2026-11-26" in path.name]) == 1


def test_send_goes_on_with_the_last_issue_and_does_not_publish_the_next(folder: Folder) -> None:
    """A crash left one unknown; the next issue is drafted already. "Send again what is unknown" means that one."""
    folder.ok("subscribers", "add", "ada@reader.example")
    folder.ok("run")
    _in_store(folder, "UPDATE delivery SET state = 'unknown'")
    later = "2026-11-27T08:00:00Z"
    folder.ok("draft", now=later)
    assert "1 accepted" in folder.ok("send", "--resend-unknown", now=later)
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-12-03", now=later))["slots"][0]
    assert state["number"] is None
    nothing = folder.run("send", "--resend-unknown", now=later)
    assert nothing.returncode == EXIT_FAILED
    assert "no published issue" in nothing.stderr


def test_a_letter_half_sent_is_finished_even_when_the_next_is_due(folder: Folder) -> None:
    """The machine was off for a week: nobody is forgotten."""
    folder.ok("subscribers", "add", "ada@reader.example", "bob@reader.example")
    folder.ok("run")
    _in_store(folder, "UPDATE delivery SET state = 'pending' WHERE subscriber_id = 2")
    _in_store(folder, "UPDATE slot SET state = 'published'")
    assert "1 pending" in folder.ok("status", now="2026-12-03T08:00:00Z")
    assert "2026-11-26: sent to 1" in folder.ok("run", now="2026-12-03T08:00:00Z")


def test_deferred_mail_is_try_again_until_it_is_with_everyone(folder: Folder) -> None:
    """75 as long as somebody waits, although there is nothing to do this minute; the account says so too."""
    folder.ok("subscribers", "add", "ada@reader.example")
    folder.ok("run")
    _in_store(folder, "UPDATE delivery SET state = 'deferred', retry_at = '2026-11-26 09:00:00.000000'")
    _in_store(folder, "UPDATE slot SET state = 'published'")
    waiting = folder.run("run", now="2026-11-26T08:30:00Z")
    assert waiting.returncode == EXIT_TRY_AGAIN
    assert "1 to be tried again later" in waiting.stdout
    assert "sent to 1" in folder.ok("run", now="2026-11-26T09:00:00Z")


def test_the_database_lies_where_the_configuration_does(folder: Folder, tmp_path: Path) -> None:
    """A relative DIGEST_DATABASE starts at feeds.yaml's folder: run from elsewhere it is the same store."""
    (folder.path / ".env").write_text("DIGEST_DATABASE=sqlite:///kept/mine.db\n")
    folder.ok("subscribers", "add", "ada@reader.example")
    command = [
        sys.executable,
        "-m",
        "digest",
        "--config",
        str(folder.path / "feeds.yaml"),
        "subscribers",
        "list",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )
    assert "ada@reader.example" in done.stdout
    assert (folder.path / "kept" / "mine.db").exists()


def _in_store(folder: Folder, statement: str) -> None:
    """What a crash would have left behind."""
    with sqlite3.connect(folder.path / "var" / "digest.db") as connection:
        connection.execute(statement)
    connection.close()


def test_an_older_letter_does_not_follow_a_newer_one(folder: Folder) -> None:
    """Sent early by hand: the slot before it, which never was, is not made up for afterwards."""
    now = "2026-11-24T08:00:00Z"
    folder.ok("fetch", now=now)
    folder.ok("draft", now=now)
    assert "sent before its week was over" in folder.ok("send", now=now)
    told = folder.ok("run", now=now)
    assert "Nothing is due. The issue of 2026-11-26 has gone out already." in told
    assert (
        json.loads(folder.ok("status", "--json", "--slot", "2026-11-19", now=now))["slots"][0]["number"]
        is None
    )


def test_check_finds_what_would_fail_later(folder: Folder) -> None:
    """A topic that is not known, a relay without its password: told now, not at the slot."""
    config = folder.path / "feeds.yaml"
    text = config.read_text().replace('"file://outbox"', '"smtp://me@mail.example:587"') + "topic: nope\n"
    config.write_text(text)
    done = folder.run("check", "--json")
    assert done.returncode == EXIT_FAILED
    errors = {f["rule"]: f["message"] for f in json.loads(done.stdout) if f["severity"] == "error"}
    assert "ai-and-media" in errors["config-topic"]
    assert "password" in errors["config-outlet"]


def test_a_closed_pipe_is_no_failure(folder: Folder) -> None:
    """`digest draft | head -1`: the reader had enough; the draft was made, and the account says so."""
    folder.ok("fetch", now=IN_REVIEW)
    command = " ".join(folder.command("draft", now=IN_REVIEW))
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 1; exit ${{PIPESTATUS[0]}}"],
        cwd=folder.path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
    runs = json.loads(folder.ok("status", "--json"))["runs"]
    assert (runs[0]["command"], runs[0]["outcome"]) == ("draft", "done")


@pytest.mark.parametrize("more", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_a_terminal_without_our_letters(folder: Folder, more: dict[str, str]) -> None:
    """Question marks are better than an end in the middle."""
    folder.ok("fetch", now=IN_REVIEW)
    done = folder.run("draft", now=IN_REVIEW, env=more)
    assert done.returncode == 0, done.stderr


def test_closed_streams(folder: Folder) -> None:
    """Started by something that closed them all."""
    command = " ".join(folder.command("status"))
    done = subprocess.run(
        ["bash", "-c", f"{command} <&- >&- 2>&-"], cwd=folder.path, env=environment(), check=False
    )
    assert done.returncode == 0


def test_who_leaves_before_the_letter_does_is_waited_for_by_nobody(folder: Folder) -> None:
    """Else `send` would go on with last week's issue for ever."""
    folder.ok("subscribers", "add", "ada@reader.example", "bob@reader.example")
    folder.ok("run")
    _in_store(folder, "UPDATE delivery SET state = 'pending' WHERE subscriber_id = 2")
    _in_store(folder, "UPDATE slot SET state = 'published' WHERE name = '2026-11-26'")
    folder.ok("subscribers", "remove", "bob@reader.example")
    folder.ok("run")
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26"))["slots"][0]
    assert (state["state"], state["deliveries"]) == ("done", {"accepted": 1, "refused": 1})
    assert "unsubscribed before" in state["troubled"][0]["detail"]


def test_feeds_are_read_while_an_issue_is_held(folder: Folder, server: FeedServer) -> None:
    """Short feeds forget; a held issue must not cost the next one its news."""
    folder.ok("run", now=IN_REVIEW)
    folder.ok("hold", now=IN_REVIEW)
    before = len(server.requests)
    folder.ok("run", now="2026-11-27T08:00:00Z")
    assert len(server.requests) == before + 2


def test_to_look_at_a_past_slot_does_not_send_it(folder: Folder) -> None:
    """Rendered out of curiosity on a Saturday: the first `serve` and the next `run` leave it alone."""
    saturday = "2026-11-28T08:00:00Z"
    folder.ok("fetch", now=saturday)
    folder.ok("render", "--no-picture", "--slot", "2026-11-26", "--out", "out", now=saturday)
    state = json.loads(folder.ok("status", "--json", "--slot", "2026-11-26", now=saturday))["slots"][0]
    assert state["state"] == "open"


def test_a_draft_refused_by_the_checks_is_made_anew_once_that_is_mended(folder: Folder) -> None:
    """Drafted without a site; the site is named before the slot: the letter goes out, with its unsubscribe page."""
    config = folder.path / "feeds.yaml"
    whole = config.read_text()
    config.write_text(whole.replace('site: {url: "https://frame.example"}\n', ""))
    folder.ok("subscribers", "add", "ada@reader.example")
    folder.ok("run", now=IN_REVIEW)
    config.write_text(whole)
    assert "sent to 1" in folder.ok("run")
    [mail] = (folder.path / "outbox").glob("2026-11-26*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert "https://frame.example/unsubscribe/" in message["List-Unsubscribe"]


def test_after_an_early_issue_the_next_one_is_prepared(folder: Folder) -> None:
    """`draft` means the issue that is still to come, not the one that has gone out."""
    now = "2026-11-24T08:00:00Z"
    folder.ok("fetch", now=now)
    folder.ok("draft", now=now)
    folder.ok("send", now=now)
    assert "of 2026-12-03" in folder.ok("draft", now=now)


def test_an_approval_that_comes_too_late_says_so(folder: Folder) -> None:
    """Held over a whole week: it will not go out by itself any more."""
    folder.ok("run", now=IN_REVIEW)
    folder.ok("hold", now=IN_REVIEW)
    late = folder.run("approve", "--slot", "2026-11-26", now="2026-12-03T09:00:00Z")
    assert late.returncode == EXIT_FAILED
    assert "digest send --slot 2026-11-26" in late.stderr
