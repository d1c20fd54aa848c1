"""What an endpoint may answer instead of an answer: each a name and what the server does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.summarise.llm.server import (
    Act,
    Asked,
    as_json,
    delta,
    endless,
    event,
    raw,
    refuses,
    says,
    usage,
    whole,
)
from tests.summarise.llm.stories import right

#: Stands in every answer that must not be taken for one.
CANARY = "CANARY-4417"
EVIL = "https://evil.example/"
RIGHT = right("suit0001")
BAD = RIGHT.replace("Northwind Records", CANARY)

Answer = Callable[[Asked], Act]


def _head(lines: str, body: bytes = b"") -> Act:
    return Act(head=f"HTTP/1.1 {lines}\r\n\r\n".encode(), pieces=[(0.0, body)])


def _events(*values: object) -> Act:
    return raw(*(event(value) for value in values), event("[DONE]"))


def _past() -> str:
    return format_datetime(datetime.now(UTC) - timedelta(hours=1))


#: The connection and HTTP itself.
WIRE: dict[str, Answer] = {
    "reset": lambda asked: Act(head=b""),
    "garbage": lambda asked: Act(head=b"\x16\x03\x01\x02\x00garbage\r\n\r\n" * 20),
    "old-http": lambda asked: Act(head=b"ICY 200 OK\r\n\r\n", pieces=[(0.0, BAD.encode())]),
    "silence": lambda asked: Act(pieces=[(5.0, b"")], head=b""),
    "silence-after-head": lambda asked: raw(b"", pause=5.0),
    "drip-head": lambda asked: Act(head=b"HTTP/1.1 200 OK\r\n", pieces=endless(b"X-A: b\r\n", 0.1, 8)),
    "drip-head-bytes": lambda asked: Act(head=b"HTTP/1.1 200 OK\r\nX: ", pieces=endless(b"a", 0.1, 8)),
    "drip-body": lambda asked: Act(pieces=endless(b"d", 0.1, 8)),
    "drip-events": lambda asked: Act(pieces=endless(event(delta("a")), 0.1, 8)),
    "pings": lambda asked: Act(pieces=endless(b": ping\n\n", 0.1, 8)),
    "head-bomb": lambda asked: Act(head=b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: " + b"a" * 1_000_000),
    "half-a-stream": lambda asked: raw(event(delta(BAD[:200])), broken=True),
    "half-a-stream-clean": lambda asked: raw(event(delta(BAD[:200]))),
    "half-an-event": lambda asked: raw(event(delta(BAD))[:150]),
    "bad-chunks": lambda asked: _head("200 OK\r\nTransfer-Encoding: chunked", b"zz\r\nx\r\n"),
    "length-lies": lambda asked: _head("200 OK\r\nContent-Length: 999999", event(delta(BAD[:100]))),
    "two-lengths": lambda asked: _head("200 OK\r\nContent-Length: 3\r\nContent-Length: 9", b"data: x\n\n"),
    "huge": lambda asked: Act(pieces=endless(event(delta("a" * 60_000)), 0.0, 8)),
    "huge-line": lambda asked: Act(pieces=endless(b"a" * 60_000, 0.0, 8)),
    "huge-error": lambda asked: Act(status=500, pieces=endless(b"a" * 60_000, 0.0, 8)),
    "drip-error": lambda asked: Act(status=500, pieces=endless(b"a", 0.1, 8)),
    "gzip": lambda asked: Act(
        headers=(("Content-Type", "text/event-stream"), ("Content-Encoding", "gzip")),
        pieces=[(0.0, gzip.compress(event(delta(BAD))))],
    ),
    "gzip-bomb": lambda asked: Act(
        headers=(("Content-Type", "application/json"), ("Content-Encoding", "gzip")),
        pieces=[(0.0, gzip.compress(b" " * 50_000_000))],
    ),
}
#: Statuses.
STATUS: dict[str, Answer] = {
    **{
        f"status-{status}": (lambda asked, status=status: refuses(status, f"{CANARY} {EVIL}"))  # type: ignore[misc]
        for status in (400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 429, 451, 500, 501, 502, 503, 504, 529)
    },
    "quota": lambda asked: refuses(429, "You exceeded your quota", code="insufficient_quota"),
    "later-0": lambda asked: refuses(429, "slow down", ("Retry-After", "0")),
    "later-much": lambda asked: refuses(429, "slow down", ("Retry-After", "86400")),
    "later-date": lambda asked: refuses(503, "slow down", ("Retry-After", _past())),
    "later-garbage": lambda asked: refuses(429, "slow down", ("Retry-After", "soon, -1, 9e99")),
    "later-minus": lambda asked: refuses(429, "slow down", ("Retry-After", "-5")),
    "refuses-everything": lambda asked: refuses(400, "response_format json_schema stream_options seed max_tokens temperature"),
    "error-page": lambda asked: Act(status=502, headers=(("Content-Type", "text/html"),), pieces=[(0.0, b"<h1>Bad</h1>")]),
    "empty-204": lambda asked: Act(status=204, pieces=()),
    "not-modified": lambda asked: Act(status=304, pieces=()),
}  # fmt: skip
#: Whole HTTP, odd envelope.
ENVELOPE: dict[str, Answer] = {
    "page": lambda asked: raw(f"<html><a href='{EVIL}'>{CANARY}</a></html>".encode(), kind="text/html"),
    "plain": lambda asked: raw(BAD.encode(), kind="text/plain"),
    "octets": lambda asked: raw(bytes(range(256)) * 10, kind="application/octet-stream"),
    "empty": lambda asked: raw(b""),
    "done-at-once": lambda asked: _events(),
    "no-choices": lambda asked: _events({"id": "1", "object": "chat.completion.chunk"}),
    "choices-null": lambda asked: _events({**delta("x"), "choices": None}),
    "choices-dict": lambda asked: _events({**delta("x"), "choices": {"0": BAD}}),
    "choices-of-null": lambda asked: _events({**delta("x"), "choices": [None]}),
    "choices-text": lambda asked: _events({**delta("x"), "choices": BAD}),
    "delta-null": lambda asked: _events({**delta("x"), "choices": [{"index": 0, "delta": None}]}),
    "delta-text": lambda asked: _events({**delta("x"), "choices": [{"index": 0, "delta": BAD}]}),
    "content-list": lambda asked: _events(delta([{"type": "text", "text": BAD}], "stop")),
    "content-number": lambda asked: _events(delta(7, "stop")),
    "content-null": lambda asked: _events(delta(None, "content_filter")),
    "event-number": lambda asked: _events(7),
    "event-list": lambda asked: _events([delta(BAD)]),
    "event-null": lambda asked: _events(None),
    "event-broken": lambda asked: raw(b'data: {"choices": [{"delta": {"content": "\n\n'),
    "event-deep": lambda asked: raw(b"data: " + b"[" * 100_000 + b"\n\n"),
    "event-error": lambda asked: _events(delta(BAD[:50]), {"error": {"message": f"{CANARY} {EVIL}"}}),
    "not-utf8": lambda asked: raw(b'data: {"choices":[{"delta":{"content":"\xff\xfe"}}]}\n\n', event("[DONE]")),
    "tool-call": lambda asked: _events(
        {
            **delta(None),
            "choices": [
                {
                    "index": 0,
                    "delta": {
                        "tool_calls": [{"index": 0, "function": {"name": "fetch", "arguments": json.dumps({"url": EVIL})}}]
                    },
                    "finish_reason": "tool_calls",
                }
            ],
        }
    ),
    "refusal": lambda asked: _events(
        {**delta(None), "choices": [{"index": 0, "delta": {"refusal": f"no {CANARY}"}, "finish_reason": "stop"}]}
    ),
    "whole-null": lambda asked: whole(None),
    "whole-list": lambda asked: whole([{"type": "text", "text": BAD}]),
    "whole-nothing": lambda asked: as_json({}),
    "whole-array": lambda asked: as_json([1, 2]),
    "whole-text": lambda asked: as_json(BAD),
    "too-long": lambda asked: says(RIGHT + " " * 30_000 + CANARY),
}  # fmt: skip
#: Whole envelope, odd answer.
FORM: dict[str, Answer] = {
    name: (lambda asked, text=text: says(text))  # type: ignore[misc]
    for name, text in {
        "prose": f"Northwind sues. {CANARY}",
        "blank": "   \n ",
        "broken-json": BAD[:-40],
        "not-quite-json": BAD.replace('"', "'"),
        "trailing-comma": BAD[:-1] + ",}",
        "array": f"[{BAD}]".replace("{", "[").replace("}", "]"),
        "text": json.dumps(BAD).replace("{", "(").replace("}", ")"),
        "nan": '{"sentences": NaN}',
        "digits": '{"sentences": ' + "9" * 5_000 + "}",
        "deep": '{"sentences": ' + "[" * 9_000 + "]" * 9_000 + "}",
        "deep-open": '{"a":' * 3_000,
        "keys-twice": '{"sentences": [], ' + BAD[1:],
        "inner-keys-twice": BAD.replace('"text": ', '"text": "x", "text": ', 1),
        "sentences-null": '{"sentences": null}',
        "sentences-none": '{"sentences": []}',
        "sentences-dict": json.dumps({"sentences": {"text": CANARY}}),
        "sentences-text": json.dumps({"sentences": CANARY}),
        "sentences-of-text": json.dumps({"sentences": [CANARY, CANARY]}),
        "sentences-of-null": '{"sentences": [null]}',
        "sentences-many": json.dumps({"sentences": [{"text": CANARY, "report": 1, "quote": CANARY}] * 300}),
        "sentence-long": json.dumps({"sentences": [{"text": CANARY * 100, "report": 1, "quote": "x" * 50}]}),
        "text-list": json.dumps({"sentences": [{"text": [CANARY], "report": 1, "quote": "x"}]}),
        "text-null": json.dumps({"sentences": [{"text": None, "report": 1, "quote": CANARY}]}),
        "quote-null": json.dumps({"sentences": [{"text": CANARY, "report": 1, "quote": None}]}),
        "report-text": json.dumps({"sentences": [{"text": CANARY, "report": "1", "quote": "x"}]}),
        "report-true": json.dumps({"sentences": [{"text": CANARY, "report": True, "quote": "x"}]}),
        "report-float": json.dumps({"sentences": [{"text": CANARY, "report": 1.0, "quote": "x"}]}),
        "other-form": json.dumps({"summary": CANARY, "url": EVIL}),
        "yaml": f"sentences:\n  - text: {CANARY}\n",
        "xml": f"<summary>{CANARY}</summary>",
        "thought-only": f"<think>{CANARY}",
    }.items()
}  # fmt: skip
BAD_ANSWERS: dict[str, Answer] = {**WIRE, **STATUS, **ENVELOPE, **FORM}

#: Odd, and yet an answer.
TAKEN: dict[str, Answer] = {
    "fenced": lambda asked: says(f"```json\n{RIGHT}\n```"),
    "after-a-preface": lambda asked: says(f"Sure! Here is the JSON {CANARY}:\n{RIGHT}"),
    "before-more": lambda asked: says(f"{RIGHT}\n\n{BAD}"),
    "after-thoughts": lambda asked: says(f"<think>{BAD} {EVIL}</think>\n{RIGHT}"),
    "more-keys": lambda asked: says(RIGHT[:-1] + f', "note": "{CANARY}", "url": "{EVIL}"}}'),
    "mark-first": lambda asked: says("\ufeff" + RIGHT),
    "letter-by-letter": lambda asked: says(RIGHT, size=1),
    "one-piece": lambda asked: whole(RIGHT),
    "one-piece-for-a-page": lambda asked: Act(
        headers=(("Content-Type", "application/json; charset=utf-8"),), pieces=whole(RIGHT).pieces
    ),
    "no-usage": lambda asked: _events(delta(RIGHT, "stop")),
    "no-finish": lambda asked: _events(delta(RIGHT)),
    "no-done": lambda asked: raw(event(delta(RIGHT, "stop"))),
    "usage-minus": lambda asked: _events(delta(RIGHT, "stop"), usage(-5, -5)),
    "usage-huge": lambda asked: _events(delta(RIGHT, "stop"), usage(10**15, 10**15)),
    "usage-text": lambda asked: _events(delta(RIGHT, "stop"), usage("many", None)),
    "usage-list": lambda asked: _events(delta(RIGHT, "stop"), {**usage(), "usage": [1]}),
    "comments": lambda asked: raw(b": hello\n\n", event(delta(RIGHT, "stop")), event("[DONE]")),
    "more-choices": lambda asked: _events(
        {**delta(RIGHT, "stop"), "choices": [*delta(RIGHT, "stop")["choices"], *delta(BAD, "stop")["choices"]]}
    ),
}  # fmt: skip
