"""Every text of a letter as clients paint it, in each light in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from digest.letter.gate import css
from digest.letter.gate.paint import RELEVANT, Paint, Reading, Weighed, painted, start

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LIGHT: Final = Reading("light mode")
NARROW: Final = Reading("light mode on a telephone", width=375)
DARK: Final = Reading("dark mode", dark=True)
#: Outlook on the web and on telephones, which marks what it has turned with data-ogsc and data-ogsb; Gmail on Android.
HALF: Final = Reading("Outlook’s own dark mode", turn="part")
#: Gmail on iOS, Outlook on Windows.
WHOLE: Final = Reading("a client that inverts all colours", turn="whole")

_OUTLOOK = re.compile(r"\[data-ogs[cb]\]\s*")
_PARTS = re.compile(r"[\s>+~]+")
_ATTRIBUTES = ("style", "bgcolor", "color", "text", "size", "align", "hidden", "href")
#: Selectors that are matched; one of more parts, or with :has(), may cost more than all others together.
_MOST_SELECTORS, _MOST_PARTS = 2000, 6
#: Elements that rules may match, all rules together: a hostile sheet of thousands of `*` ends here.
_MOST_MATCHES = 200_000


@dataclass(frozen=True, slots=True)
class Run:
    """A text node that is seen."""

    node: LexborNode  #: the element that it stands in
    text: str  #: on one line
    paint: Paint


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    style: css.Style
    weighed: tuple[Weighed, ...]

    @property
    def outlooks(self) -> bool:
        return "data-ogs" in self.selector


#: tag, the attributes that count, and the numbers of the rules that match
_Kind = tuple[str, tuple[tuple[str, str], ...], tuple[int, ...]]


@dataclass(frozen=True)
class _Letter:
    """What is the same in every light: which rules are for which elements."""

    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        from selectolax.lexbor import LexborHTMLParser

        return LexborHTMLParser(self.html)

    @cached_property
    def sheets(self) -> tuple[css.Sheet, ...]:
        nodes = self.tree.css("style")
        return tuple(css.sheet(node.text(), node.attributes.get("media") or "") for node in nodes)

    @cached_property
    def rules(self) -> tuple[_Rule, ...]:
        """Those that have to do with legibility, in their order."""
        found: list[_Rule] = []
        for style in (style for sheet in self.sheets for style in sheet.styles):
            told = [d for d in style.declarations if d.name in RELEVANT]
            for selector in style.selectors if told else ():
                if len(found) >= _MOST_SELECTORS:
                    return tuple(found)
                ours, weight = "data-ogs" in selector, css.specificity(selector)
                rows = (Weighed((d.important, False, weight, len(found)), d, ours) for d in told)
                found.append(_Rule(selector, style, tuple(rows)))
        return tuple(found)

    @cached_property
    def matched(self) -> dict[int, tuple[int, ...]]:
        """By element, the rules that are for it, in any light."""
        from selectolax.lexbor import SelectolaxError

        found: dict[int, list[int]] = {}
        matches = 0
        for number, rule in enumerate(self.rules):
            if (
                len(rule.selector) > 200
                or len(_PARTS.split(rule.selector)) > _MOST_PARTS
                or ":has" in rule.selector
            ):
                continue
            try:
                nodes = self.tree.css(_OUTLOOK.sub("", rule.selector) or "*")
            except SelectolaxError:  # a pseudo-element, or a mistake
                continue
            matches += len(nodes)
            if matches > _MOST_MATCHES:
                break
            for node in nodes:
                found.setdefault(node.mem_id, []).append(number)
        return {key: tuple(numbers) for key, numbers in found.items()}

    @cached_property
    def rows(self) -> tuple[tuple[LexborNode, int, _Kind | None, str], ...]:
        """Elements and the texts that say something, in order: node, row of its parent (-1 for none), kind, text."""
        numbers: dict[int, int] = {}
        kinds: dict[_Kind, _Kind] = {}
        found: list[tuple[LexborNode, int, _Kind | None, str]] = []
        root = self.tree.root
        for node in root.traverse(include_text=True) if root is not None else ():
            tag, parent = node.tag or "", node.parent
            above = numbers.get(parent.mem_id, -1) if parent is not None else -1
            if tag == "-text":
                if parent is not None and (text := _words(node)):
                    found.append((parent, above, None, text))
            elif not tag.startswith("-"):
                numbers[node.mem_id] = len(found)
                kind = (tag, _counting(node), self.matched.get(node.mem_id, ()))
                found.append((node, above, kinds.setdefault(kind, kind), ""))
        return tuple(found)

    @cached_property
    def says_dark(self) -> bool:
        metas = self.tree.css("meta[name=color-scheme i]")
        if any("dark" in (meta.attributes.get("content") or "").lower() for meta in metas):
            return True
        roots = [s for sheet in self.sheets for s in sheet.styles if {":root", "html"} & set(s.selectors)]
        told = [d for style in roots for d in style.declarations if d.name == "color-scheme"]
        return any("dark" in declaration.value.lower() for declaration in told)

    def runs(self, reading: Reading) -> Iterator[Run]:
        reading = replace(reading, night=reading.dark and self.says_dark)
        live = [self._lives(rule, reading) for rule in self.rules]
        first = start(reading)
        paints: list[Paint] = []  # by row; a text's is its parent's
        alike: dict[Paint, Paint] = {first: first}
        known: dict[tuple[int, _Kind], Paint] = {}
        for node, parent, kind, text in self.rows:
            above = paints[parent] if parent >= 0 else first
            if kind is None:
                paints.append(above)
                if not above.hidden and above.size > 2:
                    yield Run(node, text, above)
                continue
            # Paints live as long as this loop, so an id is one paint's.
            key = (id(above), kind)
            if key not in known:
                tag, attributes, numbers = kind
                rules = [row for n in numbers if live[n] for row in self.rules[n].weighed]
                made = painted(above, tag, dict(attributes), rules, reading)
                known[key] = alike.setdefault(made, made)
            paints.append(known[key])

    def _lives(self, rule: _Rule, reading: Reading) -> bool:
        if rule.outlooks and reading.turn != "part":
            return False
        return css.applies(rule.style.around, width=reading.width, dark=reading.dark)


#: Several rules of the gate ask for the same letter, one after the other.
_letter = lru_cache(maxsize=1)(_Letter)


def readings(html: str) -> tuple[Reading, ...]:
    """The lights in which this letter is read."""
    letter = _letter(html)
    around = " ".join(" ".join(rule.style.around) for rule in letter.rules).lower()
    narrow = (NARROW,) if "width" in around else ()
    dark = (DARK,) if "prefers-color-scheme" in around or letter.says_dark else ()
    return (LIGHT, *narrow, *dark, HALF, WHOLE)


@lru_cache(maxsize=6)
def runs(html: str, reading: Reading = LIGHT) -> tuple[Run, ...]:
    """Every text that is seen, in order."""
    return tuple(_letter(html).runs(reading))


def sheets(html: str) -> tuple[css.Sheet, ...]:
    """The style sheets of the head, parsed."""
    return _letter(html).sheets


def _words(node: LexborNode) -> str:
    """The text on one line, if it holds anything that is read: a dot between two links is decoration."""
    text = " ".join((node.text_content or "").split())
    return text if any(map(str.isalnum, text)) else ""


def _counting(node: LexborNode) -> tuple[tuple[str, str], ...]:
    attributes = node.attributes
    return tuple((key, attributes[key] or "") for key in _ATTRIBUTES if key in attributes)
