"""Fine-tune the upper layers of the embedder for one topic: its own ending.

Two logits are learned, "at least borderline" and "squarely on topic". Entries that speak of both sides of the topic
are shown in every epoch, of those that speak of AI alone a half, of the others a tenth: nearly all are easy.
"""

from __future__ import annotations

import random
import time

import torch
import torch.nn.functional as nnf
from torch import Tensor, nn

from digest.choose.embedder import pieces_of
from digest.choose.lexicon import shipped
from digest.choose.terms import text_of
from training.bert import HIDDEN, LAYERS, Bert, mask_of, mean, padded
from training.data import Labelled
from training.export import SHARED

EPOCHS, BATCH, RATE, WARM, TITLE_ONLY, DROPOUT = 3, 32, 1e-4, 0.1, 0.1, 0.1
#: Shares of the entries that are shown in an epoch: those that speak of AI alone, and the rest.
HALF, EASY = 0.5, 0.1


class Topic(nn.Module):
    """The embedder up to the topic's two logits; what every topic shares is frozen."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert, self.head = bert, nn.Linear(HIDDEN, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -3.0)
        bert.requires_grad_(False)
        self.layers = bert.layers[SHARED:]
        self.layers.requires_grad_(True)
        self._begun: dict[tuple[int, ...], Tensor] = {}

    def begun(self, rows: list[list[int]]) -> tuple[Tensor, Tensor]:
        """What the frozen layers make of the texts, kept from epoch to epoch: (texts, pieces, 384), and attention."""
        if new := [row for row in rows if tuple(row) not in self._begun]:
            ids, seen = padded(new)
            with torch.no_grad():
                x = self.bert.eval().through(self.bert.embed(ids), mask_of(seen), 0, SHARED)
            self._begun |= {tuple(row): x[n, : len(row)].bfloat16() for n, row in enumerate(new)}
            self.bert.train(self.training)
        ids, seen = padded(rows)
        hidden = torch.zeros(*ids.shape, HIDDEN)
        for n, row in enumerate(rows):
            hidden[n, : len(row)] = self._begun[tuple(row)]
        return hidden, seen

    def forward(self, hidden: Tensor, seen: Tensor) -> Tensor:
        x = self.bert.through(hidden, mask_of(seen), SHARED, LAYERS)
        out: Tensor = self.head(nnf.dropout(mean(x.float(), seen), DROPOUT, self.training))
        return out


def fine_tune(bert: Bert, examples: list[Labelled], topic: str, seed: int) -> Topic:
    """Train on `examples`; the same seed, data and number of threads give the same weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    whole = pieces_of([text_of(one.entry) for one in examples])
    titles = pieces_of([f"{one.entry.title}\n\n" for one in examples])
    targets = torch.tensor([[one.grade >= 1, one.grade >= 2] for one in examples]).float()
    epochs = [_batches(examples, whole, topic, rng) for _ in range(EPOCHS)]
    steps = sum(map(len, epochs))
    model = Topic(bert)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps))
    )
    for n, batches in enumerate(epochs, 1):
        model.train()
        begun, total = time.monotonic(), 0.0
        for batch in batches:
            rows = [titles[i] if rng.random() < TITLE_ONLY else whole[i] for i in batch]
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*model.begun(rows))
            loss = nnf.binary_cross_entropy_with_logits(logits.float(), targets[batch])
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            pace.step()
            optimiser.zero_grad()
            total += loss.item()
        print(f"epoch {n}: loss {total / len(batches):.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return model.eval()


def _batches(
    examples: list[Labelled], pieces: list[list[int]], topic: str, rng: random.Random
) -> list[list[int]]:
    """Batches of texts of like length, so that little is padding."""
    lexicon = shipped(topic).lexicon
    hard, half, easy = [], [], []
    for i, one in enumerate(examples):
        sides = {match.concept.side for match in lexicon.find(text_of(one.entry))}
        of_ai, of_media = sides & {"ai", "both"}, sides & {"media", "both"}
        (hard if one.grade or (of_ai and of_media) else half if of_ai else easy).append(i)
    chosen = hard + rng.sample(half, round(len(half) * HALF)) + rng.sample(easy, round(len(easy) * EASY))
    rng.shuffle(chosen)
    out = []
    for start in range(0, len(chosen), BATCH * 16):
        alike = sorted(chosen[start : start + BATCH * 16], key=lambda i: len(pieces[i]))
        out += [alike[n : n + BATCH] for n in range(0, len(alike), BATCH)]
    rng.shuffle(out)
    return out
