"""The embedder: a sentence's meaning as 384 numbers, computed here, from files that ship with digest.

The base is all-MiniLM-L6-v2 (Apache-2.0; see NOTICE) with its weights in eight bits. Its first two layers are
shared by a second ending for each shipped topic, whose upper four layers were fine-tuned on labelled weeks
(`python -m training`). Onnxruntime runs both; nothing is downloaded and no GPU is looked for.

One text is computed at a time: weights in eight bits are scaled by what is multiplied with them, so that in a
batch a text's vector would depend on its neighbours. Two threads make up for it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from digest.errors import ConfigError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: Numbers of a vector.
SIZE = 384
#: Word pieces of a text that are read: the title and two or three sentences. What the training saw.
PIECES = 128
#: Characters that surely hold so many word pieces.
_ENOUGH = 2000
_MODEL = Path(__file__).with_name("model")
#: Another folder of weights, such as `python -m training --leave-out` makes for an honest measurement.
WEIGHTS = "DIGEST_WEIGHTS"
MEND = f"install digest again, or unset {WEIGHTS}"


def folder() -> Path:
    """Where the weights are: $DIGEST_WEIGHTS, else those that ship with digest."""
    return Path(os.environ.get(WEIGHTS) or _MODEL)


class Minilm:
    """Vectors of texts. `ending` names a shipped topic whose own vector is wanted beside the general one."""

    def __init__(self, ending: str = "") -> None:
        self.ending = ending

    @cached_property
    def name(self) -> str:
        """Changes with every byte of the weights: a stored vector is never of another model."""
        files = ["base.onnx", "vocab.txt", *([f"{self.ending}.onnx"] if self.ending else [])]
        return f"minilm-{_fingerprint(folder(), tuple(files))}"

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """A vector (with an ending: two) for each text, as `dense` reads it; the same in whatever company."""
        pieces = pieces_of(texts)
        with ThreadPoolExecutor(max(1, min(2, os.cpu_count() or 1))) as pool:
            return list(pool.map(self._one, pieces))

    def sound(self, vector: bytes) -> bool:
        """Whether a stored vector can be one that `embed` made: long enough, and numbers throughout."""
        return sound(vector, 2 if self.ending else 1)

    def _one(self, ids: list[int]) -> bytes:
        row = np.array([ids], np.int64)
        general, hidden = _run("base", "ids", row)
        parts = [general]
        if self.ending:
            parts += _run(self.ending, "hidden", hidden)
        made = b"".join(part[0].astype(np.float16).tobytes() for part in parts)
        if not self.sound(made):
            raise damaged(folder() / f"{self.ending or 'base'}.onnx", "no vector comes of them")
        return made


def _run(name: str, takes: str, value: NDArray[Any]) -> Any:
    """What the weights make of a value. Weights of another version take something else."""
    session = _session(folder(), name)
    try:
        return session.run(None, {takes: value})
    except Exception as error:  # noqa: BLE001 - onnxruntime's own errors share no base but this
        raise damaged(folder() / f"{name}.onnx", error) from None


@lru_cache(maxsize=4096)
def _general(home: Path, text: str) -> bytes:  # noqa: ARG001 - other weights, another vector
    return Minilm().embed([text])[0]


def general(text: str) -> bytes:
    """The general vector of a text, kept: a desk judges the same examples again with every lesson, and a memory the
    same stories with every issue. A thousand of them are 1.5 MB."""
    return _general(folder(), text)


def sound(vector: bytes, parts: int = 1) -> bool:
    """Whether these bytes are so many vectors, or one more, and all numbers in them finite."""
    width = SIZE * 2
    return len(vector) in (width * parts, width * 2) and bool(
        np.isfinite(np.frombuffer(vector, np.float16)).all()
    )


def dense(vectors: Sequence[bytes]) -> NDArray[np.float32]:
    """The general vectors of what `embed` made: shape (texts, 384), unit rows."""
    return _unit(_part(vectors, 0))


def ending(vectors: Sequence[bytes]) -> NDArray[np.float32]:
    """The topic's own vectors of what `embed` made: shape (texts, 384), not normalised; zeros where there is none."""
    return _part(vectors, 1)


def _part(vectors: Sequence[bytes], n: int) -> NDArray[np.float32]:
    width = SIZE * 2
    rows = [vector[n * width : (n + 1) * width].ljust(width, b"\0") for vector in vectors]
    flat = np.frombuffer(b"".join(rows), np.float16).astype(np.float32)
    return flat.reshape(len(rows), SIZE)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    out: NDArray[np.float32] = rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))
    return out


def pieces_of(texts: Sequence[str]) -> list[list[int]]:
    found = _tokenizer(folder()).encode_batch([_plain(text) for text in texts])
    return [one.ids for one in found]


def _plain(text: str) -> str:
    """What the training saw: the title, a stop, the text. Lone surrogates cannot be encoded."""
    title, _, body = text[:_ENOUGH].partition("\n\n")
    return f"{title}. {body}".strip().encode("utf-8", "replace").decode()


@cache
def _tokenizer(home: Path) -> Any:
    from tokenizers import BertWordPieceTokenizer

    path = file("vocab.txt", home)
    try:
        tokenizer = BertWordPieceTokenizer(str(path), lowercase=True)
    except Exception as error:  # noqa: BLE001 - tokenizers raises plain Exception
        raise damaged(path, error) from None
    tokenizer.enable_truncation(PIECES)
    return tokenizer


@cache
def _session(home: Path, name: str) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it keeps the largest text's memory for good
    options.log_severity_level = 3
    path = file(f"{name}.onnx", home)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # noqa: BLE001 - onnxruntime's own errors share no base but this
        raise damaged(path, error) from None


def file(name: str, home: Path | None = None) -> Path:
    """One of the files of weights."""
    path = (home or folder()) / name
    if not path.exists():
        raise ConfigError(f"{path}: weights expected, not found", mend=MEND)
    return path


def damaged(path: Path, why: object) -> ConfigError:
    """A file of weights that is cut short, or of another version than the others or than this program."""
    return ConfigError(f"{path}: weights cannot be read ({str(why).splitlines()[0][:200]})", mend=MEND)


@cache
def _fingerprint(home: Path, names: tuple[str, ...]) -> str:
    total = hashlib.sha256()
    for name in names:
        total.update(file(name, home).read_bytes())
    return total.hexdigest()[:12]
