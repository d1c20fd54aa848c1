"""A run as a whole: what is asked how often, what it costs, when it ends, and that it can be had again for nothing."""

from __future__ import annotations

import dataclasses
import json
import time

import pytest

from tests.summarise.llm.lies import LIES
from tests.summarise.llm.runs import Memory, issue, run
from tests.summarise.llm.server import Act, Asked, Model, claims, refuses, says
from tests.summarise.llm.stories import CUTS, FINE, PRIZE, SUIT, TELLINGS, right

STORIES = (SUIT, CUTS, FINE, PRIZE)
LEADS_INTO = (
    (
        "The record label Northwind Records has filed a copyright suit against Tunesmith, which makes an AI music generator.",
        1,
        TELLINGS["suit0001"].sentences[0][0],
    ),
    (
        "By the end of March, the animation house Lumen Studio will cut 120 of its 400 jobs.",
        2,
        TELLINGS["cuts0001"].sentences[0][0],
    ),
)


def well(asked: Asked) -> Act:
    """A model that tells each story rightly, and leads into the issue."""
    if "this issue" in asked.task:
        return says(claims(LEADS_INTO))
    return says(right(next(one.id for one in STORIES if one.lead.title in asked.task)))


def test_an_issue_is_told_in_the_models_words() -> None:
    """Headlines, summaries, the line on why it matters and the introduction; every sentence with its exact place."""
    with Model(well) as model:
        made = run(model, STORIES)
    composed = issue(STORIES, made)
    assert composed.intro == " ".join(text for text, _, _ in LEADS_INTO)
    assert {item.summary.by for item in composed.items} == {"llm"}
    lead = composed.items[0]
    assert lead.headline == TELLINGS["suit0001"].headline[0]
    assert lead.lead.title == SUIT.lead.title
    assert lead.why_it_matters.startswith("Tomas Brandt")
    texts = {entry.id: entry.text for story in STORIES for entry in story.entries}
    for item in composed.items:
        for one in item.summary.sentences:
            place = texts[one.entry_id][one.start : one.end]
            assert place == place.strip()
            assert place.endswith(".")
    assert made.warnings == ()


def test_a_second_run_asks_nothing_and_says_the_same() -> None:
    """From memory, without any server: also where an answer was refused, and where it was no answer."""
    lie = next(one for one in LIES if one.name == "number-larger")

    def mixed(asked: Asked) -> Act:
        if "Lumen" in asked.task and "this issue" not in asked.task:
            return says("no JSON at all")
        return (
            says(lie.reply()) if "Tunesmith" in asked.task and "this issue" not in asked.task else well(asked)
        )

    memory = Memory()
    with Model(mixed) as model:
        first = run(model, STORIES, memory=memory)
        asked = len(model.asked)
        again = run(model, STORIES, memory=memory)
        assert len(model.asked) == asked
    assert (again.summaries, again.intro, again.warnings) == (first.summaries, first.intro, first.warnings)
    assert again.counts["llm_requests"] == again.counts["llm_tokens_in"] == 0
    assert again.counts["llm_remembered"] == asked


def test_the_account_has_tokens_and_cost() -> None:
    """900 tokens in and 120 out a request, at 2 and 10 a million: 0.003 each."""
    with Model(well) as model:
        made = run(model, STORIES, intro=False, price_in=2.0, price_out=10.0)
    assert made.counts["llm_requests"] == 4
    assert (made.counts["llm_tokens_in"], made.counts["llm_tokens_out"]) == (3600, 480)
    assert made.counts["llm_cost_millionths"] == 12_000
    assert (
        made.cost
        == "4 requests to the model, 0 answers known from before; 3,600 tokens in, 480 out, 0.0120 by your prices"
    )


def test_a_story_is_mended_once() -> None:
    """The reasons go back, fenced as data; the mended answer ships whole."""
    lie = next(one for one in LIES if one.name == "number-larger")
    with Model(lambda asked: says(right("suit0001") if asked.is_repair else lie.reply())) as model:
        made = run(model, [SUIT], intro=False)
    assert [one.text for one in made.summaries[SUIT.id].sentences] == [
        t for t, _, _ in TELLINGS["suit0001"].sentences
    ]
    assert (made.counts["llm_repairs"], made.counts["llm_replaced"]) == (1, 0)
    assert made.warnings == ()
    last = model.asked[1].body["messages"][-1]["content"]
    fences = [line for line in last.splitlines() if line.startswith("=====[")]
    assert len(fences) == 2
    assert fences[0] != f"{model.asked[0].fence}"
    assert "42,000" in last.split(fences[0])[1].split(fences[1])[0]


