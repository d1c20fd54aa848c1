"""The preview: what it shows, whom it answers, and that a mistake is shown where the letter would be."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from digest.app.preview import LOOPBACK, create_preview, in_mode, is_loopback, serve_preview
from digest.errors import ConfigError, DigestError, LetterError
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.letter.webpage import filled, sample_pages
from digest.paths import shipped
from digest.types import Letter, Look

ROOT = Path(__file__).parents[2]
LETTER = render(sample_issue(), Templates(None, shipped("templates")))


class Source:
    """A source in the test's hand."""

    title = "The <Frame>"

    def __init__(self) -> None:
        self.now = "1"
        self.fault: DigestError | None = None
        self.broken_config: DigestError | None = None
        self.made = 0

    def version(self) -> str:
        if self.broken_config:
            raise self.broken_config
        return self.now

    def letter(self) -> Letter:
        self.made += 1
        if self.fault:
            raise self.fault
        return LETTER


def ask(source: Source, path: str, *, method: str = "GET", hosts: tuple[str, ...] = ("localhost",)) -> Any:
    """(status, headers, body) of one request, through the ASGI app itself."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    name, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": name, "raw_path": name.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", host.encode()) for host in hosts], "client": None, "server": None,
    }  # fmt: skip
    asyncio.run(create_preview(source)(scope, receive, send))  # type: ignore[arg-type]  # plain dicts are what a server passes
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()


def test_the_page_shows_the_inbox_line_and_loads_only_its_own() -> None:
    """Subject and preheader as an inbox has them; everything escaped; a policy that allows nothing foreign."""
    status, headers, body = ask(Source(), "/")
    assert status == 200
    assert LETTER.subject in body
    assert "The &lt;Frame&gt;" in body
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in body.replace("http://www.w3.org", "")
    assert "https:" not in body
    assert body.count("<iframe") == body.count('sandbox="allow-same-origin allow-popups') == 3
    assert "allow-scripts" not in body


@pytest.mark.parametrize(
    ("mode", "query"), [("@media all", "dark"), ("@media not all", "light"), ("@media not all", "x")]
)
def test_the_mode_is_forced(mode: str, query: str) -> None:
    """Both modes can be looked at, whatever the browser's own is; the letter runs no script even if it held one."""
    status, headers, body = ask(Source(), f"/letter.html?mode={query}")
    assert status == 200
    assert mode in body
    assert "prefers-color-scheme" not in body
    assert "light dark" not in body
    assert '<base target="_blank">' in body
    assert "script-src" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "sandbox" in headers["content-security-policy"]


def test_forcing_a_mode_changes_nothing_else() -> None:
    """What is looked at is what is sent."""
    dark = in_mode(LETTER.html, "dark")
    assert dark.partition("<body")[2] == LETTER.html.partition("<body")[2]


def test_text_version_and_files() -> None:
    """The rest of what the page asks for."""
    source = Source()
    assert ask(source, "/letter.txt")[2] == LETTER.text
    assert ask(source, "/version")[2] == "1"
    about = json.loads(ask(source, "/about.json")[2])
    assert (about["subject"], about["preheader"]) == (LETTER.subject, LETTER.preheader)
    assert about["size"].endswith(" KB")
    for name, kind in (
        ("preview.css", "text/css"),
        ("preview.js", "text/javascript"),
        ("icon.svg", "image/svg"),
    ):
        status, headers, _ = ask(source, f"/{name}")
        assert (status, headers["content-type"].startswith(kind)) == (200, True)
    assert ask(source, "/nothing")[0] == 404


class WithPages(Source):
    """One that has the public pages too."""

    def pages(self) -> tuple[str, ...]:
        return ("issues", "not-found")

    def page(self, name: str) -> str:
        if self.fault:
            raise self.fault
        templates = Templates(None, shipped("templates"))
        return filled(sample_pages("en")[name], templates, Look(), NEWSLETTER)


def test_the_public_pages_beside_the_letter() -> None:
    """Chosen by name, in a forced mode, under the letter's policy: no script, and its button posts nothing."""
    source = WithPages()
    body = ask(source, "/")[2]
    assert '<option value="not-found">Not found</option>' in body
    status, headers, page = ask(source, "/page.html?name=not-found&mode=dark")
    assert status == 200
    assert "There is nothing here" in page
    assert "@media all {" in page
    assert "prefers-color-scheme" not in page
    assert "form-action 'none'" in headers["content-security-policy"]
    source.fault = LetterError("templates/public/base.html:2: no", mend="mend it")
    assert ask(source, "/page.html?name=issues")[0] == 503


def test_a_source_without_pages_offers_none() -> None:
    """A draft's preview shows its letter; and no name leads to anything but a page there is."""
    assert "<select" not in ask(Source(), "/")[2]
    for source, name in (
        (Source(), "issues"),
        (WithPages(), "x"),
        (WithPages(), "../issue"),
        (WithPages(), ""),
    ):
        assert ask(source, f"/page.html?name={name}")[0] == 404


