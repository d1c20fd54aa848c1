"""The parts that decide, by themselves: what is asked, read, found, counted, and when asking ends."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.summarise.language import language_table
from digest.summarise.llm.breaker import Breaker
from digest.summarise.llm.budget import Budget, believable
from digest.summarise.llm.dialect import Dialect
from digest.summarise.llm.locate import find, sentences_around
from digest.summarise.llm.options import Options
from digest.summarise.llm.prompt import ALL_REPORTS, Wanted, ask, bounds, excerpt, form, sent, visible
from digest.summarise.llm.reply import parse
from digest.summarise.llm.rules import refusal, strange_name
from tests.makers import entry, story
from tests.summarise.llm.stories import SUIT, right

OPTIONS = Options(base_url="http://127.0.0.1:1/v1", model="m")

# -- the question -----------------------------------------------------------------------------------


def test_the_same_story_is_asked_in_the_same_words() -> None:
    """So a stored reply is found again; another text, or another wish, is another question."""
    wanted = Wanted(headline=True, why=True)
    assert ask(SUIT, wanted) == ask(dataclasses.replace(SUIT, score=2.0, reasons=("x",)), wanted)
    assert ask(SUIT, wanted) != ask(SUIT, Wanted(headline=True))


def test_a_long_story_is_cut_at_a_word() -> None:
    """What is sent is the beginning of each report, so that offsets into it are offsets into the report."""
    long = [entry(f"T{n}", guid=str(n), text="word " * 5_000) for n in range(9)]
    reports = sent(story(*long))
    parts = [excerpt(one, len(reports)) for one in reports]
    assert sum(map(len, parts)) <= ALL_REPORTS
    assert all(
        one.text.startswith(part) and part.endswith("word") for one, part in zip(reports, parts, strict=True)
    )


def test_what_nobody_sees_is_not_sent() -> None:
    """Tag characters, zero widths, selectors and controls carry orders that no editor would notice."""
    hidden = "A\u200bB\U000e0041C\ufe0fD\x1b[0mE\u202eF\ud800"
    assert visible(hidden) == "ABCD[0mEF"
    assert visible("Zwei\nZeilen\tund “Zeichen” — ü 漢字") == "Zwei\nZeilen\tund “Zeichen” — ü 漢字"


def test_the_bounds_of_sixty_words() -> None:
    """45 to 70, as the newsletter promises."""
    assert bounds(60) == (45, 70)


# -- the answer -------------------------------------------------------------------------------------


@given(st.text(max_size=400) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["sentences", "text", "report", "quote", "headline", "why"]), inner, max_size=6),
    max_leaves=20,
).map(json.dumps))  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_reading_never_fails(text: str) -> None:
    """Any text is a reply or has a fault, never both and never an exception."""
    reply = parse(text)
    assert bool(reply.fault) != bool(reply.sentences)


@given(st.text(max_size=300), st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_rules_of_form_never_fail(text: str, known: str) -> None:
    """Whatever the characters: a reason or none."""
    assert isinstance(refusal(text, known), str)


@pytest.mark.parametrize(
    ("text", "language", "refused"),
    [
        ("European Commission fines Chirpbox", "en", True),
        ("The Norwegian studio Lumen cut jobs on 20 November in the EU.", "en", False),
        ("Der Klage zufolge wurden Aufnahmen benutzt.", "de", False),
    ],
)
def test_a_name_is_one_of_the_reports(text: str, language: str, refused: bool) -> None:
    """Forms of it, months and acronyms pass; German writes every noun with a capital."""
    known = "Lumen, a studio in Norway, cut jobs after Chirpbox was fined."
    assert bool(strange_name(text, known, language_table(language))) == refused


# -- the place --------------------------------------------------------------------------------------


def test_a_quote_is_found_in_other_type() -> None:
    """Quotation marks, dashes, dots and white space are spelled in many ways; every other character counts."""
    text = "First. “We can’t – won’t – wait…”\n said  Ms. Roe. Last."
    found = find("\"We can't - won't - wait...\" said Ms. Roe.", text)
    assert found is not None
    assert text[slice(*found)] == "We can’t – won’t – wait…”\n said  Ms. Roe."
    assert find("We can - won't - wait", text) is None
    assert find("First. ... Last.", text) is None
    assert find("Ms. Roe", text) is None, "so few characters stand anywhere"


def test_half_a_sentence_is_judged_whole() -> None:
    """“had copied any recording” is quoted rightly, and the sentence denies it."""
    text = SUIT.lead.text
    found = find("had copied any recording", text)
    assert found is not None
    assert text[slice(*sentences_around(text, *found))].startswith("Tunesmith said")


@given(st.text(max_size=200), st.integers(0, 200), st.integers(12, 60))
@settings(max_examples=200, deadline=None)
def test_a_copied_quote_has_its_place(text: str, start: int, length: int) -> None:
    """What is copied from a report is found in it, with what stands there."""
    quote = text[start : start + length]
    found = find(quote, text)
    if found is not None:
        assert 0 <= found[0] < found[1] <= len(text)
        assert find(text[slice(*found)], quote) is not None or len(text[slice(*found)]) < 20


# -- limits -----------------------------------------------------------------------------------------


def test_the_breaker_opens_after_failures_in_a_row() -> None:
    """A success in between counts for something; what is open stays open for the run."""
    breaker = Breaker(2).failed("a").succeeded().failed("b")
    assert not breaker.open
    assert breaker.failed("c").succeeded().reason == "2 failures in a row, the last: c"
    assert Breaker(9).failed("no key", fatal=True).reason == "no key"


def test_a_budget_counts_what_is_under_way() -> None:
    """Requests at the same time do not overdraw together; what was not used comes back."""
    budget = Budget(limit=1000)
    held = budget.hold(300, 300)
    assert budget.refusal(300, 300) == ""
    assert "1,000 tokens" in held.refusal(300, 300)
    assert held.settle((300, 300), (100, 50)).refusal(300, 300) == ""


def test_a_cost_limit_is_in_the_operators_prices() -> None:
    """A million tokens in and half a million out, at 2 and 8, cost 6."""
    budget = Budget(limit=10**9, cost_limit=6.5, price_in=2, price_out=8)
    spent = budget.hold(1, 1).settle((1, 1), (1_000_000, 500_000))
    assert spent.cost == pytest.approx(6.0)
    assert spent.refusal(1_000, 1_000) == ""
    assert "6.5 a run" in spent.refusal(100_000, 100_000)


@pytest.mark.parametrize("reported", [-1, 0, 10**12, True, 1.5, "many", None, [1]])
def test_numbers_that_cannot_be_are_estimated(reported: object) -> None:
    """An endpoint that reports nothing, or nonsense, costs what we think it costs."""
    assert believable(reported, 42) == 42
    assert believable(7, 42) == 7


@pytest.mark.parametrize(
    ("message", "changed"),
    [
        ("'response_format.type' must be 'json_object' or 'text'", {"format": "json_object"}),
        ("This model does not support structured outputs", {"format": "json_object"}),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {"limit": "max_completion_tokens"}),
        ("Unsupported value: 'temperature' does not support 0", {"temperature": False}),
        ("extra fields not permitted: seed", {"seed": False}),
        ("Unknown field stream_options", {"usage": False}),
        ("streaming is not supported", {"stream": False}),
    ],
)  # fmt: skip
def test_a_refused_parameter_is_left_out(message: str, changed: dict[str, object]) -> None:
    """Compatible endpoints differ; one refusal costs one request, once in a run."""
    assert Dialect().without(message) == dataclasses.replace(Dialect(), **changed)  # type: ignore[arg-type]


def test_every_chain_of_refusals_ends() -> None:
    """Whatever the endpoint names, in the end there is nothing left to leave out."""
    dialect, steps = Dialect(), 0
    while (
        after := dialect.without("response_format max_tokens temperature seed stream_options stream")
    ) is not None:
        dialect, steps = after, steps + 1
    assert steps == 8
    assert dialect.parameters(OPTIONS, form(Wanted())) == {"stream": False}


def test_the_form_is_what_the_reader_reads() -> None:
    """A right answer has each key that the schema requires, and is read."""
    wanted = Wanted(headline=True, why=True)
    assert set(json.loads(right("suit0001"))) == set(form(wanted)["required"])
    assert parse(right("suit0001")).fault == ""
