"""Bodies, decompressed within bounds.

Counting decoded bytes afterwards is too late: one chunk of a gzip bomb is a gigabyte. So bodies are read raw
and unpacked here, never more than what is still allowed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from digest.errors import FeedError


def read_bounded(chunks: Iterator[bytes], encoding: str, *, limit: int, url: str) -> bytes:
    """The decoded body; FeedError beyond `limit` bytes, before more than that was ever unpacked.

    `encoding` is the Content-Encoding: "", identity, gzip or deflate. Stacked ones (gzip in gzip) have no
    use but to be a bomb and are refused.
    """
    if encoding in ("", "identity"):
        return _within(chunks, limit, url)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FeedError(f"{url}: Content-Encoding {encoding[:60]!r} is not read; expected gzip or none")
    out = bytearray()
    unpack = None
    try:
        for chunk in _raw_within(chunks, limit, url):
            rest = chunk
            while rest:
                if unpack is None:
                    if out and not rest.startswith(b"\x1f"):
                        return bytes(out)  # padding after the last member
                    unpack = zlib.decompressobj(_window(encoding, rest))
                out += unpack.decompress(rest, limit + 1 - len(out))
                if len(out) > limit:
                    raise _too_big(url, limit)
                rest = unpack.unused_data
                if unpack.eof:
                    unpack = None
    except zlib.error as error:
        raise FeedError(f"{url}: the {encoding} body is damaged ({error})") from None
    if unpack is not None:
        raise FeedError(f"{url}: the {encoding} body was cut short")
    return bytes(out)


def _window(encoding: str, start: bytes) -> int:
    """zlib's window argument. "deflate" means zlib (RFC 9110 § 8.4.1.2), but some servers send it raw."""
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 and (start[0] >> 4) <= 7 else -zlib.MAX_WBITS


def _within(chunks: Iterator[bytes], limit: int, url: str) -> bytes:
    return b"".join(_raw_within(chunks, limit, url))


def _raw_within(chunks: Iterator[bytes], limit: int, url: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise _too_big(url, limit)
        yield chunk


def _too_big(url: str, limit: int) -> FeedError:
    return FeedError(f"{url}: larger than {limit / 2**20:g} MB", mend="ask the publisher for a shorter feed")
