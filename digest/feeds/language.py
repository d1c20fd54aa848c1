# ruff: noqa: E501 - lists of words
"""Which language a text is in, when that is certain: by its script, else by its small words.

Feeds state a language that is often the default of their software, and an entry in another one must not reach
readers as if it were theirs. Small words (articles, prepositions, pronouns) are half of any running text, and few
languages share them; names, which mislead letter statistics in news, are none of them.

py3langid was weighed (0.4.0: 73 µs a text of 600 characters, 0.7 s before its first answer and numpy in memory, and
it names a language for a title made of names); this costs 5 to 10 µs and says nothing when it does not know.
"""

from __future__ import annotations

import re
from collections import Counter

#: Characters of a text that are looked at.
SAMPLE = 400
_HEAD = 200
#: Small words (different ones) that make it certain, what share of all words they are, and how far the second language is behind.
_ENOUGH, _SHARE, _LEAD = 4, 0.12, 1.5

_SMALL_WORDS = {
    "en": "the a of and to in is that for on with as was by it from are this be at have an has not but they his her which"
    " or their its been will more who after about when were would he she you we what how can new our your if than could"
    " into all out up over because while just says said i my there some these us it' don' also",
    "de": "ß wurden hatte damit der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass"
    " sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch"
    " man sein wurde sei ich wir gegen kann schon wenn ihre seine unter vom beim zwei eines diese keine",
    "fr": "ê œ le la les de des du et un une est pour dans que qui sur au en par pas plus avec ce il ne se son sont aux sa a"
    " cette ont été mais ses comme nous vous elle ils leur ou d' l' qu' n' s' c' j' être fait après deux tout entre très"
    " même sans aussi ces je on",
    "es": "ñ ¿ el la los las de del y en que un una por con para se al es lo su como más no sus ha fue sobre este pero ya sin"
    " entre cuando también desde esta son muy años hasta hay dos o le han porque ser está todo sido contra tras ante"
    " donde quien según esto yo nos uno",
    "it": "il lo la i gli le di del della dei delle dell' e un una che per in con non è si da al alla nel nella sono più"
    " come ma anche dal ha l' d' un' su questo questa ai alle dopo stato essere ho suo sua loro tra tutti fa ed all'"
    " dall' nell' sull' c' perché quando ancora degli negli sul sulla dalla",
    "nl": "de het een en van in op te dat is voor met zijn niet aan er om ook als dan bij nog maar naar uit door over ze hij"
    " wordt worden deze heeft hebben die tot meer geen kan was we je wel zo hun na werd tegen onder zich veel dit moet"
    " jaar wat ik haar",
    "pt": "ã õ ção ter o a os as de do da dos das e em que um uma para com não se por no na nos nas ao mais como mas foi ele ela sua seu"
    " também à são já é pelo pela ser tem entre sobre até isso quando após muito há está seus anos segundo às aos num"
    " numa pelos eu você nem ou",
    "ca": "ŀ amb el la els les de del dels i en que un una per amb és no al com més però ha va seva seu són també aquest aquesta"
    " fins des d' l' s' n' a molt entre sobre ser han on quan ja sense als pel perquè hi ho",
    "sv": "å ä ö varför ingen genom kunde ännu ha deras vilket någon och att det i en som är på av för med den till inte har de ett om var men sig vi kan när från man så nu också"
    " eller han hon jag ska efter vid under sin över blir mot där mycket detta alla år finns bara mellan skulle hade",
    "da": "å ø æ mandag blevet fået være været deres hvorfor ingen nogle sagde og i at det er en til af på som for med den de ikke har der et om var men sig kan fra så også eller han hun jeg"
    " skal efter ved under sin over bliver mod hvor meget dette alle år kun mellem ville havde vil blev blandt nu",
    "nb": "å ø æ at mandag ingenting blitt fått være vært deres hvorfor ingen noen sa og i å det er en til av på som for med den de ikke har et om var men seg kan fra så også eller han hun jeg skal"
    " etter ved under sin over blir mot hvor mye dette alle år bare mellom ville hadde vil ble blant nå opp",
    "fi": "ä ettei joutuvat eivät ovat ja on ei että se oli hän mutta ovat myös kun joka niin kuin tai sen mukaan vuoden jo vain ole voi siitä tämä"
    " olla sekä jos ollut jotka hänen mitä kanssa vielä tällä nyt sitä noin ennen jälkeen",
    "pl": "ł ą ę ż ś ź ć pod dopóki nikt muszą kiedy i w na z do że nie się to jest o jak od po ale za przez dla są który oraz tym tego być przy może ma już także"
    " został czy tak jego która które również będzie był była roku bardzo między jako",
    "cs": "ř ů ě poté což protože kteří když jsem není a v na se je že s z do to o k i za pro jako by po ve byl který jsou ale tak aby podle také jeho už své při od"
    " nebo bude má jen která které byla však více mezi až není může roku",
    "sk": "ľ ĺ ŕ ô ktorí keď nie a v na sa je že s z do to o k aj za pre ako by po vo bol ktorý sú ale tak aby podľa tiež jeho už pri od alebo"
    " bude má len ktorá ktoré bola však viac medzi až nie môže roku čo ich",
    "ro": "ț ș ă ţ după din și de în la a cu pe că nu o care un din pentru mai este au să se fi ce prin dar sunt sau fost ca după al ale lui"
    " acest această despre între foarte când lor până fără avea către",
    "hu": "ő ű számára fel a az és hogy nem is egy van meg de ez volt csak már még ki el mint ha lehet szerint azt ami után vagy pedig akkor"
    " minden most így kell lesz úgy több között",
    "tr": "ğ ş ı kendi ve bir bu için ile da de çok daha olarak olan gibi ise ancak kadar sonra her en o ne ya değil olduğu oldu ama"
    " tarafından göre var yeni iki onun mi üzerinde dedi",
    "id": "yang dan di untuk dengan dari ini itu pada tidak akan dalam ke juga oleh adalah sebagai karena ada telah dapat"
    " lebih atau bisa tersebut kepada saat para mereka sudah tahun bahwa secara hanya saya",
    "vi": "ư ơ đ và của là có được cho trong không với các người một này đã những để khi từ đến ra về tại năm như cũng nhiều sẽ"
    " vào ông trên theo đó",
    "hr": "i u na je se da za su od s o kao što ne iz po ali koji koja koje će bi bio bila također nakon sve kako samo više"
    " ili do prema biti ima još te već može ako",
    "ru": "которые который без ы э ё она он они даже после мы вы и в не на что с по как это для из от к у о но за его со при об или так уже был была были быть также",
    "uk": "і ї є ґ та в не на що з у до за як для про від це його по або також був була які який але ще",
    "bg": "и в не на че с по как за от да се са е ще като със тъй също към които който бе беше или но при от ъ",
    "sr": "ђ ј љ њ ћ џ и у на је се да за су са од о као што не из по али који",
    "be": "ў і у на не што з да па як для гэта ад яго але ён",
}  # fmt: skip
#: Letters that few languages have count as words do.
_LETTERS = frozenset("ßñ¿ãõåäöøæłąężśźćřůěľĺŕôőűğşıțșăêœươđŀыэёіїєґўђјљњћџъ")
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)
_KNOWN = frozenset(_LANGUAGES)
_ENGLISH = frozenset(_SMALL_WORDS["en"].split())
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: A character of a script that (nearly) one language is written in.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.05),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]"), 0.3),
    ("zh", re.compile("[\u3400-\u9fff]"), 0.5),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), 0.5),
    ("he", re.compile("[\u0590-\u05ff]"), 0.5),
    ("hi", re.compile("[\u0900-\u097f]"), 0.5),
    ("bn", re.compile("[\u0980-\u09ff]"), 0.5),
    ("ta", re.compile("[\u0b80-\u0bff]"), 0.5),
    ("te", re.compile("[\u0c00-\u0c7f]"), 0.5),
    ("kn", re.compile("[\u0c80-\u0cff]"), 0.5),
    ("ml", re.compile("[\u0d00-\u0d7f]"), 0.5),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.5),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.5),
    ("hy", re.compile("[\u0530-\u058f]"), 0.5),
)
_ARABIC = re.compile("[\u0600-\u06ff]")


