"""A run of the real summariser against a scripted model, and what of it a reader would see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from digest.summarise.llm import Options, Telling, tell
from digest.summarise.llm.asking import Paid
from digest.types import Choice, Issue, Story
from tests.makers import SLOT, newsletter
from tests.summarise.llm.server import Model

KEY = "sk-test-0123456789"


@dataclass(slots=True)
class Memory:
    """Replies in memory, as the store keeps them."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def keep(self, paid: Paid) -> None:
        self.kept.setdefault(paid.key, paid.text)


def options(model: Model, **changes: Any) -> Options:
    values: dict[str, Any] = {"timeout": 1.0, "deadline": 6.0, "retries": 1, "model": "scripted"}
    return Options(**{"base_url": model.base, **values, **changes})


def run(
    model: Model, stories: Sequence[Story], *, memory: Memory | None = None, key: str = KEY, **changes: Any
) -> Telling:
    memory = memory or Memory()
    return tell(stories, options(model, **changes), key, known=memory, keep=memory.keep)


def issue(stories: Sequence[Story], telling: Telling) -> Issue:
    """The issue as it is composed of it."""
    from digest.letter.compose import compose

    choice = Choice(verdicts=(), stories=tuple(stories))
    return compose(
        choice,
        telling.summaries,
        newsletter=newsletter(),
        slot=SLOT,
        topic="AI and media",
        considered=10,
        sources=2,
        briefs=False,
        intro=telling.intro,
    )


def shown(stories: Sequence[Story], telling: Telling) -> str:
    """Every word of the model's or in its stead that readers get."""
    made = issue(stories, telling)
    parts = [made.intro]
    for item in made.items:
        parts += [item.headline, item.summary.text, item.why_it_matters]
    return "\n".join(parts)
