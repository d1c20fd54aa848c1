"""The judge's tables of words: each word can stand in a text, and each line says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

import pytest

from digest.summarise.evidence import supported
from digest.summarise.evidence.text import read
from digest.summarise.language import LANGUAGES, language_table
from digest.summarise.language.english_groups import GROUPS
from digest.summarise.language.english_kin import KIN
from digest.summarise.language.meaning import Meaning

#: Endings, beginnings and sequences of words, and the word that a phrase stands for.
NO_WORDS = {"phrases", "endings", "relatives", "no_prefix", "and_half", "shares", "clauses"}


def words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | frozenset | tuple):
        for one in value:
            yield from words(one)


def of_tables(meaning: Meaning) -> set[str]:
    return {
        word
        for one in fields(meaning)
        if one.name not in NO_WORDS
        for word in words(getattr(meaning, one.name))
    }


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_word_of_a_table_is_folded_as_the_words_of_a_text(language: str) -> None:
    """ "ß" is "ss" there: a table that has the one finds nothing."""
    meaning = language_table(language).meaning
    found = of_tables(meaning) | {word for phrase in meaning.phrases for word in phrase.split()}
    assert {word for word in found if word != word.casefold()} == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_word_of_a_table_is_one_word_of_a_text(language: str) -> None:
    """What a text has in two is a phrase, and no word: "follow-up" would never be found."""
    table = language_table(language)
    phrases = set(table.meaning.phrases.values())
    assert {
        word
        for word in of_tables(table.meaning) - phrases
        if word not in {token.low for form in (word, word.upper()) for token in read(f"x {form} y", table)}
    } == set()


@pytest.mark.parametrize("lines", [KIN, GROUPS], ids=["kin", "groups"])
def test_no_line_is_within_another(lines: tuple[frozenset[str], ...]) -> None:
    """It would say nothing that the other does not say."""
    of_word: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        assert len(line) > 1
        for word in line:
            of_word.setdefault(word, []).append(number)
    within = [
        sorted(line)
        for number, line in enumerate(lines)
        if frozenset[int].intersection(*(frozenset(of_word[word]) for word in line)) != {number}
    ]
    assert within == []


@pytest.mark.parametrize(
    ("text", "source", "holds"),
    [
        ("Wend hat Orlo bestohlen.", "Wend hat Orlo mutmaßlich bestohlen.", False),
        ("Wend hat Orlo mutmaßlich bestohlen.", "Wend hat Orlo mutmaßlich bestohlen.", True),
        ("Orlo entlässt dreißig Mitarbeiter.", "Orlo entlässt 30 Mitarbeiter.", True),
        ("Orlo entlässt vierzig Mitarbeiter.", "Orlo entlässt 30 Mitarbeiter.", False),
        ("Orlo zahlt 2 bis 2,5 Millionen Euro.", "Orlo zahlt zwischen 2 und 2,5 Millionen Euro.", True),
        ("Orlo zahlt 2 bis 2,5 Millionen Euro.", "Orlo zahlt zwischen 20 und 25 Millionen Euro.", False),
        ("Orlo verkauft 1.500 bis 2.500 Lieder.", "Orlo verkauft zwischen 1500 und 2500 Lieder.", True),
    ],
)
def test_german_words_and_figures_are_read_as_germans_write_them(text: str, source: str, holds: bool) -> None:
    """With "ß", with a decimal comma, with a full stop for thousands."""
    assert (supported(text, source, language="de") == "") is holds
