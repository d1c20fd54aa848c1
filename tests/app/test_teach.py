"""Teaching by example: by command, by pin and drop, by an address in feeds.yaml; and what it changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer

from digest.app.build import Common
from digest.app.cli import app
from digest.config import parse
from digest.errors import ConfigError, DigestError
from digest.pipeline import Digest
from tests.feeds.webpages import article as page
from tests.harness import AT_SLOT, IN_REVIEW, FeedServer, Folder
from tests.makers import NOW

PHONE = "https://morning.example/2"
HANDSET = "Phone maker cuts the price of its folding handset"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    """A newsletter whose feeds were read."""
    with FeedServer() as server:
        folder = Folder(tmp_path_factory.mktemp("once") / "letter", server.base)
        folder.ok("--quiet", "fetch", now=IN_REVIEW)
        yield folder


@pytest.fixture
def read(once: Folder, tmp_path: Path) -> Folder:
    """A copy of it for each test: the database is the same."""
    return once.copy(tmp_path / "letter")


def call(folder: Folder, *args: str, now: str = IN_REVIEW) -> None:
    """The command, in this process: a process of its own would cost more than what is tested."""
    app(["--config", str(folder.path / "feeds.yaml"), "--now", now, *args], standalone_mode=False)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command prints as JSON."""

    def run(folder: Folder, *args: str) -> Any:
        capsys.readouterr()
        call(folder, *args)
        out = capsys.readouterr().out
        return json.loads(out) if "--jsonl" not in args else [json.loads(line) for line in out.splitlines()]

    return run


@contextmanager
def opened(folder: Folder) -> Iterator[Digest]:
    with Common(config=folder.path / "feeds.yaml", now=NOW).open() as digest:
        yield digest


def taught(folder: Folder) -> list[tuple[str, str, str]]:
    with opened(folder) as digest:
        topic = digest.topic()
        return [(one.title, one.by, "like") for one in topic.taught_like] + [
            (one.title, one.by, "unlike") for one in topic.taught_unlike
        ]


def test_a_known_page_is_taught_with_its_words(read: Folder, told: Any) -> None:
    """As much as an entry is judged by; in the topic at once, once, and under its number out again."""
    first = told(read, "teach", "--like", f"{PHONE}?utm_source=x", "--json")["changes"]
    assert [(c["title"], c["sign"], c["changed"]) for c in first] == [(HANDSET, "like", True)]
    assert not told(read, "teach", "--like", PHONE, "--json")["changes"][0]["changed"]
    with opened(read) as digest:
        [example] = digest.topic().taught_like
    assert (example.title, example.text, example.url) == (
        HANDSET,
        "The handset now costs a fifth less in most shops.",
        PHONE,
    )
    call(read, "teach", "--forget", str(first[0]["id"]))
    assert taught(read) == []


def test_a_title_a_story_and_an_entry_are_taught(read: Folder, told: Any) -> None:
    """Whatever the editor has at hand: words, the rank or id in the draft, an id from the cutting-room floor."""
    draft = told(read, "draft", "--json")
    entry = draft["stories"][1]["lead"]["entry"]
    with opened(read) as digest:
        left = next(
            v for v in digest.choose(digest.slot(name="2026-11-26")).verdicts if v.entry.title == HANDSET
        )
    asked = ["--like", "A song  of one's own", "--like", "1", "--unlike", left.story, "--like", entry]
    call(read, "teach", *asked)
    headlines = [draft["stories"][0]["lead"]["title"], draft["stories"][1]["lead"]["title"]]
    assert [title for title, _, sign in taught(read) if sign == "like"] == ["A song of one's own", *headlines]
    assert (HANDSET, "teach", "unlike") in taught(read)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--like", "https://127.0.0.1:9/x"], "cannot be read"),
        (["--like", "ftp://a.example/x"], "expected the address of a page"),
        (["--like", "deadbeef"], "no such story or entry"),
        (["--like", "0123456789abcdef"], "no such story or entry"),
        (["--like", "99"], "no such story"),
        (["--like", "x"], "expected an address, a story"),
        (["--unlike", "deadbee"], "neither a title nor the id"),
        (["--unlike", "DEADBEEF0"], "neither a title nor the id"),
        (["--like", "20261126"], "no such story or entry"),
        (["--like", "example.org/2026/a-story"], "an address begins with https://"),
        (["--like", "www.example.org"], "an address begins with https://"),
        (["--forget", "7"], "no such lesson"),
        (["--like", "A good title", "--like", "deadbeef"], "no such story"),
    ],
)
def test_what_cannot_be_taught_is_told_and_nothing_is_kept(read: Folder, args: list[str], said: str) -> None:
    """All or nothing: half of a command that failed is not guessed at."""
    with pytest.raises(DigestError, match=said):
        call(read, "teach", *args)
    assert taught(read) == []


def test_teach_without_anything_says_what_is_expected(folder: Folder) -> None:
    """A usage error, not silence."""
    with pytest.raises(typer.BadParameter, match="--like"):
        call(folder, "teach")