def detect(text: str) -> str:
    """The language of a text (ISO 639-1) when that is certain, else "". Looks at `SAMPLE` characters; pure."""
    words = set(text[:_HEAD].lower().split())
    english = len(words & _ENGLISH)
    if english >= 5 and english >= 0.25 * len(words):  # most texts, at a third of the cost
        return "en"
    sample = text[:SAMPLE].lower()
    if not sample.isascii() and _OTHER_SCRIPT.search(sample) and (script := _by_script(sample)) is not None:
        return script
    words = set(sample.replace("’", "' ").replace("'", "' ").split())
    if not sample.isascii():
        words |= _LETTERS.intersection(sample)
    counts: dict[str, int] = {}
    for word in words & _KNOWN:
        for language in _LANGUAGES[word]:
            counts[language] = counts.get(language, 0) + 1
    if not counts:
        return ""
    best = max(counts, key=counts.__getitem__)
    most = counts.pop(best)
    second = max(counts.values(), default=0)
    certain = most >= _ENOUGH and most >= _SHARE * len(words) and most >= _LEAD * second
    return best if certain else _among(best, most, counts, words)


def _among(best: str, most: int, counts: dict[str, int], words: set[str]) -> str:
    """Between two neighbours: the one of which more words are here that the other does not have."""
    if most < _ENOUGH or most < _SHARE * len(words):
        return ""
    rivals = [language for language, count in counts.items() if count * _LEAD > most]
    own = Counter(dict.fromkeys((best, *rivals), 0))
    for word in words:
        languages = [language for language in _LANGUAGES.get(word, ()) if language in own]
        if len(languages) == 1:
            own[languages[0]] += 1
    (first, ahead), *others = own.most_common()
    behind = others[0][1] if others else 0
    enough = 1 if most >= 8 else 2
    return first if ahead >= max(enough, 2 * behind) else ""


def stated_or(found: str, stated: str) -> str:
    """The language of an entry: what its text is when that is certain, else what its feed states (BCP 47)."""
    if not found:
        return stated
    primary = stated.partition("-")[0].lower()
    same = primary == found or (primary in ("no", "nn") and found == "nb") or (primary, found) == ("iw", "he")
    return stated if same else found


def _by_script(sample: str) -> str | None:
    """The language that a script tells; None when several are written in it."""
    letters = sum(map(str.isalpha, sample))
    foreign = len(_OTHER_SCRIPT.findall(sample))
    if foreign < 8 or foreign < 0.3 * letters:
        return None
    for language, pattern, share in _SCRIPTS:
        if len(pattern.findall(sample)) >= share * letters:
            return language
    if len(_ARABIC.findall(sample)) > 0.5 * letters:
        return _arabic(sample)
    return None


def _arabic(sample: str) -> str:
    if any(letter in sample for letter in "ٹڈڑںےھ"):
        return "ur"
    return "fa" if any(letter in sample for letter in "پچژگی") else "ar"
