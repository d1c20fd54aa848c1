"""Lists of feeds, out to a reader and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import ConfigError
from digest.feeds.characters import one_line
from digest.feeds.opml import read_opml, write_opml
from digest.types import Feed


def opml(body: str, head: str = '<?xml version="1.0"?>\n') -> bytes:
    return f'{head}<opml version="2.0"><head><title>t</title></head><body>\n{body}\n</body></opml>'.encode()


NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=20).map(one_line)
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Z", "Cn", "Co", "Cs", "M")), max_size=15)
        .map(one_line)
        .filter(lambda tail: len(tail.split()) <= 1)
        .map("https://x.example/{}".format),
        title=NAMES,
        section=NAMES,
    ),
    unique_by=lambda feed: feed.url,
    max_size=6,
)  # fmt: skip


@given(feeds=FEEDS, title=NAMES)
def test_what_is_written_is_read(feeds: list[Feed], title: str) -> None:
    """Law: reading undoes writing, with the feeds of a section side by side (weights are ours alone)."""
    sections = list(dict.fromkeys(["", *(feed.section for feed in feeds)]))
    expected = sorted(feeds, key=lambda feed: sections.index(feed.section))
    assert list(read_opml(write_opml(feeds, title).encode())) == expected


def test_folders_are_sections() -> None:
    """The innermost folder; a feed without a folder has none; a feed that is listed twice counts once."""
    found = read_opml(
        opml(
            '<outline text="Media"><outline text="Music" title="Music &amp; sound">'
            '<outline text="A" type="rss" xmlUrl="https://a.example/f" htmlUrl="https://a.example"/></outline>'
            '<outline text="B" XMLURL="feed://b.example/f"/></outline>'
            '<outline text="C" xmlUrl="feed:https://c.example/f"/><outline xmlUrl="https://a.example/f"/>'
        )
    )
    assert found == (
        Feed(url="https://a.example/f", title="A", section="Music & sound"),
        Feed(url="http://b.example/f", title="B", section="Media"),
        Feed(url="https://c.example/f", title="C"),
    )


def test_encodings_and_empty_lists() -> None:
    """Readers export UTF-16 and Latin-1 too."""
    text = opml('<outline text="Zoë" xmlUrl="https://a.example/"/>', head="").decode()
    for encoding in ("utf-16", "iso-8859-1"):
        body = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
        assert read_opml(body)[0].title == "Zoë"
    assert read_opml(opml("")) == ()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1: not well-formed XML .no element found"),
        (b"<opml><body>\n<outline></body></opml>", "line 2: not well-formed XML .mismatched tag"),
        (b"<html></html>", "line 1: expected <opml>, got <html>"),
        (
            opml('<outline xmlUrl="ftp://x.example/"/>'),
            r"line 3: xmlUrl: expected http\(s\) address, got 'ftp",
        ),
        (opml('<outline xmlUrl="https://x.example/ a"/>'), "line 3: xmlUrl"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]>\n<opml><body>&a;</body></opml>', "document type declaration"),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "document type declaration"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "unknown encoding"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: bytes, says: str) -> None:
    """Not well-formed, not OPML, no address; a DTD is refused before it can do anything."""
    with pytest.raises(ConfigError, match=says):
        read_opml(data)


def test_one_bad_address_does_not_cost_the_list() -> None:
    """Who imports a list gets the others, and is told which line is wrong."""
    data = b"""<opml version="2.0"><body>
<outline xmlUrl="https://a.example/feed"/>
<outline xmlUrl="mailto:b@b.example"/>
<outline xmlUrl="https://c.example/feed"/></body></opml>"""
    left_out: list[str] = []
    feeds = read_opml(data, left_out)
    assert [feed.url for feed in feeds] == ["https://a.example/feed", "https://c.example/feed"]
    assert len(left_out) == 1
    assert "line 3" in left_out[0]
    with pytest.raises(ConfigError, match="line 3"):
        read_opml(data)
