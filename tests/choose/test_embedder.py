"""The embedder: offline, the same in whatever company, and sound on anything a feed may hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.choose.embedder import SIZE, WEIGHTS, Minilm, dense, ending, folder
from digest.choose.terms import HashedTerms
from digest.errors import ConfigError
from tests.choose.helpers import run, week

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


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of weights of one's own, to be damaged."""
    for path in folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv(WEIGHTS, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        (name, damage)
        for name in ("base.onnx", "vocab.txt", "ai-and-media.onnx", "ai-and-media.npz")
        for damage in ("gone", "cut", "empty", "other")
        if (name, damage)
        != ("vocab.txt", "cut")  # a shorter vocabulary is one; its vectors bear another name
    ],
)
def test_weights_that_cannot_be_read_are_named(weights: Path, name: str, damage: str) -> None:
    """The file and the mend, whatever is wrong with it; a shipped topic is never judged without its own ending."""
    path = weights / name
    whole = path.read_bytes()
    other = (weights / ("base.onnx" if name != "base.onnx" else "ai-and-media.onnx")).read_bytes()
    path.write_bytes({"cut": whole[: len(whole) // 3], "empty": b"", "other": other, "gone": b""}[damage])
    if damage == "gone":
        path.unlink()
    with pytest.raises(ConfigError) as caught:
        run(week())
    assert name in str(caught.value)
    assert WEIGHTS in caught.value.mend


def test_a_mix_of_another_version_is_named(weights: Path) -> None:
    """It weighs what this version does not know."""
    path = weights / "ai-and-media.npz"
    with np.load(path, allow_pickle=False) as kept:
        parts = {key: kept[key] for key in kept.files}
    mix = json.loads(str(parts["mix"]))
    mix["weights"]["moon phase"] = 1.0
    np.savez(path, **parts | {"mix": np.array(json.dumps(mix))})
    with pytest.raises(ConfigError, match="'moon phase', which this version does not know"):
        run(week())


def test_damaged_vectors_are_made_anew() -> None:
    """A store may hold anything: cut, not a number, of another length. No entry loses its verdict by it."""
    expected = run(week())
    nan = np.full(SIZE * 2, np.nan, np.float16).tobytes()
    for bad in (b"", b"abc", nan, nan[:100], b"\0" * (SIZE * 2 + 2)):
        assert run(week(), meanings={entry.id: bad for entry in week()}) == expected
    torn = HashedTerms().embed(["Label sues generator"])[0][:-3]
    assert run(week(), vectors={entry.id: torn for entry in week()}) == expected


def test_soundness_is_of_length_and_numbers() -> None:
    """What was made is sound, with and without a topic's ending; what is without one is not, for a shipped topic."""
    plain, ended = Minilm(), Minilm("ai-and-media")
    [short], [long] = plain.embed([SORA]), ended.embed([SORA])
    assert plain.sound(short) and ended.sound(long) and plain.sound(long)  # noqa: PT018 - one law
    assert not ended.sound(short)
    terms = HashedTerms()
    assert terms.sound(terms.embed([SORA])[0]) and terms.sound(b"")  # noqa: PT018
    assert not terms.sound(b"1234567")
    assert not terms.sound(terms.embed([SORA])[0][:8] * 2)
