"""YAML within bounds, and what is wrong with a file said in that file's own terms."""

from __future__ import annotations

import pytest

from digest.errors import ConfigError
from digest.yamlfile import read


def test_a_list_where_keys_belong() -> None:
    """The keys that are named as an example are those that the file may have."""
    with pytest.raises(ConfigError, match=r"^data\.yaml:1: expected keys such as `jobs:`, got list$"):
        read("- a job\n", "data.yaml", ("jobs",))
    with pytest.raises(ConfigError, match="such as `newsletter:` and `feeds:`, got str"):
        read("words", "feeds.yaml")


def test_a_key_that_stands_twice() -> None:
    """Both lines are named, for the first may be two screens away; of two blocks it is said that they belong together."""
    blocks = "letter:\n  theme: wire\nfeeds: []\nletter:\n  accent: red\n"
    with pytest.raises(
        ConfigError,
        match=r"^feeds\.yaml:4: the key 'letter' stands here twice, first in line 1: put both into one$",
    ):
        read(blocks, "feeds.yaml")
    with pytest.raises(ConfigError, match=r"^data\.yaml:3: .*twice, first in line 2: keep one$"):
        read("a:\n  b: 1\n  b: 2\n", "data.yaml")


def test_aliases_of_aliases_are_an_error() -> None:
    """A few lines that stand for ten billion values are refused, with the line, before anything walks through them."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(ConfigError, match=r"^data\.yaml:6: over 1,000,000 values, with each alias"):
        read("\n".join(lines), "data.yaml")
    with pytest.raises(ConfigError, match=r"^data\.yaml:1: an alias stands in what it names"):
        read("a: &a [*a]", "data.yaml")


def test_aliases_are_welcome() -> None:
    """What is said once may be meant twice."""
    assert read("a: &a {x: 1}\nb: *a\nc: {<<: *a, y: 2}\n", "data.yaml").data == {
        "a": {"x": 1},
        "b": {"x": 1},
        "c": {"x": 1, "y": 2},
    }
