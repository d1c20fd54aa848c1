"""`digest feeds` as editors use it: how feeds are doing, and the words that only an editor may say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from digest.app import show
from digest.errors import EXIT_FAILED
from digest.store import Store
from digest.types import FeedState
from tests.harness import IN_REVIEW, Folder
from tests.net.servers import Reply, Site, serve

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>https://{host}/</link>{items}
</channel></rss>"""


def rss(title: str, *, host: str, stories: int = 6) -> Reply:
    items = "".join(
        f"<item><title>Story {n}</title><link>https://{host}/{n}</link><guid>{title}-{n}</guid>"
        "<pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate><description>What happened.</description></item>"
        for n in range(stories)
    )
    return Reply(body=RSS.format(title=title, host=host, items=items).encode())


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.routes |= {
            "/morning.xml": rss("Morning", host="morning.example"),
            "/evening.xml": rss("Evening", host="evening.example"),
        }
        yield running


@pytest.fixture
def papers(tmp_path: Path, site: Site) -> Folder:
    return Folder(tmp_path / "letter", site.url)


def check(folder: Folder, *, care: bool) -> dict[str, dict[str, Any]]:
    done = folder.run("feeds", "check", "--json", now=IN_REVIEW)
    assert done.returncode == (EXIT_FAILED if care else 0), done.stderr
    return {row["title"]: row for row in json.loads(done.stdout)}


def test_feeds_that_are_well(papers: Folder) -> None:
    """0, and never read is no trouble."""
    assert check(papers, care=False)["The Morning Paper"]["signs"] == ["never read"]
    papers.ok("fetch", now=IN_REVIEW)
    assert {row["health"] for row in check(papers, care=False).values()} == {"well"}


def test_a_feed_that_is_gone_is_disabled_until_the_editor_says_so(papers: Folder, site: Site) -> None:
    """One request, then none; each account and `feeds check` say it; `enable` has it asked again."""
    site.routes["/evening.xml"] = Reply(410)
    papers.ok("fetch", now=IN_REVIEW)
    papers.ok("fetch", now=IN_REVIEW)
    assert site.paths.count("/evening.xml") == 1
    lines = json.loads(papers.ok("fetch", "--json", now=IN_REVIEW))["feeds"]
    assert [line["outcome"] for line in lines if line["title"] == "The Evening Paper"] == ["disabled"]
    url = f"{site.url}/evening.xml"
    row = check(papers, care=True)["The Evening Paper"]
    assert (row["signs"], f"digest feeds enable {url}" in row["mend"]) == (["disabled"], True)
    site.routes["/evening.xml"] = rss("Evening", host="evening.example")
    papers.ok("feeds", "enable", url)
    papers.ok("fetch", now=IN_REVIEW)
    assert check(papers, care=False)["The Evening Paper"]["health"] == "well"
    again = papers.run("feeds", "enable", url)
    assert (again.returncode, "not disabled" in again.stderr) == (EXIT_FAILED, True)


def test_the_first_410_says_that_it_was_the_last_question(papers: Folder, site: Site) -> None:
    """At once, not only in the next account; and who is enabled without ever having been read is not called well."""
    site.routes["/evening.xml"] = Reply(410)
    url = f"{site.url}/evening.xml"
    said = "The Evening Paper disabled, not asked any more: the publisher took it away for good (410)"
    assert f"feed: {said}" in papers.ok("fetch", now=IN_REVIEW)
    assert said not in papers.ok("fetch", now="2026-11-25T12:30:00Z")  # the feed's own line says it now
    papers.ok("feeds", "enable", url)
    assert check(papers, care=False)["The Evening Paper"]["signs"] == ["never read"]


def test_a_feed_that_was_not_read_yet_is_none_of_nobody_s(papers: Folder, site: Site) -> None:
    """It stands in feeds.yaml: the message says what is missing."""
    for command in ("accept", "enable"):
        done = papers.run("feeds", command, f"{site.url}/evening.xml")
        assert (done.returncode, "not read yet" in done.stderr) == (EXIT_FAILED, True)
        assert "`digest fetch` reads it" in done.stderr


