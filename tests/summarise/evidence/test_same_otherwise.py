"""Facts in another form, and facts that only look alike: numbers, spans of time, denials, offices, names."""

from __future__ import annotations

from datetime import date

import pytest

from digest.summarise.evidence import supported

PUBLISHED = date(2026, 3, 5)


def why(text: str, source: str) -> str:
    return supported(text, source, published=PUBLISHED)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The filter flags one clip in eight.", "The filter flags 12.5 per cent of clips."),
        ("A fifth of the staff will go.", "One in five members of staff will go."),
        ("Orlo was jailed for 18 months.", "Orlo was jailed for a year and a half."),
        ("Orlo sold 9,000 songs in the first quarter.", "Orlo sold 9,000 songs in the first three months."),
        ("The song spent a week at number two.", "The song spent a week in second place."),
        ("Orlo paid 145 million Canadian dollars.", "Orlo paid C$145m."),
        ("At least 70 members signed.", "Seventy or more members signed."),
        ("Complaints rose from 20 to 60.", "Complaints tripled to 60."),
        ("Its 2016 contract with Orlo ends soon.", "The contract with Orlo from 2016 ends soon."),
        ("The album is due next spring.", "The album is due in spring 2027."),
        ("Orlo shut the plant two years after it opened, in 2024.", "Orlo shut the plant in 2024."),
    ],
)
def test_a_number_or_date_may_take_another_form(source: str, text: str) -> None:
    """Shares, spans of time, places in an order, currencies, bounds, multiples, years."""
    assert why(text, source) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Orlo pays the agency 300 dollars a year.", "Orlo pays the agency 300 dollars a month."),
        ("Orlo raised $1bn at a valuation of $7bn.", "The round valued Orlo at $1bn."),
        ("Profit was triple that of 2024.", "Profit was double that of 2024."),
        ("Orlo opened the shop on Sunday.", "Orlo opened the shop on Sunday 22 February."),
    ],
)
def test_a_figure_in_another_place_is_caught(source: str, text: str) -> None:
    """By another time, as another sum, another multiple, another Sunday."""
    assert why(text, source) != ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("All 26 concerts were called off.", "None of the 26 concerts will take place."),
        ("The label bars Orlo from imitating singers.", "Orlo must not imitate singers."),
        ("Orlo has yet to make a profit.", "Orlo is not yet profitable."),
        (
            "The plan still needs approval.",
            "The plan has yet to be approved.",
        ),
        ("Mira Holt could not be reached for comment.", "Mira Holt was not available for comment."),
    ],
)
def test_a_denial_may_be_told_without_a_not(source: str, text: str) -> None:
    """Verbs that undo, "has yet to", what still awaits."""
    assert why(text, source) == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Mira Holt could not be reached for comment.", "Mira Holt denied that she had left Orlo."),
        ("Short films are exempt from the rule.", "The rule also applies to short films."),
        ("Orlo had asked for an exemption but did not get one.", "Orlo got an exemption."),
        ("The setting is off by default.", "The setting is on by default."),
        ("Mira Holt, the mayor, backs the plan; residents oppose it.", "Mayor Mira Holt opposes the plan."),
    ],
)
def test_the_contrary_is_caught_however_it_is_told(source: str, text: str) -> None:
    """By a verb, a switch, an exemption, or by giving one's view to another."""
    assert why(text, source) != ""


def test_an_office_belongs_to_its_holder_and_its_field() -> None:
    """One of the founders is a co-founder; nobody becomes what another is, or head of another department."""
    source = "Orlo named Mira Holt chief financial officer. Co-founder Ben Ode and sales director Lia Kern stay at Orlo."
    assert why("Ben Ode, one of Orlo's founders, stays.", source) == ""
    assert why("Orlo named Mira Holt as its chief executive.", source) != ""
    assert why("Lia Kern, managing director of Orlo, stays.", source) != ""


def test_a_name_keeps_its_words_and_what_it_is_called() -> None:
    """No name is put together from two, and "the streaming service" is not another of the same text."""
    source = "The Harbour Fair gave its prize to The Kelp Year, which the streaming service Hoshi will show; Asano drew it."
    assert why("The streaming service Hoshi will show The Kelp Year.", source) == ""
    assert why("The streaming service Asano will show The Kelp Year.", source) != ""
