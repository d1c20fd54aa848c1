"""Articles: which pages are asked for, what becomes of them, and the letter that is told from them."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from digest import articles
from digest.account import Account, Silent
from digest.articles import ENOUGH, due, wanting, with_article
from digest.errors import BudgetError, FeedError
from digest.feeds.pages import HOSTS_UNREACHED, Line, same_thing
from digest.net.box import Box
from digest.net.client import Client, Policy
from digest.store import Store
from digest.types import Article, Entry, Image
from tests.feeds.webpages import PARAGRAPHS, TITLE
from tests.feeds.webpages import article as page
from tests.harness import IN_REVIEW, STORIES, FeedServer, Folder
from tests.makers import NOW, entry, story
from tests.net.servers import Reply, Site, serve, speak

LONG = "A sentence that goes on for a while. " * 40
HTML = {"Content-Type": "text/html; charset=utf-8"}


def teaser(url: str = "https://paper.example/a", **changes: Any) -> Entry:
    return entry(TITLE, guid=url, url=url, text="The orchestra will play.", **changes)


def known(**changes: Any) -> Article:
    values: dict[str, Any] = {
        "url": "https://paper.example/a", "status": "ok", "fetched": NOW, "retry_at": NOW + timedelta(days=30),
        "title": TITLE, "text": "\n\n".join(PARAGRAPHS), "image": Image(url="https://paper.example/i.jpg"),
    }  # fmt: skip
    return Article(**values | changes)


# -- which ------------------------------------------------------------------------------------------


def test_leads_come_first_in_rank_order() -> None:
    """With a small number every story gets its lead before any gets a second report; no story gets a fourth."""
    stories = [
        story(*(teaser(f"https://paper.example/{rank}/{n}") for n in range(5)), id=str(rank)) for rank in "ab"
    ]
    order = [one.url.removeprefix("https://paper.example/") for one in wanting(stories)]
    assert order == ["a/0", "b/0", "a/1", "b/1", "a/2", "b/2"]


def test_a_page_in_two_feeds_is_asked_for_once() -> None:
    """Its place is the better one."""
    one, other = teaser(), teaser(feed_url="https://else.example/feed")
    assert wanting([story(one), story(other, teaser("https://paper.example/b"))]) == (
        one,
        teaser("https://paper.example/b"),
    )


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, True),
        ({"text": LONG}, False),
        ({"text": LONG + "And then …"}, True),
        ({"text": LONG + "And then [...]"}, True),
        ({"text": LONG + "Read more »"}, True),
        ({"text": LONG[: ENOUGH - 1]}, True),
        ({"url": "", "canonical_url": ""}, False),
        ({"url": "https://paper.example/report.PDF"}, False),
        ({"url": "https://cdn.example/episode.mp3?x=1"}, False),
        ({"url": "https://www.youtube.com/watch?v=1"}, False),
        ({"url": "https://notyoutube.com/watch"}, True),
        ({"url": "https://paper.example/mp3.html"}, True),
    ],
)
def test_only_where_the_feed_gives_a_teaser(changes: dict[str, str], asked: bool) -> None:
    """A whole text needs no page; a file or a video has none."""
    one = entry(TITLE, **{"text": "Short.", "url": "https://paper.example/a"} | changes)
    assert bool(wanting([story(one)])) is asked


def test_what_is_known_is_asked_again_in_its_time() -> None:
    """Never asked, or long enough ago; at most so many."""
    pages = [teaser(f"https://paper.example/{n}") for n in range(4)]
    fresh = known(url=pages[0].canonical_url)
    stale = known(url=pages[1].canonical_url, status="failed", retry_at=NOW)
    by_url = {one.url: one for one in (fresh, stale)}
    assert due(pages, by_url, now=NOW, most=40) == tuple(pages[1:])
    assert due(pages, by_url, now=NOW, most=1) == (pages[1],)
    assert due(pages, {}, now=NOW, most=0) == ()


# -- whether the text is taken ----------------------------------------------------------------------


def test_the_pages_text_and_picture_stand_in_for_the_feeds() -> None:
    """The entry's own picture stays."""
    own = Image(url="https://paper.example/own.jpg")
    told = with_article(teaser(), known())
    assert (told.text, told.image) == ("\n\n".join(PARAGRAPHS), Image(url="https://paper.example/i.jpg"))
    assert with_article(teaser(image=own), known()).image == own


