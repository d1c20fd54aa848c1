"""Style sheets as mail clients read them: rules, their conditions and their declarations. Linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: Rules of a sheet, and blocks within each other, that are read; no letter has as many.
_MOST_RULES, _DEEPEST = 4000, 12
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|<!--|-->")
#: What a `;` or a `{` inside does not end.
_TOKEN = re.compile(r"\"[^\"\n]*\"?|'[^'\n]*'?|url\([^)]*\)?|[{};]|[^\"'{};u]+|u", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Declaration:
    name: str  #: in small letters; a variable (`--x`) as written
    value: str  #: without `!important`, as written
    important: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A block of declarations."""

    selectors: tuple[str, ...]  #: () for the block of an at-rule, as of @font-face
    declarations: tuple[Declaration, ...]
    around: tuple[
        str, ...
    ] = ()  #: the at-rules that it stands in, outermost first, as written: `@media screen`
    nested: bool = False  #: inside another rule


@dataclass(frozen=True, slots=True)
class Sheet:
    styles: tuple[Style, ...]
    at_rules: tuple[str, ...]  #: all of them, as written, without their blocks


class _Block:
    """A block that is still open: what stands before its brace, and its declarations so far."""

    __slots__ = ("declarations", "prelude")

    def __init__(self, prelude: str) -> None:
        self.prelude = prelude
        self.declarations: list[Declaration] = []


@lru_cache(maxsize=64)
def sheet(text: str, media: str = "") -> Sheet:
    """A `<style>`; `media` is its attribute of that name."""
    outer = (f"@media {media}",) if media.strip() else ()
    styles: list[Style] = []
    at_rules: list[str] = list(outer)
    stack: list[_Block] = []
    buffer: list[str] = []
    skipped = 0  # blocks deeper than any that is read

    def taken() -> str:
        words = "".join(buffer).strip()
        buffer.clear()
        return words

    for piece in _TOKEN.findall(_COMMENT.sub(" ", text)):
        if piece == "{":
            prelude = taken()
            if len(stack) >= _DEEPEST or len(styles) >= _MOST_RULES:
                skipped += 1
                continue
            if prelude.startswith("@"):
                at_rules.append(prelude)
            stack.append(_Block(prelude))
        elif piece == "}" and skipped:
            skipped -= 1
            buffer.clear()
        elif piece in "};":
            words = taken()
            if stack and not skipped and (found := _declaration(words)):
                stack[-1].declarations.append(found)
            elif words.startswith("@") and not stack:
                at_rules.append(words)
            if piece == "}" and stack:
                styles.extend(_closed(stack, outer))
        else:
            buffer.append(piece)
    return Sheet(tuple(styles), tuple(at_rules))


def _closed(stack: list[_Block], outer: tuple[str, ...]) -> Iterator[Style]:
    """The innermost block, taken off the stack."""
    block = stack.pop()
    around = outer + tuple(b.prelude for b in stack if b.prelude.startswith("@"))
    if block.prelude.startswith("@"):
        if block.declarations:
            yield Style((), tuple(block.declarations), (*around, block.prelude))
    else:
        nested = any(not b.prelude.startswith("@") for b in stack)
        yield Style(selectors(block.prelude), tuple(block.declarations), around, nested)


@lru_cache(maxsize=4096)
def declarations(text: str) -> tuple[Declaration, ...]:
    """A style attribute."""
    found: list[Declaration] = []
    buffer: list[str] = []
    for piece in (*_TOKEN.findall(_COMMENT.sub(" ", text)), ";"):
        if piece == ";":
            if declaration := _declaration("".join(buffer).strip()):
                found.append(declaration)
            buffer.clear()
        else:
            buffer.append(piece)
    return tuple(found)


def selectors(prelude: str) -> tuple[str, ...]:
    """A list of selectors, divided at the commas that stand in no parentheses."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(prelude):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth <= 0:
            parts.append(prelude[start:at])
            start = at + 1
    parts.append(prelude[start:])
    return tuple(part.strip() for part in parts if part.strip())


_SPECIFIC = re.compile(
    r"(#[\w-]+)|(\.[\w-]+|\[[^\]]*\]|(?<!:):(?!:)[\w-]+)|(::[\w-]+|(?<![\w.#:-])[a-zA-Z][\w-]*)"
)


@lru_cache(maxsize=4096)
def specificity(selector: str) -> tuple[int, int, int]:
    """(ids, classes and their like, types), as the cascade weighs them."""
    found = _SPECIFIC.findall(selector)
    return (
        sum(bool(a) for a, _, _ in found),
        sum(bool(b) for _, b, _ in found),
        sum(bool(c) for *_, c in found),
    )


_FEATURE = re.compile(r"\(\s*([\w-]+)\s*(?::\s*([\w.%-]+)\s*)?\)")


def applies(around: tuple[str, ...], *, width: int, dark: bool) -> bool:
    """Whether rules inside these at-rules hold on a screen this wide (CSS pixels), in light or in dark mode."""
    return all(_holds(prelude.lower(), width, dark) for prelude in around)


def _holds(prelude: str, width: int, dark: bool) -> bool:
    name, _, _ = prelude.partition(" ")
    if name.startswith("@media"):
        queries = selectors(prelude.removeprefix("@media")) or ("all",)
        return any(_matches(query, width, dark) for query in queries)
    return name in ("@supports", "@layer")


def _matches(query: str, width: int, dark: bool) -> bool:
    kind = re.match(r"\s*(?:only\s+)?(not\s+)?([a-z]+)?", query)
    negated = bool(kind and kind[1])
    wanted = kind[2] if kind and kind[2] else "all"
    holds = wanted in ("all", "screen") and all(
        _has(name, value, width, dark) for name, value in _FEATURE.findall(query)
    )
    return holds != negated


def _has(name: str, value: str, width: int, dark: bool) -> bool:
    if name == "prefers-color-scheme":
        return value == ("dark" if dark else "light")
    if name in ("min-width", "max-width", "min-device-width", "max-device-width"):
        pixels = length(value)
        if pixels is None:
            return False
        return width >= pixels if name.startswith("min") else width <= pixels
    return False  # what is known of no reader: hover, print, pixels to the inch


_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})(px|pt|pc|in|cm|mm|em|rem|%)?$")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.795, "mm": 3.7795, "rem": 16.0}


def length(value: str, em: float = 16.0) -> float | None:
    """CSS pixels; None for what is no length. `em` is what `em` and `%` are of."""
    found = _LENGTH.match(value.strip().lower())
    if not found:
        return None
    number, unit = float(found[1]), found[2] or ""
    if unit in ("em", "%"):
        return number * em / (100 if unit == "%" else 1)
    return number * _PIXELS[unit]


def _declaration(text: str) -> Declaration | None:
    name, colon, value = text.partition(":")
    name, value = name.strip(), value.strip()
    if not colon or not value or not name or len(name) > 80 or name.startswith("@"):
        return None
    plain, sign, word = value.rpartition("!")
    important = bool(sign) and word.strip().lower() == "important"
    return Declaration(
        name if name.startswith("--") else name.lower(), plain.strip() if important else value, important
    )
