"""A part's text in a transfer encoding (RFC 2045 6), with places where a recipient's token is put in afterwards.

Quoted-printable can be read over a shoulder and costs little in a script with an alphabet near Latin's; base64 is
taken where it is smaller (Chinese, Japanese, Korean, Arabic). Both are encoded once, around the token.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email import quoprimime
from typing import Literal

from digest.types import TOKEN


@dataclass(frozen=True, slots=True)
class Quoted:
    """Encoded pieces; between two a token stands on a line of its own, joined by soft line breaks."""

    pieces: tuple[bytes, ...]
    name: Literal["quoted-printable"] = "quoted-printable"

    def filled(self, token: bytes) -> bytes:
        return (b"=\r\n" + token + b"=\r\n").join(self.pieces)


@dataclass(frozen=True, slots=True)
class Based:
    """Pieces as bytes. base64 takes three bytes at a time, so a piece comes out in one of three ways, by how many of
    its first bytes complete the group that the token before it began: all three are made beforehand.
    """

    pieces: tuple[bytes, ...]
    ways: tuple[tuple[bytes, bytes, bytes], ...]  #: a piece's whole groups without its first 0, 1 and 2 bytes
    name: Literal["base64"] = "base64"

    def filled(self, token: bytes) -> bytes:
        out, carry = [], b""
        for number, (piece, ways) in enumerate(zip(self.pieces, self.ways, strict=True)):
            carry += token if number else b""
            skip = -len(carry) % 3
            carry += piece[:skip]
            if len(carry) % 3:  # the piece is over before the group is full
                continue
            out += [_lines(carry), ways[skip]]
            carry = piece[len(piece) - (len(piece) - skip) % 3 :] if len(piece) > skip else b""
        out.append(_lines(carry))
        return b"".join(out).removesuffix(b"\r\n")


def encoded(text: str) -> Quoted | Based:
    """`text` with its lines ended by CRLF, as MIME wants them, in the smaller encoding."""
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split(TOKEN)
    quoted = Quoted(tuple(quoted_printable(piece) for piece in pieces))
    raw = tuple(piece.replace("\n", "\r\n").encode("utf-8", "replace") for piece in pieces)
    length = sum(map(len, raw))
    if sum(map(len, quoted.pieces)) <= length * 4 // 3 + length // 57 * 2:
        return quoted
    return Based(raw, tuple(_ways(piece) for piece in raw))


def quoted_printable(text: str) -> bytes:
    """RFC 2045 6.7 with CRLF, in lines of at most 75, so that a soft break may follow the last one."""
    latin = text.encode("utf-8", "replace").decode("latin-1")
    return quoprimime.body_encode(latin, maxlinelen=75, eol="\r\n").encode("ascii")


def _ways(piece: bytes) -> tuple[bytes, bytes, bytes]:
    one, two, three = (_lines(piece[n : len(piece) - max(0, len(piece) - n) % 3]) for n in range(3))
    return one, two, three


def _lines(data: bytes) -> bytes:
    """base64 in lines of 76, each with its CRLF."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
