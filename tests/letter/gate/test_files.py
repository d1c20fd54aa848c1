"""Mails and pages from anywhere: read within bounds, whatever is in them."""

from __future__ import annotations

import base64
import codecs
import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.letter.gate import judge, page_of_file
from digest.letter.gate.mail import read_mail
from digest.letter.gate.readable import read_file
from digest.letter.gate.rule import MOST
from digest.net.box import Box
from tests.letter.gate.passing import GOOD, GOOD_MAIL

#: What would move a terminal's cursor, or turn its words around.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as opened:
        yield opened


def test_a_mail_is_judged_in_the_box(box: Box) -> None:
    """The same word as out here; what only the newsletter could tell is named as not judged."""
    report = read_file(box, GOOD_MAIL, mail=True)
    assert report.findings == ()
    assert {"token", "postal-address"} <= {name for name, _ in report.unjudged}
    assert {why for _, why in report.unjudged} == {"the newsletter's configuration"}
    assert report.links
    assert not any("unsubscribe" in link for link in report.links)


def test_a_page_is_judged_without_what_a_mail_has(box: Box) -> None:
    """HTML alone: rules on headers and text are named, the others speak."""
    sound = GOOD.html.replace("0digest0recipient0token0", "reader-token").encode()
    report = read_file(box, sound, mail=False)
    assert report.findings == ()
    assert {"parity", "date", "subject"} <= {name for name, _ in report.unjudged}
    broken = sound.replace(b"</body>", b"<script>1</script></body>")
    assert [f.rule for f in read_file(box, broken, mail=False).findings] == ["active"]


BOMBS = {
    "nothing": b"",
    "zeros": b"\0" * 100_000,
    "no end of a header": b"X: y\r\n" * 100_000,
    "one line": b"X: " + b"a" * 3_000_000,
    "deep multiparts": b"MIME-Version: 1.0\r\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)),
    "many parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000,
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\r\n\r\nx",
    "addresses": b"From: " + b"(" * 100_000 + b"<a@b.example>" * 10_000 + b"\r\n\r\nx",
    "half a base64": b"Content-Type: text/html; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n=\xff=A===",
    "a charset of many names": b"Content-Type: text/html; charset*0*=utf-8''%ff; charset*1=\"\0\"\r\n\r\n\xff\xfe<p>",
    "a codec that is none for text": b"Content-Type: text/html; charset=rot13\r\n\r\n<p>x</p>",
}
PAGES = {
    "deep": b"<div>" * 200_000,
    "open tables": b"<table><tr><td>" * 50_000,
    "fonts": b"".join(b"<font color=%d>" % n for n in range(3000)) + b"<p>" * 3000,
    "headings": b"<h2" * 100_000 + b"<h2>" * 100_000,
    "links": b'<a href="javascript:x">x</a>' * 50_000,
    "styles": b'<p style="background:' + b"/*" * 200_000 + b"url(" * 100_000 + b'">',
    "escapes": b"<style>" + b"\\75 " * 200_000 + b"</style>",
    "comments": b"<!--[if mso]>" * 100_000 + b"<v:x" * 100_000,
    "braces": b"<p>" + b"{{ a" * 200_000 + b"{% a" * 100_000,
    "no text": b"\xff\xfe\x00\xd8" * 50_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_mail_costs_one_answer(name: str, box: Box) -> None:
    """Findings, within the limits of the box; and the next file is judged as ever."""
    assert read_file(box, BOMBS[name], mail=True).findings
    assert len(read_file(box, GOOD_MAIL, mail=True).findings) == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_costs_one_answer(name: str, box: Box) -> None:
    """The same for HTML: too deep, too wide, or quadratic for a careless pattern."""
    found = read_file(box, PAGES[name], mail=False).findings
    assert found
    assert all(len(f.message) < 2000 and not CONTROL.search(f.message + f.place) for f in found)


def test_one_rule_says_so_much_and_no_more() -> None:
    """A thousand bad links have one cause."""
    links = "".join(f'<a href="javascript:{n}">x</a>' for n in range(1000))
    found = judge(links.encode(), mail=False).findings
    told = [f for f in found if f.rule == "link"]
    assert len(told) == MOST
    assert told[-1].message.endswith("and so on")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.binary(max_size=40))
def test_a_damaged_mail_is_judged(seed: int, noise: bytes) -> None:
    """Bytes changed, cut, doubled, put in anywhere: findings or none, never an exception."""
    chance = random.Random(seed)
    mail = bytearray(GOOD_MAIL[: chance.choice((3000, 12_000))])
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(mail))
        mail[at : at + chance.choice((0, 1, 30))] = noise if chance.random() < 0.7 else mail[at : at + 60]
    for finding in judge(bytes(mail), mail=True).findings:
        assert not CONTROL.search(finding.message + finding.place)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    """As a mail and as a page."""
    judge(data, mail=True)
    judge(data, mail=False)


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_line_ends_of_either_kind(end: bytes) -> None:
    """A file that an editor or a mail program saved with line feeds alone is the same mail."""
    mail = read_mail(GOOD_MAIL.replace(b"\r\n", end))
    assert mail.value("MIME-Version") == "1.0"
    assert [part.kind for part in mail.parts] == ["text/plain", "text/html"]
    assert judge(GOOD_MAIL.replace(b"\r\n", end), mail=True).findings == ()


def test_a_part_in_base64_and_another_charset_is_read() -> None:
    """Clients write these; its words are judged as they are shown."""
    text = "Grüße aus Köln. {{ name }}"
    body = base64.encodebytes(text.encode("latin-1"))
    head = b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n"
    page = page_of_file(head + body, mail=True)
    assert page.text == text
    assert "leftover" in {f.rule for f in judge(head + body, mail=True).findings}


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8 + b"", codecs.BOM_UTF16_LE])
def test_a_page_with_a_byte_order_mark(mark: bytes) -> None:
    """As editors on Windows save them."""
    body = "<p>Grüße</p>"
    data = mark + (body.encode("utf-16-le") if len(mark) == 2 else body.encode())
    assert page_of_file(data, mail=False).body_text == "Grüße"
