"""What the editor teaches by example, on top of any topic's score: near a taught story the score moves, elsewhere not.

A kernel ridge over the taught stories. Each asks for a shift of its own place, `STRONGEST` up or down; stories that
are near one another share what they ask for, and opposite ones settle between them. Solving 200 examples takes
milliseconds, so teaching needs no training run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.choose.spelled import likeness, vectors
from digest.choose.terms import HashedTerms
from digest.choose.tfidf import Floats, Rows, Space, cosines
from digest.types import Example

#: The largest shift of a logit that teaching can make.
STRONGEST = 4.0
#: How fast a lesson fades with distance: at a likeness of 1 - REACH it is a third.
REACH = 0.2
#: How readily a lesson gives way to a neighbour's (the ridge).
DOUBT = 0.3
#: How much of the likeness is of words rather than of meaning.
WORDS = 0.3
#: A smaller shift is not worth a reason.
_TOLD = 0.15

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Taught:
    """What teaching does to each entry of a window."""

    shift: Doubles  #: of the logit, -STRONGEST to STRONGEST
    reasons: tuple[tuple[str, ...], ...]  #: `taught unlike: '…' -1.32`


def taught(
    dense: Floats, rows: Rows, vocabulary: Space, like: Sequence[Example], unlike: Sequence[Example]
) -> Taught:
    """The shifts that stories taught as like and unlike make. `dense` (entries, 384) and `rows` are the entries'."""
    examples = [*like, *unlike]
    if not examples:
        return Taught(np.zeros(len(dense)), ((),) * len(dense))
    wanted = np.array([STRONGEST] * len(like) + [-STRONGEST] * len(unlike))
    size = len(vocabulary.hashes)
    meaning = vectors(examples)
    terms = vocabulary.rows(HashedTerms().embed([f"{one.title}\n\n{one.text}" for one in examples]))
    between = _kernel(likeness(meaning, meaning), cosines(terms, terms, size))
    strength = np.linalg.solve(between + DOUBT * np.eye(len(examples)), wanted * (1 + DOUBT))
    near = _kernel(likeness(dense, meaning), cosines(rows, terms, size))
    # Summed an entry at a time, in one order: what else is in the window must not matter.
    parts = near * strength
    shift = np.clip(parts.sum(axis=1), -STRONGEST, STRONGEST)
    return Taught(shift, tuple(_reasons(parts[n], float(shift[n]), like, unlike) for n in range(len(dense))))


def _kernel(meaning: Doubles, words: Floats) -> Doubles:
    alike = (1 - WORDS) * meaning + WORDS * np.round(words.astype(np.float64), 6)
    out: Doubles = np.exp((alike - 1) / REACH)
    return out


def _reasons(
    parts: Doubles, shift: float, like: Sequence[Example], unlike: Sequence[Example]
) -> tuple[str, ...]:
    """The taught story that moved the entry most in the direction it went, and how far it went."""
    if abs(shift) < _TOLD:
        return ()
    at = int(np.argmax(parts * np.sign(shift)))
    word, title = ("like", like[at].title) if at < len(like) else ("unlike", unlike[at - len(like)].title)
    return (f"taught {word}: '{title}' {shift:+.2f}",)
