"""The week as one pipe:

    collect | choose | articles | summarise | compose | render | publish | deliver

(the first is in `digest.collect`, the third in `digest.articles`, the fourth in `digest.tell`, the sixth in
`digest.dressing`, the last two in `digest.post`)

Each verb below is one of these, takes a slot, and may be run twice. What to do is decided by the rooms
(pure functions from values to values); this module fetches the values, calls them, and keeps the results.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import digest
from digest import slots
from digest.account import Account, Progress, Silent
from digest.articles import read_for, with_article, with_articles
from digest.config import Config
from digest.dressing import dressed, findings, pictured
from digest.embedding import embedded
from digest.errors import UsageError
from digest.store import Draft, Published, Store
from digest.tell import tell
from digest.types import (
    Article,
    Choice,
    Edits,
    Entry,
    Finding,
    Issue,
    Letter,
    Slot,
    Summary,
    Told,
    Topic,
    Window,
)

#: How many past issues a new one is held against.
MEMORY = 12
#: Past issues whose subject and preheader are not composed again.
TITLES = 10


class Digest:
    """A newsletter at work. Built once (`digest.app.build`); the verbs may be called in any order, and again."""

    def __init__(
        self, config: Config, store: Store, *, clock: Callable[[], datetime], progress: Progress | None = None
    ) -> None:
        self.config = config
        self.store = store
        self.clock = clock
        self.progress: Progress = progress or Silent()
        self.account = Account()

    # -- slots --------------------------------------------------------------------------------------

    def slot(self, *, name: str = "", week: str = "", last: str = "") -> Slot:
        """The slot that is asked for; by default the one that is being prepared: the next to come."""
        try:
            if week:
                return slots.week(week, self.config.zone)
            if last:
                return slots.last(last, self.clock())
            published = self.store.issues.get(name) if name else None
            if published:
                return published.issue.slot
            if name:
                return self.after_the_last(self.config.schedule.on(slots.day(name)))
        except ValueError as error:
            raise UsageError(str(error)) from None
        except OverflowError:
            raise UsageError("expected a time between 1995 and 2199") from None
        return self.after_the_last(self.config.schedule.next(self.clock()))

    def after_the_last(self, slot: Slot) -> Slot:
        """The slot, its window beginning where the last issue's ended.

        That is the rule anyway; but `schedule` may have been changed since, and then the windows of the new one
        would overlap with what was told, or leave days out. A slot that was skipped in between stays skipped.
        """
        last = self.issue_before(slot)
        if last is None or last.issue.slot.window.end >= slot.window.end:
            return slot
        return dataclasses.replace(slot, window=Window(last.issue.slot.window.end, slot.window.end))

    def issue_before(self, slot: Slot) -> Published | None:
        """The issue of the appointment before this one; None when that was skipped, or there was none.

        When the schedule was changed, the appointment before may have been too soon after the last issue to be
        kept (see `too_soon`); then that issue is the one before.
        """
        last = next(iter(self._issues_before(slot)), None)
        if slot.at is None or last is None or last.issue.slot.at is None:
            return None
        before = self.config.schedule.before(slot.at)
        return last if last.issue.slot.at >= before or self._is_near(last.issue.slot.at, before) else None

    def _is_near(self, last: datetime, at: datetime) -> bool:
        return last <= at and at - last < (at - self.config.schedule.before(at)) / 2

    def too_soon(self, slot: Slot) -> bool:
        """Whether the last letter went out less than half a cadence before: somebody has changed the schedule, and
        readers who had Thursday's letter do not want another on Friday."""
        last = next(iter(self._issues_before(slot)), None)
        return bool(slot.at and last and last.issue.slot.at and self._is_near(last.issue.slot.at, slot.at))

    # -- collect ------------------------------------------------------------------------------------

    def fetch(self) -> None:
        """Read the feeds and keep what they hold. An error when not one of them was read: see `collect`."""
        from digest.collect import collect

        collect(self.config, self.store, self.account, self.progress, now=self.clock())

    # -- choose -------------------------------------------------------------------------------------

    def topic(self) -> Topic:
        """What the newsletter is about: as configured, and what the editor has taught since."""
        from digest.lessons import with_taught

        topic = self.configured_topic()
        return with_taught(topic, self.store.examples.taught(topic.name))

    def configured_topic(self) -> Topic:
        """The topic of feeds.yaml; of examples that are addresses, the stories behind them."""
        from digest.choose import shipped_topic
        from digest.lessons import resolved

        topic = self.config.topic
        if isinstance(topic, str):
            return shipped_topic(topic)
        return resolved(topic, self.config, self.store, self.account, self.progress, now=self.clock())

    def entries(self, slot: Slot) -> tuple[Entry, ...]:
        """The entries of the slot's window, as the feeds are named today."""
        before = self.issue_before(slot)
        until = before.drafted if before else None
        feeds = {feed.url: feed for feed in self.config.feeds}
        titles = {url: state.title for url, state in self.store.feeds.states().items()}
        chosen: list[Entry] = []
        for seen in self.store.feeds.within(slot.window, feeds):
            entry, feed = seen.entry, feeds[seen.entry.feed_url]
            belongs = slots.belongs(
                entry.published,
                entry.first_seen,
                backlog=seen.backlog,
                window=slot.window,
                considered_until=until,
            )
            if belongs != "no":
                source = feed.title or titles.get(feed.url) or entry.source
                notes = (*entry.notes, "seen late") if belongs == "late" else entry.notes
                chosen.append(dataclasses.replace(entry, source=source, section=feed.section, notes=notes))
        return tuple(chosen)

    def _issues_before(self, slot: Slot) -> list[Published]:
        """The issues before this one, newest first. To a window that is only looked at, those that were over."""
        recent = self.store.issues.recent(MEMORY + 1)
        if slot.at is None:
            return [p for p in recent if p.issue.slot.window.end <= slot.window.begin][:MEMORY]
        return [p for p in recent if p.issue.slot.at and p.issue.slot.at < slot.at][:MEMORY]

    def told(self, slot: Slot) -> tuple[Told, ...]:
        """What earlier issues told."""
        past: list[Told] = []
        for published in self._issues_before(slot):
            site = published.issue.newsletter.site_url
            entries = self.store.feeds.by_ids(r.entry_id for i in published.issue.items for r in i.reports)
            for item in published.issue.items:
                reports = [entries[r.entry_id] for r in item.reports if r.entry_id in entries]
                url = f"{site}/issues/{published.slot}" if site else ""
                past.append(remembered(published.slot, item.headline, reports, url=url))
        return tuple(past)

    def edits(self, slot: Slot) -> Edits:
        """What the editor asked for."""
        return self.store.drafts.edits(slot.name)

    def choose(self, slot: Slot, entries: Sequence[Entry] | None = None) -> Choice:
        """Decide about every entry of the window."""
        from digest.choose import choose, embedders

        entries = self.entries(slot) if entries is None else entries
        topic, past = self.topic(), self.told(slot)
        told = self.store.feeds.by_ids(entry_id for one in past for entry_id in one.entry_ids).values()
        with self.account.stage("embed"):
            by_terms, by_meaning = embedders(topic)
            vectors = embedded(by_terms, entries, self.store, self.progress, what="reading words")
            meanings = embedded(
                by_meaning, [*told, *entries], self.store, self.progress, what="reading entries"
            )
        with self.account.stage("choose"):
            choice = choose(
                entries,
                topic=topic,
                limits=self.config.limits,
                window=slot.window,
                weights={feed.url: feed.weight for feed in self.config.feeds},
                vectors=vectors,
                meanings=meanings,
                past=past,
                edits=self.edits(slot),
                languages=frozenset({self.config.newsletter.language.split("-")[0].lower()}),
            )
        self.account.count(
            entries_in_window=len(entries),
            stories_chosen=len(choice.stories),
            near_misses=len(choice.near_misses),
        )
        return choice

    # -- summarise and compose ----------------------------------------------------------------------

    def draft(self, slot: Slot) -> Draft:
        """The draft of a slot: the one there is, or a new version when anything it is made from has changed."""
        entries = self.entries(slot)
        made_from = self._made_from(slot, entries)
        latest = self.store.drafts.latest(slot.name)
        if latest and latest.inputs == _hash(made_from, self._articles(entries)):
            self.account.count(entries_in_window=len(entries), stories_chosen=len(latest.issue.items))
            return latest
        choice = self.choose(slot, entries)
        if self.config.file.fetch.articles:
            read_for(choice, self.config, self.store, self.account, self.progress, now=self.clock())
        articles = self._articles(entries)
        choice = with_articles(choice, articles)
        summaries, intro = tell(
            choice.stories, self.config, self.store, self.account, self.progress, clock=self.clock
        )
        issue = self._compose(slot, entries, choice, summaries, intro)
        issue = dataclasses.replace(issue, subject=self.store.drafts.edits(slot.name).subject)
        issue = pictured(issue, self.config, self.store, self.account, self.progress, now=self.clock())
        draft = self.store.drafts.add(issue, inputs=_hash(made_from, articles), now=self.clock())
        if slot.at is not None and slot.at > self.clock():  # to look at a past one is not to have it sent
            self._mark_drafted(slot)
        return draft

    def reports(self, issue: Issue) -> dict[str, Entry]:
        """The entries of an issue by id, each with the text that it was told from: evidence refers to that."""
        entries = self.store.feeds.by_ids(r.entry_id for item in issue.items for r in item.reports)
        articles = self._articles(entries.values())
        return {key: with_article(entry, articles.get(entry.canonical_url)) for key, entry in entries.items()}

    def _articles(self, entries: Iterable[Entry]) -> dict[str, Article]:
        """The pages of entries that were read, by canonical URL."""
        found = self.store.articles.get(entry.canonical_url for entry in entries if entry.canonical_url)
        return {url: article for url, article in found.items() if article.status == "ok"}

    def _made_from(self, slot: Slot, entries: Sequence[Entry]) -> dict[str, Any]:
        """All that a draft is made from but the pages that are read while it is made, this program's version
        included."""
        from digest.choose.embedder import WEIGHTS

        file = self.config.file.model_dump(
            mode="json", exclude={"delivery", "evaluation", "fetch", "letter", "templates"}
        )
        edits = self.store.drafts.edits(slot.name)
        window = slot.window
        return {
            "version": digest.__version__,
            "config": file,
            "topic": dataclasses.asdict(self.topic()),
            "window": [window.begin.isoformat(), window.end.isoformat()] if slot.at else slot.name,
            "entries": [(e.id, e.source, e.section, e.title, e.text, e.notes) for e in entries],
            "told": [p.slot for p in self._issues_before(slot)],
            "edits": [sorted(edits.pins), sorted(edits.drops), *([edits.subject] if edits.subject else [])],
            "pages": self.config.file.fetch.articles,
            **({"images": images} if (images := self.config.file.letter.images) != "off" else {}),
            "weights": os.environ.get(WEIGHTS, ""),
            "key": self._key_mark(),
        }

    def _key_mark(self) -> str:
        """Another key makes another draft: the one before may have been told by extracts because of a wrong one."""
        key = self.config.environment.llm_key.get_secret_value()
        asked = self.config.file.summariser.kind == "llm" and key
        return hashlib.sha256(key.encode()).hexdigest() if asked else ""

    def _compose(
        self,
        slot: Slot,
        entries: Sequence[Entry],
        choice: Choice,
        summaries: dict[str, Summary],
        intro: str = "",
    ) -> Issue:
        from digest.letter.compose import compose

        with self.account.stage("compose"):
            return compose(
                choice,
                summaries,
                newsletter=self.config.newsletter,
                slot=slot,
                topic=self.topic().name,
                considered=len(entries),
                sources=len({entry.feed_url for entry in entries}),
                intro=intro,
            )

    def _mark_drafted(self, slot: Slot) -> None:
        row = self.store.slots.get(slot.name)
        if row is None or row.state == "open":
            self.store.slots.mark(slot.name, now=self.clock(), state="drafted")

    # -- render and check ---------------------------------------------------------------------------

    def letter(self, issue: Issue, *, evidence: bool = False) -> Letter:
        """The issue, dressed; with `evidence`, for the editor: each sentence shows on hover what it rests on."""
        return self.dressed(issue, evidence=evidence)[1]

    def dressed(self, issue: Issue, *, evidence: bool = False) -> tuple[Issue, Letter]:
        """The issue as its letter tells it, and the letter. A story that cannot be rendered is in neither, one that
        makes the letter too large is shortened, the last ones first; the account warns of both.

        A draft that may still be sent has the number that it would have now: what an editor looks at and checks is what
        readers get. A window that is only looked at has none.
        """
        if issue.number is None and issue.slot.at is not None:
            issue = dataclasses.replace(issue, number=self.store.issues.next_number())
        return dressed(
            issue,
            self.config,
            self.account,
            self.progress,
            earlier=[published.letter for published in self._issues_before(issue.slot)[:TITLES]],
            evidence=self.reports(issue) if evidence else None,
            pictures=self.store.pictures.data(item.picture.hash for item in issue.items if item.picture),
        )

    def findings(self, letter: Letter) -> tuple[Finding, ...]:
        return findings(letter, self.config)


def remembered(slot: str, headline: str, reports: Sequence[Entry], *, url: str = "") -> Told:
    """A story that an issue told, as those after it are held against it."""
    return Told(
        slot=slot,
        headline=headline,
        url=url,
        entry_ids=tuple(entry.id for entry in reports),
        urls=tuple(entry.canonical_url for entry in reports if entry.canonical_url),
        titles=tuple(entry.title for entry in reports),
        texts=tuple(entry.text for entry in reports),
    )


def _hash(made_from: Mapping[str, Any], articles: Mapping[str, Article]) -> str:
    """Of all that a draft is made from. Two pages with the same words are the same."""
    pages = sorted(
        [url, one.title, one.text, one.image.url if one.image else ""] for url, one in articles.items()
    )
    known = json.dumps({**made_from, "articles": pages}, sort_keys=True)
    return hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()