@pytest.mark.parametrize(
    "article",
    [
        None,
        known(status="paywalled"),
        known(text="Short."),
        known(
            title="Before you continue", text="We and our 847 partners store cookies and use your data. " * 30
        ),
        known(title="Page not found", text="The page you are looking for is not here. Try the search. " * 30),
    ],
)
def test_the_feeds_own_text_stays(article: Article | None) -> None:
    """Without a page, with a shorter one, or with one that is about something else."""
    assert with_article(teaser(), article) == teaser()


@pytest.mark.parametrize(
    ("title", "text", "found", "same"),
    [
        ("Orchester spielt Sinfonie der Maschine", "", "Das Orchester hat die Sinfonie einer Maschine gespielt", True),
        ("Orchester spielt Sinfonie der Maschine", "", "Wir verwenden Cookies für Werbung und Statistik", False),
        ("交響楽団が機械の交響曲を演奏", "", "港市の交響楽団は機械が作曲した交響曲を演奏する", True),
        ("交響楽団が機械の交響曲を演奏", "", "クッキーの設定を選択してください", False),
        ("!!!", "The orchestra plays on.", "The orchestra plays until the morning", True),
        ("!!!", "", "The orchestra plays", False),
        (TITLE, "Quarterly revenue of the carmaker fell by twelve percent against analysts forecasts yesterday", TITLE, False),
    ],
)  # fmt: skip
def test_the_same_thing(title: str, text: str, found: str, same: bool) -> None:
    """In any script; a teaser of many words has a say too."""
    assert same_thing(entry(title, text=text), "", found) is same


# -- reading ----------------------------------------------------------------------------------------


def read(store: Store, box: Box, pages: list[Entry], **policy: Any) -> Account:
    account = Account()
    with Client(Policy(**{"allow_private": True, "deadline": 5} | policy)) as client:
        articles.read(pages, store, client, box, now=NOW, account=account, progress=Silent())
    return account


def kept(store: Store, *pages: Entry) -> list[Article | None]:
    found = store.articles.get(one.canonical_url for one in pages)
    return [found.get(one.canonical_url) for one in pages]


def html(text: str, **headers: str) -> Reply:
    return Reply(body=text.encode(), headers=HTML | headers)


def redirecting(to: str) -> Reply:
    return Reply(302, headers={"Location": to})


CASES: dict[str, tuple[Reply, str, timedelta]] = {
    "sound": (html(page()), "ok", timedelta(days=30)),
    "moved": (redirecting("/sound"), "ok", timedelta(days=30)),
    "gone": (Reply(404), "failed", timedelta(hours=6)),
    "busy": (Reply(503, headers={"Retry-After": "172800"}), "failed", timedelta(hours=48)),
    "forbidden": (Reply(403), "blocked", timedelta(hours=24)),
    "private": (html(page()), "blocked", timedelta(hours=24)),
    "around": (redirecting("/private"), "blocked", timedelta(hours=24)),
    "header": (html(page(), **{"X-Robots-Tag": "nosnippet"}), "blocked", timedelta(hours=24)),
    "paid": (Reply(402), "paywalled", timedelta(days=7)),
    "gate": (
        html(page(paragraphs=PARAGRAPHS[:1], more="<p>Subscribe to continue reading.</p>")),
        "paywalled",
        timedelta(days=7),
    ),
    "picture": (Reply(body=b"GIF89a", headers={"Content-Type": "image/gif"}), "not-html", timedelta(days=7)),
    "consent": (html(page(title="Before you go on", paragraphs=["We store cookies. " * 30])), "empty", timedelta(hours=24)),
    "bomb": (html("<html><body>" + "<div>" * 100_000), "failed", timedelta(hours=6)),
    "shell": (html("<html><body><script>" + "x" * 30_000 + "</script>"), "empty", timedelta(hours=24)),
}  # fmt: skip


def test_every_answer_becomes_an_outcome(store: Store, box: Box) -> None:
    """One bad page never stops the others; what became of each is kept with the time of the next try."""
    routes = {f"/{name}": reply for name, (reply, _, _) in CASES.items()}
    with serve({**routes, "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /private")}) as site:
        pages = [teaser(f"{site.url}/{name}") for name in CASES]
        account = read(store, box, pages)
        robots = store.articles.robots([site.url])
    found = {name: one for name, one in zip(CASES, kept(store, *pages), strict=True) if one}
    assert {name: one.status for name, one in found.items()} == {
        name: case[1] for name, case in CASES.items()
    }
    assert {name: one.retry_at - NOW for name, one in found.items()} == {
        n: case[2] for n, case in CASES.items()
    }
    assert found["moved"].final_url == f"{site.url}/sound"
    assert found["sound"].text == "\n\n".join(PARAGRAPHS)
    assert all(one.detail for one in found.values() if one.status != "ok")
    assert account.counts == {"articles_read": 2, "articles_blocked": 6, "articles_failed": 6}
    deep, empty = sorted(account.warnings, key=len)
    assert deep == f"{site.url}/bomb: the page is nested too deeply to be read"
    assert empty.startswith(f"{site.url}/shell: no text in a page of 29 KB; the feed's own text is used")
    assert site.paths.count("/robots.txt") == 1
    assert "/private" not in site.paths  # not even where `around` led
    assert robots[site.url].body.startswith("User-agent")


