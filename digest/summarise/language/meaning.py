"""What the judge of paraphrases knows of a language's words: what means the same, what means the contrary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digest.summarise.language.clauses import NO_CLAUSES, Clauses

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meaning:
    """Tables of words in their base form, casefolded. `eq=False`: a table may key a cache.

    A group is a line of words that may stand for each other. An axis is two groups that contradict each other.
    A phrase is read as its one word: "chief executive" as "ceo".
    """

    numbers: Mapping[str, int] = field(default_factory=dict)  #: "two": 2, "twenty": 20
    scales: Mapping[str, int] = field(default_factory=dict)  #: "million": 1_000_000, "bn": 1_000_000_000
    ordinals: Mapping[str, int] = field(default_factory=dict)  #: "second": 2
    fractions: Mapping[str, float] = field(default_factory=dict)  #: "third": 1/3
    shares: tuple[tuple[str, ...], ...] = ()  #: between two numbers: "one in five", "nine out of ten"
    and_half: tuple[str, ...] = ()  #: behind a number or a unit: "two and a half years", "a year and a half"
    ranks: Words = frozenset()  #: before a number, a place in an order: "number two", "season 3"
    placed: Mapping[str, int] = field(
        default_factory=dict
    )  #: says such a place without a number: "leader": 1
    sets: Mapping[str, int] = field(default_factory=dict)  #: counts without a number: "both": 2
    multiples: Mapping[str, int] = field(default_factory=dict)  #: how many times as much: "tripled": 3
    per: Words = frozenset()  #: before a unit of time, behind an amount: "per"
    rates: Mapping[str, str] = field(default_factory=dict)  #: the same in one word: "monthly": "month"
    sums: tuple[Words, ...] = ()  #: what a sum is: "valuation", "profit"; no two lines are the same thing
    decimal_comma: bool = False  #: 1.234,5
    currencies: Mapping[str, str] = field(default_factory=dict)  #: "dollars": "$"
    percents: Words = frozenset()
    more: Words = frozenset()  #: before a number: it is a bound from below ("over")
    less: Words = frozenset()  #: from above ("under", "nearly")
    about: Words = frozenset()
    more_after: Words = frozenset()  #: behind a number and "or": "340 or more"
    less_after: Words = frozenset()
    phrases: Mapping[str, str] = field(default_factory=dict)
    irregular: Mapping[str, str] = field(default_factory=dict)  #: "sold": "sell"
    endings: tuple[tuple[str, str], ...] = ()  #: of inflection, the longest first, and what stands for them
    relatives: Sequence[str] = ()  #: endings that make one kind of word of another: "ation", "er"
    groups: tuple[Words, ...] = ()
    kin: tuple[
        Words, ...
    ] = ()  #: looser than groups: words of one field, none of which is news beside another
    deeds: tuple[tuple[Words, ...], ...] = ()  #: what nobody reports in passing, with all that can tell of it
    events: Words = frozenset()  #: verbs and nouns of what makes a story of its own: "sue", "strike"
    light: Words = frozenset()  #: say little by themselves
    axes: tuple[tuple[Words, Words], ...] = ()
    converse: tuple[tuple[Words, Words], ...] = ()  #: the same act from its two sides: "beat", "lost to"
    no_prefix: tuple[str, ...] = ("",)  #: beginnings of words in which "un" turns nothing round
    negators: Words = frozenset()  #: what follows is not so
    forbidding: Words = frozenset()  #: what they reach is not to be, or was not: "bars", "stopped"
    undoing: Words = (
        frozenset()
    )  #: says without a "not" that something is not, is no more or is open: "cancel"
    joints: Words = frozenset()  #: words at which a new clause begins
    sayers: Words = frozenset()  #: verbs of saying
    claimers: Words = frozenset()  #: those whose content nobody vouches for ("alleges"), and "according to"
    judging: Words = frozenset()  #: verbs that tell what somebody thinks or says of something: "criticised"
    accusers: Words = frozenset()  #: verbs in whose sentence "saying that" is an allegation: "sued"
    agents: Words = frozenset()  #: who can do something, without a name: "the studio"
    anonymous: Words = frozenset()  #: speakers nobody can ask: "sources", "people"
    maybe: Words = frozenset()  #: it may be, or it is planned: not done
    willing: Words = frozenset()  #: it is to come: "will", "plans"
    finished: Words = frozenset()  #: it is done: "completed", "already"
    titles: Words = frozenset()  #: offices and trades: "ceo", "judge"
    any_office: Words = frozenset()  #: titles that may stand for another: "boss"
    tense_of_office: Mapping[str, str] = field(
        default_factory=dict
    )  #: "former": "former", "acting": "acting"
    rank: Mapping[str, str] = field(default_factory=dict)  #: "deputy": "deputy", "co": "co"
    no_rivals: Words = frozenset()  #: capitals that name nobody: "AI"
    acts: Words = frozenset()  #: verbs of which it matters who did it to whom
    by: Words = frozenset()  #: before the one who did it, in the passive
    clauses: Clauses = NO_CLAUSES  #: how a clause is built
    order: Mapping[str, int] = field(default_factory=dict)  #: 1 for "after", -1 for "before"
    until: Words = frozenset()  #: before a date: not later
    since: Words = frozenset()  #: not earlier
    passive: Words = frozenset()  #: before the verb in the passive: "was", "been"
    pronouns: Words = frozenset()
    places: tuple[Words, ...] = ()  #: a country, its people and its adjective
    towns: tuple[tuple[Words, Words], ...] = ()  #: a country with its people, and its towns
    ordinary: Words = frozenset()  #: never a name at the head of a sentence
    nouns_capital: bool = (
        False  #: every noun has a capital, as in German: a word one does not know is no name yet
    )
    functions: Words = frozenset()  #: carry no meaning of their own; beside the stopwords


NO_MEANING = Meaning()
