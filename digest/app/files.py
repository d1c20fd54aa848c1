"""Writing files: whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from digest.app import shape
from digest.app.options import RefusedError
from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.letter.mime import Mail
    from digest.pipeline import Digest
    from digest.store import Draft
    from digest.types import Entry, Issue, Letter, Receipt, Slot

#: Stands for a reader's token where a letter is looked at and not sent. No signature, so it opens nothing.
NOBODY = "preview"


def write_text(path: Path, text: str) -> None:
    """Write beside it, then rename: a reader never sees half a file, a full disk keeps the old one."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():  # who made it private meant it
            aside.chmod(path.stat().st_mode)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True) if aside.parent.is_dir() else None
        mend = "nothing was changed; make room, or name a folder that can be written to"
        raise DigestError(f"{path}: cannot be written: {error.strerror or error}", mend=mend) from None


def write_issue(digest: Digest, slot: Slot, out: Path) -> list[Path]:
    """issue.html, .txt, .eml and .json of the published issue, else of the draft (made when there is none).

    RefusedError for an issue without a story: nothing is written then, and no empty draft is kept.
    """
    from digest import post

    published = digest.store.issues.get(slot.name)
    if published:
        issue, letter, date = published.issue, published.letter, published.published
    else:
        draft = _draft_with_stories(digest, slot)
        issue, date = draft.issue, draft.created
        issue, letter = digest.dressed(issue)
    mail = post.mail(digest, letter, slot_name=slot.name, date=date)
    return _write(out, issue, letter, mail, digest.reports(issue))


def write_sample(issue: Issue, letter: Letter, out: Path) -> list[Path]:
    """The same files of the sample issue, which comes from no store."""
    from digest.letter.mime import mail_of

    date = issue.slot.at or issue.slot.window.end
    mail = mail_of(letter, issue.newsletter, slot_name=issue.slot.name, date=date)
    return _write(out, issue, letter, mail, {})


def _draft_with_stories(digest: Digest, slot: Slot) -> Draft:
    """The slot's draft. A first one is chosen before it is made, so that one without a story is not kept."""
    latest = digest.store.drafts.latest(slot.name)
    has_stories = bool(latest or digest.choose(slot).stories)
    draft = digest.draft(slot) if has_stories else None
    if draft is None or not draft.issue.items:
        raise RefusedError("no story: `digest fetch`, then `digest draft`; or `--sample`")
    return draft


def _write(out: Path, issue: Issue, letter: Letter, mail: Mail, entries: Mapping[str, Entry]) -> list[Path]:
    from digest.types import TOKEN

    newsletter = issue.newsletter
    files = {
        "issue.html": letter.html.replace(TOKEN, NOBODY).encode("utf-8"),
        "issue.txt": letter.text.replace(TOKEN, NOBODY).encode("utf-8"),
        "issue.eml": mail.for_recipient(newsletter.reply_to or newsletter.sender_email, NOBODY),
        "issue.json": (
            json.dumps(shape.issue_json(issue, entries), ensure_ascii=False, indent=2) + "\n"
        ).encode(),
    }
    for name, data in files.items():
        write_bytes(out / name, data)
    return [out / name for name in files]


def write_picture(out: Path) -> str:
    """issue.png of the issue.html that was written to `out`; why there is none, "" when there is.

    A picture of an earlier issue does not stay where this one has none.
    """
    from digest.app.picture import picture

    try:
        html = (out / "issue.html").read_text("utf-8")
    except OSError as error:
        return f"issue.html cannot be read: {error.strerror or error}"
    data, why = picture(html)
    if data:
        write_bytes(out / "issue.png", data)
    else:
        (out / "issue.png").unlink(missing_ok=True)
    return why


def send_test(digest: Digest, slot: Slot, address: str) -> Receipt:
    """The draft (or the published issue) to one address, marked as a test. No ledger, no slot is touched."""
    import dataclasses

    from digest import post
    from digest.deliver import clean_address, message_name

    try:
        recipient = clean_address(address)
    except ValueError as error:
        raise DigestError(f"{address}: {error}") from None
    published = digest.store.issues.get(slot.name)
    letter = published.letter if published else digest.letter(digest.draft(slot).issue)
    letter = dataclasses.replace(letter, subject=f"[Test] {letter.subject}")
    made = post.mail(digest, letter, slot_name=slot.name, date=digest.clock(), signing=post.signer(digest))
    message = made.for_recipient(recipient, NOBODY)
    with post.outlet(digest) as outlet:
        name = message_name(f"{slot.name}-test", 0, recipient)
        return outlet.deliver(digest.config.newsletter.sender_email, recipient, message, name=name)
