"""The sample week is what the README and the demo promise, and its server behaves like a publisher's."""

from __future__ import annotations

import calendar
import csv
import io
import itertools
import json
import re
import socket
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest

from digest import config
from digest.app.sampleserver import CONTENT_TYPES, MODIFIED, NOW, SampleServer
from digest.paths import shipped

SAMPLE = shipped("sample")
FEEDS = SAMPLE / "feeds"
#: ISO 2024-W14.
BEGIN, END = datetime(2024, 4, 1, tzinfo=UTC), datetime(2024, 4, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Read:
    """An entry as a plain reader sees it, independent of digest's own parser."""

    guid: str
    link: str
    title: str
    text: str
    published: datetime | None


def moment(value: Any) -> datetime | None:
    """ISO 8601 text or feedparser's time tuple -> UTC; None for anything else."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except ValueError:
            return None
    return datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def read(path: Path) -> tuple[str, list[Read]]:
    """Format and entries of a document; ("", []) for what is no feed."""
    if path.suffix == ".json":
        document = json.loads(path.read_text("utf-8"))
        return "json" + document["version"].rsplit("/", 1)[1], [
            Read(
                str(item["id"]),
                item["url"],
                item.get("title", ""),
                plain(item.get("content_html") or item.get("content_text", "")),
                moment(item.get("date_published")),
            )
            for item in document["items"]
        ]
    parsed = feedparser.parse(io.BytesIO(path.read_bytes()))
    return parsed.version, [
        Read(
            entry.get("id", ""),
            entry.get("link", ""),
            entry.get("title", ""),
            plain(max([entry.get("summary", ""), *(c.value for c in entry.get("content", []))], key=len)),
            moment(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")),
        )
        for entry in parsed.entries
    ]


@pytest.fixture(scope="module")
def week() -> dict[str, tuple[str, list[Read]]]:
    return {path.name: read(path) for path in sorted(FEEDS.iterdir())}


@pytest.fixture(scope="module")
def gold() -> list[dict[str, str]]:
    with (SAMPLE / "gold.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, headers=names, method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


# -- the week -----------------------------------------------------------------------------------------


def test_counts_and_formats(week: dict[str, tuple[str, list[Read]]]) -> None:
    """The README's promise: at least 12 feeds in four formats and at least 150 entries inside the week."""
    formats = Counter(version for version, entries in week.values() if entries)
    assert sum(formats.values()) >= 12
    assert {"rss20", "rss10", "atom10", "json1", "json1.1"} <= formats.keys()
    dated = [e.published for _, entries in week.values() for e in entries if e.published]
    inside = [when for when in dated if BEGIN <= when < END]
    assert len(inside) >= 150
    assert {when.isoweekday() for when in inside} == set(range(1, 8))
    assert any(when < BEGIN for when in dated)
    assert any(END <= when < NOW for when in dated)


def test_every_oddity_is_there(week: dict[str, tuple[str, list[Read]]]) -> None:
    """Each mend that the feeds room makes meets its case in the demo; a tidy sample would show nothing."""
    entries = [entry for _, found in week.values() for entry in found]
    assert sum(entry.published is None for entry in entries) >= 5
    assert any(not entry.title for entry in entries)
    assert any(not entry.link for entry in entries)
    assert any(not entry.link and not entry.guid for entry in entries)
    assert any(entry.published and entry.published > NOW + timedelta(days=1) for entry in entries)
    guids = Counter((name, entry.guid) for name, (_, found) in week.items() for entry in found if entry.guid)
    assert [count for count in guids.values() if count > 1] == [2]
    raw = {path.name: path.read_bytes() for path in FEEDS.iterdir()}
    together = b"".join(raw.values())
    for piece in (
        b"Q&amp;amp;A",
        b"&lt;i&gt;",
        b"<link>javascript:",
        b"\x08",
        b'xml:base="',
        b"content:encoded",
    ):
        assert piece in together, piece
    assert b"</rss>" not in raw["ragged-wire.rss.xml"]
    assert week["ragged-wire.rss.xml"][1], "cut short, yet a lenient reader finds its entries"
    assert week["daily-aperture.html"] == ("", [])
    assert "Möbius" in raw["moebius-wire.rss.xml"].decode("iso-8859-1")
    with pytest.raises(UnicodeDecodeError):
        raw["moebius-wire.rss.xml"].decode("utf-8")


def test_outlets_are_invented() -> None:
    """A real outlet must not appear to have written these texts: every address ends in .example (RFC 2606)."""
    namespaces = {"www.w3.org", "purl.org", "jsonfeed.org"}
    for path in [*FEEDS.iterdir(), SAMPLE / "feeds.yaml.in"]:
        text = path.read_bytes().decode("iso-8859-1")
        hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"'<>}&]+", text)}
        assert all(host and host.endswith(".example") for host in hosts - namespaces), path.name


def test_configuration_names_every_document(server: SampleServer, tmp_path: Path) -> None:
    """A document that no feed names would never be seen, and a wrong name would be a second dead feed."""
    text = (SAMPLE / "feeds.yaml.in").read_text("utf-8")
    filled = text.replace("{base}", server.base).replace("{dead}", server.dead_url)
    loaded = config.parse(filled, tmp_path / "feeds.yaml")
    served = [feed.url for feed in loaded.feeds if feed.url.startswith(server.base)]
    dead = [feed.url for feed in loaded.feeds if feed.url.startswith(server.dead_url)]
    assert sorted(served) == sorted(f"{server.base}/{path.name}" for path in FEEDS.iterdir())
    assert len(dead) == 1
    window = loaded.schedule.on(NOW.date()).window
    assert (window.begin, window.end) == (BEGIN, END)


