"""Does a sentence have anything of its source at all? A short one can say something else without a word too many."""

from __future__ import annotations

from digest.summarise.evidence.scene import Scene

#: From here on writing puts no spaces between words (CJK Radicals to the Halfwidth Forms), and two letters are one.
_UNSPACED = "\u2e80"


def foreign(scene: Scene, *, names: bool) -> str:
    """Why the sentence is not of this source, or "": no word of meaning is in both, and nothing that other checks have
    found there in another form (numbers, dates, and with `names`, names: the rest of the report may have had them)."""
    said, source = scene.said, scene.source
    if scene.solid or said.amounts or said.dates or (names and said.names):
        return ""
    if said.text in source.text or _written(said.text) & _written(source.text):
        return ""
    return "nothing of it is in the source"


def _written(text: str) -> set[str]:
    """Pairs of letters of a writing without spaces."""
    return {text[at : at + 2] for at in range(len(text) - 1) if min(text[at : at + 2]) >= _UNSPACED}
