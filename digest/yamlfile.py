"""YAML as an editor means it, with the line of every key.

YAML 1.1's surprises are left out: `no` is Norwegian and not false, 09:00 is text and not 540, a date stays
text, and a key that stands twice is an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from digest.errors import ConfigError

MEND = "see docs/configuration.md"
#: Values of a file: ten thousand feeds, with ten keys each, are a fifth of it.
MOST = 1_000_000


class _Loader(yaml.SafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="expected a word as the key", problem_mark=key.start_mark)
            if first := seen.get(key.value):
                mend = "keep one" if isinstance(value, yaml.ScalarNode) else "put both into one"
                problem = f"the key {key.value!r} stands here twice, first in line {first}: {mend}"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen[str(key.value)] = key.start_mark.line + 1
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.rsplit(":", 1)[1] in ("null", "merge")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]*\.[0-9]+$", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True, slots=True)
class Document:
    """A mapping read from a file, and where each of its keys stands."""

    name: str
    data: dict[str, Any]
    node: yaml.Node | None

    def at(self, *keys: str | int) -> str:
        """`feeds.yaml:14`: the line of a key, or of the nearest thing around it that is there."""
        line, node = 1, self.node
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == key), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line + 1
            else:
                break
        return f"{self.name}:{line}"


def read(text: str, name: str, keys: Sequence[str] = ("newsletter", "feeds")) -> Document:
    """Parse `text`, which stands in the file `name` and holds keys such as these. ConfigError with the line."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node:
            _bounded(node, {})
        data = loader.construct_document(node) if node else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        if swallowed := _swallowed(text, error):
            raise ConfigError(f"{name}:{swallowed[0]}: {swallowed[1]}", mend=MEND) from None
        raise ConfigError(f"{name}:{line}: {error.problem or error}", mend=MEND) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{name}: not YAML: {' '.join(str(error).split())}", mend=MEND) from None
    if not isinstance(data, dict):
        kind = type(data).__name__
        such = " and ".join(f"`{key}:`" for key in keys)
        raise ConfigError(f"{name}:1: expected keys such as {such}, got {kind}", mend=MEND)
    return Document(name, data, node)


def _bounded(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values there are of it once each alias is what it stands for. MarkedYAMLError beyond MOST: ten lines of
    aliases of aliases are a billion values, though nothing of that is seen until something walks through them."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if (there := known.get(id(node))) is not None:
        if not there:
            raise yaml.MarkedYAMLError(
                problem="an alias stands in what it names", problem_mark=node.start_mark
            )
        return there
    known[id(node)] = 0
    inner = (part for one in node.value for part in (one if isinstance(one, tuple) else (one,)))
    size = 1 + sum(_bounded(part, known) for part in inner)
    if size > MOST:
        problem = f"over {MOST:,} values, with each alias (*name) as what it stands for"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
    known[id(node)] = size
    return size


#: A value that YAML takes for a comment: `{accent: #FFD400}`, of which it sees `{accent:` and misses the brace.
_COMMENT = re.compile(r"""^[^#"']*[:,\[{][ \t]+(#[^\s,\]}]+)[ \t]*[,\]}]""")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")


def _swallowed(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str] | None:
    """The line whose # has swallowed the end of braces, and what to do about it; None where that is not the mistake.

    YAML itself names the line where it lost its patience, which may be far below.
    """
    if not (error.problem_mark and "flow" in str(error.context)):
        return None
    lines = text.splitlines()
    for number in reversed(range(min(error.problem_mark.line + 1, len(lines)))):
        if found := _COMMENT.match(lines[number]):
            what = "the colour" if _COLOUR.fullmatch(found[1]) else "it"
            return number + 1, f'a # begins a comment: put {what} in quotes, "{found[1]}"'
    return None


def append_item(text: str, key: str, item: dict[str, object], name: str) -> str:
    """`text` with `item` as one more line of the block list at the top-level `key`; nothing else is touched."""
    document = read(text, name)
    pairs = document.node.value if isinstance(document.node, yaml.MappingNode) else []
    node = next((v for k, v in pairs if k.value == key), None)
    flow = yaml.safe_dump(item, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    line = f"- {flow.strip()}"
    if node is None:
        return f"{text.rstrip()}\n{key}:\n  {line}\n" if text.strip() else f"{key}:\n  {line}\n"
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise ConfigError(
            f"{document.at(key)}: {key}: expected a list with one item a line", mend=f"add by hand: {line}"
        )
    lines = text.splitlines(keepends=True)
    final = node.value[-1]
    # A block item's end mark stands where the next token begins, past blank lines and comments: walk back.
    row = final.end_mark.line if final.end_mark.column else final.end_mark.line - 1
    while row > final.start_mark.line and not lines[row].split("#")[0].strip():
        row -= 1
    if not lines[row].endswith("\n"):
        lines[row] += "\n"
    lines.insert(row + 1, " " * node.start_mark.column + line + "\n")
    return "".join(lines)
