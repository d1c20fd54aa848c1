"""Names: which a text has, and which of them the source does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from digest.summarise.evidence.text import Token
from digest.summarise.language import Language
from digest.summarise.language.words import words_of

#: Words inside a name: "University of York", "Ludwig van Beethoven".
_INSIDE = words_of("of de van von der den la le del da di & and the el al bin ibn y")

#: What stands behind the hyphen of "Oslo-led", which is no name's second half.
_TIED = words_of(
    "led born wide made only like free run era area own plus size bred held type look out up on in off"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Tokens `first` to `last` (included); `words` are theirs, folded, without those inside."""

    first: int
    last: int
    words: tuple[str, ...]
    text: str


def one_person(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two names may be one's: "Roe" and "Jane Roe" may, "Jane Roe" and "John Roe" not."""
    both = left & right
    return bool(both) and (left <= right or right <= left or len(both) > 1)


def named(
    tokens: Sequence[Token], table: Language, taken: frozenset[int], also: frozenset[str] = frozenset()
) -> tuple[Name, ...]:
    """Runs of capitalised words in order; a word that only begins a sentence is one where nothing says otherwise."""
    also |= {
        token.low
        for place, token in enumerate(tokens)
        if token.capital and token.word and not begins(tokens, place) and token.low not in table.stopwords
    }
    found: list[Name] = []
    place = 0
    while place < len(tokens):
        if place in taken or not _is_name(tokens, place, table, also):
            place += 1
            continue
        last = _syllable(tokens, place)
        while True:
            following = last + 1
            if (
                following < len(tokens)
                and tokens[following].text in ("-", "&", "'")
                and tokens[last].end == tokens[following].start
            ) or (following < len(tokens) and tokens[following].text == "&"):
                following += 1
            if following >= len(tokens) or following in taken or not tokens[following].word:
                break
            if tokens[last].text.endswith(("'s", "s'")) or not _is_name(tokens, following, table, also):
                break
            last = _syllable(tokens, following)
        words = tuple(
            token.low
            for token in tokens[place : last + 1]
            if token.word and not (token.bare and token.text.islower())
        )
        text = " ".join(token.text for token in tokens[place : last + 1])
        found.append(Name(first=place, last=last, words=words, text=text))
        place = last + 1
    return tuple(found)


def _syllable(tokens: Sequence[Token], place: int) -> int:
    """Past the small half of a given name: "Baek Ji-an", and not "Oslo-led"."""
    half = tokens[place + 1 : place + 3]
    if (
        len(half) < 2
        or half[0].text != "-"
        or half[0].start != tokens[place].end
        or half[1].start != half[0].end
    ):
        return place
    named = half[1].text.islower() and len(half[1].text) < 5 and len(tokens[place].text) < 6
    return place + 2 if named and place and tokens[place - 1].capital and half[1].low not in _TIED else place


def _is_name(tokens: Sequence[Token], place: int, table: Language, also: frozenset[str]) -> bool:
    token = tokens[place]
    if not token.word or not token.capital or token.low in ("i", "a") or token.text.startswith("'"):
        return False
    if any(character.isupper() for character in token.text[1:]) and len(token.text) > 1:
        return True
    if not begins(tokens, place):
        return not (token.low in table.meaning.titles or token.low in ("mr", "mrs", "ms", "dr"))
    if token.low in also and not token.bare and token.low not in table.meaning.titles:
        return True
    return not _ordinary(tokens, place, table)


def begins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence or a quotation begins with this token."""
    while place > 0 and not tokens[place - 1].text[0].isalnum():
        place -= 1
        if tokens[place].text in '.!?…:"“”„«‘—':
            return True
    return place == 0


def _ordinary(tokens: Sequence[Token], place: int, table: Language) -> bool:
    """Whether the first word of a sentence is no name, as far as one can tell by how it looks and what follows."""
    token = tokens[place]
    if (
        token.bare
        or token.low in table.starters
        or token.low in table.stopwords
        or token.low in table.meaning.ordinary
        or token.low in table.meaning.titles
        or token.low in table.meaning.numbers
        or any(one.startswith("#") for one in token.means)
    ):
        return True
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and following.text == "-" and following.start == token.end:
        return place + 2 < len(tokens) and not tokens[place + 2].capital  # "Low-cost plans"
    if following is not None and (following.text.startswith("'") or (following.capital and following.word)):
        return False
    beyond = tokens[place + 2].low if place + 2 < len(tokens) else ""
    if (
        following is not None
        and following.text == ","
        and beyond in ("a", "an", "the", "which", "who", "whose")
    ):
        return False  # "Vocalis, the start-up, said"
    return token.low.endswith(("ing", "ed", "ly", "s")) and not token.text.endswith("'s")


class Known:
    """The names of a source, as one looks them up."""

    def __init__(self, tokens: Sequence[Token], table: Language) -> None:
        self.words = {token.low for token in tokens if token.word}
        self.means: frozenset[str] = frozenset().union(*(t.means for t in tokens))
        self.acronyms = _acronyms(tokens)
        self.pairs = {
            (one.low, other.low)
            for one, other in pairwise(tokens)
            if one.capital and other.capital and other.word
        }
        self.points = bool({t.low for t in tokens} & (table.meaning.pronouns | table.generic))
        self.places = {word for group in table.meaning.places if group & self.words for word in group}
        self.places |= {word for lands, towns in table.meaning.towns if towns & self.words for word in lands}

    def otherwise(self, name: Name, word: str) -> bool:
        """Whether the source has the name's other word with another behind it: "Baltic Seed" for "Baltic Growth"."""
        at = name.words.index(word) if word in name.words else 0
        if not at or any(one == name.words[at - 1] and word == other for one, other in self.pairs):
            return False
        return any(one == name.words[at - 1] for one, _ in self.pairs)

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        """The words by their first letters: "Berliner" has those of "Berlin"."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.words):
            found.setdefault(word[:4], []).append(word)
        return found

    def has(self, word: str, context: Context) -> bool:
        """Whether the source knows a name's word, its people or its short form; the context only if it points there."""
        if word in self.words or word in self.places or word in self.acronyms or word in context.acronyms:
            return True
        if (
            "-" not in word
            and len(word) > 4
            and any(_akin(word, other) for other in self._begun.get(word[:4], ()))
        ):
            return True
        return word in context.names and self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rest of a report adds: words of its names, and their short forms."""

    names: frozenset[str]
    acronyms: frozenset[str]


def context_of(tokens: Sequence[Token]) -> Context:
    return Context(
        names=frozenset(token.low for token in tokens if token.word and token.capital),
        acronyms=_acronyms(tokens),
    )


def _akin(word: str, other: str) -> bool:
    """ "Berliner" and "Berlin", "Swedes" and "Swedish" by what they begin with."""
    if len(other) < 4 or word[:4] != other[:4]:
        return False
    shorter, longer = sorted((word, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in (
        "s",
        "n",
        "an",
        "ian",
        "er",
        "ers",
        "ish",
        "ese",
        "es",
        "i",
    )


def _acronyms(tokens: Sequence[Token]) -> frozenset[str]:
    """ "umg" for "Universal Music Group", and the words of a name whose short form stands there."""
    found: set[str] = set()
    run: list[str] = []
    for token in (*tokens, None):
        if token is not None and token.word and token.capital:
            run.append(token.low)
            continue
        if token is not None and (token.low in _INSIDE or token.text == "-") and run:
            continue
        for begin in range(len(run)):
            for end in range(begin + 2, min(len(run), begin + 6) + 1):
                found.add("".join(word[0] for word in run[begin:end]))
        run = []
    return frozenset(found)


def _is_noun(tokens: Sequence[Token], place: int) -> bool:
    """Where every noun has a capital: a word behind an article or an adjective, "die Klage", is no name."""
    before = tokens[place - 1] if place else None
    return before is not None and before.word and not before.capital and before.low.endswith(_INFLECTED)


#: How German articles, possessives and adjectives end; its prepositions mostly do not.
_INFLECTED = ("er", "ie", "as", "em", "en", "es", "ine", "ige", "che", "ue")


def unknown(
    said: Sequence[Name], tokens: Sequence[Token], known: Known, context: Context, table: Language
) -> str:
    """The first name of the sentence that the source does not know."""
    for name in said:
        spelled = "".join(word[0] for word in name.words if word not in _INSIDE)
        if len(name.words) > 2 and spelled in known.words:
            continue  # the source has only the short form
        for place in range(name.first, name.last + 1):
            token = tokens[place]
            if not token.word or token.low in _INSIDE or known.has(token.low, context):
                continue
            if token.low in table.meaning.titles:
                continue
            if token.means & known.means and not known.otherwise(name, token.low):
                continue
            if table.meaning.nouns_capital and _is_noun(tokens, place):
                continue
            return f"name {token.text!r} is not in the source"
    return ""
