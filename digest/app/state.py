"""`digest status`: did it run, did everyone get it once, what failed and why?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from digest.app import show
from digest.app.feedlist import health
from digest.values import redacted

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.types import Slot


def state_json(digest: Digest, name: str = "") -> dict[str, Any]:
    now = digest.clock()
    schedule = digest.config.schedule
    shown = (
        [digest.slot(name=name)] if name else [*_unfinished(digest), schedule.latest(now), schedule.next(now)]
    )
    return {
        "newsletter": digest.config.newsletter.title,
        "now": now.isoformat(),
        "slots": [_slot(digest, slot) for slot in shown],
        "subscribers": digest.store.subscribers.counts(),
        "outlet": redacted(digest.config.file.delivery.outlet),
        "runs": [
            {
                "command": run.command,
                "started": run.started.isoformat(),
                "seconds": run.seconds,
                "outcome": run.outcome,
                "counts": run.account.get("counts", {}),
                "warnings": run.account.get("warnings", []),
                "failed_feeds": {f["title"]: f["error"] for f in run.account.get("feeds", []) if f["error"]},
            }
            for run in digest.store.runs.recent()
        ],
        "feeds": [
            {"title": row["title"], "health": row["health"], "mend": row["mend"]}
            for row in health(digest)
            if row["needs_care"]
        ],
    }


def _unfinished(digest: Digest) -> list[Slot]:
    """Earlier issues that are not with everyone, or of which it is unknown."""
    schedule, now = digest.config.schedule, digest.clock()
    shown = (schedule.latest(now).name, schedule.next(now).name)
    states = ("pending", "deferred", "inflight", "unknown")
    recent = reversed(digest.store.issues.recent(12))
    return [
        p.issue.slot
        for p in recent
        if p.slot not in shown and digest.store.deliveries.listed(p.slot, *states)
    ]


def _slot(digest: Digest, slot: Slot) -> dict[str, Any]:
    row = digest.store.slots.get(slot.name)
    draft = digest.store.drafts.latest(slot.name)
    published = digest.store.issues.get(slot.name)
    troubled = digest.store.deliveries.listed(slot.name, "unknown", "refused", "deferred", "inflight")
    return {
        "slot": slot.name,
        "at": slot.at.isoformat() if slot.at else None,
        "drafted_at": slot.review_at.isoformat() if slot.review_at else None,
        "state": row.state if row else "open",
        "held": bool(row and row.held),
        "draft": {"version": draft.version, "stories": len(draft.issue.items)} if draft else None,
        "number": published.number if published else None,
        "subject": published.letter.subject if published else None,
        "deliveries": digest.store.deliveries.counts(slot.name),
        "troubled": [{"email": d.email, "state": d.state, "detail": d.detail} for d in troubled],
    }


def show_state(digest: Digest, name: str = "") -> None:
    state = state_json(digest, name)
    zone = digest.config.zone
    people = ", ".join(f"{n} {status}" for status, n in sorted(state["subscribers"].items())) or "none yet"
    show.say(f"{state['newsletter']}: subscribers {people}; outlet {state['outlet']}")
    for slot in state["slots"]:
        _show_slot(slot, zone, digest.clock())
    rows = []
    for run in state["runs"]:
        counts = run["counts"]
        failed = counts.get("feeds_failed", 0)
        parts = [
            f"{counts['entries_new']} new entries" if "entries_new" in counts else "",
            f"{show.feeds(failed)} failed" if failed else "",
            show.stories(counts["stories_chosen"]) if "stories_chosen" in counts else "",
            *run["warnings"],
        ]
        started = run["started"][:16].replace("T", " ")
        what = "; ".join(filter(None, parts))
        rows.append((started, run["command"], run["outcome"], f"{run['seconds']:.1f} s", what))
    if rows:
        show.table(["started (UTC)", "command", "outcome", ">took", "what"], rows, title="Last runs")
    _show_feeds(state["feeds"])


def _show_feeds(troubled: Sequence[dict[str, Any]]) -> None:
    """Feeds that need care, as they are by now: the last run may have been one that asked none."""
    if troubled:
        verb = "needs" if len(troubled) == 1 else "need"
        show.say(f"{show.feeds(len(troubled))} {verb} care (`digest feeds check`)")
    for row in troubled[: show.SHOWN]:
        show.say(f"  {row['title']}: {row['health']}")
    if len(troubled) > show.SHOWN:
        show.say(f"  and {len(troubled) - show.SHOWN} more")


def _stands(slot: dict[str, Any], now: datetime) -> str:
    """Where an issue stands. What is not held goes out by itself, approved or not: that is what an editor asks."""
    if slot["held"]:
        return f"{slot['state']}, held: `digest approve` releases it"
    if slot["state"] != "drafted":
        return str(slot["state"])
    later = datetime.fromisoformat(slot["at"]) > now
    return f"drafted, not held: it goes out {'at its slot' if later else 'with the next run'}"


def _show_slot(slot: dict[str, Any], zone: ZoneInfo, now: datetime) -> None:
    parts = [_stands(slot, now)]
    if slot["draft"]:
        parts.append(f"draft {slot['draft']['version']} with {show.stories(slot['draft']['stories'])}")
    if slot["number"]:
        parts.append(f"issue {slot['number']}: {slot['subject']}")
    parts += [f"{count} {state}" for state, count in sorted(slot["deliveries"].items())]
    at = datetime.fromisoformat(slot["at"]).astimezone(zone)
    show.say(f"  {slot['slot']} ({at:%A %H:%M %Z})  {'; '.join(parts)}")
    for delivery in slot["troubled"]:
        show.say(f"      {delivery['state']}: {delivery['email']} {delivery['detail']}")
    if any(delivery["state"] == "unknown" for delivery in slot["troubled"]):
        show.say(
            "      Who is sure that these did not arrive:  digest send --slot "
            + slot["slot"]
            + " --resend-unknown"
        )
