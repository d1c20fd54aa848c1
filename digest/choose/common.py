"""Words that say nothing about a story, and words that a stemmer must leave alone."""

from __future__ import annotations

import re

#: They end like a plural or a participle and are none, or their stem would be another word (slopes, slop).
WHOLE = frozenset(
    re.findall(
        r"\S+",
        """
    news series lens gas bus plus always across james vs less during being something slope slopes
    canvas premier premiere shorts
    """,
    )
)

#: Function words, and what stands in every news item whatever it tells (says, report, week, Monday).
STOP = frozenset(
    re.findall(
        r"\S+",
        """
    a about above after again against all also am an and any are as at be because been before being
    below between both but by can can't could did do does doesn't doing don't down during each even
    ever every few for from further get gets getting go goes going got had has have having he her
    here hers him himself his how i i'm if in into is isn't it it's its itself just let let's like
    made make makes many may me might more most much must my near never no nor not now of off on
    once one only or other our ours out over own per put s said same say says she should since so
    some still such t than that that's the their theirs them then there these they this those
    through to too under until up upon us use used using very via want was wasn't way we well were
    what what's when where whether which while who why will with within without won't would yet you
    you'll you're you've your yours t'll i've it'll new report reports reportedly according week
    year years day days month months today yesterday monday tuesday wednesday thursday friday
    saturday sunday first last next two three four five
    """,
    )
)
