"""The model's claims, each held against the place that it cites; what passes becomes a sentence with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from digest.summarise.evidence import MAX_SPAN
from digest.summarise.headline import repeats
from digest.summarise.language import Language, language_table
from digest.summarise.llm.locate import find, sentences_around
from digest.summarise.llm.prompt import HEADLINE_CHARACTERS, Wanted, bounds, excerpt
from digest.summarise.llm.reply import Claim, Reply
from digest.summarise.llm.rules import awkward, dangling, is_order, refusal, stale, strange_name
from digest.summarise.stale import dated
from digest.summarise.words import WORD, content, count, plain, shared
from digest.types import Entry, Sentence

#: Characters of a report that names may be resolved from, and behind an excerpt that its last sentence may run on.
CONTEXT, BEHIND = 8_000, 1_000
#: The share of the shorter one's stems at which two sentences say the same.
SAME = 0.6


class Judge(Protocol):
    """`evidence.supported`."""

    def __call__(
        self,
        text: str,
        source: str,
        *,
        context: str = "",
        language: str = "en",
        published: date | None = None,
    ) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is left of a reply: for each sentence itself or None; and why the others fell."""

    sentences: tuple[Sentence | None, ...] = ()
    headline: Sentence | None = None
    why: Sentence | None = None
    reasons: tuple[str, ...] = ()
    asked: int = 0  #: sentences that the reply held

    @property
    def told(self) -> tuple[Sentence, ...]:
        return tuple(one for one in self.sentences if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """Who judges what of one story."""

    reports: tuple[Entry, ...]  #: as they were sent, in that order
    title: str  #: the headline that stands above, unless the model's own does
    wanted: Wanted
    judge: Judge

    @property
    def table(self) -> Language:
        return language_table(self.wanted.language)

    def judged(self, reply: Reply) -> Judged:
        """Each claim of the reply by itself, then the sentences together."""
        if reply.fault:
            return Judged(reasons=(reply.fault,))
        reasons: list[str] = []
        headline = self._aside(reply.headline, "headline", reasons) if self.wanted.headline else None
        title = headline.text if headline else self.title
        sentences: list[Sentence | None] = []
        for number, claim in enumerate(reply.sentences, 1):
            one = self.claim(claim)
            if isinstance(one, Sentence):
                one = self._beside(one, sentences, title) or one
            if isinstance(one, str):
                reasons.append(f"sentence {number}: {one}")
            sentences.append(None if isinstance(one, str) else one)
        asides: list[str] = []
        why = self._aside(reply.why, "why", asides) if self.wanted.why else None
        said = [one.text for one in sentences if one]
        if why and (
            any(self._same(why.text, one) for one in said) or dangling(why.text, self.table, frozenset())
        ):
            why = None  # what was told already matters no more when it is told again
        if length := self._length([one for one in sentences if one]):
            reasons.append(length)
        reasons += (
            asides if reasons else []
        )  # a line that is often not to be had is not worth another request
        return Judged(
            sentences=tuple(sentences),
            headline=headline,
            why=why,
            reasons=tuple(reasons),
            asked=len(sentences),
        )

    def claim(self, claim: Claim, *, headline: bool = False) -> Sentence | str:
        """The claim as a sentence with its evidence, or why it may not ship."""
        place = self._place(claim)
        if place is None:
            return f"the words of its quote stand in no report: {claim.quote[:80]!r}"
        entry, start, end = place
        if end - start > MAX_SPAN:
            return f"its quote has {end - start} characters, at most {MAX_SPAN} are evidence"
        if is_order(entry.text[start:end]):
            return "its quote tells somebody to do something and is no news"
        if reason := refusal(claim.text, f"{entry.title}\n{entry.text}"):
            return reason
        text = dated(plain(claim.text), entry.published, self.table)
        if reason := self._headline(text) if headline else awkward(text, self.table):
            return reason
        published = entry.published.date() if entry.published else None
        if reason := strange_name(text, f"{entry.title}\n{entry.source}\n{entry.text}", self.table):
            return reason
        if reason := stale(text, published, self.table):
            return reason
        reason = self.judge(
            text,
            entry.text[start:end],
            context=f"{entry.title}\n{entry.text[:CONTEXT]}",
            language=self.wanted.language,
            published=published,
        )
        return reason or Sentence(text=text, entry_id=entry.id, start=start, end=end)

    def _place(self, claim: Claim) -> tuple[Entry, int, int] | None:
        """Where the quote stands: in the report that was named, else in another of this event's."""
        first = [claim.report - 1] if 0 < claim.report <= len(self.reports) else []
        for number in [*first, *(n for n in range(len(self.reports)) if n not in first)]:
            entry = self.reports[number]
            sent = excerpt(entry, len(self.reports))
            if found := find(claim.quote, sent):
                near = entry.text[: len(sent) + BEHIND]
                return entry, *sentences_around(near, *found, language=self.wanted.language)
        return None

    def _headline(self, text: str) -> str:
        if len(text) > HEADLINE_CHARACTERS:
            return f"it has {len(text)} characters, at most {HEADLINE_CHARACTERS} are a headline"
        if count(text) < 3 or not any(map(str.isalpha, text)):
            return "it is too short"
        if text.endswith((".", "?", "!", ":", ",", ";", "…")):
            return "it ends with a mark"
        letters = [c for c in text if c.isalpha()]
        return "it is shouted" if sum(map(str.isupper, letters)) > 0.6 * len(letters) else ""

    def _aside(self, claim: Claim | None, name: str, reasons: list[str]) -> Sentence | None:
        """The headline or the why; None, with a reason, where it falls."""
        if claim is None:
            return None
        one = self.claim(claim, headline=name == "headline")
        if isinstance(one, str):
            reasons.append(f"{name}: {one}")
            return None
        return one

    def _beside(self, one: Sentence, told: Sequence[Sentence | None], title: str) -> str:
        """What speaks against a sentence that is fine by itself."""
        headline = frozenset(content(title, self.table))
        before = (stem for other in told if other for stem in content(other.text, self.table))
        if reason := dangling(one.text, self.table, headline.union(before)):
            return reason
        if repeats(content(one.text, self.table), one.text, headline, title):
            return "it only repeats the headline"
        for number, other in enumerate(told, 1):
            if other and self._same(one.text, other.text):
                return f"it says the same as sentence {number}"
        return ""

    def _same(self, left: str, right: str) -> bool:
        return shared(content(left, self.table), content(right, self.table)) >= SAME

    def _length(self, told: list[Sentence]) -> str:
        """A summary too long is cut at a sentence, one too short is filled up: both read worse than the right one."""
        low, high = bounds(self.wanted.words)
        words = sum(count(one.text) for one in told)
        there = sum(len(WORD.findall(entry.text[:CONTEXT])) for entry in self.reports)
        if words > high + 5:
            return f"the sentences have {words} words together, at most {high} are wanted"
        if told and words < low * 0.8 and there > 2 * high:
            return f"the sentences that hold have {words} words together, at least {low} are wanted"
        return ""
