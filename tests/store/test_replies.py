"""A model's answers: kept as they came, the first for good."""

from __future__ import annotations

from datetime import timedelta

from digest.store import Store
from tests.makers import NOW

KEY = "a" * 64


def test_an_answer_comes_back_as_it_was(store: Store) -> None:
    """Odd characters and an empty answer too: it must not be asked for, and paid for, again."""
    text = '{"sentences": []}\n“Ünïcode” \u200b\U0001f600'
    store.replies.put(KEY, text, tokens_in=10, tokens_out=2, now=NOW)
    store.replies.put("b" * 64, "", tokens_in=1, tokens_out=0, now=NOW)
    assert [store.replies.get(key) for key in (KEY, "b" * 64, "c" * 64)] == [text, "", None]


def test_the_first_answer_stays(store: Store) -> None:
    """Two runs that ask the same at a time agree afterwards: a rebuild is identical."""
    store.replies.put(KEY, "first", tokens_in=1, tokens_out=1, now=NOW)
    store.replies.put(KEY, "second", tokens_in=1, tokens_out=1, now=NOW + timedelta(hours=1))
    assert store.replies.get(KEY) == "first"


def test_all_newsletters_of_a_store_share_answers(store: Store, url: str) -> None:
    """What is asked is the same for each of them: nothing of a newsletter's readers is in it."""
    store.replies.put(KEY, "said once", tokens_in=1, tokens_out=1, now=NOW)
    with Store(url, "other") as other:
        assert other.replies.get(KEY) == "said once"
