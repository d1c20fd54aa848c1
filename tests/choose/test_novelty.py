"""What a published issue told is not told again; a new development is, as an update."""

from __future__ import annotations

from dataclasses import replace

from digest.types import Edits, Told
from tests.choose.helpers import FILM, SUIT, reasons_of, run, told, week
from tests.makers import entry

SLOT = "2026-11-19"
PAST = Told(
    slot=SLOT,
    headline="Northern Records sues Hummer",
    titles=tuple(title for title, _ in SUIT),
    texts=tuple(text for _, text in SUIT),
)
OUT = f"told in the issue of {SLOT}"


def test_the_same_entry_is_told_once() -> None:
    """Its id is remembered, whatever the publisher has since made of its title."""
    [suit, *_] = entries = week()
    past = Told(slot=SLOT, headline="x", entry_ids=(suit.id,))
    choice = run([replace(suit, title="Something else entirely"), *entries[3:]], past=(past,))
    assert OUT in reasons_of(choice, suit.id)
    assert not any(v.chosen for v in choice.verdicts if v.entry.id == suit.id)


def test_the_same_page_in_another_feed_is_told_once() -> None:
    """Its canonical URL is remembered."""
    [suit, *_] = told(*SUIT)
    choice = run([suit], past=(Told(slot=SLOT, headline="x", urls=(suit.canonical_url,)),))
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
    assert f"update of a story told in the issue of {SLOT}" in story.reasons


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
    assert "told in the issue of 2026-11-20" in reasons_of(run(late, past=(PAST, later)), late[0].id)
