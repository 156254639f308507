"""What every bench shares: arguments, floors, the verdict and its output.

A bench is a folder `bench/<name>/` with `__main__.py` that calls `run(name, measure)`, a
README, and `floors.json`: {"score": {"at_least": x} or {"at_most": x}}. `measure(data, small)`
returns the scores; None for a score means that there was nothing to score it on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parent
Scores = dict[str, float | int | None]
Floors = dict[str, dict[str, float]]


def default_data() -> Path | None:
    """Return the folder of shared data beside the project, if it is there."""
    beside = ROOT.parent.parent / "shared"
    return beside if beside.is_dir() else None


def read_floors(name: str, *, small: bool) -> Floors:
    """Return the floors of a bench; a `small` run has its own file where one is needed."""
    file = ROOT / name / ("floors.small.json" if small else "floors.json")
    if not file.exists():
        file = ROOT / name / "floors.json"
    floors: Floors = json.loads(file.read_text(encoding="utf-8"))
    return floors


def missed(scores: Mapping[str, float | int | None], floors: Floors) -> list[str]:
    """Return one line for each floor that a score misses.

    A missing score misses its floor, unless the floor says `if_measured`: of sets that not every
    data folder has.
    """
    lines = []
    for name, floor in floors.items():
        value = scores.get(name)
        if value is None and floor.get("if_measured"):
            continue
        if value is None:
            lines.append(f"{name}: nothing was measured, floor {floor}")
        elif value < floor.get("at_least", value) or value > floor.get("at_most", value):
            lines.append(f"{name}: {value:.4g} misses {floor}")
    return lines


def run(name: str, measure: Callable[..., Scores], *, offers_train: bool = False) -> None:
    """Run a bench from the command line, print its table or one JSON object, and exit.

    With `offers_train` the bench takes `--train`: the training splits are scored (`measure` gets
    `train=True`), to develop on; nothing gates then, and nothing counts as passed.
    """
    parser = argparse.ArgumentParser(prog=f"python -m bench.{name}")
    parser.add_argument(
        "--data", type=Path, default=default_data(), help="a folder laid out like shared/"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--small", action="store_true", help="the short run that CI makes")
    if offers_train:
        parser.add_argument("--train", action="store_true", help="score training splits; no floors")
    options = parser.parse_args()
    train = offers_train and options.train
    more = {"train": True} if train else {}
    with redirect_stdout(sys.stderr if options.json else sys.stdout):
        scores = measure(options.data, options.small, **more)
    floors = {} if train else read_floors(name, small=options.small)
    failures = missed(scores, floors)
    passed = bool(scores) and not failures and not train
    if options.json:
        print(json.dumps({"name": name, "scores": scores, "floors": floors, "passed": passed}))
    else:
        for key, value in scores.items():
            floor = floors.get(key, "")
            print(f"{key:40} {'-' if value is None else f'{value:.4g}':>12}  {floor or ''}")
        print(*failures, sep="\n")
        print("training splits: for development, no result" if train else "passed" if passed else "FAILED")  # fmt: skip
    sys.exit(0 if passed or train else 1)
