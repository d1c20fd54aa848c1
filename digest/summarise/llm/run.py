"""The stories of one draft, written at the same time within one deadline; what is late is told by an extract.

The threads are daemons and are never waited for beyond the deadline: an endpoint that cannot be interrupted (a name
that does not resolve) may keep a thread, and never the letter.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from textwrap import shorten
from typing import TYPE_CHECKING

from digest.summarise.llm.judging import Judge
from digest.summarise.llm.options import Options
from digest.summarise.llm.prompt import Wanted
from digest.summarise.llm.writer import Written, extracted, write, write_introduction
from digest.summarise.words import plain
from digest.types import Story, Summary

if TYPE_CHECKING:
    from digest.summarise.llm.asking import Asking, Known, Paid

#: Stories that the introduction may speak of: as many as are told in full in any issue.
LED_INTO = 6
#: Warnings of one run about single stories.
WARNINGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a run brought."""

    summaries: dict[str, Summary]  #: by story id, of every story
    intro: str = ""  #: "" when the issue's own is to be used
    counts: dict[str, int] = field(default_factory=dict)  #: for the account; cost in millionths
    warnings: tuple[str, ...] = ()
    cost: str = ""  #: one line on what it cost


@dataclass(slots=True)
class _Work:
    """What the threads share."""

    stories: SimpleQueue[Story] = field(default_factory=SimpleQueue)
    done: SimpleQueue[tuple[Story, Written] | Paid] = field(default_factory=SimpleQueue)
    over: threading.Event = field(default_factory=threading.Event)


def tell(
    stories: Sequence[Story],
    options: Options,
    key: str,
    *,
    known: Known,
    keep: Callable[[Paid], None],
    advance: Callable[[], None] = lambda: None,
) -> Telling:
    """A summary for every story. `keep` is called in this thread, with each answer as it comes."""
    from digest.summarise.llm.asking import Asking, Paid
    from digest.summarise.llm.client import Client

    until = time.monotonic() + options.deadline
    work = _Work()
    client = Client(options, key)
    asking = Asking(options, client, known, work.done.put, until=until)
    written: dict[str, Written] = {}

    def took(event: tuple[Story, Written] | Paid) -> None:
        if isinstance(event, Paid):
            keep(event)
            return
        written[event[0].id] = event[1]
        advance()

    wanted = Wanted(
        words=options.words, language=options.language, headline=options.headline, why=options.why
    )
    try:
        _start(stories, wanted, options.concurrency, work, asking)
        _listen(work, until, took, lambda: len(written) == len({story.id for story in stories}))
        summaries = {
            story.id: written[story.id].summary if story.id in written else extracted(story, wanted)
            for story in stories
        }
        intro, reasons = _intro(stories, summaries, options, asking, work, until, took)
    finally:
        work.over.set()
        asking.stop()
        client.close()
    return _telling(stories, written, summaries, intro, reasons, asking)


def _start(stories: Sequence[Story], wanted: Wanted, threads: int, work: _Work, asking: Asking) -> None:
    from digest.summarise.evidence import supported

    for story in stories:
        work.stories.put(story)
    for _ in range(min(threads, len(stories))):
        threading.Thread(target=_worker, args=(work, wanted, asking, supported), daemon=True).start()


def _worker(work: _Work, wanted: Wanted, asking: Asking, judge: Judge) -> None:
    while not work.over.is_set():
        try:
            story = work.stories.get_nowait()
        except Empty:
            return
        try:
            done = write(story, wanted, asking.ask, judge)
            if done.fault:
                asking.unusable(f"an answer that is none: {done.fault}")
            elif not done.trouble:
                asking.useful()
            work.done.put((story, done))
        except Exception as error:  # noqa: BLE001 - one story's mishap costs no issue; it is named in the account
            failed = f"a mistake of this program: {type(error).__name__}: {plain(str(error))[:120]}"
            extract = extracted(story, wanted)
            work.done.put((story, Written(summary=extract, trouble=failed)))


