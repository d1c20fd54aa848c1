"""A note to the editor: sent when a feed newly needs care, once, and never in the way of the letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from digest import due
from digest.account import Account, FeedLine
from digest.config import parse
from digest.errors import MailError
from digest.feeds.health import Condition, Sign
from digest.notes import NAMED, note, tell, words
from digest.pipeline import Digest
from digest.store import Store
from digest.types import Feed, FeedState
from tests.makers import NOW, newsletter

URL = "https://outlet.example/feed"
CONFIG = f"""\
newsletter: {{title: The Frame, from: "The Frame <hello@frame.example>"}}
delivery: {{outlet: "file://outbox"}}
fetch: {{notify: "Jo <editor@frame.example>"}}
feeds: [{{url: {URL}}}]
"""
GONE = FeedState(
    url=URL, title="Ünseen\n\u202eOutlet", disabled="gone (410)", last_attempt=NOW, last_success=NOW, first_success=NOW
)  # fmt: skip


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def digest(tmp_path: Path, clock: Clock) -> Iterator[Digest]:
    with Store(f"sqlite:///{tmp_path / 'digest.db'}", "main") as store:
        made = Digest(parse(CONFIG, tmp_path / "feeds.yaml"), store, clock=clock)
        made.account.feeds.append(FeedLine(title="x", url=URL, outcome="disabled", status=0, seconds=0))
        yield made


def notes(digest: Digest) -> list[EmailMessage]:
    files = sorted((digest.config.folder / "outbox").glob("*"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]  # type: ignore[misc]  # the policy makes it so


def test_a_feed_that_newly_needs_care_is_told_once(digest: Digest, clock: Clock) -> None:
    """One mail to the editor, in plain text, with what is the matter and what to do; the next day none."""
    digest.store.feeds.keep(GONE)
    tell(digest)
    [mail] = notes(digest)
    assert (mail["To"], mail["From"]) == ("editor@frame.example", "The Frame <hello@frame.example>")
    assert mail["Subject"] == "The Frame: 1 feed to look at"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content().replace("\r\n", "\n")
    assert f"Ünseen Outlet\n{URL}\n  disabled, not asked any more: gone (410)\n" in text
    assert f"digest feeds enable {URL}" in text
    clock.now = NOW + timedelta(days=2)
    tell(digest)
    assert len(notes(digest)) == 1


def test_a_failing_feed_is_told_with_its_cause_and_a_mend(digest: Digest) -> None:
    """Who reads the note need not look for them."""
    failing = FeedState(
        url=URL, failures=9, failing_since=NOW - timedelta(days=4), last_error=f"{URL}: the server answered 403",
        last_attempt=NOW,
    )  # fmt: skip
    digest.store.feeds.keep(failing)
    tell(digest)
    [mail] = notes(digest)
    text = mail.get_content()
    assert "failing, 9 times in a row since 2026-11-22: the server answered 403" in text
    assert "set fetch.contact" in text


def test_silence_is_told_once_whatever_comes_between(digest: Digest, clock: Clock) -> None:
    """Silent, a failure, silent again: one note."""
    long_ago = NOW - timedelta(weeks=9)
    silent = FeedState(url=URL, first_success=long_ago, last_success=NOW, last_attempt=NOW)
    hiccup = dataclasses.replace(silent, failures=1, failing_since=NOW + timedelta(days=2), last_error="x")
    for days, state in enumerate([silent, hiccup, silent]):
        clock.now = NOW + timedelta(days=2 * days)
        digest.store.feeds.keep(state)
        tell(digest)
    assert len(notes(digest)) == 1


def test_two_newsletters_may_share_an_outbox(digest: Digest) -> None:
    """Each one's note of the day is a file of its own."""
    digest.store.feeds.keep(GONE)
    tell(digest)
    config = parse(CONFIG.replace("{title", "{id: second, title"), digest.config.path)
    with Store(f"sqlite:///{digest.config.folder / 'digest.db'}", "second") as store:
        other = Digest(config, store, clock=digest.clock)
        other.account.feeds.extend(digest.account.feeds)
        tell(other)
    names = sorted(file.name for file in (digest.config.folder / "outbox").iterdir())
    assert names == [f"note-main-{NOW:%Y-%m-%d}.eml", f"note-second-{NOW:%Y-%m-%d}.eml"]


def test_nobody_is_told_without_being_asked_for(digest: Digest, tmp_path: Path) -> None:
    """No address, no note; and a run that read no feed has no news of them."""
    digest.store.feeds.keep(GONE)
    quiet = Digest(
        parse(CONFIG.replace("notify", "contact"), digest.config.path), digest.store, clock=digest.clock
    )
    quiet.account = digest.account
    tell(quiet)
    digest.account = Account()
    tell(digest)
    assert notes(digest) == []


def test_a_note_that_cannot_leave_waits(digest: Digest) -> None:
    """The outlet refuses: said as an error, and told when it works again."""
    digest.store.feeds.keep(GONE)
    outbox = digest.config.folder / "outbox"
    outbox.write_text("a file in its place")
    with pytest.raises(MailError, match="outbox"):
        tell(digest)
    outbox.unlink()
    tell(digest)
    assert len(notes(digest)) == 1


def test_a_note_does_not_stand_in_the_letter_s_way(digest: Digest) -> None:
    """Among the outcomes of `digest run`; what else is due is done."""
    digest.store.feeds.keep(GONE)
    (digest.config.folder / "outbox").write_text("a file in its place")
    digest.store.slots.mark(digest.config.schedule.latest(NOW).name, now=NOW, state="done")
    outcomes = due.run(digest)
    assert [type(outcome.error) for outcome in outcomes if outcome.error][-1] is MailError
    assert digest.store.slots.get(digest.slot().name)


def test_hostile_names_stay_in_their_line() -> None:
    """A title or a reason cannot add a header or a paragraph, and a hundred feeds are no book."""
    bad = Sign(kind="failing", said="=?utf-8?q?x?= Bcc: a@b.example")
    many = [Condition(feed=Feed(url=URL), title=f"T{n}", signs=(bad,)) for n in range(NAMED + 70)]
    message = message_from_bytes(note(many, newsletter(), "e@frame.example", now=NOW), policy=policy.default)
    assert message["Bcc"] is None
    assert "and 70 more" in words(many)
    assert words(many).count(URL) == NAMED


def test_a_note_is_a_mail_as_the_standard_wants_it() -> None:
    """CRLF everywhere, ASCII, lines within bounds, also with a sender beyond ASCII."""
    sender = newsletter(
        title="Bücher & Töne", sender_name="Bücher, Töne", sender_email="hallo@bücher.example"
    )
    made = note([Condition(feed=Feed(url=URL), title="ü" * 400)], sender, "e@frame.example", now=NOW)
    assert made.isascii()
    assert made.count(b"\n") == made.count(b"\r\n")
    assert max(map(len, made.split(b"\r\n"))) <= 998
    read = message_from_bytes(made, policy=policy.default)
    assert read["From"].addresses[0].display_name == "Bücher, Töne"
    assert read["Subject"] == "Bücher & Töne: 1 feed to look at"
