"""The judge of paraphrases: deeds nobody did, posts that have ended, and the right words with a wrong fact in them."""

from __future__ import annotations

import pytest

from digest.summarise.evidence import supported

HALDEN = (
    "Broadcaster Halden, which owns the studio Brightwater, said on 3 May that it would cut 40 jobs by June. "
    "Halden's chief executive, Ines Kolb, said the studio may move to Graz. Brightwater's founder, Tomas Reyl, who "
    'ran the studio until 2021, called the plan "a shame". Profit rose 4 per cent to 12 million euros, while sales '
    "fell 9 per cent. The union accused Halden of hiding its plans from staff. Kolb will address the staff on 10 "
    "May, and the works council meets on 12 May."
)
KESTREL = (
    "The label Kestrel Row paid the singer Oda Lind 300,000 kroner on Monday, a court in Bergen ruled. The court told "
    "Kestrel Row to destroy the recordings within two weeks. Kestrel Row's lawyer, Jon Aas, said the label would "
    "appeal. Nordlys led the financing, with Vik Capital also investing. The album is available in Norway and "
    "Denmark."
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (HALDEN, "Halden's boss Ines Kolb said Brightwater might relocate to Graz."),
        (HALDEN, 'Tomas Reyl, founder of Brightwater and its head until 2021, called the plan "a shame".'),
        (HALDEN, "Profit grew by 4% to €12m, and sales dropped 9%."),
        (HALDEN, "The union says that Halden hid its plans from its employees."),
        (HALDEN, "Ines Kolb, who heads Halden, says the studio may go to Graz."),
        (KESTREL, "Oda Lind received 300,000 kroner from the label Kestrel Row."),
        (KESTREL, "Kestrel Row has to destroy the recordings inside a fortnight."),
        (KESTREL, "The financing was led by Nordlys, and Vik Capital took part."),
        (KESTREL, "The album can be had in two countries, Norway and Denmark."),
    ],
)
def test_what_the_source_says_in_other_words_passes(source: str, text: str) -> None:
    """Another verb, another order, a post told by its verb, two names that are "two countries"."""
    assert supported(text, source) == ""


@pytest.mark.parametrize(
    ("source", "text", "why"),
    [
        (HALDEN, "Halden has apologised to its staff for the 40 job cuts.", "nothing in the source tells"),
        (KESTREL, "Oda Lind has boycotted the label Kestrel Row.", "nothing in the source tells"),
        (HALDEN, "Halden hid its plans from staff.", "only"),
        (HALDEN, 'Tomas Reyl, who runs the studio, called the plan "a shame".', "it is over"),
        (HALDEN, "Profit fell 4 per cent to 12 million euros.", "contrary"),
        (HALDEN, "The studio will move to Graz, Halden's chief executive said.", "may be"),
        (HALDEN, "Kolb will address the staff on 12 May.", "the source has “10 May”"),
        (KESTREL, "Vik Capital led the financing.", "the other way round"),
        (KESTREL, "Kestrel Row said that it would not appeal.", "does not deny"),
    ],
)
def test_what_the_source_does_not_say_is_refused(source: str, text: str, why: str) -> None:
    """A deed without a word for it, an allegation told as done, a post that has ended, another's date."""
    assert why in supported(text, source)
