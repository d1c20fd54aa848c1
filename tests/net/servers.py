"""Real HTTP servers on loopback, told in a line what to answer."""

from __future__ import annotations

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Route = Reply | Callable[[BaseHTTPRequestHandler], Reply | None]


@dataclass
class Site:
    """A running server: `routes` may be changed at any time, `requests` is what arrived (path, headers)."""

    url: str
    routes: dict[str, Route]
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    most_at_once: int = 0
    stop: threading.Event = field(default_factory=threading.Event)  #: set when the server closes

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many of these tests are about."""


@contextmanager
def serve(
    routes: dict[str, Route] | None = None, *, tls: Path | None = None, host: str = "127.0.0.1"
) -> Iterator[Site]:
    lock, active = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                site.requests.append((self.path, headers))
                active[0] += 1
                site.most_at_once = max(site.most_at_once, active[0])
            try:
                self.answer()
            finally:
                with lock:
                    active[0] -= 1

        def answer(self) -> None:
            route = site.routes.get(self.path, Reply(404, b"not here"))
            reply = route if isinstance(route, Reply) else route(self)
            if reply is None:  # it wrote to the socket by itself
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = _Server((host, 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"{'https' if tls else 'http'}://{host}:{server.server_port}", routes or {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stop.set()
        server.shutdown()
        with suppress(OSError):
            server.server_close()


@dataclass
class Spoken:
    """A server that says bytes: `requests` is what arrived, one entry for each time it was connected to."""

    url: str
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def speak_tls(certificate: Path, *answers: bytes, announced: bool) -> Iterator[Spoken]:
    """Each connection gets the next of the answers (the last one again and again) and is closed after it; after one
    with a length, only when it has brought a second request, which gets no answer.

    `announced`: whether TLS says that it ends, or the connection just does: what anybody on the way can cause.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    spoken = Spoken(f"https://localhost:{listener.getsockname()[1]}/")

    def answer(plain: socket.socket, say: bytes) -> None:
        with suppress(OSError):
            plain.settimeout(20)
            sock = context.wrap_socket(plain, server_side=True)
            spoken.requests.append(sock.recv(65536))
            sock.sendall(say)
            if b"Content-Length" in say:
                spoken.requests.append(sock.recv(65536))
            if announced:
                sock.unwrap().close()
            else:
                os.close(sock.detach())

    def accept() -> None:
        number = 0
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            say = answers[min(number, len(answers) - 1)]
            number += 1
            threading.Thread(target=answer, args=(sock, say), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield spoken
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@contextmanager
def speak(*answers: bytes | Callable[[socket.socket], None], host: str = "127.0.0.1") -> Iterator[Spoken]:
    """Each connection gets the next of the answers (the last one again and again) and is closed after it.

    A function is given the socket instead, to say what it likes for as long as it likes; OSError ends it.
    """
    listener = socket.create_server((host, 0), backlog=64)
    spoken = Spoken(f"http://{host}:{listener.getsockname()[1]}/")

    def answer(sock: socket.socket, say: bytes | Callable[[socket.socket], None]) -> None:
        with sock, suppress(OSError):
            sock.settimeout(20)
            spoken.requests.append(sock.recv(65536))
            if isinstance(say, bytes):
                sock.sendall(say)
                sock.shutdown(socket.SHUT_WR)
            else:
                say(sock)

    def accept() -> None:
        number = 0
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            say = answers[min(number, len(answers) - 1)]
            number += 1
            threading.Thread(target=answer, args=(sock, say), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield spoken
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        listener.close()
