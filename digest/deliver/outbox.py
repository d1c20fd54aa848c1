"""The outlet that mails nothing: one .eml file for each message, for trying and for tests."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from digest.errors import MailError
from digest.types import Receipt

if TYPE_CHECKING:
    from types import TracebackType

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Outbox:
    """Writes messages into `folder`. The same message again overwrites the same file, whole or not at all."""

    mails = False
    repeatable = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"Outbox({str(self.folder)!r})"

    def ready(self) -> None:
        """Make the folder. MailError when it cannot be one."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _said(error, self.folder) from error

    def deliver(
        self,
        sender: str,  # noqa: ARG002 - a file has no envelope
        recipient: str,  # noqa: ARG002 - the same
        message: bytes,
        *,
        name: str,
    ) -> Receipt:
        """Write one message to `name`. MailError when it cannot be written; no part of it is left then."""
        if Path(name).name != name:
            raise ValueError(f"expected a plain file name, got {name!r}")
        self.ready()
        path, part = self.folder / name, self.folder / f".{name}.part"
        try:
            _write(part, message)
            part.replace(path)
            _sync_folder(self.folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise _said(error, path) from error
        return Receipt(state="accepted", detail=name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def _write(path: Path, message: bytes) -> None:
    """The whole message, on the disk. A part that a killed process left is written over."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with open(os.open(path, flags, 0o600), "wb") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(message)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """The new name too is on the disk (rename is not durable before the folder is)."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _said(error: OSError, path: Path) -> MailError:
    if error.errno in FULL:
        return MailError(
            f"{path}: the disk is full ({error.strerror}); the message was not written",
            mend="make room, then send again: what was written stays as it is",
            temporary=True,
        )
    mend = "make that folder writable, or name another in feeds.yaml (delivery: {outlet: file://…})"
    return MailError(f"{path}: cannot be written: {error.strerror or error}", mend=mend)
