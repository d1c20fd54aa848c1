"""A published issue with a ledger, in a store of its own, and a certificate for localhost."""

from __future__ import annotations

import dataclasses
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.store import Store
from digest.types import Letter
from tests.makers import NOW, SLOT, issue


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main", busy_timeout=0.2) as opened:
        yield opened


@pytest.fixture
def publish(store: Store) -> Callable[..., Store]:
    """Subscribe the addresses, then publish an issue to them."""

    def act(*emails: str) -> Store:
        store.subscribers.add([(email, email) for email in emails], now=NOW)
        letter = Letter(subject="S", preheader="P", html="<p>", text="T")
        store.slots.mark(SLOT.name, now=NOW)
        store.issues.publish(dataclasses.replace(issue(), number=1), letter, drafted=NOW, now=NOW)
        return store

    return act


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-made certificate for `localhost`, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    options = "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=DNS:localhost", "-addext", "keyUsage=digitalSignature,keyCertSign"]
    subprocess.run(
        [openssl, *options.split(), *names, "-keyout", path, "-out", f"{path}.crt"],
        check=True,
        capture_output=True,
    )
    with path.open("a") as file:
        file.write(Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process trusts the certificate, as a machine does whose operator has installed it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
