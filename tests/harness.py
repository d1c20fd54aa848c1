"""A small newsletter on this machine: feeds over real HTTP, a folder of its own, the real command."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from copy import copy
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests import warm
from tests.makers import MIDWEEK

#: Two outlets tell one event, each has one of its own, and both have everyday news.
STORIES = {
    "morning": [
        (
            "Record label sues AI song generator over training on its recordings",
            "Northwind Records filed a copyright suit on Friday against the maker of the AI music generator Tunesmith. "
            "The complaint says that thousands of the label's recordings were used to train the generative model "
            "without a licence. Tunesmith said that training on music is fair use.",
        ),
        (
            "Film festival opens a prize for shorts made with text-to-video models",
            "The Harbour Film Festival will give a prize to short films made with generative video tools. "
            "Directors must name the AI models that they used and the people who worked on each film.",
        ),
        (
            "Phone maker cuts the price of its folding handset",
            "The handset now costs a fifth less in most shops.",
        ),
    ],
    "evening": [
        (
            "Northwind Records takes AI music generator Tunesmith to court",
            "The record label Northwind Records has sued Tunesmith, whose AI music generator makes songs from a line of "
            "text. The suit asks the court to stop the firm from training on the label's recordings. "
            "Musicians' unions welcomed the copyright suit.",
        ),
        (
            "Novelists ask publishers to keep AI-written books off their lists",
            "More than 300 novelists signed an open letter that asks publishing houses not to release books written by "
            "generative AI. The authors also want audiobook narrators to be protected from voice cloning.",
        ),
        (
            "Chip plant reopens after storm",
            "The plant makes memory for laptops and was closed for three days.",
        ),
    ],
}


class FeedServer:
    """The feeds of `STORIES`, with validators; `stories` may be changed while it serves."""

    def __init__(self) -> None:
        self.stories: dict[str, list[tuple[str, str]]] = {name: list(rows) for name, rows in STORIES.items()}
        self.requests: list[str] = []
        self.down = False
        self.delay = 0.0  #: seconds before an answer
        #: Other paths and what they answer: status, type, body. With any, the feeds' links lead to this server.
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.requests.append(self.path)
                time.sleep(outer.delay)
                name = self.path.strip("/").removesuffix(".xml")
                if outer.pages and name not in outer.stories:
                    self.page(*outer.pages.get(self.path, (404, "text/plain", b"not here")))
                    return
                if outer.down or name not in outer.stories:
                    self.send_error(503)
                    return
                body = outer.rss(name)
                etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
                unchanged = self.headers.get("If-None-Match") == etag
                self.send_response(304 if unchanged else 200)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", "0" if unchanged else str(len(body)))
                self.end_headers()
                self.wfile.write(b"" if unchanged else body)

            def page(self, status: int, kind: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def rss(self, name: str) -> bytes:
        site = f"{self.base}/{name}" if self.pages else f"https://{name}.example"
        rows = [
            f"<item><title>{escape(title)}</title><link>{site}/{n}</link><guid>{name}-{n}</guid>"
            f"<pubDate>{format_datetime(MIDWEEK)}</pubDate><description>{escape(text)}</description></item>"
            for n, (title, text) in enumerate(self.stories[name])
        ]
        title = f"The {name.title()} Paper"
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(rows)}</channel></rss>'.encode()

    def __enter__(self) -> FeedServer:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


CONFIG = """\
newsletter: {{title: The Frame, timezone: Europe/Berlin, from: "The Frame <hello@frame.example>", address: "1 Example Street"}}
site: {{url: "https://frame.example"}}
delivery: {{outlet: "{outlet}"}}
schedule: {{every: thursday 09:00, review: 24h}}
fetch: {{allow_private: true, articles: 0}}
feeds:
  - {{title: The Morning Paper, url: "{base}/morning.xml"}}
  - {{title: The Evening Paper, url: "{base}/evening.xml"}}
"""

#: The slot of the week that the feeds tell: Thursday 09:00 in Berlin.
AT_SLOT = "2026-11-26T08:00:00Z"
IN_REVIEW = "2026-11-25T08:30:00Z"


class Folder:
    """A newsletter's folder and the command, run as users run it."""

    def __init__(self, path: Path, base: str, *, outlet: str = "file://outbox") -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        (path / "feeds.yaml").write_text(CONFIG.format(base=base, outlet=outlet), "utf-8")

    def copy(self, path: Path) -> Folder:
        """What it holds by now, in another folder: the configuration and the database."""
        other = copy(self)
        other.path = shutil.copytree(self.path, path)
        return other

    def command(self, *args: str, now: str = AT_SLOT) -> list[str]:
        return [sys.executable, "-m", "digest", "--now", now, *args]

    def run(
        self,
        *args: str,
        now: str = AT_SLOT,
        env: dict[str, str] | None = None,
        text: str | None = None,
        anew: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        return digest("--now", now, *args, cwd=self.path, env=env, text=text, anew=anew)

    def ok(self, *args: str, now: str = AT_SLOT) -> str:
        """Standard output of a command that must succeed."""
        done = self.run(*args, now=now)
        assert done.returncode == 0, (
            f"digest {' '.join(args)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout


def digest(
    *args: str, cwd: Path, env: dict[str, str] | None = None, text: str | None = None, anew: bool = False
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: forked (tests/warm.py), or with an interpreter that starts for it.

    `env` is beside this process's environment. `anew` for what the start itself may change; of a variable that
    the interpreter reads (all but our own may be) it is understood.
    """
    if not (anew or warm.always_anew or any(not name.startswith("DIGEST_") for name in env or ())):
        return warm.run(args, cwd=cwd, env=environment(env), text=text)
    return subprocess.run(
        [sys.executable, "-m", "digest", *args],
        cwd=cwd,
        env=environment(env),
        input=text,
        capture_output=True,
        text=True,
        timeout=warm.PATIENCE,
        check=False,
    )


def environment(more: dict[str, str] | None = None) -> dict[str, str]:
    """This process's environment without its DIGEST_* variables, and with bytecode kept: users' commands keep it."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith("DIGEST_") and k != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | (more or {})
