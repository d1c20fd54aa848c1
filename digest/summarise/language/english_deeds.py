"""English deeds, each with all that can tell of it: deeds | signs, in base forms, one kind of deed a line.

A third part holds to what or whom it must be done: who buys a studio is news, who buys a ticket is not.
"""

# ruff: noqa: E501 - a line is a kind of deed, however long

from __future__ import annotations

from digest.summarise.language.words import words_of


def _deeds(text: str) -> tuple[tuple[frozenset[str], ...], ...]:
    sides = (line.split("|") for line in text.strip().splitlines())
    return tuple(tuple(words_of(side) for side in line) for line in sides)


DEEDS = _deeds(
    """
    sue suing sued | lawsuit suit court case complaint complain action claim plaintiff legal proceeding litigation litigate accuse charge judge trial defendant tribunal file lawyer attorney damages
    resign quit | leave left depart departure exit go gone successor former ex replace retire walk walkout withdraw step until
    buy bought acquire purchase | takeover sell sold sale deal own owner merge merger bid offer acquisition snap belong subsidiary absorb stake invest | studio company firm maker startup publisher label rival business platform chain group newspaper broadcaster station agency
    die died | death dead late kill obituary funeral estate posthumous life survive lose mourn body widow
    arrest arrested detain | custody police jail prison seize raid suspect charge hold held
    merge | combine join unite together single one takeover acquire buy bought union
    convict convicted | guilty sentence jail prison plead verdict court fine judge term
    apologise apologize | sorry apology regret remorse excuse
    boycott | shun avoid refuse reject stay away picket
    marry divorce | wedding wife husband marriage wed couple spouse
    evacuate | leave left clear fire flood empty building
    extradite deport | court country border police
    bribe blackmail extort | money pay paid police court threat threaten demand
    rehire reinstate | return back again job give restore take bring hire
    """
)
