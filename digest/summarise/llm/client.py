"""One question to the operator's endpoint, and what became of it: an answer or a trouble, never an exception.

Through the `openai` SDK, which any compatible server understands. Imported only when a model is configured.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import openai

from digest.summarise.llm.answer import Answer, Trouble
from digest.summarise.llm.dialect import REFUSALS, Dialect
from digest.summarise.llm.options import Options
from digest.summarise.llm.prompt import Message, with_form
from digest.summarise.llm.reply import LONGEST
from digest.summarise.llm.transport import http_client
from digest.summarise.words import plain

#: Times that one question is put in another dialect: each parameter may be refused once or twice.
DIALECTS = 8
#: Another try may help, also after these: too slow, in conflict, too early, too many.
_PASSING = frozenset((408, 409, 425, 429))
#: Of the key, the account, the address or the model's name: the same for every question.
_FATAL = frozenset((401, 402, 403, 404, 405))
_NO_MONEY = re.compile(r"insufficient_quota|billing|quota", re.IGNORECASE)


class Client:
    """The endpoint of one run. Its dialect is learned from refusals, by whichever thread meets them first."""

    def __init__(self, options: Options, key: str) -> None:
        self._options = options
        self._key = key
        self._dialect = Dialect()
        self._sdk = openai.OpenAI(
            base_url=options.base_url,
            api_key=key or "none",  # the SDK wants one; without a key the transport sends none
            max_retries=0,
            http_client=http_client(key, connections=2 * options.concurrency + 2),
        )

    def close(self) -> None:
        self._sdk.close()

    def ask(self, messages: tuple[Message, ...], form: dict[str, Any], *, seconds: float) -> Answer | Trouble:
        """The answer, within `seconds`."""
        until = time.monotonic() + seconds
        for _ in range(DIALECTS):
            left = until - time.monotonic()
            if left <= 0:
                return _late(seconds)
            dialect = self._dialect
            asked = self._once(messages, form, dialect, left)
            if not isinstance(asked, Dialect):
                return asked
            self._dialect = asked if self._dialect == dialect else self._dialect
        return Trouble(kind="fatal", detail="the endpoint refuses every way of asking")

    def _once(
        self, messages: tuple[Message, ...], form: dict[str, Any], dialect: Dialect, seconds: float
    ) -> Answer | Trouble | Dialect:
        """One request. A dialect is the one to ask in next."""
        until = time.monotonic() + seconds
        told = messages if dialect.format == "json_schema" else with_form(messages, form)
        try:
            return self._read(
                self._sdk.chat.completions.create(
                    model=self._options.model,
                    messages=[{"role": one.role, "content": one.content} for one in told],  # type: ignore[misc]
                    timeout=seconds,
                    **dialect.parameters(self._options, form),
                ),
                dialect,
            )
        except openai.APIStatusError as error:
            return self._refused(error, dialect)
        except openai.APIConnectionError as error:
            if isinstance(error, openai.APITimeoutError) or time.monotonic() >= until:
                return _late(seconds)
            return Trouble(kind="passing", detail=self._said(error.__cause__ or error))
        except Exception as error:  # noqa: BLE001 - the SDK reads a stranger's JSON without checking its shape
            return Trouble(
                kind="passing", paid=True, detail=f"an answer that cannot be read: {self._said(error)}"
            )

    def _read(self, response: Any, dialect: Dialect) -> Answer | Trouble | Dialect:
        if not dialect.stream:
            return _no_empty(_whole(response))
        with response:
            answer = _streamed(response)
            kind = str(response.response.headers.get("content-type", ""))
        if isinstance(answer, Answer) and not answer.text and "event-stream" not in kind:
            return replace(dialect, stream=False)  # it answered in one piece, unasked
        return _no_empty(answer)

    def _refused(self, error: openai.APIStatusError, dialect: Dialect) -> Trouble | Dialect:
        status, message = error.status_code, str(error.message)
        if status in REFUSALS and (other := dialect.without(message)) is not None:
            return other
        detail = f"HTTP {status}: {self._said(message)}"
        if status in _FATAL or status < 400 or (status == 429 and _NO_MONEY.search(message)):
            return Trouble(kind="fatal", detail=detail)
        if status in _PASSING or status >= 500:
            return Trouble(kind="passing", detail=detail, wait=_wait(error.response.headers))
        return Trouble(kind="odd", detail=detail)  # of this question alone: too long, perhaps, or filtered

    def _said(self, what: object) -> str:
        """A stranger's words on one line, short and without the key, which some servers repeat."""
        text = plain(str(what) or type(what).__name__)
        text = text.replace(self._key, "…") if self._key else text
        return re.sub(r"\bsk-[\w*-]+", "…", text)[:160]


def _late(seconds: float) -> Trouble:
    return Trouble(kind="passing", paid=True, detail=f"no answer within {seconds:.1f} s")


def _no_empty(got: Answer | Trouble) -> Answer | Trouble:
    """Nothing is no answer, and asking again may bring one."""
    empty = isinstance(got, Answer) and not got.text.strip()
    return Trouble(kind="passing", paid=True, detail="an empty answer") if empty else got


def _streamed(chunks: Iterable[Any]) -> Answer | Trouble:
    """The text of a stream, as far as its pieces are what they should be."""
    pieces: list[str] = []
    size, finished, used = 0, False, (None, None)
    for chunk in chunks:
        used = _usage(chunk) or used
        choice = _first(chunk)
        piece = getattr(getattr(choice, "delta", None), "content", None)
        finished = finished or isinstance(getattr(choice, "finish_reason", None), str)
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
        if size > LONGEST:
            return Trouble(kind="odd", paid=True, detail=f"an answer of more than {LONGEST:,} characters")
    text = "".join(pieces)
    if text and not finished and not text.rstrip().endswith(("}", "`")):
        return Trouble(kind="passing", paid=True, detail="half an answer")
    return Answer(text=text, tokens_in=used[0], tokens_out=used[1])


def _whole(completion: Any) -> Answer | Trouble:
    content = getattr(getattr(_first(completion), "message", None), "content", None)
    used = _usage(completion) or (None, None)
    if not isinstance(content, str):
        return Trouble(kind="passing", paid=True, detail="an answer without a text")
    if len(content) > LONGEST:
        return Trouble(kind="odd", paid=True, detail=f"an answer of more than {LONGEST:,} characters")
    return Answer(text=content, tokens_in=used[0], tokens_out=used[1])


def _first(answer: Any) -> Any:
    choices = getattr(answer, "choices", None)
    return choices[0] if isinstance(choices, list) and choices else None


def _usage(answer: Any) -> tuple[Any, Any] | None:
    usage = getattr(answer, "usage", None)
    if usage is None:
        return None
    return getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)


def _wait(headers: Any) -> float | None:
    """Seconds of Retry-After (RFC 9110, 10.2.3: a number or a date); None when it says nothing sensible."""
    value = str(headers.get("retry-after", "")).strip()
    if re.fullmatch(r"\d{1,7}(?:\.\d{1,6})?", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
