"""DKIM: a verifier that is not ours accepts what we sign, and refuses it once anything that matters was changed."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from digest.errors import ConfigError
from digest.letter.dkim import SIGNED, Signer, signer
from digest.letter.mime import mail_of
from tests.letter.test_mime import LETTER
from tests.makers import newsletter

#: In the past: a verifier refuses what was signed after its own time.
DATE = datetime(2024, 11, 28, 8, tzinfo=UTC)
RSA = rsa.generate_private_key(65537, 2048)
EDWARDS = ed25519.Ed25519PrivateKey.generate()


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey, kind: str = "PKCS8") -> bytes:
    form = getattr(serialization.PrivateFormat, kind)
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def record(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    """What the domain's DNS says of the key."""
    if isinstance(key, rsa.RSAPrivateKey):
        der = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)
    return b"v=DKIM1; k=ed25519; p=" + base64.b64encode(key.public_key().public_bytes_raw())


def verified(message: bytes, answer: bytes) -> bool:
    """dkimpy's verdict; DNS is a function here, and it is asked for our selector's name only."""

    def dns(name: bytes, timeout: int = 5) -> bytes:
        assert name.rstrip(b".") == b"digest._domainkey.frame.example"
        return answer

    return bool(dkim.verify(message, dnsfunc=dns))


def made(key: bytes) -> Signer:
    return signer(key, domain="frame.example", selector="digest")


def letter(key: bytes) -> bytes:
    mail = mail_of(LETTER, newsletter(), slot_name="2026-11-26", date=DATE, signer=made(key))
    return mail.for_recipient("reader@home.example", "tok.en")


KEYS = {
    "rsa-pkcs8": (pem(RSA), record(RSA)),
    "rsa-pkcs1": (pem(RSA, "TraditionalOpenSSL"), record(RSA)),
    "ed25519": (pem(EDWARDS), record(EDWARDS)),
    "ed25519-seed": (base64.b64encode(EDWARDS.private_bytes_raw()) + b"\n", record(EDWARDS)),
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_verifier_accepts_it(kind: str) -> None:
    """RSA and Ed25519, in each form a key file comes in."""
    key, answer = KEYS[kind]
    message = letter(key)
    assert verified(message, answer)
    algorithm = "ed25519-sha256" if "ed" in kind else "rsa-sha256"
    assert f"a={algorithm};" in message.decode("ascii")
    assert letter(key) == message  # a retry is the same to the byte, as every message is
    assert f"t={int(DATE.timestamp())};".encode() in message


@pytest.mark.parametrize(
    "change",
    [
        (b"Subject: A label", b"Subject: A table"),
        (b"List-Unsubscribe: <https", b"List-Unsubscribe: <http"),
        (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
        (b"From: ", b"From: <boss@evil.example>\r\nFrom: "),
        (b"Subject: ", b"Reply-To: <boss@evil.example>\r\nSubject: "),
        (b"To: reader@", b"To: writer@"),
        (b"Date: Thu, 28", b"Date: Fri, 29"),
        (b"List-Id: <main", b"List-Id: <mein"),
        (b"multipart/alternative", b"multipart/mixed"),
        (b"unsubscribe/=\r\ntok.en", b"unsubscribe/=\r\ntok.an"),
    ],
    ids=lambda change: change[0].decode().strip(),
)
@pytest.mark.parametrize("kind", ["rsa-pkcs8", "ed25519"])
def test_what_was_changed_on_the_way_is_refused(kind: str, change: tuple[bytes, bytes]) -> None:
    """Both unsubscribe headers are signed, a second From is caught, and so is a word of the body."""
    key, answer = KEYS[kind]
    signature, rest = letter(key).split(b"\r\nFrom: ", 1)
    changed = signature + b"\r\n" + (b"From: " + rest).replace(*change, 1)
    assert changed != letter(key)
    assert not verified(changed, answer)


def test_it_signs_what_it_says() -> None:
    """The headers that RFC 8058 and the mailbox providers ask for are in `h=`."""
    head = letter(KEYS["rsa-pkcs8"][0]).split(b"\r\nFrom: ")[0]
    named = re.search(rb"h=([^;]*);", re.sub(rb"\s+", b"", head))
    assert named
    assert tuple(named[1].split(b":")) == SIGNED
    assert all(len(row) <= 78 for row in head.split(b"\r\n"))


@pytest.mark.parametrize(
    "key",
    [b"", b"hello", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", b"\xff" * 40,
     b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
     serialization.load_pem_private_key(pem(RSA), None).public_key().public_bytes(
         serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)],
)  # fmt: skip
def test_what_is_no_key_is_told_before_a_letter_is_sent(key: bytes) -> None:
    """An empty file, a public key, one with a password: said when the signer is made, with how to make one."""
    with pytest.raises(ConfigError, match="DKIM") as caught:
        made(key)
    assert "openssl" in caught.value.mend


@pytest.mark.parametrize("name", ["", "a b", "a\r\nb", "-a", "ü"])
def test_names_that_cannot_stand_in_dns(name: str) -> None:
    """A selector or domain with a line break would end the header and begin another."""
    key = pem(EDWARDS)
    with pytest.raises(ConfigError, match="selector"):
        signer(key, domain="frame.example", selector=name)
    with pytest.raises(ConfigError, match="domain"):
        signer(key, domain=name, selector="digest")


def test_the_key_is_not_shown() -> None:
    """A signer in a log or a traceback gives nothing away."""
    assert pem(RSA).decode()[40:80] not in repr(made(pem(RSA)))
