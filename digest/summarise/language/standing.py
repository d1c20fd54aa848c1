"""What makes a sentence whole in a language, and what it leans on. A table; the rules are in `prose` and `whole`.

All words are casefolded. With `NO_STANDING` nothing is asked of a sentence but its punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.summarise.language.words import NOTHING, Words


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """`eq=False`: a table is itself and nothing else, and may key a cache."""

    finite: Words = (
        frozenset()
    )  #: forms of verbs that can be nothing else; without them no verb is looked for
    verbs: Words = frozenset()  #: base forms; many are nouns too, so that "plan" only counts before an object
    past_endings: tuple[str, ...] = ()  #: "ed"
    before_infinitive: Words = frozenset()  #: "to": what follows is not finite
    participle_before: Words = (
        frozenset()
    )  #: behind a past form these make it a participle: "accused of", "led by"
    subjects: Words = frozenset()  #: behind which a base form is finite: "we break"
    not_after_verb: Words = (
        frozenset()
    )  #: what hardly follows a verb in -s but does a plural: "tools and", "tips for"
    determiners: Words = frozenset()  #: what begins an object: "the", "its", "to", "that"
    commands: Words = frozenset()  #: verbs that, as the first word, tell the reader to do something
    commands_before: Words = frozenset()  #: the same, only before a determiner: "use the" but "use of"
    kickers: re.Pattern[str] = NOTHING  #: labels before the first sentence: "Summary: "; what follows is told
    asides: re.Pattern[str] = NOTHING  #: openings of scenes and asides that tell no news
    later: re.Pattern[str] = (
        NOTHING  #: openings that go on with a story: "Minutes later", "After the incident,"
    )
    bylines: re.Pattern[str] = NOTHING  #: "Jane Roe, writing for The Paper: "
    scenes: re.Pattern[str] = NOTHING  #: the same, anywhere in the sentence: "was sitting", "we spoke"
    heads: Words = (
        frozenset()
    )  #: words that begin a sentence after a heading without a mark, before a small letter
    unique: Words = frozenset()  #: nouns that need no introduction: "the government", "the internet"
    restricting: Words = frozenset()  #: what says which one is meant: "the letter of", "the man who"
    pointing: Words = (
        frozenset()
    )  #: pairs such as "these_tools" near the opening that point at a sentence before
    said_pronouns: re.Pattern[str] = NOTHING  #: "he said", "said she": a speaker without a name
    said_nouns: re.Pattern[str] = NOTHING  #: "the company said"
    same: Mapping[str, str] = field(default_factory=dict)  #: stems of words that news uses for one another
    acts: Words = frozenset()  #: those of `same` that tell what a report of an event opens with
    said_owned: re.Pattern[str] = NOTHING  #: "their article argues", which no headline explains
    demonstratives: Words = frozenset()  #: "these": before a noun they point at one that was told
    people: Words = frozenset()  #: what a person without a name is called: "man"
    objects: Words = frozenset()  #: pronouns that stand for one thing: "it"
    plural_pronouns: Words = frozenset()  #: that stand for several: "they"
    far_pointing: Words = frozenset()  #: demonstratives before a plural: "those tracks"
    singular: Words = frozenset()  #: determiners of one thing: "a", "the"
    joints: Words = frozenset()  #: words that only begin a clause: "while", "since"
    expletive_verbs: Words = frozenset()  #: behind which "it" stands for what follows: "makes it harder to"
    counted_on: re.Pattern[str] = NOTHING  #: "the five men": they were counted before
    background: re.Pattern[str] = NOTHING  #: openings of scenes: "For months, …", "In recent years, …"
    generalities: re.Pattern[str] = NOTHING  #: openings that speak of everybody: "Many now use"
    fleeting: re.Pattern[str] = NOTHING  #: "tonight": over when the letter is read
    vague: re.Pattern[str] = NOTHING  #: "shared its thoughts on": that somebody spoke, and not what was said
    stative: Words = frozenset()  #: forms of verbs by which nothing happens: "has", "seems"
    auxiliaries: Words = frozenset()  #: behind which the verb that counts may stand: "is launching"
    irregular: Words = frozenset()  #: participles without an ending of their own: "withdrawn"
    defines: re.Pattern[str] = NOTHING  #: "is a tool that …", which says what a thing is
    denies: Words = frozenset()  #: "never", "didn't"
    spare: tuple[str, ...] = ()  #: words that only point at what was told before: "also"
    not_spare: Words = (
        frozenset()
    )  #: before or in a sentence with these they carry weight: "not only … but also"


NO_STANDING = Standing()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureStyle:
    """How figures are read and set against each other. Without `says` none is."""

    says: str = ""  #: "{one} says {first}, {other} {second}." with a noun in `first`
    scales: tuple[tuple[str, float], ...] = ()  #: "million": 1e6
    share: Words = frozenset()  #: "percent"
    bounds: Words = (
        frozenset()
    )  #: words before or behind a figure that make it no exact one: "more", "nearly"
    of: Words = frozenset()  #: between an amount or a share and what it is of: "in", "of"
    decimal: str = "."
    capitals: bool = False  #: what is counted has a capital
    changed: Words = frozenset()  #: words in a sentence whose figures are not of one moment: "previously"


NO_FIGURES = FigureStyle()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DateStyle:
    """How a date is written in the letter. Without `months` nothing is dated.

    Templates name `{day}` (of the month), `{month}`, `{year}` and `{date}`, which is one of the first two.
    """

    months: tuple[str, ...] = ()
    this_year: str = ""  #: "{day} {month}"
    other_year: str = ""  #: "{day} {month} {year}"
    on: str = ""  #: "on {date}"
    taken_in: Words = (
        frozenset()
    )  #: before "Tuesday" or "last month": part of the expression, and replaced with it
    kept: Words = frozenset()  #: prepositions before "Tuesday" that stay before the date: "since", "by"
    before: Words = (
        frozenset()
    )  #: words before a bare "Tuesday" that make it no date: "every", "the", "Black"
    parts: tuple[tuple[str, str], ...] = ()  #: behind a weekday: ("morning", "on the morning of {date}")
    week: str = ""  #: "in the week of {date}", and without its preposition behind one of `kept`
    week_kept: str = ""
    month: tuple[str, str] = ("", "")  #: this year's and another's: "in {month}", "in {month} {year}"
    year: str = ""  #: "in {year}"
    future: Words = frozenset()  #: near these a weekday is surely to come; stricter than `Dates.future`
    today_after: Words = frozenset()  #: behind these "today" is the day of publication and not these days
    today_near: Words = (
        frozenset()
    )  #: the same for the nearest of these before it: "is announcing changes today"
    present: Words = frozenset()  #: near these a weekday is neither surely past nor surely coming
    present_endings: tuple[str, ...] = ()
    kept_date: str = "{date}"  #: behind one of `kept`: "seit dem {date}"
    only_days: Words = (
        frozenset()
    )  #: before what is taken in, words that no month or year follows: "desde el"
    capitals: bool = False  #: all nouns have capitals, so that one behind a weekday makes no name
    passive: Words = frozenset()  #: "be": the verb behind it is no past


NO_STYLE = DateStyle()
