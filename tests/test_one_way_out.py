"""One way out: what a stranger named is dialled by `digest.net` alone. Looked for in the source, and while it runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.harness import IN_REVIEW, FeedServer, Folder, environment

#: Modules with which a program reaches the network, or has another program do it.
REACHING = frozenset({
    "aiohttp", "asyncio", "curl_cffi", "ftplib", "h11", "h2", "http.client", "http.cookiejar",
    "httplib2", "httptools", "httpcore", "httpcore2", "httpx", "httpx2", "imaplib", "multiprocessing", "nntplib", "openai", "paramiko",
    "poplib", "pycurl", "requests", "selectors", "smtplib", "socket", "socketserver", "ssl",
    "subprocess", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client",
})  # fmt: skip
#: Calls of parsers that would open an address, or a file, by themselves.
FETCHING = frozenset(
    ("fetch_url", "fetch_response", "urlopen", "urlretrieve", "open_connection", "create_connection")
)
#: Who may, and why it is no way out for an address that came from a feed, a page or a subscriber.
EXEMPT = {
    "app/picture.py": {"subprocess"},  # Chromium, on our own letter, and it resolves no name
    "app/preview.py": {"socket"},  # listens, on this machine
    "app/public.py": {"asyncio", "socket"},  # listens
    "app/sampleserver.py": {"socket"},  # listens: the demo's feeds
    "app/spamd.py": {"create_connection", "socket"},  # asks a spamd on this machine, when told to
    "deliver/smtp.py": {"smtplib", "ssl"},  # the relay that the operator configured
    "summarise/llm/client.py": {"openai"},  # the endpoint that the operator configured
    "summarise/llm/transport.py": {"httpx2", "socket"},  # the same, held to a deadline and a size
    "store/slots.py": {"socket"},  # asks for this machine's own name
}


def reaching(source: str) -> Iterator[str]:
    """Every module of REACHING that a source imports, and every call of FETCHING."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            names = (
                [node.args[0].value] if called in ("import_module", "__import__") and _constant(node) else []
            )
            if called in FETCHING:
                yield called
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield from {".".join(parts[:size]) for size in range(1, len(parts) + 1)} & REACHING


def _constant(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def files() -> list[Path]:
    found = sorted((ROOT / "digest").rglob("*.py"))
    return [path for path in found if path.relative_to(ROOT / "digest").parts[0] != "net"]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_room_reaches_the_network(path: Path) -> None:
    """All that is fetched goes through `digest.net.client`; what else opens a socket is listed above, with why."""
    allowed = EXEMPT.get(path.relative_to(ROOT / "digest").as_posix(), set())
    assert set(reaching(path.read_text("utf-8"))) <= allowed


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import socket", {"socket"}),
        ("def f():\n    from urllib import request", {"urllib.request"}),
        ("import urllib.request as r", {"urllib.request"}),
        ("from http.client import HTTPSConnection", {"http.client"}),
        ("import importlib\nimportlib.import_module('requests')", {"requests"}),
        ("import trafilatura\ntrafilatura.fetch_url(url)", {"fetch_url"}),
        ("from urllib.parse import urljoin\nfrom http import HTTPStatus", set()),
    ],
)
def test_the_check_can_fail(source: str, found: set[str]) -> None:
    """Each way around it that we could think of is found; harmless neighbours are not."""
    assert set(reaching(source)) == found


def test_every_exemption_is_needed() -> None:
    """A file that stopped opening sockets leaves the list."""
    for name, modules in EXEMPT.items():
        assert set(reaching((ROOT / "digest" / name).read_text("utf-8"))) == modules


#: Runs the command, and writes who asked for each connection: the innermost frame of this program.
WATCHED = """
import sys
log = open(sys.argv[1], "a")
def watch(event, arguments):
    if event == "socket.connect":
        frame = sys._getframe()
        while frame and "/digest/" not in frame.f_code.co_filename.replace("\\\\", "/"):
            frame = frame.f_back
        print(frame.f_code.co_filename if frame else "nobody", arguments[1], file=log, flush=True)
sys.addaudithook(watch)
sys.argv = ["digest", *sys.argv[2:]]
from digest.app.cli import main
main()
"""


def test_a_week_dials_through_the_client_alone(tmp_path: Path) -> None:
    """A whole run, with every connection of the process watched: the interpreter's own word, not the source's."""
    log = tmp_path / "connections"
    with FeedServer() as server:
        folder = Folder(tmp_path / "letter", server.base)
        for command in (["fetch"], ["draft"], ["render", "--no-picture", "--out", "out"]):
            done = subprocess.run(
                [sys.executable, "-c", WATCHED, str(log), "--now", IN_REVIEW, *command],
                cwd=folder.path,
                env=environment({"PYTHONPATH": str(ROOT)}),
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    who = [line.split()[0] for line in log.read_text("utf-8").splitlines()]
    assert who, "the feeds were read, so somebody dialled"
    assert all(Path(name).parent.name == "net" for name in who), who