def _listen(work: _Work, until: float, took: Callable[..., None], done: Callable[[], bool]) -> None:
    """Hand over what the threads bring, until all is there or the time is over."""
    while not done():
        try:
            took(work.done.get(timeout=max(0.0, until - time.monotonic())))
        except Empty:
            return


def _intro(
    stories: Sequence[Story],
    summaries: dict[str, Summary],
    options: Options,
    asking: Asking,
    work: _Work,
    until: float,
    took: Callable[..., None],
) -> tuple[str, tuple[str, ...]]:
    """The issue's two sentences, in the time that is left; asked for only where a model was heard at all."""
    from digest.summarise.evidence import supported

    if not options.intro or not any(summary.by == "llm" for summary in summaries.values()):
        return "", ()
    told = [(story, summaries[story.id]) for story in stories[:LED_INTO]]
    made: list[tuple[str, tuple[str, ...]]] = []
    wanted = Wanted(language=options.language)

    def worker() -> None:
        try:
            made.append(write_introduction(told, wanted, asking.ask, supported))
        except Exception as error:  # noqa: BLE001 - the issue has an introduction of its own
            made.append(("", (f"a mistake of this program: {type(error).__name__}",)))

    thread = threading.Thread(target=worker, daemon=True)
    thread.start()
    thread.join(max(0.0, until - time.monotonic()))
    while not work.done.empty():
        took(work.done.get_nowait())
    return made[0] if made else ("", ("the time for summaries is over",))


# -- the account ------------------------------------------------------------------------------------


def _telling(
    stories: Sequence[Story],
    written: dict[str, Written],
    summaries: dict[str, Summary],
    intro: str,
    reasons: tuple[str, ...],
    asking: Asking,
) -> Telling:
    budget = asking.budget
    counts = {
        "llm_requests": asking.requests,
        "llm_remembered": asking.remembered,
        "llm_tokens_in": budget.tokens_in,
        "llm_tokens_out": budget.tokens_out,
        "llm_cost_millionths": round(budget.cost * 1_000_000),
        "llm_repairs": sum(one.repaired for one in written.values()),
        "llm_replaced": sum(one.replaced for one in written.values()),
    }
    cost = f", {budget.cost:.4f} by your prices" if budget.price_in or budget.price_out else ""
    return Telling(
        summaries=summaries,
        intro=intro,
        counts=counts,
        warnings=tuple(_warnings(stories, written, summaries, reasons)),
        cost=(
            f"{asking.requests} requests to the model, {asking.remembered} answers known from before; "
            f"{budget.tokens_in:,} tokens in, {budget.tokens_out:,} out{cost}"
        ),
    )


def _warnings(
    stories: Sequence[Story],
    written: dict[str, Written],
    summaries: dict[str, Summary],
    reasons: tuple[str, ...],
) -> list[str]:
    """A line on what kept the model from being heard, and one for each story of which not all was shown to be true."""
    unheard = Counter(
        written[story.id].trouble if story.id in written else "the time for summaries is over"
        for story in stories
        if story.id not in written or written[story.id].trouble
    )
    lines = [
        f"{count} of {len(stories)} stories told by extracts: {why}" for why, count in unheard.most_common(3)
    ]
    fallen = [
        f"{shorten(plain(story.lead.title), 60, placeholder='…')}: {_fate(written[story.id], summaries[story.id])}: "
        + "; ".join(written[story.id].reasons[:2])
        for story in stories
        if story.id in written
        and not written[story.id].trouble
        and (written[story.id].replaced or written[story.id].fault)
    ]
    lines += fallen[:WARNINGS]
    if len(fallen) > WARNINGS:
        lines.append(f"and {len(fallen) - WARNINGS} stories more of which a sentence was replaced")
    if reasons:
        lines.append(f"the introduction is our own: {reasons[0]}")
    return lines


def _fate(written: Written, summary: Summary) -> str:
    if summary.by != "llm":
        return "told by an extract"
    return "1 sentence replaced" if written.replaced == 1 else f"{written.replaced} sentences replaced"
