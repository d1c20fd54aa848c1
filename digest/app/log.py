"""Logs: one line an event, key=value, on standard error. Secrets never reach them (they are never formatted)."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime

LOG = logging.getLogger("digest")


class Structured(logging.Formatter):
    """`time=… level=… event="…" key=value`, or the same as JSON with DIGEST_LOG=json.

    What is logged with `extra={"data": {...}}` becomes the keys.
    """

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._json = as_json

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "data", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            event["error"] = f"{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        if self._json:
            return json.dumps(event, ensure_ascii=False, default=str)
        return " ".join(f"{key}={_value(value)}" for key, value in event.items())


def _value(value: object) -> str:
    text = str(value)
    return text if text and not any(c in text for c in ' "=\n') else json.dumps(text, ensure_ascii=False)


def configure(verbose: int) -> None:
    """Warnings by default, what is done with -v, everything with -vv."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Structured(as_json=os.environ.get("DIGEST_LOG") == "json"))
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel([logging.WARNING, logging.INFO, logging.DEBUG][min(verbose, 2)])
