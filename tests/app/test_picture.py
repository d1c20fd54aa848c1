"""The letter as a picture: its whole length where Chromium is, and a quiet reason where it is not."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from digest.app.files import write_picture
from digest.app.picture import LONGEST, picture

PAGE = "<!doctype html><html><head><title>t</title></head><body style='margin:0'>{}</body></html>"


def size(png: bytes) -> tuple[int, int]:
    """Width and height out of a PNG's header."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.browser
@pytest.mark.parametrize(("tall", "expected"), [(1234, 1234), (40_000, LONGEST)])
def test_the_whole_length(chromium: str, tall: int, expected: int) -> None:
    """Six hundred pixels wide and as long as the page, as far as Chromium can paint."""
    data, why = picture(PAGE.format(f"<div style='height:{tall}px'>x</div>"))
    assert (why, data[:4]) == ("", b"\x89PNG")
    assert size(data) == (600, expected)


@pytest.mark.browser
def test_a_script_in_the_page_does_not_run(chromium: str) -> None:
    """What is looked at may be anything: only our own measuring runs."""
    script = "<script>document.body.innerHTML = '<div style=height:5000px>'</script><img src=x onerror=\"document.body.innerHTML=''\">"
    data, _ = picture(PAGE.format(f"<div style='height:700px'>x</div>{script}"))
    assert size(data)[1] < 800


def test_without_chromium_there_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser is no error, and the picture of an earlier issue does not stay."""
    (tmp_path / "issue.html").write_text(PAGE.format("x"))
    (tmp_path / "issue.png").write_bytes(b"old")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert write_picture(tmp_path) == "Chromium is not installed"
    assert not (tmp_path / "issue.png").exists()


def test_a_browser_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation: the other files are there, and this is why the picture is not."""
    for text, said in (("#!/bin/sh\nexit 3\n", "it ended with 3"), ("#!/bin/sh\n", "how long the page is")):
        fake = tmp_path / "chromium"
        fake.write_text(text)
        fake.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        assert said in picture(PAGE.format("x"))[1]


@pytest.mark.browser
def test_it_is_written_beside_the_page(chromium: str, tmp_path: Path) -> None:
    """issue.png of issue.html; without that, a reason."""
    assert write_picture(tmp_path).startswith("issue.html cannot be read")
    (tmp_path / "issue.html").write_text(PAGE.format("hello"))
    assert write_picture(tmp_path) == ""
    assert (tmp_path / "issue.png").read_bytes().startswith(b"\x89PNG")
