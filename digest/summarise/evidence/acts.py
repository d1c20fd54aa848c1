"""Who did what to whom: the doer and the one it was done to, as one text tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.summarise.evidence.clauses import Clauses
from digest.summarise.evidence.phrases import NOBODY, Phrase, stems
from digest.summarise.evidence.scene import Reading
from digest.summarise.evidence.text import Token, root
from digest.summarise.language.meaning import Meaning
from digest.summarise.language.words import words_of

#: Acts that stand as nouns: "Acme's suit against Poe", "won praise from the guild".
NOUNS = words_of(
    "lawsuit lawsuits suit suits complaint complaints case cases claim claims action actions proceedings charges "
    "accusation accusations allegation allegations criticism praise victory win defeat protest boycott attack "
    "sale applause condemnation warning strike strikes"
)
_BRING = words_of(
    "bring brings brought file files filed filing launch launched start started lodge lodged win wins won lose "
    "loses lost pursue pursues pursuing pursued drop drops dropped withdrew withdraw withdraws settle settled"
)
_LAWSUIT = words_of("lawsuit lawsuits suit suits case cases claim claims action actions proceedings")


@dataclass(frozen=True, slots=True)
class Act:
    """Token `index` says what is done; keys of the words that surely name who does it, and to whom.

    `maybe_doers` and `maybe_done_to` hold all that might: they excuse.
    """

    index: int
    doers: frozenset[str]
    done_to: frozenset[str]
    maybe_doers: frozenset[str] = frozenset()
    maybe_done_to: frozenset[str] = frozenset()
    direct: frozenset[str] = frozenset()  #: of `done_to` what stands right behind the verb
    slots: Mapping[str, Phrase] = field(default_factory=dict)  #: what stands behind each preposition

    def turned(self) -> Act:
        """The same act told from its other side: A bought it from B, B sold it to A."""
        whom = [self.slots[one] for one in ("to", "from") if one in self.slots and self.slots[one].heads]
        sure = frozenset().union(*(one.heads for one in whom)) or self.done_to
        maybe = frozenset().union(*(one.words for one in whom)) or self.maybe_done_to
        return Act(self.index, sure, self.doers, maybe, self.maybe_doers)


def act(reading: Reading, index: int, meaning: Meaning) -> Act:
    """Who stands before and behind the verb, turned round in the passive."""
    clauses = reading.once(Clauses, meaning)
    if reading.tokens[index].low in NOUNS and not _as_verb(clauses, index):
        return _noun_act(clauses, index)
    subject = clauses.subject(index)
    direct, behind = clauses.objects(index)
    passive = clauses.chain(index).passive
    reduced = _reduced(clauses, index)
    if passive or reduced:
        if reduced and not passive:
            subject = _modified(clauses, index)
        doer = next((behind[word] for word in sorted(meaning.by) if word in behind), NOBODY)
        return _act(index, doer, subject | _concerned(clauses, behind), subject.heads, behind)
    stem = root(reading.tokens[index].low, meaning)
    if stem in stems(meaning.clauses.swaps, meaning) and "with" in behind:
        return _act(index, behind["with"], direct, direct.heads)
    if _dangling(clauses, index):
        subject = subject.loose()
    direct |= clauses.fronted(index)
    found = _act(index, subject, direct | _concerned(clauses, behind), direct.heads, behind)
    if stem in stems(meaning.clauses.turning, meaning) and meaning.clauses.source in behind:
        return found.turned()
    return found


def _act(
    index: int,
    doer: Phrase,
    done_to: Phrase,
    direct: frozenset[str],
    slots: Mapping[str, Phrase] | None = None,
) -> Act:
    others = done_to.words - {f"?{key}" for key in doer.heads}  # "Acme thanked it": not itself
    return Act(index, doer.heads, done_to.heads, doer.words, others, direct, slots or {})


def _dangling(clauses: Clauses, index: int) -> bool:
    """ "…, bought from Acme": perhaps a participle, whose doer nobody names."""
    tokens = clauses.tokens
    if not 0 < index < len(tokens) - 1 or tokens[index + 1].low not in clauses.table.prepositions:
        return False
    if tokens[index - 1].text != ",":
        return False
    place = index - 2
    while place > 0 and place in clauses.reading.named:
        place -= 1
    return place == index - 2 or tokens[place].text != ","


def _concerned(clauses: Clauses, behind: dict[str, Phrase]) -> Phrase:
    """Whom an act concerns beside its object; what stands behind other prepositions can only excuse."""
    found = NOBODY
    for preposition, phrase in behind.items():
        if preposition in clauses.meaning.by:
            continue
        found |= phrase if preposition in clauses.table.concerned else phrase.loose()
    return found


def _reduced(clauses: Clauses, index: int) -> bool:
    """ "The model supplied by Acme": a participle with its doer right behind it."""
    tokens = clauses.tokens
    if index + 2 >= len(tokens) or tokens[index + 1].low not in clauses.meaning.by:
        return False
    return _somebody(tokens[index + 2], clauses.meaning) and not tokens[index].low.endswith("ing")


def _modified(clauses: Clauses, index: int) -> Phrase:
    """What a participle without a helper belongs to: the words right before it."""
    last = index - 1
    while last >= 0 and (
        clauses.tokens[last].text == "," or clauses.tokens[last].low in clauses.table.adverbs
    ):
        last -= 1
    return clauses.before(last, bare=True) if last >= 0 else NOBODY


def _somebody(token: Token, meaning: Meaning) -> bool:
    """Whether "by" names who did it: not "by 5 percent", "by hiding", "by as much as"."""
    bound = token.low in meaning.more or token.low in meaning.less or token.low in meaning.about
    return not (token.number or bound or token.low.endswith("ing"))


def _as_verb(clauses: Clauses, index: int) -> bool:
    before = clauses.tokens[index - 1].low if index else ""
    pronoun = before in clauses.meaning.pronouns and before not in clauses.table.possessives
    return before == clauses.table.to or before in clauses.table.helpers or pronoun


def _noun_act(clauses: Clauses, index: int) -> Act:
    """ "Acme brought a lawsuit against Poe", "Acme's suit against Poe", "Acme won praise from Poe"."""
    tokens = clauses.tokens
    _, behind = clauses.objects(index)
    against = behind.get("against", NOBODY)
    by = behind.get("by", behind.get("from", NOBODY))
    carried = _carried(clauses, index)
    owner = _owner(clauses, index)
    if tokens[index].low == "sale":  # "its sale to Acme", by whomever
        return Act(index, frozenset(), frozenset(), slots=behind)
    lawsuit = tokens[index].low in _LAWSUIT
    if carried >= 0 and tokens[carried].low in _BRING and (against.heads or not by.heads):
        return _act(index, _whole(clauses, carried) | by, against, against.heads)
    if carried >= 0 and not lawsuit and by.heads:
        whom = clauses.subject(carried)
        return _act(index, by, whom, whom.heads)
    return _act(index, owner | by, against, against.heads)


def _whole(clauses: Clauses, verb: int) -> Phrase:
    return NOBODY if clauses.chain(verb).passive else clauses.subject(verb)


def _carried(clauses: Clauses, index: int) -> int:
    """The verb that carries the noun: "brought", "won"; or -1."""
    for place in range(index - 1, max(-1, index - 6), -1):
        token = clauses.tokens[place]
        if token.text == "," or token.low in clauses.table.relatives:
            break
        if token.low in _BRING or token.low in clauses.table.light - clauses.table.helpers:
            return place
    return -1


def _owner(clauses: Clauses, index: int) -> Phrase:
    """Whose it is: "Acme's suit"; "its suit" is that of the one name before it."""
    tokens, first = clauses.tokens, index - 1
    while first >= 0 and index - first < 5 and tokens[first].text not in ",;":
        token = tokens[first]
        if token.text.endswith(("'s", "s'")) or (token.text == "'" and first):
            last = first - (token.text == "'")
            begin = last
            while begin - 1 in clauses.reading.named and begin in clauses.reading.named:
                begin -= 1
            keys = frozenset().union(*(clauses.keys(place) for place in range(begin, last + 1)))
            return Phrase(keys, keys)
        if token.low in clauses.meaning.pronouns:
            return _one_name(clauses, first)
        first -= 1
    return NOBODY


def _one_name(clauses: Clauses, place: int) -> Phrase:
    """The last name before a pronoun in its sentence, sure where no other is there."""
    tokens = clauses.tokens
    before = [
        name
        for name in clauses.reading.names
        if name.last < place and tokens[name.first].sentence == tokens[place].sentence
    ]
    found = frozenset(f"={word}" for name in before for word in name.words)
    near = frozenset(f"={word}" for word in before[-1].words) if before else frozenset()
    if not before:
        return clauses.shared(place)
    return Phrase(near if len(before) == 1 else frozenset(), found | clauses.keys(place))


def listed(meaning: Meaning) -> frozenset[str]:
    """Roots of the verbs of which it matters who did it to whom."""
    return stems(meaning.acts, meaning) | stems(NOUNS, meaning)


def as_noun(tokens: Sequence[Token], index: int, clauses: Clauses) -> bool:
    """Whether what could be a verb stands as a noun: "the offer", "a three-year licence"."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if token.low in NOUNS:
        return False
    if (
        before is None
        or before.text == "-"
        or before.number
        or token.low.endswith(clauses.table.noun_endings)
    ):
        return True
    if before.text.endswith(("'s", "s'")) or before.text == "'" or before.low in _DETERMINERS:
        return True
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if following in clauses.table.be and not token.low.endswith("ed"):  # "the cuts were announced"
        return True
    if before.low in clauses.table.prepositions - {"to"} and not token.low.endswith("ing"):
        return True
    if token.low.endswith(("ed", "ing")) or clauses.meaning.irregular.get(token.low, token.low) != token.low:
        return False
    place = index - 1
    while place >= 0 and index - place < 4:
        low = tokens[place].low
        if low in clauses.table.helpers or low in clauses.table.be or low == clauses.table.to:
            return False
        if low in _DETERMINERS and not token.low.endswith("s"):
            return True
        if tokens[place].text in ",;:" or place in clauses.reading.named:
            return False
        place -= 1
    return False


_DETERMINERS = words_of(
    "the a an its his her their these those any no first second new of whose several many"
)
