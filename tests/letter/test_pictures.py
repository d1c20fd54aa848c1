"""Stories' pictures: of a size that is known before they load, inside the letter, and beside the HTML in a mail."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.config import load
from digest.letter import online, pictures
from digest.letter.gate import judge, lint
from digest.letter.mime import mail_of
from digest.letter.render import Templates, render
from digest.letter.sample import sample_issue
from digest.paths import shipped
from digest.types import Image, ImageFile, Issue, Item, Letter, Look, Picture
from tests.letter.imagefiles import claimed, jpeg, png
from tests.makers import NOW

TEMPLATES = Templates(None, shipped("templates"))
URL = "https://outlet.example/lead.png"
DATA = png(1200, 675)


def file(data: bytes, url: str = URL, **changes: str) -> ImageFile:
    return ImageFile(url=url, fetched=NOW, retry_at=NOW, data=data, **changes)


def told(*images: Image | None) -> Issue:
    """The sample issue; its first stories name these pictures."""
    made = sample_issue()
    by_story = dict(zip((item.story_id for item in made.items), images, strict=False))

    def change(item: Item) -> Item:
        return dataclasses.replace(item, image=by_story.get(item.story_id))

    return dataclasses.replace(
        made,
        sections=tuple(dataclasses.replace(s, items=tuple(map(change, s.items))) for s in made.sections),
    )


def letter_of(issue: Issue, data: Mapping[str, bytes], look: Look = Look()) -> Letter:  # noqa: B008 - frozen
    """As `digest.dressing` does it."""
    letter = render(issue, TEMPLATES, look)
    return dataclasses.replace(letter, html=pictures.embedded(letter.html, *pictures.parts_of(issue, data)))


def by_hash(*files: bytes) -> dict[str, bytes]:
    return {hashlib.sha256(data).hexdigest(): data for data in files}


def with_lead(data: bytes = DATA, alt: str = "Players at their desks") -> Issue:
    return pictures.with_pictures(told(Image(url=URL, alt=alt)), "lead", {URL: file(data)})


def images_of(html: str) -> list[dict[str, str | None]]:
    return [dict(image.attributes) for image in LexborHTMLParser(html).css("img")]


# -- which will do ----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize(
    ("size", "lead", "story"),
    [
        ((1200, 675), (544, 306), (544, 306)),
        ((400, 300), (400, 300), (400, 300)),
        ((1200, 900), (544, 408), (408, 306)),
        ((544, 544), (408, 408), (306, 306)),
    ],
)
def test_sizes_are_read_from_the_file(
    make: Callable[[int, int], bytes], size: tuple[int, int], lead: tuple[int, int], story: tuple[int, int]
) -> None:
    """What the publisher says of a picture's size is not needed: shown as wide as the card and no taller than befits
    the story's place, its shape kept, never enlarged."""
    for tall, shown in ((pictures.LEAD_TALL, lead), (pictures.STORY_TALL, story)):
        found = pictures.picture(make(*size), tall=tall)
        assert isinstance(found, Picture)
        assert (found.width, found.height) == shown


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no picture"),
        (b"GIF89a" + bytes(50), "a GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG"),
        (b'\n<?xml version="1.0"?><svg/>', "an XML file"),
        (b"<!doctype html><title>Not found</title>", "a page of HTML"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a WebP"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "AVIF"),
        (png(200, 150), "200 pixels wide"),
        (png(640, 100), "banner"),
        (png(400, 900), "tower"),
        (png(600, 400)[:20], "damaged"),
        (png(600, 400)[:-20], "cut short"),
        (png(600, 400, moves=True), "moves"),
        (png(600, 400)[:33] + png(600, 400)[-12:], "cut short"),  # a header and an end, and no pixel
        (jpeg(600, 400)[:-42] + b"\xff\xd9", "cut short"),
        (jpeg(600, 400)[:12], "cut short"),
        (jpeg(600, 400, end=b""), "cut short"),
        (jpeg(600, 400, colours=4), "print"),
        (jpeg(600, 400, depth=12), "print"),
        (jpeg(600, 0), "600 × 0 pixels"),
        (b"\xff\xd8\xff\xe0\x00\x00" * 9, "cut short"),
        (b"\xff\xd8" + b"\xff" * 400_000, "cut short"),
        (claimed(65535, 65535), "65535 × 65535 pixels"),
        (claimed(9_000, 9_000), "9000 × 9000 pixels"),
        (claimed(2**31, 1), "pixels"),
        (jpeg(65535, 65535), "65535 × 65535 pixels"),
        (png(600, 400, weight=pictures.LIMIT), "bytes"),
    ],
)
def test_what_will_not_do(data: bytes, why: str) -> None:
    """No JPEG or PNG, broken, too small, a banner, a tower, moving, a bomb, over 1 MiB: the letter goes without, and
    it is said why."""
    said = pictures.picture(data)
    assert isinstance(said, str)
    assert why in said


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", png(400, 300)[:33]]),
)
def test_any_bytes_are_read(data: bytes, start: bytes) -> None:
    """Law: whatever comes, reading it ends and never fails."""
    found = pictures.picture(start + data)
    assert isinstance(found, str) or 0 < found.width <= pictures.ROOM


