"""The public pages, over HTTP, on the real store and real tokens."""

from __future__ import annotations

import dataclasses
import http.client
import re
import socket
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from digest.app.public import BODY_LIMIT, Served, create_public, serve_public
from digest.app.site import StoreSite
from digest.deliver import Tokens
from digest.errors import DigestError, StoreError
from digest.store import Store
from digest.types import TOKEN, Letter, Look
from tests.makers import NOW, SLOT, issue, newsletter

TOKENS = Tokens(bytes(32), "main")
SUBJECT = "A label sues <b>& wins"
LETTER = Letter(
    subject=SUBJECT, preheader="P", html=f"<h1>News</h1><a href='https://x/unsubscribe/{TOKEN}'>", text="T"
)


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: http.client.HTTPMessage


def ask(served: Served, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    request = urllib.request.Request(served.address + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Answer(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(), error.headers)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main") as opened:
        opened.subscribers.add([("jane@example.org", "jane@example.org")], now=NOW)
        opened.slots.mark(SLOT.name, now=NOW)
        opened.issues.publish(dataclasses.replace(issue(), number=1), LETTER, drafted=NOW, now=NOW)
        yield opened


@pytest.fixture
def site(store: Store) -> StoreSite:
    return StoreSite(store, TOKENS, newsletter(reply_to="desk@frame.example"), lambda: NOW)


@pytest.fixture
def served(site: StoreSite) -> Iterator[Served]:
    with serve_public(create_public(site), "127.0.0.1", 0) as running:
        yield running


@pytest.fixture
def leave(store: Store) -> str:
    """The path by which Jane leaves."""
    return f"unsubscribe/{TOKENS.unsubscribe(store.subscribers.all()[0].id)}"


def status(store: Store) -> str:
    return store.subscribers.all()[0].status


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_at_the_unsubscribe_page_changes_nothing(
    served: Served, store: Store, leave: str, method: str
) -> None:
    """Scanners and previews follow every link of a letter; nobody may be unsubscribed by one."""
    answer = ask(served, leave, method)
    assert answer.status == 200
    assert status(store) == "active"
    if method == "GET":
        assert '<form method="post">' in answer.text
        assert "@example.org" in answer.text
        assert "jane" not in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
        ),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_one_click(served: Served, store: Store, leave: str, body: bytes, kind: str) -> None:
    """Both forms of RFC 8058, answered at once and without a redirect; doing it again is fine."""
    for _ in range(2):
        answer = ask(served, leave, "POST", body, **{"Content-Type": kind})
        assert answer.status == 200
        assert "You are unsubscribed" in answer.text
        assert status(store) == "unsubscribed"


@pytest.mark.parametrize("token", ["1.forged", "x", "%00", "a" * 5000, "%3Cscript%3E"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_that_is_nobodys(served: Served, store: Store, token: str, method: str) -> None:
    """A page that says what to do, and nothing of the token on it."""
    answer = ask(
        served, f"unsubscribe/{token}", method, b"List-Unsubscribe=One-Click" if method == "POST" else None
    )
    assert answer.status == 404
    assert "This link is not complete" in answer.text
    assert "mailto:desk@frame.example" in answer.text
    assert "script" not in answer.text
    assert status(store) == "active"


@pytest.mark.parametrize("path", ["", "issues", "issues/"])
def test_the_archive(served: Served, path: str) -> None:
    """Each issue's day and subject (escaped), with a link that leads to it from each address of the page."""
    answer = ask(served, path)
    assert answer.status == 200
    assert "26 November 2026" in answer.text
    assert "A label sues &lt;b&gt;&amp; wins" in answer.text
    link = re.search(r'href="([^"]+2026-11-26)"', answer.text)
    assert link
    assert "<h1>News</h1>" in ask(served, urllib.parse.urljoin("/" + path, link[1])[1:]).text


def test_an_issue_as_a_web_page(served: Served) -> None:
    """For everyone, so without anybody's token, and with nothing that could load or run."""
    answer = ask(served, "issues/2026-11-26")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert TOKEN not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_an_issue_says_what_it_is(served: Served) -> None:
    """For link previews and search engines: title, description, its one address, the feed."""
    text = ask(served, "issues/2026-11-26").text
    assert "<title>A label sues &lt;b&gt;&amp; wins · The Frame</title>" in text
    assert '<link rel="canonical" href="https://frame.example/issues/2026-11-26">' in text
    assert 'type="application/atom+xml"' in text
    assert "<h1>News</h1>" in text
    assert "Unsubscribe" not in text


def test_the_feed(served: Served) -> None:
    """The issues as Atom, linked from the archive, with nothing to load."""
    answer = ask(served, "feed.xml")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    root = ElementTree.fromstring(answer.text)
    assert [e.text for e in root.iter("{http://www.w3.org/2005/Atom}title")] == ["The Frame", SUBJECT]
    assert TOKEN not in answer.text
    for path in ("", "issues/"):
        (href,) = set(re.findall(r'href="([^"]*feed\.xml)"', ask(served, path).text))
        assert urljoin(served.address + path, href) == served.address + "feed.xml"


@pytest.mark.parametrize("path", ["issues/2026-11-26", "feed.xml", "issues/"])
def test_a_cache_asks_and_is_told_that_nothing_changed(served: Served, path: str) -> None:
    """Pages for everyone carry a validator; who has the page already gets no body."""
    first = ask(served, path)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    tag = first.headers["ETag"]
    for known in (tag, f'W/{tag}, "other"', "*"):
        again = ask(served, path, **{"If-None-Match": known})
        assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
    assert ask(served, path, **{"If-None-Match": '"other"'}).text == first.text


@pytest.mark.parametrize(
    "path", ["nothing", "issues/2026-01-01", "issues/x/y", "issues/%2e%2e%2fetc", "..%2f", "//x"]
)
def test_what_is_not_there(served: Served, path: str) -> None:
    """In the same look, with a way back."""
    answer = ask(served, path)
    assert answer.status == 404
    assert "There is nothing here" in answer.text
    assert 'issues/">Read the issues' in answer.text


@pytest.mark.parametrize(
    ("path", "method"),
    [("issues/", "POST"), ("issues/2026-11-26", "PUT"), ("healthz", "DELETE"), ("LEAVE", "DELETE")],
)
def test_what_may_not_be_done(served: Served, leave: str, path: str, method: str) -> None:
    """In the same look too, and it says what may."""
    answer = ask(served, path.replace("LEAVE", leave), method, b"")
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]
    assert "That does not work here" in answer.text


def test_it_answers(served: Served) -> None:
    """For a monitor."""
    assert ask(served, "healthz").text == "ok\n"


@pytest.mark.parametrize(
    "path", ["LEAVE", "issues/", "issues/2026-11-26", "feed.xml", "healthz", "nothing", "unsubscribe/x"]
)
def test_headers_on_every_answer(served: Served, leave: str, path: str) -> None:
    """No referrer (the address is a secret), no sniffing, no cookie, no word on what software answers."""
    headers = ask(served, path.replace("LEAVE", leave)).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Set-Cookie"] is None
    assert headers["Server"] is None
    if path != "healthz":
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert ("no-store" in headers["Cache-Control"]) == (not path.startswith(("issues", "feed")))


def raw(served: Served, head: str, body: bytes = b"", *, leaves: bool = False) -> bytes:
    """What a client that does not keep to the rules gets."""
    host, port = urlsplit(served.address).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n" + body)
        if leaves:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return answer


def test_a_body_that_is_too_large(served: Served, store: Store, leave: str) -> None:
    """Refused by what it announces, and by what comes when it announces nothing; nobody has left then."""
    announced = raw(served, f"POST /{leave} HTTP/1.1\nHost: x\nContent-Length: {BODY_LIMIT + 1}\n")
    assert announced.startswith(b"HTTP/1.1 413 ")
    chunk = b"%x\r\n%s\r\n" % (BODY_LIMIT + 1, b"x" * (BODY_LIMIT + 1))
    chunked = raw(
        served, f"POST /{leave} HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n", chunk + b"0\r\n\r\n"
    )
    assert chunked.startswith(b"HTTP/1.1 413 ")
    assert status(store) == "active"
    fits = raw(
        served,
        f"POST /{leave} HTTP/1.1\nHost: x\nContent-Length: {BODY_LIMIT}\nConnection: close\n",
        b"x" * BODY_LIMIT,
    )
    assert fits.startswith(b"HTTP/1.1 200 ")


def test_a_client_that_goes_away_midway(served: Served, store: Store, leave: str) -> None:
    """Half a request changes nothing, and the next one is answered."""
    raw(served, f"POST /{leave} HTTP/1.1\nHost: x\nContent-Length: 26\n", b"List-Unsub", leaves=True)
    assert status(store) == "active"
    assert ask(served, "healthz").status == 200


class Locked(StoreSite):
    """The store at a bad moment: the real one cannot be made to fail at will while it is being served."""

    failure: Exception

    def unsubscribe(self, token: str) -> bool | None:
        raise self.failure


@pytest.mark.parametrize(
    ("failure", "status", "retry"),
    [
        (StoreError("var/digest.db is locked", temporary=True), 503, "60"),
        (StoreError("var/digest.db is damaged"), 500, None),
        (RuntimeError("a bug in var/digest.db"), 500, None),
    ],
)
def test_when_the_store_fails(
    store: Store, leave: str, failure: Exception, status: int, retry: str | None
) -> None:
    """The reader is told to try again; of the inside, nothing is shown."""
    site = Locked(store, TOKENS, newsletter(), lambda: NOW)
    site.failure = failure
    with serve_public(create_public(site), "127.0.0.1", 0) as served:
        answer = ask(served, leave, "POST", b"List-Unsubscribe=One-Click")
    assert (answer.status, answer.headers["Retry-After"]) == (status, retry)
    assert "digest.db" not in answer.text
    assert "no-referrer" in answer.headers["Referrer-Policy"]


def test_ones_own_templates(site: StoreSite, tmp_path: Path, leave: str) -> None:
    """A user's template is looked up first and may extend the shipped one."""
    own = tmp_path / "templates" / "public"
    own.mkdir(parents=True)
    (own / "unsubscribe.html").write_text(
        '{% extends "default:public/unsubscribe.html" %}{% block footer %}<p>Sad &amp; sorry</p>{% endblock %}'
    )
    with serve_public(create_public(site, templates=own.parent), "127.0.0.1", 0) as served:
        text = ask(served, leave).text
    assert "Sad &amp; sorry" in text
    assert '<form method="post">' in text


def test_a_change_of_ones_own_shows_with_the_next_request(site: StoreSite, tmp_path: Path) -> None:
    """No restart: a template that is put there, changed, and taken away while the pages are served."""
    own = tmp_path / "public" / "archive.html"
    own.parent.mkdir()
    with serve_public(create_public(site, templates=tmp_path), "127.0.0.1", 0) as served:
        assert "Atom feed" in ask(served, "issues/").text
        for word in ("Ahoy", "Aloh"):
            own.write_text(
                '{% extends "default:public/archive.html" %}{% block footer %}' + word + "{% endblock %}"
            )
            assert f"<footer>\n{word}" in ask(served, "issues/").text
        own.unlink()
        assert "Atom feed" in ask(served, "issues/").text


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("public/base.html", "{{ nothing }}"),
        ("public/base.html", "{% if %}"),
        ("public/base.html", '{% extends "public/base.html" %}'),
        ("public/base.html", "{{ 'x' * 10 ** 13 }}"),
        ("partials/tokens.mjml", '{% include "partials/tokens.mjml" %}'),
    ],
)
def test_whoever_wants_to_leave_can_though_a_template_is_broken(
    site: StoreSite,
    store: Store,
    tmp_path: Path,
    leave: str,
    name: str,
    broken: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The shipped page stands in, in the newsletter's accent; the operator's log names the file."""
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(broken)
    app = create_public(site, templates=tmp_path, look=Look(theme="gone", accent="#0A7A4B"))
    with serve_public(app, "127.0.0.1", 0) as served:
        text = ask(served, leave).text
        assert '<form method="post">' in text
        assert "--accent: #0A7A4B" in text
        assert ask(served, "nothing").status == 404
        assert ask(served, leave, "POST", b"List-Unsubscribe=One-Click").status == 200
    assert status(store) == "unsubscribed"
    assert any("as it is shipped" in record.message for record in caplog.records)


@pytest.mark.parametrize(
    ("language", "direction", "heading"),
    [
        ("de", "ltr", "Sie sind abgemeldet"),
        ("ar", "rtl", "أُلغي اشتراكك"),
        ("ja", "ltr", "購読を解除しました"),
    ],
)
def test_in_the_newsletters_language_and_look(
    store: Store, leave: str, language: str, direction: str, heading: str
) -> None:
    """Every page of the way out, and what is said when one goes astray; dated as it is there."""
    site = StoreSite(store, TOKENS, newsletter(language=language), lambda: NOW)
    with serve_public(create_public(site, look=Look(theme="wire")), "127.0.0.1", 0) as served:
        pages = [
            ask(served, leave),
            ask(served, leave, "POST"),
            ask(served, "issues/"),
            ask(served, "nothing"),
        ]
    for page in pages:
        assert f'<html lang="{language}" dir="{direction}">' in page.text
        assert "--band: #111418" in page.text  # the wire's
    assert heading in pages[1].text
    day = {"de": "26. November 2026", "ar": "26 نوفمبر 2026", "ja": "2026年11月26日"}[language]
    assert day in pages[2].text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_whose_reader_is_gone(served: Served, method: str) -> None:
    """We signed it, so it was not cut off: there is nothing to look for, and nothing to do."""
    answer = ask(served, f"unsubscribe/{TOKENS.unsubscribe(4711)}", method)
    assert answer.status == 410
    assert "This link has served its time" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_address_that_is_taken(site: StoreSite, served: Served) -> None:
    """Said at once, with the mend, not in a thread's traceback."""
    with pytest.raises(DigestError, match="cannot listen there") as caught:
        serve_public(create_public(site), "127.0.0.1", urlsplit(served.address).port or 0)
    assert "--port" in caught.value.mend


def test_stopped_is_stopped(site: StoreSite) -> None:
    """Nobody is answered any more, and the port is free."""
    served = serve_public(create_public(site), "127.0.0.1", 0)
    assert ask(served, "healthz").status == 200
    served.stop()
    with pytest.raises(urllib.error.URLError):
        ask(served, "healthz")


LUMINANCE = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (parse(c)[3] !== 0) return c; } };
  return [...document.querySelectorAll('h1, p, a, button, strong, time')].map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + .05) / (b + .05); });
}
"""


@pytest.mark.browser
def test_in_a_browser(served: Served, store: Store, leave: str, chromium: str) -> None:
    """At 320 px nothing runs over the side, every text has 4.5:1 in both modes, no other address is asked, the
    policy forbids nothing the page needs, and the button works."""
    from playwright.sync_api import sync_playwright

    options = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=[f"--{option}" for option in options.split()]
        )
        for mode in ("light", "dark"):
            context = browser.new_context(color_scheme=mode, viewport={"width": 320, "height": 640})
            page, said, asked = context.new_page(), [], []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            for path in ("issues/", leave):
                page.goto(served.address + path)
                assert page.evaluate("document.documentElement.scrollWidth") == 320
                assert min(page.evaluate(LUMINANCE)) >= 4.5
            assert page.locator("button").bounding_box()["height"] >= 44
            page.get_by_role("button", name="Unsubscribe").click()
            assert page.locator("h1").inner_text() == "You are unsubscribed"
            assert said == []
            assert all(url.startswith(served.address) for url in asked)
            context.close()
        browser.close()
    assert status(store) == "unsubscribed"
