"""Compiled templates are kept from one letter to the next, and every change of a file shows in the next one."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from digest.errors import LetterError
from digest.letter import shelf
from digest.letter.templates import Templates

OLD = time.time() - 3600


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """The user's folder and the shipped one, with files an hour old."""
    user, ours = tmp_path / "user", tmp_path / "ours"
    for folder in (user, ours / "themes" / "night"):
        folder.mkdir(parents=True)
    write(ours / "page.html", 'shipped {% include "part.html" %}')
    write(ours / "part.html", "part")
    return user, ours


def write(path: Path, text: str, moment: float = OLD) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (moment, moment))


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this moment count as old: nothing can set the moment at which a file's entry was changed."""
    monkeypatch.setattr(shelf, "_YOUNG", -(10**18))


def page(homes: tuple[Path, Path], theme: str = "journal") -> str:
    return Templates(*homes).fill("page.html", {}, theme)


@pytest.mark.usefixtures("aged")
def test_the_next_letter_loads_nothing_anew(homes: tuple[Path, Path]) -> None:
    """Another `Templates` of the same folders has the same environment; of others, or another theme, its own."""
    assert page(homes) == "shipped part"
    first = Templates(*homes).themed("journal")
    assert Templates(*homes).themed("journal") is first
    assert Templates(*homes).themed("night") is not first
    assert Templates(None, homes[1]).themed("journal") is not first


@pytest.mark.usefixtures("aged")
def test_every_change_shows_at_once(homes: tuple[Path, Path]) -> None:
    """A file changed, even to the same length; one of the user's that is new, in a folder that is new, and gone again; a
    theme's; one that is included."""
    user, ours = homes
    assert page(homes) == "shipped part"
    write(ours / "part.html", "trap", OLD + 1)
    assert page(homes) == "shipped trap"
    write(user / "part.html", "mine")
    assert page(homes) == "shipped mine"
    write(user / "themes" / "journal" / "page.html", "themed")
    assert page(homes) == "themed"
    (user / "part.html").unlink()
    (user / "themes" / "journal" / "page.html").unlink()
    assert page(homes) == "shipped trap"
    write(ours / "themes" / "night" / "part.html", "dark")
    assert page(homes, "night") == "shipped dark"


@pytest.mark.usefixtures("aged")
def test_a_file_put_in_anothers_place_shows(homes: tuple[Path, Path]) -> None:
    """Of the same length and the same time, as `mv` and some editors leave it: it is another file all the same."""
    user, ours = homes
    assert page(homes) == "shipped part"
    write(user / "aside", "trap")
    (user / "aside").rename(ours / "part.html")
    assert page(homes) == "shipped trap"


def test_what_was_just_written_is_not_trusted(homes: tuple[Path, Path]) -> None:
    """Two changes within a moment may bear one time: a young file is read again, whatever its times say."""
    _, ours = homes
    now = time.time()
    write(ours / "part.html", "aaaa", now)
    assert page(homes) == "shipped aaaa"
    with (ours / "part.html").open("r+") as opened:
        opened.write("bbbb")
    os.utime(ours / "part.html", (now, now))
    assert page(homes) == "shipped bbbb"


def test_one_letter_keeps_to_the_files_of_its_beginning(homes: tuple[Path, Path]) -> None:
    """HTML and text of a letter are of one version, though a template is saved in between."""
    templates = Templates(*homes)
    assert templates.fill("page.html", {}) == "shipped part"
    write(homes[1] / "part.html", "late")
    assert templates.fill("page.html", {}) == "shipped part"
    assert page(homes) == "shipped late"


@pytest.mark.usefixtures("aged")
def test_a_broken_template_is_not_kept(homes: tuple[Path, Path]) -> None:
    """An error, and no error once it is mended."""
    write(homes[0] / "part.html", "{% if %}")
    with pytest.raises(LetterError, match=r"user/part\.html:1"):
        page(homes)
    write(homes[0] / "part.html", "well", OLD + 5)
    assert page(homes) == "shipped well"


@pytest.mark.usefixtures("aged")
def test_threads_share_it(homes: tuple[Path, Path]) -> None:
    """Many at once, while a file changes: each gets one version, and after the change all get the new one."""
    seen: list[str] = []

    def work() -> None:
        seen.extend(page(homes) for _ in range(30))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    write(homes[1] / "aside", "next", OLD + 9)
    (homes[1] / "aside").rename(homes[1] / "part.html")
    for thread in threads:
        thread.join()
    assert len(seen) == 240
    assert set(seen) <= {"shipped part", "shipped next"}
    assert page(homes) == "shipped next"


@pytest.mark.usefixtures("aged")
def test_it_does_not_grow(homes: tuple[Path, Path], tmp_path: Path) -> None:
    """A process that sees many folders keeps the last few."""
    for number in range(40):
        assert page((tmp_path / f"user{number}", homes[1])) == "shipped part"
    assert len(shelf._KEPT) <= shelf._MOST
