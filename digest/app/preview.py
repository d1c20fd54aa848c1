"""The letter in a browser on this machine: wide and narrow, light and dark, and as text; live. With the sample, the
public pages too.

Nothing here acts: every route is a GET, and nothing but the page's own files is loaded. A page elsewhere that
points a name of its own at 127.0.0.1 (DNS rebinding) is turned away by the Host header.
"""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from digest.errors import ConfigError, DigestError
from digest.letter.pictures import detached
from digest.letter.render import Templates
from digest.paths import shipped
from digest.types import Letter

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

#: What may stand in a Host header, without its port.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PAGE_POLICY = (
    "default-src 'none'; connect-src 'self'; frame-src 'self'; img-src 'self'; script-src 'self'; "
    "style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: No script, no request; links open in a tab of their own. The sandbox holds outside of the frame too.
LETTER_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)", re.IGNORECASE)
_SCHEMES = re.compile(
    r"(?<=content=\")light dark(?=\")|(?<=color-scheme: )light dark|(?<=color-schemes: )light dark"
)


class PreviewSource(Protocol):
    """What is being looked at."""

    @property
    def title(self) -> str: ...

    def version(self) -> str:
        """Changes when a template, the configuration or the draft has changed."""

    def letter(self) -> Letter:
        """The letter as it is now. A DigestError is shown in its place."""


@runtime_checkable
class ShowsPages(Protocol):
    """A source that has the public pages to show as well."""

    def pages(self) -> Sequence[str]:
        """Their names: small letters, with dashes between words."""

    def page(self, name: str) -> str:
        """One of them as it is now, as HTML. A DigestError is shown in its place."""


class _Latest:
    """The source's letter, made once a version; requests come from several threads."""

    def __init__(self, source: PreviewSource) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._kept: tuple[str, Letter | DigestError] | None = None

    @property
    def title(self) -> str:
        return self._source.title

    def get(self) -> tuple[str, Letter | DigestError]:
        """(version, letter), or the error that stands in the letter's way."""
        with self._lock:
            try:
                version = self._source.version()
            except DigestError as error:
                return f"error-{hashlib.sha256(str(error).encode()).hexdigest()[:16]}", error
            if self._kept is None or self._kept[0] != version:
                self._kept = version, self._made()
            return self._kept

    def _made(self) -> Letter | DigestError:
        try:
            return self._source.letter()
        except DigestError as error:
            return error


