"""The taught heads to the shipped files: ONNX graphs, int8, their labels in their metadata."""

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


class ShippedReader(nn.Module):
    """The reader as it runs: one sentence, no padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`states` (length, WIDTH), `first` (words,)."""
        x = states.unsqueeze(0)
        for layer in self.reader.layers:
            x = layer(x, None)
        words = x[:, first]
        heads = (self.reader.told, self.reader.roles, self.reader.main)
        return tuple(head(words)[0] for head in heads)


class ShippedJudge(nn.Module):
    """The judge as it runs: one candidate, no padding."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, states: Tensor, marks: Tensor, buckets: Tensor) -> Tensor:
        """`states` (length, WIDTH), `marks` (length, MARKS), `buckets` (n,)."""
        marked = marks.unsqueeze(0)
        mine = self.judge.states(states.unsqueeze(0), marked, None)
        deep = self.judge.score(self.judge.pool(mine, marked, None))
        rows = self.judge.table.weight[buckets]
        return deep[0, 0] + rows.sum(0) * (torch.ones_like(rows[:, :1]).sum() ** -0.5)


def export(reader: Reader, judge: Judge, out: Path, *, version: str, heat: float) -> list[Path]:
    """Write `events.onnx` (the judge), `events_read.onnx` (the reader) and their hashes.

    Args:
        reader: the taught reader.
        judge: the taught judge.
        out: the folder.
        version: what they were made of.
        heat: what the judge's scores are divided by before they are probabilities.
    """
    out.mkdir(parents=True, exist_ok=True)
    known = {
        "kinds": json.dumps(KINDS),
        "roles": json.dumps(ROLES),
        "version": version,
        "heat": str(heat),
    }
    states = torch.zeros(24, 384)
    return [
        _write(
            ShippedJudge(judge), (states, torch.zeros(24, MARKS), torch.arange(30)), out / "events.onnx",
            {"states": "length", "marks": "length", "buckets": "features"}, ["kinds"], known,
        ),
        _write(
            ShippedReader(reader), (states, torch.arange(20)), out / "events_read.onnx",
            {"states": "length", "first": "words"}, ["told", "roles", "main"], known,
        ),
    ]  # fmt: skip


def _write(
    module: nn.Module, given: tuple[Tensor, ...], small: Path, inputs: dict[str, str],
    outputs: list[str], known: dict[str, str],
) -> Path:  # fmt: skip
    whole = small.with_suffix(".fp32.onnx")
    torch.onnx.export(
        module.eval(), given, str(whole), dynamo=False, opset_version=17,
        input_names=list(inputs), output_names=outputs,
        dynamic_axes={name: {0: axis} for name, axis in inputs.items()},
    )  # fmt: skip
    quantize_dynamic(
        whole, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    whole.unlink()
    made = onnx.load(small)
    onnx.helper.set_model_props(made, known)
    onnx.save(made, small)
    digest = hashlib.sha256(small.read_bytes()).hexdigest()
    small.with_suffix(".sha256").write_text(f"{digest}  {small.name}\n", encoding="ascii")
    return small
