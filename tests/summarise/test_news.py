"""What tells news and what only sets a scene; what says again what was said; what stands for nothing."""

from __future__ import annotations

import pytest

from digest.summarise import summarise
from digest.summarise.akin import meaning, unsaid
from digest.summarise.language import ENGLISH, language_table
from digest.summarise.leaning import leans
from digest.summarise.news import facts, idle, slow_opening
from digest.summarise.reading import read, stands
from digest.summarise.split import split
from digest.summarise.words import content
from tests.summarise.test_extractive import story

TITLE = "Acme opens its voice library to film studios"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("For years, studios have dreamt of voices on demand.", "sets a scene"),
        ("In recent months the mood in the trade has turned.", "sets a scene"),
        ("Acme has spent two years gluing voices to its tools.", "sets a scene"),
        ("At a dinner, Acme shared its thoughts on voices and films.", "says only that somebody spoke"),
        ("The new library isn't a toy.", "says what is not"),
        ("Finding a good voice was never the hard part.", "says what is not"),
        ("The library is the industry's most awkward gift.", "describes"),
        ("Acme has a voice problem, and a strange one.", "describes"),
        ("For years, Roe Pictures has fought Beta Sound over 40 voices.", ""),
        ("The library is a catalogue of voices that actors have licensed.", ""),
        ("The library isn't open to studios in Denmark, Acme says.", ""),
        ("Actors get paid for each minute of film.", ""),
        ("The library will open in 12 countries.", ""),
    ],
)
def test_a_sentence_without_facts_and_without_anything_that_happens_is_idle(text: str, why: str) -> None:
    """A reader's minute is for what happened: a name, a figure, a deed, or somebody's word."""
    assert idle(text, TITLE, ENGLISH) == why


def test_a_language_without_verbs_and_a_text_without_capitals_are_not_judged() -> None:
    """In doubt a sentence counts as news."""
    assert idle("the library is a gift.", TITLE, ENGLISH) == ""
    assert idle("La bibliothèque est un cadeau.", TITLE, language_table("fr")) == ""


def test_facts_are_names_and_figures_that_the_headline_has_not() -> None:
    """ "ex-Acme" in the headline names Acme; "AI-made" is no name."""
    assert facts("Acme pays Roe 40 dollars for AI-made voices", "A talk with ex-Acme chief Poe") == {
        "Roe",
        "40",
    }


@pytest.mark.parametrize(
    ("text", "skipped"),
    [
        (
            "Films are about to sound odd. Nobody wanted it. Acme rents out 300 voices of actors to Roe Pictures.",
            2,
        ),
        ("Roe Pictures rents 300 voices from Acme. Nobody asked for it.", 0),
        ("Films are about to sound odd. Nobody asked for it.", 0),
        ("The studios said that they would not pay. Acme rents out 300 voices of actors to Roe Pictures.", 0),
        ("Viewers were fooled for two days. Roe Pictures rents 300 voices from Acme.", 0),
    ],
)
def test_slogans_before_the_facts_are_left_out(text: str, skipped: int) -> None:
    """Some outlets open with two quips; where no facts follow, or somebody said it, nothing is left out."""
    sentences = [text[one.start : one.end] for one in split(text)]
    assert slow_opening(sentences, TITLE, ENGLISH) == skipped


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("Google called it the biggest change in years.", "pronoun"),
        ("Premium users in 75 markets will have access to it.", "pronoun"),
        ("Since the competition won't buy their tech, they're bringing it to listeners.", "pronoun"),
        ("Starting on 3 March those tracks will earn nothing.", "pronoun"),
        ("Dutch police said that the five men drove behind the truck.", "pronoun"),
        ("Also stored there is a model of the house.", "pronoun"),
        ("Acme launched a feature on Monday and removed it on Friday.", ""),
        ("Acme makes it easier to rent voices.", ""),
        ("Users who own those tracks that were made by hand will be paid.", ""),
        ("Critics say it was the biggest change in years.", ""),
        ("While most musicians objected in court, they were paid.", ""),
    ],
)
def test_a_pronoun_with_nothing_to_stand_for_leans(text: str, leaning: str) -> None:
    """Below its headline nobody knows what "it" was; it is told behind the sentence that says so, or not at all."""
    assert leans(text, ENGLISH, frozenset()) == leaning


