"""A page in: its text, what it says of itself, whether it may be used. Nothing hostile costs more than itself."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.feeds.article import ELEMENTS, TEXT_BYTES, Page, page_of, parse_page, read_page
from digest.feeds.encoding import decoded
from digest.net.box import Box, BoxError
from digest.types import Image
from tests.feeds.webpages import PARAGRAPHS, TITLE, article

URL = "https://paper.example/culture/symphony"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as made:
        yield made


def read(page: str | bytes, *, content_type: str = "text/html", robots_tag: str = "") -> Page:
    body = page if isinstance(page, bytes) else page.encode()
    return parse_page(body, content_type=content_type, url=URL, robots_tag=robots_tag)


def ld(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


# -- text -------------------------------------------------------------------------------------------


def test_the_main_text_and_nothing_around_it() -> None:
    """Paragraphs with a blank line between; no navigation, no heading that repeats the title, no footer."""
    page = read(article())
    assert (page.status, page.title, page.language) == ("ok", TITLE, "en")
    assert page.text == "\n\n".join(PARAGRAPHS)


def test_the_box_gives_the_same_page(box: Box) -> None:
    """What crosses the pipe is what was read; trafilatura can be imported where no library may be opened."""
    head = '<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="1200">'
    body = article(head=head).encode()
    assert read_page(box, body, content_type="text/html", url=URL) == read(body)


def test_what_the_page_will_not_have_quoted_is_left_out() -> None:
    """data-nosnippet: the rest of the page may be used."""
    secret = f"<p data-nosnippet>{PARAGRAPHS[1]}</p>"
    page = read(
        article(paragraphs=[PARAGRAPHS[0], PARAGRAPHS[2]], more="").replace("</h1>", f"</h1>{secret}")
    )
    assert page.status == "ok"
    assert "Forty musicians" not in page.text
    assert PARAGRAPHS[2] in page.text


def test_characters_nobody_sees_are_gone() -> None:
    """A page is cleaned as an entry is: no bidi controls, no zero-width spaces, no boilerplate at the end."""
    odd = [PARAGRAPHS[0].replace("machine", "mach\u200bine\u202e"), PARAGRAPHS[1], "Read more on our site"]
    assert read(article(paragraphs=odd)).text == "\n\n".join(PARAGRAPHS[:2])


def test_a_table_is_told_in_lines() -> None:
    """Its cells, without the frame that the extractor draws around them; a page laid out as a table is its text."""
    table = "<table><tr><th>Year</th><th>Concerts</th></tr><tr><td>1961</td><td>Twelve</td></tr></table>"
    told = read(article(paragraphs=[*PARAGRAPHS, table])).text.split("\n\n")
    assert told[-2:] == ["Year | Concerts", "1961 | Twelve"]
    laid_out = f"<table><tr><td>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</td></tr></table>"
    whole = read(f"<html><body>{laid_out}</body></html>").text
    assert "|" not in whole
    assert all(text in whole for text in PARAGRAPHS)


def test_a_long_text_is_cut() -> None:
    """At most 100 KB, cut after a word."""
    page = read(article(paragraphs=[f"{n}. {PARAGRAPHS[n % 4]}" for n in range(800)]))
    assert TEXT_BYTES - 200 < len(page.text.encode()) <= TEXT_BYTES
    assert page.text.endswith("…")


def test_nothing_found_in_a_large_page_is_an_alarm() -> None:
    """A page made by a script: somebody should look. A small empty page is only empty."""
    shell = "<html><body><div id=app></div><script>" + "var a = 'text';" * 3000 + "</script></body></html>"
    large, small = read(shell), read("<html><body><div id=app></div></body></html>")
    assert (large.status, large.alarm, small.status, small.alarm) == ("empty", True, "empty", False)
    assert "no text in a page of 44 KB" in large.detail
    assert read(b"").status == "empty"


# -- what it says of itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "image"),
    [
        (
            '<meta property="og:image" content="/p.jpg"><meta property="og:image:width" content="1200">'
            '<meta property="og:image:height" content="630"><meta property="og:image:alt" content="A &amp; B">',
            Image(url="https://paper.example/p.jpg", width=1200, height=630, alt="A & B"),
        ),
        (
            '<meta name="twitter:image" content="https://i.example/t.png"><meta name="twitter:image:alt" content="T">',
            Image(url="https://i.example/t.png", alt="T"),
        ),
        (
            ld({"@graph": [{"@type": "NewsArticle", "image": [{"url": "//i.example/l.png", "width": "800px", "height": 400.0, "caption": "L"}]}]}),
            Image(url="https://i.example/l.png", width=800, height=400, alt="L"),
        ),
        (ld({"@type": "Article", "image": "i/x.png"}), Image(url="https://paper.example/culture/i/x.png")),
        ('<base href="https://cdn.example/b/"><meta property="og:image" content="x.png">', Image(url="https://cdn.example/b/x.png")),
        ('<meta property="og:image" content="javascript:alert(1)">', None),
        ('<meta name="robots" content="noimageindex"><meta property="og:image" content="/p.jpg">', None),
        ('<meta name="digest" content="max-image-preview: none"><meta property="og:image" content="/p.jpg">', None),
        ('<meta property="og:image" content="data:image/png;base64,AAAA">', None),
        ('<meta property="og:image" content="https://u:p@i.example/x.png">', None),
        ('<meta property="og:image" content="https://[::1">', None),
        (
            '<meta property="og:image" content="/p.jpg"><meta property="og:image:width" content="100%">'
            '<meta property="og:image:height" content="-5">',
            Image(url="https://paper.example/p.jpg"),
        ),
        ("", None),
    ],
)  # fmt: skip
def test_the_main_picture(head: str, image: Image | None) -> None:
    """Where the page states one, absolute, http or https, with the size and words that it states; none where it asks
    that its pictures be shown nowhere else."""
    assert read(article(head=head)).image == image


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("de-DE", "", "de-DE"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-BR"),
        ("not a language!", "", ""),
        ("", '<meta http-equiv="Content-Language" content="fr">', "fr"),
    ],
)
def test_language_as_stated(lang: str, head: str, language: str) -> None:
    """A tag or nothing."""
    assert read(article(lang=lang, head=head)).language == language


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "NewsArticle", "isAccessibleForFree": False}),
        ld({"@type": ["Thing", "ReportageNewsArticle"], "isAccessibleForFree": "False"}),
        ld([{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "isAccessibleForFree": "http://schema.org/False"}}]}]),
        ld({"@type": "Article", "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".p"}}),
        '<meta property="article:content_tier" content="locked">',
    ],
)  # fmt: skip
def test_a_page_that_is_not_free_is_not_used(head: str) -> None:
    """schema.org and Open Graph say so, and then even the whole text is not ours."""
    page = read(article(head=head))
    assert (page.status, page.text) == ("paywalled", "")


@pytest.mark.parametrize(
    "head",
    [
        ld({"@type": "NewsArticle", "isAccessibleForFree": True, "hasPart": {"isAccessibleForFree": False}}),
        ld({"@type": "NewsArticle", "isAccessibleForFree": "True"}),
        ld(
            {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "isAccessibleForFree": False}]}
        ),
        ld({"@type": "Organization", "isAccessibleForFree": False}),
        '<meta property="article:content_tier" content="metered">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": fal</script>',
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
    ],
)
def test_a_free_page_is_not_taken_for_a_paid_one(head: str) -> None:
    """What the page says of others, or says in broken JSON, is not about it."""
    assert read(article(head=head)).status == "ok"


@pytest.mark.parametrize(
    "gate",
    [
        "Subscribe to continue reading.",
        "This article is for subscribers only.",
        "To continue reading, please sign in or create an account.",
        "Il vous reste 85 % de cet article à lire. La suite est réservée aux abonnés.",
        "Jetzt weiterlesen mit dem Plus-Zugang",
        "Suscríbete para seguir leyendo",
        "Dit artikel is alleen voor abonnees",
    ],
)
def test_a_short_text_before_a_gate_is_paywalled(gate: str) -> None:
    """Wherever on the page the gate stands; the same words under a long text are only words."""
    short = article(paragraphs=PARAGRAPHS[:2], more=f"<div class=offer><p>{gate}</p></div>")
    long = article(
        paragraphs=[f"{n}. {PARAGRAPHS[n % 4]}" for n in range(20)], more=f"<div><p>{gate}</p></div>"
    )
    assert (read(short).status, read(long).status) == ("paywalled", "ok")


@pytest.mark.parametrize(
    ("head", "header", "status"),
    [
        ('<meta name="robots" content="NoSnippet">', "", "blocked"),
        ('<meta name="robots" content="index, max-snippet: 0">', "", "blocked"),
        ('<meta name="digest" content="nosnippet">', "", "blocked"),
        ("", "noarchive, nosnippet", "blocked"),
        ("", "googlebot: noindex, digest: nosnippet", "blocked"),
        ("", "googlebot: nosnippet, noarchive", "ok"),
        ('<meta name="googlebot" content="nosnippet">', "", "ok"),
        ('<meta name="robots" content="max-snippet:-1, noarchive, max-image-preview:large">', "max-snippet:-1", "ok"),
    ],
)  # fmt: skip
def test_a_page_that_will_not_be_quoted_is_not(head: str, header: str, status: str) -> None:
    """nosnippet and max-snippet:0, for all robots or for us, in the page or in the header."""
    assert read(article(head=head), robots_tag=header).status == status


# -- encodings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "text/html; charset=iso-8859-1", "é"),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), "", "é"),
        ("é".encode("cp1252"), "text/html; charset=ISO-8859-1", "é"),
        ("“é”".encode("cp1252"), 'text/html; charset="latin1"', "“é”"),
        ("Я".encode("koi8-r"), "text/html; charset=koi8-r", "Я"),
        (b"<meta charset=windows-1251>" + "Я".encode("cp1251"), "text/html", "Я"),
        (b'<meta http-equiv=content-type content="text/html; charset=shift_jis">' + "日".encode("cp932"), "", "日"),
        (b'<?xml version="1.0" encoding="euc-jp"?>' + "日".encode("euc-jp"), "", "日"),
        ("日".encode("iso-2022-jp"), "text/html; charset=iso-2022-jp", "日"),
        ("é".encode(), "text/html; charset=iso-8859-1", "é"),
        (b"<meta charset=utf-16>" + "é".encode(), "", "é"),
        ("é".encode(), "", "é"),
        ("é".encode("cp1252"), "", "é"),
        ("é".encode(), "text/html; charset=punycode", "é"),
        ("é".encode(), "text/html; charset=no-such-set", "é"),
        (b"+AOk-", "text/html; charset=utf-7", "+AOk-"),
        (b"\xff\xfe\xff", "text/html; charset=utf-8", None),
    ],
)  # fmt: skip
def test_the_encoding_that_a_page_is_in(body: bytes, content_type: str, text: str | None) -> None:
    """Byte order mark, header, declaration, UTF-8, windows-1252; never a codec that is none of the web's."""
    found = decoded(body, content_type)
    assert text is None or found.endswith(text)