def create_preview(source: PreviewSource) -> Starlette:
    """The preview of `source`: `/`, `/letter.html?mode=light|dark`, `/letter.txt`, `/version`, `/about.json`; of one
    that has pages, `/page.html?name=NAME&mode=light|dark`."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.responses import JSONResponse, PlainTextResponse
    from starlette.routing import Route

    latest, templates = _Latest(source), Templates(None, shipped("templates"))
    shows = source if isinstance(source, ShowsPages) else None
    names = tuple(shows.pages()) if shows else ()

    def page(_: Request) -> Response:
        return _html(templates.fill("preview/page.html", _about(latest) | {"pages": names}), PAGE_POLICY)

    def letter_html(request: Request) -> Response:
        made = latest.get()[1]
        return shown(made if isinstance(made, DigestError) else made.html, request)

    def web_page(request: Request) -> Response:
        name = request.query_params.get("name", "")
        if shows is None or name not in names:
            return PlainTextResponse("There is no such page.\n", 404, HEADERS)
        try:
            return shown(shows.page(name), request)
        except DigestError as error:
            return shown(error, request)

    def shown(made: str | DigestError, request: Request) -> Response:
        mode = "dark" if request.query_params.get("mode") == "dark" else "light"
        if isinstance(made, DigestError):
            values = {"message": str(made), "mend": made.mend, "mode": mode}
            return _html(templates.fill("preview/error.html", values), LETTER_POLICY, status=503)
        return _html(in_mode(made, mode), LETTER_POLICY)

    def letter_text(_: Request) -> Response:
        made = latest.get()[1]
        if isinstance(made, DigestError):
            return PlainTextResponse(f"{made}\n\n{made.mend}\n", 503, HEADERS)
        return PlainTextResponse(made.text, headers={**HEADERS, "Content-Security-Policy": LETTER_POLICY})

    def version(_: Request) -> Response:
        return PlainTextResponse(latest.get()[0], headers=HEADERS)

    def about(_: Request) -> Response:
        return JSONResponse(_about(latest), headers=HEADERS)

    return Starlette(
        routes=[
            Route("/", page),
            Route("/letter.html", letter_html),
            Route("/letter.txt", letter_text),
            Route("/page.html", web_page),
            Route("/version", version),
            Route("/about.json", about),
            *(Route(f"/{name}", _file(name, kind)) for name, kind in _FILES.items()),
        ],
        middleware=[Middleware(_LoopbackOnly)],
    )


_FILES = {"preview.css": "text/css", "preview.js": "text/javascript", "icon.svg": "image/svg+xml"}


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    def serve(_: Request) -> Response:
        from starlette.responses import Response

        return Response((shipped("templates") / "preview" / name).read_bytes(), 200, HEADERS, kind)

    return serve


def _html(text: str, policy: str, status: int = 200) -> Response:
    from starlette.responses import HTMLResponse

    return HTMLResponse(text, status, {**HEADERS, "Content-Security-Policy": policy})


def _about(latest: _Latest) -> dict[str, Any]:
    """What the page says around the letter."""
    version, made = latest.get()
    about: dict[str, Any] = {"version": version, "title": latest.title, "error": ""}
    if isinstance(made, DigestError):
        return about | {"error": str(made), "subject": "", "preheader": "", "size": ""}
    size = f"{len(detached(made.html)[0].encode('utf-8', 'replace')) / 1000:.0f} KB"
    return about | {"subject": made.subject, "preheader": made.preheader, "size": size}


def in_mode(html: str, mode: str) -> str:
    """The letter as a client in that mode shows it, whatever the browser's own mode; links open a new tab."""
    html = _DARK.sub("@media all" if mode == "dark" else "@media not all", html)
    html = _SCHEMES.sub(mode, html)
    return re.sub(r"<head>", '<head><base target="_blank">', html, count=1)


class _LoopbackOnly:
    """Answers only who asked for this machine by one of its own names."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.responses import PlainTextResponse

        if scope["type"] == "http" and not is_loopback(_host(scope)):
            refused = PlainTextResponse("This preview answers on localhost only.\n", 421, HEADERS)
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _host(scope: Mapping[str, Any]) -> str:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return hosts[0].decode("latin-1") if len(hosts) == 1 else ""


def is_loopback(host: str) -> bool:
    """Whether a Host header (`localhost:8000`, `[::1]`) names this machine."""
    name = re.fullmatch(r"(\[[0-9A-Fa-f:]+\]|[^:\[\]]+)(?::\d{1,5})?", host)
    return name is not None and name[1].lower() in LOOPBACK


def serve_preview(source: PreviewSource, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `on_ready` is given the address once it can be opened; port 0 takes a free one.

    ConfigError for a host that is not loopback, DigestError for a port that is taken.
    """
    import uvicorn

    if not is_loopback(f"[{host}]" if ":" in host else host):
        raise ConfigError(f"preview: expected a loopback address such as 127.0.0.1, got {host!r}")
    listener = _listen(host, port)
    number = listener.getsockname()[1]
    config = uvicorn.Config(create_preview(source), log_level="warning", lifespan="off", access_log=False)
    with listener:
        on_ready(f"http://{f'[{host}]' if ':' in host else host}:{number}/")
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:  # uvicorn has closed in order and passes the signal on
            return


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        message = f"preview: {host}:{port} cannot be used: {error.strerror or error}"
        raise DigestError(message, mend="choose another with --port, or 0 for any free one") from None
