"""An endpoint that fails in every way we could think of: each story is told, on time, and nothing odd of it ships."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from tests.summarise.llm.bad_answers import BAD_ANSWERS, CANARY, EVIL, FORM, TAKEN, WIRE
from tests.summarise.llm.lies import LIES
from tests.summarise.llm.runs import KEY, Memory, run, shown
from tests.summarise.llm.server import Act, Model, refuses, says
from tests.summarise.llm.stories import SUIT, TELLINGS, right


@pytest.mark.parametrize("name", sorted(BAD_ANSWERS))
def test_what_is_no_answer_costs_no_story(name: str) -> None:
    """An extract tells the story; the account says why, without the endpoint's links, its canary or our key."""
    with Model(BAD_ANSWERS[name]) as model:
        made = run(model, [SUIT], intro=False, timeout=0.4, deadline=3.0, retries=0)
    assert model.asked, "the endpoint was asked"
    assert made.summaries[SUIT.id].by == "extractive"
    text = shown([SUIT], made)
    assert CANARY not in text
    assert EVIL not in text
    assert len(made.warnings) == 1
    assert KEY not in made.warnings[0]
    assert "\n" not in made.warnings[0]


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_what_is_odd_and_yet_an_answer_is_taken(name: str) -> None:
    """Fences, thoughts, prefaces, one piece instead of a stream: servers differ. Only the first object counts."""
    with Model(TAKEN[name]) as model:
        made = run(model, [SUIT], intro=False)
    assert [one.text for one in made.summaries[SUIT.id].sentences] == [
        text for text, _, _ in TELLINGS[SUIT.id].sentences
    ]
    text = shown([SUIT], made)
    assert CANARY not in text
    assert EVIL not in text
    assert 0 < made.counts["llm_tokens_in"] < 10_000


def test_a_redirect_leads_nowhere() -> None:
    """The endpoint is the operator's; where it points to is not. Nobody there is asked, with or without the key."""
    with Model(lambda asked: says(right(SUIT.id))) as elsewhere:
        for status in (301, 302, 303, 307, 308):
            target = (("Location", f"{elsewhere.base}/chat/completions"),)
            with Model(lambda asked, s=status, t=target: Act(status=s, headers=t)) as model:  # type: ignore[misc]
                made = run(model, [SUIT], intro=False)
            assert made.summaries[SUIT.id].by == "extractive"
        assert elsewhere.asked == []


def test_a_stranger_with_another_certificate_is_told_nothing(certificate: Path) -> None:
    """TLS verifies who answers before anything, the key above all, is sent."""
    with Model(lambda asked: says(right(SUIT.id)), certificate=certificate) as model:
        made = run(model, [SUIT], intro=False, retries=0)
    assert model.asked == []
    assert made.summaries[SUIT.id].by == "extractive"
    assert "certificate" in made.warnings[0].lower()


def test_together_they_are_over_a_hundred() -> None:
    """Of attacks that a reader could see the result of; no two of one name."""
    assert len(BAD_ANSWERS) + len(LIES) >= 200


def test_twelve_stories_are_told_in_time_whatever_each_request_meets() -> None:
    """Another failure for every request, the slow ones among them: the run ends at its deadline at the latest."""
    ways = [*WIRE.values(), *FORM.values(), *TAKEN.values()]
    stories = [dataclasses.replace(SUIT, id=f"story{n:03}") for n in range(12)]
    deadline = 3.0
    with Model(lambda asked: ways[asked.number * 7 % len(ways)](asked)) as model:
        begin = time.monotonic()
        made = run(model, stories, timeout=1.0, deadline=deadline, failures=50, retries=2)
        took = time.monotonic() - begin
    assert took < 8, "the slow answers alone would take longer"
    assert set(made.summaries) == {story.id for story in stories}
    assert all(summary.sentences for summary in made.summaries.values())
    assert CANARY not in shown(stories, made)


def test_a_silent_endpoint_is_not_waited_for_by_every_story() -> None:
    """The breaker opens, and what is left of the stories costs no time."""
    stories = [dataclasses.replace(SUIT, id=f"story{n:03}") for n in range(12)]
    with Model(WIRE["silence"]) as model:
        made = run(model, stories, timeout=0.3, deadline=20.0, failures=3, retries=0)
    assert len(model.asked) < len(stories)
    assert "3 failures in a row" in "".join(made.warnings)
    assert all(summary.by == "extractive" for summary in made.summaries.values())


def test_what_a_wrong_key_is_told_with_hides_the_key() -> None:
    """Servers repeat the key in their refusal; the account does not. No second try: the next would fail as well."""
    with Model(lambda asked: refuses(401, f"Incorrect API key provided: {KEY}. Find yours.")) as model:
        made = run(model, [SUIT], memory=Memory())
    assert len(model.asked) == 1
    assert "HTTP 401" in made.warnings[0]
    assert KEY not in made.warnings[0]
