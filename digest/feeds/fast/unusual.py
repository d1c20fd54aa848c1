"""What all parts of the fast path need: why a document is handed over to feedparser, and lists of names."""

from __future__ import annotations


class Unusual(Exception):  # noqa: N818 - nothing is wrong with such a document
    """Something that the fast path does not read; its words say what. Never seen outside `digest.feeds.fast`."""


def words(text: str) -> frozenset[str]:
    """The words of a text, for lists that read better so."""
    return frozenset(text.split())
