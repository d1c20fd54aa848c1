"""The week as one pipe:

    collect | choose | summarise | compose | render | publish | deliver

Each verb below is one of these, takes a slot, and may be run twice. What to do is decided by the rooms
(pure functions from values to values); this module fetches the values, calls them, and keeps the results.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import digest
from digest import slots
from digest.account import Account, FeedLine, Progress, Silent
from digest.config import Config
from digest.errors import ConfigError, DigestError, FeedError, LetterError, OfflineError
from digest.store import Draft, Published, Store
from digest.types import (
    Choice,
    Entry,
    Feed,
    FeedState,
    Fetched,
    Finding,
    Issue,
    Letter,
    Receipt,
    Slot,
    Summary,
    Told,
    Topic,
)

if TYPE_CHECKING:
    from digest.deliver import Tally
    from digest.feeds.parse import Parser
    from digest.letter.mime import Mail
    from digest.letter.render import Templates

#: How many past issues a new one is held against.
MEMORY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What `run` did."""

    slot: str
    said: str  #: in words
    again: bool = False  #: something is left that a later run will do


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
            if name:
                return self.config.schedule.on(datetime.fromisoformat(name).date())
        except ValueError as error:
            raise ConfigError(str(error)) from None
        return self.config.schedule.next(self.clock())

    # -- collect ------------------------------------------------------------------------------------

    def fetch(self, feeds: Sequence[Feed] | None = None) -> Account:
        """Read the feeds and keep what they hold. OfflineError when not one of them answered."""
        from digest.feeds.fetch import fetch_feeds
        from digest.feeds.parse import Parser
        from digest.net.client import Client

        feeds = self.config.feeds if feeds is None else feeds
        states = self.store.feeds.states()
        jobs = [(feed, states.get(feed.url) or FeedState(url=feed.url)) for feed in feeds]
        now = self.clock()
        with (
            self.account.stage("fetch"),
            Client(self.policy()) as client,
            Parser() as parser,
            self.progress.step("fetching feeds", len(jobs)) as advance,
        ):
            for fetched in fetch_feeds(client, jobs, now=now, workers=self.config.file.fetch.workers):
                state = states.get(fetched.feed.url) or FeedState(url=fetched.feed.url)
                self.account.feeds.append(self._keep(fetched, state, parser, now))
                advance()
        return self._reckon()

    def policy(self) -> object:
        """The network's rules as configured."""
        from digest.net.client import Policy

        part = self.config.file.fetch
        contact = f"; +{part.contact}" if part.contact else ""
        private = part.allow_private if isinstance(part.allow_private, bool) else tuple(part.allow_private)
        return Policy(
            user_agent=f"digest/{digest.__version__} (newsletter{contact})",
            allow_private=private,
            ports=tuple(part.ports),
        )

    def _keep(self, fetched: Fetched, state: FeedState, parser: Parser, now: datetime) -> FeedLine:
        """Parse, clean and store one feed's answer. Whatever is wrong with it stays its own affair."""
        from digest.feeds.clean import entries_of
        from digest.feeds.fetch import after

        entries: tuple[Entry, ...] = ()
        problems: tuple[str, ...] = ()
        title, error, mend = state.title, fetched.error, fetched.mend
        if fetched.outcome == "fetched":
            try:
                parsed = parser.parse(fetched)
                entries, problems = entries_of(parsed, fetched.feed, now=now)
                title = parsed.title or title
            except FeedError as problem:
                error, mend = str(problem), problem.mend
        unread = fetched.outcome == "fetched" and bool(error)
        if unread:
            fetched = dataclasses.replace(fetched, outcome="failed", error=error, mend=mend)
        kept = self.store.feeds.keep(after(state, fetched, parsed_title=title, now=now), entries)
        return FeedLine(
            title=fetched.feed.title or title or fetched.feed.url,
            url=fetched.feed.url,
            outcome=fetched.outcome,
            status=fetched.status,
            seconds=round(fetched.seconds, 3),
            seen=len(entries),
            new=kept.new,
            edited=kept.edited,
            bytes=len(fetched.body),
            problems=problems,
            error=error,
            mend=mend,
        )

    def _reckon(self) -> Account:
        account = self.account
        account.feeds.sort(key=lambda line: line.title.casefold())
        outcomes = [line.outcome for line in account.feeds]
        account.count(
            **{
                f"feeds_{name}": outcomes.count(name)
                for name in ("fetched", "unchanged", "deferred", "failed")
            }
        )
        account.count(
            entries_seen=sum(line.seen for line in account.feeds),
            entries_new=sum(line.new for line in account.feeds),
            entries_edited=sum(line.edited for line in account.feeds),
        )
        if outcomes and all(outcome == "failed" for outcome in outcomes):
            first = account.feeds[0]
            raise OfflineError(
                f"none of the {len(outcomes)} feeds answered; {first.title}: {first.error}",
                mend="look at the network and at `digest feeds check`; what was read before is kept",
            )
        return account

    # -- choose -------------------------------------------------------------------------------------

    def topic(self) -> Topic:
        from digest.choose import shipped_topic

        topic = self.config.topic
        return shipped_topic(topic) if isinstance(topic, str) else topic

    def entries(self, slot: Slot) -> tuple[Entry, ...]:
        """The entries of the slot's window, as the feeds are named today."""
        before = self._issues_before(slot)
        until = before[0].drafted if before else None
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
        """The issues whose week was over when this one's began, newest first."""
        recent = self.store.issues.recent(MEMORY + 1)
        return [p for p in recent if p.issue.slot.window.end <= slot.window.begin][:MEMORY]

    def told(self, slot: Slot) -> tuple[Told, ...]:
        """What earlier issues told."""
        past: list[Told] = []
        for published in self._issues_before(slot):
            site = published.issue.newsletter.site_url
            entries = self.store.feeds.by_ids(r.entry_id for i in published.issue.items for r in i.reports)
            for item in published.issue.items:
                reports = [entries[r.entry_id] for r in item.reports if r.entry_id in entries]
                past.append(
                    Told(
                        slot=published.slot,
                        headline=item.headline,
                        url=f"{site}/issues/{published.slot}" if site else "",
                        entry_ids=tuple(entry.id for entry in reports),
                        urls=tuple(entry.canonical_url for entry in reports if entry.canonical_url),
                        titles=tuple(entry.title for entry in reports),
                        texts=tuple(entry.text for entry in reports),
                    )
                )
        return tuple(past)

    def choose(self, slot: Slot, entries: Sequence[Entry] | None = None) -> Choice:
        """Decide about every entry of the window."""
        from digest.choose import choose

        entries = self.entries(slot) if entries is None else entries
        with self.account.stage("embed"):
            vectors = self._vectors(entries)
        with self.account.stage("choose"):
            choice = choose(
                entries,
                topic=self.topic(),
                limits=self.config.limits,
                window=slot.window,
                weights={feed.url: feed.weight for feed in self.config.feeds},
                vectors=vectors,
                past=self.told(slot),
                edits=self.store.drafts.edits(slot.name),
                languages=frozenset({self.config.newsletter.language.split("-")[0].lower()}),
            )
        self.account.count(
            entries_in_window=len(entries),
            stories_chosen=len(choice.stories),
            near_misses=len(choice.near_misses),
        )
        return choice

    def _vectors(self, entries: Sequence[Entry]) -> dict[str, bytes]:
        """By entry id; only what was never embedded is embedded."""
        from digest.choose import Embedder, text_of

        embedder = Embedder()
        texts = {entry.id: text_of(entry) for entry in entries}
        hashes = {
            key: hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
            for key, text in texts.items()
        }
        known = self.store.embeddings.get(embedder.name, hashes.values())
        missing = {hashes[key]: text for key, text in texts.items() if hashes[key] not in known}
        if missing:
            keys = sorted(missing)
            with self.progress.step("embedding entries", len(keys)) as advance:
                for start in range(0, len(keys), 256):
                    batch = keys[start : start + 256]
                    known |= dict(zip(batch, embedder.embed([missing[key] for key in batch]), strict=True))
                    advance(len(batch))
            self.store.embeddings.put(embedder.name, {key: known[key] for key in keys})
        return {key: known[digest_] for key, digest_ in hashes.items()}

    # -- summarise and compose ----------------------------------------------------------------------

    def draft(self, slot: Slot) -> Draft:
        """The draft of a slot: the one there is, or a new version when anything it is made from has changed."""
        entries = self.entries(slot)
        inputs = self._inputs(slot, entries)
        latest = self.store.drafts.latest(slot.name)
        if latest and latest.inputs == inputs:
            self.account.count(entries_in_window=len(entries), stories_chosen=len(latest.issue.items))
            return latest
        choice = self.choose(slot, entries)
        summaries = self._summaries(choice)
        issue = self._compose(slot, entries, choice, summaries)
        draft = self.store.drafts.add(issue, inputs=inputs, now=self.clock())
        if slot.at is not None:
            self._mark_drafted(slot)
        return draft

    def _inputs(self, slot: Slot, entries: Sequence[Entry]) -> str:
        """A hash of all that a draft is made from, this program's version included."""
        file = self.config.file.model_dump(mode="json", exclude={"delivery", "fetch", "templates"})
        edits = self.store.drafts.edits(slot.name)
        window = slot.window
        known = {
            "version": digest.__version__,
            "config": file,
            "window": [window.begin.isoformat(), window.end.isoformat()] if slot.at else slot.name,
            "entries": [(e.id, e.source, e.section, e.title, e.text, e.notes) for e in entries],
            "told": [p.slot for p in self._issues_before(slot)],
            "edits": [sorted(edits.pins), sorted(edits.drops)],
        }
        return hashlib.sha256(json.dumps(known, sort_keys=True).encode("utf-8", "replace")).hexdigest()

    def _summaries(self, choice: Choice) -> dict[str, Summary]:
        from digest.summarise import summarise

        summaries: dict[str, Summary] = {}
        words, language = self.config.file.summariser.words, self.config.newsletter.language
        with (
            self.account.stage("summarise"),
            self.progress.step("summarising stories", len(choice.stories)) as advance,
        ):
            for story in choice.stories:
                summaries[story.id] = summarise(story, words=words, language=language)
                advance()
        for summary in summaries.values():
            key = f"summaries_{summary.by}"
            self.account.count(**{key: self.account.counts.get(key, 0) + 1})
        return summaries

    def _compose(
        self, slot: Slot, entries: Sequence[Entry], choice: Choice, summaries: dict[str, Summary]
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
            )

    def _mark_drafted(self, slot: Slot) -> None:
        row = self.store.slots.get(slot.name)
        if row is None or row.state == "open":
            self.store.slots.mark(slot.name, now=self.clock(), state="drafted")

    # -- render and check ---------------------------------------------------------------------------

    def templates(self) -> Templates:
        from digest.letter.render import Templates
        from digest.paths import shipped

        return Templates(self.config.templates_dir, shipped("templates"))

    def letter(self, issue: Issue) -> Letter:
        from digest.letter.render import render

        with self.account.stage("render"):
            letter = render(issue, self.templates())
        self.account.count(letter_bytes=len(letter.html.encode()))
        return letter

    def findings(self, letter: Letter) -> tuple[Finding, ...]:
        from digest.letter.lint import lint

        return lint(letter, self.config.newsletter)

    # -- publish and deliver ------------------------------------------------------------------------

    def publish(self, slot: Slot) -> Published:
        """Freeze the slot's latest draft and open its ledger. A published issue is returned as it is."""
        published = self.store.issues.get(slot.name)
        if published:
            return published
        draft = self.store.drafts.latest(slot.name)
        if draft is None:
            raise LetterError(f"slot {slot.name}: there is no draft", mend="make one with `digest draft`")
        if not draft.issue.items:
            raise LetterError(
                f"slot {slot.name}: the draft holds no story", mend="nothing is sent; see `digest explain`"
            )
        issue = dataclasses.replace(draft.issue, number=self.store.issues.next_number())
        letter = self.letter(issue)
        errors = [finding for finding in self.findings(letter) if finding.severity == "error"]
        if errors:
            said = "\n".join(f"{f.rule}: {f.message}" for f in errors)
            raise LetterError(f"slot {slot.name}: the letter may not be sent:\n{said}", mend=errors[0].mend)
        return self.store.issues.publish(issue, letter, drafted=draft.created, now=self.clock())

    def send(self, slot: Slot) -> Tally:
        """Hand a published issue to everyone who has not got it, once."""
        from digest.deliver import Tokens, load_key, open_outlet, send_issue

        published = self.publish(slot)
        tokens = Tokens(load_key(self.config.key_path), self.config.newsletter.id)
        mail = self.mail(published.letter, slot_name=slot.name, date=published.published)
        with self.account.stage("send"), self.open_outlet(open_outlet) as outlet:
            lost = self.store.deliveries.settle_crashed(
                slot.name, repeatable=outlet.repeatable, now=self.clock()
            )
            if lost and not outlet.repeatable:
                self.account.warnings.append(
                    f"{lost} deliveries were under way when the process died; whether they arrived is unknown and they "
                    f"are not sent again by themselves: `digest status --slot {slot.name}` lists them"
                )
            waiting = len(self.store.deliveries.pending(slot.name, self.clock()))
            with self.progress.step("sending letters", waiting) as advance:

                def told(_: Receipt) -> None:
                    advance()

                tally = send_issue(
                    slot.name,
                    outlet=outlet,
                    ledger=self.store.deliveries,
                    message_for=lambda d: mail.for_recipient(d.email, tokens.unsubscribe(d.subscriber_id)),
                    sender=self.config.newsletter.sender_email,
                    clock=self.clock,
                    progress=told,
                )
        self._close(slot)
        return tally

    def open_outlet(self, opener: Callable[..., object]) -> object:
        """The configured outlet. One that mails wants what the law and the mailbox providers want first."""
        url = self.config.file.delivery.outlet
        newsletter = self.config.newsletter
        if not url.startswith("file:"):
            for value, key, why in (
                (newsletter.site_url, "site.url", "the unsubscribe link leads there"),
                (newsletter.address, "newsletter.address", "a postal address is required in commercial mail"),
            ):
                if not value:
                    raise ConfigError(
                        f"{self.config.path.name}: {key}: missing, and sending mail needs it: {why}"
                    )
        password = self.config.environment.smtp_password.get_secret_value()
        return opener(url, password=password, base=self.config.folder)

    def mail(self, letter: Letter, *, slot_name: str, date: datetime) -> Mail:
        from digest.letter.mime import mail_of

        return mail_of(letter, self.config.newsletter, slot_name=slot_name, date=date)

    def _close(self, slot: Slot) -> None:
        counts = self.store.deliveries.counts(slot.name)
        self.account.count(**{f"deliveries_{state}": count for state, count in counts.items()})
        if not self.left_to_send(slot.name):
            self.store.slots.mark(slot.name, now=self.clock(), state="done")

    def left_to_send(self, name: str) -> int:
        """Deliveries that a later run will still try."""
        return len(self.store.deliveries.pending(name, datetime.max.replace(tzinfo=self.clock().tzinfo)))

    # -- the whole week -----------------------------------------------------------------------------

    def run(self) -> list[Outcome]:
        """Do what is due now, once: the slot whose moment has come, and the draft of the next one when its
        review has begun. Nothing due is an empty list."""
        now = self.clock()
        outcomes = []
        latest, coming = self.config.schedule.latest(now), self.config.schedule.next(now)
        if self._is_open(latest):
            with self.store.slots.lease(latest.name, now=now):
                if self._is_open(latest):  # another process may have done it while we waited for the lease
                    outcomes.append(self._finish(latest))
        if coming.review_at and coming.review_at <= now and not self._reviewed(coming):
            with self.store.slots.lease(coming.name, now=now):
                if not self._reviewed(coming):
                    outcomes.append(self._prepare(coming))
        return outcomes

    def _is_open(self, slot: Slot) -> bool:
        row = self.store.slots.get(slot.name)
        if row and row.state == "published":
            return bool(self.store.deliveries.pending(slot.name, self.clock())) or self._crashed(slot)
        return row is None or (row.state in ("open", "drafted") and not row.held)

    def _crashed(self, slot: Slot) -> bool:
        """Published, but not closed: the process died between the last delivery and its note in the ledger."""
        return bool(self.store.deliveries.listed(slot.name, "inflight")) or not self.left_to_send(slot.name)

    def _reviewed(self, slot: Slot) -> bool:
        """Whether a draft was made when the slot's window was over, or the slot needs none."""
        row = self.store.slots.get(slot.name)
        if row and row.state not in ("open", "drafted"):
            return True
        draft = self.store.drafts.latest(slot.name)
        return bool(draft and slot.review_at and draft.created >= slot.review_at)

    def _prepare(self, slot: Slot) -> Outcome:
        self.fetch()
        draft = self.draft(slot)
        when = slot.at.astimezone(self.config.zone) if slot.at else None
        return Outcome(
            slot=slot.name,
            said=f"draft {draft.version} with {len(draft.issue.items)} stories; it goes out "
            f"{when:%A %d %B %H:%M} unless you `digest hold` it",
        )

    def _finish(self, slot: Slot) -> Outcome:
        if self.store.issues.get(slot.name) is None:
            if not self._reviewed(slot):
                self._prepare(slot)
            draft = self.store.drafts.latest(slot.name)
            if draft is None or not draft.issue.items:
                self.store.slots.mark(slot.name, now=self.clock(), state="empty")
                return Outcome(slot=slot.name, said="nothing on topic this time; no letter is sent")
        tally = self.send(slot)
        left = self.left_to_send(slot.name)
        said = f"sent to {tally.accepted}"
        for count, what in (
            (tally.refused, "refused"),
            (tally.unknown, "unknown"),
            (left, "to be tried again"),
        ):
            said += f", {count} {what}" if count else ""
        return Outcome(slot=slot.name, said=said, again=bool(left))

    def begin(self) -> str:
        """For a server's first start: slots from before this newsletter began are not caught up with.

        Returns the name of the slot that was passed over, "" when there was none to pass over.
        """
        now = self.clock()
        latest = self.config.schedule.latest(now)
        if self.store.slots.any() or (latest.at and now - latest.at < FRESH):
            return ""
        self.store.slots.mark(latest.name, now=now, state="skipped")
        return latest.name


#: A server started for the first time this soon after a slot's moment was started for it.
FRESH = timedelta(hours=1)

__all__ = ["Digest", "DigestError", "Outcome"]
