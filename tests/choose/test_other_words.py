"""AI by other words, and deals that are no bargains: stories that say plainly what they are about, without "AI"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.choose import sides, text_of
from digest.choose.lexicon import shipped
from digest.choose.synonyms import read_as
from digest.types import Limits
from tests.choose.helpers import run
from tests.makers import entry

#: Side, title and text of made-up stories. The rules were written after the first 92 of either side, before the last 13.
TABLE = Path(__file__).with_name("other_words.tsv")
#: Of 105 stories on topic (77 were missed before), so many may be: those where nothing but the matter says AI.
MAY_MISS = 13
#: A bargain for an AI art course: both sides are named, and one word against does not outweigh them.
MAY_TAKE = frozenset({"Lifetime subscription to an AI art course for just 29 dollars"})


def rows(side: str) -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        of, title, text = line.split("\t")
        if of == side:
            yield title, text


def score(title: str, text: str) -> float:
    """Of the story alone, as a desk with a handful of entries has it."""
    return run([entry(title, text=text)]).verdicts[0].score


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Lumora signs licensing deal with the Meridian Post for AI training",
            "The three-year agreement lets Lumora train its language models on the newspaper's archive.",
        ),
        (
            "Harbour Weekly lays off 40 editors as it turns to machine-written local news",
            "The weekly says a language model will draft council reports and football results.",
        ),
    ],
)
def test_a_licence_and_machine_written_news_are_on_topic(title: str, text: str) -> None:
    """A business deal is no bargain, and "machine-written" says AI."""
    assert score(title, text) >= Limits().floor


def test_most_stories_that_tell_of_ai_by_other_words_are_found() -> None:
    """A voice clone, bot-written obituaries, an automated newsroom: each is judged alone."""
    missed = [title for title, text in rows("on") if score(title, text) < Limits().floor]
    assert len(missed) <= MAY_MISS, missed


def test_near_misses_in_the_same_words_are_not_taken() -> None:
    """Machine-made lace, user-generated clips, computer-generated dinosaurs, a digital artist, a rail deal."""
    taken = {title for title, text in rows("off") if score(title, text) >= Limits().floor}
    assert taken <= MAY_TAKE


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Machine-written news", "AI-written news"),
        ("bot\u2011narrated audiobooks", "AI-narrated audiobooks"),
        ("machine-made poems", "AI-made poems"),
        ("Computer-generated singer", "AI-generated singer"),
        ("columns written by a chatbot", "columns written by AI"),
        ("75,000 songs by bots", "75,000 songs by AI"),
        ("a sequel that no human wrote", "a sequel that AI wrote"),
        ("a book of generated pictures", "a book of AI-generated pictures"),
        ("Generated art in a card game", "AI-Generated art in a card game"),
        ("Large language models at the paper", "AI Large language models at the paper"),
        ("a synthetic voice and a virtual actress", "a AI voice and a AI actress"),
        ("scans for digital doubles", "scans for AI doubles"),
        ("the robot journalist", "the AI journalist"),
        ("an automated newsroom", "an AI newsroom"),
        ("a clone of her voice", "a AI clone of her voice"),
        ("makers of song generators", "makers of AI song generators"),
        ("uses software to write reports", "uses AI software to write reports"),
        ("replaces its weekend host with a bot", "replaces its weekend host with AI"),
    ],
)
def test_ai_by_another_word_is_read_as_ai(told: str, read: str) -> None:
    """Only for judging: nobody sees the text so, and its grammar does not matter."""
    assert read_as(told) == read


@pytest.mark.parametrize(
    "told",
    [
        "Machine-made lace in Calais",
        "An album by Machine Gun Vale",
        "books by software engineers",
        "The agency trained models for a magazine",
        "The club trains digital doubles tennis players",
        "User-generated clips earn less",
        "The telescope generated images of a star",
        "Computer-generated dinosaurs in a documentary",
        "Digital artists meet in Linz",
        "Virtual hosts in the cloud get cheaper",
        "machine-generated traffic",
        "Software to write music scores",
        "A robot that folds laundry",
        "Models walk for a new designer",
    ],
)
def test_the_same_word_in_another_sense_is_left_alone(told: str) -> None:
    """Each rule asks for a second word that settles the meaning."""
    assert read_as(told) == told


def test_who_says_ai_is_read_as_written() -> None:
    """What the weights learned from said it, so nothing changes for such texts."""
    for text in (
        "AI firm's chatbot\n\nA voice clone.",
        "ChatGPT\n\nThe chatbot wrote machine-written songs.",
    ):
        assert read_as(text) == text


def test_reading_twice_changes_nothing_more() -> None:
    """A stored text and a fresh one are judged alike."""
    for title, text in (*rows("on"), *rows("off")):
        once = text_of(entry(title, text=text))
        assert read_as(once) == once


@pytest.mark.parametrize(
    "word", ["machine-", "replace a ", "clone of a ", "generated ", "software ", "-\u2011 "]
)
def test_a_hostile_text_is_read_whole(word: str) -> None:
    """Repeats without end cost their length, and grow to no more than twice it."""
    bomb = word * 40_000
    assert len(bomb) <= len(read_as(bomb)) <= 2 * len(bomb)


@pytest.mark.parametrize(
    ("title", "bargain"),
    [
        ("Newspaper signs a deal with a chatbot maker", False),
        ("Record label strikes licensing deals with song generators", False),
        ("Publishers reach deal on AI training", False),
        ("The deals behind the songs that trained a model", False),
        ("Deal of the day: a tablet for artists", True),
        ("The best weekend deals on headphones", True),
        ("Deal alert: this laptop is half price", True),
        ("Today's deals include a robot vacuum", True),
    ],
)
def test_a_business_deal_is_no_bargain(title: str, bargain: bool) -> None:
    """ "deals" alone would speak against every licence."""
    said = sides.reasons(shipped("ai-and-media").lexicon.find(f"{title}\n\n"))
    assert any(one.startswith("against: a deal or a price") for one in said) is bargain


def test_a_television_station_is_no_gadget() -> None:
    """The same word, and of the topic itself."""
    find = shipped("ai-and-media").lexicon.find
    assert not any("gadget" in one for one in sides.reasons(find("Television stations label AI\n\n")))
    assert any("gadget" in one for one in sides.reasons(find("A 4K television with AI\n\n")))
