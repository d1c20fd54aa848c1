"""What accessibility and validity checkers of others say of the letter, of its page on the web, and of the pages beside.

axe-core runs in Chromium, the Nu Html Checker (which is the W3C's) in Java. Both come from npm into .cache/npm, once;
where npm, Java, Chromium or the registry is missing the tests are skipped, and say so.
"""

from __future__ import annotations

import dataclasses
import fcntl
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from digest.letter.online import Past, page
from digest.letter.render import Templates, render
from digest.letter.sample import NEWSLETTER, sample_issue
from digest.letter.webpage import filled, sample_pages
from digest.paths import shipped
from digest.types import Issue, Look
from tests.conftest import ROOT

TOOLS = ROOT / ".cache" / "npm"
AXE, CHECKER = "axe-core@4.14.1", "vnu-jar@26.9.27"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TEMPLATES = Templates(None, shipped("templates"))

#: What axe-core is told not to look for in a letter: it is shown inside the client's page, which has its landmarks.
NOT_FOR_MAIL = ("landmark-one-main", "region")
#: What the checker calls an error and mail clients need; docs/letter.md, "Accessibility", has the reasons.
MAIL_NEEDS = {
    "letter": (
        "Attribute “xmlns:v” not allowed here.",
        "Attribute “xmlns:o” not allowed here.",
        "CSS: “mso-",
        "CSS: “supported-color-schemes”",
        "Element “meta” is missing one or more of the following attributes: “content”",
    ),
    "online": ("CSS: “mso-", "CSS: “supported-color-schemes”"),
    "page": (),
}
#: Which of the pages beside the letter are looked at in which dress: each template once, the busiest two often.
PAGES = {
    "journal": ("issues", "left", "not-found"),
    "wire": ("issues",),
    "plain": ("leaving",),
    "accent": (),
    "rtl": ("issues", "leaving"),
}


def issues() -> dict[str, tuple[Issue, Look]]:
    sample = sample_issue()
    arabic = dataclasses.replace(NEWSLETTER, title="الإطار", tagline="أخبار الأسبوع", language="ar")
    return {
        "journal": (sample, Look()),
        "wire": (sample, Look(theme="wire")),
        "plain": (sample, Look(theme="plain", marks=True)),
        "accent": (sample, Look(accent="#FFD400", marks=True)),
        "rtl": (dataclasses.replace(sample, newsletter=arabic), Look()),
    }


def documents() -> dict[str, str]:
    """The letter in each dress, the page that the web gets of it, and the pages beside."""
    made = {}
    for name, (issue, look) in issues().items():
        letter = render(issue, TEMPLATES, look)
        made[f"{name} letter"] = letter.html
        past = Past(issue=issue, letter=letter, published=datetime(2026, 11, 26, 8, tzinfo=UTC))
        made[f"{name} online"] = page(past)
        for what in PAGES[name]:
            beside = sample_pages(issue.newsletter.language)[what]
            made[f"{name} {what} page"] = filled(beside, TEMPLATES, look, issue.newsletter, nonce="n")
    return made


DOCUMENTS = documents()


def from_npm(package: str, file: str) -> Path:
    """A file of a package, installed on first use; skips where it cannot be."""
    name = package.partition("@")[0]
    home = TOOLS / package / "node_modules" / name
    npm = shutil.which("npm")
    (TOOLS / package).mkdir(parents=True, exist_ok=True)
    with (TOOLS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / file).is_file():
            if npm is None:
                pytest.skip("npm is not installed")  # only root can install it; CI fails on this skip
            command = [
                npm,
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--prefix",
                str(TOOLS / package),
                package,
            ]
            done = subprocess.run(command, capture_output=True, text=True, timeout=240)
            if done.returncode:
                why = f"npm could not install {package}: {done.stderr.strip()[-200:]}"
                pytest.skip(why)  # no network is nobody's mistake here; CI fails on this skip
    return home / file


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("document", DOCUMENTS)
def test_axe_finds_nothing(document: str, browser: Any) -> None:
    """WCAG 2.2 AA and axe's own good practice: no violation, on a desk and on a telephone, in light and in dark."""
    script = from_npm(AXE, "axe.min.js").read_text("utf-8")
    left_out = NOT_FOR_MAIL if document.endswith("letter") else ()
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {rule: {"enabled": False} for rule in left_out},
    }
    found = {}
    with closing(browser.new_page()) as tab:
        tab.set_content(DOCUMENTS[document])
        tab.evaluate(script)
        for width, mode in itertools.product((600, 375), ("light", "dark")):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.emulate_media(color_scheme=mode)
            answer = tab.evaluate("options => axe.run(document, options)", options)
            assert len(answer["passes"]) > 15  # it did look
            for violation in answer["violations"]:
                first = violation["nodes"][0]
                found[f"{width} {mode} {violation['id']}"] = (
                    f"{violation['help']}: {first['html'][:200]} {first['failureSummary']}"
                )
    assert found == {}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the W3C's checker says of each kind of document; one start of Java for all."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("java is not installed")  # only root can install it; CI fails on this skip
    jar = from_npm(CHECKER, "build/dist/vnu.jar")
    folder = tmp_path_factory.mktemp("html")
    files = {folder / f"{name.replace(' ', '-')}.html": name.split()[-1] for name in DOCUMENTS}
    for file, html in zip(files, DOCUMENTS.values(), strict=True):
        file.write_text(html, "utf-8")
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True)
    found: dict[str, list[str]] = {kind: [] for kind in MAIL_NEEDS}
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] != "info":
            found[files[folder / Path(message["url"]).name]].append(message["message"])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAIL_NEEDS)
def test_the_html_is_valid(kind: str, errors: dict[str, list[str]]) -> None:
    """The W3C's checker finds no error in the pages, and none in the letter but what mail clients need."""
    assert sorted({error for error in errors[kind] if not error.startswith(MAIL_NEEDS[kind])}) == []
    # A need that is none any more does not stay on the list.
    assert [need for need in MAIL_NEEDS[kind] if not any(e.startswith(need) for e in errors[kind])] == []


def test_the_exceptions_are_told() -> None:
    """Each exception that mail needs stands in docs/letter.md with its reason."""
    told = (ROOT / "docs" / "letter.md").read_text("utf-8")
    needs = re.findall(r"“([\w:-]+)", " ".join(need for kind in MAIL_NEEDS.values() for need in kind))
    assert [need for need in (*needs, *NOT_FOR_MAIL) if f"`{need}" not in told] == []
