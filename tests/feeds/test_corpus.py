"""Thirty-odd feeds of many makers and with many troubles come out as a reader would want them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.corpus.golden import cleaned, documents, expected_file


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.stem)
def test_a_feed_comes_out_as_it_was_read_and_approved(document: Path) -> None:
    """Each expected file was read by a person; after a change on purpose, `python -m tests.corpus.rewrite`."""
    assert cleaned(document) == json.loads(expected_file(document).read_text("utf-8"))


def test_the_corpus_is_whole() -> None:
    """A golden file for at least thirty feeds, and none without its feed."""
    names = {expected_file(document).name for document in documents()}
    assert len(names) >= 30
    assert names == {file.name for file in documents()[0].parent.glob("*.expected.json")}
