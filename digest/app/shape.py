"""What `--json` prints. Other programs read these: keys are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from digest.store import Draft
from digest.types import Entry, Evidence, Issue, Item, Picture, Report, Sentence, Slot, Verdict


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    entry = verdict.entry
    return {
        "guid": entry.guid,
        "url": entry.url,
        "title": entry.title,
        "source": entry.source,
        "published": entry.published.isoformat() if entry.published else None,
        "score": round(verdict.score, 6),
        "story": verdict.story,
        "chosen": verdict.chosen,
        "rank": verdict.rank,
        "reasons": list(verdict.reasons),
    }


def slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "name": slot.name,
        "at": slot.at.isoformat() if slot.at else None,
        "begin": slot.window.begin.isoformat(),
        "end": slot.window.end.isoformat(),
    }


def report_json(report: Report) -> dict[str, Any]:
    return {
        "entry": report.entry_id,
        "source": report.source,
        "title": report.title,
        "url": report.url,
        "published": report.published.isoformat(),
    }


def sentence_json(sentence: Sentence, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """A sentence and the places it rests on; `also` names those beyond the first."""
    shown = {"text": sentence.text, **place_json(sentence, entries)}
    return (
        shown | {"also": [place_json(place, entries) for place in sentence.also]} if sentence.also else shown
    )


def place_json(place: Sentence | Evidence, entries: Mapping[str, Entry]) -> dict[str, Any]:
    source = entries.get(place.entry_id)
    evidence = source.text[place.start : place.end] if source else ""
    return {"entry": place.entry_id, "start": place.start, "end": place.end, "evidence": evidence}


def item_json(item: Item, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """A story with its evidence: the characters `start` to `end` of that report's text, and those words."""
    update, why = item.update_of, item.summary.why
    return {
        "story": item.story_id,
        "headline": item.headline,
        "medium": item.medium,
        "lead": report_json(item.lead),
        "reports": [report_json(report) for report in item.reports],
        "summary": {
            "by": item.summary.by,
            "text": item.summary.text,
            "sentences": [sentence_json(s, entries) for s in item.summary.sentences],
        },
        "picture": _picture_json(item.picture) if item.picture else None,
        "no_picture": item.no_picture,
        "why_it_matters": item.why_it_matters,
        "why_it_matters_evidence": sentence_json(why, entries) if why else None,
        "update_of": {"slot": update.slot, "headline": update.headline, "url": update.url}
        if update
        else None,
    }


def _picture_json(picture: Picture) -> dict[str, Any]:
    return {
        "hash": picture.hash,
        "kind": picture.kind,
        "bytes": picture.size,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
    }


def issue_json(issue: Issue, entries: Mapping[str, Entry]) -> dict[str, Any]:
    return {
        "newsletter": issue.newsletter.title,
        "slot": slot_json(issue.slot),
        "number": issue.number,
        "topic": issue.topic,
        "intro": issue.intro,
        "considered": issue.considered,
        "sources": issue.sources,
        "sections": [
            {"kind": s.kind, "title": s.title, "stories": [item.story_id for item in s.items]}
            for s in issue.sections
        ],
        "stories": [{"rank": n, **item_json(item, entries)} for n, item in enumerate(issue.items, 1)],
        "near_misses": [report_json(report) for report in issue.near_misses],
        "warnings": list(issue.warnings),
    }


def draft_json(draft: Draft, entries: Mapping[str, Entry]) -> dict[str, Any]:
    return {
        "version": draft.version,
        "created": draft.created.isoformat(),
        **issue_json(draft.issue, entries),
    }
