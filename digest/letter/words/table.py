"""What a language's words are: months, numbers, and every phrase of the letter's furniture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from digest.types import Slot

#: A heading, and a sentence or two under it.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What the public pages say. `{address}` is a reader's, masked; `{contact}` and `{feed}` are links."""

    ask: str
    will_stop: str
    nothing_changed: str  #: by opening the page with the button
    no_cookie: str
    left: str
    stopped: str
    your_address: str  #: in place of an address that is not known
    under_way: str
    by_mistake: str
    read_on: str
    none_yet: str
    feed: str
    feed_for: str
    reach: str
    statuses: Mapping[int, Said]  #: by HTTP status
    other: Said  #: of any other status
    unknown_link: Said  #: of a token that is nobody's
    gone_link: Said  #: of a token whose reader is not on the list any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. A pair of phrases is for one and for several."""

    months: Sequence[str]
    weekdays: Sequence[str]  #: Monday first
    day: str
    long_day: str  #: with weekday and year
    year: str  #: a day and its year
    days: str  #: of one month: from, to; "" says both in full
    numbers: Sequence[str]  #: 0 to 12 in words, as they stand before "stories"; none: digits
    bends: bool = False  #: whether "no" and "one" bend with the noun; then `numbers` has those of a story
    thousands: str
    comma: str = ", "  #: between the others of a list
    both: str  #: between the last two of a list
    stop: str = "."
    story: tuple[str, str]
    entry: tuple[str, str]
    feed: tuple[str, str]
    other: tuple[str, str]
    also_covered: tuple[
        str, str
    ]  #: after a story's source: by how many others, which a line's end may not part
    also: str
    others: str  #: what ends a list of outlets that is not whole
    why: str
    update: str
    follows: str
    read: tuple[str, str]
    issue: str
    online: str
    archive: str
    more: str
    elsewhere: str
    brief: str
    figure: str
    writes: str
    chosen: str
    quoted: str  #: after `chosen`: every sentence is from its source
    written: str  #: after `chosen`: a model wrote
    mistake: str
    reply: str
    because: str
    unsubscribe: str
    source: str
    picture: str
    intro: str
    intro_among: str
    about: str
    origin_of_one: str
    origin: str
    told_once: str  #: how many of the stories more than one outlet tells: one
    told_often: str
    preheader: str
    subject: str
    subject_on: str
    subject_plain: str
    pages: PageWords
    media: Mapping[str, str]  #: over a story, and over a section when the week has enough of it
    topics: Mapping[str, str] = field(default_factory=dict)  #: a medium inside a sentence, where that differs

    def number(self, n: int) -> str:
        """`3` -> "three", `1240` -> "1,240"."""
        return self.numbers[n] if 0 <= n < len(self.numbers) else self.digits(n)

    def digits(self, n: int) -> str:
        return f"{n:,}".replace(",", self.thousands)

    def count(self, n: int, noun: tuple[str, str]) -> str:
        """`(2, words.story)` -> "two stories"."""
        return noun[n != 1].format(n=self.number(n))

    def counted(self, n: int, one: str, many: str = "") -> str:
        """`(3, "job", "jobs")` -> "three jobs": of a noun that is a template's own, with digits where words would
        have to bend with it."""
        number = self.digits(n) if self.bends and n < 2 else self.number(n)
        return f"{number} {one if n == 1 else many or one + 's'}"

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return self.both.join([self.comma.join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)

    def about_medium(self, medium: str) -> str:
        return self.topics.get(medium, medium)

    def day_of(self, moment: date) -> str:
        """`4 April`."""
        return self.day.format(day=moment.day, month=self._month(moment), date=moment.strftime("%Y-%m-%d"))

    def _month(self, moment: date) -> str:
        return self.months[moment.month - 1] if self.months else ""

    def slot_date(self, slot: Slot, timezone: str, *, weekday: bool = True) -> str:
        """`Thursday, 26 November 2026`; the days of the window for a slot that is only looked at."""
        zone = ZoneInfo(timezone)
        if slot.at is not None:
            at = slot.at.astimezone(zone)
            if not (weekday and self.weekdays):
                return self.year.format(day=self.day_of(at), year=at.year)
            name = self.weekdays[at.weekday()]
            return self.long_day.format(weekday=name, day=self.day_of(at), year=at.year)
        begin = slot.window.begin.astimezone(zone)
        end = (slot.window.end - datetime.resolution).astimezone(zone)
        if not self.months:
            return f"{self.day_of(begin)} – {self.day_of(end)}"
        last = self.year.format(day=self.day_of(end), year=end.year)
        if self.days and (begin.year, begin.month) == (end.year, end.month):
            return self.days.format(begin=begin.day, end=last)
        first = self.day_of(begin)
        first = first if begin.year == end.year else self.year.format(day=first, year=begin.year)
        return f"{first} – {last}"
