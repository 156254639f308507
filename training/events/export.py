"""The taught heads to the shipped file: one ONNX graph, int8, its labels in its metadata."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.events.model import MARKS, Judge, Reader
from training.events.rows import KINDS, ROLES

OUTPUTS = ("told", "roles", "main", "kinds")


class Shipped(nn.Module):
    """Both forks in one graph; run time asks for the outputs of one of them."""

    def __init__(self, reader: Reader, judge: Judge) -> None:
        super().__init__()
        self.reader = reader
        self.judge = judge

    def forward(
        self, states: Tensor, first: Tensor, marks: Tensor, buckets: Tensor
    ) -> tuple[Tensor, ...]:
        """`states` (length, WIDTH), `first` (words,), `marks` (length, MARKS), `buckets` (n,)."""
        alone = states.unsqueeze(0)
        x = alone
        for layer in self.reader.layers:
            x = layer(x, None)
        words = x[:, first]
        read = (self.reader.told(words)[0], self.reader.roles(words)[0], self.reader.main(words)[0])
        marked = marks.unsqueeze(0)
        deep = self.judge.score(
            self.judge.pool(self.judge.states(alone, marked, None), marked, None)
        )
        rows = self.judge.table.weight[buckets]
        return (*read, deep[0, 0] + rows.sum(0) * (torch.ones_like(rows[:, :1]).sum() ** -0.5))


def export(reader: Reader, judge: Judge, out: Path, *, version: str, heat: float) -> Path:
    """Write `events.onnx` and its hash; return its path.

    Args:
        reader: the taught reader.
        judge: the taught judge.
        out: the folder.
        version: what it was made of.
        heat: what scores are divided by before they are probabilities.
    """
    out.mkdir(parents=True, exist_ok=True)
    whole, small = out / "events.fp32.onnx", out / "events.onnx"
    given = (torch.zeros(24, 384), torch.arange(20), torch.zeros(24, MARKS), torch.arange(30))
    torch.onnx.export(
        Shipped(reader, judge).eval(), given, str(whole), dynamo=False, opset_version=17,
        input_names=["states", "first", "marks", "buckets"], output_names=list(OUTPUTS),
        dynamic_axes={
            "states": {0: "length"}, "first": {0: "words"},
            "marks": {0: "length"}, "buckets": {0: "features"},
        },
    )  # fmt: skip
    quantize_dynamic(
        whole, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    made = onnx.load(small)
    onnx.helper.set_model_props(
        made,
        {
            "kinds": json.dumps(KINDS),
            "roles": json.dumps(ROLES),
            "version": version,
            "heat": str(heat),
        },
    )
    onnx.save(made, small)
    digest = hashlib.sha256(small.read_bytes()).hexdigest()
    small.with_suffix(".sha256").write_text(f"{digest}  {small.name}\n", encoding="ascii")
    return small
