"""Every noun of digest, frozen, in the order the data meets them.

    Feed -> Fetched -> Parsed -> Entry -> Story -> Item -> Issue -> Letter -> Delivery

All times are aware and in UTC; a naive one is refused by `utc`. Collections are tuples. A value with an
`id` keeps it for life. `slots=True` and `frozen=True` everywhere: a step of the pipeline makes new values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

# -- what the editor configured ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed the newsletter reads, as feeds.yaml has it."""

    url: str
    title: str = ""  #: the editor's name for it; "" takes the feed's own
    section: str = ""
    weight: float = 1.0  #: 1 is usual; 2 counts as two outlets in ranking, 0.5 as half a one


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A story that is (or is not) like those the editor wants."""

    title: str
    text: str = ""
    url: str = ""  #: of its page, where that is known
    by: Literal["", "teach", "pin", "drop", "vote"] = ""  #: how it was taught; "" for one that is configured


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What the newsletter is about, given by example."""

    name: str
    describe: str = ""
    like: tuple[Example, ...] = ()
    unlike: tuple[Example, ...] = ()
    must: tuple[str, ...] = ()  #: words of which an entry must hold at least one
    never: tuple[str, ...] = ()  #: words an entry must not hold
    shipped: bool = False  #: it comes with digest, and weights were learned for it
    taught_like: tuple[Example, ...] = ()  #: what the editor has taught since, oldest first
    taught_unlike: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """Who writes to whom: what the letter and the mail headers need of the configuration."""

    id: str = "main"
    title: str = "Digest"
    tagline: str = ""
    language: str = "en"  #: BCP 47
    timezone: str = "UTC"  #: IANA name
    sender_name: str = "Digest"
    sender_email: str = "digest@localhost"
    reply_to: str = ""
    address: str = ""  #: postal address; the law wants it in commercial mail (CAN-SPAM § 7704(a)(5))
    site_url: str = ""  #: without a trailing slash; "" when there is no site


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the letter is dressed."""

    theme: str = "journal"  #: journal, wire, plain, or a folder of your own in templates/themes
    accent: str = ""  #: `#RRGGBB`; "" keeps the theme's own
    masthead: str = ""  #: what stands over the letter; "" is the newsletter's title
    fallback: Literal["none", "last-good"] = "none"  #: what is done when a template is broken
    marks: bool = False  #: behind what a source says in a summary, a number that leads there


# -- time -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span of time: `begin <= t < end`."""

    begin: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        return self.begin <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One appointment with the readers, named by the local date of its moment (`2026-11-26`).

    A slot whose `at` is None is only looked at (`--week 2026-W18`, `--last 7d`) and is never sent.
    """

    name: str
    window: Window
    at: datetime | None = None  #: when the letter goes out
    review_at: datetime | None = None  #: when the draft is made; equals `window.end`


# -- fetching ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed from one fetch to the next."""

    url: str
    title: str = ""  #: the feed's own title
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""  #: sha256 of the last body that parsed
    fetches: int = 0
    failures: int = 0  #: in a row
    failing_since: datetime | None = None
    first_success: datetime | None = None
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    last_error: str = ""
    answered: bool = True  #: whether the last attempt brought any answer of HTTP, be it a refusal
    retry_at: datetime | None = None  #: not before this (Retry-After, backoff)
    address: str = ""  #: asked instead of `url`, which moved there for good; "" asks `url`
    moved_to: str = ""  #: where the last answer said that the feed has moved for good
    moved_seen: int = 0  #: answers in a row that said so
    final_url: str = ""  #: where the last body that was read came from, and its validators
    site: str = ""  #: the page that the feed said it belongs to
    disabled: str = ""  #: why it is not asked any more; "" while it is
    quarantine: str = ""  #: why its new entries wait for the editor; "" while they do not
    quarantined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What one request for a feed brought. Only `fetched` carries a body; all but that and `unchanged` an `error`.

    `deferred`: not asked, or not to the end, and that is nobody's mistake; `disabled`: not asked until the editor
    says so; `quarantined`: read, and its entries wait for the editor.
    """

    feed: Feed
    outcome: Literal["fetched", "unchanged", "deferred", "failed", "disabled", "quarantined"]
    status: int = 0  #: HTTP status, 0 when there was no answer
    url: str = ""  #: where the answer came from, after redirects
    moved_to: str = ""  #: where an unbroken chain of 301 and 308 led; "" when there was none
    content_type: str = ""
    body: bytes = b""
    size: int = 0  #: bytes of the body, decoded, also when it is not carried
    body_hash: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_at: datetime | None = None
    seconds: float = 0.0
    error: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture the publisher's feed names."""

    url: str
    width: int | None = None
    height: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry as the feed gives it: nothing cleaned, nothing trusted, "" for what is missing."""

    guid: str = ""
    url: str = ""
    title: str = ""  #: HTML, as `html` is: what a feed declares to be plain text is escaped by the parser
    html: str = ""  #: the longest of content and summary
    author: str = ""
    published: str = ""  #: ISO 8601 with offset; "" when the feed gives no date that can be read
    updated: str = ""
    tags: tuple[str, ...] = ()
    image: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A feed's document, read."""

    title: str = ""
    site: str = ""
    language: str = ""
    format: str = ""  #: rss20, rss10, atom10, json11 …
    entries: tuple[RawEntry, ...] = ()
    left_out: int = 0  #: entries beyond the limit
    problems: tuple[str, ...] = ()  #: what was mended or cut, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report in one feed, cleaned. The same page in two feeds is two entries of one story."""

    id: str  #: 16 hex digits of feed and guid: the same entry has the same id on every machine
    feed_url: str
    guid: str  #: the feed item's own id, else its link
    url: str  #: absolute http(s) address as published; "" when the feed gives none
    canonical_url: str  #: for telling pages apart: no tracking, no fragment, one spelling
    title: str  #: one line of plain text
    text: str  #: plain text, paragraphs separated by a blank line; "" when the feed gives only a title
    source: str = ""  #: the outlet's name for readers
    section: str = ""
    author: str = ""
    published: datetime | None = None  #: None when missing or implausible
    first_seen: datetime
    image: Image | None = None
    tags: tuple[str, ...] = ()
    language: str = ""  #: what the text is written in when that is certain, else as the feed states it
    notes: tuple[str, ...] = ()  #: what cleaning found odd: "dated in the future", "text cut" …

    @property
    def when(self) -> datetime:
        """The moment that places this entry in a week."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept of an entry, as far as it tells who it is."""

    id: str
    guid: str
    url: str
    canonical_url: str
    title: str
    when: datetime  #: `Entry.when`


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A feed's document, read and cleaned: what comes out of the box."""

    title: str = ""  #: the feed's own, one line
    site: str = ""  #: the page it belongs to, absolute; "" when the feed does not say
    language: str = ""  #: as stated
    format: str = ""
    entries: tuple[Entry, ...] = ()
    cut: int = 0  #: titles and texts shortened, and entries left out, because of a limit
    problems: tuple[str, ...] = ()  #: what was mended, cut or left out, in words


