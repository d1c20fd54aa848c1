"""Titles: one line of plain text, whatever was escaped how often."""

from __future__ import annotations

from digest.feeds.characters import mended, one_line
from digest.feeds.markup import MARKUP, REFERENCE
from digest.feeds.prose import text_of


def title_of(markup: str) -> str:
    """One line of plain text.

    A title reaches us as HTML (the parser escapes what is declared plain), so it is decoded once here. Many
    publishers escape twice: what then still is a character reference or a closed inline tag is decoded once
    more. (`Use <b> for bold` has no end tag, so it is about the tag and stays.)
    """
    markup = mended(markup[:20_000])
    if "&" not in markup and "<" not in markup:
        return one_line(markup)
    text = text_of(markup)
    tagged = any(tag[0].startswith("</") for tag in MARKUP.finditer(text))
    if tagged or REFERENCE.search(text):
        text = text_of(_only_markup(text) if tagged else text.replace("<", "&lt;"))
    return one_line(text)


def _only_markup(text: str) -> str:
    """Escape every `<` that does not begin an inline tag: `<video>` in a title is a word about HTML."""
    pieces: list[str] = []
    position = 0
    for tag in MARKUP.finditer(text):
        pieces += (text[position : tag.start()].replace("<", "&lt;"), tag[0])
        position = tag.end()
    return "".join((*pieces, text[position:].replace("<", "&lt;")))
