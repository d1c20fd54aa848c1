"""Publish an issue and post it: what cannot be taken back."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING

from digest.errors import ConfigError, LetterError
from digest.pipeline import Digest
from digest.store import Published
from digest.types import Letter, Slot

if TYPE_CHECKING:
    from digest.deliver import Outlet, Tally
    from digest.letter.dkim import Signer
    from digest.letter.mime import Mail


def publish(digest: Digest, slot: Slot) -> Published:
    """Freeze the slot's latest draft and open its ledger. A published issue is returned as it is."""
    published = digest.store.issues.get(slot.name)
    if published:
        return published
    draft = digest.store.drafts.latest(slot.name)
    if draft is None:
        raise LetterError(f"slot {slot.name}: there is no draft", mend="make one with `digest draft`")
    if not draft.issue.items:
        raise LetterError(
            f"slot {slot.name}: the draft holds no story", mend="nothing is sent; see `digest explain`"
        )
    issue = dataclasses.replace(draft.issue, number=digest.store.issues.next_number())
    issue, letter = digest.dressed(issue)
    errors = [finding for finding in digest.findings(letter) if finding.severity == "error"]
    if errors:
        said = "\n".join(f"{f.rule}: {f.message}" for f in errors)
        raise LetterError(f"slot {slot.name}: the letter may not be sent:\n{said}", mend=errors[0].mend)
    return digest.store.issues.publish(issue, letter, drafted=draft.created, now=digest.clock())


def send(digest: Digest, slot: Slot) -> Tally:
    """Hand a published issue to everyone who has not got it, once; publish it first where that is still to do."""
    from digest.deliver import Tokens, load_key, send_issue

    # What sending needs is asked for before anything is published, for that cannot be taken back.
    ready = outlet(digest)
    signing = signer(digest)
    tokens = Tokens(load_key(digest.config.key_path), digest.config.newsletter.id)
    _warn_early(digest, slot)
    published = publish(digest, slot)
    made = mail(digest, published.letter, slot_name=slot.name, date=published.published, signing=signing)
    with digest.account.stage("send"), ready as opened:
        waiting = _waiting(digest, slot, opened)
        with digest.progress.step("sending letters", waiting) as advance:
            tally = send_issue(
                slot.name,
                outlet=opened,
                ledger=digest.store.deliveries,
                message_for=lambda d: made.for_recipient(d.email, tokens.unsubscribe(d.subscriber_id)),
                sender=digest.config.newsletter.sender_email,
                clock=digest.clock,
                progress=lambda _: advance(),
            )
    _close(digest, slot)
    return tally


def _warn_early(digest: Digest, slot: Slot) -> None:
    if slot.review_at and digest.clock() < slot.review_at and digest.store.issues.get(slot.name) is None:
        when = slot.review_at.astimezone(digest.config.zone)
        digest.account.warnings.append(
            f"sent before its week was over ({when:%A %d %B %H:%M}); what comes until then is for the next issue"
        )


def _waiting(digest: Digest, slot: Slot, opened: Outlet) -> int:
    """How many letters there are to send, after a crash has been reckoned with."""
    deliveries, now = digest.store.deliveries, digest.clock()
    lost = deliveries.settle_crashed(slot.name, repeatable=opened.repeatable, now=now)
    if lost and not opened.repeatable:
        digest.account.warnings.append(
            f"{lost} deliveries were under way when the process died; whether they arrived is unknown and they "
            f"are not sent again by themselves: `digest status --slot {slot.name}` lists them"
        )
    if not deliveries.counts(slot.name):
        digest.account.warnings.append("nobody is subscribed: `digest subscribers add`")
    return len(deliveries.pending(slot.name, now))


def outlet(digest: Digest) -> Outlet:
    """The configured outlet. One that mails wants what the law and the mailbox providers want first."""
    from digest.deliver import open_outlet

    password = digest.config.environment.smtp_password.get_secret_value()
    opened = open_outlet(digest.config.file.delivery.outlet, password=password, base=digest.config.folder)
    newsletter = digest.config.newsletter
    if opened.mails:
        for value, key, why in (
            (newsletter.site_url, "site.url", "the unsubscribe link leads there"),
            (newsletter.address, "newsletter.address", "a postal address is required in commercial mail"),
        ):
            if not value:
                raise ConfigError(
                    f"{digest.config.path.name}: {key}: missing, and sending mail needs it: {why}"
                )
    return opened


def mail(
    digest: Digest, letter: Letter, *, slot_name: str, date: datetime, signing: Signer | None = None
) -> Mail:
    """The letter as mail, encoded once for all recipients."""
    from digest.letter.mime import mail_of

    return mail_of(letter, digest.config.newsletter, slot_name=slot_name, date=date, signer=signing)


def signer(digest: Digest) -> Signer | None:
    """What signs the letters (`delivery.dkim`); None when nothing does. ConfigError when it cannot."""
    part = digest.config.file.delivery.dkim
    if not part.selector:
        return None
    from digest.letter.dkim import signer as signer_of
    from digest.letter.mime import ascii_address

    path = digest.config.dkim_key_path
    try:
        key = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"DIGEST_DKIM_KEY_FILE: {path}: cannot be read: {error.strerror or error}"
        ) from None
    # As it stands in From: a domain of other letters than ASCII's is signed for in punycode.
    domain = part.domain or ascii_address(digest.config.newsletter.sender_email).rpartition("@")[2]
    return signer_of(key, domain=domain, selector=part.selector)


def _close(digest: Digest, slot: Slot) -> None:
    digest.store.deliveries.settle_left(slot.name, digest.clock())
    counts = digest.store.deliveries.counts(slot.name)
    digest.account.count(**{f"deliveries_{state}": count for state, count in counts.items()})
    if not left_to_send(digest, slot.name):
        digest.store.slots.mark(slot.name, now=digest.clock(), state="done")


def left_to_send(digest: Digest, name: str) -> int:
    """Deliveries that a later run will still try."""
    return len(digest.store.deliveries.pending(name, datetime.max.replace(tzinfo=digest.clock().tzinfo)))
