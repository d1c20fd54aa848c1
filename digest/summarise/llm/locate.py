"""Where a quote stands in a report: exact offsets, widened to whole sentences."""

from __future__ import annotations

from digest.summarise.llm.prompt import visible
from digest.summarise.split import split

#: One spelling for signs that models and publishers write differently.
_ALIKE = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
})  # fmt: skip
#: A quote of fewer characters could stand anywhere.
SHORTEST = 12


def _spelled(text: str) -> tuple[str, list[int]]:
    """`text` with one spelling of quotation marks, dashes and white space, and where each character came from."""
    kept: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if kept and kept[-1] == " ":
                continue
            character = " "
        elif character == "…":
            kept.extend("...")
            origin.extend((place, place, place))
            continue
        elif not visible(character):
            continue
        kept.append(character.translate(_ALIKE))
        origin.append(place)
    return "".join(kept), origin


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Characters `start` to `end` of `text` that say `quote` word for word; the first place. None: it does not.

    Only the spelling of quotation marks, dashes, dots and white space may differ. No ellipsis: what is left out
    between two halves could be the "not".
    """
    wanted = _spelled(quote)[0].strip().strip('"').strip()
    if len(wanted) < SHORTEST:
        return None
    spelled, origin = _spelled(text)
    place = spelled.find(wanted)
    if place < 0:
        return None
    return origin[place], origin[place + len(wanted) - 1] + 1


def sentences_around(text: str, start: int, end: int, *, language: str = "en") -> tuple[int, int]:
    """The whole sentences that characters `start` to `end` touch.

    A claim is judged against these: half a sentence can lose its "denied that", its "not", its speaker.
    """
    touched = [one for one in split(text, language) if one.start < end and one.end > start]
    if not touched:
        return start, end
    return min(start, touched[0].start), max(end, touched[-1].end)
