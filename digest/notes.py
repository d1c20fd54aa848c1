"""A note to the editor, by mail, when a feed newly needs care: `fetch.notify` says to whom."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

from digest.errors import DigestError, MailError
from digest.pipeline import Digest
from digest.survey import survey
from digest.types import Newsletter

if TYPE_CHECKING:
    from digest.feeds.health import Condition

#: Between two notes. Facts that come up in between are in the next one.
APART = timedelta(days=1)
#: Feeds named in a note; `digest feeds check` names them all.
NAMED = 30


def tell(digest: Digest) -> None:
    """Send a note if the feeds that this run has read give reason for one. Nobody is told a fact twice.

    MailError when it did not leave; then the next run that reads the feeds tries again.
    """
    from digest.feeds.health import news

    to = parseaddr(digest.config.file.fetch.notify)[1]
    if not to or not digest.account.feeds:
        return
    now = digest.clock()
    found = survey(digest.config, digest.store, now=now)
    claimed = digest.store.notes.claim(news(found.conditions, found.states, now=now), now=now, apart=APART)
    if not claimed:
        return
    urls = {url for url, _ in claimed}
    try:
        _send(digest, [c for c in found.conditions if c.feed.url in urls], to, now)
    except DigestError:  # it certainly did not leave
        digest.store.notes.give_back(claimed)
        raise


def _send(digest: Digest, troubled: Sequence[Condition], to: str, now: datetime) -> None:
    from digest.deliver import open_outlet
    from digest.letter.mime import ascii_address

    config = digest.config
    password = config.environment.smtp_password.get_secret_value()
    recipient = ascii_address(to)
    message = note(troubled, config.newsletter, recipient, now=now)
    with open_outlet(config.file.delivery.outlet, password=password, base=config.folder) as outlet:
        sender = ascii_address(config.newsletter.sender_email)
        # several newsletters may share an outbox
        name = f"note-{config.newsletter.id}-{now:%Y-%m-%d}.eml"
        receipt = outlet.deliver(sender, recipient, message, name=name)
    if receipt.state == "deferred":
        raise MailError(f"the note to {to} was put off: {receipt.detail}", temporary=True)
    if receipt.state != "accepted":  # refused, or unknown: to try again would be no better, or a second mail
        digest.account.warnings.append(f"the note to {to}: {receipt.state}: {receipt.detail}")


def note(troubled: Sequence[Condition], newsletter: Newsletter, to: str, *, now: datetime) -> bytes:
    """The note as an RFC 5322 message with CRLF line ends."""
    from email import policy
    from email.headerregistry import Address
    from email.message import EmailMessage

    from digest.letter.mime import ascii_address

    sender = ascii_address(newsletter.sender_email)
    text = words(troubled)
    known = hashlib.sha256(f"{newsletter.id}\n{now.isoformat()}\n{to}\n{text}".encode()).hexdigest()[:32]
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(display_name=newsletter.sender_name, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = f"{newsletter.title}: {_feeds(len(troubled))} to look at"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{known}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 § 5: no holiday notice answers it
    message.set_content(text, cte="quoted-printable")
    return bytes(message)


def words(troubled: Sequence[Condition]) -> str:
    """What the note says: a paragraph a feed."""
    paragraphs = ["Feeds of this newsletter that need a look:"]
    for condition in troubled[:NAMED]:
        lines = [condition.title, condition.feed.url]
        for sign in condition.signs:
            lines += [f"  {sign.said}", f"  {sign.mend}"] if sign.mend else [f"  {sign.said}"]
        paragraphs.append("\n".join(lines))
    if len(troubled) > NAMED:
        paragraphs.append(f"and {len(troubled) - NAMED} more")
    return "\n\n".join([*paragraphs, "`digest feeds check` shows how all feeds are doing."]) + "\n"


def _feeds(count: int) -> str:
    return "1 feed" if count == 1 else f"{count} feeds"