def test_a_page_that_robots_forbid_is_not_asked_for(store: Store, box: Box) -> None:
    """Not even to look."""
    with serve({"/robots.txt": Reply(body=b"User-agent: digest\nDisallow: /"), "/a": html(page())}) as site:
        read(store, box, [teaser(f"{site.url}/a")])
        assert site.paths == ["/robots.txt"]


@pytest.mark.parametrize(("rules", "asked"), [(b"Disallow: /", False), (b"Allow: /", True)])
def test_a_redirect_leads_to_a_page_only_as_its_robots_let_it(
    store: Store, box: Box, rules: bytes, asked: bool
) -> None:
    """Another site's page: its robots.txt is read first, and the page not at all when that forbids it."""
    there_routes: dict[str, Any] = {"/robots.txt": Reply(body=b"User-agent: *\n" + rules), "/a": html(page())}
    with serve(there_routes, host="127.0.0.2") as there, serve() as here:
        here.routes |= {"/robots.txt": Reply(404), "/x": redirecting(f"{there.url}/a")}
        one = teaser(f"{here.url}/x")
        read(store, box, [one])
        assert there.paths == ["/robots.txt", "/a"][: 1 + asked]
    (article,) = kept(store, one)
    assert article
    assert article.status == ("ok" if asked else "blocked")
    assert asked or f"{there.url}/a: the site's robots.txt asks not to" in article.detail


def test_a_redirect_keeps_the_crawl_delay_of_where_it_leads(store: Store, box: Box) -> None:
    """Two sites send us to one, which wants to be asked slowly."""
    with serve({"/robots.txt": Reply(body=b"User-agent: *\nCrawl-delay: 0.5")}, host="127.0.0.2") as there:
        times: list[float] = []
        timed(there, "a", times)
        timed(there, "b", times)
        moved = {f"/{name}": redirecting(f"{there.url}/{name}") for name in "ab"}
        with serve({"/robots.txt": Reply(404), **moved}) as here:
            read(store, box, [teaser(f"{here.url}/{name}") for name in "ab"])
    assert times[1] - times[0] > 0.45


def test_a_site_in_trouble_is_left_alone(store: Store, box: Box) -> None:
    """A robots.txt that cannot be read forbids for the moment, and is tried again after six hours."""
    with serve({"/robots.txt": Reply(500), "/a": html(page())}) as site:
        one = teaser(f"{site.url}/a")
        read(store, box, [one])
        assert site.paths == ["/robots.txt"]
    (article,) = kept(store, one)
    assert article
    assert (article.status, article.retry_at) == ("failed", NOW + timedelta(hours=6))


def test_a_crawl_delay_is_kept(store: Store, box: Box) -> None:
    """Between two pages of a site; other sites are not held up by it."""
    delay = b"User-agent: *\nCrawl-delay: 0.5"
    with serve({"/robots.txt": Reply(body=delay), "/a": html(page()), "/b": html(page())}) as site:
        times: list[float] = []
        pages = [timed(site, name, times) for name in ("a", "b")]
        read(store, box, pages)
    assert times[1] - times[0] > 0.45


def timed(site: Site, name: str, times: list[float]) -> Entry:
    def answer(_: object) -> Reply:
        times.append(time.monotonic())
        return html(page())

    site.routes[f"/{name}"] = answer
    return teaser(f"{site.url}/{name}")


def test_without_a_network_it_stops_and_remembers_nothing(store: Store, box: Box) -> None:
    """The first hosts give no answer, so the others are not tried, and all are asked at the next run."""
    with serve() as site:
        port = site.url.rsplit(":", 1)[1]  # nobody listens there any more
    pages = [teaser(f"http://127.0.1.{n}:{port}/a") for n in range(60)]
    account = read(store, box, pages)
    assert kept(store, *pages) == [None] * 60
    assert account.counts["articles_read"] == account.counts["articles_failed"] == 0
    assert [w for w in account.warnings if f"none of the first {HOSTS_UNREACHED} sites" in w]


