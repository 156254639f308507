"""The shipped file back to a checkpoint: python -m training.encoder.thaw [--to model.pt].

Checkpoints are not in git; training goes on from what ships. Weights come back as their int8
values times their scales, so that a second export gives the layers that were not taught since bit
for bit. What does not ship (the guidelines of the other sets of names) starts as the shipped one.
"""

from __future__ import annotations

import argparse
import base64
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from legation.language.encoder import MODEL

from .model import Model, load_minilm


def thaw(path: Path, minilm: Path) -> Model:
    """Return the model whose int8 graph lies at `path`; word embeddings are MiniLM's own."""
    model = Model()
    load_minilm(model, minilm / "model.safetensors")
    made = onnx.load(path)
    found = _weights(made) | _relations({one.key: one.value for one in made.metadata_props}, model)
    missing, unknown = model.load_state_dict(found, strict=False)
    left = [name for name in missing if name not in ("encoder.words.weight", *_APART)]
    if left or unknown:
        raise SystemExit(
            f"{path}: weights missing {left}, unknown {unknown}; expected this model's"
        )
    return model


_APART = ("heads.vector.weight", "heads.vector.bias")


def _weights(made: onnx.ModelProto) -> dict[str, Tensor]:
    held = {one.name: numpy_helper.to_array(one) for one in made.graph.initializer}
    out = {
        name.removeprefix("model."): torch.from_numpy(array.copy())
        for name, array in held.items()
        if name.startswith("model.")
    }
    for node in made.graph.node:
        if node.op_type == "MatMulInteger":
            key = node.input[1].removesuffix("_quantized")
            whole = held[f"{key}_quantized"].astype(np.float32) * held[f"{key}_scale"]
            out[f"{_module(node.name)}.weight"] = torch.from_numpy(whole.T.copy())
    guideline = next(a for n, a in held.items() if "Add_" in n and a.shape == (1, 1, 384))
    rows = Model().heads["names"].guideline.num_embeddings
    out["heads.names.guideline.weight"] = torch.from_numpy(guideline[0].repeat(rows, 0))
    return out


def _module(node: str) -> str:
    """`/cue_source/query/query.0/MatMul_quant` -> `heads.cue_source.query.0`."""
    steps = node.strip("/").split("/")[:-1]
    kept = [
        step for step, after in zip(steps, [*steps[1:], ""], strict=True)
        if not after.startswith(f"{step}.")
    ]  # fmt: skip
    name = ".".join(kept)
    if name.startswith("layers."):
        return f"encoder.{name}"
    return f"heads.{'relations.' if name.split('.')[0] in ('dependent', 'head') else ''}{name}"


def _relations(known: dict[str, str], model: Model) -> dict[str, Tensor]:
    out = {}
    for name in ("cross", "alone"):
        for kind in ("weight", "bias"):
            raw = np.frombuffer(base64.b64decode(known[f"{name}_{kind}"]), "<f2")
            like = getattr(getattr(model.heads["relations"], name), kind)
            whole = raw.astype(np.float32).reshape(tuple(like.shape))
            out[f"heads.relations.{name}.{kind}"] = torch.from_numpy(whole)
    return out


def main() -> None:
    from .__main__ import minilm

    parser = argparse.ArgumentParser(prog="python -m training.encoder.thaw")
    parser.add_argument("--file", type=Path, default=MODEL)
    parser.add_argument("--to", type=Path, default=Path("training/out/encoder/model.pt"))
    asked = parser.parse_args()
    asked.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save(thaw(asked.file, minilm()).state_dict(), asked.to)


if __name__ == "__main__":
    main()
