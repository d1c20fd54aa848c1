"""Does a sentence have anything of its source at all? A short one can say something else without a word too many."""

from __future__ import annotations

from digest.summarise.evidence.scene import Scene

#: From here on writing puts no spaces between words (CJK Radicals to the Halfwidth Forms), and two letters are one.
_UNSPACED = "\u2e80"


def foreign(scene: Scene) -> str:
    """Why the sentence is not of this source, or "": no word of meaning, and nothing that other checks have found there
    in another form (numbers, dates, names), is in both."""
    said = scene.said
    if scene.solid or said.amounts or said.dates or said.names:
        return ""
    if _written(said.text) & _written(scene.source.text):
        return ""
    return "nothing of it is in the source"


def _written(text: str) -> set[str]:
    """Pairs of letters of a writing without spaces."""
    return {text[at : at + 2] for at in range(len(text) - 1) if min(text[at : at + 2]) >= _UNSPACED}
