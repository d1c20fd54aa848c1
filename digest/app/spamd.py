"""SpamAssassin's score, from a spamd on this machine. Asked only when somebody says so."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from typing import Final

from digest.types import Finding

RULE: Final = "spam"
SOURCE: Final = "SpamAssassin, spamd/PROTOCOL"
#: Where spamd listens, seconds for all of it, and bytes of its answer.
ADDRESS: Final = ("127.0.0.1", 783)
_SECONDS: Final = 20.0
_LARGEST: Final = 64 * 1024
#: The usual threshold is 5; what is near it is over it elsewhere.
NEAR: Final = 3.0
_SCORE = re.compile(
    r"^Spam:\s*(?:True|False|Yes|No)\s*;\s*(-?\d{1,6}(?:\.\d{1,4})?)\s*/\s*(-?\d{1,6}(?:\.\d{1,4})?)",
    re.M | re.I,
)


def score(mail: bytes, address: tuple[str, int] = ADDRESS) -> list[Finding]:
    """What spamd says of a mail: an error over its threshold, a warning near it, or when it does not answer."""
    try:
        answer = _asked(mail, address)
    except OSError as error:
        return [
            _finding(
                "warning", f"spamd does not answer on {address[0]}:{address[1]} ({error.strerror or error})"
            )
        ]
    head, _, symbols = answer.decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")
    found = _SCORE.search(head)
    if not found:
        return [_finding("warning", f"spamd gives no score: {head.partition(chr(10))[0][:80]!r}")]
    points, threshold = float(found[1]), float(found[2])
    names = ", ".join(re.findall(r"[A-Z][A-Z0-9_]{2,60}", symbols)[:20])
    message = f"SpamAssassin gives {points:g} of {threshold:g} points{f': {names}' if names else ''}"
    if points >= threshold:
        return [_finding("error", message)]
    return [_finding("warning", message)] if points >= NEAR else []


def _asked(mail: bytes, address: tuple[str, int]) -> bytes:
    """One request of spamd's protocol; OSError (TimeoutError among them) when it is not there or dawdles."""
    import time

    end, answer = time.monotonic() + _SECONDS, b""
    with socket.create_connection(address, timeout=5.0) as server:
        head = f"SYMBOLS SPAMC/1.5\r\nContent-length: {len(mail)}\r\n\r\n"
        server.sendall(head.encode("ascii") + mail)
        with suppress(OSError):  # it may have closed already
            server.shutdown(socket.SHUT_WR)
        while len(answer) < _LARGEST:
            server.settimeout(max(0.01, end - time.monotonic()))
            piece = server.recv(4096)
            if not piece:
                break
            answer += piece
    return answer


def _finding(severity: str, message: str) -> Finding:
    return Finding(
        severity="error" if severity == "error" else "warning",
        rule=RULE,
        message=message,
        place="mail",
        mend="look the names up in SpamAssassin's list of tests; mend what is ours",
    )
