"""Unsubscribe tokens and the key they are signed with."""

from __future__ import annotations

import errno
import logging
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.deliver import Tokens, load_key
from digest.errors import ConfigError

KEY = bytes(range(32))
TOKENS = Tokens(KEY, "main")
IDS = st.integers(min_value=1, max_value=10**19 - 1)


@given(IDS)
def test_a_token_names_its_subscriber(subscriber_id: int) -> None:
    """Law: read undoes unsubscribe; a token needs no escaping anywhere and fits the letter's lines."""
    token = TOKENS.unsubscribe(subscriber_id)
    assert re.fullmatch(r"[A-Za-z0-9_.-]{1,70}", token)
    assert TOKENS.read(token) == subscriber_id


@given(IDS, st.data())
def test_one_changed_character_and_it_names_nobody(subscriber_id: int, data: st.DataObject) -> None:
    """Law: no token but the one that was made passes, in no other spelling of the same signature either."""
    token = TOKENS.unsubscribe(subscriber_id)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("ABCxyz0189_-.") | st.characters())
    changed = token[:place] + other + token[place + 1 :]
    assert TOKENS.read(changed) == (subscriber_id if changed == token else None)


@given(st.text())
def test_anything_else_names_nobody(text: str) -> None:
    """Law: hostile input is answered, never raised on."""
    assert TOKENS.read(text) is None


@pytest.mark.parametrize("text", ["", ".", "1.", "0.x", "01.", "١." + "A" * 43, "1." + "A" * 43, "1" * 10**6])
def test_near_tokens(text: str) -> None:
    """Empty, without a signature, Arabic digits, very long."""
    assert TOKENS.read(text) is None


@pytest.mark.parametrize("other", [Tokens(KEY, "other"), Tokens(bytes(32), "main")])
def test_another_newsletters_or_keys_token_does_not_pass(other: Tokens) -> None:
    """Two newsletters may share a key file; their readers are not each other's."""
    assert TOKENS.read(other.unsubscribe(7)) is None


def test_the_signature_stays_what_it_is() -> None:
    """Letters that went out are signed so for good: a change here breaks every link that was ever mailed."""
    assert TOKENS.unsubscribe(7) == "7.yMsal7K24Tj1QCaakXR2S-7ZAufVs0TKP17hqBQw7nk"


@pytest.mark.parametrize("wrong", [0, -1, 10**19])
def test_no_token_for_what_is_no_subscriber(wrong: int) -> None:
    """A caller's mistake is loud."""
    with pytest.raises(ValueError, match="subscriber's id"):
        TOKENS.unsubscribe(wrong)


def test_a_key_of_the_wrong_size() -> None:
    """A short key would sign all the same."""
    with pytest.raises(ValueError, match="32 bytes"):
        Tokens(b"short", "main")


def test_the_key_is_made_once(tmp_path: Path) -> None:
    """With nobody else's eyes on it, in a folder that may not be there yet, and nothing beside it."""
    path = tmp_path / "var" / "digest.key"
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    assert load_key(tmp_path / "other.key") != key


@pytest.mark.parametrize("links", [True, False])
def test_all_who_start_at_once_have_the_same_key(
    tmp_path: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`digest serve` and `digest run` at the same moment, on the first day; also where a file system has no
    hard links (then one after the other: such a file system cannot give more)."""
    path = tmp_path / "digest.key"
    if not links:

        def refuse(_: Path, __: Path) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
        load_key(path)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(load_key, [path] * 32))) == 1
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"abc", b"0" * 63, b"0" * 66, b"\xff" * 32, b"G" * 64])
def test_a_damaged_key_is_never_replaced(tmp_path: Path, content: bytes) -> None:
    """The links of letters that went out hang on it; the message says how to get on."""
    path = tmp_path / "digest.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match=r"digest\.key: the signing key is damaged") as caught:
        load_key(path)
    assert "backup" in caught.value.mend
    assert path.read_bytes() == content


def test_a_key_that_others_can_read_is_used_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mounted secrets often are 0644; the newsletter must still go out."""
    path = tmp_path / "digest.key"
    key = load_key(path)
    path.chmod(0o644)
    monkeypatch.setattr(logging.getLogger("digest"), "propagate", True)
    with caplog.at_level(logging.WARNING):
        assert load_key(path) == key
    assert "can be read by others" in caplog.text
    assert key.hex() not in caplog.text


def test_a_key_that_cannot_be_made(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(ConfigError, match=r"digest\.key: the signing key cannot be read or made") as caught:
        load_key(tmp_path / "var" / "digest.key")
    assert "DIGEST_KEY_FILE" in caught.value.mend