def test_what_the_guard_refuses_says_nothing_of_the_network() -> None:
    """Many links to inner addresses, straight or by a redirect: the pages after them are asked for all the same."""
    with serve({"/": Reply(body=b"x")}) as site, Client(Policy(allow_private=("127.0.0.0/8",))) as client:
        line = Line(client)
        for n in range(2 * HOSTS_UNREACHED):
            with pytest.raises(FeedError, match="is not dialled"):
                line.get(f"http://10.0.0.{n}/")
            with pytest.raises(FeedError, match="expected an http"):
                line.get(f"gopher://{n}.example/")
        assert (line.dead, line.reached) == (False, False)
        assert line.get(f"{site.url}/").body == b"x"


def test_a_server_that_answers_nonsense_was_reached() -> None:
    """So is one with a bad certificate, or that only redirects; and nobody is when nobody listens."""
    with (
        speak(b"SSH-2.0-OpenSSH_9.2p1\r\n") as server,
        Client(Policy(allow_private=True, deadline=5)) as client,
    ):
        away = {"/": redirecting("http://nowhere.invalid/")}
        with serve(away) as site:  # type: ignore[arg-type]
            for url in (server.url, server.url.replace("http:", "https:"), f"{site.url}/"):
                line = Line(client)
                with pytest.raises(FeedError):
                    line.get(url)
                assert line.reached
        line, port = Line(client), site.url.rsplit(":", 1)[1]
        for n in range(1, HOSTS_UNREACHED):
            with pytest.raises(FeedError, match="no answer"):
                line.get(f"http://127.0.1.{n}:{port}/")
        assert not line.dead
        with pytest.raises(FeedError, match="no such host"):
            line.get("http://nowhere.invalid/")
        assert (line.dead, line.reached) == (True, False)
        with pytest.raises(BudgetError, match="no network"):
            line.get(server.url)


def test_one_dead_site_among_living_ones_is_its_own_affair(store: Store, box: Box) -> None:
    """It is remembered as failed."""
    with serve() as gone:
        pass
    with serve({"/robots.txt": Reply(404), "/a": html(page())}) as site:
        pages = [teaser(f"{site.url}/a"), teaser(f"{gone.url}/a")]
        account = read(store, box, pages)
    assert [one and one.status for one in kept(store, *pages)] == ["ok", "failed"]
    assert account.warnings == []


def test_what_there_is_no_time_for_is_left_to_the_next_run(store: Store, box: Box) -> None:
    """The letter does not wait; the account says how many."""
    with serve({"/robots.txt": Reply(404), "/a": html(page())}) as site:
        pages = [teaser(f"{site.url}/a")]
        account = read(store, box, pages, budget=0.0)
        assert kept(store, *pages) == [None]
        assert account.warnings == [
            "articles: 1 pages were left for lack of time; the feeds' own texts are used"
        ]


def test_a_run_that_is_stopped_keeps_what_it_read(store: Store, box: Box) -> None:
    """Ctrl-C while a slow page comes: the quick one before it is not asked for again, and no thread is waited for long."""

    class Stopped(Silent):
        def step(self, name: str, total: int) -> Any:
            @contextmanager
            def once() -> Iterator[Any]:
                def advance(done: int = 1) -> None:
                    raise KeyboardInterrupt

                yield advance

            return once()

    release = threading.Event()

    def slow(_: object) -> Reply:
        release.wait(60)
        return html(page())

    routes: dict[str, Any] = {"/robots.txt": Reply(404), "/a": html(page()), "/b": slow}
    begun = time.monotonic()
    with serve(routes) as site, Client(Policy(allow_private=True, deadline=60)) as client:
        pages = [teaser(f"{site.url}/a"), teaser(f"{site.url}/b")]
        with pytest.raises(KeyboardInterrupt):
            articles.read(pages, store, client, box, now=NOW, account=Account(), progress=Stopped())
        assert time.monotonic() - begun < 30  # half of the deadline, which nobody waited for
        release.set()
    (first, second) = kept(store, *pages)
    assert first
    assert first.status == "ok"
    assert second is None


# -- the whole week ---------------------------------------------------------------------------------

LAWSUIT = [
    "Northwind Records, a record label, filed a copyright suit on Friday in Harbour City against Tunesmith, the maker "
    "of an AI music generator with nine million users.",
    "The complaint says that 41,000 of the label's recordings were used to train the generative model without a "
    "licence, and asks the court for 300 million dollars in damages.",
    "Tunesmith said in a statement that training on music is fair use and that it will contest the suit.",
    "A first hearing is planned for March, the court's clerk said, and the musicians' union wants to be heard.",
]


