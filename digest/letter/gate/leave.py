"""What the law and the reader want of every letter: a way out, and who sends it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.letter.gate.page import Page, flat, packed
from digest.letter.gate.rule import Fault, rule
from digest.types import TOKEN

#: What a link that lets a reader leave is called, or has in its address.
_LEAVE = re.compile(
    r"unsubscrib|opt[-\s]?out|abmeld|abbestell|austragen|darse de baja|cancelar la suscripción|désabonn|désinscri"
    r"|disiscri|cancel(?:ar)? (?:a )?subscri|afmeld|uitschrijv|avsluta|avregistrera|rezygnuj|wypisz|отписа"
    r"|إلغاء الاشتراك|配信停止|退订|수신거부",
    re.IGNORECASE,
)
#: What stands in an address that nobody has filled in.
_STAND_IN = re.compile(
    r"\b(?:your|my) (?:postal |street |company )?(?:address|street|company|city)\b|\b(?:todo|tbd|lorem ipsum)\b|x{4,}"
    r"|\[[^\]]{0,40}\]|\{[^}]{0,40}\}",
    re.IGNORECASE,
)


def leads_away(words: str) -> bool:
    """Whether a link, by its address or its name, is one by which a reader leaves."""
    return _LEAVE.search(words) is not None


@rule(
    "unsubscribe",
    source="CAN-SPAM § 7704(a)(3); GDPR Art. 7(3); Gmail's and Yahoo's sender guidelines",
    wants="Each part holds the link by which its own reader leaves: to the site, or by mail when there is none.",
    mend="keep {{ unsubscribe }} in the template",
    mend_file="link to where the reader leaves, in each part, and call the link so",
    needs=(),
)
def unsubscribe(page: Page) -> Iterator[Fault]:
    parts = [("html", [link.href for link in page.links])] if page.html else []
    parts += [("text", [page.text])] if page.text is not None else []
    if page.newsletter:
        site = page.newsletter.site_url
        wanted = f"{site}/unsubscribe/{TOKEN}" if site else "?subject=unsubscribe"
        there = [(part, any(wanted in text for text in texts)) for part, texts in parts]
    else:
        named = {"html": [link.name for link in page.links]}
        there = [(part, any(map(_LEAVE.search, texts + named.get(part, [])))) for part, texts in parts]
    for part, found in there:
        if not found:
            yield Fault("no unsubscribe link", place=part)


@rule(
    "token",
    source="house rule: the token alone unsubscribes its reader (RFC 8058 § 3.1)",
    wants="The reader's own token goes to the newsletter's own site and nowhere else.",
    mend="remove the link",
    needs=("html", "newsletter"),
)
def token(page: Page) -> Iterator[Fault]:
    assert page.newsletter
    site = page.newsletter.site_url
    # Split at blanks: a pattern of any length before the token would be quadratic.
    words = [word for word in (page.text or "").split() if TOKEN in word]
    for address in (*(link.href for link in page.links), *words):
        if TOKEN in address and not (site and address.startswith(f"{site}/")):
            yield Fault(f"the reader's own token would go to {address[:80]}", place=address[:120])


@rule(
    "postal-address",
    source="CAN-SPAM § 7704(a)(5)(A)(iii)",
    wants="The sender's postal address is configured, filled in, and stands in both parts as it is spelled.",
    mend="set newsletter.address in feeds.yaml, and keep {{ imprint }} in the template",
    needs=("html", "newsletter"),
)
def postal_address(page: Page) -> Iterator[Fault]:
    assert page.newsletter
    address = flat(page.newsletter.address).casefold()
    if not address:
        yield Fault("no postal address is configured", severity="warning")
        return
    if _STAND_IN.search(address):
        message = f"{page.newsletter.address!r} looks like one that was not filled in"
        yield Fault(message, place="feeds.yaml", severity="warning")
    for part, text in (("html", page.body_text), ("text", page.text)):
        if text is not None and packed(address) not in packed(text):
            yield Fault("the postal address is not in the letter", place=part)


RULES = (unsubscribe, token, postal_address)
