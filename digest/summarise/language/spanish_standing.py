"""Spanish: what a sentence leans on, dates and figures."""

from __future__ import annotations

import re

from digest.summarise.language.standing import DateStyle, FigureStyle, Standing
from digest.summarise.language.words import any_of, words_of

SPANISH_STANDING = Standing(
    determiners=words_of("el la los las un una unos unas su sus a que"),
    commands=words_of("descubre lee suscríbete imagina haz mira conoce aprende"),
    kickers=re.compile(
        r"(?:exclusiva|última hora|actualización|análisis|opinión|entrevista|en resumen|resumen)(?:: ?| [-–—] )(?=\S)",
        re.IGNORECASE,
    ),
    asides=any_of(
        r"""
        ^(?:era|fue) (?:un|una) (?:\w+ )?(?:noche|día|mañana|tarde)\b
        ^érase una vez\b
        ^(?:si|cuando) (?:usted|tú|alguna vez|eres|quieres|tienes)\b
        ^(?:no es ningún secreto|por supuesto|bueno,|claro,|en fin)\b
        """
    ),
    said_pronouns=re.compile(
        r"\b(?:dijo|dice|afirmó|declaró|explicó|añadió|señaló|escribió) (?:él|ella|ellos|ellas)\b"
        r"|\bsegún (?:él|ella|ellos|ellas)\b",
        re.IGNORECASE,
    ),
    said_nouns=re.compile(
        r"\b(?:dijo|afirmó|declaró|explicó|anunció|señaló|según) (?:la compañía|la empresa|la firma|el grupo|el sello"
        r"|el portavoz|la portavoz|el sindicato|la editorial)\b",
        re.IGNORECASE,
    ),
)

SPANISH_DATE_STYLE = DateStyle(
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    this_year="{day} de {month}",
    other_year="{day} de {month} de {year}",
    on="el {date}",
    taken_in=words_of("el la"),
    only_days=words_of("desde hasta para por de a en durante tras"),
    before=words_of(
        "cada un una los las del al de desde hasta para por este esta ese esa todo toda todos y o en entre su"
    ),
    parts=(("por la mañana", "en la mañana del {date}"), ("por la noche", "en la noche del {date}")),
    week="en la semana del {date}",
    month=("en {month}", "en {month} de {year}"),
    year="en {year}",
    future=words_of("será serán va van planea prevé hará tendrá podrá comenzará"),
    present=words_of("es son está están ha han sale abre llega comienza empieza estrena"),
    passive=words_of("ser"),
)

SPANISH_FIGURE_STYLE = FigureStyle(
    says="{one} habla de {first}, {other} de {second}.",
    scales=(("mil", 1e3), ("millones", 1e6)),
    share=words_of("%"),
    bounds=words_of(
        "más menos unos unas casi cerca alrededor aproximadamente hasta mínimo máximo entre sobre otros otras de a solo"
    ),
    of=words_of("en de"),
    decimal=",",
    changed=words_of("antes inicialmente ahora subió bajó anteriormente"),
)