# -- which stories have one -------------------------------------------------------------------------


def urls(count: int) -> list[str]:
    return [f"https://outlet.example/{n}.png" for n in range(count)]


def test_whose_pictures_are_wanted() -> None:
    """None, the lead's, or those of every story that is told in full; none in brief."""
    issue = sample_issue()
    lead, *_ = issue.items
    full = {item.story_id for s in issue.sections if s.kind in ("lead", "stories") for item in s.items}
    assert pictures.wanting(issue, "off") == ()
    assert pictures.wanting(issue, "lead") == (lead,)
    everyone = pictures.wanting(issue, "all")
    assert everyone[0] == lead
    assert {item.story_id for item in everyone} == full
    assert len(full) < len(issue.items)


def test_all_together_weigh_a_mebibyte_at_most() -> None:
    """The lower-ranked ones are left out, and say so; a smaller one of a lower story still finds room."""
    issue = told(*(Image(url=url) for url in urls(4)))
    weights = (500_000, 400_000, 300_000, 100_000)
    found = {
        url: file(png(600, 400, weight=weight, shade=nth), url)
        for nth, (url, weight) in enumerate(zip(urls(4), weights, strict=True))
    }
    made = pictures.with_pictures(issue, "all", found)
    first = made.items[:4]
    assert [item.picture is not None for item in first] == [True, True, False, True]
    assert "do not fit" in first[2].no_picture
    assert sum(item.picture.size for item in made.items if item.picture) <= pictures.LIMIT


def test_one_stand_in_for_many_stories_is_shown_once() -> None:
    """A publisher's logo in the place of a picture, under two addresses."""
    issue = told(*(Image(url=url) for url in urls(2)))
    made = pictures.with_pictures(issue, "all", {url: file(DATA, url) for url in urls(2)})
    assert [item.picture is not None for item in made.items[:2]] == [True, False]
    assert "same one" in made.items[1].no_picture


@pytest.mark.parametrize(
    ("image", "found", "why"),
    [
        (None, {}, "gives none"),
        (Image(url=URL, width=150), {}, "150 pixels wide"),
        (Image(url=URL), {}, "not asked for"),
        (Image(url=URL), {URL: file(b"", detail="the server answered 404")}, "answered 404"),
        (Image(url=URL), {URL: file(png(200, 100))}, "200 pixels wide"),
    ],
)
def test_a_story_without_one_says_why(image: Image | None, found: Mapping[str, ImageFile], why: str) -> None:
    """The reason stays with the draft; a story that nobody wants a picture for has none."""
    made = pictures.with_pictures(told(image), "lead", found)
    assert made.items[0].picture is None
    assert why in made.items[0].no_picture
    assert {item.no_picture for item in made.items[1:]} == {""}


@pytest.mark.parametrize("alt", ["IMG_2041.jpg", "image", "Photo 3", "{headline}", "", "  \n "])
def test_an_alt_that_says_nothing_is_left_empty(alt: str) -> None:
    """A file's name, "photo", or the headline again: a screen reader passes over the picture."""
    made = with_lead(alt=alt.replace("{headline}", sample_issue().items[0].headline.upper()))
    assert made.items[0].picture
    assert made.items[0].picture.alt == ""


# -- in the letter ----------------------------------------------------------------------------------


def test_the_lead_has_its_picture() -> None:
    """Inside the letter, with width, height and alt, and named after its publisher; nothing is asked for."""
    letter = letter_of(with_lead(), by_hash(DATA))
    (about,) = images_of(letter.html)
    assert (about["width"], about["height"], about["alt"]) == ("544", "306", "Players at their desks")
    assert (about["src"] or "").startswith("data:image/png;base64,iVBOR")
    assert URL not in letter.html
    assert "Picture: Concert Ledger" in letter.html


def test_by_default_there_is_none() -> None:
    """With pictures off, and where none could be had, the letter is the same as ever."""
    issue = told(Image(url=URL))
    plain = render(issue, TEMPLATES)
    assert "<img" not in plain.html
    assert render(pictures.with_pictures(issue, "off", {URL: file(DATA)}), TEMPLATES) == plain
    assert render(pictures.with_pictures(issue, "lead", {URL: file(b"GIF89a")}), TEMPLATES) == plain


def test_bytes_that_are_gone_leave_no_hole() -> None:
    """A draft of long ago, whose pictures are not kept any more: the letter without them, and no address of nothing."""
    lost = pictures.without_lost(with_lead(), {})
    assert "<img" not in render(lost, TEMPLATES).html
    assert "not kept" in lost.items[0].no_picture
    assert pictures.without_lost(with_lead(), by_hash(DATA)) == with_lead()


