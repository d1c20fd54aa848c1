"""The vectors of entries: made once, kept by what was read and by whom."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digest.account import Progress
from digest.store import Store
from digest.types import Entry

if TYPE_CHECKING:
    from digest.choose import Embedder

#: Entries between two writes: an interrupted run loses so many at most.
BATCH = 256


def embedded(
    embedder: Embedder, entries: Sequence[Entry], store: Store, progress: Progress, *, what: str
) -> dict[str, bytes]:
    """By entry id; only what was never embedded is embedded, and what was damaged where it was kept."""
    from digest.choose import text_of

    texts = {entry.id: text_of(entry) for entry in entries}
    hashes = {
        key: hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32] for key, text in texts.items()
    }
    kept = store.embeddings.get(embedder.name, hashes.values())
    known = {key: vector for key, vector in kept.items() if embedder.sound(vector)}
    missing = {hashes[key]: text for key, text in texts.items() if hashes[key] not in known}
    if missing:
        keys = sorted(missing)
        with progress.step(what, len(keys)) as advance:
            for start in range(0, len(keys), BATCH):
                batch = keys[start : start + BATCH]
                made = dict(zip(batch, embedder.embed([missing[key] for key in batch]), strict=True))
                store.embeddings.put(embedder.name, made)
                known |= made
                advance(len(batch))
    return {key: known[known_as] for key, known_as in hashes.items()}
