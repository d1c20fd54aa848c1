"""A find, made small: what is not needed for it goes, and words become `x`, so that no publisher's text is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

_WORD = re.compile(rb"[A-Za-z0-9\x80-\xff]{2,}")


def shrunk(body: bytes, fails: Callable[[bytes], bool], *, seconds: float = 20.0) -> bytes:
    """The smallest body found within so many seconds for which `fails` is true, as it is for `body`."""
    end = time.monotonic() + seconds
    size = max(1, len(body) // 2)
    while size and time.monotonic() < end:
        smaller = next((one for one in _without(body, size) if time.monotonic() < end and fails(one)), None)
        if smaller is None:
            size //= 2
        else:
            body = smaller
    for word in sorted(set(_WORD.findall(body)), key=len, reverse=True):
        if time.monotonic() > end:
            break
        for plain in (b"x", b"x" * len(word)):
            if word.strip(b"x") and fails(body.replace(word, plain)):
                body = body.replace(word, plain)
                break
    return body


def _without(body: bytes, size: int) -> Iterator[bytes]:
    for begin in range(0, len(body), size):
        yield body[:begin] + body[begin + size :]