def test_a_sentence_that_stays_false_is_replaced() -> None:
    """By the extract's, in its place; the others stay the model's, and the account names the story and the reason."""
    lie = next(one for one in LIES if one.name == "number-larger")
    with Model(lambda asked: says(lie.reply())) as model:
        made = run(model, [SUIT], intro=False)
    summary = made.summaries[SUIT.id]
    texts = [one.text for one in summary.sentences]
    assert summary.by == "llm"
    assert texts[0] == TELLINGS["suit0001"].sentences[0][0]
    assert len(made.warnings) == 1
    assert made.warnings[0].startswith(SUIT.lead.title[:20])
    assert "replaced" in made.warnings[0]
    assert made.counts["llm_replaced"] == 1


def test_an_introduction_that_does_not_hold_is_the_issues_own() -> None:
    """Judged against the summaries that ship."""
    false = ((LEADS_INTO[0][0].replace("suit", "patent suit"), 1, LEADS_INTO[0][2]), ("Kite bought Lumen Studio for two billion euros this week.", 2, LEADS_INTO[1][2]))  # fmt: skip
    with Model(lambda asked: says(claims(false)) if "this issue" in asked.task else well(asked)) as model:
        made = run(model, STORIES)
    assert made.intro == ""
    assert "introduction is our own" in made.warnings[0]
    assert issue(STORIES, made).intro.startswith("Four stories")


def test_what_is_switched_off_is_not_asked_for() -> None:
    """Each of them costs tokens."""
    with Model(well) as model:
        made = run(model, STORIES, headline=False, why=False, intro=False)
    assert all(one.headline is None and one.why is None for one in made.summaries.values())
    assert '"headline"' not in model.asked[0].task
    properties = model.asked[0].body["response_format"]["json_schema"]["schema"]["properties"]
    assert set(properties) == {"sentences"}


def test_a_why_that_does_not_hold_is_left_out() -> None:
    """Reports seldom say why they matter; the model is not asked again for that alone."""
    lie = next(one for one in LIES if one.name == "why-invented")
    with Model(lambda asked: says(lie.reply())) as model:
        made = run(model, [SUIT], intro=False)
    assert len(model.asked) == 1
    assert made.summaries[SUIT.id].why is None
    assert len(made.summaries[SUIT.id].sentences) == 3


def test_days_become_dates() -> None:
    """“On Friday” is wrong when the letter is read: its date is written, and a day that nobody can tell is refused."""
    text = (
        "On Friday the label Northwind Records filed a copyright suit against the music generator Tunesmith."
    )
    quote = TELLINGS["suit0001"].sentences[0][2]
    with Model(lambda asked: says(claims([(text, 1, quote)]))) as model:
        made = run(model, [SUIT], intro=False, headline=False, why=False)
    assert made.summaries[SUIT.id].sentences[0].text == (
        "On 20 November the label Northwind Records filed a copyright suit against the music generator Tunesmith."
    )
    undated = dataclasses.replace(SUIT, entries=(dataclasses.replace(SUIT.lead, published=None),))
    with Model(lambda asked: says(claims([(text, 1, quote)]))) as model:
        made = run(model, [undated], intro=False, headline=False, why=False)
    assert "write the date" in model.asked[1].body["messages"][-1]["content"]
    assert text not in made.summaries[SUIT.id].text


# -- limits -----------------------------------------------------------------------------------------


