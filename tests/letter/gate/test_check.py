"""`digest check FILE`, and what it may ask others: links, and a spamd."""

from __future__ import annotations

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from digest.app.online import MOST, unreachable
from digest.app.spamd import score
from digest.errors import EXIT_FAILED, EXIT_USAGE
from digest.letter.gate import page_of, page_of_file
from digest.letter.gate.links import followed
from digest.letter.sample import NEWSLETTER
from digest.net.client import Client, Policy
from digest.types import TOKEN, Finding
from tests.harness import digest
from tests.letter.gate.passing import GOOD, GOOD_MAIL, extra


def check(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return digest("check", *args, cwd=folder)


def test_a_mail_that_passes(tmp_path: Path) -> None:
    """No feeds.yaml is needed; what only the newsletter could tell is named as not judged."""
    (tmp_path / "some.eml").write_bytes(GOOD_MAIL)
    done = check(tmp_path, "some.eml")
    assert (done.returncode, done.stdout) == (0, "All is well.\n")
    assert "not judged: " in done.stderr
    assert "postal-address" in done.stderr


def test_a_finding_for_a_program(tmp_path: Path) -> None:
    """Severity, rule, source, place and mend; standard output is JSON and nothing else."""
    (tmp_path / "some.eml").write_bytes(extra("Date: Thu, 26 Nov 2026 09:00:00 +0000")(GOOD_MAIL))
    done = check(tmp_path, "some.eml", "--json")
    assert done.returncode == EXIT_FAILED
    (found,) = json.loads(done.stdout)
    assert found["rule"] == "header-once"
    assert found["severity"] == "error"
    assert found["source"].startswith("RFC 5322 § 3.6")
    assert found["place"] == "Date"
    assert found["mend"]


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page"])
def test_a_page(tmp_path: Path, name: str) -> None:
    """By its name, or by its first sign when the name says nothing."""
    (tmp_path / name).write_text(GOOD.html.replace(TOKEN, "x").replace("</h1>", "</h1><img src=x>"))
    done = check(tmp_path, name, "--json")
    assert {"alt", "image-source"} <= {found["rule"] for found in json.loads(done.stdout)}


@pytest.mark.parametrize("args", [("nothing.eml",), (".",), ("some.eml", "--week", "2026-W18")])
def test_what_cannot_be_meant(tmp_path: Path, args: tuple[str, ...]) -> None:
    """A file that is not there, a folder, a file with a week: said in a line."""
    done = check(tmp_path, *args)
    assert done.returncode == EXIT_USAGE
    assert "Traceback" not in done.stderr


class _Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        self.send_response(int(self.path.strip("/").partition("?")[0]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """A server that answers /404 with 404; and what it was asked for."""
    handler = type("Site", (_Site,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", handler.asked
    server.shutdown()
    server.server_close()


def test_links_are_asked_for(site: tuple[str, list[str]]) -> None:
    """Gone pages are errors, broken servers a warning, a site that turns programs away is let be; each is asked once,
    and an address with the reader's token never."""
    base, asked = site
    links = [f"{base}/{status}" for status in (200, 404, 410, 403, 429, 503, 200)]
    with Client(Policy(allow_private=True)) as client:
        found = unreachable([*links, f"{base}/200?{TOKEN}", "mailto:a@b.example"], client)
    assert [(f.severity, f.place) for f in found] == [
        ("error", f"{base}/404"),
        ("error", f"{base}/410"),
        ("warning", f"{base}/503"),
    ]
    assert sorted(asked) == ["/200", "/403", "/404", "/410", "/429", "/503"]


def test_links_into_the_own_network_are_not_followed(site: tuple[str, list[str]]) -> None:
    """A letter from anywhere cannot have this machine ask its neighbours."""
    base, asked = site
    with Client(Policy()) as client:
        found = unreachable([f"{base}/200", "http://169.254.169.254/latest"], client)
    assert [f.severity for f in found] == ["error", "error"]
    assert asked == []


def test_only_so_many_are_asked_for(site: tuple[str, list[str]]) -> None:
    """And it is said how many were not."""
    base, asked = site
    with Client(Policy(allow_private=True)) as client:
        found = unreachable([f"{base}/200?{n}" for n in range(MOST + 3)], client)
    assert len(asked) == MOST
    assert [f.message for f in found] == ["3 more links were not asked for"]


def test_a_machine_without_a_network() -> None:
    """One warning, not one a link: the links are not to blame."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Client(Policy(allow_private=True)) as client:
        found = unreachable([f"http://127.0.0.1:{port}/{n}" for n in range(5)], client)
    assert [(f.severity, f.place) for f in found] == [("warning", "")]


def test_the_links_of_a_letter() -> None:
    """Those of both parts."""
    text = GOOD.text + "\nhttps://text.example/only.\n"
    links = followed(page_of(replace(GOOD, text=text), NEWSLETTER))
    assert "https://text.example/only" in links
    assert any("concertledger.example" in link for link in links)
    assert not any(TOKEN in link for link in links)


def test_the_links_of_a_mail_of_text_alone(site: tuple[str, list[str]], tmp_path: Path) -> None:
    """They are asked for too, the guard aside: an address in this network is an error, so it was seen."""
    base, _ = site
    mail = (
        f"From: a@b.example\nSubject: Words\nMIME-Version: 1.0\nContent-Type: text/plain\n\nRead {base}/404\n"
    )
    (tmp_path / "some.eml").write_text(mail)
    found = json.loads(check(tmp_path, "some.eml", "--online", "--json").stdout)
    assert [f["place"] for f in found if f["rule"] == "reachable"] == [f"{base}/404"]


@pytest.mark.parametrize(
    "body",
    [
        'Content-Type: text/html\n\n<p><a href="{leave}">Manage</a> <a href="{leave}#now">x</a> <a href="{news}">News</a></p>',
        "Content-Type: text/plain\n\nNews: {news}\nSettings: {leave}\n",
        "Content-Type: text/plain\n\nNews: {news}\n\nUnsubscribe:\n{other}\nUnsubscribe at {other}2 now\n",
        'Content-Type: text/html\n\n<p><a href="{other}">Unsubscribe</a> <a href="{other}">here</a> <a href="{news}">News</a></p>',
    ],
)
def test_nobody_is_unsubscribed_by_a_check(body: str) -> None:
    """No address of List-Unsubscribe is asked for, whatever its link is called; nor one whose words say what it does."""
    places = {
        "leave": "https://lists.example/m?u=7&x=1",
        "other": "https://l.example/u/7",
        "news": "https://a.example/",
    }
    head = "From: a@b.example\nSubject: Words\nList-Unsubscribe: <mailto:l@b.example>,\n <https://lists.example/m?u=7&x=1>\n"
    page = page_of_file(f"{head}MIME-Version: 1.0\n{body.format(**places)}".encode(), mail=True)
    assert followed(page) == ("https://a.example/",)


@contextmanager
def spamd(answer: bytes) -> Iterator[tuple[tuple[str, int], list[bytes]]]:
    """A daemon that speaks spamd's protocol, and what it was sent."""
    heard: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            while piece := connection.recv(65536):
                heard.append(piece)
            connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname(), heard
        thread.join(5)


def answered(points: str) -> bytes:
    head = f"SPAMD/1.1 0 EX_OK\r\nContent-length: 24\r\nSpam: False ; {points} / 5.0\r\n\r\n"
    return head.encode() + b"HTML_MESSAGE,MISSING_MID\r\n"


@pytest.mark.parametrize(("points", "severity"), [("-0.1", []), ("3.2", ["warning"]), ("5.0", ["error"])])
def test_the_score_of_a_spamd(points: str, severity: list[str]) -> None:
    """Over the threshold nothing is sent, near it the editor is told, with the names of the tests."""
    with spamd(answered(points)) as (address, heard):
        found = score(GOOD_MAIL, address)
    assert [f.severity for f in found] == severity
    assert all("MISSING_MID" in f.message for f in found)
    head, _, mail = b"".join(heard).partition(b"\r\n\r\n")
    assert head.startswith(b"SYMBOLS SPAMC/")
    assert mail == GOOD_MAIL


@pytest.mark.parametrize("answer", [b"", b"SPAMD/1.0 76 Bad header line\r\n\r\n", b"\xff" * 200_000])
def test_a_spamd_that_says_nothing_of_use(answer: bytes) -> None:
    """A warning: the letter is not to blame."""
    with spamd(answer) as (address, _):
        found = score(GOOD_MAIL, address)
    assert [f.severity for f in found] == ["warning"]


def test_no_spamd() -> None:
    """Told, since it was asked for."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = taken.getsockname()
    found: list[Finding] = score(GOOD_MAIL, address)
    assert [f.severity for f in found] == ["warning"]
    assert "does not answer" in found[0].message
