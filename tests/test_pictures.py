"""Publishers' pictures: asked for as politely as pages, kept with the draft, and never in the letter's way."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from digest import dressing
from digest.account import Account, Silent
from digest.config import load
from digest.feeds.pictures import Asker, unwanted
from digest.letter.pictures import with_pictures
from digest.net.box import Box
from digest.net.client import Client, Policy
from digest.store import Store
from digest.types import Image, ImageFile, Issue, Letter
from tests.deliver.relay import Relay, running
from tests.harness import AT_SLOT, IN_REVIEW, FeedServer, Folder
from tests.letter.imagefiles import claimed, jpeg, png
from tests.makers import NOW, SLOT, entry, issue, item
from tests.net.servers import Reply, Route, Site, serve

PNG, JPEG = {"Content-Type": "image/png"}, {"Content-Type": "image/jpeg"}
GOOD = png(1200, 675)


def slow(handler: BaseHTTPRequestHandler) -> None:
    """Begins like a picture, and never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.send_header("Content-Length", "500000")
    handler.end_headers()
    handler.wfile.write(GOOD[:40])
    handler.wfile.flush()
    threading.Event().wait(2)


#: What a server may give in the place of a picture, and what is said of it.
BAD: dict[str, tuple[Route, str]] = {
    "gone": (Reply(404), "the server answered 404"),
    "broken": (Reply(500), "the server answered 500"),
    "page": (Reply(body=b"<!doctype html>", headers={"Content-Type": "text/html"}), "it is text/html"),
    "lying": (Reply(body=b"<!doctype html><p>Sign in", headers=PNG), "a page of HTML"),
    "svg": (Reply(body=b"<svg/>", headers={"Content-Type": "image/svg+xml"}), "it is image/svg+xml"),
    "svg-as-png": (Reply(body=b"<svg/>", headers=PNG), "an SVG"),
    "gif": (Reply(body=b"GIF89a", headers={"Content-Type": "image/gif"}), "it is image/gif"),
    "webp": (Reply(body=b"RIFF....WEBP", headers=JPEG), "a WebP"),
    "empty": (Reply(headers=PNG), "empty"),
    "truncated": (Reply(body=GOOD[:-30], headers=PNG), "cut short"),
    "bomb": (Reply(body=claimed(65535, 65535), headers=PNG), "65535 × 65535"),
    "heavy": (Reply(body=png(900, 600, weight=2**20), headers=PNG), "larger than 1 MB"),
    "small": (Reply(body=png(120, 90), headers=PNG), "120 pixels wide"),
    "slow": (slow, "took longer than"),
    "inward": (Reply(302, headers={"Location": "http://10.0.0.1/a.png"}), "10.0.0.1"),
    "file": (Reply(302, headers={"Location": "file:///etc/hostname"}), "http or https"),
    "noindex": (Reply(body=GOOD, headers=PNG | {"X-Robots-Tag": "noimageindex"}), "shown nowhere else"),
    "forbidden/a.png": (Reply(body=GOOD, headers=PNG), "robots.txt"),
    "to-forbidden": (Reply(302, headers={"Location": "/forbidden/a.png"}), "robots.txt"),
}
ROBOTS = Reply(body=b"User-agent: *\nDisallow: /forbidden/\n", headers={"Content-Type": "text/plain"})


@pytest.fixture
def site() -> Iterator[Site]:
    routes = {f"/{name}": route for name, (route, _) in BAD.items()}
    with serve({"/robots.txt": ROBOTS, "/good.png": Reply(body=GOOD, headers=PNG), **routes}) as made:
        yield made


def told(*urls: str) -> Issue:
    """A letter of these pictures: the first leads, the others follow."""
    items = [item(entry(f"Story number {nth}"), image=Image(url=url)) for nth, url in enumerate(urls, 1)]
    lead, rest = issue(items[0]).sections[0], items[1:]
    sections = (lead, *([type(lead)(kind="stories", title="More", items=tuple(rest))] if rest else []))
    return issue(items[0], sections=sections)


def pictured(
    folder: Path, store: Store, made: Issue, *, images: str = "all", now: Any = NOW
) -> tuple[Issue, Account]:
    """What a draft does; the tests' own server is the one private address that is open."""
    (folder / "feeds.yaml").write_text(
        f"letter: {{images: {images}}}\nfetch: {{allow_private: [127.0.0.1/32]}}\n"
        "feeds: [{url: 'https://outlet.example/feed'}]\n"
    )
    account = Account()
    config = load(folder / "feeds.yaml")
    return dressing.pictured(made, config, store, account, Silent(), now=now), account


