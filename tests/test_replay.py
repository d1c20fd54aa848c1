"""Two weeks of daily snapshots of real feeds, read day by day over HTTP: no entry twice, none lost, edits seen as edits."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest

from digest.app.build import build
from digest.config import load
from digest.feeds.clean import title_of
from digest.pipeline import Digest
from digest.types import Entry, Window


class Snapshots:
    """A server of one document, changed from outside. No validators: the reader has to see for itself."""

    def __init__(self) -> None:
        self.body = b""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/feed"

    def __enter__(self) -> Snapshots:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Replay:
    """The same feed, day after day, through the whole collecting part, and what feedparser alone says of each day."""

    digest: Digest
    server: Snapshots
    clock: list[datetime]
    titles: dict[str, str] = field(default_factory=dict)  #: by the publisher's own key, as last seen
    raw: dict[str, str] = field(default_factory=dict)  #: all of an entry, as last seen

    def day(self, body: bytes) -> tuple[int, int]:
        """New and edited entries, as the account has them."""
        self.server.body = body
        self.clock[0] += timedelta(days=1)
        self.digest.account.feeds.clear()
        self.digest.fetch()
        (line,) = self.digest.account.feeds
        assert not line.error, line
        return line.new, line.edited

    def expected(self, body: bytes) -> tuple[int, int, int]:
        """New entries; entries whose title changed; entries of which anything changed."""
        new = retitled = changed = 0
        for row in feedparser.parse(io.BytesIO(body), sanitize_html=False).entries:
            key, title = row.get("id") or row.link, title_of(row.title)
            everything = f"{row.title}\n{row.get('summary')}\n{row.get('content')}"
            new += key not in self.titles
            retitled += self.titles.get(key, title) != title
            changed += self.raw.get(key, everything) != everything
            self.titles[key], self.raw[key] = title, everything
        return new, retitled, changed

    def stored(self) -> list[Entry]:
        everything = Window(datetime(1995, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC))
        return [seen.entry for seen in self.digest.store.feeds.within(everything, [self.server.url])]


@contextmanager
def replaying(tmp_path: Path) -> Iterator[Replay]:
    with Snapshots() as server:
        path = tmp_path / "feeds.yaml"
        path.write_text(f"fetch: {{allow_private: true}}\nfeeds: [{{url: '{server.url}'}}]\n", "utf-8")
        clock = [datetime(2026, 5, 3, 12, tzinfo=UTC)]
        with build(load(path), clock=lambda: clock[0]) as digest:
            yield Replay(digest, server, clock)


def same(body: bytes) -> bytes:
    return body


def with_other_guids(body: bytes) -> bytes:
    """The publisher moves to another system: every guid is another, the pages stay."""
    return re.sub(rb"(<guid[^>]*>)", rb"\1moved:", body)


def with_tracking(body: bytes) -> bytes:
    """A campaign begins: every link carries a parameter that tells who followed it."""
    return re.sub(rb"(<link>https?://[^<?]+)(</link>)", rb"\1?utm_campaign=may\2", body)


@pytest.mark.parametrize(
    ("feed", "later"),
    [("arstechnica", same), ("npr", same), ("arstechnica", with_other_guids), ("npr", with_tracking)],
)
def test_daily_snapshots(data: Path, tmp_path: Path, feed: str, later: Callable[[bytes], bytes]) -> None:
    """Every entry once, none lost, an edit counted on the day it was made; also when guids or links change half way."""
    days = [path.read_bytes() for path in sorted((data / "feeds" / "daily" / feed).iterdir())]
    assert len(days) == 14
    with replaying(tmp_path) as replay:
        for number, body in enumerate(days):
            new, retitled, changed = replay.expected(body)
            served = later(body) if number >= len(days) // 2 else body
            counted = replay.day(served)
            assert counted[0] == new, f"day {number}"
            assert retitled <= counted[1] <= changed, f"day {number}"
            assert replay.day(served + b"\n") == (0, 0), "read again, with nothing but a blank line more"
        entries = replay.stored()
        assert sorted(entry.title for entry in entries) == sorted(replay.titles.values())
        assert len({entry.canonical_url for entry in entries}) == len(entries) == len(replay.titles)
