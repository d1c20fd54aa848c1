"""What is due now, and doing it once: the one thing that the command, cron and the server all call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from digest.pipeline import Digest
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
    """Do what is due: the slot whose moment has come, the draft of the next one when its review has begun, and
    else the feeds, when nobody has read them for `fetch.every`: many show only their last twenty entries.

    No slot due is an empty list. BusyError when another living process is at a slot that is due.
    """
    now = digest.clock()
    outcomes = []
    latest, coming = digest.config.schedule.latest(now), digest.config.schedule.next(now)
    if _is_open(digest, latest):
        with digest.store.slots.lease(latest.name, now=now):
            if _is_open(digest, latest):  # another process may have done it before we had the lease
                outcomes.append(_finish(digest, latest))
    if coming.review_at and coming.review_at <= now and not _is_reviewed(digest, coming):
        with digest.store.slots.lease(coming.name, now=now):
            if not _is_reviewed(digest, coming):
                outcomes.append(_prepare(digest, coming))
    if not outcomes and is_stale(digest):
        digest.fetch()
    return outcomes


def is_stale(digest: Digest) -> bool:
    """Whether no feed was asked for as long as `fetch.every`, or longer."""
    asked = [state.last_attempt for state in digest.store.feeds.states().values() if state.last_attempt]
    return not asked or digest.clock() - max(asked) >= digest.config.fetch_every


def begin(digest: Digest) -> str:
    """For a server's first start: slots from before this newsletter began are not caught up with.

    Returns the name of the slot that was passed over, "" when there was none to pass over.
    """
    now = digest.clock()
    latest = digest.config.schedule.latest(now)
    if digest.store.slots.any() or (latest.at and now - latest.at < FRESH):
        return ""
    digest.store.slots.mark(latest.name, now=now, state="skipped")
    return latest.name


def _is_open(digest: Digest, slot: Slot) -> bool:
    """Whether a slot whose moment has come still wants work now."""
    row = digest.store.slots.get(slot.name)
    if row is None:
        return True
    if row.state == "published":
        return _wants_sending(digest, slot)
    return row.state in ("open", "drafted") and not row.held


def _wants_sending(digest: Digest, slot: Slot) -> bool:
    """Someone is waiting now; or the process died before it had written what became of its last letter."""
    waiting = digest.store.deliveries.pending(slot.name, digest.clock())
    died = digest.store.deliveries.listed(slot.name, "inflight")
    return bool(waiting or died) or not digest.left_to_send(slot.name)


def _is_reviewed(digest: Digest, slot: Slot) -> bool:
    """Whether a draft was made when the slot's window was over, or the slot needs none."""
    row = digest.store.slots.get(slot.name)
    if row and row.state not in ("open", "drafted"):
        return True
    draft = digest.store.drafts.latest(slot.name)
    return bool(draft and slot.review_at and draft.created >= slot.review_at)


def _prepare(digest: Digest, slot: Slot) -> Outcome:
    digest.fetch()
    draft = digest.draft(slot)
    when = slot.at.astimezone(digest.config.zone) if slot.at else None
    count = len(draft.issue.items)
    said = f"draft {draft.version} with {count} stories; it goes out {when:%A %d %B %H:%M} unless you `digest hold` it"
    return Outcome(slot=slot.name, said=said if count else "nothing on topic so far")


def _finish(digest: Digest, slot: Slot) -> Outcome:
    if digest.store.issues.get(slot.name) is None:
        if not _is_reviewed(digest, slot):
            _prepare(digest, slot)
        draft = digest.store.drafts.latest(slot.name)
        if draft is None or not draft.issue.items:
            digest.store.slots.mark(slot.name, now=digest.clock(), state="empty")
            return Outcome(slot=slot.name, said="nothing on topic this time; no letter is sent")
    tally = digest.send(slot)
    left = digest.left_to_send(slot.name)
    said = f"sent to {tally.accepted}"
    for count, what in ((tally.refused, "refused"), (tally.unknown, "unknown"), (left, "to be tried again")):
        said += f", {count} {what}" if count else ""
    return Outcome(slot=slot.name, said=said, again=bool(left))
