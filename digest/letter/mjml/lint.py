"""What is wrong with some MJML, before the compiler sees it: mrml drops unknown attributes, lets unknown tags through
into the letter, and says of what it cannot read little more than that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from digest.letter.mjml.grammar import NEEDED, REFUSED, Component, grammar
from digest.letter.mjml.kinds import wanted
from digest.letter.mjml.reader import SOUND, VOID, Piece, attributes, pieces

#: Elements inside one another. The shipped templates stay below 12; the compiler's stack ends between 1,000 and 10,000.
DEPTH = 100
#: Characters. Gmail cuts a letter off at 102,400 bytes; MJML is about half as long as the HTML made of it.
LONGEST = 2**20
#: What XML 1.0 does not allow (2.2), in which the compiler stops without a word of where.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Errors, and warnings, that are told of one letter.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Mistake:
    severity: Literal["error", "warning"]
    rule: str
    message: str
    at: int  #: offset in the MJML
    mend: str = ""


def mistakes(mjml: str) -> tuple[Mistake, ...]:
    """All that can be told, in the order of their places. None when the compiler will take it as it is meant."""
    if len(mjml) > LONGEST:
        said = f"{len(mjml):,} characters of MJML; a letter has fewer than {LONGEST:,}"
        return (
            Mistake("error", "mjml-size", said, 0, "look for a loop in the template that goes on too long"),
        )
    if unfit := _UNFIT.search(mjml):
        said = f"the character U+{ord(unfit[0]):04X} cannot stand in MJML"
        return (Mistake("error", "mjml-character", said, unfit.start(), "take it out"),)
    errors: list[Mistake] = []
    warnings: list[Mistake] = []
    for mistake in _Reading().of(mjml):
        (errors if mistake.severity == "error" else warnings).append(mistake)
        if len(errors) == _MOST:
            break
    return tuple(sorted((*errors, *warnings[:_MOST]), key=lambda mistake: mistake.at))


class _Reading:
    """One pass over the tags, with the elements that are open."""

    def __init__(self) -> None:
        self._open: list[Piece] = []
        self._once: set[str] = set()  #: of mjml, mj-head, mj-body: what was there
        self._known = grammar()
        self._right = True  #: no tag so far that is unknown or in the wrong place

    def of(self, mjml: str) -> Iterator[Mistake]:
        for piece in pieces(mjml):
            if piece.kind == "stray":
                yield _stray(piece)
            elif piece.kind == "words":
                if wrong := self._words(piece):
                    yield wrong
            elif piece.kind == "close":
                if closed := self._closed(piece):
                    yield closed
                    return  # all that follows would be told from the wrong place
            else:
                yield from self._tag(piece)
                if piece.kind == "open":
                    self._open.append(piece)
                    if len(self._open) > DEPTH:
                        said = f"elements are nested over {DEPTH} deep"
                        yield Mistake("error", "mjml-depth", said, piece.at, "close what is open")
                        return
        yield from self._end()

    # -- nesting --

    def _closed(self, piece: Piece) -> Mistake | None:
        if self._open and self._open[-1].name == piece.name:
            self._open.pop()
            return None
        name, rule = piece.name, "mjml-nesting"
        if name in VOID:
            return Mistake(
                "error", rule, f"</{name}>: a <{name}> has no end tag", piece.at, f"write <{name} />"
            )
        if any(one.name == name for one in self._open):
            last = self._open[-1]
            return Mistake(
                "error", rule, f"<{last.name}> is not closed before </{name}>", last.at, f"add </{last.name}>"
            )
        return Mistake(
            "error", rule, f"</{name}> closes nothing", piece.at, "take it out, or open the element first"
        )

    def _end(self) -> Iterator[Mistake]:
        if self._open:
            last = self._open[-1]
            yield Mistake(
                "error", "mjml-nesting", f"<{last.name}> is not closed", last.at, f"add </{last.name}>"
            )
        elif self._right and (missing := [name for name in ("mjml", "mj-body") if name not in self._once]):
            yield Mistake(
                "error", "mjml-nesting", f"there is no <{missing[0]}>", 0, "see templates/issue.mjml"
            )

    def _tag(self, piece: Piece) -> Iterator[Mistake]:
        parent = self._open[-1].name if self._open else ""
        inside = self._known.get(parent)
        if parent and (inside is None or inside.html):
            yield from self._in_html(piece)
        elif piece.name in (inside.holds if inside else ("mjml",)):
            yield from self._placed(piece, parent)
        else:
            self._right = False
            yield self._wrong(piece, parent, inside)

    def _wrong(self, piece: Piece, parent: str, inside: Component | None) -> Mistake:
        if refused := REFUSED.get(piece.name):
            return Mistake("error", "mjml-tag", f"<{piece.name}>: {refused}", piece.at)
        if piece.name not in self._known:
            return self._unknown(piece, inside)
        return self._misplaced(piece, parent)

    def _in_html(self, piece: Piece) -> Iterator[Mistake]:
        if piece.name.lower().startswith("mj-") or piece.name == "mjml":
            outer = next(
                (one.name for one in reversed(self._open) if one.name in self._known), self._open[0].name
            )
            said = (
                f"<{piece.name}> inside <{outer}>, which holds HTML: readers would be sent the tag as it is"
            )
            yield Mistake("error", "mjml-nesting", said, piece.at, f"close <{outer}> first")
        elif piece.rest and not SOUND.fullmatch(piece.rest):
            for severity, said, mend in _html_faults(piece.name, piece.rest):
                yield Mistake(severity, "mjml-attribute", said, piece.at, mend)

    def _unknown(self, piece: Piece, inside: Component | None) -> Mistake:
        name = piece.name
        near = get_close_matches(name.lower(), sorted(self._known), 1, 0.7)
        if near:
            return Mistake(
                "error", "mjml-tag", f"<{name}> is no MJML", piece.at, f"did you mean <{near[0]}>?"
            )
        where = "in mj-raw" if inside is None or "mj-text" not in inside.holds else "in mj-text or mj-raw"
        return Mistake("error", "mjml-tag", f"<{name}> is no MJML", piece.at, f"HTML stands {where}")

    def _misplaced(self, piece: Piece, parent: str) -> Mistake:
        homes = sorted(
            name for name, one in self._known.items() if piece.name in one.holds and name != "mj-attributes"
        )
        said = f"<{piece.name}> cannot stand {f'in <{parent}>' if parent else 'outside of <mjml>'}"
        mend = f"it stands in {' or '.join(f'<{home}>' for home in homes)}" if homes else ""
        return Mistake("error", "mjml-nesting", said, piece.at, mend)

    def _placed(self, piece: Piece, parent: str) -> Iterator[Mistake]:
        name = piece.name
        if name in ("mjml", "mj-head", "mj-body"):
            if name in self._once:
                yield Mistake(
                    "error", "mjml-nesting", f"a second <{name}>", piece.at, "put all into the first"
                )
            self._once.add(name)
        for severity, said, mend in _faults(name, piece.rest, parent == "mj-attributes"):
            yield Mistake(severity, "mjml-attribute", said, piece.at, mend)

    def _words(self, piece: Piece) -> Mistake | None:
        parent = self._open[-1].name if self._open else ""
        inside = self._known.get(parent)
        if parent and (inside is None or inside.words):
            return None
        shown = " ".join(piece.rest.split())[:40]
        where = f"in <{parent}>" if parent else "outside of <mjml>"
        said = f"words {where}, which holds none: “{shown}”"
        return Mistake("error", "mjml-nesting", said, piece.at, "words stand in mj-text")


# -- attributes -------------------------------------------------------------------------------------

_Fault = tuple[Literal["error", "warning"], str, str]


@lru_cache(maxsize=1024)  # templates write the same tags again and again
def _faults(name: str, rest: str, defaults: bool) -> tuple[_Fault, ...]:
    """What is wrong with a component's attributes. `defaults`: it stands in mj-attributes and says what all have."""
    given, wrong = attributes(rest)
    component, found = grammar()[name], list(_html_faults(name, rest)) if wrong else []
    for attribute, value in given.items():
        if fault := _fault(component, attribute, value):
            found.append(("warning", f"<{name}>: {fault[0]}", fault[1]))
    needed = NEEDED.get(name)
    if needed and needed not in given and not (defaults and name != "mj-class"):
        found.append(("error", f"<{name}> without {needed}", f'add {needed}="…"'))
    return tuple(found)


