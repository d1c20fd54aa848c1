"""What comes from the web is made plain before it stands in a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.letter import plain
from digest.types import TOKEN
from tests.makers import entry, issue, item


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x?y=1&z=ü#q", "https://a.example/x?y=1&z=ü#q"),
        (" http://a.example/a b\"c'{d}", "http://a.example/a%20b%22c'%7Bd%7D"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT://a.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example/x", ""),
        ("/x", ""),
        ("https:///x", ""),
        ("https://a.example:port/", ""),
        ("https://[::1/", ""),
        ("https://a.example\\@b.example/", ""),
        ("https://a\x00.example/", ""),
        (f"https://a.example/?t={TOKEN}", ""),
        (f"https://a.example/ {TOKEN[1:]}", ""),
        ("", ""),
    ],
)
def test_web(url: str, expected: str) -> None:
    """Only http(s) links ever, and none that carries the reader's token away."""
    assert plain.web(url) == expected


@given(st.text())
def test_web_is_idempotent_and_safe(url: str) -> None:
    """Law: what comes out goes in again, begins with http, and cannot end an attribute or a line."""
    for once in (plain.web(url), plain.web(f"https://a.example/{url}")):
        assert plain.web(once) == once
        assert once == "" or once.lower().startswith(("http://", "https://"))
        assert not set(once) & set(' \t\r\n"<>{}`')


@given(st.text(), st.text())
def test_no_text_closes_up_into_the_token(before: str, after: str) -> None:
    """Law: the token's place cannot be smuggled in, not even in pieces."""
    half = len(TOKEN) // 2
    for hostile in (
        f"{before}{TOKEN}{after}",
        f"{TOKEN[:half]}\x01{TOKEN[half:]}",
        f"{TOKEN[:half]}{TOKEN}{TOKEN[half:]}",
    ):
        assert TOKEN not in plain.plain(hostile)
        assert TOKEN not in plain.line(hostile)


def test_safe_reaches_every_string() -> None:
    """A control character anywhere in an issue would stop the MJML compiler."""
    dirty = issue(item(entry("a\x07b\u202ec"), why_it_matters="\x1bz"), intro=f"\x0c{TOKEN}")
    clean = plain.safe(dirty)
    assert clean.items[0].headline == clean.items[0].lead.title == "abc"
    assert clean.items[0].why_it_matters == "z"
    assert TOKEN not in clean.intro
    assert plain.safe(clean) == clean


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:8000/x", True),
        ("http://127.0.0.1/", True),
        ("http://[::1]/", True),
        ("https://10.0.0.3/", True),
        ("https://printer.local/", True),
        ("https://frame.example/", False),
        ("https://8.8.8.8/", False),
        ("mailto:a@b.example", False),
    ],
)
def test_is_local(url: str, local: bool) -> None:
    """Where no reader can follow."""
    assert plain.is_local(url) is local


def test_topics() -> None:
    """A topic is said as a person would."""
    assert plain.topic_words("ai-and-media") == "AI and media"
    assert plain.topic_words("AI & Media") == "AI & Media"
