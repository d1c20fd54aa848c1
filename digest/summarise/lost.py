"""Texts whose curly quotation marks became question marks on the way ("said it was ?unsafe?", "Delhi?s").

A code page that knew no curly marks did it, before the text came to us. Such a text is full of questions, of
sentences in the first person and of words without apostrophe that nobody wrote, so what decides about its
sentences reads it with the marks put back. What is shown stays as the source has it. A mark is one character
for one, so every offset holds in both.
"""

from __future__ import annotations

import re

_APOSTROPHE = re.compile(r"(?<=\w)\?(?=(?:s|t|d|m|re|ve|ll)\b)")
_OPENING = re.compile(r"(?:(?<=[\s(\[—–-])|^)\?(?=\w)")
_DASH = re.compile(r"(?<=\w )\?(?= \w)")
_POSSESSIVE = re.compile(r"s\? [a-z]")
_MARK = re.compile(r"\?")
#: Characters after which a quotation that is still open is given up.
_LONGEST_QUOTATION = 600


def restored(text: str) -> str:
    """`text` with the lost marks put back, of the same length; a text that lost none comes back as it is."""
    if not _OPENING.search(text) and not _APOSTROPHE.search(text):
        return text
    text = _DASH.sub("–", _APOSTROPHE.sub("’", text))
    parts, done, opened = [], 0, -1
    for match in _MARK.finditer(text):
        at = match.start()
        if opened >= 0 and at - opened > _LONGEST_QUOTATION:
            opened = -1
        mark = _mark(text, at, opened >= 0)
        opened = at if mark == "“" else -1 if mark == "”" else opened
        parts += [text[done:at], mark]
        done = at + 1
    return "".join((*parts, text[done:]))


def _mark(text: str, at: int, inside: bool) -> str:
    """What stood where the question mark at `at` stands, in a quotation or not."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _OPENING.match(text, at):
        return "“"
    if after == "?" or (after.isalnum() and before.isalnum()):
        return "?"
    if inside:
        later = text.find("?", at + 1, at + _LONGEST_QUOTATION)
        owned = _POSSESSIVE.match(text, at - 1) and later > 0 and text[later - 1] in ".,!"
        return "’" if owned else "”"
    if before in ".,!?" and after.isalnum():
        return "“"
    return "’" if _POSSESSIVE.match(text, at - 1) else "?"