@given(st.binary(max_size=300), st.text(max_size=60))
def test_decoding_never_fails(body: bytes, content_type: str) -> None:
    """Whatever a server sends."""
    assert isinstance(decoded(body, content_type), str)


# -- hostile ----------------------------------------------------------------------------------------

MANY = 100_000
FLOODS = {
    "nested divs": "<div>" * MANY,
    "nested inline": "<b>" * MANY,
    "nested tables": "<table><tr><td>" * MANY,
    "paragraphs": "<p>w " * MANY,
    "links": "<a href=/x>w</a>" * MANY,
    "lists": ("<ul><li>" * 100 + "x" + "</li></ul>" * 100) * 300,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">",
    "a large attribute": f"<p title='{'x' * 5_000_000}'>",
    "comments": "<!--" * 1_000_000,
    "angles": "<" * 5_000_000,
    "ampersands": "&" * 5_000_000,
    "spaces": "x" + " " * 5_000_000 + "x",
    "scripts": "<script>" * 500_000,
    "metas": '<meta property="og:image" content="https://x.example/a.png">' * 50_000,
    "entities": "<!DOCTYPE html [" + "<!ENTITY a 'b'>" * 100_000 + "]>",
    "json": '<script type="application/ld+json">' + '{"@graph":' * 40_000 + "</script>",
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_stays_within_the_box(box: Box, name: str) -> None:
    """Guards come before the libraries: none of these even meets the box's limit, which would say "processor time",
    "memory" or "died"."""
    body = f"<html><body>{FLOODS[name]}{article()}".encode()
    said = ""
    try:
        read_page(box, body, content_type="text/html", url=URL)
    except FeedError as error:
        said = str(error)
    assert not said or re.search(r"nested too deeply|more than 20000 elements", said)


def test_a_crowded_page_is_read_without_its_asides() -> None:
    """What is many but no article (menus, drawings, scripts) does not cost the article."""
    crowd = "<nav>" + "<a href=/x>w</a>" * (ELEMENTS + 1) + "</nav>"
    assert read(article(more=crowd)).text == "\n\n".join(PARAGRAPHS)


def test_no_file_and_no_address_of_a_page_is_opened(box: Box, tmp_path: Path) -> None:
    """A DOCTYPE's entity is not read; the box refuses sockets anyway."""
    canary = tmp_path / "canary"
    canary.write_text("canary-canary-canary")
    hostile = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{canary}">]>' + article(more="<p>&x;</p>")
    page = read_page(box, hostile.encode(), content_type="application/xhtml+xml", url=URL)
    assert page.status == "ok"
    assert "canary-canary" not in page.text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<td>", "<!--", "-->", "<script>", "</script>", "<meta content=x",
    '<meta name="robots" content="', "&#0;", "&#x202e;", "\x00", "\ud800", "<base href='http://[", "<title>", "<svg>", "<![CDATA[", '<html lang="',
    '<script type="application/ld+json">', '{"@type":"Article","image":', "[[{", PARAGRAPHS[0]]), max_size=30))  # fmt: skip
