"""The lead's picture: of a size that is known before it loads, inside the letter, and beside the HTML in a mail."""

from __future__ import annotations

import dataclasses
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.letter import online, pictures
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Image, Issue
from tests.makers import NOW

TEMPLATES = Templates(None, shipped("templates"))
URL = "https://outlet.example/lead.png"


def png(width: int, height: int) -> bytes:
    """One grey pixel a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """The segments before the picture's own bytes, with a thumbnail's frame hidden in one that is to be skipped."""
    thumbnail = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 9, 9)
    app = b"\xff\xe1" + struct.pack(">H", 2 + len(thumbnail)) + thumbnail
    frame = (
        b"\xff\xc2\x00\x11\x08"
        + struct.pack(">HH", height, width)
        + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    )
    return b"\xff\xd8" + app + b"\xff" + frame + b"\xff\xd9"


def with_picture(alt: str = "Players at their desks") -> Issue:
    made = sample_issue()
    lead = dataclasses.replace(made.items[0], image=Image(url=URL, alt=alt))
    return dataclasses.replace(
        made, sections=(dataclasses.replace(made.sections[0], items=(lead,)), *made.sections[1:])
    )


@pytest.mark.parametrize("make", [png, jpeg])
def test_sizes_are_read_from_the_file(make: object) -> None:
    """What the publisher says of a picture's size is not needed: shown as wide as the card, its shape kept."""
    assert callable(make)
    for size, shown in (((1200, 675), (544, 306)), ((400, 300), (400, 300)), ((544, 544), (544, 544))):
        found = pictures.picture(make(*size))
        assert found is not None
        assert (found.width, found.height) == shown


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a" + bytes(50), b"<svg xmlns='http://www.w3.org/2000/svg'/>", png(200, 150), png(640, 100), png(400, 900),
        png(600, 400)[:20], jpeg(600, 400)[:12], b"\xff\xd8\xff\xe0\x00\x00" * 9, jpeg(600, 0), png(600, 400) + bytes(pictures.LIMIT),
    ],
)  # fmt: skip
def test_what_will_not_do(data: bytes) -> None:
    """No JPEG or PNG, broken, too small, a banner, a tower, over 1 MiB: the letter goes without."""
    assert pictures.picture(data) is None


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"])
)
def test_any_bytes_are_read(data: bytes, start: bytes) -> None:
    """Law: whatever comes, reading it ends and never fails."""
    found = pictures.picture(start + data)
    assert found is None or pictures.SMALLEST <= found.width <= pictures.ROOM


def test_the_lead_has_its_picture() -> None:
    """Inside the letter, with width, height and alt, and named after its publisher; nothing is asked for."""
    letter = render(with_picture(), TEMPLATES, pictures={URL: png(1200, 675)})
    (image,) = LexborHTMLParser(letter.html).css("img")
    about = image.attributes
    assert (about["width"], about["height"], about["alt"]) == ("544", "306", "Players at their desks")
    assert (about["src"] or "").startswith("data:image/png;base64,iVBOR")
    assert URL not in letter.html
    assert "Picture: Concert Ledger" in letter.html


def test_by_default_there_is_none() -> None:
    """Without bytes, or with those of something else, the letter is the same as ever."""
    plain = render(with_picture(), TEMPLATES)
    assert "<img" not in plain.html
    assert render(with_picture(), TEMPLATES, pictures={URL: b"GIF89a"}) == plain
    assert render(with_picture(), TEMPLATES, pictures={"https://other.example/": png(600, 400)}) == plain


def test_an_alt_that_only_repeats_the_headline_says_nothing() -> None:
    """A screen reader does not read the same line twice."""
    made = with_picture(alt=sample_issue().items[0].headline.upper())
    (image,) = LexborHTMLParser(render(made, TEMPLATES, pictures={URL: png(600, 400)}).html).css("img")
    assert image.attributes["alt"] == ""


def test_in_a_mail_it_goes_beside_the_html() -> None:
    """Mail clients show no data: addresses; the part's name is of its bytes, and the web page keeps the picture."""
    data = png(1200, 675)
    made = with_picture()
    letter = render(made, TEMPLATES, pictures={URL: data})
    html, parts = pictures.detached(letter.html)
    assert [(part.kind, part.data) for part in parts] == [("image/png", data)]
    assert f'src="cid:{parts[0].name}"' in html
    assert "data:" not in html
    assert pictures.detached(html) == (html, ())
    shown = online.page(online.Past(issue=made, letter=letter, published=NOW))
    assert "data:image/png;base64," in shown
