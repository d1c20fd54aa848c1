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
from tests.feeds.hostile import read
from tests.feeds.hostile_documents import FAMILIES, GOOD, Case, rss
from tests.net.servers import Reply, serve

ROOT = Path(__file__).resolve().parent.parent.parent
#: The issue's limits: seconds of processor time and MB of the child, MB that the parent grows.
CPU, RESIDENT, GROWTH = 5.0, 512, 50


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_documents(family: str) -> None:
    """Each within the limits, its good entries kept, no file of ours in it and nobody called."""
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


def faults(row: dict[str, Any]) -> str:
    """What one document's reading broke of the limits, in words; "" for nothing."""
    if "raised" in row:
        return f"{row['name']}: {row['raised']}"
    wrong = [
        words
        for words, broken in (
            (f"{row['cpu']} s of processor time", row["cpu"] > CPU),
            (f"{row['rss']} MB in the child", row["rss"] > RESIDENT),
            (f"{row['growth']} MB in the parent", row["growth"] > GROWTH),
            (f"{row['kept']} good entries of {row['wanted']}", row["kept"] < row["wanted"]),
            (row["failure"], row["failure"] and not row["may_fail"]),
            ("a file's content came out", row["leaked"]),
        )
        if broken
    ]
    return f"{row['name']}: {', '.join(wrong)}" if wrong else ""


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
    assert faults({"name": "x", "raised": "the parent died"})


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
