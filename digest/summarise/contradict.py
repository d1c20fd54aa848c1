"""Reports of one event that give different figures for one thing: shown side by side, decided by nobody.

A false contradiction is worse than none. So both figures must be exact, of the same noun, in sentences that
otherwise say the same, from different outlets within three days, and neither report may know the other's figure
(then it is told what changed, not contradicted).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from digest.summarise.evidence.figures import Figure, contradict, figures, worded
from digest.summarise.language import Language, language_table
from digest.summarise.lost import restored
from digest.summarise.passages import sentences
from digest.summarise.reading import MAX_REPORTS, Candidate
from digest.summarise.whole import verb
from digest.summarise.words import WORD, content, plain, stem
from digest.types import Entry, Evidence, Sentence, Story

#: Words of meaning that two sentences share besides figure and noun, and their share of the shorter one's.
SHARED, SHARE = 3, 0.4
#: Two figures further apart than this count different things.
MAX_RATIO = 5
APART = timedelta(days=3)
_LONGEST_SOURCE = 40
#: How much of a rival report is read for its figures.
MAX_CHARACTERS = 4_000


def opposed_figures(story: Story, told: Candidate, *, language: str) -> Sentence | None:
    """The first contradiction of a figure in `told` by another outlet's report, as a sentence with both places."""
    table = language_table(language)
    lead = story.entries[told.report]
    span = plain(lead.text[told.start : told.end])
    own = figures(span, table) if _plain_source(lead) and not _changing(span, table) else ()
    for one in own:
        for its in _rivals(story, lead, one):
            for place, text, rival in _figures_of(its, language):
                if not contradict(one, rival) or not _same_thing(span, one, text, rival, table):
                    continue
                if _changing(text, table) or _knows(its, one, table) or _knows(lead, rival, table):
                    return None
                return Sentence(
                    text=worded((plain(lead.source), plain(its.source)), (span, text), one, rival, table),
                    entry_id=lead.id,
                    start=told.start,
                    end=told.end,
                    also=(Evidence(entry_id=its.id, start=place[0], end=place[1]),),
                )
    return None


def _rivals(story: Story, lead: Entry, figure: Figure) -> Iterator[Entry]:
    """The reports of other outlets that speak of what `figure` counts."""
    for its in story.entries[:MAX_REPORTS]:
        same = its.id == lead.id or its.source.casefold() == lead.source.casefold()
        if (
            not same
            and _plain_source(its)
            and abs(its.when - lead.when) <= APART
            and figure.noun in its.text.casefold()
        ):
            yield its


def _figures_of(entry: Entry, language: str) -> Iterator[tuple[tuple[int, int], str, Figure]]:
    for _, segment in sentences(entry, restored(entry.text[:MAX_CHARACTERS]), language=language):
        text = plain(entry.text[segment.start : segment.end])
        for figure in figures(text, language_table(language)):
            yield (segment.start, segment.end), text, figure


def _plain_source(entry: Entry) -> bool:
    """A name that can stand in a sentence."""
    name = plain(entry.source)
    return 0 < len(name) <= _LONGEST_SOURCE and name[-1].isalnum() and name[0].isalnum() and "/" not in name


def _changing(text: str, table: Language) -> bool:
    return not table.figure_style.changed.isdisjoint(
        text.casefold().replace(",", " ").replace(".", " ").split()
    )


def _same_thing(span: str, one: Figure, text: str, other: Figure, table: Language) -> bool:
    """Whether the sentences say the same but for the figure: with the same verb beside it, in the same words."""
    if max(one.value, other.value) > MAX_RATIO * min(one.value, other.value):
        return False
    if _verbs_beside(span, one, table).isdisjoint(_verbs_beside(text, other, table)):
        return False
    left, right = (
        {word for word in content(sentence, table) if not word[0].isdigit()} - {figure.noun}
        for sentence, figure in ((span, one), (text, other))
    )
    shared = len(left & right)
    return shared >= SHARED and shared >= SHARE * min(len(left), len(right))


def _verbs_beside(text: str, figure: Figure, table: Language) -> set[str]:
    """Stems of the verbs within three words of a figure and its noun."""
    before = WORD.findall(text[: figure.start])[-3:]
    after = WORD.findall(text[figure.end :])[:3]
    low = (word.casefold() for word in (*before, *after))
    return {stem(word) for word in low if word not in table.stopwords and _may_be_verb(word, table)}


def _may_be_verb(word: str, table: Language) -> bool:
    """Without a table of verbs any word that is no stopword may be one."""
    return not table.standing.finite or verb(word, table.standing)


def _knows(entry: Entry, figure: Figure, table: Language) -> bool:
    """Whether a report has the other's figure somewhere, whatever it says of it."""
    text = plain(f"{entry.title}. {entry.text[:8_000]}")
    return any(
        one.noun == figure.noun
        and one.unit == figure.unit
        and abs(one.value - figure.value) <= 0.05 * figure.value
        for one in figures(text, table, exact=False)
    )
