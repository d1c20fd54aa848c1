"""Who says what: speakers and what they are said to have said, beside the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.scene import Reading
from digest.summarise.evidence.text import Token
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Speeches of a text, and tokens on either side of a verb of saying: a text that repeats one must not cost seconds.
MOST, REACH = 80, 150
_WHO = frozenset(("who", "which"))
_MARKS = frozenset('"“”„«»')
_AND = frozenset(("and", "but"))
_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i"))
_TOLD = frozenset(("told", "tells"))
_ASK = words_of("ask asks asked asking wonder wonders wondered")
#: Verbs that also tell what somebody did: "wrote the score", "recalled the cars"; and what follows where they speak.
_ALSO_DEEDS = words_of(
    "wrote write writes post posted suggest suggested suggests recall recalled note notes state states "
    "add adds added"
)
_SPEECH = words_of("that in on to . : he she it they")
_ASKED = words_of("why whether how what if who")
_CLAUSAL = words_of("after because as when since until before where although though if")
_PAUSES = frozenset(",;:—()") | _MARKS
_WHERE = words_of("in on at late early this last by via after during when through yesterday today to")
_ADVERBS = words_of("first later also earlier then now again already repeatedly reportedly publicly")
_EXPLAINS = words_of("a an the its his her their who which whose one formerly head")
_BEFORE_NOUN = words_of("the a an its his her their this that these those any no of for to 's some such")


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker's words: tokens of who speaks and of what is said; `claim` where nobody vouches for it."""

    verb: int
    speaker: tuple[int, ...]
    content: tuple[int, ...]
    claim: bool


def speeches(reading: Reading, meaning: Meaning) -> tuple[Speech, ...]:
    tokens, clauses = reading.tokens, reading.once(Clauses, meaning)
    found: list[Speech] = []
    for index, token in enumerate(tokens):
        if len(found) == MOST:
            break
        if token.low not in meaning.sayers or index in reading.quoted or not _verb(tokens, index):
            continue
        speaker, content = _frame(reading, index, meaning.sayers)
        if not any(tokens[place].word for place in speaker) and index and tokens[index - 1].low in _AND:
            speaker = _shared(reading, found, index, clauses)
        if token.low.endswith("ing"):  # "Acme sued Poe, saying": Acme
            verbs = meaning.judging | meaning.negators | meaning.sayers
            deed = next((p for p in speaker[1:] if clauses.finite(p) or tokens[p].low in verbs), len(tokens))
            speaker = tuple(place for place in speaker if place < deed)
        if index and tokens[index - 1].low in _WHO:  # "sued by three publishers, who say": these
            speaker = _who(tokens, index - 1, clauses, meaning) or speaker
        if content and any(tokens[place].word for place in speaker):
            found.append(Speech(index, speaker, content, token.low in meaning.claimers))
    return tuple(found)


def _who(tokens: Sequence[Token], place: int, clauses: Clauses, meaning: Meaning) -> tuple[int, ...]:
    """The words that a "who" stands for: back to a pause, a verb or a "by"."""
    last = place - 1 - (place > 0 and tokens[place - 1].text == ",")
    first = last
    while first >= 0 and last - first < 12 and tokens[first].word:
        if tokens[first].low in meaning.by or clauses.finite(first):
            break
        first -= 1
    return tuple(range(first + 1, last + 1))


def _shared(reading: Reading, found: Sequence[Speech], index: int, clauses: Clauses) -> tuple[int, ...]:
    """Who speaks in "Roe confirmed this but said that": whoever spoke before in the sentence, else its subject."""
    tokens = reading.tokens
    if found and tokens[found[-1].verb].sentence == tokens[index].sentence:
        return found[-1].speaker
    first, _ = _sentence(tokens, index)
    verb = next((place for place in range(first, index) if clauses.finite(place)), first)
    return tuple(range(first, verb))


