"""One spelling for one page, and different pages stay different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.canonical import canonical_url, untracked

SAME = {
    "https://x.example/a": [
        "http://x.example/a", "HTTPS://WWW.X.Example:443/a/", "https://x.example/a#part", "https://m.x.example/a",
        "https://x.example/a?utm_source=rss&utm_medium=feed", "https://x.example/b/../a", "https://x.example/%61",
        "https://x.example/a?fbclid=1&gclid=2&mc_cid=3", "https://x.example/a/amp/", "https://amp.x.example/a?amp=1",
        "https://x.example/a?ref=home", "https://x.example/a?source=rss", "https://mobile.x.example./a",
        "https://www.google.com/amp/s/www.x.example/a/amp/", "https://x-example.cdn.ampproject.org/c/s/x.example/a",
        "https://user:pw@x.example/a",
    ],
    "https://x.example/": ["https://x.example", "http://www.x.example?", "https://x.example/?utm_campaign=a#b"],
    "https://x.example/a?a=1&b=2": ["https://x.example/a?b=2&a=1", "https://x.example/a/?&a=1&&b=2&utm_id=9"],
    "https://x.example/p.html": ["https://x.example/p.amp.html"],
    "https://en.wikipedia.org/wiki/A": ["https://en.m.wikipedia.org/wiki/A"],
    "https://xn--bcher-kva.example/%C3%BC": ["https://bücher.example/ü", "https://BÜCHER.example/%c3%bc"],
    "http://x.example:8080/a": ["http://x.example:8080/a/"],
    "https://[2001:db8::1]/a": ["http://[2001:DB8::1]/a"],
}  # fmt: skip


@pytest.mark.parametrize(("canonical", "spelling"), [(c, s) for c, many in SAME.items() for s in many])
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
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    """Folding too much would merge two stories, which is worse than missing one copy."""
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize("url", ["", "x", "mailto:a@b.example", "javascript:1", "http://", "http://[", "http:///a",
                                 "https://x.example:99999/", "https://a b/", "ftp://x.example/", "https://x/\n",
                                 "https://x.example/" + "a" * 5000])  # fmt: skip
def test_what_is_no_page_has_no_spelling(url: str) -> None:
    """ "" is the answer for everything that is not an http(s) address."""
    assert canonical_url(url) == ""


URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(["www.m.amp.x.example", "x.example:80", "google.com", "a.cdn.ampproject.org", "ü.example",
                         "[::1]:8080", "www.www.co.uk", "1.2.3.4"]),
        st.lists(st.sampled_from(["/", "/amp", "/a", "/..", "/.", "/%61", "/%2f", "/%", "/s/", "/c/s/x.example",
                                  "/amp/s/google.com", ".amp.html", "/ü", "/google.com/amp/", "//"]), max_size=6).map("".join),
        st.text(st.sampled_from("?&=ab%#ü1/+utm_"), max_size=12),
        st.sampled_from(["", "?utm_source=x", "&amp=1", "#f", "?a=%zz"]),
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