def test_like_words_are_not_new() -> None:
    """ "bought" after "acquires" tells nothing that was not told; what has no like word is new."""
    told = set(meaning(content("Acme acquires the voice firm Beta for $40 million", ENGLISH), ENGLISH))
    own = meaning(content("Acme has bought Beta for $40m in Lisbon", ENGLISH), ENGLISH)
    assert unsaid(own, told, ENGLISH) == {"lisbon"}


def test_a_teaser_that_only_says_its_headline_leaves_headline_and_source() -> None:
    """Two lines that say the same cost a reader twice the time."""
    title = "Acme rolls out its voice library to film studios"
    told = summarise(story("Acme is launching its voice library for film studios.", title=title))
    assert (told.sentences, told.by) == ((), "headline")


def test_what_says_the_headline_again_is_told_where_the_next_sentence_needs_it() -> None:
    """ "The broadcaster …" has to be introduced."""
    title = "Fake anchor on Channel Nord fools viewers"
    text = (
        "Channel Nord fooled its viewers with a fake anchor. The channel's owner said on air on Sunday that he "
        "was sorry for what he had done to 200 people."
    )
    first = next(one for one in read(story(text, title=title)).candidates if one.place == 0)
    assert first.again
    assert len(summarise(story(text, title=title)).sentences) == 2
    assert [one.text for one in summarise(story(first.text, title=title)).sentences] == []


def test_a_heading_glued_to_a_clause_is_cut_off() -> None:
    """ "… stolen voices When Roe got a job" are two things."""
    text = (
        "The shock of hearing your own stolen voice When Roe got a job in 2023, she sang in a film of Acme."
    )
    assert [text[one.start : one.end] for one in split(text)][-1].startswith("When Roe")


@pytest.mark.parametrize(
    "text",
    [
        "Acme opened in May. Voice library glitchActors kicked off a suit in Lisbon with 40 songs.",
        "Acme opened in May. THE LIBRARY OPENS While Roe waits, Acme rents out 300 voices in Lisbon.",
        "Acme opened in May. Films of May, LisbonIt is one of the largest libraries with 300 voices.",
    ],
)
def test_a_heading_that_lost_its_line_break_is_not_told(text: str) -> None:
    """A page's subheadings are glued to the words after them; nobody can say where they end."""
    assert [one.place for one in read(story(text, title=TITLE)).candidates] == [0]


def test_names_that_hold_capitals_are_no_headings() -> None:
    """ "LinkedIn", "iPhone" and "OpenAI" are spelled so."""
    text = "LinkedIn and OpenAI will put 300 voices on each iPhone in May."
    assert len(read(story(text, title=TITLE)).candidates) == 1


def test_who_speaks_by_surname_alone_was_named_before() -> None:
    """ "Satam said" is told behind the sentence that says who Satam is, and else not."""
    text = (
        "A plan by the actor Ameet Satam gives each voice a price of 5 dollars. The studios read it in May. "
        "Satam said that the studios would pay 300 million dollars in all."
    )
    first, _, last = read(story(text, title=TITLE)).candidates
    assert stands(last, [first])
    assert not stands(last, [])


def test_an_acronym_that_was_written_out_needs_who_wrote_it_out() -> None:
    """ "The LMS sued" says nothing to who has not read of the Lisbon Museum of Sound; everybody knows the EU."""
    text = (
        "The Lisbon Museum of Sound (LMS) opened its doors on 3 May with 300 voices. It was built in 1904 by Roe. "
        "Half of the 300 voices belong to the LMS and half to 40 actors."
    )
    first, *_, last = read(story(text, title="A museum of voices")).candidates
    assert stands(last, [first])
    assert not stands(last, [])


def test_a_thing_that_was_also_treated_so_needs_the_other_thing() -> None:
    """ "The train was also stopped": only who read the sentence before knows which train."""
    text = "Police stopped the Lisbon train after 300 voices were stolen. The train was also stopped in May in Porto."
    last = read(story(text, title="Police stop a train")).candidates[-1]
    assert last.leans


def test_a_third_sentence_that_only_says_the_first_two_again_is_left_out() -> None:
    """Room that is left is no reason to say it once more."""
    texts = (
        "Acme rents the voices of 300 actors to film studios in Lisbon for 5 dollars a minute.",
        "Actors whose voices Acme rents to studios get half of the 5 dollars, their union said in Porto.",
        "Acme is renting actors' voices to film studios.",
    )
    told = [one.text for one in summarise(story(*texts, title="A new market for speech")).sentences]
    assert texts[2] not in told
