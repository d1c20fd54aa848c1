"""What comes of one question to an endpoint. Apart from `client`, so that only who asks imports the SDK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    text: str
    tokens_in: object = None  #: as the endpoint reports it; anything, or nothing
    tokens_out: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why there is no answer. `passing`: asking again may help; `fatal`: no request of this run will fare better."""

    kind: Literal["passing", "fatal", "odd"]
    detail: str
    wait: float | None = None  #: seconds after which the endpoint wants to be asked again
    paid: bool = False  #: it has worked, and will count the tokens that it was sent
