"""Spanish."""

from __future__ import annotations

from digest.summarise.language.spanish_dates import DATES
from digest.summarise.language.spanish_meaning import MEANING
from digest.summarise.language.spanish_standing import (
    SPANISH_DATE_STYLE,
    SPANISH_FIGURE_STYLE,
    SPANISH_STANDING,
)
from digest.summarise.language.table import Language, any_of, phrases_of, words_of

SPANISH = Language(
    code="es",
    abbreviations=words_of(
        "sr. sra. srta. dr. dra. prof. profa. ud. uds. d. dª. lic. ing. p.ej. av. avda. aprox. gral. ene. feb. "
        "abr. ago. sept. oct. nov. dic. ee."
    ),
    titles=words_of("etc. cía. s.a. uu. ee.uu. jr."),
    numbered=words_of("n.º núm. pág. art. cap. vol."),
    starters=words_of(
        "el la los las un una en con por para según pero y este esta estos estas cuando como desde tras al del se "
        "su sus no lo"
    ),
    stopwords=words_of(
        "a al algo ante antes como con contra cual cuando de del desde donde dos el ella ellas ellos en entre era "
        "es esa ese eso esta estas este esto estos fue ha han hasta hay la las le les lo los más me mi muy nada "
        "ni no nos o otra otro para pero poco por porque que quien se según ser si sin sobre son su sus también "
        "tan te tiene todo tras tu un una uno unos y ya yo"
    ),
    dangling=words_of("él ella ellos ellas esto eso este esta estos estas ese esa esos esas su sus ello"),
    leaning=words_of("entonces así además sin_embargo por_ejemplo por_eso por_tanto en_cambio aquí también"),
    pointing_fine=words_of("semana mes año verano invierno otoño primavera mañana tarde"),
    fragments=words_of("cómo por_qué una_mirada entrevista_con entrevista_a"),
    articles=words_of("el la los las"),
    generic=words_of("compañía empresa firma plataforma herramienta función modelo tribunal demanda artista"),
    connectives=phrases_of("pero|y|sin embargo,|además,"),
    first_person=words_of("yo mi mis me nosotros nuestro nuestra nos"),
    second_person=words_of("tú tu tus te usted ustedes"),
    said=words_of(
        "dijo dice según afirmó afirma declaró explicó anunció señaló añadió llamado llamada titulado"
    ),
    noise=any_of(
        r"""
        \bleer más\b
        \bsigue leyendo\b
        \bseguir leyendo\b
        \bsuscríb\w+
        \bboletín\b
        ^(?:foto|imagen|fuente|publicidad)\b ?[:|]?
        \ben este artículo\b
        \bhaz clic\b
        """
    ),
    dates=DATES,
    meaning=MEANING,
    standing=SPANISH_STANDING,
    date_style=SPANISH_DATE_STYLE,
    figure_style=SPANISH_FIGURE_STYLE,
)
