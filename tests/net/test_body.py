"""Bodies: what servers send, bounded before it is unpacked."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.net.body import read_bounded

LIMIT = 1_000_000


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


def test_padding_after_gzip_is_left_out() -> None:
    """Some servers pad the last block with zero bytes."""
    assert (
        read_bounded(pieces(gzip.compress(b"feed") + b"\0" * 20), "gzip", limit=LIMIT, url="http://x/")
        == b"feed"
    )


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_never_unpacked(encoding: str) -> None:
    """100 MB of zeros in 100 KB: refused, with no more memory than the limit allows."""
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
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
        ("br", b"x", "'br' is not read"),
        ("gzip", b"<rss/>", "damaged"),
        ("gzip", gzip.compress(b"x" * 5000)[:-9], "cut short"),
        ("deflate", b"\x78\x9c\xff\xff\xff", "damaged"),
        ("", b"x" * (LIMIT + 1), "larger than"),
        ("gzip", gzip.compress(b"") * 60_000, "larger than"),
    ],
)
def test_a_body_that_is_refused(encoding: str, body: bytes, says: str) -> None:
    """Stacked, unknown, damaged, short or endless (even of empty members): a FeedError that says which."""
    with pytest.raises(FeedError, match=says):
        read_bounded(pieces(body), encoding, limit=LIMIT, url="http://x/")
