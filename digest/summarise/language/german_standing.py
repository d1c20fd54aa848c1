"""German: what a sentence leans on, dates and figures."""

from __future__ import annotations

import re

from digest.summarise.language.standing import DateStyle, FigureStyle, Standing
from digest.summarise.language.words import any_of, words_of

GERMAN_STANDING = Standing(
    determiners=words_of("der die das den dem ein eine einen sich zu mit"),
    commands=words_of("lesen entdecken erfahren melden abonnieren klicken stellen"),
    kickers=re.compile(
        r"(?:exklusiv|eilmeldung|update|bericht|kommentar|analyse|interview|hintergrund|kurz notiert|zusammenfassung)"
        r"(?:: ?| [-–—] )(?=\S)",
        re.IGNORECASE,
    ),
    asides=any_of(
        r"""
        ^es (?:war|ist) (?:ein|eine|kein|kaum|noch|schon|nicht)\b
        ^eines (?:tages|nachts|abends|morgens)\b
        ^(?:wenn|falls|wer) (?:sie|ihr|du|man|schon)\b
        ^(?:stellen sie sich|stell dir|mal ehrlich|klar ist|keine frage|na ja|nun ja|tja)\b
        ^als (?:er|sie|ich|wir)\b
        """
    ),
    said_pronouns=re.compile(
        r"\b(?:sagte|sagt|erklärte|erklärt|schrieb|schreibt|betonte|meinte|teilte|ergänzte) (?:er|sie|es)\b"
        r"|\b(?:er|sie) (?:sagte|sagt|erklärte|erklärt|schrieb|betonte|meinte)\b",
        re.IGNORECASE,
    ),
    said_nouns=re.compile(
        r"\b(?:sagte|erklärte|teilte|betonte) (?:das unternehmen|die firma|der konzern|der sprecher|die sprecherin"
        r"|das label|der verlag|die gewerkschaft)\b"
        r"|\b(?:das unternehmen|die firma|der konzern|der sprecher|die sprecherin|das label|der verlag) "
        r"(?:sagte|erklärte|teilte|betonte)\b",
        re.IGNORECASE,
    ),
)

GERMAN_DATE_STYLE = DateStyle(
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    this_year="{day}. {month}",
    other_year="{day}. {month} {year}",
    on="am {date}",
    taken_in=words_of("am im"),
    kept=words_of("seit ab nach vor"),
    kept_date="dem {date}",
    capitals=True,
    before=words_of(
        "jeden jeder jedem der die das den dem des ein eine einen einem dieser diese diesen dieses zum vom bis auf "
        "und oder von zu in für an über gegen bei als wie späten frühen anfang ende mitte"
    ),
    parts=(
        ("morgen", "am Morgen des {date}"),
        ("vormittag", "am Vormittag des {date}"),
        ("nachmittag", "am Nachmittag des {date}"),
        ("abend", "am Abend des {date}"),
    ),
    week="in der Woche vom {date}",
    month=("im {month}", "im {month} {year}"),
    year="im Jahr {year}",
    future=words_of("wird werden soll sollen will wollen plant planen"),
    present=words_of("ist sind hat haben läuft startet beginnt erscheint öffnet kommt endet"),
    passive=words_of("sein"),
)

GERMAN_FIGURE_STYLE = FigureStyle(
    says="{one} nennt {first}, {other} {second}.",
    scales=(("tausend", 1e3), ("millionen", 1e6), ("milliarden", 1e9), ("mio", 1e6), ("mrd", 1e9)),
    share=words_of("prozent %"),
    bounds=words_of(
        "mehr über weniger unter etwa rund circa ca fast knapp beinahe bis mindestens höchstens gut einige weitere "
        "zwischen von auf nur zusätzliche andere"
    ),
    of=words_of("an der"),
    decimal=",",
    capitals=True,
    changed=words_of("zuvor bisher zunächst ursprünglich inzwischen jetzt statt stieg fiel sank"),
)
