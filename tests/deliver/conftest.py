"""A published issue with a ledger, in a store of its own, and a relay's TLS."""

from __future__ import annotations

import dataclasses
import ssl
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


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process trusts the certificate, as a machine does whose operator has installed it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
