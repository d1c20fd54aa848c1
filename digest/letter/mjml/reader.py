"""MJML as a row of tags with their places. Linear in the input, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

#: `stray` is what the compiler cannot read: a `<` that opens no tag, a comment with no end or with `--` in it, …
Kind = Literal["open", "close", "empty", "words", "stray"]
#: HTML elements that have no end (HTML Living Standard, 13.1.2), as the compiler knows them.
VOID = frozenset(re.split(" ", "area base br col embed hr img input link meta param source track wbr"))
#: Possessive, so that a quote that is never closed is not tried again from every place.
_TAG = re.compile(r"<(/?)([^\W\d][\w:.\-]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"\s++([\w:.\-]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'))?")
#: In words: what XML forbids there; and a `>` two bytes before which a character is not yet over, at which the
#: compiler looks back for the former, cuts the character in two and dies (mjml-python 1.4).
_TRAP = re.compile("]]>|[\u0800-\U0010ffff]>|[^\x00-\x7f][\x00-\x7f]>")

#: Attributes of which nothing is to be said, HTML's at least.
SOUND = re.compile(r"(?:\s++[\w:.\-]++\s*+=\s*+\"[^\"]*+\")*+\s*+")


class Piece(
    NamedTuple
):  # there are a thousand in a letter, and a dataclass takes three times as long to make
    kind: Kind
    name: str  #: of a tag, as written; of what is stray, why
    at: int  #: offset
    rest: str = ""  #: between name and `>`


def pieces(mjml: str) -> Iterator[Piece]:
    """Tags, runs of words that are not blank, and what is neither. Comments are passed over."""
    at, end = 0, len(mjml)
    while at < end:
        opening = mjml.find("<", at)
        opening = end if opening < 0 else opening
        if opening > at and (words := mjml[at:opening].strip()):
            yield Piece("words", "", mjml.index(words[0], at), words)
            if ">" in words and (trap := _TRAP.search(words)):
                yield Piece("stray", "]]>" if trap[0] == "]]>" else ">", mjml.index(trap[0], at), trap[0])
        if opening == end:
            return
        if mjml.startswith("<!--", opening):
            close = mjml.find("--", opening + 4)
            if close >= 0 and not mjml.startswith("-->", close):  # XML's rule, and the compiler's
                yield Piece("stray", "--", opening, mjml[opening : opening + 40])
                close = mjml.find("-->", close)
            if close < 0:
                yield Piece("stray", "<!--", opening, mjml[opening : opening + 40])
                return
            at = close + 3
        elif tag := _TAG.match(mjml, opening):
            yield _piece(tag, opening)
            at = tag.end()
        else:
            yield Piece("stray", "<", opening, mjml[opening : opening + 40])
            at = opening + 1


def _piece(tag: re.Match[str], at: int) -> Piece:
    slash, name, rest = tag.groups()
    if slash:
        return Piece("close", name, at)
    if not rest:
        return Piece("empty" if name.lower() in VOID else "open", name, at)
    empty = rest.endswith("/") or name.lower() in VOID
    return Piece("empty" if empty else "open", name, at, rest.removesuffix("/"))


def attributes(rest: str) -> tuple[dict[str, str | None], list[str]]:
    """The attributes in what stands between a tag's name and its end, None for one without a value; and what is wrong:
    what cannot be read as one, what stands twice."""
    found: dict[str, str | None] = {}
    wrong: list[str] = []
    at = 0
    while match := _ATTRIBUTE.match(rest, at):
        if match[1] in found:
            wrong.append(f"{match[1]} stands twice")
        found.setdefault(match[1], match[2] if match[2] is not None else match[3])
        at = match.end()
    if rest[at:].strip():
        start = rest.rfind(" ", 0, at if rest[at] in "=\"'" else at + 1) + 1
        shown = (rest[start:].split() or [""])[0][:40]
        wrong.insert(0, f"“{shown}” is no attribute; values stand in quotes, with a space before the next")
    return found, wrong
