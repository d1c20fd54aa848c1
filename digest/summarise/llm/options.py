"""What the operator settled about the model: where it is, how long it may take, what it may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All that decides a run. The key is not among them: it goes to the client alone, and into no reply's key."""

    base_url: str  #: of an OpenAI-compatible endpoint, with its version: `https://api.example.org/v1`
    model: str
    words: int = 60  #: of a summary, about
    language: str = "en"  #: BCP 47
    timeout: float = 60.0  #: seconds for one request, from the dial to the last byte
    deadline: float = 300.0  #: seconds for all of a run
    concurrency: int = 4  #: stories written at a time
    retries: int = 2  #: of a request that failed for a reason that may pass
    failures: int = 6  #: in a row, after which the model is not asked any more in this run
    temperature: float = 0.0
    seed: int = 1
    max_tokens: int = 800  #: of one answer
    tokens: int = 300_000  #: of a run, in and out
    cost: float | None = None  #: of a run, in the currency of the prices; None: no limit
    price_in: float = 0.0  #: of a million tokens that are sent
    price_out: float = 0.0  #: of a million tokens that come back
    headline: bool = True
    why: bool = True
    intro: bool = True
