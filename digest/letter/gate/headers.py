"""The header of a mail, as it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.letter.gate.mail import decoded, uris
from digest.letter.gate.page import Page
from digest.letter.gate.rule import Fault, rule

#: Octets of a line without its end.
LONGEST, WANTED = 998, 78
#: Fields of which a mail has at most one.
_ONCE = (
    "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
)  # fmt: skip
#: Fields that hold no words, so no encoded ones.
_STRICT = (
    "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help", "List-Post",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Return-Path",
)  # fmt: skip
_ENCODED = re.compile(r"=\?[^?\s]{1,75}\?[bqBQ]\?[^?\s]*\?=")


@rule(
    "mailable",
    source="RFC 5322 § 2.2; RFC 5321 § 4.1.2",
    wants="A mail can be made of it: no line break in the subject, addresses that a server takes.",
    mend="mend the value in feeds.yaml, or the subject",
    needs=("newsletter",),
)
def mailable(page: Page) -> Iterator[Fault]:
    if page.unmailable:
        yield Fault(page.unmailable, place="header")


@rule(
    "header-syntax",
    source="RFC 5322 § 2.2",
    wants="Every line of the header is `Name: value` or goes on with one.",
    mend="put an empty line before the body, and nothing else between the fields",
    needs=("mail",),
)
def header_syntax(page: Page) -> Iterator[Fault]:
    for line in page.sent.broken[:5]:
        yield Fault("a line of the header that is no field", place=_shown(line))


@rule(
    "header-length",
    source="RFC 5322 § 2.1.1",
    wants="No line of the header has over 998 octets (error), nor over 78 where it could have been folded (warning).",
    mend="fold it at a space: a line end, then a space",
    needs=("mail",),
)
def header_length(page: Page) -> Iterator[Fault]:
    for line in page.sent.head:
        if len(line) > LONGEST:
            yield Fault(f"{len(line):,} octets in a line, at most {LONGEST}", place=_shown(line))
        elif len(line) > WANTED and re.search(rb"\S[ \t]+\S", line.partition(b":")[2].strip()):
            message = f"{len(line)} octets in a line, expected at most {WANTED}"
            yield Fault(message, place=_shown(line), severity="warning")


@rule(
    "header-ascii",
    source="RFC 5322 § 2.2; RFC 2047 § 1",
    wants="Only ASCII in the header; other words are encoded.",
    mend="encode it (=?utf-8?q?…?=); a domain in punycode",
    needs=("mail",),
)
def header_ascii(page: Page) -> Iterator[Fault]:
    for field in page.sent.fields:
        if not all(line.isascii() for line in field.lines):
            yield Fault(f"{field.name} holds octets beyond ASCII", place=_shown(field.lines[0]))
        elif re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", field.raw):
            yield Fault(f"{field.name} holds a control character", place=_shown(field.lines[0]))


@rule(
    "encoded-word",
    source="RFC 2047 §§ 2 and 5",
    wants="Encoded words are at most 75 long, can be read, and stand where words do: in no address, date or id.",
    mend="fold the field at spaces, and leave its addresses as they are",
    needs=("mail",),
)
def encoded_word(page: Page) -> Iterator[Fault]:
    for field in page.sent.fields:
        value, found = field.value, _ENCODED.findall(field.value)
        strict = field.name.lower() in {name.lower() for name in _STRICT}
        if "=?" in value and (strict or any(_ENCODED.search(uri) for uri in uris(value))):
            yield Fault(f"an encoded word in {field.name}, where nobody reads it", place=value[:120])
        elif any(len(word) > 75 for word in found):
            yield Fault(f"an encoded word of over 75 characters in {field.name}", place=value[:120])
        elif found and decoded(value) == value:
            yield Fault(f"an encoded word in {field.name} that cannot be read", place=value[:120])


@rule(
    "header-once",
    source="RFC 5322 § 3.6; RFC 2045 § 3; RFC 2369 § 2; RFC 2919 § 3",
    wants="No field that may stand once stands twice.",
    mend="remove all but one",
    needs=("mail",),
)
def header_once(page: Page) -> Iterator[Fault]:
    for name in _ONCE:
        if (n := len(page.sent.get(name))) > 1:
            yield Fault(f"{n} fields {name}", place=name)


def _shown(line: bytes) -> str:
    return line[:100].decode("latin-1") + ("…" if len(line) > 100 else "")


RULES = (mailable, header_syntax, header_length, header_ascii, encoded_word, header_once)
