"""`digest check`: configuration, templates, feeds, letter; or any mail or page of HTML there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.app.feedlist import health
from digest.app.options import unreadable
from digest.errors import DigestError, UsageError
from digest.types import Finding

if TYPE_CHECKING:
    from digest.letter.gate.readable import FileReport
    from digest.pipeline import Digest
    from digest.types import Letter, Slot


@dataclass(frozen=True, slots=True)
class Asked:
    """What `digest check` is asked to ask others about."""

    online: bool = False  #: whether the links lead anywhere
    spam: bool = False  #: a spamd on this machine


def everything(digest: Digest, slot: Slot, asked: Asked = Asked()) -> tuple[Finding, ...]:
    """All findings, errors first."""
    return _sorted([*_config(digest), *_templates(digest), *_feeds(digest), *_letter(digest, slot, asked)])


def file(path: Path, asked: Asked = Asked()) -> tuple[tuple[Finding, ...], FileReport]:
    """What the gate says of a .eml or .html from anywhere: the findings, errors first, and its whole report.

    UsageError when there is no such file, or it is neither. It is judged in a box: whatever is in it costs a few
    seconds at most.
    """
    from digest.letter.gate.readable import LARGEST, read_file
    from digest.net.box import Box

    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(path, error) from None
    mail = _is_mail(path, data)
    with Box() as box:
        report = read_file(box, data, mail=mail)
    findings = list(report.findings)
    if asked.online:
        from digest.app import online
        from digest.net.client import Client, Policy

        with Client(online.policy(Policy())) as client:
            findings += online.unreachable(report.links, client)
    if asked.spam and mail:
        from digest.app import spamd

        findings += spamd.score(data)
    return _sorted(findings), report


#: How a mail begins, whatever its file is called: with a field or a mailbox's line, and among its fields one of these.
_FIELD = re.compile(rb"(?:From |[!-9;-~]{1,76}:)")
_OF_MAIL = re.compile(
    rb"^(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|DKIM-Signature)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 1 << 16  #: bytes in which a mail has one of them


def _is_mail(path: Path, data: bytes) -> bool:
    """By the file's name; where that says nothing, by how it begins. UsageError for what is neither."""
    suffix, start = path.suffix.lower(), data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in (".html", ".htm", ".xhtml"):
        return False
    if suffix == ".eml":
        return True
    if start.startswith(b"<"):
        return False
    if _FIELD.match(start) and _OF_MAIL.search(re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]):
        return True
    raise UsageError(f"{path}: expected a mail (.eml) or a page (.html)", mend="save it as one of the two")


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.severity != "error"))


def _config(digest: Digest) -> list[Finding]:
    """The file was valid, or we would not be here; what is unwise is told."""
    from digest import post
    from digest.lessons import MEND

    newsletter, name = digest.config.newsletter, digest.config.path.name
    findings = []
    for value, key, why in (
        (newsletter.site_url, "site.url", "the unsubscribe link leads there"),
        (newsletter.address, "newsletter.address", "a postal address is required in commercial mail"),
    ):
        if not value:
            message = f"{key}: missing; {why}"
            findings.append(Finding(severity="warning", rule="config-mail", message=message, place=name))
    for rule, works in (
        ("config-topic", digest.topic),
        ("config-outlet", lambda: post.outlet(digest)),
        ("config-dkim", lambda: post.signer(digest)),
    ):
        try:
            works()
        except DigestError as error:
            message = str(error).removeprefix(f"{name}: ")
            findings.append(
                Finding(severity="error", rule=rule, message=message, place=name, mend=error.mend)
            )
    for warning in digest.account.warnings:  # examples whose pages could not be read
        place, _, message = warning.partition(": ")
        findings.append(
            Finding(severity="warning", rule="config-example", message=message, place=place, mend=MEND)
        )
    if not digest.config.file.fetch.contact:
        message = "fetch.contact: missing; publishers like to know who reads them"
        findings.append(Finding(severity="warning", rule="config-contact", message=message, place=name))
    return findings


def _templates(digest: Digest) -> list[Finding]:
    """The templates on their own sample data: a mistake shows before there is a draft."""
    from digest.dressing import templates_of
    from digest.letter.proof import template_findings

    return list(template_findings(templates_of(digest.config), digest.config.look))


def _feeds(digest: Digest) -> list[Finding]:
    """What is the matter with a feed, its reason included, and what to do about it."""
    return [
        Finding(
            severity="warning",
            rule="feed-health",
            message=row["health"],
            place=row["title"],
            mend=row["mend"],
        )
        for row in health(digest)
        if row["health"] not in ("well", "never read")
    ]


def _letter(digest: Digest, slot: Slot, asked: Asked) -> list[Finding]:
    """The letter of the published issue, else of the draft there is."""
    published = digest.store.issues.get(slot.name)
    draft = digest.store.drafts.latest(slot.name)
    if published is None and (draft is None or not draft.issue.items):
        return [_nothing(slot, empty=draft is not None)]
    try:
        letter = published.letter if published else digest.letter(draft.issue)  # type: ignore[union-attr]  # one of them is there
    except DigestError as error:
        return [
            Finding(severity="error", rule="letter", message=str(error), place=slot.name, mend=error.mend)
        ]
    return [*digest.findings(letter), *_asked(digest, letter, slot, asked)]


def _nothing(slot: Slot, *, empty: bool) -> Finding:
    """Why there is no letter to check."""
    if empty:
        message = f"the draft of {slot.name} holds no story, so there is no letter to check"
        mend = "`digest draft` makes it anew; `digest explain` says why each entry was left out"
        return Finding(severity="warning", rule="empty-draft", message=message, mend=mend)
    message = f"there is no draft of {slot.name} to check"
    return Finding(severity="warning", rule="no-draft", message=message, mend="make one with `digest draft`")


def _asked(digest: Digest, letter: Letter, slot: Slot, asked: Asked) -> list[Finding]:
    """What others say of the letter; nobody is asked unasked."""
    findings: list[Finding] = []
    if asked.online:
        from digest.app import online
        from digest.collect import policy
        from digest.letter.gate import page_of
        from digest.letter.gate.links import followed
        from digest.net.client import Client

        links = followed(page_of(letter, digest.config.newsletter))
        with Client(online.policy(policy(digest.config))) as client:
            findings += online.unreachable(links, client)
    if asked.spam:
        from digest import post
        from digest.app import spamd
        from digest.app.files import NOBODY

        mail = post.mail(digest, letter, slot_name=slot.name, date=digest.clock())
        findings += spamd.score(mail.for_recipient(digest.config.newsletter.sender_email, NOBODY))
    return findings


def finding_json(finding: Finding) -> dict[str, str]:
    """A finding for a program; `source` is where its rule comes from, "" for what is our own affair."""
    from digest.app import online, spamd
    from digest.letter.gate import source_of

    beside = {online.RULE: online.SOURCE, spamd.RULE: spamd.SOURCE}
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "source": source_of(finding.rule) or beside.get(finding.rule, ""),
        "message": finding.message,
        "place": finding.place,
        "mend": finding.mend,
    }


def unjudged_words(report: FileReport) -> tuple[str, ...]:
    """`not judged: token, site (needs the newsletter's configuration)`: a line for each thing that is missing."""
    rules: dict[str, list[str]] = {}
    for rule, needs in report.unjudged:
        rules.setdefault(needs, []).append(rule)
    return tuple(f"not judged: {', '.join(names)} (needs {needs})" for needs, names in rules.items())


def verdict(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "All is well."
    return f"{errors} to mend, {warnings} to know of."
