"""`digest preview --sample`: the look and one's own templates, with no feed, no draft and no database."""

from __future__ import annotations

import threading
import urllib.request
from pathlib import Path

import pytest

from digest.app.build import Common
from digest.app.look import SampleSource, look_at_sample
from digest.errors import ConfigError, LetterError

CONFIG = """\
newsletter: {title: Harbour Weekly}
letter:
  theme: wire
  accent: "#0A7A4B"
feeds: [{url: "https://outlet.example/feed.xml"}]
"""
BLOCK = '{% extends "default:issue.mjml" %}{% block after %}<mj-section><mj-column><mj-text><p>{{ data.jobs[0] }}</p></mj-text></mj-column></mj-section>{% endblock %}'


@pytest.fixture
def common(tmp_path: Path) -> Common:
    (tmp_path / "feeds.yaml").write_text(CONFIG)
    (tmp_path / "templates").mkdir()
    return Common(config=tmp_path / "feeds.yaml")


def test_the_sample_in_ones_own_look(common: Common) -> None:
    """One's own title and accent, the sample's stories; nothing is made on the disk."""
    source = SampleSource(common)
    html = source.letter().html
    assert source.title == "Harbour Weekly"
    assert "Harbour Weekly</h1>" in html
    assert "#0A7A4B" in html
    assert "Orchestra union" in html
    assert sorted(path.name for path in common.config.parent.iterdir()) == ["feeds.yaml", "templates"]


def test_the_sample_speaks_the_newsletters_language(common: Common) -> None:
    """Its titles and its introduction are German in a German newsletter; what leads to an earlier issue leads to the
    newsletter's own site, and nowhere when there is none."""
    own = CONFIG.replace("Weekly}", "Weekly, language: de}")
    for site in ("", "https://harbour.example"):
        common.config.write_text(own + (f"site: {{url: '{site}'}}\n" if site else ""))
        letter = SampleSource(common).letter()
        for part in (letter.html, letter.text):
            assert "Zehn Geschichten, darunter zwei über Musik und zwei über Film." in " ".join(part.split())
            assert "weitere geschichten" in part.lower()
            assert "kurz gemeldet" in part.lower()
            assert not any(word in part for word in ("More stories", "In brief", "news.frame.example"))
            assert (f"{site}/issues/2026-11-12" in part) == bool(site)


def test_it_follows_every_change(common: Common) -> None:
    """A template, its sample data, feeds.yaml: each gives another version, and the page loads itself anew."""
    source, folder = SampleSource(common), common.config.parent
    versions = [source.version()]
    (folder / "templates" / "sample.yaml").write_text("jobs: [Editor]\n")
    versions.append(source.version())
    (folder / "templates" / "issue.mjml").write_text(BLOCK)
    versions.append(source.version())
    assert "Editor</p>" in source.letter().html
    common.config.write_text(CONFIG.replace("wire", "plain"))
    versions.append(source.version())
    assert len(set(versions)) == 4
    assert source.version() == versions[-1]


def test_the_public_pages_in_ones_own_look(common: Common) -> None:
    """Each page by its name, in the accent that was asked for, and in a template of one's own at once."""
    source = SampleSource(common)
    assert {"issues", "leaving", "left", "not-found"} <= set(source.pages())
    for name in source.pages():
        html = source.page(name)
        assert "Harbour Weekly</bdi></a>" in html
        assert "--accent: #0A7A4B" in html
    (common.config.parent / "templates" / "public").mkdir()
    own = '{% extends "default:public/archive.html" %}{% block footer %}Ahoy{% endblock %}'
    (common.config.parent / "templates" / "public" / "archive.html").write_text(own)
    assert "Ahoy" in source.page("issues")


def test_mistakes_are_told(common: Common) -> None:
    """A template's in the page, as it is being mended; the configuration's before anything is served."""
    (common.config.parent / "templates" / "issue.mjml").write_text("\n{{ nothing }}")
    with pytest.raises(LetterError, match=r"templates/issue\.mjml:2: 'nothing' is undefined"):
        SampleSource(common).letter()
    common.config.write_text(CONFIG.replace('"#0A7A4B"', "#0A7A4B"))
    with pytest.raises(ConfigError, match=r"feeds\.yaml:4: letter\.accent: .*in quotes.*# begins"):
        look_at_sample(common, port=0, browser=False)


def test_it_is_served(
    common: Common, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command's own road, in a thread: the address is printed, and the letter is there."""
    ready = threading.Event()
    addresses: list[str] = []

    def told(text: str, **_: object) -> None:
        addresses.append(text.split()[1])
        ready.set()

    monkeypatch.setattr("builtins.print", told)
    thread = threading.Thread(
        target=look_at_sample, args=(common,), kwargs={"port": 0, "browser": False}, daemon=True
    )
    thread.start()
    assert ready.wait(20)
    with urllib.request.urlopen(f"{addresses[0]}letter.html", timeout=20) as answer:
        assert "Harbour Weekly" in answer.read().decode()