def test_a_picture_is_had_once(tmp_path: Path, store: Store, site: Site) -> None:
    """Made again, the draft has the same picture and asks nobody; with pictures off nobody is asked at all."""
    made = told(f"{site.url}/good.png")
    assert pictured(tmp_path, store, made, images="off")[0] == made
    assert site.paths == []
    first, account = pictured(tmp_path, store, made)
    assert first.items[0].picture
    assert (first.items[0].picture.width, first.items[0].no_picture) == (544, "")
    assert store.pictures.data([first.items[0].picture.hash]) == {first.items[0].picture.hash: GOOD}
    assert account.counts["pictures_shown"] == 1
    assert account.warnings == []
    assert site.paths == ["/robots.txt", "/good.png"]
    assert pictured(tmp_path, store, made, now=NOW + timedelta(days=20))[0] == first
    assert len(site.paths) == 2
    accept = site.requests[1][1]["accept"]
    assert accept == "image/jpeg,image/png"


def test_what_is_no_picture_never_stops_the_letter(
    tmp_path: Path, store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gone, too heavy, lying about its kind, a bomb, slow, leading inward, unwelcome: each says why, the good one beside
    them is there, and none is asked for again at once."""
    monkeypatch.setattr(dressing, "DEADLINE", 1.0)
    made, account = pictured(
        tmp_path, store, told(f"{site.url}/good.png", *(f"{site.url}/{name}" for name in BAD))
    )
    lead, *rest = made.items
    assert lead.picture
    for (name, (_, why)), one in zip(BAD.items(), rest, strict=True):
        assert one.picture is None, name
        assert why in one.no_picture, name
    assert account.counts["pictures_left_out"] == len(BAD)
    assert account.warnings[0].startswith("no picture over “Story number 2”: the server answered 404")
    assert account.warnings[-1] == f"and {len(BAD) - 5} more pictures that could not be had"
    asked = len(site.paths)
    assert pictured(tmp_path, store, made)[0] == made
    assert len(site.paths) == asked
    pictured(tmp_path, store, made, now=NOW + timedelta(hours=7))
    again = site.paths[asked:]
    assert "/broken" in again
    assert "/gone" not in again


def test_without_a_network_nothing_is_learnt(tmp_path: Path, store: Store) -> None:
    """The letter goes without, says so, and the picture is asked for with the next draft."""
    with serve({"/robots.txt": ROBOTS, "/good.png": Reply(body=GOOD, headers=PNG)}) as gone:
        url = f"{gone.url}/good.png"
    made, account = pictured(tmp_path, store, told(url))
    assert made.items[0].picture is None
    assert "no picture over" in account.warnings[0]
    assert store.pictures.get([url]) == {}


def test_one_slow_site_does_not_take_the_runs_time(site: Site, box: Box) -> None:
    """A Crawl-delay is kept as long as there is time, and then the rest is left for the next draft."""
    site.routes["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 9\n")
    with (
        Client(Policy(allow_private=True, deadline=5)) as client,
        Asker(client, box, {}, now=NOW, budget=1.0) as asker,
    ):
        first = asker.picture(f"{site.url}/good.png")
        assert asker.picture(f"{site.url}/good.png") is None
    assert site.paths.count("/good.png") == 1
    assert first
    assert first.data == GOOD


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", True),
        ("noarchive, max-snippet:20", True),
        ("noindex", False),
        ("none", False),
        ("NoImageIndex", False),
        ("max-image-preview:none", False),
        ("max-image-preview: none", False),
        ("max-image-preview:large", True),
        ("otherbot: noindex, nofollow", True),
        ("otherbot: nofollow, digest: noimageindex", False),
        ("digest: none", False),
        ("otherbot: nofollow, noindex", False),  # two headers, joined on the way: the second is for everybody
        ("unavailable_after: 25 Jun 2027 15:00:00 PST", True),
    ],
)
def test_what_a_publisher_asks_for_by_header(header: str, wanted: bool) -> None:
    """X-Robots-Tag, to every robot or to us."""
    assert unwanted(header) is not wanted


# -- kept -------------------------------------------------------------------------------------------


def test_bytes_stay_as_long_as_a_draft_may_be_sent(store: Store) -> None:
    """What a draft names is kept, what was asked for long ago and no draft names goes; and once the issue is published,
    which carries its pictures in itself, its draft's go too."""
    urls = [f"https://outlet.example/{n}.png" for n in range(3)]
    files = [
        ImageFile(url=url, fetched=NOW, retry_at=NOW, data=png(600, 400, shade=nth))
        for nth, url in enumerate(urls[:2])
    ]
    store.pictures.keep([*files, ImageFile(url=urls[2], fetched=NOW, retry_at=NOW, detail="gone")])
    draft = with_pictures(told(urls[0]), "lead", {urls[0]: files[0]})
    store.drafts.add(draft, inputs="x", now=NOW)
    assert store.pictures.prune(NOW + timedelta(days=29)) == 0
    assert store.pictures.prune(NOW + timedelta(days=31)) == 2
    assert store.pictures.get(urls) == {urls[0]: files[0]}
    letter = Letter(subject="s", preheader="p", html="<p>h</p>", text="t")
    store.slots.mark(SLOT.name, now=NOW, state="drafted")
    store.issues.publish(dataclasses.replace(draft, number=1), letter, drafted=NOW, now=NOW)
    assert store.pictures.prune(NOW + timedelta(days=31)) == 1


def test_a_failure_does_not_take_the_bytes_away(store: Store) -> None:
    """A draft may name them."""
    url = "https://outlet.example/a.png"
    known = ImageFile(url=url, fetched=NOW, retry_at=NOW, data=GOOD)
    store.pictures.keep([known])
    store.pictures.keep([ImageFile(url=url, fetched=NOW, retry_at=NOW, detail="the server answered 500")])
    assert store.pictures.get([url]) == {url: known}


def test_what_a_letter_with_pictures_weighs(tmp_path: Path, store: Store, site: Site) -> None:
    """The account tells the HTML as it is sent, which Gmail measures, and the whole mail; bytes that were lost leave the
    letter without a picture, and a warning."""
    made, _ = pictured(tmp_path, store, told(f"{site.url}/good.png"))
    config, account = load(tmp_path / "feeds.yaml"), Account()
    (item,) = made.items
    assert item.picture
    letter = dressing.dressed(made, config, account, Silent(), pictures={item.picture.hash: GOOD})[1]
    assert account.counts["pictures_bytes"] == len(GOOD)
    assert account.counts["letter_bytes"] < len(letter.html) - len(GOOD)
    assert account.counts["mail_bytes"] > account.counts["letter_bytes"] + len(GOOD)
    assert account.warnings == []
    assert "<img" not in dressing.dressed(made, config, account, Silent())[1].html
    assert account.warnings == ["no picture over “Story number 1”: its bytes are not kept any more"]


# -- from the feed to the reader --------------------------------------------------------------------


@pytest.fixture
def week(tmp_path: Path) -> Iterator[tuple[Folder, FeedServer, Relay]]:
    """A newsletter with `images: all`, whose feeds name pictures on their own server; and a relay that takes its mail."""
    with FeedServer() as server, running(Relay()) as relay:
        server.pages = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nAllow: /\n"),
            "/a.png": (200, "image/png", png(1200, 675, weight=120_000)),
            "/b.jpg": (200, "image/jpeg", jpeg(1000, 700)),
            "/c.png": (200, "image/png", b"<!doctype html>"),
        }
        for name, rows in server.stories.items():
            for nth, file in enumerate(("a.png", "b.jpg", "c.png")):
                title, text = rows[nth]
                source = f'<img src="{server.base}/{file}" alt="What {name} saw, {nth}">'
                rows[nth] = (title, f"<p>{source}</p><p>{text}</p>")
        folder = Folder(tmp_path / "frame", server.base, outlet=f"smtp://localhost:{relay.port}")
        config = folder.path / "feeds.yaml"
        config.write_text(f"letter: {{images: all}}\n{config.read_text('utf-8')}", "utf-8")
        yield folder, server, relay


