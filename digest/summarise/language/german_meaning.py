"""German: what the judge of paraphrases knows."""

from __future__ import annotations

from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

_SMALL = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def _lines(text: str) -> tuple[frozenset[str], ...]:
    return tuple(words_of(line) for line in text.strip().splitlines())


def _axes(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    sides = (line.split("|") for line in text.strip().splitlines())
    return tuple((words_of(left), words_of(right)) for left, right in sides)


MEANING = Meaning(
    numbers={
        **{word: number for number, word in enumerate(_SMALL) if word != "ein"},
        **{word.casefold(): 10 * number for number, word in enumerate(_TENS, 2)},
        "dutzend": 12,
        "hundert": 100,
        "tausend": 1000,
    },
    scales={
        **dict.fromkeys(("tausend", "tsd"), 1_000),
        **dict.fromkeys(("million", "millionen", "mio"), 1_000_000),
        **dict.fromkeys(("milliarde", "milliarden", "mrd"), 1_000_000_000),
    },
    decimal_comma=True,
    currencies={
        **dict.fromkeys(("$", "dollar"), "$"),
        **dict.fromkeys(("€", "euro", "eur"), "€"),
        **dict.fromkeys(("£", "pfund"), "£"),
        **dict.fromkeys(("franken", "chf"), "franc"),
    },
    percents=words_of("% prozent"),
    more=words_of("über mehrals mindestens"),
    less=words_of("unter wenigerals fast knapp höchstens biszu maximal"),
    about=words_of("rund etwa circa ca ungefähr"),
    phrases={
        "mehr als": "mehrals",
        "weniger als": "wenigerals",
        "bis zu": "biszu",
        "künstliche intelligenz": "ki",
        "künstlicher intelligenz": "ki",
        "künstlichen intelligenz": "ki",
    },
    irregular={
        "verklagt": "klag",
        "verklagte": "klag",
        "klagt": "klag",
        "klage": "klag",
        "klagen": "klag",
        "gekauft": "kauf",
        "kaufte": "kauf",
        "kauft": "kauf",
        "übernimmt": "übernehm",
        "übernahm": "übernehm",
        "übernommen": "übernehm",
        "übernahme": "übernehm",
        "stieg": "steig",
        "gestiegen": "steig",
        "fiel": "fall",
        "gefallen": "fall",
        "sank": "sink",
        "gesunken": "sink",
        "gewann": "gewinn",
        "gewonnen": "gewinn",
        "verlor": "verlier",
        "verloren": "verlier",
        "abgelehnt": "ablehn",
        "lehnte": "ablehn",
        "zugestimmt": "zustimm",
        "stimmte": "zustimm",
        "veröffentlicht": "veröffentlich",
        "veröffentlichte": "veröffentlich",
        "entliess": "entlass",
        "entlassen": "entlass",
        "mitarbeiterinnen": "mitarbeiter",
        "mitarbeitern": "mitarbeiter",
    },
    endings=(
        ("innen", ""),
        ("ungen", "ung"),
        ("erin", "er"),
        ("ern", "er"),
        ("en", ""),
        ("em", ""),
        ("es", ""),
        ("er", ""),
        ("te", ""),
        ("e", ""),
        ("n", ""),
        ("s", ""),
        ("t", ""),
    ),
    groups=_lines(
        """
        klag klage verklagen gericht
        kaufen übernehmen erwerben kauf
        veröffentlichen vorstellen präsentieren einführen starten
        entlassen streichen abbauen kündigen
        unternehmen firma konzern
        mitarbeiter beschäftigte angestellte stellen arbeitsplätze
        ki intelligenz
        sagen erklären mitteilen ankündigen betonen
        lied song titel
        musiker künstler
        """
    ),
    axes=_axes(
        """
        zustimmen genehmigen erlauben annehmen | ablehnen verbieten verweigern zurückweisen
        steigen wachsen zulegen erhöhen | fallen sinken schrumpfen senken
        gewinnen | verlieren
        starten beginnen | enden beenden stoppen einstellen
        bestätigen einräumen | bestreiten dementieren
        gewinn | verlust
        mehrals mehr | wenigerals weniger
        unterstützen | kritisieren ablehnen
        """
    ),
    negators=words_of("nicht kein keine keinen keiner keinem keines nie niemals ohne weder"),
    joints=words_of("und aber während der die das weil obwohl wenn als nachdem bevor seit bis"),
    sayers=words_of("sagte sagt erklärte erklärt teilte kündigte betonte schrieb schreibt"),
    claimers=words_of("behauptet behauptete angeblich mutmaßlich laut zufolge"),
    maybe=words_of(
        "könnte könnten möglicherweise vielleicht angeblich vermutlich erwägt prüft "
        "mutmaßlich mutmaßliche mutmaßlicher mutmaßlichen"
    ),
    willing=words_of("plant planen soll sollen"),
    titles=words_of(
        "chef chefin präsident präsidentin minister ministerin richter richterin sprecher sprecherin gründer gründerin"
    ),
    tense_of_office=dict.fromkeys(
        ("ehemalige", "ehemaliger", "ehemaligen", "frühere", "früherer", "früheren", "ex"), "former"
    ),
    by=words_of("von durch"),
    passive=words_of("wurde wurden wird werden"),
    pronouns=words_of("er sie es ihm ihr ihn ihnen"),
    order={"nachdem": 1, "bevor": -1},
    until=words_of("vor bis"),
    since=words_of("nach seit ab"),
    functions=words_of("laut zufolge nach vor gegen wegen bereits dabei sowie etwa"),
    nouns_capital=True,
)
