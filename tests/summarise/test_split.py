"""Sentences: where they end, and that the offsets are exact. A wrong boundary ships half a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summarise.split import split

#: A bar stands where the text is to be split; it is taken out before.
ENGLISH = (
    "It launched on Monday.| Prices start at $9.99 a month.",
    "Mr. Roe and Dr. A. B. Lee met J. R. Doe in St. Louis.| They left.",
    "The U.S. Copyright Office agreed.| It moved to the U.S.| The next day it left.",
    "A.I. tools and A.I. labels arrived.| Nobody asked.",
    "Yahoo! Music is back.| Fans of Jeopardy! Host Jane Roe cheered!| Then it broke.",
    "Acme Inc. Chief Jane Roe left Acme Inc.| The board met at 9 a.m. Eastern.",
    "“We did it. We won,” she said.| “Now we rest.”",
    '"It works. It sings," he said.| "Good."',
    "The track (it lasts 3.5 min. Or more.) is out.| Listen.",
    "Version 2.0.1 is out on example.com today.| Node.js is not.",
    "Is it art?| It is! said nobody.",
    "They waited…| Nothing came.",
    "It has trained its […]| This is next.",
    "It ended last week.|In a release, the firm agreed.",
    "It has no evidence.|BAT denies it.| It met on Tuesday.|SoftBank left.| It owes 50,000.|Individuals pay.",
    "Character.AI and Socket.IO are names.| It works on ASP.NET servers.",
    "iPhone users wait.| iPad owners do not.| eBay sells both.",
    "He scored No. 5 on the chart.| She said no.| They sang.",
    "First line\n\n|Second paragraph without a mark\n\n|Third.",
    "• One thing happened.\n|• Another did.",
    "What changes\n|The label now pays artists, and it says so in a note\nthat is wrapped.",
    "Vol. 3 came out, cf. Vol. 2, e.g. the last song.| Fig. 4 shows it.",
    "all in lower case here. |the text has no capitals at all.",
)


def cut(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]


def spans(text: str, language: str = "en") -> list[str]:
    return [text[segment.start : segment.end] for segment in split(text, language)]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    """The traps of English news prose, one a row."""
    assert spans(marked.replace("|", "")) == cut(marked)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("de", "Am 3. Mai kam z.B. Dr. Roe.| Die Klage läuft seit dem 1. Januar."),
        ("de", "Das kostet 1,5 Mio. Euro.| „Wir warten. Noch immer“, sagte er.| Dann ging er."),
        ("es", "El Sr. Roe llegó a EE. UU. ayer.| ¿Quién canta?| Nadie lo sabe."),
        ("ja", "新しい曲が出た。|歌手は黙っている。"),
    ],
)
def test_a_second_language_is_a_table(language: str, marked: str) -> None:
    """German ordinals, Spanish marks, and full-width stops without a space."""
    assert spans(marked.replace("|", ""), language) == cut(marked)


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("It is out. It has trained its […]", ["stop", "cut"]),
        ("A report on how it is used …", ["cut"]),
        ("A heading\n\nA sentence.", ["open", "stop"]),
        ('He said: "It is over."', ["stop"]),
    ],
)
def test_how_a_sentence_ends_is_told(text: str, endings: list[str]) -> None:
    """What the feed cut must be known as cut, or half a sentence ships."""
    assert [segment.ending for segment in split(text)] == endings


@given(st.text(alphabet=st.sampled_from("aAbZ .!?…\"'“”()[]\n-•19,:\u2028é漢。"), max_size=300))
def test_segments_cover_every_visible_character_once_and_in_order(text: str) -> None:
    """The law of offsets: nothing is lost, nothing overlaps, no segment has white space around it."""
    end = 0
    for segment in split(text):
        assert text[end : segment.start].strip("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029 ") == ""
        assert text[segment.start : segment.end].strip() == text[segment.start : segment.end] != ""
        end = segment.end
    assert text[end:].strip() == ""


def test_a_hostile_text_takes_no_quadratic_time() -> None:
    """Fifty thousand marks without a space: a walk back to the word's start would take minutes."""
    assert len(split("a." * 50_000)) == 1
    assert len(split('"(' * 20_000)) == 1
