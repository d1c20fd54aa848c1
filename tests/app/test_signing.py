"""Letters signed here: a selector in feeds.yaml, a key in the environment, and whoever checks it is content."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.harness import IN_REVIEW, Folder

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def signing(folder: Folder) -> Folder:
    """A newsletter whose letters are to be signed; the key is not there yet."""
    config = folder.path / "feeds.yaml"
    config.write_text(
        config.read_text("utf-8").replace('outbox"}', 'outbox", dkim: {selector: digest}}'), "utf-8"
    )
    return folder


def with_key(folder: Folder) -> Folder:
    pem = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder.path / "dkim.pem").write_bytes(pem)
    (folder.path / ".env").write_text("DIGEST_DKIM_KEY_FILE=dkim.pem\n")
    return folder


def valid(message: bytes, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(time, "time", lambda: 2e9)  # the letter's slot may still be to come
    public = base64.b64encode(KEY.public_key().public_bytes_raw())
    names: list[bytes] = []
    answer = b"v=DKIM1; k=ed25519; p=" + public
    good = dkim.verify(message, dnsfunc=lambda name, timeout=5: names.append(name) or answer)
    assert names == [b"digest._domainkey.frame.example."]
    return bool(good)


def test_what_is_sent_is_signed(signing: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters and tests alike, each with its own token in it."""
    folder = with_key(signing)
    folder.ok("fetch", now=IN_REVIEW)
    folder.ok("subscribers", "add", "reader@home.example")
    folder.ok("send", "--test", "me@reader.example", now=IN_REVIEW)
    folder.ok("run", now=IN_REVIEW)
    folder.ok("run")
    mails = sorted(Path(folder.path / "outbox").rglob("*.eml"))
    assert len(mails) == 2
    assert all(valid(mail.read_bytes(), monkeypatch) for mail in mails)


@pytest.mark.parametrize(
    ("env", "said"), [("", "DIGEST_DKIM_KEY_FILE is not"), ("nope.pem", "cannot be read")]
)
def test_without_a_key_nothing_is_published(signing: Folder, env: str, said: str) -> None:
    """Said by `check`, and before the letter is frozen: a letter that cannot be signed is not half sent."""
    (signing.path / ".env").write_text(f"DIGEST_DKIM_KEY_FILE={env}\n")
    signing.ok("fetch", now=IN_REVIEW)
    signing.ok("draft", now=IN_REVIEW)
    done = signing.run("send")
    assert done.returncode == 78
    assert said in done.stderr
    assert "config-dkim" in signing.run("check", now=IN_REVIEW).stdout
    assert not list(signing.path.rglob("*.eml"))


def test_a_sender_in_other_letters_than_asciis(signing: Folder) -> None:
    """What mail takes, DKIM signs for: the domain as it stands in From."""
    config = signing.path / "feeds.yaml"
    config.write_text(
        config.read_text("utf-8").replace("hello@frame.example", "hello@bühne.example"), "utf-8"
    )
    folder = with_key(signing)
    folder.ok("fetch", now=IN_REVIEW)
    folder.ok("send", "--test", "me@reader.example", now=IN_REVIEW)
    (mail,) = Path(folder.path / "outbox").rglob("*.eml")
    head = mail.read_text("ascii").replace("\r\n ", "")
    assert "<hello@xn--bhne-0ra.example>" in head
    assert " d=xn--bhne-0ra.example;" in head
