"""Spanish dates."""

from __future__ import annotations

from digest.summarise.language.facts import Dates
from digest.summarise.language.words import words_of

_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_WEEKDAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
_COUNTS = ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"]

DATES = Dates(
    months={**{name: number for number, name in enumerate(_MONTHS, 1)}, "setiembre": 9},
    weekdays={name: number for number, name in enumerate(_WEEKDAYS)},
    days={"hoy": 0, "ayer": -1, "anteayer": -2, "anoche": -1, "mañana": 1, "esta mañana": 0, "esta tarde": 0},
    units={
        **dict.fromkeys(("día", "días"), "day"),
        **dict.fromkeys(("semana", "semanas"), "week"),
        **dict.fromkeys(("fin de semana",), "weekend"),
        **dict.fromkeys(("mes", "meses"), "month"),
        **dict.fromkeys(("año", "años"), "year"),
    },
    shift={
        **dict.fromkeys(("pasado", "pasada"), -1),
        **dict.fromkeys(("este", "esta"), 0),
        **dict.fromkeys(("próximo", "próxima"), 1),
    },
    shift_after={
        **dict.fromkeys(("pasado", "pasada"), -1),
        **dict.fromkeys(("próximo", "próxima", "que viene"), 1),
    },
    ago=("hace", ""),
    counts={
        **dict.fromkeys(("un", "una"), 1),
        **{word: number for number, word in enumerate(_COUNTS, 2)},
    },
    joints=("de", "del"),
    shy=frozenset(("mañana",)),
    before_month=words_of("en de del desde hasta a el principios finales mediados entre y o año para"),
    future=words_of("será serán va van planea prevé próximo próxima hará tendrá podrá comenzará"),
    past=words_of("dijo fue fueron hizo dio era había anunció presentó ganó perdió"),
    past_endings=("ó", "aron", "ieron"),
    slash="dmy",
)
