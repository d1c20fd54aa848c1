"""The body of a mail: its parts, their order, their characters, their lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from digest.letter.gate.headers import LONGEST
from digest.letter.gate.mail import Mail, Part
from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule

#: Characters of a line in these encodings.
_ENCODED_LINE = 76
_CODINGS = ("7bit", "8bit", "quoted-printable", "base64")


def _read(mail: Mail) -> list[Part]:
    """The parts that are text and are shown."""
    return [part for part in mail.parts if part.kind.startswith("text/") and part.disposition != "attachment"]


@rule(
    "mime",
    source="RFC 2045 § 4; RFC 2046 §§ 5.1.1 and 5.1.4",
    wants="MIME-Version: 1.0 and a multipart/alternative: text first, then HTML, neither of them empty.",
    mend="put text/plain before text/html in one multipart/alternative",
    needs=("mail",),
)
def mime(page: Page) -> Iterator[Fault]:
    mail = page.sent
    if not re.match(r"1\.0\b", mail.value("MIME-Version")):
        yield Fault("no MIME-Version: 1.0", place="MIME-Version")
    for defect in mail.defects[:5]:
        yield Fault(f"the structure is broken: {defect}", place="body")
    kinds = [part.kind for part in _read(mail)]
    plain, html = mail.body("text/plain"), mail.body("text/html")
    for kind, part in (("text/plain", plain), ("text/html", html)):
        if part is None:
            yield Fault(f"no {kind} part", place="body")
        elif not part.text.strip():
            yield Fault(f"the {kind} part is empty", place=kind)
    if plain and html and kinds.index("text/plain") > kinds.index("text/html"):
        yield Fault("the text part comes after the HTML: clients show the last", place="body")
    elif plain and html and "multipart/alternative" not in {*plain.boxes} & {*html.boxes}:
        yield Fault("text and HTML are not alternatives of each other", place="body")


@rule(
    "charset",
    source="RFC 2046 § 4.1.2",
    wants="Each text says utf-8 (or us-ascii) and is written in it; the HTML's own <meta> says no other.",
    mend="write Content-Type: …; charset=utf-8",
    needs=("mail",),
)
def charset(page: Page) -> Iterator[Fault]:
    for part in _read(page.sent):
        said = part.charset or "us-ascii"
        try:
            codec = codecs.lookup(said).name
            part.data.decode(codec)
        except LookupError:
            yield Fault(f"nobody knows the charset {said[:40]!r}", place=part.kind)
            continue
        except UnicodeDecodeError as error:
            yield Fault(f"it is not in {said}: octet {error.start:,}", place=part.kind)
            continue
        if codec not in ("utf-8", "ascii"):
            yield Fault(f"expected utf-8, got {said}", place=part.kind, severity="warning")
        elif part.kind == "text/html" and (other := _meta(page)) not in ("", "utf-8", "ascii"):
            yield Fault(f"its <meta> says {other}", place=part.kind)


@rule(
    "encoding",
    source="RFC 2045 §§ 2.7, 2.8, 6.7 and 6.8",
    wants="quoted-printable or base64 in lines of at most 76; 7bit holds no octet above 127, and no NUL.",
    mend="encode the part as quoted-printable",
    needs=("mail",),
)
def encoding(page: Page) -> Iterator[Fault]:
    for part in page.sent.parts:
        longest = max(map(len, part.encoded.splitlines()), default=0)
        if part.encoding not in _CODINGS:
            yield Fault(f"Content-Transfer-Encoding {part.encoding[:40]!r} is not for mail", place=part.kind)
        elif part.encoding in ("quoted-printable", "base64") and longest > _ENCODED_LINE:
            yield Fault(f"{longest} characters in a line of {part.encoding}, at most 76", place=part.kind)
        elif part.encoding == "7bit" and not part.encoded.isascii():
            yield Fault("octets above 127 in 7bit", place=part.kind)
        elif b"\0" in part.encoded:
            yield Fault("a NUL in the body", place=part.kind)


@rule(
    "line-length",
    source="RFC 5322 § 2.1.1; RFC 5321 § 4.5.3.1.6",
    wants="No line of the body has over 998 octets: servers break it where they like.",
    mend="encode the part as quoted-printable",
    needs=("mail",),
)
def line_length(page: Page) -> Iterator[Fault]:
    mail = page.sent
    body = re.split(rb"\r\n|\n|\r", mail.raw)[len(mail.head) :]
    if long := [len(line) for line in body if len(line) > LONGEST]:
        yield Fault(
            f"{len(long)} lines of over {LONGEST} octets, the longest has {max(long):,}", place="body"
        )


@rule(
    "line-end",
    source="RFC 5322 § 2.3",
    wants="Lines end in CRLF throughout; a file that was saved with LF alone may have these.",
    mend="write CRLF at every line's end",
    needs=("mail",),
)
def line_end(page: Page) -> Iterator[Fault]:
    raw = page.sent.raw
    pairs, feeds, returns = raw.count(b"\r\n"), raw.count(b"\n"), raw.count(b"\r")
    if returns > pairs:
        yield Fault(f"{returns - pairs} bare carriage returns", place="body")
    elif pairs and feeds > pairs:
        yield Fault(f"{feeds - pairs} line feeds alone, among {pairs} CRLF", place="body")


def _meta(page: Page) -> str:
    """The charset that the HTML itself names, by Python's name for it; "" when it names none that is known."""
    found = re.search(r"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", page.html[:5000], re.IGNORECASE)
    try:
        return codecs.lookup(found[1]).name if found else ""
    except LookupError:
        return ""


RULES = (mime, charset, encoding, line_length, line_end)
