"""Tails that publishing systems add, and sentences that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.boilerplate import without_boilerplate

BODY = "The label sued on Monday."


@pytest.mark.parametrize(
    "tail",
    [
        "The post A title: with, marks! appeared first on The Outlet.",
        "The article A title first appeared on Outlet.",
        "Der Beitrag Ein Titel erschien zuerst auf Blatt.",
        "La entrada Un título se publicó primero en Diario.",
        "Read more", "Read more »", "Read more...", "Continue reading", "Continue reading A title at The Outlet",
        "[Read the full story]", "Comments", "Comments (12)", "12 comments", "Read the full story at The Outlet.",
        "Sign up for our newsletter.", "Subscribe to The Weekly and get our best stories in your inbox!",
        "Follow us on Mastodon and Bluesky.", "This article was originally published on Outlet.",
        "© 2026 Outlet. All rights reserved.", "Article URL: https://x.example/a",
        "Comments URL: https://x.example/c", "Points: 12", "# Comments: 3", "[…]", "Advertisement",
        "submitted by /u/someone [link] [comments]", "(Image credit: Jo Doe)",
    ],
)  # fmt: skip
def test_a_last_paragraph_of_boilerplate_goes(tail: str) -> None:
    """Alone, and stacked upon another one."""
    assert without_boilerplate(f"{BODY}\n\n{tail}") == BODY
    assert without_boilerplate(f"{BODY}\n\n{tail}\n\nRead more") == BODY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY} The post A title appeared first on Outlet.", BODY),
        (f"{BODY} submitted by /u/a-b [link] [comments]", BODY),
        (f"{BODY} Read more", BODY),
        ("The label sued […]", "The label sued…"),
        ("The label sued [...] The post A title appeared first on Outlet.", "The label sued…"),
        ("The label sued on… Continue reading A title at Outlet", "The label sued on…"),
        ("The label sued. […] This story continues at The Outlet", "The label sued."),
        ("submitted by /u/someone [link] [comments]", ""),
        ("Comments", ""),
    ],
)
def test_the_end_of_a_paragraph_goes(text: str, expected: str) -> None:
    """Plain-text summaries have it on the same line; what is before it stays."""
    assert without_boilerplate(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Copyright law is unsettled, and the court said so.",
        "Comments by the minister made it worse.",
        "The post was deleted within an hour.",
        "Subscribers left in numbers.",
        "People read more books than ever.",
        "She said that the film first appeared on television.",
        "Share prices fell.",
        "Points of law remain open.",
    ],
)
def test_sentences_stay(text: str) -> None:
    """A word of boilerplate does not make a sentence one; wrongly cut text is worse than a tail."""
    assert without_boilerplate(text) == text
    assert without_boilerplate(f"{BODY}\n\n{text}") == f"{BODY}\n\n{text}"


@given(
    st.lists(st.sampled_from(["a.", "Read more", "[…]", "The post x appeared first on y", " ", "\n\n", "b"]))
)
def test_it_is_idempotent_and_only_shortens(parts: list[str]) -> None:
    """Law: twice is once, and nothing but an ellipsis is ever added."""
    text = " ".join(parts)
    once = without_boilerplate(text)
    assert without_boilerplate(once) == once
    assert len(once) <= len(text) + 1
