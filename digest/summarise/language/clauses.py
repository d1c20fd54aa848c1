"""What the judge knows of how a language builds a clause: who acts is told by these small words."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clauses:
    """Words as they stand, casefolded; verbs by their base form. A language whose table is empty is not asked."""

    be: Words = frozenset()  #: before a participle: the passive
    helpers: Words = frozenset()  #: other helpers: "has", "will", "must", "did"
    adverbs: Words = frozenset()  #: between helper and verb, beside those in "-ly"
    to: str = ""  #: before the infinitive
    relatives: Words = frozenset()  #: "who", "which"
    persons: Words = frozenset()  #: of these those that stand for people: "who"
    possessives: Words = frozenset()  #: "its", "their"
    clausal: Words = frozenset()  #: prepositions behind which a clause may begin: "after"
    conjunctions: Words = frozenset()  #: "and", "but"
    prepositions: Words = frozenset()
    of: Words = frozenset()  #: those that tie a word to the one before it
    ties: Words = frozenset()  #: the one that always does: "of"
    crowds: Words = frozenset()  #: "a class of novelists": the novelists
    concerned: Words = frozenset()  #: those that name whom an act concerns: "to", "from", "against"
    source: str = ""  #: the one that turns a verb of `turning` round: "from"
    orders: Words = frozenset()  #: what their object is to do: "order somebody to", "accuse somebody of"
    intends: Words = frozenset()  #: what their subject is to do: "agree to"
    turning: Words = frozenset()  #: "license to" and "license from" are the two sides of one act
    swaps: Words = frozenset()  #: "replace A with B"
    noun_endings: tuple[str, ...] = ()  #: what ends so is no verb
    light: Words = frozenset()  #: verbs that only carry an act: "won praise from"


NO_CLAUSES = Clauses()
