"""DKIM (RFC 6376, and RFC 8463 for Ed25519): a letter is signed for the sender's domain, where there is a key.

Most relays sign by themselves; this is for those that do not. Needs the extra `dkim`.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from digest.errors import ConfigError

#: What is signed. From twice: a second one put in on the way breaks the signature (RFC 6376 8.15). Reply-To also where
#: there is none, so that none is put in. Both headers of one-click unsubscribing, or it does not work (RFC 8058 4).
SIGNED = (
    b"from", b"from", b"reply-to", b"to", b"subject", b"date", b"message-id", b"list-id", b"list-unsubscribe",
    b"list-unsubscribe-post", b"mime-version", b"content-type",
)  # fmt: skip
#: The object identifier of Ed25519 in a key's DER (RFC 8410 3).
_ED25519 = bytes.fromhex("06032b6570")
#: A label or more of a domain, and a selector, which may hold dots (RFC 6376 3.1).
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.\-]{0,251}[A-Za-z0-9])?")
_MEND = (
    "make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`, or `-algorithm ed25519`"
)
Algorithm = Literal["rsa-sha256", "ed25519-sha256"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A key and the place of its public half: `SELECTOR._domainkey.DOMAIN`."""

    domain: str
    selector: str
    algorithm: Algorithm
    key: bytes = field(repr=False)  #: as dkimpy takes it: PEM for RSA, the seed in base64 for Ed25519

    def signed(self, message: bytes, moment: datetime) -> bytes:
        """The message with its signature before it. The same message and moment give the same signature."""
        signing = _signing(message, moment)
        header: bytes = signing.sign(
            self.selector.encode("ascii"),
            self.domain.encode("ascii"),
            self.key,
            signature_algorithm=self.algorithm.encode("ascii"),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=SIGNED,
        )
        return header + message


def signer(key: bytes, *, domain: str, selector: str) -> Signer:
    """The signer for a key file's content: PEM of an RSA or Ed25519 key, or an Ed25519 seed in base64.

    ConfigError for what is no such key, for names that cannot stand in DNS, and where the extra is not installed.
    """
    for value, what in ((domain, "domain"), (selector, "selector")):
        if not _NAME.fullmatch(value):
            raise ConfigError(
                f"delivery.dkim.{what}: expected a name as it stands in DNS, got {value[:80]!r}"
            )
    algorithm, content = _read(key)
    made = Signer(domain=domain.lower(), selector=selector, algorithm=algorithm, key=content)
    try:
        made.signed(b"From: a@b.example\r\n\r\n\r\n", datetime.fromtimestamp(0).astimezone())
    except ImportError:
        raise ConfigError("DKIM: dkimpy is not installed", mend="install digest-newsletter[dkim]") from None
    except Exception as error:  # noqa: BLE001 - a key that cannot sign fails in as many ways as there are parsers
        raise ConfigError(
            f"DKIM: the key cannot be used: {type(error).__name__}: {error}", mend=_MEND
        ) from None
    return made


def _read(key: bytes) -> tuple[Algorithm, bytes]:
    text = key.strip()
    found = re.fullmatch(
        rb"-----BEGIN (?:RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END (?:RSA )?PRIVATE KEY-----", text
    )
    try:
        der = base64.b64decode(re.sub(rb"\s", b"", found[1] if found else text), validate=True)
    except (binascii.Error, ValueError):
        der = b""
    if found and _ED25519 in der[:24] and len(der) >= 48:
        return "ed25519-sha256", base64.b64encode(der[-32:])
    if found and der:
        return "rsa-sha256", text
    if len(der) == 32:
        return "ed25519-sha256", text
    raise ConfigError("DKIM: expected an RSA or Ed25519 private key in PEM, unencrypted", mend=_MEND)


def _signing(message: bytes, moment: datetime) -> Any:
    """dkimpy's signing of a message, with the letter's own moment in place of the clock's."""
    import dkim

    class Signing(dkim.DKIM):  # type: ignore[misc]  # dkimpy has no types
        def gen_header(self, fields: Any, *arguments: Any, **named: Any) -> Any:
            seconds = str(int(moment.timestamp())).encode("ascii")
            kept = [(name, seconds if name == b"t" else value) for name, value in fields]
            return super().gen_header(kept, *arguments, **named)

    return Signing(message)
