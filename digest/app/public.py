"""The pages that readers see: leaving (GET shows, POST acts), the issues, and whether this process answers.

In the letter's language and look (`digest.letter.webpage`). No cookie, no script, no counter, nothing fetched from
anywhere else. It speaks plain HTTP; TLS is the business of the proxy before it, which may also strip a path prefix
(links are relative).
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from digest.errors import EXIT_TRY_AGAIN, DigestError
from digest.letter import webpage
from digest.letter.templates import JOURNAL, Templates
from digest.letter.webpage import WebPage
from digest.paths import shipped
from digest.types import Look, Newsletter

if TYPE_CHECKING:
    import socket

LOG = logging.getLogger("digest.public")

#: Bytes of a POST's body and seconds to send it in; a one-click body has 26 (RFC 8058 § 3.2).
BODY_LIMIT: Final = 4096
BODY_SECONDS: Final = 10.0

#: On every answer. The address of an unsubscribe page is a secret, so it goes nowhere as a referrer.
HEADERS: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
CLOSED_POLICY: Final = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
_NONE: Mapping[str, str] = MappingProxyType({})


class Site(Protocol):
    """What the pages need of the newsletter. May be called from several threads at once."""

    @property
    def newsletter(self) -> Newsletter: ...

    def unsubscribe(self, token: str) -> bool | None:
        """Unsubscribe who the token names; doing it again is fine. None when the token names nobody."""

    def known(self, token: str) -> str | None:
        """The masked address of who the token names; "" when we signed it and its reader is not on the list any more,
        None when it is nobody's."""

    def page(self, slot: str) -> str | None:
        """A published issue as HTML for the web, with nobody's token in it. None when there is none."""

    def issues(self) -> Sequence[tuple[str, str]]:
        """Slot and subject of the published issues, newest first."""

    def feed(self) -> str:
        """The published issues as an Atom feed."""


def create_public(site: Site, *, templates: Path | None = None, look: Look = Look()) -> Starlette:  # noqa: B008 - frozen
    """The application. `templates` is the user's own folder, looked up before the shipped one; a change in it shows
    with the next request."""
    pages = _Pages(site, templates, look)
    app = Starlette(
        routes=[
            Route("/", pages.archive),
            Route("/issues", pages.archive),
            Route("/issues/", pages.archive),
            Route("/issues/{slot}", pages.issue),
            Route("/feed.xml", pages.feed),
            Route("/unsubscribe/{token}", pages.ask, methods=["GET"]),
            Route("/unsubscribe/{token}", pages.leave, methods=["POST"]),
            Route("/healthz", pages.health),
        ],
        exception_handlers={
            HTTPException: pages.http_error,
            DigestError: pages.own_error,
            Exception: pages.surprise,
        },
    )
    app.router.redirect_slashes = False  # every answer is ours, with our headers
    return app