def _verb(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    if before is None:
        return tokens[index].low == "according"
    if before.low in ("not", "never"):
        return False
    if before.low in _BEFORE_NOUN or before.text.endswith("'s"):
        return before.low == "that" and tokens[index].low.endswith("s")
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if tokens[index].low in _ASK and following not in _ASKED:
        return False
    if tokens[index].low in _ALSO_DEEDS:
        beyond = tokens[index + 2].low if index + 2 < len(tokens) else "."
        done = following in _PRONOUNS and (beyond in _CLAUSAL or beyond in _WHERE or not beyond[0].isalpha())
        if done or not (following in _SPEECH or following in _PAUSES or before.text in _PAUSES):
            return False
    if tokens[index].low in ("found", "showed", "shows") and following not in ("that", ".", ","):
        return False
    if {"was", "were", "been", "being", "be", "is", "are"} & {
        one.low for one in tokens[max(0, index - 2) : index]
    }:
        return False
    if following in ("by", "-") or (
        tokens[index].low in ("report", "reported", "reports") and following != "that"
    ):
        return False
    return not before.text.endswith("-")


def _sentence(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    first = last = index
    while first > 0 and index - first < REACH and tokens[first - 1].sentence == tokens[index].sentence:
        first -= 1
    while (
        last + 1 < len(tokens)
        and last - index < REACH
        and tokens[last + 1].sentence == tokens[index].sentence
    ):
        last += 1
    return first, last + 1


def _frame(reading: Reading, index: int, sayers: frozenset[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The speaker and the content around a verb of saying."""
    tokens = reading.tokens
    first, end = _sentence(tokens, index)
    if tokens[index].low == "according":
        stop = _until(tokens, index + 1, end)
        outside = tuple(range(first, index)) if index - first > 2 else tuple(range(stop, end))
        return tuple(range(index + 1, stop)), outside
    begin = _back(tokens, first, index, sayers)
    before = tokens[begin - 1].text if begin > first else ""
    quoted = any(place in reading.quoted for place in range(max(0, begin - 3), begin))
    turned = index > 0 and tokens[index - 1].text in _PAUSES and _until(tokens, index + 1, end) - index > 1
    if turned and not _apposed(reading, first, index):
        stop = _until(tokens, index + 1, end)
        if not tokens[index].low.endswith("ing"):
            return tuple(range(index + 1, min(stop + 6, end))), _with_quote(reading, first, index)
        return tuple(range(first, index)), tuple(range(index + 1, end))
    rest = _until(tokens, index + 1, end)
    closes = rest >= end - 1 and (
        _circumstance(reading, index + 1, rest) or (tokens[index].low in _TOLD and rest - index < 6)
    )
    if begin == index and closes and (opening := _opening(tokens, first, index)) > first:
        return tuple(range(opening + 1, index)), tuple(range(first, opening))
    tail = begin < index and (before == "," or quoted) and closes
    quote_before = quoted and (begin > first or tail)  # and not one that ends the sentence before
    if begin < index and before == "," and rest < end and tokens[rest].text == ",":  # "…, her agent said, …"
        tail = True
    if tail or quote_before:
        return tuple(range(begin, index)), _with_quote(reading, first, begin) + tuple(range(rest, end))
    speaker = tuple(range(begin, index))
    if begin == index > 0 and tokens[index - 1].low in _AND:
        return (), tuple(range(index + 1, end))
    pronoun = any(tokens[place].low in _PRONOUNS for place in speaker)
    if not pronoun and all(tokens[place].bare or tokens[place].low in _ADVERBS for place in speaker):
        head = _head(tokens, first, index)
        speaker = tuple(range(head, index))
        if head > first and tokens[head - 1].text in _MARKS:  # "“…,” Acme's chief, Jane Roe, told staff"
            return speaker, _with_quote(reading, first, head) + tuple(range(index + 1, end))
    return speaker, tuple(range(index + 1, end))


def _apposed(reading: Reading, first: int, index: int) -> bool:
    """Whether the comma before the verb closes an apposition: "Roe, the lawyer, said"."""
    tokens = reading.tokens
    if (
        index < 2
        or tokens[index - 1].text != ","
        or index - 2 in reading.quoted
        or tokens[index - 2].text in _MARKS
    ):
        return False
    opening = next(
        (place for place in range(index - 2, first, -1) if tokens[place].text in (",", '"', "”")), 0
    )
    if not opening or index - opening > 14:
        return False
    head = opening + 1
    explains = (
        head in reading.named
        or tokens[head].low in _EXPLAINS
        or tokens[head].number
        or tokens[head].low.endswith("ed")  # "the complaint, filed in May, says"
    )  # "Roe, 58, said"
    return opening - 1 not in reading.quoted and explains


def _opening(tokens: Sequence[Token], first: int, index: int) -> int:
    """The comma before a speaker with an apposition: "…, Acme's chief, Jane Roe, told staff"."""
    commas = [place for place in range(first, index) if tokens[place].text == ","]
    return commas[-3] if len(commas) > 2 and commas[-1] == index - 1 else first


def _circumstance(reading: Reading, begin: int, end: int) -> bool:
    """Whether nothing but when and where it was said follows: "she said in a statement"."""
    if begin >= end or begin in reading.dated:
        return True
    return end - begin <= 9 and reading.tokens[begin].low in _WHERE


def _head(tokens: Sequence[Token], first: int, index: int) -> int:
    """Where a speaker with an apposition begins: "its maker, Jane Roe, called"."""
    place, commas = index, 0
    while place > first:
        before = tokens[place - 1]
        if (
            before.text in ";:—"
            or before.text in _MARKS
            or (before.low in ("but", "while") and place < index)
        ):
            break
        commas += before.text == ","
        if commas > 3:
            break
        place -= 1
    return place


def _with_quote(reading: Reading, first: int, end: int) -> tuple[int, ...]:
    """The words before a "said", and the quotation before them, which a full stop may have parted from it."""
    while (first > 0 and first - 1 in reading.quoted) or (first > 1 and first - 2 in reading.quoted):
        first -= 1
    return tuple(range(first, end))


def _until(tokens: Sequence[Token], place: int, end: int) -> int:
    while place < end and tokens[place].text not in _PAUSES and tokens[place].text not in ".!?":
        place += 1
    return place


def _begins_speech(tokens: Sequence[Token], place: int, first: int, sayers: frozenset[str]) -> bool:
    """Whether a "that" begins what is said: not in "the union that represents editors says"."""
    before = tokens[place - 1] if place > first else None
    return before is None or not before.word or before.low in sayers or before.low.endswith("ed")


def _back(tokens: Sequence[Token], first: int, index: int, sayers: frozenset[str]) -> int:
    place = index
    while (
        place > first
        and tokens[place - 1].text not in _PAUSES
        and tokens[place - 1].low not in ("and", "but", "while")
        and not (tokens[place - 1].low == "that" and _begins_speech(tokens, place - 1, first, sayers))
        and tokens[place - 1].low not in _CLAUSAL
        and (tokens[place - 1].low not in sayers or not _verb(tokens, place - 1))
    ):
        place -= 1
    return place