def test_from_the_feed_to_the_reader(week: tuple[Folder, FeedServer, Relay]) -> None:
    """The draft has its pictures; what is rendered from it, again and without the network, is the same to the byte; the
    gate finds nothing; what a relay is given shows them from parts beside the HTML."""
    folder, server, relay = week
    folder.ok("fetch", now=IN_REVIEW)
    folder.ok("render", "--no-picture", "--out", "one", now=IN_REVIEW)
    assert {"/a.png", "/b.jpg"} <= set(server.requests)
    asked = len(server.requests)
    server.pages = {"/a.png": (500, "text/plain", b"")}
    folder.ok("render", "--no-picture", "--out", "two", now=IN_REVIEW)
    assert len(server.requests) == asked
    for name in ("issue.html", "issue.txt", "issue.eml"):
        assert (folder.path / "one" / name).read_bytes() == (folder.path / "two" / name).read_bytes()
    page = (folder.path / "one" / "issue.html").read_text("utf-8")
    assert "data:image/png;base64," in page
    assert f"{server.base}/a.png" not in page
    explained = folder.ok("explain", "--summary", now=IN_REVIEW)
    assert "Picture: 544 × 306, " in explained
    assert f"{server.base}/a.png" in explained
    assert "No picture: " in explained
    message = read((folder.path / "one" / "issue.eml").read_bytes())
    assert [kind for kind in kinds(message) if kind.startswith("image/")] == ["image/png", "image/jpeg"]
    checked = json.loads(folder.run("check", "--json", now=IN_REVIEW).stdout)
    assert [one for one in checked if one["severity"] == "error"] == []
    folder.ok("subscribers", "add", "reader@home.example")
    folder.ok("send", now=AT_SLOT)
    ((_, recipient, wire),) = relay.mails
    assert recipient == "reader@home.example"
    assert kinds(read(wire)) == kinds(message)
    assert images(read(wire)) == images(message)
    assert len(server.requests) == asked


def read(raw: bytes) -> Any:
    return email.message_from_bytes(raw, policy=email.policy.default)


def kinds(message: Any) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def images(message: Any) -> list[bytes]:
    return [part.get_content() for part in message.walk() if part.get_content_maintype() == "image"]
