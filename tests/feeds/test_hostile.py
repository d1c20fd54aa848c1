"""Hostile documents cost little, reach nothing, and take no good entry along."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from digest.errors import FeedError
from digest.net.box import Box
from digest.net.client import Client, Policy
from tests.feeds.hostile import faults, read
from tests.feeds.hostile_documents import FAMILIES, GOOD, Case, rss
from tests.net.servers import Reply, serve

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_documents(family: str) -> None:
    """Each within the limits, its good entries kept, no file of ours in it and nobody called.

    Here one or two stand for their kind; `make hostile` reads them all.
    """
    found = subprocess.run(
        [sys.executable, "-m", "tests.feeds.hostile", family],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert rows.pop() == {"name": "the listener", "quiet": True}
    assert len(rows) > 15
    assert [wrong for row in rows if (wrong := faults(row))] == []


def test_what_breaks_a_limit_is_seen() -> None:
    """The check above can fail, on each of its limits."""
    fine = {
        "name": "x",
        "cpu": 1.0,
        "rss": 90,
        "growth": 1,
        "kept": 20,
        "wanted": 20,
        "failure": "",
        "may_fail": False,
    }
    fine["leaked"] = False
    assert faults(fine) == ""
    worse: dict[str, Any] = {
        "cpu": 5.1,
        "rss": 513,
        "growth": 51,
        "kept": 19,
        "failure": "no feed",
        "leaked": True,
    }
    assert all(faults(fine | {name: value}) for name, value in worse.items())
    assert faults(fine | {"failure": "no feed", "may_fail": True}) == ""


def test_a_50_mb_document_never_reaches_the_reader() -> None:
    """The client stops at its limit; the same site's next document is read as ever."""
    large = rss("<item><description>" + "word " * (10 * 2**20) + "</description></item>")
    routes = {"/large": Reply(body=large), "/feed": Reply(body=rss())}
    with serve(routes) as site, Client(Policy(allow_private=True)) as client, Box() as box:
        with pytest.raises(FeedError, match="10 MB"):
            client.get(f"{site.url}/large")
        assert len(read(box, Case(client.get(f"{site.url}/feed").body)).entries) == GOOD


def test_a_bad_document_costs_the_next_one_nothing() -> None:
    """One box for a killer, a bomb and a sound feed, one after the other."""
    documents = [case for name, case in FAMILIES["jsons"](None) if name == "two documents"]  # type: ignore[arg-type]
    with Box() as box:
        for case in (*documents, Case(b"\x00" * 2**20), Case(b"<" * 2**20)):
            with pytest.raises(FeedError):
                read(box, case)
            assert len(read(box, Case(rss())).entries) == GOOD
