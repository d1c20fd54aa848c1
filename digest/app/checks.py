"""`digest check`: configuration, templates, feeds, letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.app.feedlist import health
from digest.errors import DigestError
from digest.types import Finding

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.types import Slot


def everything(digest: Digest, slot: Slot) -> tuple[Finding, ...]:
    """All findings, errors first."""
    findings = [*_config(digest), *_templates(digest), *_feeds(digest), *_letter(digest, slot)]
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
    for rule, works in (("config-topic", digest.topic), ("config-outlet", lambda: post.outlet(digest))):
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
    from digest.letter.sample import sample_issue

    try:
        digest.letter(sample_issue())
    except DigestError as error:
        return [Finding(severity="error", rule="template", message=str(error), mend=error.mend)]
    return []


def _feeds(digest: Digest) -> list[Finding]:
    findings = []
    for row in health(digest):
        if row["health"] not in ("well", "never read"):
            message = f"{row['health']}{': ' if row['last_error'] else ''}{row['last_error']}"
            findings.append(
                Finding(severity="warning", rule="feed-health", message=message, place=row["title"])
            )
    return findings


def _letter(digest: Digest, slot: Slot) -> list[Finding]:
    """The letter of the published issue, else of the draft there is."""
    published = digest.store.issues.get(slot.name)
    draft = digest.store.drafts.latest(slot.name)
    if published is None and (draft is None or not draft.issue.items):
        message = f"there is no draft of {slot.name} to check"
        return [
            Finding(severity="warning", rule="no-draft", message=message, mend="make one with `digest draft`")
        ]
    try:
        letter = published.letter if published else digest.letter(draft.issue)  # type: ignore[union-attr]  # one of them is there
    except DigestError as error:
        return [
            Finding(severity="error", rule="letter", message=str(error), place=slot.name, mend=error.mend)
        ]
    return list(digest.findings(letter))


def finding_json(finding: Finding) -> dict[str, str]:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "message": finding.message,
        "place": finding.place,
        "mend": finding.mend,
    }


def verdict(findings: Sequence[Finding]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "All is well."
    return f"{errors} to mend, {warnings} to know of."
