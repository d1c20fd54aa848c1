"""Sentences that stand alone: whole, about something, and leaning on nothing that is not told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise.language import ENGLISH, GERMAN, LANGUAGES, SPANISH
from digest.summarise.leaning import leans
from digest.summarise.prose import unfit
from digest.summarise.reading import read, stands
from digest.summarise.whole import verbless
from tests.makers import entry, story


@pytest.mark.parametrize(
    "text",
    [
        "Tricks to avoid sounding like a robot.",
        "A third year, and another big update of the label's player.",
        "A match made in playlist heaven.",
        "Lawyers accused of rushing a settlement for $320 million in fees.",
        "The greatest singer of our age.",
        "Three bands, one prompt, and a lot of disappointment.",
    ],
)
def test_what_has_no_verb_is_no_sentence(text: str) -> None:
    """A standfirst that is only a phrase reads as half a sentence in a letter."""
    assert unfit(text, ENGLISH) == "no verb"


@pytest.mark.parametrize(
    "text",
    [
        "Acme plans to open two studios in Roeville.",
        "The label signals a shift to licensed models.",
        "Photo editing at Acme feels unfair to Roe.",
        "Roe Records sources songs from 40 countries.",
        "Acme responded by suing the label in Munich.",
        "The fund costs Acme $3 million a year.",
        "Fans want more songs by Roe.",
        "Critics say the model copies Roe.",
    ],
)
def test_in_doubt_a_sentence_is_whole(text: str) -> None:
    """A verb that looks like a plural is still a verb: what is lost here is told by nobody."""
    assert not verbless(text, ENGLISH.standing)
    assert unfit(text, ENGLISH) == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Take the report and turn it into a song with Acme.", "tells the reader what to do"),
        ("Use the new player at Roe Records to hear it.", "tells the reader what to do"),
        ("It was a rainy night when Roe left Acme.", "an aside"),
        ("Well, that did not take Acme long to break.", "an aside"),
        ("If you have a cat, Acme has news for you.", "an aside"),
        ("Roe was sitting in a cafe when Acme called.", "an aside"),
        ("You either sing for Acme or you do not.", "an aside"),
        ("Jane Roe, writing for The Paper: Acme has bought Roe Records.", "a byline"),
        ("?Acme is far away for the people of Roeville.", "half a quotation or parenthesis"),
    ],
)
def test_scenes_orders_and_bylines_are_not_told(text: str, why: str) -> None:
    """The writer's talk with the reader is no news, whatever names it holds."""
    assert unfit(text, ENGLISH) == why


@pytest.mark.parametrize(
    "text",
    [
        "Take-Two hires 40 artists for a new studio.",
        "Use of the model has doubled at Acme.",
        "Play Records sues Acme.",
    ],
)
def test_names_and_nouns_are_no_orders(text: str) -> None:
    """ "Take-Two" is a company and "use" a noun here."""
    assert unfit(text, ENGLISH) == ""


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("The notice was issued by Acme in May.", "noun"),
        ("The update signals that Acme wants podcasts.", "noun"),
        ("The use of samples by Acme has doubled.", ""),
        ("The singer John Roe won in Munich.", ""),
        ("The government will pay Acme.", ""),
        ("Prices at the shops will fall, the company said.", "noun"),
        ("Prices at Acme will fall, the company said.", ""),
        ("It works, he said of the model by Acme.", "pronoun"),
        ("Roe told Acme that he said so.", ""),
        ("“Acme is wrong,” she said.", "pronoun"),
        ("After the ruling, Acme paid 3 million euros.", "pronoun"),
        ("Minutes later, Roe left the stage.", "pronoun"),
        ("For the next 10 minutes Roe sang.", "pronoun"),
        ("Which ones fall into that growing category is unclear to Acme.", "pronoun"),
        ("Move comes as Acme buys Roe Records.", "pronoun"),
        ("The move comes as Acme buys Roe Records.", "pronoun"),
        ("Fund Poe led the round, with Acme and Roe beside it.", "pronoun"),
        ("A 25-year-old man won after he had sued Acme.", ""),
        ("Police say he had sued Acme.", "pronoun"),
        ("Investigators said they had asked Acme for papers.", ""),
        ("On Monday it asked Acme for papers.", "pronoun"),
        ("These contracts bind Acme until May.", "noun"),
        ("“It was close,” said Jane Roe of Acme.", "noun"),
        ("So sellers now plant praise for lamps.", "pronoun"),
        ("So far, 200 singers have signed.", ""),
        ("Acme's, in 2025, spent its time refusing.", "pronoun"),
    ],
)
def test_what_a_sentence_leans_on_is_found(text: str, leaning: str) -> None:
    """A thing nobody introduced, a speaker without a name, a story that goes on: told after its sentence or not."""
    found = leans(text, ENGLISH, frozenset())
    assert (found or "") == leaning