# -- the labels ---------------------------------------------------------------------------------------


def test_labels(week: dict[str, tuple[str, list[Read]]], gold: list[dict[str, str]]) -> None:
    """Scores of the choice rest on these labels: each names one entry of the week, most events two outlets."""
    assert 25 <= len(gold) <= 30
    for row in gold:
        found = [entry for entry in week[row["feed"]][1] if entry.guid == row["guid"]]
        assert len(found) == 1, row
        assert found[0].published is not None
        assert BEGIN <= found[0].published < END, row
        assert row["grade"] in ("1", "2"), row
    events: dict[str, list[str]] = defaultdict(list)
    for row in gold:
        events[row["event"]].append(row["feed"])
    assert 12 <= len(events) <= 15
    assert all(len(set(outlets)) == len(outlets) for outlets in events.values())
    assert sum(len(outlets) >= 2 for outlets in events.values()) >= 12
    assert len(events["sora-worldweight"]) == 3


def bodies(week: dict[str, tuple[str, list[Read]]], gold: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """Event and body by guid, of the labelled entries."""
    by_guid = {entry.guid: entry for _, found in week.values() for entry in found}
    return {row["guid"]: (row["event"], by_guid[row["guid"]].text) for row in gold}


def test_reports_have_a_body(week: dict[str, tuple[str, list[Read]]], gold: list[dict[str, str]]) -> None:
    """A summary is taken from these sentences: news prose of some length, with no first person outside quotes."""
    for guid, (_, text) in bodies(week, gold).items():
        assert 70 <= len(text.split()) <= 160, guid
        unquoted = re.sub(r"“[^”]*”|\"[^\"]*\"", "", text)
        assert not re.search(r"\b(I|we|our|my)\b", unquoted), guid


def test_no_two_reports_are_copies(
    week: dict[str, tuple[str, list[Read]]], gold: list[dict[str, str]]
) -> None:
    """Outlets word an event each in their own way; copies would make telling events apart look easy."""

    def shingles(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return set(zip(words, words[1:], words[2:], strict=False))

    for (a, (_, left)), (b, (_, right)) in itertools.combinations(bodies(week, gold).items(), 2):
        one, other = shingles(left), shingles(right)
        assert len(one & other) / min(len(one), len(other)) < 0.25, (a, b)


# -- the server ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.name for path in FEEDS.iterdir()))
def test_serves_the_file(server: SampleServer, name: str) -> None:
    """The bytes arrive as they are committed, with the type of their format."""
    status, headers, body = get(f"{server.base}/{name}")
    assert status == 200
    assert body == (FEEDS / name).read_bytes()
    assert headers["Content-Type"] in CONTENT_TYPES.values()
    assert headers["ETag"].startswith('"')


LATER, EARLIER = MODIFIED + timedelta(hours=1), MODIFIED - timedelta(hours=1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": "{etag}"}, 304),
        ({"If_None_Match": 'W/{etag}, "other"'}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_Modified_Since": format_datetime(MODIFIED, usegmt=True)}, 304),
        ({"If_Modified_Since": format_datetime(LATER, usegmt=True)}, 304),
        ({"If_Modified_Since": format_datetime(EARLIER, usegmt=True)}, 200),
        ({"If_Modified_Since": "Mon, 08 Apr 2024 01:00:00 -0000"}, 304),
        ({"If_Modified_Since": "yesterday"}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": format_datetime(LATER, usegmt=True)}, 200),
    ],
)
def test_conditional_requests(server: SampleServer, headers: dict[str, str], status: int) -> None:
    """The demo's second fetch must meet real 304 answers, by either validator and with the right precedence."""
    url = f"{server.base}/signal-desk.rss.xml"
    etag = get(url)[1]["ETag"]
    answer, _, body = get(url, **{name: value.format(etag=etag) for name, value in headers.items()})
    assert answer == status
    assert bool(body) == (status == 200)


@pytest.mark.parametrize(
    "path", ["", "/", "/nothing.xml", "/../gold.tsv", "/..%2fgold.tsv", "/.", "//etc/passwd"]
)
def test_serves_nothing_else(server: SampleServer, path: str) -> None:
    """No path leads out of the folder, and the folder itself is not listed."""
    with socket.create_connection(("127.0.0.1", int(server.base.rsplit(":", 1)[1])), timeout=5) as connection:
        connection.sendall(f"GET {path or '/'} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        assert connection.makefile("rb").readline().split()[1] == b"404"


def test_head_has_no_body(server: SampleServer) -> None:
    """A body after HEAD would be read as the next answer of the connection."""
    status, headers, body = get(f"{server.base}/press-ledger.json", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) == (FEEDS / "press-ledger.json").stat().st_size


def test_dead_feed_refuses_at_once() -> None:
    """The demo's dead feed fails at once and for sure, and leaving the block closes the live port too."""
    with SampleServer() as server:
        dead, live = (int(url.rsplit(":", 1)[1]) for url in (server.dead_url, server.base))
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", dead), timeout=5)
        socket.create_connection(("127.0.0.1", live), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", live), timeout=5)