def test_the_limit_of_tokens_ends_asking() -> None:
    """What was paid for is used, the rest is told by extracts, and the account says why."""
    stories = [dataclasses.replace(SUIT, id=f"story{n:03}") for n in range(6)]
    changed = [
        dataclasses.replace(
            one,
            entries=(
                dataclasses.replace(one.lead, text=f"{one.lead.text} Part {n} of it."),
                *one.entries[1:],
            ),
        )
        for n, one in enumerate(stories)
    ]
    with Model(lambda asked: says(right("suit0001"), tokens_in=4_000, tokens_out=200)) as model:
        made = run(model, changed, intro=False, tokens=10_000, concurrency=1)
    assert len(model.asked) == 2
    assert [one.by for one in made.summaries.values()] == ["llm"] * 2 + ["extractive"] * 4
    assert "4 of 6 stories told by extracts: the limit of 10,000 tokens" in made.warnings[0]


def test_an_endpoint_may_ask_for_patience() -> None:
    """Retry-After is kept to, and the answer after it taken."""
    moments: list[float] = []

    def script(asked: Asked) -> Act:
        moments.append(time.monotonic())
        return refuses(429, "slow", ("Retry-After", "1")) if asked.number == 1 else says(right("suit0001"))

    with Model(script) as model:
        made = run(model, [SUIT], intro=False)
    assert made.summaries[SUIT.id].by == "llm"
    assert moments[1] - moments[0] >= 1.0


def test_patience_beyond_the_deadline_is_not_had() -> None:
    """An endpoint that wants an hour is not asked again in this run, for any story."""
    stories = [dataclasses.replace(one) for one in STORIES]
    with Model(lambda asked: refuses(429, "slow", ("Retry-After", "3600"))) as model:
        made = run(model, stories, concurrency=1)
    assert len(model.asked) == 1
    assert all(one.by == "extractive" for one in made.summaries.values())


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_a_failure_that_passes_is_tried_again(status: int) -> None:
    """One of two requests fails, and no story is lost."""
    with Model(lambda asked: refuses(status) if asked.number == 1 else says(right("suit0001"))) as model:
        made = run(model, [SUIT], intro=False)
    assert made.summaries[SUIT.id].by == "llm"
    assert len(model.asked) == 2


def test_a_server_without_structured_output_is_asked_in_words() -> None:
    """json_schema, json_object and plain text are tried in turn, once in a run; then the form stands in the question."""

    def script(asked: Asked) -> Act:
        form = asked.body.get("response_format", {}).get("type", "text")
        return refuses(400, "response_format is not supported") if form != "text" else well(asked)

    with Model(script) as model:
        made = run(model, STORIES, concurrency=1, intro=False)
    assert {one.by for one in made.summaries.values()} == {"llm"}
    assert len(model.asked) == len(STORIES) + 2
    assert '"additionalProperties": false' in model.asked[-1].system


def test_a_babbling_model_is_not_asked_for_every_story() -> None:
    """Answers that cannot be read count as failures too: each costs tokens."""
    stories = [
        dataclasses.replace(
            SUIT, id=f"story{n:03}", entries=(dataclasses.replace(SUIT.lead, text=f"{SUIT.lead.text} {n}."),)
        )
        for n in range(10)
    ]
    with Model(lambda asked: says("I would love to help!")) as model:
        made = run(model, stories, concurrency=1, failures=3, intro=False)
    assert len(model.asked) == 6, "three stories, each mended once"
    assert all(one.sentences for one in made.summaries.values())


def test_a_run_ends_at_its_deadline() -> None:
    """What was heard by then is kept; an answer that comes later finds nobody."""

    def script(asked: Asked) -> Act:
        act = well(asked)
        return act if "Tunesmith" in asked.task else dataclasses.replace(act, pieces=[(20.0, b"")], head=b"")

    with Model(script) as model:
        begin = time.monotonic()
        made = run(model, STORIES, timeout=60.0, deadline=1.5)
        took = time.monotonic() - begin
    assert took < 10, "the requests alone would take twenty seconds"
    assert [made.summaries[one.id].by for one in STORIES] == ["llm"] + ["extractive"] * 3
    assert sum(int(line.split()[0]) for line in made.warnings if "told by extracts" in line) == 3


def test_nobody_there() -> None:
    """A refused connection is a reason like others."""
    with Model(well) as model:
        pass
    made = run(model, STORIES, deadline=5.0, failures=2, retries=0)
    assert all(one.by == "extractive" for one in made.summaries.values())
    assert "told by extracts" in made.warnings[0]
    assert json.dumps(made.counts)
