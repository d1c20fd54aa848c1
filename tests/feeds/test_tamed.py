"""The bounded readers against feedparser itself: the same for every sane document, something for every other."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from digest.feeds import tamed
from tests.feeds import documents
from tests.feeds.hostile_documents import GOOD, item, rss
from tests.fuzz.mutate import Mutator
from tests.fuzz.seeds import gathered

TYPE = "application/xml"


def original(body: bytes, content_type: str = TYPE) -> Any:
    import feedparser

    headers = {"content-type": content_type}
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def same(body: bytes, content_type: str = TYPE) -> bool:
    ours, theirs = tamed.parse(body, content_type), original(body, content_type)
    for found in (ours, theirs):
        found["feed"].pop(
            "tags", None
        )  # the channel's, which nobody reads: an outlet may have more than the limit
    parts = ("entries", "feed", "version", "namespaces")
    return not ours["cut"] and all(dict.get(ours, part) == dict.get(theirs, part) for part in parts)


@pytest.mark.parametrize("document", [documents.rss(documents.item()), documents.atom(), documents.RDF])
def test_a_sane_document_reads_as_with_feedparser(document: bytes) -> None:
    assert same(document)


@pytest.mark.data
@pytest.mark.slow
def test_real_feeds_read_as_with_feedparser(data: Path) -> None:
    """Every one of them, whatever is wrong with it."""
    files = [path for path in sorted((data / "feeds").rglob("*")) if path.is_file()]
    assert [path.name for path in files if not same(path.read_bytes())] == []


def test_mutants_read_as_with_feedparser() -> None:
    """Where feedparser reads them at all. UTF-16 and UTF-32 are left out: we decode them ourselves."""
    mutator = Mutator(gathered(), 11, {"document": 1})
    differ, raised = [], 0
    for _, body in map(mutator.mutant, range(300)):
        try:
            original(body)
        except Exception:  # noqa: BLE001 - it raises whatever the standard library does
            raised += 1
        else:
            if b"\x00" not in body[:8] and body[:2] not in (b"\xff\xfe", b"\xfe\xff") and not same(body):
                differ.append(body)
    assert differ == []
    assert raised < 30


AUTHORS = (
    "jo@example.org (Jo Doe)", "Jo Doe <jo@example.org>", "(Jo) jo@example.org", "a@b", "a@[1.2.3.4]", "x jo@a-b.co.uk?subject=Hi y",
    "jo@example.org jo@example.org", "@", "a@@b.cc", "jo@example.123", "&lt;&gt; jo@example.org", "a.b+c_d-e@f.gh.ij extra",
)  # fmt: skip


@pytest.mark.parametrize("author", AUTHORS)
def test_a_long_authors_field_is_taken_apart_as_feedparser_does(author: str) -> None:
    """By an expression of our own, that is only asked when the field is long."""
    padded = "Doe, " * 50 + author.replace("<", "&lt;").replace(">", "&gt;") + " and others" * 10
    assert same(
        documents.rss(
            f"<item><title>T</title><author>{padded}</author><dc:publisher>{padded}</dc:publisher></item>"
        )
    )


@pytest.mark.parametrize("reference", ["&#xD800;", "&#x110000;", "&#99999999999999999999;", "&#0;"])
def test_a_reference_that_is_none_costs_a_character(reference: str) -> None:
    """feedparser's loose reader raises over it, and nothing of the feed is left."""
    found = tamed.parse(rss(item(f"<description>a {reference} b</description>")), TYPE)
    assert len(found["entries"]) == GOOD + 1


def test_reading_stops_at_the_limit() -> None:
    """And says so."""
    found = tamed.parse(documents.rss("<item><title>T</title></item>" * (tamed.ENTRIES + 5)), TYPE)
    assert (len(found["entries"]), "5000 entries" in found["cut"]) == (tamed.ENTRIES, True)


def test_what_was_read_before_the_time_was_up_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry at work is not: half of it would have another identity."""

    def late(date: str) -> None:
        raise TimeoutError

    body = rss(item("<dcterms:valid xmlns:dcterms='http://purl.org/dc/terms/'>start=x</dcterms:valid>"), at=7)
    monkeypatch.setattr("feedparser.namespaces.dc._parse_date", late)
    found = tamed.parse(body, TYPE)
    assert [entry["title"] for entry in found["entries"]] == [f"Good {number}" for number in range(7)]
    assert found["cut"] == "reading it took too long"
