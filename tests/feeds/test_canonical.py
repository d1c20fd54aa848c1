"""One spelling for one page, and different pages stay different."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.canonical import canonical_url, redirected, untracked


def spellings() -> list[tuple[str, str]]:
    """(canonical, spelling) of every line of the corpus; each canonical one is a spelling of itself."""
    rows: list[tuple[str, str]] = []
    canonical = ""
    for line in (Path(__file__).parent.parent / "corpus" / "canonical.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        canonical = canonical if line.startswith("\t") else line
        rows.append((canonical, line.strip()))
    return rows


@pytest.mark.parametrize(("canonical", "spelling"), spellings())
def test_spellings_of_one_page(canonical: str, spelling: str) -> None:
    """Two feeds that link one page in two ways must meet."""
    assert canonical_url(spelling) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.example/a", "https://x.example/A"),
        ("https://x.example/?p=1", "https://x.example/?p=2"),
        ("https://x.example/?source=nyt", "https://x.example/"),
        ("https://m.co.uk/a", "https://co.uk/a"),
        ("https://m.io/", "https://io/"),
        ("https://x.example/amp", "https://x.example/"),
        ("https://x.example/a%2Fb", "https://x.example/a/b"),
        ("http://x.example:8080/", "http://x.example/"),
        ("https://blog.x.example/", "https://x.example/"),
        ("https://news.google.com/rss/articles/CBMiQ2", "https://news.google.com/rss/articles/CBMiR3"),
        ("https://x.example/?url=https://y.example/", "https://y.example/"),
        ("https://web.archive.org/web/2020/https://x.example/a", "https://x.example/a"),
        ("https://www.youtube.com/watch?v=abcDEF12345", "https://www.youtube.com/watch?v=abcDEF12346"),
        ("https://www.youtube.com/@channel", "https://www.youtube.com/"),
        ("https://x.example/search?q=rss", "https://x.example/search"),
        ("https://x.example/a?feed=7", "https://x.example/a"),
        ("https://www.reddit.com/r/a/comments/1abc/t/xyz", "https://www.reddit.com/r/a/comments/1abc/t"),
        ("https://x.example/a;v=2", "https://x.example/a"),
        ("https://google.com/url?q=mailto:a@b.example", "https://google.com/url"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    """Folding too much would merge two stories, which is worse than missing one copy."""
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", ["", "x", "mailto:a@b.example", "javascript:1", "http://", "http://[", "http:///a",
                                 "https://x.example:99999/", "https://a b/", "ftp://x.example/", "https://x/\n",
                                 "https://x.example/" + "a" * 5000,
                                 "https://x.example/" + "<" * 2000])  # fmt: skip
def test_what_is_no_page_has_no_spelling(url: str) -> None:
    """ "" is the answer for everything that is not an http(s) address."""
    assert canonical_url(url) == ""


URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(["www.m.amp.x.example", "x.example:80", "google.com", "a.cdn.ampproject.org", "ü.example",
                         "[::1]:8080", "www.www.co.uk", "1.2.3.4", "youtu.be", "www.youtube.com", "old.reddit.com",
                         "open.substack.com", "l.facebook.com", "href.li", "urldefense.com", "m.twitter.com"]),
        st.lists(st.sampled_from(["/", "/amp", "/a", "/..", "/.", "/%61", "/%2f", "/%", "/s/", "/c/s/x.example",
                                  "/amp/s/google.com", ".amp.html", "/ü", "/google.com/amp/", "//", "/l.php", "/watch", "/embed/abcDEF12345", "/comments/1a", "/pub/www/p/x",
                                  "/*https://a.example", "/v3/__https://", "__;", ";jsessionid=1", "/index.html"]), max_size=6).map("".join),
        st.text(st.sampled_from("?&=ab%#ü1/+utm_"), max_size=12),
        st.sampled_from(["", "?utm_source=x", "&amp=1", "#f", "?a=%zz", "?u=https://youtu.be/abcdefgh", "?q=http%3A%2F%2Fa.b",
                         "?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttp%253A%252F%252Fx"]),
    ),
)  # fmt: skip


@given(URLS)
def test_it_is_idempotent_and_never_raises(url: str) -> None:
    """Law: the spelling of a spelling is itself, and it is "" or begins with http."""
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once == "" or once.startswith(("http://", "https://"))
    assert once.isascii()


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("https://a.example/x?utm_source=rss1.0mainlinkanon&utm_medium=feed", "https://a.example/x"),
        ("https://a.example/x?id=7&utm_source=rss#part", "https://a.example/x?id=7#part"),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?b=2&a=1"),
        ("https://a.example/x", "https://a.example/x"),
        ("", ""),
    ],
)
def test_the_address_readers_get_does_not_say_who_followed_it(published: str, told: str) -> None:
    """No tracking, not even somebody else's; all else stays as published, order and spelling too."""
    assert untracked(published) == told


@pytest.mark.parametrize(
    ("published", "page"),
    [
        ("https://www.google.com/url?q=https://x.example/a%3Fb%3D1&sa=D", "https://x.example/a?b=1"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.example%2Fa", "https://x.example/a"),
        (
            "https://www.google.com/url?q=javascript:alert(1)",
            "https://www.google.com/url?q=javascript:alert(1)",
        ),
        (
            "https://www.google.com/search?q=https://x.example/",
            "https://www.google.com/search?q=https://x.example/",
        ),
        ("https://x.example/a?url=https://y.example/", "https://x.example/a?url=https://y.example/"),
        ("", ""),
    ],
)
def test_readers_get_the_page_and_not_who_counts_the_way_to_it(published: str, page: str) -> None:
    """Only known redirectors, and only to a web address."""
    assert redirected(published) == page
