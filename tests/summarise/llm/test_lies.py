"""A model that lies: over real HTTP and the real SDK, none of it reaches a reader, and every story is told."""

from __future__ import annotations

import pytest

from digest.summarise.llm.reply import parse
from tests.summarise.llm.lies import LIES, Lie
from tests.summarise.llm.runs import run, shown
from tests.summarise.llm.server import Model, says
from tests.summarise.llm.stories import TELLINGS, right


@pytest.mark.parametrize("story_id", sorted(TELLINGS))
def test_a_true_telling_ships_as_it_was_written(story_id: str) -> None:
    """The other half of every test below: what is refused there is refused for the lie in it."""
    telling = TELLINGS[story_id]
    with Model(lambda asked: says(right(story_id))) as model:
        made = run(model, [telling.story], intro=False)
    summary = made.summaries[story_id]
    assert summary.by == "llm"
    assert [one.text for one in summary.sentences] == [text for text, _, _ in telling.sentences]
    assert summary.headline is not None
    assert summary.headline.text == telling.headline[0]
    assert (summary.why.text if summary.why else "") == (telling.why[0] if telling.why else "")
    assert made.warnings == ()
    assert len(model.asked) == 1


@pytest.mark.parametrize("told", LIES, ids=lambda told: f"{told.story}-{told.name}")
def test_no_lie_ships(told: Lie) -> None:
    """Asked to mend it the model insists; then an extract stands in its place, and the account says why."""
    story = TELLINGS[told.story].story
    with Model(lambda asked: says(told.reply())) as model:
        made = run(model, [story], intro=False)
    said = "\n".join(claim.text for claim in _claims(told.reply()))
    assert told.text.strip() in said or not parse(told.reply()).sentences  # the lie was there to be told
    text = shown([story], made)
    assert [words for words in told.never if words in text] == []
    assert made.summaries[story.id].sentences
    assert made.counts["llm_repairs"] == (told.where != "why")


def _claims(reply: str) -> list[object]:
    read = parse(reply)
    return [claim for claim in (*read.sentences, read.headline, read.why) if claim]


def test_there_are_enough_of_them() -> None:
    """Over a hundred, no two of one name."""
    assert len({told.name for told in LIES}) == len(LIES) >= 100
