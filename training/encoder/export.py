"""A checkpoint to the shipped file: one ONNX graph, int8, with everything it needs in its metadata."""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .data import NAMES, PARTS, RELATIONS, TAGS, attribution, treebank
from .model import FORK, VOCABULARY, WIDTH, Model, load_minilm

OUTPUTS = (
    "tags",
    "cue_source",
    "content_cue",
    "parts",
    "arcs",
    "dependent",
    "governor",
    "names",
    "middle",
)

"""Layers below the states `middle`, one a piece, where the event heads branch off."""


class Shipped(nn.Module):
    """The model as it runs: one window, no padding, every head; word embeddings in int8 by row."""

    def __init__(self, model: Model, *, small: bool) -> None:
        super().__init__()
        self.model = model
        self.small = small
        table = model.encoder.words.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`pieces` (4, length), `first` (words,): the place of each word's first piece."""
        encoder = self.model.encoder
        if self.small:
            x = self.table[pieces[0]].float() * self.scale[pieces[0]]
        else:
            x = encoder.words(pieces[0])
        x = x + encoder.places.weight[: pieces.shape[1]]
        x = x + encoder.case(pieces[1]) + encoder.spacing(pieces[2]) + encoder.quote(pieces[3])
        x = encoder.norm(x).unsqueeze(0)
        for layer in encoder.layers[:FORK]:
            x = layer(x, None)
        middle = x
        for layer in encoder.layers[FORK:]:
            x = layer(x, None)
        words = x[:, first]
        heads = self.model.heads
        dependent, governor = heads["relations"].features(words)
        guideline = torch.zeros(1, dtype=torch.long)
        found = [
            heads[name](words) for name in ("tags", "cue_source", "content_cue", "parts", "arcs")
        ]
        found += [dependent, governor, heads["names"](words, guideline), middle]
        return tuple(one.squeeze(0) for one in found)


class Sentences(nn.Module):
    """The original MiniLM, for sentence vectors: pieces (length,) -> states (length, 384).

    The states after FORK layers come second.
    """

    def __init__(self, minilm: Path) -> None:
        super().__init__()
        model = Model()
        load_minilm(model, minilm / "model.safetensors")
        for added in (model.encoder.case, model.encoder.spacing, model.encoder.quote):
            nn.init.zeros_(added.weight)
        self.whole = Shipped(model, small=True)

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """Return one state a piece, at the end and at the fork."""
        encoder = self.whole.model.encoder
        x = self.whole.table[pieces].float() * self.whole.scale[pieces]
        x = encoder.norm(x + encoder.places.weight[: pieces.shape[0]]).unsqueeze(0)
        for layer in encoder.layers[:FORK]:
            x = layer(x, None)
        middle = x
        for layer in encoder.layers[FORK:]:
            x = layer(x, None)
        return x.squeeze(0), middle.squeeze(0)


