"""The shipped file from the heads that cross-validation taught: python -m training.events --data DIR.

Each head is the average of the weights of its folds' heads, which began from the same weights: every
row has taught four in five of them, and nothing is taught twice. A head of which no fold is kept
stays as it ships.
"""

from __future__ import annotations

import argparse
import copy
import json
from pathlib import Path

import torch
from torch import nn

from training.encoder.__main__ import minilm
from training.events import teach
from training.events.export import export_judge, export_reader
from training.events.model import Judge, Reader


def average(start: nn.Module, files: list[Path]) -> nn.Module:
    """Return the module with the mean of the weights in the files."""
    states = [torch.load(file, weights_only=True) for file in files]
    start.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    return start.eval()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, default=Path("training/out/encoder/model.pt"))
    parser.add_argument("--out", type=Path, default=Path("training/out/events"))
    parser.add_argument("--to", type=Path, default=Path("src/legation/language/models"))
    parser.add_argument("--scores", type=Path, default=Path("bench/events/crossvalidation.json"))
    asked = parser.parse_args()
    torch.set_num_threads(1)
    bench = teach.prepare(asked.data, asked.checkpoint, minilm(), asked.out)
    heat = 1.0
    if asked.scores.is_file():
        heat = json.loads(asked.scores.read_text(encoding="utf-8"))["figures"]["heat"]
    made, version = [], f"heads/2 {bench.encoder[:8]}"
    if files := sorted(asked.out.glob("fold-judge-*.pt")):
        judge = average(Judge(copy.deepcopy(bench.judge.layers)), files)
        made.append(export_judge(judge, asked.out, version=version, heat=heat))
    if files := sorted(asked.out.glob("fold-reader-*.pt")):
        reader = average(Reader(copy.deepcopy(bench.reader.layers)), files)
        made.append(export_reader(reader, asked.out, version=version))
    if not made:
        raise SystemExit("no taught heads: run python -m training.events.crossvalidate first")
    for one in made:
        for file in (one, one.with_suffix(".sha256")):
            (asked.to / file.name).write_bytes(file.read_bytes())
        print(one, f"{one.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
