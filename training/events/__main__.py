"""From the sets to the shipped file: python -m training.events --data DIR [--checkpoint FILE] [--to FOLDER]."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from training.encoder.__main__ import minilm
from training.events import teach
from training.events.export import export


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.events", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, default=Path("training/out/encoder/model.pt"))
    parser.add_argument("--out", type=Path, default=Path("training/out/events"))
    parser.add_argument("--to", type=Path, default=Path("src/legation/language/models"))
    parser.add_argument("--scores", type=Path, default=Path("bench/events/crossvalidation.json"))
    parser.add_argument("--again", action="store_true", help="export the heads taught last")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    bench = teach.prepare(asked.data, asked.checkpoint, minilm(), asked.out)
    news = bench.numbers("plv", "coped")
    judge, reader = teach.own_judge(bench, asked.out), teach.own_reader(bench, asked.out)
    kept = asked.out / f"heads-{bench.encoder[:8]}.pt"
    if asked.again and kept.is_file():
        states = torch.load(kept, weights_only=True)
        judge.load_state_dict(states["judge"])
        reader.load_state_dict(states["reader"])
    else:
        judge = teach.news_judge(bench, judge, news)
        reader = teach.news_reader(bench, reader, news)
        torch.save({"judge": judge.state_dict(), "reader": reader.state_dict()}, kept)
    heat = 1.0
    if asked.scores.is_file():
        heat = json.loads(asked.scores.read_text(encoding="utf-8"))["figures"]["heat"]
    made = export(reader, judge, asked.out, version=f"heads/1 {bench.encoder[:8]}", heat=heat)
    for file in (made, made.with_suffix(".sha256")):
        (asked.to / file.name).write_bytes(file.read_bytes())
    print(made, f"{made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
