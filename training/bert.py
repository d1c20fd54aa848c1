"""all-MiniLM-L6-v2 in plain torch, read from the published safetensors file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
import torch.nn.functional as nnf
from safetensors.torch import load
from torch import Tensor, nn

HIDDEN, INNER, HEADS, LAYERS, PIECES, POSITIONS = 384, 1536, 12, 6, 30522, 128
#: sha256 of model.safetensors as published by sentence-transformers (Apache-2.0).
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = 0.1

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """`x` is (texts, pieces, 384); `mask` is added to the attention's logits."""
        texts, pieces, _ = x.shape
        heads = self.qkv(x).view(texts, pieces, 3, HEADS, HIDDEN // HEADS)
        q, k, v = heads.permute(2, 0, 3, 1, 4).unbind(0)
        drop = self.dropout if self.training else 0.0
        seen = nnf.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop)
        seen = self.out(seen.transpose(1, 2).reshape(texts, pieces, HIDDEN))
        x = self.norm1(x + nnf.dropout(seen, drop))
        return self.norm2(x + nnf.dropout(self.outer(nnf.gelu(self.inner(x))), drop))


class Bert(nn.Module):
    """Embeddings and six layers, with the published weights."""

    def __init__(self, published: Path) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        raw = published.read_bytes()
        if hashlib.sha256(raw).hexdigest() != PUBLISHED:
            raise SystemExit(f"{published}: not the published all-MiniLM-L6-v2 (sha256 {PUBLISHED})")
        self._take(load(raw))

    @torch.no_grad()
    def _take(self, of: dict[str, Tensor]) -> None:
        kind = of["embeddings.token_type_embeddings.weight"][0]
        self.word.weight.copy_(of["embeddings.word_embeddings.weight"])
        self.place.weight.copy_(of["embeddings.position_embeddings.weight"][:POSITIONS] + kind)
        self.norm.weight.copy_(of["embeddings.LayerNorm.weight"])
        self.norm.bias.copy_(of["embeddings.LayerNorm.bias"])
        for n, layer in enumerate(self.layers):
            at = f"encoder.layer.{n}."
            for kind_ in ("weight", "bias"):
                three = [of[f"{at}attention.self.{name}.{kind_}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind_).copy_(torch.cat(three))
                getattr(layer.out, kind_).copy_(of[f"{at}attention.output.dense.{kind_}"])
                getattr(layer.norm1, kind_).copy_(of[f"{at}attention.output.LayerNorm.{kind_}"])
                getattr(layer.inner, kind_).copy_(of[f"{at}intermediate.dense.{kind_}"])
                getattr(layer.outer, kind_).copy_(of[f"{at}output.dense.{kind_}"])
                getattr(layer.norm2, kind_).copy_(of[f"{at}output.LayerNorm.{kind_}"])

    def embed(self, ids: Tensor) -> Tensor:
        """(texts, pieces) to (texts, pieces, 384), before the first layer."""
        return self.norm(self.word(ids) + self.place(torch.arange(ids.shape[1])))

    def through(self, x: Tensor, mask: Tensor | None, first: int, last: int) -> Tensor:
        """Layers `first` to `last` (not included)."""
        for layer in self.layers[first:last]:
            x = layer(x, mask)
        return x


def padded(rows: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and attention of texts of different lengths."""
    width = max(map(len, rows))
    ids, seen = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(2))
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
        seen[n, : len(row)] = 1
    return ids, seen


def mask_of(seen: Tensor) -> Tensor:
    """The attention mask of `Layer` for what `padded` made."""
    return torch.where(seen[:, None, None, :].bool(), 0.0, -1e4)


def mean(x: Tensor, seen: Tensor) -> Tensor:
    """Mean over the pieces of each text: (texts, 384)."""
    weight = seen[..., None].to(x.dtype)
    return (x * weight).sum(1) / weight.sum(1)