def test_a_dry_run_shows_what_would_change_and_keeps_nothing(read: Folder, told: Any) -> None:
    """Before and after by relevance; what was shown is what is there once it is taught."""
    trial = told(read, "teach", "--like", PHONE, "--dry-run", "--json")
    assert not trial["kept"]
    assert taught(read) == []
    done = told(read, "teach", "--like", PHONE, "--diff", "--json")
    assert done["difference"] == trial["difference"]
    rows = told(read, "explain", "--diff", "--jsonl")
    assert rows == [*trial["difference"]["stories"], *trial["difference"]["moved"]]
    again = told(read, "teach", "--like", PHONE, "--diff", "--json")["difference"]
    assert again["overlap"] == 1
    assert again["moved"] == []


def test_what_was_taught_moves_scores_and_makes_a_new_draft(read: Folder, told: Any) -> None:
    """A story like it is nearer, one unlike it farther; a lesson taken back gives the old scores back."""

    def scores() -> dict[str, float]:
        return {row["guid"]: row["score"] for row in told(read, "explain", "--jsonl")}

    version, before = told(read, "draft", "--json")["version"], scores()
    call(read, "teach", "--like", PHONE, "--unlike", "https://morning.example/1")
    after = scores()
    assert after["morning-2"] > before["morning-2"]
    assert after["morning-1"] < before["morning-1"]
    assert told(read, "draft", "--json")["version"] == version + 1
    rows = told(read, "explain", "--against", "lesson", "--jsonl")
    assert all(row["change"] in ("kept", "new", "gone", "left") for row in rows)
    assert told(read, "explain", "--against", "draft", "--jsonl")[0]["change"] == "kept"
    call(read, "teach", "--forget", "1", "--forget", "2")
    assert scores() == before


def test_a_pin_below_the_floor_teaches_until_it_is_taken_back(read: Folder) -> None:
    """The topic alone kept it out, so the topic is wrong; pinning what is on topic teaches nothing."""
    call(read, "pin", PHONE)
    assert taught(read) == [(HANDSET, "pin", "like")]
    call(read, "pin", PHONE)
    call(read, "pin", "https://morning.example/1")
    call(read, "pin", "https://nowhere.example/1")
    assert taught(read) == [(HANDSET, "pin", "like")]
    call(read, "pin", "--undo", PHONE)
    assert taught(read) == []
    call(read, "pin", "--no-teach", PHONE)
    assert taught(read) == []


def test_a_drop_teaches_only_when_it_says_so(read: Folder, told: Any) -> None:
    """Dropped for room or taste it is no lesson; as off topic it is one, until the drop is taken back."""
    story = told(read, "draft", "--json")["stories"][0]
    call(read, "drop", "1")
    assert taught(read) == []
    call(read, "drop", "--undo", story["story"])
    call(read, "drop", "--off-topic", story["story"])
    assert taught(read) == [(story["lead"]["title"], "drop", "unlike")]
    call(read, "drop", "--undo", story["story"])
    assert taught(read) == []