def _html_faults(name: str, rest: str) -> Iterator[_Fault]:
    """What the compiler cannot read of attributes, or would read otherwise than it is written."""
    for said in attributes(rest)[1]:
        yield "error" if "is no attribute" in said else "warning", f"<{name}>: {said}", ""


def _fault(component: Component, attribute: str, value: str | None) -> tuple[str, str] | None:
    """(what is wrong with an attribute, how to mend it); None when nothing is."""
    kind = component.attributes.get(attribute)
    if kind is None:
        near = get_close_matches(attribute.lower(), sorted(component.attributes), 1, 0.6)
        return (
            f"{attribute} is not known and does nothing",
            f"did you mean {near[0]}?" if near else "take it out",
        )
    if attribute in component.ignored:
        return f"{attribute} does nothing: this compiler passes it over", "take it out"
    if value is None:
        return f"{attribute} has no value", f'write {attribute}="…"'
    if expected := wanted(kind, value):
        return f"{attribute}: expected {expected}, got “{value[:40]}”", ""
    return None


def _stray(piece: Piece) -> Mistake:
    shown = " ".join(piece.rest.split())[:40]
    said, mend = {
        "<": (f"“{shown}” begins no tag", "write &lt; for a sign, and values of attributes in quotes"),
        "--": ("a comment with -- in it", "the compiler takes only comments without; use {# … #}"),
        "]]>": ("]]> in words", "write ]]&gt;"),
        ">": (f"“{shown}”: the compiler cannot read a > so close behind such a character", "write &gt;"),
        "<!--": ("a comment that does not end", "add -->"),
    }[piece.name]
    return Mistake("error", "mjml-syntax", said, piece.at, mend)
