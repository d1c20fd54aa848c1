"""One issue, many messages: what RFC 5322, 2045, 2047, 2369 and 8058 ask, and nothing a value can break."""

from __future__ import annotations

import base64
import dataclasses
import email
import email.policy
import quopri
import re
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digest.errors import MailError
from digest.letter.encode import quoted_printable
from digest.letter.mime import Mail, ascii_address, mail_of
from digest.types import TOKEN, Letter
from tests.makers import newsletter

DATE = datetime(2026, 11, 26, 8, tzinfo=UTC)
LETTER = Letter(
    subject="A label sues the maker of a song generator",
    preheader="p",
    html=f'<p>Grüße</p><a href="https://frame.example/unsubscribe/{TOKEN}">x</a> {TOKEN}',
    text=f"Grüße\n.\nhttps://frame.example/unsubscribe/{TOKEN}\n",
)


def mail(letter: Letter = LETTER, *, date: datetime = DATE, **changes: str) -> Mail:
    return mail_of(letter, newsletter(**changes), slot_name="2026-11-26", date=date)


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_headers() -> None:
    """What mailbox providers ask of a bulk sender, to the letter."""
    message = parsed(mail(reply_to="ed@frame.example").for_recipient("reader@home.example", "tok.en-1_"))
    assert message["From"] == "The Frame <hello@frame.example>"
    assert message["To"] == "reader@home.example"
    assert message["Reply-To"] == "ed@frame.example"
    assert message["Subject"] == LETTER.subject
    assert message["Date"] == "Thu, 26 Nov 2026 08:00:00 +0000"
    assert message["List-Id"] == "<main.frame.example>"
    assert re.sub(r"\s+", " ", message["List-Unsubscribe"]) == (
        "<https://frame.example/unsubscribe/tok.en-1_>, <mailto:ed@frame.example?subject=unsubscribe%20tok.en-1_>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<[0-9a-f]{32}@frame\.example>", message["Message-ID"])
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert not message.defects
    assert not any(part.defects for part in message.walk())


def test_without_a_site_one_click_is_not_promised() -> None:
    """RFC 8058 needs an https address; by mail only, there is no one-click header."""
    message = parsed(mail(site_url="").for_recipient("reader@home.example", "t"))
    assert message["List-Unsubscribe"] == "<mailto:hello@frame.example?subject=unsubscribe%20t>"
    assert message["List-Unsubscribe-Post"] is None


def test_the_same_message_again_is_the_same() -> None:
    """A retry after a crash can be recognised; another reader, another token, another Message-ID."""
    made = mail()
    again = mail(date=DATE.astimezone(timezone(timedelta(hours=5))))
    assert made.for_recipient("a@b.example", "t") == again.for_recipient("a@b.example", "t")
    ids = {parsed(made.for_recipient("a@b.example", t))["Message-ID"] for t in ("t", "u", "v")}
    assert len(ids) == 3
    with pytest.raises(ValueError, match="naive"):
        mail(date=datetime(2026, 11, 26))


tokens = st.from_regex(r"[A-Za-z0-9_.\-]{1,70}", fullmatch=True)
content = st.lists(
    st.text() | st.just(TOKEN) | st.just("=20 \t\n.\nFrom x\n") | st.text("a =\n", min_size=70)
).map("".join)


@settings(max_examples=100, deadline=None)
@given(content, content, tokens)
def test_parts_come_back_whole(text: str, html: str, token: str) -> None:
    """Law: decoding a message gives each part with the token in its places, in lines of at most 76, all CRLF."""
    letter = dataclasses.replace(LETTER, text=text, html=html)
    raw = mail(letter).for_recipient("reader@home.example", token)
    assert all(len(row) <= 76 for row in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[^\x00-\x7f]", raw)
    parts = [part.get_payload(decode=True) for part in parsed(raw).iter_parts()]
    for part, source in zip(parts, (text, html), strict=True):
        want = source.replace("\r\n", "\n").replace("\r", "\n").replace(TOKEN, token)
        assert part.replace(b"\r\n", b"\n") == want.encode("utf-8", "replace")


cjk = st.lists(st.text("日本語のメール。\n", max_size=12) | st.just(TOKEN) | st.just("a"), max_size=12).map(
    "".join
)


@settings(max_examples=200, deadline=None)
@given(cjk, tokens)
def test_base64_parts_come_back_whole(text: str, token: str) -> None:
    """Law: wherever tokens fall among groups of three bytes, the part is one run of base64 that any reader decodes."""
    letter = dataclasses.replace(LETTER, text=text + "日本語" * 20, html=text)
    raw = mail(letter).for_recipient("reader@home.example", token)
    first, second = parsed(raw).iter_parts()
    assert first["Content-Transfer-Encoding"] == "base64"
    body = raw.partition(b"base64\r\n\r\n")[2].partition(b"\r\n--")[0]
    want = letter.text.replace(TOKEN, token).replace("\n", "\r\n").encode()
    assert base64.b64decode(body.replace(b"\r\n", b""), validate=True) == want
    assert all(len(row) <= 76 for row in body.split(b"\r\n"))
    got = second.get_payload(decode=True)
    assert isinstance(got, bytes)
    assert got.replace(b"\r\n", b"\n").decode() == text.replace(TOKEN, token)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Plain English.\n" * 40, "quoted-printable"), ("Schöne Grüße aus Köln, wo die Woche ruhig begann und ruhig zu Ende ging.\n" * 40, "quoted-printable"),
     ("人工智能与媒体周刊\n" * 40, "base64"), ("نشرة أسبوعية عن الذكاء\n" * 40, "base64"), ("", "quoted-printable")],
)  # fmt: skip
def test_the_smaller_encoding_is_taken(text: str, expected: str) -> None:
    """Readable where that costs little; a letter in Chinese is not three times its size."""
    letter = dataclasses.replace(LETTER, text=text, html=text)
    message = parsed(mail(letter).for_recipient("reader@home.example", "t"))
    assert [part["Content-Transfer-Encoding"] for part in message.iter_parts()] == [expected] * 2


