"""The weights that join the parts, and what each part is worth.

Every entry's learned logits come from parts that never saw its week. The mix of a fold is fitted on the nine weeks
of the others; the shipped one on all twelve, and it joins the parts that were made with all twelve.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.choose import shipped_topic
from digest.choose.embedder import WEIGHTS, Minilm, ending
from digest.choose.examples import nearness
from digest.choose.learned import LEARNED, learned
from digest.choose.lexicon import shipped
from digest.choose.relevance import features
from digest.choose.sides import NAMES
from digest.choose.terms import text_of
from digest.choose.tfidf import space
from training.data import FOLDS, WEEKS, inputs, labelled
from training.linear import fit_mix, vectors_of

_EXAMPLES = ("like", "three like", "unlike", "three unlike")
#: What is joined. Eleven features more gave no better figure, so they are left out.
KEPT = (
    *("borderline", "squarely", "terms"),
    *("both sides", "both in title", "against"),
    *("like", "unlike"),
)
#: What the ablation leaves in, in the order of the table.
SUBSETS: dict[str, tuple[str, ...]] = {
    "lexicon": NAMES,
    "lexicon, examples": (*NAMES, *_EXAMPLES),
    "terms": ("terms",),
    "lexicon, examples, terms": (*NAMES, *_EXAMPLES, "terms"),
    "ending": ("borderline", "squarely"),
    "ending, terms": LEARNED,
    "ending, lexicon, examples": ("borderline", "squarely", *NAMES, *_EXAMPLES),
    "everything": (*NAMES, *_EXAMPLES, *LEARNED),
    "kept": KEPT,
}
#: Entries whose ending says less than this (a logit) are certain; the others fit the mix.
CERTAIN = -6.0
Columns = dict[str, NDArray[np.float64]]


def mix(out: Path, model: Path, topic: str, seed: int) -> dict[str, Any]:
    """Write the weights of every fold and those that ship; returns the record of how they were made."""
    found = {fold[0]: _of_fold(out / fold[0], fold, topic) for fold in FOLDS}
    for name in found:
        others = [pair for other, pair in found.items() if other != name]
        _write(out / name, out / name, topic, _fit(others, KEPT))
    record: dict[str, Any] = {
        "command": "python -m training parts; python -m training mix",
        "seed": seed,
        "inputs": inputs(WEEKS),
        "ap2 on weeks not trained on, before an entry hears its story": ablation(found),
        "files": {},
    }
    whole = _fit(list(found.values()), KEPT)
    _write(out / "all", out / "all", topic, whole)
    for name in ("base.onnx", "vocab.txt", f"{topic}.onnx", f"{topic}.npz"):
        if name.startswith(topic):
            shutil.copy(out / "all" / name, model / name)
        record["files"][name] = hashlib.sha256((model / name).read_bytes()).hexdigest()
    record["mix"] = whole
    (model / f"{topic}.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")
    return record


def ablation(found: dict[str, tuple[Columns, NDArray[np.int64], list[str]]]) -> dict[str, list[float]]:
    """For each subset of the features: average precision of grade 2 for each week, then the mean."""
    table = {}
    for label, names in SUBSETS.items():
        values: list[float] = []
        for name, (columns, grades, weeks) in found.items():
            fitted = _fit([pair for other, pair in found.items() if other != name], names)
            logit = np.column_stack([columns[n] for n in names]) @ np.array(list(fitted["weights"].values()))
            of = np.array(weeks)
            values += [
                _average_precision(logit[of == week], grades[of == week]) for week in sorted(set(weeks))
            ]
        table[label] = [round(value, 3) for value in [*values, float(np.mean(values))]]
    return table


def _of_fold(
    folder: Path, weeks: tuple[str, ...], topic: str
) -> tuple[Columns, NDArray[np.int64], list[str]]:
    """Features, grades and weeks of the entries that the parts in `folder` never saw."""
    os.environ[WEIGHTS] = str(folder.resolve())
    _write(folder, folder, topic, {"weights": {}, "middle": 0.0})
    columns: Columns = {}
    grades, of = [], []
    for week in weeks:
        examples = labelled((week,))
        meanings = _embedded(folder, week, topic, [text_of(one.entry) for one in examples])
        vectors = vectors_of(examples)
        vocabulary = space(vectors)
        near = nearness(vocabulary.rows(vectors), vocabulary, shipped_topic(topic))
        spoken = [shipped(topic).lexicon.find(text_of(one.entry)) for one in examples]
        logits = learned(topic).logits(ending(meanings), vectors)
        for name, column in features(spoken, near, logits).items():
            columns[name] = np.concatenate([columns.get(name, np.zeros(0)), column])
        grades += [one.grade for one in examples]
        of += [week] * len(examples)
    return columns, np.array(grades), of


def _embedded(folder: Path, week: str, topic: str, texts: list[str]) -> list[bytes]:
    """The vectors, kept in the folder: they cost minutes."""
    kept = folder / f"{week}.vectors.npy"
    if not kept.exists():
        made = Minilm(topic).embed(texts)
        np.save(kept, np.frombuffer(b"".join(made), np.uint8).reshape(len(made), -1))
    return [row.tobytes() for row in np.load(kept)]


def _fit(pairs: list[tuple[Columns, NDArray[np.int64], list[str]]], names: tuple[str, ...]) -> dict[str, Any]:
    open_ = np.concatenate([pair[0]["squarely"] for pair in pairs]) > CERTAIN
    columns = {name: np.concatenate([pair[0][name] for pair in pairs])[open_] for name in names}
    return fit_mix(columns, np.concatenate([pair[1] for pair in pairs])[open_] == 2)


def _write(parts: Path, folder: Path, topic: str, mixed: dict[str, Any]) -> None:
    with np.load(parts / "parts.npz") as kept:
        np.savez(folder / f"{topic}.npz", **dict(kept), mix=np.array(json.dumps(mixed)))
    from digest.choose import learned as module

    module._read.cache_clear()


def _average_precision(scores: NDArray[np.float64], grades: NDArray[np.int64]) -> float:
    hits = grades[np.argsort(-scores, kind="stable")] == 2
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())