class _Pages:
    """One method a page. Those that are `def` run in a thread each: the site reads a database."""

    def __init__(self, site: Site, templates: Path | None, look: Look) -> None:
        self._site = site
        self._templates = templates
        self._look = look

    @property
    def _language(self) -> str:
        return self._site.newsletter.language

    def ask(self, request: Request) -> Response:
        """A page with a button. Changes nothing: mail scanners follow every link of a letter."""
        masked = self._site.known(request.path_params["token"])
        if not masked:
            return self._no_link(request, masked)
        return self._page(request, webpage.asking(masked, root=_root(request)))

    async def leave(self, request: Request) -> Response:
        """The button, or a mail program's one-click (RFC 8058): the same, at once and without a redirect.

        The token alone is the authority (§ 3.1), so what the body says makes no difference; it is read to its
        end all the same, or a client that is still sending would not hear the answer.
        """
        await _read_to_end(request)
        return await run_in_threadpool(self._left, request)

    def _left(self, request: Request) -> Response:
        token = request.path_params["token"]
        if self._site.unsubscribe(token) is None:
            return self._no_link(request, self._site.known(token))
        return self._page(request, webpage.left(self._site.known(token) or "", root=_root(request)))

    def _no_link(self, request: Request, known: str | None) -> Response:
        """A link that was cut off is worth looking for whole; one whose reader has gone is not."""
        if known is None:
            return self._page(
                request, webpage.wrong("unknown link", self._language, root=_root(request)), 404
            )
        return self._page(request, webpage.wrong("gone link", self._language, root=_root(request)), 410)

    def archive(self, request: Request) -> Response:
        return self._page(request, webpage.archive(self._site.issues(), self._language, root=_root(request)))

    def issue(self, request: Request) -> Response:
        html = self._site.page(request.path_params["slot"])
        if html is None:
            return self._error(request, 404)
        policy = CLOSED_POLICY + "form-action 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
        return _kept(request, html, "text/html", policy, seconds=300)

    def feed(self, request: Request) -> Response:
        return _kept(
            request, self._site.feed(), "application/atom+xml", CLOSED_POLICY.rstrip("; "), seconds=900
        )

    async def health(self, _: Request) -> Response:
        """That this process answers; the database has its own check (`digest status`)."""
        return PlainTextResponse("ok\n", headers=HEADERS | {"Cache-Control": "no-store"})

    # -- what went wrong ----------------------------------------------------------------------------

    def http_error(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return self._error(request, error.status_code, error.headers or _NONE)

    def own_error(self, request: Request, error: Exception) -> Response:
        """A locked database is worth trying again. What is wrong in detail is the operator's business."""
        assert isinstance(error, DigestError)
        LOG.error("a page could not be made", extra={"data": {"error": str(error)}})
        again = error.exit_code == EXIT_TRY_AGAIN
        return self._error(request, 503 if again else 500, {"Retry-After": "60"} if again else _NONE)

    def surprise(self, request: Request, _: Exception) -> Response:
        return self._error(request, 500)

    def _error(self, request: Request, status: int, headers: Mapping[str, str] = _NONE) -> Response:
        page = webpage.wrong(status, self._language, root=_root(request))
        return self._page(request, page, status, headers)

    def _page(
        self, request: Request, page: WebPage, status: int = 200, headers: Mapping[str, str] = _NONE
    ) -> Response:
        # A page for everyone is the same each time, its nonce too, so that a cache can tell that it has it already.
        nonce = secrets.token_urlsafe(16)
        if not page.private:
            nonce = hashlib.sha256(self._filled(page, "").encode("utf-8", "replace")).hexdigest()[:22]
        html = self._filled(page, nonce)
        policy = CLOSED_POLICY + f"form-action 'self'; style-src 'nonce-{nonce}'"
        if not page.private:
            return _kept(request, html, "text/html", policy, seconds=60)
        ours = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        return HTMLResponse(html, status, {**HEADERS, **ours, **headers})

    def _filled(self, page: WebPage, nonce: str) -> str:
        """The page in the user's templates. When those are broken, in ours: whoever wants to leave can."""
        newsletter = self._site.newsletter
        home = shipped("templates")
        try:
            return webpage.filled(page, Templates(self._templates, home), self._look, newsletter, nonce=nonce)
        except Exception as error:  # noqa: BLE001 - whatever a template of the user's does, the page must be there
            LOG.error("a page is shown as it is shipped", extra={"data": {"error": str(error)}})
            plain = replace(self._look, theme=JOURNAL)
            return webpage.filled(page, Templates(None, home), plain, newsletter, nonce=nonce)


def _root(request: Request) -> str:
    """From a page's address to the site's beginning."""
    return "../" * (request.url.path.count("/") - 1) or "./"


def _kept(request: Request, text: str, kind: str, policy: str, *, seconds: int) -> Response:
    """An answer that a cache may keep so many seconds and then ask about: 304 when it has it (RFC 9110 § 13.1.2)."""
    body = text.encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = HEADERS | {
        "Content-Security-Policy": policy,
        "Cache-Control": f"public, max-age={seconds}",
        "ETag": tag,
    }
    had = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in had or "*" in had:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, f"{kind}; charset=utf-8")


async def _read_to_end(request: Request) -> None:
    """Read a body and forget it. 413 when it is too large, 408 when it does not come."""
    announced = request.headers.get("content-length", "0")
    if not re.fullmatch(r"[0-9]{1,6}", announced) or int(announced) > BODY_LIMIT:
        raise HTTPException(413, headers={"Connection": "close"})
    got = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                got += len(piece)
                if got > BODY_LIMIT:  # chunked: no length was announced
                    raise HTTPException(413, headers={"Connection": "close"})
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(400) from None


# -- serving ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Served:
    """A server in a thread of its own: `address` is where it answers, `stop()` ends it. A context manager too."""

    address: str
    stop: Callable[[], None]

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve_public(app: Starlette, host: str, port: int) -> Served:
    """Serve an application until `stop()`. Port 0 takes a free one; whoever connects from now on is answered.

    DigestError when the address cannot be had. There is no access log: addresses hold tokens.
    """
    import threading

    import uvicorn

    listener = _listen(host, port)
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        limit_concurrency=200,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="pages", daemon=True)

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    thread.start()
    shown = f"[{host}]" if ":" in host else host
    return Served(f"http://{shown}:{listener.getsockname()[1]}/", stop)


def _listen(host: str, port: int) -> socket.socket:
    import socket

    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError, UnicodeError) as error:
        mend = "choose another with --host and --port"
        raise DigestError(f"{host}:{port}: cannot listen there: {error}", mend=mend) from error