@given(st.text("a \t=é.\n", max_size=200))
def test_quoted_printable(text: str) -> None:
    """Law: the standard library's own decoder gives the text back, and no line ends in a blank."""
    encoded = quoted_printable(text)
    assert quopri.decodestring(encoded).replace(b"\r\n", b"\n").decode() == text
    assert all(len(row) <= 75 and not row.endswith((b" ", b"\t")) for row in encoded.split(b"\r\n"))


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200))
def test_subject_and_sender_come_back(words: str) -> None:
    """Law: any words survive RFC 2047, in ASCII lines of at most 78; what looks encoded is not decoded."""
    raw = mail(dataclasses.replace(LETTER, subject=words), sender_name=words).for_recipient(
        "a@b.example", "t"
    )
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert all(len(row) <= 998 for row in head.split(b"\r\n"))
    message = email.message_from_bytes(raw)  # the old policy: no help in reading what is wrongly written
    said = str(email.header.make_header(email.header.decode_header(message["Subject"])))
    assert said == words.strip()
    names = email.utils.getaddresses([message["From"]])
    assert [address for _, address in names] == ["hello@frame.example"]


@given(
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=120).map(lambda text: f"é{text}é")
)
@example("0000¡¡¡¡𐀀𐀀𐀀\U000143b7; 0000¡¡¡¡𐀀𐀀𐀀\U000143b7; 0000¡¡¡¡𐀀𐀀𐀀\U000143b7é")
def test_encoded_words_are_as_long_as_they_may_be(words: str) -> None:
    """Law (RFC 2047 2 and 5): at most 75 characters a word and 76 a line, whole characters, one encoding."""
    raw = mail(dataclasses.replace(LETTER, subject=words), sender_name=words).for_recipient(
        "a@b.example", "t"
    )
    message = email.message_from_bytes(raw)
    for field in ("Subject", "From"):
        rows = f"{field}: {message[field]}".split("\r\n" if "\r\n" in message[field] else "\n")
        assert all(len(row) <= 76 for row in rows)
        found = re.findall(r"=\?utf-8\?([qb])\?([^?\s]*)\?=", message[field])
        assert found
        assert len({kind for kind, _ in found}) == 1
        for kind, content in found:
            assert len(f"=?utf-8?{kind}?{content}?=") <= 75
            assert email.header.decode_header(f"=?utf-8?{kind}?{content}?=")[0][0].decode("utf-8")
        if field == "Subject":
            assert str(email.header.make_header(email.header.decode_header(message[field]))) == words


@pytest.mark.parametrize("evil", ["a\r\nBcc: x@evil.example", "a\nb", "a\rb", "a\x00b", "a\u2028b", "a\x85b"])
def test_headers_cannot_be_injected(evil: str) -> None:
    """A line break in any value that becomes a header is refused, never folded in."""
    with pytest.raises(MailError):
        mail(dataclasses.replace(LETTER, subject=evil))
    for field in ("sender_name", "sender_email", "reply_to", "site_url"):
        with pytest.raises(MailError):
            mail(**{field: evil})
    with pytest.raises(MailError):
        mail().for_recipient(evil, "t")
    with pytest.raises(ValueError, match="token"):
        mail().for_recipient("a@b.example", evil)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.example", "a b@c.example", "a@b.example, c@d.example", "a@b@c", "<a@b.example>",
     '"a"@b.example', "ü@b.example", "a" * 65 + "@b.example", "a@" + "b" * 260],
)  # fmt: skip
def test_addresses_that_cannot_be_written(address: str) -> None:
    """One recipient, one address: lists, comments and quoted local parts are refused."""
    with pytest.raises(MailError, match="expected an address"):
        ascii_address(address)


def test_foreign_domains_go_out_in_punycode() -> None:
    """Headers and SMTP are ASCII; a domain with umlauts has a spelling for that."""
    assert ascii_address("a@bücher.example") == "a@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/ x",
        "https://a.example,b",
        "https://ü.example",
        "ftp://a.example",
        "https://" + "a" * 600,
    ],
)
def test_site_addresses_that_cannot_stand_in_a_header(url: str) -> None:
    """List-Unsubscribe is never folded or encoded, so the site's address must fit as it is."""
    with pytest.raises(MailError, match=r"site\.url"):
        mail(site_url=url)
