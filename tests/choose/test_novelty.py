"""What a published issue told is not told again; a new development is, as an update."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from digest.choose.embedder import Minilm
from digest.types import Edits, Told
from tests.choose.helpers import FILM, SUIT, reasons_of, run, told, week
from tests.makers import WINDOW, entry

SLOT = "2026-11-19"
PAST = Told(
    slot=SLOT,
    headline="Northern Records sues Hummer",
    titles=tuple(title for title, _ in SUIT),
    texts=tuple(text for _, text in SUIT),
)
OUT = f"told in the issue of {SLOT}: '{PAST.headline}'"


def test_the_same_entry_is_told_once() -> None:
    """Its id is remembered, whatever the publisher has since made of its title."""
    [suit, *_] = entries = week()
    past = Told(slot=SLOT, headline=PAST.headline, entry_ids=(suit.id,))
    choice = run([replace(suit, title="Something else entirely"), *entries[3:]], past=(past,))
    assert OUT in reasons_of(choice, suit.id)
    assert not any(v.chosen for v in choice.verdicts if v.entry.id == suit.id)


def test_the_same_page_in_another_feed_is_told_once() -> None:
    """Its canonical URL is remembered."""
    [suit, *_] = told(*SUIT)
    choice = run([suit], past=(Told(slot=SLOT, headline=PAST.headline, urls=(suit.canonical_url,)),))
    assert choice.stories == ()
    assert OUT in reasons_of(choice, suit.id)


def test_a_late_report_with_nothing_new_is_not_told_again() -> None:
    """Another paper retells the event a week later in the words of the first."""
    late = entry("Northern Records sues AI music start-up Hummer", text="The label says 4,000 recordings were used to train the song generator.")  # fmt: skip
    choice = run([late], past=(PAST,))
    assert choice.stories == ()
    assert OUT in reasons_of(choice, late.id)


def test_a_new_development_is_an_update() -> None:
    """The settlement is news of the event that was told."""
    settled = entry(
        "Northern Records and song generator Hummer settle",
        text="Hummer pays 90 million euros, licenses the catalogue and lets singers opt out of AI covers.",
    )
    [story] = run([settled], past=(PAST,)).stories
    assert story.update_of == PAST
    assert f"update of a story {OUT}" in story.reasons


def test_told_reports_do_not_ride_along_with_an_update() -> None:
    """Only what is new is reported; the told entry stands beside it with its own reason."""
    [suit, *_] = told(*SUIT)
    settled = entry(
        "Northern Records and song generator Hummer settle suit over training data",
        text="Hummer pays 90 million euros, licenses the catalogue and lets singers opt out of AI covers.",
    )
    past = replace(PAST, entry_ids=(suit.id,), titles=(suit.title,), texts=(suit.text,))
    choice = run([suit, settled], past=(past,))
    [story] = choice.stories
    assert [e.id for e in story.entries] == [settled.id]
    assert OUT in reasons_of(choice, suit.id)


def test_other_events_are_left_alone() -> None:
    """A theme that was told before is no reason to be silent about a new event."""
    choice = run(week(), past=(PAST,))
    assert [story.lead.title in dict(FILM) for story in choice.stories] == [True]
    assert choice.stories[0].update_of is None


def test_a_pin_tells_it_again() -> None:
    """The editor's word is stronger than the memory."""
    [suit, *_] = told(*SUIT)
    choice = run(
        [suit], past=(replace(PAST, entry_ids=(suit.id,)),), edits=Edits(pins=frozenset({suit.canonical_url}))
    )
    assert [story.lead for story in choice.stories] == [suit]


def test_order_of_the_past_changes_nothing() -> None:
    """Two issues told the event; the latest is the one that is named."""
    later = replace(PAST, slot="2026-11-20")
    late = told(*SUIT)
    assert run(late, past=(PAST, later)) == run(late, past=(later, PAST))
    assert f"told in the issue of 2026-11-20: '{PAST.headline}'" in reasons_of(
        run(late, past=(PAST, later)), late[0].id
    )


# -- other events of the same people and places -----------------------------------------------------

BADGES = Told(
    slot="2026-11-05",
    headline="Streaming service Tonal adds verified badges so that listeners can tell human artists from AI",
    titles=(
        "Streaming service Tonal adds verified badges so that listeners can tell human artists from AI",
        "Tonal marks human musicians with a badge as AI songs flood the service",
    ),
    texts=(
        "The badge goes to artists with concerts and a profile. AI slop has flooded Tonal, listeners complain.",
        "The streaming service says AI-generated music will not get the badge.",
    ),
)


def test_the_same_words_about_another_event_are_no_repetition() -> None:
    """Weeks later the listeners of the same service want something else: that was told nowhere, and is no update."""
    other = entry(
        "Tonal listeners ask for a filter against AI songs in playlists",
        text="AI-generated music floods the streaming service, listeners complain, and there is no button to hide it.",
        published=WINDOW.end - timedelta(hours=20),
    )
    [story] = run([other], past=(BADGES,)).stories
    assert story.update_of is None


def test_what_many_outlets_tell_late_has_something_new() -> None:
    """A launch in the words of its test three weeks before: three papers do not retell that all at once. One paper
    alone does."""
    past = Told(
        slot="2026-11-05",
        headline="Clipstream tests a chatbot that finds videos",
        titles=(
            "Clipstream tests a chatbot that finds videos for creators",
            "Clipstream tries an AI search for videos",
        ),
        texts=(
            "The video platform Clipstream tests an AI chatbot search with some viewers.",
            "Some viewers see an AI chatbot beside the search of the video platform Clipstream.",
        ),
    )
    launch = told(
        (
            "Clipstream launches AI chatbot search for videos to all viewers",
            "The video platform opens its AI chatbot search, which finds the scene in a video, to all viewers.",
        ),
        (
            "AI chatbot search comes to all of Clipstream",
            "Viewers of the video platform ask the chatbot, and it plays the scene of the video.",
        ),
        (
            "Clipstream's AI search chatbot is now for everyone, creators are worried",
            "Creators fear that the video platform's chatbot search answers without views.",
        ),
    )
    [story] = run(launch, past=(past,)).stories
    assert (len(story.entries), story.update_of) == (3, past)
    assert run(launch[:1], past=(past,)).stories == ()


def test_vectors_of_what_was_told_may_be_given() -> None:
    """The store has them; what is damaged there is made anew."""
    late = entry("Northern Records sues AI music start-up Hummer", text="The label says 4,000 recordings were used to train the song generator.")  # fmt: skip
    ids = tuple(f"{n:016x}" for n in range(len(SUIT)))
    past = replace(PAST, entry_ids=ids)
    texts = [f"{title}\n\n{text}" for title, text in SUIT]
    given = dict(zip(ids, Minilm("ai-and-media").embed(texts), strict=True))
    expected = run([late], past=(past,))
    assert run([late], past=(past,), meanings=given) == expected
    assert run([late], past=(past,), meanings=dict.fromkeys(ids, b"damaged")) == expected
    far = {key: Minilm("ai-and-media").embed(["Council orders electric buses\n\n"])[0] for key in ids}
    assert run([late], past=(past,), meanings=far) != expected