def test_an_alt_cannot_leave_its_attribute() -> None:
    """The publisher's words are text, whatever they hold."""
    hostile = '"><script>alert(1)</script><img src=https://x.example/ onerror=alert(1) alt="'
    (about,) = images_of(letter_of(with_lead(alt=hostile), by_hash(DATA)).html)
    assert about["alt"] == hostile


@pytest.mark.parametrize("theme", ["journal", "wire", "plain"])
def test_the_gate_passes_letters_with_pictures(theme: str) -> None:
    """In every look, with a picture over each story told in full, a megabyte in all: nothing is found, neither in the
    letter nor in its mail; what counts for Gmail's limit is the HTML that is sent."""
    issue = told(*(Image(url=url, alt=f"Scene {url}") for url in urls(7)))
    data = [png(900, 600, weight=140_000, shade=nth) for nth in range(7)]
    found = {url: file(one, url) for url, one in zip(urls(7), data, strict=True)}
    made = pictures.with_pictures(issue, "all", found)
    letter = letter_of(made, by_hash(*data), Look(theme=theme))
    assert len(letter.html) > 1_000_000
    shown = sum(item.picture is not None for item in made.items)
    assert len(images_of(letter.html)) == shown > 4
    assert lint(letter, made.newsletter) == ()
    mail = mail_of(letter, made.newsletter, slot_name="2026-11-26", date=NOW)
    findings = judge(mail.for_recipient("reader@post.example", "token"), mail=True).findings
    assert findings == ()


# -- beside the HTML --------------------------------------------------------------------------------


def test_in_a_mail_it_goes_beside_the_html() -> None:
    """Mail clients show no data: addresses; the part's name is of its bytes, and the web page keeps the picture."""
    made = with_lead()
    letter = letter_of(made, by_hash(DATA))
    html, parts = pictures.detached(letter.html)
    assert [(part.kind, part.data) for part in parts] == [("image/png", DATA)]
    assert html == render(made, TEMPLATES).html
    assert pictures.detached(html) == (html, ())
    assert pictures.embedded(html, *parts) == letter.html
    shown = online.page(online.Past(issue=made, letter=letter, published=NOW))
    assert "data:image/png;base64," in shown


def test_the_mail_of_a_letter_with_pictures() -> None:
    """multipart/alternative of the text and of a multipart/related, the HTML first (RFC 2387); pictures whole, named,
    inline; every line within bounds; the same mail again for the same reader."""
    issue = told(*(Image(url=url) for url in urls(2)))
    data = [jpeg(800, 600), png(800, 600)]
    found = {url: file(one, url) for url, one in zip(urls(2), data, strict=True)}
    made = pictures.with_pictures(issue, "all", found)
    mail = mail_of(
        letter_of(made, by_hash(*data)),
        made.newsletter,
        slot_name="2026-11-26",
        date=datetime(2026, 11, 26, 8, tzinfo=UTC),
    )
    raw = mail.for_recipient("reader@post.example", "reader-token")
    assert raw == mail.for_recipient("reader@post.example", "reader-token")
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    message = email.message_from_bytes(raw, policy=email.policy.default)
    text, related = message.iter_parts()
    assert (text.get_content_type(), related.get_content_type()) == ("text/plain", "multipart/related")
    assert not any(part.defects for part in message.walk())
    html, *images = related.iter_parts()
    assert related.get_param("type") == html.get_content_type() == "text/html"
    assert "reader-token" in html.get_content()
    assert [image.get_content() for image in images] == data
    assert [image.get_content_type() for image in images] == ["image/jpeg", "image/png"]
    assert [image.get_filename() for image in images] == ["picture-1.jpg", "picture-2.png"]
    assert {image.get_content_disposition() for image in images} == {"inline"}
    named = [(about["src"] or "").removeprefix("cid:") for about in images_of(html.get_content())]
    assert [image["Content-ID"].strip("<>") for image in images] == named
    boundaries = [part.get_boundary() or "" for part in (message, related)]
    assert not boundaries[1].startswith(boundaries[0])


def test_feeds_yaml_shows_how_pictures_are_asked_for(tmp_path: Path) -> None:
    """The line that `digest init` writes works as it stands, once its # is taken away."""
    text = shipped("feeds.yaml").read_text("utf-8")
    (tmp_path / "feeds.yaml").write_text(text.replace("  # images: lead", "  images: lead"))
    assert "  # images: lead" in text
    assert load(tmp_path / "feeds.yaml").file.letter.images == "lead"


def test_a_picture_in_a_users_template_that_is_none_stays_as_it_stands() -> None:
    """The gate says what is wrong with it; the mail is not lost for it."""
    html = '<img src="data:image/png;base64,ABCDE">'
    assert pictures.detached(html) == (html, ())


def test_pictures_that_are_not_wanted_any_more_are_left_out_of_a_draft_made_before() -> None:
    """Who sets `letter.images: off` means the letter that goes out next."""
    issue = with_lead()
    assert pictures.only_wanted(issue, "lead") == issue
    assert not any(item.picture for item in pictures.only_wanted(issue, "off").items)
