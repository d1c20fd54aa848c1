"""Text and links out of HTML that was never meant kindly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.feeds.markup import feed_links, first_image
from digest.feeds.prose import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b", "a\nb"),
        ("a<br/><br>b", "a\n\nb"),
        ("a\n\nb,\nand c", "a\n\nb, and c"),
        ("<p>a\n\nb</p>", "a b"),
        ("a <b>b</b>c", "a bc"),
        ("&lt;b&gt; &amp;amp; &nbsp;x", "<b> &amp; x"),
        ("a<script>if (a < b) '</p>'</script>b", "ab"),
        ("a<style>p{}</style><!-- <p>no</p> -->b", "ab"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n\n3"),
        ("AI < humans <3 & co", "AI < humans <3 & co"),
        ("<![CDATA[x < y]]>", "x < y"),
        ('<a title="a > b">x</a>', "x"),
        ("<p title='it>s'>x", "x"),
        ('<a href="x>y</a> z <b>c</b>', "y z c"),
        ("a <unfinished", "a"),
        ("<svg><text>no</text></svg>yes", "yes"),
        ("<svg><path d='x'>yes", "yes"),
        ("<p>a</p><svg><path><p>yes</p>", "a\n\nyes"),
        ("<button>yes", "yes"),
        ("<button>Share<p>yes", "yes"),
        ("<figure><figcaption>no</figure><p>yes", "yes"),
        ("<figcaption>yes<p>too", "yes\n\ntoo"),
        ("<figure><img src=a><figcaption>no <i>no</i></figcaption></figure>yes", "yes"),
        ("a<iframe src=x />yes", "ayes"),
        ("a<iframe src=x>no</iframe>yes", "a yes"),
        ("<ul><li>one<li>two</ul>", "• one\n• two"),
        ("<ol><li>one</li><li><p>two</p></li></ol><p>then", "1. one\n2. two\n\nthen"),
        ("<ul><li>1. one<li>- two</ul>", "1. one\n- two"),
        ("<pre>if a:\n    b()\n\n</pre>c", "if a:\n    b()\n\nc"),
        ("a <q>b</q>", "a “b”"),
        ("claim<sup><a href='#fn1'>1</a></sup> x<sup>2</sup>", "claim x2"),
        ("<p class='wp-caption-text'>no</p><p>yes", "yes"),
        ("<div class='a sharedaddy'><div>no</div>no</div>yes", "yes"),
        ("<div class=sharedaddy>yes", "yes"),
        ("<span style='display: none'>no</span>yes", "yes"),
        ("<p hidden>no</p>yes", "yes"),
        ("ok <img class='wp-smiley' alt='🙂' src=x>", "ok 🙂"),
        ("<div title='<b>no</b>'>yes</div>", "yes"),
        ("a<!-- <p> -->b<!-- never closed <p>no", "ab"),
        ("<TABLE><TR><TD>1</TD><TD>2</TD></TR></TABLE>", "1 2"),
        ("", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    """Paragraphs, entities once, nothing of scripts and comments, and a lone `<` is a character."""
    assert text_of(html) == text


@pytest.mark.parametrize(
    "bomb",
    ["<div>" * 100_000, "<" * 500_000, "<a " * 150_000, "<!--" * 150_000, '<a b="' * 100_000, "<script>" * 60_000,
     "&#" * 250_000, '<a ="\'>' * 60_000, "\n \n" * 150_000, "<p title='>" * 50_000, "<title></titl" * 40_000, "<svg>" * 100_000,
     "<figcaption>" * 50_000 + "</figcaption>", "<div class=sharedaddy>" * 25_000, "<li>" * 100_000,
     "<iframe>" * 60_000, "<div><object></div></object>" * 20_000, "<p class='" * 50_000, "<a b=c'" * 70_000,
     "<button><p>" * 40_000, "<sup><a href=#>" * 30_000],
)  # fmt: skip
def test_no_html_is_slow(bomb: str) -> None:
    """Half a megabyte of depth or of half tags, which cost tree builders 20 s and more: each is read at once.

    There is no clock in this test; quadratic work here would run into minutes and be seen.
    """
    assert len(text_of(bomb)) <= 2 * len(bomb)
    assert first_image(bomb) == ("", "", "", "")
    assert feed_links(bomb, "https://x.example/") == ()


@given(st.text(st.sampled_from("<>/!-&;#\"'= abpscript\n[]CDAT"), max_size=200))
def test_no_tag_of_a_block_or_script_survives(html: str) -> None:
    """Law: text is never longer than its markup, and never raises."""
    assert len(text_of(html)) <= 2 * len(html)


def test_feed_links() -> None:
    """In the page's order, resolved against <base>, each once, of feed types only."""
    page = """<head><base href="/blog/"><link rel="stylesheet" href="s.css">
    <LINK REL="Alternate home" TYPE="application/rss+xml; charset=utf-8" TITLE="All &amp; more" HREF="rss.xml">
    <link rel=alternate type=application/atom+xml href=https://other.example/atom>
    <link rel="alternate" type="application/rss+xml" href="rss.xml">
    <link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="text/html" href="/x"></head>"""
    assert feed_links(page, "https://x.example/a/b") == (
        ("https://x.example/blog/rss.xml", "All & more"),
        ("https://other.example/atom", ""),
    )


def test_first_image_is_a_picture() -> None:
    """Tracking pixels, inline data, buttons and emoji are not what an editor would choose."""
    html = (
        "<img src='data:image/png;base64,x'><img src='https://x.example/t' width=1 height='1'>"
        "<img src='https://feeds.feedburner.com/~ff/a'><img alt='no source'>"
        "<img src=' /a.jpg?x=1&amp;y=2 ' alt='A &quot;b&quot;' width='640' height=auto>"
    )
    assert first_image(html) == ("/a.jpg?x=1&y=2", 'A "b"', "640", "auto")
