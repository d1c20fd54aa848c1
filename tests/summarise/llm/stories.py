"""Invented stories that a scripted model tells, rightly and wrongly, and what a right telling of each is."""

from __future__ import annotations

import json
from dataclasses import dataclass

from digest.types import Story
from tests.makers import entry, story

SUIT = story(
    entry(
        "Northwind Records sues AI song generator Tunesmith",
        guid="suit-1",
        source="The Morning Paper",
        text=(
            "Northwind Records filed a copyright suit on Friday against Tunesmith, the maker of an AI music generator. "
            "The complaint says that 4,200 of the label's recordings were used to train the model without a licence. "
            "Tunesmith said that training on music is fair use and denied that it had copied any recording. "
            "The label asks for 90 million dollars in damages.\n\n"
            "“We will not be the raw material of our own replacement,” said Ida Falk, chief executive of Northwind "
            "Records. Tunesmith was founded in 2023 by Jonas Reed and Priya Nandy, a former Northwind producer. "
            "A hearing is planned for 12 January in Hamburg."
        ),
    ),
    entry(
        "Label takes music generator to court",
        guid="suit-2",
        feed_url="https://evening.example/feed.xml",
        source="The Evening Paper",
        text=(
            "The record label Northwind Records has sued Tunesmith, whose AI music generator makes songs from a line "
            "of text. The suit asks the court to stop the firm from training on the label's recordings. "
            "The musicians' union Stage Left welcomed the suit. Its chair, Tomas Brandt, said that other labels may "
            "follow. Two smaller labels rejected an offer to join the suit."
        ),
    ),
    id="suit0001",
)

CUTS = story(
    entry(
        "Lumen Studio cuts 120 jobs as it turns to generated video",
        guid="cuts-1",
        source="The Morning Paper",
        text=(
            "The animation house Lumen Studio will cut 120 of its 400 jobs by the end of March, its management told "
            "staff in Oslo. The studio plans to make background scenes with the video model Brushfire. "
            "Mara Venn, who became chief executive in May, said that the studio had lost 14 million euros last year. "
            "“No drawn film in production will be stopped,” Venn said.\n\n"
            "The union Framed Workers says that the studio did not consult it. According to the union, writers are "
            "not affected. Former chief executive Olaf Steen declined to comment."
        ),
    ),
    entry(
        "Animators protest against job cuts at Lumen",
        guid="cuts-2",
        feed_url="https://evening.example/feed.xml",
        source="The Evening Paper",
        text=(
            "About 200 animators protested in front of Lumen Studio in Oslo after it announced job cuts. "
            "The union Framed Workers demands talks and has not ruled out a strike. "
            "Lumen Studio reportedly considered selling its archive to the streaming service Kite, which denied any "
            "talks. Shares of Lumen fell 8 percent."
        ),
    ),
    id="cuts0001",
)

FINE = story(
    entry(
        "Norland fines Chirpbox over unlabelled synthetic voices",
        guid="fine-1",
        source="The Morning Paper",
        text=(
            "The Media Authority of Norland has fined the podcast platform Chirpbox 4.5 million euros for synthetic "
            "voices that were not labelled. The authority examined 1,300 episodes and found that 310 of them used "
            "cloned voices without a notice. Chirpbox said that it will appeal and that the rules are unclear.\n\n"
            "It is the first fine under the Voice Act, which came into force on 1 June 2025. “Listeners have a right "
            "to know who speaks,” said Elin Sørby, the authority's deputy director. The actor Paul Ames, whose voice "
            "was cloned, did not ask for compensation."
        ),
    ),
    id="fine0001",
)

PRIZE = story(
    entry(
        "Harbour Film Festival opens a prize for films made with AI",
        guid="prize-1",
        source="The Evening Paper",
        text=(
            "The Harbour Film Festival will award a prize to short films that were made with generative video tools. "
            "Directors must name the models they used and the people who worked on each film. The prize of 20,000 "
            "euros is paid by the Aldwin Foundation. Last year's winner Sofia Lund criticised the decision and "
            "withdrew from the jury. The festival begins on 9 September."
        ),
    ),
    id="prize001",
)

