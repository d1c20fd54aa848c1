"""From what an editor names or does to a lesson: `teach`, `pin`, `drop`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from digest.app.options import RefusedError
from digest.types import Example

if TYPE_CHECKING:
    from digest.pipeline import Digest
    from digest.store import Lesson, Sign
    from digest.types import Choice, Entry, Item, Slot

_ENTRY, _STORY = re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{8}|\d{1,2}")
#: One word that is no title: an id with a letter too few or too many, and an address without its scheme.
_LIKE_ID = re.compile(r"[0-9a-f]{5,}|\d+", re.IGNORECASE)
_LIKE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}(?:[:/?#]\S*)?")


def named(digest: Digest, slot: Slot, what: str) -> Example:
    """The story that is meant. DigestError when there is none."""
    from digest.lessons import of_page

    what = " ".join(what.split())
    if "://" in what:
        found = of_page(what, digest.config, digest.store, now=digest.clock())
    elif _ENTRY.fullmatch(what) or _STORY.fullmatch(what):
        found = _known(digest, slot, what)
    else:
        found = Example(title=_title(what)[:300])
    return replace(found, by="teach")


def _title(what: str) -> str:
    """A title, if it can be one: what was mistyped must not be taught as words."""
    if len(what) < 3:
        raise RefusedError(f"{what!r}: expected an address, a story, an entry or a title")
    if _LIKE_ADDRESS.fullmatch(what):
        raise RefusedError(
            f"{what}: expected a title; an address begins with https://", mend=f"https://{what}"
        )
    if _LIKE_ID.fullmatch(what):
        mend = "`digest explain` shows ids: 8 hex digits for a story, 16 for an entry"
        raise RefusedError(f"{what}: neither a title nor the id of a story or an entry", mend=mend)
    return what


def _known(digest: Digest, slot: Slot, what: str) -> Example:
    """By rank in the draft, or by the id of an entry or of a story of the window, one that was left out included."""
    from digest.lessons import example_of

    if what.isdecimal() and len(what) < 3:
        from digest.app.editor import story_in_draft

        return _lead(digest, story_in_draft(digest, slot, what))
    if not (found := reports_of(digest, slot, what)):
        mend = "name its address; `digest explain` shows the ids of stories"
        raise RefusedError(f"{what}: no such story or entry is known for {slot.name}", mend=mend)
    return example_of(found[0])


def reports_of(digest: Digest, slot: Slot, what: str) -> list[Entry]:
    """The entry of that id, or those of the window whose story or guid it names, the best score first."""
    if found := digest.store.feeds.by_ids([what]):
        return [*found.values()]
    return [v.entry for v in digest.choose(slot).verdicts if what in (v.story, v.entry.guid)]


def pages_of(digest: Digest, slot: Slot, what: str) -> list[str]:
    """The pages, by canonical URL, of what a person names: an address, the id of an entry, the id of a story or its
    rank in the draft; the best report's first. RefusedError when there is none."""
    from digest.feeds.canonical import canonical_url

    if "://" in what:
        found = [canonical_url(what)]
    elif what.isdecimal() and len(what) < 3:
        from digest.app.editor import story_in_draft

        ids = [report.entry_id for report in story_in_draft(digest, slot, what).reports]
        known = digest.store.feeds.by_ids(ids)
        found = [known[one].canonical_url for one in ids if one in known]
    else:
        found = [entry.canonical_url for entry in reports_of(digest, slot, what)]
    if not any(found):
        expected = f"the address of a page, https://…, or the id of a story or an entry of {slot.name}"
        raise RefusedError(f"{what}: expected {expected}", mend="`digest explain` shows both")
    return list(dict.fromkeys(filter(None, found)))


def _lead(digest: Digest, item: Item) -> Example:
    """A story as its first report tells it."""
    from digest.feeds.canonical import canonical_url
    from digest.lessons import example_of

    entry = digest.store.feeds.by_ids([item.lead.entry_id]).get(item.lead.entry_id)
    return example_of(entry) if entry else Example(title=item.headline, url=canonical_url(item.lead.url))


def by_pin(digest: Digest, slot: Slot, page: str, choice: Choice) -> Lesson | None:
    """A pin of a story that the topic alone keeps out says that the topic is wrong: a lesson. One of a story that was
    left out for room, a cap, or because it was told, says nothing of the topic; nor does one against the editor's
    own `must` and `never`. `choice` is the decision without the pin."""
    from digest.lessons import example_of

    verdicts = [v for v in choice.verdicts if v.entry.canonical_url == page]
    if not verdicts:
        return None
    story = verdicts[0].story
    relevance = max(v.score for v in choice.verdicts if v.story == story)
    if not 0 < relevance < digest.config.limits.floor:
        return None
    entry = max((v.entry for v in verdicts), key=lambda entry: (len(entry.text), entry.text, entry.title))
    return _taught(digest, slot, "like", replace(example_of(entry), by="pin"))


def by_drop(digest: Digest, slot: Slot, item: Item) -> Lesson:
    """A story that was dropped because it is not of the topic."""
    return _taught(digest, slot, "unlike", replace(_lead(digest, item), by="drop"))


def _taught(digest: Digest, slot: Slot, sign: Sign, example: Example) -> Lesson:
    topic = digest.configured_topic().name
    return digest.store.examples.teach(topic, sign, example, now=digest.clock(), slot=slot.name)[0]


def lesson_json(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id or None,
        "topic": lesson.topic,
        "sign": lesson.sign,
        "by": lesson.example.by,
        "slot": lesson.slot,
        "title": lesson.example.title,
        "url": lesson.example.url,
        "at": lesson.at.isoformat(),
    }
