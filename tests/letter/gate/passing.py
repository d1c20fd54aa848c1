"""A letter that passes, as values and as a mail; and ways to break it."""

from __future__ import annotations

import base64
import dataclasses
import re
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime

from digest.letter.mime import mail_of
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.paths import shipped
from digest.types import Letter, Newsletter

TEMPLATES = Templates(None, shipped("templates"))
GOOD = render(sample_issue(), TEMPLATES)
SITE = NEWSLETTER.site_url
WHEN = datetime(2026, 11, 26, 8, tzinfo=UTC)

Change = Callable[[Letter], Letter]
MailChange = Callable[[bytes], bytes]


def mailed(letter: Letter, newsletter: Newsletter = NEWSLETTER) -> bytes:
    """The letter as the mail that one reader gets."""
    mail = mail_of(letter, newsletter, slot_name="2026-11-26", date=WHEN)
    return mail.for_recipient("reader@post.example", "reader-token")


GOOD_MAIL = mailed(GOOD)


def html(old: str, new: str) -> Change:
    """The letter with something in its HTML replaced (once); what is replaced must be there."""

    def change(letter: Letter) -> Letter:
        assert old in letter.html
        return dataclasses.replace(letter, html=letter.html.replace(old, new, 1))

    return change


def add(markup: str) -> Change:
    return html("</body>", f"{markup}</body>")


def text(old: str, new: str) -> Change:
    def change(letter: Letter) -> Letter:
        assert old in letter.text
        return dataclasses.replace(letter, text=letter.text.replace(old, new))

    return change


def both(*changes: Change) -> Change:
    def change(letter: Letter) -> Letter:
        for one in changes:
            letter = one(letter)
        return letter

    return change


def line(**values: str) -> Change:
    """The letter with another subject or preheader; the HTML hides the new one too."""

    def change(letter: Letter) -> Letter:
        made = dataclasses.replace(letter, **values)
        before, after = letter.preheader, values.get("preheader", letter.preheader)
        return dataclasses.replace(made, html=letter.html.replace(f">{before}<", f">{after}<", 1))

    return change


def filled(to: int) -> Change:
    """The letter's HTML brought to exactly `to` bytes."""
    return lambda letter: add("x" * (to - len(letter.html.encode())))(letter)


def head(old: bytes, new: bytes) -> MailChange:
    """The mail with something in its bytes replaced (once)."""

    def change(mail: bytes) -> bytes:
        assert old in mail, old
        return mail.replace(old, new, 1)

    return change


def field(name: str, line: str | bytes) -> MailChange:
    """The mail with one whole field, folds and all, replaced by these lines; "" removes it."""
    new = line.encode("latin-1") if isinstance(line, str) else line

    def change(mail: bytes) -> bytes:
        pattern = rb"(?m)^" + name.encode() + rb":.*\r\n(?:[ \t].*\r\n)*"
        made, times = re.subn(pattern, lambda _: new + b"\r\n" if new else b"", mail, count=1)
        assert times == 1, name
        return made

    return change


def extra(line: str | bytes) -> MailChange:
    """The mail with one more line at the top of its header."""
    return lambda mail: (line.encode("latin-1") if isinstance(line, str) else line) + b"\r\n" + mail


def png(width: int = 8, height: int = 8, weight: int = 0) -> bytes:
    """A picture that is one, of at least `weight` bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * 3 * width for _ in range(height)))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return start + chunk(b"IDAT", rows) + chunk(b"tEXt", b"x\0" + b"y" * weight) + chunk(b"IEND", b"")


def picture(source: str = "", sizes: str = 'width="8" height="8"', alt: str = 'alt="A grey square"') -> str:
    source = source or f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    return f'<img src="{source}" {sizes} {alt}>'


def enclosed(*weights: int, kind: str = "image/png") -> MailChange:
    """The mail with pictures of at least these many bytes in it, shown at the letter's end by their Content-ID."""

    def change(mail: bytes) -> bytes:
        found = re.search(rb'boundary="([^"]+)"', mail)
        assert found
        parts, shown = b"", ""
        for n, weight in enumerate(weights):
            body = base64.encodebytes(png(weight=weight)).replace(b"\n", b"\r\n")
            parts += b"--" + found[1] + f"\r\nContent-Type: {kind}\r\nContent-ID: <p{n}>\r\n".encode()
            parts += b"Content-Transfer-Encoding: base64\r\n\r\n" + body
            shown += "=\r\n" + picture(f"cid:p{n}", alt='alt="A"').replace("=", "=3D") + "=\r\n"
        end = b"--" + found[1] + b"--"
        return mail.replace(end, parts + end).replace(b"</body>", shown.encode() + b"</body>", 1)

    return change