Claim = tuple[str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A right answer for one of the stories."""

    story: Story
    sentences: tuple[Claim, ...]
    headline: Claim
    why: Claim | None = None


TELLINGS = {
    one.story.id: one
    for one in (
        Telling(
            story=SUIT,
            sentences=(
                (
                    "The record label Northwind Records has filed a copyright suit against Tunesmith, which makes an AI "
                    "music generator.",
                    1,
                    "Northwind Records filed a copyright suit on Friday against Tunesmith, the maker of an AI music generator.",
                ),
                (
                    "According to the complaint, 4,200 of the label's recordings were used without a licence to train "
                    "the model.",
                    1,
                    "The complaint says that 4,200 of the label's recordings were used to train the model without a licence.",
                ),
                (
                    "Tunesmith said that training on music is fair use, and denied that it had copied any recording.",
                    1,
                    "Tunesmith said that training on music is fair use and denied that it had copied any recording.",
                ),
            ),
            headline=(
                "Label Northwind Records has sued Tunesmith",
                2,
                "The record label Northwind Records has sued Tunesmith, whose AI music generator makes songs from a line of text.",
            ),
            why=(
                "Tomas Brandt, the chair of the musicians' union Stage Left, said that other labels may follow.",
                2,
                "The musicians' union Stage Left welcomed the suit. Its chair, Tomas Brandt, said that other labels may follow.",
            ),
        ),
        Telling(
            story=CUTS,
            sentences=(
                (
                    "By the end of March, the animation house Lumen Studio will cut 120 of its 400 jobs, its management "
                    "told staff in Oslo.",
                    1,
                    "The animation house Lumen Studio will cut 120 of its 400 jobs by the end of March, its management told staff in Oslo.",
                ),
                (
                    "The union Framed Workers demands talks with the studio and has not ruled out a strike.",
                    2,
                    "The union Framed Workers demands talks and has not ruled out a strike.",
                ),
                (
                    "About 200 animators protested in front of Lumen Studio in Oslo after the announcement.",
                    2,
                    "About 200 animators protested in front of Lumen Studio in Oslo after it announced job cuts.",
                ),
            ),
            headline=(
                "Lumen Studio will cut 120 of its 400 jobs",
                1,
                "The animation house Lumen Studio will cut 120 of its 400 jobs by the end of March, its management told staff in Oslo.",
            ),
        ),
        Telling(
            story=FINE,
            sentences=(
                (
                    "The podcast platform Chirpbox has been fined 4.5 million euros by the Media Authority of Norland "
                    "for synthetic voices that were not labelled.",
                    1,
                    "The Media Authority of Norland has fined the podcast platform Chirpbox 4.5 million euros for synthetic voices that were not labelled.",
                ),
                (
                    "The authority examined 1,300 episodes and found that 310 of them used cloned voices without a notice.",
                    1,
                    "The authority examined 1,300 episodes and found that 310 of them used cloned voices without a notice.",
                ),
                (
                    "Chirpbox said that the rules are unclear and that it will appeal.",
                    1,
                    "Chirpbox said that it will appeal and that the rules are unclear.",
                ),
            ),
            headline=(
                "Norland's Media Authority fines Chirpbox 4.5 million euros",
                1,
                "The Media Authority of Norland has fined the podcast platform Chirpbox 4.5 million euros for synthetic voices that were not labelled.",
            ),
        ),
        Telling(
            story=PRIZE,
            sentences=(
                (
                    "The Harbour Film Festival will award a prize to short films that were made with generative video tools.",
                    1,
                    "The Harbour Film Festival will award a prize to short films that were made with generative video tools.",
                ),
                (
                    "The Aldwin Foundation pays the prize of 20,000 euros.",
                    1,
                    "The prize of 20,000 euros is paid by the Aldwin Foundation.",
                ),
                (
                    "Sofia Lund, last year's winner, criticised the decision and withdrew from the jury.",
                    1,
                    "Last year's winner Sofia Lund criticised the decision and withdrew from the jury.",
                ),
            ),
            headline=(
                "New prize for short films made with AI in Harbour",
                1,
                "The Harbour Film Festival will award a prize to short films that were made with generative video tools.",
            ),
        ),
    )
}


def right(story_id: str) -> str:
    """A right answer, as the model would give it."""
    one = TELLINGS[story_id]
    names = ("text", "report", "quote")
    none = ("", 0, "")
    return json.dumps(
        {
            "sentences": [dict(zip(names, claim, strict=True)) for claim in one.sentences],
            "headline": dict(zip(names, one.headline, strict=True)),
            "why": dict(zip(names, one.why or none, strict=True)),
        }
    )