def test_he_may_follow_any_sentence_of_a_run_that_speaks_of_him() -> None:
    """What stands between says nothing of anybody else; after another name nobody knows who "he" is."""
    run = "John Roe sued Acme in Munich. He asks for 90,000 euros. He hopes for a ruling by May 3."
    broken = run.replace("He asks", "Acme lawyer Tom Poe asks")
    for text, stood in ((run, True), (broken, False)):
        first, *_, last = read(story(entry("A suit", text=text))).candidates
        assert stands(last, [first]) is stood


def test_what_the_headline_names_needs_no_introduction() -> None:
    """ "The notice" below a headline about a notice stands."""
    assert leans("The notice was issued by Acme in May.", ENGLISH, frozenset({"notic"})) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Summary: Roe Records sued Acme for 3 million euros.", "Roe Records sued Acme for 3 million euros."),
        ("Asia In Brief Roe Records sued Acme for 3 million.", "Roe Records sued Acme for 3 million."),
        ("Exclusive The label Roe sued Acme for 3 million.", "The label Roe sued Acme for 3 million."),
        ("Good news for fans of Roe The label has signed 40 bands.", "The label has signed 40 bands."),
        ("Acme is also suing Roe Records in Munich.", "Acme is suing Roe Records in Munich."),
        ("Acme not only sued Roe but also won in Munich.", "Acme not only sued Roe but also won in Munich."),
        ("The label\u200c pays\u200c Roe 3 million euros.", "The label pays Roe 3 million euros."),
    ],
)
def test_labels_and_headings_before_a_sentence_are_left_out(text: str, told: str) -> None:
    """What feeds glue to the first sentence is not part of it; "also" without what came before goes."""
    found = read(story(entry("News of Acme and Roe", text=text))).candidates
    assert [one.text for one in found] == [told]


@pytest.mark.parametrize(
    ("table", "text", "why"),
    [
        (GERMAN, "Entdecken Sie die Lieder von Roe bei Acme.", "tells the reader what to do"),
        (GERMAN, "Es war ein langer Abend für Roe und Acme.", "an aside"),
        (SPANISH, "Descubre las canciones de Roe en Acme.", "tells the reader what to do"),
        (SPANISH, "Era una noche de lluvia cuando Roe cantó.", "an aside"),
    ],
)
def test_other_languages_are_tables(table: type[object], text: str, why: str) -> None:
    """The rules are the same; the words are in the table."""
    assert unfit(text, table) == why  # type: ignore[arg-type]


@given(st.text(max_size=200), st.sampled_from(["en", "de", "es"]))
def test_no_text_breaks_the_rules_of_prose(text: str, language: str) -> None:
    """Feeds hold anything; the answer is a reason or "", never an error."""
    table = LANGUAGES[language]
    assert isinstance(unfit(text, table), str)
    assert leans(text, table, frozenset()) in ("", "noun", "pronoun")
