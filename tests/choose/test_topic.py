"""The shipped topic, and topics that an editor spells out."""

from __future__ import annotations

import pytest

from digest.choose import shipped_names, shipped_topic, sides
from digest.choose.lexicon import shipped
from digest.errors import ConfigError
from digest.types import Entry, Example, Topic
from tests.choose.helpers import OTHERS, reasons_of, run, told, week
from tests.makers import entry


def score(choice_of: list[Entry], title: str, topic: Topic) -> float:
    return next(v.score for v in run(choice_of, topic=topic).verdicts if v.entry.title == title)


def test_the_shipped_topic_has_many_examples_of_both_kinds() -> None:
    """They are its meaning; each stands once."""
    topic = shipped_topic("ai-and-media")
    titles = [example.title for example in (*topic.like, *topic.unlike)]
    assert min(len(topic.like), len(topic.unlike)) >= 40
    assert len(set(titles)) == len(titles)
    assert topic.describe


def test_an_unknown_name_says_which_there_are() -> None:
    """The message is shown to the editor as it is."""
    with pytest.raises(
        ConfigError, match=f"expected one of {', '.join(shipped_names())}, got 'ai-and-medai'"
    ):
        shipped_topic("ai-and-medai")


ON = (
    "Studio uses a text-to-video model for its new film",
    "Voice actors sue over AI clones of their voices",
    "Newspaper and AI firm sign a licensing deal",
    "Illustrators protest against AI-generated book covers",
    "Streaming service labels AI music",
)
OFF = (
    "AI lab's new model beats rivals at coding",
    "Chipmaker's next accelerator for AI training costs less",
    "Singer announces a world tour and a new album",
    "Television with an AI processor for better upscaling",
    "How to write better prompts for e-mail with an AI assistant",
    "24 hours only: AI art course bundle at a discount",
    "Scammers use a deepfake video call for bank fraud",
)


@pytest.mark.parametrize("off", OFF)
def test_both_sides_of_the_topic_are_needed(off: str) -> None:
    """AI without media and media without AI are near misses: below what is on topic, even as bare headlines.

    Below four in five: without a text, "Newspaper and AI firm sign a licensing deal" is placed under a deepfake fraud
    (docs/choosing.md, "Where it goes wrong").
    """
    entries = [entry(title, text="", guid=title) for title in (*ON, off)]
    topic = shipped_topic("ai-and-media")
    near_miss = score(entries, off, topic)
    assert sum(score(entries, on, topic) > near_miss for on in ON) >= len(ON) - 1


def test_the_reasons_name_the_words_and_the_nearest_example() -> None:
    """The editor sees what the score is made of."""
    [one] = told(
        ("Label sues maker of AI song generator", "The record label says the model was trained on its music.")
    )
    reasons = reasons_of(run([one]), one.id)
    assert any(r.startswith("AI and media: ") and "song generator" in r for r in reasons)
    assert any(r.startswith("media: ") and "record label" in r for r in reasons)
    assert any(r.startswith("like: 'Record labels sue") for r in reasons)


@pytest.mark.parametrize(("changes", "reason"), [({"never": ("sponsored",)}, "never: 'sponsored'"), ({"must": ("music", "films")}, "must: none of 'music', 'films'")])  # fmt: skip
def test_words_an_entry_must_or_must_not_hold(changes: dict[str, tuple[str, ...]], reason: str) -> None:
    """Such an entry is out, says why, and does not appear beside the others of its event."""
    base = shipped_topic("ai-and-media")
    topic = Topic(name=base.name, like=base.like, unlike=base.unlike, **changes)  # type: ignore[arg-type] # two of its tuple fields
    bad = entry("Sponsored: an image generator for your brand", text="Make AI art.")
    good = entry("AI music generator signs a label", text="A film follows.")
    choice = run([bad, good], topic=topic)
    verdict = {v.entry.id: v for v in choice.verdicts}
    assert reason in verdict[bad.id].reasons
    assert not verdict[bad.id].chosen
    assert verdict[bad.id].score == 0
    assert verdict[good.id].chosen


def test_a_new_topic_works_from_one_example() -> None:
    """The entries that share its words come first, and nothing ships in a week without any."""
    topic = Topic(
        name="buses",
        describe="Electric buses in cities.",
        like=(Example(title="Council orders electric buses"),),
    )
    choice = run(week(), topic=topic)
    assert choice.verdicts[0].entry.title == "City council buys electric buses"
    assert [s.lead.title for s in choice.stories] == ["City council buys electric buses"]
    assert run(told(*OTHERS[:2]), topic=topic).stories == ()


def test_unlike_examples_push_away() -> None:
    """The editor's second example may say what was not meant."""
    like = (Example(title="Council orders electric buses"),)
    unlike = (Example(title="City council buys vehicles"),)
    title = "City council buys electric buses"
    without, with_it = Topic(name="buses", like=like), Topic(name="buses", like=like, unlike=unlike)
    assert score(week(), title, with_it) < score(week(), title, without)


@pytest.mark.parametrize(
    ("title", "against"),
    [
        ("OpenAI shares a music clip made with Sora", False),
        ("Share this video with your friends", False),
        ("Unions take stock of a year of AI in film", False),
        ("Stock photo agency sues an image generator", False),
        ("Newspapers and papers of record sign a deal with an AI firm", False),
        ("Chipmaker's shares fall after its quarter", True),
        ("AI firm's stock doubles in a day", True),
        ("Stock photo agency's stock doubles", True),
        ("AI writes a third of all research papers in physics", True),
    ],
)
def test_a_word_with_two_meanings_speaks_against_in_one_of_them(title: str, against: bool) -> None:
    """To share a clip is no finance, and a stock photo is of the topic itself."""
    said = sides.reasons(shipped("ai-and-media").lexicon.find(f"{title}\n\n"))
    assert any(one.startswith(("against: business", "against: science")) for one in said) is against
