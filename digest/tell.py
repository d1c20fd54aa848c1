"""The pipe's fourth part: the summaries of chosen stories, by extract or in the words of the operator's model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from digest.account import Account, Progress, Step
from digest.config import Config
from digest.store import Store
from digest.types import Story, Summary

if TYPE_CHECKING:
    from digest.summarise.llm.asking import Paid
    from digest.summarise.llm.options import Options


def tell(
    stories: Sequence[Story],
    config: Config,
    store: Store,
    account: Account,
    progress: Progress,
    *,
    clock: Callable[[], datetime],
) -> tuple[dict[str, Summary], str]:
    """By story id; and the introduction, "" for the issue's own."""
    if not stories:
        return {}, ""
    with (
        account.stage("summarise"),
        progress.step("summarising stories", len(stories)) as advance,
    ):
        if config.file.summariser.kind == "llm":
            summaries, intro = _asked(stories, config, store, account, progress, advance, clock=clock)
        else:
            summaries, intro = _extracts(stories, config, advance), ""
    for by, number in Counter(summary.by for summary in summaries.values()).items():
        key = f"summaries_{by}"
        account.count(**{key: account.counts.get(key, 0) + number})
    return summaries, intro


def _extracts(stories: Sequence[Story], config: Config, advance: Step) -> dict[str, Summary]:
    from digest.summarise import summarise

    words, language = config.file.summariser.words, config.newsletter.language
    summaries: dict[str, Summary] = {}
    for story in stories:
        summaries[story.id] = summarise(story, words=words, language=language)
        advance()
    return summaries


def _asked(
    stories: Sequence[Story],
    config: Config,
    store: Store,
    account: Account,
    progress: Progress,
    advance: Step,
    *,
    clock: Callable[[], datetime],
) -> tuple[dict[str, Summary], str]:
    """In the model's words as far as they hold; what it said is kept, so that to ask again costs nothing."""
    from digest.summarise.llm import tell as told_by_model

    def keep(paid: Paid) -> None:
        store.replies.put(
            paid.key, paid.text, tokens_in=paid.tokens_in, tokens_out=paid.tokens_out, now=clock()
        )

    key = config.environment.llm_key.get_secret_value()
    telling = told_by_model(stories, _model(config), key, known=store.replies, keep=keep, advance=advance)
    account.count(**telling.counts)
    warnings = list(telling.warnings)
    if all(summary.by != "llm" for summary in telling.summaries.values()):
        endpoint = f"{config.path.name}: summariser.base_url {config.file.summariser.base_url}"
        mend = "is it running, and are model and DIGEST_LLM_KEY right? `summariser: extractive` asks none"
        warnings.append(f"{endpoint} told no story: {mend}")
    account.warnings += warnings
    for line in (telling.cost, *(f"warning: {warning}" for warning in warnings)):
        progress.note(line)
    return telling.summaries, telling.intro


def _model(config: Config) -> Options:
    from digest.summarise.llm import Options

    part = config.file.summariser.model_dump(exclude={"kind"})
    return Options(**part, language=config.newsletter.language)