@pytest.fixture
def week(tmp_path: Path) -> Iterator[tuple[Folder, FeedServer]]:
    """Served feeds with teasers, and their pages: one sound, one forbidden, one paid, one poisoned."""
    with FeedServer() as server:
        rows = [(title, f"{text.split('. ')[0]}.") for title, text in STORIES["morning"]]
        server.stories["morning"] = rows
        server.pages = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /evening/0"),
            "/morning/0": (200, "text/html", page(title=rows[0][0], paragraphs=LAWSUIT).encode()),
            "/morning/1": (200, "text/html", b"<html><body>" + b"<div>" * 100_000),
            "/evening/0": (
                200,
                "text/html",
                page(title=STORIES["evening"][0][0], paragraphs=LAWSUIT).encode(),
            ),
            "/evening/1": (
                200,
                "text/html",
                page(
                    title=STORIES["evening"][1][0],
                    head='<meta property="article:content_tier" content="locked">',
                ).encode(),
            ),
        }
        folder = Folder(tmp_path / "letter", server.base)
        config = folder.path / "feeds.yaml"
        config.write_text(config.read_text("utf-8").replace("articles: 0", "articles: 40"), "utf-8")
        yield folder, server


def told(folder: Folder) -> dict[str, dict[str, Any]]:
    """The draft's stories by the last two parts of their lead's address."""
    stories = json.loads(folder.ok("draft", "--json", now=IN_REVIEW))["stories"]
    return {"/".join(story["lead"]["url"].rsplit("/", 2)[1:]): story for story in stories}


def test_the_letter_is_told_from_the_pages(week: tuple[Folder, FeedServer]) -> None:
    """Evidence is in the page's text, and what cannot be used falls back to the feed's; all over real HTTP."""
    folder, server = week
    folder.ok("fetch", now=IN_REVIEW)
    stories = told(folder)
    lawsuit = next(story for story in stories.values() if len(story["reports"]) == 2)
    facts = [
        s
        for s in lawsuit["summary"]["sentences"]
        if re.search("41,000|300 million|nine million|first hearing", s["text"])
    ]
    assert facts, lawsuit["summary"]["text"]
    texts = {*LAWSUIT, *(text for rows in server.stories.values() for _, text in rows)}
    for one in stories.values():
        for sentence in one["summary"]["sentences"]:
            assert sentence["evidence"]
            assert any(sentence["evidence"] in text for text in texts)
    assert all(any(fact["evidence"] in text for text in LAWSUIT) for fact in facts)
    assert "novelists" in stories["evening/1"]["summary"]["text"]
    assert "Harbour Film Festival" in stories["morning/1"]["summary"]["text"]
    assert "/evening/0" not in server.requests
    (account,) = accounts(folder)
    counts = {name: account["counts"][f"articles_{name}"] for name in ("read", "cached", "blocked", "failed")}
    assert counts == {"read": 1, "cached": 0, "blocked": 2, "failed": 1}
    assert account["warnings"] == [f"{server.base}/morning/1: the page is nested too deeply to be read"]


def accounts(folder: Folder) -> list[dict[str, Any]]:
    """The accounts of drafts that read pages, as the store keeps them."""
    with closing(sqlite3.connect(folder.path / "var" / "digest.db")) as database:
        rows = database.execute("SELECT account FROM run ORDER BY id").fetchall()
    return [account for (text,) in rows if "articles_read" in (account := json.loads(text))["counts"]]


def test_the_same_draft_comes_back_without_the_network(week: tuple[Folder, FeedServer]) -> None:
    """A second draft asks nobody for anything, and shows the same evidence."""
    folder, server = week
    folder.ok("fetch", now=IN_REVIEW)
    first = json.loads(folder.ok("draft", "--json", now=IN_REVIEW))
    asked = len(server.requests)
    assert asked > 4
    server.down = True
    assert json.loads(folder.ok("draft", "--json", now=IN_REVIEW)) == first
    assert len(server.requests) == asked
    folder.ok("render", "--no-picture", "--out", "out", now=IN_REVIEW)
    issue = json.loads((folder.path / "out" / "issue.json").read_text("utf-8"))
    assert [story["summary"] for story in issue["stories"]] == [
        story["summary"] for story in first["stories"]
    ]


def test_nothing_is_asked_for_when_the_editor_wants_none(week: tuple[Folder, FeedServer]) -> None:
    """`fetch.articles: 0`."""
    folder, server = week
    config = folder.path / "feeds.yaml"
    config.write_text(config.read_text("utf-8").replace("articles: 40", "articles: 0"), "utf-8")
    folder.ok("fetch", now=IN_REVIEW)
    folder.ok("draft", now=IN_REVIEW)
    assert sorted(server.requests) == ["/evening.xml", "/morning.xml"]
