"""The bytes of a mail as the rules see them: header fields with their lines, and the body's parts. Reads anything."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

#: Header fields and parts that are looked at; a letter has about a dozen and two.
_MOST_FIELDS, _MOST_PARTS = 500, 100
#: Characters of a header in which encoded words are read: the standard library takes quadratic time for them.
_MOST_WORDS = 10_000
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
_LINE = re.compile(rb"\r\n|\n|\r")
#: A mailbox as it stands in a header or a mailto: (RFC 5321 4.1.2, without quoted local parts and literal addresses).
MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_URI = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class Field:
    """A header field. `raw` is its value as sent, folds and all, without the last line end."""

    name: str
    raw: bytes
    lines: tuple[bytes, ...]  #: as sent, the first with the name

    @property
    def value(self) -> str:
        """Unfolded (RFC 5322 2.2.3), its octets one character each; encoded words stay encoded."""
        return _LINE.sub(b"", self.raw).decode("latin-1").strip()


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the MIME tree."""

    kind: str  #: `text/html`
    charset: str  #: as declared, in lower case; "" when it is not
    encoding: str  #: its Content-Transfer-Encoding in lower case
    disposition: str
    cid: str  #: its Content-ID without the brackets
    encoded: bytes  #: its body as sent
    data: bytes  #: the same, decoded
    boxes: tuple[str, ...] = ()  #: the multiparts around it, the outermost first

    @property
    def text(self) -> str:
        """Its characters; where it is not in its charset, read as UTF-8 all the same."""
        try:
            return self.data.decode(self.charset or "utf-8")
        except (LookupError, ValueError):
            return self.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Mail:
    raw: bytes
    head: tuple[bytes, ...]  #: the lines before the first empty one, without line ends
    fields: tuple[Field, ...]
    broken: tuple[bytes, ...]  #: lines of the header that are no field and continue none
    parts: tuple[Part, ...]
    defects: tuple[str, ...]  #: what Python's parser found wrong with the MIME structure

    def get(self, name: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.name.lower() == name.lower())

    def value(self, name: str) -> str:
        """Of the first such field; "" when there is none."""
        return next((field.value for field in self.get(name)), "")

    def words(self, name: str) -> str:
        """The same with its encoded words read."""
        return decoded(self.value(name))

    def body(self, kind: str) -> Part | None:
        """The first part of that kind that is shown and not attached."""
        shown = (part for part in self.parts if part.kind == kind and part.disposition != "attachment")
        return next(shown, None)


def read_mail(raw: bytes) -> Mail:
    """The mail in some bytes. Never raises; what is missing is empty."""
    # A mailbox's separator, as `procmail` and `git` write it before the first field, is no part of the mail.
    raw = raw.split(b"\n", 1)[-1] if raw.startswith((b"From ", b">From ")) else raw
    end = _head_end(raw)
    head = _LINE.split(raw[:end])
    while head and not head[-1]:
        head.pop()
    fields, broken = _fields(head)
    try:
        # Without the lines that are no field: the parser would take the first of them for the body's beginning.
        sound = b"\r\n".join(line for field in fields for line in field.lines)
        message = email.message_from_bytes(sound + raw[end:], policy=email.policy.compat32)
        parts, defects = _parts(message)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        parts, defects = (), (f"it cannot be read ({type(error).__name__})",)
    return Mail(raw, tuple(head), fields, broken, parts, defects)


def _head_end(raw: bytes) -> int:
    found = re.search(rb"\r\n\r\n|\n\r?\n|\r\r(?!\n)", raw)
    return found.start() if found else len(raw)


def _fields(head: list[bytes]) -> tuple[tuple[Field, ...], tuple[bytes, ...]]:
    groups: list[list[bytes]] = []
    broken: list[bytes] = []
    for line in head:
        if line[:1] in (b" ", b"\t") and groups:
            groups[-1].append(line)
        elif _FIELD.match(line):
            groups.append([line])
        else:
            broken.append(line)
        if len(groups) > _MOST_FIELDS:
            break
    fields = []
    for lines in groups:
        found = _FIELD.match(b"\r\n".join(lines))
        assert found
        fields.append(Field(found[1].decode("ascii"), found[2], tuple(lines)))
    return tuple(fields), tuple(broken)


def _parts(message: Message) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The leaves, in order, and the names of the parser's complaints."""
    leaves: list[Part] = []
    defects = []
    waiting: list[tuple[Message, tuple[str, ...]]] = [(message, ())]
    while waiting and len(leaves) < _MOST_PARTS:
        part, boxes = waiting.pop()
        defects += [type(defect).__name__.removesuffix("Defect") for defect in part.defects]
        inner = part.get_payload()
        if isinstance(inner, list):
            around = (*boxes, part.get_content_type())
            waiting += [(one, around) for one in reversed(inner) if isinstance(one, Message)]
        else:
            leaves.append(_leaf(part, boxes))
    return tuple(leaves), tuple(dict.fromkeys(defects))


def _leaf(part: Message, boxes: tuple[str, ...]) -> Part:
    encoded = part.get_payload()
    charset = part.get_param("charset", "")
    return Part(
        kind=part.get_content_type(),
        charset=(charset if isinstance(charset, str) else str(charset[-1])).strip().lower(),
        encoding=str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower(),
        disposition=str(part.get_content_disposition() or ""),
        cid=str(part.get("Content-ID", "")).strip().strip("<>"),
        encoded=str(encoded).encode("utf-8", "surrogateescape"),
        data=_decoded(part),
        boxes=boxes,
    )


def _decoded(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def uris(value: str) -> list[str]:
    """What stands between angle brackets in a field's value (RFC 2369 2), blanks around it left out."""
    return [uri.strip() for uri in _URI.findall(value)]


def decoded(value: str) -> str:
    """Words of a header, RFC 2047 read. What cannot be read stays as it is, and so does what nobody would read."""
    if len(value) > _MOST_WORDS:
        return value
    try:
        pieces = decode_header(value)
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "latin-1", "replace")
            for piece, charset in pieces
        )
    except (MessageError, LookupError, ValueError):
        return value