@pytest.mark.parametrize(
    "path", ["/", "/letter.html", "/letter.txt", "/version", "/about.json", "/preview.js", "/page.html"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_acts(path: str, method: str) -> None:
    """Only GET: a page elsewhere cannot make the preview do anything."""
    assert ask(Source(), path, method=method)[0] == 405


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (("localhost:8000",), 200), (("127.0.0.1:8000",), 200), (("[::1]:8000",), 200), (("LOCALHOST",), 200),
        (("evil.example",), 421), (("localhost.evil.example",), 421), (("127.0.0.1.evil.example:80",), 421),
        (("localhost", "evil.example"), 421), ((), 421), (("",), 421), (("localhost:80:80",), 421),
        (("evil.example@localhost",), 421), (("[::1].evil",), 421), (("192.168.0.1",), 421),
    ],
)  # fmt: skip
def test_only_this_machine_by_its_own_names(hosts: tuple[str, ...], status: int) -> None:
    """DNS rebinding: a foreign name that resolves to 127.0.0.1 gets no letter."""
    got, _, body = ask(Source(), "/letter.html", hosts=hosts)
    assert got == status
    assert ("Orchestra" in body) == (status == 200)


def test_a_mistake_is_shown_in_the_letters_place() -> None:
    """File, line and mend, escaped; the page itself stays and looks again."""
    source = Source()
    source.fault = LetterError("templates/issue.mjml:3: <x> is undefined", mend="mend the template")
    status, _, body = ask(source, "/letter.html?mode=dark")
    assert status == 503
    assert "templates/issue.mjml:3: &lt;x&gt; is undefined" in body
    assert "Mend the template." in body
    assert ask(source, "/")[0] == 200
    assert ask(source, "/letter.txt")[0] == 503
    assert "undefined" in json.loads(ask(source, "/about.json")[2])["error"]


def test_a_broken_configuration_has_a_version_too() -> None:
    """The page notices that something broke, that it broke otherwise, and that it was mended."""
    source = Source()
    seen = [ask(source, "/version")[2]]
    for message in ("feeds.yaml:1: x", "feeds.yaml:2: y"):
        source.broken_config = ConfigError(message)
        seen.append(ask(source, "/version")[2])
        assert message in ask(source, "/letter.html")[2]
    source.broken_config = None
    seen.append(ask(source, "/version")[2])
    assert seen[0] == seen[-1]
    assert len(set(seen)) == 3


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "news.example", "::"])
def test_other_machines_are_not_served(host: str) -> None:
    """A draft is nobody else's to read."""
    with pytest.raises(ConfigError, match="loopback"):
        serve_preview(Source(), host, 0, lambda _: None)


def test_a_port_in_use_is_told() -> None:
    """The usual mistake, in words."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DigestError, match=f"127.0.0.1:{port} cannot be used") as caught:
            serve_preview(Source(), "127.0.0.1", port, lambda _: None)
    assert "--port" in caught.value.mend


def test_loopback_names() -> None:
    """The list is short and closed."""
    assert {"localhost", "127.0.0.1", "[::1]"} == LOOPBACK
    assert not is_loopback("")


SERVE = """
from tests.app.test_preview import Source
from digest.app.preview import serve_preview
serve_preview(Source(), "127.0.0.1", 0, lambda address: print(address, flush=True))
"""


def test_served_over_http_and_ended_by_ctrl_c() -> None:
    """The real server: a free port, an address that answers at once, silence, and a quiet end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}letter.txt", timeout=10) as answer:
            assert answer.read().decode() == LETTER.text
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.browser
def test_the_page_in_a_browser_follows_the_letter(chromium: str) -> None:
    """Side by side at first; a new version reloads the letter; no error, and no request to anywhere else."""
    from playwright.sync_api import sync_playwright

    source, ready, address = Source(), threading.Event(), [""]

    def told(where: str) -> None:
        address[0] = where
        ready.set()

    threading.Thread(target=serve_preview, args=(source, "127.0.0.1", 0, told), daemon=True).start()
    assert ready.wait(10)
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(address[0]) else wrong.append(r.url))
        page.goto(address[0])
        wide, narrow = page.frame_locator(".wide iframe"), page.frame_locator(".narrow iframe")
        card = "getComputedStyle(document.querySelector('.card')).backgroundColor"
        assert wide.locator("h1").inner_text() == "The Frame"
        assert wide.locator("body").evaluate(card) == "rgb(255, 255, 255)"
        assert narrow.locator("body").evaluate(card) == "rgb(23, 27, 32)"
        page.locator("input[value=text]").check()
        assert page.locator(".text iframe").is_visible()
        assert not page.locator(".wide iframe").is_visible()
        source.fault, source.now = LetterError("templates/issue.mjml:3: broken"), "2"
        page.locator("input[value=wide]").check()
        wide.get_by_text("issue.mjml:3: broken").wait_for(timeout=10_000)
        browser.close()
    assert [w for w in wrong if "503" not in w] == []
