"""A letter as a picture of its whole length, by the Chromium that is here. Without one there is no picture."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

#: Pixels: the letter is 600 wide; Chromium paints no more than 16,384 at once.
WIDTH, LONGEST = 600, 16_000
#: Seconds for one start of Chromium; the first on a machine takes some.
_PATIENCE = 60
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Nothing is fetched: no name is resolved, and the page itself may load nothing and run only what measures it.
_FLAGS = (
    "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--force-device-scale-factor=1",
)  # fmt: skip
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; script-src 'nonce-{nonce}'\">"
)
_MEASURE = (
    '<script nonce="{nonce}">addEventListener("load", () => document.documentElement.dataset.height = '
    "Math.ceil(document.documentElement.getBoundingClientRect().height))</script>"
)


def picture(html: str) -> tuple[bytes, str]:
    """(PNG of the whole page at 600 px in light mode, ""), or (b"", why there is none)."""
    chromium = next(filter(None, map(shutil.which, _NAMES)), None)
    if chromium is None:
        return b"", "Chromium is not installed"
    try:
        with tempfile.TemporaryDirectory(prefix="digest-", ignore_cleanup_errors=True) as scratch:
            return _taken(chromium, html, Path(scratch)), ""
    except subprocess.TimeoutExpired:
        return b"", f"Chromium took longer than {_PATIENCE} s"
    except (OSError, ValueError) as error:
        return b"", f"Chromium gave none: {error}"


def _taken(chromium: str, html: str, scratch: Path) -> bytes:
    """Twice: once to see how long the page is, for a picture is as large as the window."""
    page, shot = scratch / "letter.html", scratch / "letter.png"
    nonce = secrets.token_hex(8)  # so that no script of the page's own can have guessed it
    policy, measure = (part.replace("{nonce}", nonce) for part in (_POLICY, _MEASURE))
    watched = html.replace("<head>", f"<head>{policy}", 1).replace("</body>", f"{measure}</body>")
    page.write_text(watched, "utf-8", "replace")
    shown = _run(chromium, scratch, f"--window-size={WIDTH},800", "--dump-dom", page.as_uri())
    measured = re.search(rb'data-height="(\d{1,6})"', shown)
    if measured is None:
        raise ValueError("it did not say how long the page is")
    size = f"--window-size={WIDTH},{min(int(measured[1]), LONGEST)}"
    _run(chromium, scratch, size, f"--screenshot={shot}", page.as_uri())
    data = shot.read_bytes()
    if not data.startswith(b"\x89PNG"):
        raise ValueError("what it wrote is no PNG")
    return data


def _run(chromium: str, scratch: Path, *arguments: str) -> bytes:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses root
    command = [chromium, *_FLAGS, *root, f"--user-data-dir={scratch / 'profile'}", *arguments]
    done = subprocess.run(  # noqa: S603 - found on the path, with our own arguments
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, cwd=scratch, check=False
    )
    if done.returncode:
        raise ValueError(f"it ended with {done.returncode}")
    return done.stdout
