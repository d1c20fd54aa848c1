"""`summariser:` in feeds.yaml: what is accepted, what a mistake's message says, and that no secret is in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from digest.config import parse
from digest.errors import ConfigError
from digest.settings import SummariserPart
from digest.summarise.llm import Options

FEEDS = "\nfeeds: [{url: https://a.example/feed}]\n"
WHOLE = "kind: llm, base_url: 'http://localhost:11434/v1/', model: small"


def test_an_endpoint_is_enough() -> None:
    """All else has a default, and the defaults of the file are those of the room."""
    part = parse(f"summariser: {{{WHOLE}}}{FEEDS}", Path("feeds.yaml")).file.summariser
    assert part.base_url == "http://localhost:11434/v1"
    assert Options(**part.model_dump(exclude={"kind"})) == Options(base_url=part.base_url, model="small")
    names = {field.name for field in dataclasses.fields(Options)} - {"language"}
    assert names == set(SummariserPart.model_fields) - {"kind"}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("kind: llm", "expected `base_url` and `model` with `kind: llm`"),
        ("kind: llm, model: m, base_url: 'ftp://x'", "summariser.base_url: expected http(s) address"),
        ("kind: llm, model: m, base_url: 'https://u:secret@x/v1'", "put it into DIGEST_LLM_KEY"),
        ("kind: llm, model: m, base_url: 'https://x/v1?key=secret'", "expected an address without ?"),
        ("model: m", "model is only for `kind: llm`"),
        (f"{WHOLE}, cost: 1", "expected `price_in` and `price_out`"),
        (f"{WHOLE}, tiemout: 9", "did you mean 'timeout'?"),
        (f"{WHOLE}, concurrency: 99", "summariser.concurrency: expected less than or equal to 16"),
    ],
)
def test_a_mistake_is_told_by_its_key(keys: str, message: str) -> None:
    """With line and key, and never with what may be a secret."""
    with pytest.raises(ConfigError) as caught:
        parse(f"summariser: {{{keys}}}{FEEDS}", Path("feeds.yaml"))
    assert message in str(caught.value)
    assert str(caught.value).startswith("feeds.yaml:1: summariser")
    assert "secret" not in str(caught.value)


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is shown nowhere by accident."""
    monkeypatch.setenv("DIGEST_LLM_KEY", "sk-secret")
    config = parse(f"summariser: {{{WHOLE}}}{FEEDS}", Path("feeds.yaml"))
    assert config.environment.llm_key.get_secret_value() == "sk-secret"
    assert "sk-secret" not in repr(config.environment)