def test_lessons_are_listed_and_those_of_another_topic_named(
    read: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """What counts, what is overruled, and what a renamed topic has left behind."""
    call(read, "pin", PHONE)
    call(read, "teach", "--unlike", PHONE)
    capsys.readouterr()
    call(read, "teach", "--list")
    out = capsys.readouterr().out
    assert "(like)" in out
    assert "pin 2026-11-26" in out
    config = read.path / "feeds.yaml"
    config.write_text(config.read_text() + "topic: {name: Other, describe: Something else.}\n")
    call(read, "teach", "--list")
    out = capsys.readouterr().out
    assert "Nothing was taught of 'Other'" in out
    assert "2 of another topic, 'ai-and-media'" in out


def test_a_story_taught_as_unlike_leaves_the_issue(read: Folder, told: Any) -> None:
    """All reports of it, by one lesson; forgotten, it is back."""
    story = told(read, "draft", "--json")["stories"][0]
    assert len(story["reports"]) == 2
    lesson = told(read, "teach", "--unlike", story["story"], "--diff", "--json")
    assert [s["headline"] for s in lesson["difference"]["stories"] if s["change"] == "gone"] == [
        story["headline"]
    ]
    pages = {report["title"] for report in story["reports"]}
    assert not pages & {s["lead"]["title"] for s in told(read, "draft", "--json")["stories"]}
    call(read, "teach", "--forget", str(lesson["changes"][0]["id"]))
    assert told(read, "draft", "--json")["stories"][0]["headline"] == story["headline"]


def test_a_dry_run_says_what_is_known_already(read: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """It would not be taught again."""
    call(read, "teach", "--like", PHONE)
    capsys.readouterr()
    call(read, "teach", "--like", PHONE, "--dry-run")
    assert "Known already, like" in capsys.readouterr().out
    call(read, "teach", "--unlike", PHONE, "--dry-run")
    assert "Would be taught, unlike" in capsys.readouterr().out


def test_quiet_shows_what_was_asked_for_and_nothing_else(
    read: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list is the answer; that something was done is not."""
    capsys.readouterr()
    call(read, "--quiet", "teach", "--like", PHONE)
    call(read, "--quiet", "pin", PHONE)
    call(read, "--quiet", "pin", "https://nowhere.example/1")
    call(read, "--quiet", "drop", "--off-topic", "1")
    assert capsys.readouterr().out == ""
    call(read, "--quiet", "teach", "--list")
    assert HANDSET in capsys.readouterr().out


def test_a_drop_is_undone_by_the_id_that_it_printed(
    folder: Folder, server: FeedServer, told: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though a looser look takes the story and its neighbour for one event; the neighbour was never out."""
    server.stories["morning"] += [
        (
            "Lakeside film festival bans films made with generative AI",
            "The Lakeside festival refuses entries whose pictures were generated by AI, its board says.",
        )
    ]
    server.stories["evening"] += [
        (
            "Whale picture made with AI divides Lakeside",
            "Some viewers left the hall, others gave it their applause at the festival.",
        )
    ]
    call(folder, "--quiet", "fetch")
    before = {s["headline"]: s["story"] for s in told(folder, "draft", "--json")["stories"]}
    [story] = [before[title] for title in before if title.startswith("Lakeside")]
    call(folder, "drop", story)
    assert f"digest drop --undo {story}" in capsys.readouterr().out
    dropped = {s["headline"] for s in told(folder, "draft", "--json")["stories"]}
    assert set(before) - dropped == {title for title in before if before[title] == story}
    call(folder, "drop", "--undo", story)
    assert {s["headline"] for s in told(folder, "draft", "--json")["stories"]} == set(before)


# -- addresses --------------------------------------------------------------------------------------


def test_a_page_that_no_feed_brought_is_read_once(folder: Folder, server: FeedServer) -> None:
    """Its title and text are kept: the second time, and offline, nobody is asked."""
    server.pages["/a"] = (200, "text/html", page().encode())
    call(folder, "teach", "--like", f"{server.base}/a")
    [(title, _, _)] = taught(folder)
    assert title
    asked = len(server.requests)
    server.pages.clear()
    call(folder, "teach", "--unlike", f"{server.base}/a")
    assert taught(folder) == [(title, "teach", "unlike")]
    assert len(server.requests) == asked


def test_an_address_in_the_configuration_becomes_its_story(folder: Folder, server: FeedServer) -> None:
    """Read once, kept, and there without network."""
    server.pages["/a"] = (200, "text/html", page().encode())
    topic(
        folder.path, f"like: ['{server.base}/a', A plain title, {{url: '{server.base}/none', title: Mine}}]"
    )
    for _ in range(2):
        with opened(folder) as digest:
            first, *others = digest.topic().like
            assert len(first.text) > 100
            assert [one.title for one in others] == ["A plain title", "Mine"]
            assert digest.account.warnings == []
        server.pages.clear()
    assert server.requests.count("/a") == 1


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("{text: some words}", "topic.like[0]: expected a `title`, or a `url` whose page has one"),
        ("{url: htp://x}", "topic.like[0].url: expected http(s) address, got 'htp://x'"),
        ("ab", "topic.like[0].title: expected"),
        ("{title: Good, link: x}", "topic.like[0].link: unknown key; known here: title, text, url"),
    ],
)
def test_an_example_that_says_nothing_is_named_with_its_line(example: str, said: str) -> None:
    """Before anything is read or asked for."""
    text = f"feeds: [{{url: 'https://a.example/feed'}}]\ntopic:\n  name: Mine\n  like:\n    - {example}\n"
    with pytest.raises(ConfigError) as caught:
        parse(text, Path("feeds.yaml"))
    assert f"feeds.yaml:5: {said}" in str(caught.value)


def test_an_address_that_cannot_be_read_is_a_warning_with_its_line(
    folder: Folder, server: FeedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The letter is made all the same; the site is asked once, and again by a later run."""
    server.pages["/b"] = (404, "text/plain", b"not here")
    topic(folder.path, f"like:\n    - A plain title\n    - {server.base}/gone")
    with opened(folder) as digest:
        for _ in range(2):
            assert [one.title for one in digest.topic().like] == ["A plain title"]
        [warning] = digest.account.warnings
    assert warning.startswith("feeds.yaml:13: topic.like[1]: http://127.0.0.1")
    assert "answered 404" in warning
    with opened(folder) as digest:
        digest.topic()
        assert len(digest.account.warnings) == 1
    assert server.requests.count("/gone") == 1
    capsys.readouterr()
    call(folder, "check", "--json", now=AT_SLOT)
    findings = json.loads(capsys.readouterr().out)
    assert [f["place"] for f in findings if f["rule"] == "config-example"] == ["feeds.yaml:13"]


def topic(folder: Path, likes: str) -> None:
    config = folder / "feeds.yaml"
    config.write_text(config.read_text() + f"topic:\n  name: Mine\n  {likes}\n")
