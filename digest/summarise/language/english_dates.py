"""English dates."""

from __future__ import annotations

from digest.summarise.language.facts import Dates
from digest.summarise.language.words import words_of

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

DATES = Dates(
    months={
        **{name: number for number, name in enumerate(_MONTHS, 1)},
        **{name: number for number, name in enumerate(_SHORT, 1)},
        "sept": 9,
    },
    weekdays={
        **{name: number for number, name in enumerate(_WEEKDAYS)},
        **{name[:3]: number for number, name in enumerate(_WEEKDAYS)},
        "tues": 1,
        "thurs": 3,
    },
    days={
        "today": 0,
        "yesterday": -1,
        "tomorrow": 1,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "last night": -1,
    },
    units={
        **dict.fromkeys(("day", "days"), "day"),
        **dict.fromkeys(("week", "weeks"), "week"),
        **dict.fromkeys(("weekend",), "weekend"),
        **dict.fromkeys(("month", "months"), "month"),
        **dict.fromkeys(("year", "years"), "year"),
    },
    shift={"last": -1, "this past": -1, "previous": -1, "this": 0, "this coming": 1, "next": 1, "coming": 1},
    seasons=words_of("spring summer autumn fall winter year season easter christmas semester term"),
    spans=frozenset(("the", "over", "for", "per")),
    ago=("", "ago"),
    counts={"a": 1, "an": 1, **{word: number for number, word in enumerate(_COUNTS, 1)}},
    joints=("of",),
    shy=words_of("may march mar mon tue wed thu fri sat sun jun dec jan"),
    before_month=words_of(
        "in since by until till from to through during of for early late mid mid- last next this before after "
        "between and around about the on every and/or or"
    ),
    future=words_of(
        "will would won't plans plan planned planning expects expect expected scheduled due set slated next upcoming "
        "coming starts start begin begins opens open arrives arrive hopes aims going starting must may "
        "can could should shall resumes returns ends airs premieres goes comes votes meets decides "
        "expires closes launches reopens"
    ),
    deadline=words_of("by until"),
    past=words_of(
        "said told was were had did took made gave came began won lost sued met held sold bought sent put went "
        "saw struck rose fell wrote spoke paid found led left hit cut drew grew shut broke withdrew chose drove "
        "fought flew knew laid lay meant ran sang sank sat shook shot stole taught threw tore wore became brought "
        "caught built dealt fled rode sought spent stood swept thought upheld forbade overturned quit"
    ),
    past_endings=("ed",),
)
