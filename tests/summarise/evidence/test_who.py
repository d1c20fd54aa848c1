"""Who does what to whom and who says what: told otherwise it passes, told the other way round it does not."""

from __future__ import annotations

from datetime import date

import pytest

from digest.summarise.evidence import supported

PUBLISHED = date(2026, 3, 12)
SALE = (
    "The newspaper group Harlan has sold its audio division to the podcast network Quill for 42 million euros. "
    'Quill will keep all 75 producers. "We buy voices, not microphones," Quill\'s chief executive, Hanne Maas, told '
    'staff in an email. A union representative, Jef Moret, called the closure of one studio "a broken word". '
    "Quill lent Harlan 5 million euros two years ago."
)
RULED = (
    "A court in Manila has ordered the video app Glimmer to pay 3.4 million dollars to the actress Rosa Abello, whose "
    "face it used without her consent. Judge Ramon Tiong found that Glimmer had ignored two letters. Glimmer's manager, "
    "Paolo Rey, said that the pictures came from an advertiser, Lumen Labs."
)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Podcast network Quill is buying the audio division of Harlan.", SALE),
        ("Harlan borrowed 5 million euros from Quill two years ago.", SALE),
        ("The audio division was sold to Quill by Harlan.", SALE),
        ('Quill boss Hanne Maas wrote in an email: "We buy voices, not microphones."', SALE),
        ("Glimmer must pay Rosa Abello $3.4m, a court in Manila ruled.", RULED),
        (
            "The pictures came from the advertiser Lumen Labs, according to Glimmer's manager, Paolo Rey.",
            RULED,
        ),
    ],
)
def test_either_side_may_tell_an_act(text: str, source: str) -> None:
    """A sold to B, B bought from A, sold by A; a speaker before or behind the words."""
    assert supported(text, source, published=PUBLISHED) == ""


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Harlan is buying the audio division of Quill.", SALE),
        ("Quill sold its audio division to Harlan.", SALE),
        ("Harlan lent Quill 5 million euros two years ago.", SALE),
        ("Quill borrowed 5 million euros from Harlan.", SALE),
        ("A court in Manila ordered the actress Rosa Abello to pay 3.4 million dollars to Glimmer.", RULED),
        ("Rosa Abello must pay 3.4 million dollars to Glimmer.", RULED),
    ],
)
def test_an_act_the_other_way_round_is_caught(text: str, source: str) -> None:
    """Also where only one side is named, and behind "ordered to"."""
    assert supported(text, source, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"We buy voices, not microphones," said Jef Moret.', SALE),
        ('Hanne Maas called the closure of one studio "a broken word".', SALE),
        ("Judge Ramon Tiong said that the pictures came from an advertiser.", RULED),
        ("The pictures came from the advertiser Lumen Labs.", RULED),
    ],
)
def test_words_stay_with_who_said_them(text: str, source: str) -> None:
    """Not given to somebody else, and what a party to a dispute says is not told as if it were so."""
    assert supported(text, source, published=PUBLISHED)


@pytest.mark.parametrize(
    "word", ["has ", "to ", "said and ", "sued by ", "which ", "Acme, ", "its case against "]
)
def test_a_text_of_one_word_costs_little(word: str) -> None:
    """Never raises, whatever is repeated."""
    supported((word * 200)[:990] + ".", word * 3_000, published=PUBLISHED)
