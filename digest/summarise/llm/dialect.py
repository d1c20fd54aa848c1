"""How endpoints that call themselves compatible differ, and what to leave out of the next request."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from digest.summarise.llm.options import Options

#: Statuses with which servers refuse a parameter: as they should, and as some do.
REFUSALS = frozenset((400, 404, 415, 422, 500, 501))
_NAMED = {
    "format": re.compile(r"response_format|json_schema|json_object|structured|grammar|schema", re.IGNORECASE),
    "usage": re.compile(r"stream_options|include_usage", re.IGNORECASE),
    "limit": re.compile(r"max_(?:completion_)?tokens", re.IGNORECASE),
    "temperature": re.compile(r"temperature", re.IGNORECASE),
    "seed": re.compile(r"\bseed\b", re.IGNORECASE),
    "stream": re.compile(r"\bstream(?:ing)?\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What an endpoint is asked with: at first all that helps, then what it did not refuse."""

    format: Literal["json_schema", "json_object", "text"] = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens", ""] = "max_tokens"
    usage: bool = True
    temperature: bool = True
    seed: bool = True
    stream: bool = True

    def without(self, message: str) -> Dialect | None:
        """The next one to try after a refusal in these words; None when they name nothing that can be left out."""
        for name, pattern in _NAMED.items():
            if pattern.search(message) and (changed := self._less(name)) is not None:
                return changed
        return None

    def _less(self, name: str) -> Dialect | None:
        if name == "format":
            steps = {"json_schema": "json_object", "json_object": "text"}
            return replace(self, format=steps[self.format]) if self.format in steps else None  # type: ignore[arg-type]
        if name == "limit":
            names = {"max_tokens": "max_completion_tokens", "max_completion_tokens": ""}
            return replace(self, limit=names[self.limit]) if self.limit in names else None  # type: ignore[arg-type]
        return replace(self, **{name: False}) if getattr(self, name) else None  # type: ignore[arg-type]

    def parameters(self, options: Options, form: dict[str, Any]) -> dict[str, Any]:
        """Of a request, all but model and messages."""
        found: dict[str, Any] = {"stream": self.stream}
        if self.temperature:
            found["temperature"] = options.temperature
        if self.seed:
            found["seed"] = options.seed
        if self.limit:
            found[self.limit] = options.max_tokens
        if self.stream and self.usage:
            found["stream_options"] = {"include_usage": True}
        if self.format == "json_schema":
            schema = {"name": "summary", "strict": True, "schema": form}
            found["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.format == "json_object":
            found["response_format"] = {"type": "json_object"}
        return found
