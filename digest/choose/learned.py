"""What was learned from labelled weeks for a shipped topic: numbers made by `python -m training`, no texts.

Three readers of an entry, none of which is enough alone: the topic's own ending of the embedder (what is it
about?), a linear model over its terms (names and words the labels teach), and the lexicon's features (which
side is spoken of where?). One logistic model mixes them; docs/choosing.md has the figures of each alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from digest.choose.embedder import SIZE, damaged, file
from digest.choose.tfidf import BODY, TITLE, Floats, decode

#: The features that the mix weighs: the lexicon's (see `relevance.features`), then the three learned logits.
LEARNED = ("borderline", "squarely", "terms")


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of one topic."""

    head: (
        Floats  #: (2, 384): logits of "at least borderline" and "squarely on topic" from the ending's vector
    )
    bias: Floats  #: (2,)
    hashes: NDArray[np.uint32]  #: of the terms, ascending
    rarity: Floats  #: inverse document frequency of each, in the training weeks
    weight: Floats  #: of each, for a logit
    offset: float
    names: tuple[str, ...]  #: of the mix's features
    mix: NDArray[np.float64]  #: their weights
    middle: float  #: the logit when all features are 0
    path: Path  #: where this was read from

    def logits(self, endings: Floats, vectors: Sequence[bytes]) -> Floats:
        """Shape (entries, 3), in the order of `LEARNED`; rounded, so that company cannot change the last digit."""
        both = endings @ self.head.T + self.bias
        return np.column_stack([both, self._terms(vectors)]).round(4).astype(np.float32)

    def mixed(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The logit of an editor taking each entry."""
        if unknown := [name for name in self.names if name not in features]:
            raise damaged(self.path, f"they weigh {unknown[0]!r}, which this version does not know")
        columns = np.column_stack([features[name] for name in self.names])
        total: NDArray[np.float64] = ((columns * self.mix).sum(axis=1) + self.middle).round(6)
        return total

    def _terms(self, vectors: Sequence[bytes]) -> Floats:
        row, place, value = term_values(vectors, self.hashes, self.rarity)
        out: Floats = np.bincount(row, value * self.weight[place], minlength=len(vectors)) + self.offset
        return out


def term_values(
    vectors: Sequence[bytes], hashes: NDArray[np.uint32], rarity: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Unit TF-IDF rows over a fixed vocabulary, as (row, term, value)."""
    data, start = decode(vectors)
    row = np.repeat(np.arange(len(vectors)), np.diff(start))
    place = np.minimum(np.searchsorted(hashes, data["term"]), len(hashes) - 1)
    known = hashes[place] == data["term"]
    row, place, data = row[known], place[known], data[known]
    often = 1 + 0.3 * np.log1p(np.maximum(data["title"], data["body"]) - 1.0)
    value = np.where(data["title"] > 0, TITLE, BODY) * often * rarity[place]
    length = np.sqrt(np.bincount(row, value**2, minlength=len(vectors)))
    return row, place, value / np.maximum(1e-9, length[row])


def learned(name: str) -> Learned:
    """The weights of the shipped topic `name`."""
    return _read(file(f"{name}.npz"))


@cache
def _read(path: Path) -> Learned:
    try:
        with np.load(path, allow_pickle=False) as kept:
            found = _learned(kept, path)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        BadZipFile,
        zlib.error,
    ) as error:
        raise damaged(path, repr(error)) from None
    if found.head.shape != (2, SIZE) or len({len(found.hashes), len(found.rarity), len(found.weight)}) > 1:
        raise damaged(path, "their shapes do not fit together")
    return found


def _learned(kept: Mapping[str, Any], path: Path) -> Learned:
    mix = json.loads(str(kept["mix"]))
    return Learned(
        head=kept["head"],
        bias=kept["bias"],
        hashes=kept["hashes"],
        rarity=kept["rarity"],
        weight=kept["weight"],
        offset=float(kept["offset"]),
        names=tuple(mix["weights"]),
        mix=np.array(list(mix["weights"].values())),
        middle=mix["middle"],
        path=path,
    )
