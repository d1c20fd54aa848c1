"""The wheel: built, installed in a clean venv, and the demo run from an empty folder, as a stranger would."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT
from tests.harness import environment


@pytest.mark.slow
def test_the_wheel_carries_all_that_the_demo_needs(tmp_path: Path) -> None:
    """A template or a sample feed that is only in the checkout shows here, not at a user's."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    [wheel] = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    for part in ("digest/py.typed", "digest/_data/templates/issue.mjml", "digest/_data/feeds.yaml"):
        assert part in names
    assert not [name for name in names if name.startswith("tests")]

    # Its own venv with nothing but the wheel; the dependencies are those of this environment, which were
    # resolved from the same pyproject.toml: fetching them again would need a network.
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    [site] = home.glob("lib/python*/site-packages")
    subprocess.run(
        [
            str(home / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            str(wheel),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (site / "dependencies.pth").write_text(_dependencies(tmp_path))
    empty = tmp_path / "empty"
    empty.mkdir()
    command = [str(home / "bin" / "digest"), "demo", "--no-open", "--out", "letter"]
    done = subprocess.run(
        command, cwd=empty, env=environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    for name in ("issue.html", "issue.txt", "issue.eml", "issue.json"):
        assert (empty / "letter" / name).stat().st_size > 1000
    assert [path.name for path in empty.iterdir()] == ["letter"]


def _dependencies(tmp_path: Path) -> str:
    """A folder of links to the installed packages, without this project's own editable install."""
    import sysconfig

    links = tmp_path / "dependencies"
    links.mkdir()
    for path in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if not path.name.startswith(("digest", "_digest", "__editable__")) and path.suffix != ".pth":
            (links / path.name).symlink_to(path)
    return str(links)
