"""What is due now, and doing it once: the one thing that the command, cron and the server all call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from digest.errors import EXIT_TRY_AGAIN, DigestError, LetterError
from digest.notes import tell
from digest.pipeline import Digest
from digest.post import left_to_send, send
from digest.types import Slot

#: A server started for the first time this soon after a slot's moment was started for it; a schedule changed
#: that soon before it was changed for it.
FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done for one slot, or what kept it from being done."""

    slot: str
    said: str  #: in words
    again: bool = False  #: something is left that a later run will do
    error: DigestError | None = None


def run(digest: Digest) -> list[Outcome]:
    """Do what is due: letters that are not with everyone yet, the slot whose moment has come, the draft of the
    next one when its review has begun; and read the feeds, when nobody has for `fetch.every`, for many show only
    their last twenty entries. What fails does not keep the rest from being done; it is among the outcomes.
    """
    now, schedule = digest.clock(), digest.config.schedule
    latest, coming = (digest.after_the_last(slot) for slot in (schedule.latest(now), schedule.next(now)))
    outcomes: list[Outcome] = []
    for name in digest.store.slots.unfinished():
        outcomes += _attempt(name, partial(_resume, digest, name))
    _pass_over(digest, latest)
    outcomes += _attempt(latest.name, partial(_in_turn, digest, latest, _is_open, _finish))
    if coming.review_at and coming.review_at <= now:
        outcomes += _attempt(coming.name, partial(_in_turn, digest, coming, _wants_draft, _prepare))
    outcomes += _held(digest, latest)
    if is_stale(digest):
        outcomes += _attempt("", digest.fetch)
    outcomes += _attempt("", partial(tell, digest))
    digest.store.slots.appoint(coming.name, plan=digest.config.file.schedule.every, now=now)
    return outcomes


def _attempt(slot: str, work: Callable[[], Outcome | None]) -> list[Outcome]:
    try:
        outcome = work()
    except DigestError as error:
        return [Outcome(slot=slot, said=str(error), again=error.exit_code == EXIT_TRY_AGAIN, error=error)]
    return [outcome] if outcome else []


def _held(digest: Digest, slot: Slot) -> list[Outcome]:
    row = digest.store.slots.get(slot.name)
    if row is None or not row.held or row.state not in ("open", "drafted"):
        return []
    return [Outcome(slot=slot.name, said="held; `digest approve` sends it, `digest skip` does not")]


def _pass_over(digest: Digest, slot: Slot) -> None:
    """A slot in the past that was no appointment when it passed, for the schedule was another: not made up for.
    (Within the hour it was one: the schedule was changed for it, and nothing ran in between.)"""
    plan, now = digest.store.slots.plan(), digest.clock()
    changed = plan and plan != digest.config.file.schedule.every
    if changed and slot.at and now - slot.at >= FRESH and digest.store.slots.get(slot.name) is None:
        digest.store.slots.mark(slot.name, now=now, state="skipped")


def _in_turn(
    digest: Digest,
    slot: Slot,
    wanted: Callable[[Digest, Slot], bool],
    work: Callable[[Digest, Slot], Outcome],
) -> Outcome | None:
    """Work on a slot that wants it, alone: asked again with the lease in hand, for another may have been faster."""
    if not wanted(digest, slot):
        return None
    with digest.store.slots.lease(slot.name, now=digest.clock()):
        return work(digest, slot) if wanted(digest, slot) else None


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
        return not digest.too_soon(slot)
    return row.state in ("open", "drafted") and not row.held


def _wants_draft(digest: Digest, slot: Slot) -> bool:
    return not _is_reviewed(digest, slot) and not digest.too_soon(slot)


def _is_reviewed(digest: Digest, slot: Slot) -> bool:
    """Whether feeds were read and a draft was made when the slot's window was over, or the slot needs none."""
    row = digest.store.slots.get(slot.name)
    return row is not None and (row.state not in ("open", "drafted") or row.reviewed is not None)


def _prepare(digest: Digest, slot: Slot) -> Outcome:
    digest.fetch()
    draft = digest.draft(slot)
    digest.store.slots.mark(slot.name, now=digest.clock(), reviewed=True)
    when = slot.at.astimezone(digest.config.zone) if slot.at else None
    count = len(draft.issue.items)
    stories = "1 story" if count == 1 else f"{count} stories"
    said = (
        f"draft {draft.version} with {stories}; it goes out {when:%A %d %B %H:%M} unless you `digest hold` it"
    )
    return Outcome(slot=slot.name, said=said if count else "nothing on topic so far")


def _finish(digest: Digest, slot: Slot) -> Outcome:
    draft = digest.store.drafts.latest(slot.name)
    if not _is_reviewed(digest, slot) or draft is None or not draft.issue.items:
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
        if digest.draft(slot).version == draft.version:
            raise
        return _deliver(digest, slot)  # what the checks refused was mended in the configuration since


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