def _quantise(source: Path, target: Path, *, reduce_range: bool) -> None:
    quantize_dynamic(
        source, target, per_channel=True, reduce_range=reduce_range, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    source.unlink()


def export_sentences(minilm: Path, out: Path, *, reduce_range: bool = True) -> Path:
    """Write the file of the sentence vectors."""
    out.mkdir(parents=True, exist_ok=True)
    middle, small = out / "sentences.middle.onnx", out / "sentences.onnx"
    torch.onnx.export(
        Sentences(minilm).eval(), (torch.zeros(24, dtype=torch.long),), str(middle), dynamo=False, opset_version=17,
        input_names=["pieces"], output_names=["states", "middle"], dynamic_axes={"pieces": {0: "length"}},
    )  # fmt: skip
    _quantise(middle, small, reduce_range=reduce_range)
    return small


def transitions(data: Path) -> list[list[float]]:
    """Logarithms of how often one attribution tag follows another in the training part."""
    counts = np.full((len(TAGS), len(TAGS)), 0.0)
    for text in attribution(data / "attribution/train.jsonl.gz"):
        np.add.at(counts, (text.tags[:-1], text.tags[1:]), 1)
    rates = (counts + 0.1) / (counts + 0.1).sum(1, keepdims=True)
    for tag, name in enumerate(TAGS):  # an inside tag follows its own kind only
        if name.startswith("I-"):
            mine = [i for i, other in enumerate(TAGS) if other[2:] == name[2:]]
            rates[[i for i in range(len(TAGS)) if i not in mine], tag] = 1e-9
    return np.log(rates).round(4).tolist()


LEAST = 3
"""How often a form must stand in the treebanks for its counts to ship."""


def part_counts(data: Path) -> tuple[list[list[int]], dict[str, dict[str, int]]]:
    """Return how often each part stands in each relation, and how often each form has each part."""
    relations = [[0] * len(PARTS) for _ in RELATIONS]
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for name in ("ewt_train", "gum_train"):
        for text in treebank(data / f"ud/{name}.jsonl.gz"):
            for word, part, relation in zip(text.words, text.parts, text.relations, strict=True):
                relations[relation][part] += 1
                words[word][PARTS[part]] += 1
    kept = {word: dict(held) for word, held in sorted(words.items()) if held.total() >= LEAST}
    return relations, kept


def metadata(model: Model, vocabulary: str, data: Path) -> dict[str, str]:
    """Everything but the graph that run time needs, as strings."""
    relations = model.heads["relations"]
    weights = {
        "cross_weight": relations.cross.weight, "cross_bias": relations.cross.bias,
        "alone_weight": relations.alone.weight, "alone_bias": relations.alone.bias,
    }  # fmt: skip
    relation_parts, word_parts = part_counts(data)
    return {
        "vocabulary": vocabulary,
        "relation_parts": json.dumps(relation_parts),
        "word_parts": json.dumps(word_parts, ensure_ascii=False, separators=(",", ":")),
        "labels": json.dumps(
            {"tags": TAGS, "parts": PARTS, "relations": RELATIONS, "names": NAMES}
        ),
        "transitions": json.dumps(transitions(data)),
        "fork": str(FORK),
        **{
            name: base64.b64encode(w.detach().numpy().astype("<f2").tobytes()).decode()
            for name, w in weights.items()
        },
    }


def export(
    checkpoint: Path, minilm: Path, data: Path, out: Path, *, reduce_range: bool = True
) -> tuple[Path, Path]:
    """Write the fp32 graph (for comparison) and the int8 one; return both paths."""
    model = Model()
    model.load_state_dict(torch.load(checkpoint, weights_only=True))
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    extra = metadata(model, (minilm / "vocab.txt").read_text(encoding="utf-8"), data)
    whole, middle, small = (
        out / f"{name}.onnx" for name in ("encoder.fp32", "encoder.middle", "encoder")
    )
    for path, compact in ((whole, False), (middle, True)):
        pieces = torch.zeros(4, 24, dtype=torch.long)
        torch.onnx.export(
            Shipped(model, small=compact).eval(), (pieces, torch.arange(1, 20)), str(path), dynamo=False, opset_version=17,
            input_names=["pieces", "first"], output_names=list(OUTPUTS),
            dynamic_axes={"pieces": {1: "length"}, "first": {0: "words"}},
        )  # fmt: skip
    _quantise(middle, small, reduce_range=reduce_range)
    for path in (whole, small):
        made = onnx.load(path)
        onnx.helper.set_model_props(made, extra)
        onnx.save(made, path)
    return whole, small


def share_words(path: Path) -> NDArray[np.int8]:
    """Turn the word table of a graph into its input `words`, and return the table.

    The encoder and the sentence vectors have MiniLM's table, frozen: it ships once.
    """
    made = onnx.load(path)
    shape = [VOCABULARY, WIDTH]
    (table,) = (
        one for one in made.graph.initializer
        if list(one.dims) == shape and one.data_type == onnx.TensorProto.INT8
    )  # fmt: skip
    found = onnx.numpy_helper.to_array(table).copy()
    made.graph.initializer.remove(table)
    for node in made.graph.node:
        for place, name in enumerate(node.input):
            if name == table.name:
                node.input[place] = "words"
    given = onnx.helper.make_tensor_value_info("words", onnx.TensorProto.INT8, shape)
    made.graph.input.append(given)
    onnx.save(made, path)
    return found


def _seal(path: Path) -> None:
    """Write the file's hash beside it, as run time expects it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")


def main() -> None:
    from .__main__ import minilm

    parser = argparse.ArgumentParser(prog="python -m training.encoder.export")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, default=Path("training/out/encoder/model.pt"))
    parser.add_argument("--to", type=Path, default=Path("training/out/encoder"))
    parser.add_argument(
        "--whole-range",
        action="store_true",
        help="8-bit weights; saturates on processors without VNNI",
    )
    asked = parser.parse_args()
    reduced = not asked.whole_range
    whole, small = export(asked.checkpoint, minilm(), asked.data, asked.to, reduce_range=reduced)
    vectors = export_sentences(minilm(), asked.to, reduce_range=reduced)
    share_words(small)
    table = asked.to / "words.npy"
    np.save(table, share_words(vectors))
    for path in (whole, small, vectors, table):
        _seal(path)
        print(path, f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
