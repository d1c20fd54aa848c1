"""The embedder: offline, the same in whatever company, and sound on anything a feed may hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose.embedder import SIZE, WEIGHTS, Minilm, dense, ending, folder
from digest.errors import ConfigError

SORA = "OpenAI shares first music clip made by Sora\n\nAn indie musician's video was made with a text-to-video model."
ODD = [
    "",
    "\n\n",
    "🎉🎉",
    "日本語の見出し\n\n生成AIで作られた映画",
    "مقطع موسيقي",
    "a" * 100_000,
    "\ud800 lone",
    "\x00",
]


def test_a_text_has_the_same_vector_in_whatever_company() -> None:
    """What else is in the week, and in what order it comes, cannot change what a story is about."""
    embedder = Minilm("ai-and-media")
    alone = embedder.embed([SORA])
    assert embedder.embed([ODD[5], SORA, *ODD])[1:2] == alone
    assert embedder.embed([*reversed(ODD), SORA])[-1:] == alone


@pytest.mark.parametrize("text", ODD, ids=[f"odd{n}" for n in range(len(ODD))])
def test_every_text_has_a_finite_vector(text: str) -> None:
    """Empty, emoji, other scripts, huge, damaged: a number comes out, and no error."""
    made = Minilm("ai-and-media").embed([text])
    assert dense(made).shape == ending(made).shape == (1, SIZE)
    assert np.isfinite(dense(made)).all()
    assert np.isfinite(ending(made)).all()
    assert np.linalg.norm(dense(made)[0]) == pytest.approx(1, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all(text: str) -> None:
    """Whatever Unicode a feed brings."""
    assert np.isfinite(dense(Minilm().embed([text]))).all()


def test_meaning_is_told_from_words() -> None:
    """A paraphrase without a common word is nearer than another subject with one."""
    texts = [
        "Record labels sue the maker of an AI song generator",
        "Music companies take a start-up that generates tracks to court",
        "Record heat: the maker of an air conditioner is sold out",
    ]
    one, same, other = dense(Minilm().embed(texts))
    assert one @ same > one @ other + 0.1


def test_the_weights_fit_into_the_package() -> None:
    """At most 32 MB, all together: an install stays an install."""
    assert sum(path.stat().st_size for path in folder().iterdir()) <= 32 * 2**20


def test_other_weights_have_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stored vector of other weights is never taken for one of these."""
    for path in folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes() + (b"\n" if path.name == "vocab.txt" else b""))
    ours = Minilm().name
    monkeypatch.setenv(WEIGHTS, str(tmp_path))
    assert Minilm().name != ours != Minilm("ai-and-media").name


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file, and what to do."""
    monkeypatch.setenv(WEIGHTS, str(tmp_path))
    with pytest.raises(ConfigError, match="weights expected, not found") as caught:
        Minilm().embed(["x"])
    assert WEIGHTS in caught.value.mend


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    """`digest --help` does not wait for the embedder, and no run needs what the weights were trained with."""
    code = (
        "import sys, digest.choose, digest.app.cli; heavy = {'onnxruntime', 'tokenizers', 'numpy', 'torch'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "from digest.choose.embedder import Minilm; Minilm().embed(['x']);"
        "assert not {'torch', 'sklearn', 'scipy', 'huggingface_hub'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
