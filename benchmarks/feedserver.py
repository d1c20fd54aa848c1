"""A loopback server of many feeds on many hosts, so cheap that what is measured is its clients.

Every address of 127.0.0.0/8 is a host of its own; `/feed.xml` on each is a feed of its own: invented entries of
about the size that real ones have. With validators: `If-None-Match` gets its 304. One process, no framework.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import re
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing.connection import Connection

ENTRIES = 25
#: Different bodies; hosts share them but for their own name, which is in every link and guid.
BODIES = 40
_WORDS = re.findall(
    r"\w+",
    """
    studio label chorus archive camera editor voice script actor union court licence model training catalogue
    artist record listener screen festival agency magazine reporter newsroom library publisher novel narrator
    game engine designer critic audience broadcast platform stream royalty contract strike hearing ruling appeal
    release version preview tool prompt image frame sequence melody lyric mix master tour stage ticket crowd the a
    of to in for with on by after before under over says asks wants plans signs sells opens closes tests drops joins
    """,
)
_HOST = "0host0.example"
_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/xml; charset=utf-8\r\n"
    b"ETag: %s\r\nContent-Length: %d\r\n\r\n"
)
_ETAG = re.compile(rb"\r\nif-none-match: *([^\r]*)", re.IGNORECASE)
_NAME = re.compile(rb"\r\nhost: *([^\r]*)", re.IGNORECASE)


def address(number: int) -> str:
    """The host of feed `number`: spread over 127.0.0.0/8."""
    return f"127.{1 + number // 60_000}.{number // 240 % 250}.{1 + number % 240}"


@lru_cache(BODIES)
def _document(kind: int) -> bytes:
    """One of the bodies: an RSS 2.0 or an Atom document, entries with some paragraphs of HTML each."""
    chance = random.Random(kind)  # the same documents in every run
    atom = kind % 4 == 3
    items = []
    for number in range(ENTRIES):
        title = _sentence(chance, 9)
        paragraphs = "".join(f"<p>{_paragraph(chance)}</p>\n" for _ in range(chance.randint(2, 6)))
        html = f'<figure><img src="https://{_HOST}/{number}.jpg" alt=""/></figure>{paragraphs}'.replace(
            "<", "&lt;"
        )
        day, hour = 1 + number % 28, number % 24
        link = f"https://{_HOST}/{kind}/{number}?utm_source=rss"
        if atom:
            items.append(
                f'<entry><title>{title}</title><link href="{link}"/><id>https://{_HOST}/?p={number}</id>'
                f"<updated>2026-10-{day:02}T{hour:02}:00:00Z</updated><author><name>A. Writer</name></author>"
                f'<category term="music"/><content type="html">{html}</content></entry>'
            )
        else:
            items.append(
                f"<item><title>{title}</title><link>{link}</link>"
                f'<guid isPermaLink="false">https://{_HOST}/?p={number}</guid>'
                f"<pubDate>{_weekday(day)}, {day:02} Oct 2026 {hour:02}:00:00 +0000</pubDate>"
                "<dc:creator><![CDATA[A. Writer]]></dc:creator><category><![CDATA[music]]></category>"
                f"<description>{_paragraph(chance)}</description>"
                f"<content:encoded>{html}</content:encoded></item>"
            )
    if atom:
        head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet {_HOST}</title><id>https://{_HOST}/</id>'
        text = f"{head}<updated>2026-10-28T00:00:00Z</updated>{''.join(items)}</feed>"
    else:
        head = (
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Outlet {_HOST}</title>'
        )
        text = f"{head}<link>https://{_HOST}/</link><language>en</language>{''.join(items)}</channel></rss>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def mean_size() -> float:
    """Bytes of a body, on average."""
    return sum(len(_document(kind)) for kind in range(BODIES)) / BODIES


def _weekday(day: int) -> str:
    return ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")[(day - 1) % 7]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _paragraph(chance: random.Random) -> str:
    return " ".join(f"{_sentence(chance, chance.randint(8, 22))}." for _ in range(chance.randint(2, 5)))


class _Feeds:
    """A loop over ready sockets: 30 microseconds a request, where asyncio takes 150."""

    def __init__(self) -> None:
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("0.0.0.0", 0))
        self.listener.listen(4096)
        self.listener.setblocking(False)
        self._ready = select.epoll()
        self._ready.register(self.listener, select.EPOLLIN)
        self._clients: dict[int, socket.socket] = {}
        self._unsent: dict[int, memoryview] = {}

    def serve(self) -> None:
        while True:
            for number, events in self._ready.poll():
                if number == self.listener.fileno():
                    self._accept()
                elif events & select.EPOLLOUT:
                    self._send(number, self._unsent.pop(number))
                else:
                    self._answer(number)

    def _accept(self) -> None:
        with suppress(BlockingIOError):
            while True:
                client, _ = self.listener.accept()
                client.setblocking(False)
                self._clients[client.fileno()] = client
                self._ready.register(client.fileno(), select.EPOLLIN)

    def _answer(self, number: int) -> None:
        try:
            request = self._clients[number].recv(65536)
        except BlockingIOError:
            return
        except ConnectionError:
            request = b""
        if request:  # a request of these clients comes in one piece: it is small
            self._send(number, memoryview(_reply(request)))
        else:
            self._ready.unregister(number)
            self._clients.pop(number).close()

    def _send(self, number: int, rest: memoryview) -> None:
        with suppress(BlockingIOError, ConnectionError):
            rest = rest[self._clients[number].send(rest) :]
        if rest:
            self._unsent[number] = rest
        self._ready.modify(number, select.EPOLLOUT if rest else select.EPOLLIN)


def _reply(request: bytes) -> bytes:
    named, validator = _NAME.search(request), _ETAG.search(request)
    host = named[1].split(b":")[0] if named else b""
    kind = int(host.rsplit(b".", 1)[-1] or 0) % BODIES
    etag = b'"%s"' % hashlib.blake2b(host, digest_size=8).hexdigest().encode()
    if validator and validator[1].strip() == etag:
        return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
    body = _document(kind).replace(_HOST.encode(), host)
    return _HEAD % (etag, len(body)) + body


def _serve(pipe: Connection) -> None:
    feeds = _Feeds()
    for kind in range(BODIES):
        _document(kind)
    pipe.send(feeds.listener.getsockname()[1])
    feeds.serve()


@contextmanager
def serving() -> Iterator[int]:
    """The port, while another process serves there."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()
