"""Serves the bundled sample week over real HTTP on loopback, as a publisher's server would."""

from __future__ import annotations

import hashlib
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from digest.paths import shipped

#: The demo's present: half an hour after the sample week (ISO 2024-W14, UTC) has ended.
NOW = datetime(2024, 4, 8, 0, 30, tzinfo=UTC)
#: When every document says it was last changed. Not the file's own time, which an installation sets anew.
MODIFIED = NOW - timedelta(minutes=15)

#: By the end of the file's name. No charset: the XML declaration states it (RFC 7303 section 3.2).
CONTENT_TYPES = {
    ".rss.xml": "application/rss+xml",
    ".rdf.xml": "application/rdf+xml",
    ".atom.xml": "application/atom+xml",
    ".json": "application/feed+json",
    ".html": "text/html; charset=utf-8",
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    #: A fetcher opens all its connections at once; socketserver's backlog of 5 would make some wait a second.
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD of the files of one flat folder, with validators (RFC 9110 section 13)."""

    protocol_version = "HTTP/1.1"
    server_version = "digest-sample"
    sys_version = ""
    timeout = 30  #: seconds; an idle connection is closed

    def __init__(
        self,
        request: socket.socket,
        client_address: tuple[str, int],
        server: _Server,
        *,
        folder: Path,
    ) -> None:
        self.folder = folder
        super().__init__(request, client_address, server)

    def do_GET(self) -> None:
        # Only names that the folder lists are opened, so no path leads out of it.
        name = urlsplit(self.path).path.removeprefix("/")
        path = {file.name: file for file in self.folder.iterdir()}.get(name)
        if path is None:
            self._answer(HTTPStatus.NOT_FOUND, b"no such feed\n", {"Content-Type": "text/plain"})
            return
        body = path.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Last-Modified": format_datetime(MODIFIED, usegmt=True)}
        if self._unchanged(etag):
            self._answer(HTTPStatus.NOT_MODIFIED, b"", headers)
            return
        self._answer(HTTPStatus.OK, body, {**headers, "Content-Type": _content_type(name)})

    def do_HEAD(self) -> None:
        self.do_GET()  # `_answer` leaves the body out

    def _unchanged(self, etag: str) -> bool:
        """Whether the client has this version; If-None-Match wins over If-Modified-Since."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            # The comparison is weak: a W/ prefix makes no difference (RFC 9110 section 13.1.2).
            tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
            return etag in tags or "*" in tags
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False  # a date that cannot be read is ignored (section 13.1.3)
        # "-0000" gives a naive time, which means UTC (RFC 5322 section 3.3).
        return moment.replace(tzinfo=moment.tzinfo or UTC) >= MODIFIED

    def _answer(self, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Silent: the run's own account tells what was fetched."""


def _content_type(name: str) -> str:
    return next((kind for end, kind in CONTENT_TYPES.items() if name.endswith(end)), "text/plain")


#: Taken when it is free.
PORT = 8023


class SampleServer:
    """The sample week at an address of this machine, for as long as the `with` block runs.

        with SampleServer() as server:
            server.base      # "http://127.0.0.1:40123", without a trailing slash
            server.dead_url  # "http://127.0.0.1:40124", where a connection is refused

    `folder` holds the documents, all in one level; the default is the shipped week.
    """

    def __init__(self, folder: Path | None = None) -> None:
        handler = partial(_Handler, folder=folder or shipped("sample") / "feeds")
        try:  # entries' ids are made of their feed's address: the usual port makes the same letter each time
            self._server = _Server(("127.0.0.1", PORT), handler)
        except OSError:
            self._server = _Server(("127.0.0.1", 0), handler)
        # Bound and not listening: a connection is refused, and no other program can take the port meanwhile.
        self._dead = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._dead.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample", daemon=True
        )

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def dead_url(self) -> str:
        return f"http://127.0.0.1:{self._dead.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._dead.close()
