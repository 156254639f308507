"""The mean of two checkpoints' weights: python -m training.encoder.mean FIRST SECOND --share 0.6."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def mean(first: Path, second: Path, share: float) -> dict[str, torch.Tensor]:
    """Return (1 - share) of the first and share of the second; both are `model.pt` files."""
    one, other = (torch.load(path, weights_only=True) for path in (first, second))
    return {name: torch.lerp(one[name], other[name], share) for name in one}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.encoder.mean")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the second")
    parser.add_argument("--to", type=Path, default=Path("training/out/encoder/model.pt"))
    asked = parser.parse_args()
    torch.save(mean(asked.first, asked.second, asked.share), asked.to)


if __name__ == "__main__":
    main()
