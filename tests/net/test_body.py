"""Bodies: what servers send, bounded before it is unpacked."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from collections.abc import Iterator

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.net.body import read_bounded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 1_000_000
#: A frame of a few bytes that asks its reader for a window of 2 GB.
WIDE = b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00"


def pieces(body: bytes, size: int = 1000) -> Iterator[bytes]:
    return (body[i : i + size] for i in range(0, len(body), size))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


ENCODERS = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": lambda body: gzip.compress(body[:10]) + gzip.compress(body[10:]),
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=4),
    "zstd": lambda body: zstd.compress(body[:10]) + zstd.compress(body[10:]),
}


@given(
    body=st.binary(max_size=3000),
    encoding=st.sampled_from(sorted(ENCODERS)),
    size=st.integers(1, 500),
)
def test_what_was_packed_comes_out(body: bytes, encoding: str, size: int) -> None:
    """Law: reading undoes packing, however the network cuts it (x-gzip here has two members, RFC 1952 § 2.2)."""
    packed = ENCODERS[encoding](body)
    assert read_bounded(pieces(packed, size), encoding, limit=LIMIT, url="http://x/") == body


def test_raw_deflate_is_read() -> None:
    """Old servers send deflate without zlib's frame."""
    assert (
        read_bounded(pieces(raw_deflate(b"feed" * 99)), "deflate", limit=LIMIT, url="http://x/")
        == b"feed" * 99
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
def test_padding_is_left_out(encoding: str) -> None:
    """Some servers pad the last block with zero bytes."""
    padded = ENCODERS[encoding](b"feed") + b"\0" * 20
    for size in (1, 1000):
        assert read_bounded(pieces(padded, size), encoding, limit=LIMIT, url="http://x/") == b"feed"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_never_unpacked(encoding: str) -> None:
    """100 MB of zeros in 100 KB (or far less): refused, with no more memory than the limit allows."""
    bomb = ENCODERS[encoding](bytes(100_000_000))
    tracemalloc.start()
    with pytest.raises(FeedError, match="larger than"):
        read_bounded(iter([bomb]), encoding, limit=LIMIT, url="http://x/")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * LIMIT


@pytest.mark.parametrize(
    ("encoding", "body", "says"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"x")), "'gzip, gzip' is not read"),
        ("gzip, br", gzip.compress(brotli.compress(b"x")), "'gzip, br' is not read"),
        ("compress", b"x", "'compress' is not read"),
        ("br", b"<rss/>", "damaged"),
        ("br", brotli.compress(b"x" * 5000)[:-1], "cut short"),
        ("br", brotli.compress(b"x") + b"more", "damaged"),
        ("zstd", b"<rss/>", "damaged"),
        ("zstd", zstd.compress(b"x" * 5000)[:-1], "cut short"),
        ("zstd", WIDE, "damaged .*memory"),
        ("zstd", zstd.compress(b"") * 10_001, "more than 10000 members"),
        ("gzip", b"<rss/>", "damaged"),
        ("gzip", gzip.compress(b"x" * 5000)[:-9], "cut short"),
        ("deflate", b"\x78\x9c\xff\xff\xff", "damaged"),
        ("", b"x" * (LIMIT + 1), "larger than"),
        ("gzip", gzip.compress(b"") * 10_001, "more than 10000 members"),
    ],
    # gzip writes down the time, and a test must have the same name in each worker
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else None,
)
def test_a_body_that_is_refused(encoding: str, body: bytes, says: str) -> None:
    """Stacked, unknown, damaged, short or endless (even of empty members): a FeedError that says which."""
    with pytest.raises(FeedError, match=says):
        read_bounded(pieces(body), encoding, limit=LIMIT, url="http://x/")
