"""A letter as the rules see it: parsed once, whether it was rendered here or read from a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from digest.letter.gate.mail import Mail
from digest.types import Newsletter

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from digest.letter.gate.rule import Need

#: What fills up an inbox's preview line and shows nothing: blanks, joiners, soft hyphens.
_FILLER = re.compile("[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\ufeff]+")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An <a> of the HTML."""

    node: LexborNode
    href: str  #: as written, "" when there is none
    name: str  #: its accessible name


@dataclass(frozen=True)
class Page:
    """A letter, or a mail or web page from a file. None is what it does not have."""

    html: str = ""
    text: str | None = None
    subject: str | None = None
    preview: str | None = None  #: the preheader that was composed; None takes what the HTML hides at its top
    newsletter: Newsletter | None = None
    mail: Mail | None = None
    unreadable: str = ""  #: why nothing else of it is here
    unmailable: str = ""  #: why no mail can be made of it

    def has(self, need: Need) -> bool:
        return bool(self.html) if need == "html" else getattr(self, need) is not None

    @property
    def sent(self) -> Mail:
        """The mail, for a rule that needs one: no other page comes to it."""
        assert self.mail
        return self.mail

    @cached_property
    def tree(self) -> LexborHTMLParser:
        from selectolax.lexbor import LexborHTMLParser

        return LexborHTMLParser(self.html)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        nodes = self.tree.css("a")
        return tuple(Link(node, (node.attributes.get("href") or "").strip(), name_of(node)) for node in nodes)

    @cached_property
    def images(self) -> tuple[LexborNode, ...]:
        return tuple(self.tree.css("img"))

    @cached_property
    def styles(self) -> tuple[str, ...]:
        """Every style sheet of the head, and every style attribute."""
        sheets = [node.text() for node in self.tree.css("style")]
        return (*sheets, *(node.attributes.get("style") or "" for node in self.tree.css("[style]")))

    @cached_property
    def body_text(self) -> str:
        return self.tree.body.text() if self.tree.body else ""

    @cached_property
    def words(self) -> str:
        """The same with a space between elements, so that no two words run together."""
        return flat(self.tree.body.text(separator=" ")) if self.tree.body else ""

    @cached_property
    def hidden(self) -> str:
        """What the HTML hides at its top for the inbox's preview line; "" when it hides nothing."""
        for node in self.tree.css("body [style]")[:8]:
            words = visible(node.text())
            if words and _HIDDEN.search(node.attributes.get("style") or ""):
                return words
        return ""

    @property
    def preheader(self) -> str:
        return self.hidden if self.preview is None else self.preview


def flat(text: str) -> str:
    """One line, single spaces: how texts of two parts are compared."""
    return " ".join(text.split())


def packed(text: str) -> str:
    """The words without any blank: how texts are compared of which one is wrapped, for where a script has no spaces a
    line ends between any two characters."""
    return "".join(text.split()).casefold()


def visible(text: str) -> str:
    """One line, without what shows nothing."""
    return flat(_FILLER.sub(" ", text))


def name_of(node: LexborNode) -> str:
    """A link's accessible name: aria-label, else its words and its images' alternatives, else its title."""
    if label := flat(node.attributes.get("aria-label") or ""):
        return label[:240]
    alts = " ".join(image.attributes.get("alt") or "" for image in node.css("img"))
    return (flat(f"{node.text()} {alts}") or flat(node.attributes.get("title") or ""))[:240]
