"""Asking within limits: what was answered before is not asked again, and no run waits or pays without end."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from digest.summarise.llm.answer import Answer, Trouble
from digest.summarise.llm.breaker import Breaker
from digest.summarise.llm.budget import Budget, believable, estimated
from digest.summarise.llm.options import Options
from digest.summarise.llm.prompt import Message

if TYPE_CHECKING:
    from digest.summarise.llm.client import Client

#: Seconds before a second try, doubled for each further one, and at most.
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
#: With less time than this no request is begun.
SHORTEST_REQUEST = 0.2
TOO_LATE = "the time for summaries is over"


class Known(Protocol):
    """What was answered before."""

    def get(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """An answer to keep."""

    key: str
    text: str
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A reply's text, or why there is none."""

    text: str = ""
    trouble: str = ""


def key_of(options: Options, messages: tuple[Message, ...], form: dict[str, Any]) -> str:
    """Names a question: the same one at the same endpoint has the same key. The dialect is no part of it."""
    asked = {
        "endpoint": options.base_url.rstrip("/"),
        "model": options.model,
        "messages": [[one.role, one.content] for one in messages],
        "form": form,
        "parameters": [options.temperature, options.seed, options.max_tokens],
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


class Asking:
    """The questions of one run, from many threads. `keep` is called with every answer that was paid for."""

    def __init__(
        self, options: Options, client: Client, known: Known, keep: Callable[[Paid], None], *, until: float
    ) -> None:
        """`until`: the moment of the monotonic clock at which the run's time is over."""
        self._options = options
        self._client = client
        self._known = known
        self._keep = keep
        self._until = until
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self.breaker = Breaker(options.failures)
        self.budget = Budget(
            limit=options.tokens,
            cost_limit=options.cost,
            price_in=options.price_in,
            price_out=options.price_out,
        )
        self.requests = 0
        self.remembered = 0

    def stop(self) -> None:
        """Begin nothing more, and wake whoever waits for another try."""
        self._stopped.set()

    def ask(self, messages: tuple[Message, ...], form: dict[str, Any]) -> Heard:
        """What the model says to this; from memory when it was asked before."""
        key = key_of(self._options, messages, form)
        before = self._known.get(key)
        if before is not None:
            with self._lock:
                self.remembered += 1
            return Heard(text=before)
        held = (estimated("".join(one.content for one in messages)), self._options.max_tokens)
        if refusal := self._begin(held):
            return Heard(trouble=refusal)
        used = (0, 0)
        try:
            heard, used = self._tries(messages, form, key, held[0])
        finally:
            with self._lock:
                self.budget = self.budget.settle(held, used)
        return heard

    def unusable(self, reason: str) -> None:
        """An answer was none: a model that talks like that again and again is not asked any more."""
        with self._lock:
            self.breaker = self.breaker.failed(reason)

    def useful(self) -> None:
        with self._lock:
            self.breaker = self.breaker.succeeded()

    def _begin(self, held: tuple[int, int]) -> str:
        with self._lock:
            if self.breaker.open:
                return self.breaker.reason
            if self._stopped.is_set() or self._left() < SHORTEST_REQUEST:
                return TOO_LATE
            if refusal := self.budget.refusal(*held):
                return refusal
            self.budget = self.budget.hold(*held)
        return ""

    def _left(self) -> float:
        return self._until - time.monotonic()

    def _tries(
        self, messages: tuple[Message, ...], form: dict[str, Any], key: str, tokens: int
    ) -> tuple[Heard, tuple[int, int]]:
        """The answer after at most `retries` further tries, and the tokens that they took together."""
        spent_in = spent_out = 0
        detail = TOO_LATE
        for attempt in range(self._options.retries + 1):
            if closed := self._count():
                return Heard(trouble=closed), (spent_in, spent_out)
            got = self._client.ask(messages, form, seconds=max(0.1, min(self._options.timeout, self._left())))
            if isinstance(got, Answer):
                spent_in += believable(got.tokens_in, tokens)
                spent_out += believable(got.tokens_out, estimated(got.text))
                self._keep(Paid(key=key, text=got.text, tokens_in=spent_in, tokens_out=spent_out))
                return Heard(text=got.text), (spent_in, spent_out)
            detail = got.detail
            spent_in += tokens if got.paid else 0
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2**attempt) if got.wait is None else got.wait
            last = attempt == self._options.retries
            if not self._may_wait(got, wait, last=last) or self._stopped.wait(wait):
                break
        return Heard(trouble=detail), (spent_in, spent_out)

    def _count(self) -> str:
        """One request more; why not, when the breaker has opened meanwhile."""
        with self._lock:
            if not self.breaker.open:
                self.requests += 1
            return self.breaker.reason

    def _may_wait(self, got: Trouble, wait: float, *, last: bool) -> bool:
        """Whether to ask again after `wait` seconds. What the endpoint asked to wait for is no failure, unless the run
        is over before: then no other request will fare better."""
        hopeless = self._left() < wait + SHORTEST_REQUEST
        if got.wait is None or hopeless or last:
            fatal = got.kind == "fatal" or (hopeless and got.wait is not None)
            with self._lock:
                self.breaker = self.breaker.failed(got.detail, fatal=fatal)
        return got.kind == "passing" and not hopeless and not last