def test_no_address_and_no_error_is_cut(papers: Folder, site: Site) -> None:
    """Below the table each stands in its line, so that it can be copied."""
    url = f"{site.url}/{'long-' * 40}feed.xml"
    file = papers.path / "feeds.yaml"
    file.write_text(file.read_text("utf-8") + f'  - url: "{url}"\n', "utf-8")
    assert "…" not in papers.ok("fetch", now=IN_REVIEW)
    assert "…" not in papers.ok("feeds", "list")
    shown = papers.run("feeds", "check", now=IN_REVIEW).stdout
    assert "…" not in shown
    assert f"{url}: failing, once since 2026-11-25: the server answered 404\n  `digest feeds add`" in shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_table_wraps_what_is_long(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every character is there, also of a word wider than its column, and no line is wider than the terminal."""
    monkeypatch.setattr(show, "PIPE_WIDTH", width)
    address = "https://a.example/" + "".join(f"{n:03}-" for n in range(60))
    show.table(["feed", "why", ">n"], [["Paper", address, 1]])
    said = capsys.readouterr().out
    column = "".join(
        line.split()[0 if n else 1] for n, line in enumerate(said.splitlines()[3:]) if line.strip()
    )
    assert column == address
    assert max(map(len, said.splitlines())) <= width


def test_one_feed_is_said_as_one(papers: Folder, site: Site) -> None:
    """In the account of runs, and of an import."""
    site.routes["/evening.xml"] = Reply(500)
    papers.ok("fetch", now=IN_REVIEW)
    assert "1 feed failed" in " ".join(papers.ok("status", now=IN_REVIEW).split())
    outlines = "".join(f'<outline xmlUrl="https://{n}.example/feed"/>' for n in "a")
    (papers.path / "one.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    assert "1 feed added" in papers.ok("feeds", "import", "one.opml")


def test_a_feed_that_moved_says_where(papers: Folder, site: Site) -> None:
    """After three answers it is read at its new address; that is told and needs no care."""
    site.routes["/new.xml"] = site.routes["/evening.xml"]
    site.routes["/evening.xml"] = Reply(301, headers={"Location": "/new.xml"})
    for _ in range(4):
        papers.ok("fetch", now=IN_REVIEW)
    assert site.paths.count("/evening.xml") == 3
    row = check(papers, care=False)["The Evening Paper"]
    assert (row["signs"], row["address"]) == (["moved"], f"{site.url}/new.xml")
    assert row["entries"] == 6


def test_two_feeds_with_the_same_pages_are_shown(papers: Folder, site: Site) -> None:
    """One publisher's two feeds: the later one of the list is called the duplicate."""
    site.routes["/evening.xml"] = rss("Evening", host="morning.example")
    papers.ok("fetch", now=IN_REVIEW)
    rows = check(papers, care=True)
    assert rows["The Evening Paper"]["health"] == "brings the same pages as The Morning Paper"
    assert rows["The Morning Paper"]["health"] == "well"


def test_a_quarantined_feed_waits_for_the_editor(papers: Folder, site: Site) -> None:
    """`accept` forgets the old face, and the next fetch keeps what the feed brings."""
    papers.ok("fetch", now=IN_REVIEW)
    url = f"{site.url}/evening.xml"
    now = datetime.fromisoformat(IN_REVIEW)
    with Store(f"sqlite:///{papers.path / 'var' / 'digest.db'}", "main") as store:
        store.feeds.keep(
            FeedState(url=url, title="x", quarantine="sold", quarantined_at=now, last_attempt=now)
        )
    row = check(papers, care=True)["The Evening Paper"]
    assert row["health"] == "quarantined since 2026-11-25: sold"
    assert f"digest feeds accept {url}" in row["mend"]
    papers.ok("feeds", "accept", url)
    papers.ok("fetch", now=IN_REVIEW)
    assert check(papers, care=False)["The Evening Paper"]["health"] == "well"
    for command in ("accept", "enable"):
        assert papers.run("feeds", command, url).returncode == EXIT_FAILED
        unknown = papers.run("feeds", command, "https://nobody.example/")
        assert (unknown.returncode, "no feed of" in unknown.stderr) == (EXIT_FAILED, True)


def test_a_feed_that_was_taken_over_is_quarantined(papers: Folder, site: Site) -> None:
    """Host, title and topic change together: nothing of it is kept, the account says so, and the old face ends it."""
    papers.ok("fetch", now=IN_REVIEW)
    honest = site.routes["/evening.xml"]
    spam = "".join(
        f"<item><title>Casino bonus {n}</title><link>https://spins.example/{n}</link><guid>s{n}</guid>"
        "<description>Slots, roulette and jackpots for gamblers.</description></item>"
        for n in range(6)
    )
    site.routes["/evening.xml"] = Reply(
        body=RSS.format(title="Lucky Spins", host="spins.example", items=spam).encode()
    )
    for _ in range(2):
        account = json.loads(papers.ok("fetch", "--json", now=IN_REVIEW))
        assert account["counts"]["feeds_quarantined"] == 1
        assert account["counts"]["entries_new"] == 0
    row = check(papers, care=True)["The Evening Paper"]
    assert (row["signs"], row["entries"]) == (["quarantined"], 6)
    site.routes["/evening.xml"] = honest
    papers.ok("fetch", now=IN_REVIEW)
    assert check(papers, care=False)["The Evening Paper"]["health"] == "well"
