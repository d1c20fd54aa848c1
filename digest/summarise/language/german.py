"""German."""

from __future__ import annotations

from digest.summarise.language.german_dates import DATES
from digest.summarise.language.german_meaning import MEANING
from digest.summarise.language.german_standing import (
    GERMAN_DATE_STYLE,
    GERMAN_FIGURE_STYLE,
    GERMAN_STANDING,
)
from digest.summarise.language.table import Language, any_of, phrases_of, words_of

GERMAN = Language(
    code="de",
    abbreviations=words_of(
        "dr. prof. hr. fr. frl. z.b. d.h. u.a. o.ä. i.d.r. bzw. ca. evtl. ggf. inkl. max. min. sog. vgl. "
        "str. st. jan. feb. apr. aug. sept. okt. nov. dez. abs. abb. geb. gest. bspw. mio. mrd. z. d. o."
    ),
    titles=words_of("usw. etc. co. u.s. jr. u."),
    numbered=words_of("nr. s. art. kap. bd."),
    starters=words_of(
        "der die das ein eine es er sie wir ich in im am auf mit nach für als wenn doch und aber dies diese "
        "dieser laut seit bei zum zur von so auch damit dabei"
    ),
    ordinals=True,
    stopwords=words_of(
        "aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem den denn der des "
        "die dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es euer für hat "
        "hatte haben ich ihr ihre im in ist ja jede jeder jetzt kann kein keine können man mehr mein mit nach "
        "nicht noch nun nur ob oder ohne schon sehr sein seine sich sie sind so über um und uns unter vom von "
        "vor war waren was weil wenn wer werden wie wieder will wir wird wo zu zum zur"
    ),
    dangling=words_of(
        "er sie es dies diese dieser dieses sein seine ihr ihre ihm ihn ihnen damit dabei daher"
    ),
    leaning=words_of("stattdessen dann deshalb deswegen dadurch darum zudem außerdem zum_beispiel so hier"),
    pointing_fine=words_of("woche monat jahr sommer winter herbst frühjahr wochenende mal"),
    fragments=words_of("wie warum weshalb ein_blick im_interview interview_mit"),
    articles=words_of("der die das"),
    generic=words_of(
        "firma unternehmen konzern anbieter plattform funktion werkzeug modell gericht klage künstler"
    ),
    connectives=phrases_of("aber|und|doch|allerdings,"),
    first_person=words_of("ich mein meine mich mir wir unser unsere uns"),
    second_person=words_of("du dein deine ihr euch ihnen"),
    said=words_of(
        "sagte sagt erklärte erklärt laut zufolge schreibt schrieb teilte kündigte betonte heißt nannte"
    ),
    noise=any_of(
        r"""
        \bmehr lesen\b
        \bweiterlesen\b
        \bzum artikel\b
        \bnewsletter\b
        \babonnieren\b
        \bjetzt anmelden\b
        ^(?:anzeige|foto|bild|quelle|werbung)\b ?[:|]?
        \berschien zuerst\b
        \bin diesem artikel\b
        \blesen sie auch\b
        """
    ),
    dates=DATES,
    meaning=MEANING,
    standing=GERMAN_STANDING,
    date_style=GERMAN_DATE_STYLE,
    figure_style=GERMAN_FIGURE_STYLE,
)