# -- pages ------------------------------------------------------------------------------------------

ArticleStatus = Literal["ok", "blocked", "paywalled", "empty", "failed", "not-html"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What became of asking for the page of an entry. Only `ok` has a text."""

    url: str  #: the canonical address of the entries whose page it is
    status: ArticleStatus
    fetched: datetime
    retry_at: datetime  #: not asked again before
    final_url: str = ""  #: where the page came from
    title: str = ""
    language: str = ""  #: as the page states it
    text: str = ""  #: the main text: paragraphs separated by a blank line
    image: Image | None = None  #: the page's main picture, where it states one
    detail: str = ""  #: why it is not `ok`, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """A site's robots.txt as it was read (RFC 9309)."""

    origin: str  #: scheme, host and port: `https://example.org`
    fetched: datetime
    body: str = ""  #: "" when there is none: all may be asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageFile:
    """What became of asking for a picture: its bytes, or why there are none."""

    url: str  #: as the entry names it
    fetched: datetime
    retry_at: datetime  #: where there are none, not asked again before
    data: bytes = b""
    detail: str = ""  #: why there are none, in words


# -- choosing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long an issue may be and how one-sided."""

    stories: int = 12
    per_source: int = 3  #: stories led by one outlet
    per_section: int | None = None  #: stories of one section of the feeds, or else of one medium; None: any
    per_theme: int = 3  #: stories on one theme
    floor: float = 0.5  #: relevance below which nothing ships (0 to 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story that a published issue told."""

    slot: str
    headline: str
    url: str = ""  #: of that issue online, "" when there is no site
    entry_ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()  #: canonical
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What the editor asked for in this slot."""

    pins: frozenset[str] = frozenset()  #: canonical URLs that are in, whatever their score
    drops: frozenset[str] = frozenset()  #: entry ids whose story is out
    subject: str = ""  #: the editor's own; "" composes one


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event and every report of it. The first entry leads."""

    id: str
    entries: tuple[Entry, ...]
    score: float  #: what it was ranked by
    relevance: float  #: to the topic, 0 to 1
    reasons: tuple[str, ...] = ()
    medium: str = (
        ""  #: music, film, publishing, news, art, games, audio, advertising, platforms; "" when unclear
    )
    act: str = ""  #: launch, lawsuit, deal, policy, labour, work, research; "" when unclear
    update_of: Told | None = None

    @property
    def lead(self) -> Entry:
        return self.entries[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided of one entry of the window, and why."""

    entry: Entry
    score: float  #: relevance; finite
    story: str
    chosen: bool
    rank: int | None  #: of its story in the issue, from 1; None when not chosen
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The whole decision about a window."""

    verdicts: tuple[Verdict, ...]  #: one for every entry of the window, best score first
    stories: tuple[Story, ...]  #: chosen, in rank order
    near_misses: tuple[Story, ...] = ()  #: the best that were left out; the reason is in `reasons`


# -- telling ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a report: characters `start` to `end` of that entry's text."""

    entry_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a summary and its evidence: characters `start` to `end` of that entry's text."""

    text: str
    entry_id: str
    start: int
    end: int
    also: tuple[Evidence, ...] = ()  #: further places it rests on: "The Verge says 200, Variety 250"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    sentences: tuple[Sentence, ...]
    by: Literal["extractive", "llm", "feed", "headline"]
    headline: Sentence | None = None  #: in the newsletter's voice; None: the lead's own
    why: Sentence | None = None  #: why it matters, where that was asked for and is supported

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An outlet's report of a story, as the letter names it."""

    entry_id: str
    source: str
    title: str
    url: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A story's picture as the letter shows it. Its bytes are in the store, by their hash."""

    hash: str  #: sha256 of the bytes, 64 hex digits
    kind: Literal["image/jpeg", "image/png"]
    size: int  #: bytes
    width: int  #: pixels, as it is shown
    height: int
    alt: str = ""  #: the publisher's words; "" is a decoration

    @property
    def name(self) -> str:
        """Of its part in a mail: the same for the same bytes."""
        return f"{self.hash[:24]}@digest"

    @property
    def source(self) -> str:
        """What a template says: the address of that part (RFC 2392)."""
        return f"cid:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the letter tells it."""

    story_id: str
    headline: str
    reports: tuple[Report, ...]  #: the lead first; one an outlet in the letter, all of them here
    summary: Summary
    medium: str = ""
    why_it_matters: str = ""
    image: Image | None = None
    picture: Picture | None = None  #: that image, where the letter shows it
    no_picture: str = ""  #: why it does not, where `letter.images` wants it; in words
    update_of: Told | None = None

    @property
    def lead(self) -> Report:
        return self.reports[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    kind: Literal["lead", "stories", "brief"]
    title: str  #: "" for the lead
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What one letter says, before it is dressed."""

    newsletter: Newsletter
    slot: Slot
    number: int | None  #: None until it is published
    topic: str
    intro: str
    sections: tuple[Section, ...]
    considered: int = 0  #: entries of the window
    sources: int = 0  #: feeds that had an entry in it
    near_misses: tuple[Report, ...] = ()
    subject: str = ""  #: the editor’s own, "" composes one
    warnings: tuple[str, ...] = field(default=())

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)


#: Stands in a rendered letter where a subscriber's own token goes: letters and digits only, so that no
#: encoder on the way (URL, HTML, quoted-printable) changes it.
TOKEN = "0digest0recipient0token0"  # noqa: S105 - a placeholder, no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An issue, dressed. `html` and `text` hold `TOKEN` where the recipient's own token goes."""

    subject: str
    preheader: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a check has to say. `error` forbids sending, `warning` does not."""

    severity: Literal["error", "warning"]
    rule: str  #: short kebab-case name
    message: str
    place: str = ""
    mend: str = ""


# -- delivering -------------------------------------------------------------------------------------

SubscriberStatus = Literal["active", "unsubscribed"]
#: pending -> inflight -> accepted | refused | deferred; a crash turns inflight into unknown, which is
#: listed and never sent again by itself. deferred is tried again, refused is not.
DeliveryState = Literal["pending", "inflight", "accepted", "refused", "deferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    id: int
    email: str
    status: SubscriberStatus = "active"
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one message handed to an outlet."""

    state: Literal["accepted", "refused", "deferred", "unknown"]
    detail: str = ""  #: the server's own words, or the file's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the ledger: this issue to this subscriber, once."""

    slot: str
    subscriber_id: int
    email: str
    state: DeliveryState
    detail: str = ""
    at: datetime | None = None


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a naive one is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError(f"naive datetime {moment!r}; every time in digest is aware")
    return moment.astimezone(UTC)
