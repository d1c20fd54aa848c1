"""Signed tokens: who holds one may do what it says for the subscriber it names, and nothing else."""

from __future__ import annotations

import contextlib
import errno
import hmac
import logging
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

from digest.errors import ConfigError

LOG = logging.getLogger("digest.deliver")

KEY_BYTES: Final = 32
_TOKEN = re.compile(r"([1-9][0-9]{0,18})\.[A-Za-z0-9_-]{43}", re.ASCII)
_KEY = re.compile(r"[0-9a-f]{64}\n?", re.ASCII)


class Tokens:
    """Makes and reads the tokens of one newsletter. Another newsletter's do not pass, whatever the key."""

    def __init__(self, key: bytes, newsletter_id: str) -> None:
        import hashlib

        from itsdangerous import Signer

        if len(key) != KEY_BYTES:
            raise ValueError(f"expected a key of {KEY_BYTES} bytes, got {len(key)}")
        # The salt names the purpose: a token to leave is good for nothing else that is ever signed with the key.
        self._signer = Signer(
            key,
            salt=f"digest.unsubscribe:{newsletter_id}",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
        )

    def unsubscribe(self, subscriber_id: int) -> str:
        """The token by which this subscriber leaves: `[A-Za-z0-9_.-]`, at most 70 characters, for good.

        It does not expire: a letter is kept for years, and its link must go on working.
        """
        if not 0 < subscriber_id < 10**19:
            raise ValueError(f"expected a subscriber's id, got {subscriber_id}")
        return self._signer.sign(str(subscriber_id)).decode("ascii")

    def read(self, token: str) -> int | None:
        """The subscriber that an unsubscribe token names, None for anything else. In constant time."""
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        subscriber_id = int(found[1])
        # Signed again rather than unsigned: base64 has several spellings of one signature, only ours passes.
        return subscriber_id if hmac.compare_digest(self.unsubscribe(subscriber_id), token) else None


def load_key(path: Path) -> bytes:
    """The signing key (32 bytes) of the file `path`, which is made, mode 0600, when there is none.

    Of processes that start at once, one makes it and all have the same. ConfigError when it is damaged (links
    in letters that went out hang on it, so it is never replaced) or can be neither read nor made. A file that
    others can read is used, with a warning.
    """
    try:
        if not path.exists():
            _make_key(path)
        text = path.read_text("ascii")
        mode = stat.S_IMODE(path.stat().st_mode)
    except UnicodeDecodeError:
        text, mode = "", 0
    except OSError as error:
        raise ConfigError(
            f"{path}: the signing key cannot be read or made: {error.strerror or error}",
            mend="mend the rights of that file or folder, or name another file in DIGEST_KEY_FILE",
        ) from error
    if _KEY.fullmatch(text) is None:
        raise ConfigError(
            f"{path}: the signing key is damaged: expected {2 * KEY_BYTES} hex digits",
            mend="bring it back from a backup; without it (delete the file) the unsubscribe links of letters that "
            "went out stop working",
        )
    if mode & 0o077:
        LOG.warning(
            "the signing key can be read by others: chmod 600",
            extra={"data": {"path": path, "mode": f"{mode:o}"}},
        )
    return bytes.fromhex(text)


def _make_key(path: Path) -> None:
    """Write a new key beside and link it into place, so that nobody ever sees half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_new(draft)
        with contextlib.suppress(FileExistsError):  # another process was faster: its key is the key
            _link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        _write_new(path)  # a file system without hard links


def _write_new(path: Path) -> None:
    """A new key in a new file; FileExistsError when there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
