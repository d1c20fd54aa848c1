"""What is due now, and doing it once: the one thing that the command, cron and the server all call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.errors import LetterError
from digest.pipeline import Digest
from digest.post import left_to_send, send
from digest.types import Slot

#: A server started for the first time this soon after a slot's moment was started for it.
FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done for one slot."""

    slot: str
    said: str  #: in words
    again: bool = False  #: something is left that a later run will do


def run(digest: Digest) -> list[Outcome]:
    """Do what is due: letters that are not with everyone yet, the slot whose moment has come, the draft of the
    next one when its review has begun; and else read the feeds, when nobody has for `fetch.every`, for many show
    only their last twenty entries.

    No slot due is an empty list. BusyError when another living process is at a slot that is due.
    """
    now = digest.clock()
    latest = digest.after_the_last(digest.config.schedule.latest(now))
    coming = digest.after_the_last(digest.config.schedule.next(now))
    outcomes = [o for name in digest.store.slots.unfinished() if (o := _resume(digest, name))]
    outcomes += _in_turn(digest, latest, _is_open, _finish)
    row = digest.store.slots.get(latest.name)
    if row and row.held and row.state in ("open", "drafted"):
        outcomes.append(
            Outcome(slot=latest.name, said="held; `digest approve` sends it, `digest skip` does not")
        )
    if coming.review_at and coming.review_at <= now:
        outcomes += _in_turn(digest, coming, _wants_draft, _prepare)
    if not outcomes and is_stale(digest):
        digest.fetch()
    return outcomes


def _in_turn(
    digest: Digest,
    slot: Slot,
    wanted: Callable[[Digest, Slot], bool],
    work: Callable[[Digest, Slot], Outcome],
) -> list[Outcome]:
    """Work on a slot that wants it, alone: asked again with the lease in hand, for another may have been faster."""
    if not wanted(digest, slot):
        return []
    with digest.store.slots.lease(slot.name, now=digest.clock()):
        return [work(digest, slot)] if wanted(digest, slot) else []


def is_stale(digest: Digest) -> bool:
    """Whether no feed was asked for as long as `fetch.every`, or longer."""
    asked = _last_asked(digest)
    return asked is None or digest.clock() - asked >= digest.config.fetch_every


def _last_asked(digest: Digest) -> datetime | None:
    states = digest.store.feeds.states()
    asked = [states[feed.url].last_attempt for feed in digest.config.feeds if feed.url in states]
    return max((moment for moment in asked if moment), default=None)


def begin(digest: Digest) -> str:
    """For a server's first start: slots from before this newsletter began are not caught up with.

    Returns the name of the slot that was passed over, "" when there was none to pass over.
    """
    now = digest.clock()
    latest = digest.config.schedule.latest(now)
    if digest.store.slots.any(until=latest.name) or (latest.at and now - latest.at < FRESH):
        return ""
    digest.store.slots.mark(latest.name, now=now, state="skipped")
    return latest.name


def _is_open(digest: Digest, slot: Slot) -> bool:
    """Whether a slot whose moment has come has still to be published."""
    newest = next(iter(digest.store.issues.recent(1)), None)
    if newest and newest.issue.slot.at and slot.at and newest.issue.slot.at > slot.at:
        return False  # sent early by hand: an older letter does not follow a newer one
    row = digest.store.slots.get(slot.name)
    if row is None:
        return not _too_soon(digest, slot)
    return row.state in ("open", "drafted") and not row.held


def _too_soon(digest: Digest, slot: Slot) -> bool:
    """Whether the last letter went out less than half a cadence before: somebody has changed the schedule, and
    readers who had Thursday's letter do not want another on Friday."""
    last = digest.issue_before(slot)
    if last is None or slot.at is None or last.issue.slot.at is None:
        return False
    before = digest.config.schedule.latest(slot.at - timedelta(microseconds=1))
    return before.at is not None and slot.at - last.issue.slot.at < (slot.at - before.at) / 2


def _wants_draft(digest: Digest, slot: Slot) -> bool:
    return not _is_reviewed(digest, slot) and not _too_soon(digest, slot)


def _is_reviewed(digest: Digest, slot: Slot) -> bool:
    """Whether feeds were read and a draft was made when the slot's window was over, or the slot needs none."""
    row = digest.store.slots.get(slot.name)
    if row and row.state not in ("open", "drafted"):
        return True
    draft, asked = digest.store.drafts.latest(slot.name), _last_asked(digest)
    return bool(draft and asked and slot.review_at and min(draft.created, asked) >= slot.review_at)


def _prepare(digest: Digest, slot: Slot) -> Outcome:
    digest.fetch()
    draft = digest.draft(slot)
    when = slot.at.astimezone(digest.config.zone) if slot.at else None
    count = len(draft.issue.items)
    stories = "1 story" if count == 1 else f"{count} stories"
    said = (
        f"draft {draft.version} with {stories}; it goes out {when:%A %d %B %H:%M} unless you `digest hold` it"
    )
    return Outcome(slot=slot.name, said=said if count else "nothing on topic so far")


def _finish(digest: Digest, slot: Slot) -> Outcome:
    if not _is_reviewed(digest, slot):
        _prepare(digest, slot)
    draft = digest.store.drafts.latest(slot.name)
    if draft is None or not draft.issue.items:
        digest.store.slots.mark(slot.name, now=digest.clock(), state="empty")
        return Outcome(slot=slot.name, said="nothing on topic this time; no letter is sent")
    try:
        return _deliver(digest, slot)
    except LetterError:
        row = digest.store.slots.get(slot.name)
        if row and (row.held or row.state == "skipped"):  # the editor was faster than we
            return Outcome(slot=slot.name, said="held or skipped meanwhile; not sent")
        raise


def _resume(digest: Digest, name: str) -> Outcome | None:
    """Go on with a letter that is not with everyone yet: somebody is waiting, or the process died while sending."""
    published = digest.store.issues.get(name)
    if published is None:
        return None
    waiting = digest.store.deliveries.pending(name, digest.clock())
    died = digest.store.deliveries.listed(name, "inflight")
    left = left_to_send(digest, name)
    if left and not waiting and not died:
        return Outcome(slot=name, said=f"{left} to be tried again later", again=True)
    with digest.store.slots.lease(name, now=digest.clock()):
        return _deliver(digest, published.issue.slot) if name in digest.store.slots.unfinished() else None


def _deliver(digest: Digest, slot: Slot) -> Outcome:
    tally = send(digest, slot)
    left = left_to_send(digest, slot.name)
    said = f"sent to {tally.accepted}"
    for count, what in ((tally.refused, "refused"), (tally.unknown, "unknown"), (left, "to be tried again")):
        said += f", {count} {what}" if count else ""
    return Outcome(slot=slot.name, said=said, again=bool(left))
