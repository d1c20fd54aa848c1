"""Bodies, decompressed within bounds.

Counting decoded bytes afterwards is too late: one chunk of a gzip bomb is a gigabyte. So bodies are read raw
and unpacked here, never more than what is still allowed. Only gzip is asked for; deflate, br and zstd come from
servers that do not listen, and each of their libraries can be told how much to give.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from digest.errors import FeedError

#: Windows of more than 8 MB are no HTTP content (RFC 9659 § 3): a frame may ask its reader for gigabytes.
_ZSTD_WINDOW_LOG = 23
#: Members of a body: one for each 64 KB in some archives, and no more work than that for a body of empty ones.
_MOST_MEMBERS = 10_000
#: How a further member may begin: gzip's first byte (RFC 1952), a zstd or a skippable frame's (RFC 8878 § 3.1).
_MEMBERS = {"gzip": b"\x1f", "zstd": b"\x28" + bytes(range(0x50, 0x60))}


class _Unpacker(Protocol):
    """One member (gzip) or frame (zstd), as `zlib` and `zstd` have it."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def read_bounded(chunks: Iterator[bytes], encoding: str, *, limit: int, url: str) -> bytes:
    """The decoded body; FeedError beyond `limit` bytes, before more than that was ever unpacked.

    `encoding` is the Content-Encoding: "", identity, gzip, deflate, br or zstd. Stacked ones (gzip in gzip) have
    no use but to be a bomb and are refused.
    """
    encoding = encoding.removeprefix("x-")
    if encoding in ("", "identity"):
        return b"".join(_raw_within(chunks, limit, url))
    if encoding not in _OPENERS:
        raise FeedError(f"{url}: Content-Encoding {encoding[:60]!r} is not read; expected gzip or none")
    try:
        return b"".join(_unpacked(_raw_within(chunks, limit, url), encoding, limit, url))
    except _damages() as error:
        raise FeedError(f"{url}: the {encoding} body is damaged ({error})") from None


def _unpacked(chunks: Iterator[bytes], encoding: str, limit: int, url: str) -> Iterator[bytes]:
    """Pieces of the decoded body, all members of it one after the other."""
    unpack: _Unpacker | None = None
    members = total = 0
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpack is None:
                if members and encoding == "br":
                    raise FeedError(f"{url}: the br body is damaged (it goes on after its end)")
                if members and rest[0] not in _MEMBERS.get(encoding, b""):
                    return  # padding after the last member
                if members == _MOST_MEMBERS:
                    raise FeedError(f"{url}: the {encoding} body has more than {_MOST_MEMBERS} members")
                unpack, members = _OPENERS[encoding](rest), members + 1
            piece = unpack.decompress(rest, limit + 1 - total)
            total += len(piece)
            if total > limit:
                raise _too_big(url, limit)
            yield piece
            rest = unpack.unused_data if unpack.eof else b""
            if unpack.eof:
                unpack = None
    if unpack is not None:
        raise FeedError(f"{url}: the {encoding} body was cut short")


class _Brotli:
    """A brotli stream behind the same three names. Its window is 16 MB at most (RFC 7932 § 9.1)."""

    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # it has neither stubs nor py.typed

        self._stream = brotli.Decompressor()
        self.unused_data = b""  # the library tells of none; a stream is the whole body

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        pieces = [self._stream.process(data, output_buffer_limit=max_length)]
        room = max_length - len(pieces[0])
        while room > 0 and not self._stream.can_accept_more_data():
            pieces.append(self._stream.process(b"", output_buffer_limit=room))
            room -= len(pieces[-1])
        return b"".join(pieces)


def _gzip(_start: bytes) -> _Unpacker:
    return zlib.decompressobj(16 + zlib.MAX_WBITS)


def _deflate(start: bytes) -> _Unpacker:
    """ "deflate" means zlib (RFC 9110 § 8.4.1.2), but some servers send it raw."""
    framed = start[0] & 0x0F == 8 and (start[0] >> 4) <= 7
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


def _br(_start: bytes) -> _Unpacker:
    return _Brotli()


def _zstd(_start: bytes) -> _Unpacker:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    unpack: _Unpacker = zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
    )
    return unpack


_OPENERS: dict[str, Callable[[bytes], _Unpacker]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _br,
    "zstd": _zstd,
}


def _damages() -> tuple[type[Exception], ...]:
    """What the libraries that are in use raise for a body that is not what it says."""
    named = (("brotli", "error"), ("backports.zstd", "ZstdError"), ("compression.zstd", "ZstdError"))
    loaded = ((sys.modules.get(module), name) for module, name in named)
    return (zlib.error, *(getattr(module, name) for module, name in loaded if module))


def _raw_within(chunks: Iterator[bytes], limit: int, url: str) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise _too_big(url, limit)
        yield chunk


def _too_big(url: str, limit: int) -> FeedError:
    return FeedError(f"{url}: larger than {limit / 2**20:g} MB", mend="ask the publisher for a shorter feed")
