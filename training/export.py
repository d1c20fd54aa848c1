"""Torch modules to ONNX files with weights in eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.bert import HIDDEN, LAYERS, Bert

#: The layers that every ending shares.
SHARED = 2


class Base(nn.Module):
    """Ids of one text to its general unit vector, and to what its endings go on with."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.bert.through(self.bert.embed(ids), None, 0, SHARED)
        vector = self.bert.through(hidden, None, SHARED, LAYERS).mean(1)
        return vector / vector.norm(dim=1, keepdim=True), hidden


class Ending(nn.Module):
    """What `Base` calls hidden to a topic's own vector."""

    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, hidden: Tensor) -> Tensor:
        for layer in self.layers:
            hidden = layer(hidden)
        return hidden.mean(1)


def export_base(bert: Bert, path: Path) -> None:
    """Write `path`: ids -> vector, hidden."""
    axes = {"ids": {1: "pieces"}, "hidden": {1: "pieces"}}
    _export(Base(bert), torch.tensor([[101, 2000, 102]]), ["ids"], ["vector", "hidden"], axes, path)


def export_ending(layers: nn.ModuleList, path: Path) -> None:
    """Write `path`: hidden -> vector."""
    axes = {"hidden": {1: "pieces"}}
    _export(Ending(layers), torch.zeros(1, 3, HIDDEN), ["hidden"], ["vector"], axes, path)


def _export(
    module: nn.Module,
    example: Tensor,
    inputs: list[str],
    outputs: list[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            module.eval(), (example,), str(whole), input_names=inputs, output_names=outputs,
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        # Seven bits of the eight: with all eight, processors without VNNI saturate and give other vectors.
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True, reduce_range=True,
        )  # fmt: skip
