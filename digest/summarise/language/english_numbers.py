"""English numbers: words, scales, currencies, shares, places in an order, and what bounds them."""

from __future__ import annotations

from digest.summarise.language.words import words_of

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]

NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "dozen": 12,
}
SCALES = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 1_000),
    **dict.fromkeys(("million", "millions", "m", "mn", "mln"), 1_000_000),
    **dict.fromkeys(("billion", "billions", "bn", "b"), 1_000_000_000),
    **dict.fromkeys(("trillion", "tn", "trn"), 1_000_000_000_000),
}
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)}
FRACTIONS = {
    **dict.fromkeys(("half", "halves"), 1 / 2),
    **dict.fromkeys(("quarter", "quarters"), 1 / 4),
    **{
        word + ending: 1 / number
        for word, number in ORDINALS.items()
        if 3 <= number <= 12
        for ending in ("", "s")
    },
    **dict.fromkeys(("hundredth", "hundredths"), 1 / 100),
    **dict.fromkeys(("thousandth", "thousandths"), 1 / 1000),
}
#: "one in five", "nine out of ten".
SHARES = (("in",), ("out", "of"), ("in", "every"), ("of", "every"), ("out", "of", "every"))
#: "A year and a half".
AND_HALF = ("and", "a", "half")

CURRENCIES = {
    **dict.fromkeys(
        ("$", "dollar", "dollars", "usd", "us$", "c$", "ca$", "a$", "au$", "nz$", "hk$", "s$"), "$"
    ),
    **dict.fromkeys(("cad", "aud", "nzd", "hkd", "sgd", "buck", "bucks"), "$"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "€"),
    **dict.fromkeys(("£", "pound", "pounds", "sterling", "gbp", "quid"), "£"),
    **dict.fromkeys(("¥", "yen", "jpy"), "¥"),
    **dict.fromkeys(("yuan", "renminbi", "rmb", "cny"), "yuan"),
    **dict.fromkeys(("₹", "rupee", "rupees", "inr", "rs"), "rupee"),
    **dict.fromkeys(("₩", "won", "krw"), "won"),
    **dict.fromkeys(("krona", "kronor", "krone", "kroner", "króna", "krónur", "crown", "crowns"), "krone"),
    **dict.fromkeys(
        ("sek", "nok", "dkk", "isk", "kr", "dkr", "skr", "nkr", "czk", "koruna", "korunas", "kč"), "krone"
    ),
    **dict.fromkeys(("franc", "francs", "chf", "sfr", "fr"), "franc"),
    **dict.fromkeys(("cent", "cents", "penny", "pence"), "cent"),
    **dict.fromkeys(("real", "reais", "brl", "r$"), "real"),
    **dict.fromkeys(("peso", "pesos", "mxn"), "peso"),
    **dict.fromkeys(("zloty", "zlotys", "złoty", "pln", "zł"), "zloty"),
    **dict.fromkeys(("lei", "leu", "ron"), "lei"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles", "rub", "₽"), "rouble"),
    **dict.fromkeys(("lira", "liras", "₺"), "lira"),
    **dict.fromkeys(("rand", "zar"), "rand"),
    **dict.fromkeys(("baht", "thb"), "baht"),
    **dict.fromkeys(("shekel", "shekels", "₪", "ils", "nis"), "shekel"),
    **dict.fromkeys(("forint", "forints", "huf", "ft"), "forint"),
    **dict.fromkeys(("dirham", "dirhams", "aed"), "dirham"),
    **dict.fromkeys(("naira", "ngn"), "naira"),
}
PERCENTS = words_of("% percent pct percentage")

MORE = words_of("over above exceeding exceeds exceed exceeded upwards surpassing topping atleast morethan")
LESS = words_of("under below nearly almost upto atmost lessthan maximum")
ABOUT = words_of("about around roughly approximately some circa estimated approx nearer")
#: Behind a number and "or", "and": "340 or more", "ten and up".
MORE_AFTER = words_of("more over above higher up upwards upward greater older longer later plus")
LESS_AFTER = words_of("less fewer under below lower younger shorter earlier")

#: Before a number these make it a place in an order: "number two", "Act 3", "season four".
RANKS = words_of(
    "number nr rank ranked place position spot act part season chapter volume round phase level stage series episode"
)
#: Words that say a place in an order without a number.
PLACED = {
    **dict.fromkeys(
        words_of(
            "lead leads led leader leaders leading top tops topped topping winner winners won biggest largest best "
            "main initial initially opening opened debut debuts maiden premiere premieres ever inaugural earliest "
            "begin begins began start starts started new pioneer pioneering originally next never unprecedented"
        ),
        1,
    ),
    **dict.fromkeys(words_of("runner runnerup another again sequel other repeat"), 2),
}
#: Words that count without a number: "both sides", "the trio".
SETS = {
    **dict.fromkeys(words_of("both pair couple duo twins twin either neither"), 2),
    **dict.fromkeys(words_of("trio triple triplets threesome"), 3),
    **dict.fromkeys(words_of("quartet foursome"), 4),
    "quintet": 5,
}
#: How many times as much.
MULTIPLES = {
    **dict.fromkeys(words_of("double doubled doubling doubles twofold twice"), 2),
    **dict.fromkeys(
        words_of("triple tripled tripling triples threefold thrice treble trebled trebles trebling"), 3
    ),
    **dict.fromkeys(words_of("quadruple quadrupled quadrupling quadruples fourfold"), 4),
    **dict.fromkeys(words_of("quintuple quintupled fivefold"), 5),
    **{f"{word}fold": number for number, word in enumerate(_SMALL) if number > 5},
    **{f"{word}fold": 10 * number for number, word in enumerate(_TENS, 2)},
    "tenfold": 10,
    "hundredfold": 100,
}
#: Before a unit of time: "a day", "per month"; and words that say it in one.
PER = words_of("a an per each every")
RATES = {
    **dict.fromkeys(("annual", "annually", "yearly"), "year"),
    "monthly": "month",
    "weekly": "week",
    **dict.fromkeys(("daily", "nightly"), "day"),
    "hourly": "hour",
    "quarterly": "quarter",
}
#: What a sum is; two sums of different lines are different things.
SUMS = tuple(
    words_of(line)
    for line in (
        "value valued values valuation valuing capitalisation capitalization",
        "raise raised raises raising",
        "profit profits earnings earned surplus",
        "loss losses",
        "revenue revenues turnover sales",
        "debt debts owes owed",
        "budget",
        "fine fined fines penalty",
        "salary wages",
        "cost costs",
        "commission",
        "grant grants",
        "prize",
        "deposit",
        "rent",
    )
)
