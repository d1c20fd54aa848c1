"""What many tests need: the recorded data, a browser, an environment of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import warm

ROOT = Path(__file__).resolve().parent.parent
#: The one reason for which a test may be skipped where nothing else may be (DIGEST_STRICT_SKIPS).
NO_DATA = "the recorded data is not here ($DIGEST_DATA, or ../shared/data)"


# Laws look at the same examples in every run and on every machine, so that a run fails for what was changed; new
# examples are looked for by `make fuzz`, and what it finds becomes a case of its own.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "same")
settings.load_profile(PROFILE)
#: So many times the examples that a test asks for are looked at when exploring.
MORE = 5


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if PROFILE == "explore":
        laws = {test for item in items if "hypothesis" in item.keywords for test in [item.function]}  # type: ignore[attr-defined]
        for test in laws:  # a test's own number stands in its decorator, which no profile reaches
            asked = test._hypothesis_internal_use_settings
            test._hypothesis_internal_use_settings = settings(asked, max_examples=MORE * asked.max_examples)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--anew", action="store_true", help="start an interpreter for every command (see tests/warm.py)"
    )


def pytest_configure(config: pytest.Config) -> None:
    warm.always_anew |= config.getoption("--anew")


def data_folder() -> Path:
    return Path(os.environ.get("DIGEST_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data() -> Path:
    """The recorded data; skips where it is not."""
    if not data_folder().is_dir():
        pytest.skip(NO_DATA)  # publishers' texts are not ours to ship: a clone elsewhere has none
    return data_folder()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's Chromium; skips where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("chromium is not installed")  # only root can install it; CI fails on this skip
    return found


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `localhost` with its key and the authority that signed it, in one file, made anew."""
    import trustme

    authority = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(authority.issue_cert("localhost").private_key_and_cert_chain_pem.bytes())
    with path.open("ab") as file:
        file.write(authority.cert_pem.bytes())
    return path


@pytest.fixture(scope="module")
def box() -> Iterator[Any]:
    """The child in which pages are read, one for all tests of a file."""
    from digest.net.box import Box

    with Box() as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """A new database in a file; a file of tests that wants another kind has its own."""
    from digest.store import Store

    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main") as opened:
        yield opened


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the DIGEST_* variables of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("DIGEST_") and name != "DIGEST_DATA"]:
        monkeypatch.delenv(name)


STRICT = bool(os.environ.get("DIGEST_STRICT_SKIPS"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    """With DIGEST_STRICT_SKIPS a skip is a failure, save for data that is not there."""
    report = yield
    if STRICT and report.skipped:  # this is the check on skips, and it sees expected failures as well
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if NO_DATA not in reason or data_folder().is_dir():
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be: {reason}"
    return report
