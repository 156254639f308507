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
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    bench = teach.prepare(asked.data, asked.checkpoint, minilm(), asked.out)
    news = bench.numbers("plv", "coped")
    judge = teach.news_judge(bench, teach.own_judge(bench, asked.out), news)
    torch.save(judge.state_dict(), asked.out / "judge.pt")
    reader = teach.news_reader(bench, teach.own_reader(bench, asked.out), news)
    torch.save(reader.state_dict(), asked.out / "reader.pt")
    heat = 1.0
    if asked.scores.is_file():
        heat = json.loads(asked.scores.read_text(encoding="utf-8"))["figures"]["heat"]
    made = export(reader, judge, asked.out, version=f"heads/1 {bench.encoder[:8]}", heat=heat)
    for file in (made, made.with_suffix(".sha256")):
        (asked.to / file.name).write_bytes(file.read_bytes())
    print(made, f"{made.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
