"""A scripted model on loopback: an OpenAI-compatible endpoint over real HTTP that says whatever a test wants, and how."""

from __future__ import annotations

import contextlib
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]  #: names in lower case
    body: dict[str, Any]
    number: int  #: from 1, of this server

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def task(self) -> str:
        """The first message of the user: what is wanted, and the reports."""
        return str(self.body["messages"][1]["content"])

    @property
    def is_repair(self) -> bool:
        return len(self.body["messages"]) > 2

    @property
    def fence(self) -> str:
        return next(word for word in self.task.split() if word.startswith("=====["))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the server does: status and headers, then pieces of the body, each after a pause in seconds."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/event-stream"),)
    pieces: Iterable[tuple[float, bytes]] = ()
    head: bytes | None = None  #: raw bytes instead of status line and headers
    broken: bool = False  #: chunked, and cut off before its end


Script = Callable[[Asked], Act]


def event(value: Any) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"data: {text}\n\n".encode("utf-8", "surrogatepass")


def delta(content: Any, finish: Any = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "delta": {"content": content}, "finish_reason": finish}],
    }


def usage(tokens_in: Any = 900, tokens_out: Any = 120) -> dict[str, Any]:
    counts = {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": 0}
    return {**delta("", "stop"), "choices": [], "usage": counts}


def says(
    text: str, *, tokens_in: Any = 900, tokens_out: Any = 120, finish: Any = "stop", size: int = 40
) -> Act:
    """A well-behaved stream of `text`."""
    parts = [text[n : n + size] for n in range(0, len(text), size)]
    events = [delta(part) for part in parts] + [delta("", finish), usage(tokens_in, tokens_out)]
    return Act(pieces=[(0.0, b"".join(map(event, events)) + event("[DONE]"))])


def whole(content: Any, **changes: Any) -> Act:
    """An answer in one piece, as to a request that did not ask for a stream."""
    value = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020},
    }
    return as_json(value | changes)


def as_json(value: Any, status: int = 200) -> Act:
    return Act(
        status=status,
        headers=(("Content-Type", "application/json"),),
        pieces=[(0.0, json.dumps(value).encode())],
    )


def refuses(status: int, message: str = "no", *headers: tuple[str, str], code: str = "") -> Act:
    body = {"error": {"message": message, "type": "error", "code": code}}
    return Act(
        status=status,
        headers=(("Content-Type", "application/json"), *headers),
        pieces=[(0.0, json.dumps(body).encode())],
    )


def raw(*pieces: bytes, kind: str = "text/event-stream", broken: bool = False, pause: float = 0.0) -> Act:
    return Act(headers=(("Content-Type", kind),), pieces=[(pause, piece) for piece in pieces], broken=broken)


def claims(
    sentences: Sequence[tuple[str, Any, Any]],
    headline: tuple[str, Any, Any] | None = None,
    why: tuple[str, Any, Any] | None = None,
) -> str:
    """A reply of the form that is asked for."""

    def one(claim: tuple[str, Any, Any] | None) -> dict[str, Any]:
        text, report, quote = claim or ("", 0, "")
        return {"text": text, "report": report, "quote": quote}

    value = {"sentences": [one(claim) for claim in sentences], "headline": one(headline), "why": one(why)}
    return json.dumps(value, ensure_ascii=False)


@dataclass(slots=True)
class Model:
    """The server, a context manager. `script` may be changed while it serves."""

    script: Script
    certificate: Path | None = None  #: serves over TLS
    asked: list[Asked] = field(default_factory=list)
    base: str = ""
    _server: Any = None
    _over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Model:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                body = json.loads(self.rfile.read(length) or b"{}")
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(path=self.path, headers=headers, body=body, number=len(outer.asked) + 1)
                outer.asked.append(asked)
                self.close_connection = True
                with contextlib.suppress(OSError):
                    self.act(outer.script(asked))

            do_GET = do_POST  # noqa: N815 - the names that http.server calls

            def act(self, act: Act) -> None:
                chunked = act.broken
                if act.head is not None:
                    self.wfile.write(act.head)
                else:
                    self.send_response(act.status)
                    for name, value in (*act.headers, ("Connection", "close")):
                        self.send_header(name, value)
                    if chunked:
                        self.send_header("Transfer-Encoding", "chunked")
                    self.end_headers()
                for pause, piece in act.pieces:
                    if pause and outer._over.wait(pause):
                        return
                    framed = f"{len(piece):x}\r\n".encode() + piece + b"\r\n" if chunked else piece
                    self.wfile.write(framed)
                    self.wfile.flush()

            def log_message(self, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

        self._server = Server(("localhost", 0), Handler)
        if self.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if self.certificate else "http"
        self.base = f"{scheme}://localhost:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()


def endless(piece: bytes, pause: float = 0.0, seconds: float = 30.0) -> Iterator[tuple[float, bytes]]:
    """The same again and again; it ends only so that no thread of a test outlives it."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        yield pause, piece
