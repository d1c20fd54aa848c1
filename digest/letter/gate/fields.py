"""The fields of a mail's header that say who sends it, when, and how to leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import getaddresses, parsedate_to_datetime

from digest.letter.gate.mail import MAILBOX, Field, decoded, uris
from digest.letter.gate.page import Page, flat
from digest.letter.gate.rule import Fault, rule
from digest.letter.plain import is_local


@rule(
    "from",
    source="RFC 5322 § 3.6.2",
    wants="From names one sender, with an address that can be answered; it is the newsletter's own.",
    mend='set newsletter.from in feeds.yaml to "Name <name@example.org>"',
    mend_file="write From: Name <name@example.org>",
    needs=("mail",),
)
def sender(page: Page) -> Iterator[Fault]:
    fields = page.sent.get("From")
    if not fields:
        yield Fault("no From", place="From")
    elif problem := _no_mailbox(fields[0], one=True):
        yield Fault(problem, place=_words(fields[0]))
    elif page.newsletter:
        name, address = getaddresses([decoded(fields[0].value)])[0]
        if flat(name) != flat(page.newsletter.sender_name):
            yield Fault(f"the name is not {page.newsletter.sender_name!r}", place=_words(fields[0]))
        elif page.newsletter.sender_email.isascii() and address != page.newsletter.sender_email:
            yield Fault(f"the address is not {page.newsletter.sender_email}", place=_words(fields[0]))


@rule(
    "reply-to",
    source="RFC 5322 § 3.6.2",
    wants="Reply-To, where it is set, is an address.",
    mend="set newsletter.reply_to to an address, or leave it out",
    mend_file="write an address, or leave the field out",
    needs=("mail",),
)
def reply_to(page: Page) -> Iterator[Fault]:
    for field in page.sent.get("Reply-To"):
        if problem := _no_mailbox(field):
            yield Fault(problem, place=_words(field))


@rule(
    "date",
    source="RFC 5322 §§ 3.3 and 3.6.1",
    wants="A Date with its offset from UTC.",
    mend="write it as Thu, 26 Nov 2026 08:00:00 +0000",
    needs=("mail",),
)
def date(page: Page) -> Iterator[Fault]:
    value = page.sent.value("Date")
    if not value:
        yield Fault("no Date", place="Date")
        return
    try:
        moment = parsedate_to_datetime(value)
        offset = re.search(r"[+-]\d{4}|\b(?:GMT|UT|[ECMP][SD]T)\b", value)
    except (ValueError, TypeError, IndexError, OverflowError):
        yield Fault("it cannot be read", place=value[:120])
        return
    if not offset or moment.year < 1995:
        yield Fault("it names no moment", place=value[:120])


@rule(
    "message-id",
    source="RFC 5322 § 3.6.4",
    wants="A Message-ID of the form <name@domain>.",
    mend="write one, without spaces, that no other mail has",
    needs=("mail",),
)
def message_id(page: Page) -> Iterator[Fault]:
    value = page.sent.value("Message-ID")
    if not re.fullmatch(r"<[^\s<>@]{1,250}@[^\s<>@]{1,250}>", value):
        yield Fault("no Message-ID" if not value else "it is not <name@domain>", place=value[:120])


@rule(
    "list-id",
    source="RFC 2919 § 2; Gmail's sender guidelines",
    wants="A List-Id of the form <newsletter.domain>, at most 255 long.",
    mend="write List-Id: <main.example.org>",
    mend_file="write List-Id: <newsletter.example.org>, of the sender's own domain, the same in every issue",
    needs=("mail",),
)
def list_id(page: Page) -> Iterator[Fault]:
    value = page.sent.value("List-Id")
    found = re.search(r"<([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,250}(?:\.[A-Za-z0-9_-]{1,63}){1,60})>$", value)
    if not value:
        yield Fault("no List-Id", place="List-Id")
    elif not found or len(found[1]) > 255:
        yield Fault("it is not <label.domain>", place=value[:120])


@rule(
    "list-unsubscribe",
    source="RFC 2369 §§ 2 and 3.2; RFC 8058 § 3.1",
    wants="List-Unsubscribe holds addresses in angle brackets: https when there is a site, and perhaps mailto.",
    mend="write List-Unsubscribe: <https://…>, <mailto:…>",
    needs=("mail",),
)
def list_unsubscribe(page: Page) -> Iterator[Fault]:
    fields = page.sent.get("List-Unsubscribe")
    value = fields[0].value if fields else ""
    known = uris(value)
    if not value:
        yield Fault("no List-Unsubscribe", place="List-Unsubscribe")
    elif not known or not all(re.match(r"(?:https?://|mailto:)\S+$", uri) for uri in known):
        yield Fault("expected <https://…> or <mailto:…>", place=value[:120])
    elif page.newsletter and page.newsletter.site_url and known[0].startswith("mailto:"):
        yield Fault("the site's address is not the first", place=value[:120])
    elif _cut(fields[0]):
        yield Fault("an address is folded in its middle", place=value[:120])


@rule(
    "one-click",
    source="RFC 8058 §§ 3.1 and 3.2; Gmail's and Yahoo's rules for bulk senders (February 2024)",
    wants="List-Unsubscribe-Post: List-Unsubscribe=One-Click, beside an https address in List-Unsubscribe.",
    mend="set site.url to an https address; the header is written with it",
    mend_file="write an https address in List-Unsubscribe, and List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    needs=("mail",),
)
def one_click(page: Page) -> Iterator[Fault]:
    known = uris(page.sent.value("List-Unsubscribe"))
    web = [uri for uri in known if uri.startswith("http")]
    post = page.sent.value("List-Unsubscribe-Post")
    site = page.newsletter.site_url if page.newsletter else ""
    if page.newsletter and (not site or is_local(site)):
        return  # leaving is by mail, or this is a trial; the check of the configuration says so
    if post and post != "List-Unsubscribe=One-Click":
        yield Fault("expected List-Unsubscribe=One-Click", place=post[:120])
    elif known and not web:
        yield Fault("no https address to leave with one click", place="List-Unsubscribe", severity="warning")
    elif web and not any(uri.startswith("https://") for uri in web):
        yield Fault(f"{web[0][:120]} is not https", place="List-Unsubscribe")
    elif web and not post:
        yield Fault("no List-Unsubscribe-Post", place="List-Unsubscribe-Post")


def _no_mailbox(field: Field, *, one: bool = False) -> str:
    """What is wrong with a field of addresses; "" when nothing is."""
    if not field.value.isascii():
        return ""  # said by header-ascii
    addresses = [address for _, address in getaddresses([field.value])]
    if one and len(addresses) > 1:
        return f"expected one address, got {len(addresses)}"
    wrong = next((address for address in addresses if not MAILBOX.fullmatch(address)), None)
    return "" if addresses and wrong is None else "expected an address such as name@example.org"


def _cut(field: Field) -> bool:
    """Whether a line ends between the brackets of an address."""
    opened = 0
    for line in field.lines[:-1]:
        opened += line.count(b"<") - line.count(b">")
        if opened > 0:
            return True
    return False


def _words(field: Field) -> str:
    return decoded(field.value)[:120]


RULES = (sender, reply_to, date, message_id, list_id, list_unsubscribe, one_click)
