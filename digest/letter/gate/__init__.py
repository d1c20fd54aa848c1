"""The gate: what mail clients, their filters, the law and readers will make of a letter. Pure.

    lint     a letter of ours, before it may be sent
    judge    any mail or web page, from its bytes

A rule is a function from a `Page` to faults (`rule.py`); the files beside this one hold them by concern, and
`registry.py` lists all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from digest.errors import MailError
from digest.letter.gate.depth import MOST, too_deep
from digest.letter.gate.mail import read_mail
from digest.letter.gate.page import Page
from digest.letter.gate.rule import Rule
from digest.types import Finding, Letter, Newsletter

__all__ = ["Judged", "Page", "Rule", "judge", "lint", "source_of"]

#: The mail that a letter's header is judged by goes to nobody, at a fixed moment.
_NOBODY, _MOMENT = "preview", datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the gate has to say of a file."""

    findings: tuple[Finding, ...]  #: errors first
    unjudged: tuple[Rule, ...]  #: rules for which the file lacks something, or the newsletter


def lint(letter: Letter, newsletter: Newsletter) -> tuple[Finding, ...]:
    """Everything that is wrong with a letter, errors first. An error forbids sending, a warning does not."""
    return examine(page_of(letter, newsletter)).findings


def page_of(letter: Letter, newsletter: Newsletter) -> Page:
    """A letter of ours as the rules see it, with the mail that it would be, and the HTML that is in that: pictures go
    beside it, and are no part of its size."""
    from digest.letter.mime import mail_of
    from digest.letter.pictures import detached

    mail, problem = None, ""
    try:
        made = mail_of(letter, newsletter, slot_name="preview", date=_MOMENT)
        mail = read_mail(made.for_recipient(newsletter.sender_email, _NOBODY))
    except MailError as error:
        problem = str(error)
    return Page(
        html=detached(letter.html)[0],
        text=letter.text,
        subject=letter.subject,
        preview=letter.preheader,
        newsletter=newsletter,
        mail=mail,
        unmailable=problem,
    )


def judge(data: bytes, *, mail: bool) -> Judged:
    """Everything that is wrong with the bytes of a mail, or of a page of HTML. Costs what parsing them costs: what
    strangers wrote is judged in a box (`readable.read_file`)."""
    return examine(page_of_file(data, mail=mail))


def page_of_file(data: bytes, *, mail: bool) -> Page:
    """The bytes of a mail, or of a page of HTML, as the rules see them: without a newsletter. HTML deeper than
    any client builds it is not looked at: what a tree of it costs grows with the square of that."""
    if not mail:
        html, deep = _shallow(_characters(data))
        return Page(html=html, unreadable=deep)
    read = read_mail(data)
    marked, text = read.body("text/html"), read.body("text/plain")
    html, deep = _shallow(marked.text if marked else "")
    return Page(
        html=html,
        text=text.text if text else None,
        subject=read.words("Subject"),
        mail=read,
        unreadable=deep,
    )


def _shallow(html: str) -> tuple[str, str]:
    """The HTML, and ""; when it is too deep, nothing, and what is wrong with it."""
    if not too_deep(html):
        return html, ""
    return "", f"its elements stand over {MOST} deep inside one another, and the HTML is not judged"


def examine(page: Page, rules: Iterable[Rule] | None = None) -> Judged:
    """Each rule on a page that has what it needs; the others are named."""
    from digest.letter.gate.registry import RULES

    rules = RULES if rules is None else tuple(rules)
    able = [rule for rule in rules if all(map(page.has, rule.needs))]
    findings = [finding for rule in able for finding in rule.findings(page)]
    findings.sort(key=lambda finding: finding.severity != "error")
    return Judged(findings=tuple(findings), unjudged=tuple(rule for rule in rules if rule not in able))


def source_of(rule: str) -> str:
    """Where a rule comes from; "" for a name that is none of the gate's."""
    from digest.letter.gate.registry import SOURCES

    return SOURCES.get(rule, "")


def _characters(data: bytes) -> str:
    """A page's characters: by its mark, else as UTF-8, else as the web reads what says nothing (Windows-1252)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
