"""Names with what they are called, amounts in other words, and denials told without their "not"."""

from __future__ import annotations

import pytest

from digest.summarise.evidence import supported

HALL = (
    "The Halden Opera has dropped its digital tenor after the conductor, Ines Falk, refused to rehearse with it. A "
    "second oboist had also complained. The union's treasurer, Pavel Roth, said the voice had played no part in the "
    "spring season. Provost Mara Lind had argued for the purchase, which cost 0.65 million euros. Rehearsals last 95 "
    "minutes. Roth's agent, Gwen Moss, called the affair a farce. Tickets for those under 16 are free."
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Second oboist Ines Falk refused to rehearse with the digital tenor.",
            "is not what the source calls",
        ),
        ("Pavel Roth, the conductor, said the voice had played no part.", "conductor"),
        ("Former provost Mara Lind had argued for the purchase.", "in office"),
        ("The voice had played a part in the spring season, the union's treasurer said.", "not so"),
        ("Pavel Roth called the affair a farce.", "Gwen Moss"),
    ],
)
def test_whoever_is_called_what_another_is_or_was_is_refused(text: str, why: str) -> None:
    """Another's trade, a post that is still held, a "no" left out, an agent's words in his client's mouth."""
    assert why in supported(text, HALL)


@pytest.mark.parametrize(
    "text",
    [
        "Conductor Ines Falk would not rehearse with the digital tenor.",
        "Rehearsals take an hour and 35 minutes.",
        "A rehearsal lasts 95 minutes.",
        "Those younger than 16 get in free.",
        "Mara Lind, the provost, had been in favour of the purchase.",
        "According to treasurer Pavel Roth, the voice was not used in the spring season.",
    ],
)
def test_the_same_in_other_words_passes(text: str) -> None:
    """Trades before and behind a name, spans in two units, bounds by age."""
    assert supported(text, HALL) == ""


def test_two_with_one_surname_are_two() -> None:
    """ "Emil Sorn, the chief executive" where his brother is."""
    source = "Emil and Kai Sorn founded the studio Lumen. In May Kai Sorn, the chief executive, wrote to the staff."
    assert supported("Kai Sorn, the chief executive, wrote to the staff in May.", source) == ""
    assert supported("Emil Sorn, the chief executive, wrote to the staff in May.", source) != ""


def test_shares_reckoned_from_two_amounts_pass() -> None:
    """A quarter more is 25 percent, and 30 of 120 a quarter; cents are a part of their currency."""
    source = "Loans rose to 500, a quarter more than in 2024. Of its 120 rooms 30 are closed. Each loan costs 0.65 euros."
    assert supported("Loans were up 25% on 2024.", source) == ""
    assert supported("Each loan costs 65 cents.", source) == ""
    assert supported("Loans were up 35% on 2024.", source) != ""
