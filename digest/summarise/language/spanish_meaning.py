"""Spanish: what the judge of paraphrases knows."""

from __future__ import annotations

from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

_SMALL = [
    "cero",
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
]
_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]


def _lines(text: str) -> tuple[frozenset[str], ...]:
    return tuple(words_of(line) for line in text.strip().splitlines())


def _axes(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    sides = (line.split("|") for line in text.strip().splitlines())
    return tuple((words_of(left), words_of(right)) for left, right in sides)


MEANING = Meaning(
    numbers={
        **{word: number for number, word in enumerate(_SMALL) if word != "un"},
        **{word: 10 * number for number, word in enumerate(_TENS, 3)},
        "cien": 100,
        "ciento": 100,
        "doscientos": 200,
        "doscientas": 200,
        "trescientos": 300,
        "trescientas": 300,
        "quinientos": 500,
        "quinientas": 500,
        "docena": 12,
    },
    scales={
        "mil": 1_000,
        **dict.fromkeys(("millón", "millones"), 1_000_000),
    },
    decimal_comma=True,
    currencies={
        **dict.fromkeys(("$", "dólar", "dólares"), "$"),
        **dict.fromkeys(("€", "euro", "euros"), "€"),
        **dict.fromkeys(("£", "libra", "libras"), "£"),
        **dict.fromkeys(("peso", "pesos"), "peso"),
    },
    percents=words_of("% porciento"),
    more=words_of("másde almenos"),
    less=words_of("menosde casi hasta comomáximo"),
    about=words_of("unos unas alrededor cerca aproximadamente"),
    phrases={
        "por ciento": "porciento",
        "más de": "másde",
        "menos de": "menosde",
        "al menos": "almenos",
        "como máximo": "comomáximo",
        "inteligencia artificial": "ia",
    },
    irregular={
        "demandó": "demand",
        "demandado": "demand",
        "demanda": "demand",
        "demandada": "demand",
        "compró": "compr",
        "compra": "compr",
        "comprado": "compr",
        "adquirió": "adquir",
        "adquisición": "adquir",
        "subió": "sub",
        "subieron": "sub",
        "bajó": "baj",
        "bajaron": "baj",
        "cayó": "ca",
        "ganó": "gan",
        "perdió": "perd",
        "aprobó": "aprob",
        "aprobado": "aprob",
        "rechazó": "rechaz",
        "rechazado": "rechaz",
        "despidió": "desped",
        "despedirá": "desped",
        "despidos": "desped",
        "publicó": "public",
        "lanzó": "lanz",
        "anunció": "anunci",
    },
    endings=(
        ("ciones", "ción"),
        ("aron", ""),
        ("ieron", ""),
        ("ando", ""),
        ("iendo", ""),
        ("ado", ""),
        ("ada", ""),
        ("ido", ""),
        ("ida", ""),
        ("ará", ""),
        ("erá", ""),
        ("irá", ""),
        ("es", ""),
        ("as", ""),
        ("os", ""),
        ("ar", ""),
        ("er", ""),
        ("ir", ""),
        ("ó", ""),
        ("a", ""),
        ("o", ""),
        ("e", ""),
        ("s", ""),
    ),
    groups=_lines(
        """
        demandar demanda querella
        comprar adquirir
        lanzar presentar publicar estrenar
        despedir recortar despido
        empresa compañía firma
        empleados trabajadores plantilla
        canción tema pista
        músicos artistas
        decir declarar afirmar anunciar
        """
    ),
    axes=_axes(
        """
        aprobar aceptar permitir autorizar | rechazar prohibir denegar negar
        subir aumentar crecer | bajar caer disminuir reducir
        ganar | perder
        empezar comenzar iniciar | terminar acabar detener cancelar
        confirmar admitir | desmentir negar
        beneficio | pérdida
        másde más | menosde menos
        apoyar | criticar
        """
    ),
    negators=words_of("no nunca jamás sin ni ningún ninguna ninguno nadie nada tampoco"),
    joints=words_of("y pero mientras que quien porque aunque si cuando después antes desde hasta"),
    sayers=words_of("dijo dice afirmó afirma declaró explicó señaló añadió aseguró"),
    claimers=words_of("presuntamente supuestamente presunto presunta según alega alegó"),
    maybe=words_of("podría podrían quizá quizás posiblemente estudia"),
    willing=words_of("planea prevé piensa"),
    titles=words_of(
        "presidente presidenta ministro ministra juez jueza director directora portavoz fundador fundadora"
    ),
    tense_of_office=dict.fromkeys(("ex", "expresidente", "antiguo", "antigua", "exministro"), "former"),
    by=words_of("por"),
    passive=words_of("fue fueron ha sido es"),
    pronouns=words_of("él ella ellos ellas lo la le les"),
    until=words_of("antes hasta"),
    since=words_of("después desde tras"),
    functions=words_of("según contra tras durante mediante además ya"),
)
