"""Small pictures, made here: whole, and broken in ways that files from the web are."""

from __future__ import annotations

import random
import struct
import zlib


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, weight: int = 0, moves: bool = False, shade: int = 0x80) -> bytes:
    """One grey pixel a pixel; `weight` more bytes, in a chunk that viewers skip."""
    rows = zlib.compress((b"\x00" + bytes([shade]) * width) * height)
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))]
    parts += [chunk(b"acTL", struct.pack(">II", 2, 0))] if moves else []
    parts += [chunk(b"teSt", random.Random(shade).randbytes(weight))] if weight else []
    return b"\x89PNG\r\n\x1a\n" + b"".join([*parts, chunk(b"IDAT", rows), chunk(b"IEND", b"")])


def claimed(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says it is as large as that."""
    small = png(1, 1)
    return small[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + small[33:]


def jpeg(width: int, height: int, *, colours: int = 3, depth: int = 8, end: bytes = b"\xff\xd9") -> bytes:
    """A JPEG's segments, with a thumbnail, its frame and its end hidden in one that is to be skipped. No viewer would
    make much of the scan's bytes; none of ours looks at them."""
    thumbnail = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 9, 9) + b"\xff\xd9"
    app = b"\xff\xe1" + struct.pack(">H", 2 + len(thumbnail)) + thumbnail
    frame = struct.pack(">BHH", depth, height, width) + bytes([colours]) + b"\x01\x22\x00" * colours
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\x01\x01\x00\x00\x3f\x00" + b"\x2a" * 40
    sof = b"\xff\xff\xc2" + struct.pack(">H", 2 + len(frame)) + frame
    return b"\xff\xd8" + app + sof + scan + end
