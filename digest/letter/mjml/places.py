"""Where in the templates a place of their output comes from.

The templates are filled a second time, each line of their own text with a mark in front that names file and line; it
costs as much as the first, so it is done when there is something to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.ext import Extension
    from jinja2.lexer import Token, TokenStream

#: Around a mark stand two characters that no letter holds: MJML refuses them, `plain` takes them out.
_MARK = re.compile("\x01([^\x01\x02\n]*)\x02")


@dataclass(frozen=True, slots=True)
class Places:
    """By offset in the output. Without marks, lines of the output are all there is to name."""

    output: str
    offsets: tuple[int, ...] = ()  #: ascending
    names: tuple[str, ...] = ()  #: `templates/issue.mjml:12`, one an offset

    def at(self, offset: int) -> str:
        found = bisect_right(self.offsets, offset) - 1
        if found >= 0:
            return self.names[found]
        return f"issue.mjml: line {self.line(offset)} of its output"

    def line(self, offset: int) -> int:
        return self.output.count("\n", 0, offset) + 1


def places(
    environment: Environment, homes: Sequence[Path], name: str, context: Mapping[str, Any], output: str
) -> Places:
    """The places of `output`, which the template `name` gave in that context."""
    from jinja2 import TemplateError

    try:
        marked = environment.overlay(extensions=[_marking(homes)]).get_template(name).render(dict(context))
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError):
        return Places(output)  # a template that measures its own text may trip over the marks
    offsets, names, shift = [], [], 0
    for match in _MARK.finditer(marked):
        offsets.append(match.start() - shift)
        names.append(match[1])
        shift += len(match[0])
    if _MARK.sub("", marked) != output:
        return Places(output)
    return Places(output, tuple(offsets), tuple(names))


def _marking(homes: Sequence[Path]) -> type[Extension]:
    """An extension of Jinja2 that puts the marks in; made here because importing Jinja2 takes a while."""
    from jinja2.ext import Extension
    from jinja2.lexer import Token

    class Marking(Extension):
        def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
            name = _shown(stream.filename, homes) or stream.name or ""
            marks = name.endswith(".mjml")
            for token in stream:
                if marks and token.type == "data":
                    yield Token(token.lineno, "data", _marked(str(token.value), name, token.lineno))
                else:
                    yield token

    return Marking


def _marked(text: str, name: str, line: int) -> str:
    return "\n".join(f"\x01{name}:{line + n}\x02{row}" for n, row in enumerate(text.split("\n")))


def _shown(filename: str | None, homes: Sequence[Path]) -> str:
    """`templates/issue.mjml` for a file in one of `homes`."""
    for home in homes:
        if filename and Path(filename).is_relative_to(home):
            return str(Path(home.name) / Path(filename).relative_to(home))
    return ""
