"""German dates."""

from __future__ import annotations

from digest.summarise.language.facts import Dates
from digest.summarise.language.words import words_of

_MONTHS = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
]
_SHORT = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"]
_WEEKDAYS = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"]
_COUNTS = ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]


def _inflected(stems: dict[str, int]) -> dict[str, int]:
    """The adjectives in every case: letzte, letzten, letzter, letztem, letztes."""
    return {stem + ending: shift for stem, shift in stems.items() for ending in ("e", "en", "er", "em", "es")}


DATES = Dates(
    months={
        **{name: number for number, name in enumerate(_MONTHS, 1)},
        **{name: number for number, name in enumerate(_SHORT, 1)},
        "jänner": 1,
        "sept": 9,
    },
    weekdays={**{name: number for number, name in enumerate(_WEEKDAYS)}, "sonnabend": 5},
    days={"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
    units={
        **dict.fromkeys(("tag", "tage", "tagen", "tages"), "day"),
        **dict.fromkeys(("woche", "wochen"), "week"),
        **dict.fromkeys(("wochenende", "wochenendes"), "weekend"),
        **dict.fromkeys(("monat", "monats", "monate", "monaten"), "month"),
        **dict.fromkeys(("jahr", "jahres", "jahre", "jahren"), "year"),
    },
    shift=_inflected({"letzt": -1, "vergangen": -1, "vorig": -1, "dies": 0, "nächst": 1, "kommend": 1}),
    ago=("vor", ""),
    counts={
        **dict.fromkeys(("ein", "einem", "einer"), 1),
        **{word: number for number, word in enumerate(_COUNTS, 2)},
    },
    shy=frozenset(("morgen", "sep", "jan", "mai")),
    before_month=words_of("im in seit ab bis anfang mitte ende vom zum am den und oder jahr jahres"),
    future=words_of("wird werden soll sollen will wollen plant planen kommenden nächsten ab"),
    past=words_of("hat haben hatte hatten war waren wurde wurden sagte gab nahm kam"),
    past_endings=("te", "ten"),
    slash="dmy",
)