def test_any_markup_gives_a_page_or_a_feed_error(pieces: list[str]) -> None:
    """No other exception, and a text without characters that nobody sees."""
    page = read("".join(pieces).encode("utf-8", "surrogatepass"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", page.text + page.title)


@pytest.mark.parametrize(
    "change",
    [{"status": "failed"}, {"text": None}, {"text": "x" * (TEXT_BYTES + 1)}, {"alarm": 1}, {"image": {"url": "x"}},
     {"image": {"url": "javascript:x", "width": None, "height": None, "alt": ""}},
     {"image": {"url": "https://x.example/", "width": "9", "height": None, "alt": ""}}],
)  # fmt: skip
def test_the_boxs_answer_is_only_data(change: dict[str, object]) -> None:
    """The child read hostile input: an answer of another shape is refused."""
    sound = {
        "status": "ok",
        "title": "",
        "language": "",
        "text": "t",
        "image": None,
        "detail": "",
        "alarm": False,
    }
    assert page_of(sound).text == "t"
    with pytest.raises(BoxError):
        page_of(sound | change)


# -- recorded pages ---------------------------------------------------------------------------------


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def f1(found: str, expected: str) -> float:
    """The harmonic mean of the tokens' precision and recall."""
    left, right = tokens(found), tokens(expected)
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


@pytest.mark.data
def test_recorded_pages(data: Path, box: Box) -> None:
    """Over forty pages with their expected main text: a mean F1 of tokens of 0.9, and none over the box's limits."""
    scores = []
    for folder in sorted((data / "articles").iterdir()):
        page = read_page(box, (folder / "source.html").read_bytes(), content_type="text/html", url=URL)
        expected = re.sub(r"<[^>]+>", " ", (folder / "expected.html").read_text("utf-8"))
        scores.append(f1(page.text, unescape(expected)))
    assert len(scores) >= 40
    assert sum(scores) / len(scores) >= 0.9
