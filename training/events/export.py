"""The taught heads to the shipped files: ONNX graphs, int8, their labels in their metadata."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from legation.events.marks import MARKS as SHOWN
from training.events.model import MARKS, Judge, Reader
from training.events.rows import KINDS, ROLES


class ShippedReader(nn.Module):
    """The reader as it runs: one sentence, no padding, the first habit."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.label = copy.deepcopy(reader.label)
        with torch.no_grad():
            self.label.weight += reader.apart[0].T

    def forward(self, states: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`states` (length, WIDTH), `marks` (length, SHOWN), `first` (words,)."""
        x = (states + self.reader.marks(marks) + self.reader.habit[0]).unsqueeze(0)
        for layer in self.reader.layers:
            x = layer(x, None)
        seen = torch.cat([x[0, first], self.reader.late(marks[first])], 1)
        return self.reader.told(seen), self.reader.roles(seen), self.label(self.reader.main(seen))


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


def export_judge(judge: Judge, out: Path, *, version: str, heat: float) -> Path:
    """Write `events.onnx` and its hash.

    Args:
        judge: the taught judge.
        out: the folder.
        version: what it was made of.
        heat: what its scores are divided by before they are probabilities.
    """
    known = _known(version) | {"heat": str(heat)}
    given = (torch.zeros(24, 384), torch.zeros(24, MARKS), torch.arange(30))
    inputs = {"states": "length", "marks": "length", "buckets": "features"}
    return _write(ShippedJudge(judge), given, out / "events.onnx", inputs, ["kinds"], known)


def export_reader(reader: Reader, out: Path, *, version: str) -> Path:
    """Write `events_read.onnx` and its hash.

    Args:
        reader: the taught reader.
        out: the folder.
        version: what it was made of.
    """
    known = _known(version) | {
        "marks": json.dumps(SHOWN),
        "follow": json.dumps(reader.follows(torch.tensor([0]))[0].tolist()),
    }
    given = (torch.zeros(24, 384), torch.zeros(24, len(SHOWN)), torch.arange(20))
    inputs = {"states": "length", "marks": "length", "first": "words"}
    outputs = ["told", "roles", "main"]
    return _write(ShippedReader(reader), given, out / "events_read.onnx", inputs, outputs, known)


def _known(version: str) -> dict[str, str]:
    return {"kinds": json.dumps(KINDS), "roles": json.dumps(ROLES), "version": version}


def _write(
    module: nn.Module, given: tuple[Tensor, ...], small: Path, inputs: dict[str, str],
    outputs: list[str], known: dict[str, str],
) -> Path:  # fmt: skip
    small.parent.mkdir(parents=True, exist_ok=True)
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
